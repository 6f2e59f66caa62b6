# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Web page, workbook, Markdown, slides and pictures: whole, safe, the same bytes each time."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from PIL import Image

from cxfield.document import nodes as n
from cxfield.export.html import write_html
from cxfield.export.job import Cancelled, never_cancelled, nothing_reported
from cxfield.export.md import write_markdown
from cxfield.export.writers import FORMATS, write
from cxfield.export.xlsx import Sheet, number_in, write_xlsx
from cxfield.i18n import Texts
from tests.export.sample_report import sample

FI, EN = Texts("fi"), Texts("en")
HOSTILE = (
    "<b>x</b> & <img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    "\u202e\u0627\u0628\u0646",
    "a" * 5000,
    "👩‍🔬 e\u0301 \x07 \ud800",
    "| pipe ` tick [link](http://x) # heading",
)


def hostile_report() -> n.Document:
    cells = tuple((n.cell(text), n.cell("1")) for text in HOSTILE)
    rows = tuple((text, "1") for text in HOSTILE)
    columns = (n.Column("=1+1"), n.Column("n", align="right"))
    nodes: tuple[n.Node, ...] = (
        n.TitleBlock("<i>", "&", HOSTILE[0]),
        n.Heading(1, HOSTILE[0], numbered=True),
        *(n.Paragraph(n.spans(text)) for text in HOSTILE),
        n.Bullets(tuple(n.BulletItem(n.spans(text)) for text in HOSTILE)),
        n.Table(columns, cells, "caption <b>"),
        n.LongTable(columns, lambda: iter(rows), len(rows), "=2+2"),
        n.Quote(HOSTILE[0], HOSTILE[1]),
    )
    return n.Document(HOSTILE[0], "en", date(2026, 1, 2), nodes, footer=HOSTILE[1])


