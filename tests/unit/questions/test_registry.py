# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every question type has all it needs: editor, summary, report block, texts in both languages."""

import json

import pytest

from cxfield import paths
from cxfield.errors import UserError
from cxfield.i18n import Texts
from cxfield.methods.questions import QUESTION_TYPES, Asked, Block, Choice, Given, QuestionType, question_type
from ui.editors.registry import EDITORS

ASKED = Asked("q", {"version": "ces2"}, (Choice("a", {"fi": "A"}), Choice("b", {"fi": "B"})))
KEYS = [kind.key for kind in QUESTION_TYPES]

each_type = pytest.mark.parametrize("kind", QUESTION_TYPES, ids=KEYS)


def test_keys_are_unique_and_editors_stand_in_the_same_order() -> None:
    assert len(set(KEYS)) == len(KEYS)
    assert [key for key, _maker in EDITORS] == KEYS


@each_type
def test_a_type_is_found_by_its_key_and_says_how_the_report_shows_it(kind: QuestionType) -> None:
    assert question_type(kind.key) is kind
    assert kind.block in Block


@each_type
def test_a_type_sums_up_nothing_without_failing(kind: QuestionType) -> None:
    empty = kind.summarise([], ASKED)
    assert (empty.asked, empty.n, empty.cannot_say, empty.skipped) == (0, 0, 0, 0)
    skipped = kind.summarise([Given(skipped=True)], ASKED)
    assert (skipped.asked, skipped.n, skipped.skipped) == (1, 0, 1)


@each_type
def test_a_type_has_its_name_in_finnish_and_in_english(kind: QuestionType) -> None:
    assert Texts("en").t(kind.name) == kind.name
    assert Texts("fi").t(kind.name) not in ("", kind.name)


@each_type
def test_no_answer_is_a_valid_value_and_not_an_answer(kind: QuestionType) -> None:
    assert kind.validate(None, ASKED) is None
    assert kind.encode(None, ASKED) is None
    assert not kind.is_answered(Given(), ASKED)


@each_type
@pytest.mark.parametrize(
    "wrong", [10**10, -(10**10), "x" * 1000, {"choice": "maybe"}, [["a"]], 1.5, float("nan"), object()]
)
def test_a_value_that_cannot_be_gets_a_sentence(kind: QuestionType, wrong: object) -> None:
    problem = kind.validate(wrong, ASKED)
    assert isinstance(problem, UserError)
    assert str(problem).endswith(".")
    with pytest.raises(UserError):
        kind.encode(wrong, ASKED)


def test_an_unknown_type_gets_a_sentence() -> None:
    with pytest.raises(UserError, match="does not know the question type"):
        question_type("telepathy")


def test_every_type_of_the_themes_and_metric_questions_is_there_or_comes_later() -> None:
    themes = json.loads(paths.resource("method", "interview_themes.json").read_text(encoding="utf-8"))
    wanted = {row["type"] for theme in themes["themes"] for row in theme["questions"]}
    wanted |= {row["type"] for row in themes["metric_questions"]}
    assert {key.removesuffix("5") for key in wanted} - set(KEYS) == {"fcr_prompt"}
