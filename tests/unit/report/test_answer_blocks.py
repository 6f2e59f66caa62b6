# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every question type has its part in the report and in the tables, from answers given in interviews."""

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from cxfield.charts.clicks import Thumb, click_map, thumbnails
from cxfield.charts.painters.pdf import paint_pdf
from cxfield.charts.painters.pillow import paint_png
from cxfield.charts.painters.svg import paint_svg
from cxfield.charts.palette import load as palette
from cxfield.charts.scene import Picture
from cxfield.document.nodes import Figure, Heading, Node, Paragraph, Table, plain
from cxfield.export.pdf_fonts import register_fonts
from cxfield.i18n import Texts
from cxfield.methods.questions import CANNOT_SAY, QUESTION_TYPES
from cxfield.model.enums import ConsentItem, SessionState
from cxfield.model.guide import Question, Section
from cxfield.model.people import Participant
from cxfield.model.session import Session
from cxfield.model.talk import Attachment
from cxfield.report.answers import question_nodes, told
from cxfield.report.chapters import themes
from cxfield.report.dataset import ReportData
from cxfield.report.figures import figures as figures_of
from cxfield.report.material import Material
from cxfield.services import attachments
from cxfield.services.dataset import load
from cxfield.services.interview import InterviewStart, Words, save_answer, start_interview, type_answer
from cxfield.services.interview_views import asked
from cxfield.services.overview_facts import load_facts
from cxfield.services.overview_people import people_tables
from cxfield.services.overview_scope import scoped
from cxfield.services.tables import answers_table
from cxfield.storage import StudyFile, UnitOfWork
from cxfield.storage.backup import copy_study
from tests.fixtures.every_type import make_every_type
from tests.fixtures.pictures import small_picture
from tests.ui.plan_study import make


def _values(uow: UnitOfWork, question: Question, session_id: str, turn: int) -> Any:
    """An answer of a type; the three people differ."""
    keys = [choice.key for choice in asked(uow, question).choices]
    picture = small_picture(size=(60 + turn, 40))
    values: dict[str, Any] = {
        "open_wheel": [{"key": "joy", "intensity": turn + 1}],
        "open_suggestion": ["Lisää kassoja"],
        "yes_no": "yes",
        "yes_partly_no": "partly",
        "yes_no_open": "no",
        "yes_no_count": {"choice": "yes", "count": turn},
        "likert": turn + 3,
        "nps": 9 - turn,
        "csat": 4,
        "ces": 4,
        "expectation": "met",
        "single_choice": keys[turn] if turn < len(keys) else None,
        "multiple_choice": keys[: turn + 1],
        "dropdown": keys[0] if keys else None,
        "matrix": dict.fromkeys(keys, 5 - turn) if turn else dict.fromkeys(keys, CANNOT_SAY),
        "ranking": {"order": keys[turn:] + keys[:turn], "ms": 4000 + 1000 * turn},
        "image_choice": keys[0] if keys else None,
        "click_map": {"x": 0.2 + turn / 10, "y": 0.3},
        "number": turn,
        "number_text": {"number": turn, "words": "hei"},
        "duration": 90 + turn,
        "date": f"2025-10-0{turn + 1}",
        "demographic": {"gender": "woman", "age_band": "35-44"},
    }
    if question.type == "photo":
        return [attachments.add_picture(uow, picture=picture, session_id=session_id).id]
    return values.get(question.type)


def _interview(uow: UnitOfWork, version_id: str, turn: int) -> None:
    consents = {ConsentItem.PARTICIPATION: True, ConsentItem.QUOTES: True}
    start = InterviewStart(guide_version_id=version_id, code=f"P{turn + 50}", consents=consents)
    session = start_interview(uow, start=start)
    for question in uow.all(Question):
        if question.section_id not in _sections(uow, version_id):
            continue
        value = _values(uow, question, session.id, turn)
        if value is not None:
            save_answer(uow, session_id=session.id, question_id=question.id, value=value)
        else:
            words = Words(f"Sanottu {turn}")
            type_answer(uow, session_id=session.id, question_id=question.id, words=words)
    uow.change(Session, session.id, state=SessionState.DONE.value)


