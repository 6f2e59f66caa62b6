# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was counted, timed and sampled in observations, as a report reads it."""

from dataclasses import dataclass

from cxfield.analysis.sampling import SampleSummary


@dataclass(frozen=True, slots=True)
class TallyFact:
    """A counter over all sessions in which it was pressed, or a figure entered for some of them."""

    key: str
    amounts: tuple[float, ...]
    running_ms: int
    sessions: int


@dataclass(frozen=True, slots=True)
class TimingFact:
    """One watch, in ms; one that only the stop of its session ended has no length of its own."""

    kind: str
    name: str
    goal: str
    channel: str
    response_ms: int | None
    length_ms: int
    reached: bool | None
    first_contact: bool | None
    cut_off: bool


@dataclass(frozen=True, slots=True)
class PlanFact:
    """One way of sampling over the whole study; the targets of the summary are already words."""

    method: str
    every_ms: tuple[int, ...]
    summary: SampleSummary


@dataclass(frozen=True, slots=True)
class InstrumentFacts:
    """Everything beside the log; `checked` of `sessions` began with the whole checklist of an open mind."""

    tallies: tuple[TallyFact, ...] = ()
    timings: tuple[TimingFact, ...] = ()
    plans: tuple[PlanFact, ...] = ()
    checked: int = 0
    sessions: int = 0

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.tallies or self.timings or self.plans)
