# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one kind of error that is meant for people."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cxfield.textclean import clean

if TYPE_CHECKING:
    from cxfield.i18n import Texts


class UserError(Exception):
    """One sentence that says what happened, where, and what to do; nothing was changed.

    The message is an English msgid marked with `N_`, the values fill its placeholders.
    """

    def __init__(self, message: str, /, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = {name: _printable(value) for name, value in values.items()}

    def __str__(self) -> str:
        """Return the sentence in English."""
        if not self.values:
            return self.message
        return self.message.format(**{name: _in(value, "en") for name, value in self.values.items()})

    def say(self, texts: "Texts") -> str:
        """Return the sentence in the reader's language."""
        said = {
            name: value.say(texts) if isinstance(value, UserError) else _in(value, texts.locale)
            for name, value in self.values.items()
        }
        return texts.t(self.message, **said)


def _in(value: object, locale: str) -> object:
    """A value in a language: a name that is kept in several is said in the reader's."""
    if isinstance(value, Mapping):
        from cxfield.i18n import pick

        return _printable(pick(value, locale)) or "–"
    return value


def _printable(value: object) -> object:
    # A file may be named with a line break or a stray byte; a sentence stays one line and can be printed.
    if isinstance(value, str):
        return clean(value).replace("\n", " ").replace("\t", " ")
    return value
