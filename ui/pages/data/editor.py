# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The editor of one record: every field saved as it is changed; there is no Save button."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxfield.i18n import N_, Texts
from cxfield.services.data import Choices
from cxfield.services.data_change import EDITABLE
from cxfield.services.data_filter import ENTRY, MOMENT
from cxfield.services.data_rows import Detail
from ui.context import Say, Ui
from ui.pages.observe.personal import PersonalHint
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.field import TextArea
from ui.widgets.label import Label
from ui.widgets.paint import box, brush
from ui.widgets.ratings import PolarityCells, RatingCells
from ui.widgets.segment import Option

_TEXTS: tuple[tuple[str, str, int], ...] = (
    ("text", N_("What"), 3),
    ("how", N_("How"), 1),
    ("interpretation", N_("Interpretation"), 2),
    ("so_what", N_("So what?"), 2),
)
_NONE = "-"


class Framed(QWidget):
    """A text area in its outline; the ring takes its place while it has the focus."""

    def __init__(self, ui: Ui, name: Say, rows: int) -> None:
        super().__init__()
        self.ui = ui
        self.area = TextArea(ui, rows=rows)
        self.area.setAccessibleName(ui.say(name))
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self.area)
        self.area.installEventFilter(self)
        ui.theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """As high as its lines; more are scrolled."""
        self.area.setFixedHeight(self.area.minimumHeight())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Repaint the outline when the focus comes and goes."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Outline or ring."""
        theme = self.ui.theme
        painter = brush(self)
        focus = self.area.hasFocus()
        token = "focus.ring" if focus else "line.strong"
        radius = theme.radius("control")
        box(painter, self.rect(), radius, theme.color("bg.surface"), theme.color(token), 2 if focus else 1)
        painter.end()


class Editor(QWidget):
    """`show_record(detail)`; `changed({field: value})`, `sealed()` when a text is left, `escaped()`."""

    changed = Signal(dict)
    sealed = Signal()
    escaped = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._filling = False
        self._choices: Choices | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        self.texts: dict[str, Framed] = {}
        self.hints: dict[str, PersonalHint] = {}
        self._parts: dict[str, tuple[QWidget, ...]] = {}
        for field, label, rows in _TEXTS:
            self._add_text(column, field, label, rows)
        self.code = ChoiceBox(ui, lambda x: x.t("Code"))
        self.touchpoint = ChoiceBox(ui, lambda x: x.t("Touchpoint"))
        self.rating = RatingCells(ui)
        self.polarity = PolarityCells(ui)
        values = [Option(str(n), _signed(n)) for n in range(-5, 6)]
        self.valence = ChoiceBox(ui, lambda x: x.t("Valence"), values)
        self._add(column, "code_id", N_("Code"), self.code)
        self._add(column, "touchpoint_id", N_("Touchpoint"), self.touchpoint)
        self._add(column, "ordinariness", N_("Ordinary or surprising"), self.rating)
        self._add(column, "polarity", N_("Polarity"), self.polarity)
        self._add(column, "valence", N_("Valence"), self.valence)
        self.code.chosen.connect(lambda value: self._tell("code_id", None if value == _NONE else value))
        self.touchpoint.chosen.connect(lambda v: self._tell("touchpoint_id", None if v == _NONE else v))
        self.rating.chosen.connect(lambda value: self._tell("ordinariness", value))
        self.polarity.chosen.connect(lambda value: self._tell("polarity", value))
        self.valence.chosen.connect(lambda value: self._tell("valence", int(value)))

    def use_choices(self, choices: Choices) -> None:
        """What codes and touchpoints there are."""
        self._choices = choices

    def show_record(self, detail: Detail) -> None:
        """Fill the fields that this kind of record has."""
        self._filling = True
        fields, kind = detail.fields, detail.row.key.kind
        allowed = EDITABLE[kind]
        for field, widgets in self._parts.items():
            for widget in widgets:
                widget.setVisible(field in allowed and (field != "touchpoint_id" or kind == ENTRY))
        for field, framed in self.texts.items():
            if field in allowed:
                framed.area.setPlainText(str(fields.get(field) or ""))
            else:
                self.hints[field].hide()
        if kind == ENTRY and self._choices is not None:
            self._fill_choice(self.code, self._choices.codes, fields.get("code_id"))
            self._fill_choice(self.touchpoint, self._choices.touchpoints, fields.get("touchpoint_id"))
        self.rating.set_value(fields.get("ordinariness"))
        self.polarity.set_value(fields.get("polarity"))
        if kind == MOMENT:
            valence = fields.get("valence")
            self.valence.set_value(None if valence is None else str(valence))
        self._filling = False

    def take_focus(self) -> None:
        """Put the cursor at the end of the words, or on the first choice there is."""
        area = self.texts["text"].area
        if not area.isHidden() and not self.texts["text"].isHidden():
            area.setFocus(Qt.FocusReason.ShortcutFocusReason)
            cursor = area.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            area.setTextCursor(cursor)
        else:
            self.valence.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the rows."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            return
        super().keyPressEvent(event)

    def _fill_choice(self, chooser: ChoiceBox, listed: Sequence[tuple[str, str]], value: str | None) -> None:
        options = [Option(_NONE, "–"), *(Option(key, name) for key, name in listed)]
        chooser.set_options(options, value or _NONE)

    def _add_text(self, column: QVBoxLayout, field: str, label: str, rows: int) -> None:
        framed = Framed(self.ui, _said(label), rows)
        hint = PersonalHint(self.ui)
        self.texts[field], self.hints[field] = framed, hint
        framed.area.textChanged.connect(lambda: self._tell(field, framed.area.toPlainText()))
        framed.area.textChanged.connect(lambda: hint.look(framed.area.toPlainText()))
        framed.area.left.connect(self._left)
        self._add(column, field, label, framed)
        column.insertWidget(column.indexOf(framed) + 1, hint)

    def _add(self, column: QVBoxLayout, field: str, label: str, widget: QWidget) -> None:
        name = Label(self.ui, _said(label), "small", "text.secondary", weight=500)
        column.addWidget(name)
        column.addWidget(widget)
        column.addSpacing(4)
        self._parts[field] = (name, widget)

    def _left(self) -> None:
        if not self._filling:
            self.sealed.emit()

    def _tell(self, field: str, value: object) -> None:
        if not self._filling:
            self.changed.emit({field: value})


def _signed(n: int) -> Say:
    def words(texts: Texts) -> str:
        return texts.signed(n)

    return words


def _said(msgid: str) -> Say:
    def words(texts: Texts) -> str:
        return texts.t(msgid)

    return words
