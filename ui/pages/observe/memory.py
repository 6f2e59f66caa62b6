# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What this device remembers of a running session, so that it opens where it was after whatever happened."""

from typing import TYPE_CHECKING, Any

from cxfield.clock import Stamp
from ui.context import Ui
from ui.pages.observe.draft import DRAFT, Draft

if TYPE_CHECKING:
    from ui.pages.observe.log import Log

#: Under this key, beside the unsent text.
PLACE = "observe"


class Memory:
    """Who logs, where, whom, the last time that was seen, and the closing form with its answers."""

    def __init__(self, ui: Ui) -> None:
        self._ui = ui
        self._kept: dict[str, Any] = {}

    def begin(self, observer: str | None) -> None:
        """A session has just been started."""
        self._kept = {"observer": observer}

    def recall(self, session_id: str) -> None:
        """A session was open when the program ended."""
        study = self._ui.study
        kept = study.file.local(PLACE) if study is not None else None
        self._kept = kept if isinstance(kept, dict) and kept.get("session") == session_id else {}

    def choose_in(self, log: "Log") -> None:
        """Choose what was chosen."""
        log.observer = self._kept.get("observer")
        log.followed.restore(self._kept.get("shopper"))
        point = self._kept.get("touchpoint")
        log.touchpoint = point if any(p.id == point for p in log.board.touchpoints) else None

    @property
    def seen_t(self) -> int:
        """The latest time of the session clock that was seen."""
        seen = self._kept.get("seen_t")
        return int(seen) if isinstance(seen, int) else 0

    @property
    def closing(self) -> tuple[Stamp, object] | None:
        """The closing form that was open: when Stop was pressed, and what was answered."""
        found = self._kept.get("closing")
        return (Stamp(**found["stamp"]), found.get("answers")) if isinstance(found, dict) else None

    def close_at(self, stamp: Stamp, answers: object) -> None:
        """The closing form opens."""
        plain = {name: getattr(stamp, name) for name in ("utc_ms", "offset_min", "mono_ms", "boot")}
        self._kept["closing"] = {"stamp": plain, "answers": answers}

    def answer(self, answers: object) -> bool:
        """The closing form says something else; returns whether it is open."""
        if "closing" in self._kept:
            self._kept["closing"] = {**self._kept["closing"], "answers": answers}
        return "closing" in self._kept

    def go_on(self) -> None:
        """The session goes on."""
        self._kept.pop("closing", None)

    def forget(self) -> None:
        """The session is over."""
        self._kept = {}
        self.keep_draft(None)

    def keep(self, log: "Log") -> None:
        """Write it down."""
        study = self._ui.study
        if study is None or study.read_only:
            return
        values = self._kept = {
            **self._kept,
            "session": log.id,
            "observer": log.observer,
            "touchpoint": log.touchpoint,
            "shopper": log.followed.selected,
            "seen_t": log.now() if log.live else self._kept.get("seen_t"),
        }
        study.call(lambda uow: uow.keep_local(PLACE, values), undoable=False)

    def draft(self, session_id: str) -> Draft | None:
        """The unsent text of the session, if there is any."""
        study = self._ui.study
        found = Draft.of(study.file.local(DRAFT)) if study is not None else None
        return found if found is not None and found.session_id == session_id and found.text else None

    def keep_draft(self, draft: Draft | None) -> None:
        """Write the unsent text down."""
        study = self._ui.study
        if study is None or study.read_only:
            return
        value = draft.plain() if draft is not None else None
        study.call(lambda uow: uow.keep_local(DRAFT, value), undoable=False)
