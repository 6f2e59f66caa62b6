# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound of an interview: recorded with consent only, kept in pieces, found again by the session clock."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cxfield.clock import session_t
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.enums import ConsentItem
from cxfield.model.listening import Recording
from cxfield.model.session import Session
from cxfield.model.talk import Attachment
from cxfield.services.attachments import (
    append_recording,
    begin_recording,
    finish_recording,
    forget_attachment,
    unfinished,
)
from cxfield.services.interview_views import allowed
from cxfield.storage import Reader, UnitOfWork

#: Speech is whole at 16,000 samples a second of 16 bits: 1.9 MB a minute.
RATE = 16_000
SAMPLE_BYTES = 2
PCM = "audio/l16"
#: A piece is written this often, so that a crash loses less than two seconds.
PIECE_MS = 1000
_FILE_PIECE = 1 << 20
#: A recording from elsewhere may be this large: four hours of a meeting's video in a small size.
LARGEST_FILE = 1 << 30
MEDIA: dict[str, str] = {
    ".wav": "audio/wav",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".aac": "audio/aac",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
    ".mkv": "video/x-matroska",
}
_NO_CONSENT = N_("Audio recording is not allowed in the consent. The interview goes on without sound.")


@dataclass(frozen=True, slots=True)
class RecordingView:
    """One recording of a session; `whole` is false while it runs or when the machine stopped meanwhile."""

    id: str
    attachment_id: str
    media_type: str
    name: str
    t_ms: int
    length_ms: int
    rate: int
    pauses: tuple[tuple[int, int], ...]
    whole: bool

    def covers(self, t_ms: int) -> bool:
        """Whether something was recorded at a moment of the session clock."""
        if self.t_ms > t_ms or any(start <= t_ms < end for start, end in self.pauses):
            return False
        return self.media_type != PCM or self.place(t_ms) < self.length_ms

    def place(self, t_ms: int) -> int:
        """Where a moment of the session clock is in the sound, in ms from its beginning."""
        held = sum(min(end, t_ms) - start for start, end in self.pauses if start < t_ms)
        return max(0, t_ms - self.t_ms - held)


def start_recording(uow: UnitOfWork, *, session_id: str, rate: int = RATE) -> Recording:
    """Begin to record; a sentence and nothing when the participant has not allowed it."""
    session = uow.get(Session, session_id)
    if allowed(uow, session.participant_id)[ConsentItem.AUDIO] is not True:
        raise UserError(_NO_CONSENT)
    stamp = uow.stamp()
    now = session_t(session.clock, stamp)
    sound = begin_recording(
        uow, media_type=PCM, session_id=session_id, participant_id=session.participant_id, t_ms=now
    )
    return uow.add(
        Recording(
            session_id=session_id,
            attachment_id=sound.id,
            participant_id=session.participant_id,
            t_ms=now,
            at=stamp.utc_ms,
            rate=rate,
        )
    )


def add_sound(uow: UnitOfWork, *, attachment_id: str, data: bytes) -> int:
    """Keep the next piece of sound."""
    return append_recording(uow, attachment_id=attachment_id, data=data)


def note_pause(uow: UnitOfWork, *, recording_id: str, from_t: int, to_t: int) -> Recording:
    """Say between which moments nothing was recorded."""
    row = uow.get(Recording, recording_id)
    return uow.change(Recording, recording_id, pauses=[*row.pauses, [from_t, max(from_t, to_t)]])


def end_recording(uow: UnitOfWork, *, recording_id: str) -> None:
    """End a recording: what is there stays as it is."""
    row = uow.find(Recording, recording_id)
    if row is None or row.attachment_id is None:
        return
    size = uow.stored_size(row.attachment_id)
    finish_recording(uow, attachment_id=row.attachment_id, length_ms=_length(size, row.rate))
    if not size:
        uow.remove(Recording, recording_id)


def close_broken(uow: UnitOfWork, *, session_id: str, but: str = "") -> int:
    """End what a crash left open, all but the one that runs; returns how many there were."""
    found = [row for row in unfinished(uow, session_id) if row.id != but]
    broken = {row.id for row in found}
    for row in uow.all(Recording, session_id=session_id):
        if row.attachment_id in broken:
            end_recording(uow, recording_id=row.id)
    return len(broken)


