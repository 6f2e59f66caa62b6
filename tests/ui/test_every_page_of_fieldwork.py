# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Observing, interviewing and moderating in every look: nothing is cut."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from cxfield.model.enums import ConsentItem
from cxfield.model.guide import GuideVersion, Question
from cxfield.model.session import Session
from cxfield.model.study import Site
from cxfield.model.talk import Seat
from cxfield.services.interview import InterviewStart, start_interview
from cxfield.services.observation import start_session
from cxfield.services.observation_shapes import Start
from cxfield.storage import StudyFile, UnitOfWork
from tests.ui.looks import TIGHT, Desk, desk, judge, said, study, write
from ui.pages.group import GroupPage
from ui.pages.interview import InterviewPage
from ui.pages.observe import ObservePage
from ui.widgets.buttons import Button

__all__ = ["desk", "study"]


def observing(path: Path) -> None:
    """An observation is going on."""
    write(path, lambda uow: start_session(uow, start=Start(site_id=uow.all(Site)[0].id), stamp=uow.stamp()))


def interviewing(path: Path) -> Session:
    """An interview is going on."""

    def verb(uow: UnitOfWork) -> Session:
        version = next(v for v in uow.all(GuideVersion) if any(uow.all(Question)))
        consents = dict.fromkeys(ConsentItem, True)
        return start_interview(uow, start=InterviewStart(guide_version_id=version.id, consents=consents))

    made: Session = write(path, verb)
    return made


def test_nothing_is_cut_while_observing(desk: Desk, study: Path) -> None:
    observing(study)
    desk.open(study)
    desk.go("observe")
    for key in (Qt.Key.Key_S, Qt.Key.Key_4, Qt.Key.Key_T):
        desk.keys(key)
    desk.check("observing")


def test_nothing_is_cut_with_shoppers_rows_and_the_track_sheet(desk: Desk, study: Path) -> None:
    observing(study)
    desk.open(study)
    desk.go("observe")
    page = desk.page()
    assert isinstance(page, ObservePage)
    for _ in range(6):
        desk.keys(Qt.Key.Key_F9)
    desk.keys(Qt.Key.Key_J)
    page.capture.foot.show("shopper")
    desk.check("shoppers")
    page.capture.foot.show("more")
    page.capture.middle.turn("sheet")
    desk.check("track sheet")
    page.capture.foot.close()
    page.capture.middle.turn("free")
    page.capture.foot.write("expected")
    desk.check("second line")


def test_nothing_is_cut_when_an_observation_is_closed(desk: Desk, study: Path) -> None:
    observing(study)
    desk.open(study)
    desk.go("observe")
    page = desk.page()
    assert isinstance(page, ObservePage)
    next(b for b in page.findChildren(Button) if b.isVisibleTo(page) and b.words == "Stop").click()
    desk.settle()
    assert page.closing.isVisible()
    desk.check("closing")


def test_nothing_is_cut_after_an_observation_and_in_a_paper_sheet(desk: Desk, study: Path) -> None:
    desk.open(study)
    desk.go("observe")
    page = desk.page()
    assert isinstance(page, ObservePage)
    desk.qtbot.waitUntil(lambda: bool(page.start.done.buttons), timeout=10_000)
    next(iter(page.start.done.buttons.values())).click()
    desk.settle()
    after = page._after
    assert after is not None
    desk.qtbot.waitUntil(lambda: after.review.row is not None)
    desk.check("review")
    after.left.emit()
    page.start.done.paper.click()
    desk.settle()
    desk.check("paper")


def test_nothing_is_cut_in_any_question_of_an_interview(desk: Desk, study: Path) -> None:
    interviewing(study)
    questions = _one_of_each_type(study)
    assert len(questions) > 5
    desk.open(study)
    desk.go("interview")
    page = desk.page()
    assert isinstance(page, InterviewPage)
    page.open(_running(study))
    faults: dict[str, str] = {}
    for look in TIGHT:
        desk.look(*look)
        for question in questions:
            assert page.view is not None
            page.view.talk.open_at(question.id, 0)
            desk.settle()
            for fault in desk.faults(desk.page):
                faults.setdefault(fault, f"{question.type}: {fault} ({said(look)})")
    judge("interviewing", list(faults.values()))


def _running(path: Path) -> str:
    file = StudyFile.open(path, read_only=True)
    try:
        return next(s.id for s in file.read(lambda r: r.all(Session)) if s.state == "running")
    finally:
        file.close()


def _one_of_each_type(path: Path) -> list[Question]:
    file = StudyFile.open(path, read_only=True)
    try:
        session = file.read(lambda r: r.get(Session, _running(path)))
        asked = file.read(lambda r: r.all(Question))
    finally:
        file.close()
    of_guide = {q.type: q for q in asked if getattr(q, "guide_version_id", None) == session.guide_version_id}
    return list((of_guide or {q.type: q for q in asked}).values())


