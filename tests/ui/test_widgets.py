# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The painted controls: keys and clicks work, names are spoken, no text is ever cut."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cxfield.errors import UserError
from cxfield.i18n import Texts
from ui.context import Ui
from ui.gallery import Gallery
from ui.jobs import Progress
from ui.pages.plan.tab import clear
from ui.shell.rail import RailBar
from ui.shell.rooms import ROOMS, SETTINGS
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.checks import CheckRow, Stepper
from ui.widgets.chips import Chip, ConditionChip, Tag, TouchpointChip
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import Banner, EmptyState, PromptBar, WarningCard
from ui.widgets.dialog import Dialog, Way
from ui.widgets.field import TextField
from ui.widgets.focus import FocusRing
from ui.widgets.keep_focus import keeping_focus
from ui.widgets.label import Label
from ui.widgets.menu import Menu, MenuItem
from ui.widgets.paragraph import paragraph
from ui.widgets.progress import ProgressPanel
from ui.widgets.ratings import MarkToggle, PolarityCells, RatingCells
from ui.widgets.scale import ScaleCells
from ui.widgets.segment import Option, Segment
from ui.widgets.tile import CodeTile
from ui.widgets.toast import Toast

LONG = "Palvelupisteeltä kassalle siirtyvä asiakas"


@pytest.fixture
def stage(ui: Ui, qtbot: QtBot) -> Callable[..., QWidget]:
    """A window that shows widgets, with the keyboard on the first."""

    kept: list[QWidget] = []

    def show(*widgets: QWidget) -> QWidget:
        window = QWidget()
        kept.append(window)
        column = QVBoxLayout(window)
        for widget in widgets:
            column.addWidget(widget)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        widgets[0].clearFocus()
        widgets[0].setFocus(Qt.FocusReason.TabFocusReason)
        return window

    return show


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_button_is_pressed_by_space_and_enter(
    ui: Ui, qtbot: QtBot, stage: Callable[..., QWidget], key: Qt.Key
) -> None:
    button = Button(ui, "Stop", kind=Kind.DANGER, icon_name="stop")
    stage(button)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("touch", [False, True])
def test_a_button_is_wide_enough_for_its_words_at_every_text_size(ui: Ui, scale: float, touch: bool) -> None:
    ui.themes.use(scale=scale)
    button = Button(ui, LONG, icon_name="observe", key="Ctrl E", touch=touch)
    words = ui.theme.text_width("control" if touch else "body", LONG, 500)
    assert button.minimumSizeHint().width() >= words + ui.theme.px(20) + 2 * 14
    assert button.sizeHint().height() >= (48 if touch else 36)


def test_controls_of_capture_are_large_enough_to_touch(ui: Ui) -> None:
    for widget in (
        Button(ui, "x", touch=True),
        IconButton(ui, "undo", "Undo", touch=True),
        Chip(ui, "x"),
        TouchpointChip(ui, "x", key="⇧1"),
        MarkToggle(ui, "x", icon_name="pain"),
        *RatingCells(ui).cells,
        *PolarityCells(ui).cells,
        *ScaleCells(ui, 0, 10).cells.cells,
        CodeTile(ui, "x", key="S"),
    ):
        assert widget.sizeHint().height() >= 48
        if not isinstance(widget, (Button, Chip, TouchpointChip)):
            assert widget.sizeHint().width() >= 48


def test_the_focus_ring_comes_with_the_keyboard_and_not_with_the_mouse(
    ui: Ui, qtbot: QtBot, stage: Callable[..., QWidget]
) -> None:
    first, second = Button(ui, "One"), Button(ui, "Two")
    window = stage(first, second)
    ring = window.findChild(FocusRing)
    assert ring is not None
    assert ring.target is first
    assert ring.geometry() == QRect(first.pos(), first.size()).adjusted(-4, -4, 4, 4)
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert ring.target is second
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert ring.target is None
    assert not ring.isVisible()


