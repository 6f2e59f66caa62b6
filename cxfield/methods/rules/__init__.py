# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The five observation rules, by hand: a frozen program finds nothing by itself."""

from cxfield.methods.rules.accuracy import (
    ACCURACY,
    FIELD_NAMES,
    Completeness,
    Described,
    Field,
    completeness,
    missing_fields,
)
from cxfield.methods.rules.attentiveness import (
    ATTENTIVENESS,
    ENOUGH_ATTENTION,
    interpreting_words,
    judging_words,
)
from cxfield.methods.rules.base import PROMPT_PAUSE_MS, Prompt, Rule, may_prompt
from cxfield.methods.rules.debrief import DEBRIEF, ENOUGH_REFLECTION_DAYS, reflected_too_little
from cxfield.methods.rules.ordinariness import ORDINARINESS, Rated, ordinary_prompt
from cxfield.methods.rules.timing import (
    SETTLING_MINUTES,
    TIMING,
    after_prompt,
    missing_phases,
    settling_left_ms,
)
from cxfield.methods.rules.watch import POWER, Heard, Noted, Situation, look, stands

__all__ = [
    "ENOUGH_ATTENTION",
    "ENOUGH_REFLECTION_DAYS",
    "FIELD_NAMES",
    "POWER",
    "PROMPT_PAUSE_MS",
    "RULES",
    "SETTLING_MINUTES",
    "Completeness",
    "Described",
    "Field",
    "Heard",
    "Noted",
    "Prompt",
    "Rated",
    "Rule",
    "Situation",
    "after_prompt",
    "completeness",
    "interpreting_words",
    "judging_words",
    "look",
    "may_prompt",
    "missing_fields",
    "missing_phases",
    "ordinary_prompt",
    "reflected_too_little",
    "settling_left_ms",
    "stands",
]

RULES: tuple[Rule, ...] = (ORDINARINESS, ATTENTIVENESS, ACCURACY, TIMING, DEBRIEF)
