# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole interview of the starter guide, typed key by key, with language, pause, skip and a kill.

`python -m tests.e2e.long_interview` types 35 minutes at 60 words a minute; tests run it squeezed.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cxfield.model.enums import ConsentItem, SessionState
from cxfield.model.guide import Question
from cxfield.model.session import Session
from cxfield.model.study import Study
from cxfield.services import interview as verbs
from cxfield.services.guides import make_starter_guide
from cxfield.services.interview_views import answer_of
from cxfield.storage import StudyFile, UnitOfWork

ROOT = Path(__file__).parents[2]
#: 60 words a minute of six signs each.
KEYS_A_MINUTE = 360
GAP_MS = 60_000 // KEYS_A_MINUTE
SENTENCE = "Jono ei liikkunut, eikä kukaan kertonut, kauanko vielä menee. Odotin ja katsoin kelloa. "
TYPED = ("warmup", "expectation_gap", "feeling_moment", "improvement", "highlights", "story", "nps_reason")
#: Keys that may not be on the disk yet when the power goes: a quarter of a second of typing.
NOT_YET_MS = 250


@dataclass(frozen=True, slots=True)
class Plan:
    """What is typed and when the machine dies (in keys)."""

    keys: int
    gap_ms: float
    kill_at: int

    def words(self, key: str) -> str:
        """The answer to a question."""
        share = self.keys // len(TYPED)
        number = TYPED.index(key)
        text = (f"{number} " + SENTENCE) * (share // len(SENTENCE) + 1)
        return text[:share].rstrip()


def script(plan: Plan) -> list[tuple[str, ...]]:
    """What the interviewer does, in order."""
    done: list[tuple[str, ...]] = []
    for key in TYPED:
        if key == "feeling_moment":
            done.append(("speak", "en"))
        if key == "improvement":
            done += [("pause",), ("pause",), ("skip", "website")]
        if key == "nps_reason":
            done.append(("value", "nps", "3"))
        done.append(("type", "nps" if key == "nps_reason" else key, key, plan.words(key)))
    return [*done, ("end",)]


def begin(path: Path) -> None:
    """A study with the guide and an interview that has just begun."""

    def verb(uow: UnitOfWork) -> None:
        uow.add(Study(title={"fi": "T"}, languages=["fi", "en"]))
        version = make_starter_guide(uow).id
        consents = dict.fromkeys(ConsentItem, True)
        start = verbs.InterviewStart(guide_version_id=version, consents=consents, language="fi")
        verbs.start_interview(uow, start=start)

    file = StudyFile.create(path)
    file.write(verb, label="").result()
    file.close()


def run(plan: Plan, folder: Path) -> dict[str, int]:
    """Hold the interview, kill the machine in the middle, go on, check every key; returns what was seen."""
    path = folder / "a.cxf"
    begin(path)
    before = _killed(path, plan)
    lost = _lost(path, plan, before)
    _whole(path, plan)
    _check(path, plan)
    return {"keys": sum(len(plan.words(key)) for key in TYPED), "typed_before_kill": before, "lost": lost}


def _child(path: Path, plan: Plan) -> "subprocess.Popen[str]":
    more = ["--typist", str(path), "--keys", str(plan.keys), "--gap", str(plan.gap_ms)]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.long_interview", *more],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def _killed(path: Path, plan: Plan) -> int:
    """Run until so many keys were pressed, then kill -9; returns how many had been."""
    with _child(path, plan) as typist:
        assert typist.stdout is not None
        pressed = 0
        for line in typist.stdout:
            pressed = int(line)
            if pressed >= plan.kill_at:
                typist.send_signal(signal.SIGKILL)
                break
        for line in typist.stdout:
            pressed = int(line or pressed)
    return pressed


def _lost(path: Path, plan: Plan, pressed: int) -> int:
    file = StudyFile.open(path)
    try:
        (session,) = file.read(lambda r: r.all(Session))
        assert session.state == SessionState.RUNNING.value
        asked = {q.key: q.id for q in file.read(lambda r: r.all(Question))}
        kept = 0
        for key in TYPED:
            answer = file.read(lambda r, at=asked[key]: answer_of(r, session.id, at))
            if answer is not None:
                assert plan.words(key).startswith(answer.text), "no key was dropped, doubled or moved"
                kept += len(answer.text)
        lost = max(0, pressed - kept)
        # The pipe tells of keys in tens.
        allowed = NOT_YET_MS / plan.gap_ms + 10 if plan.gap_ms >= 1 else plan.keys
        assert lost <= allowed, f"{lost} keys were not on the disk"
        return lost
    finally:
        file.close()


def _whole(path: Path, plan: Plan) -> None:
    with _child(path, plan) as typist:
        assert typist.stdout is not None
        for _ in typist.stdout:
            pass
    assert typist.returncode == 0


def _check(path: Path, plan: Plan) -> None:
    file = StudyFile.open(path)
    try:
        (session,) = file.read(lambda r: r.all(Session))
        asked = {q.key: q.id for q in file.read(lambda r: r.all(Question))}
        assert (session.state, session.language) == (SessionState.DONE.value, "en")
        assert len(session.pauses) == 1
        for key in TYPED:
            answer = file.read(lambda r, at=asked[key]: answer_of(r, session.id, at))
            assert answer is not None
            assert answer.text == plan.words(key), f"{key} is not what was typed"
        skipped = file.read(lambda r: answer_of(r, session.id, asked["website"]))
        assert skipped is not None
        assert skipped.skipped
        assert file.check() == []
    finally:
        file.close()


class Typist:
    """A person at the window: presses, looks, presses."""

    def __init__(self, path: Path, plan: Plan) -> None:
        from PySide6.QtWidgets import QApplication

        from cxfield.settings import Settings
        from ui.making import make_ui
        from ui.pages.interview import InterviewPage
        from ui.session import StudySession

        self.plan, self.pressed = plan, 0
        self.app = QApplication(sys.argv[:1])
        ui = make_ui(Settings(language="fi", theme="light"))
        file = StudyFile.open(path)
        ui.study = self.study = StudySession(file, ui.bus)
        self.ui = ui
        self.page = InterviewPage(ui)
        self.page.resize(1356, 900)
        self.page.show()
        session = file.read(lambda r: r.all(Session))[0].id
        self.asked = {q.key: q.id for q in file.read(lambda r: r.all(Question))}
        self.page.go_to(file.place().get("interview") or {"session": session})
        assert self.page.view is not None
        self.talk, self.box = self.page.view.talk, self.page.view.pane.answer.box

    def settle(self) -> None:
        """Everything is on the disk."""
        from PySide6.QtCore import QEventLoop

        while self.study.pending or not self.talk.settled:
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)

    def type(self, key: str, words: str) -> None:
        """Go on with an answer from what stands there."""
        self.talk.open_at(self.asked[key])
        self.settle()
        there = self.box.toPlainText()
        assert words.startswith(there)
        self.pressed += len(there)
        self.box.place_cursor(len(there))
        for letter in words[len(there) :]:
            self.press(letter)
            self.pressed += 1
            if self.pressed % 10 == 0:
                print(self.pressed, flush=True)
            self.wait()

    def press(self, letter: str) -> None:
        """A key down and up."""
        from PySide6.QtCore import QEvent, Qt
        from PySide6.QtGui import QKeyEvent

        none = Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self.app.sendEvent(self.box, QKeyEvent(kind, 0, none, letter))

    def wait(self) -> None:
        """As long as a person needs to the next key."""
        from PySide6.QtCore import QEventLoop, QTimer

        if self.plan.gap_ms < 1:
            self.app.processEvents()
            return
        loop = QEventLoop()
        QTimer.singleShot(round(self.plan.gap_ms), loop.quit)
        loop.exec()

    def do(self, what: str, *told: str) -> None:
        """One step of the script."""
        talk = self.talk
        if what == "type":
            self.type(told[0], told[2])
        elif what == "speak":
            talk.speak(told[0])
        elif what in ("value", "skip"):
            talk.open_at(self.asked[told[0]])
            talk.answer(int(told[1])) if what == "value" else talk.skip("no time left")
        elif what == "pause" and (not talk.head.pauses or not talk.running):
            talk.pause()
        elif what == "end":
            talk.stop(interrupted=False)
        self.settle()

    def leave(self) -> None:
        """Close the study."""
        self.page.left()
        self.page.close_view()
        self.study.close()
        self.page.hide()
        print(self.pressed, flush=True)


def main() -> None:
    """Real time, or one typist of a run."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=35)
    parser.add_argument("--typist", default="")
    parser.add_argument("--keys", type=int, default=0)
    parser.add_argument("--gap", type=float, default=GAP_MS)
    told = parser.parse_args()
    if told.typist:
        plan = Plan(told.keys, told.gap, 0)
        person = Typist(Path(told.typist), plan)
        for step in script(plan):
            person.do(*step)
        person.leave()
        return
    keys = round(told.minutes * KEYS_A_MINUTE)
    with tempfile.TemporaryDirectory() as folder:
        seen = run(Plan(keys, told.gap, keys * 2 // 5), Path(folder))
    print(
        f"{seen['keys']} keys, killed after {seen['typed_before_kill']}: {seen['lost']} keys of the last "
        f"quarter of a second were typed again, and every key is there at the end."
    )


if __name__ == "__main__":
    main()