def _sections(uow: UnitOfWork, version_id: str) -> set[str]:
    return {section.id for section in uow.all(Section, version_id=version_id)}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudyFile]:
    made = make(tmp_path_factory.mktemp("every") / "every.cxf")
    version = made.write(make_every_type, label="x").result(60).value
    for turn in range(3):
        made.write(lambda uow, t=turn: _interview(uow, version.id, t), label="x").result(60)  # type: ignore[misc]
    yield made
    assert made.check() == []
    made.close()


@pytest.fixture(scope="module")
def data(file: StudyFile) -> ReportData:
    return file.read(lambda reader: load(reader, Texts("en"), dt.date(2025, 11, 1)))


def _nodes(data: ReportData, texts: Texts) -> dict[str, list[Node]]:
    material = Material(data, figures_of(data))
    themes = dict.fromkeys(question.theme for question in data.questions)
    found = [item for theme in themes for item in told(material, theme)]
    return {item.question.type: question_nodes(item, material, texts) for item in found}


def test_every_type_is_told_in_both_languages(data: ReportData, english: Texts, finnish: Texts) -> None:
    for texts in (english, finnish):
        nodes = _nodes(data, texts)
        assert set(nodes) == {kind.key for kind in QUESTION_TYPES}
        assert all(isinstance(rows[0], Heading) for rows in nodes.values())


def test_questions_of_the_closing_have_a_heading_of_their_own(data: ReportData, english: Texts) -> None:
    ended = (replace(q, theme="closing") if q.type == "nps" else q for q in data.questions)
    told_last = replace(data, questions=tuple(ended))
    nodes = themes.build(Material(told_last, figures_of(told_last)), english)
    heads = [node.text for node in nodes if isinstance(node, Heading) and node.level == 2]
    assert heads[-1] == "Closing"
    assert "Closing" not in str(themes.build(Material(data, figures_of(data)), english))


def _words(nodes: list[Node]) -> str:
    return " ".join(plain(node.spans) for node in nodes if isinstance(node, Paragraph))


def _cells(nodes: list[Node]) -> list[list[str]]:
    tables = [node for node in nodes if isinstance(node, Table)]
    return [[plain(cell.spans) for cell in row] for table in tables for row in table.rows]


def test_a_matrix_shows_each_row_with_median_and_top_two(data: ReportData, english: Texts) -> None:
    rows = _cells(_nodes(data, english)["matrix"])
    assert rows[0][1:] == ["0", "0", "1", "1", "0", "1", "3.5", "1/2, 50%"]


def test_a_ranking_shows_mean_ranks_agreement_and_its_time(data: ReportData, english: Texts) -> None:
    nodes = _nodes(data, english)["ranking"]
    assert _cells(nodes)[0][0] == "Service"
    assert "Agreement W" in _words(nodes)
    assert "Ranking took 5 s (median)." in _words(nodes)


def test_clicks_are_shown_over_the_picture_and_counted_by_area(data: ReportData, english: Texts) -> None:
    nodes = _nodes(data, english)["click_map"]
    figure = next(node for node in nodes if isinstance(node, Figure))
    assert figure.data.rows[0][:2] == ("Shelf", "3/3, 100%")
    assert figure.data.rows[2][0] == "outside the areas"


def test_a_picture_choice_shows_its_pictures_with_their_counts(data: ReportData, english: Texts) -> None:
    figure = next(node for node in _nodes(data, english)["image_choice"] if isinstance(node, Figure))
    assert figure.data.rows[0][:2] == ("Green shelf", "3/3, 100%")


