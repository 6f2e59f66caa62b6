# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The chapters that stand only where there is something to tell, and the notes that lead to the evidence."""

import datetime as dt
from dataclasses import replace

import pytest

from cxfield.document import nodes as n
from cxfield.document.brand import Brand, contrast
from cxfield.document.notes import with_notes
from cxfield.document.telling import dump
from cxfield.i18n import Texts
from cxfield.report.assemble import assemble, warnings
from cxfield.report.chapters.sequences import transitions
from cxfield.report.dataset import EntryRow, PersonRow, ReportData, SessionRow, SettlementRow, TouchpointRow
from cxfield.report.figures import figures
from cxfield.report.material import Material
from cxfield.report.others import observers
from cxfield.report.personal import found_in
from cxfield.report.second_coding import coded_twice, overlapping, unsettled

EN = Texts("en")
DAY = dt.date(2026, 1, 2)
FIRST = SessionRow("s1", "observation", number=1, site="x")
SECOND = SessionRow("s2", "observation", number=1, parallel=True, parallel_of="s1", shift_ms=1000)


def entry(key: str, t: int, code: str, **more: object) -> EntryRow:
    return EntryRow(key, str(more.pop("session_id", "s1")), t * 1000, code=code, **more)  # type: ignore[arg-type]


def study(**more: object) -> ReportData:
    base = ReportData("en", "Study", DAY, sessions=(FIRST,))
    return replace(base, **more)  # type: ignore[arg-type]


def test_a_chapter_with_nothing_to_tell_is_left_out_unless_the_author_has_written_into_it() -> None:
    assert "| Sequences" not in dump(assemble(study(), EN))
    assert "left out: " in dump(assemble(study(), EN))
    written = dump(assemble(study(chapter_texts={"sequences": "We did not follow anybody."}), EN))
    assert "| Sequences" in written
    assert "We did not follow anybody." in written


def coded(**more: object) -> ReportData:
    ours = (
        entry("a", 10, "Browses", observer="H1"),
        entry("b", 60, "Queues"),
        entry("c", 200, "Waits"),
        entry("n", 61, ""),
    )
    theirs = (
        entry("d", 9, "Browses", session_id="s2"),
        entry("e", 58, "Waits", session_id="s2"),
        entry("f", 90, "Queues", session_id="s2"),
    )
    unseen = entry("g", 400, "Pays")  # what nobody coded a second time is no disagreement
    return study(entries=(*ours, unseen), parallel_sessions=(SECOND,), coded_again=theirs, **more)


def test_agreement_counts_events_that_both_logged_and_tells_of_the_others() -> None:
    data = coded()
    (pair,) = coded_twice(data)
    assert (pair.result.percent.count, pair.result.percent.n) == (1, 2)
    assert (pair.result.one_sided, pair.result.either.n) == (2, 4)
    assert unsettled(coded_twice(data), data) == 3
    text = dump(assemble(data, EN, ["agreement"]))
    for words in (
        "1/2 (50%",
        "2 more events were logged by one of them only",
        "1/4 (25%",
        "at most 5 seconds",
    ):
        assert words in text
    assert "Queues | Waits | not settled yet" in text
    assert "not logged | Queues" in text
    assert "Pays" not in text


def test_what_was_agreed_about_two_logs_is_told_in_words() -> None:
    outcomes = (
        SettlementRow(("b", "e"), "code_id", "second", "H2", "They stood in line."),
        SettlementRow(("f",), "code_id", "keep"),
        SettlementRow(("c",), "code_id", "other", words="Wonders"),
        SettlementRow(("x",), "text", "chosen", reason="The later note.", words="What"),
    )
    data = coded(settlements=outcomes)
    assert unsettled(coded_twice(data), data) == 0
    text = dump(assemble(data, EN, ["agreement"]))
    assert "Queues | Waits | Waits – They stood in line. – H2" in text
    assert "not logged | Queues | kept" in text
    assert "Waits | not logged | Wonders" in text
    assert "What: one of two values was chosen – The later note." in text


def test_a_lesson_against_a_reference_log_is_no_agreement_of_the_study() -> None:
    data = replace(coded(observers=(("H1", ""),)), parallel_sessions=(replace(SECOND, training=True),))
    assert coded_twice(data) == ()
    assert [pair.training for pair in coded_twice(data, training=True)] == [True]
    book = observers.REPORT.build(Material(data, figures(data)), EN, "")
    tables = [cell.spans for node in book if isinstance(node, n.Table) for row in node.rows for cell in row]
    assert any("against a reference log" in n.plain(spans) for spans in tables)


