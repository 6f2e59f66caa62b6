# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The immutable nodes of a report: what it says, without any file format."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

from cxfield.document.brand import Brand

Align = Literal["left", "right", "center"]
Language = Literal["fi", "en"]
MOST_FACTS = 7
ParagraphStyle = Literal["body", "lead", "caption", "note"]
BulletStyle = Literal["bullet", "number", "finding"]
Level = Literal[1, 2, 3]


class Graphic(Protocol):
    """Something painted, measured in points: a chart scene (cxfield.charts.scene.Scene)."""

    @property
    def width(self) -> float:
        """Width in points."""

    @property
    def height(self) -> float:
        """Height in points."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one face; `note` is a footnote after it, `language` that of words in another one."""

    text: str
    bold: bool = False
    italic: bool = False
    note: str = ""
    language: str = ""


Spans = tuple[Span, ...]


def spans(*parts: str | Span) -> Spans:
    """Text runs from strings and spans; empty strings are dropped."""
    runs = (Span(part) if isinstance(part, str) else part for part in parts)
    return tuple(run for run in runs if run.text)


def bold(text: str) -> Span:
    """A bold run."""
    return Span(text, bold=True)


def italic(text: str) -> Span:
    """An italic run."""
    return Span(text, italic=True)


def plain(runs: Spans) -> str:
    """The text of the runs without their faces."""
    return "".join(run.text for run in runs)


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise ValueError(message)


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """Top of the first page: client and date lines, the accent rule, title and study question."""

    left: str
    right: str
    title: str
    question: str = ""

    def __post_init__(self) -> None:
        """Refuse a block without a title."""
        _require(bool(self.title.strip()), "a title block needs a title")


@dataclass(frozen=True, slots=True)
class Fact:
    """One amount of data: a number as text and what it counts."""

    number: str
    label: str


@dataclass(frozen=True, slots=True)
class FactRow:
    """The amounts of data side by side."""

    facts: tuple[Fact, ...]

    def __post_init__(self) -> None:
        """Refuse a row that does not fit the page."""
        _require(1 <= len(self.facts) <= MOST_FACTS, "a fact row has one to seven facts")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a chapter. Numbered headings get their number from their place."""

    level: Level
    text: str
    numbered: bool = False
    key: str = ""

    def __post_init__(self) -> None:
        """Refuse an unknown level and an empty heading."""
        _require(self.level in (1, 2, 3), "a heading has level 1, 2 or 3")
        _require(bool(self.text.strip()), "a heading needs a text")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; lead is larger, caption small and grey, note small in a frame."""

    spans: Spans
    style: ParagraphStyle = "body"


@dataclass(frozen=True, slots=True)
class BulletItem:
    """One item of a list, with a small line under it (the evidence of a finding) and a footnote."""

    spans: Spans
    note: str = ""
    footnote: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; style finding prints a number, a bold sentence and a small line between hairlines."""

    items: tuple[BulletItem, ...]
    style: BulletStyle = "bullet"

    def __post_init__(self) -> None:
        """Refuse an empty list."""
        _require(bool(self.items), "a list needs an item")


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: header, share of the width and alignment of its cells."""

    header: str
    width: float = 1.0
    align: Align = "left"

    def __post_init__(self) -> None:
        """Refuse a column without width."""
        _require(self.width > 0, "a column needs a width above zero")


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: text, or a graphic with its alternative text, or a graphic and text after it."""

    spans: Spans = ()
    graphic: Graphic | None = None
    alt: str = ""

    def __post_init__(self) -> None:
        """Refuse a graphic that a screen reader cannot tell."""
        _require(self.graphic is None or bool(self.alt.strip()), "a graphic in a cell needs alternative text")


def cell(*parts: str | Span) -> Cell:
    """A cell of text."""
    return Cell(spans(*parts))


@dataclass(frozen=True, slots=True)
class Table:
    """A table that fits in memory; a caption gives it a number ("Table 3.")."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    key: str = ""

    def __post_init__(self) -> None:
        """Refuse rows that do not match the columns."""
        _require(bool(self.columns), "a table needs a column")
        for number, row in enumerate(self.rows, start=1):
            _require(len(row) == len(self.columns), f"row {number} of the table does not match its columns")


RowSource = Callable[[], Iterator[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class LongTable:
    """A log of thousands of rows, read when it is written; count is the expected number of rows."""

    columns: tuple[Column, ...]
    rows: RowSource
    count: int
    caption: str = ""
    key: str = ""

    def __post_init__(self) -> None:
        """Refuse a table without columns or with a negative count."""
        _require(bool(self.columns), "a table needs a column")
        _require(self.count >= 0, "the number of rows cannot be negative")


@dataclass(frozen=True, slots=True)
class FigureData:
    """The numbers of a figure as text: what a screen reader or a spreadsheet gets."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        """Refuse data without a header or with ragged rows."""
        _require(bool(self.header), "the data of a figure need a header")
        _require(
            all(len(row) == len(self.header) for row in self.rows),
            "the rows of the data of a figure do not match the header",
        )


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its caption, alternative text and numbers, all three required."""

    graphic: Graphic
    caption: str
    alt: str
    data: FigureData
    key: str = ""

    def __post_init__(self) -> None:
        """Refuse a figure that cannot be read without seeing it."""
        _require(bool(self.caption.strip()), "a figure needs a caption")
        _require(bool(self.alt.strip()), "a figure needs alternative text")


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, without quotation marks (the writers add them), and where they come from."""

    text: str
    source: str
    footnote: str = ""
    language: str = ""

    def __post_init__(self) -> None:
        """Refuse a quote whose speaker is not told."""
        _require(bool(self.text.strip()), "a quote needs its words")
        _require(bool(self.source.strip()), "a quote needs its source")


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class TableOfContents:
    """The list of headings down to a level, with their pages."""

    title: str = ""
    depth: Level = 1


Node = (
    TitleBlock
    | FactRow
    | Heading
    | Paragraph
    | Bullets
    | Table
    | LongTable
    | Figure
    | Quote
    | PageBreak
    | TableOfContents
)


@dataclass(frozen=True, slots=True)
class Document:
    """A report: its nodes and what stands on every page. Sections continue the chapter in the header."""

    title: str
    language: Language
    created: date
    nodes: tuple[Node, ...]
    subtitle: str = ""
    header_left: str = ""
    """Fallback of the running header: the chapter on the page takes its place."""
    header_right: str = ""
    footer: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = field(default=())
    brand: Brand | None = None

    def __post_init__(self) -> None:
        """Refuse a document without a title or in an unknown language."""
        _require(bool(self.title.strip()), "a document needs a title")
        _require(self.language in ("fi", "en"), "the language of a document is fi or en")


__all__ = [
    "Align",
    "BulletItem",
    "BulletStyle",
    "Bullets",
    "Cell",
    "Column",
    "Document",
    "Fact",
    "FactRow",
    "Figure",
    "FigureData",
    "Graphic",
    "Heading",
    "Language",
    "Level",
    "LongTable",
    "Node",
    "PageBreak",
    "Paragraph",
    "ParagraphStyle",
    "Quote",
    "RowSource",
    "Span",
    "Spans",
    "Table",
    "TableOfContents",
    "TitleBlock",
    "bold",
    "cell",
    "italic",
    "plain",
    "spans",
]
