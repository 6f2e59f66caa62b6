# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The PDF reads page by page: contents, outline, running lines, embedded font, alternative texts."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from cxfield.charts.painters.pdf import printable
from cxfield.document import nodes as n
from cxfield.export.pdf import heading_pages, write_pdf
from cxfield.export.pdf_fonts import register_fonts
from cxfield.export.pdf_words import Wrapper
from cxfield.i18n import Texts
from tests.export.reading import pdf_pages
from tests.export.sample_report import log_table, sample

FI = Texts("fi")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "raportti.pdf"
    write_pdf(sample(), path, FI)
    return path


def reader(path: Path) -> PdfReader:
    return PdfReader(io.BytesIO(path.read_bytes()))


def test_the_first_page_holds_the_whole_answer(report: Path) -> None:
    page = pdf_pages(report)[0]
    for words in ("Pihlakko Oy", "Tiivistelmä", "Keskeiset löydökset", "12,5 (n = 8)", "Kutsunappi"):
        assert words in page


def test_contents_print_the_page_of_each_chapter(report: Path) -> None:
    made = pdf_pages(report)
    document = sample()
    pages = heading_pages(document, FI)
    for index, number in pages.items():
        heading = document.nodes[index]
        assert isinstance(heading, n.Heading)
        assert heading.text in made[number - 1]
    assert sorted(pages.values()) == [1] * 4 + [3] * 5 + [4] * 4 + [5]


def test_the_running_header_names_the_chapter_of_its_page(report: Path) -> None:
    made = pdf_pages(report)
    assert "1 Menetelmä ja aineisto" in made[2].splitlines()[-3:]
    assert "3 Liite: tapahtumaluettelo" in made[6].splitlines()[-3:]
    # The first page has its title block instead.
    assert made[0].count("Pihlakko Oy") == 1


def test_the_outline_leads_to_the_chapters(report: Path) -> None:
    outline = reader(report).outline
    titles = [item.title for item in outline if not isinstance(item, list)]
    assert titles == [
        "Tiivistelmä",
        "1 Menetelmä ja aineisto",
        "2 Asiakaspolku ja tunteet",
        "3 Liite: tapahtumaluettelo",
    ]


def test_metadata_carry_title_date_and_language(report: Path) -> None:
    pdf = reader(report)
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Pihlakon myymäläkokemus, syksy"
    assert not pdf.metadata.author
    assert str(pdf.metadata["/CreationDate"]).startswith("D:20251017")
    catalog: Any = pdf.trailer["/Root"]
    assert catalog["/Lang"] == "fi-FI"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]


def test_only_the_report_font_is_used_and_it_is_embedded(report: Path) -> None:
    names: set[str] = set()
    for page in reader(report).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            shown = font.get_object()
            descriptor = shown.get("/FontDescriptor")
            if descriptor is not None:
                assert "/FontFile2" in descriptor.get_object()
                names.add(str(shown["/BaseFont"]).rpartition("+")[2])
    assert names == {"Inter-Regular", "Inter-Bold", "Inter-Italic"}


def test_charts_are_vectors_with_alternative_text(report: Path) -> None:
    page = reader(report).pages[3]
    contents = page.get_contents()
    assert contents is not None
    code = "Tunne viidessä hetkessä: tulo +0,9".encode("utf-16-be").hex().upper()
    assert code.encode() in contents.get_data()
    assert not page.images


def test_the_header_of_a_long_table_stands_on_every_page(tmp_path: Path) -> None:
    path = tmp_path / "log.pdf"
    write_pdf(n.Document("Loki", "fi", date(2025, 10, 17), (log_table(200),)), path, FI)
    pages = pdf_pages(path)
    assert len(pages) > 5
    assert all("Kosketuspiste" in page for page in pages)


def test_a_chapter_after_a_long_log_is_estimated_well(tmp_path: Path) -> None:
    nodes = (log_table(400), n.PageBreak(), n.Heading(1, "Laskentakaavat"))
    document = n.Document("Loki", "fi", date(2025, 10, 17), nodes)
    path = tmp_path / "log.pdf"
    write_pdf(document, path, FI)
    made = next(number for number, page in enumerate(pdf_pages(path), 1) if "Laskentakaavat" in page)
    assert abs(heading_pages(document, FI)[2] - made) <= 1


def test_signs_the_font_lacks_are_shown_as_boxes() -> None:
    register_fonts()
    assert printable("Äö → ✓ −") == "Äö → ✓ −"
    assert printable("a🙂b") == "a□b"
    assert printable("a\u200db\nc\td") == "ab\nc\td"


@pytest.mark.parametrize("width", [5.0, 40.0, 200.0])
def test_wrapped_lines_fit_and_lose_nothing(width: float) -> None:
    wrapper = Wrapper(register_fonts()[False, False], 9)
    text = "Myyjä tervehtii hyllyn luona;\nasiakas vastaa epäjärjestelmällistyttämättömyydellään ja jatkaa"
    lines = wrapper.lines(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")
    assert all(len(line) == 1 or wrapper.width(line) <= width + 1e-6 for line in lines)


def test_rows_are_kept_whole_where_a_page_has_room_for_them(tmp_path: Path) -> None:
    rows = tuple((n.cell(f"alku{k} " + "sana " * 60 + f"loppu{k}"),) for k in range(40))
    path = tmp_path / "rows.pdf"
    write_pdf(n.Document("T", "fi", date(2025, 1, 1), (n.Table((n.Column("A"),), rows),)), path, FI)
    for page in pdf_pages(path):
        assert page.count("alku") == page.count("loppu")


def test_a_heading_goes_with_the_table_it_announces(tmp_path: Path) -> None:
    table = n.Table((n.Column("A"),), tuple((n.cell(f"rivi{k}"),) for k in range(10)), "Taulu.")
    for filler in range(20, 34):
        nodes: tuple[n.Node, ...] = (
            *(n.Paragraph(n.spans("täytettä")) for _ in range(filler)),
            n.Heading(1, "Luku"),
            n.Heading(2, "Otsikko"),
            table,
        )
        path = tmp_path / f"{filler}.pdf"
        write_pdf(n.Document("T", "fi", date(2025, 1, 1), nodes), path, FI)
        (page,) = (page for page in pdf_pages(path) if "Otsikko" in page)
        assert "Luku" in page
        assert "rivi0" in page
