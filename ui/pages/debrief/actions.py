# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Actions: who does what by when, what it should move and what came of it; detractors to get back to."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from cxfield.i18n import N_, Texts, pick
from cxfield.model.debrief import Action, Finding
from cxfield.model.enums import ActionKind, ActionState
from cxfield.model.metrics import Metric
from cxfield.model.study import Study, Wave
from cxfield.report.words import ACTION_KINDS, STATES
from cxfield.services import debrief as old
from cxfield.services import debrief_after as after
from cxfield.services import debrief_findings as verbs
from cxfield.storage import Reader
from ui.pages.data.flow import Flow
from ui.pages.debrief.desk import DebriefDesk
from ui.pages.debrief.form import Form
from ui.pages.plan.rowlist import RowList
from ui.pages.plan.rowpaint import Cell, Column, Mark, Row
from ui.pages.plan.tab import Tab, clear, column, line, titled
from ui.widgets.buttons import Button, Kind
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import Card, EmptyState, Panel, Scroll
from ui.widgets.field import TextField
from ui.widgets.keep_focus import keeping_focus
from ui.widgets.label import Label
from ui.widgets.segment import Option

ADD, REMOVE, LOOP, REVIEW = (
    N_("Add an action"),
    N_("Remove an action"),
    N_("Close the loop"),
    N_("Review a metric"),
)
ALL = "all"
VERDICTS: tuple[tuple[str, str], ...] = (
    ("", N_("not reviewed")),
    ("keep", N_("keep")),
    ("drop", N_("drop")),
    ("change", N_("change")),
    ("challenge", N_("challenge")),
)


