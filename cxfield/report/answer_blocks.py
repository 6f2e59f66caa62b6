# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the report shows matrices, backgrounds, rankings, pictures, clicks, numbers and days."""

from cxfield.charts.clicks import AreaLabel, Thumb, click_map, thumbnails
from cxfield.document.nodes import Column, Figure, FigureData, Node, Table, cell
from cxfield.i18n import Texts, pick
from cxfield.methods.questions import Asked, Block, QuestionType, Summary
from cxfield.methods.questions.click_map import areas_of
from cxfield.methods.questions.date import day_of
from cxfield.methods.questions.matrix import columns_of
from cxfield.methods.questions.number import NumberType
from cxfield.methods.questions.said import fact_words, length_words, number_words
from cxfield.report import words
from cxfield.report.answer_words import asked_words
from cxfield.report.dataset import QuestionRow, ReportData

_MOST_DAYS = 14


def block_nodes(
    kind: QuestionType,
    asked: Asked,
    summary: Summary,
    question: QuestionRow,
    *,
    data: ReportData,
    texts: Texts,
) -> list[Node]:
    """The tables and pictures of one question; none for the types whose numbers stand elsewhere."""
    if not summary.n:
        return []
    match kind.block:
        case Block.MATRIX:
            return [_matrix(asked, summary, texts)]
        case Block.PARTS:
            return _parts(summary, texts)
        case Block.RANKING:
            return _ranking(asked, summary, texts)
        case Block.PICTURES:
            return [_pictures(summary, question, data, texts)]
        case Block.CLICKS:
            return _clicks(asked, summary, question, data, texts)
        case Block.NUMBERS:
            return _numbers(kind, asked, summary, texts)
        case Block.DAYS:
            return [_days(summary, texts)]
        case Block.PHOTOS:
            return [words.small(_photos(summary, texts))]
        case _:
            return []


def _matrix(asked: Asked, summary: Summary, texts: Texts) -> Node:
    named = columns_of(asked)
    grades = [row.key for row in summary.parts[0].summary.rows] if summary.parts else []
    heads = (
        [pick(column, texts.locale) or key for column, key in zip(named, grades, strict=True)]
        if named
        else grades
    )
    columns = [Column(texts.t("Row"), 3.0), *(Column(head, 1.0, "right") for head in heads)]
    columns.append(Column(texts.t("Can't say"), 1.0, "right"))
    if not named:
        columns += [Column(texts.t("Median"), 1.0, "right"), Column(texts.t("Top two"), 1.6)]
    body = []
    for part in summary.parts:
        row = [cell(pick(part.name, texts.locale) or part.key)]
        row += [cell(texts.number(grade.share.count)) for grade in part.summary.rows]
        row.append(cell(texts.number(part.summary.cannot_say)))
        if not named:
            middle = getattr(part.summary.figure, "value", None)
            row.append(cell("–" if middle is None else words.trimmed(middle, texts)))
            top = part.summary.top2
            row.append(cell("–" if top is None or top.share is None else words.share(top, texts)))
        body.append(tuple(row))
    return Table(tuple(columns), tuple(body))


def _parts(summary: Summary, texts: Texts) -> list[Node]:
    nodes: list[Node] = []
    for part in summary.parts:
        if not part.summary.n:
            continue
        columns = (Column(texts.t(part.msgid), 3.0), Column(texts.t("Count and share"), 2.0))
        body = tuple(
            (cell(fact_words(part.key, row.key, texts)), cell(words.share(row.share, texts)))
            for row in part.summary.rows
            if row.share.count
        )
        nodes.append(Table(columns, body))
    return nodes


def _ranking(asked: Asked, summary: Summary, texts: Texts) -> list[Node]:
    ranking = summary.ranking
    if ranking is None or not ranking.people:
        return []
    names = {choice.key: pick(choice.name, texts.locale) or choice.key for choice in asked.choices}
    columns = (
        Column(texts.t("Choice"), 3.0),
        Column(texts.t("Mean rank"), 1.0, "right"),
        Column(texts.t("In first place"), 1.6),
        Column(texts.t("Borda points"), 1.0, "right"),
    )
    body = tuple(
        (
            cell(names.get(row.idea, row.idea)),
            cell("–" if row.mean_rank.value is None else texts.number(row.mean_rank.value, 2)),
            cell(words.share(row.first, texts)),
            cell(words.trimmed(row.borda, texts)),
        )
        for row in ranking.ideas
    )
    said = []
    if ranking.concordance.value is not None:
        w = texts.number(ranking.concordance.value, 2)
        said.append(texts.t("Agreement W = {w} (0 = none, 1 = all of one mind).", w=w))
    if summary.time_s is not None and summary.time_s.value is not None:
        took = length_words(summary.time_s.value, texts)
        said.append(texts.t("Ranking took {time} (median).", time=took))
    return [Table(columns, body), *([words.small(" ".join(said))] if said else [])]


