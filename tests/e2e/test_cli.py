# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: what each command does, and one sentence with an exit code when it cannot."""

import csv
import json
import os
import re
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from cxfield.cli import OK, PROBLEM, USAGE, commands
from cxfield.cli.arguments import parser
from cxfield.i18n import Texts
from cxfield.services.demo import build_demo
from cxfield.storage import StudyFile
from cxfield.storage.tables import JOURNAL
from tests.e2e.command_line import ON_A_STUDY, Said, asking, demo, run

__all__ = ["demo", "run"]

COMMANDS = ("demo", "new", "open", "report", "export", "check", "info")


def test_the_program_starts_as_its_own_process_without_a_window_system() -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("QT")}
    words = [sys.executable, "-c", "import sys; from cxfield.cli import main; main(['info', '--help'])"]
    code = words[2].replace("main(", "main(", 1)
    probe = code + "; print([m for m in sys.modules if m.startswith(('PySide6', 'sqlmodel', 'docx'))])"
    probe = probe.replace(
        "; main(['info', '--help'])", "\ntry:\n    main(['info', '--help'])\nexcept SystemExit:\n    pass\n"
    )
    probe = probe.replace("\n; print", "\nprint")
    done = subprocess.run([*words[:2], probe], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("language", ["fi", "en"])
def test_every_command_explains_itself_in_both_languages(
    run: Callable[..., Said], command: str, language: str
) -> None:
    said = run(command, "--help", "--language", language)
    assert said.code == OK
    assert command in said.out
    heading = "valinnat" if language == "fi" else "options"
    assert heading in said.out


def test_the_help_lists_every_command_and_the_version_is_the_packages(
    run: Callable[..., Said], root: Path
) -> None:
    listed = run("--help").out
    assert all(command in listed for command in COMMANDS)
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert run("--version").out.strip() == f"cxfield {project['version']}"
    assert project["entry-points"][commands.WINDOWS] == {"qt": "ui.main:run"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("fly",), "cannot be 'fly'"),
        (("report",), "STUDY"),
        (("export", "a.cxf", "--out", "x", "--format", "xls"), "cannot be 'xls'"),
        (("export", "a.cxf", "--format", "csv"), "--out"),
        (("new", "a.cxf"), "--title"),
        (("info", "a.cxf", "b.cxf"), "b.cxf"),
        (("demo", "a.cxf", "--language", "sv"), "cannot be 'sv'"),
        (("report", "a.cxf", "--format"), "--format needs a value"),
    ],
)
def test_a_command_that_cannot_be_read_is_one_sentence_and_exit_code_two(
    run: Callable[..., Said], words: tuple[str, ...], said: str
) -> None:
    answer = run(*words)
    assert answer.code == USAGE
    assert said in answer.sentence
    assert "--help" in answer.sentence
    assert answer.out == ""


def test_complaints_are_in_the_language_asked_for(run: Callable[..., Said], tmp_path: Path) -> None:
    missing = tmp_path / "poissa.cxf"
    assert "ei ole enää" in run("info", missing, "--language", "fi").sentence
    assert "not there any more" in run("info", missing, "--language", "en").sentence
    assert "Jotakin puuttuu" in run("report", "--language", "fi").sentence


def journal_of(path: Path) -> list[tuple[Any, ...]]:
    study = StudyFile.open(path, read_only=True)
    order = (JOURNAL.c.hlc, JOURNAL.c.writer, JOURNAL.c.seq)
    found = study.read(lambda reader: reader.select(select(JOURNAL).order_by(*order)))
    study.close()
    return [tuple(row) for row in found]


