# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The debrief: notes, findings that open their evidence, actions with a day, afterthoughts."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cxfield.clock import ManualClock
from cxfield.errors import UserError
from cxfield.ids import Ids
from cxfield.model.debrief import Action, ChapterText, Evidence, Note, Reflection, Settlement
from cxfield.model.enums import ActionKind, ActionState, SessionKind, SessionState
from cxfield.model.study import TeamMember
from cxfield.services import debrief as verbs
from cxfield.services.study_setup import (
    SessionPlan,
    StudyPlan,
    add_team_member,
    create_study,
    plan_session,
)
from cxfield.storage import StudyFile


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(1_760_352_000_000)


@pytest.fixture
def study(tmp_path: Path, clock: ManualClock) -> Iterator[StudyFile]:
    ids = Ids(clock, random.Random(1))
    file = StudyFile.create(tmp_path / "a.cxf", clock=clock, ids=ids, author="H1")
    yield file
    file.close()


def do(study: StudyFile, verb: Callable[..., Any], **values: Any) -> Any:
    return study.write(lambda uow: verb(uow, **values), label="test").result().value


def rows(study: StudyFile, cls: type[Any]) -> list[Any]:
    return study.read(lambda reader: reader.all(cls))


def finding(study: StudyFile, **fields: Any) -> Any:
    draft = verbs.FindingDraft(**{"statement": "Jonossa ei tietoa", **fields})
    return do(study, verbs.add_finding, draft=draft)


def test_a_finding_keeps_what_was_seen_apart_from_what_it_means(study: StudyFile) -> None:
    made = finding(
        study, observation="Jonotettiin 6 min", interpretation="Epätietoisuus?", so_what="Kerro aika"
    )
    assert (made.observation, made.interpretation, made.so_what) == (
        "Jonotettiin 6 min",
        "Epätietoisuus?",
        "Kerro aika",
    )


def test_counts_that_cannot_be_right_are_refused(study: StudyFile) -> None:
    with pytest.raises(UserError, match="16 of 15 cannot be right"):
        finding(study, affected=16, observed=15)
    with pytest.raises(UserError, match="needs a sentence"):
        finding(study, statement="  ")


def test_evidence_points_to_something_that_is_there_and_the_same_link_is_one(study: StudyFile) -> None:
    made, other = finding(study), finding(study, statement="Toinen")
    source = verbs.Source("finding", other.id)
    do(study, verbs.link_evidence, finding_id=made.id, source=source)
    do(study, verbs.link_evidence, finding_id=made.id, source=source, against=True)
    assert [(row.source_id, row.against) for row in rows(study, Evidence)] == [(other.id, True)]
    for missing in (verbs.Source("entry", "nowhere"), verbs.Source("nothing", other.id)):
        with pytest.raises(UserError, match="not in the study any more"):
            do(study, verbs.link_evidence, finding_id=made.id, source=missing)


def test_an_action_has_a_day_of_the_calendar(study: StudyFile) -> None:
    draft = verbs.ActionDraft(text="Toinen kassa auki", kind=ActionKind.PREVENTIVE, due_on="2025-10-27")
    made = do(study, verbs.add_action, draft=draft, finding_id=finding(study).id)
    do(study, verbs.set_action_state, action_id=made.id, state=ActionState.IN_PROGRESS)
    assert [(row.due_on, row.kind, row.state) for row in rows(study, Action)] == [
        ("2025-10-27", "preventive", "in_progress")
    ]
    with pytest.raises(UserError, match=r"31\.2\. is not a day"):
        do(study, verbs.add_action, draft=verbs.ActionDraft(text="Myöhemmin", due_on="31.2."))
    with pytest.raises(UserError, match="needs words"):
        do(study, verbs.add_action, draft=verbs.ActionDraft(text=""))


def test_a_note_moves_between_clusters_and_takes_one_vote_from_each(study: StudyFile) -> None:
    members = [do(study, add_team_member, code=code, role={}).id for code in ("H1", "H2")]
    cluster = do(study, verbs.add_note_group, header=" Jonossa ei tietoa ")
    note = do(study, verbs.add_note, text="Neljä vilkuilee kassaa", by_id=members[0])
    do(study, verbs.move_note, note_id=note.id, group_id=cluster.id)
    for member in (*members, members[0]):
        do(study, verbs.vote, note_id=note.id, member_id=member)
    do(study, verbs.vote, note_id=note.id, member_id=members[1], on=False)
    kept = rows(study, Note)[0]
    assert (cluster.header, kept.group_id, kept.votes) == ("Jonossa ei tietoa", cluster.id, [members[0]])
    with pytest.raises(UserError, match="note is empty"):
        do(study, verbs.add_note, text=" ")


def test_a_note_may_point_to_something_logged(study: StudyFile) -> None:
    made = finding(study)
    note = do(study, verbs.add_note, text="", source=verbs.Source("finding", made.id))
    assert (note.source_kind, note.source_id) == ("finding", made.id)


def test_reflections_are_kept_by_day(study: StudyFile) -> None:
    do(study, verbs.add_reflection, on="2025-10-14", text="Tavallinen toistui.")
    assert [(row.on, row.text) for row in rows(study, Reflection)] == [("2025-10-14", "Tavallinen toistui.")]
    with pytest.raises(UserError, match="is not a day"):
        do(study, verbs.add_reflection, on="eilen", text="Jotain")
    with pytest.raises(UserError, match="reflection is empty"):
        do(study, verbs.add_reflection, on="2025-10-14", text="")


def test_why_a_disagreement_was_settled_is_kept(study: StudyFile) -> None:
    made = finding(study)
    source = verbs.Source("finding", made.id)
    do(study, verbs.settle, source=source, field="code_id", reason="Sovittu: hämmennys.")
    assert [(row.record_id, row.reason) for row in rows(study, Settlement)] == [
        (made.id, "Sovittu: hämmennys.")
    ]


def test_a_chapter_has_its_own_words_in_each_language(study: StudyFile) -> None:
    for language, text in (("fi", "Omin sanoin"), ("en", "In our own words"), ("fi", "Toisin")):
        do(study, verbs.write_chapter, chapter="summary", language=language, text=text)
    assert [row.text for row in rows(study, ChapterText)] == [{"fi": "Toisin", "en": "In our own words"}]


def test_the_meeting_is_timed(study: StudyFile, clock: ManualClock) -> None:
    do(study, create_study, plan=StudyPlan(title={"fi": "Kokeilu"}))
    planned = do(study, plan_session, plan=SessionPlan(kind=SessionKind.DEBRIEF, minutes=60))
    do(study, verbs.start_debrief, session_id=planned.id, stamp=clock.stamp())
    clock.advance(3_480_000)
    done = do(study, verbs.stop_debrief, session_id=planned.id, stamp=clock.stamp())
    assert (done.state, done.length_ms) == (SessionState.DONE, 3_480_000)
    with pytest.raises(UserError, match="started already"):
        do(study, verbs.start_debrief, session_id=planned.id, stamp=clock.stamp())
    assert rows(study, TeamMember) == []
