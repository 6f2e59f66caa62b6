# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of the start page: a recent study with its progress, and a template with its key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxfield.i18n import Texts, pick
from cxfield.settings import RecentStudy
from ui.context import Ui
from ui.templates import Template
from ui.widgets.base import PaintedButton
from ui.widgets.paint import (
    RIGHT,
    bar,
    box,
    elided,
    fill_path,
    fill_rect,
    hline,
    icon,
    keycap,
    keycap_size,
    tag,
    tag_size,
    text,
)
from ui.widgets.paragraph import Paragraph, paragraph

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent

_PAD = 20
_BAR = 150
_WHEN = 96
_GO = 48
_GAP = 16
_NARROW = 640


class StudyRow(PaintedButton):
    """A recent study, 98 high: title, client and sites, tags, sessions done of planned, last opened."""

    chosen = Signal(str)
    forget_wanted = Signal(str)

    def __init__(
        self,
        ui: Ui,
        study: RecentStudy,
        *,
        first: bool,
        last: bool,
        now: Callable[[], dt.datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ui, lambda x: pick(study.title, x.locale) or Path(study.path).stem, parent)
        self.study = study
        self._first, self._last, self._now = first, last, now
        self.missing = not Path(study.path).is_file()
        self.focus_radius = ui.theme.radius("card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(study.path)
        self.clicked.connect(lambda: self.chosen.emit(self.study.path))
        self.retranslate()

    def retranslate(self) -> None:
        """The spoken name says all that the row shows."""
        words = [self.words, self._below(), self._sessions(), self._when()]
        self.setAccessibleName(", ".join(w for w in words if w))

    def sizeHint(self) -> QSize:
        """98 high at 100 %; the title may be shortened, its tooltip has the path."""
        theme = self.theme
        high = theme.px(24) + theme.line("body") + tag_size(theme, "x")[1] + 6 + 2 * 13
        return QSize(theme.px(320), high)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move between the studies; Delete offers to take this one off the list."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        elif event.key() == Qt.Key.Key_Delete:
            self._offer(self.rect().center())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The file stays where it is; only the row can go."""
        self._offer(event.pos())

    def draw(self, painter: QPainter) -> None:
        """Tint, edge, words, tags, bar, date, arrow."""
        theme = self.theme
        self._draw_ground(painter)
        room = self.width() - 2 * _PAD
        right: float = self.width() - _PAD
        self._draw_go(painter, right - _GO)
        right -= _GO + _GAP
        if room > _NARROW * theme.scale:
            wide = max(theme.px(_WHEN), round(theme.text_width("small", self._when())) + 4)
            area = QRectF(right - wide, 0, wide, self.height())
            text(painter, area, self._when(), theme.font("small"), theme.color("text.secondary"), RIGHT)
            right -= wide + _GAP
        if self.study.planned and room > 420 * theme.scale:
            right -= self._draw_bar(painter, right) + _GAP
        self._draw_words(painter, right - _PAD)

    def _draw_ground(self, painter: QPainter) -> None:
        theme = self.theme
        area = QRectF(self.rect()).adjusted(1, 1 if self._first else 0, -1, -1 if self._last else 0)
        shade = "bg.pressed" if self.isDown() else "bg.hover" if self.hovered() else ""
        if not shade and self._first:
            shade = "bg.selected"
        if shade:
            painter.save()
            painter.setClipPath(_corners(area, theme.radius("card") - 1, top=self._first, bottom=self._last))
            fill_rect(painter, area, theme.color(shade))
            if self._first:
                fill_rect(
                    painter, QRectF(area.left(), area.top(), 3, area.height()), theme.color("accent.base")
                )
            painter.restore()
        if not self._first:
            hline(painter, theme, 1, self.width() - 1, 0)

    def _draw_go(self, painter: QPainter, left: float) -> None:
        theme = self.theme
        ink = theme.color("text.tertiary")
        if self._first:
            box(painter, QRectF(left, (self.height() - _GO) / 2, _GO, _GO), 6, theme.color("accent.base"))
            ink = theme.color("accent.on")
        size = theme.px(22)
        x = left + (_GO - size) / 2
        icon(painter, theme, "chevron-right", x, (self.height() - size) / 2, size, ink)

    def _draw_bar(self, painter: QPainter, right: float) -> float:
        theme = self.theme
        line = theme.line("small")
        wide = max(_BAR, theme.px(_BAR))
        top = (self.height() - line - 5 - 8) / 2
        area = QRectF(right - wide, top, wide, line)
        words = self.ui.texts.t("sessions")
        text(painter, area, words, theme.font("small"), theme.color("text.secondary"))
        count = f"{self.study.done}/{self.study.planned}"
        text(painter, area, count, theme.font("small", 600), theme.color("text.primary"), RIGHT)
        share = self.study.done / self.study.planned
        track = "bg.surface" if self._first else "bg.sunken"
        bar(painter, theme, QRectF(right - wide, top + line + 5, wide, 8), share, track=track)
        return wide

    def _draw_words(self, painter: QPainter, room: float) -> None:
        theme = self.theme
        color = theme.color
        quiet = color("text.secondary")
        high = theme.px(24)
        tags = tag_size(theme, "x")[1]
        top = (self.height() - high - theme.line("body") - 6 - tags) / 2
        ink = color("text.tertiary" if self.missing else "text.primary")
        words = elided(theme, "answer", self.words, room, 600)
        text(painter, QRectF(_PAD, top, room, high), words, theme.font("answer", 600), ink)
        top += high
        words = elided(theme, "body", self._below(), room)
        text(painter, QRectF(_PAD, top, room, theme.line("body")), words, theme.font("body"), quiet)
        top += theme.line("body") + 6
        left = float(_PAD)
        for words, ink_token, fill, name in self._tags():
            wide = tag_size(theme, words, name)[0]
            if left + wide > _PAD + room:
                break
            tag(painter, theme, left, top, words, ink=ink_token, fill=fill, icon_name=name)
            left += wide + 8

    def _tags(self) -> list[tuple[str, str, str, str | None]]:
        texts, study = self.ui.texts, self.study
        plain = "bg.surface" if self._first else "bg.hover"
        found: list[tuple[str, str, str, str | None]] = []
        if self.missing:
            found.append((texts.t("file not found"), "warning.base", "warning.subtle", "warning"))
        elif study.planned and study.done >= study.planned:
            fill = "bg.surface" if self._first else "success.subtle"
            found.append((texts.t("fieldwork done"), "success.base", fill, "check"))
        elif study.done:
            fill = "bg.surface" if self._first else "info.subtle"
            found.append((texts.t("fieldwork"), "info.base", fill, "clock"))
        else:
            found.append((texts.t("draft, no data yet"), "text.secondary", plain, "note"))
        if study.demo:
            found.append((texts.t("sample data"), "text.secondary", plain, None))
        return found

    def _below(self) -> str:
        locale = self.ui.texts.locale
        where = ", ".join(pick(site, locale) for site in self.study.sites)
        parts = (pick(self.study.client, locale), where)
        return " · ".join(part for part in parts if part) or Path(self.study.path).name

    def _sessions(self) -> str:
        if not self.study.planned:
            return ""
        return f"{self.ui.texts.t('sessions')} {self.study.done}/{self.study.planned}"

    def _when(self) -> str:
        return last_opened(self.study, self._now(), self.ui.texts)

    def _offer(self, point: QPoint) -> None:
        from ui.widgets.menu import Menu, MenuItem

        menu = Menu(self.ui, (MenuItem("forget", lambda x: x.t("Take off this list"), "close"),), parent=self)
        menu.chosen.connect(lambda _: self.forget_wanted.emit(self.study.path))
        menu.popup(self.mapToGlobal(point))


class TemplateRow(PaintedButton):
    """A template: badge, title, sentence, key."""

    chosen = Signal(str)

    def __init__(self, ui: Ui, template: Template, *, number: int, first: bool, last: bool) -> None:
        super().__init__(ui, lambda texts: texts.t(template.title))
        self.template = template
        self._key = str(number)
        self._first, self._last = first, last
        self._cache: dict[tuple[int, float, str], tuple[Paragraph, Paragraph]] = {}
        self.focus_radius = ui.theme.radius("card")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda: self.chosen.emit(template.id))
        self.retranslate()

    def retranslate(self) -> None:
        """The spoken name has the sentence."""
        super().retranslate()
        self.setAccessibleDescription(self.ui.texts.t(self.template.sentence))

    def sizeHint(self) -> QSize:
        """104 high at 100 %."""
        return QSize(self.theme.px(400), self.heightForWidth(self.theme.px(400)))

    def minimumSizeHint(self) -> QSize:
        """The sentence wraps."""
        return QSize(self.theme.px(240), self.theme.px(104))

    def hasHeightForWidth(self) -> bool:
        """The sentence wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Title and all lines of the sentence."""
        title, sentence = self._lines(width)
        return max(self.theme.px(104), title.height + sentence.height + 36)

    def draw(self, painter: QPainter) -> None:
        """Badge, title, sentence, key."""
        theme = self.theme
        area = QRectF(self.rect()).adjusted(1, 1 if self._first else 0, -1, -1 if self._last else 0)
        token = "bg.pressed" if self.isDown() else "bg.hover" if self.hovered() else ""
        if token:
            path = _corners(area, theme.radius("card") - 1, top=self._first, bottom=self._last)
            fill_path(painter, path, theme.color(token))
        if not self._first:
            hline(painter, theme, 1, self.width() - 1, 0)
        side = theme.px(48)
        middle = self.height() / 2
        box(painter, QRectF(18, middle - side / 2, side, side), 8, theme.color("accent.subtle"))
        size = theme.px(26)
        x = 18 + (side - size) / 2
        icon(painter, theme, self.template.icon, x, middle - size / 2, size, theme.color("accent.base"))
        title, sentence = self._lines(self.width())
        top = middle - (title.height + sentence.height) / 2
        title.draw(painter, 18 + side + _GAP, top, theme.color("text.primary"))
        sentence.draw(painter, 18 + side + _GAP, top + title.height, theme.color("text.secondary"))
        wide, high = keycap_size(theme, self._key, large=True)
        keycap(painter, theme, self.width() - 18 - wide, middle - high / 2, self._key, large=True)

    def _lines(self, width: int) -> tuple[Paragraph, Paragraph]:
        theme = self.theme
        key = (width, theme.scale, self.ui.texts.locale)
        found = self._cache.get(key)
        if found is None:
            room = width - 36 - theme.px(48) - _GAP - keycap_size(theme, self._key, large=True)[0] - _GAP
            words = self.ui.texts.t(self.template.sentence)
            found = paragraph(theme, "h2", self.words, room), paragraph(theme, "small", words, room)
            self._cache = {key: found, **dict(list(self._cache.items())[:3])}
        return found


def last_opened(study: RecentStudy, now: dt.datetime, texts: Texts) -> str:
    """When a study was open last: today with the time, this week with the weekday, otherwise the day."""
    moment = dt.datetime.fromtimestamp(study.opened_at / 1000, tz=now.tzinfo)
    days = (now.date() - moment.date()).days
    if days == 0:
        return texts.t("today {time}", time=texts.time(moment))
    if days < 7:
        return texts.day(moment.date())
    if moment.year == now.year:
        return texts.day(moment.date(), weekday=False)
    return texts.date(moment.date())


def _corners(area: QRectF, radius: float, *, top: bool, bottom: bool) -> QPainterPath:
    """A row of a card: round only where the card is."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(area, radius, radius)
    half = area.height() / 2
    if not top:
        path.addRect(QRectF(area.left(), area.top(), area.width(), half))
    if not bottom:
        path.addRect(QRectF(area.left(), area.bottom() - half, area.width(), half))
    return path
