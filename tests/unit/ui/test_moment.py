# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A key keeps its own time though the window was busy."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from cxfield.clock import ManualClock
from ui.moment import Moment


class Machine:
    """The time of the machine, as its window system and its window tell it."""

    def __init__(self, ms: int = 500_000, lead: int = 0) -> None:
        self.ms = ms
        self.lead = lead
        self.moment = Moment(lambda: self.ms)

    def lively(self, ms: int) -> None:
        """Time goes by in which the window looks for events all the time."""
        for _ in range(2):
            self.ms += ms // 2
            self.moment.look()

    def press(self, waits: int) -> int:
        """A press that the window reads after so long; returns how long it is said to have waited."""
        pressed = (self.ms - self.lead) % (1 << 32)
        self.ms += waits
        return self.moment.waited(pressed)


def test_the_first_event_after_a_start_is_less_what_it_waited_too() -> None:
    machine = Machine()
    machine.lively(2)
    assert machine.press(1_500) == 1_500
    machine.lively(400)
    assert machine.press(3) == 3


def test_an_event_that_waited_long_keeps_its_time() -> None:
    machine = Machine()
    machine.lively(400)
    assert machine.press(26_000) == 26_000


def test_the_clock_of_another_machine_is_measured_by_its_quickest_event() -> None:
    machine = Machine(lead=1_234_567)
    machine.lively(400)
    assert machine.press(50) == 0, "nothing is known of it yet"
    machine.lively(400)
    assert machine.press(5) == 0
    machine.lively(400)
    assert machine.press(120) == 115
    machine.lively(400)
    assert machine.press(9_000) == 8_995


def test_when_the_clocks_part_no_event_is_taken_back_in_time() -> None:
    machine = Machine(lead=1_000)
    machine.lively(400)
    machine.press(0)
    for lead in (400_000, 1_000, 60_000):
        machine.lead = lead  # as after a sleep, or from an input method that has a clock of its own
        machine.lively(400)
        assert machine.press(4) == 0
        machine.lively(400)
        assert machine.press(10) == 6


def test_the_count_of_the_window_system_begins_anew_after_seven_weeks() -> None:
    machine = Machine(ms=(1 << 32) - 200)
    machine.lively(100)
    assert machine.press(700) == 700
    machine.lively(400)
    assert machine.press(40) == 40


def test_no_stamp_means_no_wait() -> None:
    assert Moment(lambda: 900_000).waited(0) == 0


def test_what_a_press_leads_to_has_its_time_until_the_window_looks_again() -> None:
    machine, clock = Machine(), ManualClock(1_000_000)
    machine.lively(400)
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier)
    press.setTimestamp(machine.ms)
    machine.ms += 800
    machine.moment.hear(press)
    assert machine.moment.stamp(clock).utc_ms == machine.moment.of(press, clock).utc_ms == 1_000_000 - 800
    machine.moment.look()
    assert machine.moment.stamp(clock).utc_ms == 1_000_000
