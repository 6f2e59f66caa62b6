# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rule 4: before, during and after."""

from collections.abc import Collection

from cxfield.i18n import N_
from cxfield.methods.rules.base import MINUTE_MS, Prompt, Rule
from cxfield.model.enums import Phase

SETTLING_MINUTES = 10
#: This long before the planned end there is still time to begin the next phase.
MINUTES_BEFORE_END = 10

TIMING = Rule(
    key="timing",
    name=N_("Timing"),
    meaning=N_(
        "Observe before, during and after the event. Be patient: people act differently when they are "
        "watched, and need time to relax."
    ),
    capture=N_("The phase of every entry, a settling-in timer, and a mark for those aware of the observer."),
    prompt=N_("Has the “after” phase been observed?"),
)


def missing_phases(observed: Collection[str]) -> tuple[Phase, ...]:
    """Return the phases that have not been begun, in their order."""
    return tuple(phase for phase in Phase if phase not in observed)


def after_prompt(
    observed: Collection[str], elapsed_ms: int, planned_ms: int | None = None, *, stopping: bool = False
) -> Prompt | None:
    """Return a prompt when the end is near and the phase after has not been begun.

    `observed` are the phases begun at this site, this session included. The end is near when the session is
    being stopped, or at most ten minutes of its planned time remain. Nothing is asked before the phase
    during has begun.
    """
    if Phase.AFTER in observed or Phase.DURING not in observed:
        return None
    near = planned_ms is not None and elapsed_ms >= planned_ms - MINUTES_BEFORE_END * MINUTE_MS
    if not (stopping or near):
        return None
    return Prompt(
        TIMING.key,
        TIMING.prompt,
        N_("The “after” phase has not been started"),
        N_("Start the “after” phase"),
        do="phase_after",
    )


def settling_left_ms(elapsed_ms: int, settling_minutes: int = SETTLING_MINUTES) -> int:
    """Return how much of the settling-in time remains; entries made while it does are marked."""
    return max(settling_minutes * MINUTE_MS - elapsed_ms, 0)
