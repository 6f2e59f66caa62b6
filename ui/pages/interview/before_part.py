# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of the start form: who is asked, their profile, what they expect, a shop-along's observation."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxfield.i18n import N_, pick
from cxfield.methods.questions.demographic import AGE_BANDS
from cxfield.services.interview_before import CUSTOMER, EMPLOYEE, PARTIES, live_sessions
from cxfield.services.plan_personal import warning_of
from ui.context import Say, Ui
from ui.pages.interview.chip_choice import ChipChoice
from ui.session import StudySession
from ui.widgets.buttons import IconButton
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.field import TextField
from ui.widgets.label import Label
from ui.widgets.segment import Option


def said(msgid: str) -> Say:
    """A text of the catalogue."""
    return lambda x: x.t(msgid)


class WhoPart(QWidget):
    """Customer, potential customer or employee, with the profile that is told."""

    party_chosen = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        options = [(key, said(name)) for key, name in PARTIES]
        self.party = ChipChoice(ui, options, name=said(N_("Who is interviewed")), value=CUSTOMER)
        self.note = Label(
            ui,
            lambda x: x.t(
                "Employees have codes of their own (T01…). Their answers are reported apart from customers'."
            ),
            "small",
            "text.secondary",
            wrap=True,
        )
        self.note.hide()
        self.gender = TextField(ui, lambda x: x.t("Gender, if told"))
        ages = [Option("", lambda x: x.t("not told"))]
        ages += [Option(age.key, said(age.msgid)) for age in AGE_BANDS]
        self.age_name = Label(ui, lambda x: x.t("Age band"), "small", "text.secondary", weight=500)
        self.age = ChoiceBox(ui, lambda x: x.t("Age band"), ages, value="")
        self.segment = TextField(ui, lambda x: x.t("Segment"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.party)
        column.addWidget(self.note)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.gender, 1)
        ages_column = QVBoxLayout()
        ages_column.setSpacing(4)
        ages_column.addWidget(self.age_name)
        ages_column.addWidget(self.age)
        ages_column.addStretch(1)
        row.addLayout(ages_column, 1)
        row.addWidget(self.segment, 1)
        column.addLayout(row)
        self.party.chosen.connect(self._party_chosen)

    def _party_chosen(self, value: object) -> None:
        self.note.setVisible(value == EMPLOYEE)
        self.party_chosen.emit()

    @property
    def profile(self) -> dict[str, Any]:
        """What was told."""
        return {
            "gender": self.gender.value.strip(),
            "age_band": self.age.value or "",
            "segment": self.segment.value.strip(),
        }

    def clear(self) -> None:
        """Nothing of the one before stays for the next."""
        self.gender.set_value("")
        self.segment.set_value("")
        self.age.set_value("")


class ExpectedPart(QWidget):
    """What the participant expects of the visit, written down before it: a line each."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self.words: list[str] = []
        self.field = TextField(
            ui,
            lambda x: x.t("What is expected of the visit"),
            help_words=lambda x: x.t("One expectation at a time; Enter adds it. Asked before the visit."),
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addLayout(self._list)
        self.field.edited.connect(self._warn)

    def take(self) -> bool:
        """Add what is in the field; false when it is empty."""
        words = self.field.value.strip()
        if not words:
            return False
        self.words.append(words)
        self.field.set_value("")
        self._warn("")
        self._show()
        return True

    @property
    def all(self) -> tuple[str, ...]:
        """Everything, also what stands in the field still."""
        rest = self.field.value.strip()
        return (*self.words, *([rest] if rest else ()))

    def clear(self) -> None:
        """Nothing of the one before stays for the next."""
        self.words = []
        self.field.set_value("")
        self._show()

    def _warn(self, words: str) -> None:
        warning = warning_of(words, self.ui.texts)
        self.field.set_error((lambda x: warning_of(words, x)) if warning else None)

    def _show(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for index, words in enumerate(self.words):
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(Label(self.ui, words, "body", wrap=True), 1)
            drop = IconButton(self.ui, "close", _take_away(words))
            drop.clicked.connect(lambda _on=False, at=index: self._drop(at))
            line.addWidget(drop, 0, Qt.AlignmentFlag.AlignTop)
            self._list.addWidget(row)

    def _drop(self, index: int) -> None:
        del self.words[index]
        self._show()
        self.field.input.setFocus()


class LinkPart(QWidget):
    """A shop-along: the interview runs on the clock of an observation that is going on."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self.choice = ChipChoice(ui, (), name=said(N_("Shop-along with an observation")))
        caption = Label(
            ui, said(N_("Shop-along with an observation")), "small", "text.secondary", weight=500, wrap=True
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(caption)
        column.addWidget(self.choice)
        self._known: tuple[Any, ...] = ()
        self.hide()

    @property
    def linked(self) -> str | None:
        """The observation it is linked to."""
        return self.choice.value or None

    def refresh(self, study: StudySession) -> None:
        """Offer the observations that go on now."""
        live = study.read(live_sessions)
        self.setVisible(bool(live))
        if live != self._known:
            self._known = live
            options: list[tuple[str, Say]] = [("", lambda x: x.t("not linked"))]
            options.extend((row.session_id, _observation(row.number, dict(row.site))) for row in live)
            self.choice.set_options(options, "")


def _take_away(words: str) -> Say:
    return lambda x: x.t("Take away: {words}", words=words)


def _observation(number: int, site: dict[str, str]) -> Say:
    return lambda x: " · ".join(
        part for part in (x.t("observation {n}", n=number), pick(site, x.locale)) if part
    )
