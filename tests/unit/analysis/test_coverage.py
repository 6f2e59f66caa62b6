# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Coverage of phases and sites."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.analysis.coverage import CellState, CoverageSession, coverage

PHASES = ("before", "during", "after")
sessions = st.lists(
    st.builds(
        CoverageSession,
        st.sampled_from(["TRE", "ESP"]),
        st.sampled_from(PHASES),
        st.booleans(),
        st.booleans(),
        st.integers(0, 50),
        st.floats(0, 90),
    ),
    max_size=30,
)


def session(phase: str, *, done: bool, planned: bool = True, entries: int = 0) -> CoverageSession:
    return CoverageSession("TRE", phase, planned, done, entries, 45.0 if done else 0.0)


def test_every_hole_is_named() -> None:
    data = [
        session("before", done=True, entries=12),
        session("during", done=True, entries=20),
        session("during", done=False),
    ]
    result = coverage(data, ("TRE", "OUL"), PHASES)
    assert result.cell("before", "TRE").state is CellState.COVERED
    assert result.cell("during", "TRE").state is CellState.PARTLY
    assert result.cell("after", "TRE").state is CellState.NOT_PLANNED
    assert [(cell.phase, cell.site) for cell in result.holes] == [
        ("before", "OUL"),
        ("during", "TRE"),
        ("during", "OUL"),
        ("after", "TRE"),
        ("after", "OUL"),
    ]
    assert (result.planned, result.done, result.entries, result.minutes) == (3, 2, 32, 90.0)


def test_planned_but_not_begun_and_done_without_a_plan() -> None:
    result = coverage([session("after", done=False), session("during", done=True, planned=False)], (), PHASES)
    assert result.cell("after", "TRE").state is CellState.NOT_STARTED
    during = result.cell("during", "TRE")
    assert (during.planned, during.done, during.is_hole) == (0, 1, False)


def test_sites_and_phases_that_only_the_data_knows_come_last() -> None:
    result = coverage([CoverageSession("KUO", "night", planned=False, done=True)], ("TRE",), PHASES)
    assert result.sites == ("TRE", "KUO")
    assert result.phases == (*PHASES, "night")
    with pytest.raises(KeyError):
        result.cell("before", "HEL")


@given(sessions)
def test_cells_add_up_and_every_incomplete_one_is_a_hole(data: list[CoverageSession]) -> None:
    result = coverage(data, ("TRE", "ESP"), PHASES)
    assert len(result.cells) == 6
    assert result.done == sum(s.done for s in data)
    assert result.planned == sum(s.planned for s in data)
    assert result.entries == sum(s.entries for s in data if s.done)
    for cell in result.cells:
        assert cell.is_hole == (cell.done == 0 or cell.done < cell.planned)


def test_negative_minutes_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        coverage([CoverageSession("TRE", "before", planned=True, done=True, minutes=-1)], (), ())
