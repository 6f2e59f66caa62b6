# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every question type, by hand: a frozen program finds nothing by itself."""

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.methods.questions.base import QuestionType
from cxfield.methods.questions.ces import CES
from cxfield.methods.questions.choice import MULTIPLE_CHOICE, SINGLE_CHOICE
from cxfield.methods.questions.csat import CSAT
from cxfield.methods.questions.expectation import EXPECTATION
from cxfield.methods.questions.nps import NPS
from cxfield.methods.questions.scale import LIKERT
from cxfield.methods.questions.suggestion import OPEN_SUGGESTION
from cxfield.methods.questions.text import OPEN, OPEN_QUOTE
from cxfield.methods.questions.wheel import OPEN_WHEEL
from cxfield.methods.questions.yes_no import YES_NO, YES_NO_COUNT, YES_NO_OPEN, YES_PARTLY_NO

QUESTION_TYPES: tuple[QuestionType, ...] = (
    OPEN,
    OPEN_WHEEL,
    OPEN_SUGGESTION,
    OPEN_QUOTE,
    YES_NO,
    YES_PARTLY_NO,
    YES_NO_OPEN,
    YES_NO_COUNT,
    LIKERT,
    NPS,
    CSAT,
    CES,
    EXPECTATION,
    SINGLE_CHOICE,
    MULTIPLE_CHOICE,
)


def question_type(key: str) -> QuestionType:
    """Return the type of that key; UserError when this version does not know it."""
    for kind in QUESTION_TYPES:
        if kind.key == key:
            return kind
    raise UserError(
        N_("This version does not know the question type {type}. Update CXField to answer it."), type=key
    )
