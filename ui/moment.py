# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When an event happened, as opposed to when a busy window came to look at it."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QObject
from PySide6.QtGui import QGuiApplication, QInputEvent, QWindow

from cxfield.clock import Clock, Stamp
from cxfield.timers import timers

#: Window systems count milliseconds in 32 bits, and begin anew after seven weeks.
_ROUND = 1 << 32
_PRESSES = frozenset(
    (
        QEvent.Type.ShortcutOverride,
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchEnd,
    )
)


class Moment:
    """`of(event, clock)`: the clock's stamp less the time the event waited in the queue.

    The window system stamps its events on a clock of its own; where it is the machine's, which stands still
    in sleep, even the first event after a start tells how long it waited. No event has waited longer than
    since the window last looked for any: one that says so is from another clock, whose lead is noted then.
    """

    __slots__ = ("_gap", "_heard", "_looked", "_now", "_real", "known")

    def __init__(self, now: Callable[[], int] | None = None) -> None:
        self._now = now or _machine()
        self._gap = 0
        # Events that come while others are handled are seen at the next look: hence the last but one.
        self._looked = (self._now(), self._now())
        self._heard: int | None = None
        #: The stamp of events that were kept and are handled only now.
        self.known: Stamp | None = None
        # Without a window system events are made by tests, with times that mean nothing.
        self._real = now is not None or QGuiApplication.platformName() not in ("offscreen", "minimal", "")

    @property
    def real(self) -> bool:
        """Whether events have times that mean something."""
        return self._real

    def of(self, event: QInputEvent, clock: Clock) -> Stamp:
        """The stamp of an event."""
        if self.known is not None:
            return self.known
        return self._less(clock.stamp(), int(event.timestamp()))

    def stamp(self, clock: Clock) -> Stamp:
        """The stamp of the press that is being handled, else of now."""
        return clock.stamp() if self._heard is None else self._less(clock.stamp(), self._heard)

    def hear(self, event: QInputEvent) -> None:
        """A press: until the window looks for events again, what happens is its doing."""
        self._heard = int(event.timestamp())

    def look(self) -> None:
        """The window looks for events."""
        self._looked = (self._looked[1], self._now())
        self._heard = None

    def waited(self, event_ms: int) -> int:
        """How long an event has waited that the window system stamped `event_ms`."""
        if event_ms <= 0:
            return 0
        now = self._now()
        waited = (now - event_ms - self._gap + _ROUND // 2) % _ROUND - _ROUND // 2
        if not 0 <= waited <= now - self._looked[0]:
            self._gap += waited
            return 0
        return waited

    def _less(self, stamp: Stamp, event_ms: int) -> Stamp:
        waited = self.waited(event_ms) if self._real else 0
        if not waited:
            return stamp
        return replace(stamp, utc_ms=stamp.utc_ms - waited, mono_ms=stamp.mono_ms - waited)


class Presses(QObject):
    """Hears every press before the widgets of a view do, so that what it leads to has its time."""

    def __init__(self, moment: Moment, view: QObject) -> None:
        super().__init__(view)
        self._moment = moment
        self._window: QWindow | None = None
        if moment.real:
            # Shortcuts are told to the view only, everything else goes through its window.
            view.installEventFilter(self)
            QAbstractEventDispatcher.instance().aboutToBlock.connect(self._look)

    def listen(self, window: QWindow | None) -> None:
        """The window that the view stands in."""
        if self._moment.real and window is not None and window is not self._window:
            self._window = window
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let everything through."""
        if event.type() in _PRESSES and isinstance(event, QInputEvent):
            self._moment.hear(event)
        return False

    def _look(self) -> None:
        self._moment.look()


def _machine() -> Callable[[], int]:
    machine = timers()
    tell = machine.awake or machine.through
    return lambda: tell() // 1_000_000
