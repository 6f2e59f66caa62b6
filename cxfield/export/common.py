# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the writers of documents share."""

from cxfield.charts.scene import Scene
from cxfield.document.nodes import Graphic

LANGUAGE_TAGS = {"fi": "fi-FI", "en": "en-GB"}


def scene_of(graphic: Graphic) -> Scene:
    """The graphic of a node as the scene that painters know."""
    if not isinstance(graphic, Scene):
        raise TypeError(f"no painter for {type(graphic).__name__}")
    return graphic
