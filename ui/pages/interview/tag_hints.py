# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tags that an unfinished `#name` may become, in rows under the words; the focus stays in the words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from cxfield.i18n import pick
from cxfield.services.transcripts import TagView
from ui.context import Ui
from ui.widgets.base import Painted
from ui.widgets.paint import RIGHT, box, floating, text

_ROW = 48
_MOST = 6
_SHADE = 14
_TOKEN = re.compile(r"(?:^|(?<=\s))#([^\s#:]{0,60})(?::([-−0+])?)?$")
_TONES = {"-": -1, "−": -1, "0": 0, "+": 1}
SIGNS: Mapping[int | None, str] = {-1: "−", 0: "0", 1: "+", None: ""}


@dataclass(frozen=True, slots=True)
class Token:
    """What stands before the cursor: `#name`, with `:-`, `:0` or `:+` behind it."""

    length: int
    name: str
    polarity: int | None


@dataclass(frozen=True, slots=True)
class Hint:
    """One row: a tag, or with an empty id a new one of that name."""

    tag_id: str
    name: str


def token_before(words: str) -> Token | None:
    """The token at the end of these words; `_` in a name stands for a space."""
    found = _TOKEN.search(words)
    if found is None:
        return None
    return Token(len(found[0]), found[1].replace("_", " "), _TONES.get(found[2] or ""))


def hints_for(token: Token, tags: Sequence[TagView], locale: str) -> tuple[Hint, ...]:
    """Tags that begin so first, then those with a word that does, the commonest first; a new one last."""
    wanted = token.name.casefold()
    named = [(pick(tag.name, locale), tag) for tag in tags]
    fitting = [
        (not name.casefold().startswith(wanted), -tag.count, name, tag)
        for name, tag in named
        if any(part.startswith(wanted) for part in [name.casefold(), *name.casefold().split()])
    ]
    rows = [Hint(tag.id, name) for _late, _n, name, tag in sorted(fitting, key=lambda row: row[:3])[:_MOST]]
    known = any(name.casefold() == wanted for name, _tag in named)
    return (*rows, *(() if known or not wanted else (Hint("", token.name),)))


class TagHints(Painted):
    """`picked(row)` by a tap; the keys come from the words."""

    picked = Signal(int)

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(ui, parent)
        self.rows: tuple[Hint, ...] = ()
        self.current = 0
        self._polarity: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_hints(self, rows: Sequence[Hint], polarity: int | None, line: QRect) -> None:
        """Show rows below (or above) a line of the words, in the coordinates of the parent."""
        self.rows, self._polarity, self.current = tuple(rows), polarity, 0
        theme, parent = self.theme, self.parentWidget()
        assert parent is not None
        words = [self._said(row) for row in rows]
        wide = max(theme.px(280), *(round(theme.text_width("control", said, 500)) + 72 for said in words))
        high = theme.px(_ROW) * len(rows) + 8
        left = max(_SHADE, min(line.left(), parent.width() - wide - _SHADE))
        below = line.bottom() + 6
        top = below if below + high + _SHADE <= parent.height() else line.top() - high - 6
        self.setGeometry(left - _SHADE, top - _SHADE, wide + 2 * _SHADE, high + 2 * _SHADE)
        self._name()
        self.show()
        self.raise_()
        self.update()

    def step(self, step: int) -> None:
        """Move the mark."""
        self.current = (self.current + step) % len(self.rows)
        self._name()
        self.update()

    def draw(self, painter: QPainter) -> None:
        """A floating card of rows."""
        theme = self.theme
        card = QRectF(self.rect()).adjusted(_SHADE, _SHADE, -_SHADE, -_SHADE)
        floating(painter, theme, card)
        high = theme.px(_ROW)
        for place, row in enumerate(self.rows):
            area = QRectF(card.left(), card.top() + 4 + place * high, card.width(), high)
            if place == self.current:
                box(painter, area.adjusted(4, 0, -4, 0), 8, theme.color("bg.selected"))
            inner = area.adjusted(16, 0, -16, 0)
            font = theme.font("control", 500)
            text(painter, inner, self._said(row), font, theme.color("text.primary"))
            sign = SIGNS[self._polarity]
            text(painter, inner, sign, theme.font("control", 600), theme.color("text.secondary"), RIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A tap takes the row."""
        place = int((event.position().y() - _SHADE - 4) // self.theme.px(_ROW))
        if 0 <= place < len(self.rows):
            self.picked.emit(place)

    def _said(self, row: Hint) -> str:
        return row.name if row.tag_id else self.ui.texts.t("New tag: {name}", name=row.name)

    def _name(self) -> None:
        if self.rows:
            self.setAccessibleName(self._said(self.rows[self.current]))
