# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.sequences import lag_of_table, lag_sequential, transition_counts
from tests.reference.read import reference

CASES = reference("lag_sequential")["cases"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_transitions_are_the_published_ones(case: dict[str, Any]) -> None:
    codes = case["codes"]
    table = case["freqs"]
    if "sequence" in case:
        named = [codes[n - 1] if isinstance(n, int) else n for n in case["sequence"]]
        assert transition_counts([named], codes) == table
    found = lag_of_table(table, codes)
    assert found.n == case["n_transitions"]
    assert found.likelihood_ratio == pytest.approx(case["LRX2"], abs=1e-6)
    for i, given_code in enumerate(codes):
        for j, target in enumerate(codes):
            cell = found.cell(given_code, target)
            assert cell.expected == pytest.approx(case["expected"][i][j], abs=5e-7)
            assert cell.probability == pytest.approx(case["transition_prob"][i][j], abs=5e-7)
            assert cell.z == pytest.approx(case["adjusted_residual_z"][i][j], abs=5e-7)
            assert cell.q == pytest.approx(case["yules_q"][i][j], abs=5e-7)


def test_small_expected_counts_are_told_and_tested_by_shuffling() -> None:
    order = ["A", "B"] * 12
    found = lag_sequential([order], ["A", "B"], permutations=500, rng=random.Random(1))
    cell = found.cell("A", "B")
    assert cell.p is not None
    assert cell.p < 0.01
    assert cell.flagged
    again = lag_sequential([order], ["A", "B"], permutations=500, rng=random.Random(1))
    assert found == again
    assert lag_of_table([[1, 3], [2, 1]], ["A", "B"]).small


def test_a_code_that_cannot_follow_itself_is_a_structural_zero() -> None:
    sequence = list("ABCABACBCABC")
    found = lag_sequential([sequence], list("ABC"), repeats=False)
    assert found.cell("A", "A").excluded
    assert found.cell("A", "A").expected == 0.0
    for code in "ABC":
        row = [found.cell(code, other) for other in "ABC"]
        assert sum(c.expected for c in row) == pytest.approx(sum(c.count for c in row))
    assert lag_sequential([list("AABB")], list("AB"), repeats=False).n == 1


def test_nothing_follows_across_sessions() -> None:
    assert transition_counts([["A"], ["B"]], ["A", "B"]) == [[0, 0], [0, 0]]
    assert lag_sequential([["A"]], ["A"]).reason is NotComputable.NO_DATA


@pytest.mark.parametrize(("sequences", "lag", "words"), [([["Z"]], 1, "not among"), ([["A"]], 0, "lag")])
def test_what_makes_no_sense_is_refused(sequences: list[list[str]], lag: int, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        lag_sequential(sequences, ["A"], lag)


@given(st.lists(st.sampled_from("ABC"), min_size=2, max_size=40))
def test_names_of_codes_and_their_order_change_no_figure(sequence: list[str]) -> None:
    one = lag_sequential([sequence], list("ABC"))
    renamed = {"A": "c", "B": "a", "C": "b"}
    other = lag_sequential([[renamed[code] for code in sequence]], ["a", "b", "c"])
    for cell in one.cells:
        twin = other.cell(renamed[str(cell.given)], renamed[str(cell.target)])
        assert twin.count == cell.count
        assert twin.z == pytest.approx(cell.z)
        assert twin.q == pytest.approx(cell.q)
