# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Krippendorff's alpha."""

import itertools
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.analysis.agreement import Alpha, Level, krippendorff_alpha
from cxfield.analysis.outcome import NotComputable
from tests.reference.read import reference

CASES = reference("krippendorff_alpha")["cases"]
PUBLISHED = [(case, level) for case in CASES for level in case["alpha"] if "full" in case["alpha"][level]]
tables = st.integers(2, 8).flatmap(
    lambda units: st.lists(
        st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=units, max_size=units),
        min_size=2,
        max_size=4,
    )
)
Rows = list[list[int | None]]


@pytest.mark.parametrize(("case", "level"), PUBLISHED, ids=[f"{c['id']} {lv}" for c, lv in PUBLISHED])
def test_alpha_is_the_published_one(case: dict[str, Any], level: str) -> None:
    facts = case["alpha"][level]
    result = krippendorff_alpha(case["rows_are_observers"], Level(level))
    assert result.value == pytest.approx(facts["full"], abs=5e-11)
    if facts["published"] is not None:
        assert round(result.value or 0.0, 3) == facts["published"]
    if "observed_disagreement" in facts:
        assert result.observed == pytest.approx(facts["observed_disagreement"])
        assert result.expected == pytest.approx(facts["expected_disagreement"])


def test_the_coincidences_are_the_published_ones() -> None:
    case = CASES[0]
    result = krippendorff_alpha(case["rows_are_observers"], Level.INTERVAL)
    assert result.n == case["n_pairable"]
    assert result.values == (1, 2, 3, 4, 5)
    for ours, theirs in zip(result.coincidences, case["coincidence_matrix"], strict=True):
        assert ours == pytest.approx(theirs, abs=5e-7)
    margins = [sum(row) for row in result.coincidences]
    assert margins == pytest.approx([case["value_margins"][str(value)] for value in result.values])
    assert round(result.value or 0.0, 3) == 0.849
    nominal = krippendorff_alpha(case["rows_are_observers"], Level.NOMINAL)
    assert nominal.value == pytest.approx(case["R_irrCAC"]["coeff_nominal"], abs=5e-6)


def test_no_variation_is_never_full_agreement() -> None:
    case = CASES[2]
    for level in Level:
        result = krippendorff_alpha(case["rows_are_observers"], level)
        assert result.value is case["alpha"]["nominal"]["expected"]
        assert result.reason is NotComputable.NO_VARIATION


def squared(c: int, k: int, level: Level, values: list[int]) -> float:
    if level is Level.NOMINAL:
        return float(c != k)
    if level is Level.INTERVAL:
        return float((c - k) ** 2)
    if level is Level.RATIO:
        return ((c - k) / (c + k)) ** 2 if c != k else 0.0
    low, high = min(c, k), max(c, k)
    between = sum(1.0 for value in values if low < value < high)
    ends = sum(0.5 for value in values if value in (low, high))
    return (between + ends) ** 2 if low < high else 0.0


def by_pairs(rows: Rows, level: Level) -> float | None:
    """Alpha from every single pair of values, without a coincidence matrix."""
    units = [[value for value in unit if value is not None] for unit in zip(*rows, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    values = [value for unit in units for value in unit]
    if len(set(values)) < 2:
        return None
    within = math.fsum(
        squared(c, k, level, values) / (len(unit) - 1)
        for unit in units
        for c, k in itertools.permutations(unit, 2)
    )
    all_pairs = math.fsum(squared(c, k, level, values) for c, k in itertools.permutations(values, 2))
    return 1 - (within / len(values)) / (all_pairs / (len(values) * (len(values) - 1)))


def same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


@given(tables, st.sampled_from(Level))
def test_alpha_agrees_with_all_pairs_one_by_one(rows: Rows, level: Level) -> None:
    assert same(krippendorff_alpha(rows, level).value, by_pairs(rows, level))


@given(tables, st.sampled_from(Level), st.randoms(use_true_random=False))
def test_the_order_of_observers_and_units_does_not_matter(rows: Rows, level: Level, random: Any) -> None:
    columns = list(zip(*random.sample(rows, len(rows)), strict=True))
    random.shuffle(columns)
    mixed = [list(row) for row in zip(*columns, strict=True)]
    assert same(krippendorff_alpha(rows, level).value, krippendorff_alpha(mixed, level).value)


@given(tables, st.permutations([0, 1, 2, 3, 4]))
def test_nominal_alpha_does_not_look_at_the_names(rows: Rows, names: list[int]) -> None:
    named = [[None if value is None else f"code {names[value]}" for value in row] for row in rows]
    one, other = krippendorff_alpha(rows, Level.NOMINAL), krippendorff_alpha(named, Level.NOMINAL)
    assert same(one.value, other.value)


@given(tables)
def test_ordinal_alpha_looks_at_the_order_only(rows: Rows) -> None:
    stretched = [[None if value is None else value**3 + 7 for value in row] for row in rows]
    one, other = krippendorff_alpha(rows, Level.ORDINAL), krippendorff_alpha(stretched, Level.ORDINAL)
    assert same(one.value, other.value)


@given(tables, st.sampled_from(Level))
def test_alpha_is_at_most_1(rows: Rows, level: Level) -> None:
    result: Alpha = krippendorff_alpha(rows, level)
    assert result.value is None or result.value <= 1.0 + 1e-12


def test_units_without_two_codes_are_nothing_to_compare() -> None:
    result = krippendorff_alpha([[1, None], [None, 2]], Level.NOMINAL)
    assert (result.value, result.reason) == (None, NotComputable.NO_PAIRS)
    assert krippendorff_alpha([], Level.NOMINAL).reason is NotComputable.NO_PAIRS


def test_impossible_codings_are_refused() -> None:
    with pytest.raises(ValueError, match="one code"):
        krippendorff_alpha([[1, 2], [1]], Level.NOMINAL)
    with pytest.raises(ValueError, match="not a number"):
        krippendorff_alpha([["a"], ["b"]], Level.ORDINAL)
    with pytest.raises(ValueError, match="from zero up"):
        krippendorff_alpha([[-1], [2]], Level.RATIO)
