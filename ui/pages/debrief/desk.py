# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every tab of the room writes and asks through."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from cxfield.clock import Clock, Stamp, SystemClock
from cxfield.i18n import N_
from ui.context import Ui
from ui.pages.plan.desk import Desk, Failed

SCOPE = "debrief"
EDIT = N_("Edit the debrief")


class DebriefDesk(Desk):
    """The plan's desk with this room's scope: undo stays in the room."""

    def __init__(self, ui: Ui, parent: QObject | None = None, clock: Clock | None = None) -> None:
        super().__init__(ui, parent)
        self._clock = clock or SystemClock()

    def write(
        self,
        verb: Callable[..., Any],
        *,
        label: str = EDIT,
        done: Callable[[Any], None] | None = None,
        failed: Failed | None = None,
        **kwargs: Any,
    ) -> None:
        """Have a verb written; `done(value)` follows the commit, a refusal is said."""
        if self.read_only:
            return
        self.session.call(
            verb,
            label=label,
            scope=SCOPE,
            done=(lambda committed: done(committed.value)) if done else None,
            failed=failed or self.refuse,
            **kwargs,
        )

    def stamp(self) -> Stamp:
        """This moment by the clocks of the machine."""
        return self._clock.stamp()
