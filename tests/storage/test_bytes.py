# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures and recordings lie whole in the study file, travel with it, and go with their person."""

import io
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import update

from cxfield.errors import UserError
from cxfield.importing.pictures import Picture
from cxfield.model.people import Participant
from cxfield.model.talk import Attachment
from cxfield.services import attachments, kit
from cxfield.storage import Reader, StudyFile, bytestore, log
from cxfield.storage.package import read_package, write_package
from cxfield.storage.pool import absorb
from cxfield.storage.tables import PIECES
from tests.storage.conftest import Desk, make_desk

MARK = b"the bytes of a face"


def _picture(pixels: int = 20) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (pixels, pixels), "blue").save(target, "PNG")
    return target.getvalue()


def _record(desk: Desk, *parts: bytes, finish: bool = True, participant_id: str | None = None) -> str:
    made = desk.do(
        lambda uow: attachments.begin_recording(uow, media_type="audio/ogg", participant_id=participant_id)
    )
    for part in parts:
        desk.do(lambda uow, data=part: attachments.append_recording(uow, attachment_id=made.id, data=data))
    if finish:
        desk.do(lambda uow: attachments.finish_recording(uow, attachment_id=made.id, length_ms=4000))
    return str(made.id)


def _person(desk: Desk) -> str:
    return str(desk.do(lambda uow: uow.add(Participant(code="P01"))).id)


def test_a_picture_is_read_back_as_it_was_stored_and_only_once(desk: Desk) -> None:
    ready = attachments.read_picture(_picture())
    first = desk.do(lambda uow: attachments.add_picture(uow, picture=ready))
    again = desk.do(lambda uow: attachments.add_picture(uow, picture=ready))
    assert first.id == again.id
    assert desk.study.read(lambda r: attachments.picture_bytes(r, first.id)) == ready.data
    assert (first.width, first.height, first.media_type) == (20, 20, "image/png")
    assert desk.study.check() == []


def test_a_large_attachment_lies_in_pieces_of_which_any_stretch_can_be_read(desk: Desk) -> None:
    data = bytes(range(256)) * 4096
    picture = Picture(data, "image/png", 1, 1)
    made = desk.do(lambda uow: attachments.add_picture(uow, picture=picture, session_id=desk.session_id))
    with_pieces = desk.study.read(lambda r: bytestore.piece_count(r.connection, made.id))
    assert with_pieces == len(data) // bytestore.PIECE_BYTES
    start = bytestore.PIECE_BYTES - 3
    assert desk.study.read(lambda r: r.stored_bytes(made.id, start, 10)) == data[start : start + 10]
    assert desk.study.read(lambda r: r.stored_bytes(made.id, len(data) - 5)) == data[-5:]
    assert desk.study.read(lambda r: r.stored_size(made.id)) == len(data)


def test_a_recording_that_was_cut_off_keeps_every_piece(desk: Desk) -> None:
    made = _record(desk, b"one", b"two", finish=False)
    desk.study.close()
    study = StudyFile.open(desk.study.path)
    assert [row.id for row in study.read(attachments.unfinished)] == [made]
    study.write(lambda uow: attachments.finish_recording(uow, attachment_id=made), label="End").result(10)
    assert study.read(lambda r: r.stored_bytes(made)) == b"onetwo"
    assert study.check() == []
    study.close()


def test_an_ended_recording_takes_no_more_and_an_empty_one_goes(desk: Desk) -> None:
    made = _record(desk, b"one")
    with pytest.raises(UserError):
        desk.do(lambda uow: attachments.append_recording(uow, attachment_id=made, data=b"two"))
    empty = _record(desk)
    assert desk.study.read(lambda r: r.find(Attachment, empty)) is None
    assert desk.study.check() == []


@pytest.mark.parametrize("harm", ["lost", "changed", "shorter", "unknown"])
def test_the_check_finds_bytes_that_are_lost_changed_or_unknown(desk: Desk, harm: str) -> None:
    made = _record(desk, b"one", b"two")
    mine = PIECES.c.attachment_id == made
    harms = {
        "lost": PIECES.delete().where(mine, PIECES.c.number == 0),
        "changed": update(PIECES).where(mine, PIECES.c.number == 1).values(data=b"twO"),
        "shorter": update(PIECES).where(mine, PIECES.c.number == 1).values(data=b"t"),
        "unknown": PIECES.insert().values(attachment_id="nobody", number=0, data=b"x"),
    }
    desk.do(lambda uow: uow.connection.execute(harms[harm]) and None)
    assert len(desk.study.check()) == 1


