# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A full disk, a folder that cannot be written, a stick that is pulled out: a sentence, and nothing lost."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from cxfield.errors import UserError
from cxfield.model.capture import Entry
from cxfield.storage import StudyFile
from tests.storage.conftest import Desk, make_desk


def _mount(folder: Path, *options: str) -> None:
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(folder)], check=False
    )
    if done.returncode:
        pytest.skip("mounting a small disk needs root on Linux")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    if not sys.platform.startswith("linux"):
        pytest.skip("mounting a small disk needs root on Linux")
    folder = tmp_path / "disk"
    folder.mkdir()
    _mount(folder, "size=4m")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def _fill(folder: Path) -> Path:
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    return ballast


def _log_until_refused(desk: Desk) -> None:
    for _ in range(50):
        desk.log("y" * 50_000)


def test_a_full_disk_is_said_and_writing_goes_on_when_there_is_space(small_disk: Path) -> None:
    desk = make_desk(small_disk / "a.cxf")
    kept = [desk.log(f"ennen {number}") for number in range(5)]
    ballast = _fill(small_disk)
    with pytest.raises(UserError, match="disk is full"):
        _log_until_refused(desk)
    ballast.unlink()
    after = desk.log("taas tilaa")
    assert desk.study.check() == []
    desk.study.close()
    again = StudyFile.open(small_disk / "a.cxf")
    assert again.read(lambda r: r.get(Entry, after)).text == "taas tilaa"
    assert all(again.read(lambda r, i=i: r.find(Entry, i)) for i in kept)
    again.close()


def test_no_study_is_made_on_a_full_disk(small_disk: Path) -> None:
    _fill(small_disk)
    with pytest.raises(UserError, match="disk is full"):
        StudyFile.create(small_disk / "a.cxf")
    assert not (small_disk / "a.cxf").exists()


def test_a_folder_that_cannot_be_written_opens_for_reading(small_disk: Path) -> None:
    desk = make_desk(small_disk / "a.cxf")
    entry = desk.log("luettavissa")
    desk.study.close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    study = StudyFile.open(small_disk / "a.cxf")
    assert study.read_only
    assert study.owner is None
    assert study.read(lambda r: r.get(Entry, entry)).text == "luettavissa"
    study.close()
    with pytest.raises(UserError, match=r"cannot be (opened|written)"):
        StudyFile.create(small_disk / "b.cxf")


def test_a_stick_that_is_pulled_out_is_said_in_a_sentence(desk_on_stick: Desk) -> None:
    folder = desk_on_stick.study.path.parent
    desk_on_stick.log("ennen")
    subprocess.run(["umount", "-l", str(folder)], check=True)
    folder.rmdir()
    with pytest.raises(UserError) as caught:
        desk_on_stick.log("jälkeen")
    assert str(caught.value).count("\n") == 0
    folder.mkdir()
    _mount(folder, "size=8m")
    after = desk_on_stick.log("takaisin")
    assert desk_on_stick.text(after) == "takaisin"
    desk_on_stick.study.close()


@pytest.fixture
def desk_on_stick(small_disk: Path) -> Desk:
    """A study on the disk that goes away."""
    return make_desk(small_disk / "a.cxf")
