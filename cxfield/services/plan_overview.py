# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan at a glance: the next day in the field, the calendar of a wave, the quotas and the study card."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cxfield.i18n import Texts, pick
from cxfield.model.enums import SessionKind, SessionState
from cxfield.model.people import Erasure, Participant
from cxfield.model.session import Session
from cxfield.model.study import Quota, Site, Wave
from cxfield.services.plan_gaps import checklist_of, has_lead
from cxfield.services.plan_state import Checklist, Plan, read_plan, short_site
from cxfield.services.plan_words import SESSION_KINDS, as_date, language_name
from cxfield.storage import Reader
from cxfield.textclean import one_line

Labels = Mapping[str, str]
_LIVE = (SessionKind.OBSERVATION.value, SessionKind.INTERVIEW.value)
_WORKDAYS = 5


@dataclass(frozen=True, slots=True)
class DayLine:
    """One line of a calendar day: what it is, in words, and whether something is missing."""

    kind: str
    words: str
    gap: bool = False


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One working day of a wave."""

    date: dt.date
    number: int
    place: str
    lines: tuple[DayLine, ...]

    @property
    def gap(self) -> bool:
        """Whether something is missing on this day."""
        return any(line.gap for line in self.lines)


@dataclass(frozen=True, slots=True)
class WaveCard:
    """A wave with its days and what is planned."""

    id: str
    name: Labels
    starts_on: str
    ends_on: str
    remind_on: str
    words: str


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """One quota with what has been agreed so far: in these sessions, or these people's."""

    id: str
    group: str
    name: str
    have: int
    target: int
    sessions: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the first tab."""

    checklist: Checklist
    title: str
    when: str
    waves: tuple[WaveCard, ...]
    calendar: tuple[CalendarDay, ...]
    quotas: tuple[QuotaRow, ...]
    has_study: bool
    question: str = ""
    facts: tuple[tuple[str, str], ...] = field(default=())


def overview(
    reader: Reader, texts: Texts, today: dt.date, wave_id: str = "", author: str | None = None
) -> Overview:
    """Everything on the first tab; without a wave, the one that is on, comes next, or was held last."""
    plan = read_plan(reader, author)
    found = checklist_of(plan, texts)
    wave = _wave(plan, today, wave_id)
    title, when = _headline(plan, texts, today, found)
    return Overview(
        checklist=found,
        title=title,
        when=when,
        waves=tuple(_wave_card(plan, row, texts) for row in plan.waves),
        calendar=_calendar(plan, wave, texts) if wave else (),
        quotas=quota_rows(reader, texts, wave.id if wave else ""),
        has_study=plan.study is not None,
        question=pick(plan.study.question, texts.locale) if plan.study else "",
        facts=_facts(plan, texts),
    )


def _wave(plan: Plan, today: dt.date, wanted: str) -> Wave | None:
    chosen = [wave for wave in plan.waves if wave.id == wanted]
    ahead = [wave for wave in plan.waves if wave.ends_on >= today.isoformat()]
    used = {session.wave_id for session in plan.sessions}
    held = [wave for wave in plan.waves if wave.id in used]
    return next(iter([*chosen, *ahead, *held[-1:], *plan.waves]), None)


def _headline(plan: Plan, texts: Texts, today: dt.date, found: Checklist) -> tuple[str, str]:
    ready = texts.t("{n}/{m} ready", n=len(found.ready), m=found.total)
    parts = [texts.day(today)]
    ahead = [
        s for s in plan.sessions if s.planned_on >= today.isoformat() and s.state == SessionState.PLANNED
    ]
    first = min(ahead, key=lambda s: s.planned_on, default=None)
    day = as_date(first.planned_on) if first else None
    if first is None or day is None:
        done = any(s.state != SessionState.PLANNED.value for s in plan.sessions)
        title = texts.t("Fieldwork is under way") if done else texts.t("Fieldwork has no day yet")
        return title, " · ".join([*parts, ready])
    days = (day - today).days
    if days == 0:
        title = texts.t("Fieldwork is today")
    elif any(s.state != SessionState.PLANNED.value for s in plan.sessions):
        title = texts.tn("Next session in {n} day", "Next session in {n} days", days)
    else:
        title = texts.tn("Fieldwork starts in {n} day", "Fieldwork starts in {n} days", days)
    where = plan.site(first.site_id, texts.locale)
    said = texts.t("next session {day}", day=texts.day(day)) + (f", {where}" if where else "")
    return title, " · ".join([*parts, said, ready])


def _wave_card(plan: Plan, wave: Wave, texts: Texts) -> WaveCard:
    parts = [span_words(wave.starts_on, wave.ends_on, texts)]
    mine = [s for s in plan.sessions if s.wave_id == wave.id]
    for kind in (SessionKind.OBSERVATION, SessionKind.INTERVIEW, SessionKind.GROUP):
        count = sum(s.kind == kind.value for s in mine)
        if count:
            parts.append(count_words(kind.value, count, texts))
    remind = as_date(wave.remind_on)
    if remind:
        parts.append(texts.t("reminder {day}", day=texts.day(remind)))
    words = " · ".join(part for part in parts if part)
    return WaveCard(wave.id, wave.name, wave.starts_on, wave.ends_on, wave.remind_on, words)


def span_words(start: str, end: str, texts: Texts) -> str:
    """Return 6.–17.10. or 6–17 Oct; both dates where the months differ."""
    first, last = as_date(start), as_date(end)
    if first is None or last is None:
        return ""
    if (first.year, first.month) == (last.year, last.month):
        dot = "." if texts.locale == "fi" else ""
        return f"{first.day}{dot}–{texts.day(last, weekday=False)}"
    return f"{texts.day(first, weekday=False)}–{texts.day(last, weekday=False)}"


def count_words(kind: str, n: int, texts: Texts) -> str:
    """Return 4 observations."""
    if kind == SessionKind.OBSERVATION.value:
        return texts.tn("{n} session", "{n} sessions", n)
    if kind == SessionKind.INTERVIEW.value:
        return texts.tn("{n} interview", "{n} interviews", n)
    if kind == SessionKind.GROUP.value:
        return texts.tn("{n} focus group", "{n} focus groups", n)
    return texts.tn("{n} debrief", "{n} debriefs", n)


def _calendar(plan: Plan, wave: Wave, texts: Texts) -> tuple[CalendarDay, ...]:
    first, last = as_date(wave.starts_on), as_date(wave.ends_on)
    if first is None or last is None or (last - first).days > 120:  # noqa: PLR2004 - a slip of the year
        return ()
    by_day: dict[str, list[Session]] = {}
    for session in plan.sessions:
        by_day.setdefault(session.planned_on, []).append(session)
    days: list[CalendarDay] = []
    at = first
    while at <= last:
        mine = by_day.get(at.isoformat(), [])
        if at.weekday() < _WORKDAYS or mine:
            days.append(_day(plan, at, len(days), mine, texts))
        at += dt.timedelta(days=1)
    return tuple(days)


def _day(plan: Plan, date: dt.date, number: int, sessions: Sequence[Session], texts: Texts) -> CalendarDay:
    names = {plan.site(s.site_id, texts.locale): None for s in sessions if s.kind in _LIVE}
    lines = []
    for kind in SESSION_KINDS:
        mine = [s for s in sessions if s.kind == kind]
        if not mine:
            continue
        if len(mine) == 1 and kind not in _LIVE:
            words = texts.t(SESSION_KINDS[kind][0])
            words += f" {texts.t('{n} min', n=mine[0].planned_min)}" if mine[0].planned_min else ""
        else:
            words = count_words(kind, len(mine), texts)
        bare = kind == SessionKind.OBSERVATION.value and any(
            s.state == SessionState.PLANNED.value and not has_lead(s) for s in mine
        )
        lines.append(DayLine(kind, words, bare))
    return CalendarDay(date, number, ", ".join(name for name in names if name), tuple(lines))


def quota_rows(reader: Reader, texts: Texts, wave_id: str = "") -> tuple[QuotaRow, ...]:
    """Every quota of a wave (or of all waves) with what is agreed."""
    gone = {erasure.participant_id for erasure in reader.all(Erasure)}
    people = [p for p in reader.all(Participant) if p.id not in gone]
    sessions = [s for s in reader.all(Session) if s.parallel_of is None]
    sites = {site.id: site for site in reader.all(Site)}
    rows = []
    for quota in reader.all(Quota, order_by="order_key"):
        if quota.wave_id and wave_id and quota.wave_id != wave_id:
            continue
        site = sites.get(quota.site_id or "")
        name = pick(quota.name, texts.locale) or (
            short_site(site.name, texts.locale) if site else quota.value
        )
        mine, agreed = _filling(quota, people, sessions)
        rows.append(
            QuotaRow(
                quota.id,
                quota_group(quota, texts),
                name or texts.t("all"),
                len(mine) if quota.counted == "participant" else len(agreed),
                quota.target,
                agreed,
                mine,
            )
        )
    return tuple(rows)


def quota_group(quota: Quota, texts: Texts) -> str:
    """The heading under which a quota stands."""
    fields = {
        "segment": texts.t("segment"),
        "gender": texts.t("gender"),
        "age_band": texts.t("age"),
        "occupation": texts.t("occupation"),
        "relationship": texts.t("relationship status"),
        "role": texts.t("role"),
    }
    by = texts.t("site") if quota.site_id else fields.get(quota.field, "")
    kind = (
        texts.t("Participants")
        if quota.counted == "participant"
        else {
            "observation": texts.t("Observations"),
            "interview": texts.t("Interviews"),
            "group": texts.t("Focus groups"),
        }.get(quota.counted, texts.t("Sessions"))
    )
    return f"{kind}, {by}" if by else kind


def _filling(
    quota: Quota, people: Sequence[Participant], sessions: Sequence[Session]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The people and the sessions that fill a quota: of people, the sessions in which they were."""

    def wanted(person: Participant | None) -> bool:
        if not quota.field:
            return True
        return person is not None and _plain(getattr(person, quota.field, "")) == _plain(quota.value)

    if quota.counted == "participant":
        mine = tuple(person.id for person in people if wanted(person))
        return mine, tuple(s.id for s in sessions if s.participant_id in mine)
    by_id = {person.id: person for person in people}
    agreed = [
        s
        for s in sessions
        if s.kind == quota.counted
        and (not quota.site_id or s.site_id == quota.site_id)
        and (not quota.wave_id or not s.wave_id or s.wave_id == quota.wave_id)
        and wanted(by_id.get(s.participant_id or ""))
    ]
    return tuple(s.participant_id for s in agreed if s.participant_id), tuple(s.id for s in agreed)


def _plain(text: str) -> str:
    """A value as it is compared: 18–24 as 18-24, Nainen as nainen."""
    return one_line(text).replace("–", "-").casefold()


def _language_words(languages: Sequence[str], texts: Texts) -> str:
    words = ", ".join(language_name(code, texts) for code in languages)
    return words.lower() if texts.locale == "fi" else words


def _facts(plan: Plan, texts: Texts) -> tuple[tuple[str, str], ...]:
    """The study card: name of the fact and its words."""
    study = plan.study
    if study is None:
        return ()
    team = ", ".join(member.code for member in plan.team)
    levels = {
        "relationship": texts.t("relationship"),
        "journey": texts.t("customer journey"),
        "interaction": texts.t("interaction"),
    }
    rows = (
        (texts.t("Client"), pick(study.client, texts.locale)),
        (texts.t("Level"), ", ".join(levels.get(level, level) for level in study.levels)),
        (texts.t("Legal basis"), pick(study.legal_basis, texts.locale)),
        (texts.t("Retention"), pick(study.retention, texts.locale)),
        (texts.t("Languages"), _language_words(plan.languages, texts)),
        (texts.t("Team"), team),
    )
    return tuple((name, words) for name, words in rows if words)
