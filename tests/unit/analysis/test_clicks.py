# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clicks are counted by area, and their heat lies where they lie."""

import pytest

from cxfield.analysis.clicks import click_summary, density

POINTS = [(0.1, 0.1), (0.2, 0.2), (0.9, 0.9), (0.5, 0.95)]
AREAS = {"door": (0.0, 0.0, 0.25, 0.25), "left": (0.0, 0.0, 0.5, 1.0)}


def test_areas_may_overlap_and_the_rest_is_outside() -> None:
    found = click_summary(POINTS, AREAS)
    assert [(key, share.count, share.n) for key, share in found.areas] == [("door", 2, 4), ("left", 3, 4)]
    assert (found.outside.count, found.n) == (1, 4)
    assert found.reason is None


def test_no_clicks_have_a_reason_instead_of_a_share() -> None:
    found = click_summary([], AREAS)
    assert found.areas[0][1].share is None
    assert found.reason is not None
    assert density([], 3, 2) == [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]


def test_the_warmest_cell_is_where_the_clicks_are() -> None:
    grid = density([(0.1, 0.1), (0.12, 0.1), (0.9, 0.9)], 10, 10)
    assert grid[1][1] == pytest.approx(max(max(row) for row in grid), abs=0.2)
    assert max(max(row) for row in grid) == 1.0
    assert grid[5][5] < 0.01


def test_a_click_outside_the_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="picture"):
        click_summary([(1.2, 0.5)], {})
