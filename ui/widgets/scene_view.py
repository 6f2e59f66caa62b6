# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A chart on the screen: painted from its scene, every mark opened by a press or from the keyboard."""

from collections.abc import Callable
from typing import assert_never

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cxfield.charts.scene import Circle, Dash, Hit, Line, Mark, Picture, Polygon, Polyline, Rect, Scene, Text
from ui.context import Say, Ui
from ui.theme import Theme
from ui.widgets.base import Painted

PX = 4 / 3
"""Screen pixels in a point of a scene."""

Maker = Callable[[float], Scene]

_RAMPS = {
    "cat": ("categorical8", 1),
    "div": ("diverging11", 0),
    "seq": ("sequential7", 1),
    "ord": ("ordinariness5", 1),
    "sev": ("severity5", 0),
}
_FORWARD = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)


def scene_color(theme: Theme, token: str) -> QColor:
    """The colour of a scene's token: `text.primary`, or a step of a ramp such as `seq.5`."""
    name, _, step = token.partition(".")
    if name in _RAMPS and step.isdigit():
        palette, first = _RAMPS[name]
        return theme.step(palette, int(step) - first)
    return theme.color(token)


class SceneView(Painted):
    """`SceneView(ui, name).show_scene(maker, alt)`; `opened(ref)` when a mark is pressed.

    `maker(width in points)` lays the chart out for the width there is; it is called again when that or the
    text size changes. The arrows go from mark to mark, Enter opens, and each mark says itself.
    """

    opened = Signal(str)

    def __init__(self, ui: Ui, name: Say = "", parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._name = name
        self._maker: Maker | None = None
        self._alt = ""
        self._scene = Scene(1, 1, ())
        self._made_for = (0, 0.0)
        self._made: dict[tuple[int, float], Scene] = {}
        self._fonts: dict[tuple[float, bool, bool], tuple[QFont, QFontMetricsF]] = {}
        self._at = -1
        self._hover: Hit | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.retranslate()

    @property
    def scene(self) -> Scene:
        """The scene on the screen."""
        return self._scene

    @property
    def current(self) -> Hit | None:
        """The mark the keyboard stands on."""
        return self._scene.hits[self._at] if 0 <= self._at < len(self._scene.hits) else None

    def show_scene(self, maker: Maker, alt: str) -> None:
        """Show another chart with its finding in words."""
        before = self._scene
        self._maker = maker
        self._alt = alt
        self._made.clear()
        self._made_for = (0, 0.0)
        self._lay_out(self.width())
        self.retranslate()
        # Many charts say the same after a filter as before: they stay as they are.
        if self._scene is not before:
            self.updateGeometry()
            self.update()

    def retranslate(self) -> None:
        """Name, finding and the mark the keyboard stands on."""
        self.setAccessibleName(self.ui.say(self._name))
        at = self.current
        self.setAccessibleDescription(
            f"{at.label}. {self._alt}" if at is not None and self.hasFocus() else self._alt
        )

    def restyle(self) -> None:
        """Another text size needs another layout."""
        self._fonts.clear()
        self._lay_out(self.width())

    def hasHeightForWidth(self) -> bool:
        """The height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the chart at a width."""
        if self._maker is None or width <= 0:
            return 1
        return round(self._make(width).height * self._unit + 0.499)

    def sizeHint(self) -> QSize:
        """As high as its width asks for."""
        width = max(self.width(), 240)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow, but as high as it is."""
        return QSize(self.theme.px(160), self.heightForWidth(max(self.width(), 1)))

    @property
    def _unit(self) -> float:
        return PX * self.theme.scale

    def _lay_out(self, width: int) -> None:
        if self._maker is None or width <= 1 or self._made_for == (width, self.theme.scale):
            return
        self._made_for = (width, self.theme.scale)
        scene = self._make(width)
        if scene != self._scene:
            self._scene, self._hover = scene, None
        if self._at >= len(self._scene.hits):
            self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._scene.hits else Qt.FocusPolicy.NoFocus)
        high = round(self._scene.height * self._unit + 0.499)
        if self.minimumHeight() != high:
            self.setMinimumHeight(high)

    def _make(self, width: int) -> Scene:
        """The scene for a width; layouts ask for a few widths again and again."""
        key = (width, self.theme.scale)
        found = self._made.get(key)
        if found is None and self._maker is not None:
            if len(self._made) > 3:
                self._made.clear()
            found = self._made[key] = self._maker(width / self._unit)
        return found or self._scene

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the chart out anew."""
        super().resizeEvent(event)
        self._lay_out(self.width())
        self.update()

    # -- painting

    def draw(self, painter: QPainter) -> None:
        """The marks in order, then where the pointer and the keyboard are."""
        unit = self._unit
        pen = _Pen(painter, self.theme, unit, self._fonts)
        if self._hover is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color("bg.hover"))
            painter.drawRoundedRect(self._area(self._hover), 4, 4)
        for mark in self._scene.marks:
            pen.draw(mark)
        at = self.current
        if at is not None and self.hasFocus():
            painter.setPen(QPen(self.theme.color("focus.ring"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inside = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(self._area(at).adjusted(-1, -1, 1, 1).intersected(inside), 4, 4)

    def focus_rect(self) -> QRect:
        """The mark in hand carries the ring, not the whole chart."""
        return QRect()

    def _area(self, hit: Hit) -> QRectF:
        unit = self._unit
        return QRectF(hit.x * unit, hit.y * unit, hit.w * unit, hit.h * unit)

    # -- keyboard and pointer

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard comes to the first mark, or to the one it left."""
        QWidget.focusInEvent(self, event)
        if self._at < 0 and self._scene.hits:
            self._at = 0
        self._say_mark()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        QWidget.focusOutEvent(self, event)
        self.retranslate()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from mark to mark, Home and End to the ends, Enter and Space open."""
        key, hits = event.key(), self._scene.hits
        if not hits or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        if key in _FORWARD:
            self._go(min(self._at + 1, len(hits) - 1))
        elif key in _BACK:
            self._go(max(self._at - 1, 0))
        elif key == Qt.Key.Key_Home:
            self._go(0)
        elif key == Qt.Key.Key_End:
            self._go(len(hits) - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if not event.isAutoRepeat():
                self._open(self.current)
        else:
            super().keyPressEvent(event)

    def _go(self, at: int) -> None:
        self._at = at
        self._say_mark()

    def _say_mark(self) -> None:
        self.retranslate()
        self.update()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The mark under the pointer lights up and says itself."""
        hit = self._hit(event.position())
        if hit is not self._hover:
            self._hover = hit
            self.setCursor(Qt.CursorShape.PointingHandCursor if hit else Qt.CursorShape.ArrowCursor)
            QToolTip.showText(event.globalPosition().toPoint(), hit.label if hit else "", self)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is gone."""
        super().leaveEvent(event)
        self._hover = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press opens the mark."""
        if event.button() == Qt.MouseButton.LeftButton:
            hit = self._hit(event.position())
            if hit is not None:
                self._at = self._scene.hits.index(hit)
                self._open(hit)

    def _hit(self, point: QPointF) -> Hit | None:
        return self._scene.hit_at(point.x() / self._unit, point.y() / self._unit)

    def _open(self, hit: Hit | None) -> None:
        if hit is not None and hit.refs:
            self.opened.emit(hit.refs[0] if len(hit.refs) == 1 else "|".join(hit.refs))


class _Pen:
    """Paints marks with a theme at a scale; `fonts` are kept from one time to the next."""

    def __init__(
        self,
        painter: QPainter,
        theme: Theme,
        unit: float,
        fonts: dict[tuple[float, bool, bool], tuple[QFont, QFontMetricsF]],
    ) -> None:
        self._painter, self._theme, self._unit = painter, theme, unit
        self._fonts = fonts

    def draw(self, mark: Mark) -> None:
        """One mark."""
        u, painter = self._unit, self._painter
        match mark:
            case Rect():
                self._ink(mark.fill, mark.stroke, mark.pen, mark.dash)
                area = QRectF(mark.x * u, mark.y * u, mark.w * u, mark.h * u)
                painter.drawRoundedRect(area, mark.radius * u, mark.radius * u)
            case Line():
                self._ink(None, mark.stroke, mark.pen, mark.dash)
                painter.drawLine(QPointF(mark.x1 * u, mark.y1 * u), QPointF(mark.x2 * u, mark.y2 * u))
            case Polyline():
                self._ink(None, mark.stroke, mark.pen, mark.dash, round_ends=True)
                painter.drawPolyline(self._polygon(mark.points))
            case Circle():
                self._ink(mark.fill, mark.stroke, mark.pen)
                painter.drawEllipse(QPointF(mark.cx * u, mark.cy * u), mark.r * u, mark.r * u)
            case Polygon():
                self._ink(mark.fill, mark.stroke, mark.pen)
                painter.drawPolygon(self._polygon(mark.points))
            case Picture():
                image = QImage.fromData(mark.data)
                painter.drawImage(QRectF(mark.x * u, mark.y * u, mark.w * u, mark.h * u), image)
            case Text():
                self._text(mark)
            case _:
                assert_never(mark)

    def _polygon(self, points: tuple[tuple[float, float], ...]) -> QPolygonF:
        return QPolygonF([QPointF(x * self._unit, y * self._unit) for x, y in points])

    def _ink(
        self, fill: str | None, stroke: str | None, pen: float, dash: Dash = (), *, round_ends: bool = False
    ) -> None:
        painter = self._painter
        painter.setBrush(scene_color(self._theme, fill) if fill else Qt.BrushStyle.NoBrush)
        if stroke is None:
            painter.setPen(Qt.PenStyle.NoPen)
            return
        line = QPen(scene_color(self._theme, stroke), pen * self._unit)
        line.setCapStyle(Qt.PenCapStyle.RoundCap if round_ends else Qt.PenCapStyle.FlatCap)
        line.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if dash:
            line.setDashPattern([part / pen for part in dash])
        painter.setPen(line)

    def _text(self, mark: Text) -> None:
        font, metrics = self._font(mark)
        self._painter.setFont(font)
        self._painter.setPen(scene_color(self._theme, mark.colour))
        left = mark.x * self._unit
        if mark.anchor != "start":
            wide = metrics.horizontalAdvance(mark.text)
            left -= wide if mark.anchor == "end" else wide / 2
        self._painter.drawText(QPointF(left, mark.y * self._unit), mark.text)

    def _font(self, mark: Text) -> tuple[QFont, QFontMetricsF]:
        key = (mark.size, mark.bold, mark.italic)
        found = self._fonts.get(key)
        if found is None:
            font = QFont(self._theme.font("body", 600 if mark.bold else 400))
            font.setPixelSize(max(1, round(mark.size * self._unit)))
            font.setItalic(mark.italic)
            found = self._fonts[key] = (font, QFontMetricsF(font))
        return found
