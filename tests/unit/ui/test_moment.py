# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A key keeps its own time though the window was busy."""

from ui.moment import Moment


def test_the_first_event_is_taken_as_it_comes_and_a_later_one_less_what_it_waited() -> None:
    moment = Moment()
    assert moment.waited(1_000, 500_000) == 0
    assert moment.waited(2_000, 501_120) == 120
    assert moment.waited(3_000, 502_004) == 4


def test_a_quicker_event_is_the_new_measure() -> None:
    moment = Moment()
    moment.waited(1_000, 500_050)
    assert moment.waited(2_000, 501_000) == 0
    assert moment.waited(3_000, 502_050) == 50


def test_after_a_sleep_the_clocks_are_matched_anew_and_no_stamp_means_no_wait() -> None:
    moment = Moment()
    moment.waited(1_000, 500_000)
    assert moment.waited(2_000, 900_000) == 0
    assert moment.waited(3_000, 901_010) == 10
    assert moment.waited(0, 901_500) == 0
