# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checklist of an open mind, ticked before an observation; by hand, in order."""

from collections.abc import Iterable
from dataclasses import dataclass

from cxfield.i18n import N_


@dataclass(frozen=True, slots=True)
class OpenMind:
    """One line of the checklist; the key is what a session keeps."""

    key: str
    words: str


OPEN_MIND: tuple[OpenMind, ...] = (
    OpenMind("ordinary", N_("I look for what is ordinary, not only for what surprises.")),
    OpenMind("describe", N_("I describe what people do and say, and interpret later.")),
    OpenMind("expected", N_("What I expect to see is written down, and I set it aside.")),
    OpenMind("roles", N_("It is agreed who leads and who observes silently.")),
    OpenMind("places", N_("I know where nobody is observed: fitting rooms and toilets.")),
)


def checklist_done(ticked: Iterable[str]) -> bool:
    """Whether every line was ticked."""
    return {item.key for item in OPEN_MIND} <= set(ticked)
