# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the team wrote itself, and in which language: for texts too short to tell theirs."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from cxfield.report.dataset import ReportData
from cxfield.report.languages import language_of

_JUDGED = 300
"""Texts of each kind by which the team's language is judged."""
_LEAST_LETTERS = 4


def written_in(data: ReportData) -> Mapping[str, str]:
    """The language of every short text that people wrote; names and codes are in none."""
    team = team_language(data)
    found = {text: team for text in _by_team(data) if team and _is_words(text)}
    spoken = {session.id: session.language for session in data.sessions}
    for answer in data.answers:
        if answer.text and _is_words(answer.text):
            found[answer.text.strip()] = spoken.get(answer.session_id, team)
    return found


def team_language(data: ReportData) -> str:
    """The language that most of the team's longer texts are in; "" where none can be told."""
    notes = islice((entry.text for entry in data.entries if entry.text), _JUDGED)
    counts = Counter(language_of(text) for text in (*notes, *islice(_by_team(data), _JUDGED)))
    counts.pop("", None)
    return counts.most_common(1)[0][0] if counts else ""


def _by_team(data: ReportData) -> Iterator[str]:
    """The texts of findings, actions, expectations, afterthoughts and people."""
    for f in data.findings:
        yield from _filled(f.statement, f.detail, f.observation, f.interpretation, f.so_what)
        yield from _filled(f.open_questions, f.cause, f.remedy)
    for action in data.actions:
        yield from _filled(action.text, action.owner, action.effect)
    for expected in data.preconceptions:
        yield from _filled(expected.text, expected.comment)
    for loop in data.loops:
        yield from _filled(loop.text, loop.owner, loop.outcome or "")
    for group in data.groups:
        yield from _filled(*(idea.text for idea in group.ideas))
    yield from _filled(*(row.text for row in data.reflections), *(row.reason for row in data.settlements))
    for person in data.people:
        yield from _filled(person.gender, person.occupation, person.relationship, person.segment)


def _filled(*texts: str) -> Iterable[str]:
    return (text.strip() for text in texts if text.strip())


def _is_words(text: str) -> bool:
    """Whether a text has words of a language: not a name alone, a code or a number."""
    words = text.split()
    several = len(words) > 1 or text[:1].islower()
    return several and any(len(word) >= _LEAST_LETTERS and word.isalpha() for word in words)