def test_undo_and_redo_of_a_picture_keep_its_bytes(desk: Desk) -> None:
    made = desk.do(lambda uow: attachments.add_picture(uow, picture=_picture()))
    desk.study.undo(desk.session_id).result(10)
    assert desk.study.read(lambda r: r.find(Attachment, made.id)) is None
    assert desk.study.check() == []
    desk.study.redo(desk.session_id).result(10)
    assert desk.study.read(lambda r: attachments.picture_bytes(r, made.id))
    assert desk.study.check() == []


def test_a_forgotten_picture_leaves_no_byte_in_the_file(desk: Desk) -> None:
    made = _record(desk, MARK)
    desk.do(lambda uow: attachments.forget_attachment(uow, attachment_id=made))
    assert desk.study.check() == []
    desk.study.close()
    assert MARK not in desk.study.path.read_bytes()


def test_an_erased_person_takes_pictures_and_recordings_along(desk: Desk) -> None:
    person = _person(desk)
    kept = desk.do(lambda uow: attachments.add_picture(uow, picture=_picture()))
    gone = _record(desk, MARK, participant_id=person)
    desk.do(lambda uow: uow.erase_person(person, "asked"))
    assert desk.study.read(lambda r: r.stored_size(gone)) == 0
    assert desk.study.read(lambda r: r.find(Attachment, gone)) is None
    assert desk.study.read(lambda r: attachments.picture_bytes(r, kept.id))
    assert desk.study.check() == []
    desk.study.close()
    assert MARK not in desk.study.path.read_bytes()


def _whole(reader: Reader, path: Path) -> None:
    entries = list(log.everything(reader.connection))
    records = {entry.record for entry in entries if entry.kind == "attachment"}
    pieces = bytestore.pieces(reader.connection, records)
    write_package(path, {"kind": "data"}, entries, "sala sana", pieces=pieces)


def test_a_package_carries_the_bytes_and_an_erased_person_stays_erased(desk: Desk, tmp_path: Path) -> None:
    person = _person(desk)
    mine, plain = _record(desk, MARK, participant_id=person), _record(desk, b"one", b"two")
    path = tmp_path / "all.cxpack"
    desk.study.read(lambda r: _whole(r, path))
    assert MARK not in path.read_bytes()
    package = read_package(path, "sala sana")
    other = make_desk(tmp_path / "other.cxf", "H2", seed=2)
    for _ in range(2):  # as often as one likes
        other.do(lambda uow: absorb(uow, package.entries, package.pieces()))
    assert other.study.read(lambda r: r.stored_bytes(plain)) == b"onetwo"
    assert other.study.read(lambda r: r.stored_bytes(mine)) == MARK
    assert other.study.check() == []
    desk.do(lambda uow: uow.erase_person(person, "asked"))
    desk.do(lambda uow: absorb(uow, package.entries, package.pieces()))
    assert desk.study.read(lambda r: r.stored_size(mine)) == 0
    assert desk.study.check() == []
    other.study.close()


def test_a_package_whose_bytes_were_changed_is_refused(desk: Desk, tmp_path: Path) -> None:
    _record(desk, b"a recording of the tills")
    path = tmp_path / "all.cxpack"

    def write(reader: Reader) -> None:
        entries = list(log.everything(reader.connection))
        records = {entry.record for entry in entries if entry.kind == "attachment"}
        write_package(path, {}, entries, pieces=bytestore.pieces(reader.connection, records))

    desk.study.read(write)
    path.write_bytes(path.read_bytes().replace(b"of the tills", b"of the tolls"))
    with pytest.raises(UserError):
        read_package(path)


def test_the_kit_carries_the_pictures_of_the_plan_and_none_from_the_field(desk: Desk, tmp_path: Path) -> None:
    person = _person(desk)
    plan = desk.do(lambda uow: attachments.add_picture(uow, picture=_picture()))
    field = desk.do(
        lambda uow: attachments.add_picture(uow, picture=_picture(30), session_id=desk.session_id)
    )
    face = _record(desk, MARK, participant_id=person)
    path = tmp_path / "kit.cxpack"
    kit.make_kit(desk.study, path)
    assert MARK not in path.read_bytes()
    copy = kit.open_kit(path, tmp_path / "mine.cxf", author="H2")
    assert copy.read(lambda r: attachments.picture_bytes(r, plan.id))
    for record in (field.id, face):
        assert copy.read(lambda r, one=record: r.find(Attachment, one)) is None
    assert copy.check() == []
    copy.close()


def test_a_picture_that_is_not_here_is_said_in_a_sentence(desk: Desk) -> None:
    made = _record(desk, b"sound")
    for record in (made, "nothing"):
        with pytest.raises(UserError):
            desk.study.read(lambda r, one=record: attachments.picture_bytes(r, one))