class ActionsTab(Tab):
    """List, form, and below it the loops and the review of metrics."""

    kinds = frozenset(("action", "finding", "metric", "wave", "follow_up_task", "metric_verdict", "study"))

    def __init__(self, desk: DebriefDesk) -> None:
        super().__init__(desk)
        self.debrief = desk
        self._wanted = ""
        self.records: list[Action] = []
        self.list = RowList(self.ui, (Column(0, 5), Column(0, 2), Column(112)), name=lambda x: x.t("Actions"))
        self.kind = ChoiceBox(self.ui, lambda x: x.t("Show"), (), ALL)
        self.add = Button(self.ui, lambda x: x.t("Add an action"), kind=Kind.PRIMARY, icon_name="plus")
        self.calendar = Button(self.ui, lambda x: x.t("Calendar file (.ics)"), icon_name="calendar")
        self.bin = Button(self.ui, lambda x: x.t("Remove"), kind=Kind.DANGER)
        self.roi = Label(self.ui, "", "body", "text.secondary", wrap=True)
        self.form = self._make_form()
        self.empty = EmptyState(self.ui, lambda x: x.t("Nothing has been decided yet."), icon_name="action")
        self._lay_out()
        self.list.chosen.connect(lambda _id: self._show_current())
        self.add.clicked.connect(self.add_new)
        self.bin.clicked.connect(self._remove)
        self.calendar.clicked.connect(self._calendar)
        self.kind.chosen.connect(self._only)

    def refresh(self) -> None:
        """Ask again."""
        self._offer()
        self.records = self.desk.read(lambda reader: reader.all(Action, order_by="order_key"))
        kind = self.kind.value or ALL
        shown = [one for one in self.records if kind in (ALL, one.kind)]
        today = self._today().isoformat()
        self.list.show_rows([_row(one, today, self.ui.texts) for one in shown])
        dated = any(one.due_on for one in self.records)
        self.calendar.setEnabled(dated)
        self.calendar.set_tip("" if dated else lambda x: x.t("No action has a due date yet."))
        self.list.setVisible(bool(shown))
        self.empty_box.setVisible(not shown)
        if self._wanted and self.list.choose(self._wanted, tell=False):
            self._wanted = ""
            self._show_current()
            self.form.focus_first()
            return
        if not self.list.current:
            self.list.choose_first()
        self._show_current()
        with keeping_focus(self.loops_card):
            self._show_loops()
        with keeping_focus(self.metrics_card):
            self._show_metrics()

    def _only(self, kind: str) -> None:
        self.kind.set_value(kind)
        self.refresh()

    def add_new(self) -> None:
        """Another action, with the cursor in it."""
        draft = old.ActionDraft(self.ui.texts.t("New action"))
        self.desk.write(old.add_action, label=ADD, draft=draft, done=lambda made: self.open_target(made.id))

    def open_target(self, target: str) -> None:
        """Bring an action to the front."""
        self._wanted = target
        self.kind.set_value(ALL)
        self.refresh()

    def place(self) -> str:
        """Which action is in front."""
        return self.list.current

    @property
    def current(self) -> Action | None:
        """The action in front."""
        return next((one for one in self.records if one.id == self.list.current), None)

    def _today(self) -> date:
        from cxfield.report.dataset import local_time

        stamp = self.debrief.stamp()
        return local_time(stamp.utc_ms, stamp.offset_min).date()

    def _show_current(self) -> None:
        one = self.current
        self.form_card.setVisible(one is not None)
        if one is None:
            return
        self.form.show_record(one)
        gain = verbs.roi(one)
        self.roi.set_words(
            (lambda x: x.t("Return on cost: {share}", share=x.percent(gain))) if gain is not None else ""
        )
        self.roi.setVisible(gain is not None)

    def _offer(self) -> None:
        texts = self.ui.texts
        kinds = [Option(ALL, lambda x: x.t("all kinds"))]
        kinds += [Option(kind.value, _say(words)) for kind, words in ACTION_KINDS.items()]
        self.kind.set_options(kinds, self.kind.value or ALL)
        self.tools.refresh()

        def look(reader: Reader) -> tuple[list[Option], list[Option], list[Option], list[Option]]:
            findings = [
                Option(f.id, verbs.short_name(n, f.statement))
                for n, f in enumerate(reader.all(Finding, order_by="order_key"), 1)
            ]
            metrics = [
                Option(m.id, pick(m.name, texts.locale) or "–")
                for m in reader.all(Metric, order_by="order_key")
            ]
            waves = [
                Option(w.id, pick(w.name, texts.locale) or "–")
                for w in reader.all(Wave, order_by="order_key")
            ]
            study = next(iter(reader.all(Study)), None)
            said = pick(study.principles, texts.locale) if study else ""
            goals = pick(study.conversion_goals, texts.locale) if study else ""
            lines = [part.strip(" -•") for part in f"{said}\n{goals}".split("\n") if part.strip(" -•")]
            return findings, metrics, waves, [Option(words, words) for words in dict.fromkeys(lines)]

        none = Option("", lambda x: x.t("none"))
        found = self.desk.read(look)
        for name, options in zip(
            ("finding_id", "metric_id", "review_wave_id", "principle"), found, strict=True
        ):
            self.form.offer(name, [none, *(_short(option) for option in options)])

    def _make_form(self) -> Form:
        form = Form(self.debrief, verbs.change_action, "action_id")
        form.text("text", N_("What is done"), rows=2)
        form.text("owner", N_("Owner"))
        form.day("due_on", N_("Due date"))
        form.choice(
            "kind", N_("Kind"), [Option(kind.value, _say(words)) for kind, words in ACTION_KINDS.items()]
        )
        form.choice(
            "state", N_("State"), [Option(state.value, _say(words)) for state, words in STATES.items()]
        )
        for name, words in (
            ("finding_id", N_("Finding it rests on")),
            ("principle", N_("Principle or goal it serves")),
            ("metric_id", N_("Metric it should move")),
        ):
            self._reference(form, name, words)
        form.number("target", N_("Target of the metric"))
        form.number("cost", N_("Cost, € a year"))
        form.number("gain", N_("Gain, € a year"))
        self._reference(form, "review_wave_id", N_("Effect is reviewed in the wave"))
        form.number("before", N_("Measured before"))
        form.number("after", N_("Measured after"))
        form.text("effect", N_("What came of it"), rows=2)
        form.day("reviewed_on", N_("Reviewed on"))
        return form

    @staticmethod
    def _reference(form: Form, name: str, words: str) -> None:
        box = form.choice(name, words, ())
        box.chosen.disconnect()
        empty = "" if name == "principle" else None
        box.chosen.connect(lambda value: form.put(name, value or empty))

    def _show_loops(self) -> None:
        clear(self.loops)
        rows = self.desk.read(after.loops, self.debrief.stamp().utc_ms)
        if not rows:
            words = Label(
                self.ui,
                lambda x: x.t("No detractor waits for an answer."),
                "body",
                "text.secondary",
                wrap=True,
            )
            self.loops.addWidget(words)
        for row in rows:
            self.loops.addWidget(self._loop(row))

    def _loop(self, row: after.LoopRow) -> QWidget:
        box = QWidget()
        inner = column(box, gap=4)
        closed = row.state != "open"
        icon_name = "check" if closed else "clock"
        words = loop_words(row, self.ui.texts)
        inner.addWidget(Label(self.ui, words, "body", weight=600, wrap=True, icon_name=icon_name))
        if row.text:
            inner.addWidget(Label(self.ui, row.text, "body", wrap=True))
        if not row.allowed:
            said = Label(
                self.ui,
                lambda x: x.t("Contact is not allowed: do not call."),
                "small",
                "danger.base",
                wrap=True,
            )
            inner.addWidget(said)
            return box
        outcome = TextField(self.ui, lambda x: x.t("What came of it"))
        outcome.set_value(row.outcome)
        done = Button(
            self.ui,
            (lambda x: x.t("Open again")) if closed else (lambda x: x.t("Mark as closed")),
            touch=True,
        )
        state = "open" if closed else "done"
        done.clicked.connect(lambda: self.desk.write(
            after.change_loop, label=LOOP, task_id=row.id, state=state, outcome=outcome.value))  # fmt: skip
        inner.addWidget(outcome)
        inner.addLayout(line(done, 1))
        box.setEnabled(not self.desk.read_only)
        return box

    def _show_metrics(self) -> None:
        clear(self.metrics)
        for row in self.desk.read(after.metric_rows, self.ui.texts):
            box = ChoiceBox(
                self.ui, _named(row.name),
                [Option(value, _say(words)) for value, words in VERDICTS], row.verdict,
            )  # fmt: skip
            reason = TextField(self.ui, lambda x: x.t("Why?"))
            reason.set_value(row.reason)
            box.chosen.connect(self._reviewer(row.id, reason, box))
            reason.input.editingFinished.connect(self._reason(row, reason, box))
            self.metrics.addWidget(Label(self.ui, row.name, "body", weight=600, wrap=True))
            self.metrics.addWidget(box)
            self.metrics.addWidget(reason)
            for widget in (box, reason):
                widget.setEnabled(not self.desk.read_only)

    def _reviewer(self, metric_id: str, reason: TextField, box: ChoiceBox) -> Callable[[str], None]:
        def review(verdict: str) -> None:
            if verdict:
                self.desk.write(
                    verbs.review_metric,
                    label=REVIEW,
                    metric_id=metric_id,
                    verdict=verdict,
                    reason=reason.value,
                )

        return review

    def _reason(self, row: after.MetricRow, reason: TextField, box: ChoiceBox) -> Callable[[], None]:
        def keep() -> None:
            if row.verdict and reason.value != row.reason:
                self._reviewer(row.id, reason, box)(row.verdict)

        return keep

    def _remove(self) -> None:
        one = self.current
        if one is not None:
            self.desk.write(verbs.drop_action, label=REMOVE, action_id=one.id)

    def _calendar(self) -> None:
        start = str(self.desk.session.path.with_suffix(".ics"))
        name, _ = QFileDialog.getSaveFileName(
            self.window(),
            self.ui.texts.t("Save the calendar file"),
            start,
            self.ui.texts.t("Calendar") + " (*.ics)",
        )
        if name:
            self.write_calendar(Path(name))

    def write_calendar(self, path: Path) -> None:
        """Write the actions that have a day; calendars of every maker read it."""
        import datetime as dt

        stamp = dt.datetime.fromtimestamp(self.debrief.stamp().utc_ms / 1000, dt.UTC)
        path.write_bytes(verbs.calendar(self.records, f"{stamp:%Y%m%dT%H%M%SZ}").encode())
        n = sum(bool(one.due_on) for one in self.records)
        words = self.ui.texts.tn("{n} action is in {name}.", "{n} actions are in {name}.", n, name=path.name)
        self.desk.said.emit(words)

    def _lay_out(self) -> None:
        ui = self.ui
        left = Panel(ui, "bg.surface", "right")
        inner = column(left, gap=0)
        head = QWidget()
        self.tools = Flow()
        self.tools.use_widgets((self.add, self.calendar, self.kind))
        box = column(head)
        box.setContentsMargins(16, 10, 16, 10)
        box.addWidget(self.tools)
        inner.addWidget(head)
        inner.addWidget(self.list, 1)
        self.empty_box = QWidget()
        column(self.empty_box, margins=16).addWidget(self.empty)
        inner.addWidget(self.empty_box)
        inner.addStretch(0)
        content = QWidget()
        side = column(content, margins=10, gap=14)
        self.form_card = Card(ui)
        form = column(self.form_card, margins=12, gap=10)
        form.addWidget(self.form)
        form.addWidget(self.roi)
        form.addLayout(line(self.bin, 1))
        self.loops: QVBoxLayout = column(gap=10)
        self.metrics: QVBoxLayout = column(gap=8)
        self.loops_card, rows = titled(ui, lambda x: x.t("Close the loop with detractors"))
        rows.addLayout(self.loops)
        self.metrics_card, rows = titled(ui, lambda x: x.t("Review of the metrics"))
        rows.addLayout(self.metrics)
        for card in (self.form_card, self.loops_card, self.metrics_card):
            side.addWidget(card)
        side.addStretch(1)
        for button in (self.add, self.bin):
            button.setEnabled(not self.desk.read_only)
        row = line(gap=0, parent=self)
        row.addWidget(left, 3)
        row.addWidget(Scroll(ui, content), 2)


