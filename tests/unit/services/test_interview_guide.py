# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A guide in an interview: its parts in order, its conditions, and its size."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cxfield.clock import ManualClock
from cxfield.errors import UserError
from cxfield.ids import order_after
from cxfield.model.enums import ConsentItem
from cxfield.model.guide import Guide, GuideVersion, Question, Section
from cxfield.model.session import Session
from cxfield.model.study import Study
from cxfield.services import interview as verbs
from cxfield.services import interview_outline as views
from cxfield.services.interview_guide import changed_answers, guide_book
from cxfield.services.interview_views import head
from cxfield.storage import StudyFile, UnitOfWork

ASKED = (
    ("hello", "", [("warmup", "open", None)]),
    ("needs", "ease", [("csat", "csat", None), ("nps", "nps", None)]),
    (
        "extra",
        "",
        [
            ("why_low", "open", {"of": "csat", "from": 1, "to": 2}),
            (
                "both",
                "open",
                {"all": [{"of": "csat", "from": 1, "to": 2}, {"of": "nps", "from": 0, "to": 6}]},
            ),
        ],
    ),
)


def _guide(uow: UnitOfWork) -> str:
    uow.add(Study(title={"fi": "T"}, languages=["fi"]))
    version = uow.add(GuideVersion(guide_id=uow.add(Guide(key="g")).id, published_at=1))
    order = ""
    for key, theme, questions in ASKED:
        order = order_after(order)
        section = uow.add(Section(version_id=version.id, key=key, theme=theme, order_key=order))
        within = ""
        for name, kind, condition in questions:
            within = order_after(within)
            row = Question(section_id=section.id, key=name, type=kind, condition=condition, order_key=within)
            uow.add(row)
    start = verbs.InterviewStart(guide_version_id=version.id, consents={ConsentItem.PARTICIPATION: True})
    return verbs.start_interview(uow, start=start).id


@pytest.fixture
def held(tmp_path: Path) -> Iterator[tuple[StudyFile, str]]:
    file = StudyFile.create(tmp_path / "a.cxf", clock=ManualClock(1_791_000_000_000))
    yield file, file.write(_guide, label="").result().value
    file.close()


def _say(held: tuple[StudyFile, str], key: str, value: Any) -> None:
    file, session = held
    question = next(q.id for q in file.read(lambda r: r.all(Question)) if q.key == key)
    file.write(
        lambda uow: verbs.save_answer(uow, session_id=session, question_id=question, value=value), label=""
    ).result()


def _keys(held: tuple[StudyFile, str]) -> list[str]:
    file, session = held
    return [item.key for _, item in file.read(lambda r: views.outline(r, session)).asked]


def test_a_part_without_a_theme_is_asked_in_its_place(held: tuple[StudyFile, str]) -> None:
    file, session = held
    outline = file.read(lambda r: views.outline(r, session))
    assert outline.warmup is not None
    assert [part.key for part in outline.sections] == ["needs", "extra"]


def test_the_closing_is_asked_and_counts_in_no_coverage(held: tuple[StudyFile, str]) -> None:
    file, session = held
    before = file.read(lambda r: views.outline(r, session))
    needs = file.read(lambda r: r.all(Section, key="needs"))[0]
    file.write(lambda uow: uow.change(Section, needs.id, theme="closing"), label="").result()
    outline = file.read(lambda r: views.outline(r, session))
    assert (before.planned, outline.planned, outline.done) == (2, 0, 0)
    assert [part.key for part in outline.sections] == ["needs", "extra"]
    assert _keys(held) == ["warmup", "csat", "nps"]
    assert [item.key for item in outline.left] == ["csat", "nps"], "a question left is told of at the end"


def test_questions_open_by_answers_given_anywhere(held: tuple[StudyFile, str]) -> None:
    assert _keys(held) == ["warmup", "csat", "nps"]
    _say(held, "csat", 2)
    assert _keys(held) == ["warmup", "csat", "nps", "why_low"]
    _say(held, "nps", 3)
    assert _keys(held) == ["warmup", "csat", "nps", "why_low", "both"]
    _say(held, "csat", 5)
    assert _keys(held) == ["warmup", "csat", "nps"], "what is closed is not asked and not missed"


def test_an_answer_stays_in_sight_when_its_condition_is_met_no_more(held: tuple[StudyFile, str]) -> None:
    file, session = held
    _say(held, "csat", 1)
    question = next(q.id for q in file.read(lambda r: r.all(Question)) if q.key == "why_low")
    words = verbs.Words("Jono.")
    file.write(
        lambda uow: verbs.type_answer(uow, session_id=session, question_id=question, words=words), label=""
    ).result()
    _say(held, "csat", 4)
    assert "why_low" in _keys(held)


def test_the_guide_is_read_once_and_says_the_same(held: tuple[StudyFile, str]) -> None:
    file, session = held
    version = file.read(lambda r: head(r, session)).version_id
    book = file.read(lambda r: guide_book(r, version))
    _say(held, "csat", 2)
    assert file.read(lambda r: views.outline(r, session, book)) == file.read(
        lambda r: views.outline(r, session)
    )


def test_what_an_answer_touches_is_weighed_alone_and_says_the_same(held: tuple[StudyFile, str]) -> None:
    file, session = held
    stands = file.read(lambda r: views.standing(r, session))
    questions = {q.key: q.id for q in file.read(lambda r: r.all(Question))}
    told = (
        ("csat", 2),
        ("nps", 3),
        ("why_low", "Jono."),
        ("csat", 5),
        ("nps", None),
        ("csat", 1),
        ("nps", 9),
    )
    for key, said in told:

        def verb(uow: UnitOfWork, key: str = key, said: Any = said) -> None:
            at: dict[str, Any] = {"session_id": session, "question_id": questions[key]}
            if isinstance(said, str):
                verbs.type_answer(uow, words=verbs.Words(said), **at)
            elif said is None:
                verbs.skip_question(uow, reason="later", **at)
            else:
                verbs.save_answer(uow, value=said, **at)

        ids = file.write(verb, label="").result().change.ids
        stands.change(file.read(lambda r, i=ids: changed_answers(r, session, i, stands.answers)))
        assert stands.outline == file.read(lambda r: views.outline(r, session)), (key, said)
    while True:  # back to the start: what is undone closes again what it had opened
        try:
            ids = file.undo().result().change.ids
        except UserError:
            break
        stands.change(file.read(lambda r, i=ids: changed_answers(r, session, i, stands.answers)))
        if not file.read(lambda r: r.all(Session)):
            break
        assert stands.outline == file.read(lambda r: views.outline(r, session))
