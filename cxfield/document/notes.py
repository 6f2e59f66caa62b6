# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Footnotes: numbered through the document, listed at the end of the chapter they stand in."""

from dataclasses import dataclass, field, replace

from cxfield.document.nodes import (
    BulletItem,
    Bullets,
    Heading,
    Node,
    PageBreak,
    Paragraph,
    Quote,
    Span,
    Spans,
    TableOfContents,
    spans,
)

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(number: int) -> str:
    """A number as small raised figures, which every format and reader knows."""
    return str(number).translate(_RAISED)


@dataclass(slots=True)
class _Notes:
    """The numbers given so far and the notes of the chapter that is open."""

    last: int = 0
    known: dict[str, int] = field(default_factory=dict)
    open: list[tuple[int, str]] = field(default_factory=list)

    def mark(self, note: str) -> str:
        """The raised number of a note; the same note in a chapter keeps its number."""
        if note not in self.known:
            self.last += 1
            self.known[note] = self.last
            self.open.append((self.last, note))
        return raised(self.known[note])

    def runs(self, runs: Spans) -> Spans:
        """The runs with their notes as numbers."""
        if not any(run.note for run in runs):
            return runs
        return tuple(
            replace(run, text=run.text + self.mark(run.note), note="") if run.note else run for run in runs
        )

    def close(self, title: str) -> list[Node]:
        """The notes of the chapter, which ends here."""
        if not self.open:
            return []
        heading = Paragraph((Span(title, bold=True),), "caption")
        listed = [Paragraph(spans(f"{raised(number)} {note}"), "caption") for number, note in self.open]
        self.open.clear()
        self.known.clear()
        return [heading, *listed]


def with_notes(nodes: tuple[Node, ...], title: str) -> tuple[Node, ...]:
    """The nodes with numbers in place of their footnotes, and the notes before the next chapter."""
    notes = _Notes()
    found: list[Node] = []
    waiting: list[Node] = []
    for node in nodes:
        if isinstance(node, PageBreak):
            waiting.append(node)
            continue
        if isinstance(node, TableOfContents) or (isinstance(node, Heading) and node.level == 1):
            found += notes.close(title)
        found += waiting
        waiting.clear()
        found.append(_numbered(node, notes))
    return (*found, *notes.close(title), *waiting)


def _numbered(node: Node, notes: _Notes) -> Node:
    match node:
        case Paragraph():
            return replace(node, spans=notes.runs(node.spans))
        case Bullets():
            return replace(node, items=tuple(_item(item, notes) for item in node.items))
        case Quote() if node.footnote:
            return replace(node, source=node.source + notes.mark(node.footnote), footnote="")
        case _:
            return node


def _item(item: BulletItem, notes: _Notes) -> BulletItem:
    runs = notes.runs(item.spans)
    if not item.footnote:
        return replace(item, spans=runs)
    mark = notes.mark(item.footnote)
    if item.note:
        return replace(item, spans=runs, note=item.note + mark, footnote="")
    return replace(item, spans=(*runs, Span(mark)), footnote="")