def _row(one: Action, today: str, texts: Texts) -> Row:
    late = bool(one.due_on) and one.due_on < today and one.state != ActionState.DONE.value
    due = texts.date(date.fromisoformat(one.due_on)) if one.due_on else "–"
    kind = texts.t(ACTION_KINDS[ActionKind(one.kind)]) if one.kind in list(ActionKind) else one.kind
    state = texts.t(STATES[ActionState(one.state)]) if one.state in list(ActionState) else one.state
    done = one.state == ActionState.DONE.value
    mark = Mark(state, "success.base", "success.subtle") if done else Mark(state, "info.base", "info.subtle")
    lateness = (Mark(texts.t("late")),) if late else ()
    return Row(
        one.id,
        (
            Cell(one.text, sub=kind, weight=600, marks=(mark,)),
            Cell(one.owner or "–"),
            Cell(due, weight=600, marks=lateness),
        ),
    )


def loop_words(row: after.LoopRow, texts: Texts) -> str:
    """Whose turn it is to hear from us, what they gave, and for how long it has been open."""
    score = texts.t("gave {n}", n=row.score) if row.score is not None else ""
    if row.state == "open":
        days = texts.tn("open for {n} day", "open for {n} days", row.days)
    else:
        days = texts.tn("closed in {n} day", "closed in {n} days", row.days)
    return " · ".join(part for part in (row.code, score, days) if part)


def _named(name: str) -> Callable[[Texts], str]:
    return lambda texts: texts.t("What becomes of {metric}", metric=name)


def _short(option: Option) -> Option:
    words = str(option.words)
    most = verbs.SHORT + 2
    return Option(option.value, words if len(words) <= most else words[: most - 1].rstrip() + "…", words)


def _say(msgid: str) -> Callable[[Texts], str]:
    return lambda texts: texts.t(msgid)
