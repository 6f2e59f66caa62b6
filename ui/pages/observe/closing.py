# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The closing form: the session runs on until it is confirmed, and nothing in it has to be answered."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxfield.clock import Stamp
from cxfield.i18n import N_, NC_, Texts
from cxfield.methods.rules import after_prompt
from cxfield.services.observation_shapes import Closing
from ui.context import Ui
from ui.late import Late
from ui.pages.observe.form_card import FormCard
from ui.pages.observe.log import Log
from ui.pages.observe.personal import PersonalHint
from ui.pages.observe.words import in_context, words
from ui.widgets.buttons import Button, Kind
from ui.widgets.checks import CheckRow
from ui.widgets.containers import Scroll
from ui.widgets.field import TextArea, TextFrame
from ui.widgets.label import Label
from ui.widgets.segment import Option, Segment

if TYPE_CHECKING:
    from cxfield.services import observation_watch
    from cxfield.services.observation_watch import Watched
else:
    observation_watch = Late("cxfield.services.observation_watch")

_KEEP_MS = 100
ATTENTION = (
    NC_("attention", "very scattered"),
    NC_("attention", "rather scattered"),
    NC_("attention", "fair"),
    NC_("attention", "good"),
    NC_("attention", "very good"),
)


class ClosingForm(QWidget):
    """`stopped(Stamp, Closing)` ends the session at the moment Stop was pressed; `back` goes on with it."""

    stopped = Signal(object, object)
    back = Signal()
    kept = Signal(object)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._stamp: Stamp | None = None
        self._log: Log | None = None
        self.title = Label(ui, lambda x: x.t("Stop the session?"), "h1")
        self.facts = Label(ui, "", "body", "text.secondary", wrap=True)
        self.draft = Label(ui, words(N_("The note you had begun is saved too.")), "body", icon_name="note")
        self.after = Label(
            ui, words(N_("The “after” phase has not been started")), "body", "warning.base", icon_name="info"
        )
        self.trouble = Label(ui, "", "body", "danger.base", icon_name="warning", wrap=True)
        self.attention = Segment(
            ui,
            tuple(Option(str(n), str(n), _level(n)) for n in range(1, 6)),
            name=lambda x: x.t("How attentive were you?"),
            touch=True,
        )
        self.word = Label(ui, "", "body", weight=600)
        self.notes = TextArea(
            ui, placeholder=lambda x: x.t("What distracted you, what else happened?"), rows=3
        )
        self.notes.setAccessibleName(ui.texts.t("What distracted you, what else happened?"))
        self.personal = PersonalHint(ui)
        self.notes.textChanged.connect(lambda: self.personal.look(self.notes.toPlainText()))
        self.reactivity = CheckRow(
            ui, lambda x: x.t("Being watched changed how people behaved (marks the session)"), touch=True
        )
        self.stay = Button(ui, lambda x: x.t("Back to the session"), kind=Kind.PRIMARY, key="Esc", touch=True)
        self.stop = Button(
            ui,
            lambda x: x.t("Stop the session"),
            kind=Kind.DANGER,
            icon_name="stop",
            key="Ctrl ⏎",
            touch=True,
        )
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(_KEEP_MS)
        self._keep.timeout.connect(self._tell)
        self.attention.chosen.connect(self._changed)
        self.reactivity.toggled.connect(self._changed)
        self.notes.textChanged.connect(self._changed)
        self.stay.clicked.connect(self.back)
        self.stop.clicked.connect(self.confirm)
        self._lay_out()
        ui.texts_changed.connect(self._say)

    def ask(self, log: Log, stamp: Stamp, kept: object = None, *, draft: bool = False) -> None:
        """Ask about a session stopped at a moment; `kept` are answers from before a kill.

        `draft` says that a note was begun and is logged first.
        """
        self._log, self._stamp = log, stamp
        self.draft.setVisible(draft)
        self.show_unsent(0)
        self.after.hide()
        log.study.ask(observation_watch.watched, log.id, done=self._learn)
        values: dict[str, Any] = kept if isinstance(kept, dict) else {}
        attention = values.get("attention")
        self.attention.set_value(str(attention) if attention else None)
        with QSignalBlocker(self.notes):
            self.notes.setPlainText(str(values.get("notes", "")))
        self.reactivity.setChecked(bool(values.get("reactivity")))
        self._say()

    def _learn(self, watched: "Watched") -> None:
        """Going on is still possible: has the site been observed after the event?"""
        log = self._log
        if log is not None:
            missing = after_prompt(watched.phases, log.now(), stopping=True) is not None
            self.after.setVisible(missing)

    def show_unsent(self, count: int) -> None:
        """Say how many entries the disk has not taken: the session stops when it has."""
        self.trouble.setVisible(bool(count))
        self.trouble.set_words(
            lambda x: x.tn(
                "{n} entry is not saved yet. The session stops when it is.",
                "{n} entries are not saved yet. The session stops when they are.",
                count,
            )
        )

    def take_focus(self) -> None:
        """Focus starts on the safe way."""
        self.stay.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def closing(self) -> Closing:
        """The answers so far."""
        value = self.attention.value
        return Closing(
            attention=int(str(value)) if value else None,
            notes=self.notes.toPlainText(),
            reactivity=self.reactivity.isChecked(),
        )

    def confirm(self) -> None:
        """Stop."""
        self._keep.stop()
        if self._stamp is not None:
            self.stopped.emit(self._stamp, self.closing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back, Ctrl+Enter stops, digits rate the attention."""
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.confirm()
        elif event.text() in {"1", "2", "3", "4", "5"} and not event.isAutoRepeat():
            self.attention.choose(event.text())
        else:
            super().keyPressEvent(event)

    def _changed(self) -> None:
        self._say()
        if not self._keep.isActive():
            self._keep.start()

    def _tell(self) -> None:
        answers = self.closing
        self.kept.emit(
            {"attention": answers.attention, "notes": answers.notes, "reactivity": answers.reactivity}
        )

    def _say(self) -> None:
        log, stamp, texts = self._log, self._stamp, self.ui.texts
        if log is None or stamp is None:
            return
        parts = [
            texts.stopwatch(log.at(stamp)),
            texts.tn("{n} entry", "{n} entries", log.total),
        ]
        if log.running:
            parts.append(
                texts.tn("{n} running state ends now", "{n} running states end now", len(log.running))
            )
        self.facts.set_words(" · ".join(parts) + ". " + texts.t("Everything logged is kept."))
        value = self.attention.value
        self.word.set_words(
            texts.tc(*ATTENTION[int(str(value)) - 1]) if value else texts.tc("attention", "no answer")
        )

    def _lay_out(self) -> None:
        ui = self.ui
        card = FormCard(ui, 640)
        column = QVBoxLayout(card)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.facts)
        column.addWidget(self.draft)
        column.addWidget(self.after)
        column.addWidget(self.trouble)
        column.addSpacing(8)
        column.addWidget(
            Label(ui, words(N_("How attentive were you?")), "small", "text.secondary", weight=500)
        )
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(Label(ui, in_context(ATTENTION[0]), "small", "text.secondary"))
        row.addWidget(self.attention)
        row.addWidget(Label(ui, in_context(ATTENTION[-1]), "small", "text.secondary"))
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.word)
        column.addSpacing(8)
        column.addWidget(Label(ui, words(N_("Notes on the session")), "small", "text.secondary", weight=500))
        frame = TextFrame(ui, self.notes)
        column.addWidget(frame)
        column.addWidget(self.personal)
        column.addWidget(self.reactivity)
        column.addSpacing(8)
        ways = QHBoxLayout()
        ways.setSpacing(12)
        ways.addWidget(self.stay)
        ways.addWidget(self.stop)
        ways.addStretch(1)
        column.addLayout(ways)
        column.addWidget(Label(ui, words(N_("The questions may be left empty.")), "small", "text.secondary"))
        content = QWidget()
        outer = QVBoxLayout(content)
        outer.setContentsMargins(16, 24, 16, 24)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card, 8)
        across.addStretch(1)
        outer.addLayout(across)
        outer.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(Scroll(ui, content))


def _level(n: int) -> Callable[[Texts], str]:
    return lambda x: f"{n}, {x.tc(*ATTENTION[n - 1])}"
