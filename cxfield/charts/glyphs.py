# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which signs the report font has: what it lacks stands as a box on paper and is named beforehand."""

from collections.abc import Iterable
from functools import lru_cache
from unicodedata import category

from cxfield.charts.measure import FACES
from cxfield.paths import resource

_SHAPELESS = frozenset({"Cf", "Mn", "Cc", "Zs", "Zl", "Zp"})


@lru_cache(maxsize=1)
def known_signs() -> frozenset[int]:
    """The code points that the regular face draws."""
    # The library is large; only a check of a report or a PDF needs it.
    from reportlab.pdfbase.ttfonts import TTFontFile

    return frozenset(TTFontFile(str(resource(FACES[False, False]))).charToGlyph)


def missing_signs(texts: Iterable[str]) -> tuple[str, ...]:
    """The signs in the texts that the font lacks, each once, in their order."""
    signs = dict.fromkeys("".join(text for text in texts if not text.isascii()))
    return tuple(
        sign for sign in signs if ord(sign) not in known_signs() and category(sign) not in _SHAPELESS
    )
