# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The board: cards from what was logged and own notes, their clusters, votes, marks and kept arrangements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from cxfield.errors import UserError
from cxfield.i18n import N_, Texts, pick
from cxfield.ids import link_id
from cxfield.methods.questions.themes import theme
from cxfield.model.capture import Entry
from cxfield.model.debrief import Finding, Note, NoteGroup
from cxfield.model.meeting import Arrangement
from cxfield.model.metrics import Metric
from cxfield.model.people import Participant
from cxfield.model.registry import kinds
from cxfield.model.session import Session
from cxfield.model.study import TeamMember
from cxfield.model.talk import Answer, Attachment, Extract, Moment, Seat, Statement
from cxfield.services.dataset import Names, names_of
from cxfield.services.debrief import FindingDraft, Source, add_finding, link_evidence
from cxfield.services.study_setup import next_order
from cxfield.storage import Reader, UnitOfWork
from cxfield.textclean import clean

ROSE, BUD, THORN = "rose", "bud", "thorn"
MARKS = ("", ROSE, BUD, THORN)
#: How many votes everybody has.
VOTES = 3
#: From this rating up an entry is a surprise.
SURPRISING = 4
_CHUNK = 500
_NAMELESS = N_("Give the arrangement a name first.")


@dataclass(frozen=True, slots=True)
class Card:
    """A card: its origin (observe, interview, group, metric or own), what it says, by whom, its votes."""

    id: str
    group_id: str
    order_key: str
    origin: str
    text: str
    source: str
    person: str
    votes: int
    voters: tuple[str, ...]
    mark: str
    gone: bool
    picture_id: str
    source_kind: str
    source_id: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """A group of cards under its header."""

    id: str
    header: str
    order_key: str
    cards: tuple[Card, ...]

    @property
    def votes(self) -> int:
        """The votes of its cards."""
        return sum(card.votes for card in self.cards)


@dataclass(frozen=True, slots=True)
class BoardView:
    """The clusters in order, and the cards in none."""

    clusters: tuple[Cluster, ...]
    loose: tuple[Card, ...]

    @property
    def count(self) -> int:
        """How many cards there are."""
        return len(self.loose) + sum(len(cluster.cards) for cluster in self.clusters)


def board_view(reader: Reader, texts: Texts) -> BoardView:
    """Read the board; only what the cards point to is looked up."""
    notes = reader.all(Note, order_by="order_key")
    said = _Sources(reader, texts, notes)
    cards = [said.card(note) for note in notes]
    by_group: dict[str, list[Card]] = {}
    for card in cards:
        by_group.setdefault(card.group_id, []).append(card)
    groups = reader.all(NoteGroup, order_by="order_key")
    clusters = tuple(
        Cluster(group.id, group.header, group.order_key, tuple(by_group.get(group.id, ())))
        for group in groups
    )
    held = {group.id for group in groups}
    return BoardView(clusters, tuple(card for card in cards if card.group_id not in held))


def cards_of(reader: Reader, texts: Texts, sources: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Card]:
    """What these point to, as cards, whether they are on the board or not."""
    notes = [Note(id=record, source_kind=kind, source_id=record) for kind, record in dict.fromkeys(sources)]
    said = _Sources(reader, texts, notes)
    return {(note.source_kind, note.source_id): said.card(note) for note in notes}


def add_cards(uow: UnitOfWork, *, sources: Sequence[tuple[str, str]], session_id: str | None = None) -> int:
    """Put what was logged on the board; what is there already stays as it is. Returns how many are new."""
    order = next_order(uow, Note)
    made = 0
    for kind, record in sources:
        key = link_id("card", kind, record)
        if uow.find(Note, key) is None:
            uow.add(Note(id=key, source_kind=kind, source_id=record, session_id=session_id, order_key=order))
            made += 1
    return made


def worth_a_card(reader: Reader, what: str) -> list[tuple[str, str]]:
    """What could go on the board: starred, pain, delight, surprise, quotes, statements or metrics."""
    entries = reader.all(Entry) if what in ("starred", "pain", "delight", "surprise") else []
    match what:
        case "starred":
            found = [("entry", e.id) for e in entries if e.star]
            return found + [("answer", a.id) for a in reader.all(Answer) if a.star]
        case "pain" | "delight":
            return [("entry", e.id) for e in entries if what in e.marks]
        case "surprise":
            return [("entry", e.id) for e in entries if e.ordinariness >= SURPRISING]
        case "quotes":
            return [("extract", x.id) for x in reader.all(Extract) if x.quote]
        case "statements":
            return [("statement", s.id) for s in reader.all(Statement)]
        case "metrics":
            return [("metric", m.id) for m in reader.all(Metric)]
    return []


