# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One table of shortcuts: no press does two things, on a Finnish or an English keyboard."""

import json

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cxfield import paths
from ui import shortcuts
from ui.context import Ui
from ui.keyboard import Chord, chord
from ui.shell.help import HelpDialog
from ui.shortcuts import SHORTCUTS, Shortcut, clashes, code_shortcuts, free_letters, key_taken

STORE = json.loads(paths.resource("starter", "store.json").read_text("utf-8"))
CODES = [(code["key"], code["en"]) for family in STORE["families"] for code in family["codes"]]


def press(
    text: str, key: int = 0, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, scan: int = 0
) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, held, scan, 0, 0, text)


def test_no_two_shortcuts_meet_on_either_layout() -> None:
    assert clashes(SHORTCUTS) == ()


def test_ids_are_unique_and_every_key_means_something_to_qt() -> None:
    ids = [row.id for row in SHORTCUTS]
    assert len(ids) == len(set(ids))
    for row in SHORTCUTS:
        for key in row.keys:
            assert not QKeySequence(key).isEmpty(), key
            assert any(chord(key, layout) is not None for layout in ("fi", "en"))


def test_the_codes_of_a_store_study_clash_with_nothing() -> None:
    assert len(CODES) == 20
    assert clashes((*SHORTCUTS, *code_shortcuts(CODES))) == ()


def test_a_slash_for_the_quick_line_would_be_the_seventh_touchpoint_on_a_finnish_keyboard() -> None:
    slash = Shortcut("slash", "", ("/",), "observe.tiles")
    found = clashes((*SHORTCUTS, slash))
    assert [(c.first, c.layout) for c in found] == [("observe.touchpoint.7", "fi")]


def test_two_codes_on_one_letter_and_a_code_on_a_mark_are_found() -> None:
    assert clashes(code_shortcuts([("s", "One"), ("S", "Other")]))
    taken = key_taken("q", SHORTCUTS)
    assert taken is not None
    assert taken.id == "observe.pain"


def test_letters_left_over_for_codes_are_those_of_the_look() -> None:
    table = (*SHORTCUTS, *code_shortcuts(CODES))
    assert free_letters(table) == ("B", "D", "F", "G", "Z", "Å", "Ö")


def test_the_same_key_may_serve_two_rooms() -> None:
    rows = (Shortcut("a", "", ("F2",), "observe"), Shortcut("b", "", ("F2",), "data"))
    assert clashes(rows) == ()
    assert clashes((*rows, Shortcut("c", "", ("F2",), "window")))


@pytest.mark.parametrize(
    ("key", "layout", "expected"),
    [
        ("/", "fi", Chord("7", frozenset({"Shift"}))),
        ("/", "en", Chord("/", frozenset())),
        ("+", "fi", Chord("-", frozenset())),
        ("+", "en", Chord("=", frozenset({"Shift"}))),
        ("Ctrl++", "fi", Chord("-", frozenset({"Ctrl"}))),
        ("Ä", "en", None),
        ("Ctrl+Shift+Z", "fi", Chord("Z", frozenset({"Ctrl", "Shift"}))),
    ],
)
def test_a_sign_is_found_where_the_layout_has_it(key: str, layout: str, expected: Chord | None) -> None:
    assert chord(key, layout) == expected


@pytest.mark.parametrize(
    ("sign", "digit"), [("!", 1), ('"', 2), ("#", 3), ("¤", 4), ("%", 5), ("&", 6), ("/", 7), ("(", 8)]
)
def test_shift_and_a_digit_is_that_digit_whatever_the_finnish_layout_prints(
    sign: str, digit: int, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    monkeypatch.setattr("PySide6.QtGui.QGuiApplication.platformName", lambda: "xcb")
    event = press(sign, ord(sign), shift, scan=9 + digit)
    assert shortcuts.shifted_digit(event) == digit
    assert shortcuts.matches(event, f"observe.touchpoint.{digit}")
    assert not shortcuts.matches(event, "observe.rate.1")


def test_the_english_ampersand_is_seven_by_its_place(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr("PySide6.QtGui.QGuiApplication.platformName", lambda: "windows")
    assert shortcuts.shifted_digit(press("&", ord("&"), Qt.KeyboardModifier.ShiftModifier, scan=8)) == 7


def test_a_letter_is_no_digit_and_a_plain_digit_is_no_touchpoint(qtbot: QtBot) -> None:
    assert shortcuts.shifted_digit(press("A", Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)) is None
    assert shortcuts.shifted_digit(press("3", Qt.Key.Key_3)) is None
    assert shortcuts.matches(press("3", Qt.Key.Key_3), "observe.rate.3")


def test_signs_match_by_what_is_typed_also_on_the_number_pad(qtbot: QtBot) -> None:
    pad = Qt.KeyboardModifier.KeypadModifier
    assert shortcuts.matches(press("-", Qt.Key.Key_Minus, pad), "observe.negative")
    assert shortcuts.matches(press("+", Qt.Key.Key_Plus), "observe.positive")
    assert shortcuts.matches(
        press("+", Qt.Key.Key_Plus, Qt.KeyboardModifier.ShiftModifier), "observe.positive"
    )
    assert not shortcuts.matches(
        press("q", Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier), "observe.pain"
    )
    assert shortcuts.matches(press("q", Qt.Key.Key_Q), "observe.pain")


def test_a_bound_shortcut_acts_once_per_press(ui: Ui, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    told: list[int] = []
    shortcuts.bind(window, "undo", lambda: told.append(1), whole_window=True)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert told == [1]


def test_key_caps_are_short(ui: Ui) -> None:
    assert shortcuts.keycap_of("open") == "Ctrl O"
    assert shortcuts.keycap_of("help") == "⇧F1"
    assert shortcuts.keycap_of("observe.touchpoint.2") == "⇧2"
    assert shortcuts.keycap_of("interview.next") == "Ctrl ⏎"
    assert shortcuts.keycap_of("observe.negative") == "\N{MINUS SIGN}"


def test_the_help_panel_shows_the_keys_of_the_room_first(ui: Ui, qtbot: QtBot) -> None:
    dialog = HelpDialog(ui, "observe")
    qtbot.addWidget(dialog)
    words = [label.words for label in dialog.findChildren(type(dialog.title))]
    assert words.index("Observe") < words.index("Everywhere")
    assert "Write in the quick line" in words
