# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A guide's planned minutes against the minutes that were used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

MINUTE_MS = 60_000.0


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a guide and its planned minutes."""

    id: str
    planned_min: float


@dataclass(frozen=True, slots=True)
class PartTime:
    """A section: planned and used minutes; `over_min` is how much more than planned (0 when less)."""

    id: str
    planned_min: float
    used_min: float
    visited: bool

    @property
    def over_min(self) -> float:
        """Minutes beyond the plan."""
        return max(0.0, self.used_min - self.planned_min)


@dataclass(frozen=True, slots=True)
class Agenda:
    """All sections in the order of the guide; `current` is where the discussion is, "" before and after.

    `left_min` is what the plan leaves for the rest of the session; `short_min` is by how much the sections
    that are still to come do not fit in it, so an overrun is told before it happens.
    """

    parts: tuple[PartTime, ...]
    current: str
    planned_min: float
    used_min: float
    left_min: float
    short_min: float


def agenda(
    parts: Sequence[Part],
    visits: Sequence[tuple[int, str]],
    now_ms: int,
    *,
    pauses: Sequence[tuple[int, int]] = (),
    moved: Mapping[str, float] | None = None,
    total_min: float | None = None,
    ended: bool = False,
) -> Agenda:
    """Return planned against used minutes.

    Meaning: `visits` are (session ms, section) in any order, each until the next; what lies before the
    first belongs to the first section. Pauses are nobody's time. `moved` adds minutes to a section's plan.
    Units: ms in, minutes out.
    """
    extra = moved or {}
    planned = {part.id: max(0.0, part.planned_min + extra.get(part.id, 0.0)) for part in parts}
    # Of two at the same moment the later one in the list holds.
    known = sorted((visit for visit in visits if visit[1] in planned), key=lambda visit: visit[0])
    if parts and (not known or known[0][0] > 0):
        known.insert(0, (0, parts[0].id))
    used = dict.fromkeys(planned, 0.0)
    for (start, section), (end, _) in pairwise([*known, (max(now_ms, known[-1][0]) if known else 0, "")]):
        used[section] += (end - start - _paused(start, end, pauses)) / MINUTE_MS
    seen = {section for _, section in known}
    current = known[-1][1] if known and not ended else ""
    all_planned = sum(planned.values())
    all_used = sum(used.values())
    left = (total_min if total_min is not None else all_planned) - all_used
    order = [part.id for part in parts]
    ahead = order[order.index(current) :] if current else []
    needed = sum(max(0.0, planned[p] - used[p]) for p in ahead)
    rows = tuple(PartTime(p, planned[p], used[p], p in seen) for p in order)
    return Agenda(rows, current, all_planned, all_used, left, max(0.0, needed - left) if current else 0.0)


def _paused(start: int, end: int, pauses: Sequence[tuple[int, int]]) -> int:
    return sum(max(0, min(end, to) - max(start, since)) for since, to in pauses)
