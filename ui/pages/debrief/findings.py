# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings: what was learnt, what it rests on, how common and how severe it is, and what is done."""

from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from cxfield.i18n import N_, Texts
from cxfield.methods.questions.themes import theme_key, theme_words
from cxfield.model.debrief import Finding
from cxfield.model.study import TeamMember
from cxfield.services import debrief as old
from cxfield.services import debrief_findings as verbs
from cxfield.services.debrief_findings import EvidenceRow, FindingView
from ui.pages.debrief.board_words import COMPACT
from ui.pages.debrief.desk import DebriefDesk
from ui.pages.debrief.form import Form
from ui.pages.debrief.matrix import MatrixView
from ui.pages.plan.rowlist import RowList
from ui.pages.plan.rowpaint import Cell, Column, Mark, Row
from ui.pages.plan.tab import Tab, clear, column, line, titled
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.checks import CheckRow
from ui.widgets.chips import Tag
from ui.widgets.containers import EmptyState, Glyph, Panel, Scroll
from ui.widgets.keep_focus import keeping_focus
from ui.widgets.label import Label
from ui.widgets.segment import Option

ADD, REMOVE = N_("Add a finding"), N_("Remove a finding")
EVIDENCE, ACTION = N_("Change the evidence"), N_("Add an action")
ICONS = {"observe": "observe", "interview": "quote", "group": "group", "metric": "metric", "own": "note"}
SEVERITIES: tuple[tuple[str, str], ...] = (
    ("0", N_("0 no problem")),
    ("1", N_("1 cosmetic")),
    ("2", N_("2 mild")),
    ("3", N_("3 severe")),
    ("4", N_("4 blocks")),
)


