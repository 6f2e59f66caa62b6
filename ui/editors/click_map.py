# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The editor of a click map: one place in a picture, by mouse, by touch, or with a cross and the arrows."""

from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from cxfield.i18n import N_, Texts, pick
from cxfield.methods.questions import CANNOT_SAY
from cxfield.methods.questions.click_map import area_at
from ui.context import Ui
from ui.editors.base import Editor, EditorSpec
from ui.editors.choice import CANNOT_SAY_WORDS, choice_chip
from ui.editors.image_choice import MISSING, draw_fitting
from ui.pictures import Pictures
from ui.widgets.base import Painted
from ui.widgets.label import Label
from ui.widgets.paint import CENTER, box, text

_OUTSIDE = N_("The click was outside the picture. Click a place inside it.")
_LEAST_HIGH, _MOST_HIGH = 260, 520
_SIDE = 1600
_STEP, _LONG_STEP = 0.01, 0.1
_MOVES = {
    Qt.Key.Key_Left.value: (-1, 0),
    Qt.Key.Key_Right.value: (1, 0),
    Qt.Key.Key_Up.value: (0, -1),
    Qt.Key.Key_Down.value: (0, 1),
}


class ClickMapEditor(Editor):
    """Another click moves the mark, Delete takes it away; the named areas are not shown while answering."""

    def __init__(self, ui: Ui, spec: EditorSpec) -> None:
        super().__init__(ui, spec)
        self._pictures = Pictures(ui, self)
        self.picture = ClickPicture(ui, spec)
        self.picture.clicked.connect(self._clicked)
        self.picture.missed.connect(lambda: self._say(_OUTSIDE))
        self.column.addWidget(self.picture)
        self.note = Label(ui, "", "small", "danger.base", wrap=True)
        self.note.hide()
        self.column.addWidget(self.note)
        self.unsure = None
        if spec.asked.settings.get("cannot_say"):
            self.unsure = choice_chip(ui, spec.words({}, CANNOT_SAY_WORDS))
            self.unsure.clicked.connect(self._unsure)
            side = Qt.AlignmentFlag.AlignHCenter if spec.alone else Qt.AlignmentFlag.AlignLeft
            self.column.addWidget(self.unsure, 0, side)
        self._pictures.show(str(spec.asked.settings.get("picture_id", "")), _SIDE, self._shown)

    def set_value(self, value: Any) -> None:
        """Show the place."""
        self.picture.set_place((value["x"], value["y"]) if isinstance(value, dict) else None)
        if self.unsure is not None:
            self.unsure.setChecked(value == CANNOT_SAY)

    def fit(self, high: int) -> None:
        """A picture is pressed where the whole of it is seen."""
        below = self.unsure.sizeHint().height() + self.column.spacing() if self.unsure is not None else 0
        self.picture.set_most(high - below)

    def focus_first(self) -> bool:
        """Focus the picture."""
        self.picture.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _shown(self, image: QImage | None) -> None:
        self.picture.set_image(image)

    def _clicked(self, place: object) -> None:
        self.note.hide()
        if self.unsure is not None:
            self.unsure.setChecked(False)
        self.changed.emit({"x": place[0], "y": place[1]} if isinstance(place, tuple) else None)

    def _unsure(self) -> None:
        assert self.unsure is not None
        self.picture.set_place(None)
        self.changed.emit(CANNOT_SAY if self.unsure.isChecked() else None)

    def _say(self, sentence: str) -> None:
        self.note.set_words(lambda x: x.t(sentence))
        self.note.show()


