# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parking lot: what was put aside, by whom, and whether it was taken up in the end."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxfield.i18n import N_
from cxfield.model.group import Parked
from cxfield.services.group_room import take_up
from ui.context import Say, Ui
from ui.pages.group.log import Log
from ui.shortcuts import keycap_of
from ui.widgets.buttons import Button, Kind
from ui.widgets.checks import CheckRow
from ui.widgets.containers import Card, Glyph, Scroll
from ui.widgets.field import LineInput
from ui.widgets.label import Label


class Entry(LineInput):
    """One line; Enter takes it."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter once."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if not event.isAutoRepeat():
                self.entered.emit()
            return
        super().keyPressEvent(event)


class Adder(QWidget):
    """A field with a button: `added(words)`; Esc puts it away."""

    added = Signal(str)
    left = Signal()

    def __init__(self, ui: Ui, hint: Say, words: Say) -> None:
        super().__init__()
        self.ui = ui
        self._hint = hint
        self.input = Entry(ui, placeholder=hint, role="control")
        self.input.setMinimumHeight(ui.theme.height(48, "control"))
        self.button = Button(ui, words, kind=Kind.PRIMARY, touch=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.input, 1)
        row.addWidget(self.button)
        self.button.clicked.connect(self._take)
        self.input.entered.connect(self._take)
        self.input.escaped.connect(self.left)
        ui.texts_changed.connect(self._retranslate)
        self._retranslate()

    def begin(self) -> None:
        """Put the cursor in it."""
        self.input.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _retranslate(self) -> None:
        self.input.setAccessibleName(self.ui.say(self._hint))

    def _take(self) -> None:
        words = self.input.text().strip()
        if words:
            self.input.clear()
            self.added.emit(words)
        self.input.setFocus()


class LotCard(Card):
    """Heading with its button, the field when it is wanted, the list."""

    left = Signal()

    def __init__(self, ui: Ui, log: Log) -> None:
        super().__init__(ui)
        self.log = log
        self._shown: tuple[tuple[str, str, bool], ...] | None = None
        self.add = Button(ui, lambda x: x.t("Add"), icon_name="plus", key=keycap_of("group.park"), touch=True)
        self.add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.field = Adder(ui, lambda x: x.t("What is put aside"), lambda x: x.t("Add"))
        self.field.hide()
        self.seat_id = ""
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Glyph(ui, "parking", 20, "source.group"))
        head.addWidget(Label(ui, lambda x: x.t("Parking lot"), "h2", elide=True), 1)
        head.addWidget(self.add)
        self._content = QWidget()
        self._list = QVBoxLayout(self._content)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.field)
        rows = Scroll(ui, self._content, fill="bg.surface")
        rows.setMinimumHeight(0)
        rows.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        column.addWidget(rows, 1)
        self.add.clicked.connect(self.begin)
        self.field.added.connect(self._park)
        self.field.left.connect(self._leave)
        log.changed.connect(self.refresh)
        self.refresh()

    def begin(self) -> None:
        """Write what is put aside; it is of whoever speaks now."""
        speaking = [seat for seat in self.log.speaking if not seat.moderator]
        self.seat_id = speaking[-1].id if speaking else ""
        self.field.show()
        self.field.begin()

    def refresh(self) -> None:
        """The list as it is on the disk."""
        rows = self.log.state.parked
        shown = tuple((row.id, row.text, row.taken_up) for row in rows)
        if shown == self._shown:
            return
        self._shown = shown
        while self._list.count() > 1:
            item = self._list.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for at, row in enumerate(rows):
            self._list.insertWidget(at, self._row(row))

    def _row(self, row: Parked) -> CheckRow:
        who = self.log.code(row.seat_id or "") if row.seat_id else ""
        words = f"{row.text} ({who})" if who else row.text
        line = CheckRow(self.ui, words, checked=row.taken_up, touch=True)
        line.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        line.setToolTip(self.ui.texts.t("Tick it when it has been taken up."))
        line.setEnabled(not self.log.study.read_only)
        line.clicked.connect(
            lambda on=False, of=row.id: self.log.do_to(take_up, N_("Parking lot"), parked_id=of, taken_up=on)
        )
        return line

    def _park(self, words: str) -> None:
        self.log.park(words, self.seat_id)
        self._leave()

    def _leave(self) -> None:
        self.field.hide()
        self.left.emit()
