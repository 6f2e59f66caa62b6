# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The history of a row in words: who, when, and what each field was and became."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cxfield.i18n import N_, Texts, pick
from cxfield.methods import detail
from cxfield.model.codes import Modifier
from cxfield.model.enums import Mark
from cxfield.model.study import TagSet
from cxfield.report.dataset import local_time
from cxfield.report.words import phase as phase_words
from cxfield.services.data_change import EDITABLE
from cxfield.services.data_filter import TONE_WORDS
from cxfield.storage import HistoryItem, Reader, StudyFile

CREATE, CHANGE, DELETE = "create", "set", "delete"

FIELDS: Mapping[str, str] = {
    "code_id": N_("Code"),
    "touchpoint_id": N_("Touchpoint"),
    "zone_id": N_("Zone"),
    "shopper_id": N_("Customer"),
    "text": N_("What"),
    "how": N_("How"),
    "interpretation": N_("Interpretation"),
    "so_what": N_("So what?"),
    "expected_instead": N_("Expected instead"),
    "observer_id": N_("Observer"),
    "ordinariness": N_("Ordinariness"),
    "polarity": N_("Polarity"),
    "emotion": N_("Emotion"),
    "marks": N_("Mark"),
    "star": N_("Star"),
    "phase": N_("Phase"),
    "value": N_("Answer"),
    "skipped": N_("Skipped"),
    "valence": N_("Valence"),
    "emotions": N_("Emotions"),
    "end_t_ms": N_("Ends"),
    "verbatim": N_("Word for word"),
    "agree": N_("Agree"),
    "disagree": N_("Disagree"),
    "aware": N_("Noticed the observer"),
    "aspects": N_("Kind of observation"),
    "causes": N_("Cause"),
    "modifiers": N_("Details"),
    "sign": N_("Good or bad sign"),
    "tags": N_("Tags"),
    "settling": N_("Settling-in time"),
}
MARKS: Mapping[str, str] = {
    Mark.PAIN: N_("pain point"),
    Mark.DELIGHT: N_("delight"),
    Mark.NORMAL: N_("normal"),
    Mark.SURPRISE: N_("surprise"),
    Mark.KEY: N_("key encounter"),
}


#: Where the names of what a field points to are kept.
_NAMED: Mapping[str, tuple[str, str]] = {
    "code_id": ("code", "name"),
    "touchpoint_id": ("touchpoint", "name"),
    "zone_id": ("zone", "name"),
    "shopper_id": ("shopper", "letter"),
    "observer_id": ("team_member", "code"),
}

#: What an entry gets without anybody choosing it.
_NOT_NEWS = frozenset(("observer_id", "zone_id", "settling", "phase", "aware"))


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a change: its name, the old words and the new ones."""

    field: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Step:
    """One change: who, when in words, what happened; `before` is what restoring would bring back."""

    author: str
    when: str
    op: str
    lines: tuple[Line, ...]
    before: Mapping[str, Any]

    @property
    def can_restore(self) -> bool:
        """Whether there is something to bring back."""
        return bool(self.before)


def history(study: StudyFile, kind: str, record_id: str, texts: Texts) -> list[Step]:
    """The changes of a row, newest first, with values in words; what nobody would look for is left out."""
    items = study.history(kind, record_id)
    said = study.read(lambda reader: _Values(reader, texts, items))
    steps = [_step(item, kind, said, texts) for item in items]
    return [step for step in steps if step.lines or step.op != CHANGE]


def _step(item: HistoryItem, kind: str, said: "_Values", texts: Texts) -> Step:
    moment = local_time(item.at, item.offset_min)
    clock = texts.t("at {time}", time=texts.time(moment))
    when = f"{texts.day(moment.date())} {clock}"
    shown = {name: pair for name, pair in item.fields.items() if name in FIELDS}
    lines = [
        Line(name, texts.t(FIELDS[name]), said.words(name, old, item, 0), said.words(name, new, item, 1))
        for name, (old, new) in shown.items()
    ]
    if item.op == CREATE:
        lines = [line for line in lines if line.field not in _NOT_NEWS and line.new != said.nothing]
        lines.sort(key=lambda line: list(FIELDS).index(line.field))
    allowed = EDITABLE[kind]
    before = (
        {name: old for name, (old, _) in item.fields.items() if name in allowed} if item.op == CHANGE else {}
    )
    return Step(item.author or "–", when, item.op, tuple(lines), before)


def _choices(reader: Reader, locale: str) -> dict[str, dict[str, str]]:
    """The words of the choices of every modifier and the tags of every set."""
    found = {
        row.id: {str(place): pick(choice, locale) for place, choice in enumerate(row.choices)}
        for row in reader.all(Modifier, retired=True)
    }
    for row in reader.all(TagSet, retired=True):
        found[row.key] = {str(tag["key"]): pick(tag["name"], locale) for tag in row.tags}
    return found


class _Values:
    """Says stored values in words; only the names that these changes need are read."""

    def __init__(self, reader: Reader, texts: Texts, items: Sequence[HistoryItem]) -> None:
        self._texts = texts
        self.nothing = texts.t("empty")
        self._names: dict[str, str] = {}
        for field, (kind, column) in _NAMED.items():
            wanted = {value for item in items for value in item.fields.get(field, ()) if value}
            if wanted:
                rows = reader.sql(
                    f"SELECT id, {column} FROM {kind} WHERE id IN (SELECT value FROM json_each(?))",
                    json.dumps(sorted(wanted)),
                )
                self._names |= {
                    key: pick(json.loads(name), texts.locale) if column == "name" else name
                    for key, name in rows
                }
        self._choices: dict[str, dict[str, str]] = {}
        if any(name in item.fields for item in items for name in ("tags", "modifiers")):
            self._choices = _choices(reader, texts.locale)

    def words(self, field: str, value: Any, item: HistoryItem, side: int) -> str:
        """A value of a field; a rating says whether it was chosen."""
        if value in (None, "", [], {}):
            return self.nothing
        texts = self._texts
        if field == "ordinariness":
            chosen = item.fields.get("chosen", (None, None))[side]
            # The first rating somebody gives replaces a default: that is what the old value was.
            return str(value) if chosen is not False else texts.t("{n} default", n=value)
        if field in _NAMED:
            return self._names.get(value, "–")
        if field == "polarity":
            return texts.t(TONE_WORDS.get(value, str(value)))
        if field == "phase":
            return phase_words(str(value), texts).lower()
        return self._plain(field, value)

    def _choice(self, field: str, one: str) -> str:
        """A tag or a modifier's choice, kept as the key of its set or modifier and its own."""
        of, _, key = one.partition(":")
        choices = self._choices.get(of, {})
        return choices.get(key, key if field == "tags" else "–")

    def _plain(self, field: str, value: Any) -> str:
        texts = self._texts
        if field == "marks":
            return ", ".join(texts.t(MARKS.get(mark, mark)) for mark in value)
        if field in ("aspects", "causes"):
            known = detail.ASPECTS if field == "aspects" else detail.CAUSES
            return ", ".join(texts.t(detail.words_of(known, key)) for key in value)
        if field == "sign":
            sign = detail.sign_of(value)
            return texts.t(sign.words) if sign is not None else str(value)
        if field in ("tags", "modifiers"):
            return ", ".join(self._choice(field, str(one)) for one in value)
        if field == "valence":
            return texts.signed(value)
        if field == "end_t_ms":
            return texts.stopwatch(value)
        if isinstance(value, bool):
            return texts.t("yes") if value else texts.t("no")
        if isinstance(value, list | dict):
            return texts.t("{n} items", n=len(value))
        return str(value)
