# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The board as it is seen: columns, zoom and painting by hand, so that thousands of cards move."""

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from cxfield.services.debrief_board import BoardView, Card
from ui.context import Ui
from ui.pages.debrief.board_layout import GAP, Box, Layout, Placed, lay_out
from ui.pages.debrief.board_paint import PHOTO, paint_frame, paint_plain, said_of
from ui.pages.debrief.board_pictures import CardPictures
from ui.widgets.containers import ThinScrollBar
from ui.widgets.paint import box, elided, text
from ui.widgets.paragraph import paragraph

WIDE = 232
ZOOMS = (0.25, 0.35, 0.5, 0.7, 0.85, 1.0, 1.25, 1.5, 2.0)
_PLAIN_BELOW = 0.45
#: So long after the last step of zooming the columns follow and everything is painted sharp.
_SETTLE_MS = 140


class BoardSurface(QAbstractScrollArea):
    """`show_board(view)`, `set_zoom(...)`; only what is in sight is drawn."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self.view = BoardView((), ())
        self.layout_ = Layout((), 0, 0)
        self.current = ""
        self.selected: set[str] = set()
        self.hide_votes = False
        self._zoom = 1.0
        self._shape: object = None
        self._laid: BoardView | None = None
        self.pictures = CardPictures(ui, self)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLE_MS)
        self._settling.timeout.connect(self._settle)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(0)
        self._rest.timeout.connect(self.viewport().update)
        self._held: tuple[str, QPointF] = ("", QPointF())
        self._highs: dict[tuple[str, str, float], float] = {}
        self._heads: dict[tuple[str, float], str] = {}
        self._dragging = False
        self._hand = QPointF()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBar(ThinScrollBar(ui, Qt.Orientation.Vertical))
        self.setHorizontalScrollBar(ThinScrollBar(ui, Qt.Orientation.Horizontal))
        ui.theme_changed.connect(self.restyle)
        ui.texts_changed.connect(self.restyle)
        self.setAccessibleName(ui.texts.t("Board"))

    @property
    def zoom(self) -> float:
        """How large everything is drawn."""
        return self._zoom

    def restyle(self) -> None:
        """Draw everything anew in the colours, sizes and language of now."""
        self.setAccessibleName(self.ui.texts.t("Board"))
        self.pictures.clear()
        self._highs.clear()
        self._heads.clear()
        self._shape = None
        self._arrange()

    def show_board(self, view: BoardView) -> None:
        """Show other cards, or the same ones elsewhere."""
        self.view = view
        here = {card.id for card in cards_of(view)}
        self.selected &= here
        if self.current not in here:
            self.current = ""
        self._arrange()

    @property
    def moving(self) -> bool:
        """Whether it is being zoomed."""
        return self._settling.isActive()

    def set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """Draw larger or smaller; what is under the hand stays there. The columns follow afterwards."""
        zoom = min(ZOOMS[-1], max(ZOOMS[0], zoom))
        if zoom == self._zoom:
            return
        anchor = at or QPointF(self.viewport().width() / 2, self.viewport().height() / 2)
        point = self._to_board(anchor)
        under = self.layout_.card_at(point)
        self._held = (under.card.id if under is not None else "", anchor)
        self._zoom = zoom
        self._settling.start()
        self._fit_bars()
        self._hold(point, anchor)

    def _settle(self) -> None:
        """Zooming has ended: as many columns as fit, the card under the hand where it was."""
        key, anchor = self._held
        point, before = self._to_board(anchor), self.layout_
        was = before.place_of(key)
        self._arrange()
        now = self.layout_.place_of(key)
        if self.layout_ is not before and was is not None and now is not None:
            self._hold(now.rect.topLeft() + (point - was.rect.topLeft()), anchor)

    def _hold(self, point: QPointF, anchor: QPointF) -> None:
        self.horizontalScrollBar().setValue(round(point.x() * self._zoom - anchor.x()))
        self.verticalScrollBar().setValue(round(point.y() * self._zoom - anchor.y()))
        self.viewport().update()

    def step_zoom(self, by: int) -> None:
        """The next size."""
        at = min(range(len(ZOOMS)), key=lambda n: abs(ZOOMS[n] - self._zoom))
        self.set_zoom(ZOOMS[min(len(ZOOMS) - 1, max(0, at + by))])

    def picked(self) -> list[str]:
        """What the hand holds: the selection, or the card in front."""
        order = [placed.card.id for one in self.layout_.boxes for placed in one.cards]
        return [key for key in order if key in self.selected] or ([self.current] if self.current else [])

    def _arrange(self) -> None:
        theme = self.ui.theme
        wide = theme.px(WIDE) + GAP
        # Whole columns: zooming a little then changes nothing but the scale.
        columns = max(1, int((self.viewport().width() / self._zoom - GAP) // wide))
        words = self.ui.texts.t("Not grouped")
        shape = (columns, words, theme.px(WIDE))
        if shape != self._shape or self.view is not self._laid:
            self._shape, self._laid = shape, self.view
            room = columns * wide + GAP
            self.layout_ = lay_out(self.view, room, theme.px(WIDE), self._measure, words)
        self._fit_bars()

    def _fit_bars(self) -> None:
        view = self.viewport().size()
        across, high = self.layout_.width * self._zoom, self.layout_.height * self._zoom
        self.horizontalScrollBar().setRange(0, max(0, round(across - view.width())))
        self.horizontalScrollBar().setPageStep(view.width())
        self.verticalScrollBar().setRange(0, max(0, round(high - view.height())))
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(40)
        self.viewport().update()

    def _measure(self, card: Card, wide: float) -> float:
        key = (card.picture_id, card.text, wide)
        if key not in self._highs:
            theme = self.ui.theme
            words = paragraph(theme, "small", said_of(card), wide - 24)
            photo = theme.px(PHOTO) + 6 if card.picture_id else 0
            self._highs[key] = words.height + photo + theme.line("caption") + 26
        return self._highs[key]

    def _to_board(self, point: QPointF) -> QPointF:
        x = (point.x() + self.horizontalScrollBar().value()) / self._zoom
        y = (point.y() + self.verticalScrollBar().value()) / self._zoom
        return QPointF(x, y)

    def _reveal(self, rect: QRectF) -> None:
        bar, high = self.verticalScrollBar(), self.viewport().height()
        top, foot = rect.top() * self._zoom - 20, rect.bottom() * self._zoom + 20
        if top < bar.value():
            bar.setValue(round(top))
        elif foot > bar.value() + high:
            bar.setValue(round(foot - high))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Boxes and cards in sight."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not self.moving)
        self.pictures.begin(moving=self.moving)
        painter.fillRect(event.rect(), self.ui.theme.color("bg.app"))
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        painter.scale(self._zoom, self._zoom)
        sight = QRectF(
            self._to_board(QPointF(0, 0)),
            self._to_board(QPointF(self.viewport().width(), self.viewport().height())),
        )
        for one in self.layout_.boxes:
            if one.rect.intersects(sight):
                self._draw_box(painter, one, sight)
                for placed in one.seen(sight.top(), sight.bottom()):
                    self._draw_card(painter, placed)
        if self._dragging:
            self._draw_hand(painter)
        painter.end()
        if self.pictures.short and not self.moving:
            self._rest.start()

    def _draw_box(self, painter: QPainter, one: Box, sight: QRectF) -> None:
        theme = self.ui.theme
        over = self._dragging and one.rect.contains(self._hand)
        ink = theme.color("accent.base" if over else "line.hairline")
        paint_frame(painter, theme, one.rect, sight, ink, 2 if over else 1, dash=not one.id)
        if (self._zoom < _PLAIN_BELOW and not one.header) or one.rect.top() + 40 < sight.top():
            return
        font, left = theme.font("body", 600), one.rect.left() + 12
        area = QRectF(left, one.rect.top() + 6, one.rect.width() - 70, 28)
        text(painter, area, self._head(one, area.width()), font, theme.color("text.primary"))
        if one.id and not self.hide_votes and not self.moving:
            area = QRectF(one.rect.right() - 52, one.rect.top() + 6, 40, 28)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            text(painter, area, str(one.votes), font, theme.color("text.secondary"), right)

    def _head(self, one: Box, wide: float) -> str:
        key = (one.header, wide)
        if key not in self._heads:
            words = one.header or self.ui.texts.t("(no header)")
            self._heads[key] = elided(self.ui.theme, "body", words, wide, 600)
        return self._heads[key]

    def _draw_card(self, painter: QPainter, placed: Placed) -> None:
        theme, card, rect = self.ui.theme, placed.card, placed.rect
        on, held = card.id == self.current, card.id in self.selected
        found = None
        if self._zoom >= _PLAIN_BELOW:
            ratio = self.devicePixelRatioF() * self._zoom
            found = self.pictures.of(card, rect, ratio, votes=not self.hide_votes)
        if found is None:
            paint_plain(painter, theme, card, rect, strong=on or held)
            return
        painter.drawPixmap(rect, found, QRectF(found.rect()))
        if on or held:
            box(painter, rect.adjusted(-1, -1, 1, 1), 7, None, theme.color("accent.base"), 3 if on else 2)

    def _draw_hand(self, painter: QPainter) -> None:
        theme, n = self.ui.theme, len(self.picked())
        area = QRectF(self._hand.x() + 8, self._hand.y() + 8, 150, 34)
        box(painter, area, 6, theme.color("accent.subtle"), theme.color("accent.base"), 2)
        painter.setPen(QPen(theme.color("text.primary")))
        words = self.ui.texts.tn("{n} card", "{n} cards", n)
        text(
            painter,
            area,
            words,
            theme.font("small", 600),
            theme.color("text.primary"),
            Qt.AlignmentFlag.AlignCenter,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns follow the width."""
        super().resizeEvent(event)
        self._arrange()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Everything is painted anew: only what is in sight costs anything."""
        self.viewport().update()


def cards_of(view: BoardView) -> list[Card]:
    """Every card of a board."""
    return [*(card for cluster in view.clusters for card in cluster.cards), *view.loose]
