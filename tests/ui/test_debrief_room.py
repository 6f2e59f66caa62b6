# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The meeting is held through the window: files pooled, differences settled, findings and actions made."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxfield.model.capture import Entry
from cxfield.model.debrief import (
    Action,
    Evidence,
    Finding,
    Note,
    NoteGroup,
    Preconception,
    Reflection,
    Settlement,
)
from cxfield.model.enums import Verdict
from cxfield.model.meeting import AgendaPart, OwnView
from cxfield.model.session import Session
from cxfield.model.talk import Attachment
from cxfield.services import debrief_board, pooling
from cxfield.services.study_setup import lock_preconceptions
from cxfield.storage import StudyFile, union
from tests.ui.rooms import enter, open_study
from tests.unit.report.study import make_study
from ui.context import Ui
from ui.jobs import Handle
from ui.pages.debrief import DebriefPage, pool_dialog, pool_progress
from ui.pages.debrief.actions import ActionsTab
from ui.pages.debrief.agenda import AgendaTab
from ui.pages.debrief.board import BoardTab
from ui.pages.debrief.board_surface import cards_of
from ui.pages.debrief.differences import DifferencesTab
from ui.pages.debrief.findings import FindingsTab
from ui.pages.debrief.reflections import ReflectionsTab
from ui.shell.study_view import _pooled_files
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog
from ui.widgets.menu import Menu


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("debrief-room") / "a.cxf"
    make_study(path).close()
    return path


@pytest.fixture
def page(qtbot: QtBot, ui: Ui, template: Path, tmp_path: Path) -> Iterator[DebriefPage]:
    study = open_study(ui, template, tmp_path)
    made = enter(qtbot, ui, DebriefPage(ui), "debrief")
    qtbot.waitUntil(lambda: made.counts is not None)
    yield made
    made.left()
    qtbot.waitUntil(lambda: study.pending == 0)
    ui.study = None
    study.close()


def rows(page: DebriefPage, cls: type[Any]) -> list[Any]:
    assert page.ui.study is not None
    return page.ui.study.read(lambda reader: reader.all(cls))


def do(page: DebriefPage, verb: Callable[..., Any], **values: Any) -> Any:
    assert page.ui.study is not None
    return page.ui.study.file.write(lambda uow: verb(uow, **values), label="x").result(10).value


def show(qtbot: QtBot, page: DebriefPage, key: str) -> Any:
    page.show_tab(key)
    assert page.ui.study is not None
    qtbot.waitUntil(lambda: page.ui.study is not None and page.ui.study.pending == 0)
    return page.tab


def _writes(page: DebriefPage) -> str:
    """What is spoken of the field that has the focus in the room."""
    held = QApplication.focusWidget()
    return held.accessibleName() if held is not None and page.isAncestorOf(held) else ""


def press(widget: Any, words: str) -> None:
    found = [b for b in widget.findChildren(Button) if b.words == words and b.isVisibleTo(widget)]
    assert found, words
    found[0].click()


def answers(monkeypatch: pytest.MonkeyPatch, value: str) -> list[Dialog]:
    """Every dialog is answered so; they are kept to be looked at."""
    seen: list[Dialog] = []

    def ask(dialog: Dialog) -> str:
        seen.append(dialog)
        return value

    monkeypatch.setattr(Dialog, "ask", ask)
    return seen


