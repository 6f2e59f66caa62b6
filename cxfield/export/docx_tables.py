# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of Word reports as text, row by row, so that a long log never stands in memory."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from cxfield.charts.palette import load
from cxfield.document import nodes as n
from cxfield.export.docx_xml import border, paragraph, run, twips
from cxfield.export.job import Steps
from cxfield.export.keeping import START_ROWS, stays_whole
from cxfield.export.typography import (
    CELL_BOTTOM,
    CELL_GAP,
    FACT_PAD,
    FINDING_INDENT,
    FINDING_PAD,
    HAIRLINE,
    HEAD_LINE,
    page,
)
from cxfield.export.widths import column_widths, gaps
from cxfield.export.wording import line
from cxfield.textclean import clean

_KEEP_LETTERS = 1500
"""A row with a longer cell may break over pages."""
_SHORT = 40
"""Longer texts are notes, each of them new."""

CellContent = Callable[[n.Cell], str]
"""The runs of a cell, its pictures included."""


def colour(token: str) -> str:
    """A colour of the print palette as RRGGBB."""
    return load()[token].removeprefix("#")


def table_start(widths: tuple[float, ...], *, style: str = "ReportTable", borders: str = "") -> str:
    """The start of a table of fixed widths in points."""
    marked = f"<w:tblBorders>{borders}</w:tblBorders>" if borders else ""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>'
        f'{marked}<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        f'w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


TABLE_END = "</w:tbl>"


def _cell_start(width: float, gap: float, *, borders: str = "", bottom: bool = False) -> str:
    marked = f"<w:tcBorders>{borders}</w:tcBorders>" if borders else ""
    # The style of the table has the usual gap and room for the line of ordinary rows.
    edges = f'<w:bottom w:w="{twips(CELL_BOTTOM - HEAD_LINE)}" w:type="dxa"/>' if bottom else ""
    edges += f'<w:right w:w="{twips(gap)}" w:type="dxa"/>' if gap != CELL_GAP else ""
    margin = f"<w:tcMar>{edges}</w:tcMar>" if edges else ""
    align = '<w:vAlign w:val="bottom"/>' if bottom else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{marked}{margin}{align}</w:tcPr>'


def _justified(align: n.Align) -> str:
    return "" if align == "left" else f'<w:jc w:val="{align}"/>'


