# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Putting a group together: its people by a common trait, the mix, consents, the guide, its series."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.ids import link_id
from cxfield.model.enums import ConsentItem, SessionKind, SessionState
from cxfield.model.group import GroupClock, GroupSeries, GroupSheet
from cxfield.model.guide import Guide, GuideVersion
from cxfield.model.people import Erasure, Participant
from cxfield.model.session import Session
from cxfield.model.study import Quota, Site, TeamMember
from cxfield.model.talk import Seat
from cxfield.services.group import make_group_guide, seat_people, start_group
from cxfield.services.group_panels import as_meeting
from cxfield.services.group_room import change_sheet, default_topics, sheet_of
from cxfield.services.interview_views import allowed
from cxfield.services.people import record_consents
from cxfield.services.plan_people import new_person
from cxfield.services.study_setup import SessionPlan, plan_session
from cxfield.storage import Reader, UnitOfWork

Labels = Mapping[str, str]

#: What people may have in common, or be mixed by: the fields of a profile.
TRAITS: tuple[tuple[str, str], ...] = (
    ("segment", N_("Segment")),
    ("gender", N_("Gender")),
    ("age_band", N_("Age")),
    ("relationship", N_("Relationship")),
    ("occupation", N_("Occupation")),
)
LEAST, MOST = 4, 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be invited; `given` are the consents by item."""

    id: str
    code: str
    profile: Mapping[str, str]
    given: Mapping[ConsentItem, bool | None]
    invited: bool
    groups: int


@dataclass(frozen=True, slots=True)
class MixLine:
    """One wish for the mix and how it is met."""

    field: str
    value: str
    least: int
    most: int | None
    n: int

    @property
    def met(self) -> bool:
        """Whether enough, and not too many, are invited."""
        return self.n >= self.least and (self.most is None or self.n <= self.most)


@dataclass(frozen=True, slots=True)
class Composition:
    """Who is invited, what they share and how the wishes for the mix are met.

    `strangers` are invited people who lack the common trait; `spread` counts the values of each profile
    field; `notes` are (msgid, values) to look at before the group; `roles` names a colleague for each role.
    """

    session_id: str
    trait_field: str
    trait_value: str
    candidates: tuple[Candidate, ...]
    invited: tuple[Candidate, ...]
    strangers: tuple[str, ...]
    spread: Mapping[str, Mapping[str, int]]
    mix: tuple[MixLine, ...]
    quotas: tuple[tuple[Labels, int, int], ...]
    notes: tuple[tuple[str, Mapping[str, Any]], ...]
    topics: tuple[Labels, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        """Whether everybody who is invited has agreed to take part, and there is anybody."""
        return bool(self.invited) and all(c.given[ConsentItem.PARTICIPATION] for c in self.invited)

    @property
    def audio(self) -> bool:
        """Whether everybody has allowed a recording."""
        return bool(self.invited) and all(c.given[ConsentItem.AUDIO] for c in self.invited)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group in the list."""

    id: str
    number: int
    state: SessionState
    name: Labels
    planned_on: str
    started_at: int | None
    offset_min: int
    length_ms: int | None
    people: int
    series: Labels
    joined: bool
    noted: bool
    summary_done: bool
    summary_due: int | None


