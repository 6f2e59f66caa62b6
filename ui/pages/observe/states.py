# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""States that begin and end with the same key: what the screen shows running is what is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cxfield.i18n import N_
from ui.late import Late
from ui.pages.observe.book import state_key

if TYPE_CHECKING:
    from cxfield.clock import Stamp
    from cxfield.services import observation as verbs
    from cxfield.services.observation_shapes import CodeView, EntryRow
    from ui.pages.observe.log import Log
else:
    verbs = Late("cxfield.services.observation")


class States:
    """`press` begins or ends one; `committed` says what the file has of it."""

    def __init__(self, log: Log) -> None:
        self._log = log

    def press(self, code: CodeView, stamp: Stamp) -> None:
        """The key of a state."""
        log = self._log
        key = (code.id, log.followed.selected)
        running = log.running.pop(key, None)
        log.counts_moved()
        if running is not None:
            ended = self._end(running, stamp)
            log.post(
                ended,
                lambda uow: verbs.end_state(uow, entry_id=ended.id, stamp=stamp),
                N_("End a state"),
            )
            log.counted.emit()
            return
        for other in log.board.apart.get(code.id, ()):
            apart = log.running.get((other, key[1]))
            if apart is not None and (known := log.codes.get(other)) is not None and known.state:
                del log.running[other, key[1]]
                self._end(apart, stamp)
        row, inherited = log.draft(stamp, code_id=code.id), log.inherited()
        log.running[key] = row
        log.new(
            row,
            lambda uow: verbs.start_state(
                uow, inherited=inherited, code_id=code.id, stamp=stamp, entry_id=row.id
            ),
            N_("Log entry"),
        )

    def committed(self, row: EntryRow, shown: EntryRow) -> None:
        """What was committed decides what is running, unless the screen has gone on meanwhile."""
        log, key = self._log, state_key(row)
        running, code = log.running.get(key), log.codes.get(row.code_id or "")
        state = code is not None and code.state
        if row.end_t_ms is not None and running is not None and running.id == row.id:
            del log.running[key]
        elif state and row.end_t_ms is shown.end_t_ms is None and (not running or running.t_ms < row.t_ms):
            log.running[key] = row
        else:
            return
        log.counted.emit()

    def _end(self, running: EntryRow, stamp: Stamp) -> EntryRow:
        """Show that a state is over."""
        log = self._log
        known = log.rows.line(running.id)
        ended = replace(known.row if known else running, end_t_ms=max(running.t_ms, log.at(stamp)))
        if known is not None:
            log.rows.put(ended, known.kept)
        return ended
