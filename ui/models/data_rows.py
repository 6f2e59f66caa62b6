# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that was logged as a table: keys of all rows, words only of those looked at."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cxfield.i18n import N_
from cxfield.services.data import Found, Group, Key
from cxfield.services.data_rows import DataRow
from ui.context import Ui

PAGE = 40
#: So many rows are kept read.
_KEPT = 4096

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


#: What a column sorts by; "" is the time.
SORTS: dict[Column, str] = {
    Column.STAR: "star",
    Column.TIME: "",
    Column.WHO: "who",
    Column.WHAT: "what",
    Column.TEXT: "text",
    Column.ORDINARY: "ordinariness",
    Column.POLARITY: "polarity",
    Column.FEELING: "valence",
    Column.OBSERVER: "observer",
}


@dataclass(frozen=True, slots=True)
class Head:
    """A line that opens a group; \u2190 and \u2192 close and open it."""

    group: Group
    open: bool


Line = Head | Key
Fetch = Callable[[Sequence[int]], Mapping[int, DataRow]]
Resolve = Callable[[Sequence[int]], Sequence[Key]]
Locate = Callable[[Key], int]


class DataModel(QAbstractTableModel):
    """`use(found, fetch)` shows rows by group; `fetch(refs)` reads the words of a page of them.

    A line is found by counting: the model keeps where each group begins, and never a list of all lines.
    """

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._groups: tuple[Group, ...] = ()
        self._fetch: Fetch = lambda _refs: {}
        self._resolve: Resolve = lambda _refs: ()
        self._locate: Locate = lambda _key: -1
        self._closed: set[str] = set()
        self._starts: list[int] = []
        self._count = 0
        self._rows: dict[int, DataRow] = {}
        self.sorted_by: tuple[str, bool] = ("", False)
        self.headless = False

    def use(self, found: Found, fetch: Fetch, resolve: Resolve, locate: Locate) -> None:
        """Show what was found; groups that were closed stay closed."""
        self.beginResetModel()
        self._groups = found.groups
        self._fetch, self._resolve, self._locate = fetch, resolve, locate
        self._rows.clear()
        self._lay_out()
        self.endResetModel()

    def set_open(self, session_id: str, wanted: bool) -> None:
        """Open or close the rows of a group."""
        if (session_id not in self._closed) == wanted:
            return
        self.beginResetModel()
        (self._closed.discard if wanted else self._closed.add)(session_id)
        self._lay_out()
        self.endResetModel()

    def forget(self, ids: Iterable[str]) -> bool:
        """Read these rows again; False when one of them is not among the rows shown."""
        wanted = set(ids)
        known = {row.key.id: ref for ref, row in self._rows.items()}
        if not wanted <= known.keys():
            return False
        for record_id in wanted:
            del self._rows[known[record_id]]
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, len(Column) - 1))
        return True

    def at(self, place: int) -> tuple[Group, int] | None:
        """The group of a line and its number in it; -1 is the head."""
        if not 0 <= place < self._count:
            return None
        group = bisect_right(self._starts, place) - 1
        return self._groups[group], place - self._starts[group] - (0 if self.headless else 1)

    def line(self, place: int) -> Line | None:
        """What stands on a line: a group's head or the key of a row."""
        found = self.at(place)
        if found is None:
            return None
        group, number = found
        if number < 0:
            return Head(group, group.session_id not in self._closed)
        row = self.row(place)
        return row.key if row is not None else None

    def shown(self, place: int) -> Head | DataRow | None:
        """What is painted on a line: a group's head or the words of a row."""
        return self.head_of(place) if self.is_head(place) else self.row(place)

    def is_head(self, place: int) -> bool:
        """Whether a line is the head of a group; nothing is read."""
        found = self.at(place)
        return found is not None and found[1] < 0

    def head_of(self, place: int) -> Head | None:
        """The head under which a line stands."""
        found = self.at(place)
        return Head(found[0], found[0].session_id not in self._closed) if found is not None else None

    def rows_between(self, top: int, bottom: int) -> int:
        """How many of these lines are rows."""
        heads = 0 if self.headless else bisect_right(self._starts, bottom) - bisect_left(self._starts, top)
        return bottom - top + 1 - heads

    def keys_between(self, top: int, bottom: int) -> list[Key]:
        """The keys of the rows among these lines."""
        refs: list[int] = []
        for number, group in enumerate(self._groups):
            first = self._starts[number] + (0 if self.headless else 1)
            if first > bottom or group.session_id in self._closed:
                continue
            low, high = max(0, top - first), min(len(group), bottom - first + 1)
            if low < high:
                refs.extend(group.refs[low:high])
        return list(self._resolve(refs))

    def place_of(self, key: Key) -> int:
        """Where a row stands, or -1."""
        for ref, row in self._rows.items():
            if row.key == key:
                return self._place(ref)
        ref = self._locate(key)
        return self._place(ref) if ref >= 0 else -1

    def _place(self, ref: int) -> int:
        for number, group in enumerate(self._groups):
            if group.session_id not in self._closed:
                with suppress(ValueError):
                    return self._starts[number] + (0 if self.headless else 1) + group.refs.index(ref)
        return -1

    def place_of_head(self, session_id: str) -> int:
        """Where a group's head stands, or -1."""
        for start, group in zip(self._starts, self._groups, strict=True):
            if group.session_id == session_id:
                return start
        return -1

    def row(self, place: int) -> DataRow | None:
        """The words of a row; a page around it is read when they are not there yet."""
        found = self.at(place)
        if found is None or found[1] < 0:
            return None
        group, number = found
        ref = group.refs[number]
        row = self._rows.get(ref)
        if row is None:
            self._read_around(group, number)
            row = self._rows.get(ref)
        return row

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Heads and rows."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        """Always the same."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            name = HEADERS[Column(section)]
            words = self.ui.texts.t(name) if name else ""
            column, descending = self.sorted_by
            mark = ("↓" if descending else "↑") if column == SORTS[Column(section)] else ""
            return f"{words} {mark}".strip()
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words for people and screen readers."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if self.is_head(index.row()):
            head = self.head_of(index.row())
            return self._said_head(head) if head is not None and index.column() == 0 else ""
        row = self.row(index.row())
        return self._said(row, Column(index.column())) if row is not None else None

    def _lay_out(self) -> None:
        self.headless = len(self._groups) == 1 and not self._groups[0].session_id
        self._starts, place = [], 0
        for group in self._groups:
            self._starts.append(place)
            place += (0 if self.headless else 1) + (0 if group.session_id in self._closed else len(group))
        self._count = place

    def _read_around(self, group: Group, number: int) -> None:
        start = max(0, number - PAGE // 4)
        refs = [ref for ref in group.refs[start : start + PAGE] if ref not in self._rows]
        if len(self._rows) > _KEPT:
            self._rows.clear()
        self._rows.update(self._fetch(refs))

    def _said_head(self, head: Head) -> str:
        texts = self.ui.texts
        count = texts.tn("{n} row", "{n} rows", len(head.group))
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
