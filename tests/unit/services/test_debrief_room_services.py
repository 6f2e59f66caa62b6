# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Debrief room computes: counted findings, effects of actions, days of reflection, observers."""

import datetime as dt
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cxfield.analysis import coded_twice as coded_rule
from cxfield.document.telling import dump
from cxfield.errors import UserError
from cxfield.i18n import Texts
from cxfield.model.capture import Entry
from cxfield.model.debrief import Action, Evidence, Note
from cxfield.model.enums import ActionKind
from cxfield.model.session import Session
from cxfield.model.study import Touchpoint
from cxfield.paths import resource
from cxfield.report.assemble import assemble
from cxfield.report.second_coding import coded_twice, overlapping, unsettled
from cxfield.services import debrief as old
from cxfield.services import debrief_after as after
from cxfield.services import debrief_board as board
from cxfield.services import debrief_findings as findings
from cxfield.services import debrief_meeting as meeting
from cxfield.services import double_coding
from cxfield.services.dataset import load
from cxfield.services.debrief_disputes import settle_change
from cxfield.storage import StudyFile


@pytest.fixture
def study(made_demo: Callable[[str], Path], tmp_path: Path) -> Iterator[StudyFile]:
    path = Path(shutil.copy(made_demo("fi"), tmp_path / "a.cxf"))
    file = StudyFile.open(path, author="H1")
    yield file
    file.close()


def do(study: StudyFile, verb: Callable[..., Any], **values: Any) -> Any:
    return study.write(lambda uow: verb(uow, **values), label="x").result(20).value


def rows(study: StudyFile, cls: type[Any]) -> list[Any]:
    return study.read(lambda reader: reader.all(cls))


TEXTS = Texts("fi")
KNOWN = json.loads(resource("method", "demo_study.json").read_text(encoding="utf-8"))["double_coding"]


def test_a_finding_counts_the_people_behind_its_evidence(study: StudyFile) -> None:
    made = do(study, old.add_finding, draft=old.FindingDraft("Jonossa ei tietoa", severity=3))
    entries = [e for e in rows(study, Entry) if e.shopper_id][:12]
    for entry in entries:
        do(study, old.link_evidence, finding_id=made.id, source=old.Source("entry", entry.id))
    view = next(v for v in study.read(lambda r: findings.findings_view(r, TEXTS)) if v.record.id == made.id)
    assert view.counted
    assert view.affected == len({entry.shopper_id for entry in entries})
    assert view.share is not None
    assert view.share.share.low is not None
    link = next(e for e in rows(study, Evidence) if e.finding_id == made.id)
    do(study, findings.change_evidence, evidence_id=link.id, values={"against": True, "deviant": True})
    with pytest.raises(UserError, match="cannot be right"):
        do(study, findings.change_finding, finding_id=made.id, affected=9, observed=3)
    study.write(lambda uow: uow.remove(Entry, link.source_id), label="x").result(20)
    view = next(v for v in study.read(lambda r: findings.findings_view(r, TEXTS)) if v.record.id == made.id)
    assert view.withdrawn == 1


def test_an_action_keeps_what_it_cost_and_what_came_of_it(study: StudyFile) -> None:
    action = rows(study, Action)[0]
    made = do(
        study, findings.change_action, action_id=action.id, kind=ActionKind.PRODUCT.value, cost=1000.0,
        gain=2500.0, before=3.1, after=3.9, principle="Kukaan ei odota tietämättä", effect="Jonot lyhenivät",
    )  # fmt: skip
    assert findings.roi(made) == pytest.approx(1.5)
    done = do(study, findings.change_action, action_id=action.id, state="done")
    assert done.done_on
    with pytest.raises(UserError, match="not a day"):
        do(study, findings.change_action, action_id=action.id, due_on="31.12.")
    words = findings.calendar(rows(study, Action), "20251013T100000Z")
    assert words.count("BEGIN:VEVENT") == sum(bool(a.due_on) for a in rows(study, Action))
    assert all(len(line.encode()) <= 75 for line in words.split("\r\n"))


def test_a_reflection_is_asked_for_on_the_days_after_the_meeting(study: StudyFile) -> None:
    met = study.read(lambda r: after.after_view(r, TEXTS, dt.date(2030, 1, 1))).met_on
    day = dt.date.fromisoformat(met)

    def asked(on: dt.date) -> bool:
        return bool(study.read(lambda r: after.reflection_due(r, on)))

    assert not asked(day)
    reflected = {row.on for row in study.read(lambda r: after.after_view(r, TEXTS, day)).rows}
    free = [day + dt.timedelta(days=n) for n in (1, 2, 3)]
    assert [asked(one) for one in free] == [one.isoformat() not in reflected for one in free]
    assert not asked(day + dt.timedelta(days=30))


