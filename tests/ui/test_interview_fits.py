# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Interview room on small screens, with large text and under a finger: everything fits and can be hit."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from cxfield.i18n import Texts
from tests.ui.fitting import problems
from tests.ui.interview_room import Room, room

__all__ = ["room"]


@pytest.mark.parametrize(
    ("width", "height", "language"), [(1356, 900, "fi"), (1024, 768, "fi"), (1024, 768, "en")]
)
def test_every_question_fits_the_width(
    room: Callable[..., Room], width: int, height: int, language: str
) -> None:
    r = room(width=width, height=height)
    r.ui.themes.use(name="dark" if language == "fi" else "light")
    r.begin()
    r.ui.use_language(Texts(language))
    r.settle()
    r.view.feelings.editor.pick("disappointment", 3)
    r.view.feelings.editor.pick("amusement", 3)
    r.settle()
    for _part, item in r.view.talk.outline.asked:
        r.view.talk.open_at(item.id)
        QApplication.processEvents()
        assert r.page.width() == width, item.key
        pane = r.view.pane
        assert pane.next.geometry().right() <= pane.width(), item.key
        assert r.view.feelings.geometry().right() < width, item.key
    r.settle()


def test_controls_of_the_interview_are_large_enough_for_a_finger(room: Callable[..., Room]) -> None:
    r = room(width=1024, height=768)
    r.begin()
    r.to("nps")
    view = r.view
    for control in (view.pane.next, view.pane.skip, view.pane.previous, view.bar.pause, view.bar.stop,
                    view.bar.consent, view.pane.answer.quote, view.pane.answer.star, *view.pane.probes,
                    *view.tabs.tabs, *view.feelings.chips.values()):  # fmt: skip
        assert control.height() >= 48, control


def test_what_starts_stays_in_view_on_a_small_screen(room: Callable[..., Room]) -> None:
    r = room(width=1024, height=620)
    r.page.entered()
    start = r.page.start.start
    bottom = start.mapTo(r.page, start.rect().bottomLeft()).y()
    assert bottom < r.page.height()


@pytest.mark.parametrize(("width", "height", "language"), [(1356, 900, "en"), (1280, 800, "fi")])
def test_text_twice_as_large_is_never_cut(
    room: Callable[..., Room], width: int, height: int, language: str
) -> None:
    r = room(width=width, height=height)
    r.ui.use_language(Texts(language))
    r.ui.themes.use(scale=2.0)
    r.page.entered()
    for _ in range(3):  # what wraps asks for its height after its width is known
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    assert r.page.width() == width
    assert problems(r.page.start) == []
    r.begin()
    r.view.feelings.editor.pick("disappointment", 3)
    r.settle()
    for key in ("nps", "feeling_team", "website"):
        r.to(key)
        r.bot.waitUntil(lambda: problems(r.view) == [])
        assert r.page.width() == width, key
