# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean text on its way in, so that every format can hold it."""

import re
import unicodedata

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Everything XML 1.0 cannot hold, and the C1 controls that it discourages; \n and \t stay.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SUSPECT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """Return the text as NFC, without what XML or UTF-8 cannot hold; line ends become newlines.

    Two halves of one surrogate pair are joined to their character, a lone half is dropped.
    Cleaning twice gives the same as cleaning once.
    """
    if _SUSPECT.search(text):
        if _SURROGATE.search(text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
            text = _SURROGATE.sub("", text)
        text = _LINE_END.sub("\n", text)
        text = _FORBIDDEN.sub("", text)
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Return the cleaned text on one line, with single spaces: for titles, names and messages."""
    return _SPACES.sub(" ", clean(text)).strip()
