# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The editors of answers are whole: narrow and wide, plain and twice as large, in both languages."""

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cxfield.i18n import Texts
from cxfield.methods.questions import QUESTION_TYPES, Asked, Choice
from tests.ui.fitting import problems
from ui.context import Ui
from ui.editors.base import EditorSpec
from ui.editors.registry import make_editor
from ui.widgets.containers import Scroll

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
#: Language, theme, text, width of the column.
LOOKS = (
    ("fi", "light", 1.0, 560),
    ("en", "dark", 1.0, 820),
    ("fi", "dark", 2.0, 700),
    ("en", "light", 2.0, 700),
)
CHOICES = tuple(
    Choice(
        key,
        {"fi": f"Henkilökunta auttoi {key}", "en": f"The staff helped {key}"},
    )
    for key in "abc"
)
SETTINGS = {
    "cannot_say": True,
    "unit": {"fi": "kertaa kuukaudessa", "en": "times a month"},
    "areas": [],
}


@pytest.mark.parametrize("key", [kind.key for kind in QUESTION_TYPES])
def test_nothing_of_an_editor_is_cut(qtbot: QtBot, ui: Ui, key: str) -> None:
    faults = []
    for language, theme, scale, width in LOOKS:
        ui.use_language(Texts(language))
        ui.themes.use(name=theme, scale=scale)
        editor = make_editor(ui, EditorSpec(key, Asked("q", SETTINGS, CHOICES), language))
        content = QWidget()
        column = QVBoxLayout(content)
        column.addWidget(editor)
        column.addStretch(1)
        page = Scroll(ui, content)
        qtbot.addWidget(page)
        page.resize(width, 1400)
        page.show()
        qtbot.waitExposed(page)
        editor.set_value(None)
        for _ in range(3):  # a scroll bar that appears takes room, and everything is laid out again
            QApplication.sendPostedEvents()
            QApplication.processEvents()
        page.grab()
        faults += [f"{fault} ({language} {width} {scale:.0%})" for fault in problems(page)]
        page.close()
    assert faults == []
