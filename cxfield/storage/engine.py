# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SQLAlchemy on top of the driver's connections."""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from cxfield.storage.connect import Key, connect


def engine_for(path: Path, key: Key | None, *, begin: str = "BEGIN") -> Engine:
    """An engine whose every connection writes and begins its own transactions."""
    engine = create_engine(
        "sqlite://", creator=lambda: connect(path, key), module=sqlcipher, poolclass=NullPool
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


def above(raw: Any) -> Connection:
    """SQLAlchemy's view of an open connection, in whatever transaction that is."""
    return create_engine("sqlite://", creator=lambda: raw, module=sqlcipher, poolclass=NullPool).connect()
