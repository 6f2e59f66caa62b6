# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A study of every released format opens, whole, in today's program."""

import shutil
from pathlib import Path

import pytest

from cxfield.model.capture import Entry
from cxfield.model.people import Participant, PersonKey
from cxfield.storage import StudyFile
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
