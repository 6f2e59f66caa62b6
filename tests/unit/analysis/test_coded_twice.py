# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreement of two observers: what is the same event, what is counted, what is told beside."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxfield.analysis.coded_twice import (
    TOLERANCE_MS,
    Act,
    agreement,
    alphas,
    codes_of,
    match,
    outcome_key,
    same_hours,
    shift_of,
)
from cxfield.paths import resource

KNOWN = json.loads(resource("method", "demo_study.json").read_text(encoding="utf-8"))["double_coding"]
acts = st.lists(st.tuples(st.integers(0, 60_000), st.sampled_from("abc"), st.integers(1, 5)), max_size=8)
Row = tuple[int, str, int]


def log(name: str, rows: list[Row]) -> list[Act]:
    return [Act(f"{name}{place}", *row) for place, row in enumerate(rows)]


def reference() -> tuple[list[Act], list[Act]]:
    """The forty pairs of the reference, one a minute, the second observer three seconds behind."""
    coded = [
        (KNOWN["codes"][i], KNOWN["codes"][j])
        for i, row in enumerate(KNOWN["table_rows_H1_cols_H2"])
        for j, count in enumerate(row)
        for _ in range(count)
    ]
    rated = zip(KNOWN["normality_H1"], KNOWN["normality_H2"], strict=True)
    both = list(zip(coded, rated, strict=True))
    first = log("a", [(60_000 * at, code[0], rating[0]) for at, (code, rating) in enumerate(both)])
    second = log("b", [(60_000 * at + 3_000, code[1], rating[1]) for at, (code, rating) in enumerate(both)])
    return first, second


def test_the_figures_are_those_of_the_reference() -> None:
    first, second = reference()
    matched = match(first, second, 0, codes=codes_of([second]))
    found, expected = agreement([matched]), KNOWN["expected"]
    assert found.percent.share == pytest.approx(expected["percent_agreement"])
    assert found.kappa.value == pytest.approx(expected["cohen_kappa"], abs=1e-9)
    reliable = alphas([matched])
    assert reliable.codes.alpha.value == pytest.approx(expected["krippendorff_nominal"], abs=1e-9)
    ordinal = reliable.ordinariness.alpha.value
    assert ordinal == pytest.approx(expected["krippendorff_ordinal_normality"], abs=1e-9)


def test_what_one_alone_logged_is_told_beside_and_not_mixed_in() -> None:
    first, second = reference()
    more = [*first, Act("x", 10_000, first[0].code)], [*second, Act("y", 4_000_000, first[0].code)]
    found = agreement([match(*more, 0)])
    assert found.percent == agreement([match(first, second, 0)]).percent
    assert found.one_sided == 2
    assert (found.either.count, found.either.n) == (found.percent.count, found.percent.n + 2)


def test_five_seconds_apart_is_the_same_event_and_a_millisecond_more_is_not() -> None:
    one, other = [Act("a", 0, "x")], [Act("b", TOLERANCE_MS, "x")]
    assert len(match(one, other, 0).pairs) == 1
    assert match(one, other, 1).one_sided == 2


def test_a_code_that_was_not_coded_twice_and_an_empty_log_are_no_disagreement() -> None:
    one, other = log("a", [(0, "x", 1), (90_000, "y", 1)]), log("b", [(0, "x", 1)])
    assert match(one, other, 0, codes=codes_of([other])).differences == ()
    assert match(one, [], 0).differences == ()
    assert agreement([match(one, [], 0)]).percent.share is None


def test_another_code_counts_where_the_second_log_has_nothing_else_to_go_with_it() -> None:
    one = log("a", [(0, "x", 1), (60_000, "rare", 1), (61_000, "x", 1), (120_000, "rare", 1)])
    other = log("b", [(0, "x", 1), (61_000, "x", 1), (121_000, "x", 1)])
    found = match(one, other, 0, codes=codes_of([other]))
    assert [(a.id, b.id) for a, b in found.pairs] == [("a0", "b0"), ("a2", "b1"), ("a3", "b2")]
    assert (found.one_sided, len(found.differing)) == (0, 1)


@settings(max_examples=25)
@given(acts, acts)
def test_the_order_of_the_logs_does_not_matter(first: list[Row], second: list[Row]) -> None:
    one, other = log("a", first), log("b", second)
    there, back = agreement([match(one, other, 0)]), agreement([match(other, one, 0)])
    assert (there.percent, there.one_sided) == (back.percent, back.one_sided)


def test_clocks_are_put_together_by_hand_else_by_the_events_else_by_their_walls() -> None:
    first, second = reference()
    assert shift_of(first, second, set_ms=7, apart_ms=99) == 7
    assert shift_of(first, second, set_ms=None, apart_ms=99) == -3_000
    assert shift_of([], second, set_ms=None, apart_ms=99) == 99
    assert shift_of([], [], set_ms=None, apart_ms=25 * 3_600_000) == 0


def test_an_outcome_is_found_for_a_pair_for_its_first_and_for_either_alone() -> None:
    assert outcome_key("a", "b", {("a", "b"), ("a", "")}) == ("a", "b")
    assert outcome_key("a", "b", {("a", "")}) == ("a", "")
    assert outcome_key("", "b", {("b", "")}) == ("b", "")
    assert outcome_key("a", "b", {("a", "c"), ("", "b")}) is None


def test_the_same_hours_are_more_than_half_of_the_shorter() -> None:
    hour = 3_600_000
    assert same_hours((0, hour), (hour // 4, hour))
    assert not same_hours((0, hour), (hour // 2, 2 * hour))
    assert not same_hours((0, 0), (0, hour))
