# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A first look at a file, before any driver touches it."""

from pathlib import Path

from cxfield.errors import UserError
from cxfield.i18n import N_

_MAGIC = b"SQLite format 3\0"
_MISSING = N_("{name} is not there any more. Check the folder, or choose another study.")
_FOLDER = N_("{name} is a folder. Choose a study file (.cxf).")
_UNREADABLE = N_("{name} cannot be read. Check that you may use it.")
_EMPTY = N_("{name} is empty: it is not a CXField study. Choose a .cxf file.")
_FOREIGN = N_(
    "{name} is not a CXField study, or it is encrypted. Choose a .cxf file, or give its passphrase."
)
_PLAIN = N_("{name} is not encrypted. Open it without a passphrase.")
_TRUNCATED = N_(
    "{name} is cut short: {missing} bytes are missing. Copy it again from where it came, or open a backup."
)


def look_at(path: Path, *, encrypted: bool) -> None:
    """Say in a sentence when this cannot be a whole study file."""
    try:
        if path.is_dir():
            raise UserError(_FOLDER, name=path.name)
        with path.open("rb") as file:
            head = file.read(100)
        size = path.stat().st_size
    except FileNotFoundError:
        raise UserError(_MISSING, name=path.name) from None
    except OSError:
        raise UserError(_UNREADABLE, name=path.name) from None
    if not head:
        raise UserError(_EMPTY, name=path.name)
    plain = head.startswith(_MAGIC)
    if plain and encrypted:
        raise UserError(_PLAIN, name=path.name)
    if not plain and not encrypted:
        raise UserError(_FOREIGN, name=path.name)
    if plain:
        _whole(path, head, size)


def _whole(path: Path, head: bytes, size: int) -> None:
    """Compare the size with what the header says; a log beside the file may hold the rest."""
    if path.with_name(path.name + "-wal").exists():
        return
    page = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:32], "big")
    expected = (65_536 if page == 1 else page) * pages
    if size < max(100, expected):
        raise UserError(_TRUNCATED, name=path.name, missing=expected - size)
