# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Minutes of the debrief meeting: who was there, what was noted on each part, own views, what was parked."""

from cxfield.document.nodes import (
    BulletItem,
    Bullets,
    Column,
    Heading,
    Node,
    Paragraph,
    Table,
    bold,
    cell,
    spans,
)
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.dataset import MeetingRow, Warn, local_time
from cxfield.report.material import Chapter, Material
from cxfield.report.rows import MeetingPart


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter: one part of it for each meeting."""
    nodes: list[Node] = [Heading(1, texts.t("Minutes of the debrief"), numbered=True, key="minutes")]
    nodes += words.own_words(material.data.chapter_texts, "minutes")
    if not material.data.meetings:
        nodes.append(words.para(texts.t("No debrief meeting with an agenda has been held.")))
    for meeting in material.data.meetings:
        nodes += _meeting(meeting, texts)
    return nodes


def _meeting(meeting: MeetingRow, texts: Texts) -> list[Node]:
    nodes: list[Node] = [Heading(2, _when(meeting, texts)), words.para(_sentence(meeting, texts))]
    if meeting.people:
        nodes.append(_people(meeting, texts))
    if meeting.parts:
        nodes.append(_agenda(meeting, texts))
        nodes += _notes(meeting, texts)
    nodes += _views(meeting, texts)
    if meeting.parked:
        nodes.append(Heading(3, texts.t("Parking lot")))
        done, left = texts.t("taken up"), texts.t("still open")
        nodes.append(
            Bullets(tuple(BulletItem(spans(text), done if up else left) for text, up in meeting.parked))
        )
    return nodes


def _when(meeting: MeetingRow, texts: Texts) -> str:
    if meeting.started_at is None:
        return texts.t("Meeting {n}", n=meeting.number)
    began = local_time(meeting.started_at, meeting.offset_min)
    return f"{words.full_day(began.date(), texts)} {words.clock(began, texts)}"


def _sentence(meeting: MeetingRow, texts: Texts) -> str:
    there = [one for one in meeting.people if one.present]
    functions = {one.function for one in there if one.function}
    present = texts.tn("{n} person was there", "{n} people were there", len(there))
    if functions:
        present = texts.tn(
            "{people}, of {n} function.", "{people}, of {n} functions.", len(functions), people=present
        )
    else:
        present += "."
    done = sum(part.done for part in meeting.parts)
    gone = texts.t(
        "{done} of the {n} parts of the agenda were talked through in {spent}; {planned} was planned.",
        done=done,
        n=len(meeting.parts),
        spent=words.minutes(sum(part.spent_ms for part in meeting.parts), texts),
        planned=words.minutes(sum(part.planned_ms for part in meeting.parts), texts),
    )
    return f"{present} {gone if meeting.parts else ''}".rstrip()


def _people(meeting: MeetingRow, texts: Texts) -> Table:
    columns = (
        Column(texts.t("Who"), 1.0), Column(texts.t("Function"), 2.4), Column(texts.t("At the meeting"), 1.2),
        Column(texts.t("Own view"), 1.2),
    )  # fmt: skip
    rows = tuple(
        (
            cell(bold(one.code)),
            cell(one.function or "–"),
            cell(texts.t("present") if one.present else texts.t("away")),
            cell(texts.t("given") if one.given else "–"),
        )
        for one in meeting.people
    )
    return Table(columns, rows, texts.t("Who was there, by function."))


def _state(part: MeetingPart, texts: Texts) -> str:
    if part.done:
        return texts.t("talked through")
    return texts.t("not finished") if part.spent_ms else texts.t("not taken up")


def _agenda(meeting: MeetingRow, texts: Texts) -> Table:
    columns = (
        Column(texts.t("Part of the agenda"), 3.0), Column(texts.t("Planned"), 1.0, "right"),
        Column(texts.t("Took"), 1.0, "right"), Column(texts.t("State"), 1.6),
    )  # fmt: skip
    rows = tuple(
        (
            cell(bold(f"{number}. {part.name}")),
            cell(words.minutes(part.planned_ms, texts)),
            cell(words.minutes(part.spent_ms, texts) if part.spent_ms else "–"),
            cell(_state(part, texts)),
        )
        for number, part in enumerate(meeting.parts, 1)
    )
    return Table(columns, rows, texts.t("The agenda and the time it took."))


def _notes(meeting: MeetingRow, texts: Texts) -> list[Node]:
    noted = [part for part in meeting.parts if part.notes.strip()]
    if not noted:
        return []
    nodes: list[Node] = [Heading(3, texts.t("What was noted"))]
    for part in noted:
        lines = [line.strip() for line in part.notes.splitlines() if line.strip()]
        nodes.append(Paragraph(spans(bold(part.name))))
        nodes += [words.para(line) for line in lines]
    return nodes


def _views(meeting: MeetingRow, texts: Texts) -> list[Node]:
    there = [one for one in meeting.people if one.present]
    given = [one for one in there if one.given]
    if not given:
        return []
    nodes: list[Node] = [Heading(3, texts.t("Own views before the talk"))]
    if len(given) < len(there):
        hidden = texts.t(
            "{k} of {n} have given their own view. They are shown once everybody present has.",
            k=len(given),
            n=len(there),
        )
        return [*nodes, words.para(hidden)]
    items = (
        BulletItem(spans(bold(f"{one.code}: "), one.view), one.function) for one in meeting.people if one.view
    )
    return [*nodes, Bullets(tuple(items))]


def checks(material: Material, texts: Texts) -> list[Warn]:
    """A meeting at which own views stayed hidden has not heard everybody."""
    waits = sum(
        any(one.given for one in meeting.people)
        and any(one.present and not one.given for one in meeting.people)
        for meeting in material.data.meetings
    )
    if not waits:
        return []
    title = texts.t("Own views are hidden")
    reason = texts.t("Somebody present has not given theirs. Give it, or mark them away, in the debrief.")
    return [Warn("hidden-views", title, reason, chapter="minutes")]


CHAPTER = Chapter("minutes", N_("Minutes of the debrief"), build, checks, empty=lambda m: not m.data.meetings)
