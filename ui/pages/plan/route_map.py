# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawn picture of a guide's routes: follow-ups stand to the right of what opens them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from cxfield.services.plan_guide_checks import SectionRow
from cxfield.services.plan_routes import RouteEdge, RouteMap, RouteNode, route_map
from ui.context import Ui
from ui.pages.plan.desk import Desk
from ui.widgets.base import Painted
from ui.widgets.buttons import Kind
from ui.widgets.containers import Scroll
from ui.widgets.dialog import Dialog, Way
from ui.widgets.paint import box, fill_path, icon, text
from ui.widgets.paragraph import Paragraph, paragraph

_WIDE, _LANE, _GAP, _PAD = 280, 150, 10, 8


@dataclass(frozen=True, slots=True)
class _Placed:
    node: RouteNode
    rect: QRectF
    words: Paragraph
    lines: tuple[tuple[RouteEdge, Paragraph], ...]
    problem: Paragraph | None


def show_routes(desk: Desk, sections: Sequence[SectionRow]) -> None:
    """Show the picture in a dialog of its own."""
    ui = desk.ui
    dialog = Dialog(
        ui,
        lambda x: x.t("Picture of the routes"),
        lambda x: x.t(
            "Questions asked of everybody are at the left; what an answer opens is to the right of it."
        ),
        (Way("back", lambda x: x.t("Close"), Kind.OUTLINE, "Esc"),),
        escape="back",
        parent=desk.ui_window(),
    )
    picture = RoutePicture(ui, route_map(sections, ui.texts))
    scroll = Scroll(ui, picture, fill="bg.surface")
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    room = desk.ui_window()
    wide = (room.width() if room is not None else 1024) - 120
    high = (room.height() if room is not None else 768) - 260
    size = picture.sizeHint()
    scroll.setMinimumSize(
        QSize(min(size.width() + 24, max(400, wide)), min(size.height() + 8, max(240, high)))
    )
    dialog.body.addWidget(scroll)
    dialog.ask()


class RoutePicture(Painted):
    """Painted once from the map; its spoken name tells every route."""

    def __init__(self, ui: Ui, routes: RouteMap) -> None:
        super().__init__(ui)
        self.routes = routes
        self._placed: list[_Placed] = []
        self._size = QSize(0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.restyle()
        self.retranslate()

    def retranslate(self) -> None:
        """Say every route."""
        texts = self.ui.texts
        numbers = {node.id: node.number for node in self.routes.nodes}
        said = [
            texts.t("{n} when {m} is {answer}", n=numbers[e.target], m=numbers[e.source], answer=e.when)
            for e in self.routes.edges
        ]
        name = texts.t("Picture of the routes")
        self.setAccessibleName(f"{name}: {'; '.join(said)}" if said else name)

    def sizeHint(self) -> QSize:
        """As large as the map."""
        return self._size

    def restyle(self) -> None:
        """Lay the questions out."""
        theme = self.theme
        wide, lane = theme.px(_WIDE), theme.px(_LANE)
        self._placed = []
        lowest: dict[int, float] = {}
        tops: dict[str, float] = {}
        next_top = 1.0
        for node in self.routes.nodes:
            into = self.routes.into(node.id)
            room = wide - 2 * _PAD - theme.px(28)
            words = paragraph(theme, "body", node.words or "–", room, weight=500)
            lines = tuple(
                (edge, paragraph(theme, "small", edge.wording, room)) for edge in into if edge.wording
            )
            problem = paragraph(theme, "small", self.ui.texts.t(node.problem), room) if node.problem else None
            high = 2 * _PAD + words.height + sum(line.height + 2 for _, line in lines)
            high += problem.height + 2 if problem is not None else 0
            top = max(next_top if not into else 0.0, lowest.get(node.depth, 1.0), _first(tops, into))
            rect = QRectF(1 + node.depth * (wide + lane), top, wide, high)
            self._placed.append(_Placed(node, rect, words, lines, problem))
            tops[node.id] = top
            lowest[node.depth] = rect.bottom() + _GAP
            next_top = rect.bottom() + _GAP if not into else max(next_top, rect.bottom() + _GAP)
        right = max((placed.rect.right() for placed in self._placed), default=200)
        bottom = max((placed.rect.bottom() for placed in self._placed), default=40)
        self._size = QSize(round(right) + 2, round(bottom) + 2)
        self.setFixedSize(self._size)

    def draw(self, painter: QPainter) -> None:
        """Arrows first, then the boxes over them."""
        rects = {placed.node.id: placed.rect for placed in self._placed}
        for placed in self._placed:
            into = self.routes.into(placed.node.id)
            for at, edge in enumerate(into):
                self._arrow(painter, rects[edge.source], placed.rect, edge.when, at, len(into))
        for placed in self._placed:
            self._node(painter, placed)

    def _node(self, painter: QPainter, placed: _Placed) -> None:
        theme, node, rect = self.theme, placed.node, placed.rect
        ink = "danger.base" if node.problem else "info.base" if node.depth else "line.strong"
        fill = "danger.subtle" if node.problem else "info.subtle" if node.depth else "bg.surface"
        box(
            painter, rect, theme.radius("tile"), theme.color(fill), theme.color(ink), 2 if node.problem else 1
        )
        top = rect.top() + _PAD
        number = QRectF(rect.left() + _PAD, top, theme.px(26), theme.line("body"))
        text(painter, number, str(node.number), theme.font("body", 600), theme.color("text.secondary"))
        left = rect.left() + _PAD + theme.px(28)
        placed.words.draw(painter, left, top, theme.color("text.primary"))
        top += placed.words.height
        for _edge, line in placed.lines:
            line.draw(painter, left, top + 2, theme.color("text.secondary"))
            top += line.height + 2
        if placed.problem is not None:
            size = theme.px(16)
            icon(painter, theme, "warning", rect.left() + _PAD, top + 2, size, theme.color("danger.base"))
            placed.problem.draw(painter, left, top + 2, theme.color("danger.base"))

    def _arrow(self, painter: QPainter, source: QRectF, target: QRectF, when: str, at: int, of: int) -> None:
        theme = self.theme
        start = QPointF(source.right(), source.top() + min(source.height(), theme.px(36)) / 2)
        step = target.height() / (of + 1)
        end = QPointF(target.left(), target.top() + step * (at + 1))
        middle = target.left() - theme.px(_LANE) * 0.86
        path = QPainterPath(start)
        path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), QPointF(middle + 24, end.y()))
        path.lineTo(QPointF(end.x() - 8, end.y()))
        painter.setPen(QPen(theme.color("info.base"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        head = QPainterPath()
        head.addPolygon(QPolygonF([end, end + QPointF(-9, -5), end + QPointF(-9, 5)]))
        fill_path(painter, head, theme.color("info.base"))
        room = theme.px(_LANE) - 52
        words = theme.metrics("small", 600).elidedText(when, Qt.TextElideMode.ElideRight, room)
        wide = theme.text_width("small", words, 600) + 10
        label = QRectF(
            end.x() - 14 - wide, end.y() - theme.line("small") / 2 - 1, wide, theme.line("small") + 2
        )
        box(painter, label, 3, theme.color("bg.surface"))
        text(painter, label.adjusted(5, 0, 0, 0), words, theme.font("small", 600), theme.color("info.base"))


def _first(tops: dict[str, float], into: Sequence[RouteEdge]) -> float:
    return max((tops[edge.source] for edge in into), default=0.0)
