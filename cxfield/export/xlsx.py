# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every table of a report and the raw data as a workbook; numbers are numbers, and no text is a formula."""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from pathlib import Path
from textwrap import shorten
from typing import Any, NamedTuple

from cxfield.document import nodes as n
from cxfield.document.numbering import number_nodes
from cxfield.export.job import (
    Cancelled_,
    Progress,
    Steps,
    never_cancelled,
    nothing_reported,
    steps_of,
    whole_file,
)
from cxfield.export.table_csv import Value
from cxfield.export.wording import figure_label, line, table_label
from cxfield.i18n import Texts
from cxfield.textclean import clean

MOST_ROWS = 1_048_575
"""Rows of a sheet below its header; the format has no more."""
_LONGEST = 32_767
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_WIDEST, _SAMPLE = 60, 200
_ABOUT_WIDE = 100
_LINE, _TALLEST = 15.0, 409.0
"""Height of a line and of the tallest row that the format allows, in points."""


_REPEATED = "numbers"
"""The chapter that tells the numbers of the figures, each of which has its own sheet."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, what it shows, the header and the rows, read when they are written."""

    name: str
    about: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterable[Sequence[Value]]]
    right: frozenset[int] = frozenset()
    """Columns whose words stand at the right, as numbers do."""


def write_xlsx(
    document: n.Document,
    path: Path,
    texts: Texts,
    *,
    raw: Sequence[Sheet] = (),
    progress: Progress = nothing_reported,
    cancelled: Cancelled_ = never_cancelled,
) -> None:
    """Write the tables, the figures' numbers and the raw data, with a first sheet that lists them.

    Raises UserError when the place cannot be written to and Cancelled when asked to stop.
    """
    from xlsxwriter import Workbook

    steps = Steps(steps_of(document) + len(raw), progress, cancelled)
    with whole_file(path, steps) as stream, tempfile.TemporaryDirectory(prefix="cxfield-") as folder:
        # Row by row to the disk: a log of any length takes the memory of one row.
        options = {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False}
        book = Workbook(stream, {**options, "strings_to_numbers": False, "strings_to_urls": False})
        day = document.created
        book.set_properties(
            {
                "title": line(document.title),
                "subject": line(document.subject),
                "author": "",
                "created": datetime(max(day.year, 1980), day.month, day.day),  # noqa: DTZ001 - a date only
            }
        )
        try:
            _fill(book, [*_sheets(document, texts), *raw], document, texts, steps)
        except BaseException:
            _forget(book)
            raise
        book.close()


def _forget(book: Any) -> None:
    """Let go of a workbook that is not finished: the library would keep its files open and complain."""
    vars(book)["fileclosed"] = 1
    for page in book.worksheets():
        held = vars(page).get("row_data_fh")
        if held is not None:
            held.close()


def _sheets(document: n.Document, texts: Texts) -> Iterator[Sheet]:
    numbers = number_nodes(document.nodes)
    heading = chapter = ""
    for index, node in enumerate(document.nodes):
        match node:
            case n.Heading():
                heading = node.text
                chapter = node.key if node.level == 1 else chapter
            case n.Table() if chapter == _REPEATED:
                pass
            case n.Table():
                label = table_label(texts, numbers.tables[index]) if index in numbers.tables else heading
                yield _table(node, label.rstrip("."), node.caption or heading, texts)
            case n.LongTable():
                label = table_label(texts, numbers.tables[index]) if index in numbers.tables else heading
                yield _long(node, label.rstrip("."), node.caption or heading, texts)
            case n.Figure():
                label = figure_label(texts, numbers.figures[index]).rstrip(".")
                yield _figure(node, label, texts)
            case _:
                pass


def _table(node: n.Table, name: str, about: str, texts: Texts) -> Sheet:
    def rows() -> Iterator[list[Value]]:
        for row in node.rows:
            yield [number_in(_words(cell), texts) for cell in row]

    return Sheet(name, about, tuple(column.header for column in node.columns), rows, _right(node))


def _right(node: n.Table | n.LongTable) -> frozenset[int]:
    return frozenset(place for place, column in enumerate(node.columns) if column.align == "right")


def _words(cell: n.Cell) -> str:
    words = n.plain(cell.spans).strip()
    return words or cell.alt


def _long(node: n.LongTable, name: str, about: str, texts: Texts) -> Sheet:
    def rows() -> Iterator[list[Value]]:
        for row in node.rows():
            yield [number_in(words, texts) for words in row]

    return Sheet(name, about, tuple(column.header for column in node.columns), rows, _right(node))


def _figure(node: n.Figure, name: str, texts: Texts) -> Sheet:
    def rows() -> Iterator[list[Value]]:
        for row in node.data.rows:
            yield [number_in(words, texts) for words in row]

    return Sheet(name, node.caption, node.data.header, rows)


