# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What to look at before the report leaves: what blocks, what is only told, and what is in order."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxfield.i18n import N_, Texts
from cxfield.report.dataset import Warn
from cxfield.services.report_desk import Checked
from ui.context import Ui
from ui.widgets.chips import Tag
from ui.widgets.containers import WarningCard
from ui.widgets.label import Label

_ICONS = {
    "other-language": "language",
    "untranslated": "language",
    "recognisable": "consent",
    "quotes": "quote",
    "reflection": "reflection",
    "small": "metric",
    "coverage": "touchpoint",
}
_FIXES = {"quotes": N_("Remove the quote")}


class Checks(QWidget):
    """`show_checked(checked)`; `fix(warn)` for the one action of a card, `look(warn)` to see the place."""

    fix = Signal(object)
    look = Signal(object)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self.cards: list[WarningCard] = []
        self._rest: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(Label(ui, lambda x: x.t("Check before export"), "h2", wrap=True), 1)
        self.tag = Tag(ui, "", ink="danger.base", fill="danger.subtle")
        self.tag.hide()
        head.addWidget(self.tag)
        column.addLayout(head)
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        column.addLayout(self._list)
        column.addStretch(1)

    def show_checked(self, checked: Checked, *, editable: bool) -> None:
        """Show the cards, what blocks first, then what is in order."""
        for old in (*self.cards, *self._rest):
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards, self._rest = [], []
        blocks = len(checked.blocks)
        self.tag.setVisible(blocks > 0)
        self.tag.set_words(lambda x: x.tn("{n} block", "{n} blocks", blocks))
        for warn in checked.warnings:
            self._add_card(warn, editable=editable)
        for words in _in_order(checked, self.ui.texts):
            good = Label(self.ui, words, "body", "success.base", wrap=True, icon_name="check", weight=500)
            self._list.addWidget(good)
            self._rest.append(good)

    def _add_card(self, warn: Warn, *, editable: bool) -> None:
        texts = self.ui.texts
        fix = texts.t(_FIXES[warn.key]) if warn.key in _FIXES and editable else ""
        card = WarningCard(
            self.ui,
            warn.title,
            warn.reason,
            tone="danger" if warn.blocks else "warning",
            icon_name="warning" if warn.blocks else _ICONS.get(warn.key, "info"),
            action=fix,
            look=texts.t("Show") if warn.chapter else "",
        )
        card.pressed.connect(lambda: self.fix.emit(warn))
        card.shown.connect(lambda: self.look.emit(warn))
        self._list.addWidget(card)
        self.cards.append(card)


def _in_order(checked: Checked, texts: Texts) -> list[str]:
    people = any(warn.key == "recognisable" for warn in checked.warnings)
    found = [] if people else [texts.t("No names or identifying marks")]
    if checked.sessions_planned:
        said = texts.t(
            "{done}/{planned} sessions included",
            done=checked.sessions_done,
            planned=checked.sessions_planned,
        )
        if checked.reactive:
            said += ", " + texts.tn(
                "{n} reactivity mentioned", "{n} reactivities mentioned", checked.reactive
            )
        found.append(said)
    return found
