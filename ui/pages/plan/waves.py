# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waves and the sessions planned in them."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy

from cxfield.i18n import N_, pick
from cxfield.model.study import Stage, Study, Wave
from cxfield.services.plan_study import (
    add_next_wave,
    add_planned_like,
    planned_sessions,
    set_day,
)
from cxfield.services.plan_waves import END, follow_after, missing_waves, plan_rhythm
from cxfield.services.plan_words import CADENCE, written_date
from ui.pages.plan.desk import ADD, Desk
from ui.pages.plan.fields import Bound
from ui.pages.plan.fold import Fold
from ui.pages.plan.in_languages import Pair, in_language
from ui.pages.plan.rowlist import RowList
from ui.pages.plan.rowpaint import Cell, Column, Row
from ui.pages.plan.session_form import SessionForm
from ui.pages.plan.tab import Checks, Editor, clear, column, line, said
from ui.widgets.buttons import Button, IconButton
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import Card
from ui.widgets.label import Label
from ui.widgets.segment import Option

WAVE_NAME = N_("Name of the wave")


class WaveForm(Editor):
    """Waves as cards, sessions as a list with an editor beside it."""

    def __init__(self, desk: Desk, back: Callable[[], None]) -> None:
        super().__init__(
            desk.ui,
            lambda x: x.t("Schedule and waves"),
            lambda x: x.t("Measure after each stage and at the end; in the long run at least twice a year."),
            back,
        )
        self.desk = desk
        self.cards: dict[str, _WaveCard] = {}
        add_wave = Button(desk.ui, lambda x: x.t("Add a wave"), icon_name="plus")
        add_wave.clicked.connect(self._add_wave)
        self.add = Button(desk.ui, lambda x: x.t("Add a session"), icon_name="plus")
        self.add.clicked.connect(self.add_new)
        for button in (add_wave, self.add):
            button.setEnabled(not desk.read_only)
            self.side.addWidget(button)
        self.rhythm = Checks(
            desk.ui,
            lambda x: x.t("Rhythm of measurement"),
            [(key, said(words)) for key, words in CADENCE.items()],
            lambda values: desk.choose("study", desk.study_id, cadence=values),
        )
        self.lacking = Label(desk.ui, "", "small", "text.secondary", wrap=True)
        self.fill = Button(desk.ui, lambda x: x.t("Plan the rhythm"), icon_name="calendar")
        self.fill.clicked.connect(self._plan_rhythm)
        self.form.addWidget(self.rhythm)
        self.form.addLayout(line(self.fill, self.lacking, gap=12))
        self.fill.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.waves = column(gap=10)
        self.form.addLayout(self.waves)
        columns = (Column(92), Column(0, 3), Column(96), Column(64), Column(0, 4))
        self.list = RowList(desk.ui, columns, name=lambda x: x.t("Planned sessions"))
        self.list.setMinimumHeight(desk.ui.theme.px(360))
        self.editor = SessionForm(desk)
        self.editor.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.list.chosen.connect(self.editor.show_session)
        self.list.delete_wanted.connect(lambda _id: self.editor.remove())
        card = Card(desk.ui)
        inner = column(card, margins=2, gap=0)
        head = line(Label(desk.ui, lambda x: x.t("Planned sessions"), "h2"), 1)
        head.setContentsMargins(14, 12, 14, 10)
        inner.addLayout(head)
        inner.addWidget(self.list, 1)
        row = line(gap=14)
        Fold(desk.ui, self.content, row, 640)
        row.addWidget(card, 3)
        row.addWidget(self.editor, 2, Qt.AlignmentFlag.AlignTop)
        self.form.addLayout(row, 1)

    def refresh(self) -> None:
        """Show the waves and the sessions."""
        waves = self.desk.read(lambda reader: reader.all(Wave, order_by="starts_on"))
        if [wave.id for wave in waves] != list(self.cards):
            clear(self.waves)
            self.cards = {}
            for wave in waves:
                self.cards[wave.id] = _WaveCard(self.desk, wave)
                self.waves.addWidget(self.cards[wave.id])
        stages = self.desk.read(lambda reader: reader.all(Stage, order_by="order_key"))
        for wave in waves:
            self.cards[wave.id].show_wave(wave, stages)
        self._show_rhythm(stages, waves)
        texts = self.ui.texts
        rows = []
        for planned in self.desk.read(planned_sessions, texts):
            ink = "text.primary" if planned.roles else "warning.base"
            who = planned.roles or texts.t("roles are not split")
            rows.append(
                Row(
                    planned.id,
                    (
                        Cell(planned.day or texts.t("no day"), weight=600),
                        Cell(
                            planned.site or planned.kind,
                            sub=planned.kind if planned.site else "",
                            sub_icon=planned.icon if planned.site else "",
                        ),
                        Cell(planned.phase, ink="text.secondary"),
                        Cell(texts.t("{n} min", n=planned.minutes), ink="text.secondary"),
                        Cell(who, role="small", ink=ink, icon="" if planned.roles else "warning"),
                    ),
                )
            )
        self.list.show_rows(rows)
        if not self.list.current:
            self.list.choose_first()
        self.editor.show_session(self.list.current)

    def _show_rhythm(self, stages: list[Stage], waves: list[Wave]) -> None:
        study = next(iter(self.desk.read(lambda reader: reader.all(Study))), None)
        rules = study.cadence if study else []
        self.rhythm.show_values(rules)
        self.rhythm.setEnabled(not self.desk.read_only)
        n = len(missing_waves(rules, stages, waves))
        self.fill.setVisible(n > 0)
        self.fill.setEnabled(not self.desk.read_only)
        self.lacking.setVisible(n > 0)
        self.lacking.set_words(
            lambda x: x.tn(
                "The rhythm lacks {n} measurement. Its days are a proposal.",
                "The rhythm lacks {n} measurements. Their days are a proposal.",
                n,
            )
        )

    def _plan_rhythm(self) -> None:
        from ui.pages.plan.study import today

        self.desk.write(plan_rhythm, label=ADD, today=today())

    def add_new(self) -> None:
        """Another session like the chosen one."""
        self.desk.write(
            add_planned_like,
            label=ADD,
            like_id=self.list.current,
            done=lambda made: self.open_record(made.id),
        )

    def open_record(self, record_id: str) -> None:
        """Show a session and put the cursor on its day."""
        self.refresh()
        if record_id in self.cards:
            self.cards[record_id].start.focus()
        elif record_id and self.list.choose(record_id):
            self.editor.show_session(record_id)
            self.editor.focus()

    def focus_first(self) -> None:
        """Begin in the list."""
        self.list.setFocus()

    def _add_wave(self) -> None:
        from ui.pages.plan.study import today

        self.desk.write(add_next_wave, label=ADD, today=today(), done=lambda made: self.open_record(made.id))