def test_a_colleagues_package_is_previewed_pooled_and_taken_back(
    page: DebriefPage, qtbot: QtBot, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page.ui.study is not None
    assert page.ui.undo is not None
    other = StudyFile.open(Path(open_copy(template, tmp_path)), author="H2")
    other.write(lambda uow: uow.add(Note(text="H2:n lappu")), label="").result(10)
    pooling.export_package(other, tmp_path / "H2.cxpack", passphrase=None, author="H2")
    other.close()
    seen = answers(monkeypatch, "pool")
    page.take([tmp_path / "H2.cxpack"])
    qtbot.waitUntil(lambda: any(note.text == "H2:n lappu" for note in rows(page, Note)))
    assert isinstance(seen[-1], pool_dialog.PreviewDialog)
    assert seen[-1].told.new == 1
    qtbot.waitUntil(lambda: not page.pooler.busy)
    page.ui.undo.undo()
    qtbot.waitUntil(lambda: not any(note.text == "H2:n lappu" for note in rows(page, Note)))
    page.ui.undo.redo()
    qtbot.waitUntil(lambda: any(note.text == "H2:n lappu" for note in rows(page, Note)))


def test_a_long_pooling_says_how_far_it_is_and_can_be_stopped_with_nothing_changed(
    page: DebriefPage, qtbot: QtBot, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = page.pooler.watch
    monkeypatch.setattr(pool_progress, "_AT_ONCE_S", 0.0)
    handle = watch.begin(pool_progress.TAKING)
    handle.step(2000, 9000)
    qtbot.waitUntil(lambda: watch.dialog is not None and "2000" in watch.dialog.count.words.replace(",", ""))
    watch.dialog.button("stop").click()  # type: ignore[union-attr]
    assert handle.cancelled
    watch.end()

    other = StudyFile.open(Path(open_copy(template, tmp_path)), author="H2")
    other.write(lambda uow: uow.add(Note(text="H2:n lappu")), label="").result(10)
    pooling.export_package(other, tmp_path / "H2.cxpack", passphrase=None, author="H2")
    other.close()
    answers(monkeypatch, "pool")
    monkeypatch.setattr(union, "BATCH", 10)
    begin = watch.begin

    def begin_and_stop(phase: str) -> Handle:
        made = begin(phase)
        if phase == pool_progress.TAKING:
            made.cancel()
        return made

    monkeypatch.setattr(watch, "begin", begin_and_stop)
    heard: list[str] = []
    page.desk.noted.connect(lambda say: heard.append(page.ui.say(say)))
    page.take([tmp_path / "H2.cxpack"])
    qtbot.waitUntil(lambda: bool(heard) and not page.pooler.busy)
    assert heard == [page.ui.texts.t("Pooling was stopped; nothing was changed.")]
    assert not any(note.text == "H2:n lappu" for note in rows(page, Note))
    assert watch.dialog is None


def open_copy(template: Path, folder: Path) -> str:
    import shutil

    return str(shutil.copy(template, folder / "other.cxf"))


def test_files_dropped_on_the_window_are_those_that_can_be_pooled(qapp: object, tmp_path: Path) -> None:
    data = QMimeData()
    names = ("H2.cxpack", "H3.cxf", "kuva.png")
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in names])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    assert [file.name for file in _pooled_files(event)] == ["H2.cxpack", "H3.cxf"]


def test_the_meeting_has_its_agenda_and_own_views_stay_hidden_until_all_are_given(
    page: DebriefPage, qtbot: QtBot
) -> None:
    tab = show(qtbot, page, "agenda")
    assert isinstance(tab, AgendaTab)
    tab.begin.pressed.emit()
    qtbot.waitUntil(lambda: len(tab.parts) == 7)
    assert tab.view is not None
    first, second = tab.view.parts[:2]
    tab.turn(first.id)
    qtbot.waitUntil(lambda: any(part.running_since for part in rows(page, AgendaPart)))
    qtbot.waitUntil(tab.tick.isActive)
    assert tab.view is not None
    assert not tab.view.shown
    people = tab.view.people
    assert tab.own is not None
    tab.own.input.setFocus()
    for person in people:  # nobody touches anything but the keyboard while it goes round
        qtbot.waitUntil(lambda p=person: _writes(page).startswith(f"{p.code}: "))  # type: ignore[misc]
        field = QApplication.focusWidget()
        qtbot.keyClicks(field, f"{person.code} saw it")
        qtbot.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda p=person: any(v.attendee_id == p.id for v in rows(page, OwnView)))  # type: ignore[misc]
    qtbot.waitUntil(lambda: tab.view is not None and tab.view.shown)
    assert tab.view is not None
    assert [person.function for person in people] == ["lead", "silent observer"]
    tab.show_full()
    assert tab.facilitator is not None
    assert tab.facilitator.isVisible()
    qtbot.keyClick(tab.facilitator, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: any(p.id == second.id and p.running_since for p in rows(page, AgendaPart)))
    qtbot.keyClick(tab.facilitator, Qt.Key.Key_Escape)
    assert not tab.facilitator.isVisible()
    tab.facilitator.deleteLater()


