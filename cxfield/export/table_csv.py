# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A table as comma-separated values, for spreadsheets and statistics programs."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from cxfield.export.job import Cancelled_, Progress, Steps, never_cancelled, nothing_reported, whole_file

Value = str | int | float | bool | None

#: A spreadsheet takes a text that begins like this for a formula; a quotation mark in front keeps it a text.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(
    columns: Sequence[str],
    rows: Iterable[Sequence[Value]],
    path: Path,
    *,
    progress: Progress = nothing_reported,
    cancelled: Cancelled_ = never_cancelled,
) -> None:
    """Write a table: UTF-8 with a byte order mark (spreadsheets need it), commas, one header row.

    Numbers have a decimal point and no grouping, truth values are 1 and 0, what is not known is empty. A text
    that a spreadsheet would take for a formula gets an apostrophe in front. UserError when it fails.
    """
    steps = Steps(1, progress, cancelled)
    with whole_file(path, steps) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([_cell(value) for value in row])
            steps.row()
        text.flush()
        text.detach()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    return repr(value)
