# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Satisfaction and effort."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.proportion import wilson
from cxfield.analysis.satisfaction import (
    CES1,
    CES2,
    CES_EASE,
    CES_VERSIONS,
    CES_YESNO,
    Better,
    CesVersion,
    ces,
    ces2_index,
    ces_version,
    csat,
)
from tests.reference.read import reference

TABLE = reference("csat_ces")
EXAMPLE = TABLE["ces_7pt_mean_example"]


def spread(counts: list[int]) -> list[int]:
    return [answer for answer, count in enumerate(counts, start=1) for _ in range(count)]


def test_the_seven_point_example_is_the_published_one() -> None:
    result = ces(spread(EXAMPLE["counts_1_to_7"]), CES2)
    assert result.n == EXAMPLE["n"]
    assert result.mean is not None
    assert result.mean.value == pytest.approx(EXAMPLE["mean"]["published"])
    assert result.mean.value == pytest.approx(EXAMPLE["mean"]["full"])
    assert result.share is not None
    assert result.value == result.share.share == pytest.approx(EXAMPLE["top3_share_5_7"])
    assert list(result.distribution) == EXAMPLE["counts_1_to_7"]
    index = ces2_index(spread(EXAMPLE["counts_1_to_7"]))
    assert index.value == pytest.approx(EXAMPLE["index_67_minus_123"])


@pytest.mark.parametrize("facts", TABLE["ces_versions"], ids=[v["id"] for v in TABLE["ces_versions"]])
def test_versions_have_the_scale_and_direction_of_their_source(facts: dict[str, Any]) -> None:
    version = ces_version(facts["id"])
    assert version.year == facts.get("year")
    if facts["id"] == "ces_yesno":
        assert version.better is Better.HIGH
        assert not version.by_mean
    else:
        assert [version.low, version.high] == facts["scale"]
        assert version.better == facts["better"]
        assert version.by_mean == ("mean" in facts["score"])


def test_no_version_is_missing_and_none_is_invented() -> None:
    assert [v.key for v in CES_VERSIONS] == [v["id"] for v in TABLE["ces_versions"]]
    with pytest.raises(ValueError, match="no CES version"):
        ces_version("ces3")


def test_each_version_scores_as_its_source_says() -> None:
    effort = ces([1, 2, 5], CES1)
    assert effort.share is None
    assert effort.value == pytest.approx(8 / 3)
    yes = ces([1, 1, 0], CES_YESNO)
    assert yes.mean is None
    assert yes.share == wilson(2, 3)
    assert ces([4, 5, 3, 1], CES_EASE).share == wilson(2, 4)


@pytest.mark.parametrize("version", CES_VERSIONS, ids=lambda v: v.key)
def test_no_answers_is_not_a_score_of_zero(version: CesVersion) -> None:
    result = ces([], version)
    assert (result.value, result.reason) == (None, NotComputable.NO_DATA)


@pytest.mark.parametrize("version", CES_VERSIONS, ids=lambda v: v.key)
def test_answers_of_another_version_are_refused(version: CesVersion) -> None:
    with pytest.raises(ValueError, match="whole number"):
        ces([version.high + 1], version)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=60))
def test_satisfaction_counts_fours_and_fives(scores: list[int]) -> None:
    result = csat(scores)
    assert result.top2 == wilson(scores.count(4) + scores.count(5), len(scores))
    assert sum(result.distribution) == result.n == len(scores)
    assert result.mean.value is not None
    assert 1 <= result.mean.value <= 5
    if result.mean.low is not None and result.mean.high is not None:
        assert 1 <= result.mean.low <= result.mean.value <= result.mean.high <= 5


@given(st.lists(st.integers(1, 5), max_size=30).flatmap(lambda a: st.tuples(st.just(a), st.permutations(a))))
def test_the_order_of_answers_does_not_matter(lists: tuple[list[int], list[int]]) -> None:
    assert csat(lists[0]) == csat(lists[1])


def test_no_satisfaction_answers_is_not_zero() -> None:
    result = csat([])
    assert (result.value, result.mean.value, result.median.value) == (None, None, None)
    assert result.reason is NotComputable.NO_DATA


@pytest.mark.parametrize("bad", [0, 6])
def test_satisfaction_off_the_scale_is_refused(bad: int) -> None:
    with pytest.raises(ValueError, match=r"1\.\.5"):
        csat([bad])
