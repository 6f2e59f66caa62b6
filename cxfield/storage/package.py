# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Packages (.cxpack): journal rows in a file of their own, checksummed, with a passphrase encrypted."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.storage.bytestore import Piece
from cxfield.storage.connect import connect, key_of, new_key
from cxfield.storage.entry import FORMAT, JournalEntry, to_row
from cxfield.storage.trouble import driver_errors, said

#: Says "a CXField package" in the header of the file ("CXP1").
PACKAGE_ID = 0x43585031
_MAGIC = b"SQLite format 3\0"
_COLUMNS = (
    "writer", "seq", "hlc", "at", "offset_min", "author", "grp", "format", "op", "kind", "record",
    "fields", "parents", "stripped",
)  # fmt: skip
_PIECES = "SELECT attachment_id, number, data FROM piece ORDER BY rowid"

_NOT_A_PACKAGE = N_("{name} is not a CXField package. Choose a .cxpack file.")
_LOCKED = N_("{name} is encrypted. Give the passphrase its sender told you; nothing was changed.")
_WRONG = N_("The passphrase does not open {name}. Check it with the sender; nothing was changed.")
_DAMAGED = N_("{name} is damaged: its contents do not match their checksum. Ask the sender for it again.")
_NEWER = N_("{name} was made by a newer CXField. Update CXField to open it; nothing was changed.")
_MISSING = N_("{name} is not there any more. Check the folder, or ask for it again.")


@dataclass(frozen=True, slots=True)
class Package:
    """What a package holds: what its maker wrote of it, and the journal rows; `pieces` reads the bytes."""

    about: dict[str, Any]
    entries: tuple[JournalEntry, ...]
    path: Path | None = None
    passphrase: str | None = field(default=None, repr=False)

    def pieces(self) -> Iterator[Piece]:
        """The bytes of attachments, a piece at a time; a recording is never in memory as a whole."""
        if self.path is None:
            return
        key = key_of(self.path, self.passphrase) if self.passphrase else None
        with closing(connect(self.path, key, read_only=True)) as raw:
            for row in raw.execute(_PIECES):
                yield Piece(row[0], row[1], bytes(row[2]))


def write_package(
    path: Path,
    about: dict[str, Any],
    entries: Sequence[JournalEntry],
    passphrase: str | None = None,
    *,
    pieces: Iterable[Piece] = (),
) -> Path:
    """Write a whole package or none; an existing file of that name is replaced at the end."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    rows = [_values(entry) for entry in entries]
    kept = {**about, "format": FORMAT, "count": len(rows)}
    try:
        with closing(connect(part, new_key(passphrase) if passphrase else None)) as raw:
            raw.execute("PRAGMA journal_mode = DELETE").fetchone()
            raw.execute(f"PRAGMA application_id = {PACKAGE_ID}")
            raw.execute("CREATE TABLE about (words TEXT NOT NULL)")
            raw.execute(f"CREATE TABLE journal ({', '.join(_COLUMNS)})")
            raw.execute("CREATE TABLE piece (attachment_id, number, data)")
            raw.execute("BEGIN")
            marks = ", ".join("?" for _ in _COLUMNS)
            raw.executemany(f"INSERT INTO journal VALUES ({marks})", rows)
            kept["checksum"] = _checksum(kept, rows, _put_pieces(raw, pieces))
            raw.execute(
                "INSERT INTO about VALUES (?)", (json.dumps(kept, ensure_ascii=False, sort_keys=True),)
            )
            raw.execute("COMMIT")
        os.replace(part, path)  # noqa: PTH105
    except driver_errors() as error:
        part.unlink(missing_ok=True)
        raise said(error, path) from error
    return path


def read_package(path: Path, passphrase: str | None = None) -> Package:
    """Read a package and hold it against its checksum; a sentence for everything wrong."""
    _look(path, passphrase)
    key = key_of(path, passphrase) if passphrase else None
    try:
        with closing(connect(path, key, read_only=True)) as raw:
            if raw.execute("PRAGMA application_id").fetchone()[0] != PACKAGE_ID:
                raise UserError(_NOT_A_PACKAGE, name=path.name)
            about = json.loads(raw.execute("SELECT words FROM about").fetchone()[0])
            if int(about.get("format", 0)) > FORMAT:
                raise UserError(_NEWER, name=path.name)
            rows = raw.execute(f"SELECT {', '.join(_COLUMNS)} FROM journal ORDER BY rowid").fetchall()
            sums = [_sum(*piece) for piece in raw.execute(_PIECES)]
    except driver_errors():
        raise UserError(_WRONG if passphrase else _NOT_A_PACKAGE, name=path.name) from None
    except (ValueError, TypeError, AttributeError):
        raise UserError(_DAMAGED, name=path.name) from None
    if about.pop("checksum", "") != _checksum(about, rows, sums) or about.get("count") != len(rows):
        raise UserError(_DAMAGED, name=path.name)
    return Package(about, tuple(_entry(row) for row in rows), path, passphrase)


def _look(path: Path, passphrase: str | None) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError:
        raise UserError(_MISSING, name=path.name) from None
    plain = head == _MAGIC
    if len(head) < 16:  # noqa: PLR2004 - not even a header
        raise UserError(_NOT_A_PACKAGE, name=path.name)
    if not plain and not passphrase:
        raise UserError(_LOCKED, name=path.name)
    if plain and passphrase:
        raise UserError(_NOT_A_PACKAGE if head != _MAGIC else _WRONG, name=path.name)


def needs_passphrase(path: Path) -> bool:
    """Whether a package is encrypted, by its first bytes."""
    try:
        with path.open("rb") as file:
            return file.read(16) != _MAGIC
    except OSError:
        return False


def _values(entry: JournalEntry) -> tuple[Any, ...]:
    row = to_row(entry)
    return tuple(row[name] for name in _COLUMNS)


def _entry(row: Sequence[Any]) -> JournalEntry:
    values = dict(zip(_COLUMNS, row, strict=True))
    return JournalEntry(
        writer=values["writer"],
        seq=values["seq"],
        hlc=values["hlc"],
        at=values["at"],
        offset_min=values["offset_min"],
        author=values["author"],
        group=values["grp"],
        op=values["op"],
        kind=values["kind"],
        record=values["record"],
        fields=json.loads(values["fields"]),
        parents=json.loads(values["parents"]),
        format=values["format"],
        stripped=bool(values["stripped"]),
    )


def _put_pieces(raw: Any, pieces: Iterable[Piece]) -> list[str]:
    sums = []
    for piece in pieces:
        row = (piece.attachment_id, piece.number, piece.data)
        raw.execute("INSERT INTO piece VALUES (?, ?, ?)", row)
        sums.append(_sum(*row))
    return sums


def _sum(attachment_id: str, number: int, data: bytes) -> str:
    return f"{attachment_id} {number} {hashlib.sha256(data).hexdigest()}"


def _checksum(about: dict[str, Any], rows: Iterable[Sequence[Any]], sums: Iterable[str]) -> str:
    digest = hashlib.sha256(json.dumps(about, ensure_ascii=False, sort_keys=True).encode())
    for row in rows:
        digest.update(json.dumps(list(row), ensure_ascii=False).encode("utf-8", "surrogatepass"))
    for line in sums:
        digest.update(line.encode())
    return digest.hexdigest()