def test_numbers_and_lengths_of_time_have_mean_and_median(data: ReportData, english: Texts) -> None:
    nodes = _nodes(data, english)
    assert "Mean 1 times, median 1 times (n = 3)." in _words(nodes["number"])
    assert "median 1 min 31 s" in _words(nodes["duration"])


def test_background_is_counted_fact_by_fact(data: ReportData, english: Texts) -> None:
    assert ["35–44", "3/3, 100%"] in _cells(_nodes(data, english)["demographic"])


def test_the_table_says_every_value_in_words(data: ReportData) -> None:
    table = answers_table(data)
    at = {name: place for place, name in enumerate(table.columns)}
    said = {row[at["type"]]: row[at["value_text"]] for row in table.rows}
    assert said["ranking"] == "1. Service, 2. Location, 3. Price, 4. Selection"
    assert said["click_map"] == "Shelf"
    assert said["demographic"] == "35–44, Woman"
    assert said["duration"] == "1 min 32 s"
    assert said["multiple_choice"] == "Food, Clothes, Things for the home"
    assert str(said["matrix"]).startswith("The staff helped when I needed help: 3;")


def test_pictures_are_painted_in_every_format(tmp_path: Path) -> None:
    data = small_picture(size=(300, 200))
    light = palette("light")
    for scene in (
        click_map(data, [(0.2, 0.2), (0.8, 0.7)], []),
        thumbnails([Thumb(data, "Shelf", "2/3"), Thumb(None, "Gone", "1/3")], "missing"),
    ):
        png = Image.open(io.BytesIO(paint_png(scene, light, dpi=72)))
        assert len(set(png.convert("RGB").resize((40, 40)).get_flattened_data())) > 8
        canvas = Canvas(str(tmp_path / "a.pdf"))
        register_fonts()
        paint_pdf(scene, canvas, 20, 20, light)
        canvas.save()
        assert (tmp_path / "a.pdf").stat().st_size > 2000
        assert "data:image/jpeg;base64," in paint_svg(scene, light, alt="Clicks")


def test_the_overview_shows_chosen_and_clicked_pictures_whose_parts_open_their_answers(
    file: StudyFile, english: Texts
) -> None:
    found = file.read(lambda reader: scoped(load_facts(reader, english)))
    tables = file.read(lambda reader: people_tables(reader, found, english))
    asked = next(table for table in tables if table.key == "questions")
    said = {row.cells[0]: row.cells[2:] for row in asked.rows}
    assert said["What would you improve?"] == ("–", "3 suggestions · Lisää kassoja: 3")
    assert said["Put the most important first."][1].startswith("Service: 2.0, ")
    assert said["Where did you look first?"][1] == "Shelf: 3"
    assert said["How long did you queue?"] == ("1 min 31 s", "median 1 min 31 s")
    assert said["Finally, a little background."][1] == "35–44: 3; Woman: 3"
    chosen, clicked = sorted(asked.charts, key=lambda chart: "clicked" in chart.title)
    assert "Green shelf: 3/3, 100%" in chosen.alt
    assert "outside the areas" in clicked.alt
    for chart, counts in ((chosen, [3]), (clicked, [3, 3])):
        scene = chart.make(400)
        assert scene.width <= 400
        assert any(isinstance(mark, Picture) for mark in scene.marks)
        assert [len(asked.sources[hit.refs[0]].ids) for hit in scene.hits] == counts


def test_erasing_a_person_takes_the_photographs_of_the_answers(file: StudyFile, tmp_path: Path) -> None:
    copy = tmp_path / "copy.cxf"
    copy_study(file.path, copy)
    study = StudyFile.open(copy)
    person = study.read(lambda r: r.all(Participant, code="P50"))[0]
    before = study.read(lambda r: len(r.all(Attachment)))
    study.write(lambda uow: uow.erase_person(person.id, "asked"), label="x").result(30)
    assert study.read(lambda r: len(r.all(Attachment))) == before - 1
    assert study.check() == []
    study.close()
