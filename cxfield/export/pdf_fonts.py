# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report font and the styles of paragraphs for reportlab."""

from functools import lru_cache
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont

from cxfield.charts.measure import FACES as FILES
from cxfield.charts.painters.pdf import FACES as NAMES
from cxfield.charts.painters.pdf import printable
from cxfield.charts.palette import load
from cxfield.export.typography import FAMILY, StyleName, styles
from cxfield.export.wording import brief, line
from cxfield.paths import resource
from cxfield.textclean import clean


@lru_cache(maxsize=1)
def register_fonts() -> dict[tuple[bool, bool], TTFont]:
    """Register the four faces as one family, once in a process; by (bold, italic)."""
    fonts = {face: TTFont(name, str(resource(FILES[face]))) for face, name in NAMES.items()}
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


def face_name(*, bold: bool = False, italic: bool = False) -> str:
    """The registered name of a face."""
    return NAMES[bold, italic]


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
