# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Setting a study up: what fieldwork in a store can start with."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cxfield.clock import ManualClock
from cxfield.errors import UserError
from cxfield.i18n import LOCALES
from cxfield.ids import Ids
from cxfield.model.codes import Code, CodeExclusion, CodeGroup
from cxfield.model.debrief import Preconception
from cxfield.model.enums import CodeKind, CodeMeaning, SessionKind, SessionState, Verdict
from cxfield.model.guide import GuideVersion
from cxfield.model.metrics import Target
from cxfield.model.session import Session
from cxfield.model.study import Channel, Site, Stage, Study, Touchpoint
from cxfield.services import study_setup as verbs
from cxfield.storage import StudyFile

PLAN = verbs.StudyPlan(title={"fi": "Kokeilu", "en": "Trial"})
TILE_LETTERS = 18
#: Keys that mean something else while observing: digits, and the marks Q and W.
TAKEN_KEYS = set("1234567890QW+-")


@pytest.fixture
def study(tmp_path: Path) -> Iterator[StudyFile]:
    clock = ManualClock(1_759_730_400_000)
    file = StudyFile.create(tmp_path / "a.cxf", clock=clock, ids=Ids(clock, random.Random(1)), author="H1")
    yield file
    file.close()


def do(study: StudyFile, verb: Callable[..., Any], **values: Any) -> Any:
    return study.write(lambda uow: verb(uow, **values), label="test").result().value


def rows(study: StudyFile, cls: type[Any], **equals: Any) -> list[Any]:
    return study.read(lambda reader: reader.all(cls, **equals))


def test_a_store_study_starts_with_journey_codes_touchpoints_and_a_guide(study: StudyFile) -> None:
    do(study, verbs.start_store_study, plan=PLAN)
    assert [len(rows(study, cls)) for cls in (Study, Stage, Channel, Touchpoint)] == [1, 5, 10, 8]
    assert (len(rows(study, CodeGroup)), len(rows(study, Code))) == (5, 20)
    assert [version.published_at is not None for version in rows(study, GuideVersion)] == [True]
    assert study.check() == []


def test_a_file_holds_one_study_and_it_has_a_title(study: StudyFile) -> None:
    with pytest.raises(UserError, match="needs a title"):
        do(study, verbs.create_study, plan=verbs.StudyPlan(title={"fi": " "}))
    do(study, verbs.create_study, plan=PLAN)
    with pytest.raises(UserError, match="has a study already"):
        do(study, verbs.create_study, plan=PLAN)
    with pytest.raises(UserError, match="needs a title"):
        do(study, verbs.change_study, title={"fi": ""})
    assert do(study, verbs.change_study, title={"fi": "Toinen"}).title == {"fi": "Toinen"}


def test_every_code_has_its_own_key_and_a_name_that_fits_a_tile(study: StudyFile) -> None:
    do(study, verbs.start_store_study, plan=PLAN)
    codes = rows(study, Code)
    keys = [code.key for code in codes]
    assert len(set(keys)) == len(keys)
    assert not set(keys) & TAKEN_KEYS
    for code in codes:
        for language in LOCALES:
            assert 0 < len(code.short[language]) <= TILE_LETTERS
            assert code.use_when[language]
            assert code.not_when[language]


def test_the_codes_mean_what_the_shopper_figures_need(study: StudyFile) -> None:
    do(study, verbs.start_store_study, plan=PLAN)
    meant: dict[str, set[str]] = {}
    for code in rows(study, Code):
        meant.setdefault(code.meaning, set()).add(code.key)
    assert {meaning.value for meaning in CodeMeaning} <= set(meant)
    assert meant[CodeMeaning.STAFF_CONTACT] == {"K", "M", "N"}
    states = {code.key for code in rows(study, Code) if code.kind == CodeKind.STATE}
    assert states == {"E", "O", "J"}


def test_what_cannot_go_on_at_once_is_kept_apart_both_ways(study: StudyFile) -> None:
    do(study, verbs.start_store_study, plan=PLAN)
    keys = {code.id: code.key for code in rows(study, Code)}
    apart = {frozenset((keys[link.code_id], keys[link.other_id])) for link in rows(study, CodeExclusion)}
    assert apart == {frozenset(pair) for pair in ("EN", "OJ", "OC", "JC")}


def test_lists_keep_the_order_in_which_they_were_written(study: StudyFile) -> None:
    do(study, verbs.create_study, plan=PLAN)
    names = [f"Kauppa {number}" for number in range(70)]
    for name in names:
        do(study, verbs.add_site, code=name[-2:], name={"fi": name})
    listed = study.read(lambda reader: reader.all(Site, order_by="order_key"))
    assert [site.name["fi"] for site in listed] == names


def test_planned_sessions_are_numbered_by_kind(study: StudyFile) -> None:
    do(study, verbs.create_study, plan=PLAN)
    plans = [verbs.SessionPlan(kind=kind) for kind in (SessionKind.OBSERVATION,) * 2 + (SessionKind.GROUP,)]
    made = [do(study, verbs.plan_session, plan=plan) for plan in plans]
    assert [session.number for session in made] == [1, 2, 1]
    assert {session.state for session in rows(study, Session)} == {SessionState.PLANNED}


def test_a_session_needs_a_study(study: StudyFile) -> None:
    with pytest.raises(UserError, match="no study yet"):
        do(study, verbs.plan_session, plan=verbs.SessionPlan(kind=SessionKind.OBSERVATION))


def test_a_metric_keeps_its_target(study: StudyFile) -> None:
    plan = verbs.MetricPlan(type="nps", key="NPS", name={"fi": "NPS"}, target=40)
    metric = do(study, verbs.add_metric, plan=plan)
    assert [(row.metric_id, row.value) for row in rows(study, Target)] == [(metric.id, 40.0)]


def test_a_preconception_is_settled_only_after_it_was_locked(study: StudyFile) -> None:
    made = do(study, verbs.add_preconception, text="Jonot ovat Oulussa pahimmat")
    settled = {"preconception_id": made.id, "verdict": Verdict.REFUTED, "comment": "2,3 min"}
    with pytest.raises(UserError, match="not locked yet"):
        do(study, verbs.settle_preconception, **settled)
    assert do(study, verbs.lock_preconceptions) == 1
    assert do(study, verbs.lock_preconceptions) == 0
    do(study, verbs.settle_preconception, **settled)
    assert [(row.verdict, row.comment) for row in rows(study, Preconception)] == [("refuted", "2,3 min")]
