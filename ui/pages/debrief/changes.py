# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What pooling left to decide: fields changed twice, deletions an edit beat, codes that two people share."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from cxfield.i18n import N_
from cxfield.report.dataset import local_time
from cxfield.services import debrief_disputes as verbs
from cxfield.services.pooling import Pooling, past_poolings
from cxfield.storage import Reader
from ui.pages.debrief.desk import DebriefDesk
from ui.pages.plan.tab import clear, column, line, titled
from ui.widgets.buttons import Button
from ui.widgets.containers import Card, EmptyState, Glyph, Line, Scroll
from ui.widgets.field import TextField
from ui.widgets.label import Label

SETTLE = N_("Settle a difference")
_MOST = 60


class ChangesPanel(QWidget):
    """One card for each decision; below them what waits and what was pooled."""

    def __init__(self, desk: DebriefDesk) -> None:
        super().__init__()
        self.desk, self.ui = desk, desk.ui
        self.buttons: list[Button] = []
        content = QWidget()
        self.list: QVBoxLayout = column(content, margins=16, gap=12)
        self.empty = EmptyState(
            self.ui, lambda x: x.t("Nobody has changed the same thing twice."), icon_name="check"
        )
        outer = column(self, gap=0)
        outer.addWidget(Scroll(self.ui, content))
        self._number = 0

    def refresh(self) -> None:
        """Ask in the background: a large journal takes a moment."""
        study = self.ui.study
        if study is None:
            return
        self._number += 1
        number = self._number

        def look(reader: Reader) -> tuple[verbs.Disputes, list[Pooling]]:
            return verbs.disputes_view(reader, self.ui.texts), past_poolings(reader)

        study.ask(look, done=lambda found: self._show(number, *found))

    def _show(self, number: int, found: verbs.Disputes, past: list[Pooling]) -> None:
        if number != self._number or not isValid(self):
            return
        clear(self.list)
        self.buttons = []
        if not found.count:
            self.list.addWidget(
                EmptyState(self.ui, lambda x: x.t("Nothing is left to decide."), icon_name="check")
            )
        for change in found.changes[:_MOST]:
            self.list.addWidget(self._change(change))
        for row in found.revived[:_MOST]:
            self.list.addWidget(self._revived(row))
        for twin in found.twins[:_MOST]:
            self.list.addWidget(self._twin(twin))
        if found.waiting:
            self.list.addWidget(self._waiting(found.waiting))
        if past:
            self.list.addWidget(self._past(past))
        self.list.addStretch(1)

    def _change(self, row: verbs.ChangeRow) -> Card:
        card, inner = titled(self.ui, f"{row.field_words} · {row.record_words}")
        inner.addWidget(Label(self.ui, row.kind_words, "small", "text.secondary", wrap=True))
        reason = TextField(self.ui, lambda x: x.t("Why? (kept with the choice)"))
        for version in row.versions:
            side = line(gap=10)
            words = Label(self.ui, version.words, "body", weight=600, wrap=True)
            who = Label(self.ui, f"{version.author} · {version.when}", "small", "text.secondary")
            box = column(gap=2)
            box.addWidget(words)
            box.addWidget(who)
            side.addLayout(box, 1)
            pick = self._button(Button(self.ui, lambda x: x.t("Choose this"), touch=True))
            pick.setAccessibleDescription(version.words)
            pick.clicked.connect(self._settler(row, version.value, reason))
            side.addWidget(pick)
            inner.addLayout(side)
            inner.addWidget(Line(self.ui))
        inner.addWidget(reason)
        return card

    def _settler(self, row: verbs.ChangeRow, value: Any, reason: TextField) -> Any:
        return lambda: self.desk.write(
            verbs.settle_change,
            label=SETTLE,
            kind=row.kind,
            record=row.record,
            field=row.field,
            value=value,
            reason=reason.value,
        )

    def _revived(self, row: verbs.RevivedRow) -> Card:
        card, inner = titled(self.ui, lambda x: x.t("Removed by one, changed by another"))
        said = Label(
            self.ui,
            lambda x: x.t(
                "{what}: {one} removed it ({when}), {other} changed it ({then}). "
                "It is kept until you decide.",
                what=f"{row.kind_words}: {row.record_words}",
                one=row.deleted.author,
                when=row.deleted.when,
                other=row.changed.author,
                then=row.changed.when,
            ),
            "body",
            wrap=True,
        )
        inner.addWidget(said)
        keep = self._button(Button(self.ui, lambda x: x.t("Keep"), touch=True))
        drop = self._button(Button(self.ui, lambda x: x.t("Remove after all"), touch=True))
        for button, kept in ((keep, True), (drop, False)):
            button.clicked.connect(
                lambda _=False, kept=kept: self.desk.write(
                    verbs.settle_revived, label=SETTLE, kind=row.kind, record=row.record, keep=kept
                )
            )
        inner.addLayout(line(keep, drop, 1))
        return card

    def _twin(self, row: verbs.TwinRow) -> Card:
        card, inner = titled(self.ui, lambda x: x.t("Several people have the code {code}", code=row.code))
        inner.addWidget(Label(self.ui, row.words, "body", wrap=True))
        code = TextField(self.ui, lambda x: x.t("A code of their own"))
        code.set_value(row.code)
        keep = self._button(Button(self.ui, lambda x: x.t("Give the code"), touch=True))
        keep.clicked.connect(
            lambda: self.desk.write(
                verbs.tell_apart, label=SETTLE, participant_id=row.participant_id, code=code.value
            )
        )
        inner.addWidget(code)
        inner.addLayout(line(keep, 1))
        return card

    def _waiting(self, waiting: tuple[tuple[str, int, str], ...]) -> Card:
        card, inner = titled(self.ui, lambda x: x.t("Waiting for something that has not come yet"))
        for kind, n, lacks in waiting:
            words = self.ui.texts.t("{n} {kind} wait for {lacks}", n=n, kind=kind, lacks=lacks)
            row = line(Glyph(self.ui, "clock", 18, "warning.base"), gap=10)
            row.addWidget(Label(self.ui, words, "body", wrap=True), 1)
            inner.addLayout(row)
        return card

    def _past(self, past: list[Pooling]) -> Card:
        card, inner = titled(self.ui, lambda x: x.t("Pooled on this device"))
        for one in past[:20]:
            moment = local_time(one.at, one.offset_min)
            texts = self.ui.texts
            words = texts.tn(
                "{when}: {n} entry from {files}",
                "{when}: {n} entries from {files}",
                one.entries,
                when=f"{texts.day(moment.date())} {texts.time(moment)}",
                files=", ".join(one.files),
            )
            if one.taken_back:
                words += " – " + texts.t("taken back")
            inner.addWidget(Label(self.ui, words, "body", "text.secondary", wrap=True))
        return card

    def _button(self, button: Button) -> Button:
        button.setEnabled(not self.desk.read_only)
        self.buttons.append(button)
        return button
