# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A group for the room's results and for the report: codes in place of people, labels in one language."""

import datetime as dt

from cxfield.analysis.turn_taking import Spoken
from cxfield.i18n import N_, Texts, pick
from cxfield.model.enums import SessionKind, SessionState
from cxfield.model.session import Session
from cxfield.report.dataset import local_time
from cxfield.report.group_facts import CardFact, GroupFacts, IdeaFact, SaidFact, SeatFact
from cxfield.services.group_plan import TRAITS
from cxfield.services.group_room import AFTER, BEFORE, LAUGH
from cxfield.services.group_views import GroupState, group_state
from cxfield.storage import Reader

#: The fields of the same-day summary: key, label, what is filled in from the marks.
SUMMARY: tuple[tuple[str, str], ...] = (
    ("main", N_("The most important things")),
    ("quotes", N_("Quotes to remember")),
    ("surprises", N_("What was different from what was expected")),
    ("disagreement", N_("Where the group disagreed")),
    ("ideas", N_("Ideas and suggestions")),
    ("habits", N_("Habits and patterns")),
    ("staff", N_("About the staff")),
    ("parked", N_("Left in the parking lot")),
    ("mood", N_("Mood and balance of the group")),
    ("next", N_("What to do differently next time")),
)


def group_facts(state: GroupState, texts: Texts, *, now_ms: int | None = None) -> GroupFacts:
    """Say a group in one language; `now_ms` is the clock of one that goes on."""
    end = state.end() if now_ms is None else now_ms
    locale = texts.locale
    codes = {seat.id: seat.code for seat in state.seats}
    known = [seat for seat in state.seats if seat.code]
    head, sheet = state.head, state.sheet
    return GroupFacts(
        session_id=head.id,
        title=pick(head.name, locale) or texts.t("Focus group {n}", n=head.number),
        day=_day(state),
        now_ms=end,
        planned_min=head.planned_min,
        ended=head.state in (SessionState.DONE, SessionState.INTERRUPTED),
        seats=tuple(
            SeatFact(s.code, s.moderator, s.spans(end), s.quotes)
            for s in sorted(known, key=lambda s: (s.moderator, len(s.code), s.code))
        ),
        turns=tuple(
            Spoken(codes[t.seat_id], t.t_ms, max(t.t_ms, end if t.end_t_ms is None else t.end_t_ms))
            for t in state.turns
            if codes.get(t.seat_id)
        ),
        said=_said(state, codes),
        topics=tuple((key, pick(name, locale)) for key, name in state.topics),
        parts=tuple((part.id, pick(part.name, locale), part.minutes) for part in state.parts),
        visits=state.visits,
        moved=dict(sheet.moved),
        pauses=tuple((a, end if b is None else b) for a, b in head.pauses),
        slips=tuple((t, kind) for _, kind, t, _ in state.marks if kind != LAUGH),
        laughs=sum(kind == LAUGH for _, kind, _, _ in state.marks),
        parked=tuple((p.text, codes.get(p.seat_id or "", ""), p.taken_up) for p in state.parked),
        cards=_cards(state, locale, codes),
        ideas=tuple(IdeaFact(i.id, i.text, codes.get(i.seat_id, ""), len(i.votes)) for i in state.ideas),
        orders=tuple(_order(state, order) for seat, order, _ in state.orders if codes.get(seat) and order),
        neutrality=sheet.neutrality,
        neutrality_note=sheet.neutrality_note,
        summary=tuple((key, sheet.summary[key]) for key, _ in SUMMARY if sheet.summary.get(key)),
        summary_done=_when(sheet.done_at, state, texts),
        summary_late=bool(sheet.done_at and sheet.due_at and sheet.done_at > sheet.due_at),
        series_id=sheet.series_id or "",
        series=pick(state.series, locale) if state.series else "",
        trait=_trait(state, texts),
    )


def groups_of(reader: Reader, texts: Texts) -> tuple[GroupFacts, ...]:
    """Every group that was held, in the order of its number, for the report."""
    held = (SessionState.DONE.value, SessionState.INTERRUPTED.value)
    sessions = reader.all(Session, kind=SessionKind.GROUP.value, order_by="number")
    return tuple(group_facts(group_state(reader, s.id), texts) for s in sessions if s.state in held)


def _said(state: GroupState, codes: dict[str, str]) -> tuple[SaidFact, ...]:
    return tuple(
        SaidFact(
            s.id, s.t_ms, codes.get(s.seat_id, ""), s.text, s.verbatim, s.polarity, s.topics, s.marks,
            tuple(sorted(codes[seat] for seat in s.agree if codes.get(seat))),
            tuple(sorted(codes[seat] for seat in s.disagree if codes.get(seat))),
            s.about_staff, s.star, s.reply_to,
        )
        for s in state.statements
    )  # fmt: skip


def _cards(state: GroupState, locale: str, codes: dict[str, str]) -> tuple[CardFact, ...]:
    rated: dict[tuple[str, str], dict[str, float]] = {}
    for rating in state.ratings:
        code = codes.get(rating.seat_id or "")
        if code:
            rated.setdefault((rating.stimulus_id, rating.moment), {})[code] = rating.value
    return tuple(
        CardFact(
            c.id, pick(c.name, locale), c.low, c.high,
            rated.get((c.id, BEFORE), {}), rated.get((c.id, AFTER), {}),
        )
        for c in state.cards
    )  # fmt: skip


def _order(state: GroupState, order: tuple[str, ...]) -> tuple[str, ...]:
    """An order without the ideas that were taken out since."""
    known = {idea.id for idea in state.ideas}
    return tuple(idea for idea in order if idea in known)


def _day(state: GroupState) -> dt.date | None:
    if state.head.started_at is not None:
        return local_time(state.head.started_at, state.head.offset_min).date()
    try:
        return dt.date.fromisoformat(state.head.planned_on)
    except ValueError:
        return None


def _when(at: int | None, state: GroupState, texts: Texts) -> str:
    if at is None:
        return ""
    when = local_time(at, state.head.offset_min)
    return f"{texts.date(when.date())} {texts.time(when)}"


def _trait(state: GroupState, texts: Texts) -> str:
    sheet = state.sheet
    name = dict(TRAITS).get(sheet.trait_field)
    return f"{sheet.trait_value} ({texts.t(name).lower()})" if name and sheet.trait_value else ""
