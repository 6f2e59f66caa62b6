# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The quick-entry line: what its words and inline tokens say.

Tokens stand at the start of a word: `#code`, `@touchpoint`, `&shopper` (by letter, clothing mark or the code
of the participant it is), `!1`–`!5` (ordinary to surprising), `:-` `:0` `:+` (polarity) and `=`, after which
the rest is interpretation. The first token of a kind counts; whatever is not understood stays in the text, so
nothing typed is ever lost.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

_WORD = re.compile(r"\S+")
_JOINERS = re.compile(r"[\W_]+")
_TRAILING = ".,;:!?)"
_POLARITY = {":-": -1, ":\N{MINUS SIGN}": -1, ":0": 0, ":+": 1}
#: The word forms of "rather surprising", the only value that people name instead of giving a digit.
_SURPRISE_WORDS = {"yllätys": 4, "yllättävä": 4, "surprise": 4, "surprising": 4}
_SHORTEST_PREFIX = 2


class TokenKind(StrEnum):
    """What a token sets."""

    CODE = "code"
    TOUCHPOINT = "touchpoint"
    SHOPPER = "shopper"
    ORDINARINESS = "ordinariness"
    POLARITY = "polarity"
    INTERPRETATION = "interpretation"


@dataclass(frozen=True, slots=True)
class Term:
    """Something a token can name: its id, its names in any language and its shortcut letter."""

    id: str
    names: tuple[str, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of the line that was understood; `value` is an id or a number."""

    kind: TokenKind
    start: int
    end: int
    value: str | int


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says; None where it says nothing."""

    text: str = ""
    interpretation: str = ""
    code_id: str | None = None
    touchpoint_id: str | None = None
    ordinariness: int | None = None
    polarity: int | None = None
    tokens: tuple[Token, ...] = ()
    shopper_id: str | None = None
    how: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One row of the completion list: `insert` replaces the unfinished word."""

    kind: TokenKind
    value: str | int
    insert: str


@dataclass(frozen=True, slots=True)
class Completion:
    """The unfinished token under the cursor and what it may become."""

    start: int
    end: int
    suggestions: tuple[Suggestion, ...]


def _folded(name: str) -> str:
    return _JOINERS.sub("", name.casefold())


def _first_word(name: str) -> str:
    return _folded(name.split(maxsplit=1)[0]) if name.strip() else ""


class Terms:
    """Finds a term by its full name, its first word, a beginning only it has, or its letter."""

    __slots__ = ("_exact", "_folds", "_handles", "_keys", "_loose", "items")

    def __init__(self, items: Iterable[Term] = ()) -> None:
        self.items: tuple[Term, ...] = tuple(items)
        self._folds = {term.id: tuple(filter(None, map(_folded, term.names))) for term in self.items}
        self._exact: dict[str, str] = {}
        self._loose: dict[str, set[str]] = {}
        self._keys = {term.key.casefold(): term.id for term in self.items if term.key}
        for term in self.items:
            for fold in self._folds[term.id]:
                self._exact.setdefault(fold, term.id)
            for name in term.names:
                self._loose.setdefault(_first_word(name), set()).add(term.id)
        self._handles = {term.id: self._handle(term) for term in self.items}

    def find(self, word: str) -> str | None:
        """The id of the one term a word names, or None."""
        fold = _folded(word)
        if not fold:
            return None
        if fold in self._exact:
            return self._exact[fold]
        if word.casefold() in self._keys:
            return self._keys[word.casefold()]
        first = self._loose.get(fold, set())
        if len(first) == 1:
            return next(iter(first))
        if len(fold) < _SHORTEST_PREFIX:
            return None
        begun = {key for key, folds in self._folds.items() if any(f.startswith(fold) for f in folds)}
        return begun.pop() if len(begun) == 1 else None

    def starting(self, word: str) -> tuple[Term, ...]:
        """The terms of which any word begins so, those whose name does first; all for an empty word."""
        fold = word.casefold()
        if not fold:
            return self.items
        first = [term for term in self.items if _begins(term.names, fold) or term.key.casefold() == fold]
        words = [term for term in self.items if _begins((w for n in term.names for w in n.split()), fold)]
        return tuple(dict.fromkeys(first + words))

    def handle(self, term_id: str) -> str:
        """The shortest word that names the term and is easy to read; "" for an unknown one."""
        return self._handles.get(term_id, "")

    def _handle(self, term: Term) -> str:
        if term.names and term.names[0] == term.key:  # a shopper is called by the letter
            return term.key
        for name in term.names:
            for word in (name.split(maxsplit=1)[0].casefold() if name.strip() else "", _slug(name)):
                if word and self.find(word) == term.id:
                    return word
        return _slug(term.names[0]) if term.names else ""


def _begins(names: Iterable[str], fold: str) -> bool:
    return any(name.casefold().startswith(fold) for name in names)


def _slug(name: str) -> str:
    return "-".join(part for part in re.split(r"[\W_]+", name.casefold()) if part)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything the tokens of a session may name."""

    codes: Terms
    touchpoints: Terms
    shoppers: Terms

    def of(self, sign: str) -> tuple[TokenKind, Terms]:
        """What `#`, `@` or `&` names, and its words."""
        kind = _NAMING[sign]
        terms = {TokenKind.CODE: self.codes, TokenKind.TOUCHPOINT: self.touchpoints}
        return kind, terms.get(kind, self.shoppers)


_NAMING = {"#": TokenKind.CODE, "@": TokenKind.TOUCHPOINT, "&": TokenKind.SHOPPER}


def vocabulary(
    codes: Iterable[Term] = (), touchpoints: Iterable[Term] = (), shoppers: Iterable[Term] = ()
) -> Vocabulary:
    """The words that `#`, `@` and `&` understand."""
    return Vocabulary(Terms(codes), Terms(touchpoints), Terms(shoppers))


def parse(line: str, words: Vocabulary) -> Line:
    """Read a line; a line without tokens comes back as its own text, unchanged."""
    tokens: list[Token] = []
    seen: set[TokenKind] = set()
    for match in _WORD.finditer(line):
        token = _token(match.group(), match.start(), words)
        if token is not None and token.kind not in seen:
            seen.add(token.kind)
            tokens.append(token)
    values: Mapping[TokenKind, str | int] = {token.kind: token.value for token in tokens}
    cut = next((token for token in tokens if token.kind is TokenKind.INTERPRETATION), None)
    others = [token for token in tokens if token is not cut]
    if cut is None:
        text, interpretation = _without(line, 0, len(line), others), ""
    else:
        text = _without(line, 0, cut.start, others).rstrip()
        interpretation = _without(line, cut.end, len(line), others).strip()
    code, touchpoint = values.get(TokenKind.CODE), values.get(TokenKind.TOUCHPOINT)
    shopper = values.get(TokenKind.SHOPPER)
    ordinariness, polarity = values.get(TokenKind.ORDINARINESS), values.get(TokenKind.POLARITY)
    return Line(
        text=text,
        interpretation=interpretation,
        code_id=code if isinstance(code, str) else None,
        touchpoint_id=touchpoint if isinstance(touchpoint, str) else None,
        ordinariness=ordinariness if isinstance(ordinariness, int) else None,
        polarity=polarity if isinstance(polarity, int) else None,
        tokens=tuple(tokens),
        shopper_id=shopper if isinstance(shopper, str) else None,
    )


def _token(word: str, start: int, words: Vocabulary) -> Token | None:
    sign, rest = word[0], word[1:]
    if sign == "=" and not rest.startswith("="):
        return Token(TokenKind.INTERPRETATION, start, start + 1, "")
    if sign in _NAMING:
        kind, terms = words.of(sign)
        for name in dict.fromkeys((rest.rstrip(_TRAILING), rest)):
            found = terms.find(name)
            if found is not None:
                return Token(kind, start, start + 1 + len(name), found)
        return None
    if sign == "!":
        bare = rest.rstrip(_TRAILING)
        value = int(bare) if bare in {"1", "2", "3", "4", "5"} else _SURPRISE_WORDS.get(bare.casefold())
        if value is not None:
            return Token(TokenKind.ORDINARINESS, start, start + 1 + len(bare), value)
        return None
    polarity = _POLARITY.get(word)
    return None if polarity is None else Token(TokenKind.POLARITY, start, start + len(word), polarity)


def _without(line: str, start: int, end: int, tokens: Iterable[Token]) -> str:
    """The stretch of the line without its tokens and without the gaps they would leave."""
    kept: list[str] = []
    at = start
    for token in tokens:
        if token.start < start or token.end > end:
            continue
        before = line[at : token.start]
        at = token.end
        if any(kept) or before.strip():
            kept.append(before.rstrip())
        else:  # first in the stretch: the gap to drop is the one behind it
            kept.append(before)
            while at < end and line[at].isspace():
                at += 1
    kept.append(line[at:end])
    return "".join(kept)


def compose(line: Line, words: Vocabulary) -> str:
    """The line that says the same again, for editing; ratings are left to their own controls."""
    parts = [line.text] if line.text else []
    if line.code_id and words.codes.handle(line.code_id):
        parts.append("#" + words.codes.handle(line.code_id))
    if line.touchpoint_id and words.touchpoints.handle(line.touchpoint_id):
        parts.append("@" + words.touchpoints.handle(line.touchpoint_id))
    if line.shopper_id and words.shoppers.handle(line.shopper_id):
        parts.append("&" + words.shoppers.handle(line.shopper_id))
    if line.interpretation:
        parts.append("= " + line.interpretation)
    return " ".join(parts)


def completion(line: str, cursor: int, words: Vocabulary, *, limit: int = 6) -> Completion | None:
    """What the token being typed at the cursor may become; None when there is none."""
    start = cursor
    while start > 0 and not line[start - 1].isspace():
        start -= 1
    end = cursor
    while end < len(line) and not line[end].isspace():
        end += 1
    typed = line[start:cursor]
    if not typed or typed[0] not in "#@&!:":
        return None
    found = _suggest(typed[0], typed[1:], words)[:limit]
    if not found or (len(found) == 1 and found[0].insert == line[start:end]):
        return None
    return Completion(start, end, found)


def _suggest(sign: str, begun: str, words: Vocabulary) -> tuple[Suggestion, ...]:
    if sign in _NAMING:
        kind, terms = words.of(sign)
        return tuple(Suggestion(kind, t.id, sign + terms.handle(t.id)) for t in terms.starting(begun))
    if sign == "!":
        digits = (n for n in range(1, 6) if str(n).startswith(begun))
        return tuple(Suggestion(TokenKind.ORDINARINESS, n, f"!{n}") for n in digits)
    signs = ((":-", -1), (":0", 0), (":+", 1))
    return tuple(
        Suggestion(TokenKind.POLARITY, value, word)
        for word, value in signs
        if word.startswith(":" + begun) and word != ":" + begun
    )