def test_cards_are_grouped_marked_voted_on_and_made_evidence_with_the_keyboard(
    page: DebriefPage, qtbot: QtBot
) -> None:
    do(page, debrief_board.add_worthy, what="quotes")
    made = [do(page, add_note, text=f"lappu {n}") for n in range(3)]
    tab = show(qtbot, page, "board")
    assert isinstance(tab, BoardTab)
    qtbot.waitUntil(lambda: tab.view.count >= 3)
    canvas = tab.canvas
    canvas.setFocus()
    canvas.choose(made[0].id)
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    canvas.choose(made[1].id)
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    before = len(rows(page, NoteGroup))
    qtbot.keyClick(canvas, Qt.Key.Key_G)
    qtbot.waitUntil(lambda: len(rows(page, NoteGroup)) == before + 1)
    canvas.choose(made[2].id)
    qtbot.keyClick(canvas, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: any(n.mark == "thorn" for n in rows(page, Note)))
    qtbot.keyClick(canvas, Qt.Key.Key_V)
    qtbot.waitUntil(lambda: any(n.id == made[2].id and n.votes for n in rows(page, Note)))
    links = len(rows(page, Evidence))
    qtbot.keyClick(canvas, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: len(rows(page, Evidence)) == links + 1)
    tab.search.setText("lappu 1")
    shown = [*canvas.view.loose, *(card for c in canvas.view.clusters for card in c.cards)]
    assert [card.text for card in shown] == ["lappu 1"]


def add_note(uow: Any, *, text: str) -> Any:
    return uow.add(Note(text=text))


def test_a_photograph_is_seen_on_the_card_of_its_entry(page: DebriefPage, qtbot: QtBot) -> None:
    def photographed(uow: Any) -> str:
        entry = uow.all(Entry)[0]
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture = QImage(640, 480, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.red)
        picture.save(buffer, "PNG")  # type: ignore[call-overload]
        content = bytes(data.data())
        digest = hashlib.sha256(content).hexdigest()
        made = uow.add(
            Attachment(entry_id=entry.id, media_type="image/png", size=len(content), sha256=digest)
        )
        uow.store_bytes(made.id, content)
        debrief_board.add_cards(uow, sources=[("entry", entry.id)])
        return str(made.id)

    which = do(page, photographed)
    canvas = show(qtbot, page, "board").canvas
    qtbot.waitUntil(lambda: any(card.picture_id == which for card in cards_of(canvas.view)))
    card = next(
        placed for box in canvas.layout_.boxes for placed in box.cards if placed.card.picture_id == which
    )

    def red() -> bool:
        canvas.pictures.begin(moving=False)
        found = canvas.pictures.of(card.card, card.rect, 1.0, votes=True)
        return bool(found.toImage().pixelColor(60, round(card.rect.height()) - 60).red() > 200)

    qtbot.waitUntil(red)


def test_a_card_dragged_to_a_cluster_goes_there(page: DebriefPage, qtbot: QtBot) -> None:
    group = do(page, debrief_board.group_cards, note_ids=[], header="Jono")
    note = do(page, add_note, text="irrallinen")
    tab = show(qtbot, page, "board")
    qtbot.waitUntil(lambda: tab.canvas.layout_.place_of(note.id) is not None)
    canvas = tab.canvas
    start = canvas.layout_.place_of(note.id).rect.center().toPoint()
    canvas.verticalScrollBar().setValue(0)
    box = next(b for b in canvas.layout_.boxes if b.id == group.id)
    port, end = canvas.viewport(), box.rect.center().toPoint()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(port, pos=start + QPoint(20, 20))
    qtbot.mouseMove(port, pos=end)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)
    qtbot.waitUntil(lambda: any(n.id == note.id and n.group_id == group.id for n in rows(page, Note)))


def test_a_session_coded_twice_is_found_and_its_differences_are_settled(
    page: DebriefPage, qtbot: QtBot
) -> None:
    tab = show(qtbot, page, "differences")
    assert isinstance(tab, DifferencesTab)
    qtbot.waitUntil(lambda: bool(tab.coding.found.compared))
    one = tab.coding.current
    assert one is not None
    assert one.pair.linked
    tab.coding.which.set_value("all")
    tab.coding._show_rows()
    different = [row for row in one.rows if not row.same]
    if not different:
        pytest.skip("the study has no difference to settle")
    before = len(rows(page, Settlement))
    tab.coding.list.choose("|".join(different[0].key))
    qtbot.waitUntil(tab.coding.talk.isVisible)
    tab.coding.talk.reason.set_value("Ilme ei yksin riitä")
    next(iter(tab.coding.talk.buttons.values())).click()
    qtbot.waitUntil(lambda: len(rows(page, Settlement)) == before + 1)
    assert rows(page, Settlement)[-1].reason == "Ilme ei yksin riitä"


def test_a_log_is_made_the_reference_of_a_training_and_can_be_made_equal_again(
    page: DebriefPage, qtbot: QtBot
) -> None:
    tab = show(qtbot, page, "differences")
    qtbot.waitUntil(lambda: bool(tab.coding.found.compared))
    pair = tab.coding.current.pair

    def choose(number: int) -> None:
        tab.coding.training.click()
        menu = page.window().findChildren(Menu)[-1]
        menu.rows[number].click()

    choose(1)
    qtbot.waitUntil(lambda: tab.coding.current.pair.training)
    assert tab.coding.current.pair.first.session_id == pair.second.session_id
    linked = [session for session in rows(page, Session) if session.parallel_of]
    assert [(s.id, s.parallel_of) for s in linked] == [(pair.first.session_id, pair.second.session_id)]
    choose(2)
    qtbot.waitUntil(lambda: not tab.coding.current.pair.training)


