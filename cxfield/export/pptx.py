# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report as slides: the answer first, then one finding, chart or short table on each."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cxfield.charts.painters.pillow import paint_png
from cxfield.charts.palette import load, rgb
from cxfield.document import nodes as n
from cxfield.document.numbering import number_nodes
from cxfield.export.common import LANGUAGE_TAGS, scene_of
from cxfield.export.endnotes import with_endnotes
from cxfield.export.job import Cancelled_, Progress, Steps, never_cancelled, nothing_reported, whole_file
from cxfield.export.typography import FAMILY
from cxfield.export.widths import column_widths
from cxfield.export.wording import brief, figure_label, line, quoted
from cxfield.i18n import Texts
from cxfield.textclean import clean

_WIDE, _HIGH = 13.333, 7.5
_LEFT, _ROOM = 0.75, 11.83
_STRETCH = 1.2
"""The font is not in the file: another one may be wider."""
_MOST_ROWS = 12
_MOST_LINES = 8
_LONGEST_POINT = 320


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: a heading and either points, a chart with its caption, a table or a quote."""

    title: str
    points: tuple[str, ...] = ()
    small: str = ""
    figure: n.Figure | None = None
    table: n.Table | None = None
    quote: n.Quote | None = None


def write_pptx(
    document: n.Document,
    path: Path,
    texts: Texts,
    *,
    progress: Progress = nothing_reported,
    cancelled: Cancelled_ = never_cancelled,
) -> None:
    """Write the slides; appendices stay in the report.

    Raises UserError when the place cannot be written to and Cancelled when asked to stop.
    """
    slides = list(slides_of(with_endnotes(document, texts), texts))
    steps = Steps(len(slides) + 2, progress, cancelled)
    with whole_file(path, steps) as stream:
        made = io.BytesIO()
        _presentation(document, slides, steps).save(made)
        _dated(made, stream, document)


def slides_of(document: n.Document, texts: Texts) -> Iterator[Slide]:  # noqa: C901, PLR0912 - one walk
    """What goes on slides, in the order of the report."""
    numbers = number_nodes(document.nodes)
    chapter = section = ""
    key = ""
    points: list[str] = []
    small = ""
    told = False
    for index, node in enumerate(document.nodes):
        heading = isinstance(node, n.Heading)
        if heading and points and told:
            yield Slide(section or chapter, tuple(points), small)
        if heading:
            points, small, told = [], "", False
        match node:
            case n.Heading(level=1):
                chapter, section, key = node.text, "", node.key
            case n.Heading():
                section = node.text
                told = key in {"findings", "issues"}
            case n.Bullets(style="finding"):
                yield Slide(section or chapter, tuple(n.plain(item.spans) for item in node.items))
            case n.Bullets() if told:
                points += [n.plain(item.spans) for item in node.items]
            case n.Paragraph(style="caption") if told and not points:
                small = n.plain(node.spans)
            case n.Figure():
                label = figure_label(texts, numbers.figures[index])
                yield Slide(section or chapter, (), f"{label} {node.caption}", figure=node)
            case n.Table() if 0 < len(node.rows) <= _MOST_ROWS and node.caption:
                yield Slide(section or chapter, (), node.caption, table=node)
            case n.Quote():
                yield Slide(section or chapter, (), node.source, quote=node)
            case _:
                pass
    if points and told:
        yield Slide(section or chapter, tuple(points), small)


def _presentation(document: n.Document, slides: list[Slide], steps: Steps) -> Any:
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(_WIDE), Inches(_HIGH)
    about = deck.core_properties
    about.title, about.subject = line(document.title), line(document.subject)
    about.author = about.last_modified_by = ""
    about.language = LANGUAGE_TAGS[document.language]
    day = document.created
    about.created = about.modified = datetime(max(day.year, 1980), day.month, day.day)  # noqa: DTZ001 - a date
    _first(deck, document)
    steps.step()
    for slide in slides:
        steps.step()
        _put(deck, slide, document)
    return deck


def _first(deck: Any, document: n.Document) -> None:
    from pptx.util import Inches

    titled = next((node for node in document.nodes if isinstance(node, n.TitleBlock)), None)
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    _title(slide, document.title, document, top=2.4, size=40)
    if titled is not None:
        words = [part for part in (titled.question, titled.left, titled.right) if part]
        _text(slide, words, document, top=3.9, size=18)
    brand = document.brand
    if brand is not None and brand.logo:
        slide.shapes.add_picture(io.BytesIO(brand.logo), Inches(_LEFT), Inches(0.6), height=Inches(0.8))


def _put(deck: Any, content: Slide, document: n.Document) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    _title(slide, content.title, document)
    if content.figure is not None:
        _figure(slide, content.figure)
    elif content.table is not None:
        _table(slide, content.table, document)
    elif content.quote is not None:
        _text(slide, [quoted(content.quote.text, document.language)], document, top=2.4, size=28, italic=True)
    else:
        points = [brief(point, _LONGEST_POINT) for point in content.points[:_MOST_LINES]]
        _text(slide, points, document, top=1.7, size=20)
    if content.small:
        _text(slide, [brief(content.small, 400)], document, top=6.45, size=12, grey=True)


def _title(slide: Any, words: str, document: n.Document, *, top: float = 0.5, size: int = 28) -> None:
    from pptx.util import Inches

    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = (
        Inches(_LEFT), Inches(top), Inches(_ROOM), Inches(1.1),
    )  # fmt: skip
    frame = shape.text_frame
    frame.word_wrap = True
    paragraph = frame.paragraphs[0]
    _run(paragraph, brief(words, 140), document, size, bold=True)
    from pptx.enum.text import PP_ALIGN

    paragraph.alignment = PP_ALIGN.LEFT


def _text(
    slide: Any,
    lines: list[str],
    document: n.Document,
    *,
    top: float,
    size: int,
    italic: bool = False,
    grey: bool = False,
) -> None:
    from pptx.util import Inches, Pt

    height = 0.7 if grey else _HIGH - top - 1.2
    box = slide.shapes.add_textbox(Inches(_LEFT), Inches(top), Inches(_ROOM), Inches(height))
    frame = box.text_frame
    frame.word_wrap = True
    for number, words in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(8)
        _run(paragraph, words, document, size, italic=italic, grey=grey)


def _run(
    paragraph: Any,
    words: str,
    document: n.Document,
    size: int,
    *,
    bold: bool = False,
    italic: bool = False,
    grey: bool = False,
) -> None:
    from pptx.util import Pt

    run = paragraph.add_run()
    run.text = clean(words).replace("\n", " ")
    font = run.font
    font.size, font.bold, font.italic = Pt(size), bold, italic
    brand = document.brand
    font.name = brand.font if brand is not None and brand.font else FAMILY
    font.color.rgb = _ink("text.secondary" if grey else "text.primary")


def _ink(token: str) -> Any:
    from pptx.dml import color

    made: Any = color.RGBColor
    return made(*rgb(load()[token]))


def _figure(slide: Any, figure: n.Figure) -> None:
    from pptx.util import Inches

    scene = scene_of(figure.graphic)
    room_w, room_h = _ROOM, 4.6
    scale = min(room_w / scene.width, room_h / scene.height)
    width, height = scene.width * scale, scene.height * scale
    picture = slide.shapes.add_picture(
        io.BytesIO(paint_png(scene, load())),
        Inches((_WIDE - width) / 2), Inches(1.65), Inches(width), Inches(height),
    )  # fmt: skip
    # The library has no way of its own to describe a picture.
    described = picture._element.nvPicPr.cNvPr
    described.set("descr", clean(figure.alt))


def _table(slide: Any, table: n.Table, document: n.Document) -> None:
    from pptx.util import Inches

    shape = slide.shapes.add_table(
        len(table.rows) + 1, len(table.columns), Inches(_LEFT), Inches(1.7), Inches(_ROOM), Inches(0.4)
    )
    grid = shape.table
    widths = column_widths(table, _STRETCH)
    for place, column in enumerate(table.columns):
        grid.columns[place].width = Inches(_ROOM * widths[place] / sum(widths))
        _cell(grid.cell(0, place), column.header, document, bold=True)
        for number, row in enumerate(table.rows, start=1):
            words = n.plain(row[place].spans).strip() or row[place].alt
            _cell(grid.cell(number, place), words, document)


def _cell(cell: Any, words: str, document: n.Document, *, bold: bool = False) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = _ink("bg.sunken" if bold else "bg.surface")
    _run(cell.text_frame.paragraphs[0], brief(words, 220), document, 12, bold=bold)


def _dated(made: io.BytesIO, stream: Any, document: n.Document) -> None:
    """The package with the date of the document on every part: the same report gives the same bytes."""
    day = (max(document.created.year, 1980), document.created.month, document.created.day, 0, 0, 0)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, day)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            new.writestr(info, old.read(name))
