# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of a PDF in memory, run by run: what has not changed since the last look is not made again.

A run goes from one page break to the next. Its pages are those of the whole file, as everything that they
take from elsewhere is part of what it is known by: the numbers of its first page, figure, table and footnote,
the chapter that goes on, and the pages that its contents list.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cxfield.document.brand import Brand
from cxfield.document.nodes import Document, Heading, LongTable, Node, PageBreak, TableOfContents
from cxfield.document.numbering import Numbers, number_nodes
from cxfield.export.job import Cancelled_, Progress, Steps, never_cancelled, nothing_reported, steps_of
from cxfield.export.pdf import Sheets, lay_out
from cxfield.export.pdf_flow import Trail
from cxfield.export.pdf_fonts import typeset
from cxfield.export.pdf_footnotes import Notes
from cxfield.export.pdf_nodes import Setting
from cxfield.i18n import Texts

Box = tuple[float, float, float, float]

_MANY_ROWS = 2_000
"""A table of more rows takes so long that the pages before it are shown first."""


@dataclass(frozen=True, slots=True)
class Key:
    """All that the pages of a run depend on, but for the page numbers that its contents list."""

    nodes: tuple[Node, ...]
    printed: tuple[str, ...]
    """The headings of the run, and of the whole document if the run lists them, with their numbers."""
    first: int
    counted: tuple[int, int, int]
    """Figures, tables and footnotes before it."""
    before: str
    look: tuple[str, str, str, str, Brand | None]


@dataclass(frozen=True, slots=True)
class Run:
    """Some pages as a PDF, and where on them everything stands; places count from the run's first node."""

    key: Key
    content: bytes
    pages: int
    headings: dict[int, int]
    figures: tuple[tuple[int, int, Box], ...]
    notes: int
    last: str
    """The chapter that goes on after it."""
    listed: tuple[int, ...] | None
    """The pages that its contents print; None where it has none."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The runs of pages, the page of each chapter by its key, and where the charts are."""

    runs: tuple[Run, ...]
    pages: dict[str, int]
    figures: tuple[tuple[int, int, Box], ...]


Early = Callable[[Preview], None]


def preview_pdf(
    document: Document,
    texts: Texts,
    *,
    kept: Sequence[Run] = (),
    early: Early | None = None,
    progress: Progress = nothing_reported,
    cancelled: Cancelled_ = never_cancelled,
) -> Preview:
    """The same pages as the file would have, without a file; runs of an earlier preview are used again.

    `early` is given the pages that are there before a table that takes long.
    """
    brand = document.brand
    with typeset(brand.font_files if brand is not None else ()):
        making = _Making(document, texts, Steps(steps_of(document), progress, cancelled))
        return making.preview(kept, early)


@dataclass(frozen=True, slots=True)
class _Fresh:
    """A run that is laid out, but not written yet: its contents wait for the pages after it."""

    key: Key
    trail: Trail
    sheets: Sheets
    stream: io.BytesIO
    start: int
    notes: int

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return self.trail.last - self.key.first + 1

    @property
    def headings(self) -> dict[int, int]:
        """The page of each heading."""
        return {index - self.start: page for index, page in self.trail.pages.items()}

    @property
    def last(self) -> str:
        """The chapter that goes on after it."""
        return self.trail.chapter_after()

    def written(self, pages: dict[int, int], listed: tuple[int, ...]) -> Run:
        """The run as a PDF."""
        self.sheets.finish(pages)
        figures = tuple((index - self.start, page, box) for index, page, box in self.trail.figures)
        lists = any(isinstance(node, TableOfContents) for node in self.key.nodes)
        return Run(
            self.key, self.stream.getvalue(), self.pages, self.headings, figures, self.notes, self.last,
            listed if lists else None,
        )  # fmt: skip


