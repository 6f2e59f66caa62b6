# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of the overview: rows of figures, each of which names the records it is made of."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from cxfield.analysis.comparison import LEAST_FOR_NPS, Difference
from cxfield.analysis.nps import Nps
from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.proportion import Proportion
from cxfield.charts.grid import GridRow
from cxfield.charts.scene import Scene
from cxfield.i18n import Texts
from cxfield.report import words
from cxfield.services.data_filter import ENTRY, Filter
from cxfield.services.overview_behind import entries_of
from cxfield.services.overview_scope import Scoped
from cxfield.storage import Reader

NONE = "–"


@dataclass(frozen=True, slots=True)
class Source:
    """What a row is made of: records by id, or entries in scope of some sessions (`where`: column, value).

    What was not logged but entered or decided is a `record` of another `room`: (tab, id). `parallel`: entries
    of second codings are among them.
    """

    about: str
    kind: str = ""
    ids: tuple[str, ...] = ()
    sessions: frozenset[str] = frozenset()
    where: tuple[tuple[str, object], ...] = ()
    room: str = ""
    record: tuple[str, str] = ("", "")
    parallel: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to open."""
        return not (self.ids or self.sessions or self.room)

    def filter(self, reader: Reader, found: Scoped) -> Filter:
        """The filter of the data room that shows exactly these."""
        ids = tuple(entries_of(reader, found, self.sessions, self.where)) if self.sessions else self.ids
        kind = ENTRY if self.sessions else self.kind
        return Filter(kind=kind, only=ids, about=self.about, parallel=self.parallel)


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart above a table: `make` lays it out for a width in points, `alt` says its finding."""

    key: str
    title: str
    make: Callable[[float], Scene]
    alt: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A table under a heading; `alt` says its finding, `note` stands beside the heading."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]
    alt: str
    note: str = ""
    left: int = 1
    sources: Mapping[str, Source] = field(default_factory=dict)
    charts: tuple[ChartView, ...] = ()


class Maker:
    """Collects the rows of one table."""

    def __init__(self, key: str, title: str, columns: Iterable[str], *, left: int = 1) -> None:
        self._key, self._title, self._columns, self._left = key, title, tuple(columns), left
        self._rows: list[GridRow] = []
        self._sources: dict[str, Source] = {}
        self.charts: list[ChartView] = []

    def ref(self, source: Source | None) -> str:
        """What a mark made of these opens; empty where there is nothing to open."""
        if source is None or source.empty:
            return ""
        ref = f"table:{self._key}:{len(self._sources)}"
        self._sources[ref] = source
        return ref

    def row(self, cells: Iterable[str], source: Source | None = None, *, strong: bool = False) -> str:
        """One row and what it opens; without records behind it, it opens nothing."""
        said, ref = tuple(cells), self.ref(source)
        pairs = zip(self._columns[self._left :], said[self._left :], strict=True)
        figures = "; ".join(" ".join(part for part in (column, cell) if part) for column, cell in pairs)
        label = f"{', '.join(part for part in said[: self._left] if part)}: {figures}"
        self._rows.append(GridRow(said, ref, label, strong))
        return ref

    def view(self, alt: str, note: str = "") -> TableView:
        """The table; `alt` is its finding in words, or what to do where it is empty."""
        rows, sources = tuple(self._rows), dict(self._sources)
        return TableView(
            self._key, self._title, self._columns, rows, alt, note, self._left, sources, tuple(self.charts)
        )

    @property
    def first(self) -> str:
        """The words of the first row's left columns."""
        return ", ".join(self._rows[0].cells[: self._left]) if self._rows else ""

    @property
    def empty(self) -> bool:
        """Whether no row has been made."""
        return not self._rows


def rows_of(reader: Reader, sessions: Iterable[str]) -> tuple[str, ...]:
    """Everything that was told and logged in some sessions."""
    kinds = {
        "entry": "",
        "statement": "",
        "moment": "",
        "answer": "AND (text <> '' OR skipped OR json_type(value) <> 'null')",
    }
    asked = " UNION ALL ".join(
        f"SELECT id FROM {kind} WHERE NOT retired {told} "
        "AND session_id IN (SELECT value FROM json_each(:sessions))"
        for kind, told in kinds.items()
    )
    return tuple(row[0] for row in reader.sql(asked.replace(":sessions", "?1"), json.dumps(sorted(sessions))))


def share_cells(result: Proportion, texts: Texts) -> tuple[str, str]:
    """Count first with the share, and the interval."""
    if result.share is None:
        return NONE, NONE
    return words.share(result, texts), words.share_interval(result, texts)


def nps_cells(result: Nps, texts: Texts, *, part: bool) -> tuple[str, str]:
    """The score with its interval; of a part of the study below 10 answers only the counts."""
    if result.value is None:
        return NONE, NONE
    if part and result.n < LEAST_FOR_NPS:
        counts = texts.t("{up} recommend, {down} criticise", up=result.promoters, down=result.detractors)
        return f"{counts}, n = {texts.number(result.n)}", NONE
    said = f"{words.trimmed(result.value, texts)} (n = {texts.number(result.n)})"
    return said, words.points_interval(result.low, result.high, texts)


def difference_cells(apart: Difference, texts: Texts, *, scale: float = 1.0) -> tuple[str, str]:
    """A difference with its interval, and whether it may be chance; the reason where there is none."""
    if apart.value is None:
        few = apart.reason is NotComputable.TOO_FEW
        return NONE, texts.t("too few answers") if few else NONE
    told = texts.signed(apart.value * scale, 0 if scale > 1 else 1)
    if apart.low is None or apart.high is None:
        return told, NONE
    interval = words.points_interval(apart.low * scale, apart.high * scale, texts)
    clear = texts.t("clear") if apart.clear else texts.t("may be chance")
    if min(apart.n) < LEAST_FOR_NPS:
        clear = texts.t("small n")
    return f"{told} ({interval})", clear
