# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is in the other language is marked, however short it is; names and the report's own words are not."""

import datetime as dt

from cxfield.document import nodes as n
from cxfield.report.dataset import ReportData
from cxfield.report.languages import Marker
from cxfield.report.rows import ActionRow, FindingRow
from cxfield.report.written import written_in

DATA = ReportData(
    "en",
    "Study",
    dt.date(2025, 10, 17),
    findings=(
        FindingRow(
            "f", "I1", "Kassajono yli neljä minuuttia", observation="Jono ei liikkunut, kun kassa oli kiinni."
        ),
    ),
    actions=(
        ActionRow("a", "T1", "Hintalappujen aamukierros", owner="osastovastaavat"),
        ActionRow("b", "T2", "Espoo"),
    ),
)


def marked(text: str) -> str:
    (node,) = Marker("en", written_in(DATA)).nodes((n.Paragraph(n.spans(text)),))
    assert isinstance(node, n.Paragraph)
    return n.plain(node.spans)


def test_a_text_too_short_to_tell_is_in_the_language_that_the_team_writes() -> None:
    assert marked("Hintalappujen aamukierros") == "Hintalappujen aamukierros (fi)"
    assert marked("T1 Hintalappujen aamukierros") == "T1 Hintalappujen aamukierros (fi)"
    assert marked("Owner: osastovastaavat") == "Owner: osastovastaavat (fi)"


def test_names_and_words_of_the_report_are_not_marked() -> None:
    for text in ("Espoo", "Tampere, city centre", "First actions", "corrective"):
        assert marked(text) == text


def test_words_quoted_in_a_sentence_are_marked_where_they_stand() -> None:
    said = "The most urgent issue is “Kassajono yli neljä minuuttia”: it met 3/8 of those observed."
    assert marked(said) == said.replace("minuuttia”", "minuuttia” (fi)")


def test_the_mark_stands_after_the_last_word_and_before_what_follows() -> None:
    spans = n.spans("Jono ei liikkunut, kun kassa oli kiinni: ", "F5")
    (node,) = Marker("en").nodes((n.Paragraph(spans),))
    assert isinstance(node, n.Paragraph)
    assert n.plain(node.spans) == "Jono ei liikkunut, kun kassa oli kiinni: (fi) F5"


def test_the_numbers_behind_a_chart_are_marked_too() -> None:
    data = n.FigureData(("Idea", "n"), (("Hintalappujen aamukierros", "3"),))
    (node,) = Marker("en", written_in(DATA)).nodes((n.Figure(object(), "Ideas.", "Ideas", data),))  # type: ignore[arg-type]
    assert isinstance(node, n.Figure)
    assert node.data.rows == (("Hintalappujen aamukierros (fi)", "3"),)
