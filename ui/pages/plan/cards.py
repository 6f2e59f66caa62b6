# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Painted parts of the overview: a calendar day, a wave, a quota."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from cxfield.services.plan_overview import CalendarDay, QuotaRow
from cxfield.services.plan_words import SESSION_KINDS
from ui.context import Ui
from ui.widgets.base import Painted, PaintedButton
from ui.widgets.paint import RIGHT, bar, box, icon, text
from ui.widgets.paragraph import paragraph

_ELIDE = Qt.TextElideMode.ElideRight
_INKS = {
    "observation": "source.observation",
    "interview": "source.interview",
    "group": "source.group",
    "debrief": "text.primary",
}


class DayCell(Painted):
    """A day: date, its number, place and what is planned; dashed amber when something is missing."""

    def __init__(self, ui: Ui, day: CalendarDay) -> None:
        super().__init__(ui)
        self._day = day
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.retranslate()

    def retranslate(self) -> None:
        """The spoken name is everything on it."""
        day = self._day
        words = [self.ui.texts.day(day.date), day.place, *(row.words for row in day.lines)]
        if day.gap:
            words.append(self.ui.texts.t("something is missing"))
        self.setAccessibleName(", ".join(word for word in words if word))
        self.setToolTip(self.accessibleName())

    def hasHeightForWidth(self) -> bool:
        """The lines wrap."""
        return True

    def sizeHint(self) -> QSize:
        """A fifth of the row."""
        wide = self.theme.px(124)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Room for the date."""
        return QSize(self.theme.px(84), self.theme.px(60))

    def heightForWidth(self, width: int) -> int:
        """Date, place and lines."""
        theme = self.theme
        high = 8 + theme.line("small")
        if self._day.place:
            high += paragraph(theme, "control", self._day.place, width - 16, weight=600).height + 2
        for row in self._day.lines:
            high += (
                paragraph(theme, "small", row.words, self._room(width, gap=row.gap), weight=600).height + 3
            )
        return max(theme.px(78), high + 8)

    def _room(self, width: int, *, gap: bool) -> float:
        return width - 16 - self.theme.px(16) - 6 - (self.theme.px(16) if gap else 0)

    def draw(self, painter: QPainter) -> None:
        """Box, date, place, lines."""
        theme, day = self.theme, self._day
        area = QRectF(self.rect())
        radius = theme.radius("tile")
        if day.gap:
            box(painter, area, radius, theme.color("bg.subtle"))
            box(painter, area, radius, None, theme.color("warning.base"), 2, dash=True)
        else:
            box(painter, area, radius, theme.color("bg.subtle"), theme.color("line.hairline"))
        top = 8.0
        row = QRectF(8, top, self.width() - 16, theme.line("small"))
        text(painter, row, self.ui.texts.day(day.date), theme.font("small", 600), theme.color("text.primary"))
        text(painter, row, str(day.number), theme.font("small"), theme.color("text.secondary"), RIGHT)
        top += theme.line("small")
        if day.place:
            found = paragraph(theme, "control", day.place, self.width() - 16, weight=600)
            found.draw(painter, 8, top, theme.color("text.primary"))
            top += found.height + 2
        for item in day.lines:
            ink = theme.color(_INKS.get(item.kind, "text.primary"))
            size = theme.px(16)
            icon(painter, theme, SESSION_KINDS[item.kind][1], 8, top + 1, size, ink)
            room = self._room(self.width(), gap=item.gap)
            found = paragraph(theme, "small", item.words, room, weight=600)
            found.draw(painter, 8 + size + 6, top, ink)
            if item.gap:
                left = min(8 + size + 6 + found.width + 4, self.width() - 8 - size)
                icon(painter, theme, "warning", left, top + 1, size, theme.color("warning.base"))
            top += found.height + 3


class WaveButton(PaintedButton):
    """A wave: name and what is planned; the chosen one has the accent."""

    def __init__(self, ui: Ui, words: str, below: str, *, on: bool) -> None:
        super().__init__(ui, words)
        self._below, self._on = below, on
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.focus_radius = ui.theme.radius("tile")
        self.retranslate()
        self.setAccessibleName(f"{words}, {below}")

    def hasHeightForWidth(self) -> bool:
        """The words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Two or more lines."""
        theme = self.theme
        room = width - 24 - theme.px(20) - 10
        high = paragraph(theme, "body", self.words, room, weight=600).height
        return 20 + high + paragraph(theme, "small", self._below, room).height

    def sizeHint(self) -> QSize:
        """Half a row."""
        wide = self.theme.px(260)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Narrow is fine, the words wrap."""
        return QSize(self.theme.px(120), self.theme.px(54))

    def draw(self, painter: QPainter) -> None:
        """Fill, outline, icon, words."""
        theme = self.theme
        color = theme.color
        token = "bg.pressed" if self.isDown() else "bg.hover" if self.hovered() else "bg.surface"
        if self._on:
            box(painter, self.rect(), theme.radius("tile"), color("bg.selected"), color("accent.base"), 2)
        else:
            box(painter, self.rect(), theme.radius("tile"), color(token), color("line.hairline"))
        size = theme.px(20)
        icon(painter, theme, "calendar", 12, (self.height() - size) / 2, size, color("text.primary"))
        left = 12 + size + 10
        room = self.width() - left - 12
        name = paragraph(theme, "body", self.words, room, weight=600)
        below = paragraph(theme, "small", self._below, room)
        top = (self.height() - name.height - below.height) / 2
        name.draw(painter, left, top, color("text.primary"))
        below.draw(painter, left, top + name.height, color("text.secondary"))