def _pictures(summary: Summary, question: QuestionRow, data: ReportData, texts: Texts) -> Node:
    names = dict(question.options)
    thumbs = [
        Thumb(
            data.pictures.get(question.pictures.get(row.key, "")),
            names.get(row.key, row.key),
            words.share(row.share, texts),
        )
        for row in summary.rows
    ]
    header = (texts.t("Answer"), texts.t("Count and share"), texts.t("95% interval"))
    table = tuple(
        (names.get(row.key, row.key), words.share(row.share, texts), words.share_interval(row.share, texts))
        for row in summary.rows
    )
    alt = "; ".join(f"{name}: {count}" for name, count, _ in table)
    scene = thumbnails(thumbs, texts.t("The picture is missing"))
    return Figure(scene, asked_words(question), alt, FigureData(header, table), key=f"pictures-{question.id}")


def _clicks(
    asked: Asked, summary: Summary, question: QuestionRow, data: ReportData, texts: Texts
) -> list[Node]:
    clicks = summary.clicks
    if clicks is None:
        return []
    areas = areas_of(asked)
    number = {area.key: place for place, area in enumerate(areas, 1)}
    names = {
        area.key: pick(area.name, texts.locale) or texts.t("area {n}", n=number[area.key]) for area in areas
    }
    header = (texts.t("Area"), texts.t("Count and share"), texts.t("95% interval"))
    shares = [(names[key], share) for key, share in clicks.areas]
    shares.append((texts.t("outside the areas"), clicks.outside))
    rows = tuple((name, words.share(s, texts), words.share_interval(s, texts)) for name, s in shares)
    table = Table(
        (Column(header[0], 3.0), Column(header[1], 2.0), Column(header[2], 1.6)),
        tuple(tuple(cell(part) for part in row) for row in rows),
    )
    data_of = data.pictures.get(str(asked.settings.get("picture_id") or ""))
    if data_of is None:
        return [table, words.small(texts.t("The picture is missing"))]
    scene = click_map(data_of, clicks.points, [AreaLabel(names[area.key], area.area) for area in areas])
    caption = texts.t("Where people clicked: {question}", question=asked_words(question))
    alt = "; ".join(f"{row[0]}: {row[1]}" for row in rows)
    return [Figure(scene, caption, alt, FigureData(header, rows), key=f"clicks-{question.id}"), table]


def _numbers(kind: QuestionType, asked: Asked, summary: Summary, texts: Texts) -> list[Node]:
    mean, middle = summary.figure, summary.middle
    if not isinstance(kind, NumberType) or middle is None or middle.value is None:
        return []
    average = getattr(mean, "value", None)
    if average is None:
        return []
    said = texts.t(
        "Mean {mean}, median {median} (n = {n}).",
        mean=number_words(average, kind, asked, texts, digits=1),
        median=number_words(middle.value, kind, asked, texts, digits=1),
        n=texts.number(summary.n),
    )
    low, high = getattr(mean, "low", None), getattr(mean, "high", None)
    if low is not None and high is not None:
        ends = [
            number_words(max(0.0, end) if kind.seconds else end, kind, asked, texts, digits=1)
            for end in (low, high)
        ]
        said += " " + texts.t("95% interval of the mean {low}–{high}.", low=ends[0], high=ends[1])
    return [words.small(said)]


def _days(summary: Summary, texts: Texts) -> Node:
    columns = (Column(texts.t("Day"), 2.0), Column(texts.t("Count and share"), 2.0))
    rows = []
    for row in sorted(summary.rows, key=lambda row: -row.share.count)[:_MOST_DAYS]:
        day = day_of(row.key)
        rows.append((cell(texts.date(day) if day else row.key), cell(words.share(row.share, texts))))
    return Table(columns, tuple(rows))


def _photos(summary: Summary, texts: Texts) -> str:
    return texts.tn("{n} photograph", "{n} photographs", len(summary.photos)) + "."
