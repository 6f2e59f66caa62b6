# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose report it is: the client's or the consultancy's colour, logo, font and footer."""

import re
from dataclasses import dataclass

PAPER = "#FFFFFF"
LEAST_CONTRAST = 3.0
"""WCAG 2.x: what a graphic part must have against its ground."""

_LINEAR_UP_TO = 0.04045
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Brand:
    """A profile: accent as #RRGGBB, a logo as PNG with its size in pixels, a font, a cover and a footer.

    `font_files` are the files of its four faces (regular, bold, italic, both) where this computer has them.
    """

    name: str
    accent: str = ""
    logo: bytes = b""
    logo_size: tuple[int, int] = (0, 0)
    font: str = ""
    font_files: tuple[str, ...] = ()
    cover: bool = False
    footer: str = ""

    def __post_init__(self) -> None:
        """Refuse what is no colour."""
        if self.accent and not _HEX.fullmatch(self.accent):
            raise ValueError("a colour is written #RRGGBB")

    @property
    def font_missing(self) -> bool:
        """Whether it names a font that this computer does not have; Inter comes with the program."""
        return self.font not in {"", "Inter"} and not self.font_files


def contrast(first: str, second: str = PAPER) -> float:
    """The contrast of two colours, 1..21. Formula: (L1 + 0.05)/(L2 + 0.05). Source: WCAG 2.2."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= _LINEAR_UP_TO else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
