# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The customer effort score: each version is a metric of its own, never pooled with another."""

from collections.abc import Callable, Iterable

from cxfield.analysis.satisfaction import CES1, CES2, CES_EASE, CES_YESNO, CesVersion, ces
from cxfield.i18n import N_
from cxfield.methods.metrics.base import Metric, MetricResult, Unit

_SOURCE = "Dixon, Freeman & Toman 2010, Harvard Business Review; Trustmary CX guide; Aava & Bang B2B article"


def _computer(version: CesVersion) -> Callable[[Iterable[int], float], MetricResult]:
    def compute(values: Iterable[int], level: float) -> MetricResult:
        result = ces(values, version, level)
        if result.share is not None:
            share, why = result.share, result.reason
            return MetricResult(result.n, share.count, share.share, share.low, share.high, result, why, why)
        mean = result.mean
        if mean is None:
            raise ValueError(f"the version {version.key} has neither a share nor a mean")
        return MetricResult(
            result.n, None, mean.value, mean.low, mean.high, result, mean.reason, mean.interval_reason
        )

    return compute


def _metric(version: CesVersion, name: str, question: str, formula: str) -> Metric:
    by_share = bool(version.favourable)
    return Metric(
        key=version.key,
        name=name,
        short="CES",
        question=question,
        answers=(version.low, version.high),
        scale=(0.0, 1.0) if by_share else (float(version.low), float(version.high)),
        unit=Unit.SHARE if by_share else Unit.MEAN,
        better=version.better,
        formula=formula,
        source=_SOURCE,
        compute=_computer(version),
    )


CES1_METRIC = _metric(
    CES1,
    N_("Customer effort, effort made (CES 1.0)"),
    N_("On a scale of 1–5, how much effort did you have to make to get the service you wanted?"),
    N_("Mean of the answers 1–5 with its t interval; lower is better."),
)
CES_YESNO_METRIC = _metric(
    CES_YESNO,
    N_("Customer effort, yes or no (CES)"),
    N_("The company made it easy to get the product or service: yes/no."),
    N_("Share of yes of all answers, Wilson's interval."),
)
CES2_METRIC = _metric(
    CES2,
    N_("Customer effort, made it easy (CES 2.0)"),
    N_("The company made it easy for me to handle my issue."),
    N_("Share of answers 5–7 on a scale of 1–7, Wilson's interval; higher is better. Beside it the mean."),
)
CES_EASE_METRIC = _metric(
    CES_EASE,
    N_("Customer effort, ease (CES)"),
    N_("How easy was it to solve your problem today?"),
    N_("Share of answers 4–5 on a scale of 1–5, Wilson's interval; higher is better. Beside it the mean."),
)
