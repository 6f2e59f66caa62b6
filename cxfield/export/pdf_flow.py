# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pieces of a PDF page that the library does not have: headings that know their page, charts, facts."""

from dataclasses import dataclass, field
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ActionFlowable, Flowable

from cxfield.charts.painters.pdf import paint_pdf
from cxfield.charts.palette import load
from cxfield.charts.scene import Scene
from cxfield.export.job import Steps
from cxfield.export.pdf_fonts import face_for, face_name, paragraph_style
from cxfield.export.pdf_table import described
from cxfield.export.pdf_text import Paragraph
from cxfield.export.typography import FACT_PAD, HAIRLINE, QUOTE_BAR, RULE, page, styles
from cxfield.export.wording import brief


@dataclass(slots=True)
class Trail:
    """Where the headings came to stand while the pages were made."""

    pages: dict[int, int] = field(default_factory=dict)
    """Page of each heading by the index of its node."""
    chapters: dict[int, str] = field(default_factory=dict)
    """First chapter that starts on each page."""
    going_on: dict[int, str] = field(default_factory=dict)
    """Last chapter that starts on each page: the one that goes on after it."""
    listed: set[int] = field(default_factory=set)
    """Headings whose page the table of contents prints."""
    figures: list[tuple[int, int, tuple[float, float, float, float]]] = field(default_factory=list)
    """Each chart as drawn: index of its node, page, and its place on the page (x, y from below, w, h)."""
    outline: int = -1
    """Level of the last outline entry."""
    before: str = ""
    """The chapter that goes on where the pages begin."""
    last: int = 0
    """The number of the last page."""
    linked: bool = True
    """Whether the contents lead to their headings: all of them must be in the same file."""

    def chapter_on(self, number: int) -> str:
        """The chapter that starts on a page, or the one that goes on there."""
        if number in self.chapters:
            return self.chapters[number]
        earlier = [at for at in self.going_on if at < number]
        return self.going_on[max(earlier)] if earlier else self.before

    def chapter_after(self) -> str:
        """The chapter that goes on after the last page."""
        return self.going_on[max(self.going_on)] if self.going_on else self.before


@dataclass(frozen=True, slots=True)
class Place:
    """A heading that must be found again."""

    index: int
    level: int
    text: str
    trail: Trail


def bookmark(index: int) -> str:
    """The name of the destination of a heading."""
    return f"h{index}"


def page_form(index: int) -> str:
    """The name of the form that holds the page number of a heading."""
    return f"p{index}"


class HeadingParagraph(Paragraph):
    """A heading: bookmark, outline entry and a note of its page."""

    place: Place | None = None

    def split(self, width: float, height: float) -> list[Flowable]:
        """Split an endless heading; the place stays with its first part."""
        parts: list[Flowable] = super().split(width, height)
        if parts and isinstance(parts[0], HeadingParagraph):
            parts[0].place = self.place
        return parts

    def draw(self) -> None:
        """Draw the heading and remember its page."""
        if self.place is not None:
            self._note(self.place, self.canv)
        super().draw()

    def _note(self, place: Place, canvas: Canvas) -> None:
        number = canvas.getPageNumber()
        key = bookmark(place.index)
        canvas.bookmarkHorizontal(key, 0, self.height + 6)
        # A level may not be skipped in the outline.
        level = min(place.level - 1, place.trail.outline + 1)
        canvas.addOutlineEntry(brief(place.text), key, level, closed=level > 0)
        place.trail.outline = level
        place.trail.pages[place.index] = number
        if place.level == 1:
            place.trail.chapters.setdefault(number, brief(place.text))
            place.trail.going_on[number] = brief(place.text)


class BarParagraph(Paragraph):
    """A paragraph with the violet bar of a quote at its left."""

    def draw(self) -> None:
        """Draw bar and words."""
        self.canv.setFillColor(HexColor(load()["source.interview"]))
        self.canv.rect(0, -1.5, QUOTE_BAR, self.height + 3, stroke=0, fill=1)
        super().draw()


class Rule(Flowable):
    """The accent rule of the first page."""

    def __init__(self, colour: str) -> None:
        super().__init__()
        self._colour = colour

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """As wide as the column."""
        self.width = width
        return width, RULE + 6

    def draw(self) -> None:
        """Draw the rule."""
        self.canv.setFillColor(HexColor(self._colour))
        self.canv.rect(0, 0, self.width, RULE, stroke=0, fill=1)


class TwoEnds(Flowable):
    """A line with one text at the left and one at the right."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__()
        self._left = left
        self._right = right

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """One line high."""
        self.width = width
        return width, styles()["client"].leading

    def draw(self) -> None:
        """Draw both texts; the left one gives way."""
        draw_ends(self.canv, self._left, self._right, 0, self.width, 3.0, "client")


def draw_ends(  # noqa: PLR0917 - a place on the page
    canvas: Canvas, left: str, right: str, x: float, width: float, y: float, style: "str" = "running"
) -> None:
    """Text at both ends of a line; the left one is shortened if they meet."""
    look = styles()["client" if style == "client" else "running"]
    font = face_for(left + right)
    room = width - stringWidth(right, font, look.size) - 12
    if stringWidth(left, font, look.size) > room:
        while left and stringWidth(left + "…", font, look.size) > room:
            left = left[: min(len(left) - 1, 200)]
        left = left.rstrip() + "…"
    canvas.setFont(font, look.size)
    canvas.setFillColor(HexColor(load()[look.colour]))
    canvas.drawString(x, y, left)
    canvas.drawRightString(x + width, y, right)


class SceneFlowable(Flowable):
    """A chart; one higher or wider than the column is made smaller."""

    def __init__(self, scene: Scene, alt: str, index: int, trail: Trail) -> None:
        super().__init__()
        self._index = index
        self._trail = trail
        self._scene = scene
        self._alt = alt
        sheet = page()
        self._scale = min(1.0, sheet.column / scene.width, (sheet.body - 60) / scene.height)
        self.spaceBefore = 6
        self.spaceAfter = 6

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Size of the chart."""
        return self._scene.width * self._scale, self._scene.height * self._scale

    def draw(self) -> None:
        """Draw the chart with its alternative text."""
        x, y = self.canv.absolutePosition(0, 0)
        size = (self._scene.width * self._scale, self._scene.height * self._scale)
        self._trail.figures.append((self._index, self.canv.getPageNumber(), (x, y, *size)))
        with described(self.canv, self._alt):
            self.canv.saveState()
            self.canv.scale(self._scale, self._scale)
            paint_pdf(self._scene, self.canv, 0, 0, load())
            self.canv.restoreState()


