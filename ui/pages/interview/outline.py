# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide at the left: themes with coverage and time, and their questions; tabs on a tablet."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxfield.i18n import pick
from cxfield.methods.questions.themes import theme as theme_of
from cxfield.services.interview_outline import Outline, OutlineItem, OutlineSection
from ui.context import Ui
from ui.pages.interview.outline_rows import OpenCount, QuestionRow, ThemeRow, ThemeTab, WarmupRow
from ui.widgets.containers import Line, Panel, Scroll
from ui.widgets.label import Label


class _Part(Panel):
    """A theme with those of its questions that are shown; `pressed(place)` tells which of them."""

    pressed = Signal(int)

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "bg.surface", "bottom")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 1)
        self._column.setSpacing(0)
        self.row = ThemeRow(ui)
        self._column.addWidget(self.row)
        self.questions: list[QuestionRow] = []
        self.foot = QWidget()
        self.foot.setFixedHeight(6)
        self._column.addWidget(self.foot)
        self._current = False

    def show_questions(self, items: Sequence[OutlineItem], current: str, language: str) -> None:
        """Show questions; rows are made when they are first needed, so that a long guide opens at once."""
        self._column.setEnabled(False)  # each row that is shown would lay all of them out
        while len(self.questions) < len(items):
            row, place = QuestionRow(self.ui), len(self.questions)
            row.clicked.connect(lambda _on=False, at=place: self.pressed.emit(at))
            self._column.insertWidget(self._column.count() - 1, row)
            self.questions.append(row)
        for row, item in zip(self.questions, items, strict=False):
            skipped = item.skipped and not item.answered
            row.show_item(item, pick(item.title, language), current=item.id == current, skipped=skipped)
            row.show()
        for row in self.questions[len(items) :]:
            row.hide()
        self._column.setEnabled(True)
        self._column.invalidate()

    def set_current(self, current: bool) -> None:
        """Tint the theme in front."""
        self._current = current
        self.set_fill("bg.selected" if current else "bg.surface")

    def paintEvent(self, event: object) -> None:
        """The bar at the left edge of the theme in front."""
        super().paintEvent(event)  # type: ignore[arg-type]
        if self._current:
            painter = QPainter(self)
            painter.fillRect(0, 0, 3, self.height(), self.ui.theme.color("accent.base"))
            painter.end()


