# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which rule speaks now: one at most, the most urgent first; nothing is ever blocked."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from cxfield.i18n import N_
from cxfield.methods.rules.attentiveness import ATTENTIVENESS, interpreting_words
from cxfield.methods.rules.base import MINUTE_MS, Prompt, may_prompt
from cxfield.methods.rules.ordinariness import Rated, ordinary_prompt
from cxfield.methods.rules.timing import TIMING, after_prompt

#: The power of the device: no rule of the method, but said in the same bar.
POWER = "power"
BATTERY_LOW, BATTERY_VERY_LOW = 20, 10


@dataclass(frozen=True, slots=True)
class Noted:
    """The latest entry with words: its id, when it was logged, and its words without the interpretation."""

    id: str
    t_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class Situation:
    """A running session as the rules see it; times are those of the session clock in ms.

    `last_t` is when anything was logged last, `rested_t` when the last break ended (0: none yet). The limits
    are in minutes, 0 switches a reminder off. `battery` is in per cent while nothing charges it.
    """

    now: int
    locale: str
    silent: bool = False
    rated: tuple[Rated, ...] = ()
    last_t: int = 0
    rested_t: int = 0
    phases: frozenset[str] = frozenset()
    planned_min: int = 0
    quiet_min: int = 0
    break_min: int = 0
    noted: Noted | None = None
    battery: int | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What has been said in this session already, so that nothing is said twice for the same cause."""

    last: int | None = None
    ordinary: int = 0
    quiet: int = 0
    rest: int = 0
    interpreted: str = ""
    once: frozenset[str] = field(default_factory=frozenset)


def look(situation: Situation, heard: Heard, *, typing: bool) -> tuple[Prompt | None, Heard]:
    """Return the prompt to show now, if any, and what has been heard after it.

    Power and the end of the planned time are told as soon as nobody types; the others keep five minutes
    apart. A silent observer is asked no questions.
    """
    if typing:
        return None, heard
    spaced = may_prompt(situation.now, heard.last, typing=typing)
    for check in _CHECKS:
        found = check(situation, heard)
        if found is None or (found.question and (situation.silent or not spaced)):
            continue
        if found.do == "pause" and not spaced:
            continue
        return found, _after(found, situation, heard)
    return None, heard


def stands(prompt: Prompt, situation: Situation, shown_t: int) -> bool:
    """Whether the cause of a prompt that is shown still holds; `shown_t` is when it was shown."""
    if prompt.do == "ordinary":
        return not any(e.ordinariness <= _ORDINARY and e.t_ms >= shown_t for e in situation.rated)
    if prompt.do == "line":
        return situation.last_t < shown_t
    if prompt.do == "phase_after":
        return "after" not in situation.phases
    if prompt.do == "pause":
        return situation.rested_t <= shown_t
    if prompt.rule == POWER:
        return situation.battery is not None
    return True


_ORDINARY = 2


def _power(situation: Situation, heard: Heard) -> Prompt | None:
    left = situation.battery
    if left is None or left > BATTERY_LOW:
        return None
    step = BATTERY_VERY_LOW if left <= BATTERY_VERY_LOW else BATTERY_LOW
    if f"{POWER}{step}" in heard.once or f"{POWER}{BATTERY_VERY_LOW}" in heard.once:
        return None
    return Prompt(
        POWER,
        N_("The battery is running low. Plug the device in."),
        N_("{n} % is left. Everything logged is on the disk already."),
        N_("I know"),
        (("n", left),),
        do="known",
        question=False,
    )


def _end(situation: Situation, heard: Heard) -> Prompt | None:
    planned = situation.planned_min
    if not planned or situation.now < planned * MINUTE_MS or "end" in heard.once:
        return None
    return Prompt(
        TIMING.key,
        N_("The planned time is over."),
        N_("{n} min were planned"),
        N_("Stop the session"),
        (("n", planned),),
        do="stop",
        question=False,
    )


def _after_phase(situation: Situation, heard: Heard) -> Prompt | None:
    if "after" in heard.once:
        return None
    planned = situation.planned_min * MINUTE_MS or None
    return after_prompt(situation.phases, situation.now, planned)


def _rest(situation: Situation, heard: Heard) -> Prompt | None:
    since = max(situation.rested_t, heard.rest)
    minutes = (situation.now - since) // MINUTE_MS
    if not situation.break_min or minutes < situation.break_min:
        return None
    return Prompt(
        ATTENTIVENESS.key,
        N_("It is time for a short break."),
        N_("{n} min without a break: attention wears off"),
        N_("Take a break"),
        (("n", (situation.now - situation.rested_t) // MINUTE_MS),),
        do="pause",
        question=False,
    )


def _ordinary(situation: Situation, heard: Heard) -> Prompt | None:
    return ordinary_prompt(situation.rated, situation.now, heard.ordinary)


def _interpreted(situation: Situation, heard: Heard) -> Prompt | None:
    noted = situation.noted
    if noted is None or noted.id == heard.interpreted:
        return None
    if situation.now - noted.t_ms > 2 * MINUTE_MS:
        return None  # by now the eyes are on something else; the review comes back to it
    if not interpreting_words(noted.text, situation.locale):
        return None
    return Prompt(
        ATTENTIVENESS.key,
        ATTENTIVENESS.prompt,
        N_("The latest note sounds like an interpretation"),
        N_("Open the note"),
        do="open",
        about=noted.id,
    )


def _quiet(situation: Situation, heard: Heard) -> Prompt | None:
    minutes = (situation.now - max(situation.last_t, heard.quiet)) // MINUTE_MS
    if not situation.quiet_min or minutes < situation.quiet_min:
        return None
    return Prompt(
        "accuracy_objectivity",
        N_("What is happening right now?"),
        N_("{n} min without an entry"),
        N_("Write a note"),
        (("n", (situation.now - situation.last_t) // MINUTE_MS),),
        do="line",
    )


_CHECKS: tuple[Callable[[Situation, Heard], Prompt | None], ...] = (
    _power,
    _end,
    _after_phase,
    _rest,
    _ordinary,
    _interpreted,
    _quiet,
)


def _after(prompt: Prompt, situation: Situation, heard: Heard) -> Heard:
    """What has been heard once this prompt is on the screen."""
    now = situation.now
    once = heard.once
    if prompt.rule == POWER:
        step = BATTERY_VERY_LOW if (situation.battery or 0) <= BATTERY_VERY_LOW else BATTERY_LOW
        return replace(heard, once=once | {f"{POWER}{step}"})
    heard = replace(heard, last=now)
    if prompt.do == "stop":
        return replace(heard, once=once | {"end"})
    if prompt.do == "phase_after":
        return replace(heard, once=once | {"after"})
    if prompt.do == "pause":
        return replace(heard, rest=now)
    if prompt.do == "open":
        return replace(heard, interpreted=prompt.about)
    if prompt.do == "line":
        return replace(heard, quiet=now)
    return replace(heard, ordinary=now)
