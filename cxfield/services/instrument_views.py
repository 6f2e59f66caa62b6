# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the strip of instruments shows: counters, running watches, looks that are due."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from cxfield.analysis.sampling import Span, at_moment, partial_interval, whole_interval
from cxfield.i18n import pick
from cxfield.methods.instruments import Method
from cxfield.model.capture import Entry
from cxfield.model.codes import Code
from cxfield.model.enums import CodeKind
from cxfield.model.registry import table_of
from cxfield.model.sampling import Sample, SamplePlan, Tally, Timing
from cxfield.model.session import Session
from cxfield.model.study import Study, Zone
from cxfield.services.instrument_shapes import Instruments, PlanView, TimingView
from cxfield.services.observation_shapes import Named
from cxfield.storage import Reader


def instruments(reader: Reader, session_id: str, locale: str) -> Instruments:
    """The counters, the plans that run and the watches of a session, the latest watch first."""
    tally = table_of(Tally).c
    counted: Sequence[Any] = reader.select(
        select(tally.key, func.count())
        .where(tally.session_id == session_id, tally.retired.is_(False))
        .group_by(tally.key)
    )
    session = reader.get(Session, session_id)
    studies = reader.all(Study)
    goals = pick(studies[0].conversion_goals, locale) if studies else ""
    timings = sorted(reader.all(Timing, session_id=session_id), key=lambda t: (-t.start_t, t.id))
    return Instruments(
        tallies={key: int(n) for key, n in counted},
        plans=tuple(
            plan_view(reader, plan)
            for plan in sorted(
                reader.all(SamplePlan, session_id=session_id, until_t=None), key=lambda p: p.id
            )
        ),
        timings=tuple(map(timing_view, timings)),
        zones=tuple(
            Named(zone.id, zone.name)
            for zone in reader.all(Zone, order_by="order_key", site_id=session.site_id)
            if not zone.no_observation
        ),
        goals=tuple(line.strip() for line in goals.splitlines() if line.strip()),
    )


def plan_view(reader: Reader, plan: SamplePlan) -> PlanView:
    """A plan with the looks that were answered."""
    sample = table_of(Sample).c
    dues = reader.select(
        select(sample.due_t).where(sample.plan_id == plan.id, sample.retired.is_(False)).distinct()
    )
    return PlanView(
        plan.id,
        plan.method,
        plan.every_ms,
        tuple(plan.targets),
        plan.from_t,
        frozenset(row[0] for row in dues),
    )


def timing_view(timing: Timing) -> TimingView:
    """A watch as the strip shows it."""
    return TimingView(
        timing.id,
        timing.kind,
        timing.name,
        timing.goal,
        timing.start_t,
        timing.response_t,
        timing.end_t,
        timing.reached,
        timing.first_contact,
    )


def seen_in_log(reader: Reader, session_id: str, plan: PlanView, due_t: int) -> frozenset[str]:
    """What the log itself says of a look, to begin with; people in zones cannot be told from it."""
    if plan.method == Method.DENSITY:
        return frozenset()
    entry, code = table_of(Entry).c, table_of(Code).c
    start = due_t - plan.every_ms
    rows: Sequence[Any] = reader.select(
        select(entry.code_id, entry.t_ms, entry.end_t_ms, code.kind)
        .join_from(table_of(Entry), table_of(Code), code.id == entry.code_id)
        .where(entry.session_id == session_id, entry.retired.is_(False), entry.t_ms <= due_t)
        .where(entry.code_id.in_(plan.targets))
        .where((entry.t_ms >= start) | (code.kind == CodeKind.STATE.value))
    )
    spans = tuple(
        Span(code_id, t_ms, end if kind == CodeKind.STATE.value else t_ms)
        for code_id, t_ms, end, kind in rows
    )
    if plan.method == Method.SCAN:
        return at_moment(spans, due_t)
    found = partial_interval if plan.method == Method.PARTIAL else whole_interval
    return found(spans, due_t, plan.every_ms)