class OutlinePanel(Panel):
    """Header with the coverage, themes, and at the foot the warm-up and the open questions.

    `list_wanted(theme, point)`: its questions, where the secondary button or a long press asks for them.
    """

    question_wanted = Signal(str)
    list_wanted = Signal(int, object)

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "bg.surface", "right")
        ui.theme_changed.connect(self._restyle)
        self._restyle()
        self._parts: list[_Part] = []
        self._outline: Outline | None = None
        self._listed: list[tuple[OutlineItem, ...]] = []
        self.count = Label(ui, "", "small", "text.secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 14, 16, 10)
        head.addWidget(Label(ui, lambda x: x.t("Interview guide"), "h2"))
        head.addStretch(1)
        head.addWidget(self.count)
        column.addLayout(head)
        column.addWidget(Line(ui))
        self._content = QWidget()
        self._list = QVBoxLayout(self._content)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        column.addWidget(Scroll(ui, self._content, fill="bg.surface"), 1)
        column.addWidget(Line(ui))
        self.warmup = WarmupRow(ui)
        self.warmup.clicked.connect(self._open_warmup)
        self.open = OpenCount(ui)
        foot = QVBoxLayout()
        foot.setContentsMargins(0, 4, 0, 10)
        foot.setSpacing(0)
        foot.addWidget(self.warmup)
        foot.addWidget(self.open)
        column.addLayout(foot)

    def _restyle(self) -> None:
        """Larger text takes a wider guide."""
        self.setFixedWidth(self.ui.theme.px(256))

    @property
    def themes(self) -> tuple[ThemeRow, ...]:
        """The rows of the themes."""
        return tuple(part.row for part in self._parts)

    def show_outline(self, outline: Outline, current: str, language: str, running_ms: int) -> None:
        """Show coverage and time; `running_ms` goes to the theme of the question in front."""
        if len(outline.sections) != len(self._parts):
            self._build(len(outline.sections))
        self._outline, self._listed = outline, []
        for part, section in zip(self._parts, outline.sections, strict=True):
            on = any(item.id == current for item in section.items)
            spent = section.spent_ms + (running_ms if on else 0)
            part.set_current(on)
            listed = section.items if on else section.skipped
            part.foot.setVisible(bool(listed))
            part.row.show_section(section, pick(section.name, language), spent, current=on)
            part.show_questions(listed, current, language)
            self._listed.append(listed)
        self.count.set_words(f"{outline.done}/{outline.planned}")
        self.warmup.show_part(outline.warmup, language, current, running_ms)
        self.open.show_count(outline)

    def _build(self, count: int) -> None:
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = [_Part(self.ui) for _ in range(count)]
        for index, part in enumerate(self._parts):
            self._list.insertWidget(index, part)
            part.row.clicked.connect(lambda _on=False, at=index: self._open_theme(at))
            part.pressed.connect(partial(self._open_item, index))
            ask_for_list(part.row, index, self.list_wanted)

    def _open_theme(self, index: int) -> None:
        if self._outline is not None:
            self.question_wanted.emit(first_open(self._outline.sections[index]))

    def _open_item(self, index: int, number: int) -> None:
        if number < len(self._listed[index]):
            self.question_wanted.emit(self._listed[index][number].id)

    def _open_warmup(self) -> None:
        if self._outline is not None and self._outline.warmup is not None:
            self.question_wanted.emit(first_open(self._outline.warmup))


def first_open(section: OutlineSection) -> str:
    """The first question of a theme without an answer, or its first."""
    items = section.items
    return next((item.id for item in items if not item.answered), items[0].id if items else "")


def ask_for_list(row: QWidget, index: int, wanted: SignalInstance) -> None:
    """The secondary button or a long press on a theme asks for its questions."""
    row.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    row.customContextMenuRequested.connect(lambda at: wanted.emit(index, row.mapToGlobal(at)))


class ThemeTabs(Panel):
    """The themes across the top on a tablet; the one in front, tapped again, lists its questions."""

    question_wanted = Signal(str)
    list_wanted = Signal(int, object)

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "bg.surface")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.tabs: list[ThemeTab] = []
        self._outline: Outline | None = None

    def show_outline(self, outline: Outline, current: str, language: str, running_ms: int) -> None:
        """Show coverage and time."""
        if len(self.tabs) != len(outline.sections):
            self._build(len(outline.sections))
        self._outline = outline
        for tab, section in zip(self.tabs, outline.sections, strict=True):
            on = any(item.id == current for item in section.items)
            known = theme_of(section.theme)
            name = self.ui.texts.t(known.short) if known else pick(section.name, language)
            spent = section.spent_ms + (running_ms if on else 0)
            tab.show_section(section, name, spent, current=on)

    def _build(self, count: int) -> None:
        for tab in self.tabs:
            tab.hide()
            tab.deleteLater()
        self.tabs = [ThemeTab(self.ui) for _ in range(count)]
        for index, tab in enumerate(self.tabs):
            self._row.addWidget(tab, 1)
            tab.clicked.connect(lambda _on=False, at=index: self._open(at))
            ask_for_list(tab, index, self.list_wanted)

    def _open(self, index: int) -> None:
        tab = self.tabs[index]
        if self._outline is not None and tab.current:
            self.list_wanted.emit(index, tab.mapToGlobal(tab.rect().bottomLeft()))
        elif self._outline is not None:
            self.question_wanted.emit(first_open(self._outline.sections[index]))
