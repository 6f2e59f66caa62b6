# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The unit of work: one user verb, one transaction, rows and journal together."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import ValidationError
from sqlalchemy import Connection

from cxfield.clock import Clock, Stamp
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.base import Record
from cxfield.model.people import Erasure, Participant
from cxfield.model.registry import Kind, kind_of
from cxfield.model.talk import Attachment
from cxfield.storage import aside, bytestore, erase, log
from cxfield.storage.engine import driver_of
from cxfield.storage.entry import CREATE, DELETE, ERASE, SET, WHOLE, JournalEntry, dump
from cxfield.storage.fold import RecordState, fold
from cxfield.storage.hlc import LogicalClock
from cxfield.storage.pen import Pen
from cxfield.storage.reader import Reader
from cxfield.storage.records import record_of, tested
from cxfield.storage.row_forms import form_of
from cxfield.storage.rows import Settler
from cxfield.textclean import clean

R = TypeVar("R", bound=Record)

#: A typing burst becomes history after this long, in ms, even when the typing goes on.
BURST_MS = 10_000

_KEEP = "INSERT INTO local_state VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
_INVALID = N_("The value of {field} in {kind} does not fit ({reason}). Nothing was changed; correct it.")
_GONE = N_("This {kind} was removed meanwhile. Nothing was changed; choose another.")