def number_in(words: str, texts: Texts) -> Value:
    """The number that a cell prints, as a number; everything else stays the text it is."""
    mark = "," if texts.locale == "fi" else "."
    group = "\N{NO-BREAK SPACE}" if texts.locale == "fi" else ","
    found = re.fullmatch(rf"[+\-−]?\d{{1,3}}(?:{re.escape(group)}\d{{3}})*(?:{re.escape(mark)}\d+)?", words)
    if found is None and not re.fullmatch(rf"[+\-−]?\d{{1,15}}(?:{re.escape(mark)}\d+)?", words):
        return words
    plain = words.replace(group, "").replace("−", "-").replace("+", "").replace(mark, ".")
    return float(plain) if "." in plain else int(plain)


class _Looks(NamedTuple):
    """How cells look: headers and words at either side, long words in several lines."""

    head: Any
    head_right: Any
    number: Any
    words: Any
    right: Any
    wrapped: Any


def _looks(book: Any) -> _Looks:
    head: dict[str, Any] = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}
    top: dict[str, Any] = {"valign": "top"}
    right = {"align": "right"}
    # Words stand apart from the number before them.
    left = {"align": "left", "indent": 1}
    made = (head | left, head | right, top, top | left, top | right, top | left | {"text_wrap": True})
    return _Looks(*map(book.add_format, made))


def _fill(book: Any, sheets: list[Sheet], document: n.Document, texts: Texts, steps: Steps) -> None:
    looks = _looks(book)
    link = book.add_format({"underline": 1, "font_color": "#0B5D57", "valign": "top"})
    names = _names(sheets, texts)
    first = book.add_worksheet(names[0])
    first.set_column(0, 0, 32)
    first.set_column(1, 1, _ABOUT_WIDE, looks.wrapped)
    first.write_string(0, 0, line(document.title), book.add_format({"bold": True, "font_size": 14}))
    first.write_string(1, 0, texts.date(document.created))
    for row, (sheet, name) in enumerate(zip(sheets, names[1:], strict=True), start=3):
        first.set_row(row, _height([(sheet.about, _ABOUT_WIDE)]))
        first.write_url(row, 0, f"internal:'{name}'!A1", link, name)
        first.write_string(row, 1, _text(sheet.about), looks.wrapped)
    _on_paper(first)
    for sheet, name in zip(sheets, names[1:], strict=True):
        steps.step()
        _write(book.add_worksheet(name), sheet, looks, steps)


def _numbers(values: list[Value]) -> bool:
    """Whether a column holds numbers and nothing else."""
    held = [value for value in values if value not in (None, "")]
    return bool(held) and all(isinstance(v, int | float) and not isinstance(v, bool) for v in held)


def _write(page: Any, sheet: Sheet, looks: _Looks, steps: Steps) -> None:
    rows = iter(sheet.rows())
    start = [row for _, row in zip(range(_SAMPLE), rows, strict=False)]
    widths = []
    for place, header in enumerate(sheet.columns):
        longest = max((len(str(row[place] or "")) for row in start), default=0)
        widths.append(min(max(longest, len(header), 6) + 3, _WIDEST))
        page.set_column(place, place, widths[place])
        at_right = place in sheet.right or _numbers([row[place] for row in start])
        page.write_string(0, place, _text(header), looks.head_right if at_right else looks.head)
    page.freeze_panes(1, 0)
    at = 0
    for row in _both(start, rows):
        at += 1
        if at > MOST_ROWS:
            break
        steps.row()
        long = [
            (v, wide) for v, wide in zip(row, widths, strict=True) if isinstance(v, str) and len(v) > _WIDEST
        ]
        if long:
            # Not every program makes the row as high as its words need.
            page.set_row(at, _height(long))
        for place, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, bool):
                page.write_boolean(at, place, value, looks.number)
            elif isinstance(value, int | float):
                page.write_number(at, place, value, looks.number)
            else:
                side = looks.right if place in sheet.right else looks.words
                page.write_string(at, place, _text(value), looks.wrapped if len(value) > _WIDEST else side)
    page.autofilter(0, 0, max(at, 1), len(sheet.columns) - 1)
    page.repeat_rows(0)
    _on_paper(page)


def _on_paper(page: Any) -> None:
    """A4 on its side, as wide as one page."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _height(texts: Sequence[tuple[str, int]]) -> float:
    """How high a row must be for texts in columns of these widths, in points."""
    # A column is as many figures wide; words are narrower.
    lines = max(sum(ceil(len(part) / wide / 1.1) or 1 for part in words.split("\n")) for words, wide in texts)
    return min(lines * _LINE, _TALLEST)


def _both(start: list[Sequence[Value]], rest: Iterator[Sequence[Value]]) -> Iterator[Sequence[Value]]:
    yield from start
    yield from rest


def _text(words: str) -> str:
    return clean(words)[:_LONGEST]


def _names(sheets: list[Sheet], texts: Texts) -> list[str]:
    """Names of at most 31 signs, each once, whatever the letter case."""
    used: set[str] = set()
    found: list[str] = []
    for wanted in (texts.t("Contents"), *(sheet.name or texts.t("Table") for sheet in sheets)):
        base = shorten(_FORBIDDEN.sub(" ", line(wanted)), 28, placeholder="…").strip() or "-"
        name, number = base, 1
        while name.casefold() in used:
            number += 1
            name = f"{base[: 27 - len(str(number))]} {number}"
        used.add(name.casefold())
        found.append(name)
    return found
