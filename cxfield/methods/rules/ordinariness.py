# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rule 1: notice what is ordinary."""

from collections.abc import Iterable
from dataclasses import dataclass

from cxfield.analysis.ordinariness import ORDINARY_TO, SURPRISING_FROM
from cxfield.i18n import N_
from cxfield.methods.rules.base import MINUTE_MS, Prompt, Rule

SURPRISING_IN_A_ROW = 3
MINUTES_WITHOUT_ORDINARY = 10

ORDINARINESS = Rule(
    key="normality",
    name=N_("Ordinariness"),
    meaning=N_(
        "Keep an open mind and notice customers' normal reactions: they are often worth more than surprises. "
        "Look for details that disturb, and for what would prevent them."
    ),
    capture=N_("Rate every entry from entirely ordinary (1) to entirely surprising (5)."),
    prompt=N_("Log what was ordinary, too."),
)


@dataclass(frozen=True, slots=True)
class Rated:
    """One entry as the rule sees it: session time in ms and ordinariness 1-5."""

    t_ms: int
    ordinariness: int


def ordinary_prompt(entries: Iterable[Rated], now_ms: int, since_ms: int = 0) -> Prompt | None:
    """Return a prompt after three surprising entries in a row, or ten minutes without an ordinary one.

    Surprising is 4-5, ordinary 1-2. `since_ms` is the session time from which to look: 0, or when this
    prompt was last shown or skipped, so that the same entries do not call for it twice. Entries may come in
    any order; those later than `now_ms` are left out.
    """
    seen = sorted((e for e in entries if since_ms <= e.t_ms <= now_ms), key=lambda e: e.t_ms)
    last = seen[-SURPRISING_IN_A_ROW:]
    if len(last) == SURPRISING_IN_A_ROW and all(e.ordinariness >= SURPRISING_FROM for e in last):
        return _prompt(N_("Three surprising in a row"))
    ordinary = [e.t_ms for e in seen if e.ordinariness <= ORDINARY_TO]
    quiet_ms = now_ms - max(ordinary, default=since_ms)
    if quiet_ms >= MINUTES_WITHOUT_ORDINARY * MINUTE_MS:
        return _prompt(N_("{n} min without an ordinary entry"), quiet_ms // MINUTE_MS)
    return None


def _prompt(reason: str, minutes: int | None = None) -> Prompt:
    values = () if minutes is None else (("n", minutes),)
    return Prompt(ORDINARINESS.key, ORDINARINESS.prompt, reason, N_("Log an ordinary one"), values)
