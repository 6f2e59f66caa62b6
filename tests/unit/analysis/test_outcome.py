# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Undefined is a reason, never a zero."""

import math

import pytest

from cxfield.analysis.outcome import NotComputable, Value, finite, known, unknown, whole


@pytest.mark.parametrize("reason", NotComputable)
def test_every_reason_has_a_sentence(reason: NotComputable) -> None:
    assert reason.text.endswith(".")


def test_a_result_is_a_value_or_a_reason_and_never_both() -> None:
    assert known(0.0, 3).value == 0.0
    assert unknown(NotComputable.NO_DATA).value is None
    with pytest.raises(ValueError, match="either"):
        Value(None, 0)
    with pytest.raises(ValueError, match="either"):
        Value(1.0, 1, NotComputable.NO_DATA)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_values_that_are_not_numbers_are_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        finite([1.0, bad])


@pytest.mark.parametrize("bad", [0, 6, 2.5])
def test_answers_off_the_scale_are_refused(bad: int) -> None:
    with pytest.raises(ValueError, match=r"1\.\.5"):
        whole([3, bad], 1, 5)
