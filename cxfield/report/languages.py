# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words in the other language: found by their small words, marked where they stand, never mixed silently."""

import re
from collections.abc import Mapping
from dataclasses import replace

from cxfield.document.nodes import (
    BulletItem,
    Bullets,
    Cell,
    Figure,
    Heading,
    Node,
    Paragraph,
    Quote,
    Span,
    Spans,
    Table,
)

_WORD = re.compile(r"[^\W\d_]+")
_FINNISH = (
    "ja on ei että kun oli joka mutta niin kuin vain myös ovat sekä tai se hän jos olla ole olisi siitä sen "
    "mitä miten vaikka enemmän ennen jonka joita missä mistä koska ettei kuinka jo nyt sitten ilman kanssa "
    "aina vielä kaikki toinen yksi kaksi kolme mikä"
)
_ENGLISH = (
    "the and of to is are was were in that it for with on as at by not be this from or an but they had have "
    "has when what which who how would there their been will one two three all more out so no if into"
)
_SMALL = {"fi": frozenset(_WORD.findall(_FINNISH)), "en": frozenset(_WORD.findall(_ENGLISH))}
_LEAST_WORDS = 2
_PARTS = re.compile(r"[:;,·–(]|\b[A-Z]?\d+\b")
"""What stands between the parts of a line."""
_QUOTED = re.compile("“([^”]+)”")
_DATE = re.compile(r"(?<=\d) (?=(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b)")
"""Between the day and the month of an English date."""


def language_of(text: str) -> str:
    """The language (fi or en) of a text of a few words; "" where it cannot be told."""
    words = [word.lower() for word in _WORD.findall(text[:2000])]
    if len(words) < _LEAST_WORDS:
        return ""
    counts = {locale: sum(word in small for word in words) for locale, small in _SMALL.items()}
    # Finnish small words are fewer, but its vowels are seldom met elsewhere.
    marked = sum("ä" in word or "ö" in word or "yy" in word or "uu" in word for word in words)
    finnish, english = counts["fi"] + marked, counts["en"]
    if finnish == english:
        return ""
    return "fi" if finnish > english else "en"


class Marker:
    """Marks what is in another language than the report; `count` is how many texts were."""

    def __init__(self, locale: str, known: Mapping[str, str] | None = None) -> None:
        self._locale = locale
        self._known = known or {}
        """The languages of texts that are too short to tell theirs."""
        self.count = 0

    def nodes(self, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        """The nodes with a short mark after every text in the other language."""
        return tuple(self._node(node) for node in nodes)

    def _other(self, text: str) -> str:
        found = language_of(text) or self._named(text)
        return found if found and found != self._locale else ""

    def _named(self, text: str) -> str:
        """The language of a known text, alone or as part of a line ("Segment: family; men 3")."""
        if not self._known:
            return ""
        whole = self._known.get(text.strip(), "")
        parts = (self._known.get(part.strip(), "") for part in _PARTS.split(text))
        return whole or next((found for found in parts if found and found != self._locale), "")

    def _plain(self, text: str) -> str:
        other = self._other(text)
        return self._marked(text, other) if other else text

    def _quoted(self, found: re.Match[str]) -> str:
        """Words named in a sentence of the report."""
        other = self._other(found[1])
        return self._marked(found[0], other) if other else found[0]

    def _marked(self, text: str, other: str) -> str:
        """A text with the mark after its last word."""
        self.count += 1
        words = text.rstrip()
        return f"{words} ({other}){text[len(words) :]}"

    def _node(self, node: Node) -> Node:
        match node:
            case Paragraph():
                return replace(node, spans=self._spans(node.spans))
            case Bullets():
                return replace(node, items=tuple(self._item(item) for item in node.items))
            case Table():
                return replace(node, rows=tuple(tuple(self._cell(c) for c in row) for row in node.rows))
            case Figure():
                rows = tuple(tuple(self._plain(text) for text in row) for row in node.data.rows)
                return replace(node, data=replace(node.data, rows=rows))
            case Quote():
                other = self._other(node.text)
                if not other:
                    return node
                self.count += 1
                return replace(node, source=f"{node.source} ({other})", language=other)
            case Heading():
                other = self._other(node.text)
                if not other:
                    return node
                return replace(node, text=self._marked(node.text, other))
            case _:
                return node

    def _item(self, item: BulletItem) -> BulletItem:
        return replace(item, spans=self._spans(item.spans), note=self._plain(item.note))

    def _cell(self, cell: Cell) -> Cell:
        return cell if cell.graphic is not None else replace(cell, spans=self._spans(cell.spans))

    def _spans(self, spans: Spans) -> Spans:
        return tuple(self._span(span) for span in spans)

    def _span(self, span: Span) -> Span:
        other = self._other(span.text)
        if other:
            return replace(span, text=self._marked(span.text, other), language=other)
        text = _DATE.sub("\N{NO-BREAK SPACE}", span.text) if self._locale == "en" else span.text
        text = _QUOTED.sub(self._quoted, text) if "“" in text else text
        return span if text == span.text else replace(span, text=text)
