# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding in the entries of the open session: by words, code, shopper's letter, or only starred ones."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Ui
from ui.late import Late
from ui.models.entries import EntryModel
from ui.pages.observe.log import Log
from ui.widgets.buttons import Button, Kind
from ui.widgets.chips import Chip
from ui.widgets.field import LineInput
from ui.widgets.label import Label

if TYPE_CHECKING:
    from cxfield.services import observation_views as views
    from cxfield.services.observation_shapes import EntryRow
else:
    views = Late("cxfield.services.observation_views")

_ASK_MS = 120


class Finder(QWidget):
    """A field and a star above the list; `shown(model or None)` says what the list is to show."""

    shown = Signal(object)
    left = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._log: Log | None = None
        self._asked = 0
        self.found: EntryModel | None = None
        self.input = LineInput(ui, placeholder=lambda x: x.t("Word, code or letter"), icon_name="search")
        self.input.setAccessibleName(ui.texts.t("Find in the entries"))
        self.star = Chip(ui, lambda x: x.t("Starred"), checkable=True, icon_name="star")
        self.star.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.away = Button(ui, lambda x: x.tc("verb", "Close"), kind=Kind.GHOST, key="Esc", touch=True)
        self.count = Label(ui, "", "caption", "text.secondary")
        low = QHBoxLayout()
        low.addWidget(self.star)
        low.addWidget(self.count, 1)
        low.addWidget(self.away)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 0, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.input)
        column.addLayout(low)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_ASK_MS)
        self._timer.timeout.connect(self.ask)
        self.input.textEdited.connect(lambda _words: self._timer.start())
        self.input.returnPressed.connect(self.ask)
        self.input.escaped.connect(self.close_finder)
        self.star.toggled.connect(lambda _on: self.ask())
        self.away.clicked.connect(self.close_finder)
        self.hide()

    def open_finder(self, log: Log) -> None:
        """Begin to look."""
        if self._log is not log:
            self._log = log
            log.idle.connect(self._again)
            self.found = EntryModel(log.spoken, lambda _before, _limit: (), 10_000, self)
        self.show()
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)
        self.input.selectAll()
        self.ask()

    def close_finder(self) -> None:
        """Back to every entry."""
        if self.isHidden():
            return
        self._timer.stop()
        self.hide()
        self.shown.emit(None)
        self.left.emit()

    def let_go(self) -> None:
        """The study is closed."""
        self._timer.stop()
        self._log = None
        self.hide()

    def ask(self) -> None:
        """Look behind the window; without words and star every entry is shown."""
        log, words = self._log, self.input.text().strip()
        if log is None or self.isHidden():
            return
        starred = self.star.isChecked()
        self._asked += 1
        asked = self._asked
        if not words and not starred:
            self.count.set_words("")
            self.shown.emit(None)
            return
        fold = words.casefold()
        codes = [code.id for code in log.codes.values() if fold and fold in log.code_name(code).casefold()]

        def take(rows: "tuple[EntryRow, ...]") -> None:
            if asked == self._asked and self.found is not None and not self.isHidden():
                self.found.reset(rows)
                self.count.set_words(self.ui.texts.tn("{n} found", "{n} found", len(rows)))
                self.shown.emit(self.found)

        log.study.ask(views.found_rows, log.id, words, codes, starred=starred, done=take)

    def _again(self) -> None:
        if not self.isHidden():
            self.ask()
