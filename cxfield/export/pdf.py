# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A document as PDF: A4, embedded font, vector charts, outline, contents; the same bytes each time.

Every page is laid out once. The library would repeat the whole layout until the page numbers of the
contents settle; here the contents draw forms that are filled when the last page is known.
"""

import io
from calendar import timegm
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, PageTemplate, Spacer

from cxfield.charts.palette import load
from cxfield.document.nodes import Document, Heading, LongTable, PageBreak, TableOfContents, TitleBlock
from cxfield.document.numbering import number_nodes
from cxfield.export.common import LANGUAGE_TAGS
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
from cxfield.export.pdf_flow import Blank, Room, Tick, Trail, draw_ends, page_form
from cxfield.export.pdf_fonts import face_name, shown_brief, typeset
from cxfield.export.pdf_footnotes import FootFrame, draw_notes
from cxfield.export.pdf_nodes import Setting, flowables, long_table_height, together, with_tail
from cxfield.export.typography import page, styles
from cxfield.export.wording import line
from cxfield.i18n import Texts

_PROGRAM = "CXField"


def write_pdf(
    document: Document,
    path: Path,
    texts: Texts,
    *,
    progress: Progress = nothing_reported,
    cancelled: Cancelled_ = never_cancelled,
) -> None:
    """Write the document as PDF; a file of that name is replaced only when the new one is complete.

    Raises UserError when the place cannot be written to and Cancelled when asked to stop.
    """
    steps = Steps(steps_of(document), progress, cancelled)
    with whole_file(path, steps) as stream:
        _build(document, texts, stream, steps, Trail())


def heading_pages(document: Document, texts: Texts) -> dict[int, int]:
    """Page of each heading by the index of its node, with the long tables only estimated."""
    trail = Trail()
    steps = Steps(steps_of(document), nothing_reported, never_cancelled)
    _build(document, texts, io.BytesIO(), steps, trail, estimate=True)
    return trail.pages


def _build(
    document: Document,
    texts: Texts,
    stream: BinaryIO,
    steps: Steps,
    trail: Trail,
    *,
    estimate: bool = False,
) -> None:
    brand = document.brand
    with typeset(brand.font_files if brand is not None else ()):
        setting = Setting(document, number_nodes(document.nodes), texts, trail, steps)
        sheets = lay_out(setting, stream, range(len(document.nodes)), estimate=estimate)
        if not estimate:
            sheets.finish(trail.pages)


def lay_out(
    setting: Setting, stream: BinaryIO, span: range, first: int = 1, *, estimate: bool = False
) -> "Sheets":
    """The pages of some nodes of the document, numbered from `first`; they are written by `finish`."""
    sheet, document = page(), setting.document
    story = _story(setting, span, estimate=estimate)
    if all(isinstance(document.nodes[index], PageBreak) for index in span):
        # A PDF needs a page.
        story.append(Spacer(1, 1))
    template = BaseDocTemplate(
        stream,
        pagesize=(sheet.width, sheet.height),
        title=line(document.title),
        author="",
        subject=line(document.subject or document.subtitle),
        keywords=[line(word) for word in document.keywords],
        creator=_PROGRAM,
        producer=_PROGRAM,
        lang=LANGUAGE_TAGS[document.language],
        displayDocTitle=1,
        invariant=1,
        pageCompression=1,
        allowSplitting=1,
    )
    template.addPageTemplates([_page_template(document, setting.trail, bare=estimate)])
    # The contents are filled in when the last page is known; the library looks for this attribute.
    vars(template)["_doSave"] = 0
    made: list[Sheets] = []

    def canvas(*args: Any, **settings: Any) -> Sheets:
        made.append(Sheets(*args, trail=setting.trail, created=document.created, first=first, **settings))
        return made[0]

    template.build(story, canvasmaker=canvas)
    return made[0]


def _story(setting: Setting, span: range, *, estimate: bool) -> list[Flowable]:
    """All pieces in order; headings and their openings stand with the start of what they announce."""
    story: list[Flowable] = []
    held: list[Flowable] = []
    for index in span:
        node = setting.document.nodes[index]
        story.append(Tick(setting.steps))
        if index - 1 in span and has_tail(setting.document.nodes, index - 1):
            # It came with its table.
            continue
        if estimate and isinstance(node, LongTable):
            pieces: list[Flowable] = [Blank(long_table_height(node))]
        else:
            pieces = flowables(index, node, setting)
        if index + 1 in span and has_tail(setting.document.nodes, index):
            pieces = with_tail(pieces, flowables(index + 1, setting.document.nodes[index + 1], setting))
        if isinstance(node, Heading) or announces(setting.document.nodes, index):
            held += pieces
            continue
        if held:
            story += [Room(together(held, pieces), held[0].getSpaceBefore()), *held]
            held = []
        story += pieces
    return story + ([Room(together(held, []), held[0].getSpaceBefore()), *held] if held else [])


class Sheets(Canvas):
    """A canvas whose contents are filled in at the end; it carries the date of the document."""

    def __init__(self, *args: Any, trail: Trail, created: date, first: int = 1, **settings: Any) -> None:
        # Otherwise the library names a font of its own that it does not embed.
        super().__init__(*args, **(settings | {"initialFontName": face_name()}))
        # The library has no public way to begin with another page.
        vars(self)["_pageNumber"] = first
        self._trail = trail
        self._stamp(created)

    def _stamp(self, created: date) -> None:
        # The library has no public way to set the date of a document.
        stamp = vars(vars(self)["_doc"])["_timeStamp"]
        moment = (created.year, created.month, created.day, 0, 0, 0)
        stamp.t, stamp.YMDhms, stamp.dhh, stamp.dmm = float(timegm(moment)), moment, 0, 0

    def finish(self, pages: Mapping[int, int]) -> None:
        """Fill in the pages of the headings, by the index of their nodes, and write the file."""
        if vars(self)["_code"]:
            self.showPage()
        look = styles()["toc"]
        for index in sorted(self._trail.listed):
            self.beginForm(page_form(index), -40, -4, 1, 12)
            self.setFont(face_name(), look.size)
            self.setFillColor(HexColor(load()["text.primary"]))
            self.drawRightString(0, 0, str(pages.get(index, "")))
            self.endForm()
        self.save()


def _page_template(document: Document, trail: Trail, *, bare: bool) -> PageTemplate:
    sheet = page()
    frame = FootFrame(
        sheet.left, sheet.bottom, sheet.column, sheet.body,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0, id="column",
    )  # fmt: skip
    titled = bool(document.nodes) and isinstance(document.nodes[0], TitleBlock)

    def furnish(canvas: Canvas, _template: BaseDocTemplate) -> None:
        draw_notes(canvas, frame)
        number = trail.last = canvas.getPageNumber()
        draw_ends(canvas, shown_brief(document.footer), str(number), sheet.left, sheet.column, sheet.footer)
        if number == 1 and titled:
            return
        left = trail.chapter_on(number) or shown_brief(document.header_left)
        y = sheet.height - sheet.header - 8
        draw_ends(canvas, left, shown_brief(document.header_right), sheet.left, sheet.column, y)

    # At the end of a page it is known which chapter starts on it.
    return PageTemplate(id="page", frames=[frame], onPageEnd=_nothing if bare else furnish)


def _nothing(_canvas: Canvas, _template: BaseDocTemplate) -> None:
    """A page without head and foot."""


def needs_pages(document: Document) -> bool:
    """Whether the document lists its headings with their pages."""
    has_contents = any(isinstance(node, TableOfContents) for node in document.nodes)
    return has_contents and any(isinstance(node, Heading) for node in document.nodes)


# ASCII85 makes streams a quarter larger and takes most of the time; only mail of the nineties needs it.
rl_config.useA85 = 0
