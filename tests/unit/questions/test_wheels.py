# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A question asks one wheel: its words, its strengths, and none of another wheel's."""

import pytest

from cxfield.methods.questions import Asked, question_type
from cxfield.methods.questions.wheels import WHEELS, emotion_words, geneva, plutchik, wheel_named

EIGHT = Asked(settings={"wheel": "plutchik"})


def test_the_eight_emotions_have_three_worded_strengths_in_both_languages() -> None:
    wheel = plutchik()
    assert (len(wheel.emotions), wheel.rings, wheel.sector) == (8, 3, 45.0)
    for emotion in wheel.emotions:
        assert [set(words) for words in emotion.strengths] == [{"en", "fi"}] * 3
    angry = wheel.find("anger")
    assert angry is not None
    assert angry.strengths[2]["fi"] == "raivo"


def test_words_and_strengths_of_another_wheel_are_refused() -> None:
    kind = question_type("open_wheel")
    assert kind.validate([{"key": "anticipation", "intensity": 3}], EIGHT) is None
    assert "not on this emotion wheel" in str(
        kind.validate([{"key": "anticipation", "intensity": 3}], Asked())
    )
    assert "not on this emotion wheel" in str(kind.validate([{"key": "pride", "intensity": 2}], EIGHT))
    assert "1 to 3" in str(kind.validate([{"key": "joy", "intensity": 5}], EIGHT))


@pytest.mark.parametrize("key", WHEELS)
def test_the_right_half_of_every_wheel_holds_as_many_as_the_left(key: str) -> None:
    emotions = wheel_named(key).emotions
    assert sum(emotion.right for emotion in emotions) == len(emotions) / 2


def test_a_word_is_found_on_whichever_wheel_has_it() -> None:
    assert emotion_words("anticipation")["fi"] == "ennakointi"
    assert emotion_words("pride") == geneva().words("pride")
    assert emotion_words("hunger") == {}
