# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A colleague's whole study file as something to pool: read as it is, never written to or migrated."""

import json
import os
from contextlib import closing
from pathlib import Path
from typing import Any

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.storage.connect import connect, key_of
from cxfield.storage.header import look_at
from cxfield.storage.migrate import format_of
from cxfield.storage.package import Source
from cxfield.storage.trouble import driver_errors, said

_EMPTY = N_("{name} holds no study yet: there is nothing to pool.")
_BROKEN = N_("{name} is damaged. Ask its owner for a package or a backup; nothing was changed.")
_STUDY = "SELECT record, fields FROM journal WHERE kind = 'study' AND op = 'create' ORDER BY hlc LIMIT 1"
_LAST = "SELECT author, at FROM journal ORDER BY hlc DESC LIMIT 1"


def open_study(path: Path, passphrase: str | None = None) -> Source:
    """Look a study file over; older formats are read too, for journal rows are never migrated."""
    look_at(path, encrypted=passphrase is not None)
    key = key_of(path, passphrase) if passphrase else None
    immutable = not os.access(path.parent, os.W_OK)
    try:
        with closing(connect(path, key, read_only=True, immutable=immutable)) as raw:
            format_of(raw, path.name)
            if raw.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise UserError(_BROKEN, name=path.name)
            about = _about(raw, path)
            count = int(raw.execute("SELECT COUNT(*) FROM journal").fetchone()[0])
            pieces = raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'piece'").fetchone() is not None
    except driver_errors() as error:
        raise said(error, path) from error
    return Source(path, about, count, key, has_pieces=pieces, immutable=immutable)


def _about(raw: Any, path: Path) -> dict[str, Any]:
    made = raw.execute(_STUDY).fetchone()
    if made is None:
        raise UserError(_EMPTY, name=path.name)
    author, at = raw.execute(_LAST).fetchone()
    title = json.loads(made[1]).get("title", {})
    return {"kind": "study", "study": made[0], "title": title, "author": author, "made_at": at}
