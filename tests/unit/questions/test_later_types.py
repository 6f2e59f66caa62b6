# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Matrix, dropdown, ranking, pictures, clicks, numbers, days, background and photographs as answers."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings, strategies

from cxfield.analysis.means import Mean
from cxfield.errors import UserError
from cxfield.methods.questions import CANNOT_SAY, Asked, Choice, Given, Summary, question_type, takes_options
from cxfield.methods.questions.click_map import area_at

CHOICES = tuple(Choice(key, {"en": key.upper()}) for key in "abc")


def asked(**values: Any) -> Asked:
    return Asked("q", values, CHOICES)


def summary(key: str, values: list[Any], question: Asked | None = None) -> Summary:
    answers = [Given(value, person=f"P{n}") for n, value in enumerate(values)]
    return question_type(key).summarise(answers, question or asked())


def refusal(key: str, value: Any, **values: Any) -> str:
    problem = question_type(key).validate(value, asked(**values))
    assert isinstance(problem, UserError)
    return str(problem)


def test_which_types_have_choices_of_their_own() -> None:
    own = {"single_choice", "multiple_choice", "dropdown", "image_choice", "ranking", "matrix"}
    every = (*own, "nps", "open", "yes_no", "click_map", "date", "demographic")
    assert {key for key in every if takes_options(question_type(key))} == own


def test_a_matrix_counts_each_row_and_who_could_not_say_apart() -> None:
    kind = question_type("matrix")
    values = [{"a": 5, "b": 2}, {"a": 4, "b": CANNOT_SAY}, {"c": 1, "a": 1}]
    found = summary("matrix", [kind.encode(value, asked()) for value in values])
    first, second, third = (part.summary for part in found.parts)
    assert (found.n, first.n, second.n, second.cannot_say, third.n) == (3, 3, 1, 1, 1)
    assert [row.share.count for row in first.rows] == [1, 0, 0, 1, 1]
    assert first.top2 is not None
    assert (first.top2.count, first.top2.n) == (2, 3)


def test_a_matrix_is_answered_when_every_row_is() -> None:
    kind = question_type("matrix")
    assert not kind.is_answered(Given({"a": 1}), asked())
    assert kind.is_answered(Given({"a": 1, "b": 2, "c": CANNOT_SAY}), asked())


def test_a_matrix_with_named_columns_has_as_many_grades_as_columns() -> None:
    columns = [{"en": "never"}, {"en": "sometimes"}, {"en": "always"}]
    assert question_type("matrix").validate({"a": 3}, asked(columns=columns)) is None
    assert "scale from 1 to 3" in refusal("matrix", {"a": 4}, columns=columns)
    assert "row" in refusal("matrix", {"z": 1})


def test_a_row_taken_out_of_the_matrix_takes_its_answers_along_and_no_others() -> None:
    kind = question_type("matrix")
    assert kind.decode({"a": 5, "gone": 2}, asked()) == {"a": 5}


def test_a_ranking_gives_mean_ranks_first_places_agreement_and_its_time() -> None:
    orders = [["a", "b", "c"], ["a", "c", "b"], ["b", "a", "c"]]
    values = [{"order": order, "ms": ms} for order, ms in zip(orders, (4000, 9000, 6000), strict=True)]
    found = summary("ranking", [*values, {"order": ["c"], "ms": 100}])
    assert found.n == 3
    assert found.ranking is not None
    assert found.ranking.ideas[0].idea == "a"
    assert found.ranking.ideas[0].mean_rank.value == pytest.approx(4 / 3)
    assert found.ranking.ideas[0].first.count == 2
    # W = 12 S / (m² (k³ - k)) with rank sums 4, 6, 8: 12 · 8 / (9 · 24)
    assert found.ranking.concordance.value == pytest.approx(4 / 9)
    assert found.time_s is not None
    assert found.time_s.value == 6.0


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"order": ["a", "a"]}, "same choice"),
        ({"order": ["z"]}, "not one of the choices"),
        ({"order": []}, "list in order"),
        ({"order": ["a"], "ms": -1}, "milliseconds"),
    ],
)
def test_a_ranking_that_cannot_be_gets_a_sentence(value: Any, said: str) -> None:
    assert said in refusal("ranking", value)


def test_seven_are_the_most_that_can_be_put_in_order() -> None:
    many = Asked("q", {}, tuple(Choice(str(n)) for n in range(9)))
    problem = question_type("ranking").validate({"order": [str(n) for n in range(8)]}, many)
    assert "At most 7" in str(problem)


@given(order=strategies.permutations(["a", "b", "c"]))
@settings(max_examples=10)
def test_a_ranking_is_kept_in_its_order(order: list[str]) -> None:
    kept = question_type("ranking").encode({"order": order, "ms": 5}, asked())
    assert kept == {"order": order, "ms": 5}
    assert question_type("ranking").is_answered(Given(kept), asked())


