# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Putting things in order, best first; at most seven, and the time it takes is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cxfield.analysis.means import median
from cxfield.analysis.ranking import rank_ideas
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.methods.questions.base import Asked, Block, Given, Summary, counts, words_of

MOST_RANKED = 7
#: A day: what stands open longer was left lying, not thought over.
LONGEST_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class RankingType:
    """Kept as {"order": [choice, ...], "ms": time}; an order under work may still lack some."""

    key: str = "ranking"
    name: str = N_("Ranking")
    block: Block = Block.RANKING

    def validate(self, value: Any, asked: Asked) -> UserError | None:
        """Refuse what is not there, what is there twice, and a time that cannot be."""
        if value is None:
            return None
        order = value.get("order") if isinstance(value, dict) else None
        if not isinstance(order, list) or not order:
            return UserError(N_("A ranking is a list in order. Put the best first."))
        known = {choice.key for choice in asked.choices}
        strange = next((item for item in order if not isinstance(item, str) or item not in known), None)
        if strange is not None:
            return UserError(
                N_("{value} is not one of the choices. Choose one of those shown."), value=str(strange)[:40]
            )
        if len(set(order)) != len(order):
            return UserError(N_("Two places hold the same choice. Give each choice one place."))
        if len(order) > MOST_RANKED:
            return UserError(N_("At most {most} can be put in order. Take some away."), most=MOST_RANKED)
        took = value.get("ms", 0)
        if not isinstance(took, int) or isinstance(took, bool) or took < 0:
            return UserError(N_("The time of a ranking is a number of milliseconds. Rank again."))
        return None

    def encode(self, raw: Any, asked: Asked) -> Any:
        """Return the order with its time; UserError if it cannot be kept."""
        if isinstance(raw, list):
            raw = {"order": raw} if raw else None
        problem = self.validate(raw, asked)
        if problem is not None:
            raise problem
        if raw is None:
            return None
        return {"order": list(raw["order"]), "ms": min(raw.get("ms", 0), LONGEST_MS)}

    def decode(self, value: Any, asked: Asked) -> Any:
        """Return the order, or None when something of it is no longer there."""
        return value if value is not None and self.validate(value, asked) is None else None

    def is_answered(self, given: Given, asked: Asked) -> bool:
        """Whether everything has its place."""
        kept = self.decode(given.value, asked)
        return kept is not None and len(kept["order"]) == len(asked.choices)

    def summarise(self, answers: Sequence[Given], asked: Asked) -> Summary:
        """Compute mean rank, first places, points and agreement of the complete rankings, and the time."""
        total, _unsure, skipped = counts(answers)
        kept = [given.value for given in answers if self.is_answered(given, asked)]
        keys = [choice.key for choice in asked.choices]
        times = [row["ms"] / 1000 for row in kept if row.get("ms")]
        return Summary(
            total,
            len(kept),
            0,
            skipped,
            words=words_of(answers),
            ranking=rank_ideas(keys, [row["order"] for row in kept]),
            time_s=median(times),
        )


RANKING = RankingType()
