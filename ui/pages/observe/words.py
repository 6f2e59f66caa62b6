# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words that several parts of the room share."""

from collections.abc import Callable

from cxfield.i18n import N_, NC_, Texts, pick
from cxfield.model.enums import Phase
from cxfield.services.observation_shapes import CodeView
from ui.widgets.ratings import POLARITY_WORDS, RATING_NAMES
from ui.widgets.segment import Option

PHASES: tuple[tuple[Phase, tuple[str, str]], ...] = (
    (Phase.BEFORE, NC_("phase", "Before")),
    (Phase.DURING, NC_("phase", "During")),
    (Phase.AFTER, NC_("phase", "After")),
)
ROLES: dict[str, tuple[str, str]] = {
    "lead": NC_("role", "lead"),
    "silent": NC_("role", "silent"),
    "alone": NC_("role", "alone"),
}


def in_context(pair: tuple[str, str]) -> Callable[[Texts], str]:
    """Words whose meaning depends on where they stand, for a widget."""
    return lambda x: x.tc(*pair)


def words(msgid: str) -> Callable[[Texts], str]:
    """Words marked elsewhere, for a widget."""
    return lambda x: x.t(msgid)


def phase_options() -> tuple[Option, ...]:
    """The three phases as choices of a segment."""
    return tuple(Option(phase.value, in_context(pair)) for phase, pair in PHASES)


def role_word(role: str, texts: Texts) -> str:
    """A role in the present language; an unknown one as it is."""
    pair = ROLES.get(role)
    return texts.tc(*pair) if pair is not None else role


def minutes(seconds: int) -> str:
    """`3:12`, `10:00`, `1:02:03`: a stretch of time, the same in every language."""
    hours, rest = divmod(max(0, seconds), 3600)
    if hours:
        return f"{hours}:{rest // 60:02}:{rest % 60:02}"
    return f"{rest // 60}:{rest % 60:02}"


def rating_words(value: int, texts: Texts) -> str:
    """A rating in words: "fairly surprising"."""
    return texts.t(RATING_NAMES[value - 1])


def tone_words(value: int, texts: Texts) -> str:
    """A tone in words: "Negative"."""
    return texts.t(dict(POLARITY_WORDS)[value])


def code_help(code: CodeView, texts: Texts) -> str:
    """When a code is used and when it is not."""
    parts = [f"{pick(code.name, texts.locale)}."]
    for label, said in (
        (N_("Use when: {words}"), pick(code.use_when, texts.locale)),
        (N_("Not when: {words}"), pick(code.not_when, texts.locale)),
    ):
        if said:
            parts.append(texts.t(label, words=said))
    return " ".join(parts)
