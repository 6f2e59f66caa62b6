# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Full-text search: an index beside the rows, brought up to date at the end of every transaction.

Triggers note which rows changed, whoever wrote them (a verb, a settled journal, an erasure); `catch_up`
indexes those in one go, within the transaction: row by row it would take as long as everything else.
Letters are folded by case only: a Finnish `ä` is a letter of its own, not an `a` with dots.
"""

import re
from typing import Any

from sqlalchemy import Connection, Select, column, select, table, text

#: The columns of each kind in which words are looked for.
SEARCHED: dict[str, tuple[str, ...]] = {
    "entry": ("text", "how", "interpretation", "so_what", "expected_instead", "emotion"),
    "answer": ("text",),
    "statement": ("text",),
}

_INDEX = (
    "CREATE VIRTUAL TABLE words USING fts5(text, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')",
    # What is deleted leaves the pages at once: an erased person stays in no index.
    "INSERT INTO words(words, rank) VALUES ('secure-delete', 1)",
)
_TABLES = (
    "CREATE TABLE said (doc INTEGER PRIMARY KEY, record TEXT NOT NULL UNIQUE, kind TEXT NOT NULL)",
    "CREATE TABLE unsaid (record TEXT PRIMARY KEY) WITHOUT ROWID",
    *_INDEX,
)
#: Words leave the index one by one, each at a cost; when so many of them go, it is made anew.
MANY = 5_000
_WORD = re.compile(r"\w+")
_SAID = table("said", column("doc"), column("record"), column("kind"))
_WORDS = table("words", column("rowid"), column("words"))


def _triggers(kind: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in columns)
    note = "BEGIN INSERT OR IGNORE INTO unsaid VALUES ({row}.id); END"
    return (
        f"CREATE TRIGGER {kind}_said AFTER INSERT ON {kind} {note.format(row='NEW')}",
        f"CREATE TRIGGER {kind}_said_again AFTER UPDATE ON {kind} WHEN {changed} {note.format(row='NEW')}",
        f"CREATE TRIGGER {kind}_unsaid AFTER DELETE ON {kind} {note.format(row='OLD')}",
    )


def _indexing(kind: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    words = " || char(10) || ".join(columns)
    return (
        f"""INSERT INTO said(record, kind) SELECT id, '{kind}' FROM {kind}
        WHERE id IN (SELECT record FROM unsaid)""",
        f"""INSERT INTO words(rowid, text) SELECT doc, {words} FROM unsaid
        JOIN said USING (record) JOIN {kind} ON {kind}.id = record""",
    )


#: What lays the index out in a new file.
STATEMENTS: tuple[str, ...] = _TABLES + tuple(
    statement for kind, columns in SEARCHED.items() for statement in _triggers(kind, columns)
)


_OLD_GO: tuple[str, ...] = (
    "DELETE FROM words WHERE rowid IN (SELECT doc FROM said WHERE record IN (SELECT record FROM unsaid))",
    "DELETE FROM said WHERE record IN (SELECT record FROM unsaid)",
)
_ALL_GO: tuple[str, ...] = (
    "DROP TABLE words",
    *_INDEX,
    "DELETE FROM said",
    *(f"INSERT OR IGNORE INTO unsaid SELECT id FROM {kind}" for kind in SEARCHED),
)
_NEW_COME: tuple[str, ...] = (
    *(statement for kind, columns in SEARCHED.items() for statement in _indexing(kind, columns)),
    "DELETE FROM unsaid",
)


def catch_up(raw: Any) -> None:
    """Index what changed in this transaction, on the driver's own connection."""
    if raw.execute("SELECT EXISTS (SELECT 1 FROM unsaid)").fetchone()[0]:
        for statement in (*(_ALL_GO if _most_go(raw) else _OLD_GO), *_NEW_COME):
            raw.execute(statement)


def _most_go(raw: Any) -> bool:
    """Whether there is very much in the index, most of which changed or went."""
    changed, said = (raw.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("unsaid", "said"))
    if min(changed, said) < MANY:
        return False
    old = "SELECT count(*) FROM unsaid WHERE record IN (SELECT record FROM said)"
    return bool(raw.execute(old).fetchone()[0] * 2 > said)


def query_of(asked: str) -> str:
    """The words as FTS5 wants them: all of them, each as the beginning of a word; empty without a word."""
    return " ".join(f'"{word}"*' for word in _WORD.findall(asked))


def matching(asked: str) -> Select[tuple[str, str]] | None:
    """The ids and kinds of the records whose words begin so, as a subquery; None when no word was asked."""
    query = query_of(asked)
    if not query:
        return None
    found = text("words MATCH :asked").bindparams(asked=query)
    return select(_SAID.c.record, _SAID.c.kind).join(_WORDS, _WORDS.c.rowid == _SAID.c.doc).where(found)


def missing(connection: Connection) -> int:
    """How many rows the index lacks or has too many; 0 when it is whole."""
    rows = " UNION ALL ".join(f"SELECT id FROM {kind}" for kind in SEARCHED)
    lacking = f"SELECT count(*) FROM ({rows}) WHERE id NOT IN (SELECT record FROM said)"
    surplus = f"SELECT count(*) FROM said WHERE record NOT IN ({rows})"
    return sum(int(connection.exec_driver_sql(query).scalar_one()) for query in (lacking, surplus))
