# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything the study has of one participant, for an access request; other people's words are not in it."""

from collections.abc import Sequence

from cxfield.document.nodes import BulletItem, Bullets, Column, Heading, Node, Table, bold, cell, spans
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.answer_words import answer_words, asked_words
from cxfield.report.dataset import ReportData
from cxfield.report.material import Material
from cxfield.report.others.base import OtherReport, Subject, title_block
from cxfield.report.others.consents import consent_table


def people(data: ReportData, _texts: Texts) -> Sequence[Subject]:
    """Every participant by code."""
    return [(person.code, person.code) for person in data.people]


def build(material: Material, texts: Texts, about: str) -> list[Node]:
    """The report."""
    data = material.data
    person = next((p for p in data.people if p.code == about), None)
    nodes: list[Node] = [title_block(material, texts, texts.t("Participant's own data"), about)]
    if person is None:
        return [*nodes, words.para(texts.t("The study has nothing of {code}.", code=about))]
    facts = (
        (texts.t("Gender"), person.gender), (texts.t("Age group"), person.age_band),
        (texts.t("Occupation"), person.occupation), (texts.t("Customer relationship"), person.relationship),
        (texts.t("Organisation"), person.organisation),
    )  # fmt: skip
    known = tuple(BulletItem(words.labelled(label, value)) for label, value in facts if value)
    if known:
        nodes += [Heading(2, texts.t("Background")), Bullets(known)]
    given = [row for row in data.consents if row.code == about]
    if given:
        nodes += [Heading(2, texts.t("Consents")), consent_table(given, texts, with_code=False)]
    nodes += _answers(data, about, texts)
    nodes += _moments(data, about, texts)
    quotes = [quote for quote in data.quotes if quote.participant == about]
    if quotes:
        items = tuple(BulletItem(spans(words.quoted(quote.text, texts))) for quote in quotes)
        nodes += [Heading(2, texts.t("Marked as quotes")), Bullets(items)]
    said = [row for row in data.statements if row.code == about]
    if said:
        nodes += [
            Heading(2, texts.t("Said in a group")),
            Bullets(tuple(BulletItem(spans(s.text)) for s in said)),
        ]
    basis = " ".join(part for part in (data.purpose, data.legal_basis, data.retention) if part)
    return [*nodes, Heading(2, texts.t("Purpose and legal basis")), words.para(basis or "–")]


def _answers(data: ReportData, code: str, texts: Texts) -> list[Node]:
    asked = {question.id: question for question in data.questions}
    rows = []
    for answer in data.answers:
        if answer.participant != code:
            continue
        question = asked.get(answer.question_id)
        rows.append((
            cell(asked_words(question) if question else answer.question_id),
            cell(texts.t("skipped") if answer.skipped else answer_words(answer, question, data, texts)),
            cell(answer.text),
        ))  # fmt: skip
    if not rows:
        return []
    columns = (
        Column(texts.t("Question"), 3.0), Column(texts.t("Answer"), 1.4), Column(texts.t("In words"), 3.6),
    )  # fmt: skip
    return [Heading(2, texts.t("Answers")), Table(columns, tuple(rows))]


def _moments(data: ReportData, code: str, texts: Texts) -> list[Node]:
    names = {key: name.label for key, name in data.emotion_names.items()}
    rows = tuple(
        (
            cell(bold(m.label)),
            cell("–" if m.valence is None else texts.signed(m.valence)),
            cell(", ".join(
                f"{names.get(key, key)} {strength or ''}".strip()
                for key, strength in m.emotions
            )),
        )
        for m in data.moments if m.participant == code
    )  # fmt: skip
    if not rows:
        return []
    columns = (
        Column(texts.t("Moment"), 2),
        Column(texts.t("Valence"), 1, "right"),
        Column(texts.t("Emotions"), 4),
    )
    return [Heading(2, texts.t("Feelings")), Table(columns, rows)]


REPORT = OtherReport("person", N_("Participant's own data"), build, N_("Participant"), people)
