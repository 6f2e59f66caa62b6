# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The schema of a file: made new, or brought up to date with a backup first."""

from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.storage.backup import copy_study, free_name
from cxfield.storage.connect import APPLICATION_ID, Key, connect

#: The revisions in order; a file says in `user_version` how many of them it has.
REVISIONS: tuple[str, ...] = ("0001",)
CURRENT = len(REVISIONS)

_NEWER = N_(
    "{name} was saved by a newer CXField (format {found}, this one knows {known}). Update CXField to open it."
)
_NOT_A_STUDY = N_("{name} is not a CXField study. Choose a file that CXField has made (.cxf).")
_BROKEN_REFS = N_(
    "{name} could not be brought up to date: it has broken references. {backup} holds the file as it was."
)


def make_schema(path: Path, key: Key | None) -> None:
    """Lay out a new file."""
    # Imported here: no opening of a file that is there already should wait for it.
    from cxfield.storage.engine import connection_to
    from cxfield.storage.tables import VERSION

    with connection_to(path, key) as connection, connection.begin():
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        for statement in _statements():
            connection.exec_driver_sql(statement)
        connection.execute(VERSION.insert(), [{"version_num": REVISIONS[-1]}])
        connection.exec_driver_sql(f"PRAGMA user_version = {CURRENT}")


@cache
def _statements() -> tuple[str, ...]:
    """What lays out a file; written out once, for most of the time goes there."""
    from sqlalchemy.dialects.sqlite import dialect
    from sqlalchemy.schema import CreateIndex, CreateTable

    from cxfield.storage import search
    from cxfield.storage.tables import METADATA, VERSION

    made: list[str] = []
    for table in (*METADATA.sorted_tables, VERSION):
        made.append(str(CreateTable(table).compile(dialect=dialect())))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made += [str(CreateIndex(index).compile(dialect=dialect())) for index in indexes]
    return (*made, *search.STATEMENTS)


def format_of(raw: Any, name: str) -> int:
    """How many revisions an opened file has; a sentence when it is no study or from a newer program."""
    if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise UserError(_NOT_A_STUDY, name=name)
    found = int(raw.execute("PRAGMA user_version").fetchone()[0])
    if found > CURRENT:
        raise UserError(_NEWER, name=name, found=found, known=CURRENT)
    return found


def bring_up_to_date(path: Path, key: Key | None, copy: Callable[..., Path] = copy_study) -> Path:
    """Back the file up, migrate it, check its references; returns the backup."""
    backup = copy(path, free_name(path, "backup"), key)
    _upgrade(path, key)
    with closing(connect(path, key)) as raw:
        if raw.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise UserError(_BROKEN_REFS, name=path.name, backup=backup.name)
        raw.execute(f"PRAGMA user_version = {CURRENT}")
    return backup


def _upgrade(path: Path, key: Key | None) -> None:
    # Imported here: no opening of an up-to-date file should wait for it.
    from alembic import command
    from alembic.config import Config

    from cxfield.storage.engine import connection_to

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with connection_to(path, key) as connection:
        # With references checked, a table made anew would silently take its dependents along.
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
        config.attributes["connection"] = connection
        with connection.begin():
            command.upgrade(config, "head")
