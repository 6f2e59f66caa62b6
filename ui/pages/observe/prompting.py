# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When the bar speaks: one prompt at most, never during typing; a silent observer is asked nothing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from cxfield.methods.rules import Heard, Noted, Prompt, Rated, Situation, look, stands
from ui.late import Late
from ui.pages.observe.log import Log
from ui.power import battery

if TYPE_CHECKING:
    from cxfield.services import observation_watch
    from cxfield.services.observation_watch import Watched
else:
    observation_watch = Late("cxfield.services.observation_watch")

#: So many entries back the rules look.
_BACK = 60
_POWER_MS = 60_000


class Prompter(QObject):
    """Remembers what it said in this session; `read` tells of the battery."""

    def __init__(
        self,
        log: Log,
        *,
        silent: bool = False,
        read: Callable[[], int | None] = battery,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._log = log
        self._silent = silent
        self._read = read
        self._heard = Heard()
        self._shown_t = 0
        self._watched: Watched | None = None
        self._battery: int | None = None
        self.last_t = 0
        self._power = QTimer(self)
        self._power.setInterval(_POWER_MS)
        self._power.timeout.connect(self.ask_power)

    def begin(self) -> None:
        """Learn what is known of the session beside its entries; called again when it changes."""
        self._log.study.ask(observation_watch.watched, self._log.id, done=self._learn)
        if not self._power.isActive():
            self._power.start()
            self.ask_power()

    def ask_power(self) -> None:
        """Ask for the battery off the window's thread: some systems answer slowly."""
        read = self._read
        self._log.study.ask(lambda _reader: read(), done=self.take_power)

    def take_power(self, left: int | None) -> None:
        """How much is left."""
        self._battery = left

    def look(self, *, typing: bool) -> Prompt | None:
        """The prompt to show now, if any."""
        situation = self.situation()
        found, self._heard = look(situation, self._heard, typing=typing)
        if found is not None:
            self._shown_t = situation.now
        return found

    def stands(self, prompt: Prompt) -> bool:
        """Whether the cause of the prompt on the screen is still there."""
        return stands(prompt, self.situation(), self._shown_t)

    def situation(self) -> Situation:
        """The session as the rules see it."""
        log, watched = self._log, self._watched
        session, rows = log.session, log.rows.newest(_BACK)
        noted = next((row for row in rows if row.text), None)
        breaks = [end for _, end in session.pauses if end is not None]
        phases = frozenset((session.phase,)) | (watched.phases if watched is not None else frozenset())
        return Situation(
            now=log.now(),
            locale=log.ui.texts.locale,
            silent=self._silent,
            rated=tuple(Rated(row.t_ms, row.ordinariness) for row in rows),
            last_t=max([self.last_t, *breaks, *(max(row.t_ms, row.end_t_ms or 0) for row in rows)]),
            rested_t=max(breaks, default=0),
            phases=phases,
            planned_min=watched.planned_min if watched is not None else session.planned_min,
            quiet_min=watched.quiet_min if watched is not None else 0,
            break_min=watched.break_min if watched is not None else 0,
            noted=Noted(noted.id, noted.t_ms, noted.text) if noted is not None else None,
            battery=self._battery,
        )

    def _learn(self, watched: "Watched") -> None:
        self._watched = watched
