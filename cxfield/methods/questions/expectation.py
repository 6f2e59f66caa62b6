# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the experience fell short of, met or exceeded what was expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cxfield.analysis.expectation import net_disconfirmation_of_counts
from cxfield.i18n import N_
from cxfield.methods.questions.base import Block, Choice, Figure
from cxfield.methods.questions.choice import ChoiceType
from cxfield.model.enums import Expectation

BELOW = Choice(Expectation.BELOW.value, msgid=N_("Fell short"))
MET = Choice(Expectation.MET.value, msgid=N_("Met"))
ABOVE = Choice(Expectation.ABOVE.value, msgid=N_("Exceeded"))


@dataclass(frozen=True, slots=True)
class ExpectationType(ChoiceType):
    """A choice of three whose figure is net disconfirmation."""

    def figure(self, values: Sequence[Any]) -> Figure:
        """Return exceeded minus fell short, in points."""
        below, met, above = (sum(value == choice.key for value in values) for choice in (BELOW, MET, ABOVE))
        return net_disconfirmation_of_counts(below, met, above)


EXPECTATION = ExpectationType(
    "expectation", N_("Expectation and experience"), (BELOW, MET, ABOVE), block=Block.FIGURE
)
