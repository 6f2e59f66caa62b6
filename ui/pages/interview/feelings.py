# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The right side: the moment first, then how good or bad it was, then the feeling on the wheel."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxfield.i18n import pick
from cxfield.methods.questions import Asked
from cxfield.services.interview_views import MomentView
from ui.context import Ui
from ui.editors.base import EditorSpec
from ui.editors.picks import WheelEditor
from ui.pages.interview.scroll import WideScroll
from ui.widgets.base import PaintedButton
from ui.widgets.choice import Cell, ChoiceRow
from ui.widgets.containers import Panel
from ui.widgets.label import Label
from ui.widgets.paint import CENTER, box, text

#: The target of the wheel when it belongs to the question in front.
QUESTION = ""


class MomentChip(PaintedButton):
    """A moment with its valence, 56 high."""

    def __init__(self, ui: Ui, key: str) -> None:
        super().__init__(ui, "")
        self.key = key
        self._value = ""
        self._side = ""
        self.focus_radius = 8
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:
        """The panel decides which moment is in front."""

    def show_moment(self, words: str, value: str, side: str) -> None:
        """Show name and valence; `side` gives the colour."""
        self._value, self._side = value, side
        self.set_words(words)
        self.setAccessibleName(f"{words} {value}")

    def sizeHint(self) -> QSize:
        """As wide as its name."""
        wide = self.theme.text_width("body", self.words, 600) + 12
        return QSize(round(max(48, wide)), self.theme.height(56, "body", 2))

    def draw(self, painter: QPainter) -> None:
        """Fill, outline, name, valence."""
        theme = self.theme
        color = theme.color
        on = self.isChecked()
        if on:
            box(painter, self.rect(), 8, color("accent.subtle"), color("accent.base"), 2)
        else:
            token = "bg.pressed" if self.isDown() else "bg.hover" if self.hovered() else "bg.surface"
            box(painter, self.rect(), 8, color(token), color("line.strong"))
        line = theme.line("small")
        top = (self.height() - 2 * line) / 2
        ink = color("text.primary")
        area = QRectF(0, top, self.width(), line)
        text(painter, area, self.words, theme.font("body", 600 if on else 500), ink, CENTER)
        below = QRectF(0, top + line, self.width(), line)
        tone = color(f"valence.{self._side}" if self._side else "text.tertiary")
        text(painter, below, self._value, theme.font("body", 600, tnum=True), tone, CENTER)


