# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The study's own forms: its facts, waves, sessions, quotas and preconceptions."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from cxfield.errors import UserError
from cxfield.i18n import N_, Texts
from cxfield.model.debrief import Preconception
from cxfield.model.enums import Phase, SessionKind, SessionState
from cxfield.model.registry import kind_of
from cxfield.model.session import Session
from cxfield.model.study import Quota, Site, Study, TeamMember, Wave
from cxfield.services.plan_edit import last_order
from cxfield.services.plan_state import short_site
from cxfield.services.plan_words import DUTIES, SESSION_KINDS, day_words, parse_date, phase_name
from cxfield.services.study_setup import SessionPlan, plan_session, the_study
from cxfield.storage import Reader, UnitOfWork

_BACKWARDS = N_("The last day is before the first. Correct one of them; the earlier date is kept.")
_NUMBER = N_("{text} is not a whole number from {low} to {high}. Correct the number.")
_LANGUAGE = N_("A study needs at least one language. Tick another before removing this one.")
_HALF_YEAR = dt.timedelta(days=182)
_REMIND = dt.timedelta(days=42)


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A session as the schedule lists it."""

    id: str
    kind: str
    icon: str
    day: str
    site: str
    phase: str
    minutes: int
    roles: str
    lead: bool
    state: str


def whole_number(text: str, low: int, high: int) -> int:
    """A whole number that somebody wrote; UserError when it is none or out of bounds."""
    said = text.strip()
    if not said.isdecimal() or not low <= int(said) <= high:
        raise UserError(_NUMBER, text=said[:20] or "–", low=low, high=high)
    return int(said)


def set_number(
    uow: UnitOfWork,
    *,
    record: type[Study] | type[Session] | type[Quota],
    record_id: str,
    field: str,
    text: str,
    low: int = 0,
    high: int = 999,
) -> None:
    """Keep a number as it is typed."""
    uow.type_in(record, record_id, **{field: whole_number(text, low, high)})


def set_day(
    uow: UnitOfWork,
    *,
    record: type[Study] | type[Wave] | type[Session],
    record_id: str,
    field: str,
    text: str,
) -> None:
    """Keep a date as it is typed; a wave cannot end before it begins."""
    day = parse_date(text)
    if record is Wave and day:
        wave = uow.get(Wave, record_id)
        first = day if field == "starts_on" else wave.starts_on
        last = day if field == "ends_on" else wave.ends_on
        if first and last and last < first:
            raise UserError(_BACKWARDS)
    uow.type_in(record, record_id, **{field: day})


def set_languages(uow: UnitOfWork, *, languages: list[str]) -> Study:
    """Choose the languages of the study; one must stay."""
    if not languages:
        raise UserError(_LANGUAGE)
    return uow.change(Study, the_study(uow).id, languages=languages)


def add_next_wave(uow: UnitOfWork, *, today: dt.date) -> Wave:
    """Add a wave: the first begins in two weeks, the next ones half a year after the one before."""
    waves = sorted(uow.all(Wave), key=lambda wave: wave.starts_on)
    number = len(waves) + 1
    start = today + dt.timedelta(days=14 - today.weekday())
    length = dt.timedelta(days=11)
    if waves and waves[-1].starts_on:
        last = dt.date.fromisoformat(waves[-1].starts_on)
        start = last + _HALF_YEAR
        if waves[-1].ends_on:
            length = dt.date.fromisoformat(waves[-1].ends_on) - last
    return uow.add(
        Wave(
            name={"fi": f"Aalto {number}", "en": f"Wave {number}"},
            starts_on=start.isoformat(),
            ends_on=(start + length).isoformat(),
            remind_on=(start - _REMIND).isoformat() if waves else "",
            order_key=last_order(uow, kind_of(Wave)),
        )
    )


def add_planned(
    uow: UnitOfWork, *, kind: str = "observation", site_id: str = "", phase: str = "during", wave_id: str = ""
) -> Session:
    """Put a session on the schedule; its day is that of its site's other sessions, when they have one."""
    waves = sorted(uow.all(Wave), key=lambda wave: wave.starts_on)
    others = [s for s in uow.all(Session, kind=kind) if s.site_id == (site_id or None) and s.planned_on]
    lengths = {SessionKind.OBSERVATION: 50, SessionKind.INTERVIEW: 45, SessionKind.GROUP: 90}
    return plan_session(
        uow,
        plan=SessionPlan(
            kind=SessionKind(kind),
            site_id=site_id or None,
            phase=Phase(phase),
            wave_id=wave_id or (others[-1].wave_id if others else waves[0].id if waves else None),
            on=others[-1].planned_on if others else "",
            minutes=lengths.get(SessionKind(kind), 60),
            roles=dict(others[-1].roles) if others else {},
        ),
    )


