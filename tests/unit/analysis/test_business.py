# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of the whole business."""

from typing import Any

import pytest

from cxfield.analysis.business import (
    ChurnBase,
    churn,
    deviation,
    first_contact_resolution,
    referral_rate,
    resolution_time,
    retention,
)
from cxfield.analysis.outcome import NotComputable
from tests.reference.read import reference

CASES: dict[str, Any] = {case["metric"]: case for case in reference("business_metrics")["cases"]}


def test_churn_has_two_definitions_that_differ() -> None:
    case = CASES["churn"]
    assert churn(case["start"], case["lost"]).value == case["standard_lost_over_start"]
    active = churn(case["start"], case["lost"], ChurnBase.STILL_ACTIVE)
    assert active.value == pytest.approx(case["lost_over_still_active"])


def test_retention_leaves_out_the_new_customers() -> None:
    case = CASES["retention"]
    assert retention(case["start"], case["end"], case["new"]).value == case["value"]


def test_resolution_and_referral_are_shares_with_intervals() -> None:
    case = CASES["fcr"]
    fcr = first_contact_resolution(case["resolved_first_contact"], case["issues"])
    assert fcr.value == case["value"]
    assert [fcr.low, fcr.high] == pytest.approx(case["wilson95"], abs=5e-7)
    case = CASES["referral_rate"]
    assert referral_rate(case["referred"], case["orders"]).value == case["value"]


def test_resolution_time_has_mean_and_median() -> None:
    case = CASES["art"]
    result = resolution_time(case["minutes"])
    assert (result.mean.value, result.median.value) == (case["mean"], case["median"])


def test_a_value_is_compared_with_its_target() -> None:
    case = CASES["target_deviation"]
    result = deviation(case["value"], case["target"])
    assert result.value == case["deviation"]
    assert result.relative.value == pytest.approx(case["relative"])
    assert deviation(None, 40).reason is NotComputable.NO_DATA
    assert deviation(3, 0).relative.reason is NotComputable.ZERO_BASE


def test_a_base_of_zero_is_not_computable() -> None:
    assert churn(0, 0).reason is NotComputable.ZERO_BASE
    assert churn(5, 5, ChurnBase.STILL_ACTIVE).reason is NotComputable.ZERO_BASE
    assert retention(0, 3, 3).reason is NotComputable.ZERO_BASE


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="not possible"):
        churn(5, 6)
    with pytest.raises(ValueError, match="not possible"):
        retention(10, 12, 1)
    with pytest.raises(ValueError, match="negative"):
        resolution_time([-1])
