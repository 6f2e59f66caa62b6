# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The chapters of the report: on or off, with what to look at and the page each begins on."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxfield.i18n import Texts
from cxfield.report.material import Chapter
from ui.context import Say, Ui
from ui.widgets.base import PaintedButton
from ui.widgets.checks import check_box
from ui.widgets.containers import Line, Panel, Scroll
from ui.widgets.label import Label
from ui.widgets.paint import RIGHT, hline, icon, text
from ui.widgets.paragraph import paragraph

_HANDLE = 28
"""Width of the handle at the right of a row."""


class ChapterRow(PaintedButton):
    """One chapter, 48 high: Space turns it on or off, Enter or a click beside the box shows its page."""

    turned = Signal(str, bool)
    shown = Signal(str)
    stepped = Signal(int)
    moved = Signal(int)
    dragged = Signal(float)

    def __init__(self, ui: Ui, chapter: Chapter) -> None:
        super().__init__(ui, _said(chapter.title))
        self.chapter = chapter
        self.page: int | None = None
        self.mark = ""
        self.current = False
        self.movable = chapter.key != "summary"
        self._held = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCheckable(True)
        self.setChecked(True)
        self.retranslate()

    def nextCheckState(self) -> None:
        """Clicks and keys decide themselves."""

    def retranslate(self) -> None:
        """The spoken name tells the page and whether it is in the report."""
        super().retranslate()
        texts = self.ui.texts
        state = texts.t("in the report") if self.isChecked() else texts.t("left out")
        page = "" if self.page is None else texts.t("page {n}", n=self.page)
        self.setAccessibleName(", ".join(part for part in (self.words, state, page) if part))

    def turn(self) -> None:
        """Turn it on or off."""
        self.setChecked(not self.isChecked())
        self.retranslate()
        self.turned.emit(self.chapter.key, self.isChecked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space turns, Enter shows, arrows move."""
        key = event.key()
        step = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}.get(key, 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        elif step:
            self.stepped.emit(step)
        elif key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.turn()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.shown.emit(self.chapter.key)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The handle at the right takes the row along."""
        self._held = event.position().x() > self.width() - _HANDLE and self.movable
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A held row follows."""
        if self._held:
            self.dragged.emit(event.position().y())
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The box turns, the name shows the page."""
        super().mouseReleaseEvent(event)
        if self._held:
            self._held = False
            return
        if not self.rect().contains(event.position().toPoint()):
            return
        if event.position().x() < 16 + self.theme.px(20) + 12:
            self.turn()
        else:
            self.shown.emit(self.chapter.key)

    def sizeHint(self) -> QSize:
        """48 high."""
        return QSize(self.theme.px(200), self.theme.height(48, "control"))

    def minimumSizeHint(self) -> QSize:
        """The name may take several lines."""
        return QSize(self.theme.px(110), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """A long name in a narrow list makes the row higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """48, or as high as the lines of the name are."""
        room = self._room(width)
        least = self.theme.height(48, "control")
        if self.theme.text_width("control", self.words, 600) <= room:
            return least
        return max(least, paragraph(self.theme, "body", self.words, room, weight=600).height + 8)

    def draw(self, painter: QPainter) -> None:
        """Box, name, mark, page."""
        theme = self.theme
        color = theme.color
        fill = "bg.selected" if self.current else "bg.hover" if self.hovered() else "bg.surface"
        painter.fillRect(self.rect(), color(fill))
        if self.current:
            painter.fillRect(QRectF(0, 0, 3, self.height()), color("accent.base"))
        hline(painter, theme, 0, self.width(), 0)
        on = self.isChecked()
        side = theme.px(20)
        check_box(painter, self.ui, 16, (self.height() - side) / 2, on=on)
        right = self.width() - _HANDLE
        if self.movable:
            size = theme.px(16)
            at = (self.height() - size) / 2
            icon(painter, theme, "drag", self.width() - size - 6, at, size, color("text.tertiary"))
        if self._tells_page(self.width()):
            if self.page is not None and on:
                area = QRectF(right - theme.px(30), 0, theme.px(30), self.height())
                font = theme.font("body", tnum=True)
                text(painter, area, str(self.page), font, color("text.secondary"), RIGHT)
            right -= theme.px(30) + 6
        if self.mark and on:
            size = theme.px(18)
            name, tone = ("warning", "danger.base") if self.mark == "block" else ("info", "warning.base")
            icon(painter, theme, name, right - size, (self.height() - size) / 2, size, color(tone))
        self._draw_name(painter)

    def _draw_name(self, painter: QPainter) -> None:
        theme = self.theme
        weight = 600 if self.current else 500
        ink = theme.color("text.primary" if self.isChecked() else "text.tertiary")
        left, room = 16 + theme.px(20) + 12, self._room(self.width())
        if theme.text_width("control", self.words, weight) <= room:
            area = QRectF(left, 0, room, self.height())
            text(painter, area, self.words, theme.font("control", weight), ink)
            return
        # Smaller lines where the list is narrow: nothing is cut.
        found = paragraph(theme, "body", self.words, room, weight=weight)
        found.draw(painter, left, (self.height() - found.height) / 2, ink)

    def _tells_page(self, width: int) -> bool:
        """Where even the names have no room, the page is told by the pages themselves."""
        return width >= self.theme.px(190)

    def _room(self, width: int) -> float:
        """How wide the name may be."""
        theme = self.theme
        page = theme.px(30) + 6 if self._tells_page(width) else 0
        mark = theme.px(18) + 6 if self.mark else 0
        return width - _HANDLE - page - mark - (16 + theme.px(20) + 12)


class ChapterList(Panel):
    """`turned()` when the choice changes, `shown(key)` to look at a chapter."""

    turned = Signal()
    shown = Signal(str)

    def __init__(self, ui: Ui, chapters: tuple[Chapter, ...]) -> None:
        super().__init__(ui, "bg.surface", "right")
        self._pages = 0
        self.rows = tuple(ChapterRow(ui, chapter) for chapter in chapters)
        head = QHBoxLayout()
        head.setContentsMargins(16, 14, 16, 10)
        head.setSpacing(12)
        head.addWidget(Label(ui, lambda x: x.t("Chapters"), "h2"))
        right = Qt.AlignmentFlag.AlignRight
        self.count = Label(ui, self._count_words, "small", "text.secondary", wrap=True, align=right)
        head.addWidget(self.count, 1)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._column = column
        for row in self.rows:
            column.addWidget(row)
            row.moved.connect(lambda step, r=row: self.move_row(r, step))
            row.dragged.connect(lambda y, r=row: self._drag(r, y))
            row.turned.connect(self._turned)
            row.shown.connect(self.shown)
            row.stepped.connect(self._step)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        self._outer = outer
        self.column = Scroll(ui, inner, fill="bg.surface")
        self.column.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self.column, 1)

    def add_below(self, widget: QWidget) -> None:
        """Put a part below the list."""
        self._outer.addWidget(Line(self.ui))
        self._outer.addWidget(widget)

    @property
    def keys(self) -> list[str]:
        """The chapters that are on."""
        return [row.chapter.key for row in self.rows if row.isChecked()]

    def use_keys(self, keys: list[str]) -> None:
        """Turn these on and the others off, without a signal."""
        for row in self.rows:
            row.setChecked(row.chapter.key in keys)
            row.retranslate()
        self.count.retranslate()

    @property
    def order(self) -> list[str]:
        """Every chapter in the author's order."""
        return [row.chapter.key for row in self.rows]

    def use_order(self, keys: list[str]) -> None:
        """Put the chapters in this order; those it does not know keep their place at the end."""
        place = {key: number for number, key in enumerate(keys)}
        ordered = sorted(self.rows, key=lambda row: place.get(row.chapter.key, len(place)))
        self.rows = tuple(sorted(ordered, key=lambda row: row.movable))
        for number, row in enumerate(self.rows):
            self._column.removeWidget(row)
            self._column.insertWidget(number, row)

    def move_row(self, row: ChapterRow, step: int) -> None:
        """Move a row by a step; the summary stays first."""
        at = self.rows.index(row)
        to = min(len(self.rows) - 1, max(1, at + step))
        if not row.movable or to == at:
            return
        rows = list(self.rows)
        rows.insert(to, rows.pop(at))
        self.use_order([other.chapter.key for other in rows])
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        self.column.ensureWidgetVisible(row)
        self.turned.emit()

    def _drag(self, row: ChapterRow, y: float) -> None:
        if y < 0 or y > row.height():
            self.move_row(row, -1 if y < 0 else 1)

    def show_pages(self, pages: Mapping[str, int], total: int) -> None:
        """The page on which each chapter begins."""
        self._pages = total
        for row in self.rows:
            row.page = pages.get(row.chapter.key)
            row.retranslate()
            row.update()
        self.count.retranslate()

    def show_marks(self, marks: Mapping[str, str]) -> None:
        """Mark the chapters with something to look at: "block" or "warn"."""
        for row in self.rows:
            row.mark = marks.get(row.chapter.key, "")
            row.updateGeometry()
            row.update()

    @property
    def current_key(self) -> str:
        """The chapter in front."""
        return next((row.chapter.key for row in self.rows if row.current), "")

    def show_current(self, key: str) -> None:
        """The chapter of the page in front."""
        for row in self.rows:
            if row.current != (row.chapter.key == key):
                row.current = row.chapter.key == key
                row.update()

    def take_focus(self) -> None:
        """Put the focus on the chapter in front."""
        row = next((row for row in self.rows if row.current), self.rows[0])
        row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turned(self) -> None:
        self.count.retranslate()
        self.turned.emit()

    def _step(self, step: int) -> None:
        at = next((place for place, row in enumerate(self.rows) if row.hasFocus()), 0)
        target = self.rows[min(len(self.rows) - 1, max(0, at + step))]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self.column.ensureWidgetVisible(target)

    def _count_words(self, texts: Texts) -> str:
        said = texts.t("{count} in", count=f"{len(self.keys)}/{len(self.rows)}")
        pages = texts.tn("{n} page", "{n} pages", self._pages)
        return f"{said}, {pages}" if self._pages else said


def _said(msgid: str) -> Say:
    def words(texts: Texts) -> str:
        return texts.t(msgid)

    return words
