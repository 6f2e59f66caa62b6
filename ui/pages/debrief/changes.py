# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What pooling left to decide: fields changed twice, deletions an edit beat, codes that two people share."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from cxfield.i18n import N_
from cxfield.report.dataset import local_time
from cxfield.services import debrief_disputes as verbs
from cxfield.services.pooling import Pooling, past_poolings
from cxfield.storage import Reader
from ui.pages.debrief.desk import DebriefDesk
from ui.pages.plan.tab import clear, column, line, titled
from ui.widgets.buttons import Button
from ui.widgets.containers import Card, EmptyState, Glyph, Scroll
from ui.widgets.field import LineInput, TextField
from ui.widgets.keep_focus import keeping_focus
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
        with keeping_focus(self):
            self._fill(found, past)

    def _fill(self, found: verbs.Disputes, past: list[Pooling]) -> None:
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
        for code in dict.fromkeys(twin.code.upper() for twin in found.twins[:_MOST]):
            people = [twin for twin in found.twins if twin.code.upper() == code]
            self.list.addWidget(self._twins(people))
        if found.waiting:
            self.list.addWidget(self._waiting(found.waiting))
        if past:
            self.list.addWidget(self._past(past))
        self.list.addStretch(1)

    def _change(self, row: verbs.ChangeRow) -> Card:
        card, inner = titled(self.ui, f"{row.field_words} · {row.record_words}")
        inner.addWidget(Label(self.ui, row.kind_words, "small", "text.secondary", wrap=True))
        reason = TextField(self.ui, lambda x: x.t("Why? (kept with the choice)"))
        side = line(gap=12)
        for version in row.versions:
            side.addWidget(self._version(row, version, reason), 1)
        inner.addLayout(side)
        if row.written:
            inner.addLayout(self._new_value(row, reason))
        inner.addWidget(reason)
        return card

    def _version(self, row: verbs.ChangeRow, version: verbs.VersionRow, reason: TextField) -> Card:
        """One value with its writer; the others stand beside it."""
        box = Card(self.ui, fill="bg.sunken")
        inner = column(box, margins=12, gap=4)
        who = f"{version.author} · {version.when}"
        inner.addWidget(Label(self.ui, who, "small", "text.secondary", wrap=True))
        inner.addWidget(Label(self.ui, version.words, "body", weight=600, wrap=True))
        inner.addStretch(1)
        pick = self._button(Button(self.ui, lambda x: x.t("Choose this"), touch=True))
        pick.setAccessibleDescription(version.words)
        pick.clicked.connect(lambda: self._settle(row, version.value, reason))
        inner.addLayout(line(pick, 1))
        return box

    def _new_value(self, row: verbs.ChangeRow, reason: TextField) -> QHBoxLayout:
        """Neither of them: something new in their place."""
        field = LineInput(
            self.ui,
            placeholder=lambda x: x.t("Something else in their place"),
            name=lambda x: x.t("Something else in their place"),
        )
        use = self._button(Button(self.ui, lambda x: x.t("Use this instead"), touch=True))
        field.setEnabled(not self.desk.read_only)
        locale = self.ui.texts.locale

        def settle() -> None:
            words = field.text().strip()
            if words:
                self._settle(row, verbs.rewritten(row, words, locale), reason)

        field.returnPressed.connect(settle)
        use.clicked.connect(settle)
        return line(field, use)

    def _settle(self, row: verbs.ChangeRow, value: Any, reason: TextField) -> None:
        self.desk.write(
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
        keep = self._button(Button(self.ui, lambda x: x.t("Keep it"), touch=True))
        drop = self._button(Button(self.ui, lambda x: x.t("Remove after all"), touch=True))
        for button, kept in ((keep, True), (drop, False)):
            button.clicked.connect(
                lambda _=False, kept=kept: self.desk.write(
                    verbs.settle_revived, label=SETTLE, kind=row.kind, record=row.record, keep=kept
                )
            )
        inner.addLayout(line(keep, drop, 1))
        return card

    def _twins(self, people: list[verbs.TwinRow]) -> Card:
        code = people[0].code
        card, inner = titled(self.ui, lambda x: x.t("Several people have the code {code}", code=code))
        words = lambda x: x.t("Give one of them a code of their own.")  # noqa: E731 - words of a label
        inner.addWidget(Label(self.ui, words, "small", "text.secondary", wrap=True))
        side = line(gap=12)
        for one in people:
            side.addWidget(self._twin(one), 1)
        inner.addLayout(side)
        return card

    def _twin(self, row: verbs.TwinRow) -> Card:
        box = Card(self.ui, fill="bg.sunken")
        inner = column(box, margins=12, gap=6)
        inner.addWidget(Label(self.ui, row.words, "body", weight=600, wrap=True))
        inner.addStretch(1)
        code = TextField(self.ui, lambda x: x.t("A code of their own"))
        code.set_value(row.code)
        code.setEnabled(not self.desk.read_only)
        give = self._button(Button(self.ui, lambda x: x.t("Give the code"), touch=True))

        def tell_apart() -> None:
            self.desk.write(
                verbs.tell_apart, label=SETTLE, participant_id=row.participant_id, code=code.value
            )

        give.clicked.connect(tell_apart)
        code.input.returnPressed.connect(tell_apart)
        inner.addWidget(code)
        inner.addLayout(line(give, 1))
        return box

    def _waiting(self, waiting: tuple[tuple[str, str], ...]) -> Card:
        card, inner = titled(self.ui, lambda x: x.t("Waiting for something that has not come yet"))
        for what, lacks in waiting:
            words = self.ui.texts.t("{what}; missing: {lacks}", what=what, lacks=lacks)
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
                "{when}: {n} entry ({files})",
                "{when}: {n} entries ({files})",
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
