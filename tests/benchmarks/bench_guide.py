# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A guide of 500 questions: how long it takes to open and how long one step of scrolling takes to paint."""

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication

from cxfield.model.guide import Section
from cxfield.services.plan_guides import add_guide, add_questions
from cxfield.settings import Settings
from tests.ui.plan_study import make
from ui.bus import Bus
from ui.making import make_ui
from ui.pages.plan import PlanPage
from ui.pages.plan.guides import GuidesTab
from ui.session import StudySession

QUESTIONS = 500
OPEN_S, FRAME_MS = 0.3, 1000 / 60


def main() -> int:
    """Measure and print; 1 when a goal is missed."""
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        file = make(Path(folder) / "plan.cxf")
        version = file.write(add_guide, label="x").result().value
        section = file.read(lambda r: r.all(Section, version_id=version.id))[0]
        words = "Kysymys {n}: kuinka helppoa tai vaikeaa tuotteen löytäminen myymälästä oli sinulle tänään?"
        asked = [
            {"text": {"fi": words.format(n=n), "en": f"Question {n}: how did it go today?"}, "type": "open"}
            for n in range(QUESTIONS)
        ]
        file.write(lambda uow: add_questions(uow, section_id=section.id, questions=asked), label="x").result()
        ui = make_ui(Settings(language="fi", theme="light"))
        ui._bus = Bus()
        ui.study = StudySession(file, ui.bus)
        page = PlanPage(ui)
        page.resize(1356, 844)
        page.show()
        page.entered()
        page.show_tab("guides")
        tab = page.tab
        assert isinstance(tab, GuidesTab)
        app.processEvents()
        start, cpu = time.perf_counter(), time.process_time()
        tab.show_guide(version.guide_id)
        app.processEvents()
        opened, worked = time.perf_counter() - start, time.process_time() - cpu
        frames, work = [], []
        bar = tab.list.verticalScrollBar()
        for _ in range(120):
            began, busy = time.perf_counter(), time.thread_time()
            bar.setValue(bar.value() + 60)
            tab.list.viewport().repaint()
            frames.append((time.perf_counter() - began) * 1000)
            work.append((time.thread_time() - busy) * 1000)
        frames.sort()
        work.sort()
        middle = frames[len(frames) // 2]
        p95 = frames[int(len(frames) * 0.95)]
        print(f"open {QUESTIONS} questions: {opened:.3f} s, processor {worked:.3f} s (goal {OPEN_S} s)")
        busy95 = work[int(len(work) * 0.95)]
        print(f"scroll: median {middle:.1f} ms, p95 {p95:.1f} ms (goal {FRAME_MS:.1f} ms)")
        print(f"scroll, processor: p95 {busy95:.1f} ms")
        page.left()
        page.close()
        session, ui.study = ui.study, None
        session.close()
        app.processEvents()
    return int(opened > OPEN_S or p95 > FRAME_MS)


if __name__ == "__main__":
    sys.exit(main())
