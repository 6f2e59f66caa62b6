# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheets of an interview: what is allowed, why a question is left out, how it ends."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxfield.i18n import N_, Texts, pick
from cxfield.model.enums import ConsentItem
from cxfield.services.interview_views import CONSENT_NAMES
from ui.context import Say, Ui
from ui.pages.interview.talk import Talk
from ui.widgets.buttons import Button, Kind
from ui.widgets.dialog import Dialog, Way
from ui.widgets.field import TextField
from ui.widgets.label import Label
from ui.widgets.segment import Option, Segment

END, BREAK, BACK = "end", "break", "back"

#: Why a question may be left out; the last one is in one's own words.
SKIP_REASONS: tuple[str, ...] = (
    N_("does not concern this person"),
    N_("answered already elsewhere"),
    N_("does not want to answer"),
    N_("no time left"),
)


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
        (Way(BACK, lambda x: x.t("Close"), Kind.PRIMARY),),
        escape=BACK,
        parent=parent,
    )
    rows = ConsentRows(ui, dict(talk.head.consents))
    rows.setEnabled(not talk.read_only)
    for item, segment in rows.segments.items():
        segment.chosen.connect(lambda value, of=item: talk.consent(of, given=value == "yes"))
    sheet.body.addWidget(rows)
    return sheet


def ask_skip(ui: Ui, parent: QWidget) -> tuple[Dialog, TextField]:
    """Why the question is left out: one tap, or own words."""
    sheet = Dialog(
        ui,
        lambda x: x.t("Why is the question left out?"),
        lambda x: x.t("The question stays amber in the guide and can be answered later."),
        (Way(BACK, lambda x: x.t("Back")),),
        escape="",
        parent=parent,
    )
    own = TextField(ui, lambda x: x.t("Another reason"))
    for reason in SKIP_REASONS:
        button = Button(ui, _said(reason), touch=True)
        button.clicked.connect(lambda _checked=False, why=reason: sheet.choose(ui.texts.t(why)))
        sheet.body.addWidget(button)
    sheet.body.addWidget(own)
    own.input.returnPressed.connect(lambda: sheet.choose(own.value.strip() or ui.texts.t(SKIP_REASONS[0])))
    return sheet, own


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

    return Dialog(
        ui,
        lambda x: x.t("End the interview of {code}?", code=talk.head.code),
        facts,
        (
            Way(BACK, lambda x: x.t("Back to the interview"), Kind.PRIMARY),
            Way(BREAK, lambda x: x.t("Interrupt, continue later")),
            Way(END, lambda x: x.t("End the interview"), Kind.DANGER),
        ),
        escape=BACK,
        parent=parent,
    )
