# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Painting of list rows, for delegates: an entry of the observe room, 64 high, newest on top and tinted."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ui.theme import Theme
from ui.widgets.paint import elided, fill_rect, hline, icon, polarity_mark, steps, steps_size, text


@dataclass(frozen=True, slots=True)
class EntryRow:
    """What one row shows; `mark` is `pain`, `delight` or empty with its word in `mark_words`."""

    time: str
    title: str
    who: str = ""
    where: str = ""
    rating: int | None = None
    polarity: int | None = None
    mark: str = ""
    mark_words: str = ""
    pending: bool = False


def entry_row_height(theme: Theme) -> int:
    """64 px at 100 %."""
    return theme.height(theme.size("entry_row"), "body", lines=2)


def draw_entry_row(
    painter: QPainter,
    theme: Theme,
    rect: QRectF,
    row: EntryRow,
    *,
    newest: bool = False,
    focused: bool = False,
    fill: bool = True,
) -> None:
    """Paint one entry: time, code, shopper and place, mark, steps, polarity; without `fill` no ground."""
    color = theme.color
    if fill:
        fill_rect(painter, rect, color("bg.selected" if newest else "bg.surface"))
    hline(painter, theme, rect.left(), rect.right(), rect.top())
    middle = rect.center().y()
    time_font = theme.font("small", 400, tnum=True)
    time_wide = theme.metrics("small", 400, tnum=True).horizontalAdvance("0:00:00")
    quiet = color("text.secondary")
    text(
        painter,
        QRectF(rect.left() + 14, rect.top(), time_wide + 4, rect.height()),
        row.time,
        time_font,
        quiet,
    )
    right = _draw_marks(painter, theme, rect, row, middle)
    left = rect.left() + 14 + time_wide + 12
    room = right - left - 8
    title_high, low_high = theme.line("control"), theme.line("small")
    top = middle - (title_high + low_high) / 2
    title = elided(theme, "control", row.title, room, 600)
    ink = color("text.tertiary" if row.pending else "text.primary")
    text(painter, QRectF(left, top, room, title_high), title, theme.font("control", 600), ink)
    _draw_below(painter, theme, QRectF(left, top + title_high, room, low_high), row)
    if focused:
        painter.setPen(color("focus.ring"))
        painter.drawRect(rect.adjusted(1, 1, -1, -1))


def _draw_marks(painter: QPainter, theme: Theme, rect: QRectF, row: EntryRow, middle: float) -> float:
    """Steps, digit and polarity at the right; returns where they begin."""
    right = rect.right() - 14
    side = theme.px(22)
    if row.polarity is not None:
        polarity_mark(painter, theme, QRectF(right - side, middle - side / 2, side, side), row.polarity)
    right -= side + 8
    if row.rating is not None:
        digit = theme.text_width("body", "5", 600)
        area = QRectF(right - digit - 1, rect.top(), digit + 4, rect.height())
        text(painter, area, str(row.rating), theme.font("body", 600), theme.color("text.primary"))
        wide, high = steps_size(theme, 1.1)
        right -= digit + 5 + wide
        steps(painter, theme, right, middle - high / 2, row.rating, 1.1)
    return right


def _draw_below(painter: QPainter, theme: Theme, area: QRectF, row: EntryRow) -> None:
    quiet = theme.color("text.secondary")
    x = area.left()
    if row.who:
        width = theme.text_width("small", row.who, 600)
        text(
            painter, QRectF(x, area.top(), width + 2, area.height()), row.who, theme.font("small", 600), quiet
        )
        x += width + 5
    if row.where:
        words = f"· {row.where}" if row.who else row.where
        mark = theme.text_width("small", row.mark_words, 600) + theme.px(16) + 12 if row.mark else 0
        words = elided(theme, "small", words, max(8.0, area.right() - x - mark))
        width = theme.text_width("small", words)
        text(painter, QRectF(x, area.top(), width + 2, area.height()), words, theme.font("small"), quiet)
        x += width + 8
    if row.mark:
        ink = theme.color("valence.negative" if row.mark == "pain" else "valence.positive")
        size = theme.px(16)
        icon(painter, theme, row.mark, x, area.center().y() - size / 2, size, ink)
        x += size + 4
        room = area.right() - x
        if theme.text_width("small", row.mark_words, 600) <= room:
            text(
                painter,
                QRectF(x, area.top(), room, area.height()),
                row.mark_words,
                theme.font("small", 600),
                ink,
            )
