# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The summary that is made on the day of the group: filled in from the marks, due the same evening."""

import datetime as dt

from cxfield.analysis.talk_balance import TalkFlag
from cxfield.errors import UserError
from cxfield.i18n import N_, Texts
from cxfield.model.group import GroupSheet
from cxfield.model.session import Session
from cxfield.report.dataset import local_time
from cxfield.report.group_facts import GroupFacts, SaidFact, group_figures
from cxfield.services.group_facts import SUMMARY
from cxfield.services.group_room import sheet_of
from cxfield.storage import UnitOfWork
from cxfield.textclean import clean

_FIELDS = frozenset(key for key, _ in SUMMARY)
_SOME = 5
#: Beside each field: what it was filled in with, to know whether anybody has changed it.
_FILLED = ".filled"


def due(started_at: int, offset_min: int) -> int:
    """The end of the local day on which a group was held (UTC ms)."""
    local = local_time(started_at, offset_min)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0) + dt.timedelta(days=1)
    return round(midnight.timestamp() * 1000)


def draft(facts: GroupFacts, texts: Texts) -> dict[str, str]:
    """What can be said of a group from its marks, by field of the form; the rest is for people to write."""
    starred = [s for s in facts.said if s.star] or sorted(facts.said, key=_stir, reverse=True)[:3]
    split = [s for s in facts.said if s.disagree and s.agree]
    quotes = [s for s in facts.said if s.verbatim and s.code in _quotable(facts)]
    return {
        "main": _list(starred),
        "quotes": _list(quotes[:_SOME]),
        "disagreement": _list(sorted(split, key=lambda s: -min(len(s.agree), len(s.disagree)))[:_SOME]),
        "ideas": "\n".join(
            [*(f"– {i.text}" for i in facts.ideas), _list(facts.marked("suggestion"))]
        ).strip(),
        "habits": _list([*facts.marked("habit"), *facts.marked("pattern")]),
        "staff": _list(facts.marked("staff")),
        "parked": "\n".join(
            f"– {text}" + (f" ({who})" if who else "") for text, who, up in facts.parked if not up
        ),
        "mood": _mood(facts, texts),
    }


def _quotable(facts: GroupFacts) -> set[str]:
    return {seat.code for seat in facts.seats if seat.quotes}


def _stir(item: SaidFact) -> int:
    return len(item.agree) + len(item.disagree)


def _list(said: "list[SaidFact] | tuple[SaidFact, ...]") -> str:
    return "\n".join(f"– {s.code}: {s.text}" if s.code else f"– {s.text}" for s in said)


def _mood(facts: GroupFacts, texts: Texts) -> str:
    balance = group_figures(facts).talk
    if balance.gini_normalised.value is None:
        return ""
    words = [texts.t("Gini {gini} (0 = even).", gini=texts.number(balance.gini_normalised.value, 2))]
    for seat in balance.seats:
        share = texts.percent(seat.share or 0.0, 1)
        if TalkFlag.QUIET in seat.flags:
            words.append(texts.t("{code} spoke {share}.", code=seat.seat, share=share))
        elif TalkFlag.DOMINANT in seat.flags:
            words.append(texts.t("{code} took {share} of the talk.", code=seat.seat, share=share))
    if facts.laughs:
        words.append(texts.tn("Everyone laughed {n} time.", "Everyone laughed {n} times.", facts.laughs))
    if facts.slips:
        words.append(texts.tn("{n} slip by the moderator.", "{n} slips by the moderator.", len(facts.slips)))
    return " ".join(words)


def open_summary(uow: UnitOfWork, *, session_id: str, filled: dict[str, str]) -> GroupSheet:
    """Open the form: empty fields are filled in, what people wrote stays; the deadline is set once.

    What nobody has changed since it was filled in follows the marks: a note-taker's file may come later.
    """
    sheet, session = sheet_of(uow, session_id), uow.get(Session, session_id)
    words = {key: text for key, text in sheet.summary.items() if text}
    for key in _FIELDS:
        text, stood = filled.get(key, ""), words.get(key, "")
        if text and (not stood or stood == words.get(f"{key}{_FILLED}")):
            words[key] = words[f"{key}{_FILLED}"] = text
    deadline = sheet.due_at
    if deadline is None and session.started_at is not None:
        deadline = due(session.started_at, session.offset_min)
    return uow.change(GroupSheet, sheet.id, summary=words, due_at=deadline)


def write_summary(uow: UnitOfWork, *, session_id: str, field: str, text: str) -> GroupSheet:
    """Write in one field of the form, as it is typed."""
    if field not in _FIELDS:
        raise UserError(N_("The summary has no such field."))
    sheet = sheet_of(uow, session_id)
    return uow.type_in(GroupSheet, sheet.id, summary={**sheet.summary, field: clean(text)})


def finish_summary(uow: UnitOfWork, *, session_id: str) -> GroupSheet:
    """Say that the summary is done."""
    sheet = sheet_of(uow, session_id)
    if not any(sheet.summary.get(key) for key in _FIELDS):
        raise UserError(N_("The summary is empty. Write at least the most important things."))
    return uow.change(GroupSheet, sheet.id, done_at=uow.stamp().utc_ms, done_by=uow.author)


def reopen_summary(uow: UnitOfWork, *, session_id: str) -> GroupSheet:
    """Go on writing a summary that was done."""
    return uow.change(GroupSheet, sheet_of(uow, session_id).id, done_at=None, done_by="")


def rate_neutrality(uow: UnitOfWork, *, session_id: str, value: int | None) -> GroupSheet:
    """The note-taker rates how neutral the moderator was: 1 (not at all) to 5 (entirely)."""
    return uow.change(GroupSheet, sheet_of(uow, session_id).id, neutrality=value)


def note_neutrality(uow: UnitOfWork, *, session_id: str, text: str) -> GroupSheet:
    """Write why, as it is typed."""
    return uow.type_in(GroupSheet, sheet_of(uow, session_id).id, neutrality_note=clean(text))
