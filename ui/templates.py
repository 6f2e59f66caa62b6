# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a new study can begin from; only templates that really work are in the list."""

from dataclasses import dataclass

from cxfield.i18n import N_


@dataclass(frozen=True, slots=True)
class Template:
    """A row of the start page."""

    id: str
    title: str
    sentence: str
    icon: str


TEMPLATES: tuple[Template, ...] = (
    Template(
        "store",
        N_("In-store experience"),
        N_("Observation before, during and after with starter codes and touchpoints, five-theme guide"),
        "site",
    ),
    Template(
        "interviews",
        N_("Customer interviews"),
        N_("The guide of five themes: expectations, emotions, ease, memories, loyalty"),
        "interview",
    ),
)
