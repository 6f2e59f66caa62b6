# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of interviews, and what a new one can start with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cxfield.i18n import N_
from cxfield.model.enums import SessionKind, SessionState
from cxfield.model.guide import Guide, GuideVersion
from cxfield.model.people import Erasure, Participant
from cxfield.model.session import Session
from cxfield.model.study import Site, Study
from cxfield.services.interview_before import EMPLOYEE
from cxfield.services.interview_guide import GuideBook, guide_book
from cxfield.services.interview_outline import outline
from cxfield.services.interview_views import spoken
from cxfield.services.person_codes import EMPLOYEE_LETTER, next_code
from cxfield.storage import Reader

Labels = Mapping[str, str]

MODES: tuple[tuple[str, str], ...] = (
    ("face_to_face", N_("face to face")),
    ("phone", N_("by phone")),
    ("video", N_("by video")),
    ("check_in", N_("check-in call")),
)


@dataclass(frozen=True, slots=True)
class InterviewRow:
    """One interview in the list."""

    session_id: str
    code: str
    mode: str
    site: Labels
    started_at: int | None
    offset_min: int
    state: SessionState
    site_id: str | None
    planned_on: str
    planned_min: int
    done: int
    planned: int


@dataclass(frozen=True, slots=True)
class StartChoices:
    """What the start form offers."""

    next_code: str
    next_staff_code: str
    codes: tuple[str, ...]
    sites: tuple[tuple[str, Labels], ...]
    guides: tuple[tuple[str, Labels, int], ...]
    #: Those of the guides that employees are asked by.
    staff_guides: frozenset[str] = field(default=frozenset(), kw_only=True)
    #: The languages of each guide by its version.
    spoken: Mapping[str, tuple[str, ...]] = field(default_factory=dict, kw_only=True)
    languages: tuple[str, ...]
    has_study: bool


def interviews(reader: Reader) -> tuple[InterviewRow, ...]:
    """Return every interview, the latest first; then those that are planned."""
    found = reader.all(Session, kind=SessionKind.INTERVIEW.value)
    found.sort(key=lambda session: (session.started_at or 0, session.id), reverse=True)
    # What is planned comes last, the next day first.
    found.sort(
        key=lambda s: (s.state == SessionState.PLANNED.value, s.planned_on if s.started_at is None else "")
    )
    books = {key: guide_book(reader, key) for key in {session.guide_version_id for session in found}}
    return tuple(_interview_row(reader, session, books[session.guide_version_id]) for session in found)


def _interview_row(reader: Reader, session: Session, book: GuideBook) -> InterviewRow:
    person = reader.find(Participant, session.participant_id)
    site = reader.find(Site, session.site_id)
    covered = outline(reader, session.id, book)
    return InterviewRow(
        session_id=session.id,
        code=person.code if person else "",
        mode=session.mode,
        site=site.name if site else {},
        started_at=session.started_at,
        offset_min=session.offset_min,
        state=SessionState(session.state),
        site_id=session.site_id,
        planned_on=session.planned_on,
        planned_min=session.planned_min,
        done=covered.done,
        planned=covered.planned,
    )


#: Guides that one person is asked by, in the order they are offered.
_ASKED = ("interview", "survey", "employee")


def start_choices(reader: Reader, author: str = "") -> StartChoices:
    """Return what an interview can start with; `author` is who writes on this device."""
    withdrawn = {erasure.participant_id for erasure in reader.all(Erasure)}
    interviewed = {s.participant_id for s in reader.all(Session, kind=SessionKind.INTERVIEW.value)}
    people = reader.all(Participant, order_by="code", kind="person")
    study = next(iter(reader.all(Study)), None)
    guides, staff = [], set[str]()
    kept = [guide for guide in reader.all(Guide, order_by="order_key") if guide.kind in _ASKED]
    for guide in sorted(kept, key=lambda guide: _ASKED.index(guide.kind)):
        versions = [v for v in reader.all(GuideVersion, guide_id=guide.id) if v.published_at is not None]
        if versions:
            latest = max(versions, key=lambda version: version.number)
            guides.append((latest.id, guide.name, latest.number))
            if guide.kind == EMPLOYEE:
                staff.add(latest.id)
    return StartChoices(
        next_code=next_code(reader, author=author),
        next_staff_code=next_code(reader, EMPLOYEE_LETTER, author),
        codes=tuple(p.code for p in people if p.id not in withdrawn and p.id not in interviewed),
        sites=tuple((site.id, site.name) for site in reader.all(Site, order_by="order_key")),
        guides=tuple(guides),
        staff_guides=frozenset(staff),
        spoken={version: spoken(reader, version) for version, *_ in guides},
        languages=tuple(study.languages) if study and study.languages else ("fi", "en"),
        has_study=study is not None,
    )
