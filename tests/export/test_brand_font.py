# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report in the font of a brand: its faces are embedded, and no sign is lost for lack of it."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from cxfield.document import nodes as n
from cxfield.document.brand import Brand
from cxfield.export.pdf import write_pdf
from cxfield.i18n import Texts
from cxfield.services import system_fonts
from tests.export.sample_report import sample

EN = Texts("en")


def fonts_of(path: Path) -> set[str]:
    reader = PdfReader(path)
    found = set()
    for page in reader.pages:
        for font in (page.get("/Resources") or {}).get("/Font", {}).values():
            made = font.get_object()
            descriptor = made.get("/FontDescriptor")
            assert descriptor is not None, made.get("/BaseFont")
            assert "/FontFile2" in descriptor.get_object()
            found.add(str(made["/BaseFont"]).partition("+")[2])
    return found


def test_every_font_of_a_report_is_embedded(tmp_path: Path) -> None:
    write_pdf(sample(), tmp_path / "x.pdf", EN)
    assert {name.partition("-")[0] for name in fonts_of(tmp_path / "x.pdf")} == {"Inter"}


def test_a_family_of_this_computer_sets_the_words(tmp_path: Path) -> None:
    known = system_fonts.families()
    name = next((name for name in known if name.startswith(("DejaVu Sans", "Liberation", "Arial"))), None)
    if name is None:
        pytest.skip("no font of the system to set a report in")
    brand = Brand("B", font=name, font_files=known[name])
    document = n.Document(
        "Title", "en", dt.date(2026, 1, 2),
        (n.Heading(1, "Findings"), n.Paragraph(n.spans("Five of 15 → waited ★ ✓ 4⁴")),
         n.Table((n.Column("What"),), ((n.cell("− ± ≤ → ★"),),))),
        brand=brand,
    )  # fmt: skip
    write_pdf(document, tmp_path / "x.pdf", EN)
    assert fonts_of(tmp_path / "x.pdf") - {"Inter-Regular", "Inter-Bold"}
    printed = PdfReader(tmp_path / "x.pdf").pages[0].extract_text()
    for sign in "→★✓⁴±≤":
        assert sign in printed
    assert "□" not in printed


def test_a_font_file_that_is_none_leaves_the_report_font(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"\x00\x01\x00\x00 no font")
    brand = Brand("B", font="Broken", font_files=(str(broken),) * 4)
    write_pdf(replace(sample(), brand=brand), tmp_path / "x.pdf", EN)
    assert {name.partition("-")[0] for name in fonts_of(tmp_path / "x.pdf")} == {"Inter"}


def test_a_damaged_or_foreign_file_is_no_font(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(b"\x00\x01\x00\x00\x00\xff")
    (tmp_path / "b.ttf").write_bytes(b"OTTO" + bytes(40))
    (tmp_path / "c.ttf").write_bytes(b"")
    monkeypatch.setattr(system_fonts, "folders", lambda: [tmp_path, tmp_path / "missing"])
    system_fonts.families.cache_clear()
    assert system_fonts.families() == {}
    system_fonts.families.cache_clear()
