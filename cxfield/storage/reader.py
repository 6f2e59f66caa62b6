# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asking the rows, on one connection, consistent while one question lasts."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.storage.plain import PlainReader

# SQLAlchemy and the records are imported when they are first asked for: a first view does without.
if TYPE_CHECKING:
    from sqlalchemy import Connection, Row
    from sqlalchemy.sql import Executable

    from cxfield.model.base import Record
    from cxfield.model.registry import Kind

R = TypeVar("R", bound="Record")

_GONE = N_("This {kind} was removed meanwhile. Choose another.")


class Reader(PlainReader):
    """Questions to a study; records come back as plain, detached values."""

    def __init__(self, raw: Any, above: "Callable[[], Connection]") -> None:
        super().__init__(raw)
        self._above = above

    @property
    def connection(self) -> "Connection":
        """SQLAlchemy's view of the connection."""
        return self._above()

    def find(self, cls: type[R], record_id: str | None) -> R | None:
        """The record, or nothing."""
        from cxfield.storage.records import record_of

        row = self.values(cls, record_id)
        return record_of(cls, row) if row is not None else None

    def get(self, cls: type[R], record_id: str) -> R:
        """The record; a sentence when it is gone."""
        from cxfield.model.registry import kind_of

        found = self.find(cls, record_id)
        if found is None:
            raise UserError(_GONE, kind=kind_of(cls).name)
        return found

    def values(self, cls: "type[Record]", record_id: str | None) -> dict[str, Any] | None:
        """The columns of a record, or nothing: for verbs of every press, where making it would be felt."""
        from cxfield.model.registry import kind_of

        return self._row(kind_of(cls), record_id) if record_id else None

    def all(self, cls: type[R], *, order_by: str = "id", retired: bool = False, **equals: Any) -> list[R]:
        """Every living record whose columns equal these values, in the order of a column."""
        from cxfield.model.registry import kind_of
        from cxfield.storage.records import record_of
        from cxfield.storage.row_forms import form_of

        form = form_of(kind_of(cls).name)
        query = form.asking((*equals,), order_by, retired=retired)
        return [record_of(cls, form.of_row(row)) for row in self.sql(query, *equals.values())]

    def select(self, statement: "Executable") -> "Sequence[Row[Any]]":
        """The rows of a statement of one's own."""
        return self.connection.execute(statement).all()

    def stored_bytes(self, attachment_id: str, start: int = 0, size: int | None = None) -> bytes:
        """The bytes of an attachment, all of them or a stretch; none when they are not here."""
        from cxfield.storage import bytestore

        if start == 0 and size is None:
            return b"".join(bytestore.read(self.connection, attachment_id))
        most = bytestore.size_of(self.connection, attachment_id) - start
        return bytestore.read_range(self.connection, attachment_id, start, most if size is None else size)

    def stored_size(self, attachment_id: str) -> int:
        """How many bytes of an attachment are here."""
        from cxfield.storage import bytestore

        return bytestore.size_of(self.connection, attachment_id)

    def _row(self, kind: "Kind", record_id: str) -> dict[str, Any] | None:
        from cxfield.storage.row_forms import form_of

        form = form_of(kind.name)
        row = self.raw.execute(f"{form.select} WHERE id = ?", (record_id,)).fetchone()
        return form.of_row(row) if row is not None else None
