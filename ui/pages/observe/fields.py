# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The strip under the line: what, when, where and how it says, and the interpretation apart from them."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QMoveEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxfield.methods.rules import FIELD_NAMES, Field
from ui.context import Say, Ui
from ui.shortcuts import keycap_of
from ui.widgets.base import Painted, PaintedButton
from ui.widgets.paint import box, elided, icon, text

_LEFT = 4.0
_GAP = 18.0


@dataclass(frozen=True, slots=True)
class Said:
    """What the note, or the latest entry, says so far; `hint` is a neutral way to say a judging word."""

    what: str = ""
    when: str = ""
    where: str = ""
    how: str = ""
    interpretation: str = ""
    hint: str = ""


class _Link(PaintedButton):
    """Underlined words with a touch area much larger than they look."""

    def __init__(self, ui: Ui, words: Say, parent: QWidget, *, icon_name: str = "") -> None:
        super().__init__(ui, words, parent)
        self._icon = icon_name
        self._cut = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.retranslate()

    def wide(self) -> float:
        """The width of what is seen."""
        theme = self.theme
        sign = theme.px(16) + 4 if self._icon else 0
        return theme.text_width("small", self.words, 600) + sign

    def sizeHint(self) -> QSize:
        """What is seen, with room to hit it."""
        return QSize(round(self.wide()) + 20, self.theme.height(48, "small"))

    def draw(self, painter: QPainter) -> None:
        """The sign and the underlined words."""
        theme = self.theme
        ink = theme.color("accent.base" if self.isEnabled() else "text.tertiary")
        if self.hovered() or self.isDown():
            box(painter, self.rect(), theme.radius("control"), theme.color("bg.hover"))
        x, middle = 10.0, self.height() / 2
        if self._icon:
            size = theme.px(16)
            icon(painter, theme, self._icon, x, middle - size / 2, size, ink)
            x += size + 4
        font = theme.font("small", 600)
        area = QRectF(x, 0, self.width() - x - 4, self.height())
        text(painter, area, elided(theme, "small", self.words, area.width(), 600), font, ink)
        if not self._icon:
            y = middle + theme.line("small") / 2 - 1
            wide = theme.text_width("small", self.words, 600)
            painter.fillRect(QRectF(x, y, wide, 1), ink)


