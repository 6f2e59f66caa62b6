# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a question type is: how an answer is checked, kept, counted and shown."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from cxfield.analysis.clicks import Clicks
from cxfield.analysis.emotions import EmotionSummary
from cxfield.analysis.expectation import Disconfirmation
from cxfield.analysis.means import Mean
from cxfield.analysis.nps import Nps
from cxfield.analysis.outcome import Value
from cxfield.analysis.proportion import Proportion, wilson
from cxfield.analysis.ranking import IdeaRanks
from cxfield.analysis.satisfaction import Ces, Csat
from cxfield.errors import UserError
from cxfield.i18n import N_

#: "Ei osaa sanoa" is an answer of its own, kept as this word in place of a value.
CANNOT_SAY = "cannot_say"

Labels = Mapping[str, str]


class Block(StrEnum):
    """How the report shows a question."""

    FIGURE = "figure"
    DISTRIBUTION = "distribution"
    SHARES = "shares"
    EMOTIONS = "emotions"
    WORDS = "words"
    MATRIX = "matrix"
    PARTS = "parts"
    RANKING = "ranking"
    PICTURES = "pictures"
    CLICKS = "clicks"
    NUMBERS = "numbers"
    DAYS = "days"
    PHOTOS = "photos"


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: its key as kept in answers, and its words; `msgid` for choices of the method itself.

    `image_id` is the stored picture of a choice that is shown as one.
    """

    key: str
    name: Labels = field(default_factory=dict)
    msgid: str = ""
    image_id: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a type needs to know of a question."""

    key: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as kept; `person` tells answers of one person from those of another."""

    value: Any = None
    text: str = ""
    skipped: bool = False
    person: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a distribution: the kept value and how many of those who answered gave it."""

    key: str
    share: Proportion


Figure = Nps | Csat | Ces | Disconfirmation | Mean | Value


@dataclass(frozen=True, slots=True)
class Summary:
    """All answers to one question. `n` is how many gave a value; who could not say is counted apart.

    `parts` are the rows of a matrix and the facts of a background, `middle` a median beside a mean, `time_s`
    the median time of a ranking in seconds, `photos` stored pictures by person.
    """

    asked: int
    n: int
    cannot_say: int
    skipped: int
    rows: tuple[Row, ...] = ()
    figure: Figure | None = None
    emotions: EmotionSummary | None = None
    words: tuple[tuple[str, str], ...] = ()
    count: Mean | None = None
    top2: Proportion | None = None
    middle: Value | None = None
    ranking: IdeaRanks | None = None
    time_s: Value | None = None
    clicks: Clicks | None = None
    photos: tuple[tuple[str, str], ...] = ()
    parts: "tuple[Part, ...]" = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One row of a matrix or one fact of a background, counted for itself."""

    key: str
    name: Labels
    msgid: str
    summary: Summary


class QuestionType(Protocol):
    """One type of question; every member of QUESTION_TYPES has all of this."""

    @property
    def key(self) -> str:
        """The word that questions keep as their type."""
        ...

    @property
    def name(self) -> str:
        """The name for people (an msgid)."""
        ...

    @property
    def block(self) -> Block:
        """How the report shows the answers."""
        ...

    def validate(self, value: Any, asked: Asked) -> UserError | None:
        """Return why a value cannot be kept, or None."""
        ...

    def encode(self, raw: Any, asked: Asked) -> Any:
        """Return the value as it is kept; UserError if it cannot be."""
        ...

    def decode(self, value: Any, asked: Asked) -> Any:
        """Return the kept value as the editor shows it; None for what no longer fits."""
        ...

    def is_answered(self, given: Given, asked: Asked) -> bool:
        """Whether there is an answer (to know that one cannot say is one)."""
        ...

    def summarise(self, answers: Sequence[Given], asked: Asked) -> Summary:
        """Count the answers."""
        ...


def words_of(answers: Sequence[Given]) -> tuple[tuple[str, str], ...]:
    """Return the words of those who said something, by person."""
    return tuple((given.person, given.text.strip()) for given in answers if given.text.strip())


def rows_of(keys: Sequence[str], values: Sequence[str], n: int) -> tuple[Row, ...]:
    """Return the distribution over keys; `n` is the count of people, also where one gave several values."""
    seen = Counter(values)
    return tuple(Row(key, wilson(seen[key], n)) for key in keys)


def counts(answers: Sequence[Given]) -> tuple[int, int, int]:
    """Return how many were asked, could not say and were skipped."""
    unsure = sum(given.value == CANNOT_SAY and not given.skipped for given in answers)
    return len(answers), unsure, sum(given.skipped for given in answers)


def not_text_only(value: Any) -> UserError | None:
    """Return the error for a value where only words are kept."""
    if value in (None, "", [], {}):
        return None
    return UserError(N_("This question takes words only. Write the answer in the box."))