def test_two_sessions_of_the_same_hours_that_are_both_counted_are_warned_of() -> None:
    hour = 3_600_000
    one = replace(FIRST, started_at=hour, length_ms=hour, roles=(("H1", "lead"),))
    other = replace(one, id="s3", number=2, started_at=hour + hour // 4, roles=(("H2", "lead"),))
    later = replace(other, id="s4", started_at=2 * hour)
    assert overlapping(study(sessions=(one, other, later))) == 1
    assert overlapping(study(sessions=(one, replace(other, site="y"), replace(other, roles=one.roles)))) == 0


def test_sequences_never_cross_from_one_customer_to_another() -> None:
    logged = tuple(
        entry(f"{who}{at}", at, code, shopper_id=who)
        for who in ("A", "B", "C")
        for at, code in enumerate(("Enters", "Browses", "Pays"))
    )
    result = transitions(study(entries=logged))
    assert result.n == 6
    assert result.cell("Pays", "Enters").count == 0


def test_the_heat_map_puts_key_encounters_first_and_says_its_numbers() -> None:
    logged = (
        *(entry(f"a{i}", i, "x", touchpoint="Shelf", polarity=1) for i in range(5)),
        entry("b", 9, "x", touchpoint="Till", polarity=-1),
        entry("c", 9, "x", touchpoint="App", polarity=-1),
    )
    points = (
        TouchpointRow("Shelf"),
        TouchpointRow("Till", key_encounter=True),
        TouchpointRow("App", digital=True),
    )
    document = assemble(study(entries=logged, touchpoints=points), EN, ["touchpoints"])
    (figure,) = [node for node in document.nodes if isinstance(node, n.Figure)]
    assert figure.data.rows[0][0] == "Till ★"
    assert "5 (+5 −0)" in dump(document)
    assert "Gap between channels" in dump(document)


def test_employees_are_never_in_the_customers_figures() -> None:
    people = (PersonRow("T01", role="employee", consents={"quotes": True}), PersonRow("P01"))
    talks = (
        SessionRow("i1", "interview", participant="T01"),
        SessionRow("i2", "interview", participant="P01"),
    )
    data = study(sessions=talks, people=people)
    assert [s.participant for s in data.customer_interviews] == ["P01"]
    assert "1 employee was interviewed." in dump(assemble(data, EN, ["employees"]))


@pytest.fixture
def noted() -> tuple[n.Node, ...]:
    return (
        n.Heading(1, "One"),
        n.Paragraph((n.Span("Said", note="3F2A91BC, Session 7, 0:42:10"),)),
        n.Quote("Words", "P01", footnote="AB, P01"),
        n.PageBreak(),
        n.Heading(1, "Two"),
        n.Bullets((n.BulletItem(n.spans("x"), footnote="CD"),)),
    )


def test_notes_are_numbered_through_and_listed_at_the_end_of_their_chapter(noted: tuple[n.Node, ...]) -> None:
    done = with_notes(noted, "Notes")
    texts = [n.plain(node.spans) for node in done if isinstance(node, n.Paragraph)]
    assert texts == ["Said¹", "Notes", "¹ 3F2A91BC, Session 7, 0:42:10", "² AB, P01", "Notes", "³ CD"]
    assert isinstance(done[done.index(n.Paragraph(n.spans("² AB, P01"), "caption")) + 1], n.PageBreak)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Call 040 123 4567", "phone"),
        ("tel. +358 50 1234567", "phone"),
        ("a.b@example.fi wrote", "mail"),
        ("131052-308T was said", "identity"),
        ("Maijan kassalla", "name"),
    ],
)
def test_a_person_who_could_be_recognised_blocks_the_export(text: str, kind: str) -> None:
    data = study(entries=(entry("a", 1, "x", text=text),), known_names=("Maija Meikäläinen",))
    (warn,) = [w for w in warnings(data, EN, ["log"]) if w.key == "recognisable"]
    assert warn.blocks
    assert [hit.kind for hit in found_in([text], data.known_names)] == [kind]


@pytest.mark.parametrize(
    "text", ["klo 10.05–11.20", "7.10.2025", "12 345 678", "0:42:10", "131052-308A", "−44…73, 5/15", "P07"]
)
def test_times_days_and_figures_are_nobody(text: str) -> None:
    assert found_in([text], ["Maija"]) == ()


def test_data_of_somebody_who_does_not_take_part_block_the_export() -> None:
    data = study(
        sessions=(SessionRow("i", "interview", participant="P01"),),
        people=(PersonRow("P01", consents={"participation": False}),),
    )
    assert "withdrawn" in [w.key for w in warnings(data, EN) if w.blocks]


def test_words_in_the_other_language_are_marked_and_told() -> None:
    said = "Jono on pitkä ja kaikki odottavat."
    data = study(chapter_texts={"method": said}, untranslated=("Tampere",))
    text = dump(assemble(data, EN, ["summary", "method"]))
    assert f"{said} (fi)" in text
    keys = [w.key for w in warnings(data, EN, ["method"])]
    assert {"other-language", "untranslated"} <= set(keys)


def test_what_was_known_when_the_report_was_made_stands_at_its_end() -> None:
    text = dump(assemble(study(), EN, ["summary", "reflections"]))
    assert "Appendix: notes on this report" in text
    assert "Reflection under two days" in text


def test_a_brand_gives_footer_and_cover() -> None:
    brand = Brand("Agency", accent="#112233", cover=True, footer="Agency Ltd")
    document = assemble(study(), EN, ["summary", "method"], brand)
    assert document.footer == "Agency Ltd"
    assert isinstance(document.nodes[1], n.PageBreak)


def test_contrast_is_that_of_wcag() -> None:
    assert round(contrast("#000000"), 2) == 21
    assert round(contrast("#777777"), 2) == 4.48


def test_a_sign_that_the_report_font_lacks_is_named_and_ordinary_letters_are_not() -> None:
    data = study(entries=(entry("a", 1, "x", text="Iloinen 👩 – ǥ ž → ✓ e\u0301"),))
    (warn,) = [w for w in warnings(data, EN, ["log"]) if w.key == "signs"]
    assert "(woman)" in warn.reason
    assert warn.title == "1 sign cannot be printed"
    assert not warn.blocks


def test_the_author_is_told_in_the_window_language_of_a_report_in_another() -> None:
    data = study(
        language="fi", chapter_texts={"method": "The queue was long and there was nobody at the till."}
    )
    found = [w for w in warnings(data, EN, ["method"]) if w.key == "other-language"]
    assert [w.title for w in found] == ["1 text in the other language"]
