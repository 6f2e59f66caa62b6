# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The five themes of an interview and its closing, with the short names that fit a tab."""

from dataclasses import dataclass

from cxfield.i18n import N_, Texts


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

#: The end of a guide: asked and told as any part, but no theme whose coverage is counted.
CLOSING = Theme("closing", N_("Closing"), N_("Closing"))


def theme(key: str) -> Theme | None:
    """Return the theme of that key, or the closing."""
    return next((theme for theme in (*THEMES, CLOSING) if theme.key == key), None)


def part_name(key: str) -> str:
    """What a part of a guide is called (a msgid) where it has no name; nothing for other themes."""
    found = theme(key)
    return found.name if found is not None else "" if key else N_("Warm-up")


def theme_words(key: str, texts: Texts) -> str:
    """What a theme is called; a theme of one's own is called as it was written."""
    found = theme(key)
    return texts.t(found.name) if found is not None else key


def theme_key(words: str, texts: Texts) -> str:
    """The key of the theme that is called so, long or short; other words are a theme of one's own."""
    said = words.strip().casefold()
    names = (
        (one.key, texts.t(name).casefold()) for one in (*THEMES, CLOSING) for name in (one.name, one.short)
    )
    return next((key for key, name in names if name == said), words.strip())
