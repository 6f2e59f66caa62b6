# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.analysis.agreement import cohen_kappa
from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.timed_agreement import Logged, event_agreement, timed_kappa

logs = st.lists(
    st.tuples(st.sampled_from("xy"), st.integers(0, 40), st.integers(1, 15)).map(
        lambda s: ("A", s[0], float(s[1]), float(s[1] + s[2]))
    ),
    max_size=8,
)
events = st.lists(st.tuples(st.sampled_from("xy"), st.integers(0, 12)), max_size=5)
Row = tuple[str, str, float, float]


@given(logs, logs)
def test_it_is_cohens_kappa_of_every_millisecond(first: list[Row], second: list[Row]) -> None:
    if not first and not second:
        return

    def state(log: list[Row], at: int) -> frozenset[str]:
        return frozenset(code for _, code, start, end in log if start <= at < end)

    found = timed_kappa(first, second, 60)
    grid = cohen_kappa([state(first, t) for t in range(60)], [state(second, t) for t in range(60)])
    if grid.value is None:
        assert found.value is None
    else:
        assert found.value == pytest.approx(grid.value)
        assert found.observed == pytest.approx(grid.observed)


def test_a_code_or_a_subject_nobody_used_changes_nothing() -> None:
    first: list[Row] = [("A", "x", 0, 30), ("A", "y", 40, 60)]
    second: list[Row] = [("A", "x", 5, 30), ("A", "y", 40, 70)]
    found = timed_kappa(first, second, 100)
    assert found.value == pytest.approx(timed_kappa([*first, ("B", "z", 5, 5)], second, 100).value)
    assert all(None not in state for pair in found.table for state in pair)


@given(logs, logs)
def test_it_is_symmetric_and_the_units_of_time_do_not_matter(first: list[Row], second: list[Row]) -> None:
    one, other = timed_kappa(first, second, 60), timed_kappa(second, first, 60)
    assert one.value == pytest.approx(other.value)
    longer, same = ([(s, c, a * 1000, b * 1000) for s, c, a, b in log] for log in (first, second))
    assert timed_kappa(longer, same, 60_000).value == pytest.approx(one.value)


def test_what_has_no_kappa_says_why() -> None:
    assert timed_kappa([], [], 100).reason is NotComputable.NO_PAIRS
    assert timed_kappa([("A", "x", 0, 1)], [], 0).reason is NotComputable.NO_PAIRS
    always: list[Row] = [("A", "x", 0, 100)]
    same = timed_kappa(always, always, 100)
    assert (same.value, same.observed, same.reason) == (None, 1.0, NotComputable.NO_VARIATION)
    with pytest.raises(ValueError, match="before it starts"):
        timed_kappa([("A", "x", 5, 4)], [], 10)


def logged(rows: list[tuple[str, int]]) -> list[Logged]:
    return [Logged("A", code, at, str(n)) for n, (code, at) in enumerate(rows)]


def test_events_within_the_tolerance_are_pairs_and_the_rest_is_listed() -> None:
    first = logged([("x", 0), ("y", 10), ("x", 50)])
    second = logged([("x", 1), ("x", 11), ("z", 90)])
    found = event_agreement(first, second, 2)
    assert [(a.at, b.at) for a, b in found.pairs] == [(0, 1), (10, 11)]
    assert [(a.code, b.code) for a, b in found.differing] == [("y", "x")]
    assert [e.at for e in found.only_first] == [50]
    assert [e.at for e in found.only_second] == [90]
    assert (found.agreement.count, found.agreement.n) == (1, 4)
    assert found.tolerance_ms == 2


def test_the_best_matching_is_not_the_first_one_at_hand() -> None:
    # Taking the nearest first would pair y with x and leave two events alone.
    first, second = logged([("x", 10), ("y", 12)]), logged([("x", 11), ("y", 13)])
    assert [(a.code, b.code) for a, b in event_agreement(first, second, 3).pairs] == [("x", "x"), ("y", "y")]


@given(events, events, st.integers(0, 4))
def test_no_other_matching_has_more_pairs_alike(
    ours: list[tuple[str, int]], theirs: list[tuple[str, int]], tolerance: int
) -> None:
    first = sorted(logged(ours), key=lambda e: e.at)
    second = sorted(logged(theirs), key=lambda e: e.at)
    found = event_agreement(first, second, tolerance)
    best = (0, 0)
    for k in range(min(len(first), len(second)) + 1):
        for a in itertools.combinations(first, k):
            for b in itertools.combinations(second, k):
                pairs = list(zip(a, b, strict=True))
                if all(abs(x.at - y.at) <= tolerance for x, y in pairs):
                    best = max(best, (sum(x.code == y.code for x, y in pairs), k))
    assert (len(found.pairs) - len(found.differing), len(found.pairs)) == best


def test_subjects_are_never_matched_with_each_other() -> None:
    found = event_agreement([Logged("A", "x", 1)], [Logged("B", "x", 1)], 10)
    assert not found.pairs
    assert found.matched_kappa.reason is NotComputable.NO_PAIRS
    with pytest.raises(ValueError, match="tolerance"):
        event_agreement([], [], -1)