class QuotaLine(Painted):
    """Name, bar, count and whether it is full."""

    def __init__(self, ui: Ui, row: QuotaRow) -> None:
        super().__init__(ui)
        self._row = row
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        """The spoken name is the counts."""
        row = self._row
        self.setAccessibleName(f"{row.group}, {row.name}: {row.have}/{row.target}, {self._state()}")

    def sizeHint(self) -> QSize:
        """32 high."""
        return QSize(self.theme.px(240), self.theme.height(30, "body"))

    def minimumSizeHint(self) -> QSize:
        """Room for count and state."""
        return QSize(self.theme.px(200), self.sizeHint().height())

    def draw(self, painter: QPainter) -> None:
        """Name left, then bar, count, state."""
        theme, row = self.theme, self._row
        state, full = self._state(), row.have >= row.target
        wide = (
            max(
                theme.text_width("small", self.ui.texts.t("full"), 600) + theme.px(16) + 6,
                theme.text_width("small", self.ui.texts.tn("{n} missing", "{n} missing", 88), 600),
            )
            + 4
        )
        right = self.width() - wide
        ink = theme.color("success.base" if full else "warning.base")
        left = right
        if full:
            size = theme.px(16)
            icon(painter, theme, "check", left, (self.height() - size) / 2, size, ink)
            left += size + 6
        area = QRectF(left, 0, wide, self.height())
        text(painter, area, state, theme.font("small", 600), ink)
        count = f"{row.have}/{row.target}"
        font = theme.font("control", 600, tnum=True)
        counted = QRectF(0, 0, right - 10, self.height())
        text(painter, counted, count, font, theme.color("text.primary"), RIGHT)
        right -= theme.metrics("control", 600, tnum=True).horizontalAdvance("88/88") + 20
        long = theme.px(72)
        name_room = max(20.0, right - 8)
        if right - long - 10 > theme.text_width("body", row.name) + 4:
            name_room = right - long - 10
            share = row.have / row.target if row.target else 1.0
            at = QRectF(right - long, self.height() / 2 - 4, long, 8)
            bar(painter, theme, at, share, "accent.base" if full else "accent.line")
        words = theme.metrics("body").elidedText(row.name, _ELIDE, name_room)
        text(
            painter,
            QRectF(0, 0, name_room, self.height()),
            words,
            theme.font("body"),
            theme.color("text.primary"),
        )

    def _state(self) -> str:
        left = self._row.target - self._row.have
        texts = self.ui.texts
        return texts.t("full") if left <= 0 else texts.tn("{n} missing", "{n} missing", left)
