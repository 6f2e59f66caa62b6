# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The facts of the sample study, and a hand that writes them as one person at one time."""

import datetime as dt
import json
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from cxfield import paths
from cxfield.clock import ManualClock
from cxfield.i18n import N_
from cxfield.ids import Ids
from cxfield.storage import StudyFile, UnitOfWork

T = TypeVar("T")

#: Finland in October 2025, in minutes ahead of UTC.
SUMMER_OFFSET_MIN = 180
SECOND, MINUTE = 1000, 60_000
LABEL = N_("Sample data")


def facts(name: str) -> dict[str, Any]:
    """One file of the sample study's own content, or the facts of the method (`method/demo_study.json`)."""
    folder, file = ("method", "demo_study.json") if name == "method" else ("demo", f"{name}.json")
    found: dict[str, Any] = json.loads(paths.resource(folder, file).read_text(encoding="utf-8"))
    return found


def utc_ms(day: str, time: str, offset_min: int = SUMMER_OFFSET_MIN) -> int:
    """The UTC milliseconds of a local day (ISO) and time (HH:MM or HH:MM:SS)."""
    zone = dt.timezone(dt.timedelta(minutes=offset_min))
    local = dt.datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=zone)
    return round(local.timestamp() * 1000)


def day_after(day: str, days: int) -> str:
    """The ISO day some days later."""
    return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()


@dataclass(slots=True)
class Known:
    """The ids of what has been made so far, by the names that the facts use."""

    wave: str = ""
    guide_version: str = ""
    group_guide: str = ""
    members: dict[str, str] = field(default_factory=dict)
    sites: dict[str, str] = field(default_factory=dict)
    zones: dict[tuple[str, int], str] = field(default_factory=dict)
    touchpoints: list[str] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)
    states: set[str] = field(default_factory=set)
    questions: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    planned: dict[int, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    entries: dict[tuple[int, int], str] = field(default_factory=dict)
    noted: dict[str, str] = field(default_factory=dict)
    touched_by: dict[str, list[str]] = field(default_factory=dict)
    quotes: dict[str, str] = field(default_factory=dict)
    answers: dict[tuple[str, str], str] = field(default_factory=dict)
    statements: list[tuple[str, str, str]] = field(default_factory=list)
    preconceptions: list[str] = field(default_factory=list)
    metrics: dict[str, str] = field(default_factory=dict)
    findings: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Hand:
    """One person at a laptop: the open study and the clock on the wall."""

    study: StudyFile
    clock: ManualClock

    def do(self, verb: Callable[[UnitOfWork], T]) -> T:
        """Do one thing and wait for it; the sample study leaves nothing on the undo stack."""
        return self.study.write(verb, label=LABEL, undoable=False).result().value

    def until(self, moment_ms: int) -> None:
        """Let time pass up to a moment (UTC ms), never back."""
        self.clock.advance(max(0, moment_ms - self.clock.utc_ms))


@dataclass(frozen=True)
class Scene:
    """Where the sample study is written, in which language, with which chances."""

    path: Path
    language: str
    rng: random.Random
    known: Known = field(default_factory=Known)
    desk: list[tuple[str, "Hand"]] = field(default_factory=list)

    @cached_property
    def method(self) -> dict[str, Any]:
        """The facts of the method's sample study, from which every figure follows."""
        return facts("method")

    def say(self, text: Mapping[str, str] | None) -> str:
        """A text in the language of this sample study."""
        return text[self.language] if text else ""

    @contextmanager
    def at(self, author: str, day: str, time: str, *, early_min: int = 0) -> Iterator[Hand]:
        """Sit down as somebody at a day and time, or so much earlier; who sits there already just goes on."""
        moment = utc_ms(day, time) - early_min * MINUTE
        sitting = self.desk[-1] if self.desk else None
        if sitting is None or sitting[0] != author or sitting[1].clock.utc_ms > moment:
            self.leave()
            self.desk.append((author, self._open(author, moment)))
        hand = self.desk[-1][1]
        hand.until(moment)
        yield hand

    def leave(self) -> None:
        """Close the study."""
        while self.desk:
            self.desk.pop()[1].study.close()

    def _open(self, author: str, moment: int) -> Hand:
        clock = ManualClock(moment, SUMMER_OFFSET_MIN, boot=f"{author}-{moment}")
        ids = Ids(clock, self.rng)
        how = StudyFile.open if self.path.exists() else StudyFile.create
        return Hand(how(self.path, clock=clock, ids=ids, author=author), clock)


def no_way_back(uow: UnitOfWork) -> None:
    """Empty the undo stack, so that nobody who opens the sample study takes parts of it back by accident."""
    uow.undoable = False
