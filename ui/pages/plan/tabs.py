# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Room tabs, 48 high: icon, name, and a green check or an amber count of what is missing."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.context import Say, Ui
from ui.editors.flow import FlowLayout
from ui.widgets.base import PaintedButton
from ui.widgets.containers import Panel
from ui.widgets.paint import icon, tag, tag_size, text


class RoomTab(PaintedButton):
    """One tab; `missing` None hides its state, 0 is a check."""

    def __init__(self, ui: Ui, key: str, words: Say, icon_name: str) -> None:
        super().__init__(ui, words)
        self.key = key
        self._icon = icon_name
        self._missing: int | None = None
        self._plain = False
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def set_missing(self, missing: int | None) -> None:
        """Show how much is missing."""
        self._missing = missing
        self.retranslate()
        self.updateGeometry()
        self.update()

    def set_plain(self, plain: bool) -> None:
        """Without the icon, where the tabs would need a second line."""
        if plain != self._plain:
            self._plain = plain
            self.updateGeometry()
            self.update()

    def wide(self, *, plain: bool) -> int:
        """The width with or without the icon."""
        theme = self.theme
        wide: float = (0 if plain else theme.px(20) + 8) + 24
        wide += theme.text_width("control", self.words, 600)
        if self._missing:
            wide += 8 + tag_size(theme, str(self._missing), "warning")[0]
        elif self._missing == 0:
            wide += 8 + theme.px(16)
        return round(wide + 0.5)

    def nextCheckState(self) -> None:
        """The bar decides which one is in front."""

    def retranslate(self) -> None:
        """The spoken name has what is missing."""
        super().retranslate()
        if self._missing:
            self.setAccessibleName(f"{self.words}, {self.ui.texts.t('{n} missing', n=self._missing)}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys go to the neighbour."""
        step = {Qt.Key.Key_Left.value: -1, Qt.Key.Key_Right.value: 1}.get(event.key(), 0)
        bar = self.parentWidget()
        while bar is not None and not isinstance(bar, RoomTabs):
            bar = bar.parentWidget()
        if step and bar is not None:
            bar.step(self, step)
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Icon, words, state."""
        return QSize(self.wide(plain=self._plain), self.theme.height(48, "control"))

    def draw(self, painter: QPainter) -> None:
        """Icon, words, check or count; a bar below the one in front."""
        theme = self.theme
        on = self.isChecked()
        if self.hovered() and not on:
            painter.fillRect(self.rect(), theme.color("bg.hover"))
        ink = theme.color("accent.base" if on else "text.secondary")
        size, left, middle = theme.px(20), 12.0, self.height() / 2
        if not self._plain:
            icon(painter, theme, self._icon, left, middle - size / 2, size, ink)
            left += size + 8
        font = theme.font("control", 600 if on else 500)
        wide = theme.text_width("control", self.words, 600)
        text(painter, QRectF(left, 0, wide + 4, self.height()), self.words, font, ink)
        left += wide + 8
        if self._missing:
            words = str(self._missing)
            high = tag_size(theme, words, "warning")[1]
            tag(
                painter,
                theme,
                left,
                middle - high / 2,
                words,
                ink="warning.base",
                fill="warning.subtle",
                icon_name="warning",
            )
        elif self._missing == 0:
            side = theme.px(16)
            icon(painter, theme, "check", left, middle - side / 2, side, theme.color("success.base"))
        if on:
            painter.fillRect(QRectF(0, self.height() - 3, self.width(), 3), theme.color("accent.base"))


class RoomTabs(Panel):
    """`RoomTabs(ui, ((key, words, icon), …))`; `chosen(key)`; a second line where the width ends."""

    chosen = Signal(str)

    def __init__(self, ui: Ui, tabs: Sequence[tuple[str, Say, str]], *, lined: bool = True) -> None:
        super().__init__(ui, "bg.surface", *(("bottom",) if lined else ()))
        self.tabs = tuple(RoomTab(ui, key, words, icon_name) for key, words, icon_name in tabs)
        inner = QWidget()
        row = FlowLayout(inner, gap=0)
        for tab in self.tabs:
            row.addWidget(tab)
            tab.clicked.connect(self._clicked)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(10, 0, 10, 1)
        outer.addWidget(inner)

    @property
    def current(self) -> str:
        """The tab in front."""
        return next((tab.key for tab in self.tabs if tab.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Put a tab in front without a signal."""
        for tab in self.tabs:
            tab.setChecked(tab.key == key)
            tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tab.key == key else Qt.FocusPolicy.ClickFocus)

    def set_missing(self, key: str, missing: int | None) -> None:
        """Show how much is missing on a tab."""
        next(tab for tab in self.tabs if tab.key == key).set_missing(missing)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Icons where there is room for them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        plain = sum(tab.wide(plain=False) for tab in self.tabs) > self.width() - 20
        for tab in self.tabs:
            tab.set_plain(plain)

    def step(self, origin: RoomTab, by: int) -> None:
        """Go to a neighbour."""
        at = self.tabs.index(origin) + by
        if 0 <= at < len(self.tabs):
            self.chosen.emit(self.tabs[at].key)
            self.tabs[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, RoomTab):
            self.chosen.emit(sender.key)
