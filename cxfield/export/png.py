# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The charts of a report as pictures of 300 dpi, for slides and mail."""

from functools import partial
from pathlib import Path

from cxfield.charts.painters.pillow import paint_png
from cxfield.charts.palette import load
from cxfield.document.nodes import Document, Figure
from cxfield.export.common import scene_of
from cxfield.export.job import Cancelled_, Progress, Steps, never_cancelled, nothing_reported, whole_file


def figures_of(document: Document) -> list[Figure]:
    """The charts of the report in their order."""
    return [node for node in document.nodes if isinstance(node, Figure)]


def figure_png(figure: Figure) -> bytes:
    """A chart as PNG."""
    return paint_png(scene_of(figure.graphic), load())


def write_pngs(
    document: Document,
    path: Path,
    *,
    progress: Progress = nothing_reported,
    cancelled: Cancelled_ = never_cancelled,
) -> list[Path]:
    """Write every chart beside the path given: name-1.png, name-2.png … and return the files."""
    figures = figures_of(document)
    made = []
    for number, figure in enumerate(figures, start=1):
        file = path.with_name(f"{path.stem}-{number}.png")
        part = partial(_part, progress, number - 1, len(figures))
        steps = Steps(2, part, cancelled)
        with whole_file(file, steps) as stream:
            stream.write(figure_png(figure))
        made.append(file)
    return made


def _part(progress: Progress, before: int, pictures: int, done: int, _total: int) -> None:
    progress(2 * before + done, 2 * pictures)
