# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Evidence stands in footnotes: those of Word in Word, at the foot of the page in PDF, listed elsewhere."""

import datetime as dt
import zipfile
from pathlib import Path

import pytest
from docx import Document as WordDocument
from lxml import etree
from pypdf import PdfReader

from cxfield.document import nodes as n
from cxfield.export.docx import write_docx
from cxfield.export.html import write_html
from cxfield.export.pdf import write_pdf
from cxfield.i18n import Texts

EN = Texts("en")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FIRST, SECOND, THIRD = "AAAA1111, Session 1, 0:01:00", "BBBB2222 <b>&, P07, 0:02:00", "CCCC3333, P08, 0:03:00"


def noted(before: int = 0) -> n.Document:
    filler = tuple(n.Paragraph(n.spans(f"Line {k}.")) for k in range(before))
    return n.Document(
        "Report", "en", dt.date(2026, 1, 2),
        (
            n.Heading(1, "Findings"),
            *filler,
            n.Paragraph((n.Span("5/15 waited", note=FIRST),), "caption"),
            n.Bullets((n.BulletItem(n.spans("They left."), footnote=SECOND),)),
            n.Quote("I stood there so long.", "P08, till", THIRD),
        ),
    )  # fmt: skip


def test_word_gets_footnotes_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    write_docx(noted(), path, EN)
    WordDocument(str(path))
    with zipfile.ZipFile(path) as package:
        body = etree.fromstring(package.read("word/document.xml"))
        notes = etree.fromstring(package.read("word/footnotes.xml"))
    called = [ref.get(f"{W}id") for ref in body.iter(f"{W}footnoteReference")]
    told = {
        note.get(f"{W}id"): "".join(str(part) for part in note.itertext()).strip()
        for note in notes
        if note.get(f"{W}type") is None
    }
    assert called == ["1", "2", "3"]
    assert told == {"1": FIRST, "2": SECOND, "3": THIRD}
    assert "Where it stands" not in "".join(str(part) for part in body.itertext())


@pytest.mark.parametrize("before", [0, 28, 30, 31, 32, 33, 34, 36])
def test_a_footnote_stands_on_the_page_that_calls_it(tmp_path: Path, before: int) -> None:
    path = tmp_path / "x.pdf"
    write_pdf(noted(before), path, EN)
    pages = [page.extract_text() for page in PdfReader(path).pages]
    for words, mark, note in (
        ("5/15 waited", "¹", FIRST),
        ("They left.", "²", SECOND),
        ("P08, till", "³", THIRD),
    ):
        (page,) = [text for text in pages if f"{words}{mark}" in text]
        assert f"{mark} {note}" in page


def test_formats_without_pages_list_them_after_the_chapter(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    write_html(noted(), path, EN)
    text = path.read_text(encoding="utf-8")
    assert text.index("Where it stands in the study") < text.index("AAAA1111")
    assert "<b>&, P07" not in text
