# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cohen's and Fleiss' kappa."""

import math
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.analysis.agreement import (
    Kappa,
    Weights,
    cohen_kappa,
    cohen_kappa_of_table,
    fleiss_kappa,
    percent_agreement,
)
from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.proportion import wilson
from tests.reference.read import reference

COHEN = reference("cohen_kappa")["cases"]
FLEISS = reference("fleiss_kappa")["cases"]
ALPHA_C = reference("krippendorff_alpha")["cases"][0]
codes = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=1, max_size=60)


def places(number: float) -> int:
    return len(str(number).partition(".")[2])


def check(result: Kappa, facts: dict[str, Any]) -> None:
    assert result.value == pytest.approx(facts["full"], abs=5e-11)
    assert round(result.value or 0.0, places(facts["published"])) == facts["published"]


@pytest.mark.parametrize("case", COHEN[:-1], ids=[c["id"] for c in COHEN[:-1]])
def test_kappa_is_the_published_one(case: dict[str, Any]) -> None:
    result = cohen_kappa_of_table(case["table"])
    check(result, case["kappa"])
    assert result.ase == pytest.approx(case["ase"], abs=0.5 * 10 ** -places(case["ase"]))
    assert [result.low, result.high] == pytest.approx(case["ci95"], abs=5e-5)
    if "z" in case:
        assert result.ase0 == pytest.approx(case["ase0"], abs=5e-5)
        assert result.z == pytest.approx(case["z"], abs=5e-5)
        assert result.p_two_sided == pytest.approx(case["p_two"], abs=5e-5)


def test_weighted_kappa_is_the_published_one() -> None:
    case = COHEN[3]
    facts = case["linear_weighted"]
    result = cohen_kappa_of_table(case["table"], Weights.LINEAR)
    check(result, facts)
    assert result.ase == pytest.approx(facts["ase"], abs=5e-5)
    assert [result.low, result.high] == pytest.approx(facts["ci95"], abs=5e-5)
    assert result.ase0 == pytest.approx(facts["ase0"], abs=5e-5)
    assert result.z == pytest.approx(facts["z"], abs=5e-5)


def test_one_code_used_by_both_has_agreement_but_no_kappa() -> None:
    result = cohen_kappa_of_table(COHEN[-1]["table"])
    assert result.value is COHEN[-1]["kappa"]["expected"]
    assert result.observed == 1.0
    assert result.reason is NotComputable.NO_VARIATION


def weight(a: int, b: int, kind: Weights) -> float:
    power = {Weights.NONE: 0, Weights.LINEAR: 1, Weights.QUADRATIC: 2}[kind]
    return abs(a - b) ** power if a != b else 0.0


@given(codes, st.sampled_from(Weights))
def test_kappa_agrees_with_all_pairs_one_by_one(pairs: list[tuple[int, int]], kind: Weights) -> None:
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    seen = math.fsum(weight(a, b, kind) for a, b in pairs) / len(pairs)
    chance = math.fsum(weight(a, b, kind) for a, b in product(first, second)) / len(pairs) ** 2
    result = cohen_kappa(first, second, (1, 2, 3, 4), kind)
    if chance == 0.0:
        assert result.value is None
    else:
        assert result.value == pytest.approx(1 - seen / chance, abs=1e-9)


def slope_error(table: list[list[float]]) -> float:
    """Standard error by the delta method with numeric slopes."""
    n = sum(map(sum, table))

    def kappa(cells: list[list[float]]) -> float:
        total = sum(map(sum, cells))
        size = range(len(cells))
        po = sum(cells[i][i] for i in size) / total
        pe = sum(sum(cells[i]) * sum(row[i] for row in cells) for i in size) / total**2
        return (po - pe) / (1 - pe)

    slopes, step = [], 1e-6 * n
    for i, j in product(range(len(table)), repeat=2):
        up = [[cell + step * ((r, c) == (i, j)) for c, cell in enumerate(row)] for r, row in enumerate(table)]
        down = [
            [cell - step * ((r, c) == (i, j)) for c, cell in enumerate(row)] for r, row in enumerate(table)
        ]
        slopes.append((table[i][j] / n, (kappa(up) - kappa(down)) / (2 * step) * n))
    mean = sum(share * slope for share, slope in slopes)
    return math.sqrt((sum(share * slope**2 for share, slope in slopes) - mean**2) / n)


@pytest.mark.parametrize("case", COHEN[:4], ids=[c["id"] for c in COHEN[:4]])
def test_the_standard_error_agrees_with_numeric_slopes(case: dict[str, Any]) -> None:
    assert cohen_kappa_of_table(case["table"]).ase == pytest.approx(slope_error(case["table"]), abs=1e-6)


@given(codes, st.permutations([1, 2, 3, 4]))
def test_other_names_for_the_codes_change_nothing(pairs: list[tuple[int, int]], names: list[int]) -> None:
    one = cohen_kappa([a for a, _ in pairs], [b for _, b in pairs])
    other = cohen_kappa([f"c{names[a - 1]}" for a, _ in pairs], [f"c{names[b - 1]}" for _, b in pairs])
    assert one.value == (None if other.value is None else pytest.approx(other.value, abs=1e-12))


