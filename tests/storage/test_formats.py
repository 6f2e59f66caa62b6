# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A study of every released format opens, whole, in today's program, and pools; a newer one is refused."""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from cxfield.errors import UserError
from cxfield.model.capture import Entry
from cxfield.model.people import Participant, PersonKey
from cxfield.services import kit, pooling
from cxfield.storage import StudyFile, check, package
from cxfield.storage.entry import FORMAT
from cxfield.storage.migrate import CURRENT

FORMATS = Path(__file__).parent.parent / "fixtures" / "formats"


def test_a_study_of_every_format_is_kept() -> None:
    assert sorted(path.name for path in FORMATS.glob("*.cxf")) == [f"v{n + 1}.cxf" for n in range(CURRENT)]


@pytest.mark.parametrize("name", sorted(path.name for path in FORMATS.glob("*.cxf")))
def test_a_study_of_an_earlier_format_opens_whole(name: str, tmp_path: Path) -> None:
    path = Path(shutil.copy(FORMATS / name, tmp_path / name))
    study = StudyFile.open(path)
    assert study.check() == []
    assert (study.backup is None) == (name == f"v{CURRENT}.cxf")
    entries = study.read(lambda r: r.all(Entry))
    assert [entry.text for entry in entries] == [f"havainto {number}" for number in range(5)]
    assert [person.code for person in study.read(lambda r: r.all(Participant))] == ["P09"]
    assert study.read(lambda r: r.all(PersonKey)) == []
    study.close()


@pytest.mark.parametrize("suffix", [".cxpack", ".cxf"])
@pytest.mark.parametrize("number", range(1, CURRENT + 1))
def test_what_an_earlier_format_wrote_is_pooled_whole(number: int, suffix: str, tmp_path: Path) -> None:
    kept = FORMATS / f"v{number}.cxf"
    theirs = StudyFile.open(Path(shutil.copy(kept, tmp_path / "theirs.cxf")))
    kit.make_kit(theirs, tmp_path / "kit.cxpack")
    mine = kit.open_kit(tmp_path / "kit.cxpack", tmp_path / "mine.cxf", author="H2")
    came = Path(shutil.copy(kept.with_suffix(suffix), tmp_path / f"came{suffix}"))
    source = pooling.look_into(came)
    assert pooling.preview_of(mine, [source]).new > 0
    mine.write(lambda uow: pooling.pool_files(uow, sources=[source]), label="Pool").result(30)
    assert mine.check() == []
    assert rows(mine) == rows(theirs)
    assert pooling.preview_of(mine, [source]).new == 0
    mine.close()
    theirs.close()


def rows(study: StudyFile) -> check.Rows:
    return study.read(lambda r: check.rows_of(r.connection))


def newer_package(folder: Path, study: StudyFile) -> Path:
    pooling.export_package(study, folder / "uusi.cxpack", passphrase=None)
    whole = package.read_package(folder / "uusi.cxpack")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(package, "FORMAT", FORMAT + 1)
        package.write_package(folder / "uusi.cxpack", whole.about, whole.entries, None)
    return folder / "uusi.cxpack"


def newer_rows(folder: Path, study: StudyFile) -> Path:
    pooling.export_package(study, folder / "rivit.cxpack", passphrase=None)
    whole = package.read_package(folder / "rivit.cxpack")
    entries = [replace(entry, format=FORMAT + 1) for entry in whole.entries]
    package.write_package(folder / "rivit.cxpack", whole.about, entries, None)
    return folder / "rivit.cxpack"


def newer_study(folder: Path, study: StudyFile) -> Path:
    path = Path(shutil.copy(FORMATS / f"v{CURRENT}.cxf", folder / "uusi.cxf"))
    with closing(sqlcipher.connect(path)) as raw:
        raw.execute(f"PRAGMA user_version = {CURRENT + 1}")
        raw.commit()
    return path


@pytest.mark.parametrize("made", [newer_package, newer_rows, newer_study])
def test_what_a_newer_program_wrote_is_refused_with_nothing_changed(
    made: Callable[[Path, StudyFile], Path], tmp_path: Path
) -> None:
    mine = StudyFile.open(Path(shutil.copy(FORMATS / f"v{CURRENT}.cxf", tmp_path / "mine.cxf")))
    path, before = made(tmp_path, mine), rows(mine)
    with pytest.raises(UserError, match="newer"):
        take(mine, path)
    assert rows(mine) == before
    assert path.exists()
    mine.close()


def take(study: StudyFile, path: Path) -> None:
    source = pooling.look_into(path)
    study.write(lambda uow: pooling.pool_files(uow, sources=[source]), label="Pool").result(30)
