# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A neutral way to say what a word judges or guesses at: what was seen or heard instead (rule 2)."""

from cxfield.methods.rules import interpreting_words, judging_words

# Beginnings of the judging and guessing words of rule 2, each with something an observer could have seen.
# Words of causes have none: a cause is an interpretation in any words.
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
        (("vaikut", "tuntu", "näköjään", "ilmeis", "selvästi"), "mistä sen näki tai kuuli"),
        (("halu", "toivo"), "mitä hän pyysi, katsoi tai etsi"),
        (
            ("turhautu", "hermostu", "ärsyynty", "ärty", "vihai", "suuttu", "inho", "pett", "tyytymät"),
            "huokaa, pudistaa päätään, korottaa ääntään",
        ),
        (("pelk",), "väistää, astuu taaksepäin"),
        (("kyllästy",), "katsoo kelloa, vaihtaa jalkaa"),
        (("ihastu", "innostu", "tykk", "tyytyväi", "iloi"), "hymyilee, palaa katsomaan, kehuu ääneen"),
        (("ymmär",), "mitä hän teki sen jälkeen"),
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
        (("seem", "apparently", "obviously", "clearly"), "what it was seen or heard from"),
        (("want", "hope"), "what the person asked for, looked at or searched"),
        (
            (
                "frustrated",
                "annoyed",
                "angry",
                "irritated",
                "hates",
                "disappointed",
                "unhappy",
                "dissatisfied",
            ),
            "sighs, shakes the head, raises the voice",
        ),
        (("fears",), "backs away, takes a step back"),
        (("bored",), "looks at the clock, shifts from foot to foot"),
        (
            ("delighted", "excited", "likes", "satisfied", "happy", "pleased"),
            "smiles, praises aloud, looks again",
        ),
        (("underst",), "what the person did next"),
    ),
}


def neutral_words(text: str, locale: str) -> tuple[str, str] | None:
    """Return the first word of a text that judges, else that guesses, and what could be written instead."""
    for start, end in (*judging_words(text, locale), *interpreting_words(text, locale)):
        word = text[start:end]
        fold = word.casefold()
        for beginnings, instead in _SEEN.get(locale, ()):
            if fold.startswith(beginnings):
                return word, instead
        return word, ""
    return None