def recordings(reader: Reader, session_id: str) -> tuple[RecordingView, ...]:
    """Every recording of a session in the order of its clock, also what a crash left."""
    rows = sorted(reader.all(Recording, session_id=session_id), key=lambda row: (row.t_ms, row.id))
    return tuple(view for row in rows if (view := _view(reader, row)) is not None)


def _view(reader: Reader, row: Recording) -> RecordingView | None:
    sound = reader.find(Attachment, row.attachment_id)
    if sound is None:
        return None
    length = sound.length_ms
    if length is None:
        pcm = sound.media_type == PCM
        length = _length(reader.stored_size(sound.id), row.rate) if pcm else 0
    pauses = tuple((start, end) for start, end in row.pauses)
    return RecordingView(
        row.id, sound.id, sound.media_type, row.name, row.t_ms, length, row.rate, pauses, bool(sound.sha256)
    )


def recording_at(views: Sequence[RecordingView], t_ms: int) -> RecordingView | None:
    """The recording in which a moment of the session clock can be heard; the latest that began."""
    return next((view for view in reversed(views) if view.covers(t_ms)), None)


def sound_from(reader: Reader, view: RecordingView, place_ms: int, most_ms: int = 0) -> bytes:
    """The samples from a place on; all of them, or as many as `most_ms` tells."""
    start = place_ms * view.rate // 1000 * SAMPLE_BYTES
    size = most_ms * view.rate // 1000 * SAMPLE_BYTES if most_ms else None
    data = reader.stored_bytes(view.attachment_id, start, size)
    return data[: len(data) // SAMPLE_BYTES * SAMPLE_BYTES]


def wav(samples: bytes, rate: int) -> bytes:
    """Samples of 16 bits in one channel as a WAV file."""
    size = len(samples)
    form = struct.pack("<HHIIHH", 1, 1, rate, rate * SAMPLE_BYTES, SAMPLE_BYTES, 8 * SAMPLE_BYTES)
    return (
        b"RIFF" + struct.pack("<I", 36 + size) + b"WAVEfmt " + struct.pack("<I", 16) + form
        + b"data" + struct.pack("<I", size) + samples
    )  # fmt: skip


def attach_file(uow: UnitOfWork, *, session_id: str, path: Path, t_ms: int = 0) -> Recording:
    """Attach a recording made elsewhere; its first sound stands at `t_ms` of the session clock."""
    session = uow.get(Session, session_id)
    if allowed(uow, session.participant_id)[ConsentItem.AUDIO] is not True:
        raise UserError(N_("Audio recording is not allowed in the consent. The recording was not attached."))
    media = MEDIA.get(path.suffix.lower())
    if media is None:
        raise UserError(
            N_("{name} is not a recording that is known: {kinds}."), name=path.name, kinds=", ".join(MEDIA)
        )
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UserError(
                N_("{name} is larger than 1 GB. Make a smaller copy of it first."), name=path.name
            )
        sound = begin_recording(
            uow, media_type=media, session_id=session_id, participant_id=session.participant_id, t_ms=t_ms
        )
        with path.open("rb") as file:
            while data := file.read(_FILE_PIECE):
                append_recording(uow, attachment_id=sound.id, data=data)
    except OSError as error:
        raise UserError(
            N_("{name} cannot be read: {reason}."), name=path.name, reason=error.strerror or str(error)
        ) from error
    finish_recording(uow, attachment_id=sound.id, length_ms=None)
    return uow.add(
        Recording(
            session_id=session_id,
            attachment_id=sound.id,
            participant_id=session.participant_id,
            origin="file",
            name=path.name,
            t_ms=t_ms,
            at=uow.stamp().utc_ms,
        )
    )


def move_recording(uow: UnitOfWork, *, recording_id: str, t_ms: int) -> Recording:
    """Say at which moment of the session clock a recording from elsewhere begins."""
    return uow.change(Recording, recording_id, t_ms=t_ms)


def drop_recording(uow: UnitOfWork, *, recording_id: str) -> None:
    """Take a recording out of the study for good, sound and all."""
    row = uow.get(Recording, recording_id)
    uow.remove(Recording, recording_id)
    if row.attachment_id is not None:
        forget_attachment(uow, attachment_id=row.attachment_id)


def _length(size: int, rate: int) -> int:
    return size // SAMPLE_BYTES * 1000 // max(1, rate)
