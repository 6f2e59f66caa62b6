# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Studies of many entries, made quickly: a small study whose entries are copied straight into its table.

Writing a hundred thousand entries as the program does, each with its journal, takes minutes; what reads them
cannot tell the difference.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.unit.report.study import make_study

NOTE = "Kiertää pöydän kahdesti, lukee hintalapun ja jatkaa kassalle päin."
_FEW = 24
_A_SESSION = 1_000
_APART_MS = 7_000
_DAY_MS = 86_400_000


def make_large_study(path: Path, entries: int) -> None:
    """A study of so many entries, a thousand a session and four sessions a day; the same one each time."""
    make_study(path, entries=_FEW, note=NOTE).close()
    with closing(sqlite3.connect(path)) as base, base:
        (there,) = base.execute("SELECT COUNT(*) FROM entry").fetchone()
        held = _rows(base, "session", "kind = 'observation' AND state = 'done' AND parallel_of IS NULL")
        usual = _rows(base, "entry", "end_t_ms IS NULL AND shopper_id IS NULL")
        sessions = [_session(held[0], number) for number in range(-(-entries // _A_SESSION))]
        _put(base, "session", sessions)
        _put(base, "entry", (_entry(usual, sessions, number) for number in range(entries - there)))


Row = dict[str, Any]


def _rows(base: sqlite3.Connection, table: str, where: str) -> list[Row]:
    names = [row[1] for row in base.execute(f"PRAGMA table_info({table})")]
    found = base.execute(f"SELECT * FROM {table} WHERE {where}")
    return [dict(zip(names, values, strict=True)) for values in found]


def _put(base: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    names = [row[1] for row in base.execute(f"PRAGMA table_info({table})")]
    marks = ", ".join(f":{name}" for name in names)
    base.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _session(like: Row, number: int) -> Row:
    later = number // 4 * _DAY_MS + number % 4 * 2 * _A_SESSION * _APART_MS // 4
    return like | {
        "id": f"0199f001-0000-7000-8000-{number:012x}",
        "number": 10 + number,
        "started_at": like["started_at"] + later,
        "ended_at": like["ended_at"] + later,
    }


def _entry(usual: list[Row], sessions: list[Row], number: int) -> Row:
    like, session = usual[number % len(usual)], sessions[number // _A_SESSION]
    t_ms = number % _A_SESSION * _APART_MS
    own = like["text"] and like["text"] != NOTE
    return like | {
        "id": f"0199f000-0000-7000-8000-{number:012x}",
        "session_id": session["id"],
        "t_ms": t_ms,
        "at": session["started_at"] + t_ms,
        "text": f"Katselee hyllyä {number}" if own else like["text"],
    }
