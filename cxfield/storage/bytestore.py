# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bytes of attachments: numbered pieces beside the journal, which only says what they must add up to.

A piece never changes once it is written, so copies of a study pool by taking what they lack. Pieces of a
removed attachment stay while undo may bring it back; those of an erased person go at once, wherever from.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.registry import table_of
from cxfield.model.talk import Attachment
from cxfield.storage.tables import JOURNAL, PIECES, SET_ASIDE

#: Pictures are cut into pieces of this size; a recording writes its own, about two seconds each.
PIECE_BYTES = 256 * 1024

_KIND = "attachment"
_OTHER_BYTES = N_(
    "A picture or recording is here with other contents. Nothing was taken in; ask for a new package."
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of an attachment, numbered from 0."""

    attachment_id: str
    number: int
    data: bytes


def append(connection: Connection, attachment_id: str, data: bytes) -> int:
    """Add the next piece of an attachment; returns its number."""
    number = piece_count(connection, attachment_id)
    row = {"attachment_id": attachment_id, "number": number, "data": data}
    connection.execute(PIECES.insert(), [row])
    return number


def piece_count(connection: Connection, attachment_id: str) -> int:
    """How many pieces an attachment has here."""
    query = select(func.count()).select_from(PIECES).where(PIECES.c.attachment_id == attachment_id)
    return int(connection.execute(query).scalar_one())


def size_of(connection: Connection, attachment_id: str) -> int:
    """How many bytes of an attachment are here."""
    total = func.coalesce(func.sum(func.length(PIECES.c.data)), 0)
    return int(connection.execute(select(total).where(PIECES.c.attachment_id == attachment_id)).scalar_one())


def read(connection: Connection, attachment_id: str) -> Iterator[bytes]:
    """The pieces of an attachment in order, one at a time."""
    query = select(PIECES.c.data).where(PIECES.c.attachment_id == attachment_id).order_by(PIECES.c.number)
    for row in connection.execute(query):
        yield bytes(row.data)


def read_range(connection: Connection, attachment_id: str, start: int, size: int) -> bytes:
    """Some bytes of an attachment; fewer at its end."""
    query = (
        select(PIECES.c.number, func.length(PIECES.c.data).label("size"))
        .where(PIECES.c.attachment_id == attachment_id)
        .order_by(PIECES.c.number)
    )
    found, at = bytearray(), 0
    for row in connection.execute(query).all():
        if at >= start + size:
            break
        if at + row.size > start:
            piece = select(PIECES.c.data).where(
                PIECES.c.attachment_id == attachment_id, PIECES.c.number == row.number
            )
            data = bytes(connection.execute(piece).scalar_one())
            found += data[max(0, start - at) : start + size - at]
        at += row.size
    return bytes(found)


def pieces(connection: Connection, attachment_ids: Iterable[str]) -> Iterator[Piece]:
    """Every piece of these attachments, for a package."""
    for attachment_id in sorted(attachment_ids):
        for number, data in enumerate(read(connection, attachment_id)):
            yield Piece(attachment_id, number, data)


def take_in(connection: Connection, came: Iterable[Piece]) -> None:
    """Add pieces from another copy; one that is here must be the same, one of nobody is left out."""
    known: set[str] | None = None
    for piece in came:
        if known is None:  # the whole journal is asked, and most packages bring no pieces
            query = select(JOURNAL.c.record).where(JOURNAL.c.kind == _KIND)
            known = set(connection.execute(query).scalars())
        if piece.attachment_id not in known:
            continue
        query = select(PIECES.c.data).where(
            PIECES.c.attachment_id == piece.attachment_id, PIECES.c.number == piece.number
        )
        here = connection.execute(query).scalar()
        if here is None:
            row = {"attachment_id": piece.attachment_id, "number": piece.number, "data": piece.data}
            connection.execute(PIECES.insert(), [row])
        elif bytes(here) != piece.data:
            raise UserError(_OTHER_BYTES)


def drop(connection: Connection, attachment_id: str) -> None:
    """Drop the pieces of one attachment."""
    connection.execute(delete(PIECES).where(PIECES.c.attachment_id == attachment_id))


def sweep(connection: Connection, *, removed_too: bool = False) -> None:
    """Drop the pieces of erased attachments, and of removed ones when nothing can bring them back."""
    erased = select(JOURNAL.c.record).where(JOURNAL.c.kind == _KIND, JOURNAL.c.stripped == 1)
    connection.execute(delete(PIECES).where(PIECES.c.attachment_id.in_(erased)))
    if removed_too:
        there = select(table_of(Attachment).c.id)
        connection.execute(delete(PIECES).where(PIECES.c.attachment_id.not_in(there)))


def problems(connection: Connection) -> list[str]:
    """Attachments whose bytes are not what their record says, and bytes that nobody knows."""
    table = table_of(Attachment)
    found: list[str] = []
    for row in connection.execute(
        select(table.c.id, table.c.size, table.c.sha256).order_by(table.c.id)
    ).all():
        if row.sha256:  # without it, it is still being recorded
            found += _compare(connection, row.id, row.size, row.sha256)
    known = select(JOURNAL.c.record).where(JOURNAL.c.kind == _KIND, JOURNAL.c.stripped == 0)
    waiting = select(SET_ASIDE.c.record).where(SET_ASIDE.c.kind == _KIND)
    strange = select(PIECES.c.attachment_id).where(
        PIECES.c.attachment_id.not_in(known), PIECES.c.attachment_id.not_in(waiting)
    )
    found += [
        f"bytes: attachment {row[0]} is not known or was erased"
        for row in connection.execute(strange.distinct())
    ]
    return found


def _compare(connection: Connection, attachment_id: str, size: int, sha256: str) -> list[str]:
    numbers: Sequence[int] = (
        connection.execute(
            select(PIECES.c.number).where(PIECES.c.attachment_id == attachment_id).order_by(PIECES.c.number)
        )
        .scalars()
        .all()
    )
    name = f"bytes: attachment {attachment_id}"
    if not numbers:
        return [f"{name} has no bytes"]
    if list(numbers) != list(range(len(numbers))):
        return [f"{name} lacks a piece"]
    digest, length = hashlib.sha256(), 0
    for data in read(connection, attachment_id):
        digest.update(data)
        length += len(data)
    if length != size:
        return [f"{name} has {length} bytes instead of {size}"]
    return [f"{name} does not match its checksum"] if digest.hexdigest() != sha256 else []
