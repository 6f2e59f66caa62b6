# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions that name the score just given."""

import pytest

from cxfield.methods.wording import with_score, without_score


@pytest.mark.parametrize("place", ["{arvosana}", "{score}"])
def test_a_question_is_asked_with_the_score_and_listed_without_its_place(place: str) -> None:
    asked = f"Mikä on tärkein syy arvosanaan {place}?"
    assert with_score(asked, "9") == "Mikä on tärkein syy arvosanaan 9?"
    assert without_score(asked) == "Mikä on tärkein syy arvosanaan?"


def test_other_braces_are_only_words() -> None:
    assert without_score("What does {this} mean?") == with_score("What does {this} mean?", "9")


def test_a_score_is_only_text() -> None:
    assert with_score("Why {score}?", r"\1") == r"Why \1?"
