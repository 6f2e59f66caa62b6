# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of a focus group: turn taking, opinions, idea ranking, planned and used minutes."""

import math
import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxfield.analysis.agenda import MINUTE_MS, Part, agenda
from cxfield.analysis.group_opinions import Said, agreement_map, net_tone, shift, topic_by_person
from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.ranking import rank_ideas
from cxfield.analysis.talk_balance import talk_balance
from cxfield.analysis.turn_taking import Spoken, follows, talk_of

MIN = 60_000


def test_talk_is_counted_by_seat_with_turns_and_silence() -> None:
    turns = [Spoken("A", 0, 60_000), Spoken("B", 60_000, 90_000), Spoken("A", 100_000, 110_000)]
    talk = talk_of(["A", "B", "C"], turns, {}, 12 * MIN)
    assert [(t.seat, t.seconds, t.turns) for t in talk] == [("A", 70, 2), ("B", 30, 1), ("C", 0, 0)]
    assert talk[2].silent_min == 12
    assert talk[1].silent_min == pytest.approx(10.5)


def test_who_comes_late_shares_only_the_talk_that_was_heard() -> None:
    turns = [Spoken("A", 0, 60_000), Spoken("B", 60_000, 90_000), Spoken("A", 90_000, 120_000)]
    talk = talk_of(["A", "B"], turns, {"B": [(60_000, 120_000)]}, 120_000)
    assert talk[1].present == pytest.approx(0.5)
    assert talk_balance(talk).seats[1].share == pytest.approx(0.5)


def test_who_left_is_not_silent_and_who_is_still_to_come_is_left_out() -> None:
    talk = talk_of(["A", "B"], [], {"A": [(0, 1 * MIN)], "B": [(30 * MIN, 40 * MIN)]}, 20 * MIN)
    assert [t.seat for t in talk] == ["A"]
    assert talk[0].silent_min is None


def test_a_turn_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        talk_of(["A"], [Spoken("A", 5, 4)], {}, 10)


def test_the_matrix_counts_who_speaks_after_whom() -> None:
    order = ["A", "B", "A", "M", "B", "B", "A"]
    turns = [Spoken(seat, at * 10, at * 10 + (12 if at == 0 else 9)) for at, seat in enumerate(order)]
    found = follows(["A", "B", "M"], turns, frozenset({"M"}))
    assert found.counts == ((0, 1, 1), (2, 0, 0), (0, 1, 0))
    assert found.n == sum(one != other for one, other in pairwise(order))
    assert found.overlaps == 1
    assert found.after_moderator is not None
    assert (found.after_moderator.count, found.after_moderator.n) == (1, 4)
    assert found.most() == ("A", "B", 3)


def test_without_turns_of_the_moderator_their_share_has_a_reason() -> None:
    found = follows(["A", "B"], [Spoken("A", 0, 1), Spoken("B", 1, 2)])
    assert found.after_moderator is None
    assert found.reason is NotComputable.NO_MODERATOR
    assert follows(["A"], []).reason is NotComputable.NO_DATA
    assert follows(["A"], []).most() is None


def test_silence_is_not_agreement() -> None:
    said = [Said("1", "A", frozenset("BC"), frozenset("D")), Said("2", "B", frozenset("A")), Said("3", "C")]
    found = agreement_map(list("ABCD"), said)
    assert [(s.id, s.sides) for s in found.stands] == [("1", (None, 1, 1, -1)), ("2", (1, None, 0, 0))]
    assert found.stands[0].share.value == pytest.approx(2 / 3)
    pairs = {(p.one, p.other): (p.same, p.n) for p in found.pairs}
    assert pairs["A", "B"] == (2, 2)
    assert pairs["A", "D"] == (0, 1)
    assert ("C", "A") not in pairs


def test_topics_are_counted_by_person_and_tone() -> None:
    said = [
        Said("1", "A", topics=("price",), polarity=-1),
        Said("2", "A", topics=("price", "ads")),
        Said("3", "B"),
    ]
    found = topic_by_person(["A", "B"], ["price", "ads"], said)
    assert [[cell.n for cell in row] for row in found.cells] == [[2, 0], [1, 0]]
    assert net_tone(found.total("price")).value == -0.5
    assert net_tone(found.cells[1][1]).reason is NotComputable.NO_DATA
    assert found.untold == 1