def test_what_is_shown_to_think_about_has_not_been_talked_about(study: StudyFile) -> None:
    view = study.read(lambda r: after.after_view(r, TEXTS, dt.date(2025, 10, 20)))
    assert view.prompt is not None
    talked = {link.source_id for link in rows(study, Evidence)}
    assert view.prompt.source_id not in talked
    made = do(study, after.reflect, text="Jäi mieleen", about=("entry", view.prompt.source_id))
    assert made.source_id == view.prompt.source_id
    again = study.read(lambda r: after.after_view(r, TEXTS, dt.date(2025, 10, 20)))
    assert again.prompt is None or again.prompt.source_id != view.prompt.source_id


def test_observers_are_shown_with_their_agreement_over_time(study: StudyFile) -> None:
    by_code = {row.code: row for row in study.read(lambda r: after.observers(r, TEXTS))}
    assert [round(share, 2) for _, share, _ in by_code["H2"].agreement][:1] == [0.9]
    pairs = study.read(double_coding.found_pairs)
    do(
        study, double_coding.count_once, first_id=pairs[0].first.session_id,
        second_id=pairs[0].second.session_id, training=True,
    )  # fmt: skip
    again = {row.code: row for row in study.read(lambda r: after.observers(r, TEXTS))}
    assert any(training for _, _, training in again["H2"].agreement)


def test_two_logs_of_the_same_hours_are_found_by_themselves_even_with_a_wrong_clock(study: StudyFile) -> None:
    pair = study.read(double_coding.found_pairs)[0]

    def unlink(uow: Any) -> None:
        other = uow.get(Session, pair.second.session_id)
        late = 20 * 60_000
        uow.change(
            Session,
            other.id,
            parallel_of=None,
            started_at=other.started_at + late,
            ended_at=other.ended_at + late,
        )

    study.write(unlink, label="x").result(20)
    found = study.read(double_coding.found_pairs)
    mine = next(p for p in found if p.second.session_id == pair.second.session_id)
    assert not mine.linked
    assert abs(mine.shift_ms - pair.shift_ms) < 1000
    both = {"first_id": mine.first.session_id, "second_id": mine.second.session_id}
    assert overlapping(study.read(lambda r: load(r, TEXTS, dt.date(2025, 10, 20)))) == 1
    do(study, double_coding.keep_apart, **both)
    assert mine.second.session_id not in {p.second.session_id for p in study.read(double_coding.found_pairs)}
    assert overlapping(study.read(lambda r: load(r, TEXTS, dt.date(2025, 10, 20)))) == 0


def test_room_and_report_have_one_agreement_and_it_is_that_of_the_reference(study: StudyFile) -> None:
    compared = study.read(lambda r: double_coding.compare_all(r, double_coding.found_pairs(r)))
    room = study.read(lambda r: double_coding.agreement(r, [one for one in compared if one.counts], "fi"))
    data = study.read(lambda r: load(r, TEXTS, dt.date(2025, 10, 20)))
    pairs = coded_twice(data)
    report = coded_rule.agreement(pair.matched for pair in pairs)
    assert (room.percent, room.either, room.one_sided) == (report.percent, report.either, report.one_sided)
    assert room.kappa.value == report.kappa.value
    assert sum(one.open for one in compared if one.counts) == unsettled(pairs, data)
    expected = KNOWN["expected"]
    assert (room.percent.count, room.percent.n) == (32, 40)
    assert room.kappa.value == pytest.approx(expected["cohen_kappa"], abs=1e-9)
    assert room.codes.alpha.value == pytest.approx(expected["krippendorff_nominal"], abs=1e-9)
    ordinal = room.ordinariness.alpha.value
    assert ordinal == pytest.approx(expected["krippendorff_ordinal_normality"], abs=1e-9)


def test_settling_a_difference_keeps_the_figures_of_the_logs(study: StudyFile) -> None:
    pairs = study.read(double_coding.found_pairs)
    before = study.read(lambda r: double_coding.compare_all(r, pairs))
    one = next(row for c in before for row in c.rows if not row.same and row.settled is None and row.first)
    first, second = one.key
    do(study, double_coding.settle_events, first_id=first, second_id=second, outcome="first", reason="näkyi")
    now = study.read(lambda r: double_coding.compare_all(r, pairs))
    assert sum(c.open for c in now) == sum(c.open for c in before) - 1
    figures = [study.read(lambda r, c=c: double_coding.agreement(r, c, "fi")).percent for c in (before, now)]
    assert figures[0] == figures[1]


def test_an_arrangement_of_the_board_comes_back(study: StudyFile) -> None:
    kept = do(study, board.keep_arrangement, name="Palaverin loppu")
    view = study.read(lambda r: board.board_view(r, TEXTS))
    for cluster in view.clusters:
        do(study, board.drop_group, group_id=cluster.id)
    assert study.read(lambda r: board.board_view(r, TEXTS)).clusters == ()
    do(study, board.arrange, arrangement_id=kept.id)
    again = study.read(lambda r: board.board_view(r, TEXTS))
    assert [c.header for c in again.clusters] == [c.header for c in view.clusters]
    assert [[card.id for card in c.cards] for c in again.clusters] == [
        [card.id for card in c.cards] for c in view.clusters
    ]


