# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers by question: counted by the question's own type, quoted only from those who allow it."""

from dataclasses import dataclass

from cxfield.analysis.outcome import Value
from cxfield.document.nodes import BulletItem, Bullets, Column, Heading, Node, Table, cell, spans
from cxfield.errors import UserError
from cxfield.i18n import Texts, pick
from cxfield.methods.questions import Asked, Block, Choice, Given, QuestionType, Summary, question_type
from cxfield.report import words
from cxfield.report.answer_blocks import block_nodes
from cxfield.report.answer_words import asked_words
from cxfield.report.dataset import AnswerRow, QuestionRow
from cxfield.report.material import Material
from cxfield.report.quotes import may_quote

_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Told:
    """A question with what was answered to it in interviews."""

    question: QuestionRow
    kind: QuestionType
    asked: Asked
    summary: Summary
    answers: tuple[AnswerRow, ...]


def told(material: Material, theme: str) -> list[Told]:
    """The questions of a theme that somebody was asked, in the order of the guide."""
    data = material.data
    interviews = {session.id for session in data.customer_interviews}
    by_question: dict[str, list[AnswerRow]] = {}
    for answer in data.answers:
        if answer.session_id in interviews:
            by_question.setdefault(answer.question_id, []).append(answer)
    found = []
    for question in data.questions:
        answers = by_question.get(question.id)
        if question.theme == theme and answers:
            summarised = _summarise(question, tuple(answers))
            if summarised is not None:
                found.append(summarised)
    return found


def _summarise(question: QuestionRow, answers: tuple[AnswerRow, ...]) -> Told | None:
    try:
        kind = question_type(question.type)
    except UserError:
        # A type of a newer version: its answers stay in the study, this report cannot count them.
        return None
    choices = tuple(Choice(key, {"": label}) for key, label in question.options)
    asked = Asked(question.key, question.settings, choices)
    given = [Given(a.value, a.text, a.skipped, a.participant) for a in answers]
    return Told(question, kind, asked, kind.summarise(given, asked), answers)


def question_nodes(item: Told, material: Material, texts: Texts) -> list[Node]:
    """One question: how many answered, the distribution, and the words that may be printed."""
    nodes: list[Node] = [Heading(3, asked_words(item.question))]
    if item.kind.block in (Block.FIGURE, Block.DISTRIBUTION, Block.SHARES) and item.summary.n:
        nodes.append(_distribution(item, texts))
    nodes += block_nodes(item.kind, item.asked, item.summary, item.question, data=material.data, texts=texts)
    parts = (_counted(item.summary, texts), median_words(item, texts), _versions(item.question, texts))
    said = " ".join(part for part in parts if part)
    nodes.append(words.small(said))
    if item.summary.emotions is not None and item.summary.emotions.picks:
        nodes.append(words.para(_emotions(item, material, texts)))
    return nodes + _words(item, material, texts)


def _counted(summary: Summary, texts: Texts) -> str:
    parts = [texts.t("{n} of {m} answered", n=texts.number(summary.n), m=texts.number(summary.asked))]
    if summary.cannot_say:
        parts.append(texts.tn("{n} could not say", "{n} could not say", summary.cannot_say))
    if summary.skipped:
        parts.append(texts.tn("{n} skipped", "{n} skipped", summary.skipped))
    return ", ".join(parts) + "."


def _versions(question: QuestionRow, texts: Texts) -> str:
    """Which versions of the guide are counted together, where there are several."""
    numbers = [str(number) for number in question.versions]
    if not numbers:
        return ""
    if len(numbers) == 1:
        return texts.t("Version {n} of the guide only.", n=numbers[0])
    return texts.t("Versions {numbers} of the guide together.", numbers=texts.listing(numbers))


def choice_words(item: Told, key: str, texts: Texts) -> str:
    """A kept value in words."""
    offered = getattr(item.kind, "choices", None)
    choices: tuple[Choice, ...] = offered(item.asked) if offered is not None else item.asked.choices
    found = next((choice for choice in choices if choice.key == key), None)
    if found is None:
        return key
    return texts.t(found.msgid) if found.msgid else pick(found.name, texts.locale) or key


def _distribution(item: Told, texts: Texts) -> Node:
    """Scales stand in one row of counts, choices each on its own row with its interval."""
    rows = item.summary.rows
    if item.kind.block is Block.SHARES or item.question.type == "expectation":
        columns = (
            Column(texts.t("Answer"), 3.0),
            Column(texts.t("Count and share"), 2.0),
            Column(texts.t("95% interval"), 1.6),
        )
        body = tuple(
            (
                cell(choice_words(item, row.key, texts)),
                cell(words.share(row.share, texts)),
                cell(words.share_interval(row.share, texts)),
            )
            for row in rows
        )
        return Table(columns, body)
    label = texts.t("Answers")
    grades = (Column(texts.t("Grade"), 1.6), *(Column(row.key, 1.0, "right") for row in rows))
    counts = (cell(label), *(cell(texts.number(row.share.count)) for row in rows))
    return Table(grades, (counts,))


def median_words(item: Told, texts: Texts) -> str:
    """The median where a question's figure is one."""
    figure = item.summary.figure
    if not isinstance(figure, Value) or figure.value is None:
        return ""
    said = texts.t(
        "Median {value} (n = {n}).", value=words.trimmed(figure.value, texts), n=texts.number(figure.n)
    )
    if item.summary.top2 is not None and item.summary.top2.share is not None:
        said += " " + texts.t("Two highest grades {share}.", share=words.share(item.summary.top2, texts))
    return said


def _emotions(item: Told, material: Material, texts: Texts) -> str:
    summary = item.summary.emotions
    if summary is None:
        return ""
    names = material.data.emotion_names
    ordered = sorted(summary.counts, key=lambda c: (-c.people, -c.picks))
    named = [
        (names[c.emotion].label if c.emotion in names else c.emotion, c.people) for c in ordered if c.picks
    ]
    said = [f"{name} {words.of(people, summary.people, texts)}" for name, people in named]
    return texts.t("Emotions: {list}.", list=", ".join(said))


def _words(item: Told, material: Material, texts: Texts) -> list[Node]:
    """What was said, by code; the words of those who have not allowed quotes are only counted."""
    allowed = may_quote(material.data)
    held = sum(who not in allowed for who, _ in item.summary.words)
    # What stands as a quote of the theme is not said twice.
    quoted = {(quote.participant, words.unquoted(quote.text)) for quote in material.data.quotes}
    printed = [
        (who, said)
        for who, said in item.summary.words
        if who in allowed and (who, words.unquoted(said)) not in quoted
    ]
    nodes: list[Node] = []
    if printed:
        items = tuple(
            BulletItem(spans(f"{who}: {words.quoted(said, texts)}")) for who, said in printed[:_MOST_WORDS]
        )
        nodes.append(Bullets(items))
    if len(printed) > _MOST_WORDS:
        more = len(printed) - _MOST_WORDS
        nodes.append(
            words.small(texts.tn("{n} more answer in the study.", "{n} more answers in the study.", more))
        )
    if held:
        nodes.append(words.small(texts.tn(
            "{n} answer in words was left out: no consent to quote.",
            "{n} answers in words were left out: no consent to quote.", held)))  # fmt: skip
    return nodes