class _Making:
    """One preview under way."""

    def __init__(self, document: Document, texts: Texts, steps: Steps) -> None:
        self._document = document
        self._texts = texts
        self._steps = steps
        self._numbers = number_nodes(document.nodes)
        self._listed = _listed(document, self._numbers)

    def preview(self, kept: Sequence[Run], early: Early | None) -> Preview:
        """Every run in order; they are written last, when all pages are known."""
        laid: dict[int, Run | _Fresh] = {}
        page, notes, before = 1, 0, ""
        for start, stop in spans_of(self._document.nodes):
            key = self._key(start, stop, page, notes, before)
            found = next((run for run in kept if run.key == key), None)
            if found is None and early is not None and laid and _is_long(key.nodes):
                early(self._done(laid))
                early = None
            run = laid[start] = found if found is not None else self._lay_out(start, key)
            page, notes, before = page + run.pages, notes + run.notes, run.last
        return self._done(laid)

    def _key(self, start: int, stop: int, page: int, notes: int, before: str) -> Key:
        nodes, numbers, document = self._document.nodes[start:stop], self._numbers, self._document
        printed = tuple(
            numbers.heading_text(start + at, node)
            for at, node in enumerate(nodes)
            if isinstance(node, Heading)
        )
        if any(isinstance(node, TableOfContents) for node in nodes):
            printed += tuple(self._listed.values())
        counted = (
            sum(index < start for index in numbers.figures),
            sum(index < start for index in numbers.tables),
            notes,
        )
        look = (
            document.language,
            document.footer,
            document.header_left,
            document.header_right,
            document.brand,
        )
        return Key(nodes, printed, page, counted, before, look)

    def _lay_out(self, start: int, key: Key) -> _Fresh:
        trail, stream, before = Trail(before=key.before, linked=False), io.BytesIO(), key.counted[2]
        setting = Setting(self._document, self._numbers, self._texts, trail, self._steps, Notes(before))
        sheets = lay_out(setting, stream, range(start, start + len(key.nodes)), key.first)
        return _Fresh(key, trail, sheets, stream, start, setting.notes.last - before)

    def _done(self, laid: dict[int, Run | _Fresh]) -> Preview:
        """Write what was laid out; a run whose contents list other pages now is laid out once more."""
        pages = {start + at: page for start, run in laid.items() for at, page in run.headings.items()}
        listed = tuple(pages.get(index, 0) for index in self._listed)
        for start, run in laid.items():
            if isinstance(run, Run) and run.listed in {None, listed}:
                continue
            fresh = self._lay_out(start, run.key) if isinstance(run, Run) else run
            laid[start] = fresh.written(pages, listed)
        runs = {start: run for start, run in laid.items() if isinstance(run, Run)}
        named = {
            node.key: pages[index]
            for index, node in enumerate(self._document.nodes)
            if isinstance(node, Heading) and node.level == 1 and node.key and index in pages
        }
        figures = ((start + at, page, box) for start, run in runs.items() for at, page, box in run.figures)
        return Preview(tuple(runs.values()), named, tuple(figures))


def spans_of(nodes: Sequence[Node]) -> list[tuple[int, int]]:
    """The runs of nodes between page breaks, as (start, stop); a document without any is one empty page."""
    found: list[tuple[int, int]] = []
    start = 0
    for stop, node in enumerate((*nodes, PageBreak())):
        if isinstance(node, PageBreak):
            if stop > start:
                found.append((start, stop))
            start = stop + 1
    return found or [(0, 0)]


def _listed(document: Document, numbers: Numbers) -> dict[int, str]:
    """The headings that the contents list, as printed, by the index of their nodes."""
    depths = [node.depth for node in document.nodes if isinstance(node, TableOfContents)]
    if not depths:
        return {}
    return {
        index: numbers.heading_text(index, node)
        for index, node in enumerate(document.nodes)
        if isinstance(node, Heading) and node.level <= max(depths)
    }


def _is_long(nodes: tuple[Node, ...]) -> bool:
    return any(isinstance(node, LongTable) and node.count > _MANY_ROWS for node in nodes)


__all__ = ["Preview", "Run", "preview_pdf"]
