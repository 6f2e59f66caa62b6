# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a key does while the focus is at the table: seats, marks, agreement."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from cxfield.services.group import MODERATOR_KEYS, SEAT_KEYS
from ui.shortcuts import find, matches, shifted_digit

_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


@dataclass(frozen=True, slots=True)
class Act:
    """What to do, and with which seat, mark or number."""

    kind: str
    value: str = ""
    number: int = 0


def _signs() -> dict[str, Act]:
    """The keys of the table that are one sign each."""
    seats = (*SEAT_KEYS, *MODERATOR_KEYS)
    rows = {f"group.seat.{n}": Act("seat", key) for n, key in enumerate(seats, 1)} | {
        "group.habit": Act("mark", "habit"),
        "group.pattern": Act("mark", "pattern"),
        "group.suggestion": Act("mark", "suggestion"),
        "group.pain": Act("mark", "pain"),
        "group.staff": Act("mark", "staff"),
        "group.star": Act("mark", "star"),
        "group.verbatim": Act("mark", "verbatim"),
        "group.quote": Act("mark", "quote"),
        "group.together": Act("together"),
        "group.laugh": Act("laugh"),
        "group.reply": Act("reply"),
        "group.negative": Act("tone", number=-1),
        "group.positive": Act("tone", number=1),
        "group.slip": Act("slip"),
    }
    return {find(row).keys[0].upper(): act for row, act in rows.items()}


_TABLE = _signs()


def act_of(event: QKeyEvent) -> Act | None:
    """What the key does, or None."""
    if event.modifiers() & _COMMANDS:
        for kind in ("undo", "redo"):
            if matches(event, kind):
                return Act(kind)
        return None
    number = shifted_digit(event)
    if number is not None:  # group.agree: Shift and a digit
        return Act("agree", str(number), number)
    act = _TABLE.get(event.text().upper().replace("\N{MINUS SIGN}", "-"))
    if act is not None and act.kind == "seat" and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return Act("agree", act.value)  # the seats whose keys are letters
    if matches(event, "group.write"):
        return Act("write")
    if event.key() == Qt.Key.Key_Escape:
        return Act("escape")
    return act
