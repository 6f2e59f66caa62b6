# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Surfaces: cards, hairlines, panels of one colour, banners, empty states and warning cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.context import Say, Ui
from ui.widgets.base import Painted
from ui.widgets.buttons import Button, Kind
from ui.widgets.label import Label
from ui.widgets.paint import box, brush, fill_rect, icon

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class Card(Painted):
    """A surface with a hairline and radius 10; put a layout in it. `dash=True` for drop targets."""

    def __init__(
        self,
        ui: Ui,
        *,
        fill: str | None = "bg.surface",
        line: str = "line.hairline",
        width: float = 1,
        radius: str = "card",
        dash: bool = False,
        edge: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ui, parent)
        self._fill, self._line, self._width = fill, line, width
        self._radius, self._dash, self._edge = radius, dash, edge

    def set_look(self, *, fill: str | None, line: str, width: float = 1, edge: str | None = None) -> None:
        """Change the colours by token."""
        self._fill, self._line, self._width, self._edge = fill, line, width, edge
        self.update()

    def draw(self, painter: QPainter) -> None:
        """Fill, coloured edge, outline."""
        theme = self.theme
        radius = theme.radius(self._radius)
        area = QRectF(self.rect())
        fill = theme.color(self._fill) if self._fill else None
        if self._edge:
            if fill is not None:
                box(painter, area, radius, fill)
            painter.save()
            painter.setClipRect(QRectF(0, 0, 5, self.height()))
            box(painter, area, radius, theme.color(self._edge))
            painter.restore()
            fill = None
        box(painter, area, radius, fill, theme.color(self._line), self._width, dash=self._dash)


