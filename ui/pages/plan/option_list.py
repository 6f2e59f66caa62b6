# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The choices (or rows) of a question: their words in each language, their order, their pictures."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from cxfield.services.plan_guide_checks import QuestionRow
from cxfield.services.plan_guides import add_option, remove_part, type_option
from cxfield.services.plan_questions import move_option, set_option_picture
from cxfield.services.plan_words import language_own
from ui.context import Ui
from ui.editors.image_choice import draw_fitting
from ui.pages.plan.desk import ADD, MOVE, REMOVE, Desk
from ui.pages.plan.fields import Bound
from ui.pages.plan.tab import by_language, clear, column, line
from ui.pictures import Pictures, choose_file
from ui.widgets.base import PaintedButton
from ui.widgets.buttons import Button, IconButton
from ui.widgets.label import Label
from ui.widgets.paint import box, icon

_SIDE = 40
_SHARP = 3


class OptionList(QWidget):
    """`show_question(row)`; one line a choice, arrows move it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.ui, self.id = desk, desk.ui, ""
        self._shape: tuple[object, ...] = ()
        self._fields: dict[tuple[str, str], Bound] = {}
        self._pictures = Pictures(self.ui, self)
        self._shown: dict[str, tuple[PictureButton, str]] = {}
        inner = column(self, gap=8)
        self.rows = column(gap=8)
        inner.addLayout(self.rows)
        self.more = Button(self.ui, lambda x: x.t("Add a choice"), icon_name="plus")
        self.more.clicked.connect(lambda: desk.write(add_option, label=ADD, question_id=self.id))
        inner.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_question(self, row: QuestionRow) -> None:
        """Show the choices of a question."""
        self.id = row.id
        rows = row.type == "matrix"
        self.more.set_words((lambda x: x.t("Add a row")) if rows else (lambda x: x.t("Add a choice")))
        shape = (row.id, row.type, tuple(option for option, _ in row.options))
        if shape != self._shape:
            self._shape = shape
            clear(self.rows)
            self._fields, self._shown = {}, {}
            for number, (option, names) in enumerate(row.options, start=1):
                self._make(number, option, names, row)
        for (option, language), field in self._fields.items():
            names = next((found for key, found in row.options if key == option), {})
            field.show_text(names.get(language, ""))
        for option in self._shown:
            self._show_picture(option, row.pictures.get(option, ""))

    def _make(self, number: int, option: str, names: Any, row: QuestionRow) -> None:
        parts = line(number_label(self.ui, number), gap=8)
        if row.type == "image_choice":
            button = PictureButton(self.ui, number)
            button.clicked.connect(self._choose(option))
            self._shown[option] = (button, "?")
            parts.addWidget(button)
        fields = []
        for language in self.desk.languages:
            field = Bound(self.desk, "")
            field.bind(self._write(option, language), names.get(language, ""))
            field.input.setAccessibleName(f"{number}, {language_own(language)}")
            self._fields[option, language] = field
            fields.append(field)
        parts.addLayout(by_language(*fields), 1)
        grip = Grip(self.ui, number)
        grip.stepped.connect(lambda step: self._move(option, step))
        away = IconButton(self.ui, "close", lambda x: x.t("Remove the choice"))
        away.clicked.connect(self._remove(option))
        parts.addWidget(grip)
        parts.addWidget(away)
        self.rows.addLayout(parts)

    def _show_picture(self, option: str, picture: str) -> None:
        button, shown = self._shown[option]
        if shown != picture:
            self._shown[option] = (button, picture)
            self._pictures.show(picture, self.ui.theme.px(_SIDE) * _SHARP, button.set_image)

    def _choose(self, option: str) -> Callable[[], None]:
        def choose() -> None:
            path = choose_file(self.ui, self)
            if path is not None:
                self._pictures.read(path, lambda picture: self._keep(option, picture), self.desk.refuse)

        return choose

    def _keep(self, option: str, picture: Any) -> None:
        self.desk.write(set_option_picture, option_id=option, picture=picture)

    def _move(self, option: str, step: int) -> None:
        self.desk.write(move_option, label=MOVE, option_id=option, step=step)

    def _remove(self, option: str) -> Callable[[], None]:
        return lambda: self.desk.write(remove_part, label=REMOVE, kind="option", record_id=option)

    def _write(self, option: str, language: str) -> Any:
        def write(text: str, done: Any, failed: Any) -> None:
            self.desk.write(
                type_option, option_id=option, language=language, text=text, done=done, failed=failed
            )

        return write


def number_label(ui: Ui, number: int, *, strong: bool = False) -> Label:
    """A number in front of a field; all are as wide, so that the fields stand below each other."""
    ink = "text.primary" if strong else "text.secondary"
    made = Label(ui, str(number), "body", ink, weight=600 if strong else None)
    made.setFixedWidth(ui.theme.px(20))
    return made


class Grip(PaintedButton):
    """Drag it, or press the up and down keys on it; `stepped(places)` says how far."""

    stepped = Signal(int)

    def __init__(self, ui: Ui, number: int) -> None:
        super().__init__(ui, lambda x: x.t("Move choice {n}", n=number))
        self._from: float | None = None
        self.setCursor(Qt.CursorShape.SizeVerCursor)
        self.set_tip(lambda x: x.t("Drag, or press the up and down keys"))

    def sizeHint(self) -> QSize:
        """As high as a field."""
        return QSize(self.theme.px(28), self.theme.px(_SIDE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move the choice."""
        step = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}.get(event.key(), 0)
        if step:
            self.stepped.emit(step)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where the drag began."""
        super().mousePressEvent(event)
        self._from = event.globalPosition().y()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Move by as many places as rows were passed."""
        super().mouseReleaseEvent(event)
        begun, self._from = self._from, None
        if begun is not None:
            places = round((event.globalPosition().y() - begun) / (self.height() + 8))
            if places:
                self.stepped.emit(places)

    def draw(self, painter: QPainter) -> None:
        """Six dots."""
        side = self.theme.px(20)
        x, y = (self.width() - side) / 2, (self.height() - side) / 2
        token = "text.secondary" if self.hovered() else "text.tertiary"
        icon(painter, self.theme, "drag", x, y, side, self.theme.color(token))


class PictureButton(PaintedButton):
    """A small picture; pressing it chooses another."""

    def __init__(self, ui: Ui, number: int) -> None:
        super().__init__(ui, lambda x: x.t("Picture of choice {n}", n=number))
        self._image: QImage | None = None
        self.set_tip(lambda x: x.t("Choose a picture"))
        self.retranslate()

    def set_image(self, image: QImage | None) -> None:
        """Show the picture, or the sign of one."""
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        """A little wider than high."""
        return QSize(self.theme.px(_SIDE + 12), self.theme.px(_SIDE))

    def draw(self, painter: QPainter) -> None:
        """Frame, picture or sign."""
        theme = self.theme
        token = "bg.hover" if self.hovered() else "bg.surface"
        box(painter, self.rect(), theme.radius("control"), theme.color(token), theme.color("line.strong"))
        if self._image is not None:
            draw_fitting(painter, self._image, QRectF(self.rect()).adjusted(3, 3, -3, -3))
            return
        side = theme.px(20)
        x, y = (self.width() - side) / 2, (self.height() - side) / 2
        icon(painter, theme, "photo", x, y, side, theme.color("text.tertiary"))
