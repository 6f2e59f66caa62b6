# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cells of PDF tables: quick lines of one face, or small paragraphs where a cell has several."""

from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT

from cxfield.charts.palette import load
from cxfield.document import nodes as n
from cxfield.export.common import scene_of
from cxfield.export.pdf_fonts import faces, lacking, marked, paragraph_style, shown, shown_line, stretch
from cxfield.export.pdf_table import FlowCell, Frame, GraphicCell, LaidCell, LaidRow, TextCell, TextFace
from cxfield.export.pdf_text import Paragraph
from cxfield.export.pdf_words import Wrapper
from cxfield.export.typography import page, styles
from cxfield.export.widths import column_widths, gaps

_ALIGN = {"left": TA_LEFT, "right": TA_RIGHT, "center": TA_CENTER}


def markup(runs: n.Spans) -> str:
    """Runs in the library's markup, with everything of the user's escaped."""
    return "".join(_run(run) for run in runs)


def _run(run: n.Span) -> str:
    text = marked(shown(run.text)).replace("\n", "<br/>")
    text = f"<b>{text}</b>" if run.bold else text
    return f"<i>{text}</i>" if run.italic else text


def _edges(table: n.Table | n.LongTable) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Left edges and inner widths of the columns."""
    outer = column_widths(table, stretch())
    lefts = tuple(sum(outer[:place]) for place in range(len(outer)))
    return lefts, tuple(w - gap for w, gap in zip(outer, gaps(table), strict=True))


class Setter:
    """Lays out the cells of one table."""

    def __init__(self, table: n.Table | n.LongTable) -> None:
        fonts = faces()
        ink = load()["text.primary"]
        look, head = styles()["table"], styles()["table_head"]
        self._columns = table.columns
        self.lefts, self._inner = _edges(table)
        self._faces = {face: TextFace(font, look.size, look.leading, ink) for face, font in fonts.items()}
        self._wrappers = {face: Wrapper(font, look.size) for face, font in fonts.items()}
        self._head = TextFace(fonts[True, False], head.size, head.leading, ink)
        self._head_wrapper = Wrapper(fonts[True, False], head.size)

    def frame(self) -> Frame:
        """The shared parts of the table."""
        header: LaidRow = [
            TextCell(self._head_wrapper.lines(shown_line(c.header), w), self._head, w, c.align)
            if not lacking(c.header)
            else self._flow((n.Span(c.header, bold=True),), c.align, w)
            for c, w in zip(self._columns, self._inner, strict=True)
        ]
        ink = load()
        return Frame(header, self.lefts, page().column, ink["text.primary"], ink["line.hairline"])

    def plain(self, texts: tuple[str, ...]) -> LaidRow:
        """A row of plain texts."""
        face, wrapper = self._faces[False, False], self._wrappers[False, False]
        return [
            TextCell(wrapper.lines(shown(text), w), face, w, c.align)
            if not lacking(text)
            else self._flow((n.Span(text),), c.align, w)
            for text, c, w in zip(texts, self._columns, self._inner, strict=True)
        ]

    def rich(self, cells: tuple[n.Cell, ...]) -> LaidRow:
        """A row of cells with faces and graphics."""
        return [self._cell(cell, c, w) for cell, c, w in zip(cells, self._columns, self._inner, strict=True)]

    def _cell(self, cell: n.Cell, column: n.Column, width: float) -> LaidCell:
        if cell.graphic is None:
            return self._text(cell.spans, column.align, width)
        scene = scene_of(cell.graphic)
        after: TextCell | None = None
        if cell.spans:
            run = cell.spans[0]
            face = (run.bold, run.italic)
            text, room = shown_line(n.plain(cell.spans)), max(width - scene.width - 4, 10)
            after = TextCell(self._wrappers[face].lines(text, room)[:1], self._faces[face], room)
        return GraphicCell(scene, after, load(), cell.alt, styles()["table"].leading)

    def _text(self, runs: n.Spans, align: n.Align, width: float) -> LaidCell:
        if len(runs) > 1 or lacking(n.plain(runs)):
            return self._flow(runs, align, width)
        run = runs[0] if runs else n.Span("")
        face = (run.bold, run.italic)
        return TextCell(self._wrappers[face].lines(shown(run.text), width), self._faces[face], width, align)

    def _flow(self, runs: n.Spans, align: n.Align, width: float) -> FlowCell:
        """A cell of several faces, or with signs of another font."""
        return FlowCell(Paragraph(markup(runs), paragraph_style("table", alignment=_ALIGN[align])), width)
