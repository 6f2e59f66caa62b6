# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rule 5: debrief and analyse."""

import datetime as dt
from collections.abc import Iterable

from cxfield.i18n import N_
from cxfield.methods.rules.base import Rule

#: The report warns when there are reflections from fewer days than this.
ENOUGH_REFLECTION_DAYS = 2

DEBRIEF = Rule(
    key="debrief_analysis",
    name=N_("Debrief and analysis"),
    meaning=N_(
        "Gather the observers in a session of its own to share and analyse. Reflecting over a few days "
        "deepens the understanding."
    ),
    capture=N_("A debrief session, and dated reflections on the days after it."),
    prompt=N_("Return to the observations for a few days."),
    in_bar=False,
)


def reflected_too_little(days: Iterable[dt.date]) -> bool:
    """Whether the reflections come from fewer than two days; several of one day count once."""
    return len(set(days)) < ENOUGH_REFLECTION_DAYS
