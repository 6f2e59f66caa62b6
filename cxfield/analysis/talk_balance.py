# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How evenly the talking was shared in a group."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cxfield.analysis.outcome import NotComputable, Value, clip, finite, known, unknown

QUIET_SHARE = 0.05
QUIET_MINUTES = 10.0
DOMINANT_TIMES = 2.0


class TalkFlag(StrEnum):
    """What a moderator may want to act on."""

    DOMINANT = "dominant"
    QUIET = "quiet"
    LONG_SILENT = "long_silent"


@dataclass(frozen=True, slots=True)
class Talk:
    """What one seat has said so far; `silent_min` is the time since its last turn, when known.

    `present` is the share of all talk that was said while the seat was taken: 1 from beginning to end, less
    for who came late or left early.
    """

    seat: str
    seconds: float
    turns: int = 0
    silent_min: float | None = None
    present: float = 1.0


@dataclass(frozen=True, slots=True)
class SeatShare:
    """One seat's share of all talk (None when nobody spoke) and its flags."""

    seat: str
    seconds: float
    turns: int
    share: float | None
    flags: tuple[TalkFlag, ...]


@dataclass(frozen=True, slots=True)
class TalkBalance:
    """Balance of a group: each figure with its reason when it cannot be computed."""

    n: int
    total_seconds: float
    seats: tuple[SeatShare, ...]
    gini: Value
    gini_normalised: Value
    pielou: Value
    max_share: Value


def talk_balance(talk: Sequence[Talk]) -> TalkBalance:
    """Return the balance of talk over all seats, the silent ones included (n = seats, not speakers).

    Meaning: gini_normalised 0 = all spoke equally long, 1 = one person spoke alone; pielou the other way
    round (1 = even). Formula: gini = Σ|xi - xj| / (2 n Σx), normalised by n/(n - 1);
    pielou = -Σ p ln p / ln n. Source: Gini 1912; Pielou 1966; computed examples in the method tables.
    Presence: a share is of the talk while the seat was taken, x_i / (present_i Σx), and balance is that of
    the seconds by presence, x_i / present_i; with everybody there all the time both are the plain figures.
    Flags: dominant: share over 2/n; quiet: under 5 % of the talk; long_silent: no turn for 10 min.
    Limits: nobody spoke: not computable; one seat: no normalised figure. Balance is not a goal in itself.
    ValueError for negative or infinite seconds, or a presence outside 0..1 (0 only where nothing was said).
    """
    seconds = finite(item.seconds for item in talk)
    if any(value < 0.0 for value in seconds):
        raise ValueError("talk time cannot be negative")
    if any(not 0.0 <= item.present <= 1.0 or (item.seconds > 0.0 == item.present) for item in talk):
        raise ValueError("presence is a share, and who speaks is present")
    n, total = len(seconds), math.fsum(seconds)
    if total <= 0.0:
        missing = unknown(NotComputable.NOBODY_SPOKE if n else NotComputable.NO_DATA, n)
        silent = tuple(_seat(item, None, n) for item in talk)
        return TalkBalance(n, 0.0, silent, missing, missing, missing, missing)
    even = tuple(item.seconds / item.present if item.present else 0.0 for item in talk)
    shares = tuple(value / math.fsum(even) for value in even)
    own = tuple(clip(value / total, 0.0, 1.0) for value in even)
    seats = tuple(_seat(item, share, n) for item, share in zip(talk, own, strict=True))
    gini = _gini(shares)
    single = unknown(NotComputable.ONE_SEAT, n)
    return TalkBalance(
        n,
        total,
        seats,
        known(gini, n),
        known(clip(gini * n / (n - 1), 0.0, 1.0), n) if n > 1 else single,
        known(_pielou(shares), n) if n > 1 else single,
        known(max(own), n),
    )


def _gini(shares: Sequence[float]) -> float:
    """Return Gini's coefficient from sorted shares: Σ (2i - n - 1) x_i / n, the same sum without n² pairs."""
    n = len(shares)
    weighted = math.fsum((2 * i - n - 1) * share for i, share in enumerate(sorted(shares), start=1))
    return clip(weighted / n, 0.0, 1.0)


def _pielou(shares: Sequence[float]) -> float:
    entropy = -math.fsum(share * math.log(share) for share in shares if share > 0.0)
    return clip(entropy / math.log(len(shares)), 0.0, 1.0)


def _seat(item: Talk, share: float | None, n: int) -> SeatShare:
    flags = []
    if share is not None and share > DOMINANT_TIMES / n:
        flags.append(TalkFlag.DOMINANT)
    if share is not None and share < QUIET_SHARE:
        flags.append(TalkFlag.QUIET)
    if item.silent_min is not None and item.silent_min >= QUIET_MINUTES:
        flags.append(TalkFlag.LONG_SILENT)
    return SeatShare(item.seat, item.seconds, item.turns, share, tuple(flags))
