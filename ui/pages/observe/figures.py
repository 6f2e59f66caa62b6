# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of the company's own for a session: visitors, buyers, sales, times and shares online."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from cxfield.i18n import N_
from cxfield.methods.instruments import TALLIES, TallyFacts
from ui.context import Ui
from ui.late import Late
from ui.pages.observe.words import in_context, words
from ui.widgets.field import LineInput
from ui.widgets.label import Label

if TYPE_CHECKING:
    from cxfield.services import instruments as services
    from cxfield.services import observation_review as reviews
    from cxfield.services.observation_review import ReviewView
else:
    services = Late("cxfield.services.instruments")
    reviews = Late("cxfield.services.observation_review")

_ENTERED = tuple(facts for facts in TALLIES if facts.entered)


class FiguresView(QWidget):
    """One field for each figure; leaving it writes, emptying it takes the figure out."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._session = ""
        self.fields: dict[str, LineInput] = {}
        self.trouble = Label(ui, "", "body", "danger.base", wrap=True)
        about = words(N_("Figures of the company for the time of the session, if you get them."))
        grid = QGridLayout()
        grid.setSpacing(8)
        for n, facts in enumerate(_ENTERED):
            name = Label(ui, in_context(facts.name), "body", wrap=True)
            field = LineInput(ui)
            field.setAccessibleName(ui.texts.tc(*facts.name))
            field.editingFinished.connect(partial(self._left, facts))
            grid.addWidget(name, n, 0)
            grid.addWidget(field, n, 1)
            grid.addWidget(Label(ui, facts.unit, "body", "text.secondary"), n, 2)
            self.fields[facts.key] = field
        grid.setColumnStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Label(ui, about, "body", "text.secondary", wrap=True))
        column.addLayout(grid)
        column.addWidget(self.trouble)
        column.addStretch(1)

    def show_session(self, session_id: str) -> None:
        """Read what has been entered."""
        self._session = session_id
        if self.ui.study is not None:
            self.ui.study.ask(reviews.review, session_id, done=self._show)

    def _show(self, view: "ReviewView") -> None:
        for facts in _ENTERED:
            field = self.fields[facts.key]
            value = view.figures.get(facts.key)
            with QSignalBlocker(field):
                field.setText("" if value is None else self.ui.texts.number(value, facts.digits))

    def _left(self, facts: TallyFacts) -> None:
        study, field = self.ui.study, self.fields[facts.key]
        if study is None or study.read_only:
            return
        typed = "".join(field.text().split()).replace(",", ".")
        try:
            amount = float(typed) if typed else None
        except ValueError:
            field.set_error(True)
            self.trouble.set_words(words(N_("Write a number. Nothing was changed.")))
            return
        field.set_error(False)
        self.trouble.set_words("")
        session = self._session
        study.call(
            lambda uow: services.enter_figure(uow, session_id=session, key=facts.key, amount=amount),
            label=N_("Enter a figure"),
            scope="observe",
            failed=lambda error: self.trouble.set_words(self._said(error)),
        )

    def _said(self, error: BaseException) -> str:
        say = getattr(error, "say", None)
        return str(say(self.ui.texts)) if say is not None else str(error)
