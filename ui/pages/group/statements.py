# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The statements: the newest with its marks on top, the earlier ones below, the line at the foot."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cxfield.i18n import pick
from cxfield.services.group_room import STATEMENT_MARKS
from cxfield.services.group_views import StatementView
from ui.context import Ui
from ui.pages.group.aimed import Aimed, triangle
from ui.pages.group.line import StatementBar
from ui.pages.group.log import Log
from ui.widgets.base import Painted
from ui.widgets.containers import Card, Glyph, ThinScrollBar
from ui.widgets.label import Label
from ui.widgets.paint import fill_rect, hline, icon, polarity_mark, tag, tag_size, text, wrapped_height

Index = QModelIndex | QPersistentModelIndex
_TONES = {"pain": ("valence.negative", "valence.negative.subtle"), "suggestion": ("info.base", "info.subtle")}
_LINES = 3
#: How many earlier statements are laid out; the rest come in while somebody scrolls down.
PAGE = 16
_SLACK = 8
_KEPT_PICTURES = 96


class Statements(QAbstractListModel):
    """All but the newest, the latest first; a page of them at a time, for a list lays out all it has."""

    def __init__(self, log: Log) -> None:
        super().__init__(log)
        self.log = log
        self._ids: list[str] = []
        self._seen: list[StatementView] = []
        self._count = 0
        self.sync()

    def sync(self) -> None:
        """Follow the log: a new statement pushes one row in, a changed one repaints its own."""
        rows = self.log.statements[-2::-1]
        ids = [said.id for said in rows]
        if ids == self._ids:
            for at, (old, new) in enumerate(zip(self._seen, rows, strict=True)):
                if old is not new and old != new:
                    self._seen[at] = new
                    if at < self._count:
                        self.dataChanged.emit(self.index(at), self.index(at))
            return
        if ids[1:] == self._ids:
            self.beginInsertRows(QModelIndex(), 0, 0)
            self._ids, self._seen = ids, rows
            self._count += 1
            self.endInsertRows()
            return
        self.beginResetModel()
        self._ids, self._seen, self._count = ids, rows, min(len(ids), PAGE)
        self.endResetModel()

    def trim(self) -> None:
        """Put away what nobody looks at any more."""
        if self._count > PAGE + _SLACK:
            self.beginRemoveRows(QModelIndex(), PAGE, self._count - 1)
            self._count = PAGE
            self.endRemoveRows()

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are still earlier ones."""
        return not parent.isValid() and self._count < len(self._ids)

    def fetchMore(self, parent: Index) -> None:
        """The next page."""
        more = min(PAGE, len(self._ids) - self._count)
        if more > 0:
            self.beginInsertRows(QModelIndex(), self._count, self._count + more - 1)
            self._count += more
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many earlier statements there are."""
        return 0 if parent.isValid() else self._count

    def said(self, row: int) -> StatementView | None:
        """The statement of a row."""
        return self._seen[row] if 0 <= row < len(self._seen) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Spoken and searched as one line."""
        said = self.said(index.row())
        if said is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        texts, code = self.log.ui.texts, self.log.code(said.seat_id)
        agree = texts.t("{n} agree, {m} disagree", n=len(said.agree), m=len(said.disagree))
        return f"{texts.stopwatch(said.t_ms)} {code}: {said.text} ({agree})"


class Rows(QStyledItemDelegate):
    """Time, speaker, tags, counts; below them the words on up to three lines.

    Each row is painted once into a picture; when a new one comes in the others are only moved.
    """

    def __init__(self, ui: Ui, log: Log, view: QListView) -> None:
        super().__init__(view)
        self.ui, self.log, self.view = ui, log, view
        self._sizes: dict[str, tuple[object, QSize]] = {}
        self._pictures: dict[str, tuple[object, QPixmap]] = {}

    def forget(self) -> None:
        """Names, language or theme changed: paint every row again."""
        self._pictures.clear()

    def _said(self, index: Index) -> StatementView | None:
        model = index.model()
        return model.said(index.row()) if isinstance(model, Statements) else None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Grows with the words."""
        theme, said = self.ui.theme, self._said(index)
        wide = self.view.viewport().width()
        if said is None:
            return QSize(wide, 64)
        look = (said.text, wide, theme.scale)
        known = self._sizes.get(said.id)
        if known is None or known[0] != look:
            most = theme.line("control") * _LINES
            high = min(most, wrapped_height(theme, "control", said.text, wide - 32))
            known = look, QSize(wide, high + theme.height(22, "caption") + 24)
            self._sizes[said.id] = known
        return known[1]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One statement."""
        said = self._said(index)
        if said is None:
            return
        painter.drawPixmap(option.rect.topLeft(), self._picture(said, option.rect.size()))
        if self.view.hasFocus() and self.view.currentIndex() == index:
            painter.setPen(self.ui.theme.color("focus.ring"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))

    def _picture(self, said: StatementView, size: QSize) -> QPixmap:
        ratio, aimed = self.view.devicePixelRatioF(), said.id == self.log.aimed
        look = (said, size.width(), size.height(), ratio, aimed)
        known = self._pictures.get(said.id)
        if known is not None and known[0] == look:
            return known[1]
        if len(self._pictures) >= _KEPT_PICTURES:
            self._pictures.pop(next(iter(self._pictures)))
        pixmap = QPixmap(size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw(painter, QRectF(0, 0, size.width(), size.height()), said, aimed=aimed)
        painter.end()
        self._pictures[said.id] = (look, pixmap)
        return pixmap

    def _draw(self, painter: QPainter, rect: QRectF, said: StatementView, *, aimed: bool) -> None:
        theme = self.ui.theme
        fill_rect(painter, rect, theme.color("bg.selected" if aimed else "bg.surface"))
        hline(painter, theme, rect.left(), rect.right(), rect.bottom() - 1)
        self._head(painter, rect.adjusted(16, 9, -16, 0), said)
        words = QRectF(rect.left() + 16, rect.top() + 12 + theme.height(22, "caption"), rect.width() - 32, 0)
        words.setBottom(rect.bottom() - 8)
        said_words = f"“{said.text}”" if said.verbatim else said.text
        painter.setClipRect(words)
        top = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        text(painter, words, said_words, theme.font("control"), theme.color("text.primary"), top, wrap=True)

    def _head(self, painter: QPainter, area: QRectF, said: StatementView) -> None:
        theme, texts = self.ui.theme, self.ui.texts
        high = theme.height(22, "caption")
        line = QRectF(area.left(), area.top(), area.width(), high)
        time = texts.stopwatch(said.t_ms)
        text(painter, line, time, theme.font("small", tnum=True), theme.color("text.secondary"))
        x = area.left() + theme.metrics("small", tnum=True).horizontalAdvance(time) + 8
        code = self.log.code(said.seat_id) if said.seat_id else "–"
        text(
            painter,
            QRectF(x, line.top(), 90, high),
            code,
            theme.font("small", 600),
            theme.color("text.primary"),
        )
        x += theme.text_width("small", code, 600) + 8
        right = self._counts(painter, line, said)
        for words, ink, fill, sign in self._tags(said):
            wide, _ = tag_size(theme, words, sign or None)
            if x + wide > right - 8:
                break
            tag(painter, theme, x, line.top(), words, ink=ink, fill=fill, icon_name=sign or None)
            x += wide + 6

    def _tags(self, said: StatementView) -> list[tuple[str, str, str, str]]:
        texts = self.ui.texts
        found = []
        names = dict(STATEMENT_MARKS)
        if said.star:
            found.append((texts.t("Star"), "text.secondary", "bg.hover", "star"))
        for mark in said.marks:
            ink, fill = _TONES.get(mark, ("text.secondary", "bg.hover"))
            found.append((texts.t(names.get(mark, mark)), ink, fill, ""))
        if said.about_staff:
            found.append((texts.t("Staff"), "info.base", "info.subtle", ""))
        if said.quote:
            found.append((texts.t("quote"), "source.interview", "source.interview.subtle", "quote"))
        labels = dict(self.log.state.topics)
        found += [
            ("#" + pick(labels[key], texts.locale), "text.secondary", "bg.hover", "")
            for key in said.topics
            if key in labels
        ]
        return found

    def _counts(self, painter: QPainter, line: QRectF, said: StatementView) -> float:
        theme = self.ui.theme
        right = line.right()
        size = theme.px(11)
        for count, token, up in (
            (len(said.disagree), "valence.negative", False),
            (len(said.agree), "valence.positive", True),
        ):
            words = str(count)
            wide = theme.text_width("body", words, 600)
            color = theme.color(token)
            area = QRectF(right - wide - 1, line.top(), wide + 2, line.height())
            text(painter, area, words, theme.font("body", 600), color)
            triangle(painter, right - wide - size - 6, line.center().y() - size / 2, size, color, up=up)
            right -= wide + size + 20
        if said.polarity:
            side = theme.px(18)
            polarity_mark(
                painter, theme, QRectF(right - side, line.center().y() - side / 2, side, side), said.polarity
            )
            right -= side + 8
        if said.reply_to:
            icon(painter, theme, "undo", right - 14, line.center().y() - 7, 14, theme.color("text.tertiary"))
            right -= 20
        return right


class StatementList(QListView):
    """Arrows choose, Enter or a tap aims the marks at a statement."""

    chosen = Signal(str)

    def __init__(self, ui: Ui, log: Log) -> None:
        super().__init__()
        self.ui, self.log = ui, log
        self.setModel(Statements(log))
        self._delegate = Rows(ui, log, self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBar(ThinScrollBar(ui, Qt.Orientation.Vertical))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._chosen)
        self.activated.connect(self._chosen)
        self._aimed = ""
        log.changed.connect(self._forget)
        ui.theme_changed.connect(self.restyle)
        ui.texts_changed.connect(self.restyle)
        self.restyle()

    def sync(self) -> None:
        """Follow the log; at the top only what is near is kept."""
        self.rows.sync()
        if self.verticalScrollBar().value() == 0:
            self.rows.trim()
        self.executeDelayedItemsLayout()  # now: left to a timer it would paint everything twice
        aimed = self.rows.log.aimed
        if self._aimed != aimed:  # what came or changed is painted by itself
            self._aimed = aimed
            self.viewport().update()

    def _forget(self) -> None:
        self._delegate.forget()
        self.viewport().update()

    @property
    def rows(self) -> Statements:
        """The model."""
        model = self.model()
        assert isinstance(model, Statements)
        return model

    def sizeHint(self) -> QSize:
        """A row or two: it takes what the marks above and the line below leave, and pushes neither away."""
        return QSize(super().sizeHint().width(), self.ui.theme.px(64))

    def restyle(self) -> None:
        """Colours and row heights of the theme."""
        palette = QPalette(self.ui.theme.palette())
        palette.setColor(QPalette.ColorRole.Base, self.ui.theme.color("bg.surface"))
        self.setPalette(palette)
        self.setAccessibleName(self.ui.texts.t("Earlier statements"))
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()

    def _chosen(self, index: QModelIndex) -> None:
        said = self.rows.said(index.row())
        if said is not None:
            self.chosen.emit(said.id)


class Legend(Painted):
    """What the two triangles mean."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self.retranslate()

    def retranslate(self) -> None:
        """Said in words."""
        self.setAccessibleName(", ".join(words for words, _, _ in self._parts()))

    def _parts(self) -> tuple[tuple[str, str, bool], ...]:
        texts = self.ui.texts
        agree, disagree = texts.t("agrees"), texts.t("disagrees")
        return ((agree, "valence.positive", True), (disagree, "valence.negative", False))

    def sizeHint(self) -> QSize:
        """Both in one line."""
        theme = self.theme
        wide = sum(theme.text_width("small", words) + theme.px(12) + 18 for words, _, _ in self._parts())
        return QSize(round(wide), theme.line("small"))

    def minimumSizeHint(self) -> QSize:
        """Goes when there is no room."""
        return QSize(0, self.theme.line("small"))

    def draw(self, painter: QPainter) -> None:
        """Triangle and word, twice; nothing when they do not fit."""
        theme = self.theme
        if self.width() < self.sizeHint().width():
            return
        x, size = float(self.width() - self.sizeHint().width() + 6), theme.px(11)
        for words, token, up in self._parts():
            triangle(painter, x, (self.height() - size) / 2, size, theme.color(token), up=up)
            area = QRectF(x + size + 5, 0, self.width(), self.height())
            text(painter, area, words, theme.font("small"), theme.color(token))
            x += theme.text_width("small", words) + size + 18


