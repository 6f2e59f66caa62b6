# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Loads what stands around the log: side marks of entries, plan, quotas, words said."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import String, or_, select, type_coerce

from cxfield.i18n import Texts, pick
from cxfield.methods.detail import ASPECTS, CAUSES, sign_of, words_of
from cxfield.model.capture import Entry
from cxfield.model.codes import NormalReaction
from cxfield.model.enums import SessionKind
from cxfield.model.guide import Guide, Question, Section
from cxfield.model.listening import Expected
from cxfield.model.meeting import AgendaPart, Attendee, MetricVerdict
from cxfield.model.metrics import Measurement, Metric, Target
from cxfield.model.people import Erasure, Participant
from cxfield.model.registry import table_of
from cxfield.model.session import Session
from cxfield.model.study import Channel, Quota, Site, Stage, Study, TagSet, TeamMember, Touchpoint, Wave
from cxfield.model.talk import Answer, Transcript
from cxfield.report.ground import (
    AimFact,
    EnteredFact,
    ExpectedFact,
    Ground,
    GuideFact,
    MetricFact,
    QuotaFact,
    Tally,
    WaveFact,
)
from cxfield.services.plan_guide_checks import estimate_min, read_version, versions_of
from cxfield.services.plan_metrics import COUNTED
from cxfield.services.plan_overview import quota_rows
from cxfield.services.plan_words import EXPERIENCES, LEVELS
from cxfield.services.transcripts import tags, texts_of
from cxfield.storage import Reader

_SHARES = frozenset({"csat", "ces2", "ces_yesno", "ces_ease", *(row.key for row in COUNTED)})
_EMPTY = ("", "[]", "null")
_OPEN = "open"
_MINUTE = 60_000


def load(reader: Reader, texts: Texts, observed: Collection[str]) -> Ground:
    """Read it; entries of second codings count for nothing."""
    locale = texts.locale
    study = next(iter(reader.all(Study)), None) or Study()
    side = _side_marks(reader, texts, observed)
    return Ground(
        **side,
        tags=_tags(reader, locale),
        said=tuple(texts_of(reader)),
        spoken=_spoken(reader),
        metrics=_metrics(reader, texts),
        waves=_waves(reader, locale),
        quotas=_quotas(reader, texts),
        guides=_guides(reader, locale),
        expected=_expected(reader),
        section_minutes=_section_minutes(reader, locale),
        debrief_minutes=sum(part.spent_ms for part in reader.all(AgendaPart)) / _MINUTE,
        functions=tuple(dict.fromkeys(a.function for a in reader.all(Attendee) if a.present and a.function)),
        channel_of=_channel_of(reader, locale),
        team_of={m.code: (m.team, m.department) for m in reader.all(TeamMember) if m.team or m.department},
        levels=tuple(texts.t(LEVELS[key]) for key in study.levels if key in LEVELS),
        experiences=tuple(texts.t(EXPERIENCES[key]) for key in study.experience_kinds if key in EXPERIENCES),
        target_group=pick(study.target_group, locale),
        vision=pick(study.vision, locale),
        principles=pick(study.principles, locale),
    )


@dataclass(slots=True)
class _Count:
    """What is counted of one mark."""

    n: int = 0
    good: int = 0
    bad: int = 0
    sessions: set[str] = field(default_factory=set)

    def add(self, row: Any) -> None:
        """One more entry that carries it."""
        self.n += 1
        self.good += row.polarity > 0
        self.bad += row.polarity < 0
        self.sessions.add(row.session_id)


