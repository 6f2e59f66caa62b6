# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking a guide over: what is untranslated, unreachable, circular, leading, and how long it takes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cxfield.model.guide import Guide, GuideVersion, Option, Question, Section
from cxfield.services.plain_rows import rows_within
from cxfield.services.plan_reach import EVERYBODY, Opening, opening_of, unreached
from cxfield.storage import Reader

Labels = Mapping[str, str]

#: Seconds that asking and answering usually takes, by question type.
SECONDS: dict[str, int] = {
    "open": 200,
    "open_wheel": 230,
    "open_suggestion": 200,
    "open_quote": 190,
    "yes_no": 55,
    "yes_partly_no": 70,
    "yes_no_open": 150,
    "yes_no_count": 70,
    "likert": 45,
    "nps": 45,
    "csat": 45,
    "ces": 55,
    "expectation": 60,
    "single_choice": 45,
    "multiple_choice": 70,
    "dropdown": 45,
    "matrix": 120,
    "ranking": 90,
    "image_choice": 45,
    "click_map": 40,
    "number": 30,
    "number_text": 60,
    "duration": 35,
    "date": 30,
    "demographic": 60,
    "photo": 60,
}
_INTRO_SECONDS = 60
#: Minutes from which a guide burdens the person, by kind of guide.
BURDEN_MIN: dict[str, int] = {"interview": 60, "survey": 10, "group": 110, "employee": 45}


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_LEADING = {
    "fi": _words(
        r"\b(?:helppo\w*|hyvä\w*|mukava\w*|erinomai\w*|huono\w*|vaikea\w*|hankala\w*|eikö\b|loistava\w*)"
    ),
    "en": _words(r"\b(?:easy|good|nice|excellent|bad|difficult|great|don't you|wouldn't you|isn't it)"),
}
_CLOSED = {
    "fi": _words(r"^\s*(?:\w+(?:ko|kö)|\w+(?:tko|tkö|nko|nkö))\b"),
    "en": _words(r"^\s*(?:do|did|does|is|are|was|were|have|has|can|could|would|will)\b"),
}
#: Words whose presence shows that both ends were named, so that the wording does not lead.
_BALANCED = {"fi": _words(r"\bvai\b|\btai\b"), "en": _words(r"\bor\b")}
OPEN_TYPES = ("open", "open_wheel", "open_suggestion", "open_quote")
STARTERS: tuple[tuple[str, str], ...] = (
    ("Miksi", "Why"),
    ("Miten", "How"),
    ("Mitä", "What"),
    ("Kuvaile", "Describe"),
    ("Kerro", "Tell me"),
    ("Mitä ajattelet", "What do you think"),
)


@dataclass(frozen=True, slots=True)
class Route:
    """Values of the followed question that open the wording of a follow-up."""

    low: int
    high: int
    text: Labels


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question of a version as the editor lists it; `problem` is an msgid when nobody reaches it.

    `pictures` are the stored pictures of its choices.
    """

    id: str
    number: int
    section_id: str
    key: str
    type: str
    text: Labels
    hint: Labels
    probes: tuple[Labels, ...]
    settings: Mapping[str, Any]
    options: tuple[tuple[str, Labels], ...]
    follows_id: str | None
    routes: tuple[Route, ...]
    missing: tuple[str, ...] = ()
    wording: tuple[str, str] | None = None
    problem: str = ""
    opening: Opening = EVERYBODY
    pictures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section with its questions."""

    id: str
    key: str
    theme: str
    name: Labels
    minutes: float
    questions: tuple[QuestionRow, ...]


@dataclass(frozen=True, slots=True)
class GuideCheck:
    """How a guide stands."""

    guide_id: str
    name: Labels
    kind: str
    published: int | None
    draft: int | None
    estimate_min: float
    untranslated: Mapping[str, tuple[int, ...]]
    blocking: tuple[int, ...]
    questions: int = 0
    published_at: int | None = field(default=None)


def versions_of(reader: Reader, guide_id: str) -> tuple[GuideVersion | None, GuideVersion | None]:
    """The newest draft and the newest published version."""
    versions = sorted(reader.all(GuideVersion, guide_id=guide_id), key=lambda v: (v.number, v.id))
    drafts = [v for v in versions if v.published_at is None]
    ready = [v for v in versions if v.published_at is not None]
    return (drafts[-1] if drafts else None), (ready[-1] if ready else None)


