# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Transcripts of interviews: kept with turns and times, coded by stretches of text, searched and counted."""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cxfield.analysis.keywords import Said
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.ids import order_after
from cxfield.importing.transcripts import ReadTranscript
from cxfield.model.enums import ConsentItem, SessionKind
from cxfield.model.listening import Tag
from cxfield.model.people import Participant
from cxfield.model.session import Session
from cxfield.model.talk import Answer, Extract, Transcript
from cxfield.services.interview_before import EMPLOYEE
from cxfield.services.interview_views import allowed
from cxfield.storage import Reader, UnitOfWork
from cxfield.textclean import one_line

THEME, IN_VIVO, KEYWORD = "theme", "in_vivo", "keyword"
_LONGEST_NAME = 80
_AROUND = 60


@dataclass(frozen=True, slots=True)
class TagView:
    """One tag and how often it is used, by tone: negative, neutral, positive, none."""

    id: str
    name: Mapping[str, str]
    kind: str
    count: int
    tones: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Coded:
    """A coded stretch of a transcript."""

    id: str
    start: int
    end: int
    tag_ids: tuple[str, ...]
    polarity: int | None
    quote: bool


@dataclass(frozen=True, slots=True)
class TranscriptView:
    """A transcript with what is coded in it."""

    id: str
    session_id: str
    name: str
    code: str
    staff: bool
    quotes_allowed: bool
    text: str
    turns: tuple[Mapping[str, Any], ...]
    shift_ms: int
    coded: tuple[Coded, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a search found something: the answer to a question, or a transcript; with words around."""

    session_id: str
    transcript_id: str
    question_id: str
    code: str
    start: int
    before: str
    found: str
    after: str


def keep_transcript(
    uow: UnitOfWork,
    *,
    session_id: str,
    read: ReadTranscript,
    shift_ms: int = 0,
    recording_id: str | None = None,
) -> Transcript:
    """Keep a transcript with an interview; its turns get their places in the text."""
    uow.get(Session, session_id)
    text, turns = "", []
    for turn in read.turns:
        head = f"{turn.speaker}: " if turn.speaker else ""
        start = len(text) + len(head)
        text += head + turn.text
        turns.append(
            {
                "speaker": turn.speaker,
                "start": start,
                "end": len(text),
                "t_ms": None if turn.t_ms is None else turn.t_ms + shift_ms,
                "end_t_ms": None if turn.end_t_ms is None else turn.end_t_ms + shift_ms,
            }
        )
        text += "\n"
    return uow.add(
        Transcript(
            session_id=session_id,
            recording_id=recording_id,
            name=read.name or "",
            source=read.source,
            text=text.rstrip("\n"),
            turns=turns,
            shift_ms=shift_ms,
        )
    )


def align(
    uow: UnitOfWork, *, transcript_id: str, shift_ms: int, recording_id: str | None = None
) -> Transcript:
    """Say how much later than its source's zero the session clock was; a recording is tied to it."""
    row = uow.get(Transcript, transcript_id)
    step = shift_ms - row.shift_ms
    turns = [
        {
            **turn,
            **{name: turn[name] + step for name in ("t_ms", "end_t_ms") if turn.get(name) is not None},
        }
        for turn in row.turns
    ]
    beside = {"recording_id": recording_id} if recording_id is not None else {}
    return uow.change(Transcript, transcript_id, shift_ms=shift_ms, turns=turns, **beside)


def make_tag(uow: UnitOfWork, *, name: str, language: str, kind: str = THEME, staff: bool = False) -> Tag:
    """Make a tag, or find the one of that name on the same side: employees' tags are their own."""
    words = one_line(name)[:_LONGEST_NAME]
    if not words:
        raise UserError(N_("The code has no name. Write one, or select the words it is named after."))
    for tag in uow.all(Tag, staff=staff):
        if words.casefold() in (label.casefold() for label in tag.name.values()):
            return tag
    last = max((tag.order_key for tag in uow.all(Tag)), default="")
    return uow.add(Tag(name={language: words}, kind=kind, staff=staff, order_key=order_after(last)))


def code_words(
    uow: UnitOfWork,
    *,
    transcript_id: str,
    start: int,
    end: int,
    tag_id: str | None = None,
    polarity: int | None = None,
    quote: bool = False,
) -> Extract:
    """Code a stretch: a tag with its tone, a quote, or both. The same stretch takes several tags."""
    row = uow.get(Transcript, transcript_id)
    return code_stretch(
        uow,
        uow.get(Session, row.session_id),
        row.text,
        (start, end),
        {"transcript_id": transcript_id},
        tag_id=tag_id,
        polarity=polarity,
        quote=quote,
    )


def code_stretch(
    uow: UnitOfWork,
    session: Session,
    text: str,
    stretch: tuple[int, int],
    belongs: Mapping[str, Any],
    *,
    tag_id: str | None = None,
    polarity: int | None = None,
    quote: bool = False,
) -> Extract:
    """Code a stretch of a text; `belongs` says whose text it is: of a transcript or of an answer."""
    start, end = trimmed(text, *stretch)
    if start >= end:
        raise UserError(N_("No words are selected. Select the words first."))
    if quote and allowed(uow, session.participant_id)[ConsentItem.QUOTES] is not True:
        raise UserError(
            N_("The participant has not allowed quotes. The words can be coded, and are not printed.")
        )
    if tag_id is not None and uow.get(Tag, tag_id).staff is not (session.party == EMPLOYEE):
        raise UserError(N_("Codes of employee interviews are kept apart from the customers'. Make another."))
    owner = next((name, value) for name, value in belongs.items() if name.endswith("_id"))
    same = [x for x in uow.all(Extract, **dict([owner])) if (x.start, x.end) == (start, end)]
    tags = [tag_id] if tag_id else []
    for found in same:
        if quote or found.polarity == polarity:
            return uow.change(
                Extract,
                found.id,
                tag_ids=[*found.tag_ids, *(t for t in tags if t not in found.tag_ids)],
                quote=found.quote or quote,
            )
    return uow.add(
        Extract(
            **belongs,
            participant_id=session.participant_id,
            start=start,
            end=end,
            text=text[start:end],
            tag_ids=tags,
            polarity=polarity,
            quote=quote,
        )
    )


def in_vivo(
    uow: UnitOfWork, *, transcript_id: str, start: int, end: int, language: str, kind: str = IN_VIVO
) -> Extract:
    """Code a stretch with its own words."""
    row = uow.get(Transcript, transcript_id)
    session = uow.get(Session, row.session_id)
    start, end = trimmed(row.text, start, end)
    staff = session.party == EMPLOYEE
    tag = make_tag(uow, name=row.text[start:end], language=language, kind=kind, staff=staff)
    return code_words(uow, transcript_id=transcript_id, start=start, end=end, tag_id=tag.id)


def code_keyword(uow: UnitOfWork, *, transcript_id: str, start: int, end: int, language: str) -> Extract:
    """Tag a stretch as a keyword: its own words, in the list of keywords."""
    return in_vivo(uow, transcript_id=transcript_id, start=start, end=end, language=language, kind=KEYWORD)


def set_tone(uow: UnitOfWork, *, extract_id: str, polarity: int | None) -> Extract:
    """Say how a coded stretch sounds: −1, 0, +1, or not said."""
    return uow.change(Extract, extract_id, polarity=polarity)


def uncode(uow: UnitOfWork, *, extract_id: str, tag_id: str | None = None) -> None:
    """Take a tag off a stretch, or the whole coding."""
    row = uow.find(Extract, extract_id)
    if row is None:
        return
    left = [tag for tag in row.tag_ids if tag_id is not None and tag != tag_id]
    if left or (tag_id is not None and (row.quote or row.marks)):
        uow.change(Extract, extract_id, tag_ids=left)
    else:
        uow.remove(Extract, extract_id)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the spaces at its ends."""
    start, end = max(0, min(start, end)), min(len(text), max(start, end))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


# --- reading


def transcripts(reader: Reader) -> tuple[tuple[str, str, str, str], ...]:
    """(id, session, code of the participant, name) of every transcript."""
    sessions = {row.id: row for row in reader.all(Session)}
    people = {row.id: row.code for row in reader.all(Participant)}
    found = [
        (row.id, row.session_id, people.get(sessions[row.session_id].participant_id or "", ""), row.name)
        for row in reader.all(Transcript)
        if row.session_id in sessions
    ]
    return tuple(sorted(found, key=lambda row: (row[2], row[3], row[0])))


def transcript_view(reader: Reader, transcript_id: str) -> TranscriptView:
    """A transcript with its codings in the order of the text."""
    row = reader.get(Transcript, transcript_id)
    session = reader.get(Session, row.session_id)
    person = reader.find(Participant, session.participant_id)
    extracts = sorted(reader.all(Extract, transcript_id=row.id), key=lambda x: (x.start, -x.end))
    return TranscriptView(
        row.id,
        row.session_id,
        row.name,
        person.code if person else "",
        session.party == EMPLOYEE,
        allowed(reader, session.participant_id)[ConsentItem.QUOTES] is True,
        row.text,
        tuple(row.turns),
        row.shift_ms,
        tuple(Coded(x.id, x.start, x.end, tuple(x.tag_ids), x.polarity, x.quote) for x in extracts),
    )


def tags(reader: Reader, *, staff: bool = False) -> tuple[TagView, ...]:
    """The tags of one side with their counts by tone."""
    counts: dict[str, list[int]] = {}
    for row in reader.all(Extract):
        for tag_id in row.tag_ids:
            tones = counts.setdefault(tag_id, [0, 0, 0, 0])
            tones[3 if row.polarity is None else row.polarity + 1] += 1
    return tuple(
        TagView(tag.id, tag.name, tag.kind, sum(tones), (tones[0], tones[1], tones[2], tones[3]))
        for tag in reader.all(Tag, order_by="order_key", staff=staff)
        for tones in [counts.get(tag.id, [0, 0, 0, 0])]
    )


def together(reader: Reader, *, staff: bool = False) -> Counter[tuple[str, str]]:
    """How often two tags meet: on the same stretch, or on stretches that overlap."""
    known = {tag.id for tag in reader.all(Tag, staff=staff)}
    by_text: dict[str, list[Extract]] = {}
    for row in reader.all(Extract):
        if row.tag_ids:
            by_text.setdefault(row.transcript_id or row.answer_id or "", []).append(row)
    found: Counter[tuple[str, str]] = Counter()
    for rows in by_text.values():
        rows.sort(key=lambda row: row.start)
        for row in rows:
            found.update(itertools.combinations(sorted(known & set(row.tag_ids)), 2))
        for first, second in _overlapping(rows):
            pairs = {
                (min(a, b), max(a, b))
                for a in known & set(first.tag_ids)
                for b in known & set(second.tag_ids)
                if a != b
            }
            found.update(pairs)
    return found


def _overlapping(rows: Sequence[Extract]) -> list[tuple[Extract, Extract]]:
    found = []
    for index, first in enumerate(rows):
        for second in rows[index + 1 :]:
            if second.start >= first.end:
                break
            found.append((first, second))
    return found


def search(reader: Reader, words: str, most: int = 200) -> tuple[Hit, ...]:
    """Find words in every transcript and answer of the interviews."""
    wanted = words.strip().casefold()
    if not wanted:
        return ()
    people = {row.id: row.code for row in reader.all(Participant)}
    codes = {
        row.id: people.get(row.participant_id or "", "")
        for row in reader.all(Session, kind=SessionKind.INTERVIEW.value)
    }
    texts = [(row.session_id, row.id, "", row.text) for row in reader.all(Transcript)]
    texts += [(row.session_id, "", row.question_id, row.text) for row in reader.all(Answer) if row.text]
    hits: list[Hit] = []
    for session_id, transcript_id, question_id, text in texts:
        if session_id not in codes:
            continue
        folded = text.casefold()
        plain = folded if len(folded) == len(text) else text.lower()
        at = plain.find(wanted)
        while at >= 0 and len(hits) < most:
            end = at + len(wanted)
            before, after = text[max(0, at - _AROUND) : at], text[end : end + _AROUND]
            hits.append(
                Hit(
                    session_id, transcript_id, question_id, codes[session_id], at, before, text[at:end], after
                )
            )
            at = plain.find(wanted, end)
    return tuple(hits)


def texts_of(reader: Reader, *, staff: bool = False) -> list[Said]:
    """All that was said in the interviews of one side, for lists of words; answers and transcripts."""
    sides = {
        row.id: (row.participant_id or "", row.party == EMPLOYEE)
        for row in reader.all(Session, kind=SessionKind.INTERVIEW.value)
    }
    rows = [(row.id, row.session_id, row.text) for row in reader.all(Answer)]
    rows += [(row.id, row.session_id, row.text) for row in reader.all(Transcript)]
    return [
        Said(row_id, sides[session][0], text)
        for row_id, session, text in rows
        if text and session in sides and sides[session][1] is staff
    ]
