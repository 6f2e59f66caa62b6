# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The few words that writers add to a document themselves."""

import re

from cxfield.document.nodes import Language
from cxfield.i18n import N_, Texts
from cxfield.textclean import clean

_BREAKS = re.compile("[ \n\t]+")

FIGURE, TABLE = N_("Figure {n}."), N_("Table {n}.")

LONGEST_TITLE = 500
"""Signs of a title or heading that are printed."""

_QUOTES = {"fi": ("”", "”"), "en": ("“", "”")}
_MARKS = "\"”“„«»'’‘"


def figure_label(texts: Texts, number: int) -> str:
    """The start of a figure's caption."""
    return texts.t(FIGURE, n=number)


def table_label(texts: Texts, number: int) -> str:
    """The start of a table's caption."""
    return texts.t(TABLE, n=number)


def quoted(text: str, language: Language) -> str:
    """The words between the quotation marks of the language, whatever marks they came with."""
    opening, closing = _QUOTES[language]
    words = clean(text).strip()
    if len(words) > 1 and words[0] in _MARKS and words[-1] in _MARKS:
        words = words[1:-1].strip()
    return f"{opening}{words}{closing}"


def line(text: str) -> str:
    """Cleaned text on one line; no-break spaces keep figures with their units."""
    return _BREAKS.sub(" ", clean(text)).strip()


def brief(text: str, most: int = 160) -> str:
    """One line that fits where there is room for a few lines only."""
    words = line(text)
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
