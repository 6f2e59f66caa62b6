# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours, fonts and sizes come from the tokens, and a change of theme reaches every widget."""

import json

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette
from pytestqt.qtbot import QtBot

from cxfield import paths
from cxfield.i18n import Texts
from ui.context import Ui
from ui.widgets.buttons import Button
from ui.widgets.label import Label

TOKENS = json.loads(paths.resource("look", "tokens.json").read_text("utf-8"))


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_colour_is_the_token(ui: Ui, name: str) -> None:
    ui.themes.use(name=name)
    for token, value in TOKENS["color"][name].items():
        assert ui.theme.color(token) == QColor(value)


def test_every_type_role_is_drawn_with_inter_in_its_size_and_weight(ui: Ui) -> None:
    for role, row in ui.theme.tokens.roles.items():
        font = ui.theme.font(role)
        assert QFontInfo(font).family() == "Inter"
        assert font.pixelSize() == round(row.px)
        assert int(font.weight()) == row.weight


def test_numbers_that_change_have_digits_of_one_width(ui: Ui) -> None:
    metrics = ui.theme.metrics("clock")
    assert metrics.horizontalAdvance("0:11:11") == metrics.horizontalAdvance("0:44:44")


def test_twice_the_text_size_doubles_fonts_and_grows_controls(ui: Ui) -> None:
    button = Button(ui, "Stop")
    before = button.sizeHint()
    ui.themes.use(scale=2.0)
    assert ui.theme.font("body").pixelSize() == 28
    assert button.sizeHint().width() > 1.4 * before.width()
    assert button.sizeHint().height() >= before.height() + 18


def test_a_text_size_outside_the_range_is_held_within_it(ui: Ui) -> None:
    ui.themes.use(scale=9.0)
    assert ui.theme.scale == 2.0


def test_palette_of_qt_follows_the_theme(ui: Ui) -> None:
    ui.themes.use(name="dark")
    assert ui.theme.palette().color(QPalette.ColorRole.Window) == QColor(TOKENS["color"]["dark"]["bg.app"])


def test_a_change_of_theme_is_told_once_and_not_without_a_change(ui: Ui, qtbot: QtBot) -> None:
    told: list[int] = []
    ui.theme_changed.connect(lambda: told.append(1))
    ui.themes.use(name="dark")
    ui.themes.use(name="dark")
    assert told == [1]


def test_a_change_of_language_reaches_words_given_as_functions(ui: Ui, qtbot: QtBot) -> None:
    label = Label(ui, lambda x: x.t("Undo"))
    button = Button(ui, lambda x: x.t("Undo"))
    qtbot.addWidget(label)
    qtbot.addWidget(button)
    ui.use_language(Texts("fi"))
    assert label.words == "Kumoa"
    assert button.words == button.accessibleName() == "Kumoa"


def test_less_motion_makes_changes_instant_but_keeps_notices_readable(ui: Ui) -> None:
    ui.themes.use(reduce_motion=True)
    assert ui.theme.duration("selection") == 0
    assert ui.theme.duration("toast_visible") == 6000
