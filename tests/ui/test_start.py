# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The start page: recent studies, new ones, the demo; without reading any database."""

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from cxfield import paths
from cxfield.i18n import Texts
from cxfield.settings import RecentStudy
from ui.context import Ui
from ui.opening import FileOpener, may_be_encrypted, new_path
from ui.pages.start import StartPage
from ui.pages.study_row import StudyRow, last_opened
from ui.preferences import Preferences
from ui.shell.window import MainWindow
from ui.templates import TEMPLATES
from ui.widgets.dialog import Dialog
from ui.widgets.field import TextField

NOW = dt.datetime(2026, 10, 9, 16, 0, tzinfo=dt.UTC)


def moment(days: int = 0, hours: int = 0) -> int:
    return round((NOW - dt.timedelta(days=days, hours=hours)).timestamp() * 1000)


@pytest.fixture
def page(ui: Ui, qtbot: QtBot, tmp_path: Path) -> Iterator[StartPage]:
    """A page with three studies, one of whose files is gone."""
    ui.settings = Preferences(paths.settings_file())
    for name, done in (("gone", 0), ("spring", 8), ("autumn", 11)):
        path = tmp_path / f"{name}.cxf"
        if name != "gone":
            path.touch()
        ui.settings.remember(
            RecentStudy(
                str(path),
                {"en": name.title(), "fi": f"{name} suomeksi"},
                moment(),
                client={"fi": "Pihlakko Oy"},
                sites=({"fi": "Oulu", "en": "Oulu"},),
                done=done,
                planned=12,
            )
        )
    shown = StartPage(ui, lambda: NOW)
    shown.resize(1440, 900)
    qtbot.addWidget(shown)
    shown.show()
    shown.entered()
    yield shown
    ui.settings.close()


def test_studies_are_listed_latest_first_and_the_first_has_the_keyboard(page: StartPage) -> None:
    assert [row.words for row in page.rows] == ["Autumn", "Spring", "Gone"]
    assert page.focusWidget() is page.rows[0]


def test_a_row_is_spoken_with_all_that_it_shows(page: StartPage) -> None:
    assert page.rows[0].accessibleName() == "Autumn, Pihlakko Oy · Oulu, sessions 11/12, today 16:00"


def test_one_press_opens_a_study(page: StartPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.open_wanted) as told:
        qtbot.keyClick(page.rows[0], Qt.Key.Key_Return)
    assert told.args == [page.rows[0].study.path]


def test_a_study_whose_file_is_gone_says_so_and_can_be_taken_off_the_list(
    page: StartPage, qtbot: QtBot
) -> None:
    gone = page.rows[2]
    assert gone.missing
    gone.forget_wanted.emit(gone.study.path)
    assert [row.words for row in page.rows] == ["Autumn", "Spring"]


def test_every_template_makes_a_study_and_has_its_key(page: StartPage, qtbot: QtBot) -> None:
    assert [row.template for row in page.templates] == list(TEMPLATES)
    with qtbot.waitSignal(page.new_wanted) as told:
        page.templates[1].click()
    assert told.args == [TEMPLATES[1].id]


def test_no_button_does_nothing(page: StartPage) -> None:
    for button in page.findChildren(QAbstractButton):
        if button.isVisibleTo(page) and button.isEnabled():
            connected = button.receivers("2clicked()") + button.receivers("2clicked(bool)")
            assert connected > 0, button.accessibleName()


@pytest.mark.parametrize("width", [1440, 1024, 800])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_wider_than_the_window(page: StartPage, width: int, scale: float, qtbot: QtBot) -> None:
    page.ui.themes.use(scale=scale)
    page.resize(width, 768)
    QApplication.processEvents()
    if scale == 1.0:
        for row in (*page.rows, *page.templates):
            right = row.mapTo(page, row.rect().topRight()).x()
            assert right <= width
    for button in (page.open_button, page.demo_button):
        assert button.width() >= button.minimumSizeHint().width()


@pytest.mark.parametrize(
    ("days", "hours", "fi", "en"),
    [
        (0, 1, "tänään 15.00", "today 15:00"),
        (3, 0, "ti 6.10.", "Tue 6 Oct"),
        (42, 0, "28.8.", "28 Aug"),
        (400, 0, "4.9.2025", "4 Sep 2025"),
    ],
)
def test_when_a_study_was_open_is_said_as_shortly_as_it_can_be(
    days: int, hours: int, fi: str, en: str
) -> None:
    study = RecentStudy("/x", {"en": "X"}, moment(days, hours))
    assert last_opened(study, NOW, Texts("fi")) == fi
    assert last_opened(study, NOW, Texts("en")) == en