AREAS = [
    {"key": "till", "name": {"en": "Till"}, "at": [0.5, 0.5, 0.5, 0.5]},
    {"key": "lamp", "name": {"en": "Lamp"}, "at": [0.8, 0.8, 0.1, 0.1]},
    {"key": "broken", "at": [0, 2, "x"]},
]


def test_clicks_are_counted_by_area_and_named_by_the_smallest() -> None:
    question = asked(areas=AREAS)
    found = summary("click_map", [{"x": 0.85, "y": 0.85}, {"x": 0.1, "y": 0.1}, CANNOT_SAY], question)
    assert found.clicks is not None
    assert [(key, share.count) for key, share in found.clicks.areas] == [("till", 1), ("lamp", 1)]
    assert (found.n, found.cannot_say, found.clicks.outside.count) == (2, 1, 1)
    area = area_at(question, {"x": 0.85, "y": 0.85})
    assert area is not None
    assert area.key == "lamp"


@pytest.mark.parametrize(
    "value", [{"x": 1.01, "y": 0.5}, {"x": -0.1, "y": 0.5}, {"x": float("nan"), "y": 0.5}]
)
def test_a_click_outside_the_picture_is_refused(value: Any) -> None:
    assert "outside the picture" in refusal("click_map", value)


def test_two_clicks_at_once_are_refused() -> None:
    assert "one place" in refusal("click_map", [{"x": 0.1, "y": 0.1}, {"x": 0.2, "y": 0.2}])
    assert "Only one" in refusal("dropdown", ["a", "b"])
    assert "Only one" in refusal("image_choice", ["a", "b"])


def test_numbers_keep_their_limits_and_decimals() -> None:
    assert "between 0 and 10" in refusal("number", 11, min=0, max=10)
    assert "2 decimals" in refusal("number", 1.234, decimals=2)
    assert question_type("number").encode(3.0, asked()) == 3
    assert question_type("number").encode(3.25, asked(decimals=2)) == 3.25
    found = summary("number", [1, 2, 6, CANNOT_SAY], asked(min=0, max=10))
    assert isinstance(found.figure, Mean)
    assert (found.figure.value, found.cannot_say) == (3, 1)
    assert found.middle is not None
    assert found.middle.value == 2


def test_a_number_with_words_keeps_either_alone() -> None:
    kind = question_type("number_text")
    assert kind.encode({"number": 2, "words": " hei "}, asked()) == {"number": 2, "words": "hei"}
    assert kind.encode({"number": None, "words": "hei"}, asked()) == {"number": None, "words": "hei"}
    assert kind.encode({"number": None, "words": ""}, asked()) is None
    found = summary("number_text", [{"number": 2, "words": "hei"}, {"number": 0, "words": ""}])
    assert (found.n, found.words) == (2, (("P0", "hei"),))
    assert "500" in refusal("number_text", {"number": 1, "words": "x" * 501})


def test_a_length_of_time_is_whole_seconds_up_to_a_year() -> None:
    assert question_type("duration").validate(5400, asked()) is None
    for wrong in (-1, 1.5, 400 * 86_400):
        assert "length of time" in refusal("duration", wrong)


def test_a_day_is_of_the_calendar_and_inside_its_limits() -> None:
    kind = question_type("date")
    assert kind.encode(dt.date(2026, 11, 22), asked()) == "2026-11-22"
    assert "no day" in refusal("date", "2026-02-30")
    assert "no day" in refusal("date", "22.11.2026")
    assert "between" in refusal("date", "2026-11-22", first="2026-11-23")
    found = summary("date", ["2026-11-22", "2026-11-20", "2026-11-22"])
    assert [(row.key, row.share.count) for row in found.rows] == [("2026-11-20", 1), ("2026-11-22", 2)]


def test_background_is_optional_fact_by_fact() -> None:
    kind = question_type("demographic")
    assert kind.encode({"gender": "woman", "age_band": "35-44"}, asked()) == {
        "age_band": "35-44",
        "gender": "woman",
    }
    assert not kind.is_answered(Given({}), asked())
    found = summary("demographic", [{"gender": "woman"}, {"gender": "man", "age_band": "18-24"}, None])
    assert [(part.key, part.summary.n) for part in found.parts] == [
        ("age_band", 1), ("gender", 2), ("occupation", 0), ("relationship", 0),
    ]  # fmt: skip
    assert [part.key for part in summary("demographic", [], asked(facts=["gender"])).parts] == ["gender"]
    assert "not one of the choices" in refusal("demographic", {"gender": "12"})
    assert "not one of the choices" in refusal("demographic", {"shoe_size": "42"})


def test_photographs_are_kept_once_and_six_at_most() -> None:
    assert "same photograph" in refusal("photo", ["x", "x"])
    assert "room for 6" in refusal("photo", [str(n) for n in range(7)])
    found = summary("photo", [["x", "y"], None])
    assert (found.n, found.photos) == (1, (("P0", "x"), ("P0", "y")))


def test_likert_says_its_top_two() -> None:
    top = summary("likert", [5, 4, 1, CANNOT_SAY]).top2
    assert top is not None
    assert (top.count, top.n) == (2, 3)