def test_cards_of_one_sort_come_to_the_board_once(study: StudyFile) -> None:
    before = len(rows(study, Note))
    added = do(study, board.add_worthy, what="metrics")
    assert len(rows(study, Note)) == before + added
    assert do(study, board.add_worthy, what="metrics") == 0


def test_the_clocks_of_the_agenda_stand_while_another_part_runs(study: StudyFile) -> None:
    session = study.read(meeting.meeting_session)
    assert session is not None
    do(study, meeting.lay_agenda, session_id=session.id)
    view = study.read(lambda r: meeting.meeting_view(r, "fi"))
    assert view is not None
    assert [part.planned_ms // 60_000 for part in view.parts] == [4, 4, 4, 4, 4, 4, 6]
    one, two = view.parts[:2]

    def turn(uow: Any, part_id: str) -> None:
        meeting.start_part(uow, part_id=part_id, stamp=uow.stamp())

    do(study, turn, part_id=one.id)
    do(study, turn, part_id=two.id)
    view = study.read(lambda r: meeting.meeting_view(r, "fi"))
    assert view is not None
    assert [part.running_since is not None for part in view.parts[:2]] == [False, True]


def test_the_report_has_the_minutes_of_the_meeting(study: StudyFile) -> None:
    session = study.read(meeting.meeting_session)
    assert session is not None
    assert study.read(lambda r: load(r, TEXTS, dt.date(2025, 10, 20))).meetings == ()
    do(study, meeting.lay_agenda, session_id=session.id)
    view = study.read(lambda r: meeting.meeting_view(r, "fi"))
    assert view is not None
    do(study, meeting.change_part, part_id=view.parts[0].id, notes="Jono kiersi kassan.\nKaksi luovutti.")
    do(study, meeting.change_part, part_id=view.parts[0].id, done=True, spent_ms=5 * 60_000)
    first, second, *rest = view.people
    do(study, meeting.change_attendee, attendee_id=first.id, function="Asiakaskokemus")
    for one in rest:
        do(study, meeting.change_attendee, attendee_id=one.id, present=False)
    do(study, meeting.park, session_id=session.id, text="Entä verkkokauppa?")

    def give(uow: Any, who: str, words: str) -> None:
        meeting.give_view(uow, attendee_id=who, text=words, stamp=uow.stamp())

    def chapter() -> str:
        return dump(assemble(study.read(lambda r: load(r, TEXTS, dt.date(2025, 10, 20))), TEXTS, ["minutes"]))

    do(study, give, who=first.id, words="Luulin jonoa lyhyemmäksi.")
    told = chapter()
    assert "1. Mikä jäi mieleen" in told
    for words in ("Jono kiersi kassan.", "Kaksi luovutti.", "Entä verkkokauppa?", "Asiakaskokemus", "poissa"):
        assert words in told
    assert "Luulin jonoa" not in told, "hidden until everybody present has given theirs"
    do(study, give, who=second.id, words="Odotus ei näkynyt kasvoista.")
    told = chapter()
    assert "Luulin jonoa lyhyemmäksi." in told
    assert "Odotus ei näkynyt kasvoista." in told


def test_another_meeting_is_held_after_the_first_and_keeps_it(study: StudyFile) -> None:
    def shown() -> meeting.MeetingView:
        view = study.read(lambda r: meeting.meeting_view(r, "fi"))
        assert view is not None
        return view

    first = study.read(meeting.meeting_session)
    assert first is not None
    do(study, meeting.lay_agenda, session_id=first.id)
    do(study, lambda uow: meeting.end_meeting(uow, session_id=first.id, stamp=uow.stamp()))
    assert (shown().session_id, shown().over) == (first.id, True)
    second = do(study, meeting.open_meeting)
    assert second.id != first.id
    assert (shown().session_id, shown().over, len(shown().parts)) == (second.id, False, 7)


def test_the_report_names_what_two_people_changed_but_not_what_anybody_said(study: StudyFile) -> None:
    point = next(one for one in rows(study, Touchpoint) if one.name)
    entry = next(one for one in rows(study, Entry) if one.text)
    for kind, record, field in (("touchpoint", point.id, "measures"), ("entry", entry.id, "text")):
        do(
            study,
            settle_change,
            kind=kind,
            record=record,
            field=field,
            value={} if kind == "touchpoint" else "x",
        )
    said = [
        row.words
        for row in study.read(lambda r: load(r, TEXTS, dt.date(2025, 10, 20))).settlements
        if row.outcome == "chosen"
    ]
    assert said == [f"Kosketuspiste, {point.name['fi']}, omat mittarit", "Havainto, mitä"]
