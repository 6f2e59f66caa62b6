# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The smaller reports, brand profiles, and what is asked before a file is written."""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from cxfield.document import nodes as n
from cxfield.document.telling import dump
from cxfield.errors import UserError
from cxfield.i18n import Texts
from cxfield.services.brands import keep_brand, logo_png, make_brand, read_brand
from cxfield.services.report import FORMATS, OTHERS, REPORTS, Order, make_report, report_document, subjects
from cxfield.storage import StudyFile
from tests.unit.report.study import QUOTE, SECRET, make_study

CREATED = dt.date(2025, 10, 17)
EN = Texts("en")


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudyFile]:
    made = make_study(tmp_path_factory.mktemp("others") / "a.cxf")
    yield made
    made.close()


@pytest.mark.parametrize("locale", ["fi", "en"])
@pytest.mark.parametrize("key", REPORTS[1:])
def test_every_smaller_report_says_something_of_a_study_and_of_an_empty_one(
    key: str, locale: str, study: StudyFile, tmp_path: Path
) -> None:
    texts = Texts(locale)
    document = report_document(study, texts, created=CREATED, order=Order(key))
    assert isinstance(document.nodes[0], n.TitleBlock)
    assert len(document.nodes) > 1
    empty = StudyFile.create(tmp_path / "e.cxf")
    try:
        if next(report for report in OTHERS if report.key == key).asks:
            with pytest.raises(UserError):
                report_document(empty, texts, created=CREATED, order=Order(key))
        else:
            assert len(report_document(empty, texts, created=CREATED, order=Order(key)).nodes) > 1
    finally:
        empty.close()


def test_a_participant_gets_everything_of_their_own_and_nothing_of_others(study: StudyFile) -> None:
    codes = [key for key, _ in subjects(study, EN, "person")]
    assert len(codes) > 1
    for code in codes:
        text = dump(report_document(study, EN, created=CREATED, order=Order("person", code)))
        others = [other for other in codes if other != code]
        assert code in text
        assert not any(other in text for other in others)


def test_answers_are_told_in_words_in_both_languages_and_never_as_they_are_kept(study: StudyFile) -> None:
    interview = next(key for key, name in subjects(study, EN, "transcript") if "P01" in name)
    for locale, said in (("fi", ("Kyllä (2)", "Täyttyivät")), ("en", ("Yes (2)", "Met"))):
        for order in (Order("person", "P01"), Order("transcript", interview)):
            text = dump(report_document(study, Texts(locale), created=CREATED, order=order))
            assert all(words in text for words in said)
            assert not any(sign in text for sign in "{}[]")
            assert "met" not in text.split()


def test_the_page_back_to_participants_names_nobody_and_quotes_nobody(study: StudyFile) -> None:
    text = dump(report_document(study, EN, created=CREATED, order=Order("participants")))
    assert QUOTE not in text
    assert SECRET not in text
    assert not any(key in text for key, _ in subjects(study, EN, "person"))


def test_a_report_about_nothing_known_is_a_sentence_with_the_choices(study: StudyFile) -> None:
    with pytest.raises(UserError) as caught:
        report_document(study, EN, created=CREATED, order=Order("person", "P99"))
    assert "P99" in str(caught.value)
    assert "P01" in str(caught.value)


def test_an_old_file_is_replaced_only_when_allowed(study: StudyFile, tmp_path: Path) -> None:
    options = {"language": "en", "formats": ("md",), "folder": tmp_path, "created": CREATED}
    (made,) = make_report(study, replace=False, **options)  # type: ignore[arg-type]
    old = made.read_bytes()
    made.write_bytes(b"mine")
    with pytest.raises(UserError) as caught:
        make_report(study, replace=False, **options)  # type: ignore[arg-type]
    assert made.name in str(caught.value)
    assert made.read_bytes() == b"mine"
    make_report(study, **options)  # type: ignore[arg-type]
    assert made.read_bytes() == old


def test_what_blocks_stops_the_writing_unless_it_may_be_left_out(study: StudyFile, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        make_report(study, language="en", formats=("md",), folder=tmp_path, leave_out=False)
    assert "consent" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def picture(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


def test_a_brand_is_kept_and_read_back_the_same(tmp_path: Path) -> None:
    brand = make_brand(name="Viisto", accent="#7a1f5c", logo=picture(900, 90), cover=True, footer="Viisto Oy")
    again = read_brand(keep_brand(brand, tmp_path / "a.cxbrand"))
    assert again == brand
    assert brand.accent == "#7A1F5C"


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "pptx"])
def test_a_branded_report_can_be_written_in_every_format(kind: str, study: StudyFile, tmp_path: Path) -> None:
    brand = make_brand(name="Viisto", accent="#7A1F5C", logo=picture(90, 30), font="Georgia", footer="F")
    (made,) = make_report(
        study, language="fi", sections=["summary"], formats=(kind,), folder=tmp_path, order=Order(brand=brand)
    )
    assert made.stat().st_size > 0


@pytest.mark.parametrize("colour", ["#FFFF00", "red", "#12345", "#EEEEEE"])
def test_a_colour_that_cannot_be_read_on_paper_is_refused(colour: str) -> None:
    with pytest.raises(UserError):
        make_brand(name="x", accent=colour)


def test_a_logo_of_a_hundred_megapixels_is_made_small_and_a_larger_one_is_refused() -> None:
    small, size = logo_png(picture(10_000, 10_000))
    assert size == (400, 400)
    assert len(small) < 100_000
    with pytest.raises(UserError):
        logo_png(picture(13_000, 13_000))


@pytest.mark.parametrize("raw", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_is_a_sentence(raw: bytes) -> None:
    with pytest.raises(UserError):
        logo_png(raw)


def test_a_study_without_a_title_has_a_report_in_every_format(tmp_path: Path) -> None:
    empty = StudyFile.create(tmp_path / "empty.cxf")
    try:
        made = make_report(empty, language="fi", formats=FORMATS, folder=tmp_path)
    finally:
        empty.close()
    assert {path.suffix[1:] for path in made} == set(FORMATS) - {"png"}
