# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Targets, benchmarks and figures of one metric."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxfield.i18n import pick
from cxfield.model.metrics import Measurement, Metric, Target
from cxfield.model.study import Site, Wave
from cxfield.services.plan_metrics import (
    COUNTED,
    add_measurement,
    add_target,
    set_scale,
    targets_of,
    type_count,
    type_figure,
    type_value,
)
from cxfield.services.plan_state import short_site
from ui.context import Ui
from ui.pages.plan.desk import ADD, Desk
from ui.pages.plan.fields import Bound
from ui.pages.plan.tab import clear, column, line, said
from ui.widgets.buttons import Button, IconButton
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import Card
from ui.widgets.label import Label
from ui.widgets.segment import Option


class MetricFigures(QWidget):
    """`show_metric(metric)`; cards stay as long as their record does."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.ui, self.id = desk, desk.ui, ""
        self.cards: dict[str, _TargetCard | _FigureCard] = {}
        self._shape: tuple[str, ...] = ()
        ui = self.ui
        inner = column(self, gap=10)
        self.scale = Bound(
            desk, lambda x: x.t("Scale"), help_words=lambda x: x.t("Such as 0–10; empty when it has no ends.")
        )
        inner.addWidget(self.scale)
        inner.addWidget(Label(ui, lambda x: x.t("Targets and benchmarks"), "h2"))
        self.targets: QVBoxLayout = column(gap=8)
        inner.addLayout(self.targets)
        self.aim = Button(ui, lambda x: x.t("Add a target"), icon_name="plus")
        self.aim.clicked.connect(lambda: desk.write(add_target, label=ADD, metric_id=self.id))
        mark = Button(ui, lambda x: x.t("Add a benchmark"), icon_name="plus")
        mark.clicked.connect(lambda: desk.write(add_target, label=ADD, metric_id=self.id, benchmark=True))
        inner.addLayout(line(self.aim, mark, 1))
        inner.addWidget(Label(ui, lambda x: x.t("Figures entered by hand"), "h2"))
        self.figures: QVBoxLayout = column(gap=8)
        inner.addLayout(self.figures)
        figure = Button(ui, lambda x: x.t("Add a figure"), icon_name="plus")
        figure.clicked.connect(lambda: desk.write(add_measurement, label=ADD, metric_id=self.id))
        inner.addWidget(figure, 0, Qt.AlignmentFlag.AlignLeft)

    def show_metric(self, metric: Metric) -> None:
        """Show the targets and figures of a metric."""
        shown = "–".join(_number(self.ui, value) for value in metric.scale[:2])
        if metric.id != self.id:
            self.scale.bind(self._write_scale(metric.id), shown)
        self.scale.show_text(shown)
        self.id = metric.id
        self.setEnabled(not self.desk.read_only)
        targets, figures = self.desk.read(targets_of, metric.id)
        shape = (metric.id, *(row.id for row in (*targets, *figures)))
        if shape != self._shape:
            self._shape = shape
            clear(self.targets)
            clear(self.figures)
            self.cards = {}
            for target in targets:
                self.cards[target.id] = _TargetCard(self.desk, target)
                self.targets.addWidget(self.cards[target.id])
            for figure in figures:
                self.cards[figure.id] = _FigureCard(self.desk, figure, metric.type)
                self.figures.addWidget(self.cards[figure.id])
        for row in (*targets, *figures):
            self.cards[row.id].show_row(row)

    def _write_scale(self, metric_id: str) -> Any:
        def write(text: str, done: Any, failed: Any) -> None:
            self.desk.write(set_scale, metric_id=metric_id, text=text, done=done, failed=failed)

        return write


class _Placed(Card):
    """A card with the period and the site it is for."""

    kind = ""

    def __init__(self, desk: Desk, record_id: str) -> None:
        super().__init__(desk.ui, fill="bg.surface", radius="tile")
        self.desk, self.id = desk, record_id
        self.column = column(self, margins=10, gap=6)
        self.wave = ChoiceBox(desk.ui, lambda x: x.t("Wave"))
        self.site = ChoiceBox(desk.ui, lambda x: x.t("Site"))
        self.wave.chosen.connect(lambda value: desk.put(self.kind, self.id, "wave_id", value or None))
        self.site.chosen.connect(lambda value: desk.put(self.kind, self.id, "site_id", value or None))
        self.bin = IconButton(desk.ui, "close", lambda x: x.t("Remove"))
        self.bin.clicked.connect(lambda: desk.remove(self.kind, self.id, ""))
        self.column.addLayout(line(self.wave, self.site, 1, self.bin, gap=8))

    def show_place(self, row: Any) -> None:
        """Show the period and the site."""
        locale = self.ui.texts.locale
        waves = self.desk.read(lambda reader: reader.all(Wave, order_by="starts_on"))
        sites = self.desk.read(lambda reader: reader.all(Site, order_by="order_key"))
        always, everywhere = Option("", lambda x: x.t("every wave")), Option("", lambda x: x.t("every site"))
        self.wave.set_options(
            [always, *(Option(w.id, pick(w.name, locale)) for w in waves)], row.wave_id or ""
        )
        self.site.set_options(
            [everywhere, *(Option(s.id, short_site(s.name, locale)) for s in sites)], row.site_id or ""
        )


class _TargetCard(_Placed):
    kind = "target"

    def __init__(self, desk: Desk, target: Target) -> None:
        super().__init__(desk, target.id)
        benchmark = target.benchmark
        self.value = Bound(desk, _benchmark if benchmark else _target, help_words=_percent_help)
        self.source = Bound(desk, lambda x: x.t("Source"))
        self.column.addLayout(line(self.value, self.source, gap=8))
        self.value.bind(self._write, self._shown(target.value))
        self.source.to_text("target", target.id, "source", target.source)

    def show_row(self, row: Any) -> None:
        """Show what the study holds."""
        self.show_place(row)
        self.value.show_text(self._shown(row.value))
        self.source.show_text(row.source)

    def _shown(self, value: float) -> str:
        return _number(self.ui, value)

    def _write(self, text: str, done: Any, failed: Any) -> None:
        self.desk.write(type_value, target_id=self.id, text=text, done=done, failed=failed)


class _FigureCard(_Placed):
    kind = "measurement"

    def __init__(self, desk: Desk, figure: Measurement, metric_type: str) -> None:
        super().__init__(desk, figure.id)
        self.counted = next((row for row in COUNTED if row.key == metric_type), None)
        self.counts: dict[str, Bound] = {}
        self.value = Bound(desk, lambda x: x.t("Figure"), help_words=_percent_help)
        self.result = Label(desk.ui, "", "control", weight=600)
        if self.counted is not None:
            row = line(gap=8)
            for name, words in self.counted.counts:
                field = Bound(desk, said(words))
                field.bind(self._write_count(name), str(figure.counts.get(name, "")))
                self.counts[name] = field
                row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            self.column.addLayout(row)
            self.column.addWidget(self.result)
            self.value.hide()
        else:
            self.column.addWidget(self.value)
            self.value.bind(self._write_figure, self._shown(figure.value))
        self.definition = Bound(
            desk,
            lambda x: x.t("When a customer counts as lost"),
            help_words=lambda x: x.t("Such as: no purchase in 12 months. It is printed with the figure."),
        )
        self.definition.to_text("measurement", figure.id, "definition", figure.definition)
        self.denominator = Bound(
            desk,
            lambda x: x.t("Of whom the share is"),
            help_words=lambda x: x.t("Such as: loyal customers at the start of the year. It is printed too."),
        )
        self.denominator.to_text("measurement", figure.id, "denominator", figure.denominator)
        self.source = Bound(desk, lambda x: x.t("Source"))
        self.source.to_text("measurement", figure.id, "source", figure.source)
        self.column.addWidget(self.definition)
        self.column.addWidget(self.denominator)
        self.definition.setVisible(bool(self.counted and self.counted.asks_definition))
        self.denominator.setVisible(self.counted is not None)
        self.column.addWidget(self.source)

    def show_row(self, row: Any) -> None:
        """Show what the study holds, and the share the counts make."""
        self.show_place(row)
        for name, field in self.counts.items():
            field.show_text(str(row.counts.get(name, "")))
        if self.counted is not None:
            said_value = self.ui.texts.percent(row.value, 1) if row.value is not None else "–"
            self.result.set_words(f"= {said_value}")
        else:
            self.value.show_text(self._shown(row.value))
        self.definition.show_text(row.definition)
        self.denominator.show_text(row.denominator)
        self.source.show_text(row.source)

    def _shown(self, value: float | None) -> str:
        return "" if value is None else _number(self.ui, value)

    def _write_count(self, name: str) -> Any:
        def write(text: str, done: Any, failed: Any) -> None:
            self.desk.write(
                type_count, measurement_id=self.id, name=name, text=text, done=done, failed=failed
            )

        return write

    def _write_figure(self, text: str, done: Any, failed: Any) -> None:
        self.desk.write(type_figure, measurement_id=self.id, text=text, done=done, failed=failed)


def _target(texts: Any) -> str:
    return str(texts.t("Target"))


def _benchmark(texts: Any) -> str:
    return str(texts.t("Benchmark"))


def _percent_help(texts: Any) -> str:
    return str(texts.t("A number or 85 %."))


def _number(ui: Ui, value: float) -> str:
    return ui.texts.number(value, 3).rstrip("0").rstrip(",.") if value % 1 else ui.texts.number(value)
