# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SQLAlchemy on top of the driver's connections.

One engine serves every file and thread: what it has once made of a statement is then ready for all of them.
"""

import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from cxfield.storage.connect import Key, connect

_STATEMENTS = 2000


def connection_to(path: Path, key: Key | None, *, begin: str = "BEGIN") -> Connection:
    """A connection of its own to a file, for writing; `begin` starts its transactions."""
    return _over(begin, lambda: connect(path, key))


def above(raw: Any) -> Connection:
    """SQLAlchemy's view of an open connection, in whatever transaction that is."""
    return _over("", lambda: raw)


def driver_of(connection: Connection) -> Any:
    """The driver's own connection below: asked at every press, where the layer above it would be felt."""
    return connection.connection.dbapi_connection


def _over(begin: str, make: Callable[[], Any]) -> Connection:
    engine, hand = _engine(begin)
    hand.make = make
    try:
        return engine.connect()
    finally:
        del hand.make


@cache
def _engine(begin: str) -> tuple[Engine, threading.local]:
    """The engine, and the thread's own way of telling it which connection it shall be."""
    hand = threading.local()
    engine = create_engine(
        "sqlite://",
        creator=lambda: hand.make(),  # noqa: PLW0108  (each thread's own, at the time of asking)
        module=sqlcipher,
        poolclass=NullPool,
        query_cache_size=_STATEMENTS,
    )
    if begin:

        @event.listens_for(engine, "begin")
        def _begin(connection: Any) -> None:
            connection.exec_driver_sql(begin)

    return engine, hand
