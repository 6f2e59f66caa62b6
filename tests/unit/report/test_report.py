# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cxfield.document.nodes import Heading, Node, PageBreak, Quote
from cxfield.document.telling import dump
from cxfield.i18n import Texts
from cxfield.report.assemble import assemble, material_of, warnings
from cxfield.report.chapters import CHAPTERS
from cxfield.report.dataset import EntryRow, ReportData
from cxfield.report.figures import figures
from cxfield.report.quotes import refused
from cxfield.services.dataset import load
from cxfield.storage import StudyFile
from tests.unit.report.study import QUOTE, SECRET, make_study

CREATED = dt.date(2025, 10, 17)
EN, FI = Texts("en"), Texts("fi")


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudyFile]:
    made = make_study(tmp_path_factory.mktemp("report") / "a.cxf")
    yield made
    made.close()


@pytest.fixture(scope="module")
def data(study: StudyFile) -> ReportData:
    return study.read(lambda reader: load(reader, EN, CREATED))


def said(data: ReportData, texts: Texts = EN) -> str:
    return dump(assemble(data, texts))


def headings(nodes: tuple[Node, ...], level: int = 1) -> list[str]:
    return [node.text for node in nodes if isinstance(node, Heading) and node.level == level]


def test_chapters_have_their_own_keys_and_names_in_both_languages() -> None:
    assert len({chapter.key for chapter in CHAPTERS}) == len(CHAPTERS)
    for chapter in CHAPTERS:
        assert chapter.title
        assert FI.t(chapter.title)
        assert FI.t(chapter.title) != chapter.title, chapter.title


@pytest.mark.parametrize("locale", ["fi", "en"])
def test_every_chapter_says_something_even_of_an_empty_study(locale: str) -> None:
    empty = ReportData(locale, "Nothing yet", CREATED)
    texts = Texts(locale)
    material = material_of(empty)
    for chapter in CHAPTERS:
        nodes = chapter.build(material, texts)
        assert nodes, chapter.key
    assert "0 events" in said(empty) or locale == "fi"
    assert next(w.key for w in warnings(empty, texts)) in ("empty", "no-findings")


def test_chapters_stand_in_the_order_given_with_the_summary_first_and_only_the_chosen_ones(
    data: ReportData,
) -> None:
    document = assemble(data, EN, ["issues", "summary", "method"])
    assert headings(document.nodes)[:3] == ["Summary", "Issues and severity", "Method and sample"]


def test_page_one_ends_after_the_summary(data: ReportData) -> None:
    nodes = assemble(data, EN).nodes
    first_break = next(place for place, node in enumerate(nodes) if isinstance(node, PageBreak))
    first = next(n for n, node in enumerate(nodes) if isinstance(node, Heading) and node.numbered)
    assert first_break < first


def test_a_quote_without_consent_never_appears_and_blocks(data: ReportData) -> None:
    text = said(data)
    assert QUOTE in text
    assert SECRET not in text
    assert SECRET not in said(data, FI)
    found = warnings(data, EN)
    assert found[0].blocks
    assert found[0].key == "quotes"
    assert "P03" in found[0].reason
    assert [quote.participant for quote in refused(data)] == ["P03"]


def test_words_of_people_who_were_never_asked_are_not_printed(data: ReportData) -> None:
    nobody = replace(data, people=tuple(replace(person, consents={}) for person in data.people))
    nobody = replace(nobody, quotes=tuple(replace(quote, consent=None) for quote in data.quotes))
    text = said(nobody)
    assert QUOTE not in text
    assert "4 answers in words were left out" in text
    assert not any(isinstance(node, Quote) for node in assemble(nobody, EN).nodes)


def test_counts_stand_before_percentages_with_their_interval(data: ReportData) -> None:
    text = said(data)
    assert "3/4, 75%" in text
    assert "30–95%" in text
    finnish = said(replace(data, language="fi"), FI)
    assert "3/4, 75\N{NO-BREAK SPACE}%" in finnish


def test_ratings_say_how_many_were_chosen(data: ReportData) -> None:
    result = figures(data).ordinary
    text = said(data)
    assert f"{result.ordinary.count} of {result.n} events were ordinary" in text
    assert f"{result.ordinary_chosen} of them chosen" in text


