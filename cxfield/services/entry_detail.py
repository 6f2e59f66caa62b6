# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said of an entry after it was logged: kinds, causes, emotion, modifiers, tags, signs, reactions."""

from typing import Any

from cxfield.clock import Stamp, session_t
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.ids import order_after
from cxfield.methods.detail import ASPECTS, CAUSES, DISTRACTIONS, EMOTIONS, sign_of
from cxfield.model.capture import Distraction, Entry
from cxfield.model.codes import Modifier, NormalReaction
from cxfield.model.enums import Mark, Polarity
from cxfield.model.people import Participant
from cxfield.model.session import Session
from cxfield.model.study import Zone
from cxfield.model.talk import Attachment
from cxfield.services.attachments import add_picture
from cxfield.services.capture_views import allows_photos
from cxfield.services.observation import log_note
from cxfield.services.observation_shapes import Inherited
from cxfield.services.quickline import Line
from cxfield.storage import UnitOfWork
from cxfield.textclean import clean, one_line

#: The lists of an entry whose members are switched on and off, with what they may hold (None: anything).
_LISTS: dict[str, frozenset[str] | None] = {
    "aspects": frozenset(choice.key for choice in ASPECTS),
    "causes": frozenset(choice.key for choice in CAUSES),
    "tags": None,
}
#: From this rating on an entry is surprising.
SURPRISING = 4
#: The free texts of an entry beside its note.
TEXTS = frozenset(("how", "interpretation", "so_what", "expected_instead"))


def switch(uow: UnitOfWork, *, entry_id: str, field: str, key: str, on: bool) -> Entry:
    """Put a kind, a cause or a tag on an entry, or take it off."""
    if field not in _LISTS:
        raise ValueError(f"not a list of an entry: {field}")
    allowed = _LISTS[field]
    if allowed is not None and key not in allowed:
        raise ValueError(f"not one of the {field}: {key}")
    kept = [name for name in getattr(uow.get(Entry, entry_id), field) if name != key]
    return uow.change(Entry, entry_id, **{field: [*kept, key] if on else kept})


def set_modifier(uow: UnitOfWork, *, entry_id: str, modifier_id: str, choice: int | None) -> Entry:
    """Choose one of a modifier's choices for an entry (by its place, from 0), or none."""
    modifier = uow.get(Modifier, modifier_id)
    if choice is not None and not 0 <= choice < len(modifier.choices):
        raise ValueError(f"no such choice: {choice}")
    kept = [one for one in uow.get(Entry, entry_id).modifiers if not str(one).startswith(f"{modifier_id}:")]
    return uow.change(
        Entry, entry_id, modifiers=kept if choice is None else [*kept, f"{modifier_id}:{choice}"]
    )


def set_emotion(uow: UnitOfWork, *, entry_id: str, emotion: str) -> Entry:
    """Say which feeling was seen; "" takes it away."""
    if emotion and emotion not in {known.key for known in EMOTIONS}:
        raise ValueError(f"not a quick emotion: {emotion}")
    return uow.change(Entry, entry_id, emotion=emotion)


def set_flag(uow: UnitOfWork, *, entry_id: str, flag: str, on: bool) -> Entry:
    """Star an entry, or say that the customer was aware of the observer."""
    if flag not in ("star", "aware"):
        raise ValueError(f"not a flag: {flag}")
    return uow.change(Entry, entry_id, **{flag: on})


def set_reaction(uow: UnitOfWork, *, entry_id: str, reaction_id: str | None) -> Entry:
    """Say which normal reaction of the site it was; unless somebody rated it, it is ordinary then."""
    entry = uow.get(Entry, entry_id)
    marks = [mark for mark in entry.marks if mark not in (Mark.NORMAL.value, Mark.SURPRISE.value)]
    fields: dict[str, Any] = {"reaction_id": reaction_id, "marks": marks}
    if reaction_id is not None:
        fields["marks"] = [*marks, Mark.NORMAL.value]
        if not entry.chosen:
            fields |= {"ordinariness": 1, "chosen": True}
    return uow.change(Entry, entry_id, **fields)


def add_reaction(uow: UnitOfWork, *, site_id: str | None, text: str, language: str) -> NormalReaction:
    """Put a reaction on the site's list, to be used again."""
    words = one_line(text)
    if not words:
        raise UserError(N_("The reaction has no words. Write what customers normally do here."))
    mine = [row for row in uow.all(NormalReaction, order_by="order_key") if row.site_id == site_id]
    for row in mine:
        if row.text.get(language, "").casefold() == words.casefold():
            return row
    last = mine[-1].order_key if mine else ""
    return uow.add(NormalReaction(site_id=site_id, text={language: words}, order_key=order_after(last)))


