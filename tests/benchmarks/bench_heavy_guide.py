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
from cxfield.services.interview_guide import changed_answers, guide_book
from cxfield.services.interview_outline import outline, standing
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
        start = time.thread_time()
        work()
        found.append((time.thread_time() - start) * 1000)
    return sorted(found)


def _weighed(file: StudyFile, session_id: str, version: str, numbers: list[Any]) -> list[float]:
    """What an answer costs: read what changed, and weigh what it can open or close."""
    book = file.read(lambda r: guide_book(r, version))
    stands = file.read(lambda r: standing(r, session_id, book))
    found = []
    for n in range(40):
        kept = file.write(
            lambda uow, q=numbers[n % 50], v=9 if n % 2 else 2: save_answer(
                uow, session_id=session_id, question_id=q.row.id, value=v
            ),
            label="x",
        ).result(10)
        ids = kept.change.ids
        start = time.thread_time()
        stands.change(file.read(lambda r, i=ids: changed_answers(r, session_id, i, stands.answers)))
        found.append((time.thread_time() - start) * 1000)
        assert stands.outline == file.read(lambda r: outline(r, session_id, book))
    return sorted(found)


def _opened(app: QApplication, page: InterviewPage, session_id: str) -> tuple[float, float]:
    start, cpu = time.perf_counter(), time.process_time()
    page.go_to({"session": session_id})
    app.processEvents()
    page.grab()
    return time.perf_counter() - start, time.process_time() - cpu


def _shown(file: StudyFile, page: InterviewPage, session_id: str, numbers: list[Any]) -> list[float]:
    """The whole of it on the window's thread, with the guide at the left shown again."""
    talk = page.view.talk if page.view is not None else None
    assert talk is not None
    found = []
    for n in range(20):
        kept = file.write(
            lambda uow, q=numbers[n % 50], v=8 if n % 2 else 1: save_answer(
                uow, session_id=session_id, question_id=q.row.id, value=v
            ),
            label="x",
        ).result(10)
        start = time.thread_time()
        talk._reload(kept.change.kinds, kept.change.ids)
        found.append((time.thread_time() - start) * 1000)
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
        read = _timed(lambda: file.read(lambda r: guide_book(r, version)), 9)
        weigh = _weighed(file, session_id, version, numbers)
        check = _timed(lambda: file.read(lambda r: read_version(r, version, ("fi", "en"))), 5)
        ui = make_ui(Settings(language="fi", theme="light"))
        ui.study = StudySession(file, ui.bus)
        page = InterviewPage(ui, clock)
        page.resize(1356, 844)
        page.show()
        app.processEvents()
        page.entered()
        opened, worked = _opened(app, page, session_id)
        p95 = weigh[int(len(weigh) * 0.95)]
        shown = _shown(file, page, session_id, numbers)
        print(f"{QUESTIONS} questions, {CONDITIONS} conditions")
        print(f"the room open and painted: {opened:.3f} s, processor {worked:.3f} s (goal {OPEN_S} s)")
        print(f"guide read: median {read[len(read) // 2]:.0f} ms of the processor")
        print(
            f"weighed again after an answer: median {weigh[20]:.1f} ms, p95 {p95:.1f} ms (goal {WEIGH_MS} ms)"
        )
        print(
            f"  read, weighed and shown again by the room: median {shown[10]:.1f} ms, most {shown[-1]:.1f} ms"
        )
        print(f"the editor's check of what is reached: median {check[2]:.0f} ms")
        page.left()
        page.close()
        session, ui.study = ui.study, None
        session.close()
        app.processEvents()
    return int(worked > OPEN_S or p95 > WEIGH_MS)


if __name__ == "__main__":
    sys.exit(main())
