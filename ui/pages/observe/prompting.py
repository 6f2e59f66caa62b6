# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When the bar speaks: at most once in five minutes, never during typing or to a silent observer."""

from collections.abc import Iterable

from cxfield.methods.rules import Prompt, Rated, may_prompt, ordinary_prompt
from cxfield.services.observation_shapes import EntryRow


class Prompter:
    """Remembers when it last spoke in this session."""

    __slots__ = ("_last", "_silent")

    def __init__(self, *, silent: bool = False) -> None:
        self._last: int | None = None
        self._silent = silent

    def look(self, rows: Iterable[EntryRow], now_ms: int, *, typing: bool) -> Prompt | None:
        """The prompt to show now, if any."""
        if self._silent or not may_prompt(now_ms, self._last, typing=typing):
            return None
        rated = (Rated(row.t_ms, row.ordinariness) for row in rows)
        found = ordinary_prompt(rated, now_ms, self._last or 0)
        if found is not None:
            self._last = now_ms
        return found
