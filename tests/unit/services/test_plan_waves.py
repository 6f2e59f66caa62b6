# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rhythm of measurement: after each stage, at the end, twice a year; what is due is said on opening."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cxfield.clock import ManualClock
from cxfield.i18n import Texts
from cxfield.model.enums import SessionKind
from cxfield.model.study import Stage, Study, Wave
from cxfield.services.plan_gaps import checklist
from cxfield.services.plan_templates import begin_study
from cxfield.services.plan_waves import (
    END,
    HALF_YEAR,
    STAGE,
    follow_after,
    missing_waves,
    plan_rhythm,
    reminders,
)
from cxfield.services.study_setup import SessionPlan, add_wave, plan_session
from cxfield.storage import StudyFile

NOON = 1_759_474_800_000
TODAY = dt.date(2025, 10, 3)


class Desk:
    """A file with a study and no waves."""

    def __init__(self, path: Path) -> None:
        self.file = StudyFile.create(path, clock=ManualClock(NOON), author="H1")
        self.study: Study = self.do(lambda u: begin_study(u, template="interviews", title={"en": "A"}))

    def do(self, verb: Callable[[Any], Any]) -> Any:
        return self.file.write(verb, label="x").result().value

    def rules(self, *rules: str) -> None:
        self.do(lambda u: u.change(Study, self.study.id, cadence=list(rules)))

    def missing(self) -> list[str]:
        return self.file.read(
            lambda r: [g.rule for g in missing_waves(r.all(Study)[0].cadence, r.all(Stage), r.all(Wave))]
        )

    def gaps(self) -> dict[str, str]:
        found = self.file.read(lambda r: checklist(r, Texts("en")))
        return {gap.key: f"{gap.title} {gap.detail}" for gap in found.gaps}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "a.cxf")
    yield made
    made.file.close()


def test_the_whole_rhythm_is_planned_at_once_and_then_lacks_nothing(desk: Desk) -> None:
    desk.rules(STAGE, END, HALF_YEAR)
    desk.do(lambda u: add_wave(u, name={"en": "First"}, starts_on="2025-10-06", ends_on="2025-10-17"))
    assert desk.missing() == [STAGE] * 5 + [END, HALF_YEAR]
    assert "Awareness" in desk.gaps()["rhythm"]
    made = desk.do(lambda u: plan_rhythm(u, today=TODAY))
    assert [wave.after for wave in made][:6] == [STAGE] * 5 + [END]
    assert made[0].name == {"fi": "Vaiheen Tietoisuus jälkeen", "en": "After the stage Awareness"}
    assert desk.missing() == []
    assert not {"rhythm", "waves"} & set(desk.gaps())


def test_waves_more_than_half_a_year_apart_are_told_and_filled(desk: Desk) -> None:
    desk.rules(HALF_YEAR)
    for start in ("2025-01-13", "2026-06-01"):
        desk.do(lambda u, s=start: add_wave(u, name={"en": s}, starts_on=s, ends_on=s))
    assert "half a year" in desk.gaps()["waves"]
    desk.do(lambda u: plan_rhythm(u, today=TODAY))
    assert desk.missing() == []


def test_a_wave_follows_a_stage_the_end_or_nothing(desk: Desk) -> None:
    wave = desk.do(lambda u: add_wave(u, name={"en": "W"}, starts_on="2025-10-06", ends_on="2025-10-17"))
    stage = desk.file.read(lambda r: r.all(Stage, order_by="order_key"))[0]
    kept = []
    for choice in (stage.id, END, ""):
        row = desk.do(lambda u, c=choice: follow_after(u, wave_id=wave.id, choice=c))
        kept.append((row.after, row.stage_id))
    assert kept == [(STAGE, stage.id), (END, None), ("", None)]


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2025-09-01", ""),
        ("2025-09-10", "Autumn should begin on Mon 6 Oct."),
        ("2025-10-06", "Autumn should begin on Mon 6 Oct."),
        ("2025-10-08", "Autumn should have begun on Mon 6 Oct. No session has been held yet."),
        ("2025-11-20", ""),
    ],
)
def test_what_is_due_is_said(desk: Desk, today: str, said: str) -> None:
    wave = desk.do(lambda u: add_wave(u, name={"en": "Autumn"}, starts_on="2025-10-06", ends_on="2025-10-17"))
    desk.do(lambda u: u.change(Wave, wave.id, remind_on="2025-09-10"))
    due = desk.file.read(lambda r: reminders(r, dt.date.fromisoformat(today)))
    assert " ".join(reminder.say(Texts("en")) for reminder in due) == said


def test_half_a_year_after_the_last_wave_the_next_is_asked_for(desk: Desk) -> None:
    desk.do(lambda u: add_wave(u, name={"en": "Autumn"}, starts_on="2025-10-06", ends_on="2025-10-17"))
    due = desk.file.read(lambda r: reminders(r, dt.date(2026, 4, 1)))
    assert next(reminder.sentence for reminder in due).startswith("The last wave ended")


def test_nobody_is_reminded_in_the_middle_of_a_session(desk: Desk) -> None:
    desk.do(lambda u: add_wave(u, name={"en": "Autumn"}, starts_on="2025-10-06", ends_on="2025-10-17"))
    session = desk.do(lambda u: plan_session(u, plan=SessionPlan(kind=SessionKind.INTERVIEW)))
    desk.do(lambda u: u.change(type(session), session.id, state="running"))
    assert desk.file.read(lambda r: reminders(r, dt.date(2025, 10, 6))) == ()