class _WaveCard(Card):
    def __init__(self, desk: Desk, wave: Wave) -> None:
        super().__init__(desk.ui)
        self.desk, self.id = desk, wave.id
        inner = column(self, margins=14, gap=8)
        self.name = Pair(desk, in_language(WAVE_NAME))
        bin_button = IconButton(desk.ui, "close", lambda x: x.t("Remove the wave"))
        bin_button.clicked.connect(self._remove)
        inner.addLayout(line(self.name, bin_button))
        self.start = Bound(desk, lambda x: x.t("First day"), placeholder="7.10.2026")
        self.end = Bound(desk, lambda x: x.t("Last day"), placeholder="17.10.2026")
        self.remind = Bound(desk, lambda x: x.t("Reminder"), placeholder="1.9.2026")
        self.after = ChoiceBox(desk.ui, lambda x: x.t("What the wave follows"))
        self.after.chosen.connect(
            lambda choice: desk.write(follow_after, wave_id=self.id, choice=choice or "")
        )
        days = line(gap=12)
        Fold(desk.ui, self, days, 520)
        for field in (self.start, self.end, self.remind):
            days.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        follows = column(gap=4)
        words = Label(desk.ui, lambda x: x.t("What the wave follows"), "small", "text.secondary", weight=500)
        follows.addWidget(words)
        follows.addWidget(self.after)
        days.addLayout(follows, 1)
        inner.addLayout(days)
        self.name.bind("wave", wave.id, "name", wave.name)
        for field, name in self._days():
            field.bind(self._write(name), written_date(getattr(wave, name)))
        self.setEnabled(not desk.read_only)

    def show_wave(self, wave: Wave, stages: list[Stage]) -> None:
        """Show what the study holds."""
        locale = self.ui.texts.locale
        options = [Option("", lambda x: x.t("no stage of its own"))]
        options += [Option(stage.id, pick(stage.name, locale) or "–") for stage in stages]
        options.append(Option(END, lambda x: x.t("the end of the journey")))
        self.after.set_options(options, wave.stage_id or wave.after)
        self.name.show_labels(wave.name)
        for field, name in self._days():
            field.show_text(written_date(getattr(wave, name)))

    def _days(self) -> tuple[tuple[Bound, str], ...]:
        return ((self.start, "starts_on"), (self.end, "ends_on"), (self.remind, "remind_on"))

    def _write(self, field: str) -> Any:
        def write(text: str, done: Any, failed: Any) -> None:
            self.desk.write(
                set_day, record=Wave, record_id=self.id, field=field, text=text, done=done, failed=failed
            )

        return write

    def _remove(self) -> None:
        name = next(iter(self.name.fields.values())).value
        self.desk.remove("wave", self.id, name)
