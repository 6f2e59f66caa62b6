# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts, numbers and dates in the reader's language."""

import datetime as dt
import gettext
import io
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from cxfield import paths

LOCALES = ("fi", "en")
MINUS = "\u2212"
NBSP = "\u00a0"

_DECIMAL = {"fi": ",", "en": "."}
_GROUP = {"fi": NBSP, "en": ","}
_PERCENT = {"fi": NBSP + "%", "en": "%"}
_CLOCK = {"fi": ".", "en": ":"}
_WEEKDAYS = {
    "fi": ("ma", "ti", "ke", "to", "pe", "la", "su"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = {
    "fi": [
        "tammi",
        "helmi",
        "maalis",
        "huhti",
        "touko",
        "kesä",
        "heinä",
        "elo",
        "syys",
        "loka",
        "marras",
        "joulu",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def N_(msgid: str) -> str:  # noqa: N802 - the customary name
    """Mark a text for the catalogue and return it untranslated."""
    return msgid


def NC_(context: str, msgid: str) -> tuple[str, str]:  # noqa: N802 - the customary name
    """Mark a text with its context; `texts.tc(*pair)` translates it."""
    return context, msgid


def pick(content: Mapping[str, str] | None, locale: str) -> str:
    """Return study content in the language, else in English, else in any language that has it, else ""."""
    if not content:
        return ""
    for key in (locale, "en", *content):
        if content.get(key):
            return content[key]
    return ""


def best_locale(wanted: Iterable[str]) -> str:
    """Return the first language of a list like ("fi_FI.UTF-8", "sv") that CXField speaks, else English."""
    for name in wanted:
        language = name.replace("-", "_").partition("_")[0].partition(".")[0].lower()
        if language in LOCALES:
            return language
    return "en"


def system_locale(environ: Mapping[str, str] = os.environ) -> str:
    """Return the language the environment asks for."""
    wanted = environ.get("LANGUAGE", "").split(":")
    wanted += [environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    return best_locale(name for name in wanted if name)


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts and formats of one language; passed in, never global."""

    locale: str
    _catalogue: gettext.NullTranslations = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.locale not in LOCALES:
            raise ValueError(f"no texts in {self.locale!r}")
        object.__setattr__(self, "_catalogue", _load(self.locale))

    def t(self, msgid: str, /, **values: object) -> str:
        """Translate a text and fill in its values."""
        said = self._catalogue.gettext(msgid) if msgid else ""
        return said.format(**values) if values else said

    def tn(self, one: str, many: str, n: int, /, **values: object) -> str:
        """Translate a text that depends on a count; {n} is the count, grouped by thousands."""
        return self._catalogue.ngettext(one, many, n).format(n=self.number(n), **values)

    def tc(self, context: str, msgid: str, /, **values: object) -> str:
        """Translate a text whose meaning depends on where it stands."""
        said = self._catalogue.pgettext(context, msgid)
        return said.format(**values) if values else said

    def number(self, x: float, digits: int = 0) -> str:
        """Format a number with a fixed count of decimals; halves round away from zero."""
        exact = Decimal(x) if isinstance(x, int) else Decimal(repr(float(x)))
        if not exact.is_finite():
            return "–"
        text = f"{exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):,f}"
        if text.startswith("-"):
            # A value that rounds to nothing has no sign.
            text = MINUS + text[1:] if text.strip("-0.,") else text[1:]
        return text.translate({ord(","): _GROUP[self.locale], ord("."): _DECIMAL[self.locale]})

    def signed(self, x: float, digits: int = 0) -> str:
        """Format a number that always shows its sign, except zero."""
        text = self.number(x, digits)
        return "+" + text if x > 0 and text.strip("0,." + NBSP) else text

    def percent(self, share: float, digits: int = 0) -> str:
        """Format a share (0.75) as percent: "75 %" in Finnish, "75%" in English."""
        scaled = Decimal(share) * 100 if isinstance(share, int) else Decimal(repr(float(share))) * 100
        return self.number(float(scaled), digits) + _PERCENT[self.locale]

    def date(self, d: dt.date) -> str:
        """Format a date: "9.10.2026", "9 Oct 2026"."""
        return f"{self._day_month(d)}{d.year}" if self.locale == "fi" else f"{self._day_month(d)} {d.year}"

    def long_date(self, d: dt.date) -> str:
        """Format a date in words: "9. lokakuuta 2026", "9 October 2026"."""
        if self.locale == "fi":
            return f"{d.day}. {_MONTHS['fi'][d.month - 1]}kuuta {d.year}"
        return f"{d.day} {_MONTHS['en'][d.month - 1]} {d.year}"

    def day(self, d: dt.date, *, weekday: bool = True) -> str:
        """Format a day of this year: "to 9.10.", "Thu 9 Oct"; where space is short without the weekday."""
        short = self._day_month(d)
        return f"{_WEEKDAYS[self.locale][d.weekday()]} {short}" if weekday else short

    def time(self, moment: dt.time | dt.datetime, *, seconds: bool = False) -> str:
        """Format a time of day: "15.20", "15:20"; a sentence adds its own "klo"."""
        mark = _CLOCK[self.locale]
        text = f"{moment.hour}{mark}{moment.minute:02}"
        return f"{text}{mark}{moment.second:02}" if seconds else text

    def stopwatch(self, ms: int) -> str:
        """Format a session's clock: "0:27:42", whole seconds that have passed."""
        seconds = abs(ms) // 1000
        sign = MINUS if ms < 0 and seconds else ""
        return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"

    def listing(self, items: Iterable[str]) -> str:
        """Join words to a list: "a, b ja c", "a, b and c"."""
        words = list(items)
        if len(words) < 2:  # noqa: PLR2004 - nothing to join
            return "".join(words)
        return f"{', '.join(words[:-1])} {'ja' if self.locale == 'fi' else 'and'} {words[-1]}"

    def _day_month(self, d: dt.date) -> str:
        return f"{d.day}.{d.month}." if self.locale == "fi" else f"{d.day} {_MONTHS['en'][d.month - 1][:3]}"


@cache
def _load(locale: str) -> gettext.NullTranslations:
    """Return the catalogue of a language; English needs none, for the texts themselves are English."""
    if locale == "en":
        return gettext.NullTranslations()
    compiled = paths.catalogue(locale)
    fresh = _fresh_from_source(locale, compiled)
    if fresh is not None:
        return gettext.GNUTranslations(io.BytesIO(fresh))
    if compiled.is_file():
        with compiled.open("rb") as stream:
            return gettext.GNUTranslations(stream)
    return gettext.NullTranslations()


def _fresh_from_source(locale: str, compiled: Path) -> bytes | None:
    """Compile the catalogue again where somebody works in the source tree and has changed it."""
    if paths.source_root() is None:
        return None
    source = paths.resources() / "locale" / locale / "LC_MESSAGES" / "cxfield.po"
    if not source.is_file():
        return None
    if compiled.is_file() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return None
    try:
        from babel.messages.mofile import write_mo  # a tool of the source tree only
        from babel.messages.pofile import read_po
    except ImportError:
        return None
    out = io.BytesIO()
    with source.open("rb") as stream:
        write_mo(out, read_po(stream, locale=locale))
    return out.getvalue()


def texts_of(language: str) -> Texts:
    """Return the program's texts for a language of a study: English where CXField does not speak it."""
    return Texts(best_locale((language,)))
