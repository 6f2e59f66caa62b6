# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions of a guide in analyses: what was asked alike is counted together, and which versions is said."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from cxfield.model.guide import GuideVersion, Question, Section
from cxfield.report.dataset import AnswerRow, QuestionRow
from cxfield.storage import Reader

#: Guide and number of the version that a question stands in, by the question's id.
Places = Mapping[str, tuple[str, int]]


def places_of(reader: Reader) -> dict[str, tuple[str, int]]:
    """Where each question stands; those of drafts, which nobody was asked, are left out."""
    versions = {
        version.id: (version.guide_id, version.number)
        for version in reader.all(GuideVersion, retired=True)
        if version.published_at is not None
    }
    sections = {section.id: section.version_id for section in reader.all(Section, retired=True)}
    found = {}
    for question in reader.all(Question, retired=True):
        version = versions.get(sections.get(question.section_id, ""))
        if version is not None:
            found[question.id] = version
    return found


def pooled(
    questions: Sequence[QuestionRow], answers: Sequence[AnswerRow], places: Places
) -> tuple[tuple[QuestionRow, ...], tuple[AnswerRow, ...]]:
    """Count together what several versions of a guide ask alike; what was changed stays apart.

    The question of the newest version stands for the others. `versions` tells which ones it was answered
    in, where the guide was answered in more than one.
    """
    alike: dict[tuple[str, ...], list[QuestionRow]] = {}
    for question in questions:
        if question.id in places:
            alike.setdefault(_asked(question, places[question.id][0]), []).append(question)
    answered = {answer.question_id for answer in answers}
    several = _several(answered, places)
    new_id: dict[str, str] = {}
    told: dict[str, tuple[int, ...]] = {}
    for rows in alike.values():
        ordered = sorted(rows, key=lambda row: places[row.id][1])
        last = ordered[-1]
        for row in ordered:
            new_id[row.id] = last.id
            new_id |= {old: new for (old, _), (new, _) in zip(row.options, last.options, strict=True)}
        if places[last.id][0] in several:
            told[last.id] = tuple(places[row.id][1] for row in ordered if row.id in answered)
    kept = tuple(
        replace(q, follows_id=new_id.get(q.follows_id, q.follows_id), versions=told.get(q.id, ()))
        for q in questions
        if new_id.get(q.id, q.id) == q.id and (q.id in places or q.id in answered)
    )
    return kept, tuple(
        replace(a, question_id=new_id.get(a.question_id, a.question_id), value=_renamed(a.value, new_id))
        for a in answers
    )


def _asked(question: QuestionRow, guide_id: str) -> tuple[str, ...]:
    """What makes two questions the same one: key, type, words, choices and all that is set."""
    settings = json.dumps(question.settings, sort_keys=True, ensure_ascii=False, default=str)
    choices = json.dumps([label for _, label in question.options], ensure_ascii=False)
    follows = "follows" if question.follows_id else ""
    return (guide_id, question.key, question.type, question.text, follows, choices, settings)


def _several(answered: set[str], places: Places) -> set[str]:
    """The guides that were answered in more than one version."""
    numbers: dict[str, set[int]] = {}
    for question_id in answered & places.keys():
        guide_id, number = places[question_id]
        numbers.setdefault(guide_id, set()).add(number)
    return {guide_id for guide_id, found in numbers.items() if len(found) > 1}


def _renamed(value: Any, new_id: Mapping[str, str]) -> Any:
    """An answer with the choices of the newest version in place of the older ones."""
    if isinstance(value, dict):
        return {new_id.get(key, key): _renamed(part, new_id) for key, part in value.items()}
    if isinstance(value, list):
        return [_renamed(part, new_id) for part in value]
    return new_id.get(value, value) if isinstance(value, str) else value
