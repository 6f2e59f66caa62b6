# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The line in which statements are written: the time is that of the first letter, nothing typed is lost."""

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxfield.clock import Stamp
from cxfield.services.group_line import StatementLine, parse
from cxfield.services.group_room import STATEMENT_MARKS
from cxfield.services.plan_personal import warning_of
from ui.context import Ui
from ui.pages.group.log import DRAFT, Log
from ui.shortcuts import keycap_of
from ui.widgets.buttons import Button, Kind
from ui.widgets.field import LineInput
from ui.widgets.label import Label

_KEEP_MS = 120


class StatementInput(LineInput):
    """Enter logs, Esc goes back to the table; 52 high."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter logs once, however long it is held."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            if not event.isAutoRepeat():
                self.entered.emit()
            return
        super().keyPressEvent(event)


class StatementBar(QWidget):
    """Field and button; `left` when the focus should go back to the table."""

    left = Signal()

    def __init__(self, ui: Ui, log: Log) -> None:
        super().__init__()
        self.ui, self.log = ui, log
        self.stamp: Stamp | None = None
        self.seat_id = ""
        self.editing = ""
        self.input = StatementInput(ui, placeholder=self._hint, icon_name="note", role="control")
        self.input.setFixedHeight(ui.theme.height(52, "control"))
        self.submit = Button(
            ui, lambda x: x.tc("verb", "Log"), kind=Kind.PRIMARY, key=keycap_of("group.log"), touch=True,
            base_height=52,
        )  # fmt: skip
        self.warning = Label(ui, "", "small", "warning.base", wrap=True, icon_name="warning")
        self.warning.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.input, 1)
        row.addWidget(self.submit)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(4)
        column.addWidget(self.warning)
        column.addLayout(row)
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(_KEEP_MS)
        self._keep.timeout.connect(self.flush)
        self.submit.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.submit.clicked.connect(self.enter)
        self.input.entered.connect(self.enter)
        self.input.escaped.connect(self._escaped)
        self.input.textEdited.connect(self._edited)
        log.turned.connect(self.refresh)
        log.changed.connect(self.refresh)
        ui.theme_changed.connect(self._restyle)
        ui.texts_changed.connect(self.refresh)
        self._take_draft()
        self.refresh()

    def _hint(self, texts: Any) -> str:
        code = self.speaker_code()
        if code:
            return str(texts.t("{code}: write a statement", code=code))
        return str(texts.t("Write a statement"))

    def speaker_code(self) -> str:
        """Whose words are written: frozen at the first letter, before that whoever speaks last."""
        seat_id = self.seat_id or self.speaker()
        return self.log.code(seat_id) if seat_id else ""

    def speaker(self) -> str:
        """Who spoke last, of the participants."""
        log = self.log
        for seat in reversed(log.speaking):
            if not seat.moderator:
                return seat.id
        for turn in reversed(log.done):
            last = log.seats.get(turn.seat)
            if last is not None and not last.moderator:
                return turn.seat
        return ""

    def refresh(self) -> None:
        """The hint names who speaks."""
        self.input.retranslate()
        self.input.setAccessibleName(self.ui.texts.t("Statement"))
        self.input.setReadOnly(self.log.study.read_only or (self.log.over and not self.editing))
        words = warning_of(self.input.text(), self.ui.texts) if self.input.text() else ""
        self.warning.set_words(words)
        self.warning.setVisible(bool(words))

    def begin(self) -> None:
        """Put the cursor in the line."""
        self.input.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def edit(self, statement_id: str) -> None:
        """Bring a statement back to the line; what was being written is logged first."""
        said = self.log.statement(statement_id)
        if said is None or self.log.study.read_only:
            return
        if self.input.text().strip():
            self.enter()
        self.editing = statement_id
        self.input.setReadOnly(False)
        self.input.setText(f"“{said.text}”" if said.verbatim else said.text)
        self.begin()
        self.input.end(False)  # what is typed goes on from the words, it does not replace them

    def line(self) -> StatementLine:
        """What the line says now."""
        log, names = self.log, self.ui.texts
        return parse(
            self.input.text(),
            seats={seat.code: seat.id for seat in log.state.seats if seat.code},
            topics={key: tuple(name.values()) for key, name in log.state.topics},
            marks={key: (names.t(name), name) for key, name in STATEMENT_MARKS},
        )

    def enter(self) -> None:
        """Log what is written."""
        line = self.line()
        if not line.text:
            self.input.setFocus()
            return
        if self.editing:
            self.log.rewrite(self.editing, line)
            self.clear()
            self.flush()
        elif self.log.live:
            self.log.state_it(line, self.stamp or self.log.stamp(), self.seat_id or self.speaker())
            self.clear()
        else:
            self.log.refuse()

    def clear(self) -> None:
        """Nothing is being written."""
        self._keep.stop()
        self.stamp, self.seat_id, self.editing = None, "", ""
        self.input.clear()
        self.refresh()

    def flush(self) -> None:
        """Have what is written survive a kill."""
        self._keep.stop()
        study = self.log.study
        if study.read_only:
            return
        stamp, draft = self.stamp, None
        if self.input.text() and (stamp is not None or self.editing):
            draft = {
                "session": self.log.id,
                "text": self.input.text(),
                "seat": self.seat_id,
                "editing": self.editing,
                "stamp": [stamp.utc_ms, stamp.offset_min, stamp.mono_ms, stamp.boot] if stamp else None,
            }
        study.call(lambda uow: uow.keep_local(DRAFT, draft), undoable=False)

    def _take_draft(self) -> None:
        kept = self.log.study.file.local(DRAFT)
        if not isinstance(kept, dict) or kept.get("session") != self.log.id:
            return
        try:
            self.editing = str(kept.get("editing") or "")
            if self.editing and self.log.statement(self.editing) is None:
                self.editing = ""
            if not self.editing:
                utc, offset, mono, boot = kept["stamp"]
                self.stamp = Stamp(int(utc), int(offset), int(mono), str(boot))
            self.seat_id = str(kept.get("seat", ""))
            self.input.setText(str(kept["text"]))
        except (KeyError, TypeError, ValueError):
            self.stamp = None

    def _edited(self, words: str) -> None:
        if not words.strip():
            if not self.editing:
                self.stamp, self.seat_id = None, ""
        elif self.stamp is None and not self.editing:
            self.stamp, self.seat_id = self.log.stamp(), self.speaker()
        if not self._keep.isActive():  # as often as this also while somebody types without a rest
            self._keep.start()
        self.refresh()

    def _escaped(self) -> None:
        if self.editing:
            self.clear()
            self.flush()
        self.left.emit()

    def _restyle(self) -> None:
        self.input.setFixedHeight(self.ui.theme.height(52, "control"))