class Panel(QWidget):
    """A plain area of one colour with optional hairlines at its sides (`"bottom"`, `"right"` …)."""

    def __init__(self, ui: Ui, fill: str = "bg.surface", *lines: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._fill, self._lines = fill, lines
        ui.theme_changed.connect(self.update)

    def set_fill(self, token: str) -> None:
        """Change the colour."""
        self._fill = token
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill and hairlines."""
        painter = QPainter(self)
        theme = self.ui.theme
        fill_rect(painter, self.rect(), theme.color(self._fill))
        line = theme.color("line.hairline")
        wide, high = self.width(), self.height()
        sides = {
            "top": (0, 0, wide, 1),
            "bottom": (0, high - 1, wide, 1),
            "left": (0, 0, 1, high),
            "right": (wide - 1, 0, 1, high),
        }
        for side in self._lines:
            fill_rect(painter, QRectF(*sides[side]), line)
        painter.end()


class Line(Panel):
    """A hairline between two areas."""

    def __init__(self, ui: Ui, *, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(ui, "line.hairline", parent=parent)
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


class ThinScrollBar(QScrollBar):
    """A quiet bar of 12 px: a rounded handle on no track."""

    def __init__(self, ui: Ui, orientation: Qt.Orientation) -> None:
        super().__init__(orientation)
        self.ui = ui
        ui.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """12 px across."""
        return QSize(12, 48) if self.orientation() == Qt.Orientation.Vertical else QSize(48, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The handle; its place is worked out here, for asking the style would load all of its names."""
        span = self.maximum() - self.minimum()
        if span <= 0:
            return
        upright = self.orientation() == Qt.Orientation.Vertical
        length = self.height() if upright else self.width()
        handle = max(24.0, length * self.pageStep() / (span + self.pageStep()))
        start = (length - handle) * (self.sliderPosition() - self.minimum()) / span
        area = QRectF(3, start, self.width() - 6, handle)
        if not upright:
            area = QRectF(start, 3, handle, self.height() - 6)
        painter = brush(self)
        token = "text.tertiary" if self.isSliderDown() else "line.strong"
        box(painter, area, 3, self.ui.theme.color(token))
        painter.end()


class Scroll(QScrollArea):
    """A scrolled column without a frame; the content takes the width. Without a fill it is see-through.

    `steady` keeps the bar's place free: content that grows and shrinks is as wide as before, so nothing moves
    sideways and nothing is measured for another width.
    """

    def __init__(
        self,
        ui: Ui,
        content: QWidget,
        *,
        fill: str | None = "bg.app",
        steady: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.ui = ui
        self._fill = fill
        # A viewport of our own: asking for Qt's makes the binding look through every widget class (20 ms).
        self._port = QWidget()
        self._port.setAutoFillBackground(fill is not None)
        self.setViewport(self._port)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        if steady:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBar(ThinScrollBar(ui, Qt.Orientation.Vertical))
        self.setHorizontalScrollBar(ThinScrollBar(ui, Qt.Orientation.Horizontal))
        self.setWidget(content)
        content.setAutoFillBackground(fill is not None)
        ui.theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take the colour from the theme."""
        palette = self.ui.theme.palette()
        if self._fill is not None:
            palette.setColor(palette.ColorRole.Window, self.ui.theme.color(self._fill))
        self.setPalette(palette)


class Banner(Card):
    """A line across the window: read-only, or a save that failed; with the one action that helps."""

    pressed = Signal()

    def __init__(
        self, ui: Ui, words: Say = "", *, tone: str = "warning", icon_name: str = "lock", action: Say = ""
    ) -> None:
        super().__init__(ui, fill=f"{tone}.subtle", line=f"{tone}.base", radius="tile")
        self._tone = tone
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 8, 12, 8)
        self._row.setSpacing(12)
        self.label = Label(
            ui,
            words,
            "body",
            f"{tone}.base",
            weight=600,
            wrap=True,
            align=Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            icon_name=icon_name,
            icon_size=20,
        )
        self._row.addWidget(self.label, 1)
        self.button: Button | None = None
        if action:
            self.button = Button(ui, action)
            self.button.clicked.connect(self.pressed)
            self._row.addWidget(self.button)
        self._row.addStrut(36)

    def set_words(self, words: Say) -> None:
        """Change the sentence."""
        self.label.set_words(words)


class EmptyState(Card):
    """Icon, one sentence, one button; the button only where there is something to do."""

    pressed = Signal()

    def __init__(self, ui: Ui, words: Say, *, icon_name: str = "info", action: Say = "") -> None:
        super().__init__(ui, fill=None, line="line.strong", dash=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 16, 12, 16)
        column.setSpacing(8)
        column.addStretch(1)
        self._mark = Glyph(ui, icon_name, 24, "text.secondary")
        column.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignHCenter)
        self.label = Label(ui, words, "body", wrap=True, align=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.label)
        self.button: Button | None = None
        if action:
            self.button = Button(ui, action)
            self.button.clicked.connect(self.pressed)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)


class Glyph(Painted):
    """An icon on its own; decoration, so it has no spoken name."""

    def __init__(self, ui: Ui, icon_name: str, size: int = 20, color: str = "text.primary") -> None:
        super().__init__(ui)
        self._icon, self._size, self._color = icon_name, size, color
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon_name(self, name: str, color: str | None = None) -> None:
        """Change the icon and its colour."""
        self._icon = name
        self._color = color or self._color
        self.update()

    def sizeHint(self) -> QSize:
        """The size of the icon at the present text size."""
        side = self.theme.px(self._size)
        return QSize(side, side)

    def draw(self, painter: QPainter) -> None:
        """Paint the icon."""
        size = self.theme.px(self._size)
        icon(painter, self.theme, self._icon, 0, 0, size, self.theme.color(self._color))


class WarningCard(Card):
    """Coloured edge, icon, title, reason and one fixing action; `tone` danger blocks, warning does not."""

    pressed = Signal()
    shown = Signal()

    def __init__(
        self,
        ui: Ui,
        title: Say,
        reason: Say,
        *,
        tone: str = "warning",
        icon_name: str = "warning",
        action: Say = "",
        look: Say = "",
    ) -> None:
        super().__init__(ui, line=f"{tone}.base", edge=f"{tone}.base")
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 14, 12)
        column.setSpacing(4)
        self.title = Label(
            ui, title, "control", f"{tone}.base", weight=600, wrap=True, icon_name=icon_name, icon_size=18
        )
        self.reason = Label(ui, reason, "body", "text.secondary", wrap=True)
        column.addWidget(self.title)
        column.addWidget(self.reason)
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        if action:
            button = Button(ui, action)
            button.clicked.connect(self.pressed)
            row.addWidget(button)
        if look:
            ghost = Button(ui, look, kind=Kind.GHOST)
            ghost.clicked.connect(self.shown)
            row.addWidget(ghost)
        if action or look:
            row.addStretch(1)
            column.addLayout(row)


class PromptBar(Panel):
    """The gentle prompt at the foot: the rules as words, one sentence, one reason, one action, skip."""

    accepted = Signal()
    skipped = Signal()

    def __init__(self, ui: Ui, rules: tuple[Say, ...], *, skip_key: str = "Esc") -> None:
        super().__init__(ui, "bg.surface", "top")
        row = QHBoxLayout(self)
        row.setContentsMargins(QMargins(16, 6, 16, 6))
        row.setSpacing(10)
        self._rules = tuple(_Rule(ui, words) for words in rules)
        for rule in self._rules:
            row.addWidget(rule)
        column = QVBoxLayout()
        column.setContentsMargins(10, 0, 0, 0)
        column.setSpacing(0)
        self._sentence = Label(ui, "", "body", weight=600, wrap=True)
        self._reason = Label(ui, "", "small", "text.secondary", wrap=True)
        column.addStretch(1)
        column.addWidget(self._sentence)
        column.addWidget(self._reason)
        column.addStretch(1)
        row.addLayout(column, 1)
        self._action = Button(ui, "", touch=True)
        self._skip = Button(ui, lambda x: x.t("Skip"), kind=Kind.GHOST, key=skip_key, touch=True)
        row.addWidget(self._action)
        row.addWidget(self._skip)
        self._action.clicked.connect(self.accepted)
        self._skip.clicked.connect(self.skipped)
        row.addStrut(ui.theme.size("prompt_bar") - 12)
        self.show_prompt(None)

    def show_prompt(
        self, rule: int | None, sentence: Say = "", reason: Say = "", action: Say = "", key: str = ""
    ) -> None:
        """Show a prompt of a rule, or only the rules; nothing moves when it comes or goes."""
        for index, part in enumerate(self._rules):
            part.set_active(index == rule)
        shown = rule is not None
        self._sentence.set_words(sentence if shown else "")
        self._reason.set_words(reason if shown else "")
        self._action.set_words(action)
        self._action.set_key(key)
        for widget, wanted in ((self._action, shown and bool(action)), (self._skip, shown)):
            policy = widget.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            widget.setSizePolicy(policy)
            widget.setVisible(wanted)


class _Rule(Painted):
    """One rule as a word: amber with an info icon when it speaks, a check mark otherwise."""

    def __init__(self, ui: Ui, words: Say) -> None:
        super().__init__(ui)
        self._words = words
        self._active = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_active(self, active: bool) -> None:
        """Let the rule speak or be quiet."""
        self._active = active
        self.update()

    def retranslate(self) -> None:
        """The spoken name is the word."""
        self.setAccessibleName(self.ui.say(self._words))

    def sizeHint(self) -> QSize:
        """32 high."""
        theme = self.theme
        width = theme.px(16) + 6 + theme.text_width("small", self.ui.say(self._words), 600) + 20
        return QSize(round(width + 0.5), theme.height(32, "small"))

    def draw(self, painter: QPainter) -> None:
        """Fill when active, icon, word."""
        theme = self.theme
        ink = theme.color("warning.base" if self._active else "text.secondary")
        if self._active:
            box(painter, self.rect(), theme.radius("control"), theme.color("warning.subtle"))
        size = theme.px(16)
        name = "info" if self._active else "check"
        icon(painter, theme, name, 10, (self.height() - size) / 2, size, ink)
        painter.setFont(theme.font("small", 600 if self._active else 500))
        painter.setPen(ink)
        area = QRectF(10 + size + 6, 0, self.width(), self.height())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter.value), self.ui.say(self._words))
