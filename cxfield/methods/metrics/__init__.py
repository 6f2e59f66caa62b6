# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The metrics CXField computes from answers, by hand: a frozen program finds nothing by itself."""

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.methods.metrics.base import Metric, MetricResult, Unit
from cxfield.methods.metrics.ces import CES1_METRIC, CES2_METRIC, CES_EASE_METRIC, CES_YESNO_METRIC
from cxfield.methods.metrics.csat import CSAT
from cxfield.methods.metrics.nps import NPS

__all__ = ["METRICS", "Metric", "MetricResult", "Unit", "metric"]

METRICS: tuple[Metric, ...] = (NPS, CSAT, CES1_METRIC, CES_YESNO_METRIC, CES2_METRIC, CES_EASE_METRIC)


def metric(key: str) -> Metric:
    """Return the metric of that key; UserError when this version does not know it."""
    for known in METRICS:
        if known.key == key:
            return known
    raise UserError(
        N_("This version does not know the metric {metric}. Update CXField to compute it."), metric=key
    )
