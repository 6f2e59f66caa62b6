# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The five themes of an interview, with the short names that fit a tab."""

from dataclasses import dataclass

from cxfield.i18n import N_


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: its key in sections, its name and short name (msgids)."""

    key: str
    name: str
    short: str


THEMES: tuple[Theme, ...] = (
    Theme("expectations", N_("Meeting of expectations"), N_("Expectations")),
    Theme("emotions", N_("Emotions and feelings experienced"), N_("Feelings")),
    Theme("ease", N_("Ease of doing business"), N_("Ease")),
    Theme("memories", N_("Memories and stories"), N_("Memories")),
    Theme("loyalty", N_("Future loyalty"), N_("Loyalty")),
)


def theme(key: str) -> Theme | None:
    """Return the theme of that key."""
    return next((theme for theme in THEMES if theme.key == key), None)
