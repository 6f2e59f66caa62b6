# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The people who take part: codes, profiles, consents item by item, and taking everything back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.enums import ConsentItem
from cxfield.model.people import Consent, Erasure, Participant, PersonKey
from cxfield.model.session import Session
from cxfield.model.talk import Answer, Attachment, Extract, Moment
from cxfield.services.person_codes import next_code
from cxfield.storage import Reader, UnitOfWork
from cxfield.textclean import one_line

Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a participant besides the code; all of it may be left out."""

    segment: str = ""
    gender: str = ""
    age_band: str = ""
    occupation: str = ""
    relationship: str = ""
    role: str = "customer"
    kind: str = "person"
    most_valued: bool = False
    digital_capability: int | None = None


@dataclass(frozen=True, slots=True)
class ConsentForm:
    """How consent was taken and what was read: `how` is "screen", "paper" or "spoken"."""

    taken_by: str = ""
    how: str = "spoken"
    text_version: str = ""
    text: Labels = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What a withdrawal would take out of the study, counted."""

    sessions: int
    answers: int
    quotes: int
    moments: int
    recordings: int
    key_row: bool


def add_participant(uow: UnitOfWork, *, code: str = "", profile: Profile | None = None) -> Participant:
    """Add a participant, with the next free code when none is given."""
    wanted = one_line(code).upper() or next_code(uow, author=uow.author)
    if uow.all(Participant, code=wanted, retired=True):
        raise UserError(
            N_("The code {code} is taken. The next free one is {free}."), code=wanted, free=next_code(uow)
        )
    known = profile or Profile()
    return uow.add(
        Participant(
            code=wanted,
            order_key=wanted,
            kind=known.kind,
            segment=known.segment,
            gender=known.gender,
            age_band=known.age_band,
            occupation=known.occupation,
            relationship=known.relationship,
            role=known.role,
            most_valued=known.most_valued,
            digital_capability=known.digital_capability,
        )
    )


def record_consents(
    uow: UnitOfWork,
    *,
    participant_id: str,
    answers: Mapping[ConsentItem, bool | None],
    form: ConsentForm | None = None,
) -> tuple[Consent, ...]:
    """Write down the answer to each item that was asked; earlier answers stay in the history."""
    _still_here(uow, participant_id)
    taken = form or ConsentForm()
    stamp = uow.stamp()
    return tuple(
        uow.add(
            Consent(
                participant_id=participant_id,
                item=item.value,
                given=given,
                at=stamp.utc_ms,
                offset_min=stamp.offset_min,
                taken_by=taken.taken_by or uow.author,
                how=taken.how,
                text_version=taken.text_version,
                text=dict(taken.text),
            )
        )
        for item, given in answers.items()
    )


def keep_person_key(uow: UnitOfWork, *, participant_id: str, name: str, contact: str = "") -> PersonKey:
    """Keep who a code is; it leaves the file only when somebody asks for it."""
    _still_here(uow, participant_id)
    for row in uow.all(PersonKey, participant_id=participant_id):
        return uow.change(PersonKey, row.id, name=one_line(name), contact=one_line(contact))
    return uow.add(PersonKey(participant_id=participant_id, name=one_line(name), contact=one_line(contact)))


def what_goes(reader: Reader, participant_id: str) -> Withdrawal:
    """Count what a withdrawal would take out, to be shown before it is done."""
    from cxfield.services.group_sound import groups_heard

    sessions = reader.all(Session, participant_id=participant_id)
    answers = [row for session in sessions for row in reader.all(Answer, session_id=session.id)]
    quotes = [row for row in reader.all(Extract, participant_id=participant_id) if row.quote]
    recordings = list(reader.all(Attachment, participant_id=participant_id))
    for group in groups_heard(reader, participant_id):
        recordings += [row for row in reader.all(Attachment, session_id=group) if row.participant_id is None]
    return Withdrawal(
        sessions=len(sessions),
        answers=len(answers),
        quotes=len(quotes),
        moments=len(reader.all(Moment, participant_id=participant_id)),
        recordings=len(recordings),
        key_row=bool(reader.all(PersonKey, participant_id=participant_id)),
    )


def withdraw(uow: UnitOfWork, *, participant_id: str, reason: str = "") -> None:
    """Take everything of a person out of the file; only the code and the day remain. Never undone."""
    from cxfield.services.group_sound import erase_heard

    _still_here(uow, participant_id)
    erase_heard(uow, participant_id=participant_id)
    uow.erase_person(participant_id, one_line(reason))


def _still_here(uow: UnitOfWork, participant_id: str) -> Participant:
    person = uow.get(Participant, participant_id)
    if uow.all(Erasure, participant_id=participant_id):
        raise UserError(N_("{code} has withdrawn from the study. Use another code."), code=person.code)
    return person
