# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the writers of documents share."""

from cxfield.charts.palette import Palette, load
from cxfield.charts.scene import Scene
from cxfield.document.brand import Brand
from cxfield.document.nodes import Document, Graphic

LANGUAGE_TAGS = {"fi": "fi-FI", "en": "en-GB"}


def palette_of(document: Document) -> Palette:
    """The colours of print with the brand's accent in place of the program's."""
    accent = document.brand.accent if document.brand is not None else ""
    return {**load(), "accent.base": accent} if accent else load()


def logo_size(brand: Brand, high: float = 34.0, wide: float = 170.0) -> tuple[float, float]:
    """Width and height of a logo in points, in its own proportions."""
    across, tall = brand.logo_size
    scale = min(high / max(tall, 1), wide / max(across, 1))
    return across * scale, tall * scale


def scene_of(graphic: Graphic) -> Scene:
    """The graphic of a node as the scene that painters know."""
    if not isinstance(graphic, Scene):
        raise TypeError(f"no painter for {type(graphic).__name__}")
    return graphic
