# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: ARG002 - every type answers the same calls
"""Who the respondent is: age band, gender, occupation, relationship; each may be left open."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.methods.questions.base import (
    Asked,
    Block,
    Choice,
    Given,
    Part,
    Summary,
    counts,
    rows_of,
    words_of,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing asked of a person: its key, name (msgid) and the choices."""

    key: str
    name: str
    choices: tuple[Choice, ...]


def _choices(*pairs: tuple[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(key, msgid=msgid) for key, msgid in pairs)


#: What somebody chooses who does not want to tell.
RATHER_NOT = "rather_not"
_RATHER_NOT = (RATHER_NOT, N_("Rather not say"))

FACTS: tuple[Fact, ...] = (
    Fact(
        "age_band",
        N_("Age"),
        _choices(
            ("-17", N_("Under 18")),
            ("18-24", "18–24"),
            ("25-34", "25–34"),
            ("35-44", "35–44"),
            ("45-54", "45–54"),
            ("55-64", "55–64"),
            ("65-74", "65–74"),
            ("75-", N_("75 or over")),
            _RATHER_NOT,
        ),
    ),
    Fact(
        "gender",
        N_("Gender"),
        _choices(("woman", N_("Woman")), ("man", N_("Man")), ("other", N_("Other")), _RATHER_NOT),
    ),
    Fact(
        "occupation",
        N_("Occupation"),
        _choices(
            ("employed", N_("Employed")),
            ("entrepreneur", N_("Entrepreneur")),
            ("student", N_("Student")),
            ("retired", N_("Retired")),
            ("home", N_("At home with children or family")),
            ("unemployed", N_("Between jobs")),
            ("other", N_("Something else")),
            _RATHER_NOT,
        ),
    ),
    Fact(
        "relationship",
        N_("Relationship status"),
        _choices(
            ("single", N_("Single")),
            ("partner", N_("In a relationship")),
            ("married", N_("Married or in a registered partnership")),
            ("separated", N_("Divorced or separated")),
            ("widowed", N_("Widowed")),
            _RATHER_NOT,
        ),
    ),
)


#: The age bands that a profile may hold.
AGE_BANDS = tuple(choice for choice in FACTS[0].choices if choice.key != RATHER_NOT)


def facts_of(asked: Asked) -> tuple[Fact, ...]:
    """Return what the question asks; everything where it names nothing."""
    wanted = asked.settings.get("facts")
    chosen = tuple(fact for fact in FACTS if not isinstance(wanted, list) or fact.key in wanted)
    return chosen or FACTS


@dataclass(frozen=True, slots=True)
class DemographicType:
    """Kept as {fact: choice}; nothing of it is required."""

    key: str = "demographic"
    name: str = N_("Background")
    block: Block = Block.PARTS

    def validate(self, value: Any, asked: Asked) -> UserError | None:
        """Refuse facts that are not asked and choices that are not there."""
        if value is None:
            return None
        if not isinstance(value, dict):
            return UserError(N_("Background is answered one fact at a time. Choose among those shown."))
        known = {fact.key: {choice.key for choice in fact.choices} for fact in FACTS}
        for fact, chosen in value.items():
            if not isinstance(chosen, str) or chosen not in known.get(str(fact), ()):
                return UserError(
                    N_("{value} is not one of the choices. Choose one of those shown."),
                    value=str(chosen)[:40],
                )
        return None

    def encode(self, raw: Any, asked: Asked) -> Any:
        """Return the facts told, in their order; UserError if they cannot be kept."""
        problem = self.validate(raw, asked)
        if problem is not None:
            raise problem
        return {fact.key: raw[fact.key] for fact in FACTS if fact.key in (raw or {})} or None

    def decode(self, value: Any, asked: Asked) -> Any:
        """Return the facts that this version knows."""
        kept = value if isinstance(value, dict) else {}
        return {fact: choice for fact, choice in kept.items() if self.validate({fact: choice}, asked) is None}

    def is_answered(self, given: Given, asked: Asked) -> bool:
        """Whether anything was told."""
        return bool(self.decode(given.value, asked))

    def summarise(self, answers: Sequence[Given], asked: Asked) -> Summary:
        """Count each fact for itself."""
        total, _unsure, skipped = counts(answers)
        kept = [told for given in answers if (told := self.decode(given.value, asked))]
        parts = []
        for fact in facts_of(asked):
            told = [row[fact.key] for row in kept if fact.key in row]
            rows = rows_of([choice.key for choice in fact.choices], told, len(told))
            parts.append(Part(fact.key, {}, fact.name, Summary(total, len(told), 0, skipped, rows=rows)))
        return Summary(total, len(kept), 0, skipped, words=words_of(answers), parts=tuple(parts))


DEMOGRAPHIC = DemographicType()