class ValenceCells(ChoiceRow):
    """Eleven joined cells, −5 to +5; a second press on the chosen one takes the valence away."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, name=lambda x: x.t("Valence from −5 to +5"))
        self.use_cells([_ValenceCell(ui, n) for n in range(-5, 6)], stretch=True)

    def pressed(self, cell: Cell) -> None:
        """A press on the chosen cell takes it away."""
        if self.value == cell.value:
            self.set_value(None)
            self.chosen.emit(None)
        else:
            self.choose(cell.value)

    def typed(self, event: QKeyEvent) -> bool:
        """Plus and minus move by one."""
        step = {"+": 1, "-": -1, "\N{MINUS SIGN}": -1}.get(event.text(), 0)
        now = self.value if isinstance(self.value, int) else 0
        if step and -5 <= now + step <= 5:
            self.choose(now + step)
            self.focus_value(now + step)
        return bool(step)


class _ValenceCell(Cell):
    """A number with its sign, in the colour of the valence when chosen."""

    def __init__(self, ui: Ui, number: int) -> None:
        super().__init__(ui, number, lambda x: x.signed(number), first=number == -5, last=number == 5)
        self._number = number
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """48 high; as wide as there is room."""
        wide = self.theme.text_width("control", "+5", 600) + 8
        return QSize(round(wide), self.theme.height(48, "control"))

    def draw(self, painter: QPainter) -> None:
        """Fill, outline, number."""
        theme = self.theme
        on = self.isChecked()
        side = valence_side(self._number)
        self.paint_cell(painter, theme.color(f"valence.{side}") if on else self.surface())
        token = "bg.surface" if on else "text.primary" if self.isEnabled() else "text.tertiary"
        font = theme.font("control", 600 if on else 500, tnum=True)
        text(painter, self.rect(), self.words, font, theme.color(token), CENTER)


def valence_side(valence: int) -> str:
    """The word of the colour tokens for a valence."""
    return "positive" if valence > 0 else "negative" if valence < 0 else "neutral"


class FeelingsPanel(Panel):
    """Moments in a row, valence, wheel. `target` is a moment's key, or QUESTION where the question asks."""

    valence_chosen = Signal(str, object)
    emotions_chosen = Signal(str, object)
    refused = Signal(object)

    def __init__(self, ui: Ui, language: str) -> None:
        super().__init__(ui, "bg.surface", "left")
        self.target = ""
        self._moments: tuple[MomentView, ...] = ()
        self._asks = False
        self._wheel = ""
        self._picks: list[dict[str, Any]] = []
        self._language = language
        self.chips: dict[str, MomentChip] = {}
        self.title = Label(ui, lambda x: x.t("Emotion wheel"), "h2")
        self.help = Label(
            ui, lambda x: x.t("from the centre outwards = stronger"), "small", "text.secondary", elide=True
        )
        self._top = QWidget()
        top = QHBoxLayout(self._top)
        top.setContentsMargins(0, 0, 0, 10)
        top.setSpacing(12)
        top.addWidget(self.title)
        top.addStretch(1)
        top.addWidget(self.help)
        self.valence = ValenceCells(ui)
        self.editor = WheelEditor(ui, EditorSpec("open_wheel", Asked(), language))
        content = QWidget()
        self.column = QVBoxLayout(content)
        self.column.setSpacing(0)
        self.column.addWidget(self._top)
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self.column.addLayout(self._row)
        self.column.addSpacing(8)
        self.column.addWidget(self.valence)
        self.column.addSpacing(8)
        self.column.addWidget(self.editor, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(WideScroll(ui, content, fill="bg.surface"))
        self.valence.chosen.connect(self._valence)
        self.editor.changed.connect(self._emotions)
        self.editor.refused.connect(self.refused)
        ui.texts_changed.connect(self._show)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """On a tablet the title goes."""
        self._top.setVisible(not compact)
        if compact:
            self.column.setContentsMargins(12, 12, 12, 12)
        else:
            self.column.setContentsMargins(18, 14, 18, 14)

    def set_language(self, language: str) -> None:
        """Say moments and emotions in another language."""
        self._language = language
        self.editor.set_language(language)
        self._show()

    def show_moments(self, moments: Sequence[MomentView]) -> None:
        """Show how the moments felt."""
        self._moments = tuple(moments)
        self._build()
        self._show()

    def use_question(self, picks: Any, *, asks: bool, wheel: str = "") -> None:
        """Whether the question in front asks for the wheel itself, and what it holds."""
        changed = asks != self._asks
        self._asks, self._wheel = asks, wheel if asks else ""
        self._picks = list(picks or ()) if asks else []
        if changed:
            self.target = QUESTION if asks else self.target
            self._build()
        self._show()

    def go_to(self, target: str) -> None:
        """Bring a moment to the front."""
        self.target = target
        self._show()

    def _build(self) -> None:
        keys = [*([QUESTION] if self._asks else []), *(moment.key for moment in self._moments)]
        if keys == list(self.chips):
            return
        for chip in self.chips.values():
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = {}
        for key in keys:
            chip = MomentChip(self.ui, key)
            chip.clicked.connect(lambda _on=False, at=key: self.go_to(at))
            self._row.addWidget(chip, 1)
            self.chips[key] = chip
        if self.target not in self.chips and keys:
            self.target = keys[0]

    def _show(self) -> None:
        texts = self.ui.texts
        if self._asks:
            count = str(len(self._picks)) if self._picks else "–"
            self.chips[QUESTION].show_moment(texts.t("Question"), count, "")
        for told in self._moments:
            valence = told.valence
            said = "–" if valence is None else texts.signed(valence)
            side = "" if valence is None else valence_side(valence)
            self.chips[told.key].show_moment(pick(told.name, self._language), said, side)
        for key, chip in self.chips.items():
            chip.setChecked(key == self.target)
            chip.update()
        moment = next((m for m in self._moments if m.key == self.target), None)
        own = moment is None
        self.valence.setEnabled(not own)
        self.valence.set_value(None if moment is None else moment.valence)
        self.editor.set_wheel(self._wheel if own else "")
        self.editor.set_value(self._picks if moment is None else moment.emotions)

    def _valence(self, value: object) -> None:
        if self.target != QUESTION:
            self.valence_chosen.emit(self.target, value)

    def _emotions(self, picks: Any) -> None:
        if self.target == QUESTION:
            self._picks = list(picks)
        self.emotions_chosen.emit(self.target, picks)