class Facts(Flowable):
    """The amounts of data in cells of equal width between two lines."""

    GAP = 9.0

    def __init__(self, facts: list[tuple[str, Paragraph]]) -> None:
        super().__init__()
        self._facts = facts
        self.spaceAfter = 6

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """As wide as the column, as high as the highest label needs."""
        self.width = width
        self._step = width / len(self._facts)
        labels = [
            label.wrap(self._step - (self.GAP if place else 4), 1e6)[1]
            for place, (_, label) in enumerate(self._facts)
        ]
        self.height = 2 * FACT_PAD + styles()["fact"].leading + max(labels)
        return width, self.height

    def draw(self) -> None:
        """Draw lines, numbers and labels."""
        canvas, look, ink = self.canv, styles()["fact"], load()
        canvas.setLineWidth(HAIRLINE)
        canvas.setStrokeColor(HexColor(ink["line.strong"]))
        canvas.lines([(0, self.height, self.width, self.height), (0, 0, self.width, 0)])
        canvas.setStrokeColor(HexColor(ink["line.hairline"]))
        font = face_name(bold=True)
        for place, (number, label) in enumerate(self._facts):
            x = place * self._step + (self.GAP if place else 0)
            if place:
                canvas.line(place * self._step, 0, place * self._step, self.height)
            room = self._step - self.GAP - (self.GAP if place else 0)
            size = min(look.size, look.size * room / max(stringWidth(number, font, look.size), 1))
            canvas.setFont(font, size)
            canvas.setFillColor(HexColor(ink[look.colour]))
            top = self.height - FACT_PAD
            canvas.drawString(x, top - 17.0, number)
            label.drawOn(canvas, x, top - look.leading - label.height)


class ContentsLine(Flowable):
    """A line of the table of contents; its page number is filled in when all pages are made."""

    def __init__(self, place: Place, markup: str) -> None:
        super().__init__()
        self._place = place
        look = paragraph_style("toc", leftIndent=(place.level - 1) * 12.0)
        self._paragraph = Paragraph(f"<b>{markup}</b>" if place.level == 1 else markup, look)
        self.spaceAfter = look.spaceAfter
        place.trail.listed.add(place.index)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """As high as the heading needs."""
        self.width = width
        self.height = self._paragraph.wrap(width - 40, 1e6)[1]
        return width, self.height

    def draw(self) -> None:
        """Draw the heading, the link and the place of the number."""
        canvas = self.canv
        self._paragraph.drawOn(canvas, 0, 0)
        canvas.saveState()
        canvas.translate(self.width, 4.0)
        canvas.doForm(page_form(self._place.index))
        canvas.restoreState()
        if not self._place.trail.linked:
            return
        area = (0, 0, self.width, self.height)
        canvas.linkRect("", bookmark(self._place.index), area, relative=1, thickness=0)


class Tick(ActionFlowable):
    """Counts one step when the pages reach it."""

    def __init__(self, steps: Steps) -> None:
        super().__init__()
        self._steps = steps

    def apply(self, _document: Any) -> None:
        """Count the step."""
        self._steps.step()


class Room(ActionFlowable):
    """Starts a new page where there is too little room; takes none and lets the spaces around it meet."""

    def __init__(self, height: float, before: float = 0.0) -> None:
        super().__init__()
        self.height = height
        self.before = before
        """The part of the height that is space before the first piece."""

    def apply(self, document: Any) -> None:
        """Break the page unless what follows has room, or nothing stands on the page yet."""
        frame = vars(vars(document)["frame"])
        # The space after the last piece and the space before the next are one.
        need = self.height - min(self.before, frame["_prevASpace"])
        if vars(document)["_curPageFlowableCount"] and frame["_y"] - frame["_y1p"] < need:
            document.handle_pageBreak()


class NewPage(ActionFlowable):
    """Starts a new page, unless nothing stands on this one yet."""

    def apply(self, document: Any) -> None:
        """Break the page."""
        if vars(document)["_curPageFlowableCount"]:
            document.handle_pageBreak()


class Blank(Flowable):
    """The room that a long table will take; whole pages of it are counted, not made."""

    def __init__(self, height: float, pages: int = 0) -> None:
        super().__init__()
        self.height = height
        self._pages = pages

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Size of the room."""
        return width, self.height

    def split(self, _width: float, height: float) -> list[Flowable]:
        """The rest of this page, and what is left: whole pages, and the start of the last."""
        pages, rest = divmod(self.height - height, page().body)
        return [Blank(height), Blank(rest, int(pages) + self._pages)]

    def draw(self) -> None:
        """Draw nothing; the library has no public way to leave pages out."""
        vars(self.canv)["_pageNumber"] += self._pages
