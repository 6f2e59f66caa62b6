# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours by token name, read from the tokens file; print always uses the light theme."""

import json
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

from cxfield.paths import resource

Theme = Literal["light", "dark"]
Palette = Mapping[str, str]
Rgb = tuple[int, int, int]

# Palette in the file, short name of its steps, number of the first step.
_RAMPS = (
    ("categorical8", "cat", 1),
    ("diverging11", "div", 0),
    ("sequential7", "seq", 1),
    ("ordinariness5", "ord", 1),
    ("severity5", "sev", 0),
)


@lru_cache(maxsize=1)
def tokens() -> Mapping[str, Any]:
    """The tokens file as read; callers do not change it."""
    read: dict[str, Any] = json.loads(resource("look/tokens.json").read_text(encoding="utf-8"))
    return MappingProxyType(read)


@lru_cache(maxsize=2)
def load(theme: Theme = "light") -> Palette:
    """Every colour of a theme: tokens and ramp steps like seq.5, div.10, cat.1, sev.0, ord.1."""
    source = tokens()
    colours: dict[str, str] = dict(source["color"][theme])
    for name, short, first in _RAMPS:
        for step, colour in enumerate(source["palette"][name][theme], start=first):
            colours[f"{short}.{step}"] = colour
    return MappingProxyType(colours)


def rgb(colour: str) -> Rgb:
    """Red, green and blue 0–255 of "#RRGGBB"."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