def _side_marks(reader: Reader, texts: Texts, observed: Collection[str]) -> dict[str, tuple[Tally, ...]]:
    """Kinds, causes, signs, normal reactions and side tags; entries without any are not even read."""
    table = table_of(Entry).c
    lists = {name: type_coerce(table[name], String) for name in ("aspects", "causes", "tags")}
    carried = [~column.in_(_EMPTY) for column in lists.values()]
    query = select(
        table.session_id,
        table.polarity,
        table.sign,
        table.reaction_id,
        *(column.label(name) for name, column in lists.items()),
    ).where(table.retired.is_(False), or_(table.sign != "", table.reaction_id.is_not(None), *carried))
    found: dict[str, dict[str, _Count]] = {
        name: {} for name in ("aspects", "causes", "tags", "signs", "reactions")
    }
    for row in reader.select(query):
        if row.session_id not in observed:
            continue
        marks = {name: json.loads(getattr(row, name) or "[]") or [] for name in lists}
        marks["signs"] = [row.sign] if row.sign else []
        marks["reactions"] = [row.reaction_id] if row.reaction_id else []
        for name, keys in marks.items():
            for key in keys:
                found[name].setdefault(key, _Count()).add(row)
    reactions = {r.id: pick(r.text, texts.locale) for r in reader.all(NormalReaction, retired=True)}
    sets = _tag_names(reader, texts.locale)
    return {
        "aspects": _tallies(found["aspects"], lambda key: texts.t(words_of(ASPECTS, key))),
        "causes": _tallies(found["causes"], lambda key: texts.t(words_of(CAUSES, key))),
        "signs": _tallies(found["signs"], lambda key: _sign(key, texts), lambda key: _side(key, texts)),
        "reactions": _tallies(found["reactions"], lambda key: reactions.get(key, "")),
        "side_tags": _tallies(
            found["tags"], lambda key: sets.get(key, ("", key))[1], lambda key: sets.get(key, ("", ""))[0]
        ),
    }


def _tallies(
    found: Mapping[str, _Count], name: Callable[[str], str], of: Callable[[str], str] = lambda _: ""
) -> tuple[Tally, ...]:
    """The commonest first; one whose name is gone is left out."""
    rows = [Tally(name(key), c.n, c.good, c.bad, len(c.sessions), of(key)) for key, c in found.items()]
    return tuple(sorted((row for row in rows if row.label), key=lambda row: (-row.n, row.label)))


def _sign(key: str, texts: Texts) -> str:
    sign = sign_of(key)
    return key if sign is None else texts.t(sign.words)


def _side(key: str, texts: Texts) -> str:
    sign = sign_of(key)
    if sign is None:
        return ""
    return texts.t("good experience") if sign.good else texts.t("bad experience")


def _tag_names(reader: Reader, locale: str) -> dict[str, tuple[str, str]]:
    return {
        f"{row.key}:{tag.get('key', '')}": (pick(row.name, locale), pick(tag.get("name"), locale))
        for row in reader.all(TagSet, retired=True)
        for tag in row.tags
    }


def _tags(reader: Reader, locale: str) -> tuple[Tally, ...]:
    rows = [Tally(pick(t.name, locale), t.count, t.tones[2], t.tones[0]) for t in tags(reader) if t.count]
    return tuple(sorted(rows, key=lambda row: (-row.n, row.label)))


def _metrics(reader: Reader, texts: Texts) -> tuple[MetricFact, ...]:
    locale = texts.locale
    stages = {s.id: pick(s.name, locale) for s in reader.all(Stage, retired=True)}
    touchpoints = {t.id: pick(t.name, locale) for t in reader.all(Touchpoint, retired=True)}
    waves = {w.id: pick(w.name, locale) for w in reader.all(Wave, retired=True)}
    sites = {s.id: pick(s.name, locale).partition(",")[0].strip() for s in reader.all(Site, retired=True)}
    aims: dict[str, list[AimFact]] = {}
    for t in reader.all(Target):
        place = (waves.get(t.wave_id or "", ""), sites.get(t.site_id or "", ""))
        aims.setdefault(t.metric_id, []).append(AimFact(t.value, *place, t.benchmark, t.source))
    entered: dict[str, list[EnteredFact]] = {}
    types = {m.id: m.type for m in reader.all(Metric)}
    for m in reader.all(Measurement):
        place = (waves.get(m.wave_id or "", ""), sites.get(m.site_id or "", ""))
        counts = _counts(types.get(m.metric_id, ""), m.counts, texts)
        fact = EnteredFact(m.value, *place, counts, m.definition, m.denominator, m.source)
        entered.setdefault(m.metric_id, []).append(fact)
    verdicts = {row.metric_id: row for row in reader.all(MetricVerdict, order_by="at")}
    return tuple(
        MetricFact(
            m.id,
            m.type,
            pick(m.name, locale) or m.key or m.type,
            m.perspective,
            m.level,
            touchpoints.get(m.touchpoint_id or "", "") or stages.get(m.stage_id or "", ""),
            m.goal,
            pick(m.formula, locale),
            m.type in _SHARES,
            m.higher_is_better,
            tuple(sorted(aims.get(m.id, ()), key=lambda a: (a.benchmark, a.wave, a.site))),
            tuple(entered.get(m.id, ())),
            verdicts[m.id].verdict if m.id in verdicts else "",
            verdicts[m.id].reason if m.id in verdicts else "",
        )
        for m in reader.all(Metric, order_by="order_key")
    )


