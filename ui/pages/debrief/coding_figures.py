# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of two logs: of all sessions coded twice, or of one pair that does not count yet."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from cxfield.analysis.coded_twice import TOLERANCE_S
from cxfield.analysis.proportion import Proportion
from cxfield.i18n import Texts
from cxfield.services import double_coding as verbs
from ui.context import Ui
from ui.pages.plan.fold import Fold
from ui.pages.plan.tab import clear, column, line
from ui.widgets.containers import Line
from ui.widgets.label import Label

_WORST = 8


class Figures(QWidget):
    """`show_pair(comparison, figures)`: each figure under its name with its interval; what they are of."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self._list = column(self, margins=16, gap=10)

    def show_pair(self, one: verbs.Comparison, found: verbs.Agreement) -> None:
        """Show the figures that this pair belongs to."""
        clear(self._list)
        add = self._list.addWidget
        add(Label(self.ui, lambda x: x.t("Agreement of observers"), "h2", wrap=True))
        add(Label(self.ui, _whose(one, found), "small", "text.secondary", wrap=True))
        for name, value, low, high in _figures(found, self.ui.texts):
            add(Line(self.ui))
            add(self._figure(name, value))
            add(Label(self.ui, _interval(low, high), "small", "text.secondary"))
        add(Line(self.ui))
        self._add_worst(found)
        add(Label(self.ui, _rule, "small", "text.secondary", wrap=True))
        self._list.addStretch(1)

    def _figure(self, name: str, value: str) -> QWidget:
        held = QWidget()
        row = line(
            Label(self.ui, name, "body", wrap=True), 1, Label(self.ui, value, "h2", weight=600), parent=held
        )
        Fold(self.ui, held, row, 260)
        return held

    def _add_worst(self, found: verbs.Agreement) -> None:
        worst = sorted(((n, pair) for pair, n in found.table.items() if pair[0] != pair[1]), reverse=True)
        if not worst:
            return
        self._list.addWidget(Label(self.ui, lambda x: x.t("Where codes differed"), "body", weight=600))
        for n, (a, b) in worst[:_WORST]:
            words = f"{found.names.get(a, '–')} ≠ {found.names.get(b, '–')}"
            self._list.addLayout(
                line(Label(self.ui, words, "body", wrap=True), 1, Label(self.ui, str(n), "body", weight=600))
            )


def _whose(one: verbs.Comparison, found: verbs.Agreement) -> Callable[[Texts], str]:
    def words(texts: Texts) -> str:
        n = found.percent.n
        if one.pair.training:
            return texts.t("This lesson against a reference log, n = {n} pairs", n=n)
        if not one.counts:
            return texts.t("This pair only, not marked as coded twice yet, n = {n} pairs", n=n)
        return texts.tn(
            "{n} session coded twice, n = {pairs} pairs",
            "{n} sessions coded twice, n = {pairs} pairs",
            found.logs,
            pairs=n,
        )

    return words


def _rule(texts: Texts) -> str:
    return texts.t(
        "Both logged the same event when they are at most {n} seconds apart. What only one logged is told "
        "beside. The figures are those of the logs before the talk; settling does not change them.",
        n=TOLERANCE_S,
    )


def _figures(found: verbs.Agreement, texts: Texts) -> list[tuple[str, str, str, str]]:
    def said(value: float | None) -> str:
        return texts.number(value, 2) if value is not None else texts.t("not computable")

    def shared(name: str, part: Proportion) -> tuple[str, str, str, str]:
        share = texts.percent(part.share) if part.share is not None else texts.t("not computable")
        low, high = (texts.percent(end) if end is not None else "–" for end in (part.low, part.high))
        return name, f"{part.count}/{part.n}, {share}", low, high

    rows = [shared(texts.t("Percent agreement"), found.percent)]
    kappa = found.kappa
    rows.append((texts.t("Cohen's kappa"), said(kappa.value), said(kappa.low), said(kappa.high)))
    for name, one in (
        (texts.t("Krippendorff's alpha, codes"), found.codes),
        (texts.t("Krippendorff's alpha, ordinariness"), found.ordinariness),
    ):
        rows.append((name, said(one.alpha.value), said(one.low), said(one.high)))
    if found.one_sided:
        rows.append(shared(texts.t("With the {n} that only one logged", n=found.one_sided), found.either))
    return rows


def _interval(low: str, high: str) -> Callable[[Texts], str]:
    def words(texts: Texts) -> str:
        unknown = texts.t("not computable")
        if unknown in (low, high):
            return texts.t("95 %: {what}", what=unknown)
        return texts.t("95 %: {low}–{high}", low=low, high=high)

    return words
