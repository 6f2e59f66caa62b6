# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The screen that is handed from person to person: each rates a card or ranks the ideas alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.context import Say, Ui
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.containers import Card, Panel, Scroll
from ui.widgets.label import Label
from ui.widgets.progress import ThinBar
from ui.widgets.segment import Option, Segment

_MIDDLE = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True)
class Person:
    """Whose turn it is: seat and code."""

    seat_id: str
    code: str


class Screen(Panel):
    """Covers the whole window; only leaving by the button, or Ctrl with Esc, gives the room back."""

    closed = Signal()

    def __init__(self, ui: Ui, window: QWidget) -> None:
        super().__init__(ui, "bg.surface", parent=window)
        self.setGeometry(window.rect())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body = QVBoxLayout()
        self.leave = Button(ui, lambda x: x.t("Back to the group"), kind=Kind.GHOST, touch=True)
        self.leave.clicked.connect(self.close_screen)
        self.foot = QHBoxLayout()
        self.foot.addWidget(self.leave)
        self.foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(56, 40, 56, 32)
        column.setSpacing(20)
        column.addLayout(self.body, 1)
        column.addLayout(self.foot)

    def close_screen(self) -> None:
        """Give the room back."""
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nothing of the room behind is reachable by keys."""
        if event.key() == Qt.Key.Key_Escape and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.close_screen()
        event.accept()


class ShowCard(Screen):
    """A card for everybody to see: its picture and its words, as large as fits."""

    def __init__(self, ui: Ui, window: QWidget, title: str, words: str, picture: bytes = b"") -> None:
        super().__init__(ui, window)
        self.body.addStretch(1)
        if picture:
            image = QPixmap()
            if image.loadFromData(picture):
                high = max(160, window.height() - 360)
                kept, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                shown = QLabel()
                shown.setPixmap(image.scaled(window.width() - 160, high, kept, smooth))
                shown.setAccessibleName(title)
                self.body.addWidget(shown, 0, _MIDDLE)
        self.body.addWidget(Label(ui, title, "clock", wrap=True, align=_MIDDLE))
        if words and words != title:
            self.body.addWidget(Label(ui, words, "question", wrap=True, align=_MIDDLE))
        self.body.addStretch(1)


class Rounds(Screen):
    """One person after the other: an empty screen between them, so that nobody sees another's answer."""

    def __init__(self, ui: Ui, window: QWidget, people: Sequence[Person]) -> None:
        super().__init__(ui, window)
        self.people = list(people)
        self.at = 0
        self.bar = ThinBar(ui, thickness=8)
        self.count = Label(ui, "", "h2", "text.secondary")
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.bar, 1)
        head.addWidget(self.count)
        self.title = Label(ui, "", "clock", wrap=True, align=_MIDDLE)
        self.middle = QWidget()
        self.inner = QVBoxLayout(self.middle)
        self.inner.setContentsMargins(0, 0, 0, 0)
        self.next = Button(ui, "", kind=Kind.PRIMARY, touch=True, base_height=64)
        self.body.addLayout(head)
        self.body.addSpacing(12)
        self.body.addWidget(self.title)
        self.body.addWidget(self.middle, 1)
        self.foot.addWidget(self.next)
        self.next.clicked.connect(self.go_on)
        self._asking = False
        self.begin()

    @property
    def person(self) -> Person:
        """Whose turn it is."""
        return self.people[self.at]

    def begin(self) -> None:
        """Hand the screen to the next person."""
        self._asking = False
        self.clear()
        code = self.person.code
        self.title.set_words(lambda x: x.t("{code}, your turn", code=code))
        self.next.set_words(lambda x: x.t("Start"))
        self.next.setEnabled(True)
        self._count()
        self.next.setFocus()

    def go_on(self) -> None:
        """From the empty screen to the question, from there to the next person."""
        if not self._asking:
            self._asking = True
            self.ask()
            return
        self.keep()
        self.at += 1
        if self.at >= len(self.people):
            self.close_screen()
        else:
            self.begin()

    def ask(self) -> None:
        """Show what is asked."""

    def keep(self) -> None:
        """Keep the answer."""

    def clear(self) -> None:
        """Take the question away."""
        while (item := self.inner.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()

    def _count(self) -> None:
        self.bar.set_share(self.at / max(1, len(self.people)))
        self.count.set_words(f"{self.at + 1} / {len(self.people)}")


class RateScreen(Rounds):
    """A card and its scale; `rated(seat, value)`."""

    def __init__(
        self,
        ui: Ui,
        window: QWidget,
        people: Sequence[Person],
        words: str,
        scale: tuple[int, int],
        rated: Callable[[str, int], None],
    ) -> None:
        self._words, self._scale, self._rated = words, scale, rated
        self.cells: Segment | None = None
        super().__init__(ui, window, people)

    def ask(self) -> None:
        """The card and large figures."""
        self.title.set_words(self._words)
        low, high = self._scale
        cells = Segment(
            self.ui, [Option(str(n), f"  {n}  ") for n in range(low, high + 1)], name=self._words, touch=True,
            check=False,
        )  # fmt: skip
        for cell in cells.cells:  # a stranger's finger: larger than in the room
            wide = min(96, 880 // (high - low + 1))
            cell.setMinimumSize(self.ui.theme.px(wide), self.ui.theme.px(88))
        self.cells = cells
        self.inner.addStretch(1)
        self.inner.addWidget(cells, 0, _MIDDLE)
        self.inner.addWidget(
            Label(self.ui, lambda x: x.t("{low} not at all, {high} very much", low=low, high=high),
                  "question", "text.secondary", align=_MIDDLE, wrap=True)
        )  # fmt: skip
        self.inner.addStretch(2)
        self.next.set_words(lambda x: x.t("Done"))
        self.next.setEnabled(False)
        cells.chosen.connect(lambda _value: self.next.setEnabled(True))
        cells.cells[0].setFocus(Qt.FocusReason.TabFocusReason)

    def keep(self) -> None:
        """The chosen figure."""
        if self.cells is not None and self.cells.value is not None:
            self._rated(self.person.seat_id, int(str(self.cells.value)))


class RankScreen(Rounds):
    """The ideas in an order that is changed with two buttons each; `ranked(seat, ideas)`."""

    def __init__(
        self,
        ui: Ui,
        window: QWidget,
        people: Sequence[Person],
        ideas: Sequence[tuple[str, str]],
        ranked: Callable[[str, list[str]], None],
    ) -> None:
        self._ideas, self._ranked = dict(ideas), ranked
        self.order: list[str] = []
        super().__init__(ui, window, people)

    def ask(self) -> None:
        """The list, the first on top; each person begins with another idea on top."""
        names = list(self._ideas)
        turn = self.at % len(names)
        self.order = names[turn:] + names[:turn]
        self.title.set_words(lambda x: x.t("Put the ideas in order, the best first"))
        self.next.set_words(lambda x: x.t("Done"))
        self._show()

    def keep(self) -> None:
        """The order as it stands."""
        self._ranked(self.person.seat_id, list(self.order))

    def move_idea(self, idea: str, by: int) -> None:
        """One place up or down."""
        at = self.order.index(idea)
        to = at + by
        if 0 <= to < len(self.order):
            self.order[at], self.order[to] = self.order[to], self.order[at]
            self._show(idea, by)

    def _show(self, moved: str = "", by: int = 0) -> None:
        self.clear()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        target: QWidget | None = None
        for place, idea in enumerate(self.order, 1):
            card = Card(self.ui)
            row = QHBoxLayout(card)
            row.setContentsMargins(16, 8, 8, 8)
            row.addWidget(Label(self.ui, str(place), "h1"))
            row.addSpacing(12)
            row.addWidget(Label(self.ui, self._ideas[idea], "question", wrap=True), 1)
            for step, sign in ((-1, "chevron-left"), (1, "chevron-right")):
                button = IconButton(self.ui, sign, _way(step), kind=Kind.OUTLINE, touch=True)
                button.setEnabled(0 <= place - 1 + step < len(self.order))
                button.clicked.connect(lambda _on=False, of=idea, way=step: self.move_idea(of, way))
                row.addWidget(button)
                if idea == moved and (step == by or target is None) and button.isEnabled():
                    target = button
            column.addWidget(card)
        column.addStretch(1)
        self.inner.addWidget(Scroll(self.ui, content, fill="bg.surface"))
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)


def _way(step: int) -> Say:
    return (lambda x: x.t("Earlier")) if step < 0 else (lambda x: x.t("Later"))
