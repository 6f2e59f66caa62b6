# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shell asks of a page."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.context import Ui


class Page(QWidget):
    """A room or another page; made after the first frame, kept while the study is open.

    A page with `own_bar` draws its own bar at the top instead of the breadcrumb bar and, when the shell
    calls `set_compact(True)` (window of 1024 px or less), shows a menu button that emits `menu_wanted`.
    """

    own_bar = False
    bar_changed = Signal()
    menu_wanted = Signal()
    room_wanted = Signal(str)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self.compact = False
        ui.texts_changed.connect(self.retranslate)

    @classmethod
    def preload(cls, place: object = None) -> None:
        """Import, on a worker thread, what the page imports late: all, or what a place needs."""

    def title(self) -> str:
        """The last word of the breadcrumb; empty means the name of the room."""
        return ""

    def entered(self) -> None:
        """The page was brought to the front: ask again and put the focus where work goes on."""

    def left(self) -> None:
        """Another page comes to the front: seal what was being typed."""

    def unsaved(self) -> int:
        """How many things the disk has not taken; the window asks before it closes over them."""
        return 0

    def set_compact(self, compact: bool) -> None:
        """The window became narrow (1024 px or less) or wide."""
        self.compact = compact

    def place(self) -> dict[str, Any]:
        """Where the work is, in plain values, so that it can be found again after a restart."""
        return {}

    def go_to(self, place: dict[str, Any]) -> None:
        """Return to a place; values that no longer make sense are ignored."""

    def take(self, target: object) -> None:
        """Another room opens something here (`Ui.open`); what is not understood is ignored."""

    def retranslate(self) -> None:
        """Say the words again; widgets made with functions of the catalogue do so themselves."""
