# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Appendix: how each figure was computed, in words and a formula."""

from cxfield.document.nodes import Column, Heading, Node, Table, bold, cell
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.material import Chapter, Material

#: (figure, formula, meaning and source)
FORMULAS: tuple[tuple[str, str, str], ...] = (
    (
        N_("Share and its interval"),
        N_("p = k/n; Wilson: (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n), z = 1.96"),
        N_("The shares that would not be surprising as the true one behind the sample. Wilson 1927."),
    ),
    (
        N_("NPS"),
        N_("100 · (promoters 9–10 − detractors 0–6) / n; interval adjusted Wald with n + 3"),
        N_("−100…100. Passives 7–8 count in n. Reichheld 2003; Rocks 2016."),
    ),
    (
        N_("CSAT"),
        N_("answers 4–5 of all, scale 1–5; Wilson's interval"),
        N_("Share of satisfied answers."),
    ),
    (
        N_("CES, version 2013"),
        N_("answers 5–7 of all, scale 1–7 (agreement, high is better); Wilson's interval"),
        N_("Share of easy cases. Versions of the question are never pooled."),
    ),
    (
        N_("Expectations"),
        N_("100 · (exceeded − fell short) / n; interval as for NPS"),
        N_("Net disconfirmation; 0 may mean all met, or as many above as below. Oliver 1980."),
    ),
    (
        N_("Ordinariness"),
        N_("ratings 1–2 of all events; Wilson's interval"),
        N_("A default says only that nobody called the event surprising, so chosen ratings are counted too."),
    ),
    (
        N_("Mean of a moment"),
        N_("sum of valences / n, scale −5…+5; interval m ± t · s / √n"),
        N_("One value for each person; shown beside every answer. Student 1908."),
    ),
    (
        N_("Peak-end"),
        N_("(peak + end) / 2; peak = the moment farthest from 0, end = the last one told"),
        N_("An episode is remembered by its peak and its end. Fredrickson & Kahneman 1993."),
    ),
    (
        N_("Waits"),
        N_("minutes from the start to the end of a checkout wait; over = longer than the limit"),
        N_("A wait of exactly the limit keeps it."),
    ),
    (
        N_("Tracked customers"),
        N_("bought, met staff or was confused / those of whom it is known; Wilson's interval"),
        N_("Conversion, interception and confusion. Underhill, Why We Buy."),
    ),
    (
        N_("Priority of an issue"),
        N_("prevalence × severity 0–4"),
        N_("Orders a list; it is not a measurement. Nielsen's severity ratings."),
    ),
    (
        N_("Balance of talk"),
        N_("Gini Σ|xᵢ − xⱼ| / 2nΣx, normalised by n/(n − 1); Pielou −Σ p ln p / ln n"),
        N_("Seats that said nothing are counted too. Gini 1912; Pielou 1966."),
    ),
)


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    nodes: list[Node] = [Heading(1, texts.t("Appendix: formulas"), key="formulas")]
    nodes += words.own_words(material.data.chapter_texts, "formulas")
    columns = (
        Column(texts.t("Figure"), 1.5),
        Column(texts.t("Formula"), 3.6),
        Column(texts.t("Meaning and source"), 3.4),
    )
    rows = tuple(
        (cell(bold(texts.t(name))), cell(texts.t(formula)), cell(texts.t(meaning)))
        for name, formula, meaning in FORMULAS
    )
    note = words.small(
        texts.t("All intervals are 95% intervals. A figure without data is not computable, never 0.")
    )
    return [*nodes, Table(columns, rows), note]


CHAPTER = Chapter("formulas", N_("Appendix: formulas"), build, numbered=False, appendix=True, new_page=True)