@given(codes, st.sampled_from(Weights), st.randoms(use_true_random=False))
def test_neither_order_nor_who_comes_first_matters(
    pairs: list[tuple[int, int]], kind: Weights, random: Any
) -> None:
    shuffled = random.sample(pairs, len(pairs))
    one = cohen_kappa([a for a, _ in pairs], [b for _, b in pairs], (1, 2, 3, 4), kind)
    other = cohen_kappa([b for _, b in shuffled], [a for a, _ in shuffled], (1, 2, 3, 4), kind)
    assert one.value == (None if other.value is None else pytest.approx(other.value, abs=1e-12))


@given(codes, st.sampled_from(Weights))
def test_kappa_stays_between_minus_1_and_1(pairs: list[tuple[int, int]], kind: Weights) -> None:
    result = cohen_kappa([a for a, _ in pairs], [b for _, b in pairs], (1, 2, 3, 4), kind)
    if result.value is not None:
        assert -1.0 - 1e-12 <= result.value <= 1.0 + 1e-12
    if result.low is not None and result.high is not None:
        assert -1.0 <= result.low <= (result.value or 0.0) <= result.high <= 1.0


def test_weights_follow_the_declared_scale() -> None:
    first, second = [1, 2, 3, 1], [1, 3, 3, 2]
    assert cohen_kappa(first, second, (1, 2, 3), Weights.LINEAR).value == pytest.approx(0.5)
    longer = cohen_kappa(first, second, (1, 2, 3, 4, 5), Weights.LINEAR)
    assert longer.value == pytest.approx(0.5)
    assert longer.observed == pytest.approx(0.875)


def test_missing_codes_are_left_out_and_counted() -> None:
    result = cohen_kappa(["a", None, "b", "a"], ["a", "b", None, "b"])
    assert (result.n, result.skipped) == (2, 2)


def test_full_agreement_has_no_interval_of_width_zero() -> None:
    result = cohen_kappa("aab", "aab")
    assert (result.value, result.low, result.interval_reason) == (1.0, None, NotComputable.NO_SPREAD)


def test_nothing_coded_twice_is_not_computable() -> None:
    assert cohen_kappa([None], ["a"]).reason is NotComputable.NO_PAIRS
    assert percent_agreement([None], ["a"]).reason is NotComputable.NO_PAIRS


def test_percent_agreement_counts_the_pairs_coded_alike() -> None:
    assert percent_agreement("aabc", "aabb") == wilson(3, 4)


def test_impossible_codings_are_refused() -> None:
    with pytest.raises(ValueError, match="one code"):
        cohen_kappa("ab", "a")
    with pytest.raises(ValueError, match="not on the declared scale"):
        cohen_kappa([1, 2], [1, 6], (1, 2, 3, 4, 5))
    with pytest.raises(ValueError, match="needs the declared scale"):
        cohen_kappa([1], [1], None, Weights.LINEAR)
    with pytest.raises(ValueError, match="twice"):
        cohen_kappa([1], [1], (1, 1))
    with pytest.raises(ValueError, match="square"):
        cohen_kappa_of_table([[1, 2]])


@pytest.mark.parametrize("case", FLEISS, ids=[c["id"] for c in FLEISS])
def test_fleiss_kappa_is_the_published_one(case: dict[str, Any]) -> None:
    result = fleiss_kappa(case["counts"])
    published = case["kappa"]["published"]
    assert round(result.value or 0.0, 2) == published
    if "full" in case["kappa"]:
        assert result.value == pytest.approx(case["kappa"]["full"], abs=5e-11)
        assert result.observed == pytest.approx(case["Pbar"], abs=5e-10)
        assert result.expected == pytest.approx(case["Pe"], abs=5e-10)
        assert result.items == pytest.approx(case["P_i_published"], abs=5.1e-4)


def test_fleiss_kappa_with_missing_codes_is_the_published_one() -> None:
    columns = list(zip(*ALPHA_C["rows_are_observers"], strict=True))
    counts = [[column.count(value) for value in (1, 2, 3, 4, 5)] for column in columns]
    published = ALPHA_C["R_irrCAC"]["fleiss_kappa_missing_ok"]
    assert fleiss_kappa(counts).value == pytest.approx(published, abs=5e-6)


def test_fleiss_kappa_needs_pairs_and_variation() -> None:
    assert fleiss_kappa([[1, 0], [0, 1]]).reason is NotComputable.NO_PAIRS
    assert fleiss_kappa([]).reason is NotComputable.NO_PAIRS
    same = fleiss_kappa([[3, 0], [3, 0]])
    assert (same.value, same.observed, same.reason) == (None, 1.0, NotComputable.NO_VARIATION)
    with pytest.raises(ValueError, match="each category"):
        fleiss_kappa([[1, 2], [3]])
