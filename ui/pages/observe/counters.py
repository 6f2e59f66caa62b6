# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counters beside the log: door in, door out, questions to staff."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxfield.i18n import Texts
from cxfield.methods.instruments import COUNTERS, TallyFacts
from ui.context import Say, Ui
from ui.pages.observe.gauges import Gauges
from ui.shortcuts import keycap_of
from ui.widgets.base import PaintedButton
from ui.widgets.buttons import IconButton, Kind
from ui.widgets.paint import box, elided, icon, keycap, keycap_size, text


class CounterButton(PaintedButton):
    """Name, key and count; a press counts one. Minus and Delete take the latest one back."""

    def __init__(self, ui: Ui, facts: TallyFacts, key: str, parent: QWidget | None = None) -> None:
        super().__init__(ui, self._words_of, parent)
        self.facts = facts
        self.key = key
        self.count = 0
        self.focus_radius = ui.theme.radius("touch_control")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_tip(key)
        self.retranslate()

    def set_count(self, count: int) -> None:
        """Show a number."""
        if count != self.count:
            self.count = count
            self.retranslate()
            self.update()

    def _words_of(self, texts: Texts) -> str:
        return f"{texts.tc(*self.facts.name)}: {texts.number(self.count)}"

    def sizeHint(self) -> QSize:
        """One touch target high."""
        theme = self.theme
        name = self.ui.texts.tc(*self.facts.name)
        wide = theme.text_width("control", name, 500) + theme.px(40) + 34
        return QSize(round(wide), theme.height(48, "control"))

    def draw(self, painter: QPainter) -> None:
        """Plus, name, key cap, count."""
        theme, color = self.theme, self.theme.color
        fill = "bg.pressed" if self.isDown() else "bg.hover" if self.underMouse() else "bg.surface"
        box(painter, self.rect(), theme.radius("touch_control"), color(fill), color("line.strong"))
        size = theme.px(16)
        icon(painter, theme, "plus", 10, (self.height() - size) / 2, size, color("text.secondary"))
        number = self.ui.texts.number(self.count)
        font = theme.font("h2", 600)
        wide = theme.text_width("h2", number, 600)
        area = QRectF(self.width() - wide - 12, 0, wide + 4, self.height())
        text(painter, area, number, font, color("text.primary"))
        cap_wide, cap_high = keycap_size(theme, self.key)
        left = area.left() - 6
        if left - cap_wide - size - 24 >= theme.text_width(
            "control", self.ui.texts.tc(*self.facts.name), 500
        ):
            left -= cap_wide + 4
            keycap(painter, theme, left, (self.height() - cap_high) / 2, self.key)
        room = left - size - 24
        words = elided(theme, "control", self.ui.texts.tc(*self.facts.name), room, 500)
        text(
            painter,
            QRectF(size + 18, 0, room, self.height()),
            words,
            theme.font("control", 500),
            color("text.primary"),
        )


class Counters(QWidget):
    """One row for each counter."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._gauges: Gauges | None = None
        self.buttons: dict[str, CounterButton] = {}
        self.less: dict[str, IconButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for n, facts in enumerate(COUNTERS, 1):
            button = CounterButton(ui, facts, keycap_of(f"observe.count.{n}"))
            less = IconButton(ui, "minus", _less(facts), kind=Kind.OUTLINE, touch=True)
            button.clicked.connect(lambda _on=False, key=facts.key: self.press(key))
            less.clicked.connect(lambda _on=False, key=facts.key: self.take_back(key))
            for one in (button, less):
                one.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row = QHBoxLayout()
            row.setSpacing(6)
            row.addWidget(button, 1)
            row.addWidget(less)
            column.addLayout(row)
            self.buttons[facts.key], self.less[facts.key] = button, less

    def first(self) -> CounterButton:
        """The first counter."""
        return next(iter(self.buttons.values()))

    def show_gauges(self, gauges: Gauges) -> None:
        """Count for this session."""
        self._gauges = gauges

    def refresh(self) -> None:
        """Show the numbers."""
        if self._gauges is None:
            return
        tallies = self._gauges.state.tallies
        writable = not self._gauges.log.study.read_only
        for key, button in self.buttons.items():
            button.set_count(tallies.get(key, 0))
            button.setEnabled(writable)
            self.less[key].setEnabled(writable and tallies.get(key, 0) > 0)

    def press(self, key: str) -> None:
        """Count one."""
        if self._gauges is not None:
            self._gauges.press(key)

    def take_back(self, key: str) -> None:
        """Take the latest one back."""
        if self._gauges is not None:
            self._gauges.take_back(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Minus and Delete take the latest count of the counter in focus back."""
        focused = next((key for key, button in self.buttons.items() if button.hasFocus()), None)
        if focused and (event.key() == Qt.Key.Key_Delete or event.text() in ("-", "\N{MINUS SIGN}")):
            self.take_back(focused)
            return
        super().keyPressEvent(event)


def _less(facts: TallyFacts) -> Say:
    return lambda x: x.t("{name}: take the latest one back", name=x.tc(*facts.name))
