# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The registry of metrics."""

import pytest

from cxfield.analysis.nps import nps
from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.satisfaction import CES_VERSIONS
from cxfield.errors import UserError
from cxfield.i18n import Texts
from cxfield.methods.metrics import METRICS, Metric, Unit, metric
from tests.reference.read import demo_study

INTERVIEWS = demo_study()["interviews"]
each = pytest.mark.parametrize("known", METRICS, ids=lambda known: known.key)


def test_every_version_of_the_effort_score_is_a_metric_of_its_own() -> None:
    keys = [known.key for known in METRICS]
    assert len(set(keys)) == len(keys)
    assert keys == ["nps", "csat", *(version.key for version in CES_VERSIONS)]


@each
def test_a_metric_tells_its_question_formula_and_source(known: Metric) -> None:
    assert known.name
    assert known.question
    assert known.formula.endswith(".")
    assert known.source
    assert known.scale[0] < known.scale[1]


@each
def test_its_texts_are_in_finnish_too(known: Metric) -> None:
    texts = Texts("fi")
    for msgid in (known.name, known.question, known.formula):
        assert texts.t(msgid) != msgid


@each
def test_figures_stay_on_their_scale_and_in_their_interval(known: Metric) -> None:
    low, high = known.answers
    result = known.summarise([low, high, high, low, high])
    assert result.n == 5
    assert result.value is not None
    assert result.low is not None
    assert result.high is not None
    assert known.scale[0] <= result.low <= result.value <= result.high <= known.scale[1]
    assert (result.count is not None) == (known.unit is Unit.SHARE)


@each
def test_no_answers_is_a_reason_and_not_a_zero(known: Metric) -> None:
    result = known.summarise([])
    assert (result.value, result.low, result.high) == (None, None, None)
    assert result.reason is NotComputable.NO_DATA


@each
def test_answers_off_the_scale_are_refused(known: Metric) -> None:
    with pytest.raises(ValueError, match="whole number"):
        known.summarise([known.answers[1] + 1])


def test_the_demo_study_gives_its_expected_figures() -> None:
    expected = INTERVIEWS["expected"]
    score = metric("nps").summarise(INTERVIEWS["nps"])
    assert score.value == expected["nps"]
    assert score.detail == nps(INTERVIEWS["nps"])
    for key, answers, result in (("csat", "csat", "csat_top2"), ("ces2", "ces2", "ces_top3")):
        figure = metric(key).summarise(INTERVIEWS[answers])
        count, n, ends = expected[result]
        assert (figure.count, figure.n) == (count, n)
        assert [figure.low, figure.high] == pytest.approx(ends, abs=5e-7)


def test_a_metric_of_a_newer_version_is_named() -> None:
    with pytest.raises(UserError, match="ces9"):
        metric("ces9")