def _counts(kind: str, counts: Mapping[str, Any], texts: Texts) -> str:
    named = next((row.counts for row in COUNTED if row.key == kind), ())
    said = [f"{texts.t(words)} {texts.number(counts[key])}" for key, words in named if key in counts]
    return ", ".join(said)


def _waves(reader: Reader, locale: str) -> tuple[WaveFact, ...]:
    held = Counter(
        s.wave_id
        for s in reader.all(Session)
        if s.parallel_of is None and s.started_at and s.kind != SessionKind.DEBRIEF
    )
    return tuple(
        WaveFact(pick(w.name, locale), w.starts_on, w.ends_on, held[w.id])
        for w in reader.all(Wave, order_by="order_key")
    )


def _quotas(reader: Reader, texts: Texts) -> tuple[QuotaFact, ...]:
    if not reader.all(Quota):
        return ()
    rows = quota_rows(reader, texts)
    return tuple(QuotaFact(row.group, row.name, row.have, row.target) for row in rows if row.target)


def _guides(reader: Reader, locale: str) -> tuple[GuideFact, ...]:
    found = []
    for guide in reader.all(Guide, order_by="order_key"):
        draft, ready = versions_of(reader, guide.id)
        version = ready or draft
        sections = read_version(reader, version.id, ()) if version else ()
        rows = [row for section in sections for row in section.questions]
        if rows:
            open_ones = sum(row.type.startswith(_OPEN) for row in rows)
            found.append(GuideFact(pick(guide.name, locale), len(rows), open_ones, estimate_min(sections)))
    return tuple(found)


def _expected(reader: Reader) -> tuple[ExpectedFact, ...]:
    gone = {erasure.participant_id for erasure in reader.all(Erasure)}
    codes = {p.id: p.code for p in reader.all(Participant) if p.id not in gone}
    who = {s.id: s.participant_id or "" for s in reader.all(Session)}
    return tuple(
        ExpectedFact(codes[person], row.text, row.outcome, row.comment)
        for row in reader.all(Expected, order_by="order_key")
        for person in [row.participant_id or who.get(row.session_id, "")]
        if person in codes and row.text.strip()
    )


def _section_minutes(reader: Reader, locale: str) -> tuple[tuple[str, float, int], ...]:
    """How long each part of the guides took; parts of the same name count together."""
    sections = {s.id: pick(s.name, locale) for s in reader.all(Section, order_by="order_key", retired=True)}
    part = {q.id: sections.get(q.section_id, "") for q in reader.all(Question, retired=True)}
    interviews = {s.id for s in reader.all(Session, kind=SessionKind.INTERVIEW.value)}
    spent: dict[str, int] = dict.fromkeys(sections.values(), 0)
    sessions: dict[str, set[str]] = {}
    table = table_of(Answer).c
    query = select(table.session_id, table.question_id, table.spent_ms).where(
        table.retired.is_(False), table.spent_ms > 0
    )
    for row in reader.select(query):
        name = part.get(row.question_id, "")
        if name and row.session_id in interviews:
            spent[name] = spent.get(name, 0) + row.spent_ms
            sessions.setdefault(name, set()).add(row.session_id)
    return tuple((name, spent[name] / _MINUTE, len(sessions[name])) for name in spent if name in sessions)


def _spoken(reader: Reader) -> dict[str, str]:
    """The language of each answer and transcript: that its session was held in."""
    held = {s.id: s.language for s in reader.all(Session)}
    found: dict[str, str] = {}
    for kind in (Answer, Transcript):
        table = table_of(kind).c
        for row in reader.select(select(table.id, table.session_id).where(table.retired.is_(False))):
            found[row.id] = held.get(row.session_id, "")
    return found


def _channel_of(reader: Reader, locale: str) -> dict[str, str]:
    names = {c.id: pick(c.name, locale) for c in reader.all(Channel, retired=True)}
    return {s.id: names[s.channel_id] for s in reader.all(Session) if s.channel_id in names}
