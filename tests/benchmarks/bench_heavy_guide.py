# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A guide of 538 questions with 423 conditions: how long it takes to open, and to weigh after an answer."""

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication

from cxfield.clock import ManualClock
from cxfield.ids import order_after
from cxfield.model.enums import ConsentItem
from cxfield.model.guide import Guide, GuideVersion, Option, Question, Section
from cxfield.model.study import Site, Study
from cxfield.services import interview_views as views
from cxfield.services.interview import InterviewStart, save_answer, start_interview
from cxfield.services.interview_guide import guide_book
from cxfield.services.plan_guide_checks import read_version
from cxfield.settings import Settings
from cxfield.storage import StudyFile, UnitOfWork
from ui.making import make_ui
from ui.pages.interview import InterviewPage
from ui.session import StudySession

QUESTIONS, CONDITIONS, SECTIONS = 538, 423, 12
OPEN_S, WEIGH_MS = 0.5, 16.0
_TYPES = ("yes_no", "single_choice", "nps", "number", "open", "likert", "multiple_choice")


def make(uow: UnitOfWork) -> str:
    """Write the guide and start an interview on it; returns the session."""
    uow.add(Study(title={"fi": "Raskas", "en": "Heavy"}, languages=["fi", "en"]))
    uow.add(Site(code="ESP", name={"fi": "Espoo", "en": "Espoo"}, order_key="a1"))
    guide = uow.add(Guide(name={"fi": "Raskas", "en": "Heavy"}, order_key="a1"))
    version = uow.add(GuideVersion(guide_id=guide.id, languages=["fi", "en"]))
    asked: list[Question] = []
    options: dict[str, str] = {}
    key = ""
    for part in range(SECTIONS):
        section = uow.add(
            Section(version_id=version.id, theme="other", name={"fi": f"Osa {part}"}, order_key=f"a{part:02}")
        )
        size = QUESTIONS // SECTIONS + (1 if part < QUESTIONS % SECTIONS else 0)
        for _ in range(size):
            key = order_after(key)
            asked.append(_question(uow, section.id, key, asked, options))
    uow.change(GuideVersion, version.id, published_at=uow.stamp().utc_ms)
    consents = {ConsentItem.PARTICIPATION: True}
    return start_interview(
        uow, start=InterviewStart(guide_version_id=version.id, code="P01", consents=consents)
    ).id


def _question(
    uow: UnitOfWork, section_id: str, order: str, asked: list[Question], options: dict[str, str]
) -> Question:
    number = len(asked)
    kind = _TYPES[number % len(_TYPES)]
    condition = None
    if number >= QUESTIONS - CONDITIONS:
        condition = {
            "any": [_part(asked[(number * 7) % number], options), _part(asked[number // 2], options)]
        }
    text = {"fi": f"Kysymys {number}: mitä tapahtui?", "en": f"Question {number}: what happened?"}
    question = uow.add(
        Question(
            section_id=section_id,
            key=f"q{number}",
            type=kind,
            text=text,
            condition=condition,
            order_key=order,
        )
    )
    if kind.endswith("_choice"):
        for n in range(4):
            made = uow.add(
                Option(question_id=question.id, name={"fi": f"V{n}", "en": f"C{n}"}, order_key=f"a{n}")
            )
            options.setdefault(question.id, made.id)
    return question


def _part(other: Question, options: dict[str, str]) -> dict[str, Any]:
    if other.type in ("nps", "number", "likert"):
        return {"of": other.key, "from": 0, "to": 6}
    if other.id in options:
        return {"of": other.key, "is": [options[other.id]]}
    return {"of": other.key, "is": ["yes"]} if other.type == "yes_no" else {"of": other.key, "answered": True}


def _timed(work: Any, times: int) -> list[float]:
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return sorted(found)


def main() -> int:
    """Measure and print; 1 when a goal is missed."""
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        clock = ManualClock(1_791_000_000_000)
        file = StudyFile.create(Path(folder) / "heavy.cxf", clock=clock)
        session_id = file.write(make, label="x").result(120).value
        version = file.read(lambda r: views.head(r, session_id)).version_id
        book = file.read(lambda r: guide_book(r, version))
        numbers = [q for part in book.sections for q in part.questions if q.row.type == "nps"]
        for question in numbers[:60]:
            file.write(
                lambda uow, q=question: save_answer(
                    uow, session_id=session_id, question_id=q.row.id, value=3
                ),
                label="x",
            ).result(10)
        read = _timed(lambda: file.read(lambda r: views.outline(r, session_id)), 9)
        weigh = _timed(lambda: file.read(lambda r: views.outline(r, session_id, book)), 40)
        check = _timed(lambda: file.read(lambda r: read_version(r, version, ("fi", "en"))), 5)
        ui = make_ui(Settings(language="fi", theme="light"))
        ui.study = StudySession(file, ui.bus)
        page = InterviewPage(ui, clock)
        page.resize(1356, 844)
        page.show()
        app.processEvents()
        start, cpu = time.perf_counter(), time.process_time()
        page.entered()
        page.go_to({"session": session_id})
        app.processEvents()
        page.grab()
        opened, worked = time.perf_counter() - start, time.process_time() - cpu
        alone = time.thread_time()
        _timed(lambda: file.read(lambda r: views.outline(r, session_id, book)), 20)
        alone = (time.thread_time() - alone) * 1000 / 20
        p95 = weigh[int(len(weigh) * 0.95)]
        print(f"{QUESTIONS} questions, {CONDITIONS} conditions")
        print(f"the room open and painted: {opened:.3f} s, processor {worked:.3f} s (goal {OPEN_S} s)")
        print(f"guide read and weighed: median {read[len(read) // 2]:.0f} ms")
        print(
            f"weighed again after an answer: median {weigh[20]:.1f} ms, p95 {p95:.1f} ms (goal {WEIGH_MS} ms)"
        )
        print(f"  of it at the processor: {alone:.1f} ms")
        print(f"the editor's check of what is reached: median {check[2]:.0f} ms")
        page.left()
        page.close()
        session, ui.study = ui.study, None
        session.close()
        app.processEvents()
    return int(opened > OPEN_S or p95 > WEIGH_MS)


if __name__ == "__main__":
    sys.exit(main())
