# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A neutral way to say what a judging word judges: what was seen or heard instead (rule 2)."""

from cxfield.methods.rules import judging_words

# Beginnings of the judging words of rule 2, each with something an observer could have seen.
_SEEN: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {
    "fi": (
        (("huono",), "mitä puuttui tai ei toiminut"),
        (("tyhm", "typer", "hölm", "idioot"), "mitä hän teki tai sanoi"),
        (("laisk",), "ei nouse, ei tule vastaan"),
        (("töyke",), "ei tervehdi, kääntyy pois"),
        (("surke", "kamal", "kauhe", "hirve"), "mitä tapahtui ja mitä asiakas teki"),
        (("ärsyttäv", "rasittav"), "huokaa, pyörittelee päätään"),
        (("naurettav",), "naurahtaa, pudistaa päätään"),
        (
            ("ihan", "ihastuttav", "loistav", "mahtav", "upe", "erinomai"),
            "hymyilee, palaa katsomaan, sanoo jotain",
        ),
    ),
    "en": (
        (("bad",), "what was missing or did not work"),
        (("stupid", "silly", "idiot"), "what the person did or said"),
        (("lazy",), "does not get up, does not come over"),
        (("rude",), "does not greet, turns away"),
        (("awful", "terrible", "horrible"), "what happened and what the customer did"),
        (("annoying",), "sighs, shakes the head"),
        (("ridiculous",), "laughs out, shakes the head"),
        (
            ("lovely", "wonderful", "brilliant", "fantastic", "excellent"),
            "smiles, comes back to look, says something",
        ),
    ),
}


def neutral_words(text: str, locale: str) -> tuple[str, str] | None:
    """Return the first judging word of a text and what could be written instead; None when nothing judges."""
    for start, end in judging_words(text, locale):
        word = text[start:end]
        fold = word.casefold()
        for beginnings, instead in _SEEN.get(locale, ()):
            if fold.startswith(beginnings):
                return word, instead
        return word, ""
    return None
