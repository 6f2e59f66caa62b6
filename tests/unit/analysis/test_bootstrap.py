# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
import random

import pytest

from cxfield.analysis.agreement import Level, krippendorff_alpha
from cxfield.analysis.bootstrap import alpha_interval
from cxfield.analysis.outcome import NotComputable
from tests.reference.read import demo_study, reference

ROWS = next(
    case["rows_are_observers"]
    for case in reference("krippendorff_alpha")["cases"]
    if len(case["rows_are_observers"]) == 4
)


@pytest.mark.parametrize("level", list(Level))
def test_the_interval_holds_alpha_and_its_centre_is_near(level: Level) -> None:
    rows = ROWS if level is not Level.RATIO else [[1, 2, 3, 4, 5, 2], [1, 2, 3, 5, 5, 2]]
    found = alpha_interval(rows, level, rng=random.Random(2))
    assert found.alpha == krippendorff_alpha(rows, level)
    assert found.low is not None
    assert found.high is not None
    assert -1 <= found.low < (found.alpha.value or 0) < found.high <= 1


def test_more_units_make_it_narrower_and_the_same_seed_gives_the_same() -> None:
    study = demo_study()["double_coding"]
    rows = [study["normality_H1"], study["normality_H2"]]
    few = alpha_interval(rows, Level.ORDINAL, rng=random.Random(3))
    many = alpha_interval([row * 9 for row in rows], Level.ORDINAL, rng=random.Random(3))
    assert few == alpha_interval(rows, Level.ORDINAL, rng=random.Random(3))
    assert few.low is not None
    assert few.high is not None
    assert many.low is not None
    assert many.high is not None
    assert many.high - many.low < (few.high - few.low) / 2
    risk = dict(few.below)
    assert 0 <= risk[0.667] <= risk[0.8] <= 1


def test_drawing_from_the_normal_distribution_agrees_with_drawing_pairs() -> None:
    rows: list[list[int | None]] = [[1, 2, 2, 1, 3] * 790, [1, 2, 1, 1, 3] * 790]
    drawn = alpha_interval(rows, Level.NOMINAL, rounds=300, rng=random.Random(4))
    normal = alpha_interval([row * 2 for row in rows], Level.NOMINAL, rounds=300, rng=random.Random(4))
    assert drawn.low is not None
    assert normal.low is not None
    wide = (drawn.alpha.value or 0) - drawn.low
    narrow = (normal.alpha.value or 0) - normal.low
    assert narrow == pytest.approx(wide / 2**0.5, rel=0.25)


def test_without_alpha_there_is_no_interval() -> None:
    assert alpha_interval([[1, 1], [1, 1]], Level.NOMINAL).reason is NotComputable.NO_VARIATION
    assert alpha_interval([[None], [1]], Level.NOMINAL).reason is NotComputable.NO_PAIRS
    assert alpha_interval([[1, 2], [1, 2]], Level.NOMINAL).reason is NotComputable.NO_SPREAD
