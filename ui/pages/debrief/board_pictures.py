# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of cards, kept while nothing of them changes; a frame paints as many new ones as fit in it."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPixmap
from shiboken6 import isValid

from cxfield.services.debrief_board import Card
from ui.context import Ui
from ui.pages.debrief.board_paint import paint_card

_KEPT = 900
_KEPT_PHOTOS = 300
#: The part of a frame (16.7 ms) in which new pictures are painted.
_BUDGET_S = 0.006
#: So many are painted in any case, however busy the machine is.
_LEAST = 6
_THUMB = 480
_Key = tuple[object, ...]


class CardPictures:
    """`of(card, …)` gives what can be shown now; `short` tells that a later frame has more."""

    def __init__(self, ui: Ui, owner: Any) -> None:
        self.ui, self._owner = ui, owner
        self._made: OrderedDict[_Key, QPixmap] = OrderedDict()
        self._latest: dict[str, _Key] = {}
        self._photos: OrderedDict[str, QImage | None] = OrderedDict()
        self._until, self._painted = 0.0, 0
        self._moving = False
        self.short = False

    def clear(self) -> None:
        """Colours, sizes or language have changed."""
        self._made.clear()
        self._latest.clear()

    def begin(self, *, moving: bool) -> None:
        """A frame begins; while things move, what is there is shown at whatever size it was painted."""
        self._until, self._painted = time.perf_counter() + _BUDGET_S, 0
        self._moving = moving
        self.short = False

    def of(self, card: Card, rect: QRectF, ratio: float, *, votes: bool) -> QPixmap | None:
        """The card's picture; nothing when it has to wait for a later frame."""
        photo = self._photo(card.picture_id) if card.picture_id else None
        shown = card.votes if votes else -1
        look = (card.id, card.text, shown, card.mark, card.gone, rect.width(), rect.height())
        key = (*look, photo is None, round(ratio, 3))
        found = self._made.get(key)
        if found is not None:
            self._made.move_to_end(key)
            return found
        old = self._latest.get(card.id)
        stale = self._made.get(old) if old is not None and old[:-2] == look else None
        late = time.perf_counter() > self._until and self._painted >= _LEAST
        if (self._moving and stale is not None) or late:
            self.short = True
            return stale
        return self._paint(card, rect, ratio, key, photo, votes=votes)

    def _paint(
        self,
        card: Card,
        rect: QRectF,
        ratio: float,
        key: _Key,
        photo: QImage | None,
        *,
        votes: bool,
    ) -> QPixmap:
        made = paint_card(self.ui, card, rect, ratio, votes=votes, photo=photo)
        self._painted += 1
        self._made[key] = made
        self._latest[card.id] = key
        while len(self._made) > _KEPT:
            self._made.popitem(last=False)
        return made

    def _photo(self, picture_id: str) -> QImage | None:
        """The picture itself, small; asked for once, in the background."""
        study = self.ui.study
        if picture_id not in self._photos and study is not None:
            self._photos[picture_id] = None
            while len(self._photos) > _KEPT_PHOTOS:
                self._photos.popitem(last=False)
            study.ask(_small, picture_id, done=self._arrived(picture_id), failed=lambda _error: None)
        return self._photos.get(picture_id)

    def _arrived(self, picture_id: str) -> Callable[[QImage], None]:
        def arrived(image: QImage) -> None:
            if isValid(self._owner) and not image.isNull():
                self._photos[picture_id] = image
                self._owner.viewport().update()

        return arrived


def _small(reader: Any, picture_id: str) -> QImage:
    """A picture no wider than a card; an empty one when its bytes are not here."""
    from cxfield.errors import UserError
    from cxfield.services.attachments import picture_bytes

    try:
        image = QImage.fromData(picture_bytes(reader, picture_id))
    except UserError:
        return QImage()
    if image.width() <= _THUMB:
        return image
    return image.scaledToWidth(_THUMB, Qt.TransformationMode.SmoothTransformation)
