# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Panels that meet again and again: their fixed topics, the next meeting's name and day."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.ids import order_after
from cxfield.model.group import GroupSeries, GroupSheet
from cxfield.model.session import Session
from cxfield.report.dataset import local_time
from cxfield.services.group_room import default_topics, sheet_of
from cxfield.storage import UnitOfWork
from cxfield.textclean import one_line

_MONTH_DAYS = 365.25 / 12


def as_meeting(uow: UnitOfWork, session: Session, series: GroupSeries, earlier: Sequence[Session]) -> Session:
    """The next meeting of a panel: its name with a number, and the day that its rhythm asks for."""
    fields: dict[str, Any] = {
        "name": {locale: f"{words} {len(earlier) + 1}" for locale, words in series.name.items()}
    }
    days = [day for row in earlier if (day := _held_on(row)) is not None]
    if days and series.times_a_month and not session.planned_on:
        gap = dt.timedelta(days=round(_MONTH_DAYS / series.times_a_month))
        fields["planned_on"] = (max(days) + gap).isoformat()
    return uow.change(Session, session.id, **fields)


def _held_on(session: Session) -> dt.date | None:
    if session.started_at is not None:
        return local_time(session.started_at, session.offset_min).date()
    try:
        return dt.date.fromisoformat(session.planned_on)
    except ValueError:
        return None


def make_series(
    uow: UnitOfWork, *, name: str, language: str, topics: Sequence[str] = (), times_a_month: float = 2.0
) -> GroupSeries:
    """Found a panel that meets again and again on fixed topics."""
    words = name.strip()
    if not words:
        raise UserError(N_("Give the panel a name."))
    own = [{"key": f"topic{n}", "name": {language: topic}} for n, topic in enumerate(topics, 1)]
    last = max((row.order_key for row in uow.all(GroupSeries)), default="")
    return uow.add(
        GroupSeries(
            name={language: words},
            topics=own or default_topics(),
            times_a_month=times_a_month,
            order_key=order_after(last),
        )
    )


#: How often a panel may meet: times a month, and in words; twice a month is usual.
RHYTHMS: tuple[tuple[float, str], ...] = (
    (_MONTH_DAYS / 7, N_("every week")),
    (2.0, N_("twice a month")),
    (1.0, N_("once a month")),
    (0.5, N_("every other month")),
    (1 / 3, N_("four times a year")),
    (0.0, N_("no fixed rhythm")),
)


def set_rhythm(uow: UnitOfWork, *, series_id: str, times_a_month: float) -> GroupSeries:
    """Say how often a panel meets: the day of its next meeting follows; 0 leaves the day open."""
    return uow.change(GroupSeries, series_id, times_a_month=times_a_month or None)


def set_topics(uow: UnitOfWork, *, session_id: str, names: Sequence[str], language: str) -> GroupSheet:
    """Say what the statements of a group are about; a panel keeps its topics for the meetings to come.

    A topic that is called as before, or stands in the same place of as many, stays the same topic.
    """
    sheet = sheet_of(uow, session_id)
    wanted = [words for name in names if (words := one_line(name))]
    if not wanted:
        raise UserError(N_("Write at least one topic."))
    known = [dict(topic) for topic in sheet.topics]
    by_name = {str(topic["name"].get(language, "")).casefold(): topic for topic in known}
    made: list[dict[str, Any]] = []
    for at, words in enumerate(wanted):
        old = by_name.get(words.casefold()) or (known[at] if len(known) == len(wanted) else None)
        free = next(
            f"topic{n}" for n in range(1, 99) if all(t["key"] != f"topic{n}" for t in [*known, *made])
        )
        name = {**(old["name"] if old else {}), language: words}
        made.append({"key": old["key"] if old else free, "name": name})
    if sheet.series_id and uow.find(GroupSeries, sheet.series_id) is not None:
        uow.change(GroupSeries, sheet.series_id, topics=made)
    return uow.change(GroupSheet, sheet.id, topics=made)
