# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes on their way: while there are any, what the screen shows is newer than what the disk has."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from ui.context import Ui
from ui.session import StudySession


class Gate(QObject):
    """`send` writes; `fresh(kinds, ids)` says what to ask again when that takes nothing back just done."""

    fresh = Signal(object, object)
    idle = Signal()

    def __init__(
        self, ui: Ui, study: StudySession, scope: str, kinds: frozenset[str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._ui, self._study, self._scope, self._kinds = ui, study, scope, kinds
        self._in_flight = 0
        self._stale_kinds: set[str] = set()
        self._stale_ids: set[str] = set()
        self._closed = False
        self._own: Any = None
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(0)
        self._late.timeout.connect(self._ask)
        study.changed.connect(self._changed)

    @property
    def quiet(self) -> bool:
        """Whether nothing is on its way and the screen shows what the disk has."""
        return not (self._in_flight or self._stale_kinds)

    def send(
        self,
        verb: Callable[..., Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        **values: Any,
    ) -> None:
        """Write; a failure without `failed` goes to the save line of the window."""
        self._in_flight += 1

        def landed(committed: Any) -> None:
            self._in_flight -= 1
            if self._stale_kinds and not self._in_flight:
                self._late.start()
            if done is not None:
                done(committed)
            self._rest()

        def refused(error: BaseException) -> None:
            self._in_flight -= 1
            (failed or self._ui.bus.failed.emit)(error)
            self._rest()

        self._study.call(verb, scope=self._scope, done=landed, failed=refused, **values)

    def ignore(self, change: Any) -> None:
        """A change that is on the screen already."""
        self._own = change

    def stop(self) -> None:
        """The study is closed."""
        self._late.stop()

    def close(self) -> None:
        """Listen no more; `idle` follows when the last write has landed."""
        self.stop()
        self._study.changed.disconnect(self._changed)
        self._closed = True
        QTimer.singleShot(0, self._rest)

    def _rest(self) -> None:
        if self._closed and not self._in_flight:
            self.idle.emit()

    def _changed(self, change: Any) -> None:
        if change is self._own:
            self._own = None
        elif change.kinds & self._kinds:
            self._stale_kinds |= change.kinds
            self._stale_ids |= change.ids
            if not self._in_flight:
                self._ask()

    def _ask(self) -> None:
        kinds, ids = frozenset(self._stale_kinds), frozenset(self._stale_ids)
        self._stale_kinds.clear()
        self._stale_ids.clear()
        self._late.stop()
        self.fresh.emit(kinds, ids)
