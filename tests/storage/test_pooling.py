# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Packages refuse every damage, histories converge, a pooling can be taken back, nothing goes unsaid."""

import hashlib
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from cxfield.errors import UserError
from cxfield.model.capture import Entry, Shopper
from cxfield.model.people import Participant
from cxfield.model.session import Session
from cxfield.model.study import Site
from cxfield.model.talk import Attachment
from cxfield.storage import StudyFile, bytestore, check, disputes, pool
from cxfield.storage.backup import copy_study
from cxfield.storage.entry import JournalRow
from cxfield.storage.package import open_package, write_rows
from tests.storage.conftest import Desk, make_desk
from tests.storage.histories import histories, journal


@pytest.fixture
def base(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "base.cxf")


def colleague(desk: Desk, folder: Path, name: str = "H2") -> StudyFile:
    copy_study(desk.study.path, folder / f"{name}.cxf")
    return StudyFile.open(folder / f"{name}.cxf", author=name)


def take(study: StudyFile, rows: Sequence[JournalRow], label: str = "Pool") -> pool.Absorbed:
    incoming = [pool.Incoming("H2.cxpack", rows)]
    return study.write(lambda uow: pool.pool(uow, incoming), label=label).result(30).value


def rows_of(study: StudyFile) -> check.Rows:
    return study.read(lambda r: check.rows_of(r.connection))


def test_random_histories_of_several_laptops_end_in_one_and_the_same_file() -> None:
    histories(3)()


@pytest.mark.parametrize("passphrase", [None, "kolme sanaa tässä"])
def test_a_package_cut_or_with_any_byte_flipped_is_refused(
    base: Desk, tmp_path: Path, passphrase: str | None
) -> None:
    for number in range(30):
        base.log(f"havainto {number}")
    path = tmp_path / "data.cxpack"
    write_rows(path, {"kind": "data"}, journal(base.study), passphrase)
    base.study.close()
    whole = path.read_bytes()
    assert open_package(path, passphrase).count == len(list(open_package(path, passphrase).rows()))
    broken = tmp_path / "broken.cxpack"
    dice = random.Random(5)
    flips = {dice.randrange(len(whole)) for _ in range(60)} | {0, 15, 16, 28, len(whole) - 1, len(whole) - 41}
    damaged = [whole[:cut] for cut in range(0, len(whole), 1000)]
    damaged += [whole[:at] + bytes([whole[at] ^ (1 << dice.randrange(8))]) + whole[at + 1 :] for at in flips]
    for content in damaged:
        broken.write_bytes(content)
        with pytest.raises(UserError):
            open_package(broken, passphrase)


def test_undo_takes_a_whole_pooling_back(base: Desk, tmp_path: Path) -> None:
    kept = base.log("minun")
    other = colleague(base, tmp_path)
    before = rows_of(base.study), journal(base.study)

    def work(uow):  # type: ignore[no-untyped-def]
        session = uow.add(Session(study_id=base.study_id, site_id=base.site_id))
        for number in range(5):
            uow.add(Entry(session_id=session.id, text=f"hänen {number}"))
        uow.change(Entry, kept, text="hänen sanansa")

    other.write(work, label="Work").result(10)
    theirs = journal(other)
    other.close()
    assert take(base.study, theirs, "Pool 1 file").new == 7
    assert base.text(kept) == "hänen sanansa"
    assert base.study.undo("").result(10).value == "Pool 1 file"
    assert (rows_of(base.study), journal(base.study)) == before
    assert base.study.check() == []
    assert base.study.redo("").result(10).value == "Pool 1 file"
    assert journal(base.study) == theirs
    assert base.text(kept) == "hänen sanansa"
    base.study.undo("").result(10)
    assert (rows_of(base.study), journal(base.study)) == before
    assert take(base.study, theirs).new == 7
    assert base.study.check() == []
    with pytest.raises(UserError, match="nothing to redo"):
        base.study.redo("").result(10)
    base.study.close()


def test_pictures_of_a_pooling_that_was_taken_back_wait_for_redo_and_no_longer(
    base: Desk, tmp_path: Path
) -> None:
    other = colleague(base, tmp_path)
    content = b"kuva" * 100

    def attach(uow):  # type: ignore[no-untyped-def]
        told = hashlib.sha256(content).hexdigest()
        made = uow.add(Attachment(session_id=base.session_id, size=len(content), sha256=told)).id
        uow.store_bytes(made, content)
        return made

    which = other.write(attach, label="").result(10).value
    theirs, bytes_ = journal(other), other.read(lambda r: list(bytestore.pieces(r.connection, [which])))
    other.close()
    incoming = [pool.Incoming("H2.cxpack", theirs, bytes_)]
    base.study.write(lambda uow: pool.pool(uow, incoming), label="Pool").result(30)
    base.study.undo("").result(10)
    assert base.study.check() == []
    base.study.redo("").result(10)
    assert base.study.read(lambda r: r.stored_bytes(which)) == content
    base.study.undo("").result(10)
    base.study.write(lambda uow: uow.add(Site(code="OUL")), label="Add").result(10)
    assert base.study.read(lambda r: r.stored_size(which)) == 0
    assert base.study.check() == []
    base.study.close()


