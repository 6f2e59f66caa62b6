# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture of a click map and its named areas: drawn with the pointer, moved and resized with the keys."""

from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxfield.i18n import pick
from cxfield.services.plan_guide_checks import QuestionRow
from cxfield.services.plan_questions import (
    add_area,
    change_area,
    remove_area,
    set_question_picture,
    type_area,
)
from cxfield.services.plan_words import language_own
from ui.context import Ui
from ui.editors.image_choice import draw_fitting
from ui.pages.plan.desk import ADD, REMOVE, Desk
from ui.pages.plan.fields import Bound
from ui.pages.plan.option_list import number_label
from ui.pages.plan.tab import by_language, clear, column, line
from ui.pictures import Pictures, choose_file
from ui.widgets.base import Painted
from ui.widgets.buttons import Button, IconButton
from ui.widgets.label import Label
from ui.widgets.paint import CENTER, box, text

_SIDE = 1200
_HIGH = 320
_LEAST = 0.02
_STEP, _LONG = 0.01, 0.05
_MOVES = {
    Qt.Key.Key_Left.value: (-1, 0),
    Qt.Key.Key_Right.value: (1, 0),
    Qt.Key.Key_Up.value: (0, -1),
    Qt.Key.Key_Down.value: (0, 1),
}
Box = tuple[float, float, float, float]


