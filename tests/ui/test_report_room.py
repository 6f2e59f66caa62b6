# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from cxfield.document.telling import dump
from cxfield.errors import UserError
from cxfield.report.chapters import CHAPTERS
from cxfield.services.data_filter import Filter
from cxfield.services.report_texts import chapter_text
from tests.ui.rooms import enter, open_study
from tests.unit.report.study import make_study
from ui.context import Ui
from ui.pages.report import ReportPage

_LONG = 20_000


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report-room") / "a.cxf"
    make_study(path).close()
    return path


@pytest.fixture
def page(qtbot: QtBot, ui: Ui, template: Path, tmp_path: Path) -> Iterator[ReportPage]:
    study = open_study(ui, template, tmp_path)
    page = ReportPage(ui)
    page.go_to({"chapters": ["summary", "themes", "reflections"], "formats": ["docx", "pdf"]})
    enter(qtbot, ui, page, "report")
    qtbot.waitUntil(lambda: page.preview.pages > 0 and page.checked is not None, timeout=_LONG)
    yield page
    page.left()
    qtbot.waitUntil(lambda: ui.jobs.running == 0 and study.pending == 0, timeout=_LONG)
    study.close()


def row(page: ReportPage, key: str):  # type: ignore[no-untyped-def]
    return next(row for row in page.chapters.rows if row.chapter.key == key)


def unblock(qtbot: QtBot, page: ReportPage) -> None:
    card = page.checks.cards[0]
    card.pressed.emit()
    qtbot.waitUntil(page.exporting.button.isEnabled, timeout=_LONG)


def test_every_chapter_of_the_report_has_its_row(page: ReportPage) -> None:
    assert [row.chapter.key for row in page.chapters.rows] == [chapter.key for chapter in CHAPTERS]
    assert page.chapters.keys == ["summary", "themes", "reflections"]


def test_the_preview_shows_real_pages_and_where_chapters_begin(qtbot: QtBot, page: ReportPage) -> None:
    assert page.pages["summary"] == 1
    assert page.pages["themes"] == 2
    assert page.chapters.count.words.startswith(f"3/{len(CHAPTERS)} in, ")
    target = row(page, "themes")
    target.setFocus()
    qtbot.keyClick(target, Qt.Key.Key_Return)
    assert page.preview.page == 2
    assert target.current
    qtbot.keyClick(page.preview, Qt.Key.Key_PageUp)
    assert page.preview.page == 1


def test_a_quote_without_consent_blocks_until_its_mark_is_removed(qtbot: QtBot, page: ReportPage) -> None:
    assert page.checks.cards[0].title.words == "Quote without consent"
    assert not page.exporting.button.isEnabled()
    assert page.exporting.note.words == "Settle the block, then export opens."
    assert row(page, "themes").mark == "block"
    unblock(qtbot, page)
    assert page.checks.cards[0].title.words == "Small sample, n = 4"


def test_both_files_are_written_and_named(qtbot: QtBot, page: ReportPage, tmp_path: Path) -> None:
    unblock(qtbot, page)
    page.writing.write()
    qtbot.waitUntil(lambda: len(page.exporting.files) == 2, timeout=_LONG)
    assert all(path.parent == tmp_path / "Reports" and path.exists() for path in page.exporting.files)
    assert page.exporting.note.words.startswith("Exported: Debrief-report_")
    assert page.exporting.done_row.isVisible()


def test_an_export_can_be_stopped_and_leaves_nothing(qtbot: QtBot, page: ReportPage, tmp_path: Path) -> None:
    unblock(qtbot, page)
    page.writing.write()
    assert page.exporting.button.words == "Cancel"
    qtbot.mouseClick(page.exporting.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.exporting.button.words == "Export the report", timeout=_LONG)
    left = list((tmp_path / "Reports").glob("*")) if (tmp_path / "Reports").exists() else []
    assert not [path for path in left if path.suffix == ".part"]
    assert page.exporting.files == []


def test_a_chapter_is_left_out_with_space(qtbot: QtBot, page: ReportPage) -> None:
    target = row(page, "themes")
    target.setFocus()
    qtbot.keyClick(target, Qt.Key.Key_Space)
    assert page.chapters.keys == ["summary", "reflections"]
    qtbot.waitUntil(lambda: "themes" not in page.pages, timeout=_LONG)
    qtbot.waitUntil(lambda: page.checked is not None and not page.checked.blocks, timeout=_LONG)


def test_the_report_has_a_language_of_its_own(qtbot: QtBot, page: ReportPage, tmp_path: Path) -> None:
    assert page.folder() == tmp_path / "Reports"
    page.exporting.language.choose("fi")
    assert page.folder() == tmp_path / "Raportit"
    assert page.ui.texts.locale == "en"


def test_nothing_is_exported_without_a_format(qtbot: QtBot, page: ReportPage) -> None:
    unblock(qtbot, page)
    for check in page.exporting.formats.values():
        check.setChecked(False)
    assert not page.exporting.button.isEnabled()
    assert page.exporting.note.words == "Choose a format."


def test_a_folder_that_cannot_be_written_is_a_sentence(
    qtbot: QtBot, page: ReportPage, tmp_path: Path
) -> None:
    unblock(qtbot, page)
    (tmp_path / "in-the-way").write_text("")
    page._folder = tmp_path / "in-the-way" / "Reports"
    page.writing.write()
    qtbot.waitUntil(lambda: "cannot be made" in page.exporting.note.words, timeout=_LONG)


