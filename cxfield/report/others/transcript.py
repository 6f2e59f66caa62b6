# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The transcript of one session: events, answers or statements in the order of time."""

from collections.abc import Iterator, Sequence

from cxfield.document.nodes import Column, Heading, LongTable, Node
from cxfield.i18n import N_, Texts
from cxfield.model.enums import SessionKind
from cxfield.report import words
from cxfield.report.answer_words import answer_words, asked_words
from cxfield.report.dataset import ReportData, SessionRow
from cxfield.report.material import Material
from cxfield.report.others.base import OtherReport, Subject, title_block
from cxfield.report.quotes import may_quote

Row = tuple[str, str, str]


def sessions(data: ReportData, texts: Texts) -> Sequence[Subject]:
    """Every session that was held, by its id."""
    held = [s for s in data.sessions if s.done and s.kind != SessionKind.DEBRIEF]
    return [(s.id, _name(s, data, texts)) for s in sorted(held, key=lambda s: s.started_at or 0)]


def _name(session: SessionRow, data: ReportData, texts: Texts) -> str:
    parts = (
        words.session_name(session, texts),
        data.site_name(session.site),
        texts.day(session.day) if session.day else "",
    )
    return ", ".join(part for part in parts if part)


def build(material: Material, texts: Texts, about: str) -> list[Node]:
    """The report."""
    data = material.data
    session = data.session_by_id.get(about)
    nodes: list[Node] = [
        title_block(
            material, texts, texts.t("Session transcript"), _name(session, data, texts) if session else ""
        )
    ]
    if session is None:
        return [*nodes, words.para(texts.t("There is no such session."))]
    rows = list(_rows(session, data, texts))
    columns = (Column(texts.t("Time"), 0.8), Column(texts.t("What"), 2.6), Column(texts.t("In words"), 4.6))
    if session.kind != SessionKind.OBSERVATION and session.participant not in {"", *may_quote(data)}:
        nodes.append(words.small(texts.t("No consent to quote: for the team only, not to be handed on.")))
    if not rows:
        return [*nodes, words.para(texts.t("Nothing has been logged."))]
    nodes.append(LongTable(columns, lambda: iter(rows), len(rows)))
    if session.closing:
        nodes += [Heading(2, texts.t("Closing notes")), words.para(session.closing)]
    return nodes


def _rows(session: SessionRow, data: ReportData, texts: Texts) -> Iterator[Row]:
    if session.kind == SessionKind.OBSERVATION:
        for entry in data.entries:
            if entry.session_id == session.id:
                who = f"{entry.code} ({entry.shopper})" if entry.shopper else entry.code
                told = " · ".join(part for part in (entry.text, entry.how, entry.interpretation) if part)
                yield texts.stopwatch(entry.t_ms), who or "–", told
    elif session.kind == SessionKind.GROUP:
        for said in data.statements:
            if said.session_id == session.id:
                yield texts.stopwatch(said.t_ms), said.code or "–", said.text
    else:
        asked = {question.id: question for question in data.questions}
        for answer in sorted(
            (a for a in data.answers if a.session_id == session.id), key=lambda a: (a.t_ms, a.id)
        ):
            question = asked.get(answer.question_id)
            parts = (answer_words(answer, question, data, texts), answer.text)
            told = texts.t("skipped") if answer.skipped else " · ".join(part for part in parts if part)
            yield texts.stopwatch(answer.t_ms), asked_words(question) if question else "", told


REPORT = OtherReport("transcript", N_("Session transcript"), build, N_("Session"), sessions)