class UnitOfWork(Reader):
    """Handed to every writing verb on the writer thread; nothing is kept unless all of it is."""

    def __init__(self, connection: Connection, pen: Pen, group: str) -> None:
        super().__init__(driver_of(connection), lambda: connection)
        self._pen = pen
        self.group = group
        self.changed: set[tuple[str, str]] = set()
        self.touched: set[tuple[str, str]] = set()
        self.undoable = True
        self.leave_nothing = False
        self._last: JournalEntry | None = None

    @property
    def clock(self) -> Clock:
        """The injected clock."""
        return self._pen.clock

    @property
    def logical(self) -> LogicalClock:
        """The clock that orders writes."""
        return self._pen.logical

    @property
    def author(self) -> str:
        """Who writes, by team member code."""
        return self._pen.author

    def stamp(self) -> Stamp:
        """This moment."""
        return self._pen.clock.stamp()

    def add(self, record: R) -> R:
        """Make a record; one without an id gets a new one."""
        kind = kind_of(type(record))
        return self.make(type(record), record.id, **{name: getattr(record, name) for name in kind.fields})

    def make(self, cls: type[R], record_id: str = "", /, **values: Any) -> R:
        """The same from its values alone, for verbs of every press; what is not told is as by default."""
        kind, form = kind_of(cls), form_of(kind_of(cls).name)
        values = _valid(kind, values)
        record_id = record_id or self._pen.ids.new()
        told = {
            name: value
            for name, value in values.items()
            if name not in kind.defaults or kind.defaults[name] != value
        }
        self._append(CREATE, kind, record_id, told, {})
        self.raw.execute(form.insert, form.of_fields(record_id, values))
        self.changed.add((kind.name, record_id))
        return record_of(cls, {"id": record_id, "retired": False, **values})

    def change(self, cls: type[R], record_id: str, **fields: Any) -> R:
        """Give fields new values; what is the same already writes nothing."""
        self.seal()
        kind = kind_of(cls)
        before, values = self._current(kind, record_id, fields)
        new = {name: values[name] for name in fields if dump(values[name]) != dump(before[name])}
        state = self._state(kind, record_id)
        if state.disagreements:  # choosing the shown value anew settles a disagreement
            new |= {name: values[name] for name in fields if name in state.disagreements}
        if new:
            parents = {name: list(state.heads.get(name, ())) for name in new}
            self._append(SET, kind, record_id, new, parents)
            self._update(kind, record_id, before, new)
        return record_of(cls, {**before, **values})

    def type_in(self, cls: type[R], record_id: str, **fields: Any) -> R:
        """Type: one entry of the journal, rewritten until it is sealed."""
        kind = kind_of(cls)
        burst = self._pen.burst
        same = burst is not None and burst.record == record_id and set(burst.fields) == set(fields)
        now = self.stamp()
        if burst is None or not same or now.utc_ms - burst.at > BURST_MS or now.utc_ms < burst.at:
            before = self._pen.seq
            record = self.change(cls, record_id, **fields)
            if self._last and self._pen.seq > before and set(self._last.fields) == set(fields):
                self._pen.burst = self._last
            return record
        before_row, values = self._current(kind, record_id, fields)
        new = {name: values[name] for name in fields}
        self._pen.burst = replace(burst, fields=new, hlc=self._pen.logical.tick(now.utc_ms))
        log.rewrite(self.connection, self._pen.burst)
        self.group = burst.group
        self._update(kind, record_id, before_row, new)
        return record_of(cls, {**before_row, **values})

    def seal(self) -> None:
        """End the typing burst: what was typed is history now."""
        self._pen.burst = None

    def remove(self, cls: type[Record], record_id: str) -> None:
        """Delete a record; one that a living record refers to stays as retired."""
        kind = kind_of(cls)
        if self.find(cls, record_id) is None:
            raise UserError(_GONE, kind=kind.name)
        self.bury(kind, record_id)

    def bury(self, kind: Kind, record_id: str) -> None:
        """Write a tombstone that names every head."""
        self.seal()
        heads = self._state(kind, record_id).all_heads
        self._append(DELETE, kind, record_id, {}, {WHOLE: heads})
        self.settle([record_id])

    def keep_alive(self, cls: type[Record], record_id: str) -> None:
        """Say that a record that somebody deleted and somebody else changed shall live."""
        kind = kind_of(cls)
        if self.find(cls, record_id) is None:
            raise UserError(_GONE, kind=kind.name)
        entries = log.of_record(self.connection, record_id)
        self.put(kind, record_id, {}, over=[entry.id for entry in entries if entry.op == DELETE])

    def put(self, kind: Kind, record_id: str, fields: dict[str, Any], over: Sequence[str] = ()) -> None:
        """Write values as they are, over whatever heads there are (undo, redo, settling).

        `over`: tombstones that this knows of, so that nobody need be asked whether the record should live.
        """
        self.seal()
        heads = self._state(kind, record_id).heads
        parents = {name: list(heads.get(name, ())) for name in fields} | {WHOLE: list(over)}
        self._append(SET, kind, record_id, fields, parents)
        self.settle([record_id])

    def store_bytes(self, attachment_id: str, data: bytes) -> int:
        """Add the next piece of an attachment's bytes; returns its number. The journal does not hold them."""
        return bytestore.append(self.connection, attachment_id, data)

    def drop_bytes(self, attachment_id: str) -> None:
        """Take an attachment out of the file with its bytes; never undone."""
        self.remove(Attachment, attachment_id)
        bytestore.drop(self.connection, attachment_id)
        self.undoable = False
        self.leave_nothing = True

    def erase(self, cls: type[Record], record_id: str) -> None:
        """Take a record and all that belongs to it out of the file for good; never undone."""
        self.seal()
        self.undoable = False
        self.leave_nothing = True
        self._append(ERASE, kind_of(cls), record_id, {}, {})
        self.settle(sorted(erase.strip_linked(self.connection, [record_id]) | {record_id}))
        bytestore.sweep(self.connection, removed_too=True)

    def erase_person(self, participant_id: str, reason: str = "") -> None:
        """Take a person's data out of the file for good, and record that it was done; never undone."""
        self.erase(Participant, participant_id)
        now = self.stamp()
        self.add(
            Erasure(
                participant_id=participant_id,
                at=now.utc_ms,
                offset_min=now.offset_min,
                by=self.author,
                reason=reason,
            )
        )

    def forget(self, record_ids: Sequence[str]) -> None:
        """Take the transient fields of records out of the file (a clothing mark when its session ends)."""
        self.seal()
        erase.strip_transient(self.connection, record_ids)
        aside.forget(self.connection, record_ids)
        self.settle(record_ids)
        self.leave_nothing = True

    def keep_local(self, key: str, value: Any) -> None:
        """Keep something for this device only: it is not part of the study and has no history."""
        self.raw.execute(_KEEP, (key, dump(_clean(value))))

    def settle(self, record_ids: Sequence[str]) -> None:
        """Make rows follow the journal."""
        if record_ids:
            self.changed |= Settler(self.connection).settle(record_ids)

    def _current(
        self, kind: Kind, record_id: str, fields: dict[str, Any]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The row now, and the values of the record with these fields changed."""
        row = self._row(kind, record_id)
        if row is None:
            raise UserError(_GONE, kind=kind.name)
        return row, _valid(kind, {name: row[name] for name in kind.fields} | fields)

    def _state(self, kind: Kind, record_id: str) -> RecordState:
        return fold(kind, log.of_record(self.connection, record_id))

    def _update(self, kind: Kind, record_id: str, before: dict[str, Any], new: dict[str, Any]) -> None:
        self.raw.execute(*form_of(kind.name).setting(record_id, new))
        self.changed.add((kind.name, record_id))
        freed = [before[ref.field] for ref in kind.refs if ref.field in new and before[ref.field]]
        self.settle(freed)

    def _append(
        self, op: str, kind: Kind, record_id: str, fields: dict[str, Any], parents: dict[str, list[str]]
    ) -> None:
        now = self.stamp()
        self._pen.seq += 1
        entry = JournalEntry(
            writer=self._pen.writer,
            seq=self._pen.seq,
            hlc=self._pen.logical.tick(now.utc_ms),
            at=now.utc_ms,
            offset_min=now.offset_min,
            author=self._pen.author,
            group=self.group,
            op=op,
            kind=kind.name,
            record=record_id,
            fields=fields,
            parents={name: ids for name, ids in parents.items() if ids},
        )
        log.append(self.connection, [entry])
        self._last = entry
        self.touched.add((kind.name, record_id))


def _valid(kind: Kind, values: dict[str, Any]) -> dict[str, Any]:
    """The values as they will be written; a sentence when one does not fit."""
    try:
        return tested(kind.cls, _clean(values))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"]))
        raise UserError(_INVALID, field=field, kind=kind.name, reason=first["msg"]) from None


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {_clean(key): _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return value
