# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rule 2: collect without judging."""

import re

from cxfield.i18n import N_
from cxfield.methods.rules.base import Rule

#: A session whose self-rated attention (1-5) is below this is flagged.
ENOUGH_ATTENTION = 3

ATTENTIVENESS = Rule(
    key="attentiveness",
    name=N_("Attentiveness"),
    meaning=N_(
        "Collect without judging. Split the roles before starting: one leads, the other is a silent observer."
    ),
    capture=N_("A role for each session, your own attention 1–5 at the end, and what distracted you."),
    prompt=N_("Describe first, interpret later."),
)

# Beginnings of words, so that Finnish endings match too.
_JUDGING = {
    "fi": (
        *("huono", "huonoi", "tyhm", "typer", "hölm", "idioot", "laisk", "töyke", "surke", "kamal"),
        *("kauhe", "hirve", "ärsyttäv", "rasittav", "naurettav", "ihana", "ihania", "loistav", "mahtav"),
        *("upea", "upei", "erinomai", "ihastuttav"),
    ),
    "en": (
        *("bad", "badly", "stupid", "silly", "idiot", "lazy", "rude", "awful", "terrible", "horrible"),
        *("annoying", "ridiculous", "lovely", "wonderful", "brilliant", "fantastic", "excellent"),
    ),
}
_PATTERNS = {
    "fi": re.compile(rf"\b(?:{'|'.join(_JUDGING['fi'])})\w*", re.IGNORECASE),
    "en": re.compile(rf"\b(?:{'|'.join(_JUDGING['en'])})\b", re.IGNORECASE),
}

# Guessing at causes, thoughts and feelings; beginnings of words in Finnish, whole words in English.
_INTERPRETING = {
    "fi": (
        *("varmaan", "varmasti", "luultavasti", "todennäköis", "ilmeisesti", "ilmeise", "ehkä", "näköjään"),
        *("selvästi", "mielestäni", "luulen", "epäilen", "koska", "siksi", "tuntuu", "tuntui", "vaikuttaa"),
        *("vaikutti", "haluaa", "halusi", "toivo", "pelkä", "turhautu", "hermostu", "ärsyynty", "ihastu"),
        *("innostu", "pettyi", "petty", "tykkää", "tykkäsi", "inhoa", "ymmärtä", "ymmärsi"),
        *("ärtyn", "ärtyi", "vihai", "suuttu", "kyllästy", "tyytymät", "tyytyväi", "iloi"),
    ),
    "en": (
        *("probably", "presumably", "apparently", "obviously", "clearly", "perhaps", "maybe", "because"),
        *("seems", "seemed", "i think", "i guess", "i believe", "must have", "wants", "wanted", "hopes"),
        *(
            "hoped",
            "fears",
            "frustrated",
            "annoyed",
            "disappointed",
            "delighted",
            "excited",
            "likes",
            "hates",
        ),
        *("understands", "understood", "angry", "irritated", "bored", "unhappy", "dissatisfied", "satisfied"),
        *("happy", "pleased"),
    ),
}
_GUESSES = {
    "fi": re.compile(rf"\b(?:{'|'.join(_INTERPRETING['fi'])})\w*", re.IGNORECASE),
    "en": re.compile(rf"\b(?:{'|'.join(_INTERPRETING['en'])})\b", re.IGNORECASE),
}


def interpreting_words(text: str, locale: str) -> tuple[tuple[int, int], ...]:
    """Return where the text guesses at causes, thoughts or feelings, as (start, end) places; a hint only.

    Quoted speech is left alone: a customer may guess. A language without a list gives no hints.
    """
    return _outside_quotes(_GUESSES.get(locale), text)


def judging_words(text: str, locale: str) -> tuple[tuple[int, int], ...]:
    """Return where the text judges, as (start, end) places; a hint only, nothing is ever blocked.

    Quoted speech is left alone: a customer may judge. A language without a list gives no hints.
    """
    return _outside_quotes(_PATTERNS.get(locale), text)


def _outside_quotes(pattern: re.Pattern[str] | None, text: str) -> tuple[tuple[int, int], ...]:
    if pattern is None:
        return ()
    spans = [match.span() for match in pattern.finditer(text)]
    # Most texts have no such word.
    quoted = [match.span() for match in re.finditer(r"[\"”“][^\"”“]*[\"”“]", text)] if spans else ()
    return tuple(span for span in spans if not any(a <= span[0] < b for a, b in quoted))