class FindingsTab(Tab):
    """List, form, and at the side evidence and matrix."""

    kinds = frozenset(
        ("finding", "evidence", "action", "entry", "answer", "statement", "extract", "metric", "participant")
    )

    def __init__(self, desk: DebriefDesk) -> None:
        super().__init__(desk)
        self.debrief = desk
        self.views: tuple[FindingView, ...] = ()
        self._wanted = ""
        self._number = 0
        self.list = RowList(
            self.ui, (Column(34), Column(0, 1)), name=lambda x: x.t("Findings"), movable=False
        )
        self.add = Button(self.ui, lambda x: x.t("Add a finding"), kind=Kind.PRIMARY, icon_name="plus")
        self.bin = Button(self.ui, lambda x: x.t("Remove"), kind=Kind.DANGER)
        self.form = self._make_form()
        self.matrix = MatrixView(self.ui)
        self.empty = EmptyState(
            self.ui,
            lambda x: x.t("No findings yet. Add one, or drag cards here from the board."),
            icon_name="finding",
        )
        self._lay_out()
        self.list.chosen.connect(lambda _id: self._show_current())
        self.matrix.chosen.connect(self._jump)
        self.add.clicked.connect(self.add_new)
        self.bin.clicked.connect(self._remove)

    def refresh(self) -> None:
        """Ask in the background."""
        study = self.ui.study
        if study is None:
            return
        self._number += 1
        number = self._number
        study.ask(verbs.findings_view, self.ui.texts, done=lambda views: self._show(number, views))

    def add_new(self) -> None:
        """Another finding, with the cursor in it."""
        words = self.ui.texts.t("New finding")
        self.desk.write(
            old.add_finding,
            label=ADD,
            draft=old.FindingDraft(words),
            done=lambda made: self.open_target(made.id),
        )

    def open_target(self, target: str) -> None:
        """Bring a finding to the front."""
        self._wanted = target
        self.refresh()

    def place(self) -> str:
        """Which finding is in front."""
        return self.list.current

    def set_compact(self, compact: bool) -> None:
        """The side is narrower on a narrow window."""
        theme, room = self.ui.theme, self.width()
        self.side.setFixedWidth(min(theme.px(300 if compact else 372), max(280, round(room * 0.36))))
        self.left.setFixedWidth(min(theme.px(230 if compact else 300), max(200, round(room * 0.24))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sides follow the width of the room."""
        super().resizeEvent(event)
        self.set_compact(self.width() < COMPACT)

    @property
    def current(self) -> FindingView | None:
        """The finding in front."""
        return next((view for view in self.views if view.record.id == self.list.current), None)

    def _show(self, number: int, views: tuple[FindingView, ...]) -> None:
        if number != self._number or not isValid(self):
            return
        self.views = views
        self.list.show_rows([_row(n, view, self.ui.texts) for n, view in enumerate(views, 1)])
        self.list.setVisible(bool(views))
        self.empty_box.setVisible(not views)
        if self._wanted and self.list.choose(self._wanted, tell=False):
            self._wanted = ""
            self.form.show_record(self.current.record if self.current else Finding())
            self.form.focus_first()
        elif not self.list.current:
            self.list.choose_first()
        self._show_current()

    def _show_current(self) -> None:
        view = self.current
        self.middle.setVisible(view is not None)
        self.side.setVisible(view is not None)
        if view is None:
            return
        self.form.show_record(view.record)
        micro = not view.record.macro
        for name in ("cause", "remedy"):
            self.form.show_choice(name, on=micro)
        self.matrix.show_points(verbs.matrix(self.views), view.record.id)
        self._show_figure(view)
        with keeping_focus(self.evidence_card):
            self._show_evidence(view)
        with keeping_focus(self.others_card):
            self._show_dissent(view)
        with keeping_focus(self.actions_card):
            self._show_actions(view)

    def _show_figure(self, view: FindingView) -> None:
        self.figure.set_words(lambda x: figure_words(view, x))

    def _show_evidence(self, view: FindingView) -> None:
        clear(self.evidence)
        if view.withdrawn:
            n = view.withdrawn
            tag = Tag(
                self.ui,
                lambda x: x.tn(
                    "{n} piece of evidence was withdrawn", "{n} pieces of evidence were withdrawn", n),
                ink="warning.base", fill="warning.subtle", icon_name="warning",
            )  # fmt: skip
            self.evidence.addWidget(tag)
        if not view.evidence:
            words = Label(self.ui, lambda x: x.t("No evidence yet: drag cards here from the board."),
                          "small", "text.secondary", wrap=True)  # fmt: skip
            self.evidence.addWidget(words)
        for row in view.evidence:
            self.evidence.addWidget(self._evidence_row(row))

    def _evidence_row(self, row: EvidenceRow) -> QWidget:
        box = QWidget()
        inner = column(box, gap=2)
        words = row.card.text if not row.card.gone else self.ui.texts.t("withdrawn")
        top = line(Glyph(self.ui, ICONS[row.card.origin], 18, "text.secondary"), gap=8)
        top.addWidget(
            Label(self.ui, words, "body", "text.tertiary" if row.card.gone else "text.primary", wrap=True), 1
        )
        bin_button = IconButton(self.ui, "close", lambda x: x.t("Take the evidence away"))
        bin_button.clicked.connect(
            lambda: self.desk.write(verbs.drop_evidence, label=EVIDENCE, evidence_id=row.id)
        )
        top.addWidget(bin_button)
        inner.addLayout(top)
        against = CheckRow(self.ui, lambda x: x.t("speaks against"))
        deviant = CheckRow(self.ui, lambda x: x.t("deviant case"))
        for check, name, on in ((against, "against", row.against), (deviant, "deviant", row.deviant)):
            check.setChecked(on)
            check.clicked.connect(self._tick(row.id, name, check))
        inner.addLayout(line(against, deviant, 1))
        box.setEnabled(not self.desk.read_only)
        return box

    def _tick(self, evidence_id: str, name: str, check: CheckRow) -> Callable[[], None]:
        return lambda: self.desk.write(
            verbs.change_evidence, label=EVIDENCE, evidence_id=evidence_id, values={name: check.isChecked()}
        )

    def _show_dissent(self, view: FindingView) -> None:
        clear(self.dissent)
        team = self.desk.read(lambda reader: reader.all(TeamMember, order_by="order_key"))
        for at, member in enumerate(team):
            check = CheckRow(self.ui, member.code)
            check.setChecked(member.id in view.record.dissent)
            check.setEnabled(not self.desk.read_only)
            check.clicked.connect(self._differ(view.record.id, member.id, check))
            self.dissent.addWidget(check, at // 3, at % 3)

    def _differ(self, finding_id: str, member_id: str, check: CheckRow) -> Callable[[], None]:
        return lambda: self.desk.write(
            verbs.differ, finding_id=finding_id, member_id=member_id, on=check.isChecked()
        )

    def _show_actions(self, view: FindingView) -> None:
        clear(self.action_list)
        for action in view.actions:
            due = self.ui.texts.date(_date(action.due_on)) if action.due_on else ""
            words = " · ".join(part for part in (action.text, action.owner, due) if part)
            self.action_list.addWidget(Label(self.ui, words, "body", wrap=True))
        more = Button(self.ui, lambda x: x.t("Add an action"), icon_name="plus")
        more.setEnabled(not self.desk.read_only)
        more.clicked.connect(self._add_action)
        self.action_list.addLayout(line(more, 1))

    def _add_action(self) -> None:
        view = self.current
        if view is not None:
            draft = old.ActionDraft(self.ui.texts.t("New action"))
            self.desk.write(
                old.add_action, label=ACTION, draft=draft, finding_id=view.record.id,
                done=lambda made: self.desk.go.emit("actions", made.id),
            )  # fmt: skip

    def _jump(self, key: str) -> None:
        self.list.choose(key)

    def _remove(self) -> None:
        view = self.current
        if view is not None:
            self.desk.write(verbs.drop_finding, label=REMOVE, finding_id=view.record.id)

    def _make_form(self) -> Form:
        form = Form(self.debrief, verbs.change_finding, "finding_id")
        form.text("statement", N_("What we have learnt, in one sentence"), rows=2)
        form.text("observation", N_("Observation: what was seen"), rows=2)
        form.text("interpretation", N_("Interpretation: what it may mean"), rows=2)
        form.text("so_what", N_("So what?"), rows=2)
        form.named("theme", N_("Theme"), help_words=N_("such as Ease, Feelings or a theme of your own"),
                   say=lambda key: theme_words(key, self.ui.texts),
                   key=lambda words: theme_key(words, self.ui.texts))  # fmt: skip
        severity = form.choice("severity", N_("Severity"), [Option(v, _say(w)) for v, w in SEVERITIES])
        severity.chosen.disconnect()
        severity.chosen.connect(lambda value: form.put("severity", int(value)))
        form.number("affected", N_("Affected"), whole=True, help_words=N_("empty: counted from the evidence"))
        form.number("observed", N_("Observed"), whole=True, help_words=N_("empty: counted from the evidence"))
        form.flag("macro", N_("Macro: a pattern, not one complaint"))
        form.choice("cause", N_("Cause of a complaint"), [
            Option("", lambda x: x.t("not said")), Option("employee", lambda x: x.t("an employee")),
            Option("policy", lambda x: x.t("a policy")),
        ])  # fmt: skip
        form.choice("remedy", N_("What is done about a complaint"), [
            Option("", lambda x: x.t("not said")), Option("training", lambda x: x.t("training")),
            Option("explanation", lambda x: x.t("an explanation to the customer")),
            Option("decision", lambda x: x.t("taken to those who decide")),
        ])  # fmt: skip
        form.text("remedy_note", N_("How it went"))
        form.choice("direction", N_("Direction"), [
            Option("", lambda x: x.t("not said")), Option("preventive", lambda x: x.t("preventive")),
            Option("corrective", lambda x: x.t("corrective")),
        ])  # fmt: skip
        form.choice("confidence", N_("How sure are we?"), [
            Option("", lambda x: x.t("not said")), Option("low", lambda x: x.t("not very sure")),
            Option("middle", lambda x: x.t("fairly sure")), Option("high", lambda x: x.t("sure")),
        ])  # fmt: skip
        form.flag("productise", N_("Could become a product or a service"))
        form.text("open_questions", N_("Open questions"), rows=2)
        form.flag("agreed", N_("The team agrees on this"))
        return form

    def _lay_out(self) -> None:
        ui = self.ui
        self.left = Panel(ui, "bg.surface", "right")
        inner = column(self.left, gap=0)
        head = line(self.add, 1)
        head.setContentsMargins(12, 10, 12, 10)
        inner.addLayout(head)
        inner.addWidget(self.list, 1)
        self.empty_box = QWidget()
        column(self.empty_box, margins=12).addWidget(self.empty)
        self.empty_box.hide()  # until it is known that there are none
        inner.addWidget(self.empty_box)
        inner.addStretch(0)
        content = QWidget()
        middle = column(content, margins=16, gap=12)
        middle.addWidget(self.form)
        middle.addLayout(line(self.bin, 1))
        middle.addStretch(1)
        self.middle = Scroll(ui, content)
        side = QWidget()
        right = column(side, margins=16, gap=12)
        self.figure = Label(ui, "", "body", "text.secondary", wrap=True)
        matrix, place = titled(ui, lambda x: x.t("Prevalence × severity"))
        place.addWidget(self.figure)
        place.addWidget(self.matrix)
        self.evidence_card, rows = titled(ui, lambda x: x.t("Evidence"))
        self.evidence: QVBoxLayout = column(gap=8)
        rows.addLayout(self.evidence)
        self.others_card, rows = titled(ui, lambda x: x.t("Who sees it otherwise"))
        self.dissent = QGridLayout()
        rows.addLayout(self.dissent)
        self.actions_card, rows = titled(ui, lambda x: x.t("Actions"))
        self.action_list: QVBoxLayout = column(gap=6)
        rows.addLayout(self.action_list)
        for card in (self.evidence_card, matrix, self.others_card, self.actions_card):
            right.addWidget(card)
        right.addStretch(1)
        self.side = Scroll(ui, side)
        row = line(gap=0, parent=self)
        row.addWidget(self.left)
        row.addWidget(self.middle, 1)
        row.addWidget(self.side)
        self.set_compact(compact=False)


def figure_words(view: FindingView, texts: Texts) -> str:
    """Counts before percentages, always with the interval."""
    if not view.observed:
        return texts.t("not computable: nobody behind the evidence is known")
    counts = f"{view.affected}/{view.observed}"
    how = texts.t("counted from the evidence") if view.counted else texts.t("entered")
    if view.share is None or view.share.share.share is None:
        return f"{counts} ({how})"
    share = view.share.share
    return texts.t(
        "{counts}, {share} ({low}–{high}), {how}; priority {priority}",
        counts=counts, share=texts.percent(share.share or 0), low=texts.percent(share.low or 0),
        high=texts.percent(share.high or 0), how=how, priority=texts.number(view.share.priority or 0, 2),
    )  # fmt: skip


def _row(number: int, view: FindingView, texts: Texts) -> Row:
    marks = []
    if view.withdrawn:
        marks.append(Mark(texts.t("withdrawn {n}", n=view.withdrawn)))
    if view.dissent:
        marks.append(Mark(texts.t("{who} otherwise", who=", ".join(view.dissent))))
    sub = f"{view.affected}/{view.observed}" if view.observed else ""
    statement = view.record.statement
    return Row(
        view.record.id,
        (Cell(str(number), weight=600), Cell(statement, sub=sub, weight=500, marks=tuple(marks))),
    )


def _say(msgid: str) -> Callable[[Texts], str]:
    return lambda texts: texts.t(msgid)


def _date(text: str) -> date:
    return date.fromisoformat(text)
