# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A published guide in memory: read once, then asked after every answer which questions are open."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.methods.opening import Test, compiled, listens_to
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
    listens: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class GuideSection:
    """One section with its questions."""

    row: Section
    questions: tuple[GuideQuestion, ...]


@dataclass(frozen=True, slots=True)
class GuideBook:
    """A version of a guide, whole; `follow_ups` stand on the page of the question whose id is their key."""

    version_id: str
    sections: tuple[GuideSection, ...]
    places: Mapping[str, tuple[int, int]]
    follow_ups: Mapping[str, GuideQuestion]

    def question(self, question_id: str) -> GuideQuestion:
        """The question with an id; a sentence when the guide has none."""
        part, at = self._place(question_id)
        return self.sections[part].questions[at]

    def section_of(self, question_id: str) -> Section:
        """The section in which a question is asked."""
        return self.sections[self._place(question_id)[0]].row

    def _place(self, question_id: str) -> tuple[int, int]:
        if question_id not in self.places:
            raise UserError(N_("The guide has no such question any more. Choose another in the list."))
        return self.places[question_id]


@dataclass(frozen=True, slots=True)
class Kept:
    """What an interview has kept of one question."""

    value: Any
    text: str
    skipped: bool
    spent_ms: int
    id: str = ""


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
                listens=listens_to(row.condition),
            )
        )
    whole = tuple(GuideSection(section, tuple(parts[section.id])) for section in sections)
    every = [(n, at, q) for n, part in enumerate(whole) for at, q in enumerate(part.questions)]
    return GuideBook(
        version_id or "",
        whole,
        {question.row.id: (n, at) for n, at, question in every},
        {question.row.follows_id: question for _n, _at, question in every if question.inline},
    )


def choice_of(option: Any) -> Choice:
    """An option as its question type sees it."""
    return Choice(option.id, option.name, image_id=option.image_id or "")


def kept_answers(reader: Reader, session_id: str) -> dict[str, Kept]:
    """Read what an interview has answered, without the records around it."""
    return _kept(reader, session_id, None)


def changed_answers(
    reader: Reader, session_id: str, ids: Collection[str], known: Mapping[str, str]
) -> dict[str, Kept]:
    """Read again what the answers with these ids belong to; `known` tells the question of those that went."""
    table = table_of(Answer).c
    query = select(table.id, table.question_id).where(table.id.in_(ids), table.session_id == session_id)
    touched = {row.question_id for row in reader.select(query)} | {known[one] for one in ids if one in known}
    return dict.fromkeys(touched, NOTHING) | (_kept(reader, session_id, touched) if touched else {})


def _kept(reader: Reader, session_id: str, questions: Collection[str] | None) -> dict[str, Kept]:
    table = table_of(Answer).c
    query = (
        select(table.id, table.question_id, table.value, table.text, table.skipped, table.spent_ms)
        .where(table.session_id == session_id, table.retired.is_(False))
        .order_by(table.id)
    )
    if questions is not None:
        query = query.where(table.question_id.in_(questions))
    return {
        row.question_id: Kept(row.value, row.text, row.skipped, row.spent_ms, row.id)
        for row in reader.select(query)
    }


def values_by_key(book: GuideBook, answers: Mapping[str, Kept]) -> dict[str, Any]:
    """What conditions look at: the value of each answered question, True where there are only words."""
    found: dict[str, Any] = {}
    for section in book.sections:
        for question in section.questions:
            kept = answers.get(question.row.id)
            if kept is not None and not kept.skipped:
                found[question.row.key] = kept_value(kept)
    return found


def kept_value(kept: Kept) -> Any:
    """What a condition looks at: the value, or True where there are only words."""
    return kept.value if kept.value is not None else bool(kept.text) or None


def answered(question: GuideQuestion, kept: Kept) -> bool:
    """Whether there is an answer."""
    if kept is NOTHING:
        return False
    return question.kind.is_answered(Given(kept.value, kept.text), question.asked)
