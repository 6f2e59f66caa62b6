# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheets of an interview: what is allowed, why a question is left out, how it ends."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from cxfield.i18n import N_, Texts, pick
from cxfield.model.enums import ConsentItem
from cxfield.services.interview_views import CONSENT_NAMES
from ui.context import Say, Ui
from ui.pages.interview.talk import Talk
from ui.widgets.buttons import Button, Kind
from ui.widgets.dialog import Dialog, Way
from ui.widgets.field import LineInput, TextField
from ui.widgets.label import Label
from ui.widgets.segment import Option, Segment

END, BREAK, BACK = "end", "break", "back"
_ESC = "Esc"

#: Why a question may be left out; the last one is in one's own words.
SKIP_REASONS: tuple[str, ...] = (
    N_("does not concern this person"),
    N_("answered already elsewhere"),
    N_("does not want to answer"),
    N_("no time left"),
)


class Sheet(Dialog):
    """A dialog whose ways have keys of one sign; other letters go to the field for own words."""

    def __init__(
        self, ui: Ui, title: Say, facts: Say, ways: Sequence[Way], *, escape: str, parent: QWidget
    ) -> None:
        super().__init__(ui, title, facts, ways, escape=escape, parent=parent)
        self._keys: dict[str, Button] = {way.key: self.button(way.value) for way in ways if len(way.key) == 1}
        self.own: LineInput | None = None

    def add_key(self, key: str, button: Button) -> None:
        """Press a button with a key."""
        self._keys[key] = button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key of a way leaves by it."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        button = None if held else self._keys.get(event.text())
        if button is not None and not event.isAutoRepeat():
            button.click()
        elif self.own is not None and not held and event.text().isalpha():
            self.own.setFocus(Qt.FocusReason.OtherFocusReason)
            QApplication.sendEvent(self.own, event)
        else:
            super().keyPressEvent(event)


class ConsentRows(QWidget):
    """One row for each consent item: what it is, Yes and No."""

    def __init__(self, ui: Ui, given: Mapping[ConsentItem, bool | None]) -> None:
        super().__init__()
        self.segments: dict[ConsentItem, Segment] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        options = (Option("yes", lambda x: x.t("Yes")), Option("no", lambda x: x.t("No")))
        for item, (name, _short) in CONSENT_NAMES.items():
            row = QHBoxLayout()
            row.setSpacing(16)
            row.addWidget(Label(ui, _said(name), "control", wrap=True), 1, Qt.AlignmentFlag.AlignVCenter)
            known = given.get(item)
            value = None if known is None else "yes" if known else "no"
            segment = Segment(ui, options, name=_said(name), value=value, touch=True)
            row.addWidget(segment)
            self.segments[item] = segment
            column.addLayout(row)

    @property
    def given(self) -> dict[ConsentItem, bool]:
        """The items that were asked, with the answer."""
        return {item: seg.value == "yes" for item, seg in self.segments.items() if seg.value is not None}


def _said(msgid: str) -> Say:
    return lambda x: x.t(msgid)


def ask_consents(ui: Ui, talk: Talk, parent: QWidget) -> Dialog:
    """The consent sheet: each answer is written down as it is given."""
    sheet = Dialog(
        ui,
        lambda x: x.t("Consent of {code}", code=talk.head.code),
        lambda x: x.t("Every answer is written down with its time. It can be changed at any moment."),
        (Way(BACK, lambda x: x.t("Close"), Kind.PRIMARY, _ESC),),
        escape=BACK,
        parent=parent,
    )
    rows = ConsentRows(ui, dict(talk.head.consents))
    rows.setEnabled(not talk.read_only)
    for item, segment in rows.segments.items():
        segment.chosen.connect(lambda value, of=item: talk.consent(of, given=value == "yes"))
    sheet.body.addWidget(rows)
    return sheet


def ask_skip(ui: Ui, parent: QWidget) -> Sheet:
    """Why the question is left out: one tap or one digit, or own words."""
    sheet = Sheet(
        ui,
        lambda x: x.t("Why is the question left out?"),
        lambda x: x.t("The question stays amber in the guide and can be answered later."),
        (Way(BACK, lambda x: x.t("Back"), key=_ESC),),
        escape="",
        parent=parent,
    )
    for number, reason in enumerate(SKIP_REASONS, 1):
        button = Button(ui, _said(reason), key=str(number), touch=True)
        button.clicked.connect(lambda _checked=False, why=reason: sheet.choose(ui.texts.t(why)))
        sheet.body.addWidget(button)
        sheet.add_key(str(number), button)
    own = TextField(ui, lambda x: x.t("Another reason"))
    use = Button(ui, lambda x: x.t("OK"), key="⏎", base_height=40)
    use.setEnabled(False)
    own.edited.connect(lambda words: use.setEnabled(bool(words.strip())))
    own.input.returnPressed.connect(use.click)
    use.clicked.connect(lambda: sheet.choose(own.value.strip()))
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(own, 1)
    row.addWidget(use, 0, Qt.AlignmentFlag.AlignBottom)
    sheet.body.addLayout(row)
    sheet.own = own.input
    return sheet


def ask_end(ui: Ui, talk: Talk, parent: QWidget) -> Dialog:
    """The closing form: what is still open, and the three ways on."""
    left = talk.outline.left
    names = ", ".join(pick(item.title, talk.head.language) for item in left[:6])
    more = len(left) - 6

    def facts(texts: Texts) -> str:
        done = texts.t("{n} of {m} questions are answered.", n=talk.outline.done, m=talk.outline.planned)
        if not left:
            return done
        rest = texts.t(" and {n} more", n=more) if more > 0 else ""
        return done + " " + texts.t("Without an answer: {names}.", names=names + rest)

    return Sheet(
        ui,
        lambda x: x.t("End the interview of {code}?", code=talk.head.code),
        facts,
        (
            Way(BACK, lambda x: x.t("Back to the interview"), Kind.PRIMARY, _ESC),
            Way(BREAK, lambda x: x.t("Interrupt, continue later"), key="1"),
            Way(END, lambda x: x.t("End the interview"), Kind.DANGER, "2"),
        ),
        escape=BACK,
        parent=parent,
    )