class FieldStrip(Painted):
    """A check mark where a field is filled, a dash where it is not; time and place fill themselves.

    `how_wanted` and `interpretation_wanted` open the second line; the links take a finger.
    """

    how_wanted = Signal()
    interpretation_wanted = Signal()
    more_wanted = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._said = Said()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.how = _Link(ui, lambda x: x.t("complete it"), self)
        self.how.clicked.connect(self.how_wanted)
        self.apart = _Link(ui, lambda x: x.t("Interpretation apart"), self, icon_name="plus")
        self.apart.clicked.connect(self.interpretation_wanted)
        self.more = _Link(ui, lambda x: x.t("More"), self, icon_name="more")
        self.more.clicked.connect(self.more_wanted)
        self.retranslate()

    @property
    def said(self) -> Said:
        """What is shown."""
        return self._said

    def show_said(self, said: Said) -> None:
        """Show these."""
        if said == self._said:
            return
        before, self._said = self._said, said
        values = (said.what, said.when, said.where, said.how)
        spoken = [f"{name} {value}" for name, value in zip(self._names(), values, strict=True) if value]
        if said.interpretation:
            spoken.append(f"{self.ui.texts.t('Interpretation')} {said.interpretation}")
        self.setAccessibleName(", ".join([*spoken, *([said.hint] if said.hint else [])]))
        if self._changes_links(before):
            self._place()
        self.update()

    def retranslate(self) -> None:
        """The links say their keys."""
        self.how.setToolTip(keycap_of("observe.how"))
        self.how.setAccessibleName(self.ui.texts.t("How did it happen?"))
        self.apart.setToolTip(keycap_of("observe.interpretation"))
        self.more.setToolTip(keycap_of("observe.more"))
        self.more.setAccessibleName(self.ui.texts.t("More of the entry, more choices"))
        self._place()

    def sizeHint(self) -> QSize:
        """34 high at 100 %."""
        return QSize(300, self.theme.height(34, "small"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Links keep their places."""
        super().resizeEvent(event)
        self._place()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Links go along."""
        super().moveEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        """Links are seen with the strip."""
        super().showEvent(event)
        self._place()

    def hideEvent(self, event: QHideEvent) -> None:
        """Links go with the strip."""
        super().hideEvent(event)
        for link in (self.how, self.apart, self.more):
            link.hide()

    def draw(self, painter: QPainter) -> None:
        """Sign, name, value of each; at the end the interpretation or the hint."""
        theme, middle = self.theme, self.height() / 2
        size = theme.px(16)
        for x, name, value, room in self._spots():
            ink = theme.color("success.base" if value else "text.tertiary")
            icon(painter, theme, "check" if value else "minus", x, middle - size / 2, size, ink)
            left = x + size + 6
            wide = theme.text_width("small", name)
            area = QRectF(left, 0, wide + 2, self.height())
            text(painter, area, name, theme.font("small"), theme.color("text.tertiary"))
            area = QRectF(left + wide + 6, 0, room + 2, self.height())
            shown = elided(theme, "small", value, room, 600)
            text(painter, area, shown, theme.font("small", 600), theme.color("text.primary"))

    def _values(self) -> tuple[str, str, str, str]:
        said = self._said
        return said.what, said.when, said.where, said.how

    def _spots(self) -> list[tuple[float, str, str, float]]:
        """Left edge, name, value and the width of the value of each field; long values share what is left."""
        theme = self.theme
        names, values = self._names(), self._values()
        fixed = sum(theme.px(16) + 12 + theme.text_width("small", name) for name in names)
        end = self._end()
        free = end - _LEFT - fixed - _GAP * (len(names) - 1)
        wanted = [theme.text_width("small", value, 600) + 1 if value else 8.0 for value in values]
        if not values[3]:
            wanted[3] = self.how.wide() + 4
        spare = free - sum(wanted)
        if spare < 0:
            least = [min(width, theme.px(70)) for width in wanted]
            over = sum(wanted) - sum(least)
            share = max(0.0, (free - sum(least)) / over) if over > 0 else 0.0
            wanted = [low + (width - low) * share for low, width in zip(least, wanted, strict=True)]
        spots, x = [], _LEFT
        for name, value, room in zip(names, values, wanted, strict=True):
            spots.append((x, name, value, room))
            x += theme.px(16) + 12 + theme.text_width("small", name) + room + _GAP
        return spots

    def _end(self) -> float:
        return self.width() - self.apart.sizeHint().width() - self.more.sizeHint().width() - 6

    def _place(self) -> None:
        """The links are higher than the strip, for fingers: they reach over its neighbours' margins."""
        host = self.parentWidget() or self
        wide, more = self.apart.sizeHint().width(), self.more.sizeHint().width()
        last = self._spots()[3]
        name = self.theme.text_width("small", last[1])
        how = round(last[0] + self.theme.px(16) + 12 + name - 10)
        spots = (
            (self.how, how, self.how.sizeHint().width(), not self._said.how),
            (self.apart, self.width() - wide - more, wide, True),
            (self.more, self.width() - more, more, True),
        )
        for link, left, width, seen in spots:
            if link.parentWidget() is not host:
                link.setParent(host)
            high = link.sizeHint().height()
            link.setGeometry(self.x() + left, self.y() + (self.height() - high) // 2, width, high)
            link.setVisible(seen and self.isVisible())

    def _changes_links(self, before: Said) -> bool:
        now = self._said
        return (before.what, before.where, before.how, len(before.when)) != (
            now.what, now.where, now.how, len(now.when),
        )  # fmt: skip

    def _names(self) -> tuple[str, str, str, str]:
        texts = self.ui.texts
        what, when, where, how = (
            texts.tc(*FIELD_NAMES[f]) for f in (Field.WHAT, Field.WHEN, Field.WHERE, Field.HOW)
        )
        return what, when, where, how
