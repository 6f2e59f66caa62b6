# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How alike two observers logged the same hours, in the figures of the debrief and the report."""

from collections.abc import Iterable, Sequence

from cxfield.analysis import coded_twice as rule
from cxfield.analysis.agreement import Kappa
from cxfield.analysis.coded_twice import Matched
from cxfield.i18n import Texts
from cxfield.report import words
from cxfield.services.data_filter import ENTRY
from cxfield.services.double_coding import Comparison, agreement, compare_all, found_pairs
from cxfield.services.overview_scope import Scoped
from cxfield.services.overview_tables import NONE, Maker, Source, TableView, share_cells
from cxfield.storage import Reader


def agreement_table(reader: Reader, found: Scoped, texts: Texts) -> TableView:
    """Percent agreement, kappa and alpha of all that was coded twice in scope; then session by session."""
    columns = (texts.t("Figure"), texts.t("Session"), texts.t("Result"), texts.t("95% interval"), "n")
    made = Maker("agreement", texts.t("Agreement of observers"), columns, left=2)
    named = {s.id: words.session_name(s, texts) for s in found.sessions}
    pairs = [pair for pair in found_pairs(reader, texts.locale) if pair.first.session_id in named]
    compared = [one for one in compare_all(reader, pairs, texts.locale) if one.counts]
    if not compared:
        return made.view(texts.t("No session in this scope has been coded twice."))
    said = _all_together(made, reader, compared, texts)
    if len(compared) > 1:
        for one in compared:
            alone = rule.agreement((one.matched,))
            name = named[one.pair.first.session_id]
            source = _source(name, (one.matched,))
            called = (*share_cells(alone.percent, texts), texts.number(alone.percent.n))
            made.row((texts.t("Percent agreement"), name, *called), source)
            made.row((texts.t("Cohen's kappa"), name, *_kappa(alone.kappa, texts)), source)
    return made.view(said, texts.t("before differences were talked over"))


def _all_together(made: Maker, reader: Reader, compared: Sequence[Comparison], texts: Texts) -> str:
    whole = texts.t("All together")
    matched = [one.matched for one in compared]
    result = agreement(reader, compared, texts.locale)
    source = _source(texts.t("Agreement of observers"), matched)
    percent, kappa = share_cells(result.percent, texts), _kappa(result.kappa, texts)
    n = texts.number(result.percent.n)
    made.row((texts.t("Percent agreement"), whole, *percent, n), source, strong=True)
    made.row((texts.t("Cohen's kappa"), whole, *kappa), source, strong=True)
    for name, alpha in (
        (texts.t("Krippendorff's alpha, codes"), result.codes),
        (texts.t("Krippendorff's alpha, ordinariness"), result.ordinariness),
    ):
        value = _figure(alpha.alpha.value, alpha.low, alpha.high, texts)
        made.row((name, whole, *value, texts.number(alpha.alpha.units)), source)
    if result.one_sided:
        name = texts.t("With the {n} that only one logged", n=result.one_sided)
        cells = (*share_cells(result.either, texts), texts.number(result.either.n))
        made.row((name, whole, *cells), _source(name, matched, alone=True))
    apart = [act.id for one in matched for pair in one.differing for act in pair]
    name = texts.t("Called differently")
    count = words.of(len(apart) // 2, result.percent.n, texts)
    made.row((name, whole, count, NONE, n), Source(name, ENTRY, tuple(apart), parallel=True))
    return texts.t("Both called an event the same in {share}; Cohen's kappa is {kappa}.",
                   share=percent[0], kappa=kappa[0])  # fmt: skip


def _source(about: str, matched: Iterable[Matched], *, alone: bool = False) -> Source:
    """The events of both logs: those both logged, and where asked those that only one did."""
    ids: list[str] = []
    for one in matched:
        ids += [act.id for pair in one.pairs for act in pair]
        if alone:
            ids += [act.id for act in (*one.only_first, *one.only_second)]
    return Source(about, ENTRY, tuple(ids), parallel=True)


def _kappa(found: Kappa, texts: Texts) -> tuple[str, str, str]:
    return (*_figure(found.value, found.low, found.high, texts), texts.number(found.n))


def _figure(value: float | None, low: float | None, high: float | None, texts: Texts) -> tuple[str, str]:
    if value is None:
        return texts.t(words.NOT_COMPUTABLE), NONE
    return texts.number(value, 2), words.points_interval(low, high, texts, 2)
