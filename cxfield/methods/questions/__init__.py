# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Question types: what can be asked, how answers are kept, and what becomes of them."""

from cxfield.methods.questions.base import (
    CANNOT_SAY,
    Asked,
    Block,
    Choice,
    Given,
    Part,
    QuestionType,
    Row,
    Summary,
)
from cxfield.methods.questions.registry import QUESTION_TYPES, question_type, takes_options

__all__ = [
    "CANNOT_SAY",
    "QUESTION_TYPES",
    "Asked",
    "Block",
    "Choice",
    "Given",
    "Part",
    "QuestionType",
    "Row",
    "Summary",
    "question_type",
    "takes_options",
]
