# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide in the middle of the running session: a line of it is a tap away from a note about it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxfield.i18n import Texts, pick
from ui.context import Say, Ui
from ui.editors.flow import FlowLayout
from ui.widgets.base import PaintedButton
from ui.widgets.buttons import Kind, shades
from ui.widgets.chips import Chip
from ui.widgets.containers import Scroll
from ui.widgets.label import Label
from ui.widgets.paint import box

if TYPE_CHECKING:
    from cxfield.services.observation_guide import Sheet
    from cxfield.services.observation_shapes import Labels


class GuideLine(PaintedButton):
    """One thing to look at, 48 px high at least; noted ones have a check and say how often."""

    focus_radius = 8.0

    def __init__(self, ui: Ui, words: Say, parent: QWidget | None = None) -> None:
        super().__init__(ui, words, parent)
        self._label = Label(ui, words, "body", wrap=True)
        self._count = Label(ui, "", "small", "accent.base", weight=600, icon_name="check")
        self._count.hide()
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.addWidget(self._label, 1)
        row.addWidget(self._count)
        for part in (self._label, self._count):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.restyle()
        self.retranslate()

    def show_count(self, count: int) -> None:
        """So many notes are about it."""
        self._count.set_words(str(count))
        self._count.setVisible(count > 0)
        said = self.ui.texts.tn("{n} note", "{n} notes", count) if count else ""
        self.setAccessibleDescription(said)

    def restyle(self) -> None:
        """High enough for a finger."""
        self.setMinimumHeight(self.theme.px(self.theme.size("control_touch")))

    def sizeHint(self) -> QSize:
        """As its words."""
        return self._row.sizeHint()

    def draw(self, painter: QPainter) -> None:
        """Its ground."""
        colors = shades(self, Kind.GHOST)
        fill = colors.fill or self.theme.color("bg.surface")
        box(painter, self.rect(), self.theme.radius("tile"), fill, self.theme.color("line.hairline"))


class GuidePage(QWidget):
    """`show_sheets(sheets)`; `chosen` with the key of the page that is read, `line_chosen` with its words."""

    chosen = Signal(str)
    line_chosen = Signal(str)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._sheets: dict[str, Sheet] = {}
        self.sheet = ""
        self.chips: dict[str, Chip] = {}
        #: What can be noted on the page that is read, by its beginnings in every language.
        self.lines: dict[tuple[str, ...], GuideLine] = {}
        self._notes: tuple[str, ...] = ()
        self._bar = QWidget()
        self._tabs = FlowLayout(self._bar)
        self._body = QWidget()
        self._lines = QVBoxLayout(self._body)
        self._lines.setContentsMargins(4, 4, 12, 4)
        self._lines.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._bar)
        column.addWidget(Scroll(ui, self._body, fill=None), 1)

    def show_sheets(self, sheets: "tuple[Sheet, ...]", wanted: str = "") -> None:
        """Offer these pages and show one."""
        self._sheets = {sheet.key: sheet for sheet in sheets}
        while (item := self._tabs.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self.chips = {}
        for sheet in sheets:
            chip = Chip(self.ui, _words(sheet.name), checkable=True)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(partial(self.show_sheet, sheet.key))
            self._tabs.addWidget(chip)
            chip.show()
            self.chips[sheet.key] = chip
        self.show_sheet(wanted if wanted in self._sheets else next(iter(self._sheets), ""))

    def show_sheet(self, key: str, _checked: bool = False) -> None:
        """Show one page."""
        self.sheet = key
        for other, chip in self.chips.items():
            chip.setChecked(other == key)
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.lines = {}
        sheet = self._sheets.get(key)
        heading: object = None
        for head, line in sheet.lines if sheet is not None else ():
            if head != heading:
                heading = head
                self._lines.addWidget(self._heading(head) if line else self._line(head))
            if line:
                told = isinstance(line, str)
                self._lines.addWidget(
                    Label(self.ui, _words(line), "body", wrap=True) if told else self._line(line)
                )
        self._lines.addStretch(1)
        self.show_notes(self._notes)
        self.chosen.emit(key)

    def show_notes(self, notes: tuple[str, ...]) -> None:
        """The notes of the session: each line says how many of them are about it."""
        self._notes = notes
        for starts, line in self.lines.items():
            line.show_count(sum(note.startswith(starts) for note in notes))

    def _heading(self, words: "str | Labels") -> Label:
        title = Label(self.ui, _words(words), "body", weight=600, wrap=True)
        title.setContentsMargins(0, 8, 0, 0)
        return title

    def _line(self, words: "str | Labels") -> GuideLine:
        say = _words(words)
        line = GuideLine(self.ui, say)
        line.clicked.connect(lambda: self.line_chosen.emit(beginning(self.ui.say(say))))
        said = words.values() if isinstance(words, dict) else (words,)
        self.lines[tuple(beginning(one) for one in said if one)] = line
        return line


def beginning(words: str) -> str:
    """How a note about a line of the guide begins: its words, a question as it is."""
    words = words.strip()
    return f"{words} " if words.endswith(("?", ".", "!", ":")) else f"{words}: "


def _words(words: str | dict[str, str]) -> Say:
    """A msgid, or content by language."""

    def say(texts: Texts) -> str:
        return pick(words, texts.locale) if isinstance(words, dict) else texts.t(words)

    return say
