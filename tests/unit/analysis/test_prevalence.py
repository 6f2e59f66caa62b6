# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How common and how severe a problem is."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.prevalence import PREVALENCE_CUT, SEVERITY_CUT, Quadrant, prevalence
from tests.reference.read import reference

TABLE = reference("prevalence_severity")


@pytest.mark.parametrize(
    "case", TABLE["cases"], ids=[f"{c['affected']} of {c['of']}" for c in TABLE["cases"]]
)
def test_priority_and_interval_are_the_reference_ones(case: dict[str, Any]) -> None:
    result = prevalence(case["affected"], case["of"], case["severity"])
    assert result.value == case["prevalence"]
    assert [result.share.low, result.share.high] == pytest.approx(case["wilson95"], abs=5e-7)
    assert result.priority == pytest.approx(case["priority"])


def test_the_cuts_are_the_default_ones() -> None:
    assert TABLE["quadrants"]["prevalence_cut_default"] == PREVALENCE_CUT
    assert TABLE["quadrants"]["severity_cut_default"] == SEVERITY_CUT


@pytest.mark.parametrize(
    ("affected", "severity", "quadrant"),
    [
        (2, 3, Quadrant.FIX_NOW),
        (1, 4, Quadrant.PREVENT),
        (8, 2, Quadrant.FIX_WHEN_POSSIBLE),
        (1, 0, Quadrant.WATCH),
    ],
)
def test_the_quadrant_says_what_to_do_first(affected: int, severity: int, quadrant: Quadrant) -> None:
    assert prevalence(affected, 8, severity).quadrant is quadrant


def test_cuts_can_be_moved() -> None:
    assert prevalence(3, 8, 3, prevalence_cut=0.5, severity_cut=4).quadrant is Quadrant.WATCH


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.integers(0, 4))
def test_priority_lies_between_0_and_4(sample: tuple[int, int], severity: int) -> None:
    priority = prevalence(*sample, severity).priority
    assert priority is not None
    assert 0 <= priority <= 4


def test_nobody_observed_is_not_a_problem_of_nobody() -> None:
    result = prevalence(0, 0, 3)
    assert (result.value, result.priority, result.quadrant) == (None, None, None)
    assert result.reason is NotComputable.NO_DATA


def test_impossible_problems_are_refused() -> None:
    with pytest.raises(ValueError, match=r"0\.\.4"):
        prevalence(1, 8, 5)
    with pytest.raises(ValueError, match="count"):
        prevalence(9, 8, 1)
