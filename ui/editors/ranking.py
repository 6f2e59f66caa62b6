# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The editor of a ranking: a tap gives the next place, dragging moves, a digit puts in its place."""

from typing import Any

from PySide6.QtCore import QElapsedTimer, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxfield.methods.questions.ranking import LONGEST_MS
from ui.context import Say, Ui
from ui.editors.base import Editor, EditorSpec
from ui.widgets.base import PaintedButton
from ui.widgets.paint import CENTER, LEFT, box, icon, text, wrapped_height

_GAP = 6
_DRAG_PX = 10
_STEPS = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}
_LEAST_WIDTH = 240


class RankingEditor(Editor):
    """What has a place stands above, in order; the time from first sight to the last change is kept."""

    def __init__(self, ui: Ui, spec: EditorSpec) -> None:
        super().__init__(ui, spec)
        self._order: list[str] = []
        self._before_ms = 0
        self._seen = QElapsedTimer()
        self.list = _RankList(ui)
        for choice in spec.asked.choices:
            self.list.add(RankRow(ui, choice.key, spec.words(choice.name, choice.msgid)))
        self.list.pressed.connect(self._pressed)
        self.list.placed.connect(self._put)
        self.list.stepped.connect(self._step)
        self.column.addWidget(self.list)
        self._show()

    @property
    def order(self) -> tuple[str, ...]:
        """What has a place, best first."""
        return tuple(self._order)

    def set_value(self, value: Any) -> None:
        """Show a kept order."""
        kept = value if isinstance(value, dict) else {}
        order = [key for key in kept.get("order", ()) if key in self.list.rows]
        if order != self._order or not self._seen.isValid():
            self._before_ms = int(kept.get("ms", 0))
            self._seen.restart()
        self._order = order
        self._show()

    def focus_first(self) -> bool:
        """Focus the first row."""
        rows = self.list.shown()
        if rows:
            rows[0].setFocus(Qt.FocusReason.TabFocusReason)
        return bool(rows)

    def showEvent(self, event: QShowEvent) -> None:
        """The time runs while it is seen."""
        super().showEvent(event)
        self._seen.restart()

    def hideEvent(self, event: QHideEvent) -> None:
        """What was not seen does not count."""
        super().hideEvent(event)
        self._before_ms += self._seen.elapsed() if self._seen.isValid() else 0
        self._seen.invalidate()

    def _pressed(self, key: str) -> None:
        if key in self._order:
            self._order.remove(key)
        else:
            self._order.append(key)
        self._changed()

    def _put(self, key: str, place: int) -> None:
        """Give a choice a place (0 is the best)."""
        order = [other for other in self._order if other != key]
        order.insert(min(place, len(order)), key)
        if order != self._order:
            self._order = order
            self._changed()

    def _step(self, key: str, step: int) -> None:
        if key not in self._order:
            self._put(key, len(self._order))
            return
        self._put(key, max(0, self._order.index(key) + step))

    def _changed(self) -> None:
        self._show()
        spent = self._before_ms + (self._seen.elapsed() if self._seen.isValid() else 0)
        self._before_ms = min(LONGEST_MS, spent)
        self._seen.restart()
        value = {"order": list(self._order), "ms": self._before_ms} if self._order else None
        self.changed.emit(value)

    def _show(self) -> None:
        self.list.arrange(self._order)


