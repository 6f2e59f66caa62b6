# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the table of logged rows is painted: a row in one go, from the tokens."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from cxfield.services.data_rows import DataRow
from ui.context import Ui
from ui.models.data_rows import Column, Head
from ui.widgets.paint import box, elided, hline, icon, polarity_mark, steps, steps_size, text

if TYPE_CHECKING:
    from ui.pages.data.table import DataTable

SOURCES = {
    "observation": ("observe", "source.observation"),
    "interview": ("interview", "source.interview"),
    "group": ("group", "source.group"),
    "debrief": ("debrief", "source.metric"),
}


class RowPainter:
    """Paints rows; the chosen one has a fill and a 2 px outline.

    A row is asked for and filled once: cell by cell, as Qt's own table paints, a page takes twice as long.
    """

    def __init__(self, ui: Ui, table: "DataTable") -> None:
        self.ui = ui
        self._table = table

    def paint(self, painter: QPainter, first: int, last: int) -> None:
        """The lines from one place to another."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        table = self._table
        columns = [
            (column, table.columnViewportPosition(column), table.columnWidth(column))
            for column in Column
            if not table.isColumnHidden(column)
        ]
        left = columns[0][1]
        wide = columns[-1][1] + columns[-1][2] - left
        for place in range(first, last + 1):
            top, high = table.rowViewportPosition(place), table.rowHeight(place)
            rect = QRectF(left, top, wide, high)
            line = table.rows.shown(place)
            self._fill(painter, rect, place, "bg.subtle" if isinstance(line, Head) else "bg.surface")
            if isinstance(line, Head):
                self._head(painter, QRectF(0, top, table.viewport().width(), high), line)
            elif line is not None:
                for column, x, width in columns:
                    self._cell(painter, QRectF(x, top, width, high), line, column)
            if place == table.currentIndex().row():
                self._outline(painter, rect)

    def _fill(self, painter: QPainter, rect: QRectF, place: int, plain: str) -> None:
        theme, table = self.ui.theme, self._table
        chosen = place == table.currentIndex().row() or table.selectionModel().isSelected(
            table.rows.index(place, Column.TEXT)
        )
        painter.fillRect(rect, theme.color("bg.selected" if chosen else plain))
        hline(painter, theme, rect.left(), rect.right(), rect.top())

    def _outline(self, painter: QPainter, rect: QRectF) -> None:
        color = self.ui.theme.color("accent.base" if self._table.hasFocus() else "accent.line")
        painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 2), color)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2), color)
        painter.fillRect(QRectF(rect.left(), rect.top(), 2, rect.height()), color)
        painter.fillRect(QRectF(rect.right() - 2, rect.top(), 2, rect.height()), color)

    def _head(self, painter: QPainter, rect: QRectF, head: Head) -> None:
        theme = self.ui.theme
        mark, tone = SOURCES.get(head.group.kind, ("", "text.primary"))
        middle, size = rect.center().y(), theme.px(18)
        arrow = "chevron-down" if head.open else "chevron-right"
        icon(painter, theme, arrow, rect.left() + 10, middle - size / 2, size, theme.color("text.secondary"))
        x = rect.left() + 10 + size + 6
        if mark:  # a head that is no session has no source
            icon(painter, theme, mark, x, middle - size / 2, size, theme.color(tone))
            x += size + 6
        count = self.ui.texts.tn("{n} row", "{n} rows", len(head.group))
        room = rect.right() - x - theme.text_width("body", count) - 16
        title = elided(theme, "body", head.group.title, room, 600)
        text(
            painter,
            QRectF(x, rect.top(), room, rect.height()),
            title,
            theme.font("body", 600),
            theme.color(tone),
        )
        x += theme.text_width("body", title, 600) + 8
        area = QRectF(x, rect.top(), rect.right() - x, rect.height())
        text(painter, area, count, theme.font("body"), theme.color("text.secondary"))

    def _cell(self, painter: QPainter, rect: QRectF, row: DataRow, column: Column) -> None:
        theme = self.ui.theme
        middle = rect.center().y()
        match column:
            case Column.STAR:
                if row.star is not None:
                    size = theme.px(18)
                    name, tone = ("star-filled", "warning.base") if row.star else ("star", "text.secondary")
                    icon(painter, theme, name, rect.left() + 12, middle - size / 2, size, theme.color(tone))
            case Column.ORDINARY if row.ordinariness is not None:
                wide, high = steps_size(theme, 0.85)
                steps(painter, theme, rect.left() + 8, middle - high / 2, row.ordinariness, 0.85)
                self._words(painter, rect, str(row.ordinariness), left=8 + wide + 3, weight=600)
            case Column.POLARITY if row.polarity is not None:
                side = theme.px(20)
                area = QRectF(rect.left() + 8, middle - side / 2, side, side)
                polarity_mark(painter, theme, area, row.polarity)
            case Column.FEELING if row.valence is not None:
                self._feeling(painter, rect, row.valence)
            case _:
                self._plain(painter, rect, row, column)

    def _plain(self, painter: QPainter, rect: QRectF, row: DataRow, column: Column) -> None:
        theme = self.ui.theme
        texts = self.ui.texts
        match column:
            case Column.TIME:
                words = "" if row.t_ms is None else texts.stopwatch(row.t_ms)
                self._words(painter, rect, words, tone="text.secondary", tnum=True)
            case Column.WHO:
                self._words(painter, rect, row.who or "–", weight=600)
            case Column.WHAT:
                self._words(painter, rect, row.what, weight=500)
            case Column.TEXT:
                self._words(painter, rect, row.text, italic=row.verbatim)
            case Column.OBSERVER:
                self._words(painter, rect, row.observer or "–", tone="text.secondary")
            case _:
                text(
                    painter, rect.adjusted(8, 0, 0, 0), "–", theme.font("body"), theme.color("text.tertiary")
                )

    def _words(
        self,
        painter: QPainter,
        rect: QRectF,
        words: str,
        *,
        left: float = 8,
        weight: int | None = None,
        tone: str = "text.primary",
        tnum: bool | None = None,
        italic: bool = False,
    ) -> None:
        theme = self.ui.theme
        area = rect.adjusted(left, 0, -4, 0)
        font = theme.font("body", weight, tnum=tnum)
        if italic:
            font = type(font)(font)
            font.setItalic(True)
        ink: QColor = theme.color(tone)
        text(painter, area, elided(theme, "body", words, area.width(), weight), font, ink)

    def _feeling(self, painter: QPainter, rect: QRectF, valence: int) -> None:
        theme = self.ui.theme
        name = "positive" if valence > 0 else "negative" if valence < 0 else "neutral"
        words = self.ui.texts.signed(valence)
        width = theme.text_width("small", words, 600) + 14
        high = theme.px(22)
        area = QRectF(rect.left() + 8, rect.center().y() - high / 2, width, high)
        box(painter, area, theme.radius("tag"), theme.color(f"valence.{name}.subtle"))
        ink = theme.color(f"valence.{name}")
        text(painter, area, words, theme.font("small", 600), ink, Qt.AlignmentFlag.AlignCenter)