def move_cards(uow: UnitOfWork, *, note_ids: Sequence[str], group_id: str | None) -> None:
    """Move cards to the end of a cluster, or out of all of them."""
    for note_id in note_ids:
        order = next_order(uow, Note, group_id=group_id)
        uow.change(Note, note_id, group_id=group_id, order_key=order)


def drop_cards(uow: UnitOfWork, *, note_ids: Sequence[str]) -> None:
    """Take cards off the board; what they point to stays."""
    for note_id in note_ids:
        uow.remove(Note, note_id)


def write_note(uow: UnitOfWork, *, note_id: str, text: str) -> Note:
    """Change what an own note says."""
    return uow.change(Note, note_id, text=clean(text).strip())


def add_worthy(uow: UnitOfWork, *, what: str) -> int:
    """Put everything of a sort on the board; returns how many cards are new."""
    return add_cards(uow, sources=worth_a_card(uow, what))


def cards_to_finding(
    uow: UnitOfWork, *, note_ids: Sequence[str], finding_id: str, against: bool = False
) -> int:
    """Make cards evidence of a finding: what they point to, or the note itself. Returns how many."""
    for note_id in note_ids:
        note = uow.get(Note, note_id)
        source = Source(note.source_kind, note.source_id) if note.source_kind else Source("note", note.id)
        link_evidence(uow, finding_id=finding_id, source=source, against=against)
    return len(note_ids)


def finding_of_cards(uow: UnitOfWork, *, note_ids: Sequence[str], statement: str) -> Finding:
    """A new finding with these cards as its evidence."""
    made = add_finding(uow, draft=FindingDraft(statement))
    cards_to_finding(uow, note_ids=note_ids, finding_id=made.id)
    return made


def group_cards(
    uow: UnitOfWork, *, note_ids: Iterable[str], header: str = "", session_id: str | None = None
) -> NoteGroup:
    """Make a cluster of cards; silent grouping needs no header yet."""
    group = uow.add(
        NoteGroup(header=clean(header).strip(), session_id=session_id, order_key=next_order(uow, NoteGroup))
    )
    for note_id in note_ids:
        uow.change(Note, note_id, group_id=group.id)
    return group


def name_group(uow: UnitOfWork, *, group_id: str, header: str) -> NoteGroup:
    """Give a cluster its header."""
    return uow.change(NoteGroup, group_id, header=clean(header).strip())


def drop_group(uow: UnitOfWork, *, group_id: str) -> None:
    """Take a cluster apart: its cards stay on the board."""
    for note in uow.all(Note, group_id=group_id):
        uow.change(Note, note.id, group_id=None)
    uow.remove(NoteGroup, group_id)


def mark_card(uow: UnitOfWork, *, note_id: str, mark: str) -> Note:
    """Rose, bud, thorn, or none of them."""
    return uow.change(Note, note_id, mark=mark)


def put_dots(uow: UnitOfWork, *, note_id: str, dots: int) -> Note:
    """Enter the dots that were put on paper."""
    return uow.change(Note, note_id, dots=max(0, dots))


def votes_left(view: BoardView, member_id: str) -> int:
    """How many of the three votes somebody still has."""
    cards = [*view.loose, *(card for cluster in view.clusters for card in cluster.cards)]
    return max(0, VOTES - sum(member_id in card.voters for card in cards))


def keep_arrangement(uow: UnitOfWork, *, name: str, session_id: str | None = None) -> Arrangement:
    """Keep how the board stands now."""
    words = clean(name).strip()
    if not words:
        raise UserError(_NAMELESS)
    return uow.add(
        Arrangement(
            session_id=session_id,
            name=words,
            at=uow.stamp().utc_ms,
            groups={group.id: [group.header, group.order_key] for group in uow.all(NoteGroup)},
            cards={note.id: [note.group_id or "", note.order_key] for note in uow.all(Note)},
        )
    )


def arrange(uow: UnitOfWork, *, arrangement_id: str) -> None:
    """Put the board back as it stood; cards that came later keep their place."""
    kept = uow.get(Arrangement, arrangement_id)
    here = {group.id for group in uow.all(NoteGroup)}
    new: dict[str, str] = {}
    for group_id, (header, order) in kept.groups.items():
        if group_id in here:
            uow.change(NoteGroup, group_id, header=header, order_key=order)
        else:
            new[group_id] = uow.add(NoteGroup(header=header, order_key=order)).id
    for note_id, (group_id, order) in kept.cards.items():
        if uow.find(Note, note_id) is not None:
            uow.change(Note, note_id, group_id=new.get(group_id, group_id) or None, order_key=order)


