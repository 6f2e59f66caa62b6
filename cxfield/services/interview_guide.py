# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A published guide in memory: read once, then asked after every answer which questions are open."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from cxfield.methods.opening import Test, compiled
from cxfield.methods.questions import Asked, Choice, Given, QuestionType, question_type, takes_options
from cxfield.model.guide import Option, Question, Section
from cxfield.model.registry import table_of
from cxfield.model.talk import Answer
from cxfield.services.plain_rows import rows_within
from cxfield.storage import Reader


@dataclass(frozen=True, slots=True)
class GuideQuestion:
    """One question of a guide; `inline` stands on the page of the question it follows."""

    row: Any
    kind: QuestionType
    asked: Asked
    opens: Test
    conditional: bool
    inline: bool


@dataclass(frozen=True, slots=True)
class GuideSection:
    """One section with its questions."""

    row: Section
    questions: tuple[GuideQuestion, ...]


@dataclass(frozen=True, slots=True)
class GuideBook:
    """A version of a guide, whole."""

    version_id: str
    sections: tuple[GuideSection, ...]

    def question(self, question_id: str) -> GuideQuestion | None:
        """The question with an id."""
        every = (question for section in self.sections for question in section.questions)
        return next((question for question in every if question.row.id == question_id), None)


@dataclass(frozen=True, slots=True)
class Kept:
    """What an interview has kept of one question."""

    value: Any
    text: str
    skipped: bool
    spent_ms: int


NOTHING = Kept(None, "", False, 0)


def guide_book(reader: Reader, version_id: str | None) -> GuideBook:
    """Read a version of a guide with its options and conditions."""
    sections = reader.all(Section, order_by="order_key", version_id=version_id or "")
    options: dict[str, list[Choice]] = {}
    asked = rows_within(reader, Question, "section_id", [section.id for section in sections])
    for option in rows_within(reader, Option, "question_id", [row.id for row in asked]):
        options.setdefault(option.question_id, []).append(choice_of(option))
    first_follow: dict[str, str] = {}
    for row in asked:
        if row.follows_id:
            first_follow.setdefault(row.follows_id, row.id)
    parts: dict[str, list[GuideQuestion]] = {section.id: [] for section in sections}
    for row in asked:
        kind = question_type(row.type)
        choices = tuple(options.get(row.id, ())) if takes_options(kind) else ()
        parts[row.section_id].append(
            GuideQuestion(
                row,
                kind,
                Asked(row.key, row.settings, choices),
                compiled(row.condition),
                bool(row.condition),
                inline=row.follows_id is not None and first_follow[row.follows_id] == row.id,
            )
        )
    return GuideBook(version_id or "", tuple(GuideSection(s, tuple(parts[s.id])) for s in sections))


def choice_of(option: Any) -> Choice:
    """An option as its question type sees it."""
    return Choice(option.id, option.name, image_id=option.image_id or "")


def kept_answers(reader: Reader, session_id: str) -> dict[str, Kept]:
    """Read what an interview has answered, without the records around it."""
    table = table_of(Answer).c
    query = select(table.question_id, table.value, table.text, table.skipped, table.spent_ms).where(
        table.session_id == session_id, table.retired.is_(False)
    )
    return {
        row.question_id: Kept(row.value, row.text, row.skipped, row.spent_ms) for row in reader.select(query)
    }


def values_by_key(book: GuideBook, answers: Mapping[str, Kept]) -> dict[str, Any]:
    """What conditions look at: the value of each answered question, True where there are only words."""
    found: dict[str, Any] = {}
    for section in book.sections:
        for question in section.questions:
            kept = answers.get(question.row.id)
            if kept is not None and not kept.skipped:
                found[question.row.key] = kept.value if kept.value is not None else bool(kept.text) or None
    return found


def answered(question: GuideQuestion, kept: Kept) -> bool:
    """Whether there is an answer."""
    if kept is NOTHING:
        return False
    return question.kind.is_answered(Given(kept.value, kept.text), question.asked)
