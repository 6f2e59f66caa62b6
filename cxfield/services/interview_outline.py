# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide as an interview stands in it: which questions are open, answered or skipped, and their time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cxfield.methods.questions.themes import CLOSING
from cxfield.model.session import Session
from cxfield.services.interview_guide import (
    NOTHING,
    GuideBook,
    GuideQuestion,
    Kept,
    answered,
    guide_book,
    kept_answers,
    kept_value,
    values_by_key,
)
from cxfield.storage import Reader

Labels = Mapping[str, str]
_OPEN_TYPES = ("open", "open_wheel", "open_suggestion", "open_quote")


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """One question in the outline."""

    id: str
    key: str
    type: str
    title: Labels
    answered: bool
    skipped: bool
    spent_ms: int
    follows_id: str | None


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """One theme (or the warm-up) with its coverage and time."""

    id: str
    key: str
    theme: str
    name: Labels
    minutes: float
    items: tuple[OutlineItem, ...]

    @property
    def done(self) -> int:
        """How many questions have an answer."""
        return sum(item.answered for item in self.items)

    @property
    def planned(self) -> int:
        """How many questions there are."""
        return len(self.items)

    @property
    def skipped(self) -> tuple[OutlineItem, ...]:
        """The questions that were skipped and have no answer."""
        return tuple(item for item in self.items if item.skipped and not item.answered)

    @property
    def spent_ms(self) -> int:
        """How long its questions took."""
        return sum(item.spent_ms for item in self.items)


@dataclass(frozen=True, slots=True)
class Outline:
    """The guide as this interview stands in it; `sections` are its parts, the warm-up kept apart."""

    sections: tuple[OutlineSection, ...]
    warmup: OutlineSection | None

    @property
    def counted(self) -> tuple[OutlineSection, ...]:
        """The parts whose coverage is told: neither the warm-up nor the closing."""
        return tuple(section for section in self.sections if section.theme != CLOSING.key)

    @property
    def done(self) -> int:
        """How many questions of the themes have an answer."""
        return sum(section.done for section in self.counted)

    @property
    def planned(self) -> int:
        """How many questions the themes have."""
        return sum(section.planned for section in self.counted)

    @property
    def open_questions(self) -> int:
        """How many of the themes' questions are open ones."""
        return sum(item.type in _OPEN_TYPES for section in self.counted for item in section.items)

    @property
    def asked(self) -> tuple[tuple[OutlineSection, OutlineItem], ...]:
        """The questions with a page of their own, in order; follow-ups stand on their question's page."""
        parts = (*((self.warmup,) if self.warmup else ()), *self.sections)
        return tuple((part, item) for part in parts for item in part.items if item.follows_id is None)

    @property
    def left(self) -> tuple[OutlineItem, ...]:
        """The questions of the themes without an answer."""
        return tuple(item for part in self.sections for item in part.items if not item.answered)


class Standing:
    """An interview against its guide, in memory. Told what changed, it weighs only what that can touch."""

    def __init__(self, book: GuideBook, kept: Mapping[str, Kept]) -> None:
        self.book = book
        self._kept = dict(kept)
        self._values = values_by_key(book, kept)
        self._named: dict[str, list[GuideQuestion]] = {}
        self._listeners: dict[str, list[str]] = {}
        self._items: list[list[OutlineItem | None]] = []
        for section in book.sections:
            for question in section.questions:
                self._named.setdefault(question.row.key, []).append(question)
                for key in question.listens:
                    self._listeners.setdefault(key, []).append(question.row.id)
            self._items.append([self._weigh(question) for question in section.questions])
        self._parts = [self._section(part) for part in range(len(book.sections))]
        self.outline = self._whole()

    @property
    def answers(self) -> Mapping[str, str]:
        """The question of each answer by the answer's id."""
        return {kept.id: question for question, kept in self._kept.items()}

    def change(self, changed: Mapping[str, Kept]) -> None:
        """Take what was kept since; the questions that open or close by it are weighed again."""
        touched: set[str] = set()
        for question_id, kept in changed.items():
            if question_id not in self.book.places or kept == self._kept.get(question_id, NOTHING):
                continue
            self._kept[question_id] = kept
            touched.add(question_id)
            touched.update(self._heard(self.book.question(question_id).row.key))
        parts = {self.book.places[question_id][0] for question_id in touched if self._again(question_id)}
        for part in parts:
            self._parts[part] = self._section(part)
        if parts:
            self.outline = self._whole()

    def _heard(self, key: str) -> Iterable[str]:
        """Who must be weighed again now that the answer to a question is another one."""
        known = [self._kept.get(question.row.id) for question in self._named[key]]
        said = [kept_value(kept) for kept in known if kept is not None and not kept.skipped]
        before = self._values.get(key)
        value = said[-1] if said else None
        self._values[key] = value
        # True and 1 are equal in Python; a yes is not the number one.
        return () if type(value) is type(before) and value == before else self._listeners.get(key, ())

    def _again(self, question_id: str) -> bool:
        part, at = self.book.places[question_id]
        item = self._weigh(self.book.question(question_id))
        if item == self._items[part][at]:
            return False
        self._items[part][at] = item
        return True

    def _weigh(self, question: GuideQuestion) -> OutlineItem | None:
        kept = self._kept.get(question.row.id, NOTHING)
        done = answered(question, kept)
        if not done and question.conditional and not question.opens(self._values):
            return None
        row = question.row
        return OutlineItem(
            id=row.id,
            key=row.key,
            type=row.type,
            title=row.settings.get("short") or row.text,
            answered=done,
            skipped=kept.skipped,
            spent_ms=kept.spent_ms,
            follows_id=row.follows_id if question.inline else None,
        )

    def _section(self, part: int) -> OutlineSection:
        row = self.book.sections[part].row
        items = tuple(item for item in self._items[part] if item is not None)
        return OutlineSection(row.id, row.key, row.theme, row.name, row.minutes, items)

    def _whole(self) -> Outline:
        """What comes first without a theme warms up; any other part without one is asked in its place."""
        parts = self._parts
        warmup = parts[0] if parts and not parts[0].theme else None
        return Outline(tuple(parts[1:] if warmup else parts), warmup)


def standing(reader: Reader, session_id: str, book: GuideBook | None = None) -> Standing:
    """Read how an interview stands; `book` saves reading the guide."""
    session = reader.get(Session, session_id)
    return Standing(book or guide_book(reader, session.guide_version_id), kept_answers(reader, session_id))


def outline(reader: Reader, session_id: str, book: GuideBook | None = None) -> Outline:
    """Return the themes with what has been answered and how long it took.

    A question whose condition is not met is left out, unless it has been answered already.
    """
    return standing(reader, session_id, book).outline
