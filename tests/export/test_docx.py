# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Word file is one that Word can edit: its styles, fields, pictures and properties."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from lxml import etree

from cxfield.document import nodes as n
from cxfield.export.docx import write_docx
from cxfield.i18n import Texts
from cxfield.paths import resource
from tests.export.reading import W, part, word_lines
from tests.export.sample_report import sample

FI = Texts("fi")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("docx") / "raportti.docx"
    write_docx(sample(), path, FI)
    return path


def test_the_first_page_is_ordinary_paragraphs_and_tables(report: Path) -> None:
    assert word_lines(report)[:24] == [
        "ReportClient: Pihlakko OyDebrief-raportti · pe 17.10.2025",
        "Title: Pihlakon myymäläkokemus, syksy",
        "Subtitle: Missä myymäläasioinnin kohdissa kokemus syntyy tai särkyy, ja miksi?",
        "ReportFact: 12",
        "ReportFactLabel: havainnointijaksoa",
        "ReportFact: 182",
        "ReportFactLabel: tapahtumaa",
        "ReportFact: 24",
        "ReportFactLabel: seurattua asiakasta",
        "ReportFact: 8",
        "ReportFactLabel: haastattelua",
        "ReportFact: 6",
        "ReportFactLabel: ryhmäkeskustelussa",
        "Heading1: Tiivistelmä",
        (
            "Normal: Myyjän kohtaaminen on polun paras kohta (+2,1) ja kassa sen heikoin (−0,3). Espoossa "
            "kassalla odotettiin keskimäärin 6,5 minuuttia, Oulussa 2,3. Haastateltavia ärsytti "
            "epätietoisuus enemmän kuin jonon kesto. Useimmiten asiointi oli tavallista: "
            "131/182 tapahtumaa (72 %, 65–78 %)."
        ),
        "Heading2: Keskeiset löydökset",
        "ReportFindingNumber: 1",
        "ReportFinding: Epätietoisuus jonossa katkaisee hyvän kokemuksen Espoossa.",
        "ReportEvidence: 5/15 odotti yli 4 min · P07 · F2, viisi samaa mieltä · vakavuus 3",
        "ReportFindingNumber: 2",
        "ReportFinding: Verkkotilauksen noutopistettä ei löydetä.",
        "ReportEvidence: 3/8 haastateltavaa · P04 · 2 havaintoa Oulussa · vakavuus 4",
        "ReportFindingNumber: 3",
        "ReportFinding: Apua saa, mutta sitä pitää osata pyytää.",
    ]


def test_every_style_that_is_used_is_defined(report: Path) -> None:
    defined = {style.style_id for style in docx.Document(str(report)).styles}
    used = {line.partition(":")[0] for line in word_lines(report)}
    assert used <= defined
    tables = {node.get(f"{W}val") for node in part(report, "word/document.xml").iter(f"{W}tblStyle")}
    assert tables <= defined


