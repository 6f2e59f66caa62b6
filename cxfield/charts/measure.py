# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Widths of text in the report font, so that a chart is laid out the same for every painter."""

from functools import lru_cache

from PIL import ImageFont

from cxfield.paths import resource

FACES = {
    (False, False): "fonts/Inter_400Regular.ttf",
    (True, False): "fonts/Inter_700Bold.ttf",
    (False, True): "fonts/Inter_400Regular_Italic.ttf",
    (True, True): "fonts/Inter_700Bold_Italic.ttf",
}
_MEASURED_AT = 200


@lru_cache(maxsize=64)
def font(bold: bool, italic: bool, pixels: int) -> ImageFont.FreeTypeFont:
    """The face at a size; basic layout, so widths do not depend on libraries that may be missing."""
    path = str(resource(FACES[bold, italic]))
    return ImageFont.truetype(path, pixels, layout_engine=ImageFont.Layout.BASIC)


def text_width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Width in points of one line of text at a size in points."""
    return _length(text, bold, italic) / _MEASURED_AT * size


@lru_cache(maxsize=16_384)
def _length(text: str, bold: bool, italic: bool) -> float:
    # A chart is laid out again at every width; its words stay the same.
    return font(bold, italic, _MEASURED_AT).getlength(text)


def fit(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if text_width(text, size, bold=bold) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(text[:middle].rstrip() + "…", size, bold=bold) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"
