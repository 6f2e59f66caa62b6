# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nodes of a document as pieces of PDF pages."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import assert_never

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Image, KeepTogether, Spacer

from cxfield.charts.palette import load
from cxfield.document import nodes as n
from cxfield.document.numbering import Numbers
from cxfield.export.common import logo_size, palette_of, scene_of
from cxfield.export.job import Steps
from cxfield.export.keeping import stays_whole
from cxfield.export.pdf_cells import Setter, markup
from cxfield.export.pdf_flow import (
    BarParagraph,
    ContentsLine,
    Facts,
    HeadingParagraph,
    NewPage,
    Place,
    Rule,
    SceneFlowable,
    Trail,
    TwoEnds,
)
from cxfield.export.pdf_fonts import (
    faces,
    marked,
    paragraph_style,
    shown,
    shown_brief,
    shown_line,
)
from cxfield.export.pdf_footnotes import Kept, Notes, notes_height, notes_of
from cxfield.export.pdf_table import (
    FlowCell,
    Frame,
    Grid,
    LaidCell,
    LaidRow,
    RowFeed,
    StackCell,
    row_height,
)
from cxfield.export.pdf_text import Paragraph
from cxfield.export.typography import (
    CELL_TOP,
    FINDING_INDENT,
    FINDING_PAD,
    QUOTE_INDENT,
    StyleName,
    page,
    styles,
)
from cxfield.export.wording import LONGEST_TITLE, figure_label, quoted, table_label
from cxfield.i18n import Texts

