# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A study file that was deleted while it was open: the system still has its pages, so it is written again."""

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cxfield.storage.connect import Key, connect

if TYPE_CHECKING:
    from sqlalchemy import Connection

_FILES = "PRAGMA database_list"


def is_there(path: Path, connection: "Connection | None") -> bool:
    """Whether the path still leads to a file; before the first connection there is nothing to lose."""
    if connection is None:
        return True
    try:
        return os.stat(path).st_nlink > 0  # noqa: PTH116  (the quickest way, on the path of every write)
    except FileNotFoundError:
        return False


def write_again(path: Path, key: Key | None, connection: "Connection | None") -> None:
    """Copy the whole study from the still open connection to its old place, and let go of the lost one."""
    if connection is None:
        return
    raw: Any = connection.connection.dbapi_connection
    for tail in ("-wal", "-shm"):
        path.with_name(path.name + tail).unlink(missing_ok=True)
    with closing(connect(path, key)) as copy:
        raw.backup(copy)
    connection.close()