def test_a_segment_moves_with_the_arrow_keys_and_has_one_tab_stop(
    ui: Ui, qtbot: QtBot, stage: Callable[..., QWidget]
) -> None:
    options = (Option("before", "Before"), Option("during", "During"), Option("after", "After"))
    segment = Segment(ui, options, name="Phase", value="during")
    after = Button(ui, "Next")
    stage(segment, after)
    told: list[object] = []
    segment.chosen.connect(told.append)
    segment.cell("during").setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(segment.cell("during"), Qt.Key.Key_Right)
    assert (segment.value, told) == ("after", ["after"])
    qtbot.keyClick(segment.cell("after"), Qt.Key.Key_Right)
    assert told == ["after"]
    qtbot.keyClick(segment.cell("after"), Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_choosing_the_same_again_tells_nothing(ui: Ui, qtbot: QtBot) -> None:
    segment = Segment(ui, (Option("fi", "FI"), Option("en", "EN")), value="fi")
    qtbot.addWidget(segment)
    with qtbot.assertNotEmitted(segment.chosen):
        segment.cell("fi").click()
        segment.set_value("en")


def test_cells_are_radio_buttons_to_a_screen_reader(ui: Ui, qtbot: QtBot) -> None:
    rating = RatingCells(ui)
    qtbot.addWidget(rating)
    spoken = QAccessible.queryAccessibleInterface(rating.cell(4))
    assert spoken.role() == QAccessible.Role.RadioButton
    assert spoken.text(QAccessible.Text.Name) == "4, fairly surprising"
    ui.use_language(Texts("fi"))
    assert spoken.text(QAccessible.Text.Name) == "4, melko yllättävä"


def test_digits_rate_and_signs_set_the_polarity(ui: Ui, qtbot: QtBot, stage: Callable[..., QWidget]) -> None:
    rating, polarity = RatingCells(ui), PolarityCells(ui)
    stage(rating, polarity)
    cell = rating.cell(1)
    cell.setFocus()
    qtbot.keyClicks(cell, "4")
    assert rating.value == 4
    qtbot.keyClicks(polarity.cell(0), "-")
    signs = [polarity.value]
    qtbot.keyClicks(polarity.cell(0), "+")
    assert [*signs, polarity.value] == [-1, 1]


def test_no_rating_can_be_shown_again_after_one_was(ui: Ui, qtbot: QtBot) -> None:
    rating = RatingCells(ui)
    qtbot.addWidget(rating)
    rating.set_value(3)
    rating.set_value(None)
    assert rating.value is None


def test_ten_is_typed_as_one_and_nought(ui: Ui, qtbot: QtBot, stage: Callable[..., QWidget]) -> None:
    scale = ScaleCells(ui, 0, 10, low_label="not at all likely", high_label="extremely likely")
    stage(scale)
    told: list[int] = []
    scale.chosen.connect(told.append)
    first = scale.cells.cell(0)
    first.setFocus()
    qtbot.keyClicks(first, "1")
    qtbot.keyClicks(scale.cells.cell(1), "0")
    assert (scale.value, told) == (10, [1, 10])


def test_a_digit_beyond_a_short_scale_changes_nothing(
    ui: Ui, qtbot: QtBot, stage: Callable[..., QWidget]
) -> None:
    scale = ScaleCells(ui, 1, 5)
    stage(scale)
    qtbot.keyClicks(scale.cells.cell(1), "9")
    assert scale.value is None


def test_the_ends_of_a_scale_are_spoken_with_its_first_and_last_number(ui: Ui, qtbot: QtBot) -> None:
    scale = ScaleCells(ui, 1, 7, low_label="very hard", high_label="very easy", note=lambda n: f"{n} · group")
    qtbot.addWidget(scale)
    assert scale.cells.cell(1).accessibleName() == "1, very hard"
    assert scale.cells.cell(7).accessibleName() == "7, very easy"
    scale.set_value(6)
    assert scale.middle.words == "6 · group"


def test_a_tile_counts_and_shows_what_runs(ui: Ui, qtbot: QtBot) -> None:
    tile = CodeTile(ui, "Waits for service", key="O", family="wait", count=1)
    qtbot.addWidget(tile)
    tile.set_count(2)
    tile.set_running("D 2:06")
    assert tile.accessibleName() == "Waits for service, O, 2, D 2:06"
    tile.set_running(None)
    assert tile.running is None
    assert not tile.grab().isNull()


def test_a_long_press_on_a_tile_asks_for_help_and_logs_nothing(ui: Ui, qtbot: QtBot) -> None:
    tile = CodeTile(ui, "Browses", key="S")
    qtbot.addWidget(tile)
    tile.show()
    with qtbot.assertNotEmitted(tile.clicked), qtbot.waitSignal(tile.help_wanted, timeout=2000):
        qtbot.mousePress(tile, Qt.MouseButton.LeftButton)
    with qtbot.assertNotEmitted(tile.clicked):
        qtbot.mouseRelease(tile, Qt.MouseButton.LeftButton)


def test_a_condition_goes_by_its_cross_and_by_backspace(ui: Ui, qtbot: QtBot) -> None:
    chip = ConditionChip(ui, "store is Espoo")
    qtbot.addWidget(chip)
    with qtbot.waitSignal(chip.removed):
        chip.click()
    with qtbot.waitSignal(chip.removed):
        qtbot.keyClick(chip, Qt.Key.Key_Backspace)


def test_a_field_is_named_by_its_label_and_explains_its_error(ui: Ui, qtbot: QtBot) -> None:
    field = TextField(ui, "Keyboard shortcut", help_words="One letter.")
    qtbot.addWidget(field)
    qtbot.keyClicks(field.input, "O")
    field.set_error("Key O already belongs to Waits for service.")
    assert field.input.accessibleName() == "Keyboard shortcut"
    assert field.input.accessibleDescription() == "Key O already belongs to Waits for service."
    field.set_error(None)
    assert field.note.words == "One letter."
    assert field.value == "O"


def test_a_choice_opens_a_list_and_steps_with_the_arrows(
    ui: Ui, qtbot: QtBot, stage: Callable[..., QWidget]
) -> None:
    box = ChoiceBox(ui, "Site", (Option("t", "Tampere"), Option("e", "Espoo"), Option("o", "Oulu")), "t")
    window = stage(box)
    window.resize(400, 400)
    told: list[str] = []
    box.chosen.connect(told.append)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert told == ["e"]
    assert box.accessibleName() == "Site: Espoo"
    qtbot.keyClick(box, Qt.Key.Key_Space)
    menu = window.findChild(Menu)
    assert menu is not None
    assert menu.rows[1].hasFocus()
    qtbot.keyClick(menu.rows[1], Qt.Key.Key_Down)
    qtbot.keyClick(menu.rows[2], Qt.Key.Key_Return)
    assert told == ["e", "o"]
    assert box.hasFocus()


def test_a_menu_stays_in_its_window_and_leaves_by_escape_or_a_press_outside(
    ui: Ui, qtbot: QtBot, stage: Callable[..., QWidget]
) -> None:
    button = Button(ui, "More")
    window = stage(button)
    window.resize(420, 260)
    for leave in ("escape", "outside"):
        menu = Menu(ui, [MenuItem(str(n), f"{LONG} {n}") for n in range(20)], parent=button)
        menu.popup(window.mapToGlobal(QPoint(400, 250)))
        assert window.rect().contains(menu._card)
        with qtbot.assertNotEmitted(menu.chosen):
            if leave == "escape":
                qtbot.keyClick(menu.rows[0], Qt.Key.Key_Escape)
            else:
                qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
        assert not menu.isVisible()


def test_a_check_row_wraps_and_toggles(ui: Ui, qtbot: QtBot) -> None:
    row = CheckRow(ui, " ".join([LONG] * 3))
    qtbot.addWidget(row)
    assert row.heightForWidth(220) > row.heightForWidth(900)
    row.click()
    assert row.isChecked()


def test_a_stepper_stays_between_its_ends(ui: Ui, qtbot: QtBot) -> None:
    stepper = Stepper(ui, low=1, high=3, value=2, name="Minutes")
    qtbot.addWidget(stepper)
    told: list[int] = []
    stepper.changed.connect(told.append)
    for _ in range(3):
        qtbot.keyClicks(stepper, "+")
    assert (stepper.value, told) == (3, [3])
    assert stepper.accessibleName() == "Minutes 3"


def test_a_dialog_starts_on_the_safe_way_and_leaves_by_escape(ui: Ui, qtbot: QtBot) -> None:
    ways = (
        Way("other", "Save under another name", Kind.PRIMARY),
        Way("back", "Cancel"),
        Way("do", "Replace", Kind.DANGER),
    )
    dialog = Dialog(ui, "Replace the file?", "It cannot be restored.", ways, escape="back")
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    assert dialog.button("other").hasFocus()
    with qtbot.waitSignal(dialog.chosen) as told:
        qtbot.keyClick(dialog.button("other"), Qt.Key.Key_Escape)
    assert told.args == ["back"]
    assert dialog.windowTitle() == "Replace the file?"


def test_a_toast_shows_its_action_and_takes_it_once(ui: Ui, qtbot: QtBot) -> None:
    window = QWidget()
    window.resize(900, 600)
    qtbot.addWidget(window)
    window.show()
    toast = Toast(ui, window)
    told: list[int] = []
    toast.show_words(
        "Entry deleted: Gives up, 0:25:40", action="Undo", key="Ctrl Z", pressed=lambda: told.append(1)
    )
    assert toast.isVisible()
    assert window.rect().contains(toast.geometry())
    assert abs(toast.geometry().center().x() - 450) <= 2
    toast.button.click()
    assert told == [1]
    assert not toast.isVisible()


def test_progress_has_a_count_the_time_left_and_a_way_to_stop(ui: Ui, qtbot: QtBot) -> None:
    panel = ProgressPanel(ui, "Pooling packages")
    qtbot.addWidget(panel)
    panel.show_progress(Progress(7, 20, 8200))
    assert panel.count.words == "7/20"
    assert panel.left.words == "about 8 s left"
    with qtbot.waitSignal(panel.stopped):
        panel.button.click()


def test_a_prompt_moves_nothing_when_it_comes(ui: Ui, qtbot: QtBot) -> None:
    bar = PromptBar(ui, ("Ordinariness", "Attentiveness"))
    bar.resize(1200, 60)
    qtbot.addWidget(bar)
    bar.show()
    before = bar.sizeHint().height()
    bar.show_prompt(0, "Log also what was ordinary.", "Three surprising in a row", "Log ordinary", "1")
    assert bar.sizeHint().height() == before


def test_a_label_never_loses_a_line(ui: Ui, qtbot: QtBot) -> None:
    words = " ".join([LONG] * 6)
    for scale in (1.0, 2.0):
        ui.themes.use(scale=scale)
        label = Label(ui, words, "body", wrap=True)
        qtbot.addWidget(label)
        for width in (180, 420, 900):
            lines = paragraph(ui.theme, "body", words, width)
            assert label.heightForWidth(width) >= lines.height
            assert lines.width <= width


def test_nothing_in_the_gallery_is_smaller_than_its_words_at_twice_the_text_size(
    ui: Ui, qtbot: QtBot
) -> None:
    ui.themes.use(scale=2.0)
    page = Gallery(ui)
    qtbot.addWidget(page)
    width = max(1100, page.minimumSizeHint().width())
    page.resize(width, page.heightForWidth(width))
    page.show()
    for widget in page.findChildren(QWidget):
        if widget.isVisibleTo(page) and widget.sizeHint().isValid() and widget.layout() is None:
            assert widget.width() >= widget.minimumSizeHint().width() - 1, widget
            assert widget.height() >= widget.minimumSizeHint().height() - 1, widget


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_control_can_be_painted_in_every_state(ui: Ui, qtbot: QtBot, name: str) -> None:
    ui.themes.use(name=name)
    widgets: list[QWidget] = [
        *(Button(ui, "x", kind=kind, icon_name="plus", key="N") for kind in Kind),
        IconButton(ui, "undo", "Undo"),
        Chip(ui, "x", checkable=True, key="1"),
        ConditionChip(ui, "x"),
        TouchpointChip(ui, "x", key="⇧1", count=3),
        Tag(ui, "x", icon_name="check"),
        CodeTile(ui, "x", key="S", family="reaction"),
        RatingCells(ui),
        PolarityCells(ui),
        MarkToggle(ui, "x", icon_name="pain", key="Q", tone="valence.negative"),
        ScaleCells(ui, 0, 10),
        CheckRow(ui, "x"),
        Stepper(ui),
        ChoiceBox(ui, "x", (Option("a", "A"),)),
        TextField(ui, "x"),
        Banner(ui, "x", action="y"),
        EmptyState(ui, "x", action="y"),
        WarningCard(ui, "x", "y", action="z", look="w"),
        PromptBar(ui, ("x",)),
        ProgressPanel(ui, "x"),
    ]
    for widget in widgets:
        qtbot.addWidget(widget)
        shots = [widget.grab().toImage()]
        widget.setEnabled(False)
        shots.append(widget.grab().toImage())
        assert all(not shot.isNull() for shot in shots)


def test_every_button_has_a_spoken_name(ui: Ui, qtbot: QtBot) -> None:
    page = Gallery(ui)
    qtbot.addWidget(page)
    from PySide6.QtWidgets import QAbstractButton, QLineEdit

    for kind in (QAbstractButton, QLineEdit):
        for widget in page.findChildren(kind):
            assert widget.accessibleName(), widget


def test_a_disabled_control_repaints_and_cannot_be_pressed(ui: Ui, qtbot: QtBot) -> None:
    button = Button(ui, "Export", kind=Kind.PRIMARY)
    button.set_tip("Resolve the blocking check to export.")
    qtbot.addWidget(button)
    button.setEnabled(False)
    with qtbot.assertNotEmitted(button.clicked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.toolTip() == "Resolve the blocking check to export."


def test_an_error_for_people_is_said_in_the_language_of_the_window(ui: Ui, qtbot: QtBot) -> None:
    from ui.shell.topbar import said

    words = said(UserError("Not saved"))
    assert ui.say(words) == "Not saved"
    ui.use_language(Texts("fi"))
    assert ui.say(words) == "Ei tallennu"
    assert "ValueError: x" in ui.say(said(ValueError("x")))


@pytest.mark.parametrize("language", ["fi", "en"])
def test_choosing_a_part_moves_no_neighbour(qtbot: QtBot, ui: Ui, language: str) -> None:
    ui.use_language(Texts(language))
    options = [Option("yes", lambda x: x.t("Yes")), Option("no", lambda x: x.t("No"))]
    segment = Segment(ui, options, touch=True)
    probe, choice = Chip(ui, "Probe", key="1"), Chip(ui, "Choice", checkable=True)
    before = [widget.sizeHint() for widget in (*segment.cells, probe, choice)]
    segment.set_value("yes")
    probe.set_used(True)
    choice.setChecked(True)
    assert [widget.sizeHint() for widget in (*segment.cells, probe, choice)] == before


def test_the_focus_stays_in_a_part_that_is_made_anew(
    stage: Callable[..., QWidget], ui: Ui, qtbot: QtBot
) -> None:
    part = QWidget()
    column = QVBoxLayout(part)
    for words in ("Keep", "Remove"):
        column.addWidget(Button(ui, words))
    outside = Button(ui, "Outside")
    stage(outside, part)
    qtbot.waitUntil(outside.isVisible)
    part.findChildren(Button)[1].setFocus()
    qtbot.waitUntil(part.findChildren(Button)[1].hasFocus)
    with keeping_focus(part):
        clear(column)
        for words in ("New", "Keep", "Remove"):
            column.addWidget(Button(ui, words))
    held = QApplication.focusWidget()
    assert isinstance(held, Button)
    assert (held.words, part.isAncestorOf(held)) == ("Remove", True)
    with keeping_focus(part):
        clear(column)
    qtbot.waitUntil(outside.hasFocus)


def test_the_items_of_the_rail_are_as_wide_as_the_rail_when_it_is_first_shown(ui: Ui, qtbot: QtBot) -> None:
    window = QWidget()
    row = QVBoxLayout(window)
    rail = RailBar(ui, ROOMS, SETTINGS)
    row.addWidget(rail)
    window.resize(400, 900)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: rail.height() > 700)
    qtbot.waitUntil(lambda: rail.item("observe").width() < rail.width())
