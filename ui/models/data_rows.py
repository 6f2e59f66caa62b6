# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that was logged as a table: keys of all rows, words only of those looked at."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cxfield.i18n import N_
from cxfield.services.data import Found, Group, Key
from cxfield.services.data_rows import DataRow
from ui.context import Ui

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
PAGE = 64

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Column(IntEnum):
    """The columns in order."""

    STAR = 0
    TIME = 1
    WHO = 2
    WHAT = 3
    TEXT = 4
    ORDINARY = 5
    POLARITY = 6
    FEELING = 7
    OBSERVER = 8


HEADERS: dict[Column, str] = {
    Column.STAR: "",
    Column.TIME: N_("Time"),
    Column.WHO: N_("Who"),
    Column.WHAT: N_("Code or question"),
    Column.TEXT: N_("Logged"),
    Column.ORDINARY: N_("Ordin."),
    Column.POLARITY: N_("Polarity"),
    Column.FEELING: N_("Feeling"),
    Column.OBSERVER: N_("By"),
}


@dataclass(frozen=True, slots=True)
class Head:
    """A line that opens a session; \u2190 and \u2192 close and open it."""

    group: Group
    open: bool


Line = Head | Key
Fetch = Callable[[Sequence[Key]], Sequence[DataRow]]


def _nothing(_keys: Sequence[Key]) -> Sequence[DataRow]:
    return ()


class DataModel(QAbstractTableModel):
    """`use(found, fetch)` shows rows by session; `fetch(keys)` reads the words of a page of them."""

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._groups: tuple[Group, ...] = ()
        self._fetch: Fetch = _nothing
        self._closed: set[str] = set()
        self._lines: list[Line] = []
        self._rows: dict[Key, DataRow] = {}

    def use(self, found: Found, fetch: Fetch) -> None:
        """Show what was found; sessions that were closed stay closed."""
        self.beginResetModel()
        self._groups, self._fetch = found.groups, fetch
        self._rows.clear()
        self._lay_out()
        self.endResetModel()

    def set_open(self, session_id: str, wanted: bool) -> None:
        """Open or close the rows of a session."""
        if (session_id not in self._closed) == wanted:
            return
        self.beginResetModel()
        (self._closed.discard if wanted else self._closed.add)(session_id)
        self._lay_out()
        self.endResetModel()

    def forget(self, ids: Iterable[str]) -> bool:
        """Read these rows again; False when one of them is not among the rows shown."""
        wanted = set(ids)
        known = {key.id: key for key in self._rows}
        if not wanted <= known.keys():
            return False
        for record_id in wanted:
            del self._rows[known[record_id]]
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, len(Column) - 1))
        return True

    def line(self, place: int) -> Line | None:
        """What stands on a line: a session's head or the key of a row."""
        return self._lines[place] if 0 <= place < len(self._lines) else None

    def heads(self) -> tuple[int, ...]:
        """The places of the sessions' heads."""
        return tuple(place for place, line in enumerate(self._lines) if isinstance(line, Head))

    def head_of(self, place: int) -> Head | None:
        """The head under which a line stands."""
        while place >= 0:
            line = self.line(place)
            if isinstance(line, Head):
                return line
            place -= 1
        return None

    def place_of(self, key: Key) -> int:
        """Where a row stands, or -1."""
        try:
            return self._lines.index(key)
        except ValueError:
            return -1

    def place_of_head(self, session_id: str) -> int:
        """Where a session's head stands, or -1."""
        for place, line in enumerate(self._lines):
            if isinstance(line, Head) and line.group.session_id == session_id:
                return place
        return -1

    def row(self, place: int) -> DataRow | None:
        """The words of a row; a page around it is read when they are not there yet."""
        line = self.line(place)
        if not isinstance(line, Key):
            return None
        found = self._rows.get(line)
        if found is None:
            self._read_around(place)
            found = self._rows.get(line)
        return found

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Heads and rows."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        """Always the same."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            name = HEADERS[Column(section)]
            return self.ui.texts.t(name) if name else ""
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words for people and screen readers; the row itself for the painter."""
        line = self.line(index.row())
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, ROW_ROLE):
            return None
        if isinstance(line, Head):
            return line if role == ROW_ROLE else self._said_head(line) if index.column() == 0 else ""
        row = self.row(index.row())
        if row is None or role == ROW_ROLE:
            return row
        return self._said(row, Column(index.column()))

    def _lay_out(self) -> None:
        self._lines = []
        for group in self._groups:
            opened = group.session_id not in self._closed
            self._lines.append(Head(group, opened))
            if opened:
                self._lines.extend(group.keys)

    def _read_around(self, place: int) -> None:
        start = max(0, place - PAGE // 4)
        lines = self._lines[start : start + PAGE]
        keys = [line for line in lines if isinstance(line, Key) and line not in self._rows]
        self._rows.update({row.key: row for row in self._fetch(keys)})

    def _said_head(self, head: Head) -> str:
        texts = self.ui.texts
        count = texts.tn("{n} row", "{n} rows", len(head.group.keys))
        return f"{head.group.title}, {count}"

    def _said(self, row: DataRow, column: Column) -> str:
        texts = self.ui.texts
        match column:
            case Column.STAR:
                return texts.t("Star") if row.star else ""
            case Column.TIME:
                return "" if row.t_ms is None else texts.stopwatch(row.t_ms)
            case Column.WHO:
                return row.who or "–"
            case Column.WHAT:
                return row.what
            case Column.TEXT:
                return row.text
            case Column.ORDINARY:
                return "–" if row.ordinariness is None else str(row.ordinariness)
            case Column.POLARITY:
                return "–" if row.polarity is None else ("−", "0", "+")[row.polarity + 1]
            case Column.FEELING:
                return "–" if row.valence is None else texts.signed(row.valence)
            case _:
                return row.observer or "–"
