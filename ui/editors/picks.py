# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The chosen emotions as rows with a stepper each, the wheel above, none and other below."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxfield.i18n import N_, Texts, pick, texts_of
from cxfield.methods.questions.wheels import (
    NONE,
    OTHER,
    Wheel,
    emotion_words,
    picks_problem,
    wheel_named,
)
from ui.context import Say, Ui
from ui.editors.base import Editor, EditorSpec
from ui.editors.wheel import EmotionWheel
from ui.widgets.buttons import Button, IconButton
from ui.widgets.choice import Cell, ChoiceRow
from ui.widgets.containers import Line
from ui.widgets.field import LineInput
from ui.widgets.label import Label
from ui.widgets.paint import CENTER, text

#: A wheel of this height, with its words, is easy to press at 100 % text.
_EASY = 320
_TONES = {True: "positive", False: "negative", None: "neutral"}
_NONE_WORDS, _OTHER_WORDS = N_("No emotion"), N_("Other emotion")


class StrengthCells(ChoiceRow):
    """Joined cells of 48 px, filled up to the value in the colour of the side."""

    def __init__(self, ui: Ui, tone: str, name: str, rings: int) -> None:
        super().__init__(ui, name=name)
        self.tone = tone
        self.rings = rings
        cells = [_StrengthCell(ui, n, self) for n in range(1, rings + 1)]
        self.use_cells(cells, stretch=False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def typed(self, event: QKeyEvent) -> bool:
        """Digits and the signs choose."""
        now = self.value if isinstance(self.value, int) else 0
        step = {"+": 1, "-": -1, "\N{MINUS SIGN}": -1}.get(event.text(), 0)
        number = now + step if step else int(event.text()) if event.text() in {"1", "2", "3", "4", "5"} else 0
        if not 1 <= number <= self.rings:
            return False
        self.choose(number)
        self.focus_value(number)
        return True


class _StrengthCell(Cell):
    """A number, solid up to the chosen one."""

    def __init__(self, ui: Ui, number: int, row: StrengthCells) -> None:
        super().__init__(ui, number, str(number), first=number == 1, last=number == row.rings)
        self._row = row
        self._number = number
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """48 square; higher with larger text."""
        return QSize(48, self.theme.height(48, "h2"))

    def draw(self, painter: QPainter) -> None:
        """Fill, outline, number."""
        theme = self.theme
        value = self._row.value
        on = isinstance(value, int) and self._number <= value
        tone = theme.color(f"valence.{self._row.tone}")
        self.paint_cell(painter, tone if on else self.surface())
        ink = theme.color("bg.surface" if on else "text.primary")
        text(painter, self.rect(), self.words, theme.font("h2", 600), ink, CENTER)


class PickRow(QWidget):
    """One chosen emotion: its word, its strength, and a cross."""

    changed = Signal(str, int)
    removed = Signal(str)
    worded = Signal(str, str)

    def __init__(self, ui: Ui, picked: dict[str, Any], language: str, wheel: Wheel) -> None:
        super().__init__()
        self.ui = ui
        self.key = picked["key"]
        self._language = language
        self._emotion = emotion = wheel.find(self.key)
        # A word of another wheel, or of a newer program, is shown as it is kept and can be taken away.
        words = pick(wheel.words(self.key) or emotion_words(self.key), language) or str(self.key)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(6)
        self.field: LineInput | None = None
        if self.key == OTHER:
            self.field = LineInput(ui, placeholder=lambda x: x.t("Which emotion?"))
            self.field.setAccessibleName(words)
            self.field.setText(str(picked.get("words", "")))
            self.field.textEdited.connect(lambda said: self.worded.emit(self.key, said))
            line.addWidget(self.field, 1)
        else:
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(Label(ui, words, "control", weight=600))
            self._strength = Label(ui, "", "small", "text.secondary")
            self._strength.hide()
            column.addWidget(self._strength)
            line.addLayout(column, 1)
        self.cells: StrengthCells | None = None
        if self.key != NONE:
            tone = _TONES[emotion.positive if emotion is not None else None]
            self.cells = StrengthCells(ui, tone, words, wheel.rings)
            self.cells.set_value(picked.get("intensity"))
            self.cells.chosen.connect(self._chosen)
            line.addWidget(self.cells)

        def cross_name(texts: Texts) -> str:
            return texts.t("Remove {word}", word=words)

        self.cross = IconButton(ui, "close", cross_name, touch=True)
        self.cross.clicked.connect(lambda: self.removed.emit(self.key))
        line.addWidget(self.cross)

    def show_pick(self, picked: dict[str, Any]) -> None:
        """Show another strength, with its word where the wheel has one."""
        strengths = self._emotion.strengths if self._emotion is not None else ()
        at = int(picked.get("intensity") or 0)
        if strengths and 1 <= at <= len(strengths):
            words = pick(strengths[at - 1], self._language)
            self._strength.set_words(words)
            self._strength.setVisible(words != pick(self._emotion.name, self._language))  # type: ignore[union-attr]
        if self.cells is not None:
            self.cells.set_value(picked.get("intensity"))
            self.cells.update()
            for cell in self.cells.cells:
                cell.update()

    def _chosen(self, value: object) -> None:
        assert self.cells is not None
        for cell in self.cells.cells:
            cell.update()
        if isinstance(value, int):
            self.changed.emit(self.key, value)


class WheelEditor(Editor):
    """Wheel, rows and the two buttons; `changed` carries the picks, `refused` why one more does not fit."""

    refused = Signal(object)
    beside = True

    def __init__(self, ui: Ui, spec: EditorSpec) -> None:
        super().__init__(ui, spec)
        self._picks: list[dict[str, Any]] = []
        self._language = spec.language
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.wheel = EmotionWheel(ui, spec.language, wheel=str(spec.asked.settings.get("wheel", "")))
        self.column.setSpacing(0)
        self.column.addWidget(self.wheel)
        self._line = Line(ui)
        self.column.addSpacing(6)
        self.column.addWidget(self._line)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._rows.setContentsMargins(0, 4, 0, 4)
        self.column.addLayout(self._rows)
        # What is left over stands here, so that a chosen emotion takes it and the wheel stays as large.
        self.column.addStretch(1)
        self.column.addLayout(self._buttons())
        self._shown: dict[str, PickRow] = {}
        self.wheel.picked.connect(self.pick)
        self.wheel.removed.connect(self.remove)
        self.wheel.none_picked.connect(self.pick_none)
        self.wheel.other_picked.connect(self.pick_other)
        self._show()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.none = Button(self.ui, self._spoken(_NONE_WORDS), touch=True)
        self.other = Button(self.ui, self._spoken(_OTHER_WORDS), icon_name="plus", touch=True)
        self.none.clicked.connect(self.pick_none)
        self.other.clicked.connect(self.pick_other)
        row.addWidget(self.none, 1)
        row.addWidget(self.other, 1)
        return row

    def _spoken(self, msgid: str) -> Say:
        """A text of the program in the language of the interview, as all of the wheel is."""
        return lambda x: (texts_of(self._language) if self._language else x).t(msgid)

    def fit(self, high: int) -> None:
        """The whole wheel is seen, and what is below it where that leaves the wheel large enough."""
        below = self.none.sizeHint().height() + self._line.sizeHint().height() + 24
        most = max(min(high, self.ui.theme.px(_EASY)), high - below)
        self.wheel.setMaximumHeight(max(self.wheel.minimumSizeHint().height(), most))

    @property
    def picks(self) -> list[dict[str, Any]]:
        """What is chosen, in the order of choosing."""
        return [dict(row) for row in self._picks]

    @property
    def rows(self) -> tuple[PickRow, ...]:
        """The rows below the wheel."""
        return tuple(self._shown.values())

    def set_language(self, language: str) -> None:
        """Say the words in another language."""
        if language != self._language:
            self._language = language
            self.wheel.set_language(language)
            self.none.set_words(self._spoken(_NONE_WORDS))
            self.other.set_words(self._spoken(_OTHER_WORDS))
            self._clear()
            self._show()

    def set_wheel(self, key: str) -> None:
        """Use another wheel; call `set_value` after it."""
        if wheel_named(key) is not self.wheel.wheel:
            self.wheel.set_wheel(key)
            self._picks = []
            self._clear()
            self._show()

    def set_value(self, value: Any) -> None:
        """Show kept picks."""
        picks = [dict(row) for row in value or ()]
        if picks != self._picks:
            self._picks = picks
            self._show()

    def focus_first(self) -> bool:
        """Focus the wheel."""
        self.wheel.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def pick(self, key: str, intensity: int) -> None:
        """Choose an emotion, or change its strength."""
        others = [row for row in self._picks if row["key"] != NONE]
        known = next((row for row in others if row["key"] == key), None)
        if known is not None:
            wanted = [{**row, "intensity": intensity} if row is known else row for row in others]
        else:
            wanted = [*others, {"key": key, "intensity": intensity}]
        self._take(wanted)

    def remove(self, key: str) -> None:
        """Take an emotion away."""
        self._take([row for row in self._picks if row["key"] != key])

    def pick_none(self) -> None:
        """There was no emotion; pressed again, that is taken back."""
        on = any(row["key"] == NONE for row in self._picks)
        self._take([] if on else [{"key": NONE}])

    def pick_other(self) -> None:
        """An emotion in one's own word."""
        if not any(row["key"] == OTHER for row in self._picks):
            self.pick(OTHER, (self.wheel.wheel.rings + 1) // 2)
        row = self._shown.get(OTHER)
        if row is not None and row.field is not None:
            row.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _worded(self, key: str, words: str) -> None:
        for row in self._picks:
            if row["key"] == key:
                row["words"] = words
        self.changed.emit(self.picks)

    def _take(self, wanted: Sequence[dict[str, Any]]) -> None:
        problem = picks_problem(list(wanted), self.wheel.wheel)
        if problem is not None:
            self.refused.emit(problem)
            return
        self._picks = [dict(row) for row in wanted]
        self._show()
        self.changed.emit(self.picks)

    def _clear(self) -> None:
        for row in self._shown.values():
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._shown = {}

    def _show(self) -> None:
        self.wheel.set_picks(self._picks)
        keys = [row["key"] for row in self._picks]
        if list(self._shown) != keys:
            self._clear()
            for picked in self._picks:
                row = PickRow(self.ui, picked, self._language or self.ui.texts.locale, self.wheel.wheel)
                row.changed.connect(self.pick)
                row.removed.connect(self.remove)
                row.worded.connect(self._worded)
                self._rows.addWidget(row)
                self._shown[picked["key"]] = row
        for picked in self._picks:
            self._shown[picked["key"]].show_pick(picked)
        self._line.setVisible(bool(keys))
