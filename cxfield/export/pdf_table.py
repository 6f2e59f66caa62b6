# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables on PDF pages, laid out a page at a time while the rows are read.

The table of the library measures every row before it places the first one, which takes quadratic
time for logs; this one needs the rows of one page in memory and lays each out once.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol, cast

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject
from reportlab.platypus import Flowable

from cxfield.charts.painters.pdf import paint_pdf
from cxfield.charts.palette import Palette
from cxfield.charts.scene import Scene
from cxfield.document.nodes import Align
from cxfield.export.keeping import START_ROWS
from cxfield.export.pdf_text import Paragraph
from cxfield.export.typography import CELL_TOP, HAIRLINE, HEAD_LINE, page
from cxfield.textclean import clean

_LARGEST_START = 0.5
"""A share of the page: so much room is always enough to start a table."""


class LaidCell(Protocol):
    """Content laid out to the width of its column."""

    @property
    def height(self) -> float:
        """Height of the content in points."""

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw with the upper left corner at x, top."""

    def split(self, height: float) -> "tuple[LaidCell, LaidCell]":
        """The part that fits a height and the rest."""


@dataclass(frozen=True, slots=True)
class TextFace:
    """How plain cells are set."""

    font: TTFont
    size: float
    leading: float
    colour: str

    @property
    def baseline(self) -> float:
        """Distance from the top of a line to its baseline, the text centred in the line."""
        return (self.leading - self.size) / 2 + self.size * 0.86


def begin_text(canvas: Canvas, face: TextFace) -> PDFTextObject:
    """A text object with a face."""
    text = canvas.beginText()
    text.setFont(face.font.fontName, face.size)
    text.setFillColor(HexColor(face.colour))
    return text


@dataclass(slots=True)
class TextCell:
    """Lines of plain text."""

    lines: list[str]
    face: TextFace
    width: float
    align: Align = "left"

    @property
    def height(self) -> float:
        """Height of the lines."""
        return len(self.lines) * self.face.leading

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the lines."""
        text = begin_text(canvas, self.face)
        self.put(text, x, top)
        canvas.drawText(text)

    def put(self, text: PDFTextObject, x: float, top: float) -> None:
        """Add the lines to a text object of their face; one for a page is much quicker than one a cell."""
        face = self.face
        code: list[str] = vars(text)["_code"]
        y = top - face.baseline
        for words in self.lines:
            if words:
                shift = 0.0
                if self.align != "left":
                    free = self.width - face.font.stringWidth(words, face.size)
                    shift = free if self.align == "right" else free / 2
                # What setTextOrigin writes, without its slow numbers.
                code.append(f"1 0 0 1 {x + shift:.2f} {y:.2f} Tm")
                text.textLine(words)
            y -= face.leading

    def split(self, height: float) -> tuple["TextCell", "TextCell"]:
        """Split between lines."""
        count = max(int(height / self.face.leading + 1e-6), 0)
        return (
            TextCell(self.lines[:count], self.face, self.width, self.align),
            TextCell(self.lines[count:], self.face, self.width, self.align),
        )


@dataclass(slots=True)
class FlowCell:
    """A paragraph with several faces."""

    paragraph: Paragraph | None
    width: float
    height: float = field(init=False)

    def __post_init__(self) -> None:
        """Measure the paragraph."""
        self.height = self.paragraph.wrap(self.width, 1e6)[1] if self.paragraph else 0.0

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the paragraph."""
        if self.paragraph:
            self.paragraph.drawOn(canvas, x, top - self.height)

    def split(self, height: float) -> tuple["FlowCell", "FlowCell"]:
        """Split between the lines of the paragraph."""
        if self.paragraph is None or self.height <= height:
            return self, FlowCell(None, self.width)
        parts = cast("list[Paragraph]", self.paragraph.split(self.width, height))
        if len(parts) < 2:
            # The paragraph has lost its lines: it is measured anew.
            return FlowCell(None, self.width), FlowCell(self.paragraph, self.width)
        return FlowCell(parts[0], self.width), FlowCell(parts[1], self.width)


@dataclass(slots=True)
class GraphicCell:
    """A small chart with a word after it."""

    scene: Scene
    after: TextCell | None
    palette: Palette
    alt: str
    leading: float

    @property
    def height(self) -> float:
        """Height of the chart, at least a line."""
        return max(self.scene.height, self.leading)

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the chart in the middle of the line and the word after it."""
        with described(canvas, self.alt):
            bottom = top - self.leading / 2 - self.scene.height / 2
            paint_pdf(self.scene, canvas, x, min(bottom, top - self.scene.height), self.palette)
        if self.after:
            self.after.draw(canvas, x + self.scene.width + 4, top)

    def split(self, height: float) -> tuple[LaidCell, LaidCell]:
        """Never split: it goes to the next page."""
        nothing = FlowCell(None, 0)
        return (self, nothing) if self.height <= height else (nothing, self)


