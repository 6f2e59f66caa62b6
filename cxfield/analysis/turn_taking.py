# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From speaking turns to talk time, presence and who follows whom."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.proportion import Proportion, wilson
from cxfield.analysis.talk_balance import Talk

MINUTE_MS = 60_000
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spoken:
    """One turn of a seat in ms of the session clock."""

    seat: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Follows:
    """Who speaks after whom: `counts[a][b]` times the turn after one of a was one of b; a turn of one's own
    that goes on is not counted. `after_moderator` is the share of participants' turns that the moderator
    followed: in a group that talks among itself it is small. Without turns of a moderator it has a reason.
    """

    seats: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    n: int
    overlaps: int
    after_moderator: Proportion | None
    reason: NotComputable | None

    def most(self) -> tuple[str, str, int] | None:
        """The pair that took the floor from each other most often, in either order; None without any."""
        pairs = [
            (self.seats[a], self.seats[b], self.counts[a][b] + self.counts[b][a])
            for a in range(len(self.seats))
            for b in range(a + 1, len(self.seats))
        ]
        best = max(pairs, key=lambda pair: pair[2], default=None)
        return best if best is not None and best[2] else None


def talk_of(
    seats: Sequence[str],
    spoken: Sequence[Spoken],
    presence: Mapping[str, Sequence[Span]],
    now_ms: int,
) -> tuple[Talk, ...]:
    """Return what each seat has said, for `talk_balance`.

    Meaning: seconds and turns of a seat, the share of all talk that was said while it was taken, and the
    minutes since it last spoke (since it was taken, if never); None for a seat that is empty now. A seat
    that nobody has taken yet is left out. Units: ms in, seconds and minutes out.
    ValueError for a turn that ends before it begins.
    """
    if any(turn.end < turn.start for turn in spoken):
        raise ValueError("a turn cannot end before it begins")
    known = set(seats)
    counted = [turn for turn in spoken if turn.seat in known]
    ms: Counter[str] = Counter()
    turns: Counter[str] = Counter()
    last: dict[str, int] = {}
    for turn in counted:
        ms[turn.seat] += turn.end - turn.start
        turns[turn.seat] += 1
        last[turn.seat] = max(last.get(turn.seat, 0), turn.end)
    total = sum(ms.values())
    found = []
    for seat in seats:
        spans = tuple(presence.get(seat, ((0, now_ms),)))
        if not spans or min(span[0] for span in spans) > now_ms:
            if not turns[seat]:
                continue
            spans = ((0, now_ms),)
        if spans == ((0, now_ms),):
            heard = total
        else:
            heard = ms[seat] + sum(_within(t.start, t.end, spans) for t in counted if t.seat != seat)
        here = any(start <= now_ms <= end for start, end in spans)
        came = max(start for start, _ in spans if start <= now_ms)
        silent = (now_ms - max(last.get(seat, came), came)) / MINUTE_MS
        found.append(
            Talk(seat, ms[seat] / 1000, turns[seat], max(0.0, silent) if here else None,
                 min(1.0, heard / total) if total else 1.0)
        )  # fmt: skip
    return tuple(found)


def follows(
    seats: Sequence[str], spoken: Sequence[Spoken], moderators: frozenset[str] = frozenset()
) -> Follows:
    """Return the turn-taking matrix of consecutive turns, in the order in which they began.

    Meaning: a diagnostic of the conversation; rows are who spoke, columns who spoke next. Source: Sacks,
    Schegloff & Jefferson 1974 (turn-taking); Krueger & Casey (a group should talk among itself).
    Limits: counts only; overlapping turns are taken in the order of their beginnings.
    """
    place = {seat: at for at, seat in enumerate(seats)}
    ordered = sorted((t for t in spoken if t.seat in place), key=lambda t: (t.start, t.end))
    counts = [[0] * len(place) for _ in place]
    for one, other in pairwise(ordered):
        if one.seat != other.seat:
            counts[place[one.seat]][place[other.seat]] += 1
    n = sum(map(sum, counts))
    reached, overlaps = 0, 0
    for turn in ordered:
        overlaps += turn.start < reached
        reached = max(reached, turn.end)
    logged = any(turn.seat in moderators for turn in ordered)
    own = [place[seat] for seat in seats if seat not in moderators]
    after = sum(counts[a][place[m]] for a in own for m in moderators & place.keys())
    total = sum(sum(counts[a]) for a in own)
    return Follows(
        tuple(seats),
        tuple(map(tuple, counts)),
        n,
        overlaps,
        wilson(after, total) if logged and total else None,
        None if logged and total else NotComputable.NO_MODERATOR if total else NotComputable.NO_DATA,
    )


def _within(start: int, end: int, spans: Sequence[Span]) -> int:
    return sum(max(0, min(end, to) - max(start, since)) for since, to in spans)
