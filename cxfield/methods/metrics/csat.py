# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customer satisfaction as a metric."""

from collections.abc import Iterable

from cxfield.analysis.satisfaction import CSAT_SCALE, Better, csat
from cxfield.i18n import N_
from cxfield.methods.metrics.base import Metric, MetricResult, Unit


def _compute(values: Iterable[int], level: float) -> MetricResult:
    result = csat(values, level)
    top = result.top2
    return MetricResult(
        result.n, top.count, top.share, top.low, top.high, result, result.reason, result.reason
    )


CSAT = Metric(
    key="csat",
    name=N_("Customer satisfaction (CSAT)"),
    short="CSAT",
    question=N_("On a scale of 1–5, how satisfied were you with the service you received?"),
    answers=CSAT_SCALE,
    scale=(0.0, 1.0),
    unit=Unit.SHARE,
    better=Better.HIGH,
    formula=N_(
        "Share of answers 4–5 of all answers, Wilson's interval. Beside it the mean with its t interval and "
        "the median."
    ),
    source="Trustmary CX guide; Wilson 1927; Newcombe 1998",
    compute=_compute,
)