@dataclass(frozen=True, slots=True)
class Home:
    """What the room offers when no group runs; `series` are panels with their meetings a month."""

    groups: tuple[GroupRow, ...]
    series: tuple[tuple[str, Labels, float], ...] = ()
    sites: tuple[tuple[str, Labels], ...] = ()
    guides: tuple[tuple[str, Labels], ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    team: tuple[tuple[str, str, Labels], ...] = ()
    has_study: bool = True


def home(reader: Reader) -> Home:
    """Return the groups so far and what a new one can be made of."""
    sheets = {sheet.session_id: sheet for sheet in reader.all(GroupSheet)}
    series = {row.id: row for row in reader.all(GroupSeries, order_by="order_key")}
    seats = Counter(seat.session_id for seat in reader.all(Seat) if not seat.moderator)
    joined = {clock.session_id for clock in reader.all(GroupClock) if clock.ended_t is None}
    noted = {clock.session_id for clock in reader.all(GroupClock) if clock.role == "notes"} - joined
    rows = []
    for session in reader.all(Session, kind=SessionKind.GROUP.value, order_by="number"):
        sheet = sheets.get(session.id)
        its = series.get(sheet.series_id or "") if sheet else None
        rows.append(
            GroupRow(
                id=session.id,
                number=session.number,
                state=SessionState(session.state),
                name=dict(session.name),
                planned_on=session.planned_on,
                started_at=session.started_at,
                offset_min=session.offset_min,
                length_ms=session.length_ms,
                people=seats[session.id] or len(sheet.invited if sheet else ()),
                series=dict(its.name) if its else {},
                joined=session.id in joined and session.state == SessionState.PLANNED.value,
                noted=session.id in noted and session.state == SessionState.PLANNED.value,
                summary_done=bool(sheet and sheet.done_at),
                summary_due=sheet.due_at if sheet else None,
            )
        )
    people = [p for p in reader.all(Participant) if p.kind == "person"]
    return Home(
        tuple(rows),
        tuple((row.id, dict(row.name), row.times_a_month or 0.0) for row in series.values()),
        tuple((site.id, dict(site.name)) for site in reader.all(Site, order_by="order_key")),
        _guides(reader),
        {key: tuple(sorted({getattr(p, key) for p in people} - {""})) for key, _ in TRAITS},
        tuple((m.id, m.code, dict(m.role)) for m in reader.all(TeamMember, order_by="order_key")),
        has_study=bool(reader.all(Session)) or bool(rows) or _has_study(reader),
    )


def _has_study(reader: Reader) -> bool:
    from cxfield.model.study import Study

    return bool(reader.all(Study))


def _guides(reader: Reader) -> tuple[tuple[str, Labels], ...]:
    found = []
    for guide in reader.all(Guide, order_by="order_key", kind="group"):
        versions = [v for v in reader.all(GuideVersion, guide_id=guide.id) if v.published_at is not None]
        if versions:
            found.append((max(versions, key=lambda v: v.number).id, dict(guide.name)))
    return tuple(found)


def composition(reader: Reader, session_id: str) -> Composition:
    """Return who is invited to a group and how that meets its wishes."""
    sheet = reader.find(GroupSheet, link_id("group_sheet", session_id)) or GroupSheet(session_id=session_id)
    session = reader.find(Session, session_id)
    gone = {row.participant_id for row in reader.all(Erasure)}
    visits = Counter(seat.participant_id for seat in reader.all(Seat) if seat.session_id != session_id)
    candidates = []
    for person in reader.all(Participant, order_by="code"):
        if person.id in gone or person.kind != "person":
            continue
        candidates.append(
            Candidate(
                person.id,
                person.code,
                {key: str(getattr(person, key)) for key, _ in TRAITS},
                allowed(reader, person.id),
                person.id in sheet.invited,
                visits[person.id],
            )
        )
    invited = tuple(c for c in candidates if c.invited)
    strangers = tuple(
        c.code for c in invited if sheet.trait_field and c.profile.get(sheet.trait_field) != sheet.trait_value
    )
    spread = {key: dict(Counter(c.profile[key] for c in invited if c.profile[key])) for key, _ in TRAITS}
    mix = tuple(_mix_line(wish, invited) for wish in sheet.mix)
    made = Composition(
        session_id, sheet.trait_field, sheet.trait_value, tuple(candidates), invited, strangers, spread, mix,
        _quotas(reader, invited), (),
    )  # fmt: skip
    return Composition(
        session_id, sheet.trait_field, sheet.trait_value, tuple(candidates), invited, strangers, spread, mix,
        made.quotas, tuple(_notes(made)),
        tuple(dict(topic["name"]) for topic in sheet.topics or default_topics()),
        {role: member for member, role in (session.roles if session else {}).items()},
    )  # fmt: skip


def _mix_line(wish: Mapping[str, Any], invited: Sequence[Candidate]) -> MixLine:
    name, value = str(wish.get("field", "")), str(wish.get("value", ""))
    n = sum(c.profile.get(name) == value for c in invited)
    most = wish.get("most")
    return MixLine(name, value, int(wish.get("least") or 0), None if most is None else int(most), n)


def _quotas(reader: Reader, invited: Sequence[Candidate]) -> tuple[tuple[Labels, int, int], ...]:
    found = []
    for quota in reader.all(Quota, order_by="order_key", counted="group"):
        n = sum(c.profile.get(quota.field) == quota.value for c in invited) if quota.field else len(invited)
        found.append((dict(quota.name), n, quota.target))
    return tuple(found)


def _notes(made: Composition) -> list[tuple[str, Mapping[str, Any]]]:
    """What to look at: none of it forbids anything."""
    n = len(made.invited)
    notes: list[tuple[str, Mapping[str, Any]]] = []
    if n == 1:
        notes.append((N_("One person is an interview: a balance of talk cannot be computed."), {}))
    elif 1 < n < LEAST:
        notes.append(
            (N_("{n} people is fewer than the {least} that a group needs."), {"n": n, "least": LEAST})
        )
    elif n > MOST:
        notes.append((N_("{n} people is more than the {most} seats of a table."), {"n": n, "most": MOST}))
    if made.strangers:
        notes.append((N_("Not in common with the others: {codes}."), {"codes": ", ".join(made.strangers)}))
    for line in made.mix:
        if not line.met:
            values = {"value": line.value, "n": line.n, "least": line.least, "most": line.most}
            few = N_("{value}: {n} invited, at least {least} wanted.")
            many = N_("{value}: {n} invited, at most {most} wanted.")
            notes.append((few if line.n < line.least else many, values))
    again = [c.code for c in made.invited if c.groups]
    if again:
        notes.append((N_("Has been in a group before: {codes}."), {"codes": ", ".join(again)}))
    return notes


def new_group(
    uow: UnitOfWork,
    *,
    name: str = "",
    language: str = "fi",
    on: str = "",
    minutes: int = 90,
    series_id: str | None = None,
    site_id: str | None = None,
    guide_version_id: str | None = None,
) -> Session:
    """Plan a group; one of a series takes over its fixed topics and the people of the last meeting."""
    session = plan_session(
        uow,
        plan=SessionPlan(
            kind=SessionKind.GROUP, on=on, minutes=minutes, site_id=site_id, language=language,
            name={language: name.strip()} if name.strip() else {},
        ),
    )  # fmt: skip
    if guide_version_id is None:
        known = _guides(uow)
        guide_version_id = known[0][0] if known else make_group_guide(uow).id
    session = uow.change(Session, session.id, guide_version_id=guide_version_id)
    sheet = sheet_of(uow, session.id)
    series = uow.find(GroupSeries, series_id)
    if series is not None:
        meetings = [s for s in uow.all(GroupSheet, series_id=series.id) if s.id != sheet.id]
        earlier = [s for s in meetings if s.invited]
        last = max(earlier, key=lambda s: uow.get(Session, s.session_id).number, default=None)
        if not name.strip():
            session = as_meeting(uow, session, series, [uow.get(Session, s.session_id) for s in meetings])
        uow.change(
            GroupSheet,
            sheet.id,
            series_id=series.id,
            topics=list(series.topics),
            invited=list(last.invited) if last else [],
            trait_field=last.trait_field if last else "",
            trait_value=last.trait_value if last else "",
            mix=list(last.mix) if last else [],
        )
    return session


def invite(uow: UnitOfWork, *, session_id: str, participant_id: str, invited: bool) -> GroupSheet:
    """Invite somebody, or take the invitation back."""
    sheet = sheet_of(uow, session_id)
    others = [person for person in sheet.invited if person != participant_id]
    return uow.change(GroupSheet, sheet.id, invited=[*others, participant_id] if invited else others)


def invite_by_trait(uow: UnitOfWork, *, session_id: str, field_name: str, value: str) -> GroupSheet:
    """Say what all have in common and invite, up to a full table, those who have it."""
    if field_name not in dict(TRAITS):
        raise UserError(N_("Choose what the people have in common."))
    found = [
        c.id
        for c in composition(uow, session_id).candidates
        if c.profile[field_name] == value and c.given[ConsentItem.PARTICIPATION] is not False
    ]
    return change_sheet(
        uow, session_id=session_id, trait_field=field_name, trait_value=value, invited=found[:MOST]
    )


def add_person(uow: UnitOfWork, *, session_id: str, letter: str = "F") -> Participant:
    """Add a participant with the next free code and invite them."""
    person = new_person(uow, letter=letter)
    invite(uow, session_id=session_id, participant_id=person.id, invited=True)
    return person


def give_role(uow: UnitOfWork, *, session_id: str, role: str, member_id: str) -> Session:
    """Say who moderates or takes notes; nobody when `member_id` is empty. Who had the role has it no more."""
    known = uow.get(Session, session_id).roles
    roles = {member: had for member, had in known.items() if had != role and member != member_id}
    if member_id:
        roles[member_id] = role
    return uow.change(Session, session_id, roles=roles)


def set_mix(uow: UnitOfWork, *, session_id: str, wishes: Sequence[Mapping[str, Any]]) -> GroupSheet:
    """Say how the invited should be mixed: {field, value, least, most}."""
    return change_sheet(uow, session_id=session_id, mix=[dict(wish) for wish in wishes])


def consent(
    uow: UnitOfWork, *, session_id: str, participant_id: str, item: ConsentItem, given: bool | None
) -> bool:
    """Write down an answer; returns whether a recording that was going on has to stop because of it."""
    record_consents(uow, participant_id=participant_id, answers={item: given})
    sheet = sheet_of(uow, session_id)
    seated = {seat.participant_id for seat in uow.all(Seat, session_id=session_id)}
    if item is ConsentItem.AUDIO and given is not True and sheet.audio == "on" and participant_id in seated:
        uow.change(GroupSheet, sheet.id, audio="stopped")
        return True
    return False


def begin(
    uow: UnitOfWork, *, session_id: str, stamp: Any, clock_id: str = "", moderators: int = 1
) -> Session:
    """Set the table for those who are invited and start the group."""
    if not uow.all(Seat, session_id=session_id):
        set_table(uow, session_id=session_id, moderators=moderators)
    return start_group(uow, session_id=session_id, stamp=stamp, clock_id=clock_id)


def set_table(uow: UnitOfWork, *, session_id: str, moderators: int = 1) -> tuple[Seat, ...]:
    """Give everybody who is invited a seat; done before the study is copied, both laptops have the same."""
    sheet = sheet_of(uow, session_id)
    if not sheet.invited:
        raise UserError(N_("Nobody is invited yet. Choose who takes part."))
    if len(sheet.invited) > MOST:
        raise UserError(N_("The table is full: {n} people. A larger group needs two tables."), n=MOST)
    codes = {p: uow.get(Participant, p).code for p in sheet.invited}
    people = sorted(sheet.invited, key=lambda p: (len(codes[p]), codes[p]))
    return seat_people(uow, session_id=session_id, people=people, moderators=moderators)
