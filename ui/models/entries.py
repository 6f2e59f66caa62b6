# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The entry list of a session: newest on top, pages of older ones when scrolled to."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cxfield.services.observation_shapes import EntryRow

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Kept(StrEnum):
    """How far an entry has come: on its way, on the disk, or waiting for the disk to take it."""

    PENDING = "pending"
    SAVED = "saved"
    UNSENT = "unsent"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list and how far it has come."""

    row: EntryRow
    kept: Kept = Kept.SAVED

    @property
    def order(self) -> tuple[int, str]:
        """Later moments stand higher."""
        return self.row.t_ms, self.row.id


class EntryModel(QAbstractListModel):
    """`put` inserts or replaces one row, `drop` takes one away; nothing else is painted again."""

    def __init__(
        self,
        spoken: Callable[[Line], str],
        older: Callable[[tuple[int, str], int], Sequence[EntryRow]],
        page: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._spoken = spoken
        self._older = older
        self._page = page
        self._lines: list[Line] = []
        self._by_id: dict[str, Line] = {}
        self._more = False

    def reset(self, rows: Iterable[EntryRow]) -> None:
        """Show these rows, newest first, instead of what was shown; unsent ones stay."""
        self.beginResetModel()
        unsent = [line for line in self._lines if line.kept is Kept.UNSENT]
        fresh = [Line(row) for row in rows]
        self._more = len(fresh) >= self._page
        known = {line.row.id for line in fresh}
        merged = fresh + [line for line in unsent if line.row.id not in known]
        self._lines = sorted(merged, key=lambda line: line.order, reverse=True)
        self._by_id = {line.row.id: line for line in self._lines}
        self.endResetModel()

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._lines, self._by_id, self._more = [], {}, False
        self.endResetModel()

    def put(self, row: EntryRow, kept: Kept = Kept.SAVED) -> None:
        """Insert a row in its place or replace the one with its id."""
        line = Line(row, kept)
        old = self._by_id.get(row.id)
        if old == line:
            return
        if old is not None and old.order == line.order:
            self._by_id[row.id] = line
            place = self._place(old)
            self._lines[place] = line
            if old.row == row and Kept.UNSENT not in (old.kept, kept):
                return  # it is on the disk now, and looks as before
            index = self.index(place)
            self.dataChanged.emit(index, index)
            return
        if old is not None:
            self.drop(row.id)
        place = self._insertion(line)
        if place == len(self._lines) and self._more and self._lines:
            return  # it belongs to a page that nobody has scrolled to
        self.beginInsertRows(_ROOT, place, place)
        self._lines.insert(place, line)
        self._by_id[row.id] = line
        self.endInsertRows()

    def trim(self, count: int) -> None:
        """Forget all but the newest rows, which are read again when somebody scrolls to them."""
        unsaved = (place for place, line in enumerate(self._lines) if line.kept is not Kept.SAVED)
        count = max(count, max(unsaved, default=-1) + 1)
        extra = self._lines[count:]
        if not extra:
            return
        self.beginRemoveRows(_ROOT, count, len(self._lines) - 1)
        del self._lines[count:]
        for line in extra:
            del self._by_id[line.row.id]
        self._more = True
        self.endRemoveRows()

    def drop(self, entry_id: str) -> None:
        """Take a row away."""
        line = self._by_id.pop(entry_id, None)
        if line is None:
            return
        place = self._place(line)
        self.beginRemoveRows(_ROOT, place, place)
        del self._lines[place]
        self.endRemoveRows()

    def line(self, entry_id: str) -> Line | None:
        """The row with an id, if it is loaded."""
        return self._by_id.get(entry_id)

    def at(self, place: int) -> Line | None:
        """The row at a place."""
        return self._lines[place] if 0 <= place < len(self._lines) else None

    def newest(self, count: int) -> tuple[EntryRow, ...]:
        """The rows on top."""
        return tuple(line.row for line in self._lines[:count])

    def place_of(self, entry_id: str) -> int:
        """The place of a row, or -1."""
        line = self._by_id.get(entry_id)
        return -1 if line is None else self._place(line)

    def refresh(self) -> None:
        """Say every row again, as after a change of language or theme."""
        if self._lines:
            self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1))

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """How many rows are loaded."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row itself, or what a screen reader says of it."""
        line = self.at(index.row())
        if line is None:
            return None
        if role == ROW_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(line)
        return None

    def canFetchMore(self, parent: AnyIndex) -> bool:
        """Whether there may be older entries than the oldest one loaded."""
        return self._more and not parent.isValid()

    def fetchMore(self, parent: AnyIndex) -> None:
        """Load the next older page."""
        if not self._lines or parent.isValid():
            return
        rows = self._older(self._lines[-1].order, self._page)
        self._more = len(rows) >= self._page
        fresh = [Line(row) for row in rows if row.id not in self._by_id]
        if fresh:
            first = len(self._lines)
            self.beginInsertRows(_ROOT, first, first + len(fresh) - 1)
            self._lines += fresh
            self._by_id.update((line.row.id, line) for line in fresh)
            self.endInsertRows()

    def _place(self, line: Line) -> int:
        # Nearly always at or near the top.
        return next(at for at, other in enumerate(self._lines) if other.row.id == line.row.id)

    def _insertion(self, line: Line) -> int:
        for at, other in enumerate(self._lines):
            if other.order < line.order:
                return at
        return len(self._lines)
