# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A document as one web page: fonts, charts and style inside, readable aloud, fit to print."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import assert_never

from cxfield.charts.painters.svg import paint_svg
from cxfield.charts.palette import load
from cxfield.document import nodes as n
from cxfield.document.numbering import Numbers, number_nodes
from cxfield.export.common import LANGUAGE_TAGS, scene_of
from cxfield.export.endnotes import with_endnotes
from cxfield.export.html_style import logo_uri, style_sheet
from cxfield.export.job import (
    Cancelled_,
    Progress,
    Steps,
    never_cancelled,
    nothing_reported,
    steps_of,
    whole_file,
)
from cxfield.export.keeping import announces
from cxfield.export.wording import brief, figure_label, line, quoted, table_label
from cxfield.i18n import Texts
from cxfield.textclean import clean

_CHUNK = 500
_CLASSES = {"body": "", "lead": "lead", "caption": "small", "note": "note"}

_KEPT_ROWS = 12
"""A table of no more rows stays on one sheet of paper."""


def write_html(
    document: n.Document,
    path: Path,
    texts: Texts,
    *,
    progress: Progress = nothing_reported,
    cancelled: Cancelled_ = never_cancelled,
) -> None:
    """Write the document as one file that needs nothing else; a file of that name goes only when it is whole.

    Raises UserError when the place cannot be written to and Cancelled when asked to stop.
    """
    document = with_endnotes(document, texts)
    steps = Steps(steps_of(document), progress, cancelled)
    with whole_file(path, steps) as stream:
        held: list[str] = []
        for piece in _page(_Writing(document, texts, number_nodes(document.nodes), steps)):
            held.append(piece)
            if len(held) >= _CHUNK:
                stream.write("".join(held).encode())
                held.clear()
        stream.write("".join(held).encode())


@dataclass(frozen=True, slots=True)
class _Writing:
    document: n.Document
    texts: Texts
    numbers: Numbers
    steps: Steps


def _page(writing: _Writing) -> Iterator[str]:
    document = writing.document
    skip = escape(writing.texts.t("To the report"))
    yield (
        f'<!DOCTYPE html>\n<html lang="{LANGUAGE_TAGS[document.language]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="generator" content="CXField">\n'
        # Nothing is fetched and nothing runs: the page is only what stands in it.
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src '
        "'unsafe-inline'; font-src data:; img-src data:\">\n"
        f'<meta name="description" content="{escape(line(document.subject or document.subtitle))}">\n'
        f"<title>{escape(line(document.title))}</title>\n<style>\n{style_sheet(document)}</style>\n</head>\n"
        f'<body>\n<a class="skip" href="#main">{skip}</a>\n<main id="main">\n'
    )
    section = False
    for index, node in enumerate(document.nodes):
        writing.steps.step()
        if isinstance(node, n.Heading) and node.level == 1:
            yield "</section>\n" if section else ""
            yield f'<section aria-labelledby="h{index}">\n'
            section = True
        yield from _node(index, node, writing)
    yield "</section>\n" if section else ""
    yield f"</main>\n<footer>{escape(line(document.footer))}</footer>\n</body>\n</html>\n"


def _node(index: int, node: n.Node, writing: _Writing) -> Iterator[str]:
    match node:
        case n.TitleBlock():
            yield _title(node, writing.document)
        case n.FactRow():
            cells = "".join(
                f"<div><dd>{escape(line(f.number))}</dd><dt>{escape(line(f.label))}</dt></div>"
                for f in node.facts
            )
            yield f'<dl class="facts">{cells}</dl>\n'
        case n.Heading():
            words = escape(brief(writing.numbers.heading_text(index, node), 500))
            # The title of the report is the first level of the page.
            yield f'<h{node.level + 1} id="h{index}">{words}</h{node.level + 1}>\n'
        case n.Paragraph():
            # A line all in bold is the name of what follows it.
            named = all(span.bold for span in node.spans)
            opens = "opens" if named or announces(writing.document.nodes, index) else ""
            kinds = " ".join(filter(None, (_CLASSES[node.style], opens)))
            kind = f' class="{kinds}"' if kinds else ""
            yield f"<p{kind}>{_runs(node.spans)}</p>\n"
        case n.Bullets():
            yield _bullets(node)
        case n.Table():
            yield _table(index, node, writing)
        case n.LongTable():
            yield from _long_table(index, node, writing)
        case n.Figure():
            yield _figure(index, node, writing)
        case n.Quote():
            lang = f' lang="{LANGUAGE_TAGS[node.language]}"' if node.language in LANGUAGE_TAGS else ""
            words = escape(quoted(node.text, writing.document.language)).replace("\n", "<br>")
            yield f'<figure class="quote"><blockquote{lang}>{words}</blockquote>'
            yield f"<figcaption>{escape(line(node.source))}</figcaption></figure>\n"
        case n.PageBreak():
            yield '<div class="page"></div>\n'
        case n.TableOfContents():
            yield _contents(node, writing)
        case _:
            assert_never(node)