def test_an_erasure_ends_redo_of_what_was_taken_back(base: Desk, tmp_path: Path) -> None:
    person = base.do(lambda uow: uow.add(Participant(code="P01"))).id
    other = colleague(base, tmp_path)
    other.write(lambda uow: uow.change(Participant, person, gender="SALA"), label="").result(10)
    theirs = journal(other)
    other.close()
    take(base.study, theirs)
    base.study.undo("").result(10)
    base.do(lambda uow: uow.erase_person(person))
    with pytest.raises(UserError, match="nothing to redo"):
        base.study.redo("").result(10)
    base.study.close()
    assert b"SALA" not in base.study.path.read_bytes()


def test_what_was_done_here_to_what_came_waits_when_the_pooling_is_taken_back(
    base: Desk, tmp_path: Path
) -> None:
    other = colleague(base, tmp_path)
    came = other.write(lambda uow: uow.add(Session(study_id=base.study_id)), label="").result(10).value.id
    theirs = journal(other)
    other.close()
    take(base.study, theirs)
    mine = base.do(lambda uow: uow.add(Entry(session_id=came, text="minun"))).id
    base.study.undo("").result(10)
    assert base.text(mine) is None
    waits = base.study.read(lambda r: list(disputes.waiting(r.connection)))
    assert [(one.kind, one.lacks_kind, one.lacks) for one in waits] == [("entry", "session", came)]
    assert take(base.study, theirs).waiting == {}
    assert base.text(mine) == "minun"
    assert base.study.check() == []
    base.study.close()


def test_who_was_erased_stays_erased_when_the_pooling_is_taken_back(base: Desk, tmp_path: Path) -> None:
    person = base.do(lambda uow: uow.add(Participant(code="P01", gender="SALA"))).id
    other = colleague(base, tmp_path)
    other.write(lambda uow: uow.erase_person(person, ""), label="").result(10)
    theirs = journal(other)
    other.close()
    take(base.study, theirs)
    base.study.undo("").result(10)
    assert base.study.read(lambda r: r.get(Participant, person)).gender == ""
    assert base.study.check() == []
    base.study.close()
    assert b"SALA" not in base.study.path.read_bytes()


def test_an_edit_beats_a_deletion_and_says_so_until_somebody_decides(base: Desk, tmp_path: Path) -> None:
    shared = base.log("yhteinen")
    other = colleague(base, tmp_path)
    other.write(lambda uow: uow.change(Entry, shared, text="muutettu"), label="").result(10)
    theirs = journal(other)
    other.close()
    base.do(lambda uow: uow.remove(Entry, shared))
    take(base.study, theirs)
    assert base.text(shared) == "muutettu"
    (one,) = base.study.read(lambda r: disputes.revived(r.connection))
    assert (one.record, one.deleted.author, one.changed.author) == (shared, "H1", "H2")
    base.do(lambda uow: uow.keep_alive(Entry, shared))
    assert base.study.read(lambda r: disputes.revived(r.connection)) == []
    assert base.text(shared) == "muutettu"
    base.study.close()


def test_undoing_a_deletion_is_no_dispute(base: Desk) -> None:
    shared = base.log("yhteinen")
    base.do(lambda uow: uow.remove(Entry, shared))
    base.study.undo(base.session_id).result(10)
    assert base.text(shared) == "yhteinen"
    assert base.study.read(lambda r: disputes.revived(r.connection)) == []
    base.study.close()


def test_two_values_of_one_field_are_shown_with_who_wrote_them(base: Desk, tmp_path: Path) -> None:
    shared = base.log("alku")
    other = colleague(base, tmp_path)
    other.write(lambda uow: uow.change(Entry, shared, text="H2:n"), label="").result(10)
    theirs = journal(other)
    other.close()
    base.do(lambda uow: uow.change(Entry, shared, text="H1:n"))
    take(base.study, theirs)
    (one,) = base.study.read(lambda r: disputes.disagreements(r.connection))
    assert (one.kind, one.record, one.field) == ("entry", shared, "text")
    assert {(v.author, v.value) for v in one.versions} == {("H1", "H1:n"), ("H2", "H2:n")}
    base.study.close()


def test_a_copy_taken_in_the_middle_of_typing_pools_later(base: Desk, tmp_path: Path) -> None:
    shared = base.log("alku")
    base.do(lambda uow: uow.type_in(Entry, shared, text="kesk"))
    other = colleague(base, tmp_path)
    early = journal(other)
    other.close()
    base.do(lambda uow: uow.type_in(Entry, shared, text="kesken loppuun"))
    take(base.study, early)
    assert base.text(shared) == "kesken loppuun"
    assert base.study.check() == []
    base.study.close()


def test_a_clothing_mark_that_was_taken_out_does_not_come_back(base: Desk, tmp_path: Path) -> None:
    shopper = base.do(lambda uow: uow.add(Shopper(session_id=base.session_id, marker="SALATAKKI"))).id
    other = colleague(base, tmp_path)
    early = journal(other)
    other.close()
    base.do(lambda uow: uow.forget([shopper]))
    take(base.study, early)
    assert base.study.read(lambda r: r.get(Shopper, shopper)).marker == ""
    base.study.close()
    assert b"SALATAKKI" not in base.study.path.read_bytes()
