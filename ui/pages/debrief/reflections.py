# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reflections: what the team thinks on the days after, what changed since, and how observers develop."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from cxfield.i18n import N_
from cxfield.model.study import TeamMember
from cxfield.report.dataset import local_time
from cxfield.services import debrief_after as verbs
from cxfield.services.debrief_after import AfterView, ObserverRow
from cxfield.services.record_words import counted
from cxfield.storage import Reader
from ui.pages.debrief.desk import DebriefDesk
from ui.pages.plan.fields import Area, Frame
from ui.pages.plan.tab import Tab, clear, column, line, titled
from ui.widgets.buttons import Button, Kind
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import Banner, Card, Scroll
from ui.widgets.label import Label
from ui.widgets.segment import Option

REFLECT = N_("Write a reflection")
DRAFT, _DRAFT_MS = "reflection", 200


class ReflectionsTab(Tab):
    """Left: today's question and the days. Right: what changed, observers."""

    kinds = frozenset(("reflection", "finding", "evidence", "entry", "session", "settlement", "action"))

    def __init__(self, desk: DebriefDesk) -> None:
        super().__init__(desk)
        self.debrief = desk
        self.view: AfterView | None = None
        self._number = 0
        self.early = Banner(self.ui, tone="warning", icon_name="warning")
        self.early.hide()  # until it is known that it is too early
        self.prompt = Label(self.ui, "", "body", wrap=True)
        self.area = Area(self.ui, rows=3, placeholder=lambda x: x.t("What do you think of it today?"))
        self.who = ChoiceBox(self.ui, lambda x: x.t("Who writes"), ())
        self.send = Button(self.ui, lambda x: x.t("Keep the reflection"), kind=Kind.PRIMARY, touch=True)
        self.area.setAccessibleName(self.ui.texts.t("What do you think of it today?"))
        self._lay_out()
        self.who.chosen.connect(self.who.set_value)
        self.send.clicked.connect(self._send)
        # What is being thought is on the disk before it is kept as a reflection.
        self._draft = QTimer(self)
        self._draft.setSingleShot(True)
        self._draft.setInterval(_DRAFT_MS)
        self._draft.timeout.connect(self._keep_draft)
        self._restored = False
        self.area.textChanged.connect(self._draft.start)

    def refresh(self) -> None:
        """Ask in the background."""
        study = self.ui.study
        if study is None:
            return
        self._number += 1
        number = self._number
        team = self.desk.read(lambda reader: reader.all(TeamMember, order_by="order_key"))
        nobody = Option("", lambda x: x.t("nobody named"))
        if not self._restored:
            self._restored = True
            kept = study.file.place().get(DRAFT)
            if isinstance(kept, str) and kept and not self.area.toPlainText():
                self.area.setPlainText(kept)
        self.who.set_options(
            [nobody, *(Option(m.id, m.code) for m in team)], self.who.value or self._own(team)
        )

        def look(reader: Reader) -> tuple[AfterView, tuple[ObserverRow, ...]]:
            texts = self.ui.texts
            return verbs.after_view(reader, texts, self._today()), verbs.observers(reader, texts)

        study.ask(look, done=lambda found: self._show(number, *found))

    def leave(self) -> None:
        """Another tab comes to the front."""
        if self._draft.isActive():
            self._keep_draft()

    def _keep_draft(self) -> None:
        self._draft.stop()
        if self.ui.study is not None and not self.desk.read_only:
            self.ui.study.keep_place(**{DRAFT: self.area.toPlainText()})

    def add_new(self) -> None:
        """Put the cursor where one writes."""
        self.area.setFocus()

    def _own(self, team: Sequence[TeamMember]) -> str:
        """Whoever's laptop it is writes, until somebody else is chosen."""
        return next((m.id for m in team if m.code == self.ui.own_code), "")

    def _today(self) -> date:
        stamp = self.debrief.stamp()
        return local_time(stamp.utc_ms, stamp.offset_min).date()

    def _send(self) -> None:
        prompt = self.view.prompt if self.view else None
        about = (prompt.source_kind, prompt.source_id) if prompt is not None else None
        self.desk.write(
            verbs.reflect,
            label=REFLECT,
            text=self.area.toPlainText(),
            by_id=self.who.value or None,
            about=about,
            done=lambda _made: self._sent(),
        )

    def _sent(self) -> None:
        if isValid(self):
            self.area.setPlainText("")
            self._keep_draft()

    def _show(self, number: int, view: AfterView, observers: tuple[ObserverRow, ...]) -> None:
        if number != self._number or not isValid(self):
            return
        self.view = view
        self.early.setVisible(view.too_early)
        days = view.days
        self.early.set_words(lambda x: x.tn(
            "Reflected on {n} day. The report is final after two days at the earliest.",
            "Reflected on {n} days. The report is final after two days at the earliest.", days))  # fmt: skip
        prompt = view.prompt
        self.prompt.set_words(
            (f"{prompt.text} ({prompt.source})") if prompt is not None
            else (lambda x: x.t("Everything surprising has been talked about."))
        )  # fmt: skip
        self._show_days(view)
        self._show_changes(view)
        self._show_observers(observers)

    def _show_days(self, view: AfterView) -> None:
        clear(self.days)
        day = ""
        for row in view.rows:
            if row.on != day:
                day = row.on
                self.days.addWidget(
                    Label(self.ui, self.ui.texts.date(date.fromisoformat(day)), "h2", weight=600)
                )
            card = Card(self.ui)
            inner = column(card, margins=12, gap=4)
            inner.addWidget(Label(self.ui, row.text, "body", wrap=True))
            below = " · ".join(part for part in (row.by, row.about) if part)
            if below:
                inner.addWidget(Label(self.ui, below, "small", "text.secondary", wrap=True))
            self.days.addWidget(card)

    def _show_changes(self, view: AfterView) -> None:
        clear(self.changes)
        if not view.changed:
            words = Label(
                self.ui,
                lambda x: x.t("Nothing has changed since the meeting."),
                "body",
                "text.secondary",
                wrap=True,
            )
            self.changes.addWidget(words)
        for kind, n in view.changed:
            self.changes.addWidget(Label(self.ui, counted(kind, n, self.ui.texts), "body", wrap=True))

    def _show_observers(self, rows: tuple[ObserverRow, ...]) -> None:
        clear(self.observers)
        texts = self.ui.texts
        for row in rows:
            if not row.sessions and not row.agreement:
                continue  # at the meeting, but not in the field
            self.observers.addWidget(Label(self.ui, row.code, "body", weight=600))
            parts = [texts.tn("{n} session", "{n} sessions", row.sessions)]
            if row.complete is not None:
                parts.append(texts.t("entries complete {share}", share=texts.percent(row.complete)))
            if row.hints is not None:
                parts.append(texts.t("unnoticed in {share} of sessions", share=texts.percent(row.hints)))
            self.observers.addWidget(Label(self.ui, ", ".join(parts), "small", "text.secondary", wrap=True))
            told = [
                f"{day} {texts.percent(share)}" + (" " + texts.t("(training)") if training else "")
                for day, share, training in row.agreement
            ]
            if told:
                words = texts.t("agreement: {what}", what=" → ".join(told))
                self.observers.addWidget(Label(self.ui, words, "small", wrap=True))

    def _lay_out(self) -> None:
        ui = self.ui
        content = QWidget()
        left = column(content, margins=16, gap=12)
        left.addWidget(self.early)
        card, inner = titled(ui, lambda x: x.t("Not talked about yet"))
        inner.addWidget(self.prompt)
        inner.addWidget(Frame(ui, self.area))
        inner.addLayout(line(self.who, 1, self.send))
        left.addWidget(card)
        self.days: QVBoxLayout = column(gap=8)
        left.addLayout(self.days)
        left.addStretch(1)
        right = QWidget()
        side = column(right, margins=16, gap=12)
        changed, inner = titled(ui, lambda x: x.t("Changed since the meeting"))
        self.changes: QVBoxLayout = column(gap=4)
        inner.addLayout(self.changes)
        people, inner = titled(ui, lambda x: x.t("How observers develop"))
        self.observers: QVBoxLayout = column(gap=4)
        inner.addLayout(self.observers)
        side.addWidget(changed)
        side.addWidget(people)
        side.addStretch(1)
        for widget in (self.area, self.send, self.who):
            widget.setEnabled(not self.desk.read_only)
        row = line(gap=0, parent=self)
        row.addWidget(Scroll(ui, content), 3)
        row.addWidget(Scroll(ui, right), 2)
