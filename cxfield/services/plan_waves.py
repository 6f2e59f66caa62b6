# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rhythm of measurement: what a wave follows, which waves the rhythm still lacks, and what is due."""

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from cxfield.i18n import N_, Texts, pick
from cxfield.model.enums import SessionState
from cxfield.model.registry import kind_of
from cxfield.model.session import Session
from cxfield.model.study import Stage, Study, Wave
from cxfield.services.plan_edit import last_order
from cxfield.services.plan_words import as_date
from cxfield.storage import Reader, UnitOfWork

STAGE, END, HALF_YEAR = "stage", "end", "half_year"
#: Twice a year with two weeks' leeway.
LONGEST_DAYS = 197
_LENGTH = dt.timedelta(days=4)
_APART = dt.timedelta(days=14)
_HALF = dt.timedelta(days=182)
_REMIND = dt.timedelta(days=42)
_SOON_DAYS = 7

BEGINS = N_("{wave} should begin on {day}.")
LATE = N_("{wave} should have begun on {day}. No session has been held yet.")
NEXT = N_("The last wave ended on {day}. Plan the next one: experience is measured at least twice a year.")


@dataclass(frozen=True, slots=True)
class Missing:
    """What the rhythm of the study lacks: a rule, and the stage it is about."""

    rule: str
    stage_id: str = ""


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something that is due: the sentence (an msgid), the wave and the day."""

    sentence: str
    wave_id: str
    name: dict[str, str]
    day: str

    def say(self, texts: Texts) -> str:
        """Put it in words."""
        day = as_date(self.day)
        said = texts.day(day) if day else self.day
        return texts.t(self.sentence, wave=pick(self.name, texts.locale) or texts.t("The wave"), day=said)


def missing_waves(
    rules: Sequence[str], stages: Sequence[Stage], waves: Sequence[Wave]
) -> tuple[Missing, ...]:
    """What the rhythm lacks, rule by rule."""
    found: list[Missing] = []
    if STAGE in rules:
        known = {wave.stage_id for wave in waves if wave.after == STAGE}
        found += [Missing(STAGE, stage.id) for stage in stages if stage.id not in known]
    if END in rules and not any(wave.after == END for wave in waves):
        found.append(Missing(END))
    if HALF_YEAR in rules and not _twice_a_year(waves):
        found.append(Missing(HALF_YEAR))
    return tuple(found)


def _twice_a_year(waves: Sequence[Wave]) -> bool:
    days = sorted(day for wave in waves if (day := as_date(wave.starts_on)) is not None)
    gaps = [(later - earlier).days for earlier, later in itertools.pairwise(days)]
    return bool(gaps) and max(gaps) <= LONGEST_DAYS


def follow_after(uow: UnitOfWork, *, wave_id: str, choice: str) -> Wave:
    """Say what a wave follows: nothing, the end of the journey, or a stage by its id."""
    if choice in ("", END):
        return uow.change(Wave, wave_id, after=choice, stage_id=None)
    return uow.change(Wave, wave_id, after=STAGE, stage_id=uow.get(Stage, choice).id)


def plan_rhythm(uow: UnitOfWork, *, today: dt.date) -> list[Wave]:
    """Add the waves that the rhythm lacks, one after another; their days are a proposal to be corrected."""
    study = next(iter(uow.all(Study)))
    stages = uow.all(Stage, order_by="order_key")
    names = {stage.id: stage.name for stage in stages}
    made: list[Wave] = []
    for gap in missing_waves(study.cadence, stages, uow.all(Wave)):
        if gap.rule == HALF_YEAR:
            made += _half_years(uow, today)
            continue
        start = _after_last(uow, today)
        if gap.rule == STAGE:
            name = {
                lang: Texts(lang).t("After the stage {stage}", stage=pick(names[gap.stage_id], lang))
                for lang in ("fi", "en")
            }
        else:
            name = {lang: Texts(lang).t("At the end of the journey") for lang in ("fi", "en")}
        made.append(_add(uow, name, start, after=gap.rule, stage_id=gap.stage_id or None))
    return made


def _half_years(uow: UnitOfWork, today: dt.date) -> list[Wave]:
    """Waves half a year apart until the rhythm holds from the first to the last wave."""
    made: list[Wave] = []
    while not _twice_a_year(uow.all(Wave)):
        days = sorted(day for wave in uow.all(Wave) if (day := as_date(wave.starts_on)) is not None)
        hole = next(
            (a for a, b in itertools.pairwise(days) if (b - a).days > LONGEST_DAYS),
            days[-1] if days else None,
        )
        start = _monday(today + _APART) if hole is None else hole + _HALF
        number = len(uow.all(Wave)) + 1
        made.append(_add(uow, {"fi": f"Aalto {number}", "en": f"Wave {number}"}, start))
        if number > 60:  # noqa: PLR2004 - a slip of the year in somebody's wave
            break
    return made


def _add(
    uow: UnitOfWork, name: dict[str, str], start: dt.date, *, after: str = "", stage_id: str | None = None
) -> Wave:
    return uow.add(
        Wave(
            name=name,
            starts_on=start.isoformat(),
            ends_on=(start + _LENGTH).isoformat(),
            remind_on=(start - _REMIND).isoformat(),
            after=after,
            stage_id=stage_id,
            order_key=last_order(uow, kind_of(Wave)),
        )
    )


def _after_last(uow: UnitOfWork, today: dt.date) -> dt.date:
    days = [day for wave in uow.all(Wave) if (day := as_date(wave.ends_on)) is not None and wave.after]
    return _monday(max([*days, today]) + _APART)


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def reminders(reader: Reader, today: dt.date) -> tuple[Reminder, ...]:
    """What is due today; nothing while a session is going on, and nothing of a sample study."""
    study = next(iter(reader.all(Study)), None)
    sessions = reader.all(Session)
    running = (SessionState.RUNNING.value, SessionState.PAUSED.value)
    if study is None or study.sample or any(session.state in running for session in sessions):
        return ()
    held = {session.wave_id for session in sessions if session.started_at is not None}
    found: list[Reminder] = []
    waves = sorted((wave for wave in reader.all(Wave) if as_date(wave.starts_on)), key=lambda w: w.starts_on)
    for wave in waves:
        start, remind = dt.date.fromisoformat(wave.starts_on), as_date(wave.remind_on)
        asked = (remind is not None and remind <= today) or (start - today).days <= _SOON_DAYS
        if today <= start and asked:
            found.append(Reminder(BEGINS, wave.id, wave.name, wave.starts_on))
        elif start < today <= (as_date(wave.ends_on) or start) and wave.id not in held:
            found.append(Reminder(LATE, wave.id, wave.name, wave.starts_on))
    last = max((day for wave in waves if (day := as_date(wave.ends_on))), default=None)
    if last is not None and HALF_YEAR in study.cadence and (today - last).days > (_HALF - _REMIND).days:
        found.append(Reminder(NEXT, waves[-1].id, waves[-1].name, last.isoformat()))
    return tuple(found)
