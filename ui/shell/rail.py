# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rail of rooms at the left: icon and word, a bar at the active one, a red dot at a running capture."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.context import Ui
from ui.shell.rooms import Room
from ui.widgets.base import PaintedButton
from ui.widgets.containers import Panel, Scroll
from ui.widgets.logo import LogoButton
from ui.widgets.paint import CENTER, box, icon, text

_EDGE = 6


class RailBar(Panel):
    """`chosen(room_id)` when the user goes to a room; `set_room`, `set_capturing` show where things are."""

    chosen = Signal(str)
    home_wanted = Signal()

    def __init__(self, ui: Ui, rooms: Sequence[Room], foot: Room, parent: QWidget | None = None) -> None:
        super().__init__(ui, "bg.rail", "right", parent=parent)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 10, 1, 10)
        column.setSpacing(2)
        self.logo = LogoButton(ui)
        self.logo.clicked.connect(self.home_wanted)
        column.addWidget(self.logo, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(6)
        self._items = {r.id: RailItem(ui, r) for r in (*rooms, foot)}
        for item in self._items.values():
            if item.room is foot:
                column.addStretch(1)
            column.addWidget(item)
            item.clicked.connect(self._clicked)
        self._content = content
        self._scroll = Scroll(ui, content, fill="bg.rail")
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.addWidget(self._scroll)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(ui.texts.t("Rooms"))
        ui.theme_changed.connect(self._fit)
        ui.texts_changed.connect(self._fit)
        self._fit()

    def item(self, room_id: str) -> "RailItem":
        """The button of a room."""
        return self._items[room_id]

    def set_room(self, room_id: str) -> None:
        """Show which room is in front."""
        for key, item in self._items.items():
            item.setChecked(key == room_id)

    def set_capturing(self, room_id: str) -> None:
        """Show a running capture by a red dot; empty shows none."""
        for key, item in self._items.items():
            item.set_live(key == room_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A lower window may need the scroll bar."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setAccessibleName(self.ui.texts.t("Rooms"))
        widest = max(item.sizeHint().width() for item in self._items.values())
        scrolled = self._content.minimumSizeHint().height() > self.height()
        bar = self._scroll.verticalScrollBar().sizeHint().width() if scrolled else 0
        wide = max(self.ui.theme.size("rail"), widest + 2 + bar)
        self.setFixedWidth(wide)
        # Qt forgets to lay out again what is made narrower while it is being shown.
        self._scroll.setFixedWidth(wide - 1)

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, RailItem):
            self.chosen.emit(sender.room.id)


class RailItem(PaintedButton):
    """A room in the rail, 60 high."""

    def __init__(self, ui: Ui, room: Room) -> None:
        super().__init__(ui, lambda texts: texts.tc(*room.label))
        self.room = room
        self._live = False
        self.focus_radius = ui.theme.radius("tile") - 4
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def focus_rect(self) -> QRect:
        """The ring stays inside the rail."""
        return self.rect().adjusted(_EDGE, 3, -_EDGE, -3)

    def set_live(self, live: bool) -> None:
        """Show or hide the red dot."""
        self._live = live
        self.retranslate()
        self.update()

    def nextCheckState(self) -> None:
        """The shell decides which room is in front."""

    def retranslate(self) -> None:
        """The spoken name says when a capture is running."""
        super().retranslate()
        if self._live:
            self.setAccessibleName(self.ui.texts.t("{room}, recording", room=self.words))

    def sizeHint(self) -> QSize:
        """As wide as its label: nothing is ever cut."""
        theme = self.theme
        width = theme.text_width("caption", self.words, 600) + 2 * _EDGE
        return QSize(round(width + 1), theme.height(60, "caption") + theme.px(24) - 24)

    def draw(self, painter: QPainter) -> None:
        """Fill and bar when active, icon, label, dot."""
        theme = self.theme
        on = self.isChecked()
        area = QRectF(self.rect()).adjusted(_EDGE, 0, -_EDGE, 0)
        if on or self.hovered() or self.isDown():
            token = "accent.subtle" if on else "bg.pressed" if self.isDown() else "bg.hover"
            wide = (
                area if theme.text_width("caption", self.words, 600) < area.width() else QRectF(self.rect())
            )
            box(painter, wide, theme.radius("tile"), theme.color(token))
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent.base"))
            painter.drawRoundedRect(QRectF(-3, 14, 6, self.height() - 28), 3, 3)
        ink = theme.color("accent.base" if on else "text.secondary")
        size, line = theme.px(24), theme.px(14)
        top = (self.height() - size - 4 - line) / 2
        left = (self.width() - size) / 2
        icon(painter, theme, self.room.icon, left, top, size, ink)
        label = QRectF(0, top + size + 4, self.width(), line)
        text(painter, label, self.words, theme.font("caption", 600 if on else 500), ink, CENTER)
        if self._live:
            painter.setPen(QPen(theme.color("accent.subtle" if on else "bg.rail"), 2))
            painter.setBrush(theme.color("live.base"))
            painter.drawEllipse(QRectF(left + size - 3, top - 3, 8, 8))
