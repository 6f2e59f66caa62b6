# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same scene looks alike wherever it is painted."""

import io
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from cxfield.charts.painters.pillow import dashes, paint_png
from cxfield.charts.painters.svg import paint_svg
from cxfield.charts.palette import Theme, load, rgb
from cxfield.charts.scene import Circle, Line, Polygon, Polyline, Rect, Scene, Text

EVERY_MARK = Scene(
    100,
    50,
    (
        Rect(0, 0, 20, 20, fill="accent.base"),
        Rect(30, 5, 20, 10, stroke="line.strong", pen=1, radius=2),
        Rect(60, 5, 20, 10, stroke="warning.base", pen=1, dash=(2, 2)),
        Line(0, 30, 100, 30, "chart.axis", 1),
        Line(0, 35, 100, 35, "chart.target", 1, (3, 2)),
        Polyline(((0, 40), (50, 45), (100, 40)), "text.primary", 1),
        Circle(90, 10, 5, fill="div.8", stroke="text.primary", pen=1),
        Polygon(((5, 40), (10, 48), (0, 48)), fill="sev.3", stroke="text.primary", pen=1),
        Text(50, 25, "Äö <b> & ”x”", 9, "text.primary", bold=True, anchor="middle"),
    ),
)


def test_png_has_300_dots_an_inch_and_the_colours_of_the_tokens() -> None:
    image = Image.open(io.BytesIO(paint_png(EVERY_MARK, load())))
    assert image.size == (417, 208)
    assert image.info["dpi"][0] == pytest.approx(300, abs=0.1)
    assert image.getpixel((40, 40)) == rgb(load()["accent.base"])
    assert image.getpixel((200, 110)) == (255, 255, 255)


def test_equal_scenes_give_equal_bytes() -> None:
    assert paint_png(EVERY_MARK, load()) == paint_png(EVERY_MARK, load())
    assert paint_svg(EVERY_MARK, load(), alt="x") == paint_svg(EVERY_MARK, load(), alt="x")


def test_svg_is_well_formed_and_carries_its_alternative_text() -> None:
    root = ET.fromstring(paint_svg(EVERY_MARK, load(), alt='Kuva "1" <&>'))
    names = [child.tag.rpartition("}")[2] for child in root]
    assert names == ["title", "rect", "rect", "rect", "line", "line", "polyline", "circle", "polygon", "text"]
    assert root[0].text == 'Kuva "1" <&>'
    assert root[-1].text == "Äö <b> & ”x”"


def test_dashes_cover_the_line_in_their_rhythm() -> None:
    assert dashes((0, 0), (10, 0), (3, 2)) == [((0, 0), (3, 0)), ((5, 0), (8, 0))]
    assert dashes((1, 1), (1, 1), (3, 2)) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_ramp_has_its_steps_in_both_themes(theme: Theme) -> None:
    palette = load(theme)
    names = [f"{ramp}.{step}" for ramp, steps in _STEPS.items() for step in steps]
    assert all(palette[name].startswith("#") for name in names)


_STEPS = {
    "cat": range(1, 9),
    "div": range(11),
    "seq": range(1, 8),
    "ord": range(1, 6),
    "sev": range(5),
}
