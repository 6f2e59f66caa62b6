# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A colleague's session laid on the same clock: the offset that was found, and buttons to move it."""

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxfield.i18n import N_, Texts
from ui.context import Ui
from ui.editors.flow import FlowLayout
from ui.late import Late
from ui.pages.observe.pick import Chips
from ui.pages.observe.words import words
from ui.widgets.buttons import Button, Kind
from ui.widgets.label import Label

if TYPE_CHECKING:
    from cxfield.services import observation_merge as services
    from cxfield.services.observation_merge import Beside, Laid
else:
    services = Late("cxfield.services.observation_merge")

_STEPS = (-10_000, -1_000, -100, 100, 1_000, 10_000)


class BesideView(QWidget):
    """`show_session(id)` offers the sessions of the same hours."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._session = ""
        self._others: dict[str, Beside] = {}
        self._laid: Laid | None = None
        self.about = Label(
            ui,
            words(
                N_(
                    "Choose the session a colleague logged at the same time. Its clock is moved so that the "
                    "same events fall together; a note “sync” that both wrote at once decides alone."
                )
            ),
            "body",
            "text.secondary",
            wrap=True,
        )
        self.others = Chips(ui, words(N_("Sessions of the same hours")))
        self.found = Label(ui, "", "body", weight=600, wrap=True)
        self.fits = Label(ui, "", "body", wrap=True)
        self._moves = QWidget()
        flow = FlowLayout(self._moves)
        self.moves: dict[int, Button] = {}
        for step in _STEPS:
            button = Button(ui, partial(_step_words, step), touch=True)
            button.clicked.connect(partial(self._move, step))
            flow.addWidget(button)
            self.moves[step] = button
        self.back = Button(ui, words(N_("As found")), kind=Kind.GHOST, touch=True)
        self.back.clicked.connect(lambda: self._lay(None, anew=True))
        flow.addWidget(self.back)
        self._ways = QWidget()
        ways = FlowLayout(self._ways)
        self.join = Button(ui, words(N_("Lay them on one clock")), kind=Kind.PRIMARY, touch=True)
        self.part = Button(ui, words(N_("Take them apart")), touch=True)
        self.join.clicked.connect(self._join)
        self.part.clicked.connect(self._part)
        ways.addWidget(self.join)
        ways.addWidget(self.part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self.about, self.others, self.found, self.fits, self._moves, self._ways):
            column.addWidget(widget)
        column.addStretch(1)
        self.others.chosen.connect(lambda _value: self._lay(None))
        ui.texts_changed.connect(self._say)

    def show_session(self, session_id: str) -> None:
        """Look for sessions of the same hours."""
        self._session, self._laid, self._others = session_id, None, {}
        self._say()
        if self.ui.study is not None:
            self.ui.study.ask(services.beside, session_id, done=self._offer)

    def _offer(self, others: "tuple[Beside, ...]") -> None:
        kept = self.others.value
        self._others = {other.id: other for other in others}
        linked = next((other.id for other in others if other.linked), None)
        self.others.offer(((o.id, partial(_beside_words, o)) for o in others), linked or kept)
        self._say()
        if self.others.value is not None:
            self._lay(None)

    def _lay(self, shift_ms: int | None, *, anew: bool = False) -> None:
        other, study = self.others.value, self.ui.study
        if other is None or study is None:
            return
        if anew and self._laid is not None and self._laid.found is not None:
            shift_ms = self._laid.found.ms
        study.ask(services.lay, self._session, other, shift_ms, done=self._show)

    def _show(self, laid: "Laid") -> None:
        self._laid = laid
        self._say()

    def _move(self, step: int, _checked: bool = False) -> None:
        if self._laid is not None:
            self._lay(self._laid.shift_ms + step)

    def _join(self) -> None:
        other, laid, study = self.others.value, self._laid, self.ui.study
        if other is not None and laid is not None and study is not None:
            session = self._session
            study.call(
                lambda uow: services.join(uow, session_id=session, other_id=other, shift_ms=laid.shift_ms),
                label=N_("Lay sessions on one clock"),
                scope="observe",
                done=lambda _committed: self.show_session(session),
            )

    def _part(self) -> None:
        other, study = self.others.value, self.ui.study
        if other is not None and study is not None:
            session = self._session
            study.call(
                lambda uow: services.part(uow, other_id=other),
                label=N_("Take sessions apart"),
                scope="observe",
                done=lambda _committed: self.show_session(session),
            )

    def _say(self) -> None:
        texts, laid = self.ui.texts, self._laid
        other = self._others.get(self.others.value or "")
        chosen = laid is not None and other is not None
        writable = self.ui.study is not None and not self.ui.study.read_only
        for widget in (self.fits, self._moves, self._ways):
            widget.setVisible(chosen)
        self.others.setVisible(bool(self._others))
        if not self._others:
            self.found.set_words(texts.t("No other session was logged at this site at the same time."))
            return
        if laid is None or other is None:
            self.found.set_words("")
            return
        seconds = texts.signed(laid.shift_ms / 1000, 1)
        self.found.set_words(
            _offset_words(laid.shift_ms, texts)
            if laid.found is not None
            else texts.t(
                "Too little is alike to find the offset. By the clocks on the wall it is {seconds} s.",
                seconds=seconds,
            )
        )
        self.fits.set_words(
            texts.t(
                "{n} entries of the same code fall together, of {first} and {second}.",
                n=laid.fitting,
                first=laid.first,
                second=laid.second,
            )
        )
        self.back.setEnabled(laid.found is not None)
        self.join.setEnabled(writable)
        self.part.setEnabled(writable and other.linked)


def _offset_words(shift_ms: int, texts: Texts) -> str:
    seconds = texts.number(abs(shift_ms) / 1000, 1)
    if shift_ms > 0:
        return texts.t("The colleague's clock started {seconds} s later.", seconds=seconds)
    if shift_ms < 0:
        return texts.t("The colleague's clock started {seconds} s earlier.", seconds=seconds)
    return texts.t("Both clocks started at the same moment.")


def _step_words(step: int, texts: Texts) -> str:
    return texts.t("{seconds} s", seconds=texts.signed(step / 1000, 1 if abs(step) < 1000 else 0))


def _beside_words(other: "Beside", texts: Texts) -> str:
    zone = dt.timezone(dt.timedelta(minutes=other.offset_min))
    began = dt.datetime.fromtimestamp(other.started_at / 1000, zone)
    parts = (
        texts.t("session {n}", n=other.number),
        other.observers,
        texts.time(began),
        texts.tn("{n} entry", "{n} entries", other.entries),
    )
    return " · ".join(part for part in parts if part)
