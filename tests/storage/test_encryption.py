# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A study can be encrypted and decrypted without losing anything."""

from pathlib import Path

from cxfield.storage import StudyFile, check
from cxfield.storage.backup import copy_study
from cxfield.storage.connect import key_of
from cxfield.storage.encryption import encrypted_copy, plain_copy
from tests.storage.conftest import make_desk


def _rows(study: StudyFile) -> check.Rows:
    return study.read(lambda r: check.rows_of(r.connection))


def test_encrypting_and_decrypting_keep_everything(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "a.cxf")
    desk.log("SALAINEN havainto")
    before = _rows(desk.study)
    desk.study.close()
    encrypted_copy(tmp_path / "a.cxf", tmp_path / "b.cxf", "metsä lampi 7")
    assert b"SALAINEN" not in (tmp_path / "b.cxf").read_bytes()
    closed = StudyFile.open(tmp_path / "b.cxf", passphrase="metsä lampi 7")
    assert _rows(closed) == before
    assert closed.check() == []
    closed.close()
    plain_copy(tmp_path / "b.cxf", tmp_path / "c.cxf", "metsä lampi 7")
    opened = StudyFile.open(tmp_path / "c.cxf")
    assert _rows(opened) == before
    opened.close()


def test_a_backup_of_an_encrypted_study_is_encrypted_with_the_same_key(tmp_path: Path) -> None:
    path = tmp_path / "a.cxf"
    StudyFile.create(path, passphrase="kaksi").close()
    copy_study(path, tmp_path / "b.cxf", key_of(path, "kaksi"))
    again = StudyFile.open(tmp_path / "b.cxf", passphrase="kaksi")
    assert again.check() == []
    again.close()


def test_a_copy_of_an_open_study_holds_what_was_acknowledged(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "a.cxf")
    entry = desk.log("mukana")
    copy = StudyFile.open(copy_study(tmp_path / "a.cxf", tmp_path / "b.cxf"))
    assert copy.check() == []
    assert _rows(copy)["entry", entry]["text"] == "mukana"
    copy.close()
    desk.study.close()
