# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How evenly the talk was shared at each group's table; a seat opens what was said from it."""

from cxfield.i18n import Texts
from cxfield.model.enums import SessionKind
from cxfield.report.dataset import SessionRow
from cxfield.report.group_facts import group_figures
from cxfield.report.group_pictures import talk_words
from cxfield.services.data_filter import STATEMENT
from cxfield.services.group_facts import group_facts
from cxfield.services.group_views import group_state
from cxfield.services.overview_scope import Scoped
from cxfield.services.overview_tables import NONE, Maker, Source, TableView
from cxfield.storage import Reader

_SAID = (
    "SELECT person.code, statement.id FROM statement JOIN seat ON seat.id = statement.seat_id "
    "JOIN participant AS person ON person.id = seat.participant_id "
    "WHERE NOT statement.retired AND statement.session_id = ? ORDER BY statement.t_ms, statement.id"
)


def talk_tables(reader: Reader, found: Scoped, texts: Texts) -> tuple[TableView, ...]:
    """A table for each group that was held; the balance of a table of which some were left out is none."""
    if found.scope.segment or found.scope.valued is not None:
        return ()
    held = [s for s in found.sessions if s.kind == SessionKind.GROUP and s.done]
    return tuple(_talk(reader, session, texts, alone=len(held) == 1) for session in held)


def _talk(reader: Reader, session: SessionRow, texts: Texts, *, alone: bool) -> TableView:
    balance = group_figures(group_facts(group_state(reader, session.id), texts)).talk
    title = texts.t("Balance of talk")
    if not alone:
        title = f"{title}, {session.name or texts.number(session.number)}"
    columns = (texts.t("Participant"), texts.t("Time"), texts.t("Share"), texts.t("Turns"))
    made = Maker(f"talk-{session.number}", title, columns)
    said: dict[str, list[str]] = {}
    for code, statement in reader.sql(_SAID, session.id):
        said.setdefault(code, []).append(statement)
    for seat in balance.seats:
        cells = (
            seat.seat,
            texts.stopwatch(round(seat.seconds * 1000)),
            NONE if seat.share is None else texts.percent(seat.share, 1),
            texts.number(seat.turns),
        )
        made.row(cells, Source(seat.seat, STATEMENT, tuple(said.get(seat.seat, ()))))
    return made.view(talk_words(balance, texts), talk_words(balance, texts))
