# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One code: its tile as it will be, names, kind, key, guidance, exclusions, modifier and mark."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from cxfield.i18n import N_, Texts, pick
from cxfield.services.plan_codes import (
    NAME_FITS,
    PURPOSES,
    SHAPES,
    Codebook,
    CodeRow,
    exclude,
    move_code,
    name_code,
    set_key,
    set_kind,
    set_limit,
)
from ui.context import Ui
from ui.pages.plan.desk import Desk
from ui.pages.plan.fields import Bound
from ui.pages.plan.in_languages import Pair, in_language
from ui.pages.plan.modifier_list import ModifierList
from ui.pages.plan.tab import by_language, clear, column, line, said
from ui.widgets.base import PaintedButton
from ui.widgets.buttons import Button, Kind
from ui.widgets.chips import ConditionChip
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import Card, Line
from ui.widgets.label import Label
from ui.widgets.menu import Menu, MenuItem
from ui.widgets.paint import box
from ui.widgets.segment import Option, Segment
from ui.widgets.shapes import draw_shape
from ui.widgets.tile import CodeTile

_DEMO_COUNT = 3


class CodeForm(QWidget):
    """`show_code(row, book)`; what is typed is seen on the tiles at once."""

    def __init__(self, desk: Desk, reserved: Mapping[str, str]) -> None:
        super().__init__()
        self.desk, self.ui, self.reserved = desk, desk.ui, reserved
        self.id = ""
        self._row: CodeRow | None = None
        self._book: Codebook | None = None
        ui = self.ui
        self.title = Label(ui, "", "h2", wrap=True)
        self._tiles = line(gap=8)
        self._tile_shape: tuple[str, str] = ("", "")
        self.idle: CodeTile | None = None
        self.running: CodeTile | None = None
        self.names = {
            language: Bound(desk, in_language(N_("Name"))(language), counter=NAME_FITS)
            for language in desk.languages
        }
        for language, field in self.names.items():
            field.edited.connect(self._typed(language))
        kinds = (
            Option("point", lambda x: x.tc("code", "Moment")),
            Option("state", lambda x: x.tc("code", "Duration")),
        )
        self.kind = Segment(ui, kinds, name=lambda x: x.t("Kind"))
        self.kind.chosen.connect(lambda value: desk.write(set_kind, code_id=self.id, kind=str(value)))
        self.limit = Bound(desk, lambda x: x.t("Long from, min"))
        self.key = Bound(desk, lambda x: x.t("Key"))
        self.group = ChoiceBox(ui, lambda x: x.t("Group"))
        self.group.chosen.connect(lambda value: desk.write(move_code, code_id=self.id, group_id=value))
        self.purpose = ChoiceBox(
            ui, lambda x: x.t("What it stands for"), [Option(key, said(words)) for key, words in PURPOSES]
        )
        self.purpose.chosen.connect(lambda value: desk.put("code", self.id, "purpose", value))
        self.use = Pair(desk, in_language(N_("Use when")), rows=2, icon_name="check", stacked=True)
        self.avoid = Pair(desk, in_language(N_("Do not use when")), rows=2, icon_name="close", stacked=True)
        self._chips = line(gap=6)
        self.add_apart = Button(ui, lambda x: x.t("Add"), icon_name="plus")
        self.add_apart.clicked.connect(self._offer)
        self.modifiers = ModifierList(desk)
        self.shapes = {shape: ShapeButton(ui, shape) for shape in SHAPES}
        for shape, button in self.shapes.items():
            button.clicked.connect(self._mark(shape))
        self.bin = Button(ui, lambda x: x.t("Retire"), kind=Kind.OUTLINE)
        self.bin.clicked.connect(self.remove)
        self._lay_out()

    def show_code(self, row: CodeRow, book: Codebook) -> None:
        """Show a code; fields are bound anew only when it is another one."""
        code, new = row.code, row.code.id != self.id
        self._row, self._book, self.id = row, book, code.id
        locale = self.ui.texts.locale
        for language, field in self.names.items():
            if new:
                field.bind(self._write_name(language), code.name.get(language, ""))
            field.show_text(code.name.get(language, ""))
        limit = (
            "" if code.limit_min is None else self.ui.texts.number(code.limit_min, 1).rstrip("0").rstrip(".,")
        )
        if new:
            self.use.bind("code", code.id, "use_when", code.use_when)
            self.avoid.bind("code", code.id, "not_when", code.not_when)
            self.key.bind(self._write_key, code.key)
            self.limit.bind(self._write_limit, limit)
        self.use.show_labels(code.use_when)
        self.avoid.show_labels(code.not_when)
        self.key.show_text(code.key)
        self.limit.show_text(limit)
        self.modifiers.show_code(row)
        self.kind.set_value(code.kind)
        self.limit.setVisible(code.kind == "state")
        self.group.set_options([Option(g.id, pick(g.name, locale) or "–") for g in book.groups], row.group_id)
        self.purpose.set_value(code.purpose)
        for shape, button in self.shapes.items():
            button.show_state(row.family, on=shape == code.shape)
        self._show_apart(row)
        self._show_tiles()
        self.title.set_words(pick(code.name, locale) or self.ui.texts.t("(no name)"))
        self.setEnabled(not self.desk.read_only)

    def focus_first(self) -> None:
        """Put the cursor in the first name."""
        next(iter(self.names.values())).focus()

    def remove(self) -> None:
        """Remove the code; one in use is retired, old entries keep it."""
        if self.id:
            self.desk.remove("code", self.id, self.title.words)

    def _show_tiles(self) -> None:
        row = self._row
        if row is None:
            return
        language = self.ui.texts.locale if self.ui.texts.locale in self.names else next(iter(self.names))
        words = self.names[language].value or pick(row.code.name, self.ui.texts.locale)
        shape = (words + row.code.key + row.code.kind, row.family)
        if shape == self._tile_shape:
            return
        self._tile_shape = shape
        clear(self._tiles)
        self.idle = CodeTile(self.ui, words, key=row.code.key, family=row.family)
        self.running = CodeTile(self.ui, words, key=row.code.key, family=row.family, count=_DEMO_COUNT)
        self.running.set_running("B 5:21" if row.code.kind == "state" else None)
        for tile in (self.idle, self.running):
            tile.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            tile.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            tile.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._tiles.addWidget(tile, 1)

    def _show_apart(self, row: CodeRow) -> None:
        clear(self._chips)
        for other, name in row.apart:
            chip = ConditionChip(self.ui, pick(name, self.ui.texts.locale))
            chip.set_tip(lambda x: x.t("They may run at once again"))
            chip.removed.connect(self._release(other))
            self._chips.addWidget(chip)
        self._chips.addStretch(1)

    def _offer(self) -> None:
        if self._row is None or self._book is None:
            return
        known = {other for other, _ in self._row.apart} | {self.id}
        items = [
            MenuItem(row.code.id, pick(row.code.name, self.ui.texts.locale) or "–")
            for row in self._book.codes
            if row.code.id not in known
        ]
        menu = Menu(self.ui, items, parent=self)
        menu.chosen.connect(
            lambda other: self.desk.write(exclude, code_id=self.id, other_id=other, apart=True)
        )
        menu.popup(self.add_apart.mapToGlobal(QPoint(0, self.add_apart.height() + 2)))

    def _release(self, other: str) -> Callable[[], None]:
        return lambda: self.desk.write(exclude, code_id=self.id, other_id=other, apart=False)

    def _mark(self, shape: str) -> Callable[[], None]:
        return lambda: self.desk.put("code", self.id, "shape", shape)

    def _typed(self, language: str) -> Callable[[str], None]:
        def typed(_text: str) -> None:
            if language == self.ui.texts.locale or self.ui.texts.locale not in self.names:
                self._show_tiles()

        return typed

    def _write_name(self, language: str) -> Any:
        code_id = self.id

        def write(text: str, done: Any, failed: Any) -> None:
            self.desk.write(
                name_code, code_id=code_id, language=language, text=text, done=done, failed=failed
            )

        return write

    def _write_key(self, text: str, done: Any, failed: Any) -> None:
        self.desk.write(set_key, code_id=self.id, key=text, reserved=self.reserved, done=done, failed=failed)

    def _write_limit(self, text: str, done: Any, failed: Any) -> None:
        self.desk.write(set_limit, code_id=self.id, text=text, done=done, failed=failed)

    def _lay_out(self) -> None:
        inner = column(self, gap=12)
        inner.addWidget(self.title)
        stage = Card(self.ui, fill="bg.sunken")
        stage_row = QHBoxLayout(stage)
        stage_row.setContentsMargins(12, 12, 12, 12)
        stage_row.addLayout(self._tiles)
        inner.addWidget(stage)
        inner.addLayout(by_language(*self.names.values(), gap=12))
        kinds = column(gap=4)
        kinds.addWidget(_small(self.ui, _kind))
        kinds.addWidget(self.kind)
        kinds.addStretch(1)
        row = line(gap=12)
        row.addLayout(kinds)
        for field in (self.limit, self.key):
            field.setMinimumWidth(self.ui.theme.px(92))
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        inner.addLayout(row)
        groups, purposes = column(gap=4), column(gap=4)
        groups.addWidget(_small(self.ui, _group))
        groups.addWidget(self.group)
        purposes.addWidget(_small(self.ui, _purpose))
        purposes.addWidget(self.purpose)
        inner.addLayout(line(groups, purposes, gap=12))
        inner.addWidget(self.use)
        inner.addWidget(self.avoid)
        inner.addWidget(_small(self.ui, _apart))
        inner.addLayout(self._chips)
        inner.addWidget(self.add_apart, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self.modifiers)
        inner.addWidget(_small(self.ui, _in_charts))
        inner.addLayout(line(*self.shapes.values(), 1, gap=6))
        inner.addWidget(Line(self.ui))
        foot = line(gap=12)
        words = Label(
            self.ui,
            lambda x: x.t("A code in use is retired. What was logged keeps it."),
            "small",
            "text.secondary",
            wrap=True,
        )
        foot.addWidget(words, 1)
        foot.addWidget(self.bin)
        inner.addLayout(foot)


