# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the logged rows stand under and what they are sorted by."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, literal, literal_column, null

from cxfield.i18n import N_, Texts, pick
from cxfield.services.data_filter import ANSWER, ENTRY, MOMENT, STATEMENT
from cxfield.services.data_kinds import NAMED, WHOM
from cxfield.storage import Reader

#: What rows can stand under, with its words.
GROUPS: Mapping[str, str] = {
    "session": N_("Session"),
    "what": N_("Code or question"),
    "who": N_("Person"),
    "day": N_("Day"),
    "none": N_("No groups"),
}
#: What rows can be sorted by; "" is the time.
COLUMNS = ("", "who", "what", "text", "ordinariness", "polarity", "valence", "observer", "star")
_NAMES = {ENTRY: "code", ANSWER: "question", MOMENT: "touchpoint"}


@dataclass(frozen=True, slots=True)
class Order:
    """The head rows stand under, the column they are sorted by, and the language of their names."""

    group: str = "session"
    column: str = ""
    descending: bool = False
    locale: str = "en"

    @property
    def of_session(self) -> bool:
        """Whether the group or the order is a matter of the session."""
        return self.group in ("who", "day") or self.column == "who"

    @property
    def of_rows(self) -> bool:
        """Whether the group or the order is a matter of the row beyond its session, code, time, rating."""
        return self.group == "who" or self.column not in ("", "what", "ordinariness")

    def under(self, kind: str, table: Any, session: Any) -> ColumnElement[Any]:
        """What a row stands under."""
        match self.group:
            case "none":
                return literal("")
            case "what":
                return literal("") if kind == STATEMENT else func.coalesce(table[NAMED[kind]], "")
            case "who":
                return func.coalesce(table[WHOM[kind]], session.participant_id, "")
            case "day":
                # The local day on which the session began.
                began = (session.started_at + session.offset_min * 60_000) / 1000
                return func.coalesce(func.date(began, "unixepoch"), session.planned_on, "")
            case _:
                return table.session_id  # type: ignore[no-any-return]

    def by(self, kind: str, table: Any) -> ColumnElement[Any]:
        """What rows of a group are sorted by before their time; without it they come last."""
        match self.column:
            case "text" if "text" in table:
                return func.nullif(func.lower(table.text), "")
            case "ordinariness" | "polarity" | "valence" | "star" if self.column in table:
                return table[self.column]  # type: ignore[no-any-return]
            case "observer" if kind == ENTRY:
                return literal_column("(SELECT code FROM team_member WHERE id = entry.observer_id)")
            case "what" if kind in _NAMES:
                field = "text" if kind == ANSWER else "name"
                return literal_column(
                    f"(SELECT lower(json_extract({field}, '$.{self.locale}')) FROM {_NAMES[kind]} "
                    f"WHERE id = {kind}.{NAMED[kind]})"
                )
            case "who":
                return literal_column(_WHO[kind])
            case _:
                return null()

    def titles(self, reader: Reader, texts: Texts) -> dict[str, str]:
        """The words of heads that are no sessions."""
        if self.group == "what":
            rows = [
                *reader.sql("SELECT id, name FROM code"),
                *reader.sql("SELECT id, text FROM question"),
                *reader.sql("SELECT id, name FROM touchpoint"),
            ]
            return {
                "": texts.t("Without a code"),
                **{key: pick(json.loads(name), texts.locale) for key, name in rows},
            }
        if self.group == "who":
            rows = [
                *reader.sql("SELECT id, code FROM participant"),
                *reader.sql("SELECT s.id, p.code FROM seat s JOIN participant p ON p.id = s.participant_id"),
            ]
            letters = reader.sql(
                "SELECT w.id, w.letter, s.number FROM shopper w JOIN session s ON s.id = w.session_id"
            )
            named = {key: f"{letter} · {texts.t('Session {n}', n=number)}" for key, letter, number in letters}
            return {"": texts.t("Nobody in particular"), **dict(rows), **named}
        if self.group == "day":
            return _Days(texts)
        return {"": texts.t("All rows")}


_WHO = {
    ENTRY: "(SELECT letter FROM shopper WHERE id = entry.shopper_id)",
    ANSWER: "(SELECT code FROM participant "
    "WHERE id = coalesce(answer.participant_id, session.participant_id))",
    STATEMENT: "(SELECT p.code FROM seat s JOIN participant p ON p.id = s.participant_id "
    "WHERE s.id = statement.seat_id)",
    MOMENT: "(SELECT code FROM participant "
    "WHERE id = coalesce(moment.participant_id, session.participant_id))",
}


class _Days(dict[str, str]):
    """ISO days in words."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts

    def get(self, key: str, default: str = "") -> str:  # type: ignore[override]
        """The day in words."""
        try:
            return self._texts.day(dt.date.fromisoformat(key))
        except ValueError:
            return default or self._texts.t("No day yet")