class AreaPanel(QWidget):
    """Picture, its areas, and a line for the name of each."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.ui, self.id = desk, desk.ui, ""
        self._pictures = Pictures(self.ui, self)
        self._picture: str | None = None
        self._shape: tuple[object, ...] = ()
        self._fields: dict[tuple[str, str], Bound] = {}
        inner = column(self, gap=8)
        self.canvas = AreaCanvas(self.ui)
        self.canvas.drawn.connect(self._add)
        self.canvas.moved.connect(self._move)
        self.canvas.removed.connect(self._remove)
        self.choose = Button(self.ui, lambda x: x.t("Choose a picture"), icon_name="photo")
        self.choose.clicked.connect(self._choose)
        self.more = Button(self.ui, lambda x: x.t("Add an area"), icon_name="plus")
        self.more.clicked.connect(lambda: self._add((0.35, 0.35, 0.3, 0.3)))
        inner.addWidget(self.canvas)
        inner.addLayout(line(self.choose, self.more, 1))
        inner.addWidget(
            Label(
                self.ui,
                lambda x: x.t("Drag over the picture to draw an area. Respondents do not see the areas."),
                "small",
                "text.secondary",
                wrap=True,
            )
        )
        self.rows = column(gap=8)
        inner.addLayout(self.rows)

    def show_question(self, row: QuestionRow) -> None:
        """Show the picture and the areas of a question."""
        self.id = row.id
        picture = str(row.settings.get("picture_id") or "")
        if picture != self._picture:
            self._picture = picture
            self._pictures.show(picture, _SIDE, self.canvas.set_image)
        areas = [area for area in row.settings.get("areas") or () if len(area.get("at", ())) == 4]
        locale = self.ui.texts.locale
        self.canvas.show_areas({a["key"]: (tuple(a["at"]), pick(a.get("name", {}), locale)) for a in areas})
        self.more.setEnabled(bool(picture))
        shape = (row.id, tuple(area["key"] for area in areas))
        if shape != self._shape:
            self._shape = shape
            clear(self.rows)
            self._fields = {}
            for number, area in enumerate(areas, start=1):
                self._make(number, area)
        for (key, language), field in self._fields.items():
            name: Any = next((area.get("name", {}) for area in areas if area["key"] == key), {})
            field.show_text(name.get(language, ""))

    def _make(self, number: int, area: dict[str, Any]) -> None:
        parts, fields = line(number_label(self.ui, number), gap=8), []
        for language in self.desk.languages:
            field = Bound(self.desk, "")
            field.bind(self._write(area["key"], language), area.get("name", {}).get(language, ""))
            field.input.setAccessibleName(f"{number}, {language_own(language)}")
            self._fields[area["key"], language] = field
            fields.append(field)
        parts.addLayout(by_language(*fields), 1)
        away = IconButton(self.ui, "close", lambda x: x.t("Remove the area"))
        away.clicked.connect(lambda: self._remove(area["key"]))
        parts.addWidget(away)
        self.rows.addLayout(parts)

    def _write(self, key: str, language: str) -> Any:
        question_id = self.id

        def write(words: str, done: Any, failed: Any) -> None:
            self.desk.write(
                type_area,
                question_id=question_id,
                key=key,
                language=language,
                text=words,
                done=done,
                failed=failed,
            )

        return write

    def _choose(self) -> None:
        path = choose_file(self.ui, self)
        if path is not None:
            self._pictures.read(path, self._keep, self.desk.refuse)

    def _keep(self, picture: Any) -> None:
        self.desk.write(set_question_picture, question_id=self.id, picture=picture)

    def _add(self, at: Box) -> None:
        self.desk.write(add_area, label=ADD, question_id=self.id, at=list(at))

    def _move(self, key: str, at: Box) -> None:
        self.desk.write(change_area, question_id=self.id, key=key, at=list(at))

    def _remove(self, key: str) -> None:
        self.desk.write(remove_area, label=REMOVE, question_id=self.id, key=key)


class AreaCanvas(Painted):
    """`drawn(box)` for a new area, `moved(key, box)`, `removed(key)`; boxes are shares of the picture."""

    drawn = Signal(object)
    moved = Signal(str, object)
    removed = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._image: QImage | None = None
        self._areas: dict[str, tuple[Box, str]] = {}
        self._current = ""
        self._start: QPointF | None = None
        self._now: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        """Say which area the keys act on."""
        texts = self.ui.texts
        words = texts.t("Picture with its areas")
        name = self._name(self._current)
        self.setAccessibleName(f"{words}, {name}" if name else words)
        self.setAccessibleDescription(texts.t(
            "Space goes to the next area, arrows move it, with Shift they change its size, Delete removes it."
        ))  # fmt: skip

    def set_image(self, image: QImage | None) -> None:
        """Show the picture."""
        self._image = image
        self.updateGeometry()
        self.update()

    def show_areas(self, areas: dict[str, tuple[Any, str]]) -> None:
        """Show the areas with their names."""
        self._areas = areas
        if self._current not in areas:
            self._current = ""
        self.retranslate()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room for."""
        return QSize(360, self.theme.px(_HIGH if self._image is not None else 120))

    def picture_area(self) -> QRectF:
        """Where the picture lies in the widget."""
        whole = QRectF(self.rect())
        if self._image is None:
            return whole
        size = self._image.size().scaled(whole.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        x, y = (whole.width() - size.width()) / 2, (whole.height() - size.height()) / 2
        return QRectF(x, y, size.width(), size.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin an area, or take one up."""
        super().mousePressEvent(event)
        if self._image is not None and self.isEnabled():
            self._start = self._now = event.position()
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Stretch it."""
        self._now = event.position()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it: a drag draws, a tap chooses the area below."""
        start, self._start = self._start, None
        if start is None:
            return
        found = self._share(QRectF(start, event.position()).normalized())
        if found is not None:
            self.drawn.emit(found)
        else:
            at = event.position()
            hit = [key for key, (area, _) in self._areas.items() if self._place(area).contains(at)]
            self._current = hit[-1] if hit else ""
            self.retranslate()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, resize, remove, or go to the next area."""
        move = _MOVES.get(event.key())
        keys = list(self._areas)
        if event.key() == Qt.Key.Key_Space and keys:
            at = keys.index(self._current) + 1 if self._current in keys else 0
            self._current = keys[at % len(keys)]
            self.retranslate()
            self.update()
        elif move is not None and self._current:
            self._nudge(move, resize=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._current:
            self.removed.emit(self._current)
        else:
            super().keyPressEvent(event)

    def _nudge(self, move: tuple[int, int], *, resize: bool) -> None:
        (x, y, wide, high), name = self._areas[self._current]
        if resize:
            wide = max(_LEAST, min(1 - x, wide + move[0] * _STEP))
            high = max(_LEAST, min(1 - y, high + move[1] * _STEP))
        else:
            x = max(0.0, min(1 - wide, x + move[0] * _STEP))
            y = max(0.0, min(1 - high, y + move[1] * _STEP))
        found = (x, y, wide, high)
        self._areas[self._current] = (found, name)
        self.update()
        self.moved.emit(self._current, found)

    def _name(self, key: str) -> str:
        if key not in self._areas:
            return ""
        number = list(self._areas).index(key) + 1
        return self._areas[key][1] or self.ui.texts.t("area {n}", n=number)

    def _share(self, drawn: QRectF) -> Box | None:
        area = self.picture_area()
        inside = drawn.intersected(area)
        if inside.width() < _LEAST * area.width() or inside.height() < _LEAST * area.height():
            return None
        return (
            (inside.x() - area.x()) / area.width(),
            (inside.y() - area.y()) / area.height(),
            inside.width() / area.width(),
            inside.height() / area.height(),
        )

    def _place(self, at: Box) -> QRectF:
        area = self.picture_area()
        return QRectF(
            area.x() + at[0] * area.width(),
            area.y() + at[1] * area.height(),
            at[2] * area.width(),
            at[3] * area.height(),
        )

    def draw(self, painter: QPainter) -> None:
        """Picture, areas with their names, the one being drawn."""
        theme = self.theme
        color = theme.color
        box(painter, self.rect(), theme.radius("control"), color("bg.sunken"), color("line.hairline"))
        if self._image is None:
            words = self.ui.texts.t("No picture yet")
            text(painter, self.rect(), words, theme.font("body"), color("text.secondary"), CENTER)
            return
        draw_fitting(painter, self._image, QRectF(self.rect()))
        for key, (at, _) in self._areas.items():
            self._draw_area(painter, self._place(at), self._name(key), on=key == self._current)
        if self._start is not None and self._now is not None:
            box(painter, QRectF(self._start, self._now).normalized(), 2, None, color("focus.ring"), 2)

    def _draw_area(self, painter: QPainter, area: QRectF, words: str, *, on: bool) -> None:
        theme = self.theme
        fill = theme.color("accent.subtle")
        fill.setAlphaF(0.45)
        line_color = theme.color("focus.ring" if on else "accent.base")
        box(painter, area, 3, fill, line_color, 3 if on else 2)
        wide = theme.text_width("small", words, 600) + 10
        tag = QRectF(area.x(), area.y(), wide, theme.line("small") + 2)
        box(painter, tag, 3, theme.color("bg.surface"))
        text(painter, tag, words, theme.font("small", 600), theme.color("text.primary"), CENTER)
