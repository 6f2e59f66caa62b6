# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The entries beside the tiles: counts, undo and redo, the time line, and the list with the newest on top."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.context import Ui
from ui.models.entries import EntryModel
from ui.pages.observe.entry_list import EntryView
from ui.pages.observe.finder import Finder
from ui.pages.observe.log import Log
from ui.pages.observe.timeline import Timeline
from ui.pages.observe.words import PHASES, in_context
from ui.shortcuts import keycap_of
from ui.widgets.base import Painted
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.containers import Card
from ui.widgets.label import Label
from ui.widgets.paint import text


class Quiet(Painted):
    """Counts that change with every key: new words are painted, nothing is laid out again."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        """The words as shown."""
        return self._words

    def set_words(self, words: str) -> None:
        """Change the words."""
        if words != self._words:
            self._words = words
            self.setAccessibleName(words)
            self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(80, self.theme.line("small"))

    def draw(self, painter: QPainter) -> None:
        """The words."""
        theme = self.theme
        font = theme.font("small", tnum=False)
        painter.fillRect(self.rect(), theme.color("bg.surface"))
        text(painter, QRectF(self.rect()), self._words, font, theme.color("text.secondary"))


class EntryPanel(Card):
    """Heading with counts, undo and redo, and the list."""

    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent=parent)
        self._log: Log | None = None
        self.heading = Label(ui, lambda x: x.t("Entries"), "h2")
        self.counts = Quiet(ui)
        self.phases = Quiet(ui)
        self.timeline = Timeline(ui)
        self.erased = Label(
            ui,
            lambda x: x.t("Clothing marks are erased when the session ends."),
            "small",
            "text.secondary",
            wrap=True,
            icon_name="consent",
        )
        self.erased.hide()
        self.undo = Button(ui, lambda x: x.t("Undo"), icon_name="undo", key=keycap_of("undo"), touch=True)
        self.redo = IconButton(ui, "redo", lambda x: x.t("Redo"), kind=Kind.OUTLINE, touch=True)
        for button in (self.undo, self.redo):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.view = EntryView(ui)
        self.empty = Label(
            ui,
            lambda x: x.t("No entries yet. The first one appears here."),
            "small",
            "text.secondary",
            wrap=True,
        )
        self.finder = Finder(ui)
        self.finder.shown.connect(self._found)
        self._lay_out()
        self.undo.clicked.connect(self.undo_wanted)
        self.redo.clicked.connect(self.redo_wanted)
        ui.texts_changed.connect(self.refresh)
        ui.texts_changed.connect(self.refresh_late)

    def _lay_out(self) -> None:
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(self.heading)
        titles.addWidget(self.counts)
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 8, 10)
        head.setSpacing(6)
        head.addLayout(titles, 1)
        head.addWidget(self.redo)
        head.addWidget(self.undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 8)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.finder)
        for margins, part in (
            ((14, 0, 14, 4), self.phases),
            ((14, 0, 14, 8), self.timeline),
            ((14, 0, 14, 0), self.empty),
            ((0, 0, 0, 0), self.view),
            ((14, 8, 14, 0), self.erased),
        ):
            inner = QVBoxLayout()
            inner.setContentsMargins(*margins)
            inner.addWidget(part)
            column.addLayout(inner, 1 if part is self.view else 0)

    def show_log(self, log: Log) -> None:
        """Show another session."""
        self._log = log
        self.view.show_log(log)
        self.timeline.show_log(log)
        self.refresh()
        self.refresh_late()

    def refresh_late(self) -> None:
        """What may be said a moment after the key: the phases, and that clothing marks go."""
        log, texts = self._log, self.ui.texts
        if log is None:
            return
        self.phases.set_words(
            " · ".join(
                f"{in_context(pair)(texts).lower()} {log.by_phase[phase.value]}" for phase, pair in PHASES
            )
        )
        marked = any(shopper.marker for shopper in log.followed.everybody)
        if self.erased.isHidden() == marked:
            self.erased.setVisible(marked)

    def _found(self, lines: EntryModel | None) -> None:
        if self._log is not None:
            self.view.show_lines(self._log.rows if lines is None else lines)

    def refresh(self) -> None:
        """Say the counts again."""
        log = self._log
        if log is None:
            return
        texts = self.ui.texts
        self.counts.set_words(texts.t("{n} in all, {m} ordinary", n=log.total, m=log.ordinary))
        if self.redo.isHidden() == log.may_redo:
            self.redo.setVisible(log.may_redo)
        if self.empty.isHidden() == (log.total == 0):
            self.empty.setVisible(log.total == 0)
        for button in (self.undo, self.redo):
            button.setEnabled(not log.study.read_only)
