# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A long session must not use the interpreter's constants up."""

from PySide6.QtCore import QObject, Signal

from ui.context import Ui


class Bell(QObject):
    """Rings."""

    rung = Signal(object)


def test_tens_of_thousands_of_signals_do_no_harm(ui: Ui) -> None:
    bell = Bell()
    heard: list[object] = []
    bell.rung.connect(heard.append)
    for number in range(30_000):
        bell.rung.emit(number)
    assert len(heard) == 30_000