def test_the_place_is_found_again(qtbot: QtBot, page: ReportPage, ui: Ui) -> None:
    page.exporting.language.choose("fi")
    kept = page.place()
    again = ReportPage(ui)
    qtbot.addWidget(again)
    again.go_to(kept)
    assert {**again.place(), "page": 1} == {**kept, "page": 1}


def test_chapters_are_put_in_order_with_alt_and_arrows_and_the_summary_stays_first(
    qtbot: QtBot, page: ReportPage
) -> None:
    target = row(page, "reflections")
    target.setFocus()
    for _ in CHAPTERS:
        qtbot.keyClick(target, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.chapters.order[:2] == ["summary", "reflections"]
    assert page.chapters.keys == ["summary", "reflections", "themes"]
    qtbot.waitUntil(lambda: page.pages.get("reflections", 99) <= page.pages.get("themes", 0), timeout=_LONG)
    assert page.place()["order"][:2] == ["summary", "reflections"]


def test_own_words_are_kept_in_the_study_and_seen_in_the_report(
    qtbot: QtBot, page: ReportPage, ui: Ui
) -> None:
    target = row(page, "reflections")
    target.shown.emit("reflections")
    assert page.own_words.label.words == "Own words: Reflections"
    # A pause in the typing is enough.
    qtbot.keyClicks(page.own_words.area, "We met twice after the visits.")

    def printed() -> bool:
        shown = page.charts.shown
        return shown is not None and "We met twice after the visits." in dump(shown.document)

    qtbot.waitUntil(printed, timeout=_LONG)
    assert page.own_words.key == "reflections"


def test_own_words_that_could_not_be_saved_are_sent_again(
    qtbot: QtBot, page: ReportPage, ui: Ui, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = ui.study
    assert study is not None
    row(page, "reflections").shown.emit("reflections")
    qtbot.waitUntil(lambda: study.asked == 0, timeout=_LONG)
    told: list[str] = []
    ui.bus.failed.connect(lambda error: told.append(str(error)))

    def refuse(*_: object, **__: object) -> None:
        raise UserError("The disk is full.")

    monkeypatch.setattr(study.file, "write", refuse)
    qtbot.keyClicks(page.own_words.area, "Kept after all.")
    qtbot.waitUntil(lambda: "The disk is full." in told, timeout=_LONG)
    # The words are still there when the author comes back to the chapter.
    row(page, "summary").shown.emit("summary")
    row(page, "reflections").shown.emit("reflections")
    assert page.own_words.area.toPlainText() == "Kept after all."
    monkeypatch.undo()
    page.own_words.send_again()

    def kept() -> str:
        return study.read(lambda reader: chapter_text(reader, chapter="reflections", locale="en"))

    qtbot.waitUntil(lambda: kept() == "Kept after all.", timeout=_LONG)


def test_an_old_file_is_kept_until_the_author_says_otherwise(
    qtbot: QtBot, page: ReportPage, tmp_path: Path
) -> None:
    unblock(qtbot, page)
    page.exporting.formats["pdf"].setChecked(False)
    page.writing.write()
    qtbot.waitUntil(lambda: len(page.exporting.files) == 1, timeout=_LONG)
    (path,) = page.exporting.files
    path.write_bytes(b"mine")
    page.writing.write()
    qtbot.waitUntil(
        lambda: page.writing.question is not None and page.writing.question.isVisible(), timeout=_LONG
    )
    assert page.writing.question is not None
    assert path.name in page.writing.question.facts.words
    qtbot.keyClick(page.writing.question, Qt.Key.Key_Escape)
    assert path.read_bytes() == b"mine"
    page.writing.write(replace=True)
    qtbot.waitUntil(lambda: path.stat().st_size > 1000, timeout=_LONG)
    qtbot.waitUntil(lambda: page.exporting.button.words == "Export the report", timeout=_LONG)


def test_a_chart_is_copied_as_a_picture_and_pages_stand_side_by_side(qtbot: QtBot, page: ReportPage) -> None:
    page.chapters.use_keys(["summary", "journey"])
    page.refresh()
    qtbot.waitUntil(lambda: "journey" in page.pages and page.preview.pages > 1, timeout=_LONG)
    page.preview.go(page.pages["journey"])
    assert page.preview.figures_here()
    qtbot.mouseClick(page.preview.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().image().width() > 1000
    opened: list[tuple[str, object]] = []
    page.ui.opened.connect(lambda room, what: opened.append((room, what)))
    qtbot.mouseClick(page.preview.behind, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(opened), timeout=_LONG)
    ((room, asked),) = opened
    assert room == "data"
    assert isinstance(asked, Filter)
    assert asked.kind == "moment"
    assert asked.only
    assert asked.about.startswith("The feeling in each moment")
    qtbot.mouseClick(page.preview.overview, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: all(not t.image.isNull() for t in page.preview.thumbs.pages), timeout=_LONG)
    assert len(page.preview.thumbs.pages) == page.preview.pages


def test_a_smaller_report_is_shown_and_needs_no_chapters(qtbot: QtBot, page: ReportPage) -> None:
    page.options.report.set_value("day")
    page.options.report.chosen.emit("day")
    qtbot.waitUntil(page.options.about.isVisible, timeout=_LONG)
    qtbot.waitUntil(
        lambda: page.charts.shown is not None and "Day summary" in page.charts.shown.document.title,
        timeout=_LONG,
    )
    assert not page.chapters.isEnabled()
