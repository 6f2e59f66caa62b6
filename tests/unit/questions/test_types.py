# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of each type are kept as given and counted as the method says; figures are those of the demo."""

import pytest
from hypothesis import given, strategies

from cxfield.analysis.expectation import Disconfirmation
from cxfield.analysis.nps import Nps
from cxfield.analysis.satisfaction import Ces, Csat
from cxfield.errors import UserError
from cxfield.methods.questions import CANNOT_SAY, Asked, Choice, Given, Summary, question_type
from cxfield.methods.questions.wheels import geneva

CES2 = Asked(settings={"version": "ces2"})


def summary(key: str, values: list, asked: Asked | None = None) -> Summary:
    given_answers = [Given(value, person=f"P{n}") for n, value in enumerate(values)]
    return question_type(key).summarise(given_answers, asked or Asked())


def test_nps_of_the_demo_interviews() -> None:
    found = summary("nps", [9, 10, 7, 6, 8, 9, 3, 8])
    assert isinstance(found.figure, Nps)
    assert found.figure.value == 12.5
    assert found.rows[3].share.count == 1


def test_csat_and_ces_of_the_demo_interviews() -> None:
    csat = summary("csat", [4, 5, 4, 3, 4, 5, 2, 4]).figure
    ces = summary("ces", [6, 7, 5, 4, 5, 6, 2, 5], CES2).figure
    assert isinstance(csat, Csat)
    assert (csat.top2.count, csat.top2.n) == (6, 8)
    assert isinstance(ces, Ces)
    assert ces.share is not None
    assert (ces.share.count, ces.share.n) == (6, 8)


def test_the_version_of_ces_decides_scale_and_direction() -> None:
    early = Asked(settings={"version": "ces1"})
    assert question_type("ces").validate(7, CES2) is None
    assert question_type("ces").validate(7, early) is not None
    figure = summary("ces", [1, 2, 1], early).figure
    assert isinstance(figure, Ces)
    assert figure.version.better == "low"


def test_expectations_of_the_demo_cancel_out() -> None:
    found = summary("expectation", ["met", "above", "met", "below", "met", "above", "below", "met"])
    assert isinstance(found.figure, Disconfirmation)
    assert (found.figure.value, found.figure.fell_short, found.figure.exceeded) == (0.0, 2, 2)


def test_recommended_counts_people_and_the_times_they_did() -> None:
    kind = question_type("yes_no_count")
    values = [kind.encode(value, Asked()) for value in (True, False, {"choice": "yes", "count": 3})]
    assert values == [
        {"choice": "yes", "count": None},
        {"choice": "no", "count": None},
        {"choice": "yes", "count": 3},
    ]
    found = summary("yes_no_count", values)
    assert [(row.key, row.share.count) for row in found.rows] == [("yes", 2), ("no", 1)]
    assert found.count is not None
    assert found.count.value == 3


def test_a_count_goes_only_with_yes() -> None:
    kind = question_type("yes_no_count")
    assert kind.encode({"choice": "no", "count": 4}, Asked()) == {"choice": "no", "count": None}
    with pytest.raises(UserError, match="whole number"):
        kind.encode({"choice": "yes", "count": -1}, Asked())


def test_who_cannot_say_answered_but_is_in_no_figure() -> None:
    found = summary("likert", [5, CANNOT_SAY, 4])
    assert (found.n, found.cannot_say) == (2, 1)
    assert question_type("likert").is_answered(Given(CANNOT_SAY), Asked())


def test_likert_has_five_or_seven_points() -> None:
    likert = question_type("likert")
    assert likert.validate(7, Asked(settings={"points": 5})) is not None
    assert likert.validate(7, Asked(settings={"points": 7})) is None


def test_several_choices_count_people_not_ticks() -> None:
    asked = Asked(choices=(Choice("a"), Choice("b"), Choice("c")))
    found = summary("multiple_choice", [["a", "b"], ["b"], None], asked)
    assert found.n == 2
    assert [row.share.count for row in found.rows] == [1, 2, 0]
    assert question_type("multiple_choice").encode(["b", "a"], asked) == ["a", "b"]


def test_a_wheel_answer_counts_people_by_emotion_and_keeps_the_words() -> None:
    kind = question_type("open_wheel")
    kept = kind.encode([{"key": "anger", "intensity": 4}, {"key": "fear", "intensity": 1}], Asked())
    answers = [Given(kept, "Jono.", person="P1"), Given([{"key": "none"}], person="P2")]
    found = kind.summarise(answers, Asked())
    assert found.emotions is not None
    assert {c.emotion: c.people for c in found.emotions.counts} == {"anger": 1, "fear": 1}
    assert found.emotions.people == 2
    assert found.words == (("P1", "Jono."),)


def test_suggestions_are_single_lines_without_blanks() -> None:
    kind = question_type("open_suggestion")
    assert kind.encode(["  Toinen   kassa\n auki ", " "], Asked()) == ["Toinen kassa auki"]
    with pytest.raises(UserError, match="at most 500"):
        kind.encode(["x" * 501], Asked())


def test_the_wheel_has_twenty_families_named_in_both_languages() -> None:
    wheel = geneva()
    assert len(wheel.emotions) == 20
    assert sum(emotion.positive for emotion in wheel.emotions) == 10
    assert all(emotion.name["fi"] and emotion.name["en"] for emotion in wheel.emotions)


@given(strategies.integers(0, 10))
def test_a_number_is_kept_as_given(number: int) -> None:
    nps = question_type("nps")
    assert nps.decode(nps.encode(number, Asked()), Asked()) == number


@given(
    strategies.lists(
        strategies.tuples(
            strategies.sampled_from([e.key for e in geneva().emotions]), strategies.integers(1, 5)
        ),
        max_size=3,
        unique_by=lambda pick: pick[0],
    )
)
def test_picks_are_kept_as_given(picks: list[tuple[str, int]]) -> None:
    kind = question_type("open_wheel")
    raw = [{"key": key, "intensity": strength} for key, strength in picks]
    assert kind.decode(kind.encode(raw, Asked()), Asked()) == raw
