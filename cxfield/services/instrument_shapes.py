# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the instruments show, as plain values: nothing here waits for the records."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cxfield.analysis.sampling import latest_due
from cxfield.services.observation_shapes import Named


@dataclass(frozen=True, slots=True)
class PlanView:
    """A way of sampling that runs; `answered` are the due times that have an answer."""

    id: str
    method: str
    every_ms: int
    targets: tuple[str, ...]
    from_t: int
    answered: frozenset[int]

    def due(self, now: int) -> int | None:
        """The look that waits for an answer, if one does; earlier unanswered ones are missed."""
        last = latest_due(self.every_ms, self.from_t, now)
        return last if last is not None and last not in self.answered else None

    def next_in(self, now: int) -> int:
        """Milliseconds until the next look."""
        return self.every_ms - max(0, now - self.from_t) % self.every_ms


@dataclass(frozen=True, slots=True)
class TimingView:
    """A watch."""

    id: str
    kind: str
    name: str
    goal: str
    start_t: int
    response_t: int | None
    end_t: int | None
    reached: bool | None
    first_contact: bool | None


@dataclass(frozen=True, slots=True)
class Instruments:
    """Everything beside the log of one session."""

    tallies: Mapping[str, int] = field(default_factory=dict)
    plans: tuple[PlanView, ...] = ()
    timings: tuple[TimingView, ...] = ()
    zones: tuple[Named, ...] = ()
    goals: tuple[str, ...] = ()
