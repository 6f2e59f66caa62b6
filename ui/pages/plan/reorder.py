# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cards and buttons below each other are put in another order: by dragging, or with Alt and the arrows."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ui.context import Ui
from ui.widgets.containers import Panel

#: `moved(id, before, after)`: the neighbours in the new place, empty at an end.
Moved = Callable[[str, str, str], None]
_DRAG_PX = 10


class Reorder(QObject):
    """`watch(rows)` after every rebuild: the widgets in their order with their ids."""

    def __init__(self, ui: Ui, parent: QWidget, moved: Moved) -> None:
        super().__init__(parent)
        self.ui = ui
        self._moved = moved
        self._rows: list[tuple[str, QWidget]] = []
        self._start: QPoint | None = None
        self._held: QWidget | None = None
        self._gap = -1
        self._mark: Panel | None = None
        self._wanted = ""

    def watch(self, rows: dict[str, QWidget]) -> None:
        """These are the rows now: a drag goes on, one that was moved by keys has the focus again."""
        self._rows = list(rows.items())
        if self._held is not None and all(self._held is not widget for _, widget in self._rows):
            self._let_go()
        for widget in rows.values():
            # Buttons take the arrows for themselves, so those of a card are listened to as well.
            for part in (widget, *widget.findChildren(QAbstractButton)):
                part.removeEventFilter(self)
                part.installEventFilter(self)
        if self._wanted in rows:
            widget, self._wanted = rows[self._wanted], ""
            target = widget if widget.focusPolicy() != Qt.FocusPolicy.NoFocus else widget.nextInFocusChain()
            if target is not None and not _has_focus(widget):
                target.setFocus(Qt.FocusReason.OtherFocusReason)

    def shift(self, record_id: str, by: int) -> bool:
        """Move a row one step; whether there was room."""
        ids = [name for name, _ in self._rows]
        at = ids.index(record_id)
        if not 0 <= at + by < len(ids):
            return False
        self._wanted = record_id
        self._tell(at, at + by if by < 0 else at + by + 1)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt and the arrows; a press on the row's own ground begins a drag."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}.get(event.key(), 0)
            if step and event.modifiers() & Qt.KeyboardModifier.AltModifier and self._id(watched):
                self.shift(self._id(watched), step)
                return True
        if not isinstance(event, QMouseEvent) or all(watched is not widget for _, widget in self._rows):
            return False
        assert isinstance(watched, QWidget)
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._let_go()
            self._start, self._held = event.globalPosition().toPoint(), watched
        elif kind == QEvent.Type.MouseMove and watched is self._held:
            return self._dragged(watched, event.globalPosition().toPoint())
        elif kind == QEvent.Type.MouseButtonRelease and watched is self._held:
            return self._dropped(watched, event.globalPosition().toPoint())
        return False

    def _dragged(self, watched: QWidget, at: QPoint) -> bool:
        if self._gap < 0 and self._start is not None and (at - self._start).manhattanLength() < _DRAG_PX:
            return False
        self._gap = self._gap_at(at)
        self._show_mark(watched)
        return True

    def _dropped(self, watched: QWidget, at: QPoint) -> bool:
        # Where it is let go counts now: the rows may have changed since the last move.
        gap = self._gap_at(at) if self._gap >= 0 else -1
        self._let_go()
        if gap < 0:
            return False
        if isinstance(watched, QAbstractButton):
            watched.setDown(False)
        self._tell([name for name, _ in self._rows].index(self._id(watched)), gap)
        return True

    def _let_go(self) -> None:
        self._gap, self._start, self._held = -1, None, None
        if self._mark is not None:
            self._mark.hide()

    def _gap_at(self, at: QPoint) -> int:
        centres = [w.mapToGlobal(w.rect().center()).y() for _, w in self._rows]
        return next((i for i, y in enumerate(centres) if at.y() < y), len(centres))

    def _show_mark(self, watched: QWidget) -> None:
        parent = watched.parentWidget()
        if parent is None:
            return
        if self._mark is None:
            self._mark = Panel(self.ui, "accent.base", "top")
        self._mark.setParent(parent)
        last = self._gap >= len(self._rows)
        widget = self._rows[-1 if last else self._gap][1]
        y = widget.geometry().bottom() if last else widget.geometry().top()
        self._mark.setGeometry(widget.x(), max(0, y - 2), widget.width(), 3)
        self._mark.show()
        self._mark.raise_()

    def _tell(self, at: int, gap: int) -> None:
        if gap in (at, at + 1):
            return
        ids = [name for name, _ in self._rows]
        moving = ids[at]
        before = [name for i, name in enumerate(ids) if i < gap and i != at]
        after = [name for i, name in enumerate(ids) if i >= gap and i != at]
        self._moved(moving, before[-1] if before else "", after[0] if after else "")

    def _id(self, watched: QObject) -> str:
        at: QObject | None = watched
        while at is not None:
            found = next((name for name, widget in self._rows if widget is at), None)
            if found is not None:
                return found
            at = at.parent()
        return ""


def _has_focus(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))
