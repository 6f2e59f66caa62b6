# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a command cannot do is one sentence with an exit code, and leaves nothing half made."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cxfield.cli import OK, PROBLEM, commands
from cxfield.storage import StudyFile
from tests.e2e.command_line import ON_A_STUDY, Said, asking, demo, run

__all__ = ["demo", "run"]


def test_new_refuses_a_study_without_a_title_and_leaves_no_file(
    run: Callable[..., Said], tmp_path: Path
) -> None:
    said = run("new", tmp_path / "tyhja.cxf", "--title", " ")
    assert said.code == PROBLEM
    assert "title" in said.sentence
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def broken(tmp_path: Path, demo: Path) -> dict[str, Path]:
    """Files that are no whole study of this version."""
    folder = tmp_path / "rikki"
    folder.mkdir()
    not_a_study = folder / "kirje.cxf"
    not_a_study.write_text("Hei! " * 100, encoding="utf-8")
    other = folder / "muu.cxf"
    with sqlite3.connect(other) as raw:
        raw.execute("CREATE TABLE a (b)")
    raw.close()
    truncated = folder / "katkennut.cxf"
    truncated.write_bytes(demo.read_bytes()[:100_000])
    newer = Path(shutil.copy(demo, folder / "uudempi.cxf"))
    with sqlite3.connect(newer) as raw:
        raw.execute("PRAGMA user_version = 99")
    raw.close()
    empty = folder / "tyhja.cxf"
    empty.touch()
    return {
        "not_a_study": not_a_study,
        "other": other,
        "truncated": truncated,
        "newer": newer,
        "empty": empty,
        "folder": folder,
        "missing": folder / "poissa.cxf",
    }


@pytest.mark.parametrize("command", ON_A_STUDY)
def test_a_file_that_is_no_whole_study_is_one_sentence(
    run: Callable[..., Said], broken: dict[str, Path], command: str
) -> None:
    expected = {
        "not_a_study": "not a CXField study",
        "other": "not a CXField study",
        "truncated": "cut short",
        "newer": "newer CXField",
        "empty": "is empty",
        "folder": "is a folder",
        "missing": "not there any more",
    }
    before = {path: path.read_bytes() for path in broken.values() if path.is_file()}
    for kind, path in broken.items():
        said = run(*asking(command, path))
        assert said.code == PROBLEM, kind
        assert expected[kind] in said.sentence
        assert path.name in said.sentence
        assert said.out == ""
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize("command", ON_A_STUDY)
def test_a_damaged_page_never_ends_in_a_traceback(run: Callable[..., Said], demo: Path, command: str) -> None:
    content = bytearray(demo.read_bytes())
    content[4096 * 40 : 4096 * 60] = b"\x13" * (4096 * 20)
    demo.write_bytes(content)
    said = run(*asking(command, demo))
    assert said.code == PROBLEM
    assert "Traceback" not in said.err


def mount(folder: Path, *options: str) -> None:
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", folder], check=False)
    if done.returncode:
        pytest.skip("mounting a small disk needs root on Linux")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte."""
    if not sys.platform.startswith("linux"):
        pytest.skip("mounting a small disk needs root on Linux")
    folder = tmp_path / "levy"
    folder.mkdir()
    mount(folder, "size=512k")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk_is_said_and_nothing_half_made_is_left(
    run: Callable[..., Said], demo: Path, disk: Path
) -> None:
    ballast = disk / "painolasti"
    ballast.write_bytes(b"x" * 400_000)
    for words in (
        ("demo", disk / "a.cxf"),
        ("new", disk / "b.cxf", "--title", "Uusi"),
        ("report", demo, "--out", disk),
        ("export", demo, "--out", disk / "c.json", "--format", "json"),
    ):
        said = run(*words)
        assert said.code == PROBLEM, words
        assert "full" in said.sentence
    assert [path.name for path in disk.iterdir()] == [ballast.name]


def test_a_folder_that_cannot_be_written_is_said(run: Callable[..., Said], demo: Path, disk: Path) -> None:
    shutil.rmtree(disk / "sisällä", ignore_errors=True)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    for words in (
        ("demo", disk / "a.cxf"),
        ("new", disk / "b.cxf", "--title", "Uusi"),
        ("report", demo, "--out", disk),
        ("export", demo, "--out", disk / "c.json", "--format", "json"),
    ):
        said = run(*words)
        assert said.code == PROBLEM, words
        assert said.sentence
        assert said.out == ""


def test_a_missing_folder_is_said(run: Callable[..., Said], demo: Path, tmp_path: Path) -> None:
    gone = tmp_path / "ei" / "ole"
    for words in (
        ("demo", gone / "a.cxf"),
        ("new", gone / "b.cxf", "--title", "Uusi"),
        ("export", demo, "--out", gone / "c.csv", "--format", "csv"),
    ):
        said = run(*words)
        assert said.code == PROBLEM, words
        assert said.sentence
    assert not gone.exists()


def test_an_encrypted_study_opens_with_its_passphrase_only(run: Callable[..., Said], tmp_path: Path) -> None:
    path, words = tmp_path / "salattu.cxf", tmp_path / "salalause.txt"
    StudyFile.create(path, passphrase="hiljainen metsä").close()
    words.write_text("hiljainen metsä\n", encoding="utf-8")
    assert run("check", path, "--passphrase-file", words).code == OK
    assert run("check", path).code == PROBLEM
    words.write_text("väärä\n", encoding="utf-8")
    wrong = run("check", path, "--passphrase-file", words)
    assert wrong.code == PROBLEM
    assert wrong.sentence
    assert "cannot be read" in run("check", path, "--passphrase-file", tmp_path / "poissa.txt").sentence


def test_open_says_what_is_missing_before_any_window(
    run: Callable[..., Said], tmp_path: Path, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "not there" in run("open", tmp_path / "poissa.cxf").sentence
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    said = run("open", demo)
    assert said.code == PROBLEM
    assert "no display" in said.sentence
    assert run().sentence == said.sentence


def test_a_window_that_cannot_be_loaded_is_one_sentence(
    run: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        def load(self) -> None:
            raise ImportError("libGL.so.1")

    monkeypatch.setattr(commands, "has_display", lambda *_: True)
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: [Broken()] if group else [])
    assert "libGL.so.1" in run("open").sentence
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: [] if group else None)
    assert "not installed" in run("open").sentence


def test_stopping_with_the_keyboard_is_said(
    run: Callable[..., Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(commands.COMMANDS, "demo", stop)
    said = run("demo", tmp_path / "a.cxf")
    assert said.code == PROBLEM
    assert said.sentence.startswith("Stopped.")