@dataclass(slots=True)
class StackCell:
    """Contents below one another."""

    parts: list[LaidCell]

    @property
    def height(self) -> float:
        """Height of all parts."""
        return sum(part.height for part in self.parts)

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the parts from the top."""
        for part in self.parts:
            part.draw(canvas, x, top)
            top -= part.height

    def split(self, height: float) -> tuple["StackCell", "StackCell"]:
        """Split in or between the parts."""
        first: list[LaidCell] = []
        rest: list[LaidCell] = []
        for part in self.parts:
            if rest:
                rest.append(part)
            elif part.height <= height:
                first.append(part)
                height -= part.height
            else:
                fits, later = part.split(height)
                first.append(fits)
                rest.append(later)
        return StackCell(first), StackCell(rest)


def emit(canvas: Canvas, operator: str) -> None:
    """Put an operator on the page that the library has no method for."""
    code: list[str] = vars(canvas)["_code"]
    code.append(operator)


class described:  # noqa: N801 - reads as a statement
    """Marks what is drawn inside with its alternative text."""

    def __init__(self, canvas: Canvas, alt: str) -> None:
        self._canvas = canvas
        self._alt = clean(alt)

    def __enter__(self) -> None:
        """Begin the marked content."""
        code = (b"\xfe\xff" + self._alt.encode("utf-16-be")).hex().upper()
        emit(self._canvas, f"/Span <</Alt <{code}>>> BDC")

    def __exit__(self, *_: object) -> None:
        """End the marked content."""
        emit(self._canvas, "EMC")


LaidRow = list[LaidCell]


def row_height(row: LaidRow, padding: float) -> float:
    """Height of a row with its padding above and below."""
    return max(cell.height for cell in row) + 2 * padding


class RowFeed:
    """Rows still to be placed: those already laid out, then the source."""

    def __init__(self, source: Iterator[LaidRow], padding: float = CELL_TOP) -> None:
        self._source = source
        self.padding = padding
        self.ready: deque[tuple[LaidRow, float]] = deque()

    def fill(self, height: float) -> float:
        """Lay out rows until they exceed a height; the height of the rows laid out."""
        total = sum(each for _, each in self.ready)
        while total <= height and self._lay_out():
            total += self.ready[-1][1]
        return total

    def first(self, count: int) -> float:
        """Height of so many of the next rows."""
        while len(self.ready) < count and self._lay_out():
            pass
        return sum(each for _, each in islice(self.ready, count))

    def _lay_out(self) -> bool:
        row = next(self._source, None)
        if row is None:
            return False
        self.ready.append((row, row_height(row, self.padding)))
        return True


@dataclass(frozen=True, slots=True)
class Frame:
    """What the pieces of one table share: header, places of the columns and pens."""

    header: LaidRow
    lefts: tuple[float, ...]
    width: float
    ink: str
    hairline: str
    padding: float = CELL_TOP

    @property
    def head(self) -> float:
        """Height of the header row, if there is one."""
        return row_height(self.header, self.padding) if self.header else 0.0


class Grid(Flowable):
    """A table that takes from its feed as many rows as the page has room for."""

    def __init__(self, frame: Frame, feed: RowFeed, tail: float = 0.0, *, begun: bool = False) -> None:
        super().__init__()
        self._table = frame
        self._feed = feed
        self._tail = tail
        """Room that what stands below the table needs on the page of its last row: its caption."""
        self._begun = begun

    def keep_with(self, tail: float) -> None:
        """Keep the last row with what stands below the table, so high in points."""
        self._tail = tail

    def start(self) -> float:
        """Height of the header and of the rows that the table must at least begin with."""
        if self._begun:
            return 0.0
        rows = self._feed.first(START_ROWS)
        return min(self._table.head + rows, page().body * _LARGEST_START)

    def wrap(self, _width: float, height: float) -> tuple[float, float]:
        """Width and height: of the rest of the table, or a little more than there is room for."""
        need = self._table.head + self._feed.fill(height + HAIRLINE - self._table.head)
        if need <= height < need + self._tail and len(self._feed.ready) > 1:
            return self._table.width, height + 1
        return self._table.width, on_edge(need, height)

    def split(self, _width: float, height: float) -> list[Flowable]:
        """The rows that fit, and the rest."""
        if height < self.start():
            return []
        room = height + HAIRLINE - self._table.head
        self._feed.fill(room)
        taken: list[tuple[LaidRow, float]] = []
        ready = self._feed.ready
        while ready and ready[0][1] <= room:
            taken.append(ready.popleft())
            room -= taken[-1][1]
        if not ready and room < self._tail and len(taken) > 1:
            # Its caption would stand alone on the next page.
            ready.appendleft(taken.pop())
        elif ready and ready[0][1] > page().body - self._table.head:
            # A row taller than a page is cut between its lines.
            row, _ = ready.popleft()
            padding = self._table.padding
            parts = [cell.split(room - 2 * padding) for cell in row]
            first, rest = [part[0] for part in parts], [part[1] for part in parts]
            if any(cell.height for cell in first):
                taken.append((first, row_height(first, padding)))
                ready.appendleft((rest, row_height(rest, padding)))
            else:
                ready.appendleft((row, row_height(row, padding)))
        if not taken:
            return []
        return [Piece(self._table, taken), Grid(self._table, self._feed, self._tail, begun=True)]

    def draw(self) -> None:
        """Draw the whole rest of the table."""
        Piece(self._table, list(self._feed.ready)).drawOn_canvas(self.canv)


def on_edge(need: float, height: float) -> float:
    """The height of a table where there is room for so much: its last line may stand on the page's edge.

    Word, too, lets the line below the last row stand there.
    """
    return height if height < need <= height + HAIRLINE else need


class Piece(Flowable):
    """The rows of a table on one page."""

    def __init__(self, frame: Frame, rows: list[tuple[LaidRow, float]]) -> None:
        super().__init__()
        self._table = frame
        self._rows = rows

    def wrap(self, _width: float, height: float) -> tuple[float, float]:
        """Width and height of the rows with their header."""
        return self._table.width, on_edge(self._table.head + sum(tall for _, tall in self._rows), height)

    def draw(self) -> None:
        """Draw header, rows and lines."""
        self.drawOn_canvas(self.canv)

    def drawOn_canvas(self, canvas: Canvas) -> None:  # noqa: N802 - named after the library's drawOn
        """Draw with the lower left corner at the origin."""
        table = self._table
        y = table.head + sum(tall for _, tall in self._rows)
        writing = _Writing(canvas, table)
        if table.header:
            writing.row(table.header, y, bottom=y - table.head)
            y -= table.head
            canvas.setStrokeColor(HexColor(table.ink))
            canvas.setLineWidth(HEAD_LINE)
            canvas.line(0, y, table.width, y)
        lines: list[tuple[float, float, float, float]] = []
        for row, tall in self._rows:
            writing.row(row, y)
            y -= tall
            lines.append((0, y, table.width, y))
        writing.finish()
        canvas.setStrokeColor(HexColor(table.hairline))
        canvas.setLineWidth(HAIRLINE)
        canvas.lines(lines)


class _Writing:
    """Draws rows; the plain cells of a page are collected by their face."""

    def __init__(self, canvas: Canvas, table: Frame) -> None:
        self._canvas = canvas
        self._table = table
        self._plain: dict[TextFace, PDFTextObject] = {}

    def row(self, row: LaidRow, top: float, *, bottom: float | None = None) -> None:
        """Draw one row; headers stand on their line, other cells hang from the top."""
        padding = self._table.padding
        for cell, left in zip(row, self._table.lefts, strict=True):
            at = top - padding if bottom is None else bottom + padding + cell.height
            if isinstance(cell, TextCell):
                text = self._plain.get(cell.face)
                if text is None:
                    text = self._plain[cell.face] = begin_text(self._canvas, cell.face)
                cell.put(text, left, at)
            else:
                cell.draw(self._canvas, left, at)

    def finish(self) -> None:
        """Draw what was collected."""
        for text in self._plain.values():
            self._canvas.drawText(text)
