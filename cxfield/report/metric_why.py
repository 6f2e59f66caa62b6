# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words behind the numbers: what those who gave a grade said about it, by how they graded."""

from cxfield.document.nodes import BulletItem, Bullets, Heading, Node, spans
from cxfield.i18n import Texts
from cxfield.report import words
from cxfield.report.dataset import AnswerRow, QuestionRow, ReportData
from cxfield.report.figures import questions_of_type, score
from cxfield.report.material import Material
from cxfield.report.quotes import may_quote

_MOST = 4
_PROMOTER, _PASSIVE = 9, 7
_SATISFIED = 4


def why_nodes(material: Material, texts: Texts) -> list[Node]:
    """The reasons of each metric, the lowest grades first; findings of the same theme where there are any."""
    nodes: list[Node] = []
    for kind, name in (("nps", "NPS"), ("csat", "CSAT"), ("ces", "CES")):
        items = [
            item for question in _asked(material.data, kind) for item in _reasons(question, material, texts)
        ]
        if items:
            nodes += [Heading(3, texts.t("Why: {metric}", metric=name)), Bullets(tuple(items))]
    seen = _behind_waits(material, texts)
    if seen:
        queue = texts.t("Checkout queue")
        nodes += [Heading(3, texts.t("Why: {metric}", metric=queue)), Bullets(tuple(seen))]
    return [Heading(2, texts.t("Why the numbers are what they are")), *nodes] if nodes else []


def _asked(data: ReportData, kind: str) -> list[QuestionRow]:
    if kind == "ces":
        return [question for question in data.questions if question.type.startswith("ces")]
    return list(questions_of_type(data, kind))


def _reasons(question: QuestionRow, material: Material, texts: Texts) -> list[BulletItem]:
    data = material.data
    own = {session.id for session in data.customer_interviews}
    graded = {
        a.participant: grade
        for a in data.answers
        if a.question_id == question.id and a.session_id in own and not a.skipped
        for grade in [score(a.value)]
        if grade is not None
    }
    said = _said(question, data, own)
    free = may_quote(data)
    items = []
    for name, (low, high) in _groups(question, texts):
        people = sorted((g, code) for code, g in graded.items() if low <= g <= high)
        quoted = [
            f"{code} ({grade}): {words.quoted(said[code].text, texts)}"
            for grade, code in people
            if code in said and code in free
        ]
        if people and quoted:
            label = f"{name} {texts.number(len(people))}"
            items.append(BulletItem((*words.labelled(label, " ".join(quoted[:_MOST])),)))
    return items


def _said(question: QuestionRow, data: ReportData, own: set[str]) -> dict[str, AnswerRow]:
    """What each participant said about a grade: to the question that follows it, or beside the grade."""
    after = {q.id for q in data.questions if q.follows_id == question.id}
    if not after:
        place = [q.id for q in data.questions].index(question.id)
        after = {
            q.id
            for q in data.questions[place + 1 : place + 2]
            if q.type.startswith("open") and q.section == question.section
        }
    wanted = after | {question.id}
    return {
        a.participant: a
        for a in data.answers
        if a.question_id in wanted and a.session_id in own and a.text.strip()
    }


def _groups(question: QuestionRow, texts: Texts) -> tuple[tuple[str, tuple[int, int]], ...]:
    if question.type == "nps" or question.settings.get("metric") == "nps":
        return (
            (texts.t("Detractors"), (0, _PASSIVE - 1)),
            (texts.t("Passives"), (_PASSIVE, _PROMOTER - 1)),
            (texts.t("Promoters"), (_PROMOTER, 10)),
        )
    high = 5 if question.type != "ces" else 7
    limit = _SATISFIED if high == 5 else 5
    return (
        (texts.t("Grades {low}–{high}", low=1, high=limit - 1), (1, limit - 1)),
        (texts.t("Grades {low}–{high}", low=limit, high=high), (limit, high)),
    )


def _behind_waits(material: Material, texts: Texts) -> list[BulletItem]:
    """What was seen when somebody waited longest: the descriptions of the waits over the limit."""
    data = material.data
    limit = data.wait_limit_min * 60_000
    long = [
        e
        for e in data.entries
        if e.meaning == "checkout_wait" and e.end_t_ms is not None and e.end_t_ms - e.t_ms > limit and e.text
    ]
    sessions = data.session_by_id
    found = []
    for e in sorted(long, key=lambda e: e.t_ms - (e.end_t_ms or 0))[:_MOST]:
        session = sessions.get(e.session_id)
        minutes = texts.number(((e.end_t_ms or 0) - e.t_ms) / 60_000, 1)
        note = f"{words.session_name(session, texts)}, {texts.stopwatch(e.t_ms)}" if session else ""
        found.append(BulletItem(spans(texts.t("{n} min: {what}", n=minutes, what=e.text)), note))
    return found