class _Sources:
    """Says what cards point to; everything is read once, in bulk."""

    def __init__(self, reader: Reader, texts: Texts, notes: Sequence[Note]) -> None:
        self.texts = texts
        self.names: Names = names_of(reader, texts.locale)
        self.members = {m.id: m.code for m in reader.all(TeamMember, retired=True)}
        self.people = {p.id: p.code for p in reader.all(Participant, retired=True)}
        self.sessions = {s.id: s for s in reader.all(Session, retired=True)}
        self.found = {
            kind: _living(reader, kind, [n.source_id for n in notes if n.source_kind == kind])
            for kind in {n.source_kind for n in notes if n.source_kind in kinds()}
        }
        wanted = [a.answer_id for a in self.found.get("extract", {}).values() if a.answer_id]
        self.answers = {**_living(reader, "answer", wanted), **self.found.get("answer", {})}
        asked = [x.statement_id for x in self.found.get("extract", {}).values() if x.statement_id]
        self.statements = {**_living(reader, "statement", asked), **self.found.get("statement", {})}
        self.seats = {seat.id: seat.participant_id for seat in reader.all(Seat, retired=True)}
        self.pictures = {
            a.entry_id: a.id for a in reader.all(Attachment) if a.entry_id and a.media_type[:6] == "image/"
        }

    def card(self, note: Note) -> Card:
        """A note as a card."""
        source = self.found.get(note.source_kind, {}).get(note.source_id)
        gone = bool(note.source_kind) and source is None
        text, origin, where, person = "", "own", "", self.members.get(note.by_id or "", "")
        if source is not None:
            text, origin, where, who = self._said(source)
            person = who or person
        return Card(
            id=note.id,
            group_id=note.group_id or "",
            order_key=note.order_key,
            origin=origin,
            text=note.text or text,
            source=where,
            person=person,
            votes=len(note.votes) + note.dots,
            voters=tuple(note.votes),
            mark=note.mark,
            gone=gone,
            picture_id=self.pictures.get(note.source_id, ""),
            source_kind=note.source_kind,
            source_id=note.source_id,
        )

    def _said(self, source: Any) -> tuple[str, str, str, str]:
        """What it says, its origin, where it was, who."""
        texts = self.texts
        match source:
            case Entry():
                site = self._site(source.session_id)
                place = self.names.touchpoint.get(source.touchpoint_id or "", "")
                words = source.text or self.names.code.get(source.code_id or "", "–")
                moment = texts.stopwatch(source.t_ms)
                where = ", ".join(w for w in (site, place) if w)
                return words, "observe", f"{moment} · {where}" if where else moment, self.members.get(
                    source.observer_id or "", "")  # fmt: skip
            case Extract():
                if source.statement_id:
                    return (
                        f"”{source.text}”",
                        "group",
                        "",
                        self._speaker(self.statements.get(source.statement_id)),
                    )
                answer = self.answers.get(source.answer_id or "")
                return (
                    f"”{source.text}”",
                    "interview",
                    self._theme(source.theme),
                    self._talker(source, answer),
                )
            case Answer():
                return source.text or str(source.value), "interview", "", self._talker(source, source)
            case Statement():
                quoted = f"”{source.text}”" if source.verbatim else source.text
                return quoted, "group", texts.stopwatch(source.t_ms), self._speaker(source)
            case Moment():
                value = texts.signed(source.valence) if source.valence is not None else "–"
                return f"{source.key} {value}", "interview", "", self._talker(source, source)
            case Metric():
                return pick(source.name, texts.locale), "metric", texts.t("Metric"), ""
        words = getattr(source, "statement", "") or getattr(source, "text", "") or "–"
        return str(words), "own", "", ""

    def _theme(self, key: str) -> str:
        found = theme(key)
        return self.texts.t(found.short) if found is not None else key

    def _site(self, session_id: str) -> str:
        session = self.sessions.get(session_id)
        return self.names.site.get(session.site_id or "", "").partition(",")[0] if session else ""

    def _talker(self, source: Any, answer: Any) -> str:
        person = getattr(source, "participant_id", None)
        session = self.sessions.get(getattr(answer, "session_id", ""))
        return self.people.get(person or (session.participant_id if session else "") or "", "")

    def _speaker(self, statement: Any) -> str:
        return self.people.get(self.seats.get(getattr(statement, "seat_id", "") or "") or "", "")


def _living(reader: Reader, kind: str, ids: Sequence[str]) -> Mapping[str, Any]:
    table, cls = kinds()[kind].table, kinds()[kind].cls
    found: dict[str, Any] = {}
    for at in range(0, len(ids), _CHUNK):
        query = select(table).where(table.c.id.in_(ids[at : at + _CHUNK]), table.c.retired.is_(False))
        found |= {row.id: cls(**row._mapping) for row in reader.select(query)}
    return found
