# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `make run` does on machines that lack something; no real installation is made here."""

import ctypes
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from installer import bootstrap


class Machine:
    """Stands in for the system: records what is run, and answers."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ran: list[list[str]] = []
        self.failing: tuple[str, ...] = ()
        monkeypatch.setattr(subprocess, "run", self.run)

    def run(self, command: list[Any], **_options: Any) -> subprocess.CompletedProcess[str]:
        words = [str(word) for word in command]
        self.ran.append(words)
        failed = any(word in " ".join(words) for word in self.failing)
        return subprocess.CompletedProcess(words, 1 if failed else 0, "", "")


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(monkeypatch)


@pytest.fixture
def without_cursor_library(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str) -> None:
        if name == "libxcb-cursor.so.0":
            raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", load)
    monkeypatch.setattr(sys, "platform", "linux")


def test_an_environment_is_made_without_pythons_own_pip(machine: Machine) -> None:
    bootstrap.bare_venv()
    assert machine.ran == [[sys.executable, "-m", "venv", "--without-pip", str(bootstrap.VENV)]]


def test_the_pip_that_comes_along_is_the_one_that_was_checked() -> None:
    assert hashlib.sha256(bootstrap.PIP_WHEEL.read_bytes()).hexdigest() == bootstrap.PIP_SHA256


@pytest.mark.usefixtures("machine")
def test_a_changed_pip_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "pip.whl"
    other.write_bytes(b"not pip")
    monkeypatch.setattr(bootstrap, "PIP_WHEEL", other)
    with pytest.raises(bootstrap.SetupError, match="damaged"):
        bootstrap.pip("install")


def test_an_old_python_is_told_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST_PYTHON", (99, 0))
    with pytest.raises(bootstrap.SetupError, match=r"needs Python 99\.0"):
        bootstrap.make_environment()


def test_a_second_run_does_nothing_until_the_lock_changes(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(bootstrap, "works", lambda _python: True)
    bootstrap.make_environment()
    first = len(machine.ran)
    assert any("--require-hashes" in command for command in machine.ran)
    bootstrap.make_environment()
    assert len(machine.ran) == first
    lock = tmp_path / "requirements.lock"
    lock.write_text("changed")
    monkeypatch.setattr(bootstrap, "LOCK", lock)
    bootstrap.make_environment()
    assert len(machine.ran) > first


@pytest.mark.usefixtures("without_cursor_library")
def test_a_missing_library_is_installed_where_that_is_allowed(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "administrator", lambda: ["sudo", "-n"])
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    bootstrap.provide_system_libraries()
    assert machine.ran[0][:4] == ["sudo", "-n", "apt-get", "install"]
    assert machine.ran[0][-1] == "libxcb-cursor0"


@pytest.mark.usefixtures("without_cursor_library", "machine")
def test_a_missing_library_is_named_with_the_exact_line_where_it_is_not_allowed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "administrator", lambda: None)
    assert bootstrap.provide_system_libraries() == ["libxcb-cursor.so.0"]
    assert "sudo apt-get install -y libxcb-cursor0\n" in capsys.readouterr().out


def test_without_a_display_study_and_reports_are_made_and_named(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    study, reports = tmp_path / "demo" / "pihlakko.cxf", tmp_path / "reports"
    (reports / "fi").mkdir(parents=True)
    monkeypatch.setattr(bootstrap, "DEMO", study)
    monkeypatch.setattr(bootstrap, "REPORTS", reports)
    monkeypatch.setattr(bootstrap, "has_display", lambda: False)

    def run(command: list[Any], **options: Any) -> subprocess.CompletedProcess[str]:
        if "demo" in command:
            study.write_bytes(b"study")
        if "report" in command:
            for name in ("r.docx", "r.pdf"):
                (reports / "fi" / name).write_bytes(b"report")
        return machine.run(command, **options)

    monkeypatch.setattr(subprocess, "run", run)
    assert bootstrap.run_demo("fi", can_show=True) == 0
    assert [command[1] for command in machine.ran] == ["demo", "report"]
    said = capsys.readouterr().out
    assert "There is no display here, so the window was not opened." in said
    assert all(str(path) in said for path in (study, reports / "fi" / "r.docx", reports / "fi" / "r.pdf"))
    assert bootstrap.run_demo("fi", can_show=True) == 0
    assert len(machine.ran) == 2, "a second run makes nothing anew"


def test_the_language_of_the_demo_follows_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "")
    monkeypatch.setenv("LANG", "fi_FI.UTF-8")
    assert bootstrap.spoken_language() == "fi"
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert bootstrap.spoken_language() == "en"
