# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The timeline above the rows: all field days, one day, or one session with zoom; what is chosen filters."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QPinchGesture, QVBoxLayout, QWidget
from shiboken6 import isValid

from cxfield.charts.scene import Scene
from cxfield.charts.sheet import PT
from cxfield.charts.timeline import (
    DayBlock,
    DayPart,
    LaneMark,
    LaneRow,
    day_strip,
    scale_of,
    session_lanes,
    time_at,
)
from cxfield.i18n import Texts
from cxfield.model.enums import SessionKind
from cxfield.services.data_filter import Filter
from cxfield.services.data_timeline import BINS, Day, SessionLine, days, session_line
from ui.context import Ui
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.containers import Card, Scroll
from ui.widgets.label import Label
from ui.widgets.scene_view import SceneView

_ZOOM, _SHORTEST = 1.6, 5_000
_DRAG = 6
_MOST_SCALE = 1.3


class LineView(SceneView):
    """A chart on which a stretch is drawn, and which zooms: `banded(x1, x2)`, `zoomed(by, x)`.

    Places are in pixels of the chart at 100 % text.
    """

    banded = Signal(float, float)
    zoomed = Signal(float, float)

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, lambda x: x.t("Timeline"))
        self.zooms = False
        self._from: QPointF | None = None
        self._to: QPointF | None = None
        self.grabGesture(Qt.GestureType.PinchGesture)

    @property
    def wide(self) -> float:
        """The width in pixels of the chart."""
        return self.width() / self.ui.theme.scale

    def event(self, event: QEvent) -> bool:
        """Two fingers zoom."""
        if event.type() is QEvent.Type.Gesture and self.zooms:
            pinch: Any = event.gesture(Qt.GestureType.PinchGesture)  # type: ignore[attr-defined]
            if isinstance(pinch, QPinchGesture):
                at = self.mapFromGlobal(pinch.centerPoint().toPoint())
                self.zoomed.emit(pinch.scaleFactor(), at.x() / self.ui.theme.scale)
                return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel zooms around the pointer; over the days it scrolls the page."""
        if not self.zooms or not event.angleDelta().y():
            super().wheelEvent(event)
            return
        by = _ZOOM if event.angleDelta().y() > 0 else 1 / _ZOOM
        self.zoomed.emit(by, event.position().x() / self.ui.theme.scale)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus and minus zoom."""
        by = {"+": _ZOOM, "-": 1 / _ZOOM}.get(event.text())
        if by is not None and self.zooms:
            self.zoomed.emit(by, self.wide / 2)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A stretch may begin here."""
        super().mousePressEvent(event)
        self._from = event.position() if event.button() == Qt.MouseButton.LeftButton else None
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the stretch."""
        if self._from is not None and self.zooms and event.buttons():
            self._to = event.position()
            self.update()
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A stretch is chosen; a press without one opens the mark."""
        first, last, self._from, self._to = self._from, self._to, None, None
        self.update()
        if first is not None and last is not None and abs(last.x() - first.x()) > _DRAG:
            scale = self.ui.theme.scale
            low, high = sorted((first.x() / scale, last.x() / scale))
            self.banded.emit(low, high)
            return
        super().mouseReleaseEvent(event)

    def draw(self, painter: QPainter) -> None:
        """The chart and the stretch being drawn."""
        super().draw(painter)
        if self._from is not None and self._to is not None:
            low, high = sorted((self._from.x(), self._to.x()))
            area = QRectF(low, 0, high - low, self.height())
            color = self.ui.theme.color("accent.base")
            painter.setPen(QPen(color, 1.5))
            color.setAlphaF(0.15)
            painter.setBrush(color)
            painter.drawRect(area)


class Shelf(Scroll):
    """Holds the timeline above the rows, as high as it needs; where there is little room it waits."""

    def __init__(self, ui: Ui, timeline: "Timeline") -> None:
        super().__init__(ui, timeline)
        self._timeline = timeline
        timeline.shown.connect(self._fit)
        if ui.theme.scale > _MOST_SCALE:
            self.hide()

    def load(self) -> None:
        """Ask for what is shown."""
        if not self.isHidden():
            self._timeline.load()

    def turn(self) -> None:
        """Show or hide it."""
        self.setVisible(self.isHidden())
        self.load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width needs another height."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        high = self._timeline.wanted_height(self.width())
        if self.height() != high:
            self.setFixedHeight(high)


class Timeline(Card):
    """`asked(Filter)` when a day, session or stretch is chosen, `picked(kind, id)` of a pressed event."""

    asked = Signal(object)
    picked = Signal(str, str)
    shown = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self.days: tuple[Day, ...] = ()
        self.line: SessionLine | None = None
        self._filter = Filter()
        self._asking = 0
        self.view = LineView(ui)
        self.title = Label(ui, "", "body", weight=600)
        self.back = Button(ui, lambda x: x.t("All days"), kind=Kind.GHOST, icon_name="chevron-left")
        self.closer = IconButton(ui, "plus", lambda x: x.t("Zoom in"), kind=Kind.OUTLINE)
        self.wider = IconButton(ui, "minus", lambda x: x.t("Zoom out"), kind=Kind.OUTLINE)
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.back)
        row.addWidget(self.title, 1)
        row.addWidget(self.wider)
        row.addWidget(self.closer)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 6)
        column.setSpacing(4)
        column.addWidget(self._head)
        column.addWidget(self.view)
        self.back.clicked.connect(self.show_days)
        self.closer.clicked.connect(lambda: self.zoom(_ZOOM, self.view.wide / 2))
        self.wider.clicked.connect(lambda: self.zoom(1 / _ZOOM, self.view.wide / 2))
        self.view.opened.connect(self._open)
        self.view.zoomed.connect(self.zoom)
        self.view.banded.connect(self._band)
        self._show()

    def load(self) -> None:
        """Ask for the days, and for the session in front, in the background."""
        study, texts = self.ui.study, self.ui.texts
        if study is None:
            return
        self._asking += 1
        number = self._asking
        study.ask(days, texts, done=lambda found: self._came(number, found))
        if self.line is not None:
            self._load_line(self.line.session_id, (self.line.start, self.line.end))

    def leave(self) -> None:
        """What is on its way comes too late."""
        self._asking += 1

    def use_filter(self, asked: Filter) -> None:
        """The rows below are limited to this; drawn again only where it shows another day or session."""
        before, self._filter = self._filter, asked
        leaving = self.line is not None and not asked.session
        if leaving:
            self.line = None
        if leaving or asked.day != before.day:
            self._show()

    def show_days(self) -> None:
        """Back to all days, without a session, a day or a stretch."""
        self.line = None
        self.asked.emit(replace(self._filter, session="", day="", between=None))
        self._show()

    def zoom(self, by: float, x: float) -> None:
        """Show a shorter or longer stretch around a place."""
        line = self.line
        if line is None:
            return
        middle = time_at(x, self.view.wide, line.start, line.end)
        share = (middle - line.start) / max(1, line.end - line.start)
        wide = min(line.length, max(_SHORTEST, round((line.end - line.start) / by)))
        start = min(max(0, round(middle - wide * share)), line.length - wide)
        self._load_line(line.session_id, (start, start + wide))

    def wanted_height(self, width: int) -> int:
        """As high as the chart needs; a session with many codes scrolls."""
        theme = self.ui.theme
        head = theme.px(44) if self._head.isVisibleTo(self) else 0
        return min(theme.px(250), head + self.view.heightForWidth(max(1, width - 28)) + 20)

    def _came(self, number: int, found: tuple[Day, ...]) -> None:
        if number == self._asking and isValid(self):
            self.days = found
            self._show()

    def _load_line(self, session_id: str, between: tuple[int, int] | None = None) -> None:
        study, texts, number = self.ui.study, self.ui.texts, self._asking
        if study is not None:
            study.ask(
                session_line, session_id, texts, between, done=lambda line: self._came_line(number, line)
            )

    def _came_line(self, number: int, line: SessionLine | None) -> None:
        if number == self._asking and isValid(self):
            self.line = line
            self._show()

    def _open(self, ref: str) -> None:
        kind, _, rest = ref.partition(":")
        if kind == "day":
            day = "" if self._filter.day == rest else rest
            self.asked.emit(replace(self._filter, day=day, session="", between=None))
        elif kind == "session":
            self.asked.emit(replace(self._filter, session=rest, day="", between=None))
            self._load_line(rest)
        else:
            self.picked.emit(kind, rest)

    def _band(self, low: float, high: float) -> None:
        line = self.line
        if line is not None:
            ends = tuple(time_at(x, self.view.wide, line.start, line.end) for x in (low, high))
            self.asked.emit(replace(self._filter, session=line.session_id, between=(ends[0], ends[1])))

    def _show(self) -> None:
        self._draw()
        self.shown.emit()

    def _draw(self) -> None:
        line, texts = self.line, self.ui.texts
        self._head.setVisible(line is not None or bool(self._filter.day))
        self.view.zooms = line is not None
        for button in (self.closer, self.wider):
            button.setVisible(line is not None)
        if line is not None:
            shown = line
            self.title.set_words(f"{line.title} · {texts.stopwatch(line.start)}–{texts.stopwatch(line.end)}")
            said = "; ".join(f"{lane.name} {_many(lane)}" for lane in line.lanes)
            self.view.show_scene(
                lambda w: _lanes(shown, texts, w / PT), said or texts.t("Nothing was logged.")
            )
            return
        mine = tuple(day for day in self.days if self._filter.day in ("", day.iso))
        self.title.set_words(", ".join(day.label for day in mine) if self._filter.day else "")
        said = "; ".join(_told(day, texts) for day in mine)
        none = texts.t("No session has been held yet.")
        self.view.show_scene(lambda w: _days(mine, self._filter, texts, w / PT), said or none)


def _many(lane: Any) -> int:
    return len(lane.events) or sum(n for _, n in lane.dense)


def _told(day: Day, texts: Texts) -> str:
    count = texts.tn("{n} session", "{n} sessions", len(day.blocks))
    return ", ".join(part for part in (day.label, day.where, count) if part)


def _days(found: tuple[Day, ...], asked: Filter, texts: Texts, width: float) -> Scene:
    parts = [
        DayPart(
            f"day:{day.iso}",
            day.label,
            day.where,
            tuple(
                DayBlock(
                    f"session:{block.session_id}",
                    block.title,
                    block.kind == SessionKind.OBSERVATION,
                    block.kind == SessionKind.GROUP,
                    block.start,
                    block.end,
                    block.ticks,
                )
                for block in day.blocks
            ),
            _told(day, texts),
            chosen=asked.day == day.iso,
        )
        for day in found
    ]
    rows = (texts.t("Observations"), texts.t("Talks"))
    return day_strip(parts, rows, texts.t("hour"), width=width, bins=BINS)


def _lanes(line: SessionLine, texts: Texts, width: float) -> Scene:
    wide = max(1, line.end - line.start)
    rows = [
        LaneRow(
            lane.name,
            tuple(
                LaneMark(e.ref, e.label, (e.start - line.start) / wide, (e.end - line.start) / wide, e.tone)
                for e in lane.events
            ),
            lane.dense,
        )
        for lane in line.lanes
    ]
    said = [(at, texts.stopwatch(at)) for at in scale_of(line.start, line.end, width)]
    return session_lanes(rows, line.start, line.end, said, width=width, bins=BINS)
