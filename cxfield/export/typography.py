# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The typography of reports, read from the tokens: one page and one set of styles for all formats."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from cxfield.charts.palette import tokens

MM = 72 / 25.4

FAMILY = "Inter"
FONT_LINE = 1.211
"""Height of a line that the font itself asks for, in its size."""

StyleName = Literal[
    "client", "title", "question", "h1", "h2", "h3", "lead", "body", "caption", "note", "quote", "source",
    "table", "table_head", "fact", "fact_label", "finding", "finding_number", "evidence",
    "footnote", "running", "toc",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind of text looks: sizes in points, colour by token, space before and after."""

    size: float
    leading: float
    colour: str = "text.primary"
    bold: bool = False
    italic: bool = False
    before: float = 0.0
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """The page: A4, margins and places of the running lines, in points."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    header: float
    footer: float

    @property
    def column(self) -> float:
        """Width of the one text column."""
        return self.width - self.left - self.right

    @property
    def body(self) -> float:
        """Height of the text column."""
        return self.height - self.top - self.bottom


RULE = 0.8 * MM
"""Thickness of the accent rule on the first page."""

HEAD_LINE, HAIRLINE, QUOTE_BAR = 1.1, 0.5, 2.25
CELL_TOP, CELL_BOTTOM, CELL_GAP = 3.75, 3.75, 6.0
QUOTE_INDENT = 12.0
FINDING_INDENT = 25.5
FINDING_PAD, FACT_PAD = 2.25, 6.75


@lru_cache(maxsize=1)
def page() -> Page:
    """The A4 page of the tokens."""
    margin = tokens()["print"]["margin_mm"]
    return Page(
        width=210 * MM,
        height=297 * MM,
        left=margin["left"] * MM,
        right=margin["right"] * MM,
        top=margin["top"] * MM,
        bottom=margin["bottom"] * MM,
        header=25.5,
        footer=28.5,
    )


@lru_cache(maxsize=1)
def styles() -> dict[StyleName, Style]:
    """Every text style of a report."""
    sizes = tokens()["type"]["report_pt"]

    def size(name: str) -> tuple[float, float]:
        return float(sizes[name][0]), float(sizes[name][1])

    body, table, caption = size("body"), size("table"), size("caption")
    grey = "text.secondary"
    return {
        "client": Style(*table, colour=grey),
        "title": Style(*size("title"), bold=True, before=16.5),
        "question": Style(*size("lead"), colour=grey, before=4.5, after=8),
        "h1": Style(*size("h2"), bold=True, before=16.5, after=6),
        "h2": Style(*size("h3"), bold=True, before=12, after=3),
        "h3": Style(*body, bold=True, before=9, after=2),
        "lead": Style(*size("lead"), after=6),
        "body": Style(*body, after=6),
        "caption": Style(*caption, colour=grey, before=3, after=6),
        "note": Style(*caption, colour=grey, before=6, after=9),
        "quote": Style(*size("quote"), italic=True, before=10.5),
        "source": Style(*caption, colour=grey, after=10.5),
        "table": Style(*table),
        "table_head": Style(caption[0], 11.25, bold=True),
        "fact": Style(18, 21, bold=True),
        "fact_label": Style(*caption, colour=grey),
        "finding": Style(*body, bold=True),
        "finding_number": Style(12, 15, colour="accent.base", bold=True),
        "evidence": Style(*caption, colour=grey),
        "footnote": Style(7.5, 10, colour=grey),
        "running": Style(*size("running"), colour=grey),
        "toc": Style(*body, after=3),
    }
