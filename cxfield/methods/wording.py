# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The place in a question's wording where an interview puts the score just given."""

import re

#: " {score}", in the words of either language, with the space before it.
_PLACE = re.compile(r"(\s*)\{(?:arvosana|score)\}")


def with_score(wording: str, score: str) -> str:
    """The wording as it is asked."""
    return _PLACE.sub(lambda found: found[1] + score, wording)


def without_score(wording: str) -> str:
    """The wording where it stands for everybody's answers, whatever the score was."""
    return _PLACE.sub("", wording)
