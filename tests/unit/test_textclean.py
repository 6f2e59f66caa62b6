# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from cxfield.textclean import clean, one_line

any_text = st.text(alphabet=st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("dirty", "cleaned"),
    [
        ("Jono\x00 kassalla\x1b", "Jono kassalla"),
        ("a\r\nb\rc\x0bd\u2028e", "a\nb\nc\nd\ne"),
        ("sarake\tja rivi\n", "sarake\tja rivi\n"),
        ("\ud83d\ude00 yhdessä", "\U0001f600 yhdessä"),
        ("yksin \ud83d jäi", "yksin  jäi"),
        ("väärin päin \ude00\ud83d", "väärin päin "),
        ("a\u0308a\u030a", "äå"),
        ("\ufffeloppu\uffff", "loppu"),
        ("", ""),
    ],
)
def test_what_no_format_can_hold_is_taken_out_and_the_rest_stays(dirty: str, cleaned: str) -> None:
    assert clean(dirty) == cleaned


@given(any_text)
def test_cleaned_text_fits_xml_and_utf8_and_is_clean_already(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    element = etree.Element("note")
    element.text = cleaned
    assert etree.fromstring(etree.tostring(element)).text == (cleaned or None)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)


def test_one_line_keeps_the_words() -> None:
    assert one_line("  Kassa\n\n 2\t(ruoka)\x00 ") == "Kassa 2 (ruoka)"


def test_a_hundred_thousand_characters_stay() -> None:
    text = "Asiakas epäröi. " * 6250
    assert clean(text) == text
