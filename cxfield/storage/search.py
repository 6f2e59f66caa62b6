# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Full-text search: an index that the database itself keeps beside the rows, by triggers.

Whoever writes a row (a verb, a settled journal, an erasure) writes the index in the same transaction. Letters
are folded by case only: a Finnish `ä` is a letter of its own, not an `a` with dots.
"""

import re

from sqlalchemy import Connection, Select, column, select, table, text

#: The columns of each kind in which words are looked for.
SEARCHED: dict[str, tuple[str, ...]] = {
    "entry": ("text", "how", "interpretation", "so_what", "expected_instead", "emotion"),
    "answer": ("text",),
    "statement": ("text",),
}

_TABLES = (
    "CREATE TABLE said (doc INTEGER PRIMARY KEY, record TEXT NOT NULL UNIQUE)",
    "CREATE VIRTUAL TABLE words USING fts5(text, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')",
    # What is deleted leaves the pages at once: an erased person stays in no index.
    "INSERT INTO words(words, rank) VALUES ('secure-delete', 1)",
)
_WORD = re.compile(r"\w+")
_SAID = table("said", column("doc"), column("record"))
_WORDS = table("words", column("rowid"), column("words"))


def _triggers(kind: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    words = " || char(10) || ".join(f"NEW.{name}" for name in columns)
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in columns)
    doc = "(SELECT doc FROM said WHERE record = {row}.id)"
    return (
        f"""CREATE TRIGGER {kind}_said AFTER INSERT ON {kind} BEGIN
        INSERT INTO said(record) VALUES (NEW.id);
        INSERT INTO words(rowid, text) VALUES ({doc.format(row="NEW")}, {words}); END""",
        f"""CREATE TRIGGER {kind}_said_again AFTER UPDATE ON {kind} WHEN {changed} BEGIN
        UPDATE words SET text = {words} WHERE rowid = {doc.format(row="NEW")}; END""",
        f"""CREATE TRIGGER {kind}_unsaid AFTER DELETE ON {kind} BEGIN
        DELETE FROM words WHERE rowid = {doc.format(row="OLD")};
        DELETE FROM said WHERE record = OLD.id; END""",
    )


#: What lays the index out in a new file.
STATEMENTS: tuple[str, ...] = _TABLES + tuple(
    statement for kind, columns in SEARCHED.items() for statement in _triggers(kind, columns)
)


def query_of(asked: str) -> str:
    """The words as FTS5 wants them: all of them, each as the beginning of a word; empty without a word."""
    return " ".join(f'"{word}"*' for word in _WORD.findall(asked))


def matching(asked: str) -> Select[tuple[str]] | None:
    """The ids of the records whose words begin so, as a subquery; None when no word was asked."""
    query = query_of(asked)
    if not query:
        return None
    found = text("words MATCH :asked").bindparams(asked=query)
    return select(_SAID.c.record).join(_WORDS, _WORDS.c.rowid == _SAID.c.doc).where(found)


def missing(connection: Connection) -> int:
    """How many rows the index lacks or has too many; 0 when it is whole."""
    rows = " UNION ALL ".join(f"SELECT id FROM {kind}" for kind in SEARCHED)
    lacking = f"SELECT count(*) FROM ({rows}) WHERE id NOT IN (SELECT record FROM said)"
    surplus = f"SELECT count(*) FROM said WHERE record NOT IN ({rows})"
    return sum(int(connection.exec_driver_sql(query).scalar_one()) for query in (lacking, surplus))
