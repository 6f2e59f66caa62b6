# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The middle of the running session: tiles (free), track sheet, guide; and the place for instruments."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from cxfield.i18n import NC_
from ui.context import Ui

FREE, SHEET, GUIDE, INSTRUMENTS, SESSION = "free", "sheet", "guide", "instruments", "session"
#: The pages in the order of their keys, with the words of the switch.
PAGES: tuple[tuple[str, tuple[str, str]], ...] = (
    (FREE, NC_("capture page", "Tiles")),
    (SHEET, NC_("capture page", "Track sheet")),
    (GUIDE, NC_("capture page", "Guide")),
    (INSTRUMENTS, NC_("capture page", "Instruments")),
    (SESSION, NC_("capture page", "Session")),
)


@dataclass(frozen=True, slots=True)
class _Late:
    """A page that is made when it is first looked at."""

    make: Callable[[], QWidget]


class Middle(QStackedWidget):
    """The pages of the middle; only the tiles decide how much room it needs, the others scroll.

    `add(SHEET, make)` registers a page, made at its first showing; `turn(SHEET)` shows it.
    Keys go on logging whatever page is shown.
    """

    turned = Signal(str)

    def __init__(self, tiles: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._late: dict[str, _Late] = {}
        self._made: dict[str, QWidget] = {FREE: tiles}
        self._gone: QWidget | None = None
        self._tiles = tiles
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.addWidget(tiles)

    @property
    def names(self) -> tuple[str, ...]:
        """The pages there are, in order."""
        return tuple(name for name, _ in PAGES if name in self._made or name in self._late)

    @property
    def page(self) -> str:
        """The page that is shown."""
        now = self.currentWidget()
        return next((name for name, widget in self._made.items() if widget is now), FREE)

    def add(self, name: str, make: Callable[[], QWidget]) -> None:
        """Register a page."""
        self._late[name] = _Late(make)

    def made(self, name: str) -> QWidget | None:
        """A page that has been shown already, or None."""
        return self._made.get(name)

    def take_away(self, name: str) -> None:
        """The page is of no use now (the instruments stand elsewhere); the tiles come back."""
        if self.page == name:
            self.turn(FREE)
        self._late.pop(name, None)
        widget = self._made.pop(name, None)
        if widget is not None:
            # It may be asked for while one of its parts is being hidden: it is let go of with the next one.
            self._gone = widget
            self.removeWidget(widget)

    def turn(self, name: str) -> None:
        """Show a page; one that does not exist leaves everything as it is."""
        if name not in self._made:
            late = self._late.get(name)
            if late is None:
                return
            self._made[name] = late.make()
            self.addWidget(self._made[name])
        if name != self.page:
            held = self.hasFocus() or self.isAncestorOf(QApplication.focusWidget() or self)
            self.setCurrentWidget(self._made[name])
            if held:
                self.take_focus()
            self.turned.emit(name)

    def take_focus(self) -> None:
        """Keys log: on the tiles, and with another page in front all the same."""
        target = self._tiles if self.page == FREE else self
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        """That of the tiles."""
        return self._tiles.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """That of the tiles."""
        return self._tiles.minimumSizeHint()


class Instruments(QWidget):
    """Room for counters, timers and the scan's prompt: above the entries, on a tablet a page of its own.

    `put(widget)` adds one below the others; with nothing visible in it no room is taken. 364 px wide at
    100 % beside the tiles, the whole width on a tablet.
    """

    filled = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._parts: list[QWidget] = []

    @property
    def wanted(self) -> bool:
        """Whether any instrument wants to be seen."""
        return any(not part.isHidden() for part in self._parts)

    def put(self, widget: QWidget) -> None:
        """Add an instrument; hide and show it freely."""
        self._parts.append(widget)
        self._column.addWidget(widget)
        widget.installEventFilter(self)
        self.filled.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An instrument was hidden or shown: the room changes."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.filled.emit()
        return False
