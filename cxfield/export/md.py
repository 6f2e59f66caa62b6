# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A document as Markdown (CommonMark with tables): for wikis, version control and reading as it is."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import assert_never

from cxfield.document import nodes as n
from cxfield.document.numbering import Numbers, number_nodes
from cxfield.export.endnotes import with_endnotes
from cxfield.export.job import (
    Cancelled_,
    Progress,
    Steps,
    never_cancelled,
    nothing_reported,
    steps_of,
    whole_file,
)
from cxfield.export.wording import figure_label, line, quoted, table_label
from cxfield.i18n import Texts
from cxfield.textclean import clean

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~&])")
#: What would begin a list, a rule or a heading at the start of a line.
_STARTS = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)", re.MULTILINE)
_ALIGN = {"left": "---", "right": "---:", "center": ":---:"}


def write_markdown(
    document: n.Document,
    path: Path,
    texts: Texts,
    *,
    progress: Progress = nothing_reported,
    cancelled: Cancelled_ = never_cancelled,
) -> None:
    """Write the document; figures are told by their caption and numbers.

    Raises UserError when the place cannot be written to and Cancelled when asked to stop.
    """
    document = with_endnotes(document, texts)
    steps = Steps(steps_of(document), progress, cancelled)
    numbers = number_nodes(document.nodes)
    with whole_file(path, steps) as stream:
        for index, node in enumerate(document.nodes):
            steps.step()
            for piece in _node(index, node, numbers, texts, document, steps):
                stream.write(piece.encode())


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _STARTS.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", clean(text)))


def _one(text: str) -> str:
    return escaped(line(text))


def _node(  # noqa: PLR0917 - a case a kind
    index: int, node: n.Node, numbers: Numbers, texts: Texts, document: n.Document, steps: Steps
) -> Iterator[str]:
    match node:
        case n.TitleBlock():
            yield f"# {_one(node.title)}\n\n{_one(node.left)} · {_one(node.right)}\n\n"
            yield f"*{_one(node.question)}*\n\n" if node.question else ""
        case n.FactRow():
            yield "".join(f"- **{_one(f.number)}** {_one(f.label)}\n" for f in node.facts) + "\n"
        case n.Heading():
            yield f"{'#' * (node.level + 1)} {_one(numbers.heading_text(index, node))}\n\n"
        case n.Paragraph():
            yield _runs(node.spans).replace("\n", "  \n") + "\n\n"
        case n.Bullets():
            yield _bullets(node)
        case n.Table():
            yield from _table(node, ([_cell(c) for c in row] for row in node.rows))
            yield _caption(table_label(texts, numbers.tables[index]), node.caption) if node.caption else "\n"
        case n.LongTable():
            yield from _table(node, _counted(node, steps))
            yield _caption(table_label(texts, numbers.tables[index]), node.caption) if node.caption else "\n"
        case n.Figure():
            yield _caption(figure_label(texts, numbers.figures[index]), node.caption)
            columns = tuple(n.Column(word) for word in node.data.header)
            yield from _table(columns, ([_one(word) for word in row] for row in node.data.rows))
            yield "\n"
        case n.Quote():
            words = escaped(quoted(node.text, document.language)).replace("\n", "\n> ")
            yield f"> {words}\n>\n> {_one(node.source)}\n\n"
        case n.PageBreak() | n.TableOfContents():
            yield ""
        case _:
            assert_never(node)


def _runs(spans: n.Spans) -> str:
    return "".join(_run(span) for span in spans)


def _run(span: n.Span) -> str:
    words = escaped(span.text)
    core = words.strip()
    if not core or not (span.bold or span.italic):
        return words
    mark = ("**" if span.bold else "") + ("*" if span.italic else "")
    start = words[: len(words) - len(words.lstrip())]
    return f"{start}{mark}{core}{mark[::-1]}{words[len(words.rstrip()) :]}"


def _cell(cell: n.Cell) -> str:
    words = _runs(cell.spans).replace("\n", "<br>").strip()
    if cell.graphic is None or (words and cell.alt.endswith(n.plain(cell.spans).strip())):
        return words
    return f"{_one(cell.alt)} {words}".strip()


def _counted(node: n.LongTable, steps: Steps) -> Iterator[list[str]]:
    for row in node.rows():
        steps.row()
        yield [escaped(words).replace("\n", "<br>") for words in row]


def _table(
    table: "n.Table | n.LongTable | tuple[n.Column, ...]", rows: "Iterator[list[str]]"
) -> Iterator[str]:
    columns = table if isinstance(table, tuple) else table.columns
    yield "| " + " | ".join(_one(column.header) for column in columns) + " |\n"
    yield "|" + "|".join(_ALIGN[column.align] for column in columns) + "|\n"
    for row in rows:
        yield "| " + " | ".join(row) + " |\n"


def _caption(label: str, words: str) -> str:
    return f"\n**{_one(label)}** {_one(words)}\n\n"


def _bullets(node: n.Bullets) -> str:
    lines = []
    for number, item in enumerate(node.items, start=1):
        mark = "-" if node.style == "bullet" else f"{number}."
        words = _runs(item.spans).replace("\n", " ")
        words = f"**{words}**" if node.style == "finding" and words else words
        lines.append(f"{mark} {words}" + (f"  \n   {_one(item.note)}" if item.note else ""))
    return "\n".join(lines) + "\n\n"