def discussing(uow: UnitOfWork) -> str:
    """A second group is going on, with a card, two ideas and a statement."""
    from cxfield.services import group, group_plan, group_room

    old = next(s for s in uow.all(Session, kind="group") if s.state == "done")
    made = group_plan.new_group(uow, language="fi", name="Toinen fokusryhmä")
    for seat in uow.all(Seat, session_id=old.id):
        if seat.participant_id:
            invite = {"session_id": made.id, "participant_id": seat.participant_id}
            group_plan.invite(uow, invited=True, **invite)
    group_plan.begin(uow, session_id=made.id, stamp=uow.stamp(), clock_id="clock")
    group_room.add_stimulus(uow, name="Uusi noutopiste", text="Noutopiste siirtyy pääoven viereen.")
    for words in ("Jonoajan näyttö noutopisteelle", "Opasteet lattiaan"):
        group_room.add_idea(uow, session_id=made.id, text=words, t_ms=0)
    words = "Kyllä täällä apua saa, jos uskaltaa pyytää."
    group.log_statement(uow, session_id=made.id, seat_id=None, text=words, stamp=uow.stamp(), t_ms=1000)
    return made.id


def test_nothing_is_cut_in_a_running_group(desk: Desk, study: Path) -> None:
    write(study, discussing)
    desk.open(study)
    desk.go("group")
    page = desk.page()
    assert isinstance(page, GroupPage)
    assert page.view is not None
    found: list[str] = []
    page.view.statements.aimed.toggle_more()
    for look in TIGHT:
        desk.look(*look)
        for panel in ("statements", "guide", "balance", "cards", "ideas"):
            page.view.show_panel(panel)
            desk.settle()
            found += [f"{panel}: {fault} ({said(look)})" for fault in desk.faults(desk.page)]
        for mode in ("moderator", "notes", "both"):
            page.view.set_mode(mode)
            desk.settle()
            found += [f"{mode}: {fault} ({said(look)})" for fault in desk.faults(desk.page)]
    judge("group running", found)


def test_nothing_is_cut_in_the_dialogs_and_private_screens_of_a_group(desk: Desk, study: Path) -> None:
    from ui.pages.group import sheets
    from ui.pages.group.consents import ConsentDialog

    write(study, discussing)
    desk.open(study)
    desk.go("group")
    page = desk.page()
    assert isinstance(page, GroupPage)
    log, view, sound, screens = page.log, page.view, page.sound, page.screens
    assert log is not None
    assert view is not None
    assert sound is not None
    card = log.state.cards[0].id
    found: list[str] = []
    for look in TIGHT:
        desk.look(*look)
        for cover in (lambda: screens.show_card(card), lambda: screens.rate(card, "after"), screens.rank):
            cover()
            screen = screens.shown
            assert screen is not None
            if hasattr(screen, "next"):
                screen.next.click()
            desk.settle()
            faults = desk.faults(lambda screen=screen: screen)
            found += [f"{type(screen).__name__}: {fault} ({said(look)})" for fault in faults]
            screen.close_screen()
            desk.settle()
        for dialog in (
            ConsentDialog(desk.ui, log, sound, view),
            sheets.CorrectDialog(desk.ui, log, view),
            sheets.MinutesDialog(desk.ui, log, view),
            sheets.StopDialog(desk.ui, log, view),
            sheets.JoinDialog(desk.ui, page),
            sheets.TopicsDialog(desk.ui, ["Hinta", "Palvelu"], page),
        ):
            dialog.show()
            desk.settle()
            name = type(dialog).__name__
            faults = desk.faults(lambda dialog=dialog: dialog)
            found += [f"{name}: {fault} ({said(look)})" for fault in faults]
            if dialog.width() > look[2].width() or dialog.height() > look[2].height():
                found.append(f"{name} is larger than the window ({said(look)})")
            dialog.close()
            dialog.deleteLater()
    judge("group dialogs", found)


@pytest.mark.parametrize("view", ["summary", "results"])
def test_nothing_is_cut_after_a_group(view: str, desk: Desk, study: Path) -> None:
    desk.open(study)
    desk.go("group")
    page = desk.page()
    assert isinstance(page, GroupPage)
    desk.qtbot.waitUntil(lambda: any(view in card.buttons for card in page.home.cards.values()))
    next(card.buttons[view] for card in page.home.cards.values() if view in card.buttons).click()
    shown: dict[str, Callable[[Any], bool]] = {
        "summary": lambda form: form.sheet is not None,
        "results": lambda results: bool(results.cards),
    }
    desk.qtbot.waitUntil(lambda: page.after is not None and shown[view](page.after))
    desk.settle()
    desk.check(f"group {view}")
