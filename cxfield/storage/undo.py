# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Undo and redo: new entries with the earlier values; history is never rewritten (rule 3)."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.registry import kinds
from cxfield.storage import aside, disputes, log, pool
from cxfield.storage.engine import driver_of
from cxfield.storage.entry import ERASE, JournalEntry, dump
from cxfield.storage.fold import RecordState, fold
from cxfield.storage.tables import UNDO
from cxfield.storage.unit import UnitOfWork

# Done at every press, so without the layer above the driver.
_FORGET_REDO = "DELETE FROM undo_stack WHERE scope = ? AND undone = 1"
_PUSH = "INSERT INTO undo_stack (grp, scope, label, undone) VALUES (?, ?, ?, 0)"
_NOTHING = N_("There is nothing to undo here.")
_NOTHING_AGAIN = N_("There is nothing to redo here.")


def push(connection: Connection, group: str, scope: str, label: str) -> None:
    """Remember a group; what was undone in this scope can then no longer be redone."""
    raw = driver_of(connection)
    if raw.execute(_FORGET_REDO, (scope,)).rowcount:
        aside.tidy(connection)
    raw.execute(_PUSH, (group, scope, label))


def undo(uow: UnitOfWork, connection: Connection, scope: str) -> str:
    """Take back the last group of this scope; returns its label."""
    row = connection.execute(
        select(UNDO)
        .where(UNDO.c.scope == scope, UNDO.c.undone == 0)
        .order_by(UNDO.c.position.desc())
        .limit(1)
    ).first()
    if row is None:
        raise UserError(_NOTHING)
    return _turn(uow, connection, row.position, row.grp, row.label, undone=1)


def redo(uow: UnitOfWork, connection: Connection, scope: str) -> str:
    """Bring back what was undone last in this scope; returns its label."""
    row = connection.execute(
        select(UNDO).where(UNDO.c.scope == scope, UNDO.c.undone == 1).order_by(UNDO.c.position).limit(1)
    ).first()
    if row is None:
        raise UserError(_NOTHING_AGAIN)
    return _turn(uow, connection, row.position, row.grp, row.label, undone=0)


def available(connection: Connection, scope: str) -> tuple[str | None, str | None]:
    """The labels of what undo and redo would take next."""
    query = select(UNDO.c.label).where(UNDO.c.scope == scope)
    last = connection.execute(
        query.where(UNDO.c.undone == 0).order_by(UNDO.c.position.desc()).limit(1)
    ).scalar()
    first = connection.execute(query.where(UNDO.c.undone == 1).order_by(UNDO.c.position).limit(1)).scalar()
    return last, first


def forget_all(connection: Connection) -> None:
    """Empty the stack: an erasure leaves nothing behind that could bring values back."""
    connection.execute(UNDO.delete())
    aside.tidy(connection)


def depth(connection: Connection, scope: str) -> int:
    """How many steps undo could take."""
    query = select(func.count()).select_from(UNDO).where(UNDO.c.scope == scope, UNDO.c.undone == 0)
    return int(connection.execute(query).scalar_one())


def _turn(
    uow: UnitOfWork, connection: Connection, position: int, group: str, label: str, *, undone: int
) -> str:
    if pool.is_pooling(connection, group):
        (pool.take_back if undone else pool.put_back)(uow, group)
        connection.execute(UNDO.update().where(UNDO.c.position == position), [{"undone": undone}])
        return label
    uow.seal()
    entries = log.of_group(connection, group)
    # Newest first, so that what refers goes before what it refers to.
    for record in dict.fromkeys(entry.record for entry in reversed(entries)):
        _reverse(uow, connection, record, [entry for entry in entries if entry.record == record])
    connection.execute(
        UNDO.update().where(UNDO.c.position == position), [{"undone": undone, "grp": uow.group}]
    )
    return label


def _reverse(uow: UnitOfWork, connection: Connection, record: str, group: Sequence[JournalEntry]) -> None:
    """Give one record the values it had without the group, where nobody has changed them since."""
    kind = kinds()[group[0].kind]
    everything = log.of_record(connection, record)
    ours = {entry.id for entry in group}
    now = fold(kind, everything)
    before = fold(kind, [entry for entry in everything if entry.id not in ours])
    if now.erased or any(entry.op == ERASE for entry in group):
        return
    if not before.exists or before.deleted:
        if now.exists and not now.deleted:
            uow.bury(kind, record)
        return
    if now.deleted:
        uow.put(kind, record, dict(before.values), over=disputes.tombstones(everything))
        return
    back = {
        name: before.values[name]
        for name in {name for entry in group for name in entry.fields}
        if _ours(now, name, ours) and dump(before.values[name]) != dump(now.values[name])
    }
    if back:
        uow.put(kind, record, back)


def _ours(now: RecordState, name: str, ours: set[str]) -> bool:
    heads = now.heads.get(name, ())
    return bool(heads) and set(heads) <= ours
