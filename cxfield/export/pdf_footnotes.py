# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Footnotes at the foot of the page that they are called from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether
from reportlab.platypus.frames import Frame

from cxfield.charts.palette import load
from cxfield.document.notes import raised
from cxfield.export.pdf_fonts import marked, paragraph_style, shown_brief
from cxfield.export.pdf_text import Paragraph
from cxfield.export.typography import HAIRLINE, page

_LONGEST = 900
# As high as the line that Word sets above its footnotes.
_RULE_ABOVE, _RULE_BELOW, _RULE_WIDTH = 3.0, 3.0, 80.0


@dataclass(slots=True)
class Notes:
    """Numbers the footnotes of a document and sets them."""

    last: int = 0
    made: dict[int, Paragraph] = field(default_factory=dict)

    def mark(self, note: str) -> tuple[str, int]:
        """The raised number that calls a note, and the number."""
        self.last += 1
        text = f"{marked(raised(self.last))} {marked(shown_brief(note, _LONGEST))}"
        self.made[self.last] = Paragraph(text, paragraph_style("footnote"))
        return raised(self.last), self.last

    def set_on(self, piece: Flowable, numbers: Sequence[int]) -> None:
        """Let a piece bring its notes with it."""
        if numbers:
            vars(piece)["footnotes"] = [self.made[number] for number in numbers]


def notes_of(piece: Flowable) -> list[Paragraph]:
    """The notes that a piece calls."""
    found: list[Paragraph] = vars(piece).get("footnotes", [])
    return found


def notes_height(notes: Sequence[Paragraph], *, first: bool = True) -> float:
    """Room that notes take, with the rule above the first of a page."""
    if not notes:
        return 0.0
    height = sum(note.wrap(page().column, 1e6)[1] for note in notes)
    return height + (_RULE_ABOVE + _RULE_BELOW if first else 0.0)


class Kept(KeepTogether):
    """Pieces that stay together, with room for the notes they call."""

    def split(self, width: float, height: float) -> list[Flowable]:
        """As the library does, with less room."""
        called = [note for piece in vars(self)["_content"] for note in notes_of(piece)]
        parts: list[Flowable] = super().split(width, height - notes_height(called))
        return parts


class FootFrame(Frame):
    """The text column: every footnote called on the page lifts its lower edge."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.__dict__["_notes"] = []

    @property
    def called(self) -> list[Paragraph]:
        """The notes called on this page so far."""
        found: list[Paragraph] = self.__dict__["_notes"]
        return found

    def _reset(self) -> None:
        # Called by the library when a page begins; it has no public name for either.
        vars(Frame)["_geom"](self)
        self.__dict__["_notes"] = []
        vars(Frame)["_reset"](self)

    def add(self, flowable: Flowable, canv: Canvas, trySplit: int = 0) -> Literal[0, 1]:  # noqa: N803 - the library's
        """Add a piece if there is room for it and for the notes it calls."""
        notes = notes_of(flowable)
        if not notes:
            return super().add(flowable, canv, trySplit)
        edge = self.__dict__["_y1p"]
        self.__dict__["_y1p"] = edge + notes_height(notes, first=not self.called)
        added = super().add(flowable, canv, trySplit)
        if added:
            self.called.extend(notes)
        else:
            self.__dict__["_y1p"] = edge
        return added

    def split(self, flowable: Flowable, canv: Canvas) -> list[Flowable]:
        """Split a piece; its notes go with its last part."""
        notes = notes_of(flowable)
        edge = self.__dict__["_y1p"]
        if notes:
            self.__dict__["_y1p"] = edge + notes_height(notes, first=not self.called)
        parts: list[Flowable] = super().split(flowable, canv)
        self.__dict__["_y1p"] = edge
        if notes and parts:
            for part in parts:
                vars(part).pop("footnotes", None)
            vars(parts[-1])["footnotes"] = notes
        return parts


def draw_notes(canvas: Canvas, frame: FootFrame) -> None:
    """Draw the notes of a finished page above its lower margin."""
    if not frame.called:
        return
    sheet = page()
    y = sheet.bottom + notes_height(frame.called) - _RULE_ABOVE
    canvas.setStrokeColor(HexColor(load()["line.strong"]))
    canvas.setLineWidth(HAIRLINE)
    canvas.line(sheet.left, y, sheet.left + _RULE_WIDTH, y)
    y -= _RULE_BELOW
    for note in frame.called:
        y -= note.wrap(sheet.column, 1e6)[1]
        note.drawOn(canvas, sheet.left, y)
