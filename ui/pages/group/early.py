# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys pressed between Start and the open room: they wait, and log at the moment they were pressed."""

from collections.abc import Callable

from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from cxfield.clock import Clock, Stamp


class EarlyKeys:
    """`wait` from the press that opens a group; `play` them in the view that came, or `drop` them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: list[tuple[QKeyEvent, Stamp]] = []
        self.waiting = False

    def wait(self) -> None:
        """From now on keys are kept."""
        self._kept, self.waiting = [], True

    def keep(self, event: QKeyEvent) -> None:
        """Keep a key with the moment it was pressed; one that is held counts once."""
        if not event.isAutoRepeat():
            self._kept.append((event.clone(), self._clock.stamp()))
        event.accept()

    def drop(self) -> None:
        """Nothing was opened."""
        self._kept, self.waiting = [], False

    def play(self, view: QWidget, home: QWidget, moment: Callable[[Stamp | None], None]) -> None:
        """Press them again, each at its `moment`, where the focus is in the view, else at its `home`."""
        kept, self._kept, self.waiting = self._kept, [], False
        try:
            for event, stamp in kept:
                moment(stamp)
                focus = QApplication.focusWidget()
                inside = focus is not None and view.isAncestorOf(focus)
                if not _shortcut(view, event):
                    QApplication.sendEvent(focus if focus is not None and inside else home, event)
        finally:
            moment(None)


def _shortcut(view: QWidget, event: QKeyEvent) -> bool:
    """Do what a shortcut of the view would have done: the system looks for those only when a key is new."""
    pressed = QKeySequence(event.keyCombination())
    for shortcut in view.findChildren(QShortcut):
        if shortcut.key() == pressed and shortcut.isEnabled():
            shortcut.activated.emit()
            return True
    return False
