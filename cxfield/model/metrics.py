# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Metrics, their targets and figures entered by hand."""

from typing import Any

from cxfield.model.base import Labels, Record, items, labels, mapping, required, soft


class Metric(Record, table=True):
    """A measure the study follows; `type` names its definition among the methods."""

    type: str = "custom"
    key: str = ""
    name: Labels = labels()
    scale: list[float] = items()
    higher_is_better: bool = True
    perspective: str = "satisfaction"
    level: str = "journey"
    goal: str = ""
    formula: Labels = labels()
    stage_id: str | None = soft("stage")
    touchpoint_id: str | None = soft("touchpoint")
    order_key: str = ""


class Measurement(Record, table=True):
    """A figure or a set of counts entered for a metric."""

    metric_id: str = required("metric")
    wave_id: str | None = soft("wave")
    site_id: str | None = soft("site")
    counts: dict[str, Any] = mapping()
    value: float | None = None
    definition: str = ""
    denominator: str = ""
    source: str = ""


class Target(Record, table=True):
    """What a metric should reach."""

    metric_id: str = required("metric")
    wave_id: str | None = soft("wave")
    site_id: str | None = soft("site")
    value: float = 0.0
    benchmark: bool = False
    source: str = ""