def set_surprise(uow: UnitOfWork, *, entry_id: str, on: bool) -> Entry:
    """Say that it was a surprise, or take it back; a surprise that nobody rated counts as 4."""
    entry = uow.get(Entry, entry_id)
    marks = [mark for mark in entry.marks if mark not in (Mark.NORMAL.value, Mark.SURPRISE.value)]
    if not on:
        return uow.change(Entry, entry_id, marks=marks)
    fields: dict[str, Any] = {"marks": [*marks, Mark.SURPRISE.value], "reaction_id": None}
    if entry.ordinariness < SURPRISING:
        fields |= {"ordinariness": SURPRISING, "chosen": True}
    return uow.change(Entry, entry_id, **fields)


def write_text(uow: UnitOfWork, *, entry_id: str, field: str, text: str) -> Entry:
    """Write how it happened, what was expected instead, what it means or what follows from it."""
    if field not in TEXTS:
        raise ValueError(f"not a text of an entry: {field}")
    return uow.type_in(Entry, entry_id, **{field: clean(text)})


def tick_sign(uow: UnitOfWork, *, inherited: Inherited, sign: str, stamp: Stamp, entry_id: str = "") -> Entry:
    """Tick a good or bad sign as it happens: an entry of its own with its time and tone."""
    known = sign_of(sign)
    if known is None:
        raise ValueError(f"not a sign: {sign}")
    entry = log_note(uow, inherited=inherited, line=Line(), stamp=stamp, entry_id=entry_id)
    tone = Polarity.POSITIVE if known.good else Polarity.NEGATIVE
    return uow.change(Entry, entry.id, sign=sign, polarity=tone.value)


def log_distraction(
    uow: UnitOfWork,
    *,
    session_id: str,
    kind: str,
    stamp: Stamp,
    observer_id: str | None = None,
    text: str = "",
) -> Distraction:
    """Note what took the observer's own attention away."""
    if kind not in {choice.key for choice in DISTRACTIONS}:
        raise ValueError(f"not a distraction: {kind}")
    session = uow.get(Session, session_id)
    return uow.add(
        Distraction(
            session_id=session_id,
            observer_id=observer_id,
            t_ms=session_t(session.clock, stamp),
            kind=kind,
            text=one_line(text),
        )
    )


def log_earlier(
    uow: UnitOfWork, *, inherited: Inherited, line: Line, t_ms: int, stamp: Stamp, entry_id: str = ""
) -> Entry:
    """Log a note at an earlier time of the session; the time is the observer's, not the clock's."""
    entry = log_note(uow, inherited=inherited, line=line, stamp=stamp, entry_id=entry_id)
    at = entry.t_ms
    earlier = max(0, min(t_ms, at))
    session = uow.get(Session, inherited.session_id)
    fields: dict[str, Any] = {
        "t_ms": earlier,
        "at": entry.at - (at - earlier),
        "settling": earlier < session.settling_min * 60_000,
    }
    if entry.end_t_ms is not None:
        fields["end_t_ms"] = max(earlier, entry.end_t_ms - (at - earlier))
    return uow.change(Entry, entry.id, **fields)


def retime(uow: UnitOfWork, *, entry_id: str, t_ms: int | None = None, end_t_ms: int | None = None) -> Entry:
    """Correct when an entry began or ended; the two halves of a state stay one, and never cross."""
    entry = uow.get(Entry, entry_id)
    session = uow.get(Session, entry.session_id)
    start = entry.t_ms if t_ms is None else max(0, t_ms)
    end = entry.end_t_ms if end_t_ms is None else end_t_ms
    if end is not None and end < start:
        raise UserError(
            N_("The end would be before the beginning. Give a later end or an earlier beginning.")
        )
    return uow.change(
        Entry,
        entry_id,
        t_ms=start,
        end_t_ms=end,
        at=entry.at + (start - entry.t_ms),
        settling=start < session.settling_min * 60_000,
    )


def add_photo(
    uow: UnitOfWork, *, picture: Any, entry_id: str, subject: str = "place", participant_id: str | None = None
) -> Attachment:
    """Attach a photograph to an entry; one of a person needs that person's consent to photographs."""
    entry = uow.get(Entry, entry_id)
    zone = uow.find(Zone, entry.zone_id)
    if zone is not None and zone.no_observation:
        raise UserError(N_("No photographs are taken where nothing is observed. Photograph another place."))
    if subject == "person":
        person = uow.find(Participant, participant_id)
        if person is None or not allows_photos(uow, person.id):
            raise UserError(
                N_("A photograph of a person needs the person's consent. Record it in Plan, or mark a place.")
            )
    return add_picture(
        uow,
        picture=picture,
        session_id=entry.session_id,
        participant_id=participant_id if subject == "person" else None,
        entry_id=entry_id,
        subject=subject,
        t_ms=entry.t_ms,
    )
