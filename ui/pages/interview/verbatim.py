# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing down word for word: whose turn it is, and signs for what no letter says."""

import re
from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCursor

from cxfield.i18n import N_
from ui.context import Say, Ui
from ui.editors.answer_box import AnswerBox
from ui.shortcuts import keycap_of
from ui.widgets.menu import Menu, MenuItem

#: What is put in brackets into the words.
TOKENS: tuple[str, ...] = (
    N_("laughs"),
    N_("pause"),
    N_("sighs"),
    N_("cries"),
    N_("points"),
    N_("inaudible"),
    N_("talks over"),
    N_("someone else speaks"),
)
_TURN = "turn"
_SPEAKER = re.compile(r"^([^\W\d_][\w.-]{0,11}): ")


def next_turn(box: AnswerBox, asker: str, answerer: str) -> None:
    """Begin the other speaker's turn in a new paragraph; the first turn is the participant's."""
    cursor = box.textCursor()
    cursor.beginEditBlock()
    last = _last_speaker(cursor)
    if last is None and not box.document().isEmpty() and cursor.blockNumber() == 0:
        # What stands there already was the participant's.
        start = QTextCursor(box.document())
        start.insertText(f"{answerer}: ")
        last = answerer
    if not cursor.atBlockStart() or cursor.block().length() > 1:
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.insertBlock()
    cursor.insertText(f"{asker if last == answerer else answerer}: ")
    cursor.endEditBlock()
    box.setTextCursor(cursor)
    box.ensureCursorVisible()


def _last_speaker(cursor: QTextCursor) -> str | None:
    block = cursor.block()
    while block.isValid():
        found = _SPEAKER.match(block.text())
        if found is not None:
            return found[1]
        block = block.previous()
    return None


def insert_token(box: AnswerBox, words: str) -> None:
    """Put a sign in brackets at the cursor, with a space where words stand around it."""
    cursor = box.textCursor()
    before = box.document().characterAt(cursor.selectionStart() - 1) if cursor.selectionStart() else " "
    cursor.insertText(("" if str(before).isspace() or before == "\u2029" else " ") + f"[{words}] ")
    box.setTextCursor(cursor)
    box.ensureCursorVisible()


def token_menu(ui: Ui, box: AnswerBox, turn: Callable[[], None], at: QPoint) -> Menu:
    """Offer the signs and the other speaker's turn; one tap or Enter puts it in."""
    items = [MenuItem(token, _said(token)) for token in TOKENS]
    items.append(MenuItem(_TURN, _said(N_("Other speaker")), key=keycap_of("interview.turn")))
    menu = Menu(ui, items, box)
    menu.chosen.connect(lambda token: turn() if token == _TURN else insert_token(box, ui.texts.t(token)))
    menu.popup(at)
    return menu


def _said(msgid: str) -> Say:
    return lambda x: x.t(msgid)
