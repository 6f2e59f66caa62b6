# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a key on the tiles does, looked up once per codebook."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from cxfield.model.enums import Mark
from cxfield.services.observation_shapes import CodeView
from ui.pages.observe.choices import FIRST, LAST
from ui.shortcuts import find, matches, shifted_digit

_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


@dataclass(frozen=True, slots=True)
class Act:
    """What to do, and with which code, number or mark."""

    kind: str
    value: str | int = 0


def _fixed() -> dict[str, Act]:
    """The keys of the shortcut table that are one sign each."""
    table = {
        **{f"observe.rate.{n}": Act("rate", n) for n in range(1, 6)},
        **{f"observe.pick.{n}": Act("pick", n) for n in range(FIRST, LAST + 1)},
        "observe.more": Act("more"),
        "observe.negative": Act("tone", -1),
        "observe.neutral": Act("tone", 0),
        "observe.positive": Act("tone", 1),
        "observe.pain": Act("mark", Mark.PAIN.value),
        "observe.delight": Act("mark", Mark.DELIGHT.value),
    }
    return {key.upper(): act for row, act in table.items() for key in find(row).keys}


_SPECIAL: dict[int, Act] = {
    Qt.Key.Key_Space.value: Act("line"),
    Qt.Key.Key_Escape.value: Act("escape"),
    Qt.Key.Key_PageDown.value: Act("page", 1),
    Qt.Key.Key_PageUp.value: Act("page", -1),
}


class KeyMap:
    """`find(event)` for the codes of a session."""

    __slots__ = ("_signs",)

    def __init__(self, codes: Iterable[CodeView]) -> None:
        self._signs = {code.key.upper(): Act("code", code.id) for code in codes if code.key} | _fixed()

    def find(self, event: QKeyEvent) -> Act | None:
        """What the key does, or None."""
        if event.modifiers() & _COMMANDS:
            for kind in ("undo", "redo"):
                if matches(event, kind):
                    return Act(kind)
            return None
        number = shifted_digit(event)
        if number is not None:
            return Act("touchpoint", number) if 1 <= number <= 8 else None
        special = _SPECIAL.get(event.key())
        if special is not None:
            return special
        return self._signs.get(event.text().upper().replace("\N{MINUS SIGN}", "-"))