def add_planned_like(uow: UnitOfWork, *, like_id: str = "") -> Session:
    """Put another session like a planned one on the schedule: same place, day, length and people."""
    like = uow.find(Session, like_id or None)
    if like is None:
        return add_planned(uow)
    return plan_session(
        uow,
        plan=SessionPlan(
            kind=SessionKind(like.kind),
            site_id=like.site_id,
            phase=Phase(like.phase),
            wave_id=like.wave_id,
            on=like.planned_on,
            minutes=like.planned_min,
            roles=dict(like.roles),
        ),
    )


def set_role(uow: UnitOfWork, *, session_id: str, member_id: str, role: str) -> Session:
    """Give a colleague a role in a session; an empty one takes it away. There is one lead."""
    roles = dict(uow.get(Session, session_id).roles)
    if role in ("lead", "moderator", "alone"):
        roles = {member: known for member, known in roles.items() if known != role}
    roles.pop(member_id, None)
    if role:
        roles[member_id] = role
    return uow.change(Session, session_id, roles=roles)


def planned_sessions(reader: Reader, texts: Texts) -> tuple[PlannedSession, ...]:
    """The schedule, by day."""
    sites = {site.id: short_site(site.name, texts.locale) for site in reader.all(Site)}
    codes = {member.id: member.code for member in reader.all(TeamMember)}
    sessions = [session for session in reader.all(Session) if session.parallel_of is None]
    rows = []
    for session in sorted(sessions, key=lambda s: (s.planned_on or "9", s.number, s.id)):
        said = [
            f"{codes[member]} {texts.t(ROLE_NAMES.get(role, role)) if role else ''}".strip()
            for member, role in session.roles.items()
            if member in codes
        ]
        rows.append(
            PlannedSession(
                id=session.id,
                kind=texts.t(SESSION_KINDS[session.kind][0]),
                icon=SESSION_KINDS[session.kind][1],
                day=day_words(session.planned_on, texts),
                site=sites.get(session.site_id or "", ""),
                phase=phase_name(session.phase, texts) if session.kind == SessionKind.OBSERVATION else "",
                minutes=session.planned_min,
                roles=", ".join(said),
                lead=bool({"lead", "alone", "moderator", "interviewer"} & set(session.roles.values())),
                state=session.state,
            )
        )
    return tuple(rows)


#: Every role a session may give.
ROLE_NAMES: Mapping[str, str] = {**DUTIES, "alone": N_("alone"), "participant": N_("participant")}


def may_remove_session(session: Session) -> bool:
    """Whether a session is only a plan yet."""
    return session.state == SessionState.PLANNED.value


def preconceptions(reader: Reader) -> list[Preconception]:
    """What the team expects, in order."""
    return reader.all(Preconception, order_by="order_key")


def type_preconception(uow: UnitOfWork, *, preconception_id: str, text: str) -> None:
    """Word an expectation; a locked one is not reworded."""
    row = uow.get(Preconception, preconception_id)
    if row.locked_at is not None:
        raise UserError(N_("The preconception is locked. Write what came of it in the comment."))
    uow.type_in(Preconception, row.id, text=text)


def name_study(uow: UnitOfWork, *, title: str, language: str) -> Study:
    """Give an empty file its study."""
    from cxfield.services.study_setup import StudyPlan, create_study

    return create_study(uow, plan=StudyPlan(title={language: title}))
