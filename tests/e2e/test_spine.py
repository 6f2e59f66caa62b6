# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From one key in the store to a report in Word and PDF, through a power cut: the whole way in one test."""

import datetime as dt
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from cxfield import paths
from cxfield.document import telling
from cxfield.i18n import Texts
from cxfield.model.base import Record
from cxfield.model.capture import Entry
from cxfield.model.codes import Code
from cxfield.model.enums import SessionState
from cxfield.model.session import Session
from cxfield.report.figures import Figures, figures
from cxfield.services.dataset import load
from cxfield.services.report import report_document
from cxfield.storage import StudyFile
from tests.e2e.driver import Window, missing, screen, until
from tests.export.reading import pdf_pages, word_lines

FACTS: dict[str, Any] = json.loads(paths.resource("method", "demo_study.json").read_text("utf-8"))
CREATED = dt.date(2025, 10, 17)
CUT = "Katsoo kelloa ja"

R = TypeVar("R", bound=Record)
#: Key of the code, words, ordinariness.
Line = tuple[str, str, int]

pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(bool(missing()), reason=missing() or "there can be a window"),
]


class Watched:
    """The study as a second, reading opening sees it."""

    def __init__(self, path: Path) -> None:
        self.study = StudyFile.open(path, read_only=True)
        self.old = {session.id for session in self._all(Session)}
        self.codes = {code.id: code.key for code in self._all(Code)}

    def session(self) -> Session | None:
        """The session that was started by the test."""
        found = [s for s in self._all(Session) if s.id not in self.old]
        assert len(found) <= 1
        return found[0] if found else None

    def entries(self) -> list[Line]:
        """Key, words and ordinariness of each entry of that session, in the order they were logged."""
        session = self.session()
        assert session is not None
        rows = self._all(Entry, session_id=session.id)
        rows.sort(key=lambda row: (row.t_ms, row.id))
        return [(self.codes.get(row.code_id or "", ""), row.text, row.ordinariness) for row in rows]

    def reach(self, expected: list[Line]) -> None:
        """Wait until the entries are these."""
        until(lambda: self.entries() == expected, lambda: f"{expected}; there are {self.entries()}")

    def kept(self, key: str) -> str:
        """What this device keeps beside the study: the words in the quick line, the open form."""
        return json.dumps(self.study.local(key), ensure_ascii=False, default=str)

    def _all(self, cls: type[R], **equals: Any) -> list[R]:
        return list(self.study.read(lambda reader: reader.all(cls, **equals)))


def log_until_the_cut(window: Window, watched: Watched) -> list[Line]:
    """Start a session and log by keys alone; the last note is still being written."""
    window.keys("ctrl+3", "Return")
    session = until(watched.session, lambda: "the session to start")
    assert session.state == SessionState.RUNNING
    window.keys("s", "t", "4", "h", "minus")
    logged = [("S", "", 1), ("T", "", 4), ("H", "", 1)]
    watched.reach(logged)
    window.keys("space")
    window.type("Kysyy hintaa !2 :+")
    window.keys("Return")
    logged.append(("", "Kysyy hintaa", 2))
    watched.reach(logged)
    window.type(CUT)
    until(lambda: CUT in watched.kept("observe.draft"), lambda: "the unfinished note to be kept")
    return logged


def go_on_after_the_cut(window: Window, watched: Watched, logged: list[Line]) -> None:
    """The window is where it was: the next letters continue the note, the next keys the session."""
    window.type(" lähtee".replace("ä", "a"))
    window.keys("Return")
    logged.append(("", f"{CUT} lahtee", 1))
    watched.reach(logged)
    window.keys("Escape", "a", "5")
    logged.append(("A", "", 5))
    watched.reach(logged)
    window.keys("ctrl+z")
    logged[-1] = ("A", "", 1)
    watched.reach(logged)
    window.keys("ctrl+shift+s")
    # The closing form takes its keys when it is shown.
    until(lambda: "closing" in watched.kept("observe"), lambda: "the closing form")
    window.keys("ctrl+Return")
    until(lambda: _state(watched) == SessionState.DONE, lambda: "the session to end")


