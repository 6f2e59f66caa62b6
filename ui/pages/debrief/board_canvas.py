# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The board under the hand: cards are chosen, selected, dragged and opened, by mouse, touch and keys."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from ui.context import Ui
from ui.pages.debrief.board_surface import BoardSurface
from ui.shortcuts import matches

_DRAG_FROM = 8


class BoardCanvas(BoardSurface):
    """`show_board(view)`; arrows move, Space selects; cards and clusters are dragged."""

    chosen = Signal(str)
    opened = Signal(str)
    dropped = Signal(list, str)
    wanted = Signal(str)
    given = Signal(list)

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._pressed: QPoint | None = None
        self._pan: QPoint | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)

    def choose(self, card_id: str, *, show: bool = True) -> None:
        """Bring a card to the front of attention."""
        self.current = card_id
        placed = self.layout_.place_of(card_id)
        if placed is not None:
            said = [placed.card.text, placed.card.source, placed.card.person]
            self.setAccessibleDescription(", ".join(word for word in said if word))
            if show:
                self._reveal(placed.rect)
        self.chosen.emit(card_id)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose, add to the selection, or begin to drag; the middle button moves the board."""
        self.setFocus()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._pan = event.position().toPoint()
            return
        placed = self.layout_.card_at(self._to_board(event.position()))
        if placed is None:
            self.selected.clear()
            self.current = ""
            self.chosen.emit("")
            self._pan = event.position().toPoint()
            self.viewport().update()
            return
        key = placed.card.id
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
            self.selected ^= {key}
        elif key not in self.selected:
            self.selected = set()
        self._pressed = event.position().toPoint()
        self.choose(key, show=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag cards, or move the board."""
        now = event.position().toPoint()
        if self._pan is not None:
            gap = now - self._pan
            self._pan = now
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - gap.x())
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - gap.y())
            return
        if self._pressed is None:
            return
        if not self._dragging and (now - self._pressed).manhattanLength() >= _DRAG_FROM:
            self._dragging = True
        if self._dragging:
            self._hand = self._to_board(event.position())
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let cards go: in a cluster, in the tray, or at the panel at the side."""
        was, self._dragging, self._pressed, self._pan = self._dragging, False, None, None
        if not was:
            return
        if event.position().x() > self.viewport().width():
            self.given.emit(self.picked())
        else:
            target = self.layout_.box_at(self._to_board(event.position()))
            self.dropped.emit(self.picked(), target.id if target is not None else "new")
        self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a card, or name a cluster."""
        point = self._to_board(event.position())
        placed, target = self.layout_.card_at(point), self.layout_.box_at(point)
        if placed is not None:
            self.opened.emit(placed.card.id)
        elif target is not None and target.id:
            self.opened.emit("group:" + target.id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            factor = 1.0015 ** event.angleDelta().y()
            self.set_zoom(self._zoom * factor, event.position())
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move among cards; the other keys are in the table of shortcuts."""
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if event.key() in ways and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._walk(*ways[Qt.Key(event.key())])
            return
        if not self.take_key(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what the key says, also when it was pressed beside the board."""
        for name in BOARD_KEYS:
            if matches(event, name):
                self._key(name.removeprefix("debrief."))
                return True
        return False

    def _key(self, name: str) -> None:
        if name == "select" and self.current:
            self.selected ^= {self.current}
            self.viewport().update()
        elif name == "zoom-in":
            self.step_zoom(1)
        elif name == "zoom-out":
            self.step_zoom(-1)
        elif name == "open":
            if self.current:
                self.opened.emit(self.current)
        else:
            self.wanted.emit(name)

    def _walk(self, x: int, y: int) -> None:
        """The nearest card that way."""
        found = self.layout_.nearest(self.current, x, y)
        if found is not None:
            self.choose(found.card.id)


BOARD_KEYS: Sequence[str] = (
    "debrief.select",
    "debrief.open",
    "debrief.group",
    "debrief.header",
    "debrief.vote",
    "debrief.note",
    "debrief.rose",
    "debrief.bud",
    "debrief.thorn",
    "debrief.no-mark",
    "debrief.evidence",
    "debrief.delete",
    "debrief.zoom-in",
    "debrief.zoom-out",
)  # fmt: skip
