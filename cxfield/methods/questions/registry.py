# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every question type, by hand: a frozen program finds nothing by itself."""

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.methods.questions.base import QuestionType
from cxfield.methods.questions.ces import CES
from cxfield.methods.questions.choice import (
    DROPDOWN,
    IMAGE_CHOICE,
    MULTIPLE_CHOICE,
    SINGLE_CHOICE,
    ChoiceType,
)
from cxfield.methods.questions.click_map import CLICK_MAP
from cxfield.methods.questions.csat import CSAT
from cxfield.methods.questions.date import DATE
from cxfield.methods.questions.demographic import DEMOGRAPHIC
from cxfield.methods.questions.expectation import EXPECTATION
from cxfield.methods.questions.matrix import MATRIX, MatrixType
from cxfield.methods.questions.nps import NPS
from cxfield.methods.questions.number import DURATION, NUMBER, NUMBER_TEXT
from cxfield.methods.questions.photo import PHOTO
from cxfield.methods.questions.ranking import RANKING, RankingType
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
    DROPDOWN,
    MATRIX,
    RANKING,
    IMAGE_CHOICE,
    CLICK_MAP,
    NUMBER,
    NUMBER_TEXT,
    DURATION,
    DATE,
    DEMOGRAPHIC,
    PHOTO,
)


def takes_options(kind: QuestionType) -> bool:
    """Whether a question of this type has choices (or rows) of its own."""
    if isinstance(kind, ChoiceType):
        return not kind.fixed
    return isinstance(kind, MatrixType | RankingType)


def question_type(key: str) -> QuestionType:
    """Return the type of that key; UserError when this version does not know it."""
    for kind in QUESTION_TYPES:
        if kind.key == key:
            return kind
    raise UserError(
        N_("This version does not know the question type {type}. Update CXField to answer it."), type=key
    )
