# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
import datetime as dt
from dataclasses import replace

from cxfield.document.telling import dump
from cxfield.i18n import Texts
from cxfield.report.assemble import assemble
from cxfield.report.dataset import AnswerRow, QuestionRow, ReportData, SessionRow
from cxfield.report.service_areas import by_area

EN = Texts("en")
ASKED = tuple(SessionRow(f"i{k}", "interview", participant=f"P{k}", started_at=k) for k in range(1, 5))
QUESTIONS = (
    QuestionRow("q1", "a", "csat", "", "", "How was the till?", {"area": {"en": "Checkout", "fi": "Kassa"}}),
    QuestionRow("q2", "b", "csat", "", "", "How was the advice?"),
)
GIVEN = {"q1": (2, 3, 4, 5), "q2": (5, 5, 4, 4)}
ANSWERS = tuple(
    AnswerRow(f"{q}-{k}", f"i{k + 1}", q, f"P{k + 1}", value)
    for q, values in GIVEN.items()
    for k, value in enumerate(values)
)
DATA = ReportData(
    "en", "Study", dt.date(2026, 1, 2), sessions=ASKED, questions=QUESTIONS, answers=ANSWERS
)  # fmt: skip


def test_satisfaction_is_told_by_service_area_with_interval_and_the_lowest_first_in_words() -> None:
    told = dump(assemble(DATA, EN, ["metrics"]))
    assert "Least satisfied with Checkout: mean 3.5 on the scale 1–5 (n = 4)." in told
    checkout, advice = by_area(DATA, DATA.answers)
    assert (checkout.area, checkout.result.top2.count, checkout.result.n) == ("Checkout", 2, 4)
    assert (advice.area, advice.result.top2.count, advice.result.n) == ("How was the advice?", 4, 4)
    assert "Checkout | 2/4, 50% | 15–85% | 3.5 | 4" in told
    assert "How was the advice? | 4/4, 100% | 51–100% | 4.5 | 4" in told


def test_one_question_alone_is_no_comparison() -> None:
    told = dump(assemble(replace(DATA, questions=QUESTIONS[:1]), EN, ["metrics"]))
    assert "by service area" not in told
