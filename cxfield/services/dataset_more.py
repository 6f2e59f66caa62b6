# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a report says of the plan and of loose ends: touchpoints, codebook, consents, loops, settlements."""

from collections.abc import Mapping
from typing import Any

from cxfield.i18n import Texts, pick
from cxfield.model.codes import Code, CodeGroup
from cxfield.model.debrief import Settlement
from cxfield.model.guide import Guide, GuideVersion, Question
from cxfield.model.listening import FollowUpTask
from cxfield.model.people import Consent, Erasure, Participant, PersonKey
from cxfield.model.registry import kinds
from cxfield.model.study import Site, Study, TeamMember, Touchpoint, Wave
from cxfield.report.dataset import CodeRow, ConsentRow, LoopRow, SettlementRow, TouchpointRow
from cxfield.services.field_words import field_words
from cxfield.services.record_words import kind_word
from cxfield.storage import Reader

_DAY_MS = 86_400_000


def load(reader: Reader, locale: str) -> dict[str, Any]:
    """The fields of ReportData that this module fills."""
    team = {member.id: member.code for member in reader.all(TeamMember, retired=True)}
    gone = {erasure.participant_id for erasure in reader.all(Erasure)}
    questions = {q.id: pick(q.text, locale) or q.key for q in reader.all(Question, retired=True)}
    people = {p.id: p.code for p in reader.all(Participant, retired=True) if p.id not in gone}
    return {
        "touchpoints": _touchpoints(reader, locale),
        "codes": _codes(reader, locale),
        "settlements": _settlements(reader, locale, team),
        "loops": tuple(
            LoopRow(
                people[t.participant_id],
                t.text or _scored(t, questions),
                t.owner,
                t.due_on,
                t.state,
                t.outcome,
                None if t.closed_at is None else max(0, (t.closed_at - t.opened_at) // _DAY_MS),
            )
            for t in reader.all(FollowUpTask)
            if t.participant_id in people
        ),
        "consents": tuple(
            ConsentRow(
                people[c.participant_id],
                c.item,
                c.given,
                c.at,
                c.offset_min,
                c.taken_by,
                c.how,
                c.text_version,
            )
            for c in reader.all(Consent, order_by="at")
            if c.participant_id in people
        ),
        "erasures": tuple((e.at, e.offset_min, e.reason) for e in reader.all(Erasure, order_by="at")),
        "guides": _guides(reader, locale),
        "untranslated": _untranslated(reader, locale),
        "known_names": tuple(key.name for key in reader.all(PersonKey) if key.name.strip()),
        "waves": tuple((wave.id, pick(wave.name, locale)) for wave in reader.all(Wave, order_by="order_key")),
    }


def _scored(task: FollowUpTask, questions: dict[str, str]) -> str:
    asked = questions.get(task.question_id or "", "")
    return f"{asked} {task.score}".strip() if task.score is not None else asked


def _settlements(reader: Reader, locale: str, team: Mapping[str, str]) -> tuple[SettlementRow, ...]:
    rows = reader.all(Settlement)
    if not rows:
        return ()
    texts = Texts(locale)
    names = {code.id: pick(code.name, locale) for code in reader.all(Code, retired=True)}
    found = []
    for row in rows:
        outcome, _, code = row.outcome.partition(":")
        said = names.get(code, "") if code else _what(reader, row, texts)
        found.append(
            SettlementRow(
                tuple(key for key in (row.record_id, row.other_id) if key),
                row.field,
                outcome,
                team.get(row.by_id or "", ""),
                row.reason,
                said,
            )
        )
    return tuple(found)


def _what(reader: Reader, row: Settlement, texts: Texts) -> str:
    """What two people changed, by its name and field; what somebody said is never among it."""
    if row.record_kind not in kinds():
        return field_words(row.field, texts) if row.field else ""
    record: Any = reader.find(kinds()[row.record_kind].cls, row.record_id)
    name = getattr(record, "name", None)
    parts = [kind_word(row.record_kind, texts), pick(name, texts.locale) if isinstance(name, dict) else ""]
    if row.field:
        parts.append(field_words(row.field, texts).lower())
    return ", ".join(part for part in parts if part)


def _touchpoints(reader: Reader, locale: str) -> tuple[TouchpointRow, ...]:
    """Each name once: the same touchpoint stands at several stores."""
    found: dict[str, TouchpointRow] = {}
    for t in reader.all(Touchpoint, order_by="order_key"):
        name = pick(t.name, locale)
        known = found.get(name)
        key = t.key_encounter or (known is not None and known.key_encounter)
        found[name] = TouchpointRow(name, t.digital, key)
    return tuple(found.values())


def _codes(reader: Reader, locale: str) -> tuple[CodeRow, ...]:
    groups = {g.id: pick(g.name, locale) for g in reader.all(CodeGroup, order_by="order_key")}
    place = {key: number for number, key in enumerate(groups)}
    codes = sorted(
        reader.all(Code, order_by="order_key"), key=lambda c: (place.get(c.group_id, len(place)), c.order_key)
    )
    return tuple(
        CodeRow(
            groups.get(c.group_id, ""),
            pick(c.name, locale),
            c.kind,
            c.key,
            pick(c.use_when, locale),
            pick(c.not_when, locale),
        )
        for c in codes
    )


def _untranslated(reader: Reader, locale: str) -> tuple[str, ...]:
    """What has words in another language only, by those words."""
    kinds: tuple[Any, ...] = (Site, Touchpoint, Code)
    labels = [row.name for kind in kinds for row in reader.all(kind)]
    labels += [question.text for question in reader.all(Question)]
    for study in reader.all(Study):
        labels += [study.title, study.question, study.client]
    found = (pick(label, locale) for label in labels if label and not (label.get(locale) or "").strip())
    return tuple(dict.fromkeys(words for words in found if words.strip()))


def _guides(reader: Reader, locale: str) -> tuple[tuple[str, int, str], ...]:
    names = {guide.id: pick(guide.name, locale) for guide in reader.all(Guide, retired=True)}
    return tuple(
        (names.get(v.guide_id, ""), v.number, ", ".join(v.languages))
        for v in reader.all(GuideVersion, order_by="number")
        if v.published_at is not None
    )
