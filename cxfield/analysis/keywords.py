# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which words and phrases people used, counted over their inflected forms."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_LANGUAGES = {"fi": "finnish", "en": "english"}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BREAK = re.compile(r"[.!?;:…\n]+")
_SHORTEST = 2
#: On the library's broad lists, but just what customers talk about: they are counted.
_KEPT = {
    "fi": (
        "aika",
        "asia",
        "hyvä",
        "hyvin",
        "huono",
        "huonosti",
        "kauan",
        "kiitos",
        "myöhään",
        "uusi",
        "vaikea",
    ),
    "en": ("find", "good", "help", "long", "new", "opened", "welcome", "unfortunately", "value", "want"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """Something said or written by a person; `id` names the record it stands in."""

    id: str
    person: str
    text: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A word or phrase: its commonest form, how many times, by how many people, in which records."""

    words: str
    n: int
    people: int
    ids: tuple[str, ...]
    forms: tuple[str, ...]


def keywords(
    texts: Iterable[Said], locale: str, *, also_stop: Sequence[str] = (), least: int = 1
) -> tuple[Counted, ...]:
    """Return the words of the texts, commonest first; inflected forms of a word count together.

    Meaning: a first look at what people talk about; it counts words, it does not tell what they meant.
    Method: Snowball stemmer (Porter; for Finnish and English), stop words left out before stemming, words of
    one letter and numbers left out; the lists are broad, so words that tell of an experience ("good", "help")
    are taken off them. People are counted apart: a talkative person adds to `n` only.
    `least` is the smallest count shown. Limits: a stemmer joins some words that are not the same and leaves
    some forms apart; Finnish compounds are words of their own. ValueError for another language.
    """
    stop, stem = _stop(locale, tuple(also_stop)), _stemmer(locale)
    found: dict[str, list[tuple[str, Said]]] = {}
    for said in texts:
        for word in _WORD.findall(said.text.lower()):
            if len(word) >= _SHORTEST and word not in stop:
                found.setdefault(stem(word), []).append((word, said))
    return _counted(found, least)


def phrases(
    texts: Iterable[Said],
    locale: str,
    *,
    lengths: Sequence[int] = (2, 3),
    also_stop: Sequence[str] = (),
    least: int = 2,
) -> tuple[Counted, ...]:
    """Return runs of words within a sentence, commonest first; see `keywords`.

    A phrase neither begins nor ends with a stop word but may have one inside ("jono kassalla", "easy to
    find"). A shorter phrase that only ever stands inside one longer phrase is left out.
    ValueError for another language or a length below 2.
    """
    if any(length < 2 for length in lengths):
        raise ValueError("a phrase has two words or more")
    stop, stem = _stop(locale, tuple(also_stop)), _stemmer(locale)
    found: dict[tuple[str, ...], list[tuple[str, Said]]] = {}
    for said in texts:
        for sentence in _BREAK.split(said.text.lower()):
            words = _WORD.findall(sentence)
            stems = [word if word in stop else stem(word) for word in words]
            for length in lengths:
                for at in range(len(words) - length + 1):
                    ends = (words[at], words[at + length - 1])
                    if all(len(word) >= _SHORTEST and word not in stop for word in ends):
                        key = tuple(stems[at : at + length])
                        found.setdefault(key, []).append((" ".join(words[at : at + length]), said))
    kept = {key: uses for key, uses in found.items() if len(uses) >= least}
    return _counted({k: u for k, u in kept.items() if not _inside(k, len(u), kept)}, least)


def _inside(key: tuple[str, ...], n: int, found: dict[tuple[str, ...], list[tuple[str, Said]]]) -> bool:
    return any(
        len(other) > len(key)
        and len(uses) == n
        and any(other[at : at + len(key)] == key for at in range(len(other) - len(key) + 1))
        for other, uses in found.items()
    )


def _counted(
    found: "dict[str, list[tuple[str, Said]]] | dict[tuple[str, ...], list[tuple[str, Said]]]", least: int
) -> tuple[Counted, ...]:
    rows = []
    for uses in found.values():
        if len(uses) < least:
            continue
        forms = Counter(form for form, _ in uses)
        ordered = tuple(sorted(forms, key=lambda form: (-forms[form], len(form), form)))
        people = {said.person for _, said in uses}
        ids = tuple(dict.fromkeys(said.id for _, said in uses))
        rows.append(Counted(ordered[0], len(uses), len(people), ids, ordered))
    return tuple(sorted(rows, key=lambda row: (-row.n, -row.people, row.words)))


@lru_cache(maxsize=8)
def _stop(locale: str, more: tuple[str, ...]) -> frozenset[str]:
    from stop_words import get_stop_words

    listed = frozenset(get_stop_words(_language(locale))).difference(_KEPT[locale])
    return listed | {word.lower() for word in more}


class _Stemmer:
    """A stemmer that remembers: people use the same words again and again."""

    def __init__(self, language: str) -> None:
        import snowballstemmer

        self._stem = snowballstemmer.stemmer(language).stemWord
        self._known: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """The stem of a word in small letters."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = str(self._stem(word))
        return found


def _stemmer(locale: str) -> _Stemmer:
    return _Stemmer(_language(locale))


def _language(locale: str) -> str:
    if locale not in _LANGUAGES:
        raise ValueError(f"words are counted in Finnish and English, not in {locale!r}")
    return _LANGUAGES[locale]
