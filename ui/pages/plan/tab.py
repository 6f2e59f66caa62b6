# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the room asks of a tab, and the small parts tabs share."""

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.context import Say, Ui
from ui.editors.flow import FlowLayout
from ui.pages.plan.desk import Desk
from ui.pages.plan.fold import Fold
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.checks import CheckRow
from ui.widgets.containers import Card, Line, Scroll
from ui.widgets.label import Label
from ui.widgets.tab_order import chain_tabs

Key = TypeVar("Key", bound=Hashable)
Part = TypeVar("Part", bound=QWidget)


class Tab(QWidget):
    """A tab of the room. `kinds`: the records it shows; a change of one of them calls `refresh`."""

    kinds: frozenset[str] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.ui = desk.ui

    def refresh(self) -> None:
        """Ask again; what is being typed is left alone."""

    def open_target(self, target: str) -> None:
        """Bring a record to the front and put the cursor where it is mended."""

    def set_compact(self, compact: bool) -> None:
        """The window became narrow or wide."""

    def add_new(self) -> None:
        """What the key for a new record makes here."""

    def place(self) -> str:
        """Which record is in front."""
        return ""

    def take_key(self, event: QKeyEvent) -> bool:
        """A key that was pressed in the bar above; True where it did something."""
        return False

    def leave(self) -> None:
        """Another tab comes to the front."""


def column(parent: QWidget | None = None, *, margins: int = 0, gap: int = 8) -> QVBoxLayout:
    """A column without surprises."""
    made = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    made.setContentsMargins(margins, margins, margins, margins)
    made.setSpacing(gap)
    return made


def by_language(*fields: QWidget, gap: int = 8) -> QHBoxLayout | QVBoxLayout:
    """A text in the languages of the study: two side by side, the others below them."""
    rows = [line(*fields[at : at + 2], gap=gap) for at in range(0, len(fields), 2)]
    return rows[0] if len(rows) == 1 else column_of(rows)


def column_of(rows: Sequence[QLayout], gap: int = 8) -> QVBoxLayout:
    """Layouts below each other."""
    made = column(gap=gap)
    for row in rows:
        made.addLayout(row)
    return made


def line(*parts: QWidget | QLayout | int, gap: int = 8, parent: QWidget | None = None) -> QHBoxLayout:
    """Widgets side by side; a number is a stretch."""
    made = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(gap)
    for part in parts:
        if isinstance(part, int):
            made.addStretch(part)
        elif isinstance(part, QLayout):
            made.addLayout(part)
        else:
            made.addWidget(part)
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def arrange(
    layout: QVBoxLayout, shown: dict[Key, Part], wanted: Sequence[Key], make: Callable[[Key], Part]
) -> dict[Key, Part]:
    """Put the rows of a list in another order; who stays keeps its widget, with its words, focus and drag."""
    for key in shown.keys() - set(wanted):
        layout.removeWidget(shown[key])
        shown[key].hide()
        shown[key].deleteLater()
    made: dict[Key, Part] = {}
    for at, key in enumerate(wanted):
        made[key] = shown[key] if key in shown else make(key)
        if layout.indexOf(made[key]) != at:
            layout.removeWidget(made[key])
            layout.insertWidget(at, made[key])
    root = layout.parentWidget()
    if root is not None:
        chain_tabs(root)
    return made


def titled(ui: Ui, title: Say, *side: QWidget) -> tuple[Card, QVBoxLayout]:
    """A card with a heading, and the column for its content."""
    card = Card(ui)
    inner = column(card, margins=16, gap=10)
    inner.addLayout(line(Label(ui, title, "h2", weight=600, wrap=True), 1, *side))
    return card, inner


def scrolled(ui: Ui, *parts: QWidget, margins: int = 16, gap: int = 14, fill: str = "bg.app") -> Scroll:
    """Widgets below each other in a scrolled column."""
    content = QWidget()
    inner = column(content, margins=margins, gap=gap)
    for part in parts:
        inner.addWidget(part)
    inner.addStretch(1)
    return Scroll(ui, content, fill=fill)


class Editor(QWidget):
    """A form behind a heading with the way back."""

    def __init__(self, ui: Ui, title: Say, note: Say, back: Callable[[], None]) -> None:
        super().__init__()
        self.ui = ui
        outer = column(self, gap=0)
        head = QWidget()
        row = line(gap=10, parent=head)
        row.setContentsMargins(16, 12, 16, 8)
        self.back = IconButton(ui, "chevron-left", lambda x: x.t("Back to the checklist"))
        self.back.clicked.connect(back)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap=0)
        words.addWidget(Label(ui, title, "h1", wrap=True))
        words.addWidget(Label(ui, note, "small", "text.secondary", wrap=True))
        row.addLayout(words, 1)
        self.side = line()
        row.addLayout(self.side)
        Fold(ui, head, row, 560)
        outer.addWidget(head)
        self.content = QWidget()
        self.form = column(self.content, margins=16, gap=14)
        self.form.setContentsMargins(16, 4, 16, 16)
        outer.addWidget(Scroll(ui, self.content), 1)

    def finish(self) -> None:
        """Everything is in the form: the rest stays empty."""
        self.form.addStretch(1)

    def refresh(self) -> None:
        """Ask again."""

    def open_record(self, record_id: str) -> None:
        """Put the cursor in a record."""

    def add_new(self) -> None:
        """Make another record."""

    def focus_first(self) -> None:
        """Put the cursor where one begins."""
        self.back.setFocus()


class Checks(QWidget):
    """Several choices of a few words; `changed` is told to a function with the chosen keys."""

    def __init__(
        self,
        ui: Ui,
        name: Say,
        options: Sequence[tuple[str, Say]],
        changed: Callable[[list[str]], None],
        *,
        across: bool = True,
    ) -> None:
        super().__init__()
        self._changed = changed
        outer = column(self, gap=2)
        outer.addWidget(Label(ui, name, "small", "text.secondary", weight=500))
        self.rows = {key: CheckRow(ui, words) for key, words in options}
        box = QWidget()
        row = FlowLayout(box, gap=12) if across else column(box, gap=0)
        for check in self.rows.values():
            row.addWidget(check)
            check.clicked.connect(self._tell)
        outer.addWidget(box)

    def show_values(self, values: Sequence[str]) -> None:
        """Tick these without telling."""
        for key, check in self.rows.items():
            check.setChecked(key in values)

    def _tell(self) -> None:
        self._changed([key for key, check in self.rows.items() if check.isChecked()])


def said(msgid: str) -> Say:
    """A marked text as words of a widget."""
    return lambda x: x.t(msgid)


def ghost(ui: Ui, words: Say, icon_name: str | None = None) -> Button:
    """A quiet button."""
    return Button(ui, words, kind=Kind.GHOST, icon_name=icon_name)


def rule(ui: Ui) -> Line:
    """A hairline."""
    return Line(ui)
