# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A document as plain lines, for tests and logs."""

from typing import assert_never

from cxfield.document.nodes import (
    Bullets,
    Cell,
    Document,
    FactRow,
    Figure,
    Heading,
    LongTable,
    Node,
    PageBreak,
    Paragraph,
    Quote,
    Spans,
    Table,
    TableOfContents,
    TitleBlock,
    plain,
)


def describe(node: Node) -> str:
    """One line that tells a node in tests and logs."""
    match node:
        case TitleBlock():
            return f"title | {node.left} | {node.right} | {node.title} | {node.question}"
        case FactRow():
            return "facts | " + " | ".join(f"{fact.number} {fact.label}" for fact in node.facts)
        case Heading():
            return f"h{node.level}{'#' if node.numbered else ''} | {node.text}"
        case Paragraph():
            return f"{node.style} | {_told(node.spans)}"
        case Bullets():
            return f"{node.style} | " + " | ".join(
                _told(item.spans) + (f" ({item.note})" if item.note else "") + _noted(item.footnote)
                for item in node.items
            )
        case Table():
            return f"table | {len(node.rows)} x {len(node.columns)} | {node.caption}"
        case LongTable():
            return f"long table | {node.count} x {len(node.columns)} | {node.caption}"
        case Figure():
            return f"figure | {node.caption} | {node.alt}"
        case Quote():
            return f"quote | {node.text} | {node.source}{_noted(node.footnote)}"
        case PageBreak():
            return "page break"
        case TableOfContents():
            return f"contents | {node.depth}"
        case _:
            assert_never(node)


def _told(runs: Spans) -> str:
    return "".join(run.text + _noted(run.note) for run in runs)


def _noted(note: str) -> str:
    return f" [{note}]" if note else ""


def dump(document: Document) -> str:
    """The whole document as text, one node a line; tables and data row by row."""
    lines = [f"document | {document.language} | {document.created.isoformat()} | {document.title}"]
    for node in document.nodes:
        lines.append(describe(node))
        match node:
            case Table():
                lines.append("  " + " | ".join(column.header for column in node.columns))
                lines.extend("  " + " | ".join(_cell_text(c) for c in row) for row in node.rows)
            case LongTable():
                lines.append("  " + " | ".join(column.header for column in node.columns))
                lines.extend("  " + " | ".join(row) for row in node.rows())
            case Figure():
                lines.append("  " + " | ".join(node.data.header))
                lines.extend("  " + " | ".join(row) for row in node.data.rows)
            case _:
                pass
    return "\n".join(lines) + "\n"


def _cell_text(content: Cell) -> str:
    text = plain(content.spans)
    return f"[{content.alt}] {text}".rstrip() if content.graphic is not None else text
