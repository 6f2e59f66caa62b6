# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The five observation rules and what they check."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.analysis.proportion import wilson
from cxfield.i18n import Texts
from cxfield.methods.rules import (
    FIELD_NAMES,
    RULES,
    Described,
    Field,
    Prompt,
    Rated,
    Rule,
    after_prompt,
    completeness,
    judging_words,
    may_prompt,
    missing_fields,
    missing_phases,
    ordinary_prompt,
    reflected_too_little,
    settling_left_ms,
)
from cxfield.model.enums import Phase
from tests.reference.read import method

FACTS = method("observation_rules")["rules"]
MINUTE = 60_000


def test_the_rules_are_those_of_the_method_in_its_order() -> None:
    assert [rule.key for rule in RULES] == [facts["key"] for facts in FACTS]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_a_rule_speaks_finnish_in_the_words_of_the_method(rule: Rule) -> None:
    facts = next(facts for facts in FACTS if facts["key"] == rule.key)
    texts = Texts("fi")
    assert texts.t(rule.name) == facts["fi"]
    assert texts.t(rule.prompt) == facts["prompt_fi"]
    for msgid in (rule.meaning, rule.capture):
        assert texts.t(msgid) != msgid


def test_the_four_fields_have_their_words() -> None:
    texts = Texts("fi")
    assert [texts.tc(*FIELD_NAMES[field]) for field in Field] == ["Mitä", "Milloin", "Missä", "Miten"]


def rated(*ratings: int, every: int = MINUTE) -> list[Rated]:
    return [Rated(i * every, rating) for i, rating in enumerate(ratings, start=1)]


def said(prompt: Prompt | None) -> str:
    return "" if prompt is None else Texts("en").t(prompt.reason, **dict(prompt.values))


def test_three_surprising_in_a_row_ask_for_the_ordinary() -> None:
    assert ordinary_prompt(rated(1, 4, 4), 3 * MINUTE) is None
    prompt = ordinary_prompt(rated(1, 4, 5, 4), 4 * MINUTE)
    assert prompt is not None
    assert prompt.sentence == "Log what was ordinary, too."
    assert said(prompt) == "Three surprising in a row"
    assert ordinary_prompt(rated(1, 4, 5, 4, 3), 5 * MINUTE) is None


def test_ten_minutes_without_an_ordinary_entry_ask_for_one() -> None:
    assert ordinary_prompt(rated(1, 3, 3), 11 * MINUTE - 1) is None
    assert said(ordinary_prompt(rated(1, 3, 3), 11 * MINUTE)) == "10 min without an ordinary entry"
    assert said(ordinary_prompt([], 12 * MINUTE)) == "12 min without an ordinary entry"
    assert ordinary_prompt(rated(2), 5 * MINUTE) is None


def test_what_was_skipped_does_not_ask_again_for_the_same_entries() -> None:
    entries = rated(4, 5, 4)
    assert ordinary_prompt(entries, 4 * MINUTE) is not None
    assert ordinary_prompt(entries, 10 * MINUTE, since_ms=4 * MINUTE) is None
    assert ordinary_prompt(entries, 14 * MINUTE, since_ms=4 * MINUTE) is not None


@given(
    st.lists(
        st.builds(Rated, st.integers(0, 60 * MINUTE), st.integers(1, 5)),
        max_size=20,
        unique_by=lambda e: e.t_ms,
    )
)
def test_the_order_of_entries_does_not_matter(entries: list[Rated]) -> None:
    now = 60 * MINUTE
    assert ordinary_prompt(entries, now) == ordinary_prompt(list(reversed(entries)), now)


@given(st.lists(st.builds(Rated, st.integers(0, 60 * MINUTE), st.integers(1, 5)), max_size=20))
def test_an_ordinary_entry_just_now_always_keeps_it_quiet(entries: list[Rated]) -> None:
    now = 60 * MINUTE + 1
    assert ordinary_prompt([*entries, Rated(now, 1)], now) is None


def test_prompts_keep_five_minutes_apart_and_wait_for_the_typing() -> None:
    assert may_prompt(0, None, typing=False)
    assert not may_prompt(9 * MINUTE, None, typing=True)
    assert not may_prompt(9 * MINUTE, 5 * MINUTE, typing=False)
    assert may_prompt(10 * MINUTE, 5 * MINUTE, typing=False)


def test_the_phase_after_is_asked_for_near_the_end() -> None:
    hour = 60 * MINUTE
    assert after_prompt({"before", "during"}, 30 * MINUTE, hour) is None
    near = after_prompt({"before", "during"}, 50 * MINUTE, hour)
    assert near is not None
    assert near.rule == "timing"
    assert after_prompt({"during"}, 5 * MINUTE, stopping=True) is not None
    assert after_prompt({"during"}, 5 * MINUTE) is None
    assert after_prompt({"during", "after"}, hour, hour, stopping=True) is None
    assert after_prompt({"before"}, hour, hour, stopping=True) is None


def test_missing_phases_come_in_their_order() -> None:
    assert missing_phases(["during"]) == (Phase.BEFORE, Phase.AFTER)
    assert missing_phases(list(Phase)) == ()


def test_settling_in_takes_ten_minutes() -> None:
    assert settling_left_ms(0) == 10 * MINUTE
    assert settling_left_ms(9 * MINUTE + 59_000) == 1000
    assert settling_left_ms(11 * MINUTE) == 0


def test_an_entry_tells_what_when_where_and_how() -> None:
    full = Described("asks the staff", 0, "kitchen", "waves a hand")
    assert missing_fields(full) == ()
    assert missing_fields(Described(" ", None, "", "\n")) == tuple(Field)
    result = completeness([full, Described("waits", 5, "checkout", "")])
    assert result.complete == wilson(1, 2)
    assert dict(result.fields)[Field.HOW] == wilson(1, 2)
    assert dict(result.fields)[Field.WHAT] == wilson(2, 2)
    assert completeness([]).complete.value is None


@pytest.mark.parametrize(
    ("text", "locale", "found"),
    [
        ("Tyhmä jono, huonosti merkitty", "fi", ["Tyhmä", "huonosti"]),
        ("Asiakas odottaa ihan rauhassa", "fi", []),
        ("Sanoo: ”Huono opaste”, kävelee pois", "fi", []),
        ("Rude clerk, bad signs", "en", ["Rude", "bad"]),
        ("Shows her badge", "en", []),
        ("Dålig skylt", "sv", []),
    ],
)
def test_judging_words_are_found_but_not_in_what_a_customer_said(
    text: str, locale: str, found: list[str]
) -> None:
    assert [text[start:end] for start, end in judging_words(text, locale)] == found


def test_reflections_of_one_day_are_too_little() -> None:
    day = dt.date(2025, 10, 13)
    assert reflected_too_little([])
    assert reflected_too_little([day, day])
    assert not reflected_too_little([day, day + dt.timedelta(days=2)])