class _RankList(QWidget):
    """Lays the rows out and follows a drag."""

    pressed = Signal(str)
    placed = Signal(str, int)
    stepped = Signal(str, int)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self.rows: dict[str, RankRow] = {}
        self._ranked = 0
        self._shown: list[RankRow] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        ui.theme_changed.connect(self._lay_out)

    def add(self, row: "RankRow") -> None:
        """Take a row."""
        row.setParent(self)
        self.rows[row.key] = row
        self._shown.append(row)
        row.clicked.connect(lambda: self.pressed.emit(row.key))
        row.typed.connect(lambda place: self.placed.emit(row.key, place))
        row.stepped.connect(lambda step: self.stepped.emit(row.key, step))
        row.dragged.connect(lambda y: self._follow(row, y))
        row.dropped.connect(lambda y: self._drop(row, y))

    def shown(self) -> list["RankRow"]:
        """The rows from the top."""
        return list(self._shown)

    def arrange(self, order: list[str]) -> None:
        """Put what has a place above, in order, and say the places."""
        rest = [key for key in self.rows if key not in order]
        self._ranked = len(order)
        self._shown = [self.rows[key] for key in (*order, *rest)]
        before: QWidget | None = None
        for place, row in enumerate(self._shown):
            row.set_place(place + 1 if place < len(order) else None, len(self.rows))
            if before is not None:
                QWidget.setTabOrder(before, row)
            before = row
        self._lay_out()

    def hasHeightForWidth(self) -> bool:
        """Long words take several lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """All rows below each other."""
        return sum(row.high(width) + _GAP for row in self._shown) - (_GAP if self._shown else 0)

    def sizeHint(self) -> QSize:
        """As wide as there is room for."""
        width = max(self.width(), _LEAST_WIDTH)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Every row is seen."""
        return QSize(_LEAST_WIDTH, self.heightForWidth(max(self.width(), _LEAST_WIDTH)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the rows anew."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        y = 0
        for row in self._shown:
            high = row.high(self.width())
            row.setGeometry(0, y, self.width(), high)
            row.show()
            y += high + _GAP
        self.setFixedHeight(max(1, y - _GAP))

    def _follow(self, row: "RankRow", y: int) -> None:
        row.raise_()
        row.move(0, max(0, min(self.height() - row.height(), y)))

    def _drop(self, row: "RankRow", y: int) -> None:
        middle = y + row.height() / 2
        above = [
            other for other in self._shown if other is not row and other.y() + other.height() / 2 < middle
        ]
        place = min(len(above), self._ranked)
        self._lay_out()
        self.placed.emit(row.key, place)


class RankRow(PaintedButton):
    """A choice with its place, 56 high; `dragged` and `dropped` carry its top while it is moved."""

    typed = Signal(int)
    stepped = Signal(int)
    dragged = Signal(int)
    dropped = Signal(int)

    def __init__(self, ui: Ui, key: str, words: Say) -> None:
        super().__init__(ui, words)
        self.key = key
        self._place: int | None = None
        self._of = 0
        self._grip: QPoint | None = None
        self._moving = False
        self.retranslate()

    @property
    def place(self) -> int | None:
        """Its place, from 1, or None."""
        return self._place

    def set_place(self, place: int | None, of: int) -> None:
        """Show a place."""
        self._place, self._of = place, of
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        """The spoken name says the place."""
        texts = self.ui.texts
        place = texts.t("{n} of {m}", n=self._place, m=self._of) if self._place else texts.t("no place yet")
        self.setAccessibleName(f"{self.words}, {place}")
        self.setAccessibleDescription(texts.t("A digit gives the place, Ctrl and an arrow move it."))

    def high(self, width: int) -> int:
        """How high it is at a width."""
        theme = self.theme
        room = width - self._left() - theme.px(20) - 24
        lines = wrapped_height(theme, "control", self.words, room, 500)
        return max(theme.height(56, "control"), lines + 20)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(_LEAST_WIDTH, self.theme.height(56, "control"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit puts it in its place; arrows go to the neighbour, with Ctrl they take the row along."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = _STEPS.get(event.key(), 0)
        if not held and event.text() in set("1234567") and int(event.text()) <= self._of:
            self.typed.emit(int(event.text()) - 1)
        elif step and held == Qt.KeyboardModifier.ControlModifier:
            self.stepped.emit(step)
        elif step and not held:
            self.focusNextPrevChild(step > 0)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where it was taken."""
        super().mousePressEvent(event)
        self._grip = event.position().toPoint()
        self._moving = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Beyond a few pixels it is a drag."""
        super().mouseMoveEvent(event)
        if self._grip is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        away = event.position().toPoint() - self._grip
        if self._moving or abs(away.y()) >= _DRAG_PX:
            self._moving = True
            self.dragged.emit(self.y() + away.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop it, or take it as a tap."""
        moving, self._moving, self._grip = self._moving, False, None
        if moving:
            self.setDown(False)
            self.dropped.emit(self.y())
            return
        super().mouseReleaseEvent(event)

    def draw(self, painter: QPainter) -> None:
        """Frame, place in a circle, words, grip."""
        theme = self.theme
        color = theme.color
        ranked = self._place is not None
        token = "bg.pressed" if self.isDown() else "bg.hover" if self.hovered() else "bg.surface"
        line = color("accent.base" if ranked else "line.strong")
        box(painter, self.rect(), theme.radius("touch_control"), color(token), line, 1.5 if ranked else 1)
        side = theme.px(28)
        middle = self.height() / 2
        circle = QRectF(14, middle - side / 2, side, side)
        box(painter, circle, side / 2, color("accent.base") if ranked else None,
            None if ranked else color("line.strong"), dash=not ranked)  # fmt: skip
        if ranked:
            text(painter, circle, str(self._place), theme.font("control", 600), color("accent.on"), CENTER)
        grip = theme.px(20)
        icon(
            painter, theme, "drag", self.width() - grip - 12, middle - grip / 2, grip, color("text.tertiary")
        )
        area = QRectF(self._left(), 0, self.width() - self._left() - grip - 24, self.height())
        ink = color("text.primary" if self.isEnabled() else "text.tertiary")
        text(painter, area, self.words, theme.font("control", 600 if ranked else 500), ink, LEFT, wrap=True)

    def _left(self) -> int:
        return self.theme.px(28) + 28
