# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Balance of talk in a group."""

import itertools
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.talk_balance import Talk, TalkBalance, TalkFlag, talk_balance
from tests.reference.read import reference

CASES = reference("talk_balance")["cases"]
groups = st.lists(st.integers(0, 3600), min_size=2, max_size=12).filter(any)


def balance(seconds: list[int] | list[float]) -> TalkBalance:
    return talk_balance([Talk(f"F{i}", value) for i, value in enumerate(seconds, start=1)])


@pytest.mark.parametrize("case", CASES, ids=[c["label"] for c in CASES])
def test_balance_is_the_reference_one(case: dict[str, Any]) -> None:
    result = balance(case["seconds"])
    for name, value in (
        ("gini", result.gini.value),
        ("gini_normalised", result.gini_normalised.value),
        ("pielou_evenness", result.pielou.value),
        ("max_share", result.max_share.value),
    ):
        assert value == (None if case[name] is None else pytest.approx(case[name], abs=5e-11)), name


@given(groups)
def test_gini_is_the_mean_difference_of_all_pairs(seconds: list[int]) -> None:
    pairs = sum(abs(a - b) for a, b in itertools.product(seconds, repeat=2))
    assert balance(seconds).gini.value == pytest.approx(pairs / (2 * len(seconds) * sum(seconds)), abs=1e-12)


@given(groups, st.integers(2, 60))
def test_balance_depends_on_shares_only(seconds: list[int], times: int) -> None:
    one, other = balance(seconds), balance([value * times for value in reversed(seconds)])
    for name in ("gini", "gini_normalised", "pielou", "max_share"):
        assert getattr(one, name).value == pytest.approx(getattr(other, name).value, abs=1e-12)


@given(groups)
def test_all_figures_stay_between_0_and_1_and_shares_add_up(seconds: list[int]) -> None:
    result = balance(seconds)
    for figure in (result.gini, result.gini_normalised, result.pielou, result.max_share):
        assert figure.value is not None
        assert 0.0 <= figure.value <= 1.0
    assert math.fsum(seat.share or 0.0 for seat in result.seats) == pytest.approx(1.0)


def test_silent_seats_count() -> None:
    assert balance([60, 0]).gini_normalised.value == 1.0


def test_flags_name_who_dominates_who_is_quiet_and_who_has_long_been_silent() -> None:
    talk = [Talk("F1", 600, 30, 0), Talk("F2", 200, 9, 3), Talk("F3", 200, 9, 9.9), Talk("F4", 20, 1, 10)]
    flags = [seat.flags for seat in talk_balance(talk).seats]
    assert flags == [(TalkFlag.DOMINANT,), (), (), (TalkFlag.QUIET, TalkFlag.LONG_SILENT)]


def test_before_anybody_speaks_nothing_is_computed() -> None:
    result = balance([0, 0, 0])
    assert result.gini.reason is NotComputable.NOBODY_SPOKE
    assert all(seat.share is None for seat in result.seats)
    assert balance([]).gini.reason is NotComputable.NO_DATA


def test_one_seat_has_no_balance() -> None:
    result = balance([60])
    assert result.gini_normalised.reason is NotComputable.ONE_SEAT
    assert result.pielou.reason is NotComputable.ONE_SEAT
    assert result.max_share.value == 1.0


@pytest.mark.parametrize("bad", [-1.0, math.inf])
def test_impossible_talk_time_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match=r"negative|finite"):
        balance([60.0, bad])


def test_a_share_is_of_the_talk_while_one_was_there() -> None:
    late = talk_balance([Talk("F1", 300, 5), Talk("F2", 300, 5), Talk("F3", 150, 3, present=0.5)])
    assert [seat.share for seat in late.seats] == pytest.approx([0.4, 0.4, 0.4])
    assert late.gini_normalised.value == pytest.approx(0.0)
    assert late.pielou.value == pytest.approx(1.0)


def test_who_was_never_there_cannot_have_spoken() -> None:
    with pytest.raises(ValueError, match="presence"):
        talk_balance([Talk("F1", 1, 1, present=0.0)])