class ClickPicture(Painted):
    """The picture with its mark; `clicked((x, y) or None)` in 0..1 of the picture, `missed` beside it."""

    clicked = Signal(object)
    missed = Signal()

    def __init__(self, ui: Ui, spec: EditorSpec) -> None:
        super().__init__(ui)
        self.spec = spec
        self._image: QImage | None = None
        self._waits = True
        self._most = ui.theme.px(_MOST_HIGH)
        self._place: tuple[float, float] | None = None
        self._cross: tuple[float, float] = (0.5, 0.5)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._name()

    @property
    def place(self) -> tuple[float, float] | None:
        """The marked place in 0..1 of the picture."""
        return self._place

    @property
    def loaded(self) -> bool:
        """Whether the picture is there to be pressed."""
        return self._image is not None

    def set_image(self, image: QImage | None) -> None:
        """Show the picture, or that it is missing."""
        self._image, self._waits = image, False
        self._name()
        self.updateGeometry()
        self.update()

    def set_most(self, high: int) -> None:
        """Be no higher than so many px, and not too low to be hit."""
        most = max(self.theme.px(120), high)
        if most != self._most:
            self._most = most
            self.updateGeometry()

    def set_place(self, place: tuple[float, float] | None) -> None:
        """Mark a place."""
        self._place = place
        if place is not None:
            self._cross = place
        self._name()
        self.update()

    def retranslate(self) -> None:
        """Say the name anew."""
        self._name()

    def hasHeightForWidth(self) -> bool:
        """The picture keeps its shape."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the picture, within limits."""
        theme = self.ui.theme
        if self._image is None or not self._image.width():
            return theme.px(_LEAST_HIGH)
        high = round(width * self._image.height() / self._image.width())
        return max(theme.px(120), min(self._most, high))

    def sizeHint(self) -> QSize:
        """As wide as there is room for."""
        return QSize(480, self.heightForWidth(max(320, self.width())))

    def minimumSizeHint(self) -> QSize:
        """Large enough to be hit."""
        return QSize(240, 120)

    def area(self) -> QRectF:
        """Where the picture lies in the widget."""
        whole = QRectF(self.rect())
        if self._image is None:
            return whole
        size = self._image.size().scaled(whole.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        x, y = (whole.width() - size.width()) / 2, (whole.height() - size.height()) / 2
        return QRectF(x, y, size.width(), size.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Mark the place that was pressed."""
        super().mousePressEvent(event)
        at, area = event.position(), self.area()
        if self._image is None:
            return
        if not area.contains(at):
            self.missed.emit()
            return
        self._mark((at.x() - area.x()) / area.width(), (at.y() - area.y()) / area.height())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the cross, with Shift further; Enter or Space marks, Delete takes the mark away."""
        move = _MOVES.get(event.key())
        far = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if move is not None and self._image is not None:
            step = _LONG_STEP if far else _STEP
            x, y = self._cross[0] + move[0] * step, self._cross[1] + move[1] * step
            self._cross = (min(1.0, max(0.0, x)), min(1.0, max(0.0, y)))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._image:
            self._mark(*self._cross)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.set_place(None)
            self.clicked.emit(None)
        else:
            super().keyPressEvent(event)

    def _mark(self, x: float, y: float) -> None:
        self.set_place((min(1.0, max(0.0, x)), min(1.0, max(0.0, y))))
        self.clicked.emit(self._place)

    def _name(self) -> None:
        texts = self.ui.texts
        words = [texts.t("Picture")]
        if self._image is None and not self._waits:
            words.append(texts.t(MISSING))
        elif self._place is None:
            words.append(texts.t("no place marked"))
        else:
            words.append(self._said(texts, self._place))
        self.setAccessibleName(", ".join(words))
        self.setAccessibleDescription(
            texts.t("Arrow keys move the cross, Enter marks the place, Delete takes the mark away.")
        )

    def _said(self, texts: Texts, place: tuple[float, float]) -> str:
        area = area_at(self.spec.asked, {"x": place[0], "y": place[1]})
        if area is not None and pick(area.name, self.spec.language):
            return pick(area.name, self.spec.language)
        return texts.t(
            "{x} from the left, {y} from the top", x=texts.percent(place[0]), y=texts.percent(place[1])
        )

    def draw(self, painter: QPainter) -> None:
        """Picture, mark, and the cross while the keyboard is here."""
        theme = self.ui.theme
        if self._image is None:
            box(painter, self.rect(), theme.radius("control"), theme.color("bg.sunken"))
            if not self._waits:
                words = self.ui.texts.t(MISSING)
                text(painter, self.rect(), words, theme.font("body"), theme.color("text.secondary"), CENTER)
            return
        area = draw_fitting(painter, self._image, QRectF(self.rect()))
        if self.hasFocus() and self._cross != self._place:
            self._draw_cross(painter, area)
        if self._place is not None:
            at = QPointF(area.x() + self._place[0] * area.width(), area.y() + self._place[1] * area.height())
            for radius, token, pen in ((13, "bg.surface", 5), (13, "danger.base", 3)):
                painter.setPen(QPen(theme.color(token), pen))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(at, theme.px(radius), theme.px(radius))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("danger.base"))
            painter.drawEllipse(at, 3, 3)

    def _draw_cross(self, painter: QPainter, area: QRectF) -> None:
        theme = self.ui.theme
        x, y = area.x() + self._cross[0] * area.width(), area.y() + self._cross[1] * area.height()
        for token, pen in (("bg.surface", 4), ("focus.ring", 2)):
            painter.setPen(QPen(theme.color(token), pen))
            reach = theme.px(18)
            painter.drawLine(QPointF(x - reach, y), QPointF(x + reach, y))
            painter.drawLine(QPointF(x, y - reach), QPointF(x, y + reach))
