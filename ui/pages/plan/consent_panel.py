# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One participant: code, profile, consent item by item, signature, and withdrawal as the last button."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxfield.i18n import N_, Texts
from cxfield.methods.questions.demographic import AGE_BANDS
from cxfield.services.people import keep_person_key, what_goes, withdraw
from cxfield.services.plan_people import (
    GUARDIAN,
    ITEMS,
    PersonCard,
    give,
    person_card,
    set_code,
    set_party,
    sign,
)
from ui.context import Say
from ui.pages.plan.desk import Desk
from ui.pages.plan.fields import Bound
from ui.pages.plan.papers import print_paper
from ui.pages.plan.signature import Signature
from ui.pages.plan.tab import column, line, said
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.checks import CheckRow
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import Banner, Card, Glyph, Line
from ui.widgets.dialog import Dialog, Way
from ui.widgets.label import Label
from ui.widgets.segment import Option, Segment

_LABEL = N_("Record a consent")
_KINDS = (("person", N_("person")), ("group", N_("group")), ("organisation", N_("organisation")))
_ROLES = (("customer", N_("customer")), ("lead", N_("potential customer")), ("employee", N_("employee")))


class ConsentPanel(QWidget):
    """`show_person(id)`; every answer is written with who, when, how and which text."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.ui, self.id = desk, desk.ui, ""
        ui = self.ui
        self.title = Label(ui, "", "h1")
        self.sheet = Label(ui, "", "small", "text.secondary", wrap=True)
        self.answers: dict[str, Segment] = {}
        self._rows: dict[str, QWidget] = {}
        self.code = Bound(desk, lambda x: x.t("Code"))
        self.profile = {
            field: Bound(desk, words)
            for field, words in (
                ("gender", _words(N_("Gender, if told"))),
                ("segment", _words(N_("Segment"))),
                ("occupation", _words(N_("Occupation, if told"))),
                ("relationship", _words(N_("Relationship, if told"))),
                ("organisation", _words(N_("Organisation"))),
            )
        }
        ages = [Option("", _no_age), *(Option(age.key, said(age.msgid)) for age in AGE_BANDS)]
        self.age = ChoiceBox(ui, lambda x: x.t("Age band"), ages)
        self.kind = ChoiceBox(ui, lambda x: x.t("Kind"), [Option(k, said(w)) for k, w in _KINDS])
        self.role = ChoiceBox(ui, lambda x: x.t("Role"), [Option(k, said(w)) for k, w in _ROLES])
        digits = [Option("", _no_digital), *(Option(str(n), str(n)) for n in range(1, 6))]
        self.digital = ChoiceBox(ui, lambda x: x.t("Digital capability 1–5"), digits)
        self.valued = CheckRow(ui, lambda x: x.t("Most valued customer"))
        self.minor = CheckRow(ui, lambda x: x.t("Under 18: a guardian is asked too"))
        self.signed = Label(ui, "", "small", "text.secondary", wrap=True)
        self.signature = Signature(ui)
        self.consequence = Banner(ui, "", tone="info", icon_name="info")
        self.name = Bound(desk, lambda x: x.t("Name (code key only)"))
        self.contact = Bound(desk, lambda x: x.t("Contact (code key only)"))
        self._body = QWidget()
        self._lay_out()
        self._connect()
        self.hide()

    def show_person(self, participant_id: str) -> None:
        """Show a participant, or nothing."""
        card = self.desk.read(person_card, participant_id, self.ui.texts) if participant_id else None
        self.setVisible(card is not None)
        if card is None:
            self.id = ""
            return
        new = card.person.id != self.id
        self.id = card.person.id
        self.setEnabled(not self.desk.read_only)
        self._show_profile(card, new=new)
        for item, segment in self.answers.items():
            given = card.given.get(item)
            segment.set_value(None if given is None else "yes" if given else "no")
        self._rows[GUARDIAN].setVisible(card.person.minor)
        self.title.set_words(card.person.code)
        self.sheet.set_words(card.sheet)
        self.signed.set_words(card.signed)
        self.signature.show_strokes(card.signature)
        self.consequence.set_words(card.consequence)
        self.consequence.setVisible(bool(card.consequence))

    def _show_profile(self, card: PersonCard, *, new: bool) -> None:
        person = card.person
        fields = [(self.code, person.code), (self.name, card.key_name), (self.contact, card.key_contact)]
        if new:
            self.code.bind(self._write_code(person.id), person.code)
            self.name.bind(self._write_key(person.id), card.key_name)
            self.contact.bind(self._write_key(person.id), card.key_contact)
            for name, field in self.profile.items():
                field.to_text("participant", person.id, name, getattr(person, name))
        fields += [(field, getattr(person, name)) for name, field in self.profile.items()]
        for field, text in fields:
            field.show_text(text)
        self.age.set_value(person.age_band)
        self.kind.set_value(person.kind)
        self.role.set_value(person.role)
        self.digital.set_value("" if person.digital_capability is None else str(person.digital_capability))
        self.valued.setChecked(person.most_valued)
        self.minor.setChecked(person.minor)

    def ask_withdrawal(self) -> None:
        """Say what goes, then take it out for good."""
        goes = self.desk.read(what_goes, self.id)
        code = self.title.words

        def facts(texts: Texts) -> str:
            parts = [
                texts.tn("{n} interview", "{n} interviews", goes.sessions),
                texts.tn("{n} answer", "{n} answers", goes.answers),
                texts.tn("{n} quote", "{n} quotes", goes.quotes),
                texts.tn("{n} recording", "{n} recordings", goes.recordings),
            ]
            if goes.key_row:
                parts.append(texts.t("the row in the code key"))
            return texts.t(
                "These are erased for good: {what}. Only the code and the day remain. This is never undone.",
                what=texts.listing(parts),
            )

        dialog = Dialog(
            self.ui,
            lambda x: x.t("Withdraw the consent of {code}?", code=code),
            facts,
            (
                Way("back", lambda x: x.t("Back"), Kind.PRIMARY, "Esc"),
                Way("erase", lambda x: x.t("Withdraw and erase"), Kind.DANGER),
            ),
            escape="back",
            parent=self.desk.ui_window(),
        )
        if dialog.ask() == "erase":
            self.desk.write(withdraw, label=N_("Withdraw a consent"), participant_id=self.id)

    def _connect(self) -> None:
        desk = self.desk
        self.age.chosen.connect(lambda value: desk.put("participant", self.id, "age_band", value))
        self.kind.chosen.connect(lambda value: desk.put("participant", self.id, "kind", value))
        self.role.chosen.connect(self._put_role)
        self.digital.chosen.connect(
            lambda value: desk.put(
                "participant", self.id, "digital_capability", int(value) if value else None
            )
        )
        self.valued.clicked.connect(
            lambda: desk.put("participant", self.id, "most_valued", self.valued.isChecked())
        )
        self.minor.clicked.connect(lambda: desk.put("participant", self.id, "minor", self.minor.isChecked()))
        self.signature.drawn.connect(lambda strokes: self._sign(strokes, "screen"))
        self.spoken.clicked.connect(lambda: self._sign([], "spoken"))
        self.paper.clicked.connect(lambda: self._sign([], "paper"))
        self.again.clicked.connect(self.signature.clear)
        self.withdraw.clicked.connect(self.ask_withdrawal)

    def _put_role(self, role: str) -> None:
        def refused(error: BaseException) -> None:
            self.desk.refuse(error)
            self.show_person(self.id)

        self.desk.write(set_party, participant_id=self.id, role=role, failed=refused)

    def _sign(self, strokes: list[list[float]], how: str) -> None:
        self.desk.write(sign, label=_LABEL, participant_id=self.id, strokes=strokes, how=how)

    def _give(self, item: str) -> Callable[[object], None]:
        def write(value: object) -> None:
            self.desk.write(give, label=_LABEL, participant_id=self.id, item=item, given=value == "yes")

        return write

    def _write_code(self, person_id: str) -> Any:
        def write(text: str, done: Any, failed: Any) -> None:
            self.desk.write(set_code, participant_id=person_id, code=text, done=done, failed=failed)

        return write

    def _write_key(self, person_id: str) -> Any:
        def write(_text: str, done: Any, failed: Any) -> None:
            self.desk.write(
                keep_person_key,
                participant_id=person_id,
                name=self.name.value,
                contact=self.contact.value,
                done=done,
                failed=failed,
            )

        return write

    def _lay_out(self) -> None:
        ui = self.ui
        inner = column(self, margins=16, gap=10)
        inner.addWidget(self.title)
        inner.addWidget(self._information())
        inner.addWidget(Label(ui, lambda x: x.t("Consent item by item"), "body", weight=600))
        for item, name, _short, icon in (*ITEMS, (GUARDIAN, N_("A guardian agrees"), "", "staff")):
            inner.addWidget(self._answer(item, said(name), icon))
        inner.addLayout(line(Label(ui, lambda x: x.t("Signature"), "body", weight=600), 1))
        inner.addWidget(self.signed)
        inner.addWidget(self.signature)
        self.spoken = Button(ui, lambda x: x.t("Mark as spoken"))
        self.paper = Button(ui, lambda x: x.t("On paper"))
        self.again = Button(ui, lambda x: x.t("Sign again"))
        inner.addLayout(line(self.spoken, self.paper, 1))
        inner.addLayout(line(self.again, 1))
        inner.addWidget(self.consequence)
        inner.addWidget(Line(ui))
        self._lay_out_profile(inner)
        inner.addWidget(Line(ui))
        inner.addWidget(self.name)
        inner.addWidget(self.contact)
        inner.addWidget(Line(ui))
        self.withdraw = Button(ui, lambda x: x.t("Withdraw the consent"), kind=Kind.DANGER)
        note = Label(
            ui,
            lambda x: x.t("Erases answers, quotes, recordings and the key row at once."),
            "small",
            "text.secondary",
            wrap=True,
        )
        inner.addWidget(note)
        inner.addWidget(self.withdraw, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addStretch(1)

    def _information(self) -> QWidget:
        """What the participant is told, and a button that prints it."""
        ui = self.ui
        info = Card(ui, fill="bg.subtle")
        printing = IconButton(ui, "print", lambda x: x.t("Print the information sheet"))
        printing.clicked.connect(lambda: print_paper(self.desk, "sheet"))
        words = column(gap=0)
        words.addWidget(
            Label(ui, lambda x: x.t("Information for the participant"), "body", weight=600, wrap=True)
        )
        words.addWidget(self.sheet)
        row = line(Glyph(ui, "report", 20, "accent.base"), words, printing, gap=10, parent=info)
        row.setContentsMargins(12, 8, 8, 8)
        row.setStretch(1, 1)
        return info

    def _lay_out_profile(self, inner: QVBoxLayout) -> None:
        """The code and what is known of the person, without a name."""
        ui = self.ui
        inner.addWidget(Label(ui, lambda x: x.t("Profile"), "body", weight=600))
        inner.addWidget(self.code)
        for words_of, box in (
            (_age, self.age),
            (_kind, self.kind),
            (_role, self.role),
            (_digital, self.digital),
        ):
            inner.addWidget(Label(ui, words_of, "small", "text.secondary", weight=500))
            inner.addWidget(box)
        for field in self.profile.values():
            inner.addWidget(field)
        inner.addWidget(self.valued)
        inner.addWidget(self.minor)

    def _answer(self, item: str, name: Say, icon: str) -> QWidget:
        box = QWidget()
        segment = Segment(
            self.ui,
            (Option("yes", lambda x: x.t("Yes")), Option("no", lambda x: x.t("No"))),
            name=name,
        )
        segment.chosen.connect(self._give(item))
        self.answers[item] = segment
        self._rows[item] = box
        row = line(Glyph(self.ui, icon, 20, "text.secondary"), gap=10, parent=box)
        row.addWidget(Label(self.ui, name, "body", wrap=True), 1)
        row.addWidget(segment)
        return box


def _words(msgid: str) -> Say:
    return lambda x: x.t(msgid)


def _no_age(texts: Texts) -> str:
    return texts.t("not told")


def _no_digital(texts: Texts) -> str:
    return texts.t("not known")


def _age(texts: Texts) -> str:
    return texts.t("Age band")


def _kind(texts: Texts) -> str:
    return texts.t("Kind")


def _role(texts: Texts) -> str:
    return texts.t("Role")


def _digital(texts: Texts) -> str:
    return texts.t("Digital capability 1–5")
