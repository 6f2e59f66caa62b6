# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words in the other language: found by their small words, marked where they stand, never mixed silently."""

import re
from dataclasses import replace

from cxfield.document.nodes import (
    BulletItem,
    Bullets,
    Cell,
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

    def __init__(self, locale: str) -> None:
        self._locale = locale
        self.count = 0

    def nodes(self, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        """The nodes with a short mark after every text in the other language."""
        return tuple(self._node(node) for node in nodes)

    def _other(self, text: str) -> str:
        found = language_of(text)
        return found if found and found != self._locale else ""

    def _node(self, node: Node) -> Node:
        match node:
            case Paragraph():
                return replace(node, spans=self._spans(node.spans))
            case Bullets():
                return replace(node, items=tuple(self._item(item) for item in node.items))
            case Table():
                return replace(node, rows=tuple(tuple(self._cell(c) for c in row) for row in node.rows))
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
                self.count += 1
                return replace(node, text=f"{node.text} ({other})")
            case _:
                return node

    def _item(self, item: BulletItem) -> BulletItem:
        return replace(item, spans=self._spans(item.spans))

    def _cell(self, cell: Cell) -> Cell:
        return cell if cell.graphic is not None else replace(cell, spans=self._spans(cell.spans))

    def _spans(self, spans: Spans) -> Spans:
        return tuple(self._span(span) for span in spans)

    def _span(self, span: Span) -> Span:
        other = self._other(span.text)
        if not other:
            return span
        self.count += 1
        return replace(span, text=f"{span.text} ({other})", language=other)
