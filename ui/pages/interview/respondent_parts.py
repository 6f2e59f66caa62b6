# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of the respondent's screen: large cells, progress, a pad for the PIN, and the look of the study."""

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxfield.document.brand import contrast
from cxfield.errors import UserError
from cxfield.i18n import texts_of
from cxfield.methods.questions import CANNOT_SAY, question_type
from cxfield.methods.questions.ces import CES, ENDS, version_of
from cxfield.methods.questions.scale import ScaleType
from cxfield.services.attachments import picture_bytes
from ui.context import Ui
from ui.editors.base import Editor, EditorSpec
from ui.editors.choice import CANNOT_SAY_WORDS
from ui.editors.registry import make_editor
from ui.pages.interview.respondent_choices import STACKED, LargeChoices
from ui.session import StudySession
from ui.theme import LIGHT, Theme, ThemeHolder
from ui.widgets.base import Painted, PaintedButton
from ui.widgets.buttons import Button, Kind
from ui.widgets.label import Label
from ui.widgets.paint import CENTER, box, icon, text

#: Everything on the respondent's screen is this much larger than in the program.
SCALE = 1.5
_GAP = 12
_LEAST = 72
#: As wide as the longest word of the pad, so that all keys are alike.
_DIGIT_WIDE = 144
_MANY = 8
#: What white words need on the colour of the study (WCAG AA).
_READABLE = 4.5


def kiosk_ui(ui: Ui, language: str, colour: str) -> Ui:
    """A context of its own: light, large, in the respondent's language, in the colour of the study."""
    tokens = ui.theme.tokens
    theme = Theme(LIGHT, tokens, ui.theme.icons, SCALE, ui.theme.reduce_motion)
    made = Ui(ThemeHolder(theme), texts_of(language), settings=ui.settings, study=ui.study)
    if colour and contrast(colour) >= _READABLE:
        own = QColor(colour)
        for token in ("accent.base", "accent.pressed"):
            theme._colors[token] = own
        theme._colors["accent.hover"] = own.lighter(115)
    return made


class LargeScale(Editor):
    """A scale with cells of their own, 12 apart; the chosen one is solid with a check mark."""

    def __init__(self, ui: Ui, spec: EditorSpec) -> None:
        super().__init__(ui, spec)
        kind = question_type(spec.type)
        assert isinstance(kind, ScaleType)
        low, high = kind.bounds(spec.asked)
        words = ENDS[version_of(spec.asked).key] if kind is CES else (kind.low_end, kind.high_end)
        own = spec.ends or ({}, {})
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        self.cells = {number: LargeCell(ui, number, high - low + 1) for number in range(low, high + 1)}
        for number, cell in self.cells.items():
            row.addWidget(cell)
            cell.clicked.connect(lambda _on=False, at=number: self._chosen(at))
        self.column.addLayout(row)
        ends = QHBoxLayout()
        ends.addWidget(Label(ui, spec.words(own[0], words[0]), "body", "text.secondary", wrap=True), 1)
        right = Label(
            ui, spec.words(own[1], words[1]), "body", "text.secondary", wrap=True,
            align=Qt.AlignmentFlag.AlignRight,
        )  # fmt: skip
        ends.addWidget(right, 1)
        self.column.addLayout(ends)
        self.unsure: Button | None = None
        if spec.asked.settings.get("cannot_say"):
            self.unsure = Button(ui, spec.words({}, CANNOT_SAY_WORDS), touch=True)
            self.unsure.setCheckable(True)
            self.unsure.clicked.connect(lambda: self._chosen(CANNOT_SAY))
            self.column.addSpacing(20)
            self.column.addWidget(self.unsure, 0, Qt.AlignmentFlag.AlignHCenter)

    def set_value(self, value: Any) -> None:
        """Show what was chosen."""
        for number, cell in self.cells.items():
            cell.setChecked(number == value and not isinstance(value, bool))
        if self.unsure is not None:
            self.unsure.setChecked(value == CANNOT_SAY)
            self.unsure.set_kind(Kind.PRIMARY if value == CANNOT_SAY else Kind.OUTLINE)

    def _chosen(self, value: Any) -> None:
        self.set_value(value)
        self.changed.emit(value)


class LargeCell(PaintedButton):
    """A number to be tapped, 120 x 124 where there is room and never under 72."""

    def __init__(self, ui: Ui, number: int, count: int) -> None:
        super().__init__(ui, str(number))
        self._count = count
        self.setAccessibleName(str(number))
        self.setCheckable(True)
        self.focus_radius = 12
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(_LEAST)
        self.setMaximumWidth(160)

    def nextCheckState(self) -> None:
        """The scale decides what is chosen."""

    def sizeHint(self) -> QSize:
        """At least what a finger needs; the row gives it more where there is room."""
        return QSize(_LEAST, 124 if self._count < _MANY else 108)

    def draw(self, painter: QPainter) -> None:
        """The digit does not move when the check mark comes."""
        color, on = self.theme.color, self.isChecked()
        area = QRectF(self.rect())
        if on:
            box(painter, area, 12, color("accent.base"), color("accent.base"), 2)
            icon(painter, self.theme, "check", self.width() - 34, 14, 22, color("accent.on"))
        else:
            fill = color("bg.pressed" if self.isDown() else "bg.surface")
            box(painter, area, 12, fill, color("line.strong"), 2)
        ink = color("accent.on" if on else "text.primary")
        text(painter, area, self.words, self.theme.font("h1", 600, tnum=True), ink, CENTER)


