# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Packages (.cxpack): journal rows in a file of their own, checksummed, with a passphrase encrypted."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.storage.bytestore import Piece
from cxfield.storage.connect import Key, connect, key_of, new_key
from cxfield.storage.entry import COLUMNS, FORMAT, JournalEntry, JournalRow, entry_of, row_of
from cxfield.storage.envelope import close_envelope, is_closed, is_whole
from cxfield.storage.trouble import driver_errors, said

#: Says "a CXField package" in the header of the file ("CXP1").
PACKAGE_ID = 0x43585031
_MAGIC = b"SQLite format 3\0"
_PIECES = "SELECT attachment_id, number, data FROM piece ORDER BY rowid"
_ROWS = f"SELECT {', '.join(COLUMNS)} FROM journal ORDER BY rowid"

_NOT_A_PACKAGE = N_("{name} is not a CXField package, or it is cut short. Ask its sender for it again.")
_LOCKED = N_("{name} is encrypted. Give the passphrase its sender told you; nothing was changed.")
_WRONG = N_("The passphrase does not open {name}. Check it with the sender; nothing was changed.")
_DAMAGED = N_("{name} is damaged: its contents do not match their checksum. Ask the sender for it again.")
_NEWER = N_("{name} was made by a newer CXField. Update CXField to open it; nothing was changed.")
_MISSING = N_("{name} is not there any more. Check the folder, or ask for it again.")


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can be pooled, found whole: what it says of itself, and its rows on demand."""

    path: Path
    about: dict[str, Any]
    count: int
    key: Key | None = field(default=None, repr=False)
    has_pieces: bool = True
    immutable: bool = False

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.name

    def rows(self) -> Iterator[JournalRow]:
        """The journal rows, a few at a time."""
        with closing(self._connect()) as raw:
            yield from raw.execute(_ROWS if self.about["kind"] != "study" else _ROWS.replace("rowid", "hlc"))

    def pieces(self) -> Iterator[Piece]:
        """The bytes of attachments, a piece at a time; a recording is never in memory as a whole."""
        if not self.has_pieces:
            return
        with closing(self._connect()) as raw:
            query = _PIECES if self.about["kind"] != "study" else _PIECES.replace("rowid", "1, 2")
            for row in raw.execute(query):
                yield Piece(row[0], row[1], bytes(row[2]))

    def _connect(self) -> Any:
        return connect(self.path, self.key, read_only=True, immutable=self.immutable)


@dataclass(frozen=True, slots=True)
class Package:
    """A small package in memory (a kit): what its maker wrote of it, and the entries."""

    about: dict[str, Any]
    entries: tuple[JournalEntry, ...]
    source: Source | None = None

    def pieces(self) -> Iterator[Piece]:
        """The bytes of attachments, a piece at a time."""
        return self.source.pieces() if self.source is not None else iter(())


def write_package(
    path: Path,
    about: dict[str, Any],
    entries: Iterable[JournalEntry],
    passphrase: str | None = None,
    *,
    pieces: Iterable[Piece] = (),
) -> Path:
    """Write a whole package or none; an existing file of that name is replaced at the end."""
    write_rows(path, about, map(row_of, entries), passphrase, pieces=pieces)
    return path


def write_rows(
    path: Path,
    about: dict[str, Any],
    rows: Iterable[JournalRow],
    passphrase: str | None = None,
    *,
    pieces: Iterable[Piece] = (),
) -> int:
    """Write a package from rows as they come, never all in memory; returns how many there were."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with closing(connect(part, new_key(passphrase) if passphrase else None)) as raw:
            raw.execute("PRAGMA journal_mode = DELETE").fetchone()
            raw.execute(f"PRAGMA application_id = {PACKAGE_ID}")
            raw.execute("CREATE TABLE about (words TEXT NOT NULL)")
            raw.execute(f"CREATE TABLE journal ({', '.join(COLUMNS)})")
            raw.execute("CREATE TABLE piece (attachment_id, number, data)")
            raw.execute("BEGIN")
            marks = ", ".join("?" for _ in COLUMNS)
            raw.executemany(f"INSERT INTO journal VALUES ({marks})", (tuple(row) for row in rows))
            raw.executemany(
                "INSERT INTO piece VALUES (?, ?, ?)", ((p.attachment_id, p.number, p.data) for p in pieces)
            )
            count = int(raw.execute("SELECT COUNT(*) FROM journal").fetchone()[0])
            kept = {**about, "format": FORMAT, "count": count}
            words = json.dumps(kept, ensure_ascii=False, sort_keys=True)
            raw.execute("INSERT INTO about VALUES (?)", (words,))
            raw.execute("COMMIT")
        close_envelope(part)
        os.replace(part, path)  # noqa: PTH105
    except driver_errors() as error:
        part.unlink(missing_ok=True)
        raise said(error, path) from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return count


def open_package(path: Path, passphrase: str | None = None) -> Source:
    """Look a package over, byte by byte; a sentence for everything wrong."""
    _look(path, passphrase)
    key = key_of(path, passphrase) if passphrase else None
    try:
        with closing(connect(path, key, read_only=True, immutable=True)) as raw:
            if raw.execute("PRAGMA application_id").fetchone()[0] != PACKAGE_ID:
                raise UserError(_NOT_A_PACKAGE, name=path.name)
            about = json.loads(raw.execute("SELECT words FROM about").fetchone()[0])
            if int(about.get("format", 0)) > FORMAT:
                raise UserError(_NEWER, name=path.name)
            count = int(raw.execute("SELECT COUNT(*) FROM journal").fetchone()[0])
    except driver_errors():
        raise UserError(_WRONG if passphrase else _NOT_A_PACKAGE, name=path.name) from None
    except (ValueError, TypeError, AttributeError):
        raise UserError(_DAMAGED, name=path.name) from None
    if about.get("count") != count:
        raise UserError(_DAMAGED, name=path.name)
    return Source(path, about, count, key, immutable=True)


def read_package(path: Path, passphrase: str | None = None) -> Package:
    """Read a small package as a whole; a sentence for everything wrong."""
    source = open_package(path, passphrase)
    return Package(source.about, tuple(map(entry_of, source.rows())), source)


def _look(path: Path, passphrase: str | None) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
        if not is_closed(path):
            raise UserError(_NOT_A_PACKAGE, name=path.name)
        if not is_whole(path):
            raise UserError(_DAMAGED, name=path.name)
    except OSError:
        raise UserError(_MISSING, name=path.name) from None
    plain = head == _MAGIC
    if not plain and not passphrase:
        raise UserError(_LOCKED, name=path.name)
    if plain and passphrase:
        raise UserError(_WRONG, name=path.name)


def is_package(path: Path) -> bool:
    """Whether a file is a package, whole or not, by its last bytes or its name."""
    try:
        return is_closed(path) or path.suffix.lower() == ".cxpack"
    except OSError:
        return False


def needs_passphrase(path: Path) -> bool:
    """Whether a file is encrypted, by its first bytes."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) != _MAGIC
    except OSError:
        return False
