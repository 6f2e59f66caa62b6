# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where something stands in the study: its short id, its session and time, so that it can be asked for."""

from collections.abc import Iterable
from typing import Any

from cxfield.i18n import Texts, pick
from cxfield.model.debrief import Evidence
from cxfield.model.people import Participant
from cxfield.model.registry import kinds
from cxfield.model.session import Session
from cxfield.model.talk import Extract
from cxfield.report import words
from cxfield.report.dataset import SessionRow
from cxfield.storage import Reader

_SHORT = 8
_MOST = 8


def short_id(record_id: str) -> str:
    """The last signs of an id, which are its random part: enough to find a record in one study."""
    return record_id.replace("-", "")[-_SHORT:].upper()


def reference(record_id: str, session: SessionRow | None, t_ms: int | None, texts: Texts) -> str:
    """Short id, session and time in one line: "3F2A91BC, Session 7, 0:42:10"."""
    parts = [short_id(record_id)]
    if session is not None:
        parts.append(words.session_name(session, texts))
    if t_ms is not None:
        parts.append(texts.stopwatch(t_ms))
    return ", ".join(parts)


class References:
    """References of evidence; each session is asked for once."""

    def __init__(self, reader: Reader, texts: Texts) -> None:
        self._reader = reader
        self._texts = texts
        self._codes = {p.id: p.code for p in reader.all(Participant, retired=True)}
        self._sessions: dict[str, SessionRow | None] = {}

    def of(self, links: Iterable[Evidence]) -> tuple[str, ...]:
        """The references of what is still there, the first few of many."""
        found = [said for said in map(self._one, links) if said]
        rest = len(found) - _MOST
        if rest > 0:
            more = self._texts.tn("{n} more in the study", "{n} more in the study", rest)
            return (*found[:_MOST], more)
        return tuple(found)

    def _one(self, link: Evidence) -> str:
        kind = kinds().get(link.source_kind)
        record: Any = self._reader.find(kind.cls, link.source_id) if kind is not None else None
        if record is None or record.retired or link.source_kind == "participant":
            return ""
        source = record
        if isinstance(record, Extract):
            for name, key in (("answer", record.answer_id), ("statement", record.statement_id)):
                source = self._reader.find(kinds()[name].cls, key) if key else source
        session = self._session(str(getattr(source, "session_id", "") or ""))
        return reference(record.id, session, getattr(source, "t_ms", None), self._texts)

    def _session(self, key: str) -> SessionRow | None:
        if key not in self._sessions:
            kept = self._reader.find(Session, key) if key else None
            self._sessions[key] = (
                None
                if kept is None
                else SessionRow(
                    kept.id,
                    kept.kind,
                    number=kept.number,
                    participant=self._codes.get(kept.participant_id or "", ""),
                    name=pick(kept.name, self._texts.locale),
                )
            )
        return self._sessions[key]


__all__ = ["References", "reference", "short_id"]
