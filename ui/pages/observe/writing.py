# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words on the live screen: what the quick line hands over, and entries that are opened or taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.shortcuts import keycap_of

if TYPE_CHECKING:
    from cxfield.clock import Stamp
    from cxfield.services.observation_shapes import EntryRow
    from cxfield.services.quickline import Line
    from ui.pages.observe.capture import CaptureView


class Writing(QObject):
    """Connects the line and the list of entries to the session that is shown."""

    def __init__(self, view: CaptureView) -> None:
        super().__init__(view)
        self._view = view
        view.line.submitted.connect(self._submitted)
        view.line.rewritten.connect(self._rewritten)
        view.line.edited.connect(self._edited)
        view.line.put_in.connect(self._put_in)
        view.line.left.connect(view.middle.take_focus)
        view.line.drafted.connect(view.drafted)
        view.line.read.connect(lambda _line: view.show_fields())
        view.submit.clicked.connect(view.line.enter)
        view.panel.view.opened.connect(self.open)
        view.panel.view.removal_wanted.connect(self.remove)

    def open(self, entry_id: str) -> None:
        """Open an entry in the line."""
        view, log = self._view, self._view.log
        row = log.row(entry_id) if log is not None else None
        if row is not None and log is not None and not log.study.read_only:
            if view.tight:
                view.panel.hide()
            view.line.edit(row)

    def remove(self, entry_id: str) -> None:
        """Take an entry out; a notice offers it back."""
        view, log = self._view, self._view.log
        if log is None or log.study.read_only:
            return
        editing = view.line.editing
        if editing is not None and editing.id == entry_id:
            view.line.clear()
        log.remove(entry_id)
        view.toast.show_words(
            lambda x: x.t("Entry removed."),
            action=lambda x: x.t("Undo"),
            key=keycap_of("undo"),
            pressed=log.undo,
        )

    def _submitted(self, line: Line, stamp: Stamp) -> None:
        view, log = self._view, self._view.log
        if log is None:
            return
        if not log.live:
            view.say(lambda x: x.t("The session is paused. Continue it to log."))
        log.note(line, stamp)
        view.foot.logged(log.codes.get(line.code_id or ""))
        view.show_fields()

    def _put_in(self, line: Line, stamp: Stamp, t_ms: int) -> None:
        """A note for an earlier time."""
        view, log = self._view, self._view.log
        if log is not None:
            log.note(line, stamp, t_ms)
            view.foot.logged(None)
            view.show_fields()

    def _rewritten(self, row: EntryRow, line: Line) -> None:
        if self._view.log is not None:
            self._view.log.rewrite(row, line)

    def _edited(self, row: EntryRow | None) -> None:
        if self._view.log is not None:
            self._view.log.aim_at(row.id if row is not None else None)
