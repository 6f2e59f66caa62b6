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
        N_("In-store observation"),
        N_("Observation before, during and after with starter codes and touchpoints, five-theme guide"),
        "site",
    ),
    Template(
        "shop_along",
        N_("Shop-along"),
        N_("A guide for going along on a shopping trip, with codes, touchpoints and side tags"),
        "journey",
    ),
    Template(
        "interviews",
        N_("Interview round"),
        N_("The guide of five themes: expectations, emotions, ease, memories, loyalty"),
        "interview",
    ),
    Template(
        "exit_three",
        N_("Three-question exit intercept"),
        N_("Satisfaction, whether the visit gave what was wanted, and one suggestion"),
        "survey",
    ),
    Template(
        "focus_group",
        N_("Focus group"),
        N_("A guide of 90 minutes in seven parts, from the welcome to the thanks"),
        "group",
    ),
    Template(
        "check_in",
        N_("B2B check-in calls"),
        N_("A short call guide with retention, first contact resolution and response times"),
        "interview",
    ),
    Template(
        "web_walk",
        N_("Web-shop walk-through"),
        N_("Finding, ordering, speed and device, with digital touchpoints and their measures"),
        "keyboard",
    ),
    Template(
        "employee",
        N_("Employee round"),
        N_("What in the daily work helps or hinders a good customer experience"),
        "staff",
    ),
)
