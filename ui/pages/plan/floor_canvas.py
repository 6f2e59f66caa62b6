# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawn floor plan: areas by dragging a box, touchpoints by a click, both by a cross and the arrows."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from cxfield.i18n import pick
from cxfield.services.plan_floor import FloorPlan, Point, rectangle
from ui.context import Ui
from ui.widgets.base import Painted
from ui.widgets.paint import CENTER, box, icon, text

_STEP, _LONG_STEP = 0.01, 0.05
_DRAG_PX = 6
_MOVES = {
    Qt.Key.Key_Left.value: (-1, 0),
    Qt.Key.Key_Right.value: (1, 0),
    Qt.Key.Key_Up.value: (0, -1),
    Qt.Key.Key_Down.value: (0, 1),
}


class FloorCanvas(Painted):
    """`pressed(point)` is a click or Enter, `boxed(corners)` a drawn box, `lifted` Delete; in 0 to 1."""

    pressed = Signal(object)
    boxed = Signal(object)
    lifted = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._image: QImage | None = None
        self._plan: FloorPlan | None = None
        self.chosen = ""
        self.draws_box = False
        self.cross: Point = (0.5, 0.5)
        self._from: Point | None = None
        self._start: QPointF | None = None
        self._drag: Point | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.retranslate()

    def show_plan(self, plan: FloorPlan | None, image: QImage | None) -> None:
        """Draw a plan and its picture."""
        self._plan, self._image = plan, image
        self.retranslate()
        self.update()

    def choose(self, item_id: str, *, draws_box: bool) -> None:
        """What the next click or box is for."""
        if item_id != self.chosen:
            self._from = None
        self.chosen, self.draws_box = item_id, draws_box
        self.update()

    def retranslate(self) -> None:
        """The spoken name tells what is on the plan."""
        texts, plan = self.ui.texts, self._plan
        placed = (
            [] if plan is None else [p for p in plan.points if p.place] + [a for a in plan.areas if a.outline]
        )
        names = ", ".join(pick(row.name, texts.locale) for row in placed) or texts.t("nothing is placed yet")
        self.setAccessibleName(f"{texts.t('Floor plan')}: {names}")

    def sizeHint(self) -> QSize:
        """As much as there is."""
        return QSize(640, 480)

    def minimumSizeHint(self) -> QSize:
        """Large enough to be hit."""
        return QSize(240, 200)

    def area(self) -> QRectF:
        """Where the plan lies in the widget."""
        room = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._image is None:
            return room
        size = self._image.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        left = room.left() + (room.width() - size.width()) / 2
        top = room.top() + (room.height() - size.height()) / 2
        return QRectF(left, top, size.width(), size.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click or a box begins."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.LeftButton and self.area().contains(event.position()):
            self._start, self._from = event.position(), None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The box follows the hand."""
        if self._start is not None and self.draws_box:
            self._from = self._share(self._start)
            self._drag = self.cross = self._share(event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The box is drawn, or the place is clicked."""
        start, self._start, self._drag = self._start, None, None
        if start is None:
            return
        at = self._share(event.position())
        self.cross = at
        moved = (event.position() - start).manhattanLength() > _DRAG_PX
        self._from = None
        if self.draws_box and moved:
            self.boxed.emit(rectangle(self._share(start), at))
        else:
            self.pressed.emit(at)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the cross, Enter puts, Delete takes away, Escape forgets a begun box."""
        step = _MOVES.get(event.key())
        if step is not None and not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | _KEYPAD):
            by = _LONG_STEP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
            self.cross = (_clamp(self.cross[0] + by * step[0]), _clamp(self.cross[1] + by * step[1]))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._put()
        elif event.key() == Qt.Key.Key_Delete:
            self.lifted.emit()
        elif event.key() == Qt.Key.Key_Escape and self._from is not None:
            self._from = None
        else:
            super().keyPressEvent(event)
            return
        self.update()

    def _put(self) -> None:
        if not self.draws_box:
            self.pressed.emit(self.cross)
        elif self._from is None:
            self._from = self.cross
        else:
            start, self._from = self._from, None
            self.boxed.emit(rectangle(start, self.cross))

    def _share(self, at: QPointF) -> Point:
        area = self.area()
        x = (at.x() - area.left()) / max(1.0, area.width())
        y = (at.y() - area.top()) / max(1.0, area.height())
        return round(_clamp(x), 4), round(_clamp(y), 4)

    def _spot(self, at: Point) -> QPointF:
        area = self.area()
        return QPointF(area.left() + at[0] * area.width(), area.top() + at[1] * area.height())

    def draw(self, painter: QPainter) -> None:
        """Picture, areas, touchpoints, cross."""
        theme, plan = self.theme, self._plan
        if plan is None:
            return
        area = self.area()
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, self._image)
        else:
            box(painter, area, 4, theme.color("bg.surface"), theme.color("line.strong"), dash=True)
            if not any(zone.outline for zone in plan.areas):
                words = self.ui.texts.t(
                    "Choose the picture of the site, or draw the areas on the empty ground."
                )
                inside = area.adjusted(24, 24, -24, -24)
                text(
                    painter,
                    inside,
                    words,
                    theme.font("body"),
                    theme.color("text.secondary"),
                    CENTER,
                    wrap=True,
                )
        for zone in plan.areas:
            if zone.outline:
                self._draw_area(
                    painter, zone.outline, pick(zone.name, self.ui.texts.locale), zone.id, zone.closed
                )
        for point in plan.points:
            if point.place:
                self._draw_point(painter, point.place, pick(point.name, self.ui.texts.locale), point.id)
        if self._from is not None:
            corners = rectangle(self._from, self._drag or self.cross)
            painter.setPen(QPen(theme.color("accent.base"), 2, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolygon(QPolygonF([self._spot(corner) for corner in corners]))
        if self.hasFocus() and self.chosen:
            self._draw_cross(painter)

    def _draw_area(
        self, painter: QPainter, outline: tuple[Point, ...], name: str, item: str, closed: bool
    ) -> None:
        theme = self.theme
        shape = QPolygonF([self._spot(corner) for corner in outline])
        ink = theme.color("danger.base" if closed else "accent.base")
        fill = QColor(ink)
        fill.setAlphaF(0.30 if item == self.chosen else 0.14)
        painter.setPen(QPen(ink, 3 if item == self.chosen else 1.5))
        painter.setBrush(fill)
        painter.drawPolygon(shape)
        self._draw_name(painter, shape.boundingRect().topLeft() + QPointF(5, 5), name, ink)

    def _draw_point(self, painter: QPainter, place: Point, name: str, item: str) -> None:
        theme = self.theme
        at, radius = self._spot(place), theme.px(11 if item == self.chosen else 9)
        painter.setPen(QPen(theme.color("bg.surface"), 2))
        painter.setBrush(theme.color("source.group" if item == self.chosen else "source.observation"))
        painter.drawEllipse(at, radius, radius)
        size = theme.px(12)
        icon(
            painter,
            theme,
            "touchpoint",
            at.x() - size / 2,
            at.y() - size / 2,
            size,
            theme.color("bg.surface"),
        )
        self._draw_name(
            painter, at + QPointF(radius + 4, -theme.line("small") / 2), name, theme.color("text.primary")
        )

    def _draw_name(self, painter: QPainter, at: QPointF, name: str, ink: object) -> None:
        theme = self.theme
        wide = theme.text_width("small", name, 600) + 10
        room = QRectF(self.rect())
        left = min(at.x(), max(room.left(), room.right() - wide))
        label = QRectF(left, max(0.0, at.y()), wide, theme.line("small") + 2)
        box(painter, label, 3, theme.color("bg.surface"))
        text(painter, label, name, theme.font("small", 600), ink, CENTER)  # type: ignore[arg-type]

    def _draw_cross(self, painter: QPainter) -> None:
        at, reach = self._spot(self.cross), self.theme.px(14)
        for token, wide in (("bg.surface", 4), ("focus.ring", 2)):
            painter.setPen(QPen(self.theme.color(token), wide))
            painter.drawLine(QPointF(at.x() - reach, at.y()), QPointF(at.x() + reach, at.y()))
            painter.drawLine(QPointF(at.x(), at.y() - reach), QPointF(at.x(), at.y() + reach))


_KEYPAD = Qt.KeyboardModifier.KeypadModifier


def _clamp(value: float) -> float:
    return min(1.0, max(0.0, value))
