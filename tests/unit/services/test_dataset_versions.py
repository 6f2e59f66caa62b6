# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions of a guide: what was asked alike is counted together and says so, what was changed stays apart."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from cxfield.document.telling import dump
from cxfield.i18n import Texts
from cxfield.model.enums import ConsentItem
from cxfield.model.guide import Option, Question, Section
from cxfield.model.study import Study
from cxfield.report.assemble import assemble
from cxfield.services import plan_guides as guides
from cxfield.services.dataset import load
from cxfield.services.interview import InterviewStart, save_answer, start_interview, stop_interview
from cxfield.services.overview import dashboard
from cxfield.services.overview_facts import load_facts
from cxfield.services.overview_scope import scoped
from cxfield.services.plan_versions import begin_version
from cxfield.storage import StudyFile, UnitOfWork

DAY = dt.date(2026, 11, 22)


def _asked(uow: UnitOfWork, version_id: str, code: str, told: dict[str, object]) -> None:
    consents = {ConsentItem.PARTICIPATION: True}
    start = InterviewStart(guide_version_id=version_id, code=code, consents=consents, language="en")
    session = start_interview(uow, start=start)
    sections = [section.id for section in uow.all(Section, version_id=version_id)]
    for question in uow.all(Question):
        if question.section_id in sections and question.type in told:
            value = told[question.type]
            if question.type == "single_choice":
                value = uow.all(Option, order_by="order_key", question_id=question.id)[int(str(value))].id
            save_answer(uow, session_id=session.id, question_id=question.id, value=value)
    stop_interview(uow, session_id=session.id)


def _write(uow: UnitOfWork) -> None:
    uow.add(Study(title={"en": "S"}, languages=["en"]))
    version = guides.add_guide(uow)
    section = uow.all(Section, version_id=version.id)[0]
    wordings = {"csat": "How was it?", "single_choice": "Which way?", "nps": "Would you recommend us?"}
    for kind, words in wordings.items():
        made = guides.add_question(uow, section_id=section.id, kind=kind)
        uow.change(Question, made.id, text={"en": words})
        for name in ("Left", "Right") if kind == "single_choice" else ():
            option = guides.add_option(uow, question_id=made.id)
            uow.change(Option, option.id, name={"en": name})
    guides.publish(uow, version_id=version.id)
    _asked(uow, version.id, "P01", {"csat": 5, "single_choice": 0, "nps": 9})
    second = begin_version(uow, guide_id=version.guide_id)
    part = uow.all(Section, version_id=second.id)[0]
    score = next(q for q in uow.all(Question, section_id=part.id) if q.type == "nps")
    guides.type_question(
        uow, question_id=score.id, field="text", language="en", text="Would you tell a friend?"
    )
    guides.publish(uow, version_id=second.id)
    for code in ("P02", "P03"):
        _asked(uow, second.id, code, {"csat": 4, "single_choice": 0, "nps": 8})
    begin_version(uow, guide_id=version.guide_id)  # a draft: nobody was asked


def test_versions_are_pooled_where_they_ask_alike_and_say_which(tmp_path: Path, english: Texts) -> None:
    file = StudyFile.create(tmp_path / "a.cxf")
    file.write(_write, label="").result(30)
    data = file.read(lambda r: load(r, english, DAY))
    facts = file.read(lambda r: load_facts(r, english))
    file.close()
    assert "New guide: versions 1 and 2 together" in dashboard(scoped(facts), english, DAY).summary
    first = replace(facts, answers=facts.answers[:3])
    assert "together" not in dashboard(scoped(first), english, DAY).summary
    found = {question.text: question.versions for question in data.questions}
    assert found == {
        "How was it?": (1, 2),
        "Which way?": (1, 2),
        "Would you recommend us?": (1,),
        "Would you tell a friend?": (2,),
    }
    said = dump(assemble(data, english, ["themes", "survey", "metrics"]))
    assert said.count("How was it?") == 1
    assert "3 of 3 answered" in said
    assert "Versions 1 and 2 of the guide together." in said
    assert "Version 2 of the guide only." in said
    assert "Left | 3/3" in said
    assert "Metrics count the answers of versions 1 and 2 of the guide together." in said
