# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report font and the styles of paragraphs for reportlab."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from cxfield.charts.measure import FACES as FILES
from cxfield.charts.painters.pdf import FACES as NAMES
from cxfield.charts.painters.pdf import printable
from cxfield.charts.palette import load
from cxfield.export.pdf_text import ReportFont
from cxfield.export.typography import FAMILY, StyleName, styles
from cxfield.export.wording import brief, line
from cxfield.paths import resource
from cxfield.textclean import clean


@lru_cache(maxsize=1)
def register_fonts() -> dict[tuple[bool, bool], TTFont]:
    """Register the four faces as one family, once in a process; by (bold, italic)."""
    fonts: dict[tuple[bool, bool], TTFont] = {
        face: ReportFont(name, str(resource(FILES[face]))) for face, name in NAMES.items()
    }
    for font in fonts.values():
        registerFont(font)
    registerFontFamily(
        FAMILY,
        normal=NAMES[False, False],
        bold=NAMES[True, False],
        italic=NAMES[False, True],
        boldItalic=NAMES[True, True],
    )
    return fonts


_BRAND: ContextVar[dict[tuple[bool, bool], TTFont] | None] = ContextVar("brand", default=None)
_UPRIGHT = ((False, False), (True, False))
_SAMPLE = "Havainto, haastattelu ja fokusryhmä: 12,5 (n = 8)"


@contextmanager
def typeset(files: Sequence[str]) -> Iterator[None]:
    """What is set inside stands in the faces of these four files; without them in the report font.

    Each thread that makes a PDF has its own. A file that the library cannot read leaves the report font.
    """
    register_fonts()
    token = _BRAND.set(_brand_faces(tuple(files)) if files else None)
    try:
        yield
    finally:
        _BRAND.reset(token)


@lru_cache(maxsize=4)
def _brand_faces(files: tuple[str, ...]) -> dict[tuple[bool, bool], TTFont] | None:
    family = f"Brand-{hashlib.sha256('|'.join(files).encode()).hexdigest()[:10]}"
    try:
        found: dict[tuple[bool, bool], TTFont] = {
            face: ReportFont(f"{family}-{number}", file)
            for number, (face, file) in enumerate(zip(NAMES, files, strict=True))
        }
    except (TTFError, OSError, ValueError):
        return None
    for font in found.values():
        registerFont(font)
    regular, bold, italic, both = (font.fontName for font in found.values())
    registerFontFamily(family, normal=regular, bold=bold, italic=italic, boldItalic=both)
    return found


def faces() -> dict[tuple[bool, bool], TTFont]:
    """The four faces that text is set in now, by (bold, italic)."""
    return _BRAND.get() or register_fonts()


def face_name(*, bold: bool = False, italic: bool = False) -> str:
    """The registered name of a face."""
    return faces()[bold, italic].fontName


def stretch() -> float:
    """How much wider than the report font the text is set: columns are judged by that one."""
    if _BRAND.get() is None:
        return 1.0
    own = register_fonts()
    ratios = (faces()[f].stringWidth(_SAMPLE, 10) / own[f].stringWidth(_SAMPLE, 10) for f in _UPRIGHT)
    return max(1.0, *ratios)


def lacking(text: str) -> bool:
    """Whether the font of the brand lacks a sign that the report font has."""
    brand = _BRAND.get()
    if brand is None or text.isascii():
        return False
    known = brand[False, False].face.charToGlyph
    return any(ord(sign) not in known for sign in text if sign not in "\n\t")


def face_for(text: str) -> str:
    """The regular face that has every sign of a line drawn in one go."""
    return NAMES[False, False] if lacking(text) else face_name()


def marked(text: str) -> str:
    """Text for the library's paragraphs: escaped, signs that the brand's font lacks in the report font."""
    if not lacking(text):
        return escape(text)
    known = faces()[False, False].face.charToGlyph
    runs = groupby(text, key=lambda sign: sign in "\n\t" or ord(sign) in known)
    parts = ((own, escape("".join(signs))) for own, signs in runs)
    return "".join(
        said if own else f'<font name="{NAMES[False, False]}">{said}</font>' for own, said in parts
    )


def paragraph_style(name: StyleName, **changes: Any) -> ParagraphStyle:
    """The reportlab style of a kind of text."""
    style = styles()[name]
    settings: dict[str, Any] = {
        "fontName": face_name(bold=style.bold, italic=style.italic),
        "fontSize": style.size,
        "leading": style.leading,
        "textColor": HexColor(load()[style.colour]),
        "spaceBefore": style.before,
        "spaceAfter": style.after,
        "alignment": TA_LEFT,
        "splitLongWords": 1,
        "allowWidows": 0,
        "allowOrphans": 0,
    }
    return ParagraphStyle(name, **(settings | changes))


def shown(text: str) -> str:
    """Cleaned text that the report font can show."""
    return printable(clean(text))


def shown_line(text: str) -> str:
    """Cleaned text on one line that the report font can show."""
    return printable(line(text))


def shown_brief(text: str, most: int = 160) -> str:
    """One line of limited length that the report font can show."""
    return printable(brief(text, most))