def _title(node: n.TitleBlock, document: n.Document) -> str:
    question = f'<p class="question">{escape(line(node.question))}</p>' if node.question else ""
    picture = logo_uri(document)
    logo = f'<img class="logo" alt="" src="{picture}">' if picture else ""
    return (
        f'<header>{logo}<p class="ends"><span>{escape(line(node.left))}</span>'
        f"<span>{escape(line(node.right))}</span></p><h1>{escape(line(node.title))}</h1>{question}</header>\n"
    )


def _runs(spans: n.Spans) -> str:
    return "".join(_run(span) for span in spans)


def _run(span: n.Span) -> str:
    words = escape(clean(span.text)).replace("\n", "<br>")
    words = f"<b>{words}</b>" if span.bold else words
    words = f"<i>{words}</i>" if span.italic else words
    if span.language in LANGUAGE_TAGS:
        return f'<span lang="{LANGUAGE_TAGS[span.language]}">{words}</span>'
    return words


def _bullets(node: n.Bullets) -> str:
    tag = "ul" if node.style == "bullet" else "ol"
    kind = ' class="findings"' if node.style == "finding" else ""
    items = "".join(
        f"<li>{_runs(item.spans)}"
        + (f'<div class="small">{escape(clean(item.note))}</div>' if item.note else "")
        + "</li>"
        for item in node.items
    )
    return f"<{tag}{kind}>{items}</{tag}>\n"


def _aligned(column: n.Column) -> str:
    return "" if column.align == "left" else f' class="{column.align}"'


def _head(index: int, node: n.Table | n.LongTable, writing: _Writing) -> str:
    caption = ""
    if node.caption:
        label = table_label(writing.texts, writing.numbers.tables[index])
        caption = f"<caption><b>{escape(label)}</b> {escape(line(node.caption))}</caption>"
    heads = "".join(
        f'<th scope="col"{_aligned(column)}>{escape(line(column.header))}</th>' for column in node.columns
    )
    shares = sum(column.width for column in node.columns)
    grid = "".join(f'<col style="width:{column.width / shares:.1%}">' for column in node.columns)
    kept = " kept" if isinstance(node, n.Table) and len(node.rows) <= _KEPT_ROWS else ""
    start = f'<div class="wide{kept}"><table>{caption}<colgroup>{grid}</colgroup>'
    return f"{start}<thead><tr>{heads}</tr></thead><tbody>\n"


def _table(index: int, node: n.Table, writing: _Writing) -> str:
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td{_aligned(column)}>{_cell(cell)}</td>"
            for cell, column in zip(row, node.columns, strict=True)
        )
        + "</tr>\n"
        for row in node.rows
    )
    return f"{_head(index, node, writing)}{rows}</tbody></table></div>\n"


def _cell(cell: n.Cell) -> str:
    drawn = "" if cell.graphic is None else paint_svg(scene_of(cell.graphic), load(), alt=clean(cell.alt))
    return drawn + _runs(cell.spans)


def _long_table(index: int, node: n.LongTable, writing: _Writing) -> Iterator[str]:
    yield _head(index, node, writing)
    opened = [f"<td{_aligned(column)}>" for column in node.columns]
    for row in node.rows():
        writing.steps.row()
        cells = "".join(
            f"{start}{escape(clean(words))}</td>" for start, words in zip(opened, row, strict=True)
        )
        yield f"<tr>{cells}</tr>\n"
    yield "</tbody></table></div>\n"


def _figure(index: int, node: n.Figure, writing: _Writing) -> str:
    label = figure_label(writing.texts, writing.numbers.figures[index])
    heads = "".join(f'<th scope="col">{escape(line(word))}</th>' for word in node.data.header)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(line(word))}</td>" for word in row) + "</tr>" for row in node.data.rows
    )
    drawn = paint_svg(scene_of(node.graphic), load(), alt=clean(node.alt))
    numbers = escape(writing.texts.t("The numbers of the figure"))
    return (
        f"<figure>{drawn}<figcaption><b>{escape(label)}</b> {escape(line(node.caption))}</figcaption>"
        f'<details><summary>{numbers}</summary><div class="wide"><table>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></details></figure>\n"
    )


def _contents(node: n.TableOfContents, writing: _Writing) -> str:
    listed = "".join(
        f'<li><a href="#h{index}">{escape(brief(writing.numbers.heading_text(index, other)))}</a></li>'
        for index, other in enumerate(writing.document.nodes)
        if isinstance(other, n.Heading) and other.level <= node.depth
    )
    title = escape(line(node.title) or writing.texts.t("Contents"))
    return f'<nav aria-labelledby="toc"><h2 id="toc">{title}</h2><ol>{listed}</ol></nav>\n'
