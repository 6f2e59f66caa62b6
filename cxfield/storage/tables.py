# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal, and the tables that belong to this device alone."""

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text, text
from sqlmodel import SQLModel

from cxfield.model import registry  # noqa: F401  (the record tables join the metadata when imported)

METADATA: MetaData = SQLModel.metadata

#: Every write, once. `fields` and `parents` are JSON objects; an entry's id is "writer.seq".
JOURNAL = Table(
    "journal",
    METADATA,
    Column("writer", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("hlc", Integer, nullable=False),
    Column("at", Integer, nullable=False),
    Column("offset_min", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("grp", Text, nullable=False),
    Column("format", Integer, nullable=False),
    Column("op", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("fields", Text, nullable=False),
    Column("parents", Text, nullable=False),
    Column("stripped", Integer, nullable=False, default=0),
    Index("ix_journal_record", "record"),
    Index("ix_journal_grp", "grp"),
    Index("ix_journal_hlc", "hlc"),
    # Small ones: which records were made, which were deleted or erased, of which the words are gone.
    Index("ix_journal_made", "kind", "record", sqlite_where=text("op = 'create'")),
    Index("ix_journal_gone", "op", "record", sqlite_where=text("op IN ('delete', 'erase')")),
    Index("ix_journal_stripped", "record", sqlite_where=text("stripped = 1")),
    sqlite_with_rowid=False,
)

#: What only this device knows: the place, layout, drafts, who has the file open.
LOCAL = Table(
    "local_state",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

#: What undo would take back here, oldest first; `undone` rows are what redo would bring back.
UNDO = Table(
    "undo_stack",
    METADATA,
    Column("position", Integer, primary_key=True),
    Column("grp", Text, nullable=False),
    Column("scope", Text, nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("undone", Integer, nullable=False, default=0),
)

#: What came with each pooling on this device: the file names, and for each writer the runs of its numbers.
POOLING = Table(
    "pooling",
    METADATA,
    Column("grp", Text, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("offset_min", Integer, nullable=False),
    Column("files", Text, nullable=False),
    Column("runs", Text, nullable=False),
    Column("taken_back", Integer, nullable=False, default=0),
)

#: The journal rows of poolings that were taken back, for redo; no part of the study meanwhile.
SET_ASIDE = Table(
    "set_aside",
    METADATA,
    Column("pooling", Text, primary_key=True),
    *(Column(c.name, c.type, primary_key=c.primary_key, nullable=False) for c in JOURNAL.columns),
    Index("ix_set_aside_record", "record"),
    sqlite_with_rowid=False,
)

#: The bytes of attachments in numbered pieces; the attachment's record says what they add up to.
PIECES = Table(
    "piece",
    METADATA,
    Column("attachment_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

#: The same table as Alembic keeps it, so that a new file needs no Alembic to be stamped.
VERSION = Table("alembic_version", MetaData(), Column("version_num", Text, primary_key=True))
