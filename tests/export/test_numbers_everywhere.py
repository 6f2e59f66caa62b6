# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every number of the analysis stands in every format: written, read back and compared."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordDocument
from lxml import html
from pypdf import PdfReader

from cxfield.document import nodes as n
from cxfield.i18n import Texts
from cxfield.report import words
from cxfield.report.assemble import material_of
from cxfield.report.dataset import ReportData
from cxfield.report.feelings import stories
from cxfield.report.figures import Figures, figures
from cxfield.report.metric_lines import metric_lines
from cxfield.services.dataset import load
from cxfield.services.report import make_report, report_document
from cxfield.storage import StudyFile
from tests.export.test_other_formats import workbook
from tests.unit.report.study import make_study

CREATED = dt.date(2025, 10, 17)
TEXTS = Texts("fi")


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudyFile]:
    made = make_study(tmp_path_factory.mktemp("numbers") / "a.cxf")
    yield made
    made.close()


@pytest.fixture(scope="module")
def data(study: StudyFile) -> ReportData:
    return study.read(lambda reader: load(reader, TEXTS, CREATED))


@pytest.fixture(scope="module")
def files(study: StudyFile, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    made = make_report(
        study,
        language="fi",
        formats=("docx", "pdf", "html", "xlsx", "md"),
        folder=tmp_path_factory.mktemp("files"),
        created=CREATED,
    )
    return {path.suffix[1:]: path for path in made}


def in_docx(path: Path) -> str:
    document = WordDocument(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def in_pdf(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def in_html(path: Path) -> str:
    page: Any = html.fromstring(path.read_text("utf-8"))
    return str(page.text_content())


def in_markdown(path: Path) -> str:
    return re.sub(r"\\(.)", r"\1", path.read_text("utf-8").replace("**", ""))


def in_workbook(path: Path) -> str:
    found = []
    for rows in workbook(path).values():
        for row in rows:
            for value in row:
                whole = isinstance(value, float) and value.is_integer()
                found.append(TEXTS.number(value) if whole and isinstance(value, float) else str(value))
                if isinstance(value, float):
                    found += [TEXTS.number(value, digits) for digits in (1, 2)]
                    found += [TEXTS.signed(value, digits) for digits in (1, 2)]
    return "\n".join(found)


READERS: dict[str, Callable[[Path], str]] = {
    "docx": in_docx,
    "pdf": in_pdf,
    "html": in_html,
    "md": in_markdown,
    "xlsx": in_workbook,
}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def expected(data: ReportData, result: Figures) -> dict[str, str]:
    """What the analysis says, formatted as a table does."""
    every = {
        "ordinary": words.share(result.ordinary_by_site[0][1].ordinary, TEXTS),
        "ordinary interval": words.share_interval(result.ordinary_by_site[0][1].ordinary, TEXTS),
        "conversion": words.share(result.shoppers.conversion, TEXTS),
    }
    every |= {f"moment {m.moment}": TEXTS.signed(m.value, 2) for m in result.moments if m.value is not None}
    every |= {
        f"issue {i.finding.code}": TEXTS.number(i.result.priority, 2)
        for i in result.issues
        if i.result.priority
    }
    every |= {
        f"peak and end of {code}": TEXTS.signed(r.value, 1)
        for code, r in stories(data)
        if r.value is not None
    }
    every |= {f"mean of {code}": TEXTS.signed(r.mean, 1) for code, r in stories(data) if r.mean is not None}
    every |= {
        f"named {e.emotion}": f"{e.people}/{result.emotions.people}"
        for e in result.emotions.counts
        if e.people
    }
    for coded in result.twice:
        every[f"agreement in {coded.session.number}"] = words.share(coded.result.percent, TEXTS)
    for line in metric_lines(material_of(data), TEXTS):
        every[f"{line.key} result"] = line.result
        every[f"{line.key} interval"] = line.interval
    return every


@pytest.mark.parametrize("kind", READERS)
def test_every_number_of_the_analysis_stands_in_the_file(
    kind: str, files: dict[str, Path], data: ReportData
) -> None:
    text = squeezed(READERS[kind](files[kind]))
    wanted = expected(data, figures(data))
    assert len(wanted) > 8
    missing = {name: value for name, value in wanted.items() if squeezed(value) not in text}
    assert not missing


@pytest.mark.parametrize("kind", READERS)
def test_every_cell_of_every_table_and_figure_stands_in_the_file(
    kind: str, files: dict[str, Path], study: StudyFile
) -> None:
    text = squeezed(READERS[kind](files[kind]))
    document = report_document(study, TEXTS, created=CREATED)
    cells = [
        n.plain(c.spans)
        for node in document.nodes
        if isinstance(node, n.Table)
        for row in node.rows
        for c in row
    ]
    cells += [
        word
        for node in document.nodes
        if isinstance(node, n.Figure)
        for row in node.data.rows
        for word in row
    ]
    numbers = {squeezed(cell) for cell in cells if any(sign.isdigit() for sign in cell)}
    assert len(numbers) > 50
    assert {number for number in numbers if number not in text} == set()