def _state(watched: Watched) -> str:
    session = watched.session()
    return session.state if session else ""


def told_by(path: Path) -> tuple[Figures, str]:
    """The figures, and every word of the report as the Report room shows it."""
    study = StudyFile.open(path, read_only=True)
    try:
        texts = Texts("fi")
        data = study.read(lambda reader: load(reader, texts, CREATED))
        return figures(data), squeezed(telling.dump(report_document(study, texts, created=CREATED)))
    finally:
        study.close()


def squeezed(words: str) -> str:
    """Words with plain spaces, so that line ends and no-break spaces do not matter."""
    return " ".join(words.replace("\xa0", " ").split())


def command(home: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the program without a window."""
    return subprocess.run(
        [sys.executable, "-m", "cxfield.cli", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,
        check=False,
        env={"CXFIELD_HOME": str(home), "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"},
    )


def as_the_facts_say(found: Figures, new: list[Line]) -> None:
    """The sample study's expected results, and those of the new session on top."""
    events, talks = FACTS["events"], FACTS["interviews"]["expected"]
    ordinary = sum(rating <= 2 for _, _, rating in new)
    assert found.ordinary.ordinary.n == events["n"] + len(new)
    assert found.ordinary.ordinary.count == events["normality"]["1-2"] + ordinary
    assert found.nps.value == pytest.approx(talks["nps"])
    assert (found.nps.low, found.nps.high) == pytest.approx(talks["nps_adj_wald95"], abs=1e-3)
    assert (found.csat.top2.count, found.csat.top2.n) == tuple(talks["csat_top2"][:2])
    shoppers = FACTS["tracked_shoppers"]["expected"]
    assert (found.shoppers.conversion.count, found.shoppers.conversion.n) == tuple(shoppers["conversion"][:2])
    assert (found.waits.over.count, found.waits.over.n) == tuple(shoppers["over_4_min"][:2])


def test_a_session_logged_by_keys_and_cut_by_a_kill_ends_as_a_report_with_the_same_numbers(
    made_demo: Callable[[str], Path], tmp_path: Path
) -> None:
    path = Path(shutil.copy(made_demo("fi"), tmp_path / "tutkimus.cxf"))
    watched = Watched(path)
    with screen() as display, Window(path, tmp_path / "home", display) as window:
        window.open()
        logged = log_until_the_cut(window, watched)
        window.kill()
        assert watched.entries() == logged
        window.open()
        assert window.title().startswith("Pihlakon myymäläkokemus, syksy")
        go_on_after_the_cut(window, watched, logged)
        watched.study.close()
        assert window.quit() == 0
        assert window.complaints == ""
    checked = command(tmp_path / "home", "check", path, "--language", "fi")
    assert (checked.returncode, checked.stderr) == (0, "")
    numbers_agree_everywhere(path, tmp_path, logged)


def numbers_agree_everywhere(path: Path, folder: Path, new: list[Line]) -> None:
    """The same numbers in the facts, the window's report, the Word file and the PDF."""
    made = command(folder / "home", "report", path, "--language", "fi", "--out", folder / "r")
    assert (made.returncode, made.stderr) == (0, "")
    (word,), (pdf,) = (sorted((folder / "r").glob(f"*.{kind}")) for kind in ("docx", "pdf"))
    found, shown = told_by(path)
    as_the_facts_say(found, new)
    ordinary = found.ordinary.ordinary
    texts = {
        "window": shown,
        "word": squeezed(" ".join(word_lines(word))),
        "pdf": squeezed(" ".join(pdf_pages(pdf))),
    }
    expected = [f"{ordinary.count}/{ordinary.n}", "12,5", "−36…54", "6/8", "15/24", "5/15", CUT]
    for place, words in texts.items():
        assert [number for number in expected if number not in words] == [], place
