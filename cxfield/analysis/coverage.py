# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Coverage: what has been observed in which phase and place, and what is missing."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cxfield.analysis.outcome import finite


class CellState(StrEnum):
    """How far one cell has come."""

    NOT_PLANNED = "not_planned"
    NOT_STARTED = "not_started"
    PARTLY = "partly"
    COVERED = "covered"


@dataclass(frozen=True, slots=True)
class CoverageSession:
    """One session as the coverage sees it; a session may be done without having been planned."""

    site: str
    phase: str
    planned: bool
    done: bool
    entries: int = 0
    minutes: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One phase at one site: sessions done of those planned, entries and minutes of the done ones."""

    site: str
    phase: str
    planned: int
    done: int
    entries: int
    minutes: float
    state: CellState

    @property
    def is_hole(self) -> bool:
        """Whether something is missing here."""
        return self.state is not CellState.COVERED


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole matrix, row by row (phase), and its totals."""

    sites: tuple[str, ...]
    phases: tuple[str, ...]
    cells: tuple[Cell, ...]
    planned: int
    done: int
    entries: int
    minutes: float

    @property
    def holes(self) -> tuple[Cell, ...]:
        """The cells where something is missing."""
        return tuple(cell for cell in self.cells if cell.is_hole)

    def cell(self, phase: str, site: str) -> Cell:
        """Return one cell; KeyError when there is no such phase or site."""
        for cell in self.cells:
            if cell.phase == phase and cell.site == site:
                return cell
        raise KeyError((phase, site))


def coverage(sessions: Iterable[CoverageSession], sites: Sequence[str], phases: Sequence[str]) -> Coverage:
    """Return the phase x site matrix with its holes.

    Meaning: the rule of timing asks for observation before, during and after the event at every site, so a
    phase that nobody even planned is a hole too. Cell states: not_planned (nothing planned, nothing done),
    not_started (0 done), partly (fewer done than planned), covered.
    `sites` and `phases` give the order; sites or phases that only the sessions know come after them.
    Source: Trustmary CX guide. ValueError for negative or infinite entries or minutes.
    """
    known = tuple(sessions)
    if any(s.entries < 0 or s.minutes < 0.0 for s in known):
        raise ValueError("entries and minutes cannot be negative")
    finite(s.minutes for s in known)
    columns = tuple(dict.fromkeys((*sites, *(s.site for s in known))))
    rows = tuple(dict.fromkeys((*phases, *(s.phase for s in known))))
    groups: dict[tuple[str, str], list[CoverageSession]] = {}
    for session in known:
        groups.setdefault((session.phase, session.site), []).append(session)
    cells = tuple(_cell(phase, site, groups.get((phase, site), ())) for phase in rows for site in columns)
    return Coverage(
        columns,
        rows,
        cells,
        sum(cell.planned for cell in cells),
        sum(cell.done for cell in cells),
        sum(cell.entries for cell in cells),
        math.fsum(cell.minutes for cell in cells),
    )


def _cell(phase: str, site: str, sessions: Sequence[CoverageSession]) -> Cell:
    done = [session for session in sessions if session.done]
    planned = sum(session.planned for session in sessions)
    state = CellState.COVERED
    if not done:
        state = CellState.NOT_STARTED if planned else CellState.NOT_PLANNED
    elif len(done) < planned:
        state = CellState.PARTLY
    entries = sum(session.entries for session in done)
    minutes = math.fsum(session.minutes for session in done)
    return Cell(site, phase, planned, len(done), entries, minutes, state)