_SHAPE_NAMES: Mapping[str, Callable[[Texts], str]] = {
    "circle": lambda x: x.t("Circle"),
    "square": lambda x: x.t("Square"),
    "triangle-up": lambda x: x.t("Triangle upwards"),
    "diamond": lambda x: x.t("Diamond"),
    "cross": lambda x: x.t("Cross"),
    "triangle-down": lambda x: x.t("Triangle downwards"),
    "star": lambda x: x.t("Star shape"),
    "ring": lambda x: x.t("Ring"),
}


class ShapeButton(PaintedButton):
    """A mark of the charts, 40 px square."""

    def __init__(self, ui: Ui, shape: str) -> None:
        super().__init__(ui, _SHAPE_NAMES[shape])
        self._shape, self._family = shape, "action"
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def show_state(self, family: str, *, on: bool) -> None:
        """Its colour, and whether it is the chosen one."""
        self._family = family
        self.setChecked(on)
        self.update()

    def nextCheckState(self) -> None:
        """The form decides."""

    def sizeHint(self) -> QSize:
        """A square."""
        side = self.theme.px(40)
        return QSize(side, side)

    def draw(self, painter: QPainter) -> None:
        """Box and mark."""
        theme = self.theme
        on = self.isChecked()
        fill = theme.color("bg.selected" if on else "bg.hover" if self.hovered() else "bg.surface")
        line_token = "accent.base" if on else "line.hairline"
        box(painter, self.rect(), theme.radius("tile"), fill, theme.color(line_token), 2 if on else 1)
        size = theme.px(16)
        area = QRectF((self.width() - size) / 2, (self.height() - size) / 2, size, size)
        draw_shape(painter, area, self._shape, theme.color(theme.family(self._family)[0]))


def _small(ui: Ui, words: Callable[[Texts], str]) -> Label:
    return Label(ui, words, "small", "text.secondary", weight=500)


def _kind(texts: Texts) -> str:
    return texts.t("Kind")


def _group(texts: Texts) -> str:
    return texts.t("Group")


def _purpose(texts: Texts) -> str:
    return texts.t("What it stands for")


def _apart(texts: Texts) -> str:
    return texts.t("Not at the same time")


def _in_charts(texts: Texts) -> str:
    return texts.t("Mark in charts")