def read_version(reader: Reader, version_id: str, languages: Sequence[str]) -> tuple[SectionRow, ...]:
    """A version with everything in it, in three questions to the file however long it is."""
    sections = reader.all(Section, order_by="order_key", version_id=version_id)
    section_ids = [section.id for section in sections]
    questions = rows_within(reader, Question, "section_id", section_ids)
    options: dict[str, list[Any]] = {}
    for row in rows_within(reader, Option, "question_id", [q.id for q in questions]):
        options.setdefault(row.question_id, []).append(row)
    by_section: dict[str, list[Any]] = {}
    for question in questions:
        by_section.setdefault(question.section_id, []).append(question)
    ordered = [q for section_id in section_ids for q in by_section.get(section_id, ())]
    problems = unreached(ordered, {key: [row.id for row in found] for key, found in options.items()})
    rows: dict[str, list[QuestionRow]] = {}
    for number, question in enumerate(ordered, start=1):
        problem = problems.get(question.id, "")
        shown = _row(question, number, options.get(question.id, ()), languages, problem)
        rows.setdefault(question.section_id, []).append(shown)
    return tuple(
        SectionRow(s.id, s.key, s.theme, s.name, s.minutes, tuple(rows.get(s.id, ()))) for s in sections
    )


def _row(
    question: Any,
    number: int,
    options: Sequence[Any],
    languages: Sequence[str],
    problem: str,
) -> QuestionRow:
    condition = question.condition if isinstance(question.condition, dict) else {}
    routes = tuple(Route(r["from"], r["to"], r.get("text", {})) for r in condition.get("routes", ()))
    texts: list[Labels] = [route.text for route in routes] or [question.text]
    texts += [option.name for option in options]
    texts += _worded(question.settings)
    missing = tuple(lang for lang in languages if any(not text.get(lang, "").strip() for text in texts))
    return QuestionRow(
        id=question.id,
        number=number,
        section_id=question.section_id,
        key=question.key,
        type=question.type,
        text=question.text,
        hint=question.hint,
        probes=tuple(question.probes),
        settings=question.settings,
        options=tuple((option.id, option.name) for option in options),
        follows_id=question.follows_id,
        routes=routes,
        missing=missing,
        wording=wording_note(question.type, question.text),
        problem=problem,
        opening=opening_of(question.condition),
        pictures={option.id: option.image_id for option in options if option.image_id},
    )


def _worded(settings: Mapping[str, Any]) -> list[Labels]:
    """The texts among the settings of a type that must be there in every language."""
    found = [end for end in settings.get("ends", ()) if any(end.values())]
    found += [column for column in settings.get("columns", ()) if isinstance(column, dict)]
    found += [area["name"] for area in settings.get("areas", ()) if any(area.get("name", {}).values())]
    area = settings.get("area")
    found += [area] if isinstance(area, dict) and area else []
    unit = settings.get("unit")
    return [*found, unit] if isinstance(unit, dict) else found


def wording_note(kind: str, text: Labels) -> tuple[str, str] | None:
    """A note on the wording: ("leading", the word) or ("closed", the word); it never blocks."""
    for language, pattern in _LEADING.items():
        said = text.get(language, "")
        found = pattern.search(said) if said else None
        if found and not _BALANCED[language].search(said) and not said.rstrip().endswith("."):
            return "leading", found[0].lower()
    if kind in OPEN_TYPES:
        for language, pattern in _CLOSED.items():
            found = pattern.search(text.get(language, ""))
            if found:
                return "closed", found[0].strip().lower()
    return None


def estimate_min(sections: Sequence[SectionRow]) -> float:
    """Minutes that a version usually takes; follow-ups share their question's time."""
    seconds = 0.0
    for section in sections:
        asked = [row for row in section.questions if not row.follows_id]
        follow = [row for row in section.questions if row.follows_id]
        seconds += _INTRO_SECONDS if section.questions else section.minutes * 60
        seconds += sum(SECONDS.get(row.type, 60) for row in asked)
        seconds += 0.5 * sum(SECONDS.get(row.type, 60) for row in follow)
    return seconds / 60


def untranslated(sections: Sequence[SectionRow], languages: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The numbers of the questions that lack a language, for each language that lacks any."""
    rows = [row for section in sections for row in section.questions]
    lists = {lang: tuple(row.number for row in rows if lang in row.missing) for lang in languages}
    return {lang: numbers for lang, numbers in lists.items() if numbers}


def guide_checks(reader: Reader, languages: Sequence[str]) -> tuple[GuideCheck, ...]:
    """How every guide stands; of a guide the draft is looked at when there is one."""
    found = []
    for guide in reader.all(Guide, order_by="order_key"):
        draft, ready = versions_of(reader, guide.id)
        version = draft or ready
        sections = read_version(reader, version.id, languages) if version else ()
        rows = [row for section in sections for row in section.questions]
        found.append(
            GuideCheck(
                guide_id=guide.id,
                name=guide.name,
                kind=guide.kind,
                published=ready.number if ready else None,
                draft=draft.number if draft else None,
                estimate_min=estimate_min(sections),
                untranslated=untranslated(sections, languages),
                blocking=tuple(row.number for row in rows if row.problem),
                questions=len(rows),
                published_at=ready.published_at if ready else None,
            )
        )
    return tuple(found)
