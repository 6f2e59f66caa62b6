# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules speak one at a time, the most urgent first, and never twice for the same cause."""

from dataclasses import replace
from typing import Any

import pytest

from cxfield.i18n import Texts
from cxfield.methods.rules import Heard, Noted, Prompt, Rated, Situation, interpreting_words, look, stands

MINUTE = 60_000
CALM = Situation(
    now=30 * MINUTE,
    locale="en",
    rated=(Rated(30 * MINUTE, 1),),
    last_t=30 * MINUTE,
    phases=frozenset(("during",)),
)


def at(minutes: float, **more: Any) -> Situation:
    now = round(minutes * MINUTE)
    calm: dict[str, Any] = {"now": now, "rated": (Rated(now, 1),), "last_t": now}
    return replace(CALM, **(calm | more))


def shown(situation: Situation, heard: Heard | None = None, *, typing: bool = False) -> str:
    prompt, _ = look(situation, heard or Heard(), typing=typing)
    return prompt.do if prompt is not None else ""


def said(prompt: Prompt | None) -> str:
    return "" if prompt is None else Texts("en").t(prompt.reason, **dict(prompt.values))


def test_nothing_is_said_when_all_is_well() -> None:
    assert shown(CALM) == ""


def test_nothing_is_said_while_somebody_types() -> None:
    assert shown(at(61, planned_min=60, battery=5), typing=True) == ""


@pytest.mark.parametrize(
    ("situation", "do"),
    [
        (at(30, rated=tuple(Rated(29 * MINUTE + n, 4) for n in range(3))), "ordinary"),
        (at(30, rated=(), last_t=30 * MINUTE), "ordinary"),
        (at(30, last_t=24 * MINUTE, quiet_min=5), "line"),
        (at(30, noted=Noted("e", 30 * MINUTE, "Probably looks for a size")), "open"),
        (at(52, planned_min=60), "phase_after"),
        (at(50, break_min=45), "pause"),
        (at(61, planned_min=60, phases=frozenset(("during", "after"))), "stop"),
        (at(30, battery=20), "known"),
    ],
)
def test_each_rule_speaks_at_its_time(situation: Situation, do: str) -> None:
    assert shown(situation) == do
    texts = Texts("fi")
    prompt, _ = look(situation, Heard(), typing=False)
    assert prompt is not None
    for msgid in (prompt.sentence, prompt.reason, prompt.action):
        assert texts.t(msgid, **dict(prompt.values)) != Texts("en").t(msgid, **dict(prompt.values))


def test_limits_of_nought_switch_a_reminder_off() -> None:
    assert shown(at(300, last_t=0, quiet_min=0, break_min=0, planned_min=0)) == ""


def test_the_most_urgent_speaks_and_the_next_waits_five_minutes() -> None:
    situation = at(50, break_min=45, last_t=30 * MINUTE, quiet_min=5)
    first, heard = look(situation, Heard(), typing=False)
    assert first is not None
    assert first.do == "pause"
    assert shown(replace(situation, now=54 * MINUTE), heard) == ""
    assert shown(replace(situation, now=55 * MINUTE, rated=(Rated(55 * MINUTE, 1),)), heard) == "line"


def test_power_and_the_end_do_not_wait_for_the_five_minutes() -> None:
    heard = Heard(last=60 * MINUTE)
    assert shown(at(60.1, planned_min=60, phases=frozenset(("after",))), heard) == "stop"
    assert shown(at(60.1, battery=12), heard) == "known"


def test_the_battery_is_said_at_20_and_at_10_and_not_while_it_charges() -> None:
    heard, told = Heard(), []
    for left in (40, 21, 20, 19, 15, 11, 10, 9, 3):
        prompt, heard = look(at(30, battery=left), heard, typing=False)
        if prompt is not None:
            told.append(left)
            assert said(prompt) == f"{left} % is left. Everything logged is on the disk already."
    assert told == [20, 10]
    assert shown(at(30, battery=None)) == ""


def test_a_battery_that_is_very_low_at_once_is_said_once() -> None:
    prompt, heard = look(at(30, battery=8), Heard(), typing=False)
    assert prompt is not None
    assert shown(at(31, battery=7), heard) == ""


def test_a_silent_observer_is_told_but_not_asked() -> None:
    assert shown(at(30, silent=True, rated=(), last_t=0, quiet_min=5)) == ""
    assert shown(at(52, silent=True, planned_min=60)) == ""
    assert shown(at(50, silent=True, break_min=45)) == "pause"
    assert shown(at(61, silent=True, planned_min=60)) == "stop"
    assert shown(at(30, silent=True, battery=9)) == "known"


def test_the_end_of_the_planned_time_and_the_missing_phase_are_said_once() -> None:
    _, heard = look(at(61, planned_min=60, phases=frozenset(("after",))), Heard(), typing=False)
    assert shown(at(90, planned_min=60, phases=frozenset(("after",))), heard) == ""
    _, heard = look(at(52, planned_min=60), Heard(), typing=False)
    assert shown(at(58, planned_min=60), heard) == ""


def test_a_break_starts_the_count_anew() -> None:
    assert shown(at(50, break_min=45, rested_t=20 * MINUTE)) == ""
    assert shown(at(66, break_min=45, rested_t=20 * MINUTE)) == "pause"


def test_a_skipped_break_is_spoken_of_again_after_the_same_time() -> None:
    _, heard = look(at(45, break_min=45), Heard(), typing=False)
    assert shown(at(60, break_min=45), heard) == ""
    prompt, _ = look(at(90, break_min=45), heard, typing=False)
    assert said(prompt) == "90 min without a break: attention wears off"


def test_a_note_is_spoken_of_once_and_only_while_it_is_fresh() -> None:
    note = Noted("e", 30 * MINUTE, "varmaan etsii kokoa")
    fresh = at(30, noted=note, locale="fi")
    prompt, heard = look(fresh, Heard(), typing=False)
    assert prompt is not None
    assert prompt.about == "e"
    assert shown(at(36, noted=note, locale="fi"), heard) == ""
    assert shown(at(33, noted=note, locale="fi")) == ""


def test_a_prompt_goes_when_its_cause_is_gone() -> None:
    ordinary, _ = look(at(30, rated=()), Heard(), typing=False)
    assert ordinary is not None
    assert stands(ordinary, at(31, rated=()), 30 * MINUTE)
    assert not stands(ordinary, at(31), 30 * MINUTE)
    rest, _ = look(at(50, break_min=45), Heard(), typing=False)
    assert rest is not None
    assert not stands(rest, at(60, rested_t=59 * MINUTE), 50 * MINUTE)
    power, _ = look(at(30, battery=9), Heard(), typing=False)
    assert power is not None
    assert not stands(power, at(31, battery=None), 30 * MINUTE)
    after, _ = look(at(52, planned_min=60), Heard(), typing=False)
    assert after is not None
    assert not stands(after, at(53, phases=frozenset(("after",))), 52 * MINUTE)


@pytest.mark.parametrize(
    ("text", "locale", "found"),
    [
        ("Varmaan turhautui jonoon", "fi", ["Varmaan", "turhautui"]),
        ('Sanoi: "Haluaisin varmaan tämän"', "fi", []),
        ("Kävelee hyllylle, kääntyy takaisin", "fi", []),
        ("Turns back because the queue is long, seems annoyed", "en", ["because", "seems", "annoyed"]),
        ("Walks to the till", "en", []),
        ("Geht weg", "de", []),
    ],
)
def test_interpreting_words_are_found_outside_of_quotes(text: str, locale: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in interpreting_words(text, locale)] == found