def test_navigation_and_contents_find_the_chapters(report: Path) -> None:
    word = docx.Document(str(report))
    chapters = [p.text for p in word.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert chapters == [
        "Tiivistelmä",
        "1 Menetelmä ja aineisto",
        "2 Asiakaspolku ja tunteet",
        "3 Liite: tapahtumaluettelo",
    ]
    entries = [line for line in word_lines(report) if line.startswith("TOC1")]
    assert entries == [
        "TOC1: Tiivistelmä1",
        "TOC1: 1 Menetelmä ja aineisto3",
        "TOC1: 2 Asiakaspolku ja tunteet4",
        "TOC1: 3 Liite: tapahtumaluettelo5",
    ]
    body = part(report, "word/document.xml")
    anchors = {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")}
    names = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    assert anchors <= names


def test_the_page_is_a4_in_finnish_with_page_numbers(report: Path) -> None:
    section = docx.Document(str(report)).sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert abs(section.page_width - Mm(210)) < Mm(0.1)
    assert abs(section.page_height - Mm(297)) < Mm(0.1)
    assert section.different_first_page_header_footer
    language = part(report, "word/styles.xml").find(f".//{W}docDefaults//{W}lang")
    assert language is not None
    assert language.get(f"{W}val") == "fi-FI"
    for name in ("footer1", "footer2"):
        codes = [node.text for node in part(report, f"word/{name}.xml").iter(f"{W}instrText")]
        assert codes == [" PAGE "]
    codes = [node.text for node in part(report, "word/header1.xml").iter(f"{W}instrText")]
    assert codes == [" STYLEREF 1 "]


def test_properties_carry_the_date_of_the_report_and_nobodys_name(report: Path) -> None:
    core = docx.Document(str(report)).core_properties
    assert core.title == "Pihlakon myymäläkokemus, syksy"
    assert core.author == ""
    assert core.last_modified_by == ""
    assert core.created == datetime(2025, 10, 17, tzinfo=UTC)
    assert core.language == "fi-FI"


def test_no_field_makes_word_ask_a_question_when_it_opens_the_file(report: Path) -> None:
    with zipfile.ZipFile(report) as package:
        assert b"updateFields" not in package.read("word/settings.xml")
        assert b"w:dirty" not in package.read("word/document.xml")


def test_every_picture_has_its_alternative_text(report: Path) -> None:
    body = part(report, "word/document.xml")
    drawing = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    pictures = list(body.iter(drawing))
    assert len(pictures) == 5 + 4 + 5 * 2
    assert all(picture.get("descr") for picture in pictures)
    assert len({picture.get("id") for picture in pictures}) == len(pictures)


def test_equal_pictures_are_stored_once(report: Path) -> None:
    with zipfile.ZipFile(report) as package:
        stored = [name for name in package.namelist() if name.startswith("word/media/")]
    # Severities 4, 3, 3, 2 and 2 share three pictures.
    assert len(stored) == 5 + 4 + 5 + 3


def test_captions_are_numbered_by_fields(report: Path) -> None:
    codes = [node.text or "" for node in part(report, "word/document.xml").iter(f"{W}instrText")]
    assert [code for code in codes if "SEQ" in code] == [" SEQ Kuva \\* ARABIC "] * 5 + [
        " SEQ Taulukko \\* ARABIC "
    ] * 2


def test_headers_of_tables_repeat_on_every_page(report: Path) -> None:
    body = part(report, "word/document.xml")
    report_tables = [
        table
        for table in body.iter(f"{W}tbl")
        if (style := table.find(f"{W}tblPr/{W}tblStyle")) is not None
        and style.get(f"{W}val") == "ReportTable"
    ]
    assert len(report_tables) == 4
    assert all(table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for table in report_tables)


def test_the_embedded_fonts_are_the_shipped_ones(report: Path) -> None:
    fonts = part(report, "word/fontTable.xml")
    key = next(node.get(f"{W}fontKey", "") for node in fonts.iter(f"{W}embedRegular"))
    mask = bytes.fromhex(key.strip("{}").replace("-", ""))[::-1] * 2
    with zipfile.ZipFile(report) as package:
        data = package.read("word/fonts/font1.odttf")
    plain = bytes(a ^ b for a, b in zip(data[:32], mask, strict=True)) + data[32:]
    assert plain == resource("fonts/Inter_400Regular.ttf").read_bytes()


def test_all_parts_are_well_formed_and_all_relations_lead_somewhere(report: Path) -> None:
    with zipfile.ZipFile(report) as package:
        names = set(package.namelist())
        for name in names:
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
        for source in ("word/_rels/document.xml.rels", "word/_rels/fontTable.xml.rels"):
            targets = {f"word/{node.get('Target')}" for node in etree.fromstring(package.read(source))}
            assert targets <= names
        assert package.testzip() is None


def test_numbered_lists_start_again_at_one(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    items = (n.BulletItem(n.spans("eka")), n.BulletItem(n.spans("toka")))
    nodes = (n.Bullets(items, "number"), n.Heading(1, "H"), n.Bullets(items, "number"))
    write_docx(n.Document("T", "en", sample().created, nodes), path, Texts("en"))
    ids = [node.get(f"{W}val") for node in part(path, "word/document.xml").iter(f"{W}numId")]
    assert ids == ["2", "2", "3", "3"]
    known = {node.get(f"{W}numId") for node in part(path, "word/numbering.xml").iter(f"{W}num")}
    assert {"1", "2", "3"} <= known


def test_two_tables_never_grow_together(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    table = n.Table((n.Column("A"),), ((n.cell("1"),),))
    write_docx(n.Document("T", "fi", sample().created, (table, table)), path, FI)
    body = part(path, "word/document.xml")[0]
    assert [etree.QName(child).localname for child in body] == ["tbl", "p", "tbl", "p", "sectPr"]


# The order that the schema of WordprocessingML asks for; Word refuses a file that breaks it.
ORDER = {
    name: order.split()
    for name, order in {
        "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr tabs spacing ind jc outlineLvl",
        "rPr": "rStyle rFonts b bCs i iCs color position sz szCs vertAlign lang",
        "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook",
        "tcPr": "tcW tcBorders tcMar vAlign",
        "tblBorders": "top left bottom right insideH insideV",
        "pBdr": "top left bottom right",
        "tcMar": "top left bottom right",
        "tblCellMar": "top left bottom right",
        "sectPr": "headerReference footerReference pgSz pgMar cols titlePg",
        "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tblStylePr",
        "font": "altName charset family pitch embedRegular embedBold embedItalic embedBoldItalic",
        "lvl": "start numFmt lvlText lvlJc pPr",
        "settings": (
            "zoom embedTrueTypeFonts defaultTabStop characterSpacingControl footnotePr compat "
            "themeFontLang decimalSymbol listSeparator"
        ),
        "tbl": "tblPr tblGrid tr",
        "tc": "tcPr p",
        "tr": "trPr tc",
    }.items()
}


def test_elements_stand_in_the_order_of_the_schema(report: Path) -> None:
    with zipfile.ZipFile(report) as package:
        names = [name for name in package.namelist() if name.startswith("word/") and name.endswith(".xml")]
        for name in names:
            for element in etree.fromstring(package.read(name)).iter():
                order = ORDER.get(etree.QName(element).localname)
                if order is not None:
                    children = [etree.QName(child).localname for child in element]
                    places = [order.index(child) for child in children]
                    assert places == sorted(places), (name, etree.QName(element).localname, children)
