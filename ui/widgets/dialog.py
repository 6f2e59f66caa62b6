# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dialogs: the question as title, the facts, the safe way first and solid, what destroys outlined in red."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Say, Ui
from ui.widgets.buttons import Button, Kind
from ui.widgets.label import Label
from ui.widgets.paint import box, brush, fill_rect


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of a dialog: what `chosen` says, the words, the look; the first way is the safe one."""

    value: str
    words: Say
    kind: Kind = Kind.OUTLINE
    key: str = ""


class Dialog(QDialog):
    """`Dialog(ui, title, facts, ways)`; add widgets to `body`. Esc is the last way that changes nothing."""

    chosen = Signal(str)

    def __init__(
        self,
        ui: Ui,
        title: Say,
        facts: Say,
        ways: Sequence[Way],
        *,
        escape: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.ui = ui
        self._title = title
        self._escape = escape
        self.setModal(True)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint, on=parent is not None)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        # A strut, for a minimum width of the widget would let its buttons be cut.
        column.addStrut(ui.theme.px(348))
        self.title = Label(ui, title, "h2", wrap=True)
        self.facts = Label(ui, facts, "body", "text.secondary", wrap=True)
        column.addWidget(self.title)
        column.addWidget(self.facts)
        self.facts.setVisible(bool(facts))
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        column.addLayout(self.body)
        column.addSpacing(6)
        self._buttons = {way.value: self._button(way) for way in ways}
        self._lay_out(column, ways)
        ui.texts_changed.connect(self.retranslate)
        ui.theme_changed.connect(self.restyle)
        self.restyle()
        self.retranslate()
        if ways:
            self.button(ways[0].value).setFocus(Qt.FocusReason.TabFocusReason)

    _result = ""

    def button(self, value: str) -> Button:
        """The button of a way."""
        return self._buttons[value]

    def ask(self) -> str:
        """Show it and wait; returns what was chosen."""
        self._result = self._escape
        self.exec()
        # Gone with the next turn of the event loop: whoever asked can still read the fields.
        self.deleteLater()
        return self._result

    def choose(self, value: str) -> None:
        """Leave by a way."""
        self._result = value
        self.chosen.emit(value)
        self.accept()

    def restyle(self) -> None:
        """Take the colours from the theme."""
        self.setPalette(self.ui.theme.palette())
        self.update()

    def retranslate(self) -> None:
        """Say the title again."""
        self.setWindowTitle(self.ui.say(self._title))
        self.setAccessibleName(self.ui.say(self._title))

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words need, before its place is chosen."""
        self._fit()
        super().showEvent(event)

    def event(self, event: QEvent) -> bool:
        """Grow when something in it needs more lines."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves without a change."""
        if event.key() == Qt.Key.Key_Escape:
            self._result = self._escape
            self.chosen.emit(self._escape)
            self.reject()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A surface with an outline."""
        painter = brush(self)
        theme = self.ui.theme
        fill_rect(painter, self.rect(), theme.color("bg.surface"))
        box(painter, QRectF(self.rect()), 0, None, theme.color("line.strong"))
        painter.end()

    def _fit(self) -> None:
        # Qt itself gives a dialog at most two thirds of the screen's height and cuts the rest.
        column = self.layout()
        if column is not None:
            high = column.totalMinimumHeightForWidth(self.width())
            if high > self.height():
                self.resize(self.width(), high)

    def _button(self, way: Way) -> Button:
        button = Button(self.ui, way.words, kind=way.kind, key=way.key, base_height=40)
        button.clicked.connect(lambda: self.choose(way.value))
        return button

    def _lay_out(self, column: QVBoxLayout, ways: Sequence[Way]) -> None:
        primary = [way for way in ways if way.kind is Kind.PRIMARY]
        others = [way for way in ways if way.kind is not Kind.PRIMARY]
        if len(ways) > 2:
            for way in primary:
                column.addWidget(self._buttons[way.value])
            primary = []
        row = QHBoxLayout()
        row.setSpacing(8)
        for way in [*others, *primary]:
            row.addWidget(self._buttons[way.value], 1)
        column.addLayout(row)
