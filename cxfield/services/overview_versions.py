# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which versions of a guide the figures of the overview count together."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cxfield.i18n import Texts, pick
from cxfield.report.dataset import AnswerRow
from cxfield.storage import Reader

_PUBLISHED = "SELECT id, guide_id, number FROM guide_version WHERE published_at IS NOT NULL"
_ASKED = "SELECT q.id, s.version_id FROM question q JOIN section s ON s.id = q.section_id"


@dataclass(frozen=True, slots=True)
class Version:
    """A published version: the name of its guide by language, and its number."""

    guide_id: str
    name: Mapping[str, str]
    number: int


def versions_of(reader: Reader) -> dict[str, Version]:
    """The version that each question stands in, of guides that have more than one."""
    rows = reader.sql(_PUBLISHED)
    guides = [guide_id for _, guide_id, _ in rows]
    several = [row for row in rows if guides.count(row[1]) > 1]
    if not several:
        return {}
    names = {key: json.loads(name or "{}") for key, name in reader.sql("SELECT id, name FROM guide")}
    known = {key: Version(guide, names.get(guide, {}), int(number)) for key, guide, number in several}
    return {question: known[version] for question, version in reader.sql(_ASKED) if version in known}


def together(versions: Mapping[str, Version], answers: Iterable[AnswerRow], texts: Texts) -> list[str]:
    """One phrase for each guide whose versions were answered side by side."""
    found: dict[str, set[int]] = {}
    names: dict[str, str] = {}
    for answer in answers:
        version = versions.get(answer.question_id)
        if version is not None and not answer.skipped:
            found.setdefault(version.guide_id, set()).add(version.number)
            names[version.guide_id] = pick(version.name, texts.locale)
    return [
        texts.t(
            "{guide}: versions {numbers} together",
            guide=names[guide],
            numbers=texts.listing([str(number) for number in sorted(numbers)]),
        )
        for guide, numbers in found.items()
        if len(numbers) > 1
    ]
