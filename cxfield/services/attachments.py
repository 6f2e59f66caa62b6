# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures and recordings of a study: stored in its file, piece by piece, and read back.

Pictures: read the file on a worker, then store it in one verb:

    picture = read_picture(path)                                  # UserError: one sentence
    study.call(add_picture, picture=picture, session_id=…)        # -> Attachment (committed.value)
    data = study.read(picture_bytes, attachment_id)               # PNG or JPEG bytes; UserError when not here

Recordings: one verb for the start, one for each piece (about two seconds), one for the end. Each is a
transaction, so a crash loses what was not yet handed over; `unfinished` finds what is left open:

    attachment = begin_recording(uow, media_type="audio/ogg", session_id=…, t_ms=…)
    append_recording(uow, attachment_id=attachment.id, data=piece)     # undoable=False, tells nobody
    finish_recording(uow, attachment_id=attachment.id, length_ms=…)
    part = reader.stored_bytes(attachment_id, start, size)

One without session, participant and entry belongs to the plan and travels in the fieldwork kit; the others
are collected data: erasing the person takes record and bytes away, also from packages that arrive later.
"""

import hashlib
from pathlib import Path

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.importing.pictures import Picture, read_picture, thumbnail
from cxfield.model.talk import Attachment
from cxfield.storage import Reader, UnitOfWork, bytestore
from cxfield.textclean import one_line

__all__ = [
    "Picture",
    "add_picture",
    "append_recording",
    "begin_recording",
    "finish_recording",
    "forget_attachment",
    "picture_bytes",
    "read_picture",
    "thumbnail",
    "unfinished",
]

#: What a picture shows: only those of a person need that person's consent to photographs.
SUBJECTS = ("place", "person", "staff", "paper")

_NOT_HERE = N_("The picture is not in this file. Choose it again, or ask for it from whoever has it.")
_NO_PICTURE = N_("This is not a picture. Choose a picture.")
_SUBJECT = N_("A picture shows a place, a person, staff or a paper. Choose one of them.")
_FINISHED = N_("This recording has ended. Begin a new one.")
_NO_SOUND = N_("A recording is sound or video. Choose such a file.")


def add_picture(
    uow: UnitOfWork,
    *,
    picture: Picture | Path | bytes,
    session_id: str | None = None,
    participant_id: str | None = None,
    entry_id: str | None = None,
    subject: str = "place",
    caption: str = "",
    t_ms: int = 0,
) -> Attachment:
    """Store a picture; the same picture of the plan is stored once."""
    if subject not in SUBJECTS:
        raise UserError(_SUBJECT)
    ready = picture if isinstance(picture, Picture) else read_picture(picture)
    if session_id is None and participant_id is None and entry_id is None:
        same = uow.all(Attachment, sha256=ready.sha256, session_id=None, participant_id=None, entry_id=None)
        if same:
            return same[0]
    stamp = uow.stamp()
    made = uow.add(
        Attachment(
            session_id=session_id,
            participant_id=participant_id,
            entry_id=entry_id,
            media_type=ready.media_type,
            sha256=ready.sha256,
            size=len(ready.data),
            width=ready.width,
            height=ready.height,
            subject=subject,
            caption=one_line(caption),
            t_ms=t_ms,
            at=stamp.utc_ms,
            offset_min=stamp.offset_min,
        )
    )
    for start in range(0, len(ready.data), bytestore.PIECE_BYTES):
        uow.store_bytes(made.id, ready.data[start : start + bytestore.PIECE_BYTES])
    return made


def picture_bytes(reader: Reader, attachment_id: str) -> bytes:
    """Return a stored picture as PNG or JPEG bytes; UserError when it is not in this file."""
    found = reader.find(Attachment, attachment_id)
    if found is None:
        raise UserError(_NOT_HERE)
    if not found.media_type.startswith("image/"):
        raise UserError(_NO_PICTURE)
    data = reader.stored_bytes(attachment_id)
    if len(data) != found.size:
        raise UserError(_NOT_HERE)
    return data


def forget_attachment(uow: UnitOfWork, *, attachment_id: str) -> None:
    """Take a picture or recording out of the file for good, bytes and all; never undone."""
    uow.drop_bytes(attachment_id)


def begin_recording(
    uow: UnitOfWork,
    *,
    media_type: str,
    session_id: str | None = None,
    participant_id: str | None = None,
    t_ms: int = 0,
    caption: str = "",
) -> Attachment:
    """Begin a recording; its bytes follow in pieces."""
    if not media_type.startswith(("audio/", "video/")):
        raise UserError(_NO_SOUND)
    stamp = uow.stamp()
    return uow.add(
        Attachment(
            session_id=session_id,
            participant_id=participant_id,
            media_type=media_type,
            subject="person",
            caption=one_line(caption),
            t_ms=t_ms,
            at=stamp.utc_ms,
            offset_min=stamp.offset_min,
        )
    )


def append_recording(uow: UnitOfWork, *, attachment_id: str, data: bytes) -> int:
    """Add the next piece of a recording; returns its number."""
    _open(uow, attachment_id)
    return uow.store_bytes(attachment_id, data)


def finish_recording(uow: UnitOfWork, *, attachment_id: str, length_ms: int | None = None) -> Attachment:
    """End a recording: from now on its bytes do not change. One without any bytes goes."""
    _open(uow, attachment_id)
    digest, size = hashlib.sha256(), 0
    for data in bytestore.read(uow.connection, attachment_id):
        digest.update(data)
        size += len(data)
    if not size:
        found = uow.get(Attachment, attachment_id)
        uow.remove(Attachment, attachment_id)
        return found
    return uow.change(Attachment, attachment_id, sha256=digest.hexdigest(), size=size, length_ms=length_ms)


def unfinished(reader: Reader, session_id: str | None = None) -> list[Attachment]:
    """The recordings that were not ended: the machine stopped meanwhile, or they are under way."""
    rows = reader.all(Attachment, sha256="")
    return [row for row in rows if session_id is None or row.session_id == session_id]


def _open(uow: UnitOfWork, attachment_id: str) -> Attachment:
    found = uow.get(Attachment, attachment_id)
    if found.sha256:
        raise UserError(_FINISHED)
    return found