def test_second_codings_planned_sessions_and_the_withdrawn_are_left_out_and_told(data: ReportData) -> None:
    assert len(data.parallel_sessions) == 1
    assert len(data.coded_again) == 3
    assert len(data.entries) == 34
    assert all(person.code != "P09" for person in data.people)
    text = said(data)
    assert "Second codings are left out of the counts: 1 session, 3 events." in text
    assert "1 participant withdrew" in text
    assert "facts | 2 observation sessions | 34 events" in text


def test_limitations_tell_of_sample_reflection_reactivity_and_interruption(data: ReportData) -> None:
    text = said(data)
    assert "The sample is small (n = 4)" in text
    assert "reflected on 1 day only" in text
    assert "Session 2 (Espoo): people noticed the observer" in text
    assert "P02 (Espoo): interrupted." in text


def test_what_cannot_be_computed_says_why_and_is_never_zero(data: ReportData) -> None:
    metrics = said(replace(data, answers=(), sessions=data.sessions[:2]))
    assert "not computable: There are no observations." in metrics
    assert "0/0" not in metrics


def test_waits_and_issues_carry_their_figures(data: ReportData) -> None:
    result = figures(data)
    assert (result.waits.over.count, result.waits.n) == (2, 5)
    assert [issue.result.priority for issue in result.issues] == [pytest.approx(1.2)]
    assert "Espoo, 6.5 minutes on average" in said(data)


def test_the_report_says_codes_and_clothing_is_nowhere(data: ReportData) -> None:
    text = said(data)
    assert "red coat" not in text
    assert "P01" in text


def test_a_formula_typed_as_text_stays_text(data: ReportData) -> None:
    odd = EntryRow("e", data.sessions[0].id, 0, text="=1+1 <b>&", ordinariness=5)
    assert "=1+1 <b>&" in said(replace(data, entries=(odd,)))


def test_holes_in_the_coverage_are_named(data: ReportData) -> None:
    text = said(data)
    assert "Espoo, after: planned, not done (0/1)." in text
    assert "Tampere, before: not planned." in text


def test_own_words_of_the_team_stand_first_in_their_chapter(data: ReportData) -> None:
    written = replace(data, chapter_texts={"issues": "We saw this coming.\n\nTwice."})
    lines = said(written).splitlines()
    at = lines.index("h1# | Issues and severity")
    assert lines[at + 1 : at + 3] == ["body | We saw this coming.", "body | Twice."]


def test_chapter_references_follow_the_chosen_chapters(data: ReportData) -> None:
    assert "The actions are in chapter 2." in dump(assemble(data, EN, ["issues", "actions"]))
    assert "The actions are in chapter" not in dump(assemble(data, EN, ["issues"]))


def test_labels_come_in_the_language_of_the_report(study: StudyFile) -> None:
    finnish = study.read(lambda reader: load(reader, FI, CREATED))
    text = said(finnish, FI)
    assert "Pihlakon myymäläkokemus, syksy" in text
    assert "Debrief-raportti · pe 17.10.2025" in text
    assert "−44…73" in text


def test_a_study_of_thousands_loads_in_few_questions(tmp_path: Path) -> None:
    made = make_study(tmp_path / "many.cxf", entries=400)
    asked: list[str] = []

    def count(reader: object) -> ReportData:
        original = reader.select  # type: ignore[attr-defined]

        def counted(statement: object) -> object:
            asked.append(str(statement)[:40])
            return original(statement)

        reader.select = counted  # type: ignore[attr-defined]
        return load(reader, EN, CREATED)  # type: ignore[arg-type]

    data = made.read(count)
    made.close()
    assert len(data.entries) == 410
    # As many questions for four hundred rows as for four.
    assert len(asked) < 30


def test_every_printed_quote_leads_to_the_words_behind_it(data: ReportData) -> None:
    quotes = [node for node in assemble(data, EN).nodes if isinstance(node, Quote)]
    assert quotes
    assert all(len(quote.footnote.split(", ")) == 3 for quote in quotes)