def test_rows_say_their_names_in_the_language_of_the_window(ui: Ui, qtbot: QtBot, page: StartPage) -> None:
    row = page.findChildren(StudyRow)[0]
    english = row.words
    ui.use_language(Texts("fi"))
    assert (english, row.words) == ("Autumn", "autumn suomeksi")


def test_without_studies_the_page_says_how_to_begin(ui: Ui, qtbot: QtBot) -> None:
    ui.settings = Preferences(paths.settings_file())
    page = StartPage(ui, lambda: NOW)
    qtbot.addWidget(page)
    page.show()
    assert page._empty.isVisible()
    assert not page.rows


def test_a_new_study_is_named_made_and_opened(ui: Ui, qtbot: QtBot) -> None:
    ui.settings = Preferences(paths.settings_file())
    window = MainWindow(ui, FileOpener)
    qtbot.addWidget(window)
    window.begin(None)
    with qtbot.waitExposed(window):
        window.show()

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, Dialog):
            timer.stop()
            field = dialog.findChild(TextField)
            assert field is not None
            assert not dialog.button("make").isEnabled()
            qtbot.keyClicks(field.input, "Kokeilu, kevat")
            qtbot.keyClick(field.input, Qt.Key.Key_Return)

    timer = QTimer()
    timer.timeout.connect(answer)
    timer.start(10)
    window.entrance.make("interviews")
    qtbot.waitUntil(lambda: window.study.page is not None, timeout=30_000)
    assert window.windowTitle() == "Kokeilu, kevat – CXField"
    window.close()
    assert (paths.studies_dir() / "Kokeilu, kevat.cxf").is_file()
    assert [study.title for study in ui.settings.now.recent] == [{"en": "Kokeilu, kevat"}]
    qtbot.waitUntil(lambda: ui.jobs.running == 0, timeout=30_000)
    ui.settings.close()


def test_names_of_studies_make_names_of_files_that_every_system_takes() -> None:
    path = new_path('  Myymälä/kevät: "A*?" ')
    assert path.name == "Myymälä kevät A.cxf"
    path.parent.mkdir(parents=True)
    path.touch()
    assert new_path('Myymälä/kevät: "A*?"').name == "Myymälä kevät A 2.cxf"
    assert new_path("???").name == "CXField.cxf"


@pytest.mark.parametrize("template", [template.id for template in TEMPLATES])
def test_templates_make_real_files_that_open_again(template: str, tmp_path: Path) -> None:
    path = tmp_path / "new.cxf"
    opener = FileOpener()
    opened = opener.new(path, template, "Kokeilu", "fi")
    assert opened.card.title == {"fi": "Kokeilu"}
    opened.file.close()
    again = opener.open(path, None)
    recent = again.card.recent(str(path), 1)
    assert (recent.title, recent.done, recent.demo) == ({"fi": "Kokeilu"}, 0, False)
    again.file.close()


def test_a_file_of_chance_bytes_may_be_encrypted_and_others_are_not(tmp_path: Path) -> None:
    secret, text, plain = tmp_path / "a.cxf", tmp_path / "b.cxf", tmp_path / "c.cxf"
    secret.write_bytes(bytes(range(256)) * 32)
    secret.write_bytes(bytes([200]) + bytes(range(255)) + bytes(8192 - 256))
    text.write_bytes(b"x" * 8192)
    plain.write_bytes(b"SQLite format 3\0" + bytes(8192 - 16))
    assert [may_be_encrypted(path) for path in (secret, text, plain)] == [True, False, False]
    assert not may_be_encrypted(tmp_path / "none.cxf")


def test_the_start_loads_nothing_heavy() -> None:
    heavy = (
        "sqlmodel",
        "sqlalchemy",
        "pydantic",
        "sqlcipher3",
        "docx",
        "reportlab",
        "lxml",
        "babel",
        "alembic",
    )
    code = (
        "import sys, ui.main, ui.making, ui.pages.start, ui.shell.window, ui.shell.study_view; "
        f"print([m for m in {heavy} if m in sys.modules] + "
        "[m for m in sys.modules if m.startswith('cxfield.') and m.split('.')[1] in "
        "('model', 'storage', 'services', 'report', 'export')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
