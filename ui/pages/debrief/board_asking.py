# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the board asks: words for a note, a header or a name; and a card looked at, with its paper dots."""

from collections.abc import Callable

from cxfield.i18n import Texts
from cxfield.services import debrief_board as verbs
from cxfield.services.debrief_board import Card
from ui.context import Say
from ui.pages.debrief.board_words import VOTE
from ui.pages.debrief.desk import DebriefDesk
from ui.pages.plan.desk import Desk
from ui.widgets.buttons import Kind
from ui.widgets.dialog import Dialog, Way
from ui.widgets.field import TextField


def ask_words(desk: Desk, title: Say, label: Callable[[Texts], str], value: str) -> str:
    """Ask for some words; empty when nothing shall be done."""
    if desk.read_only:
        return ""
    dialog = Dialog(
        desk.ui, title, "",
        (
            Way("keep", lambda x: x.t("Keep"), Kind.PRIMARY),
            Way("back", lambda x: x.t("Back"), Kind.OUTLINE, "Esc"),
        ),
        escape="back", parent=desk.ui_window(),
    )  # fmt: skip
    field = TextField(desk.ui, label)
    field.set_value(value)
    dialog.body.addWidget(field)
    field.input.returnPressed.connect(lambda: dialog.choose("keep"))
    field.input.setFocus()
    return field.value.strip() if dialog.ask() == "keep" else ""


def look_at(desk: DebriefDesk, card: Card) -> None:
    """Show a card as it is; dots put on paper can be entered."""
    facts = " · ".join(part for part in (card.person, card.source) if part)
    dialog = Dialog(
        desk.ui, facts or (lambda x: x.t("Card")), card.text,
        (
            Way("back", lambda x: x.t("Back"), Kind.PRIMARY, "Esc"),
            Way("dots", lambda x: x.t("Enter paper dots")),
        ),
        escape="back", parent=desk.ui_window(),
    )  # fmt: skip
    if dialog.ask() == "dots":
        words = ask_words(desk, lambda x: x.t("How many dots are on the paper?"), lambda x: x.t("Dots"), "")
        if words.isdigit():
            desk.write(verbs.put_dots, label=VOTE, note_id=card.id, dots=int(words))
