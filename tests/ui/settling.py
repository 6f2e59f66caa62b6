# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wait until what is shown stays where it is, as a person does before pressing or dragging it."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

#: Scroll areas, folds and wrapped words answer each other over a few turns of the loop.
_TURNS = 3


def settle(qtbot: QtBot, *shown: QWidget) -> None:
    """Wait until these are visible and have stayed in their places for some turns of the loop."""
    places: list[object] = []

    def still() -> bool:
        places.append([(w.isVisible(), w.mapToGlobal(QPoint()).toTuple(), w.size().toTuple()) for w in shown])
        last = places[-_TURNS:]
        return len(last) == _TURNS and all(w.isVisible() for w in shown) and all(p == last[0] for p in last)

    qtbot.waitUntil(still)