def test_a_preconception_is_settled_at_the_meeting(page: DebriefPage, qtbot: QtBot) -> None:
    def expect(uow: Any) -> Any:
        made = uow.add(Preconception(text="Jono vie eniten aikaa", order_key="zz"))
        lock_preconceptions(uow)
        return made.id

    which = do(page, expect)
    tab = show(qtbot, page, "differences")
    tab.open_target("expected")
    qtbot.waitUntil(lambda: which in tab.expected.cards)
    tab.expected.cards[which].verdict.chosen.emit(Verdict.REFUTED.value)
    qtbot.waitUntil(lambda: any(p.id == which and p.verdict == "refuted" for p in rows(page, Preconception)))
    assert tab.place() == "expected"


def test_a_finding_and_its_action_are_made_and_written_in_place(
    page: DebriefPage, qtbot: QtBot, tmp_path: Path
) -> None:
    tab = show(qtbot, page, "findings")
    assert isinstance(tab, FindingsTab)
    before = len(rows(page, Finding))
    tab.add_new()
    qtbot.waitUntil(lambda: len(rows(page, Finding)) == before + 1)
    qtbot.waitUntil(lambda: tab.current is not None and tab.current.record.statement == "New finding")
    finding = tab.current.record  # type: ignore[union-attr]
    tab.form.put("severity", 3)
    qtbot.waitUntil(lambda: any(f.id == finding.id and f.severity == 3 for f in rows(page, Finding)))
    theme = tab.form.field("theme")
    qtbot.keyClicks(theme.input, "feelings")
    qtbot.waitUntil(lambda: any(f.id == finding.id and f.theme == "emotions" for f in rows(page, Finding)))
    qtbot.waitUntil(lambda: tab.current is not None and tab.current.record.theme == "emotions")
    qtbot.waitUntil(lambda: theme.value in ("feelings", "Emotions and feelings experienced"))
    tab.form.show_record(Finding())
    tab.form.show_record(tab.current.record)  # type: ignore[union-attr]
    assert theme.value == "Emotions and feelings experienced"
    tab._add_action()
    qtbot.waitUntil(lambda: any(a.finding_id == finding.id for a in rows(page, Action)))
    qtbot.waitUntil(lambda: isinstance(page.tab, ActionsTab))
    actions = page.tab
    assert isinstance(actions, ActionsTab)
    made = next(a for a in rows(page, Action) if a.finding_id == finding.id)
    qtbot.keyClicks(actions.form.field("due_on").input, "27.10.2025")
    qtbot.waitUntil(lambda: any(a.id == made.id and a.due_on == "2025-10-27" for a in rows(page, Action)))
    qtbot.waitUntil(lambda: any(a.due_on == "2025-10-27" for a in actions.records))
    actions.write_calendar(tmp_path / "a.ics")
    words = (tmp_path / "a.ics").read_bytes()
    assert b"DTSTART;VALUE=DATE:20251027\r\n" in words
    assert words.endswith(b"END:VCALENDAR\r\n")


def test_a_reflection_is_written_about_something_not_talked_about(page: DebriefPage, qtbot: QtBot) -> None:
    tab = show(qtbot, page, "reflections")
    assert isinstance(tab, ReflectionsTab)
    qtbot.waitUntil(lambda: tab.view is not None)
    before = len(rows(page, Reflection))
    tab.area.setPlainText("Jono ei ole pituus vaan epätietoisuus.")
    study = page.ui.study
    assert study is not None
    qtbot.waitUntil(lambda: study.file.place().get("reflection") == tab.area.toPlainText())
    again = ReflectionsTab(page.desk)  # as after a power cut
    page.stack.addWidget(again)
    again.refresh()
    assert again.area.toPlainText() == "Jono ei ole pituus vaan epätietoisuus."
    qtbot.waitUntil(lambda: again.view is not None)
    tab.send.click()
    qtbot.waitUntil(lambda: len(rows(page, Reflection)) == before + 1)
    assert rows(page, Reflection)[-1].text == "Jono ei ole pituus vaan epätietoisuus."
    qtbot.waitUntil(lambda: tab.area.toPlainText() == "" and not study.file.place().get("reflection"))
