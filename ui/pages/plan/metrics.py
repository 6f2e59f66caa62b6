# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Metrics: what is measured and why, with targets, benchmarks and figures entered by hand."""

from typing import Any

from PySide6.QtCore import QPoint

from cxfield.i18n import N_, Texts, pick
from cxfield.model.metrics import Metric
from cxfield.model.study import Stage, Touchpoint
from cxfield.services.plan_metrics import add_ready, ready_metrics, targets_of
from cxfield.services.plan_words import LEVELS
from cxfield.storage import Reader
from ui.pages.plan.desk import ADD, Desk
from ui.pages.plan.metric_figures import MetricFigures
from ui.pages.plan.records import Field, Shelf, ShelfPanel
from ui.pages.plan.rowpaint import Cell, Column, Mark, Row
from ui.pages.plan.tab import Tab, line, said
from ui.widgets.menu import Menu, MenuItem
from ui.widgets.segment import Option

PERSPECTIVES: tuple[tuple[str, str], ...] = (
    ("satisfaction", N_("satisfaction")),
    ("performance", N_("performance")),
    ("finance", N_("finance")),
)


def _perspectives(_desk: Desk) -> list[Option]:
    return [Option(key, said(words)) for key, words in PERSPECTIVES]


def _levels(_desk: Desk) -> list[Option]:
    return [Option(key, said(words)) for key, words in LEVELS.items()]


def _stages(desk: Desk) -> list[Option]:
    rows = desk.read(lambda reader: reader.all(Stage, order_by="order_key"))
    locale = desk.ui.texts.locale
    whole = Option("", lambda x: x.t("the whole journey"))
    return [whole, *(Option(row.id, pick(row.name, locale) or "–") for row in rows)]


def _touchpoints(desk: Desk) -> list[Option]:
    rows = desk.read(lambda reader: reader.all(Touchpoint, order_by="order_key"))
    locale = desk.ui.texts.locale
    whole = Option("", lambda x: x.t("no touchpoint of its own"))
    return [whole, *(Option(row.id, pick(row.name, locale) or "–") for row in rows)]


def _row(metric: Any, texts: Texts, reader: Reader) -> Row:
    targets, figures = targets_of(reader, metric.id)
    aims = [target for target in targets if not target.benchmark]
    words = ", ".join(texts.number(target.value, 2).rstrip("0").rstrip(",.") for target in aims)
    level = texts.t(LEVELS[metric.level]) if metric.level in LEVELS else metric.level
    marks = () if aims else (Mark(texts.t("no target")),)
    return Row(
        metric.id,
        (
            Cell(
                pick(metric.name, texts.locale) or texts.t("(no name)"),
                sub=" · ".join(part for part in (level, pick(metric.formula, texts.locale)) if part),
                weight=600, icon="metric",
            ),
            Cell(words, weight=600, marks=marks),
            Cell(texts.tn("{n} figure", "{n} figures", len(figures)) if figures else "", role="small"),
        ),
        movable=True,
    )  # fmt: skip


SHELF = Shelf(
    "metric",
    N_("Metrics"),
    "metric",
    (Column(0, 4), Column(110), Column(84)),
    (
        Field("name", N_("Name")),
        Field("higher_is_better", N_("More is better"), "flag"),
        Field("formula", N_("Formula in plain words"), rows=2),
        Field("perspective", N_("Perspective"), "choice", options=_perspectives),
        Field("level", N_("Level"), "choice", options=_levels),
        Field("stage_id", N_("Stage"), "choice", options=_stages),
        Field("touchpoint_id", N_("Touchpoint"), "choice", options=_touchpoints),
        Field("goal", N_("Business goal it serves"), "text", rows=2),
    ),
    _row,
    lambda _desk: None,
    N_("Add a metric"),
    N_("Choose what the study measures, and why."),
)


class MetricsTab(Tab):
    """One list, the chosen metric with its targets beside it."""

    kinds = frozenset({"metric", "target", "measurement", "stage", "touchpoint", "wave", "site"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.figures = MetricFigures(desk)
        self.panel = _MetricPanel(desk, SHELF, extra=(self.figures,))
        self.panel.list.chosen.connect(lambda _id: self._show_figures())
        line(self.panel, gap=0, parent=self)

    def refresh(self) -> None:
        """Ask again."""
        self.panel.refresh()
        self._show_figures()

    def open_target(self, target: str) -> None:
        """Open a metric."""
        record = target.rpartition(":")[2]
        if record:
            self.panel.open_record(record)
            self._show_figures()

    def add_new(self) -> None:
        """Choose a metric to add."""
        self.panel.add_new()

    def place(self) -> str:
        """The chosen metric."""
        return self.panel.list.current

    def _show_figures(self) -> None:
        metric = self.panel.current()
        self.figures.setVisible(isinstance(metric, Metric))
        if isinstance(metric, Metric):
            self.figures.show_metric(metric)


class _MetricPanel(ShelfPanel):
    """A metric begins from the ready ones."""

    def add_new(self) -> None:
        """Offer the ready metrics and one's own."""
        items = [
            MenuItem(kind, name, icon_name="plus" if kind == "custom" else "metric")
            for kind, name in ready_metrics(self.ui.texts)
        ]
        menu = Menu(self.ui, items, parent=self)
        menu.chosen.connect(
            lambda kind: self.desk.write(
                add_ready, label=ADD, kind=kind, done=lambda made: self.open_record(made.id)
            )
        )
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height() + 2)))
