# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main window: opening, rooms, save state, read-only, narrow windows, languages, places."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxfield import paths
from cxfield.errors import UserError
from cxfield.settings import Settings
from tests.ui.fakes import FakeFile, FakeOpener
from ui.context import Ui
from ui.jobs import Handle, Progress
from ui.pages.base import Page
from ui.preferences import Preferences
from ui.session import StudySession
from ui.shell import rooms, study_view
from ui.shell.rail import RailItem
from ui.shell.rooms import ROOMS, SETTINGS
from ui.shell.window import MainWindow
from ui.widgets.dialog import Dialog
from ui.widgets.label import Label
from ui.widgets.menu import Menu

CTRL = Qt.KeyboardModifier.ControlModifier


class NotePage(Page):
    """A page that remembers where it was."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self.where = 0
        self.calls: list[str] = []
        self.waiting = 0

    def entered(self) -> None:
        self.calls.append("entered")

    def left(self) -> None:
        self.calls.append("left")

    def unsaved(self) -> int:
        return self.waiting

    def place(self) -> dict[str, int]:
        return {"row": self.where}

    def go_to(self, place: dict[str, int]) -> None:
        self.where = place["row"]


@pytest.fixture
def file(tmp_path: Path) -> FakeFile:
    return FakeFile(tmp_path / "spring.cxf")


@pytest.fixture
def window(ui: Ui, qtbot: QtBot, file: FakeFile, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """A window whose built rooms are simple pages; nothing is open."""
    made = tuple(replace(room, load=lambda: NotePage) for room in ROOMS)
    for module in (rooms, study_view):
        monkeypatch.setattr(module, "ROOMS", made)
    ui.settings = Preferences(paths.settings_file())
    ui.settings.change(language="en", theme="light")
    opener = FakeOpener(file=file)
    shown = MainWindow(ui, lambda: opener)
    shown.resize(1440, 900)
    qtbot.addWidget(shown)
    shown.begin(None)
    with qtbot.waitExposed(shown):
        shown.show()
    qtbot.waitUntil(lambda: bool(opener.threads))
    yield shown
    shown.close()
    qtbot.waitUntil(lambda: ui.jobs.running == 0)
    ui.settings.close()


def opened(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    window.open_study(path)
    qtbot.waitUntil(lambda: window.study.page is not None)


def dialog_of(window: QWidget) -> Dialog | None:
    modal = QApplication.activeModalWidget()
    return modal if isinstance(modal, Dialog) else None


def words_of(widget: QWidget) -> list[str]:
    return [label.words for label in widget.findChildren(Label) if label.isVisibleTo(widget)]


def test_a_study_opens_behind_the_frame_and_shows_its_first_room(
    window: MainWindow, file: FakeFile, qtbot: QtBot
) -> None:
    window.open_study(file.path)
    qtbot.waitUntil(window.study.isVisible)
    assert "Opening spring…" in words_of(window.study)
    qtbot.waitUntil(lambda: window.study.page is not None)
    assert window.study.room_id == "observe"
    assert window.windowTitle() == "Spring – CXField"
    assert window.study.bar.study.words == "Spring"


def test_heavy_work_never_runs_on_the_thread_of_the_window(
    window: MainWindow, file: FakeFile, qtbot: QtBot
) -> None:
    opened(window, file.path, qtbot)
    opener = window.entrance.opener
    assert isinstance(opener, FakeOpener)
    assert opener.threads == {"cxfield-job"}


@pytest.mark.parametrize("number", range(1, 9))
def test_ctrl_and_a_number_enters_each_room(
    window: MainWindow, file: FakeFile, qtbot: QtBot, number: int
) -> None:
    opened(window, file.path, qtbot)
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key(ord(str(number))), CTRL)
    assert window.study.room_id == ROOMS[number - 1].id
    assert window.study.rail.item(ROOMS[number - 1].id).isChecked()


def test_every_built_room_has_a_page_of_the_right_kind() -> None:
    for room in (*ROOMS, SETTINGS):
        assert issubclass(room.load(), Page)


def test_the_place_in_a_room_is_found_again_after_a_restart(
    window: MainWindow, file: FakeFile, qtbot: QtBot
) -> None:
    opened(window, file.path, qtbot)
    window.study.go("data")
    page = window.study.page
    assert isinstance(page, NotePage)
    page.where = 7
    window.close_study()
    assert file.kept == {"room": "data", "observe": {"row": 0}, "data": {"row": 7}}
    assert file.closed
    again = FakeFile(file.path)
    again.kept = file.kept
    opener = window.entrance.opener
    assert isinstance(opener, FakeOpener)
    opener.files[str(file.path)] = again
    opened(window, file.path, qtbot)
    assert window.study.room_id == "data"
    page = window.study.page
    assert isinstance(page, NotePage)
    assert page.where == 7


def test_leaving_a_room_seals_what_was_typed_before_the_next_is_entered(
    window: MainWindow, file: FakeFile, qtbot: QtBot
) -> None:
    opened(window, file.path, qtbot)
    first = window.study.page
    assert isinstance(first, NotePage)
    window.study.go("interview")
    assert first.calls == ["entered", "left"]
    window.study.go("observe")
    assert first.calls == ["entered", "left", "entered"]


def test_saving_is_said_only_when_it_takes_long_and_a_failure_stays_until_a_success(
    window: MainWindow, file: FakeFile, qtbot: QtBot
) -> None:
    opened(window, file.path, qtbot)
    session = window.ui.study
    assert session is not None
    qtbot.waitUntil(lambda: session.pending == 0)
    save, trouble = window.study.bar.save, window.study.trouble
    assert save.words.startswith("Saved ")
    file.gate.clear()
    session.call(lambda uow: None, label="x")
    assert save.words.startswith("Saved ")
    qtbot.waitUntil(lambda: save.words == "Saving…", timeout=3000)
    file.broken = UserError("The disk is full. Free some space; saving goes on trying.")
    file.gate.set()
    qtbot.waitUntil(lambda: save.words == "Not saved")
    assert trouble.isVisible()
    assert trouble.label.words == "The disk is full. Free some space; saving goes on trying."
    file.broken = None
    session.call(lambda uow: None, label="x")
    qtbot.waitUntil(lambda: save.words.startswith("Saved "))
    assert not trouble.isVisible()


def test_what_was_committed_reaches_the_caller_first_and_then_the_bus(
    window: MainWindow, file: FakeFile, qtbot: QtBot
) -> None:
    opened(window, file.path, qtbot)
    session = window.ui.study
    assert session is not None
    qtbot.waitUntil(lambda: session.pending == 0)
    told: list[str] = []
    window.ui.bus.changed.connect(lambda change: told.append("bus " + "".join(change.kinds)))
    session.call(lambda uow, n: n + 1, 41, label="x", done=lambda c: told.append(f"done {c.value}"))
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == ["done 42", "bus entry"]


def test_questions_in_the_background_are_answered_on_the_window_thread(
    window: MainWindow, file: FakeFile, qtbot: QtBot
) -> None:
    opened(window, file.path, qtbot)
    session = window.ui.study
    assert isinstance(session, StudySession)
    told: list[object] = []
    session.ask(lambda reader, n: n * 2, 21, done=told.append)
    qtbot.waitUntil(lambda: told == [42])
    session.ask(lambda reader: 1 / 0, done=told.append, failed=lambda error: told.append(type(error)))
    qtbot.waitUntil(lambda: told == [42, ZeroDivisionError])


def test_a_study_open_elsewhere_may_be_looked_at_and_says_so(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    other = FakeFile(tmp_path / "other.cxf", read_only=True, owner="H2, 9.10. 12:00")
    opener = window.entrance.opener
    assert isinstance(opener, FakeOpener)
    opener.files[str(other.path)] = other
    opened(window, other.path, qtbot)
    assert window.study.read_only.isVisible()
    assert "H2, 9.10. 12:00" in window.study.read_only.label.words
    window.study.go("data")
    assert other.kept == {}


def test_undo_acts_on_the_room_in_front_and_says_what_it_took_back(
    window: MainWindow, file: FakeFile, qtbot: QtBot
) -> None:
    opened(window, file.path, qtbot)
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    toast = window.toast
    qtbot.waitUntil(toast.isVisible)
    assert file.undone == ["observe"]
    assert window.toast.label.words == "Undone: Undo"


def test_a_narrow_window_hides_the_rail_behind_the_menu(
    window: MainWindow, file: FakeFile, qtbot: QtBot
) -> None:
    opened(window, file.path, qtbot)
    assert window.study.rail.isVisible()
    window.resize(1024, 768)
    assert not window.study.rail.isVisible()
    assert window.study.bar.menu.isVisible()
    window.study.bar.menu.click()
    menu = window.findChild(Menu)
    assert menu is not None
    assert [row.item.value for row in menu.rows][:8] == [room.id for room in ROOMS]
    qtbot.keyClick(menu.rows[2], Qt.Key.Key_Down)
    qtbot.keyClick(menu.rows[3], Qt.Key.Key_Return)
    assert window.study.room_id == "interview"


def test_a_running_capture_is_seen_and_heard_in_the_rail(
    window: MainWindow, file: FakeFile, qtbot: QtBot
) -> None:
    opened(window, file.path, qtbot)
    window.ui.bus.capturing.emit("observe")
    assert window.study.rail.item("observe").accessibleName() == "Observe, recording"
    window.ui.bus.capturing.emit("")
    assert window.study.rail.item("observe").accessibleName() == "Observe"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_rail_is_as_wide_as_its_longest_label_in_both_languages(
    window: MainWindow, file: FakeFile, qtbot: QtBot, scale: float
) -> None:
    opened(window, file.path, qtbot)
    window.ui.themes.use(scale=scale)
    for _ in range(2):
        window.toggle_language()
        for item in window.study.rail.findChildren(RailItem):
            label = window.ui.theme.text_width("caption", item.words, 600)
            assert window.study.rail.width() >= label


def test_language_and_theme_change_at_run_time_and_are_kept(
    window: MainWindow, file: FakeFile, qtbot: QtBot
) -> None:
    opened(window, file.path, qtbot)
    window.study.bar.language.cell("fi").click()
    window.study.bar.theme_button.click()
    assert window.study.rail.item("observe").words == "Havainnointi"
    assert window.windowTitle() == "Kevät – CXField"
    assert window.ui.theme.dark
    now: Settings = window.ui.settings.now
    assert (now.language, now.theme) == ("fi", "dark")


def test_a_file_that_cannot_be_opened_is_said_in_a_sentence_and_changes_nothing(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    seen: list[str] = []

    def read() -> bool:
        dialog = dialog_of(window)
        if dialog is not None and not seen:
            seen.append(dialog.facts.words)
            dialog.choose("ok")
        return bool(seen)

    window.open_study(tmp_path / "gone.cxf")
    timer = QTimer()
    timer.timeout.connect(read)
    timer.start(10)
    qtbot.waitUntil(lambda: bool(seen))
    timer.stop()
    assert seen == ["gone.cxf is not there any more. Check the folder, or choose another study."]
    assert window.ui.study is None
    assert window.start.isVisible()


def test_closing_remembers_how_the_study_stands_for_its_card(
    window: MainWindow, file: FakeFile, qtbot: QtBot
) -> None:
    opened(window, file.path, qtbot)
    window.close_study()
    recent = window.ui.settings.now.recent[0]
    assert (recent.title, recent.done, recent.planned) == ({"fi": "Kevät", "en": "Spring"}, 2, 3)
    assert window.start.rows[0].study == recent


def test_a_study_that_cannot_be_read_any_more_still_closes(
    window: MainWindow, file: FakeFile, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(window, file.path, qtbot)

    def gone(*_: object) -> None:
        raise UserError("{name} is not there any more.", name="spring.cxf")

    monkeypatch.setattr(FakeOpener, "card", gone)
    window.close_study()
    assert file.closed
    assert window.start.isVisible()


def test_a_write_that_is_refused_at_once_is_told_like_one_that_fails_later(
    window: MainWindow, file: FakeFile, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(window, file.path, qtbot)
    session = window.ui.study
    assert session is not None

    def refuse(*_: object, **__: object) -> None:
        raise UserError("Read only.")

    monkeypatch.setattr(file, "write", refuse)
    told: list[str] = []
    session.call(lambda uow: None, label="x", failed=lambda error: told.append(str(error)))
    qtbot.waitUntil(lambda: told == ["Read only."])
    monkeypatch.undo()


def test_settings_hold_at_once(window: MainWindow, file: FakeFile, qtbot: QtBot) -> None:
    opened(window, file.path, qtbot)
    window.study.go("settings")
    from ui.pages.settings import SettingsPage

    page = window.study.page
    assert isinstance(page, SettingsPage)
    page.scale.cell("150").click()
    page.look.cell("dark").click()
    page.language.cell("fi").click()
    page.motion.click()
    assert window.ui.theme.scale == 1.5
    assert window.ui.theme.dark
    assert window.ui.texts.locale == "fi"
    now: Settings = window.ui.settings.now
    assert (now.text_scale, now.theme, now.language, now.reduce_motion) == (150, "dark", "fi", True)


def test_work_that_reports_and_is_stopped_ends_as_cancelled(ui: Ui, qtbot: QtBot) -> None:
    seen: list[Progress] = []
    ended: list[str] = []

    def work(handle: Handle) -> None:
        step = 0
        while True:
            step += 1
            handle.step(min(step, 9), 10)

    job = ui.jobs.run(work, progressed=seen.append, cancelled=lambda: ended.append("stopped"))
    qtbot.waitUntil(lambda: bool(seen))
    job.cancel()
    qtbot.waitUntil(lambda: ended == ["stopped"])
    assert ui.jobs.running == 0


def test_a_failed_job_tells_its_error_on_the_window_thread(ui: Ui, qtbot: QtBot) -> None:
    told: list[BaseException] = []

    def work(handle: Handle) -> None:
        raise UserError("x")

    ui.jobs.run(work, failed=told.append)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert isinstance(told[0], UserError)


def test_a_window_with_unsaved_entries_asks_and_waiting_is_the_safe_way(
    window: MainWindow, file: FakeFile, qtbot: QtBot
) -> None:
    opened(window, file.path, qtbot)
    page = window.study.page
    assert isinstance(page, NotePage)
    page.waiting = 2
    seen: list[str] = []

    def answer() -> None:
        dialog = dialog_of(window)
        if dialog is not None:
            seen.append(dialog.title.words)
            dialog.button(ways.pop(0)).click()

    ways = ["wait", "close"]
    look = QTimer()
    look.timeout.connect(answer)
    look.start(5)
    assert not window.close()
    assert window.isVisible()
    assert not file.closed
    assert window.close()
    look.stop()
    assert file.closed
    assert seen == ["2 entries are not saved yet"] * 2
