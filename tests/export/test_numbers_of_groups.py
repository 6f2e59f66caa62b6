# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Quotas, causes, groups of customers, service areas and channels: read back row by row from every format."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordDocument
from lxml import html
from pypdf import PdfReader

from cxfield.export.job import never_cancelled, nothing_reported
from cxfield.export.writers import write
from cxfield.i18n import Texts
from cxfield.report.assemble import assemble
from cxfield.report.dataset import AnswerRow, QuestionRow, ReportData
from cxfield.report.figures import questions_of_type
from cxfield.report.ground import QuotaFact, Tally
from cxfield.services.dataset import load
from tests.export.test_other_formats import workbook
from tests.unit.report.study import make_study

TEXTS = Texts("fi")
CREATED = dt.date(2025, 10, 17)
ADVICE = (5, 4, 3, 2)
CHANNELS = ("Verkko", "Verkko", "Myymälä", "Myymälä")

ROWS: dict[str, tuple[str, ...]] = {
    # 17 of 23 wanted: six are missing.
    "quota": ("Haastattelut", "Tampere", "17/23", "6"),
    # 6 of 13 events were bad, seen in two sessions of the two that were held.
    "cause": ("Henkilökunta", "13", "4", "6/13, 46 %", "23–71 %", "2/2"),
    # P01–P03 gave 9, 10 and 7; of 4, 5, 4 and 5, 4, 3 five are satisfied; 15 moments come to 23.
    "segment": ("Segmentti: perhe", "3", "2/1/0", "5/6, 83 %", "+1,5"),
    # 4, 5, 4 and 2 at the till; 5, 4, 3 and 2 for the advice.
    "area asked first": ("Kassa", "3/4, 75 %", "30–95 %", "3,8", "4"),
    "area asked then": ("Neuvonta", "2/4, 50 %", "15–85 %", "3,5", "4"),
    # P01 and P02 came by the web (met, above), P03 and P04 to the store (met, below).
    "channel with a gap": ("Myymälä", "1/2, 50 %", "9–91 %", "0/2, 0 %", "−50"),
    "channel without": ("Verkko", "0/2, 0 %", "0–66 %", "1/2, 50 %", "+50"),
}


def enriched(data: ReportData) -> ReportData:
    """The small study with a quota, a factor, segments, two service areas and two channels."""
    (till,) = questions_of_type(data, "csat")
    held = sorted(data.customer_interviews, key=lambda session: session.participant)
    advice = QuestionRow("q-advice", "advice", "csat", "", "", "Neuvonta?", {"area": {"fi": "Neuvonta"}})
    given = tuple(
        AnswerRow(f"advice-{s.id}", s.id, advice.id, s.participant, value)
        for s, value in zip(held, ADVICE, strict=True)
    )
    asked = tuple(
        replace(q, settings={"area": {"fi": "Kassa"}}) if q.id == till.id else q for q in data.questions
    )
    ground = replace(
        data.ground,
        quotas=(QuotaFact("Haastattelut", "Tampere", 17, 23),),
        causes=(Tally("Henkilökunta", 13, good=4, bad=6, sessions=2),),
        channel_of={s.id: channel for s, channel in zip(held, CHANNELS, strict=True)},
    )
    people = tuple(replace(p, segment="yksin" if p.code == "P04" else "perhe") for p in data.people)
    return replace(
        data, people=people, ground=ground, questions=(*asked, advice), answers=(*data.answers, *given)
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("groups")
    study = make_study(place / "a.cxf")
    data = enriched(study.read(lambda reader: load(reader, TEXTS, CREATED)))
    study.close()
    document = assemble(data, TEXTS, ["method", "touchpoints", "metrics", "segments", "detail"])
    for kind in READERS:
        write(
            kind, document, place / f"report.{kind}", TEXTS, list,
            progress=nothing_reported, cancelled=never_cancelled,
        )  # fmt: skip
    return place


def squeezed(text: str) -> str:
    """Without spaces, and without the plus that a number in a workbook has in its format."""
    return re.sub(r"[\s+]+", "", text)


def of_docx(path: Path) -> Iterator[list[str]]:
    for table in WordDocument(str(path)).tables:
        for row in table.rows:
            yield [cell.text for cell in row.cells]


def of_pdf(path: Path) -> Iterator[list[str]]:
    """Lines as they stand on the pages."""
    for page in PdfReader(path).pages:
        for line in page.extract_text(extraction_mode="layout").splitlines():
            yield [line]


def of_html(path: Path) -> Iterator[list[str]]:
    page: Any = html.fromstring(path.read_text("utf-8"))
    for row in page.iter("tr"):
        yield [cell.text_content() for cell in row]


def of_markdown(path: Path) -> Iterator[list[str]]:
    for line in re.sub(r"\\(.)", r"\1", path.read_text("utf-8").replace("**", "")).splitlines():
        if line.startswith("|"):
            yield line.strip("|").split("|")


def of_workbook(path: Path) -> Iterator[list[str]]:
    for rows in workbook(path).values():
        for row in rows:
            yield [_written(value) for value in row]


def _written(value: object) -> str:
    """A number as the report words it: whole ones without decimals."""
    if isinstance(value, float):
        return TEXTS.number(value, 0 if value.is_integer() else 1)
    return "" if value is None else str(value)


READERS: dict[str, Callable[[Path], Iterator[list[str]]]] = {
    "docx": of_docx,
    "pdf": of_pdf,
    "html": of_html,
    "md": of_markdown,
    "xlsx": of_workbook,
}


@pytest.mark.parametrize("kind", READERS)
def test_every_group_stands_in_a_row_with_its_own_numbers(kind: str, folder: Path) -> None:
    lines = [squeezed("".join(row)) for row in READERS[kind](folder / f"report.{kind}")]
    missing = {name for name, row in ROWS.items() if not _in(squeezed("".join(row)), lines)}
    assert missing == set()


def _in(row: str, lines: list[str]) -> bool:
    return any(line.startswith(row) for line in lines)
