# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an observer may keep in view: the rules, frames of attention, the study's own guides."""

import json
from dataclasses import dataclass

from sqlalchemy import select

from cxfield import paths
from cxfield.i18n import N_
from cxfield.methods.rules import RULES
from cxfield.model.capture import Entry
from cxfield.model.guide import Guide, GuideVersion, Question, Section
from cxfield.model.registry import table_of
from cxfield.services.observation_shapes import Labels
from cxfield.storage import Reader

_E = table_of(Entry).c
_FRAMES = (
    ("aeiou", N_("AEIOU")),
    ("poems", N_("POEMS")),
    ("spice", N_("SPICE")),
    ("rose_bud_thorn", N_("Rose, bud, thorn")),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of lines; `name` and the lines are msgids where `said`, else words by language."""

    key: str
    name: str | Labels
    lines: tuple[tuple[str | Labels, str | Labels], ...]


def sheets(reader: Reader) -> tuple[Sheet, ...]:
    """The pages an observer may turn to: the rules, the frames, the guides of the study."""
    return (_rules(), *_frames(), *_guides(reader))


def notes_of(reader: Reader, session_id: str) -> tuple[str, ...]:
    """What was written in a session, for counting what is about which line."""
    found = reader.select(
        select(_E.text).where(_E.session_id == session_id, _E.retired.is_(False), _E.text != "")
    )
    return tuple(str(row.text) for row in found)


def _rules() -> Sheet:
    return Sheet("rules", RULES_NAME, tuple((rule.name, rule.meaning) for rule in RULES if rule.in_bar))


#: The heading of the page of rules.
RULES_NAME = N_("Rules of observing")


def _frames() -> tuple[Sheet, ...]:
    facts = json.loads(paths.resource("method", "frameworks.json").read_text(encoding="utf-8"))
    return tuple(
        Sheet(
            key, name, tuple(({"en": english, "fi": finnish}, "") for english, finnish in facts[key]["items"])
        )
        for key, name in _FRAMES
    )


def _guides(reader: Reader) -> tuple[Sheet, ...]:
    made: list[Sheet] = []
    for guide in reader.all(Guide, order_by="order_key"):
        versions = reader.all(GuideVersion, guide_id=guide.id)
        if not versions:
            continue
        version = max(versions, key=lambda v: (v.published_at is not None, v.number))
        lines: list[tuple[str | Labels, str | Labels]] = []
        for section in reader.all(Section, order_by="order_key", version_id=version.id):
            lines += [
                (section.name, question.text)
                for question in reader.all(Question, order_by="order_key", section_id=section.id)
            ]
        if lines:
            made.append(Sheet(guide.id, guide.name, tuple(lines)))
    return tuple(made)
