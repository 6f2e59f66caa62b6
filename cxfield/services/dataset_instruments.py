# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Loads what was counted, timed and sampled in the observations of a study."""

from collections import defaultdict
from collections.abc import Collection

from cxfield.analysis.sampling import Look, due_times, summary
from cxfield.clock import running_ms
from cxfield.i18n import pick
from cxfield.methods.instruments import METHODS, TALLIES
from cxfield.methods.open_mind import checklist_done
from cxfield.model.codes import Code
from cxfield.model.enums import SessionState
from cxfield.model.sampling import Sample, SamplePlan, Tally, Timing
from cxfield.model.session import Session
from cxfield.model.study import Channel, Zone
from cxfield.report.instrument_facts import InstrumentFacts, PlanFact, TallyFact, TimingFact
from cxfield.storage import Reader


def load(reader: Reader, observed: Collection[str], locale: str) -> InstrumentFacts:
    """The facts of these sessions; those that are only planned count for nothing."""
    sessions = {
        session.id: session
        for session in reader.all(Session)
        if session.id in observed and session.state != SessionState.PLANNED.value
    }
    return InstrumentFacts(
        _tallies(reader, sessions),
        _timings(reader, sessions, locale),
        _plans(reader, sessions, locale),
        sum(checklist_done(session.checklist) for session in sessions.values()),
        len(sessions),
    )


def _tallies(reader: Reader, sessions: dict[str, Session]) -> tuple[TallyFact, ...]:
    found: dict[str, list[Tally]] = defaultdict(list)
    for tally in reader.all(Tally, order_by="t_ms"):
        if tally.session_id in sessions:
            found[tally.key].append(tally)
    made = []
    for facts in TALLIES:
        rows = found.get(facts.key, [])
        if rows:
            used = {row.session_id for row in rows}
            running = sum(running_ms(sessions[s].length_ms or 0, sessions[s].pauses) for s in used)
            made.append(TallyFact(facts.key, tuple(row.amount for row in rows), running, len(used)))
    return tuple(made)


def _timings(reader: Reader, sessions: dict[str, Session], locale: str) -> tuple[TimingFact, ...]:
    channels = {channel.id: pick(channel.name, locale) for channel in reader.all(Channel, retired=True)}
    return tuple(
        TimingFact(
            row.kind,
            row.name,
            row.goal,
            channels.get(row.channel_id or "", ""),
            None if row.response_t is None else row.response_t - row.start_t,
            (row.end_t or row.start_t) - row.start_t,
            row.reached,
            row.first_contact,
            row.closed_by_stop,
        )
        for row in sorted(reader.all(Timing), key=lambda t: (t.session_id, t.start_t, t.id))
        if row.session_id in sessions and row.end_t is not None
    )


def _plans(reader: Reader, sessions: dict[str, Session], locale: str) -> tuple[PlanFact, ...]:
    names = {code.id: pick(code.short or code.name, locale) for code in reader.all(Code, retired=True)}
    names |= {zone.id: pick(zone.name, locale) for zone in reader.all(Zone, retired=True)}
    samples: dict[str, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for row in reader.all(Sample):
        look = samples[row.plan_id][row.due_t]
        if row.target_id:
            look[names.get(row.target_id, row.target_id)] = row.n
    made = []
    for facts in METHODS:
        plans = [p for p in reader.all(SamplePlan, method=facts.method.value) if p.session_id in sessions]
        if not plans:
            continue
        due = 0
        looks: list[Look] = []
        for plan in plans:
            session = sessions[plan.session_id]
            until = plan.until_t if plan.until_t is not None else (session.length_ms or plan.from_t)
            pauses = [(start, end) for start, end in session.pauses if start is not None]
            answered = samples.get(plan.id, {})
            # An answer given for a look in what became a break is an answer all the same.
            times = {*due_times(plan.every_ms, plan.from_t, until, pauses), *answered}
            base = len(looks)
            due += len(times)
            looks += [Look(base + n, found) for n, (_, found) in enumerate(sorted(answered.items()))]
        targets = list(dict.fromkeys(names.get(t, t) for plan in plans for t in plan.targets))
        every = tuple(sorted({plan.every_ms for plan in plans}))
        made.append(PlanFact(facts.method.value, every, summary(looks, due, targets)))
    return tuple(made)
