# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A judging word comes with a neutral alternative; what a customer said is left alone."""

import pytest

from cxfield.methods.neutral import neutral_words
from cxfield.methods.rules.attentiveness import _JUDGING


@pytest.mark.parametrize("locale", ["fi", "en"])
def test_every_judging_word_has_a_neutral_alternative(locale: str) -> None:
    for word in _JUDGING[locale]:
        found = neutral_words(f"x {word} y", locale)
        assert found is not None
        assert found[0] == word
        assert found[1], word


def test_quoted_speech_and_plain_words_get_no_hint() -> None:
    assert neutral_words("sanoo ”tyhmä kyltti”", "fi") is None
    assert neutral_words("kiertää pöydän", "fi") is None


@pytest.mark.parametrize(
    ("text", "locale", "instead"),
    [
        ("asiakas vaikuttaa eksyneeltä", "fi", "mistä sen näki tai kuuli"),
        ("on ärtynyt jonosta", "fi", "huokaa, pudistaa päätään, korottaa ääntään"),
        ("lähtee, koska jono on pitkä", "fi", ""),
        ("looks unhappy", "en", "sighs, shakes the head, raises the voice"),
    ],
)
def test_a_guess_is_answered_with_what_can_be_seen_and_a_cause_with_nothing(
    text: str, locale: str, instead: str
) -> None:
    found = neutral_words(text, locale)
    assert found is not None
    assert found[1] == instead
