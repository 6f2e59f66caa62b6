# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A document as a Word file: ordinary paragraphs and tables with styles, so that it stays editable.

The package is written as a stream of text: the document part goes to the disk while it is made,
so a log of any length takes the memory of one row. See the decision about writing Word files.
"""

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, assert_never

from cxfield.charts.painters.pillow import paint_png
from cxfield.charts.palette import load
from cxfield.charts.scene import Scene
from cxfield.document import nodes as n
from cxfield.document.numbering import Numbers, number_nodes
from cxfield.export import docx_notes, docx_parts, docx_tables
from cxfield.export.common import LANGUAGE_TAGS, logo_size, scene_of
from cxfield.export.docx_styles import GAP
from cxfield.export.docx_xml import HEAD, NAMESPACES, paragraph, picture, run, twips
from cxfield.export.docx_xml import field as word_field
from cxfield.export.job import (
    Cancelled_,
    Progress,
    Steps,
    never_cancelled,
    nothing_reported,
    steps_of,
    whole_file,
)
from cxfield.export.keeping import announces, has_tail
from cxfield.export.pdf import heading_pages, needs_pages
from cxfield.export.typography import page, styles
from cxfield.export.wording import LONGEST_TITLE, brief, figure_label, line, quoted, table_label
from cxfield.i18n import Texts

_STYLES: dict[n.ParagraphStyle, str] = {
    "body": "Normal",
    "lead": "ReportLead",
    "caption": "ReportSmall",
    "note": "ReportNote",
}
_DROP = 2.0
"""How far pictures in table rows hang under the base line, in points."""


def write_docx(
    document: n.Document,
    path: Path,
    texts: Texts,
    *,
    progress: Progress = nothing_reported,
    cancelled: Cancelled_ = never_cancelled,
) -> None:
    """Write the document for Word; a file of that name is replaced only when the new one is complete.

    Raises UserError when the place cannot be written to and Cancelled when asked to stop.
    """
    steps = Steps(steps_of(document), progress, cancelled)
    with whole_file(path, steps) as stream:
        _package(document, texts, stream, steps)


@dataclass(slots=True)
class _Writing:
    """What collects while the nodes of one document are written."""

    document: n.Document
    texts: Texts
    numbers: Numbers
    pages: dict[int, int]
    steps: Steps
    pictures: dict[str, bytes] = field(default_factory=dict)
    drawn: int = 0
    lists: int = 0
    notes: list[str] = field(default_factory=list)
    new_page: bool = False

    def page_break(self) -> str:
        """The property of the next paragraph if it starts a page; a break of its own leaves an empty line."""
        starts, self.new_page = self.new_page, False
        return "<w:pageBreakBefore/>" if starts else ""

    def runs(self, spans: n.Spans) -> str:
        """Runs of text, a footnote after each that has one."""
        return "".join(
            run(span.text, bold=span.bold, italic=span.italic, language=LANGUAGE_TAGS.get(span.language, ""))
            + self.note(span.note)
            for span in spans
        )

    def item(self, item: n.BulletItem) -> str:
        """The words of an item of a list, its footnote after them."""
        return self.runs(item.spans) + self.note(item.footnote)

    def note(self, text: str) -> str:
        """The call of a footnote, which is kept for the part of the notes."""
        if not text:
            return ""
        self.notes.append(text)
        return docx_notes.call(len(self.notes))

    def draw(self, scene: Scene, alt: str, *, inline: bool) -> str:
        """A picture of a scene; equal pictures are stored once."""
        self.drawn += 1
        data = paint_png(scene, load())
        name = hashlib.sha256(data).hexdigest()[:20]
        self.pictures.setdefault(name, data)
        scale = min(1.0, page().column / scene.width, (page().body - 60) / scene.height)
        width, height = scene.width * scale, scene.height * scale
        return picture(f"rId{name}", self.drawn, width, height, alt=alt, drop=_DROP if inline else 0.0)


def _package(document: n.Document, texts: Texts, stream: BinaryIO, steps: Steps) -> None:
    pages = heading_pages(document, texts) if needs_pages(document) else {}
    writing = _Writing(document, texts, number_nodes(document.nodes), pages, steps)
    moment = (max(document.created.year, 1980), document.created.month, document.created.day, 0, 0, 0)

    def entry(name: str) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, moment)
        info.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        info.create_system = 3
        return info

    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(entry("[Content_Types].xml"), docx_parts.CONTENT_TYPES)
        # Half a megabyte at a time: the compressor is slow with single rows.
        with package.open(entry("word/document.xml"), "w", force_zip64=True) as part:
            for chunk in _chunks(_body(writing)):
                part.write(chunk.encode())
        for name, data in docx_parts.parts(document, writing.lists).items():
            # Fonts hardly become smaller with more.
            package.writestr(entry(name), data, compresslevel=3)
        package.writestr(entry("word/footnotes.xml"), docx_notes.footnotes(writing.notes))
        pictures = [(f"rId{name}", f"{name}.png") for name in writing.pictures]
        package.writestr(entry("word/_rels/document.xml.rels"), docx_parts.document_relations(pictures))
        for name, data in writing.pictures.items():
            package.writestr(entry(f"word/media/{name}.png"), data)


def _chunks(pieces: Iterator[str], size: int = 2000) -> Iterator[str]:
    held: list[str] = []
    for piece in pieces:
        held.append(piece)
        if len(held) >= size:
            yield "".join(held)
            held.clear()
    yield "".join(held)


def _body(writing: _Writing) -> Iterator[str]:
    yield f"{HEAD}<w:document {NAMESPACES}><w:body>"
    gap = paragraph(GAP, "")
    after_table = False
    for index, node in enumerate(writing.document.nodes):
        writing.steps.step()
        if isinstance(node, n.PageBreak):
            writing.new_page = True
            continue
        if writing.new_page and not isinstance(node, n.Heading | n.TableOfContents):
            yield paragraph(GAP, "", keep=writing.page_break())
        elif after_table and not isinstance(node, n.Heading) and not _is_small(node):
            # Without a paragraph between them Word would make one table of two.
            yield gap
        yield from _node(index, node, writing)
        after_table = _ends_with_table(node)
    if after_table:
        yield gap
    titled = bool(writing.document.nodes) and isinstance(writing.document.nodes[0], n.TitleBlock)
    yield f"{docx_parts.section(titled=titled)}</w:body></w:document>"


def _is_small(node: n.Node) -> bool:
    return isinstance(node, n.Paragraph) and node.style in {"caption", "note"}


def _ends_with_table(node: n.Node) -> bool:
    match node:
        case n.Table() | n.LongTable():
            return not node.caption
        case n.Bullets():
            return node.style == "finding"
        case _:
            return isinstance(node, n.FactRow)


def _node(index: int, node: n.Node, writing: _Writing) -> Iterator[str]:  # noqa: PLR0912, C901 - one case a kind
    match node:
        case n.TitleBlock():
            yield from _title(node, writing)
        case n.FactRow():
            yield docx_tables.facts(node)
        case n.Heading():
            yield _heading(index, node, writing)
        case n.Paragraph():
            keep = "<w:keepNext/>" if announces(writing.document.nodes, index) else ""
            yield paragraph(_STYLES[node.style], writing.runs(node.spans), keep=keep)
        case n.Bullets():
            if node.style == "finding":
                yield from docx_tables.findings(node, writing.item)
            else:
                yield from _bullets(node, writing)
        case n.Table():
            yield from docx_tables.table(
                node,
                lambda cell: _cell(cell, writing),
                followed=bool(node.caption) or has_tail(writing.document.nodes, index),
            )
            if node.caption:
                yield _caption(table_label(writing.texts, writing.numbers.tables[index]), node.caption)
        case n.LongTable():
            yield from docx_tables.long_table(node, writing.steps)
            if node.caption:
                yield _caption(table_label(writing.texts, writing.numbers.tables[index]), node.caption)
        case n.Figure():
            yield paragraph("ReportFigure", writing.draw(scene_of(node.graphic), node.alt, inline=False))
            yield _caption(figure_label(writing.texts, writing.numbers.figures[index]), node.caption)
        case n.Quote():
            yield paragraph("Quote", run(quoted(node.text, writing.document.language)))
            yield paragraph("QuoteSource", run(line(node.source)) + writing.note(node.footnote))
        case n.PageBreak():
            pass
        case n.TableOfContents():
            yield from _contents(node, writing)
        case _:
            assert_never(node)


def _cell(cell: n.Cell, writing: _Writing) -> str:
    if cell.graphic is None:
        return writing.runs(cell.spans)
    drawn = writing.draw(scene_of(cell.graphic), cell.alt, inline=True)
    return f"{drawn}{run(' ')}{writing.runs(cell.spans)}" if cell.spans else drawn


def _title(node: n.TitleBlock, writing: _Writing) -> Iterator[str]:
    brand = writing.document.brand
    if brand is not None and brand.logo:
        writing.drawn += 1
        name = hashlib.sha256(brand.logo).hexdigest()[:20]
        writing.pictures.setdefault(name, brand.logo)
        width, height = logo_size(brand)
        yield paragraph("ReportFigure", picture(f"rId{name}", writing.drawn, width, height, alt=brand.name))
    ends = f"{run(brief(node.left))}<w:r><w:tab/></w:r>{run(brief(node.right))}"
    yield paragraph("ReportClient", ends)
    after = "" if node.question else f'<w:spacing w:after="{twips(styles()["question"].after)}"/>'
    yield paragraph("Title", run(brief(node.title, LONGEST_TITLE)), after)
    if node.question:
        yield paragraph("Subtitle", run(brief(node.question, LONGEST_TITLE)))


def bookmark(index: int) -> str:
    """The bookmark of a heading, named as Word names its own for contents."""
    return f"_Toc{index:08}"


def _heading(index: int, node: n.Heading, writing: _Writing) -> str:
    words = run(brief(writing.numbers.heading_text(index, node), LONGEST_TITLE))
    name = bookmark(index)
    start = f'<w:bookmarkStart w:id="{index}" w:name="{name}"/>'
    content = f'{start}{words}<w:bookmarkEnd w:id="{index}"/>'
    breaks = writing.page_break()
    # Word keeps the space before a heading that was told to start a page.
    top = '<w:spacing w:before="0"/>' if breaks else ""
    return paragraph(f"Heading{node.level}", content, top, keep=breaks)


def _bullets(node: n.Bullets, writing: _Writing) -> Iterator[str]:
    style, number = "ListBullet", 1
    if node.style == "number":
        writing.lists += 1
        style, number = "ListNumber", writing.lists + 1
    member = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    for item in node.items:
        if not item.note:
            yield paragraph(style, writing.item(item), keep=member)
        else:
            close = '<w:spacing w:after="0"/>'
            yield paragraph(style, writing.item(item), close, keep=f"<w:keepNext/>{member}")
            indent = '<w:spacing w:after="80"/><w:ind w:left="360"/>'
            yield paragraph("ReportEvidence", run(item.note), indent)


def _caption(label: str, words: str) -> str:
    """The caption, its number a field, so that Word renumbers."""
    before, number, after = _parted(label)
    kind = "".join(letter for letter in before if letter.isalpha()) or "Figure"
    ink = docx_tables.colour("text.primary")
    content = (
        run(before, bold=True, colour=ink)
        + word_field(f"SEQ {kind} \\* ARABIC", number, bold=True, colour=ink)
        + run(after + " ", bold=True, colour=ink)
        + run(line(words))
    )
    return paragraph("Caption", content)


def _parted(label: str) -> tuple[str, str, str]:
    start = next((place for place, letter in enumerate(label) if letter.isdigit()), len(label))
    end = start
    while end < len(label) and label[end].isdigit():
        end += 1
    return label[:start], label[start:end], label[end:]


def _contents(node: n.TableOfContents, writing: _Writing) -> Iterator[str]:
    """A field that Word updates on demand, filled with the pages of the same document as PDF."""
    listed = [
        (index, other)
        for index, other in enumerate(writing.document.nodes)
        if isinstance(other, n.Heading) and other.level <= node.depth
    ]
    yield (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
        "</w:docPartObj></w:sdtPr><w:sdtContent>"
    )
    breaks = writing.page_break()
    top = '<w:spacing w:before="0"/>' if breaks and node.title else ""
    if node.title or breaks:
        yield paragraph("TOCHeading" if node.title else GAP, run(line(node.title)), top, keep=breaks)
    start = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f'TOC \\o "1-{node.depth}" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    for index, other in listed:
        words = run(brief(writing.numbers.heading_text(index, other)), bold=other.level == 1)
        number = word_field(f"PAGEREF {bookmark(index)} \\h", str(writing.pages.get(index, "")))
        link = (
            f'<w:hyperlink w:anchor="{bookmark(index)}" w:history="1">{words}<w:r><w:tab/></w:r>{number}'
            "</w:hyperlink>"
        )
        # The field ends in its last line: a line of its own would push down what follows.
        yield paragraph(f"TOC{other.level}", start + link + (end if index == listed[-1][0] else ""))
        start = ""
    if not listed:
        yield paragraph(GAP, start + end)
    yield "</w:sdtContent></w:sdt>"
