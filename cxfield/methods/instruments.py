# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is counted, timed and sampled beside the log, by hand: a frozen program finds nothing by itself."""

from dataclasses import dataclass
from enum import StrEnum

from cxfield.i18n import N_, NC_


class Method(StrEnum):
    """A way of sampling."""

    SCAN = "scan"
    PARTIAL = "partial"
    WHOLE = "whole"
    DENSITY = "density"


class TimingKind(StrEnum):
    """What the watch is on."""

    TASK = "task"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class MethodFacts:
    """A method as people choose it; texts are msgids. `choices` are the intervals offered, in ms."""

    method: Method
    name: str
    asks: str
    meaning: str
    choices: tuple[int, ...]
    usual: int
    by_zone: bool = False
    counts: bool = False


@dataclass(frozen=True, slots=True)
class TallyFacts:
    """A counter, or a figure entered afterwards (`entered`); `digits` after the comma and a unit."""

    key: str
    name: tuple[str, str]
    entered: bool = False
    unit: str = ""
    digits: int = 0


_SECOND, _MINUTE = 1_000, 60_000

METHODS: tuple[MethodFacts, ...] = (
    MethodFacts(
        Method.SCAN,
        N_("Scan"),
        N_("How many are doing this right now?"),
        N_("A look around at even times: how many are doing each thing at that moment."),
        (15 * _SECOND, 30 * _SECOND, _MINUTE, 2 * _MINUTE, 5 * _MINUTE, 10 * _MINUTE, 15 * _MINUTE),
        5 * _MINUTE,
        counts=True,
    ),
    MethodFacts(
        Method.PARTIAL,
        N_("Interval, some of it"),
        N_("Which of these happened at some time?"),
        N_("After each interval: what happened at least once in it. Things look longer than they are."),
        (10 * _SECOND, 15 * _SECOND, 30 * _SECOND, _MINUTE, 2 * _MINUTE, 5 * _MINUTE),
        _MINUTE,
    ),
    MethodFacts(
        Method.WHOLE,
        N_("Interval, all of it"),
        N_("Which of these went on all the time?"),
        N_("After each interval: what went on through all of it. Things look shorter than they are."),
        (10 * _SECOND, 15 * _SECOND, 30 * _SECOND, _MINUTE, 2 * _MINUTE, 5 * _MINUTE),
        _MINUTE,
    ),
    MethodFacts(
        Method.DENSITY,
        N_("Zone count"),
        N_("How many people are in each zone?"),
        N_("At even times, once an hour as a rule: how many people there are in each zone."),
        (15 * _MINUTE, 30 * _MINUTE, 60 * _MINUTE),
        60 * _MINUTE,
        by_zone=True,
        counts=True,
    ),
)

TALLIES: tuple[TallyFacts, ...] = (
    TallyFacts("door_in", NC_("counter", "In at the door")),
    TallyFacts("door_out", NC_("counter", "Out at the door")),
    TallyFacts("staff_question", NC_("counter", "Questions to staff")),
    TallyFacts("visitors", NC_("counter", "Visitors by the company's count"), entered=True),
    TallyFacts("buyers", NC_("counter", "Buyers by the till"), entered=True),
    TallyFacts("sales", NC_("counter", "Sales"), entered=True, unit="€", digits=2),
    TallyFacts("online_visits", NC_("counter", "Visits online"), entered=True),
    TallyFacts("online_time", NC_("counter", "Mean time of a visit online"), entered=True, unit="s"),
    TallyFacts("bounce", NC_("counter", "Left after one page"), entered=True, unit="%", digits=1),
    TallyFacts("load_time", NC_("counter", "Loading time of a page"), entered=True, unit="s", digits=1),
    TallyFacts("mobile", NC_("counter", "Visits by phone"), entered=True, unit="%", digits=1),
    TallyFacts("chat_wait", NC_("counter", "Wait for an answer in the chat"), entered=True, unit="s"),
)

#: Counters that stand in the strip.
COUNTERS = tuple(tally for tally in TALLIES if not tally.entered)


def method_facts(method: str) -> MethodFacts:
    """The facts of a method; an unknown one is a mistake in the program."""
    return next(facts for facts in METHODS if facts.method == method)


def tally_facts(key: str) -> TallyFacts | None:
    """The facts of a counter, or None for one of a newer program."""
    return next((facts for facts in TALLIES if facts.key == key), None)