def test_the_shift_is_of_those_who_rated_both_times() -> None:
    found = shift({"A": 2, "B": 3, "C": 3, "D": 1}, {"A": 4, "B": 3, "C": 4, "E": 5})
    assert (found.change.value, found.up, found.down, found.same, found.unpaired) == (1.0, 2, 0, 1, 2)
    # t(.95, 2) = 4.302653, sd = 1, n = 3
    assert found.change.high == pytest.approx(1 + 4.302652730 / math.sqrt(3))
    assert shift({"A": 2}, {"A": 4}).change.interval_reason is NotComputable.ONE_VALUE
    assert shift({"A": 2}, {"B": 4}).change.reason is NotComputable.NO_DATA
    with pytest.raises(ValueError, match="outside"):
        shift({"A": 9}, {})


def test_kendalls_w_of_a_worked_example() -> None:
    # Siegel & Castellan 1988, chapter 9: three interviewers rank six applicants, W = .162.
    x, y, z = [1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]
    names = "abcdef"
    orders = [sorted(names, key=lambda n, r=ranks: r[names.index(n)]) for ranks in (x, y, z)]
    found = rank_ideas(names, orders)
    assert found.concordance.value == pytest.approx(0.1619, abs=5e-5)
    assert {row.idea: row.mean_rank.value for row in found.ideas}["b"] == pytest.approx(14 / 3)


def test_borda_points_and_first_places() -> None:
    found = rank_ideas("abc", ["abc", "acb", "bac"], {"c": 4})
    assert [(row.idea, row.borda, row.first.count) for row in found.ideas] == [
        ("a", 5, 2),
        ("b", 3, 1),
        ("c", 1, 0),
    ]
    assert found.ideas[2].votes == 4
    assert rank_ideas("abc", ["abc", "abc"]).concordance.value == 1.0


def test_ranking_has_reasons_where_nothing_can_be_said() -> None:
    assert rank_ideas("abc", ["abc"]).concordance.reason is NotComputable.TOO_FEW
    assert rank_ideas("ab", ["", ""]).concordance.reason is NotComputable.NO_VARIATION
    empty = rank_ideas("ab", [], {"b": 2})
    assert [row.idea for row in empty.ideas] == ["b", "a"]
    assert empty.ideas[0].mean_rank.reason is NotComputable.NO_DATA
    with pytest.raises(ValueError, match="once"):
        rank_ideas("ab", ["aa"])


@settings(max_examples=25)
@given(st.integers(2, 6), st.integers(2, 7), st.integers(0, 999))
def test_w_is_the_share_of_the_greatest_spread_of_rank_sums(n: int, m: int, seed: int) -> None:
    rng = random.Random(seed)
    ideas = [str(i) for i in range(n)]
    orders = [rng.sample(ideas, n) for _ in range(m)]
    found = rank_ideas(ideas, orders)
    sums = [sum(order.index(idea) + 1 for order in orders) for idea in ideas]
    mean = sum(sums) / n
    plain = 12 * sum((s - mean) ** 2 for s in sums) / (m * m * (n**3 - n))
    assert found.concordance.value == pytest.approx(plain, abs=1e-9)
    assert sum(row.borda for row in found.ideas) == pytest.approx(m * n * (n - 1) / 2)


PARTS = [Part("a", 7), Part("b", 8), Part("c", 10)]


def test_minutes_are_counted_by_section_without_pauses() -> None:
    found = agenda(PARTS, [(0, "a"), (8 * MIN, "b")], 12 * MIN, pauses=[(9 * MIN, 10 * MIN)], total_min=25)
    assert [(p.used_min, p.over_min) for p in found.parts] == [(8, 1), (3, 0), (0, 0)]
    assert found.current == "b"
    assert found.left_min == pytest.approx(14)
    assert found.short_min == pytest.approx(1), "five minutes of b and ten of c do not fit in fourteen"


def test_going_back_to_a_section_adds_to_it_and_moved_minutes_count() -> None:
    visits = [(0, "a"), (5 * MIN, "b"), (6 * MIN, "a")]
    found = agenda(PARTS, visits, 8 * MIN, moved={"a": -2, "c": 2})
    assert [p.used_min for p in found.parts] == [7, 1, 0]
    assert [p.planned_min for p in found.parts] == [5, 8, 12]
    assert found.parts[0].over_min == 2


def test_before_anything_is_noted_the_first_section_runs() -> None:
    assert agenda(PARTS, [], 3 * MIN).parts[0].used_min == 3
    assert agenda([], [], 3 * MIN).parts == ()
    assert agenda(PARTS, [(0, "gone")], MIN, ended=True).current == ""
    assert MINUTE_MS == MIN
