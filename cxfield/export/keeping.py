# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which texts may not stand alone at a page's foot: those that announce what follows them."""

from cxfield.document.nodes import (
    Bullets,
    Figure,
    Heading,
    LongTable,
    Node,
    Paragraph,
    Quote,
    Table,
    plain,
)

_MOST = 2
"""Opening paragraphs after a heading that go with what they announce."""
_LETTERS = 700


def announces(nodes: tuple[Node, ...], index: int) -> bool:
    """Whether a short paragraph opens a chapter and something of the chapter follows it."""
    node = nodes[index]
    if not isinstance(node, Paragraph) or len(plain(node.spans)) > _LETTERS or index + 1 >= len(nodes):
        return False
    following = nodes[index + 1]
    if isinstance(following, Heading):
        follows = following.level > 1
    else:
        follows = isinstance(following, Table | LongTable | Figure | Bullets | Quote)
    at = index - 1
    while at >= 0 and index - at <= _MOST and isinstance(nodes[at], Paragraph):
        at -= 1
    return follows and at >= 0 and isinstance(nodes[at], Heading)
