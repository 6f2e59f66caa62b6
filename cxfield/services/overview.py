# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dashboard of a study in words and figures; every part names what is behind it by a short reference."""

import datetime as dt
from dataclasses import dataclass

from cxfield.charts.board import Board
from cxfield.charts.cards import MetricFace
from cxfield.charts.journey import Answer, Moment
from cxfield.charts.listing import IssueLine, SessionLine
from cxfield.charts.strip import StripRow, strip_row
from cxfield.charts.wheel import Sector
from cxfield.i18n import Texts
from cxfield.methods.questions.wheels import geneva
from cxfield.model.enums import SessionKind, SessionState
from cxfield.report import words
from cxfield.report.dataset import SessionRow
from cxfield.report.figures import SMALL_SAMPLE
from cxfield.services.data_filter import Condition
from cxfield.services.overview_board import Step, board, next_step
from cxfield.services.overview_faces import faces
from cxfield.services.overview_filter import left_out, scope_conditions
from cxfield.services.overview_scope import Scoped
from cxfield.services.overview_versions import together

_ISSUES, _SESSIONS = 5, 6


@dataclass(frozen=True, slots=True)
class WaitsView:
    """Waiting times by store, how many are over the limit, and that in words."""

    rows: tuple[StripRow, ...]
    limit: float
    limit_words: str
    over: str
    n: int
    alt: str


@dataclass(frozen=True, slots=True)
class CurveView:
    """The emotional curve with its finding in words."""

    moments: tuple[Moment, ...]
    interviews: int
    alt: str