class StatementPanel(Card):
    """The whole column."""

    def __init__(self, ui: Ui, log: Log) -> None:
        super().__init__(ui)
        self.log = log
        self.count = Label(ui, "", "small", "text.secondary")
        self.aimed = Aimed(ui, log)
        self.list = StatementList(ui, log)
        self.line = StatementBar(ui, log)
        self.empty = Label(
            ui,
            lambda x: x.t("Press Space and write what is said. Enter logs it for who is speaking."),
            "body", "text.secondary", wrap=True,
        )  # fmt: skip
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 8)
        head.setSpacing(8)
        head.addWidget(Label(ui, lambda x: x.t("Statements"), "h2"))
        head.addWidget(self.count)
        head.addWidget(Legend(ui), 1)
        self._mark = Glyph(ui, "quote", 20, "text.tertiary")
        self._mark.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.aimed)
        self._none = QWidget()  # a layout would keep its margins when its words are hidden
        empty = QVBoxLayout(self._none)
        empty.setContentsMargins(16, 8, 16, 8)
        empty.addWidget(self.empty)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)
        column.addWidget(self.line)
        self.list.chosen.connect(self._aim)
        self.aimed.edit.clicked.connect(self._edit)
        log.stated.connect(self.refresh)
        log.changed.connect(self.refresh)
        ui.texts_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """The count, the rows."""
        n = len(self.log.statements)
        self.count.set_words(str(n))
        self._none.setVisible(not n)
        self.list.sync()

    def _aim(self, statement_id: str) -> None:
        self.log.aim_at("" if statement_id == self.log.aimed else statement_id)

    def _edit(self) -> None:
        said = self.log.aim
        if said is not None:
            self.line.edit(said.id)
