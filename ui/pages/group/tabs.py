# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tabs of panels that share a place in a running group."""

from ui.context import Say, Ui
from ui.widgets.segment import Option, Segment

PANELS = ("statements", "guide", "balance", "cards", "ideas")
#: Where statements and balance have a place of their own.
SIDE = ("guide", "cards", "ideas")


def tabs_of(ui: Ui, panels: tuple[str, ...]) -> Segment:
    """A tab for each of these, the first chosen."""
    return Segment(
        ui, [Option(key, _NAMES[key]) for key in panels], value=panels[0], touch=True, check=False,
        name=lambda x: x.t("What is shown"),
    )  # fmt: skip


_NAMES: dict[str, Say] = {
    "statements": lambda x: x.t("Statements"),
    "guide": lambda x: x.t("Guide"),
    "balance": lambda x: x.t("Balance"),
    "cards": lambda x: x.t("Cards"),
    "ideas": lambda x: x.t("Ideas"),
}
