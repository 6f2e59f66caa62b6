# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was answered to a question, in one line: each type counted in its own way."""

from collections import Counter
from collections.abc import Iterable

from cxfield.analysis.proportion import Proportion
from cxfield.analysis.satisfaction import Ces, Csat
from cxfield.i18n import Texts, pick
from cxfield.methods.questions import Summary
from cxfield.methods.questions.click_map import areas_of
from cxfield.methods.questions.date import day_of
from cxfield.methods.questions.number import NumberType
from cxfield.methods.questions.said import fact_words, number_words
from cxfield.methods.questions.suggestion import OPEN_SUGGESTION
from cxfield.methods.questions.wheels import emotion_words
from cxfield.report import words
from cxfield.report.answers import Told, choice_words
from cxfield.services.overview_tables import NONE

_MOST, _SUGGESTIONS = 8, 3


def figure_of(item: Told, texts: Texts) -> str:
    """The figure of a question: a score, a share, a mean; nothing where its type has none."""
    figure = item.summary.figure
    share = figure.top2 if isinstance(figure, Csat) else figure.share if isinstance(figure, Ces) else None
    if isinstance(share, Proportion) and share.share is not None:
        return texts.percent(share.share)
    value = getattr(figure, "value", None)
    if not isinstance(value, int | float):
        return NONE
    if isinstance(item.kind, NumberType):
        return number_words(value, item.kind, item.asked, texts, digits=1)
    return words.trimmed(value, texts, 1 if abs(value) > 1 else 2)


def answered(item: Told, texts: Texts) -> str:
    """The counts of the answers; empty for a question that is answered in words alone."""
    kept = item.summary
    return (
        _counts((_choice(item, row.key, texts), row.share.count) for row in kept.rows)
        or _ranked(item, texts)
        or _clicked(item, texts)
        or _parts(kept, texts)
        or _middle(item, texts)
        or _felt(kept, texts)
        or _suggested(item, texts)
        or (texts.tn("{n} photograph", "{n} photographs", len(kept.photos)) if kept.photos else "")
    )


def _counts(rows: Iterable[tuple[str, int]]) -> str:
    return ", ".join([f"{name}: {n}" for name, n in rows if n][:_MOST])


def _choice(item: Told, key: str, texts: Texts) -> str:
    day = day_of(key) if item.question.type == "date" else None
    return texts.date(day) if day is not None else choice_words(item, key, texts)


def _ranked(item: Told, texts: Texts) -> str:
    """The choices from first to last with their mean rank."""
    ranking = item.summary.ranking
    if ranking is None:
        return ""
    names = {choice.key: pick(choice.name, texts.locale) or choice.key for choice in item.asked.choices}
    return ", ".join(
        f"{names.get(row.idea, row.idea)}: {texts.number(row.mean_rank.value, 1)}"
        for row in sorted(ranking.ideas, key=lambda row: row.mean_rank.value or 0.0)
        if row.mean_rank.value is not None
    )


def _clicked(item: Told, texts: Texts) -> str:
    clicks = item.summary.clicks
    if clicks is None:
        return ""
    names = {
        area.key: pick(area.name, texts.locale) or texts.t("area {n}", n=number)
        for number, area in enumerate(areas_of(item.asked), 1)
    }
    rows = [(names.get(key, key), share.count) for key, share in clicks.areas]
    return _counts([*rows, (texts.t("outside the areas"), clicks.outside.count)])


def _parts(kept: Summary, texts: Texts) -> str:
    """The rows of a matrix with their medians; the facts of a background with their counts."""
    said = []
    for part in kept.parts:
        middle = getattr(part.summary.figure, "value", None)
        if part.msgid:
            counted = _counts((fact_words(part.key, r.key, texts), r.share.count) for r in part.summary.rows)
            said.append(counted)
        elif middle is not None:
            said.append(f"{pick(part.name, texts.locale) or part.key}: {words.trimmed(middle, texts)}")
        else:
            counted = _counts((row.key, row.share.count) for row in part.summary.rows)
            said.append(f"{pick(part.name, texts.locale) or part.key} ({counted})" if counted else "")
    return "; ".join(part for part in said if part)


def _middle(item: Told, texts: Texts) -> str:
    middle = item.summary.middle
    if middle is None or middle.value is None or not isinstance(item.kind, NumberType):
        return ""
    return texts.t("median {n}", n=number_words(middle.value, item.kind, item.asked, texts, digits=1))


def _felt(kept: Summary, texts: Texts) -> str:
    """The emotions that were named, by how many people."""
    if kept.emotions is None:
        return ""
    counts = sorted(kept.emotions.counts, key=lambda count: -count.people)
    return _counts((pick(emotion_words(count.emotion), texts.locale), count.people) for count in counts)


def _suggested(item: Told, texts: Texts) -> str:
    """How many suggestions there are, and the commonest of them."""
    if item.question.type != OPEN_SUGGESTION.key or not item.summary.words:
        return ""
    said = [words.strip() for _, words in item.summary.words]
    first = {line.casefold(): line for line in reversed(said)}
    common = Counter(line.casefold() for line in said).most_common(_SUGGESTIONS)
    counted = _counts((first[key], n) for key, n in common if n > 1)
    number = texts.tn("{n} suggestion", "{n} suggestions", len(said))
    return f"{number} · {counted}" if counted else number