_SAMPLE = 100
_KEEP_LETTERS = 800
_LEAST_LABEL = 6.0
_START = 90.0
"""What is enough of a start of a text, in points."""
_HIGHEST = 0.9
"""A share of the page: what is higher is not kept together."""
_HEADINGS: dict[int, StyleName] = {1: "h1", 2: "h2", 3: "h3"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What all nodes of one document need while they are set."""

    document: n.Document
    numbers: Numbers
    texts: Texts
    trail: Trail
    steps: Steps
    notes: Notes = field(default_factory=Notes)

    def called(self, runs: n.Spans) -> tuple[n.Spans, list[int]]:
        """The runs with raised numbers in place of their footnotes, and these numbers."""
        found: list[int] = []
        marked = []
        for run in runs:
            if run.note:
                mark, number = self.notes.mark(run.note)
                found.append(number)
                run = replace(run, text=run.text + mark, note="")  # noqa: PLW2901 - the run as printed
            marked.append(run)
        return tuple(marked), found


def flowables(index: int, node: n.Node, setting: Setting) -> list[Flowable]:
    """The pieces of one node."""
    match node:
        case n.TitleBlock():
            return _title(node, setting.document)
        case n.FactRow():
            return [_facts(node)]
        case n.Heading():
            return _heading(index, node, setting)
        case n.Paragraph():
            return [_paragraph(node, setting)]
        case n.Bullets():
            return _bullets(node, setting)
        case n.Table():
            return _table(index, node, setting)
        case n.LongTable():
            return _long_table(index, node, setting)
        case n.Figure():
            return _figure(index, node, setting)
        case n.Quote():
            return _quote(node, setting)
        case n.PageBreak():
            return [NewPage()]
        case n.TableOfContents():
            return _contents(node, setting)
        case _:
            assert_never(node)


def _title(node: n.TitleBlock, document: n.Document) -> list[Flowable]:
    brand = document.brand
    pieces: list[Flowable] = []
    if brand is not None and brand.logo:
        width, height = logo_size(brand)
        logo = Image(io.BytesIO(brand.logo), width, height, hAlign="LEFT")
        pieces += [logo, Spacer(1, 8)]
    pieces += [
        TwoEnds(shown_brief(node.left), shown_brief(node.right)),
        Rule(palette_of(document)["accent.base"]),
        Paragraph(marked(shown_brief(node.title, LONGEST_TITLE)), paragraph_style("title")),
    ]
    if node.question:
        pieces.append(
            Paragraph(marked(shown_brief(node.question, LONGEST_TITLE)), paragraph_style("question"))
        )
    else:
        pieces.append(Spacer(1, styles()["question"].after))
    return pieces


def _facts(node: n.FactRow) -> Facts:
    # A wide font makes the labels smaller rather than cut their words.
    look = paragraph_style("fact_label")
    room = page().column / len(node.facts) - Facts.GAP
    font = faces()[False, False]
    words = (word for fact in node.facts for word in shown_brief(fact.label).split())
    widest = max((font.stringWidth(word, look.fontSize) for word in words), default=0.0)
    if widest > room:
        look = paragraph_style("fact_label", fontSize=max(look.fontSize * room / widest, _LEAST_LABEL))
    return Facts(
        [(shown_brief(fact.number), Paragraph(marked(shown_brief(fact.label)), look)) for fact in node.facts]
    )


def _heading(index: int, node: n.Heading, setting: Setting) -> list[Flowable]:
    text = shown_brief(setting.numbers.heading_text(index, node), LONGEST_TITLE)
    look = paragraph_style(_HEADINGS[node.level])
    paragraph = HeadingParagraph(marked(text), look)
    paragraph.place = Place(index, node.level, text, setting.trail)
    return [paragraph]


def together(held: list[Flowable], pieces: list[Flowable]) -> float:
    """Room for what announces something and for the start of that, in points."""
    body = page().body
    whole: list[Flowable] = list(held)
    start = 0.0
    if pieces:
        first = pieces[0]
        if isinstance(first, KeepTogether):
            whole += vars(first)["_content"]
        else:
            begins = first.start() if isinstance(first, Grid) else min(_height(first), _START)
            start = first.getSpaceBefore() + begins + notes_height(notes_of(first))
    need = _stacked(whole) + start
    # What is higher than a page breaks anyway.
    return need if need < body * _HIGHEST else min(need, _START)


def _stacked(pieces: list[Flowable]) -> float:
    """The height of pieces below one another, as the library counts the space between them."""
    total = after = 0.0
    for piece in pieces:
        total += after + max(piece.getSpaceBefore() - after, 0.0)
        total += _height(piece) + notes_height(notes_of(piece))
        after = piece.getSpaceAfter()
    return total


def _height(piece: Flowable) -> float:
    height: float = piece.wrap(page().column, 1e6)[1]
    return height


def _paragraph(node: n.Paragraph, setting: Setting) -> Flowable:
    runs, called = setting.called(node.spans)
    changes: dict[str, object] = {}
    if node.style == "note":
        ink = HexColor(load()["line.strong"])
        changes = {"borderWidth": 0.5, "borderColor": ink, "borderPadding": (6, 9, 6, 9)}
        changes |= {"leftIndent": 9, "rightIndent": 9, "spaceBefore": 12, "spaceAfter": 15}
    made = Paragraph(markup(runs), paragraph_style(node.style, **changes))
    setting.notes.set_on(made, called)
    return made


def _bullets(node: n.Bullets, setting: Setting) -> list[Flowable]:
    if node.style == "finding":
        return [_findings(node, setting)]
    pieces: list[Flowable] = []
    indent = 14.0 if node.style == "bullet" else 18.0
    for number, item in enumerate(node.items, start=1):
        mark = "•" if node.style == "bullet" else f"{number}."
        look = paragraph_style("body", leftIndent=indent, spaceAfter=0 if item.note else 4, bulletIndent=2)
        look.bulletFontName = look.fontName
        runs, called = setting.called(_item_runs(item))
        piece = Paragraph(markup(runs), look, bulletText=mark)
        setting.notes.set_on(piece, called)
        if not item.note:
            pieces.append(piece)
            continue
        small = paragraph_style("evidence", leftIndent=indent, spaceAfter=4)
        both: list[Flowable] = [piece, Paragraph(marked(shown(item.note)), small)]
        pieces += [Kept(both)] if len(n.plain(item.spans)) < _KEEP_LETTERS else both
    return pieces


def _item_runs(item: n.BulletItem) -> n.Spans:
    """The words of an item with its footnote after them."""
    return (*item.spans, n.Span("", note=item.footnote)) if item.footnote else item.spans


def _findings(node: n.Bullets, setting: Setting) -> Grid:
    width = page().column - FINDING_INDENT
    rows: list[LaidRow] = []
    every: list[int] = []
    for number, item in enumerate(node.items, start=1):
        runs, called = setting.called(_item_runs(item))
        every += called
        parts: list[LaidCell] = [FlowCell(Paragraph(markup(runs), paragraph_style("finding")), width)]
        if item.note:
            note = Paragraph(marked(shown(item.note)), paragraph_style("evidence"))
            parts.append(FlowCell(note, width))
        mark = Paragraph(str(number), paragraph_style("finding_number"))
        rows.append([FlowCell(mark, FINDING_INDENT - 6), StackCell(parts)])
    ink = load()
    frame = Frame(
        [], (0.0, FINDING_INDENT), page().column, ink["text.primary"], ink["line.hairline"], FINDING_PAD
    )
    grid = Grid(frame, RowFeed(iter(rows), FINDING_PAD))
    setting.notes.set_on(grid, every)
    return grid


def _figure(index: int, node: n.Figure, setting: Setting) -> list[Flowable]:
    label = figure_label(setting.texts, setting.numbers.figures[index])
    caption = _caption(label, node.caption)
    return [KeepTogether([SceneFlowable(scene_of(node.graphic), node.alt, index, setting.trail), caption])]


def _caption(label: str, text: str) -> Paragraph:
    ink = load()["text.primary"]
    words = f'<font color="{ink}"><b>{marked(label)}</b></font> {marked(shown_line(text))}'
    return Paragraph(words, paragraph_style("caption"))


def _quote(node: n.Quote, setting: Setting) -> list[Flowable]:
    words = shown(quoted(node.text, setting.document.language))
    indent = {"leftIndent": QUOTE_INDENT + 2.25}
    mark, called = setting.notes.mark(node.footnote) if node.footnote else ("", 0)
    source = BarParagraph(marked(shown_line(node.source) + mark), paragraph_style("source", **indent))
    setting.notes.set_on(source, [called] if called else [])
    pieces: list[Flowable] = [
        BarParagraph(marked(words).replace("\n", "<br/>"), paragraph_style("quote", **indent)),
        source,
    ]
    return [Kept(pieces)] if len(words) < _KEEP_LETTERS else pieces


def _contents(node: n.TableOfContents, setting: Setting) -> list[Flowable]:
    pieces: list[Flowable] = []
    if node.title:
        pieces.append(Paragraph(marked(shown_line(node.title)), paragraph_style("h1")))
    for index, other in enumerate(setting.document.nodes):
        if isinstance(other, n.Heading) and other.level <= node.depth:
            text = shown_brief(setting.numbers.heading_text(index, other))
            pieces.append(ContentsLine(Place(index, other.level, text, setting.trail), marked(text)))
    return pieces


# Tables


def _table(index: int, node: n.Table, setting: Setting) -> list[Flowable]:
    setter = Setter(node)
    pieces = _captioned(index, node, setter, (setter.rich(row) for row in node.rows), setting)
    return [KeepTogether(pieces)] if stays_whole(node) else pieces


def with_tail(table: list[Flowable], below: list[Flowable]) -> list[Flowable]:
    """A table without a caption with the small print below it, which stays with its last row."""
    last = table[-1]
    if isinstance(last, KeepTogether):
        return [*table[:-1], KeepTogether([*vars(last)["_content"], *below])]
    if isinstance(last, Grid):
        last.keep_with(_stacked(below))
    return [*table, *below]


def _long_table(index: int, node: n.LongTable, setting: Setting) -> list[Flowable]:
    setter = Setter(node)
    return _captioned(index, node, setter, _rows(node.rows, setter.plain, setting.steps), setting)


def _captioned(
    index: int, node: n.Table | n.LongTable, setter: "Setter", rows: Iterator[LaidRow], setting: Setting
) -> list[Flowable]:
    """A table, and its caption on the page of its last row."""
    if not node.caption:
        return [Grid(setter.frame(), RowFeed(rows))]
    caption = _caption(table_label(setting.texts, setting.numbers.tables[index]), node.caption)
    tail = caption.wrap(page().column, 1e6)[1] + caption.getSpaceBefore()
    return [Grid(setter.frame(), RowFeed(rows), tail), caption]


def _rows(source: n.RowSource, lay: Callable[[tuple[str, ...]], LaidRow], steps: Steps) -> Iterator[LaidRow]:
    for row in source():
        steps.row()
        yield lay(row)


def long_table_height(node: n.LongTable) -> float:
    """The height of a long table judged by its first rows, in points."""
    setter = Setter(node)
    sample = [row_height(setter.plain(row), CELL_TOP) for row in islice(node.rows(), _SAMPLE)]
    frame = setter.frame()
    return frame.head + node.count * sum(sample) / max(len(sample), 1)
