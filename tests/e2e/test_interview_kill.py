# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An interview killed in the middle of a word loses nothing that was acknowledged, and goes on there."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cxfield.model.enums import SessionState
from cxfield.model.guide import Question
from cxfield.model.session import Session
from cxfield.model.study import Study
from cxfield.services.guides import make_starter_guide
from cxfield.services.interview_views import answer_of
from cxfield.storage import StudyFile

WORDS = "Jono ei liikkunut, eikä kukaan kertonut, kauanko vielä menee. " * 40

# Types one key after another as a person does, and says how many are on the disk.
TYPIST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from cxfield.model.enums import ConsentItem
from cxfield.model.guide import GuideVersion, Question
from cxfield.services import interview as verbs
from cxfield.settings import Settings
from cxfield.storage import StudyFile
from ui.making import make_ui
from ui.pages.interview import InterviewPage
from ui.session import StudySession

path, words = Path(sys.argv[1]), sys.argv[2]
app = QApplication(sys.argv[:1])
ui = make_ui(Settings(language="fi", theme="light"))
file = StudyFile.open(path)
ui.study = StudySession(file, ui.bus)
page = InterviewPage(ui)
page.resize(1356, 900)
page.show()
version = file.read(lambda r: r.all(GuideVersion))[0].id
consents = dict.fromkeys(ConsentItem, True)
start = verbs.InterviewStart(guide_version_id=version, consents=consents)
session = file.write(lambda uow: verbs.start_interview(uow, start=start), label="").result().value
question = next(q.id for q in file.read(lambda r: r.all(Question)) if q.key == "highlights")
page.open(session.id, question)
talk, box = page.view.talk, page.view.pane.answer.box
kept = talk.keeper.kept

def told(question_id, kept_words):
    kept(question_id, kept_words)
    print(len(kept_words.text), flush=True)

talk.keeper.kept = told
left = iter(words)

def press():
    letter = next(left, "")
    if letter:
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        app.sendEvent(box, event)

timer = QTimer()
timer.timeout.connect(press)
timer.start(12)
app.exec()
"""


@pytest.mark.parametrize("acknowledgements", [1, 6])
def test_killed_while_typing_the_words_on_the_disk_are_those_acknowledged_or_more(
    tmp_path: Path, root: Path, acknowledgements: int
) -> None:
    path = tmp_path / "a.cxf"
    with_guide = StudyFile.create(path)
    with_guide.write(lambda uow: uow.add(Study(title={"fi": "T"}, languages=["fi", "en"])), label="").result()
    with_guide.write(make_starter_guide, label="").result()
    with_guide.close()

    with subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(path), WORDS],
        cwd=root,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        text=True,
    ) as typist:
        assert typist.stdout is not None
        told = [int(typist.stdout.readline() or 0) for _ in range(acknowledgements)]
        typist.send_signal(signal.SIGKILL)
        told += [int(line) for line in typist.stdout]
    assert told[0] > 0

    file = StudyFile.open(path)
    try:
        (session,) = file.read(lambda r: r.all(Session))
        question = next(q for q in file.read(lambda r: r.all(Question)) if q.key == "highlights")
        answer = file.read(lambda r: answer_of(r, session.id, question.id))
        assert answer is not None
        assert len(answer.text) >= max(told)
        assert WORDS.startswith(answer.text), "no key was dropped or doubled"
        assert session.state == SessionState.RUNNING.value
        place = file.place()["interview"]
        assert (place["session"], place["question"]) == (session.id, question.id)
        assert file.check() == []
    finally:
        file.close()
