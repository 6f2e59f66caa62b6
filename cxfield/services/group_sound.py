# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound of a group: it begins with everybody's consent only, and goes when one of them wants it gone."""

from cxfield.clock import session_t
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.ids import link_id
from cxfield.model.enums import ConsentItem, SessionKind
from cxfield.model.group import GroupClock, GroupSheet
from cxfield.model.listening import Recording
from cxfield.model.people import Erasure, Participant
from cxfield.model.session import Session
from cxfield.model.talk import Seat
from cxfield.services import interview_audio as audio
from cxfield.services.attachments import begin_recording
from cxfield.services.group_room import change_sheet
from cxfield.services.interview_views import allowed
from cxfield.storage import Reader, UnitOfWork, log

_NOT_ALL = N_("No recording: {codes} has not allowed it. Everybody's consent is needed.")


def may_record(reader: Reader, session_id: str) -> tuple[str, ...]:
    """The codes of those at the table who have not allowed a recording; nobody: it may start."""
    codes = []
    for seat in reader.all(Seat, session_id=session_id):
        if not seat.moderator and allowed(reader, seat.participant_id)[ConsentItem.AUDIO] is not True:
            person = reader.find(Participant, seat.participant_id)
            codes.append(person.code if person else "?")
    return tuple(sorted(codes))


def begin_sound(uow: UnitOfWork, *, session_id: str, clock_id: str = "", rate: int = audio.RATE) -> Recording:
    """Begin to record on this laptop's clock; a sentence with the codes when somebody has not allowed it."""
    missing = may_record(uow, session_id)
    if missing:
        raise UserError(_NOT_ALL, codes=", ".join(missing))
    session, stamp = uow.get(Session, session_id), uow.stamp()
    own = uow.find(GroupClock, clock_id or None)
    joined = own is not None and own.role == "notes"
    t_ms = session_t(own.clock if own is not None and joined else session.clock, stamp)
    if not joined:
        note_sound(uow, session_id=session_id, on=True)
    sound = begin_recording(uow, media_type=audio.PCM, session_id=session_id, t_ms=t_ms)
    return uow.add(
        Recording(session_id=session_id, attachment_id=sound.id, t_ms=t_ms, at=stamp.utc_ms, rate=rate)
    )


def note_sound(uow: UnitOfWork, *, session_id: str, on: bool) -> GroupSheet:
    """Say on the group's sheet that it is recorded, or that this has ended."""
    return change_sheet(uow, session_id=session_id, audio="on" if on else "stopped")


def close_sound(uow: UnitOfWork, *, session_id: str) -> int:
    """End what a crash left open when a group is opened again; returns how many recordings that were."""
    sheet = uow.find(GroupSheet, link_id("group_sheet", session_id))
    if sheet is not None and sheet.audio == "on":
        note_sound(uow, session_id=session_id, on=False)
    return audio.close_broken(uow, session_id=session_id)


def erase_sound(uow: UnitOfWork, *, session_id: str) -> int:
    """Take everything that was recorded of a group out of the file for good; returns how many there were."""
    found = uow.all(Recording, session_id=session_id)
    for row in found:
        audio.drop_recording(uow, recording_id=row.id)
    return len(found)


def groups_heard(reader: Reader, participant_id: str) -> tuple[str, ...]:
    """The groups in whose recordings a person may be heard, also when their seat was erased with them."""
    heard = {row.session_id for row in reader.all(Recording)}
    groups = [row.id for row in reader.all(Session, kind=SessionKind.GROUP.value) if row.id in heard]
    return tuple(group for group in groups if _sat(reader, group, participant_id))


def _sat(reader: Reader, session_id: str, participant_id: str) -> bool:
    if any(seat.participant_id == participant_id for seat in reader.all(Seat, session_id=session_id)):
        return True
    return bool(log.of_record(reader.connection, link_id("seat", session_id, participant_id)))


def erase_heard(uow: UnitOfWork, *, participant_id: str) -> int:
    """A voice cannot be cut out of a group: who is erased takes the recordings of their groups along."""
    return sum(erase_sound(uow, session_id=group) for group in groups_heard(uow, participant_id))


def erase_heard_of_gone(uow: UnitOfWork) -> int:
    """After other files were pooled: no recording stays in which an erased person may be heard."""
    return sum(erase_heard(uow, participant_id=row.participant_id) for row in uow.all(Erasure))
