# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where cards of the board stand: clusters in columns, loose cards in a tray below. Pure geometry."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from cxfield.services.debrief_board import BoardView, Card

GAP, PAD, HEAD = 12.0, 10.0, 40.0
Measure = Callable[[Card, float], float]


@dataclass(frozen=True, slots=True)
class Placed:
    """A card with its place."""

    card: Card
    rect: QRectF


@dataclass(frozen=True, slots=True)
class Box:
    """A cluster with its frame and its cards from top to bottom; the tray has no id."""

    id: str
    header: str
    votes: int
    rect: QRectF
    cards: tuple[Placed, ...]
    tops: tuple[float, ...]

    def seen(self, top: float, foot: float) -> Sequence[Placed]:
        """The cards between two heights; of the tray, whose cards stand side by side, every row of them."""
        first = bisect_left(self.tops, top)
        # The card above may reach into view; in a row of cards so may its neighbours.
        while first > 0 and self.cards[first - 1].rect.bottom() >= top:
            first -= 1
        return self.cards[first : bisect_left(self.tops, foot)]


@dataclass(frozen=True, slots=True)
class Layout:
    """All boxes, and how large the whole is."""

    boxes: tuple[Box, ...]
    width: float
    height: float

    def card_at(self, point: QPointF) -> Placed | None:
        """The card under a point."""
        box = self.box_at(point)
        if box is None:
            return None
        return next((p for p in box.seen(point.y() - 1, point.y() + 1) if p.rect.contains(point)), None)

    def box_at(self, point: QPointF) -> Box | None:
        """The cluster or the tray under a point."""
        return next((box for box in self.boxes if box.rect.contains(point)), None)

    def place_of(self, card_id: str) -> Placed | None:
        """Where a card stands."""
        return next((p for box in self.boxes for p in box.cards if p.card.id == card_id), None)

    def nearest(self, card_id: str, x: int, y: int) -> Placed | None:
        """The nearest card that way; the first of all when there is no card to go from."""
        here = self.place_of(card_id)
        everything = [placed for one in self.boxes for placed in one.cards]
        if here is None:
            return everything[0] if everything else None
        start = here.rect.center()
        best, least = None, 0.0
        for placed in everything:
            gap = placed.rect.center() - start
            ahead = gap.x() * x + gap.y() * y
            aside = abs(gap.x() * y) + abs(gap.y() * x)
            if ahead > 4 and (best is None or ahead + 3 * aside < least):
                best, least = placed, ahead + 3 * aside
        return best


def lay_out(view: BoardView, room: float, wide: float, measure: Measure, tray: str) -> Layout:
    """Columns of clusters, the shortest column first filled; the tray takes the whole width below."""
    columns = max(1, int((room - GAP) // (wide + GAP)))
    tops = [GAP] * columns
    boxes: list[Box] = []
    for cluster in view.clusters:
        at = min(range(columns), key=lambda one: tops[one])
        left, top = GAP + at * (wide + GAP), tops[at]
        placed, y = [], top + HEAD
        for card in cluster.cards:
            high = measure(card, wide - 2 * PAD)
            placed.append(Placed(card, QRectF(left + PAD, y, wide - 2 * PAD, high)))
            y += high + PAD
        foot = max(y, top + HEAD + 30)
        boxes.append(
            _box(cluster.id, cluster.header, cluster.votes, QRectF(left, top, wide, foot - top), placed)
        )
        tops[at] = foot + GAP
    below = max(tops)
    boxes.append(_tray(view.loose, below, max(room, wide + 2 * GAP), wide, measure, tray))
    return Layout(tuple(boxes), max(room, wide + 2 * GAP), boxes[-1].rect.bottom() + GAP)


def _tray(loose: Sequence[Card], top: float, room: float, wide: float, measure: Measure, words: str) -> Box:
    columns = max(1, int((room - 2 * GAP - PAD) // (wide - PAD)))
    card_wide = wide - 2 * PAD
    y, placed = top + HEAD, []
    for at in range(0, len(loose), columns):
        row = loose[at : at + columns]
        highs = [measure(card, card_wide) for card in row]
        for number, (card, high) in enumerate(zip(row, highs, strict=True)):
            placed.append(Placed(card, QRectF(GAP + PAD + number * (wide - PAD), y, card_wide, high)))
        y += max(highs) + PAD
    rect = QRectF(GAP, top, room - 2 * GAP, max(y - top, HEAD + 60))
    return _box("", words, 0, rect, placed)


def _box(key: str, header: str, votes: int, rect: QRectF, placed: list[Placed]) -> Box:
    return Box(key, header, votes, rect, tuple(placed), tuple(one.rect.top() for one in placed))
