# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the team of the sample study makes of it: the board, findings, actions, days of reflection."""

from collections.abc import Mapping
from functools import partial
from itertools import cycle
from typing import Any

from cxfield.model.enums import ActionKind, Verdict
from cxfield.services.debrief import (
    ActionDraft,
    FindingDraft,
    Source,
    add_action,
    add_finding,
    add_note,
    add_note_group,
    add_reflection,
    link_evidence,
    settle,
    start_debrief,
    stop_debrief,
    vote,
)
from cxfield.services.demo.scenery import MINUTE, SECOND, Scene, day_after, facts, no_way_back
from cxfield.services.observation import change_entry
from cxfield.services.study_setup import settle_preconception
from cxfield.storage import UnitOfWork

Row = Mapping[str, Any]

KINDS = {
    "ehkäisevä": ActionKind.PREVENTIVE,
    "korjaava": ActionKind.CORRECTIVE,
    "kokeilu": ActionKind.TRIAL,
}
VERDICTS = {"kumoutui": Verdict.REFUTED, "vahvistui osittain": Verdict.PARTLY, "vahvistui": Verdict.CONFIRMED}
#: The plan counts calendar days of work: day 5 is the Monday of the debrief, day 9 the Friday after.
DEBRIEF_DAY_NUMBER = 5


def run_debrief(scene: Scene) -> None:
    """The meeting: board, what was expected, findings with evidence, actions."""
    row = facts("debrief")
    session_id = scene.known.sessions["debrief"]
    with scene.at("H1", row["date"], row["time"]) as hand:
        hand.do(lambda uow: start_debrief(uow, session_id=session_id, stamp=uow.stamp()))
        hand.clock.advance(12 * MINUTE)
        hand.do(lambda uow: _findings(uow, scene, row))
        hand.clock.advance(6 * MINUTE)
        hand.do(lambda uow: _board(uow, scene, row, session_id))
    # The second observer corrects at the second laptop, while the meeting goes on.
    with scene.at("H2", row["date"], "14:22") as hand:
        hand.do(lambda uow: _second_thoughts(uow, scene, row))
    with scene.at("H1", row["date"], "14:40") as hand:
        hand.do(lambda uow: _verdicts(uow, scene, row))
        hand.clock.advance(8 * MINUTE)
        hand.do(lambda uow: _actions(uow, scene, row))
        hand.clock.advance(12 * MINUTE)
        hand.do(lambda uow: stop_debrief(uow, session_id=session_id, stamp=uow.stamp()))


def reflect(scene: Scene) -> None:
    """The afterthoughts of the days that follow."""
    row = facts("debrief")
    told = scene.method["reflections"]
    for (number, author, _), text in zip(told, row["reflections"], strict=True):
        day = day_after(row["date"], number - DEBRIEF_DAY_NUMBER)
        with scene.at(author, day, "09:10") as hand:
            by = scene.known.members[author]
            hand.do(partial(add_reflection, on=day, text=scene.say(text), by_id=by))
    with scene.at("H1", day_after(row["date"], 4), "09:00") as hand:
        hand.do(no_way_back)


def _findings(uow: UnitOfWork, scene: Scene, row: Row) -> None:
    for draft in row["findings"]:
        _finding(uow, scene, draft, FindingDraft(statement=scene.say(draft["title"]), code=draft["code"]))
    for told in scene.method["issues"]:
        draft = {
            **row["issues"][told["id"]],
            "code": told["id"],
            "theme": row["issue_themes"][told["id"]],
            "evidence": row["issue_evidence"].get(told["id"], ()),
        }
        counted = FindingDraft(
            statement=scene.say(draft["title"]),
            code=told["id"],
            affected=told["affected"],
            observed=told["of"],
            severity=told["severity"],
            issue=True,
        )
        finding_id = _finding(uow, scene, draft, counted)
        for entry_id in scene.known.touched_by.get(told["id"], ()):
            link_evidence(uow, finding_id=finding_id, source=Source("entry", entry_id))


def _finding(uow: UnitOfWork, scene: Scene, draft: Row, base: FindingDraft) -> str:
    say = scene.say
    made = add_finding(
        uow,
        draft=FindingDraft(
            statement=base.statement,
            code=base.code,
            detail=say(draft.get("detail")),
            observation=say(draft.get("observation")),
            interpretation=say(draft.get("interpretation")),
            so_what=say(draft.get("so_what")),
            theme=draft.get("theme", ""),
            affected=base.affected,
            observed=base.observed,
            severity=base.severity,
            confidence=draft.get("confidence", ""),
            issue=base.issue,
        ),
    )
    scene.known.findings[base.code] = made.id
    for told in draft["evidence"]:
        source = _source(scene, told)
        link_evidence(uow, finding_id=made.id, source=source, against=told.get("against", False))
    return made.id


def _source(scene: Scene, told: Row) -> Source:
    """What a piece of evidence or a note points to, by the names the facts use."""
    known = scene.known
    match told["kind"]:
        case "entry":
            return Source("entry", known.noted[told["note"]])
        case "quote":
            return Source("extract", known.quotes[told["code"]])
        case "answer":
            return Source("answer", known.answers[told["code"], told["question"]])
        case "finding":
            return Source("finding", known.findings[told["code"]])
        case _:
            found = (key for seat, text, key in known.statements if _is_said(told, seat, text))
            return Source("statement", next(found))


def _is_said(told: Row, seat: str, text: str) -> bool:
    return bool(seat == told["seat"] and text.startswith(told["words"]))


def _board(uow: UnitOfWork, scene: Scene, row: Row, session_id: str) -> None:
    members = cycle(scene.known.members.values())
    for cluster in row["board"]:
        header = scene.say(cluster["header"])
        group = add_note_group(uow, header=header, session_id=session_id) if header else None
        for told in cluster["notes"]:
            note = add_note(
                uow,
                text=scene.say(told["text"]),
                by_id=scene.known.members.get(told["by"] or ""),
                group_id=group.id if group else None,
                source=_source(scene, told["source"]) if told["source"] else None,
            )
            for _ in range(told["votes"]):
                vote(uow, note_id=note.id, member_id=next(members))


def _second_thoughts(uow: UnitOfWork, scene: Scene, row: Row) -> None:
    words = scene.say(row["late_interpretation"])
    change_entry(uow, entry_id=scene.known.noted["giveup"], interpretation=words)
    for told in row["settlements"]:
        minutes, seconds = told["t"].split(":")
        at = (int(minutes) * 60 + int(seconds)) * SECOND
        settle(
            uow,
            source=Source("entry", scene.known.entries[told["session"], at]),
            field="code_id",
            reason=scene.say(told["reason"]),
            by_id=scene.known.members["H2"],
        )


def _verdicts(uow: UnitOfWork, scene: Scene, row: Row) -> None:
    told = zip(scene.known.preconceptions, scene.method["preconceptions"], strict=True)
    for (made, (_, verdict)), comment in zip(told, row["preconception_comments"], strict=True):
        settle_preconception(
            uow, preconception_id=made, verdict=VERDICTS[verdict], comment=scene.say(comment)
        )


def _actions(uow: UnitOfWork, scene: Scene, row: Row) -> None:
    for code, issue, _, _, due, kind in scene.method["actions"]:
        words = row["actions"][code]
        add_action(
            uow,
            finding_id=scene.known.findings[issue],
            draft=ActionDraft(
                text=scene.say(words["text"]),
                code=code,
                owner=scene.say(words["owner"]),
                kind=KINDS[kind],
                due_on=day_after(row["date"], int(due.split()[0])),
            ),
        )
