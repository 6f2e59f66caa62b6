# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of texts in one call, for the many small ones of a report."""

from collections.abc import Iterable, Sequence
from typing import cast

from cxfield.document.nodes import Align, Cell, Column, Table, bold, cell

Head = tuple[str, float] | tuple[str, float, str]


def table(
    heads: Sequence[Head], rows: Iterable[Sequence[str | Cell]], caption: str = "", key: str = ""
) -> Table:
    """A table of texts; a head is its words, its share of the width and "right" for numbers."""
    columns = tuple(Column(h[0], h[1], cast("Align", h[2]) if len(h) > 2 else "left") for h in heads)
    return Table(columns, tuple(tuple(map(_cell, row)) for row in rows), caption, key)


def strong(text: str) -> Cell:
    """A cell in bold."""
    return cell(bold(text))


def _cell(value: str | Cell) -> Cell:
    return value if isinstance(value, Cell) else cell(value or "–")
