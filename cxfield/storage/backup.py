# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies of a study: through SQLite's own backup, never by copying an open file."""

import os
from contextlib import closing
from pathlib import Path

from cxfield.storage.connect import Key, connect


def copy_study(source: Path, target: Path, key: Key | None = None) -> Path:
    """Copy a study, open or not, to a new place; an encrypted one stays encrypted with the same key."""
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    with closing(connect(source, key, read_only=True)) as original, closing(connect(part, key)) as copy:
        original.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE").fetchone()
    os.replace(part, target)  # noqa: PTH105
    return target


def free_name(path: Path, word: str) -> Path:
    """A name beside the file that nobody uses yet, such as "study.backup-2.cxf"."""
    number = 1
    while True:
        tail = f".{word}" if number == 1 else f".{word}-{number}"
        candidate = path.with_name(f"{path.stem}{tail}{path.suffix}")
        if not candidate.exists():
            return candidate
        number += 1
