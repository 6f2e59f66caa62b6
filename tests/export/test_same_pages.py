# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Word file breaks its pages where the PDF does."""

import datetime as dt
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordDocument
from pypdf import PdfReader

from cxfield.document import nodes as n
from cxfield.export.docx import write_docx
from cxfield.i18n import Texts
from cxfield.services.report import make_report
from tests.unit.report.study import make_study

COLUMNS = (n.Column("Code"), n.Column("Times", align="right"))


def rows_of(count: int) -> tuple[tuple[n.Cell, ...], ...]:
    return tuple((n.cell(f"code {k}"), n.cell(str(k))) for k in range(count))


def kept_rows(path: Path) -> list[bool]:
    """Whether each row of the first table stays with what follows it."""
    (table, *_) = WordDocument(str(path)).tables
    return [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows]


def word_file(path: Path, *nodes: n.Node) -> Path:
    document = n.Document(title="Title", language="fi", created=dt.date(2025, 10, 17), nodes=nodes)
    write_docx(document, path, Texts("fi"))
    return path


def test_a_short_table_stays_whole_with_its_caption(tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docx", n.Table(COLUMNS, rows_of(4), "Codes."))
    assert kept_rows(path) == [True] * 5


def test_a_long_table_begins_with_three_rows_and_ends_with_its_caption(tmp_path: Path) -> None:
    told = [True, True, True, *[False] * 16, True]
    assert kept_rows(word_file(tmp_path / "a.docx", n.Table(COLUMNS, rows_of(19), "Codes."))) == told
    log = n.LongTable(COLUMNS, lambda: iter((f"code {k}", str(k)) for k in range(19)), 19, "Codes.")
    assert kept_rows(word_file(tmp_path / "b.docx", log)) == told


def test_the_last_row_stays_with_the_small_print_below_it(tmp_path: Path) -> None:
    table = n.Table(COLUMNS, rows_of(2))
    alone = word_file(tmp_path / "a.docx", table, n.Paragraph(n.spans("As told.")))
    assert kept_rows(alone) == [True, True, False]
    noted = word_file(tmp_path / "b.docx", table, n.Paragraph(n.spans("8 of 8 answered."), "caption"))
    assert kept_rows(noted) == [True, True, True]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_word_file_has_the_pages_of_the_pdf(tmp_path: Path) -> None:
    study = make_study(tmp_path / "a.cxf", entries=90, note="Kiertää pöydän kahdesti ja lukee hintalapun.")
    made = make_report(study, language="fi", formats=("docx", "pdf"), folder=tmp_path)
    study.close()
    word, ours = sorted(made)
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/office",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path / "out"), str(word)], check=True, capture_output=True)
    styles = {"Heading 2", "Heading 3"}
    headings = [p.text for p in WordDocument(str(word)).paragraphs if _style(p) in styles]
    assert len(headings) > 30
    assert pages(tmp_path / "out" / ours.name, headings) == pages(ours, headings)


def _style(paragraph: Any) -> str:
    return str(paragraph.style.name)


def pages(path: Path, headings: list[str]) -> tuple[int, dict[str, list[int]]]:
    """How many pages a PDF has, and on which of them each heading stands."""
    found = [re.sub(r"\s+", "", page.extract_text()) for page in PdfReader(path).pages]
    looked = {heading: re.sub(r"\s+", "", heading) for heading in headings}
    return len(found), {h: [k for k, page in enumerate(found) if said in page] for h, said in looked.items()}