def workbook(path: Path) -> dict[str, list[list[object]]]:
    """Every sheet as rows of values, read without the library that wrote it."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    found: dict[str, list[list[object]]] = {}
    with zipfile.ZipFile(path) as package:
        book = etree.fromstring(package.read("xl/workbook.xml"))
        shared: list[str] = []
        if "xl/sharedStrings.xml" in package.namelist():
            strings = etree.fromstring(package.read("xl/sharedStrings.xml"))
            shared = ["".join(map(str, item.itertext())) for item in strings]
        for number, sheet in enumerate(book.findall(".//m:sheet", space), start=1):
            root = etree.fromstring(package.read(f"xl/worksheets/sheet{number}.xml"))
            assert not root.findall(".//m:f", space), "no cell is a formula"
            rows = []
            for row in root.findall(".//m:row", space):
                values: list[object] = []
                for cell in row.findall("m:c", space):
                    words = "".join(map(str, cell.itertext()))
                    match cell.get("t"):
                        case "s":
                            values.append(shared[int(words)])
                        case "inlineStr":
                            values.append(words)
                        case "b":
                            values.append(words == "1")
                        case _:
                            values.append(float(words) if words else None)
                rows.append(values)
            found[str(sheet.get("name"))] = rows
    return found


@pytest.mark.parametrize("kind", [kind for kind in FORMATS if kind != "png"])
def test_the_same_report_gives_the_same_bytes(kind: str, tmp_path: Path) -> None:
    document = sample()
    made = []
    for name in ("a", "b"):
        path = tmp_path / f"{name}.{kind}"
        write(kind, document, path, FI, list, progress=nothing_reported, cancelled=never_cancelled)
        made.append(path.read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize("kind", [kind for kind in FORMATS if kind != "png"])
def test_a_stopped_writing_leaves_the_old_file(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{kind}"
    path.write_bytes(b"old")
    with pytest.raises(Cancelled):
        write(kind, sample(), path, EN, list, progress=nothing_reported, cancelled=lambda: True)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_web_page_is_one_file_with_its_language_headings_and_described_charts(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    document = sample()
    write_html(document, path, FI)
    text = path.read_text("utf-8")
    page: Any = html.fromstring(text)
    assert page.get("lang") == "fi-FI"
    assert page.findtext(".//title") == document.title
    assert len(page.findall(".//h1")) == 1
    levels = [int(tag.tag[1]) for tag in page.iter("h1", "h2", "h3", "h4")]
    assert all(b - a <= 1 for a, b in pairwise(levels)), "no level is skipped"
    assert not re.findall(r'(?:src|href)="(?!data:|#)', text), "nothing is fetched"
    assert "<script" not in text
    figures = [node for node in document.nodes if isinstance(node, n.Figure)]
    drawn = page.xpath("//figure/*[local-name()='svg'][@role='img']/*[local-name()='title']")
    assert [title.text for title in drawn] == [figure.alt for figure in figures]
    for table in page.iter("table"):
        assert table.findall(".//th[@scope='col']")


def test_hostile_text_is_only_text(tmp_path: Path) -> None:
    document = hostile_report()
    for kind in FORMATS:
        write(kind, document, tmp_path / f"a.{kind}", EN, list, progress=nothing_reported, cancelled=never_cancelled)  # fmt: skip  # noqa: E501
    page: Any = html.fromstring((tmp_path / "a.html").read_text("utf-8"))
    assert not page.findall(".//img")
    assert not page.xpath("//main//b[text()='x']")
    assert "<b>x</b>" in page.text_content()
    sheets = workbook(tmp_path / "a.xlsx")
    assert "=cmd|' /C calc'!A0" in [row[0] for row in sheets["Table 1"]]
    markdown = (tmp_path / "a.md").read_text("utf-8")
    assert "<img" not in markdown.replace(r"\<img", "")
    assert all(line.count(" | ") <= 2 or not line.startswith("|") for line in markdown.replace(r"\|", "").splitlines())  # fmt: skip  # noqa: E501


def test_a_workbook_has_every_table_and_figure_and_numbers_are_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    raw = Sheet("events", "Raw", ("a", "b"), lambda: [("=x", 1.5), (None, True)])
    document = sample()
    write_xlsx(document, path, FI, raw=[raw])
    sheets = workbook(path)
    wanted = sum(isinstance(node, n.Table | n.LongTable | n.Figure) for node in document.nodes)
    assert len(sheets) == wanted + 2
    assert sheets["events"][1:] == [["=x", 1.5], [True]]


@pytest.mark.parametrize(
    ("words", "texts", "value"),
    [
        ("3,4", FI, 3.4),
        ("−12", FI, -12),
        ("1\N{NO-BREAK SPACE}234,5", FI, 1234.5),
        ("1,234", EN, 1234),
        ("3.4", EN, 3.4),
        ("6/8", FI, "6/8"),
        ("75 %", FI, "75 %"),
        ("7.10.", FI, "7.10."),
        ("", FI, ""),
        ("2025-10-17", EN, "2025-10-17"),
    ],
)
def test_a_printed_number_is_read_in_its_language(words: str, texts: Texts, value: object) -> None:
    assert number_in(words, texts) == value


def test_markdown_has_the_headings_tables_and_the_numbers_of_the_figures(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    document = sample()
    write_markdown(document, path, EN)
    text = path.read_text("utf-8")
    assert text.startswith("# ")
    for node in document.nodes:
        if isinstance(node, n.Figure):
            assert node.data.rows[0][0] in text


def test_slides_hold_one_chart_each_with_its_alternative_text(tmp_path: Path) -> None:
    from pptx import Presentation

    path = tmp_path / "a.pptx"
    document = sample()
    write("pptx", document, path, EN, list, progress=nothing_reported, cancelled=never_cancelled)
    described = [
        shape._element.nvPicPr.cNvPr.get("descr")
        for slide in Presentation(str(path)).slides
        for shape in list[Any](slide.shapes)
        if shape.shape_type == 13
    ]
    assert described == [node.alt for node in document.nodes if isinstance(node, n.Figure)]


def test_every_chart_becomes_a_picture_of_300_dpi(tmp_path: Path) -> None:
    document = sample()
    made = write("png", document, tmp_path / "a.png", EN, list, progress=nothing_reported, cancelled=never_cancelled)  # fmt: skip  # noqa: E501
    assert len(made) == sum(isinstance(node, n.Figure) for node in document.nodes)
    with Image.open(io.BytesIO(made[0].read_bytes())) as picture:
        assert round(picture.info["dpi"][0]) == 300


def test_sheets_are_found_by_what_they_show_and_say_nothing_twice(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    table = n.Table((n.Column("A"), n.Column("n", align="right")), ((n.cell("x" * 200), n.cell("3/8")),))
    told = n.Heading(1, "Appendix: numbers of the figures", key="numbers")
    asked = n.Heading(3, "How likely are you to recommend us to a friend or colleague?")
    document = replace(sample(), nodes=(asked, table, asked, table, told, asked, table))
    write_xlsx(document, path, EN)
    assert list(workbook(path)) == ["Contents", "How likely are you to…", "How likely are you to… 2"]
    with zipfile.ZipFile(path) as package:
        # A row of long words is as high as they need: not every program makes it so.
        assert 'ht="60"' in package.read("xl/worksheets/sheet2.xml").decode()