class Steps(Painted):
    """How far: a bar for each question."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._at, self._of = 0, 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_step(self, at: int, of: int) -> None:
        """Show the place of the question."""
        self._at, self._of = at, max(1, of)
        self.setAccessibleName(f"{at + 1} / {of}")
        self.update()

    def sizeHint(self) -> QSize:
        """8 high."""
        return QSize(320, 8)

    def draw(self, painter: QPainter) -> None:
        """Done ones are solid, the present one is lighter."""
        gap = 8 if self._of <= 30 else 2
        wide = (self.width() - gap * (self._of - 1)) / self._of
        for index in range(self._of):
            ink = self.theme.color("accent.base" if index <= self._at else "bg.pressed")
            if index == self._at:
                ink = QColor(ink)
                ink.setAlphaF(0.7)
            box(painter, QRectF(index * (wide + gap), 0, wide, 8), 4, ink, ink)


class PinPad(QWidget):
    """Ten digits to be tapped or typed; `entered(digits)` with OK or Enter, `left` to go back."""

    entered = Signal(str)
    left = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self.digits = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = Label(ui, lambda x: x.t("PIN of the interviewer"), "h2")
        self.shown = Label(ui, "", "h1")
        self.note = Label(ui, "", "body", "danger.base", wrap=True)
        grid = QGridLayout()
        grid.setSpacing(_GAP)
        self.keys: dict[str, Button] = {}
        for index, key in enumerate("123456789"):
            self._key(grid, key, index // 3, index % 3)
        self.back = Button(ui, lambda x: x.t("Back"), touch=True)
        self._key(grid, "0", 3, 1)
        self.ok = Button(ui, lambda x: x.t("OK"), kind=Kind.PRIMARY, touch=True)
        for button in (self.back, self.ok):
            button.setMinimumSize(_DIGIT_WIDE, _LEAST)
        grid.addWidget(self.back, 3, 0)
        grid.addWidget(self.ok, 3, 2)
        column = QVBoxLayout(self)
        column.setSpacing(_GAP)
        column.addStretch(1)
        for label in (self.title, self.shown, self.note):
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(grid)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(1)
        self.back.clicked.connect(self.left)
        self.ok.clicked.connect(self._enter)

    def _key(self, grid: QGridLayout, key: str, row: int, column: int) -> None:
        button = Button(self.ui, key, touch=True)
        button.setMinimumSize(_DIGIT_WIDE, _LEAST)
        button.clicked.connect(lambda: self.press(key))
        grid.addWidget(button, row, column)
        self.keys[key] = button

    def begin(self) -> None:
        """Empty, and ready."""
        self.digits = ""
        self.note.set_words("")
        self._show()
        self.setFocus()

    def press(self, key: str) -> None:
        """A digit more."""
        self.digits = (self.digits + key)[:12]
        self._show()

    def refuse(self) -> None:
        """It was another PIN."""
        self.digits = ""
        self.note.set_words(lambda x: x.t("That is not the PIN. The answers are safe; try again."))
        self._show()

    def _show(self) -> None:
        self.shown.set_words("•" * len(self.digits) or "–")

    def _enter(self) -> None:
        self.entered.emit(self.digits)

    def keyPressEvent(self, event: Any) -> None:
        """Digits, Enter, Backspace and Esc of a keyboard."""
        if event.text().isdigit():
            self.press(event.text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif event.key() == Qt.Key.Key_Backspace:
            self.digits = self.digits[:-1]
            self._show()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()


def large_editor(ui: Ui, spec: EditorSpec) -> Editor:
    """The editor of a question on the respondent's screen; scales have cells of their own."""
    if isinstance(question_type(spec.type), ScaleType):
        return LargeScale(ui, spec)
    if spec.type in STACKED:
        return LargeChoices(ui, spec)
    return make_editor(ui, spec)


class Logo(QWidget):
    """The logo of the study; held for two seconds it asks for the PIN."""

    pressed = Signal()
    released = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self.setFixedSize(96, 56)

    def show_picture(self, study: StudySession, logo_id: str | None) -> None:
        """Load it; without one, or when it is not here, the corner is empty."""
        if logo_id is None:
            return
        try:
            data = study.read(picture_bytes, logo_id)
        except UserError:
            return
        self._picture.loadFromData(data)
        if not self._picture.isNull():
            wide = round(56 * self._picture.width() / self._picture.height())
            self.setFixedSize(max(48, min(320, wide)), 56)

    def paintEvent(self, event: object) -> None:
        """The picture in its shape."""
        if self._picture.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawPixmap(
            QRectF(0, 0, size.width(), size.height()), self._picture, QRectF(self._picture.rect())
        )
        painter.end()

    def mousePressEvent(self, event: object) -> None:
        """Holding begins."""
        self.pressed.emit()

    def mouseReleaseEvent(self, event: object) -> None:
        """Holding ends."""
        self.released.emit()
