# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the team plans and makes of it, as plain values of a report."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MetricRow:
    """A measure the study follows, its target and figures entered by hand."""

    id: str
    type: str
    key: str
    name: str
    scale: tuple[float, ...] = ()
    higher_is_better: bool = True
    target: float | None = None
    entered: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingRow:
    """What the team agrees it has learnt, with its evidence in words."""

    id: str
    code: str
    statement: str
    detail: str = ""
    observation: str = ""
    interpretation: str = ""
    so_what: str = ""
    theme: str = ""
    affected: int | None = None
    observed: int | None = None
    severity: int | None = None
    macro: bool = True
    issue: bool = False
    confidence: str = ""
    evidence: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    gone: int = 0
    refs: tuple[str, ...] = ()
    deviant: tuple[str, ...] = ()
    dissent: tuple[str, ...] = ()
    open_questions: str = ""
    agreed: bool = True
    cause: str = ""
    remedy: str = ""
    contact: str = ""
    productise: bool = False


@dataclass(frozen=True, slots=True)
class ActionRow:
    """Something to be done about a finding."""

    id: str
    code: str
    text: str
    owner: str = ""
    kind: str = "corrective"
    state: str = "open"
    due_on: str = ""
    finding: str = ""
    done_on: str = ""
    metric: str = ""
    target: float | None = None
    principle: str = ""
    before: float | None = None
    after: float | None = None
    effect: str = ""
    cost: float | None = None
    gain: float | None = None

    @property
    def roi(self) -> float | None:
        """(gain − cost) / cost of a year, or nothing without both."""
        if self.cost is None or self.gain is None or self.cost <= 0:
            return None
        return (self.gain - self.cost) / self.cost

    @property
    def due(self) -> date | None:
        """The day it is due."""
        try:
            return date.fromisoformat(self.due_on)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class PreconceptionRow:
    """What the team expected before fieldwork, and what came of it."""

    text: str
    by: str = ""
    verdict: str = "open"
    comment: str = ""


@dataclass(frozen=True, slots=True)
class ReflectionRow:
    """A dated afterthought by one observer."""

    on: str
    by: str
    text: str

    @property
    def day(self) -> date | None:
        """The day it was written."""
        try:
            return date.fromisoformat(self.on)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class TouchpointRow:
    """Where customer and company meet."""

    name: str
    digital: bool = False
    key_encounter: bool = False


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code of the codebook with when to use it and when not."""

    group: str
    name: str
    kind: str
    key: str = ""
    use_when: str = ""
    not_when: str = ""


@dataclass(frozen=True, slots=True)
class SettlementRow:
    """How a disagreement was settled; `records` are the entries it was about.

    `words` are those of the outcome: the other code that was agreed on, or the field that was changed twice.
    """

    records: tuple[str, ...]
    field: str = ""
    outcome: str = ""
    by: str = ""
    reason: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class MeetingPart:
    """A part of the agenda: planned and spent minutes, whether it was talked through, what was noted."""

    name: str
    planned_ms: int
    spent_ms: int
    done: bool
    notes: str = ""


@dataclass(frozen=True, slots=True)
class MeetingPerson:
    """Somebody who was asked to the meeting; `view` is empty while the own views are hidden."""

    code: str
    function: str
    present: bool = True
    given: bool = False
    view: str = ""


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A debrief meeting; `parked` is what was put aside, and whether it was taken up in the end."""

    number: int
    started_at: int | None
    offset_min: int
    parts: tuple[MeetingPart, ...] = ()
    people: tuple[MeetingPerson, ...] = ()
    parked: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class LoopRow:
    """Somebody who was unhappy and is contacted again: who (by code), who takes care of it and by when.

    `days` is how long it took to close the loop; None while it is open.
    """

    code: str
    text: str
    owner: str = ""
    due_on: str = ""
    state: str = "open"
    outcome: str = ""
    days: int | None = None


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One answer to one consent item."""

    code: str
    item: str
    given: bool | None
    at: int = 0
    offset_min: int = 0
    taken_by: str = ""
    how: str = ""
    version: str = ""
