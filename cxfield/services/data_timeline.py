# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When it was logged: the field days with their sessions, and one session with its codes as rows."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass

from cxfield.i18n import Texts, pick
from cxfield.model.enums import SessionKind
from cxfield.report.dataset import local_time
from cxfield.services.data import session_titles
from cxfield.storage import Reader

BINS = 40
"""So many ticks a session has at most in the strip of days."""
MOST_MARKS = 1500
"""More events than these are drawn as how dense they are."""
_MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Block:
    """A session on its day, in minutes of the local day; `ticks` are (place 0..BINS, how many)."""

    session_id: str
    kind: str
    title: str
    start: float
    end: float
    ticks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """A field day with its sessions and where they were."""

    iso: str
    label: str
    where: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One event on a session's clock in ms; a point ends where it starts."""

    ref: str
    start: int
    end: int
    label: str
    tone: int = 0


@dataclass(frozen=True, slots=True)
class Lane:
    """One code (or kind of talk) with its events; `dense` are (place, how many) where there are many."""

    name: str
    events: tuple[Stretch, ...]
    dense: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session in full, or a stretch of it."""

    session_id: str
    title: str
    length: int
    start: int
    end: int
    lanes: tuple[Lane, ...]


def days(reader: Reader, texts: Texts) -> tuple[Day, ...]:
    """Every day with sessions that have begun, in order."""
    ticks = _ticks(reader)
    titles = session_titles(reader, texts)
    sites = {row.id: pick(row.name, texts.locale).partition(",")[0] for row in reader.rows("site")}
    by_day: dict[str, list[Block]] = {}
    where: dict[str, dict[str, None]] = {}
    for session in reader.rows("session", order_by="started_at"):
        if session.started_at is None or session.parallel_of is not None:
            continue
        begins = local_time(session.started_at, session.offset_min)
        start = begins.hour * 60 + begins.minute
        end = start + max(1.0, (session.length_ms or 0) / _MINUTE)
        day = begins.date().isoformat()
        block = Block(
            session.id, session.kind, titles.get(session.id, ""), start, end, ticks.get(session.id, ())
        )
        by_day.setdefault(day, []).append(block)
        where.setdefault(day, {}).setdefault(sites.get(session.site_id or "", ""))
    found = []
    for iso, blocks in sorted(by_day.items()):
        label = texts.day(local_day(iso))
        found.append(Day(iso, label, ", ".join(name for name in where[iso] if name), tuple(blocks)))
    return tuple(found)


def local_day(iso: str) -> dt.date:
    """An ISO day."""
    return dt.date.fromisoformat(iso)


def _ticks(reader: Reader) -> dict[str, tuple[tuple[int, int], ...]]:
    """How much was logged in each fortieth of a session."""
    rows = reader.sql(
        f"SELECT e.session_id, min({BINS - 1}, max(0, e.t_ms * {BINS} / max(1, s.length_ms))) AS place, "
        "count(*) "
        "FROM entry e JOIN session s ON s.id = e.session_id "
        "WHERE NOT e.retired AND s.length_ms > 0 GROUP BY e.session_id, place"
    )
    found: dict[str, list[tuple[int, int]]] = {}
    for session, place, n in rows:
        found.setdefault(session, []).append((int(place), n))
    return {session: tuple(places) for session, places in found.items()}


def session_line(
    reader: Reader, session_id: str, texts: Texts, between: tuple[int, int] | None = None
) -> SessionLine | None:
    """One session with its codes as rows, or a stretch of it; None when it has gone."""
    kept = next((s for s in reader.rows("session", id=session_id)), None)
    if kept is None:
        return None
    last = reader.sql("SELECT max(coalesce(end_t_ms, t_ms)) FROM entry WHERE session_id = ?", session_id)[0][
        0
    ]
    length = max(kept.length_ms or 0, last or 0, 1)
    start, end = between or (0, length)
    names = {
        key: pick(json.loads(name), texts.locale) for key, name in reader.sql("SELECT id, name FROM code")
    }
    title = session_titles(reader, texts).get(session_id, "")
    observed = kept.kind == SessionKind.OBSERVATION
    lanes = (
        _lanes(reader, session_id, (start, end), names, texts)
        if observed
        else _talk(reader, session_id, start, end, texts)
    )
    return SessionLine(session_id, title, length, start, end, lanes)


def _lanes(
    reader: Reader, session_id: str, span: tuple[int, int], names: Mapping[str, str], texts: Texts
) -> tuple[Lane, ...]:
    start, end = span
    inside = "session_id = ? AND NOT retired AND t_ms <= ? AND coalesce(end_t_ms, t_ms) >= ?"
    n = reader.sql(f"SELECT count(*) FROM entry WHERE {inside}", session_id, end, start)[0][0]
    note = texts.t("Note")
    if n > MOST_MARKS:
        wide = max(1, end - start)
        rows = reader.sql(
            f"SELECT coalesce(code_id, ''), max(0, min({BINS - 1}, (t_ms - ?) * {BINS} / ?)) AS place, "
            "count(*) "
            f"FROM entry WHERE {inside} GROUP BY 1, 2",
            start, wide, session_id, end, start,
        )  # fmt: skip
        dense: dict[str, list[tuple[int, int]]] = {}
        for code, place, count in rows:
            dense.setdefault(code, []).append((int(place), count))
        order = sorted(dense, key=lambda code: -sum(count for _, count in dense[code]))
        return tuple(Lane(names.get(code, note), (), tuple(dense[code])) for code in order)
    rows = reader.sql(
        f"SELECT id, coalesce(code_id, ''), t_ms, end_t_ms, text, polarity FROM entry "
        f"WHERE {inside} ORDER BY t_ms, id",
        session_id, end, start,
    )  # fmt: skip
    by_code: dict[str, list[Stretch]] = {}
    for id_, code, t_ms, until, text, tone in rows:
        name = names.get(code, note)
        label = ", ".join(part for part in (texts.stopwatch(t_ms), name, text) if part)
        by_code.setdefault(code, []).append(
            Stretch(f"entry:{id_}", t_ms, max(until or t_ms, t_ms), label, tone)
        )
    order = sorted(by_code, key=lambda code: (-len(by_code[code]), names.get(code, note)))
    return tuple(Lane(names.get(code, note), tuple(by_code[code])) for code in order)


def _talk(reader: Reader, session_id: str, start: int, end: int, texts: Texts) -> tuple[Lane, ...]:
    """Answers and statements of a talk, each kind in its row."""
    lanes = []
    for kind, name, text in (
        ("answer", texts.t("Answers"), "text"),
        ("statement", texts.t("Statements"), "text"),
    ):
        rows = reader.sql(
            f"SELECT id, t_ms, {text} FROM {kind} WHERE session_id = ? AND NOT retired "
            "AND t_ms BETWEEN ? AND ? "
            "ORDER BY t_ms, id",
            session_id, start, end,
        )  # fmt: skip
        events = tuple(
            Stretch(f"{kind}:{id_}", t_ms, t_ms, f"{texts.stopwatch(t_ms)}, {' '.join(said.split())[:80]}")
            for id_, t_ms, said in rows
        )
        if events:
            lanes.append(Lane(name, events))
    return tuple(lanes)