def header_row(node: n.Table | n.LongTable, widths: tuple[float, ...]) -> str:
    """The header, repeated on every page, over its line."""
    rule = border("bottom", HEAD_LINE, colour("text.primary"))
    cells = "".join(
        _cell_start(width, gap, borders=rule, bottom=True)
        + paragraph(
            "ReportCellHead", run(line(column.header)), _justified(column.align), keep="<w:keepNext/>"
        )
        + "</w:tc>"
        for column, width, gap in zip(node.columns, widths, gaps(node), strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def table(node: n.Table, content: CellContent, *, followed: bool) -> Iterator[str]:
    """A table in pieces; a small one stays on one page, and its last row with what is said below it."""
    widths = column_widths(node)
    yield table_start(widths)
    yield header_row(node, widths)
    kept = len(node.rows) if stays_whole(node) else START_ROWS
    for number, row in enumerate(node.rows, start=1):
        last = number == len(node.rows)
        keep = "<w:keepNext/>" if (followed if last else number < kept) else ""
        cells = "".join(
            _cell_start(width, gap)
            + paragraph("ReportCell", content(cell), _justified(column.align), keep=keep)
            + "</w:tc>"
            for cell, column, width, gap in zip(row, node.columns, widths, gaps(node), strict=True)
        )
        longest = max((len(n.plain(cell.spans)) for cell in row), default=0)
        whole = "<w:trPr><w:cantSplit/></w:trPr>" if longest < _KEEP_LETTERS else ""
        yield f"<w:tr>{whole}{cells}</w:tr>"
    yield TABLE_END


@dataclass(frozen=True, slots=True)
class _RowPattern:
    """What stands around the texts of every row of a long table."""

    starts: tuple[str, ...]
    held: dict[str, str] = field(default_factory=dict)
    """Cells met before: codes, places and observers come again in every row."""

    def row(self, texts: tuple[str, ...]) -> str:
        """One row."""
        parts = [
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>" if max(map(len, texts)) < _KEEP_LETTERS else "<w:tr>"
        ]
        for start, words in zip(self.starts, texts, strict=True):
            content = self.held.get(words)
            if content is None:
                content = _content(words)
                if len(words) <= _SHORT:
                    self.held[words] = content
            parts += start, content
        parts.append("</w:tr>")
        return "".join(parts)


def _content(words: str) -> str:
    """What a cell holds, to its end."""
    words = clean(words)
    if "\n" in words or "\t" in words:
        return f"{run(words).removeprefix('<w:r>')}</w:p></w:tc>"
    return f'<w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p></w:tc>'


def long_table(node: n.LongTable, steps: Steps) -> Iterator[str]:
    """A log in pieces, one a row."""
    widths = column_widths(node)
    yield table_start(widths)
    yield header_row(node, widths)
    usual, kept = _row_pattern(node, widths, ""), _row_pattern(node, widths, "<w:keepNext/>")
    for number, texts in enumerate(node.rows(), start=1):
        steps.row()
        keep = bool(node.caption) if number == node.count else number < START_ROWS
        yield (kept if keep else usual).row(texts)
    yield TABLE_END


def _row_pattern(node: n.LongTable, widths: tuple[float, ...], keep: str) -> _RowPattern:
    return _RowPattern(
        tuple(
            _cell_start(width, gap)
            + f'<w:p><w:pPr><w:pStyle w:val="ReportCell"/>{keep}{_justified(column.align)}</w:pPr><w:r>'
            for column, width, gap in zip(node.columns, widths, gaps(node), strict=True)
        )
    )


def facts(node: n.FactRow) -> str:
    """The amounts of data in cells of equal width between two lines."""
    step = page().column / len(node.facts)
    widths = (step,) * len(node.facts)
    strong, hair = colour("line.strong"), colour("line.hairline")
    lines = border("top", HAIRLINE, strong) + border("bottom", HAIRLINE, strong)
    lines += border("insideV", HAIRLINE, hair)
    pad = twips(FACT_PAD - HAIRLINE)
    cells = ""
    for place, fact in enumerate(node.facts):
        left = f'<w:left w:w="{180 if place else 0}" w:type="dxa"/>'
        cells += (
            f'<w:tc><w:tcPr><w:tcW w:w="{twips(step)}" w:type="dxa"/><w:tcMar>'
            f'<w:top w:w="{pad}" w:type="dxa"/>{left}<w:bottom w:w="{pad}" w:type="dxa"/>'
            '<w:right w:w="0" w:type="dxa"/></w:tcMar></w:tcPr>'
            + paragraph("ReportFact", run(line(fact.number)))
            + paragraph("ReportFactLabel", run(line(fact.label)))
            + "</w:tc>"
        )
    row = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
    return f"{table_start(widths, style='TableNormal', borders=lines)}{row}{TABLE_END}"


def findings(node: n.Bullets, words: Callable[[n.BulletItem], str]) -> Iterator[str]:
    """Numbered findings with their evidence between hairlines."""
    widths = (FINDING_INDENT, page().column - FINDING_INDENT)
    hair = colour("line.hairline")
    lines = border("bottom", HAIRLINE, hair) + border("insideH", HAIRLINE, hair)
    yield table_start(widths, style="TableNormal", borders=lines)
    margins = (
        f'<w:tcMar><w:top w:w="{twips(FINDING_PAD)}" w:type="dxa"/>'
        f'<w:bottom w:w="{twips(FINDING_PAD - HAIRLINE)}" w:type="dxa"/></w:tcMar>'
    )
    for number, item in enumerate(node.items, start=1):
        keep = "<w:keepNext/>" if number < min(START_ROWS, len(node.items)) else ""
        evidence = paragraph("ReportEvidence", run(item.note), keep=keep) if item.note else ""
        yield (
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            f'<w:tc><w:tcPr><w:tcW w:w="{twips(widths[0])}" w:type="dxa"/>{margins}</w:tcPr>'
            + paragraph("ReportFindingNumber", run(str(number)), keep=keep)
            + f'</w:tc><w:tc><w:tcPr><w:tcW w:w="{twips(widths[1])}" w:type="dxa"/>{margins}</w:tcPr>'
            + paragraph("ReportFinding", words(item), keep="<w:keepNext/>" if item.note else keep)
            + evidence
            + "</w:tc></w:tr>"
        )
    yield TABLE_END
