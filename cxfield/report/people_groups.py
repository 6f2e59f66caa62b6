# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The interviewed customers in groups: by what the plan and their own answers tell of them."""

from collections.abc import Callable
from dataclasses import dataclass

from cxfield.i18n import Texts
from cxfield.methods.questions.demographic import FACTS
from cxfield.report.dataset import PersonRow, ReportData
from cxfield.report.figures import questions_of_type, score

LEAST = 3
"""Smaller groups are not told apart: their people could be recognised."""


@dataclass(frozen=True, slots=True)
class PeopleGroup:
    """Customers who have something in common: of what kind, what it is, and their codes."""

    kind: str
    name: str
    codes: tuple[str, ...]


def people_groups(data: ReportData, texts: Texts) -> tuple[PeopleGroup, ...]:
    """Groups of at least three by each fact that splits the interviewed customers."""
    held = dict.fromkeys(session.participant for session in data.customer_interviews if session.participant)
    people = [person for person in data.people if person.code in held]
    answered = _answered(data, texts)
    found: list[PeopleGroup] = []
    for kind, value in _facts(texts):
        groups: dict[str, list[str]] = {}
        for person in people:
            name = value(person) or answered.get((person.code, kind), "")
            if name:
                groups.setdefault(name, []).append(person.code)
        if len(groups) > 1:
            found += [
                PeopleGroup(kind, name, tuple(codes))
                for name, codes in sorted(groups.items())
                if len(codes) >= LEAST
            ]
    return tuple(found)


def _facts(texts: Texts) -> tuple[tuple[str, Callable[[PersonRow], str]], ...]:
    def valued(person: PersonRow) -> str:
        return texts.t("most valued") if person.most_valued else texts.t("others")

    def capable(person: PersonRow) -> str:
        known = person.digital_capability
        return texts.t("{n} of 5", n=known) if known else ""

    return (
        (texts.t("Segment"), lambda p: p.segment),
        (texts.t("Gender"), lambda p: p.gender),
        (texts.t("Age"), lambda p: p.age_band.replace("-", "–")),
        (texts.t("Occupation"), lambda p: p.occupation),
        (texts.t("Relationship status"), lambda p: p.relationship),
        (texts.t("Organisation"), lambda p: p.organisation),
        (texts.t("Digital capability"), capable),
        (texts.t("Most valued customers"), valued),
    )


def _answered(data: ReportData, texts: Texts) -> dict[tuple[str, str], str]:
    """What people told of themselves in questions of their background: (code, kind of fact) to words."""
    asked = {question.id for question in questions_of_type(data, "demographic")}
    words = {(fact.key, choice.key): texts.t(choice.msgid) for fact in FACTS for choice in fact.choices}
    names = {fact.key: texts.t(fact.name) for fact in FACTS}
    found: dict[tuple[str, str], str] = {}
    for answer in data.answers:
        if answer.question_id in asked and isinstance(answer.value, dict) and not answer.skipped:
            for key, choice in answer.value.items():
                said = words.get((key, str(choice)))
                if said and choice != "rather_not":
                    found[answer.participant, names[key]] = said.lower()
    return found


def grades(data: ReportData, codes: tuple[str, ...], kind: str) -> tuple[int, ...]:
    """What these customers answered to the questions of one type in their interviews."""
    wanted = {question.id for question in questions_of_type(data, kind)}
    own = {session.id for session in data.customer_interviews}
    given = (
        score(a.value)
        for a in data.answers
        if a.question_id in wanted and a.session_id in own and a.participant in codes and not a.skipped
    )
    return tuple(number for number in given if number is not None)