def test_demo_makes_the_same_study_each_time_and_says_where(
    run: Callable[..., Said], tmp_path: Path, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[tuple[int, int]] = []

    def build(path: Path, language: str, progress: Callable[[int, int], None]) -> None:
        def told(done: int, total: int) -> None:
            steps.append((done, total))
            progress(done, total)

        build_demo(path, language, told)

    monkeypatch.setattr("cxfield.services.demo.build_demo", build)
    said = run("demo", tmp_path / "esimerkki", "--language", "fi")
    path = tmp_path / "esimerkki.cxf"
    assert (said.code, said.out.strip()) == (OK, str(path))
    assert steps[0][0] == 0
    assert steps[-1][0] == steps[-1][1] == len(steps) - 1
    assert journal_of(path) == journal_of(demo)
    assert run("check", path).code == OK
    again = run("demo", path)
    assert again.code == PROBLEM
    assert "esimerkki.cxf exists already" in again.sentence


def test_new_makes_a_study_that_fieldwork_can_start_with(run: Callable[..., Said], tmp_path: Path) -> None:
    path = tmp_path / "uusi.cxf"
    said = run("new", path, "--title", "Kevään kierros", "--client", "Oy", "--language", "fi")
    assert (said.code, said.out.strip()) == (OK, str(path))
    shown = run("info", path, "--language", "fi").out
    assert "Kevään kierros" in shown
    assert run("check", path).code == OK
    assert run("new", path, "--title", "Toinen").code == PROBLEM
    assert "Kevään kierros" in run("info", path).out


def test_info_tells_the_counts_of_the_study(run: Callable[..., Said], demo: Path) -> None:
    said = run("info", demo, "--language", "fi")
    assert said.code == OK
    facts = dict(re.split(r"  +", line, maxsplit=1) for line in said.out.splitlines())
    assert facts["Tutkimus"] == "Pihlakon myymäläkokemus, syksy"
    assert facts["Havainnointijaksot"] == "12/12"
    assert facts["Kirjaukset"] == "182"
    assert facts["Haastattelut"] == "8"
    assert facts["Osallistujat"] == "14"
    assert facts["Viimeisin muutos"].startswith("16.10.2025")
    assert facts["Tiedostomuoto"] == "1"
    assert facts["Tiedosto"] == str(demo)


def test_check_finds_a_row_that_the_journal_does_not_know(run: Callable[..., Said], demo: Path) -> None:
    clean = run("check", demo)
    assert (clean.code, clean.err) == (OK, "")
    with sqlite3.connect(demo) as raw:
        raw.execute("UPDATE entry SET text = 'muutettu' WHERE id = (SELECT min(id) FROM entry)")
    raw.close()
    said = run("check", demo)
    assert said.code == PROBLEM
    assert "another text than the journal" in said.out
    assert "1 problem" in said.sentence


def test_report_writes_the_formats_asked_for(run: Callable[..., Said], demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "raportit" / "fi"
    words = ("--format", "docx", "--sections", "summary", "findings", "--language", "fi")
    said = run("report", demo, "--out", out, *words)
    assert said.code == OK, said.err
    made = [Path(line) for line in said.out.splitlines()]
    assert [path.suffix for path in made] == [".docx"]
    assert made[0].parent == out
    assert made[0].stat().st_size > 1000


def test_report_names_the_chapters_it_knows(run: Callable[..., Said], demo: Path, tmp_path: Path) -> None:
    said = run("report", demo, "--out", tmp_path, "--sections", "kissat")
    assert said.code == PROBLEM
    assert "kissat" in said.sentence
    assert "summary" in said.sentence


def test_entries_leave_as_a_table_a_spreadsheet_can_read(
    run: Callable[..., Said], demo: Path, tmp_path: Path
) -> None:
    out = tmp_path / "kirjaukset.csv"
    assert run("export", demo, "--out", out, "--format", "csv", "--language", "fi").code == OK
    content = out.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 182
    assert sum(row["ordinariness"] in "12" for row in rows) == 131
    assert sum(row["ordinariness"] in "12" and row["chosen"] == "1" for row in rows) == 40
    queued = [float(row["duration_s"]) / 60 for row in rows if row["meaning"] == "checkout_wait"]
    assert sorted(queued) == [1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 7, 8]
    assert {row["site"] for row in rows} == {"Tampere", "Espoo", "Oulu"}


def test_answers_leave_as_a_table_of_their_own(run: Callable[..., Said], demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "vastaukset.csv"
    assert run("export", demo, "--out", out, "--format", "csv", "--table", "answers").code == OK
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    scores = [int(row["value"]) for row in rows if row["question"] == "nps" and row["kind"] == "interview"]
    assert sorted(scores) == [3, 6, 7, 8, 8, 9, 9, 10]
    counts = {row["participant"]: row["count"] for row in rows if row["question"] == "recommended"}
    assert counts["P06"] == "4"


def test_everything_leaves_as_json_but_the_names_behind_the_codes(
    run: Callable[..., Said], demo: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    for out in (first, second):
        assert run("export", demo, "--out", out, "--format", "json").code == OK
    assert first.read_bytes() == second.read_bytes()
    whole = json.loads(first.read_text(encoding="utf-8"))
    assert whole["format"] == "cxfield-study"
    assert "person_key" not in whole["records"]
    assert all("marker" not in shopper for shopper in whole["records"]["shopper"])
    assert len(whole["records"]["entry"]) == 182 + 41


def test_an_export_replaces_a_file_only_when_told(
    run: Callable[..., Said], demo: Path, tmp_path: Path
) -> None:
    out = tmp_path / "a.csv"
    out.write_text("oma", encoding="utf-8")
    said = run("export", demo, "--out", out, "--format", "csv")
    assert said.code == PROBLEM
    assert "--replace" in said.sentence
    assert out.read_text(encoding="utf-8") == "oma"
    assert run("export", demo, "--out", out, "--format", "csv", "--replace").code == OK
    assert len(out.read_bytes()) > 1000


def test_a_study_that_is_open_in_a_window_can_still_be_read(run: Callable[..., Said], demo: Path) -> None:
    window = StudyFile.open(demo, author="H1")
    try:
        for command in ON_A_STUDY[1:]:
            assert run(*asking(command, demo)).code == OK
        assert "H1" in run("info", demo).out
    finally:
        window.close()


def test_open_hands_the_study_to_the_installed_window(
    run: Callable[..., Said], demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path | None] = []

    class Window:
        def load(self) -> Callable[[list[str], Path | None], int]:
            def show(_argv: list[str], path: Path | None) -> int:
                shown.append(path)
                return OK

            return show

    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: [Window()] if group else [])
    monkeypatch.setattr(commands, "has_display", lambda *_: True)
    assert run("open", demo).code == OK
    assert run().code == OK
    assert shown == [demo, None]


def test_every_option_has_a_help_text_in_finnish() -> None:
    finnish, english = (parser(Texts(language)) for language in ("fi", "en"))
    for command in COMMANDS:
        told, plain = (_help_of(top, command) for top in (finnish, english))
        assert len(told) == len(plain)
        assert [text for text, same in zip(told, plain, strict=True) if text == same] == []


def _help_of(top: object, command: str) -> list[str]:
    choices = top._subparsers._group_actions[0].choices  # type: ignore[attr-defined]
    return [action.help for action in choices[command]._actions]