@dataclass(frozen=True, slots=True)
class WheelView:
    """The wheel's sectors, how many times emotions were named and by how many people."""

    sectors: tuple[Sector, ...]
    picks: int
    people: int
    alt: str


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything on the first tab."""

    title: str
    summary: str
    conditions: tuple[Condition, ...]
    left_out: str
    faces: tuple[MetricFace, ...]
    small: tuple[str, ...]
    waits: WaitsView
    board: Board
    board_alt: str
    curve: CurveView
    wheel: WheelView
    issues: tuple[IssueLine, ...]
    sessions: tuple[SessionLine, ...]
    sessions_total: int
    step: Step


def dashboard(found: Scoped, texts: Texts, today: dt.date) -> Dashboard:
    """Put the figures into words; nothing is asked of the file."""
    shown = tuple(face for face in faces(found, texts) if face.key in ("nps", "csat", "ces2", "ces"))[:3]
    sample = {"nps": found.figures.nps.n, "csat": found.figures.csat.n}
    efforts = [ces.n for ces in found.figures.ces if ces.n]
    small = tuple(f.key for f in shown if 0 < sample.get(f.key, efforts[0] if efforts else 0) < SMALL_SAMPLE)
    grid, alt = board(found, texts)
    return Dashboard(
        title=_title(found, texts, today),
        summary=_summary(found, texts, today),
        conditions=scope_conditions(found.scope, found.facts.names, texts),
        left_out=left_out(found.scope, texts),
        faces=shown,
        small=small,
        waits=_waits(found, texts),
        board=grid,
        board_alt=alt,
        curve=curve(found, texts),
        wheel=_wheel(found, texts),
        issues=_issues(found, texts),
        sessions=_sessions(found, texts),
        sessions_total=sum(s.kind == SessionKind.OBSERVATION for s in found.sessions),
        step=next_step(found, texts),
    )


def _title(found: Scoped, texts: Texts, today: dt.date) -> str:
    wanted = found.scope.wave
    days = _workdays(found, wanted)
    if not days:
        return texts.t("Fieldwork")
    if today < days[0]:
        return texts.tn("Fieldwork starts in {n} day", "Fieldwork starts in {n} days", (days[0] - today).days)
    if today > days[-1]:
        return texts.t("Fieldwork is done") if not found.planned else texts.t("Fieldwork")
    number = sum(day <= today for day in days)
    return texts.t("Fieldwork, day {n}/{m}", n=number, m=len(days))


def _workdays(found: Scoped, wanted: str) -> tuple[dt.date, ...]:
    """The days on which fieldwork was or will be done, of one wave or of the whole study."""
    field = [s for s in found.facts.sessions if s.kind != SessionKind.DEBRIEF]
    links = found.facts.links
    return tuple(sorted({s.day for s in field if s.day and wanted in ("", links[s.id].wave)}))


def _summary(found: Scoped, texts: Texts, today: dt.date) -> str:
    observed = [s for s in found.sessions if s.kind == SessionKind.OBSERVATION]
    talks = [s for s in found.sessions if s.kind == SessionKind.INTERVIEW]
    done = sum(s.done for s in observed)
    parts = [
        texts.day(today),
        texts.t("{n}/{m} sessions", n=done, m=len(observed)),
        texts.tn("{n} event", "{n} events", found.entries),
        texts.tn("{n} tracked shopper", "{n} tracked shoppers", found.tracked),
        texts.t("{n}/{m} interviews", n=sum(s.done for s in talks), m=len(talks)),
    ]
    ahead = [s for s in found.planned if s.kind == SessionKind.GROUP and s.day]
    parts += [texts.t("focus group {day}", day=texts.day(s.day)) for s in ahead[:1] if s.day is not None]
    return " · ".join(parts + together(found.facts.versions, found.material.data.answers, texts))


def _waits(found: Scoped, texts: Texts) -> WaitsView:
    sites = found.material.data.sites
    rows = []
    for site in sites:
        mine = tuple((wait.minutes, wait.id) for wait in found.waits.get(site.id, ()))
        rows.append(strip_row(site.short, f"wait:{site.id}", mine))
    result = found.figures.waits
    limit = words.trimmed(result.limit_min, texts)
    over = words.of(result.over.count, result.over.n, texts)
    said = "; ".join(f"{row.label} {'–' if row.mean is None else texts.number(row.mean, 1)}" for row in rows)
    alt = texts.t("Waiting time in minutes, {over} over {limit} min. Means: {means}.",
                  over=over, limit=limit, means=said)  # fmt: skip
    return WaitsView(
        tuple(rows),
        result.limit_min,
        texts.t("limit {n} min", n=limit),
        texts.t("{over} over the limit", over=over) if result.over.count else "",
        result.n,
        alt if result.n else texts.t("No waiting time has been measured."),
    )


def curve(found: Scoped, texts: Texts) -> CurveView:
    """The curve of moments; each answer and each mean opens what it is made of."""
    values = [m.value for m in found.figures.told if m.value is not None]
    ends = {max(values), min(values)} if values else set()
    ref = {(f.row.key, f.row.participant): f"moment-id:{f.id}" for f in found.felt}
    labels = found.figures.moment_labels
    moments = tuple(
        Moment(
            labels.get(m.moment, m.moment).capitalize(),
            tuple(Answer(value, ref.get((m.moment, person), "")) for person, value in m.people),
            m.value,
            emphasis=m.value in ends,
        )
        for m in found.figures.moments
    )
    interviews = len({f.session_id for f in found.felt if f.row.valence is not None})
    return CurveView(moments, interviews, curve_words(found, texts))


def curve_words(found: Scoped, texts: Texts) -> str:
    """What the curve says: its lowest point, and where that is felt most."""
    told = found.figures.told
    if not told:
        return texts.t("Nobody has told yet how the moments of the journey felt.")
    worst = min(told, key=lambda m: m.value or 0.0)
    best = max(told, key=lambda m: m.value or 0.0)
    labels = found.figures.moment_labels
    said = texts.t(
        "The lowest point is {worst}, {low}; the highest is {best}, {high}.",
        worst=labels.get(worst.moment, worst.moment).lower(),
        low=texts.signed(worst.value or 0.0, 2),
        best=labels.get(best.moment, best.moment).lower(),
        high=texts.signed(best.value or 0.0, 2),
    )
    every = "; ".join(
        f"{labels.get(m.moment, m.moment)} {texts.signed(m.value or 0.0, 2)} (n = {texts.number(m.n)})"
        for m in told
    )
    return f"{said} {every}."


def _wheel(found: Scoped, texts: Texts) -> WheelView:
    result = found.figures.emotions
    picks = {count.emotion: count.picks for count in result.counts}
    sectors = tuple(
        Sector(
            e.key,
            e.name["fi" if texts.locale == "fi" else "en"],
            e.angle,
            picks.get(e.key, 0),
            bool(e.positive),
            e.in_control,
            f"emotion:{e.key}",
        )
        for e in geneva().emotions
    )
    named = sorted((s for s in sectors if s.count), key=lambda s: -s.count)
    said = ", ".join(f"{s.label} {s.count}" for s in named)
    alt = texts.t("{people} people named {n} emotions: {named}.",
                  people=result.people, n=result.picks, named=said)  # fmt: skip
    return WheelView(
        sectors, result.picks, result.people, alt if named else texts.t("No emotion has been named.")
    )


def _issues(found: Scoped, texts: Texts) -> tuple[IssueLine, ...]:
    lines = []
    for issue in found.figures.issues[:_ISSUES]:
        share = issue.result.share
        priority = "–" if issue.result.priority is None else texts.number(issue.result.priority, 2)
        lines.append(
            IssueLine(
                issue.finding.statement,
                words.of(issue.result.affected, issue.result.of, texts),
                share.share,
                share.low,
                share.high,
                issue.result.severity,
                priority,
                f"issue:{issue.finding.id}",
                texts.t(
                    "{issue}: {share}, severity {n}, priority {priority}",
                    issue=issue.finding.statement,
                    share=words.share(share, texts),
                    n=issue.result.severity,
                    priority=priority,
                ),
            )
        )
    return tuple(lines)


def _sessions(found: Scoped, texts: Texts) -> tuple[SessionLine, ...]:
    """What comes next first, then the latest ones."""
    mine = [s for s in found.sessions if s.kind == SessionKind.OBSERVATION]
    ahead = sorted((s for s in mine if not s.done), key=lambda s: s.planned_on or "~")
    past = sorted((s for s in mine if s.done), key=lambda s: -(s.started_at or 0))
    return tuple(_session(found, s, texts) for s in [*ahead[:2], *past][:_SESSIONS])


def _session(found: Scoped, session: SessionRow, texts: Texts) -> SessionLine:
    when = texts.day(session.day) if session.day is not None else "–"
    if session.begins is not None:
        when += f" {texts.time(session.begins)}"
    site = next((s.short for s in found.facts.sites if s.id == session.site), "")
    n = found.by_session.get(session.id, 0)
    tag = "" if session.done else _state(session, texts)
    phase = words.phase(session.phase, texts).lower()
    label = f"{when}, {site} {phase}, {tag or texts.tn('{n} event', '{n} events', n)}"
    ref = f"session:{session.id}" if session.done else f"start:{session.site}:{session.phase}"
    who = ", ".join(code for code, _ in session.roles)
    return SessionLine(when, site, phase, who, texts.number(n), texts.tc("short", "events"), tag, ref, label)


def _state(session: SessionRow, texts: Texts) -> str:
    if session.state in (SessionState.RUNNING, SessionState.PAUSED):
        return texts.t("under way")
    return texts.t("coming")
