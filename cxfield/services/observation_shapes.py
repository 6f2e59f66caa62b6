# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Observe room shows and chooses, as plain values: nothing here waits for the records."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cxfield.model.enums import Phase
from cxfield.services.quickline import Term, Vocabulary, vocabulary

#: As in `cxfield.model.base`, which is slow to import.
Labels = dict[str, str]

#: Roles in a session; the one who works without company is "alone".
LEAD, SILENT, ALONE = "lead", "silent", "alone"
ROLES = (LEAD, SILENT, ALONE)
#: Few rows at a time: the list lays out every loaded row when one comes in.
PAGE = 24
#: Ratings 1 and 2 count as ordinary.
ORDINARY_MAX = 2


@dataclass(frozen=True, slots=True)
class Named:
    """Something to choose by name."""

    id: str
    name: Labels
    code: str = ""


@dataclass(frozen=True, slots=True)
class SessionView:
    """The session on the screen."""

    id: str
    number: int
    total: int
    site: Named | None
    channel: Named | None
    phase: str
    state: str
    clock: tuple[Mapping[str, Any], ...]
    pauses: tuple[tuple[int | None, ...], ...]
    settling_min: int
    started_at: int
    offset_min: int
    roles: tuple[tuple[str, str, str], ...]
    planned_min: int
    reactivity: bool


@dataclass(frozen=True, slots=True)
class CodeView:
    """A code as its tile shows it."""

    id: str
    name: Labels
    short: Labels
    key: str
    state: bool
    family: str
    use_when: Labels
    not_when: Labels
    meaning: str = ""
    limit_min: float | None = None
    shape: str = "circle"


@dataclass(frozen=True, slots=True)
class GroupView:
    """A column of tiles."""

    id: str
    name: Labels
    family: str
    codes: tuple[CodeView, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """What can be logged with a key or a tap: groups of codes and the site's touchpoints.

    `apart` the states that cannot run beside a code; `closed` the site's zones in which nothing is observed,
    only the time of a shopper's stay is kept. Both are known before the first key.
    """

    groups: tuple[GroupView, ...] = ()
    touchpoints: tuple[Named, ...] = ()
    retired: tuple[CodeView, ...] = ()
    apart: Mapping[str, frozenset[str]] = field(default_factory=dict)
    closed: tuple[Named, ...] = ()

    @property
    def codes(self) -> tuple[CodeView, ...]:
        """Every code in the order of the grid."""
        return tuple(code for group in self.groups for code in group.codes)

    def vocabulary(self, locale: str, shoppers: Iterable[Term] = ()) -> Vocabulary:
        """The words the quick line understands, those of the present language first."""
        codes = (Term(c.id, _names(locale, c.short, c.name), c.key) for c in self.codes)
        return vocabulary(codes, (Term(t.id, _names(locale, t.name)) for t in self.touchpoints), shoppers)


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of the entry list."""

    id: str
    t_ms: int
    end_t_ms: int | None
    code_id: str | None
    touchpoint_id: str | None
    text: str
    interpretation: str
    ordinariness: int
    chosen: bool
    polarity: int
    marks: tuple[str, ...]
    settling: bool
    phase: str
    letter: str
    closed_by_stop: bool
    shopper_id: str | None = None
    how: str = ""
    so_what: str = ""
    expected: str = ""
    emotion: str = ""
    star: bool = False
    aware: bool = False
    modifiers: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sign: str = ""
    reaction_id: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Counters of a session."""

    total: int = 0
    ordinary: int = 0
    settling: int = 0
    by_code: Mapping[str, int] = field(default_factory=dict)
    by_touchpoint: Mapping[str, int] = field(default_factory=dict)
    by_phase: Mapping[str, int] = field(default_factory=dict)


def _names(locale: str, *labels: Labels) -> tuple[str, ...]:
    own = [names[locale] for names in labels if names.get(locale)]
    others = [name for names in labels for key, name in names.items() if key != locale and name]
    return tuple(dict.fromkeys(own + others))


@dataclass(frozen=True, slots=True)
class Totals:
    """The counters and the running states of a session at one moment."""

    counts: Counts
    running: tuple[EntryRow, ...]


@dataclass(frozen=True, slots=True)
class Start:
    """What is chosen before a session; a planned one brings its own site, phase and channel."""

    site_id: str | None = None
    phase: Phase = Phase.DURING
    channel_id: str | None = None
    roles: Mapping[str, str] = field(default_factory=dict)
    planned_id: str | None = None
    wave_id: str | None = None
    language: str = "fi"
    checklist: tuple[str, ...] = ()
    settling_min: int | None = None
    planned_min: int | None = None
    quiet_min: int | None = None
    break_min: int | None = None


@dataclass(frozen=True, slots=True)
class Inherited:
    """What every new entry takes along: its session, who logs, and what is selected on the screen."""

    session_id: str
    observer_id: str | None = None
    touchpoint_id: str | None = None
    shopper_id: str | None = None
    zone_id: str | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """The answers of the closing form; every one may be left out."""

    attention: int | None = None
    notes: str = ""
    reactivity: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """An entry as a mark on the timeline."""

    id: str
    t_ms: int
    end_t_ms: int | None
    code_id: str | None
    ordinariness: int
