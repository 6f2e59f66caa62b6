# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Method and sample: how, where, when and by whom the data were gathered."""

from collections import Counter

from cxfield.document.nodes import BulletItem, Bullets, Cell, Column, Heading, Node, Table, cell
from cxfield.i18n import N_, Texts
from cxfield.model.enums import SessionKind, SessionState
from cxfield.report import words
from cxfield.report.dataset import ReportData, SessionRow, Warn
from cxfield.report.material import Chapter, Material
from cxfield.report.method_plan import plan_nodes

ROLES = {
    "lead": N_("lead"),
    "silent": N_("silent observer"),
    "silent_observer": N_("silent observer"),
    "alone": N_("solo observer"),
    "observer": N_("observer"),
    "interviewer": N_("interviewer"),
    "note_taker": N_("note taker"),
    "participant": N_("participant"),
    "moderator": N_("moderator"),
    "assistant": N_("assistant moderator"),
}


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    data = material.data
    nodes: list[Node] = [Heading(1, texts.t("Method and sample"), numbered=True, key="method")]
    nodes += words.own_words(data.chapter_texts, "method")
    nodes.append(words.para(_opening(data, texts)))
    nodes.append(Bullets(tuple(BulletItem(words.labelled(k, v)) for k, v in _points(data, texts))))
    nodes += plan_nodes(data, texts)
    if data.observers:
        nodes += [Heading(2, texts.t("Roles")), _roles(data, texts)]
    if data.sessions:
        nodes += [Heading(2, texts.t("Sessions")), _sessions(data, texts)]
    return nodes


def _opening(data: ReportData, texts: Texts) -> str:
    done = Counter(session.kind for session in data.sessions if session.done)
    observed, asked, groups = (
        done[kind] for kind in (SessionKind.OBSERVATION, SessionKind.INTERVIEW, SessionKind.GROUP)
    )
    parts = [
        texts.tn("{n} observation session", "{n} observation sessions", observed) if observed else "",
        texts.tn("{n} interview", "{n} interviews", asked) if asked else "",
        texts.tn("{n} focus group", "{n} focus groups", groups) if groups else "",
    ]
    if not any(parts):
        return texts.t("No fieldwork has been done yet.")
    said = texts.t("The material is {parts}.", parts=texts.listing(part for part in parts if part))
    days = data.days
    if len(days) == 1:
        said += " " + texts.t("Fieldwork took place on {day}.", day=words.full_day(days[0], texts))
    elif days:
        said += " " + texts.t(
            "Fieldwork took place {first}–{last}, on {n}.",
            first=texts.day(days[0], weekday=False),
            last=texts.date(days[-1]),
            n=texts.tn("{n} day", "{n} days", len(days)),
        )
    return said


def _points(data: ReportData, texts: Texts) -> list[tuple[str, str]]:
    events = texts.tn("{n} event", "{n} events", len(data.entries))
    tracked = texts.tn("{n} tracked customer", "{n} tracked customers", len(data.shoppers))
    points = [
        (texts.t("Client"), data.client or "–"),
        (texts.t("Stores"), "; ".join(site.name for site in data.sites) or "–"),
        (
            texts.t("Observation"),
            texts.t(
                "{events}, {tracked}. Each event has a time, a place and a phase; what was seen is kept "
                "apart from its interpretation.",
                events=events,
                tracked=tracked,
            ),
        ),
        (
            texts.t("Interviews"),
            texts.t(
                "a guide of five themes: meeting of expectations, emotions, ease, memories and stories, "
                "loyalty."
            ),
        ),
        (
            texts.t("Participants"),
            texts.t("by code only (P01…, F1…). Customers in the store were observed without identifiers."),
        ),
    ]
    if data.legal_basis:
        points.append((texts.t("Legal basis"), data.legal_basis))
    if data.retention:
        points.append((texts.t("Retention period of the data"), data.retention))
    if data.withdrawn:
        points.append((texts.t("Withdrawn"), texts.tn(
            "{n} participant withdrew; the data have been erased.",
            "{n} participants withdrew; the data have been erased.", data.withdrawn)))  # fmt: skip
    return points


def _roles(data: ReportData, texts: Texts) -> Table:
    played: dict[str, Counter[str]] = {code: Counter() for code, _ in data.observers}
    for session in data.sessions:
        for code, role in session.roles:
            played.setdefault(code, Counter())[role] += session.done
    columns = (
        Column(texts.t("Observer"), 1.0),
        Column(texts.t("Task in the study"), 3.0),
        Column(texts.t("Roles in sessions"), 4.0),
    )
    task = dict(data.observers)
    rows = tuple(
        (
            cell(code),
            cell(task.get(code, "") or "–"),
            cell(", ".join(f"{words.named(ROLES, r, texts)} {n}" for r, n in counts.items() if n) or "–"),
        )
        for code, counts in played.items()
    )
    return Table(columns, rows)


def _sessions(data: ReportData, texts: Texts) -> Table:
    columns = (
        Column(texts.t("Session"), 1.3),
        Column(texts.t("Kind"), 1.5),
        Column(texts.t("Store"), 1.3),
        Column(texts.t("Phase"), 1.0),
        Column(texts.t("Day"), 1.3),
        Column(texts.t("Starts"), 0.9),
        Column(texts.t("Length"), 1.0, "right"),
        Column(texts.t("Remarks"), 2.0),
    )
    order = sorted(
        (s for s in data.sessions if s.kind != SessionKind.DEBRIEF),
        key=lambda s: (s.started_at is None, s.started_at or 0, s.planned_on, s.number),
    )
    rows = tuple(_session_row(session, data, texts) for session in order)
    caption = texts.t("Sessions of fieldwork. Length without pauses.")
    return Table(columns, rows, caption, key="sessions")


def _session_row(session: SessionRow, data: ReportData, texts: Texts) -> tuple[Cell, ...]:
    observed = session.kind == SessionKind.OBSERVATION
    day = session.day
    return (
        cell(words.session_name(session, texts)),
        cell(words.session_kind(session.kind, texts)),
        cell(data.site_name(session.site) or "–"),
        cell(words.phase(session.phase, texts) if observed else "–"),
        cell(texts.day(day) if day else "–"),
        cell(texts.time(session.begins) if session.begins else "–"),
        cell(
            words.minutes(session.running_ms if session.running_ms is not None else session.length_ms, texts)
        ),
        cell(", ".join(_remarks(session, texts)) or ""),
    )


def _remarks(session: SessionRow, texts: Texts) -> list[str]:
    remarks = []
    if session.state == SessionState.INTERRUPTED:
        remarks.append(texts.t("interrupted"))
    if not session.done:
        remarks.append(texts.t("not done"))
    if session.reactivity:
        remarks.append(texts.t("people noticed the observer"))
    return remarks


def checks(material: Material, texts: Texts) -> list[Warn]:
    """Nothing to report on without fieldwork."""
    if any(session.done for session in material.data.sessions):
        return []
    reason = texts.t("No session has been held. The report can be made, but it has nothing to tell.")
    return [Warn("empty", texts.t("No data yet"), reason, chapter="method")]


CHAPTER = Chapter("method", N_("Method and sample"), build, checks)
