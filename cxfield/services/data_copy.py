# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logged rows as a table for the clipboard: tab-separated for spreadsheets, HTML for documents."""

import html
from collections.abc import Sequence

from cxfield.i18n import N_, Texts
from cxfield.services.data_rows import DataRow

COLUMNS = (
    N_("Time"),
    N_("Who"),
    N_("Code or question"),
    N_("Logged"),
    N_("Ordinariness"),
    N_("Polarity"),
    N_("Feeling"),
    N_("Observer"),
)
#: A spreadsheet takes a text that begins like this for a formula; an apostrophe in front keeps it a text.
_FORMULAS = ("=", "+", "-", "@")


def as_text(rows: Sequence[DataRow], texts: Texts) -> str:
    """A header and a line for each row, cells apart by tabs."""
    lines = [[texts.t(name) for name in COLUMNS], *(_cells(row, texts) for row in rows)]
    return "\n".join("\t".join(map(_plain, line)) for line in lines)


def as_html(rows: Sequence[DataRow], texts: Texts) -> str:
    """The same as an HTML table; whatever was logged is only text."""
    head = "".join(f"<th>{html.escape(texts.t(name))}</th>" for name in COLUMNS)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in _cells(row, texts)) + "</tr>"
        for row in rows
    )
    return f'<table lang="{texts.locale}"><tr>{head}</tr>{body}</table>'


def _cells(row: DataRow, texts: Texts) -> list[str]:
    return [
        "" if row.t_ms is None else texts.stopwatch(row.t_ms),
        row.who,
        row.what,
        row.text,
        "" if row.ordinariness is None else str(row.ordinariness),
        "" if row.polarity is None else texts.signed(row.polarity),
        "" if row.valence is None else texts.signed(row.valence),
        row.observer,
    ]


def _plain(cell: str) -> str:
    one_line = " ".join(cell.split())
    return f"'{one_line}" if one_line.startswith(_FORMULAS) else one_line
