# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Labels: words in a type role and a colour token, wrapped where asked, never cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.context import Say, Ui
from ui.widgets.paint import brush, icon
from ui.widgets.paragraph import Paragraph, paragraph

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.theme import Theme


class Label(QLabel):
    """`Label(ui, words, role="body", color="text.primary", wrap=True, icon_name=...)`."""

    def __init__(
        self,
        ui: Ui,
        words: Say = "",
        role: str = "body",
        color: str = "text.primary",
        *,
        weight: int | None = None,
        wrap: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        icon_name: str | None = None,
        icon_size: int = 16,
        elide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.ui = ui
        self._words = words
        self._role = role
        self._color = color
        self._weight = weight
        self._wrap = wrap
        self._side = align
        self._icon = icon_name
        self._icon_size = icon_size
        self._elide = elide
        self._cache: dict[int, Paragraph] = {}
        self._hints: tuple[Theme, QSize, QSize] | None = None
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred if wrap or elide else QSizePolicy.Policy.Minimum,
            QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed,
        )
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        ui.theme_changed.connect(self._refresh)
        ui.texts_changed.connect(self.retranslate)
        self.retranslate()

    @property
    def words(self) -> str:
        """The words in the present language."""
        return self.text()

    def set_words(self, words: Say) -> None:
        """Change the words."""
        if words != self._words:
            self._words = words
            self.retranslate()

    def set_color(self, token: str) -> None:
        """Change the colour token."""
        self._color = token
        self.update()

    def set_icon_name(self, name: str | None) -> None:
        """Change the icon before the words."""
        if name != self._icon:
            self._icon = name
            self._refresh()

    def retranslate(self) -> None:
        """Say the words again."""
        words = self.ui.say(self._words)
        self.setText(words)
        self.setAccessibleName(words)
        self._refresh()

    def sizeHint(self) -> QSize:
        """Natural size: one line, or a readable column when wrapped."""
        return self._sizes()[1]

    def _sizes(self) -> tuple[Theme, QSize, QSize]:
        """Natural and least size: a layout asks several times for each change of the words."""
        theme = self.ui.theme
        if self._hints is None or self._hints[0] is not theme:
            natural = self._natural()
            self._hints = theme, natural, self._least(natural)
        return self._hints

    def _natural(self) -> QSize:
        if self._wrap:
            natural = self._lines(-1).width
            width = min(natural, self.ui.theme.px(420)) + self._indent()
            return QSize(round(width + 0.999), self.heightForWidth(round(width + 0.999)))
        wide, high = self._plain_size()
        return QSize(round(wide + self._indent() + 0.999), high)

    def minimumSizeHint(self) -> QSize:
        """The longest word when wrapped, the whole line otherwise."""
        return self._sizes()[2]

    def _least(self, natural: QSize) -> QSize:
        if self._elide:
            return QSize(min(natural.width(), self.ui.theme.px(40)), natural.height())
        if not self._wrap:
            return natural
        metrics = self.ui.theme.metrics(self._role, self._weight)
        widest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0.0)
        return QSize(round(widest + self._indent() + 1), self.ui.theme.line(self._role))

    def hasHeightForWidth(self) -> bool:
        """Whether the height follows the width."""
        return self._wrap

    def heightForWidth(self, width: int) -> int:
        """Height of all lines at a width."""
        return self._lines(max(1, width - self._indent())).height if self._wrap else -1

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint icon and words."""
        theme = self.ui.theme
        painter = brush(self)
        color = theme.color(self._color if self.isEnabled() else "text.tertiary")
        left = float(self._indent())
        if self._icon is not None:
            size = theme.px(self._icon_size)
            top = (theme.line(self._role) - size) / 2
            if self._wrap:
                top += self._top(self._lines(max(1, self.width() - self._indent())).height)
            else:
                top = (self.height() - size) / 2
            icon(painter, theme, self._icon, 0, top, size, color)
        if self._wrap:
            found = self._lines(max(1, self.width() - self._indent()))
            found.draw(painter, left, self._top(found.height), color)
        else:
            self._draw_plain(painter, left, color)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Repaint when enabled or disabled."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.update()

    def _top(self, high: int) -> float:
        """Where a paragraph begins: at the top, or in the middle where that was asked for."""
        middle = bool(self._side & Qt.AlignmentFlag.AlignVCenter)
        return max(0.0, (self.height() - high) / 2) if middle else 0.0

    def _plain_size(self) -> tuple[float, int]:
        """One line needs no layout, which is a good part of the start."""
        theme, words = self.ui.theme, self.text()
        metrics = theme.metrics(self._role, self._weight)
        lines = words.split("\n")
        widest = max(metrics.horizontalAdvance(line) for line in lines)
        return widest, theme.line(self._role) * len(lines)

    def _draw_plain(self, painter: QPainter, left: float, color: QColor) -> None:
        theme, words = self.ui.theme, self.text()
        room = self.width() - left
        wide, _ = self._plain_size()
        if self._elide and wide > room:
            metrics = theme.metrics(self._role, self._weight)
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        side = self._side & Qt.AlignmentFlag.AlignHorizontal_Mask
        painter.setFont(theme.font(self._role, self._weight))
        painter.setPen(color)
        area = QRectF(left, 0, room, self.height())
        painter.drawText(area, int((side | Qt.AlignmentFlag.AlignVCenter).value), words)

    def _indent(self) -> int:
        return self.ui.theme.px(self._icon_size) + 6 if self._icon is not None else 0

    def _lines(self, width: int) -> Paragraph:
        found = self._cache.get(width)
        natural = self._cache.get(-1)
        if found is None and natural is not None and self._side & Qt.AlignmentFlag.AlignLeft:
            found = natural if natural.width <= width else None  # it breaks nowhere
        if found is None:
            if len(self._cache) > 8:
                self._cache.clear()
            found = paragraph(
                self.ui.theme,
                self._role,
                self.text(),
                None if width < 0 else width,
                weight=self._weight,
                align=self._side & Qt.AlignmentFlag.AlignHorizontal_Mask,
            )
            self._cache[width] = found
        return found

    def _refresh(self) -> None:
        self._cache.clear()
        self._hints = None
        self.updateGeometry()
        self.update()
