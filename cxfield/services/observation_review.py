# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""After a session: what was logged is gone through, interpreted, made whole and promoted to issues."""

from collections.abc import Mapping
from dataclasses import dataclass

from cxfield.i18n import pick
from cxfield.methods.instruments import TALLIES
from cxfield.methods.rules.accuracy import Completeness, Described, Field, completeness, missing_fields
from cxfield.model.capture import Entry, Shopper
from cxfield.model.codes import Code
from cxfield.model.debrief import Evidence, Finding
from cxfield.model.enums import SessionKind, SessionState
from cxfield.model.sampling import Tally
from cxfield.model.session import Session
from cxfield.model.study import Site, Touchpoint, Zone
from cxfield.services.debrief import FindingDraft, Source, add_finding, link_evidence
from cxfield.services.observation_shapes import Labels
from cxfield.storage import Reader, UnitOfWork
from cxfield.textclean import clean

#: What the review writes; an entry's time, code and ratings are corrected elsewhere.
TEXTS = ("text", "how", "interpretation", "so_what")


@dataclass(frozen=True, slots=True)
class DoneSession:
    """A session that is over, for the list of those to be gone through."""

    id: str
    number: int
    started_at: int
    offset_min: int
    site: Labels
    entries: int
    interpreted: int
    paper: bool


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One entry as the review shows it; `issue` is the finding it was promoted to."""

    id: str
    t_ms: int
    code: Labels
    where: Labels
    letter: str
    text: str
    how: str
    interpretation: str
    so_what: str
    pain: bool
    missing: tuple[Field, ...]
    issue: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A session to be gone through, with how complete its entries are."""

    session_id: str
    number: int
    rows: tuple[ReviewRow, ...]
    completeness: Completeness
    figures: Mapping[str, float]


def done_sessions(reader: Reader) -> tuple[DoneSession, ...]:
    """The sessions that are over, the latest first."""
    sites = {site.id: site.name for site in reader.all(Site, retired=True)}
    found = [
        session
        for session in reader.all(Session, kind=SessionKind.OBSERVATION.value)
        if session.state == SessionState.DONE.value
    ]
    found.sort(key=lambda session: session.started_at or 0, reverse=True)
    totals = _totals(reader)
    return tuple(
        DoneSession(
            session.id,
            session.number,
            session.started_at or 0,
            session.offset_min,
            sites.get(session.site_id or "", {}),
            *totals.get(session.id, (0, 0)),
            session.mode == PAPER,
        )
        for session in found
    )


#: The mode of a session that was typed in from paper.
PAPER = "paper"


def _totals(reader: Reader) -> dict[str, tuple[int, int]]:
    rows = reader.sql(
        "SELECT session_id, count(*), sum(interpretation <> '') FROM entry"
        " WHERE NOT retired GROUP BY session_id"
    )
    return {row[0]: (row[1], row[2] or 0) for row in rows}


def review(reader: Reader, session_id: str) -> ReviewView:
    """A session's entries in their order, each with what it lacks."""
    session = reader.get(Session, session_id)
    codes = {code.id: code.short or code.name for code in reader.all(Code, retired=True)}
    places = {p.id: p.name for p in reader.all(Touchpoint, retired=True)}
    places |= {zone.id: zone.name for zone in reader.all(Zone, retired=True)}
    letters = {s.id: s.letter for s in reader.all(Shopper, session_id=session_id, retired=True)}
    entries = sorted(reader.all(Entry, session_id=session_id), key=lambda e: (e.t_ms, e.id))
    living = {finding.id for finding in reader.all(Finding)}
    promoted = {
        link.source_id: link.finding_id
        for link in reader.all(Evidence, source_kind="entry")
        if link.finding_id in living
    }
    told = [_described(entry, codes, places) for entry in entries]
    rows = tuple(
        ReviewRow(
            entry.id,
            entry.t_ms,
            codes.get(entry.code_id or "", {}),
            places.get(entry.touchpoint_id or "", places.get(entry.zone_id or "", {})),
            letters.get(entry.shopper_id or "", ""),
            entry.text,
            entry.how,
            entry.interpretation,
            entry.so_what,
            "pain" in entry.marks,
            missing_fields(described),
            promoted.get(entry.id, ""),
        )
        for entry, described in zip(entries, told, strict=True)
    )
    entered = {facts.key for facts in TALLIES if facts.entered}
    figures = {t.key: t.amount for t in reader.all(Tally, session_id=session_id) if t.key in entered}
    return ReviewView(session.id, session.number, rows, completeness(told), figures)


def _described(entry: Entry, codes: Mapping[str, Labels], places: Mapping[str, Labels]) -> Described:
    what = entry.text or pick(codes.get(entry.code_id or "", {}), "en")
    where = places.get(entry.touchpoint_id or "") or places.get(entry.zone_id or "") or {}
    return Described(what, entry.t_ms, pick(where, "en"), entry.how)


def type_review(uow: UnitOfWork, *, entry_id: str, field: str, text: str) -> Entry:
    """Write one of an entry's texts: description, how, interpretation or so-what."""
    if field not in TEXTS:
        raise ValueError(f"not a text of an entry: {field}")
    return uow.type_in(Entry, entry_id, **{field: clean(text)})


def promote(uow: UnitOfWork, *, entry_id: str, language: str) -> Finding:
    """Make an issue of an entry, with the entry as its evidence; promoting it again gives the same issue."""
    entry = uow.get(Entry, entry_id)
    living = {finding.id: finding for finding in uow.all(Finding)}
    for link in uow.all(Evidence, source_kind="entry", source_id=entry_id):
        if link.finding_id in living and living[link.finding_id].issue:
            return living[link.finding_id]
    code = uow.find(Code, entry.code_id)
    words = entry.text.strip() or (pick(code.name, language) if code is not None else "")
    finding = add_finding(
        uow,
        draft=FindingDraft(
            statement=words.split("\n", 1)[0],
            observation=entry.text,
            interpretation=entry.interpretation,
            so_what=entry.so_what,
            issue=True,
            macro=False,
        ),
    )
    link_evidence(uow, finding_id=finding.id, source=Source("entry", entry_id))
    return finding
