# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counters, watches and looks of the open session: shown at once, written behind, tried again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.methods.instruments import Method, TimingKind
from cxfield.services.instrument_shapes import Instruments, PlanView, TimingView
from ui.late import Late
from ui.pages.observe.log import Log
from ui.pages.observe.outbox import Letter

if TYPE_CHECKING:
    from cxfield.services import instrument_views as views
    from cxfield.services import instruments as verbs
else:
    views = Late("cxfield.services.instrument_views")
    verbs = Late("cxfield.services.instruments")

_KINDS = frozenset(("tally", "timing", "sample", "sample_plan", "zone"))


class Gauges(QObject):
    """`changed` says that something is to be painted again; times are those of the session clock."""

    changed = Signal()

    def __init__(self, log: Log, state: Instruments, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.log = log
        self.state = state
        self.last_t = 0
        self._own: Any = None
        self._version = 0
        log.study.changed.connect(self._heard)

    def close(self) -> None:
        """Listen no more."""
        self.log.study.changed.disconnect(self._heard)

    # -- counters

    def press(self, key: str) -> None:
        """Count one."""
        if not self._may():
            return
        stamp, tally_id = self.log.stamp(), self.log.new_id()
        self._tally(key, 1)
        touchpoint = self.log.touchpoint
        self._send(
            tally_id,
            lambda uow: verbs.count(
                uow,
                session_id=self.log.id,
                key=key,
                stamp=stamp,
                touchpoint_id=touchpoint,
                tally_id=tally_id,
            ),
            N_("Count"),
            keep=True,
        )

    def take_back(self, key: str) -> None:
        """Take the latest press back."""
        if self.log.study.read_only or not self.state.tallies.get(key, 0):
            return
        self._tally(key, -1)
        self._send(
            f"tally/{key}",
            lambda uow: verbs.take_back(uow, session_id=self.log.id, key=key),
            N_("Take a count back"),
        )

    # -- watches

    def start(self, kind: TimingKind, goal: str = "") -> str | None:
        """Start the watch on a task or a contact; returns its id."""
        if not self._may():
            return None
        stamp, timing_id = self.log.stamp(), self.log.new_id()
        row = TimingView(timing_id, kind.value, "", goal, self.log.at(stamp), None, None, None, None)
        self._show(timings=(row, *self.state.timings))
        touchpoint = self.log.touchpoint
        self._send(
            timing_id,
            lambda uow: verbs.start_timing(
                uow,
                session_id=self.log.id,
                kind=kind,
                stamp=stamp,
                goal=goal,
                touchpoint_id=touchpoint,
                timing_id=timing_id,
            ),
            N_("Start a watch"),
            keep=True,
        )
        return timing_id

    def respond(self, timing_id: str) -> None:
        """Somebody answered."""
        row = self._timing(timing_id)
        if row is None or row.response_t is not None or not self._may():
            return
        stamp = self.log.stamp()
        self._put(replace(row, response_t=self.log.at(stamp)))
        self._send(
            timing_id, partial(verbs.respond, timing_id=timing_id, stamp=stamp), N_("Note the response")
        )

    def finish(self, timing_id: str, *, reached: bool, first_contact: bool | None = None) -> None:
        """Stop the watch and say what came of it; saying it again changes only that."""
        row = self._timing(timing_id)
        if row is None or not self._may():
            return
        stamp = self.log.stamp()
        end = self.log.at(stamp) if row.end_t is None else row.end_t
        self._put(replace(row, end_t=end, reached=reached, first_contact=first_contact))
        self._send(
            timing_id,
            partial(
                verbs.finish_timing,
                timing_id=timing_id,
                stamp=stamp,
                reached=reached,
                first_contact=first_contact,
            ),
            N_("Stop a watch"),
        )

    def name(self, timing_id: str, words: str) -> None:
        """Say what is being timed."""
        row = self._timing(timing_id)
        if row is None or row.name == words or self.log.study.read_only:
            return
        self._put(replace(row, name=words))
        self._send(
            timing_id,
            partial(verbs.change_timing, timing_id=timing_id, name=words.strip()),
            N_("Name a watch"),
        )

    # -- looks

    def sample(self, method: Method, every_ms: int, targets: Sequence[str]) -> None:
        """Begin to look at even times."""
        stamp = self.log.stamp()
        if self._may():
            self._send(
                f"plan/{method}",
                partial(
                    verbs.start_sampling,
                    session_id=self.log.id,
                    method=method,
                    every_ms=every_ms,
                    targets=tuple(targets),
                    stamp=stamp,
                ),
                N_("Start sampling"),
                again=True,
            )

    def stop_sampling(self, plan: PlanView) -> None:
        """No more looks of this kind."""
        if self.log.study.read_only:
            return
        stamp = self.log.stamp()
        self._show(plans=tuple(p for p in self.state.plans if p.id != plan.id))
        self._send(
            f"plan/{plan.method}",
            partial(verbs.stop_sampling, plan_id=plan.id, stamp=stamp),
            N_("Stop sampling"),
        )

    def answer(self, plan: PlanView, due_t: int, found: Mapping[str, int]) -> None:
        """Write down what a look found."""
        if not self._may():
            return
        stamp = self.log.stamp()
        done = replace(plan, answered=plan.answered | {due_t})
        self._show(plans=tuple(done if p.id == plan.id else p for p in self.state.plans))
        self._send(
            f"{plan.id}/{due_t}",
            partial(verbs.answer_look, plan_id=plan.id, due_t=due_t, found=dict(found), stamp=stamp),
            N_("Answer a look"),
            keep=True,
        )

    def due(self) -> tuple[PlanView, int] | None:
        """The look that waits for an answer, the one that waits longest if several do."""
        now = self.log.now()
        waiting = [(due, plan) for plan in self.state.plans if (due := plan.due(now)) is not None]
        if not waiting or not self.log.live:
            return None
        due, plan = min(waiting, key=lambda pair: (pair[0], pair[1].id))
        return plan, due

    def seen(self, plan: PlanView, due_t: int, take: Callable[[frozenset[str]], None]) -> None:
        """What the log itself says of a look, asked in the background."""
        self.log.study.ask(views.seen_in_log, self.log.id, plan, due_t, done=take)

    # -- inside

    def _may(self) -> bool:
        log = self.log
        if log.live:
            return True
        if not log.study.read_only:
            log.said.emit(UserError(N_("Session {n} is paused. Continue it to log."), n=log.session.number))
        return False

    def _tally(self, key: str, step: int) -> None:
        self.last_t = self.log.now()
        tallies = dict(self.state.tallies)
        tallies[key] = max(0, tallies.get(key, 0) + step)
        self._show(tallies=tallies)

    def _timing(self, timing_id: str) -> TimingView | None:
        return next((row for row in self.state.timings if row.id == timing_id), None)

    def _put(self, row: TimingView) -> None:
        self._show(timings=tuple(row if one.id == row.id else one for one in self.state.timings))

    def _show(self, **parts: Any) -> None:
        self.last_t = self.log.now()
        self._version += 1
        self.state = replace(self.state, **parts)
        self.changed.emit()

    def _send(
        self, about: str, verb: Callable[[Any], Any], label: str, *, keep: bool = False, again: bool = False
    ) -> None:
        def written(committed: Any) -> None:
            if again:
                self.reload()
            else:
                self._own = committed.change

        def refused(error: BaseException) -> None:
            self.log.said.emit(error)
            self.reload()

        self.log.send(Letter(about, verb, label, written, refused, keep))

    def _heard(self, change: Any) -> None:
        """Something was written by others, or undone."""
        if change is not self._own and change.kinds & _KINDS:
            self.reload()

    def reload(self) -> None:
        """Ask everything again, behind what is being written."""
        locale = self.log.ui.texts.locale
        # What is on its way now may be in the answer or not.
        asked = None if self.log.study.pending else self._version
        self.log.study.ask(
            views.instruments, self.log.id, locale, done=lambda state: self._take(state, asked)
        )

    def _take(self, state: Instruments, asked: int | None) -> None:
        if self.log.study.pending or asked != self._version:
            self.reload()  # what was on its way, or was pressed meanwhile, would be missing
            return
        self.state = state
        self.changed.emit()
