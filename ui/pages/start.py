# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The start page: open a study in one tap and see where each one stands; reads no database."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import shortcuts
from ui.context import Say, Ui
from ui.pages.base import Page
from ui.pages.study_row import StudyRow, TemplateRow
from ui.shell.language import LanguageSegment
from ui.templates import TEMPLATES
from ui.widgets.buttons import Button, IconButton
from ui.widgets.containers import Card, EmptyState, Glyph, Scroll
from ui.widgets.label import Label
from ui.widgets.logo import Logo

_WIDE = 1100


class StartPage(Page):
    """Recent studies at the left, new ones at the right (below on a narrow window)."""

    open_wanted = Signal(str)
    file_wanted = Signal()
    demo_wanted = Signal()
    new_wanted = Signal(str)
    settings_wanted = Signal()
    language_chosen = Signal(object)
    theme_wanted = Signal()

    def __init__(self, ui: Ui, now: Callable[[], dt.datetime], parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._now = now
        self.rows: tuple[StudyRow, ...] = ()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(40, 22, 40, 24)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addSpacing(32)
        self._body = QHBoxLayout()
        self._body.setSpacing(32)
        self._body.addWidget(self._left(), 1)
        self._right = QWidget()
        self._body.addWidget(self._right)
        self.templates: tuple[TemplateRow, ...] = ()
        column.addLayout(self._body)
        column.addStretch(1)
        column.addSpacing(16)
        self._below = QVBoxLayout()
        column.addLayout(self._below)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        # See-through, so that the window paints too and knows its first frame.
        page.addWidget(Scroll(ui, content, fill=None))
        self._bound = False
        ui.theme_changed.connect(self._fit)
        self._fit()
        self.show_recent()

    def show_recent(self) -> None:
        """Fill the list from the settings."""
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        recent = self.ui.settings.now.recent
        rows = [
            StudyRow(self.ui, study, first=n == 0, last=n == len(recent) - 1, now=self._now)
            for n, study in enumerate(recent)
        ]
        for row in rows:
            row.chosen.connect(self.open_wanted)
            row.forget_wanted.connect(self._forget)
            self._list.addWidget(row)
            row.show()
        self.rows = tuple(rows)
        self._card.setVisible(bool(rows))
        self._empty.setVisible(not rows)

    def entered(self) -> None:
        """The latest study is one Enter away."""
        self.complete()
        self.bind_keys()
        self.show_recent()
        if self.rows:
            self.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_compact(self, compact: bool) -> None:
        """Below each other on a narrow window."""
        super().set_compact(compact)
        self._fit()

    def resizeEvent(self, event: object) -> None:
        """Follow the width."""
        self._fit()

    def _fit(self) -> None:
        room = self.width() or 1440
        narrow = room < _WIDE * self.ui.theme.scale
        direction = QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight
        self._body.setDirection(direction)
        self._right.setMaximumWidth(16_777_215 if narrow else self.ui.theme.px(480))
        self._right.setMinimumWidth(0 if narrow else self.ui.theme.px(400 if room < 1300 else 480))

    def _head(self) -> QHBoxLayout:
        ui = self.ui
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Logo(ui))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Label(ui, "CXField", "h1"))
        names.addWidget(
            Label(ui, lambda x: x.t("Field research of customer experience"), "small", "text.secondary")
        )
        row.addLayout(names)
        row.addStretch(1)
        self.language = LanguageSegment(ui)
        self.language.chosen.connect(self.language_chosen)
        row.addWidget(self.language)
        theme = IconButton(ui, "theme", lambda x: x.t("Light or dark"))
        theme.clicked.connect(self.theme_wanted)
        row.addWidget(theme)
        settings = IconButton(ui, "settings", lambda x: x.tc("room", "Settings"))
        settings.clicked.connect(self.settings_wanted)
        row.addWidget(settings)
        return row

    def _left(self) -> QWidget:
        ui = self.ui
        side = QWidget()
        side.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        head = QHBoxLayout()
        head.addWidget(Label(ui, lambda x: x.t("Studies"), "h1"), 1)
        self.open_button = Button(
            ui, lambda x: x.t("Open a file"), icon_name="folder", key=shortcuts.keycap_of("open"), touch=True
        )
        self.open_button.clicked.connect(self.file_wanted)
        head.addWidget(self.open_button)
        column.addLayout(head)
        self._card = Card(ui)
        self._list = QVBoxLayout(self._card)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        column.addWidget(self._card)
        self._empty = EmptyState(
            ui,
            lambda x: x.t("No studies yet. Look at the demo study, or begin your own."),
            icon_name="folder",
        )
        column.addWidget(self._empty)
        self._left_column = column
        return side

    def complete(self) -> None:
        """Add what the first frame can do without: the demo, the templates, the line about local data."""
        if self.templates:
            return
        self._left_column.addWidget(self._demo_card())
        self._left_column.addStretch(1)
        self._fill_aside()
        self._below.addLayout(self._foot())

    def _demo_card(self) -> Card:
        ui = self.ui
        card = Card(ui)
        row = QHBoxLayout(card)
        row.setContentsMargins(20, 18, 20, 18)
        row.setSpacing(16)
        row.addWidget(Glyph(ui, "play", 28, "accent.base"), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(Label(ui, lambda x: x.t("Open the demo study"), "h2"))
        words: Say = lambda x: x.t(  # noqa: E731 - words, not a function of the page
            "Pihlakko: 12 sessions, 8 interviews and a group. Try things in peace: the data are invented."
        )
        column.addWidget(Label(ui, words, "body", "text.secondary", wrap=True))
        self.demo_button = Button(ui, lambda x: x.t("Open"), key=shortcuts.keycap_of("demo"), touch=True)
        self.demo_button.clicked.connect(self.demo_wanted)
        column.addSpacing(10)
        column.addWidget(self.demo_button, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(column, 1)
        return card

    def _fill_aside(self) -> None:
        ui = self.ui
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        head = Label(ui, lambda x: x.t("New from a template"), "h1")
        head.setMinimumHeight(ui.theme.size("control_touch"))
        column.addWidget(head)
        card = Card(ui)
        rows = QVBoxLayout(card)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self.templates = tuple(
            TemplateRow(ui, template, number=n + 1, first=n == 0, last=n == len(TEMPLATES) - 1)
            for n, template in enumerate(TEMPLATES)
        )
        for template in self.templates:
            template.chosen.connect(self.new_wanted)
            rows.addWidget(template)
        column.addWidget(card)
        column.addStretch(1)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(
            Label(
                self.ui,
                lambda x: x.t("Data stay on this device. Nothing is sent to the network."),
                "small",
                "text.secondary",
                wrap=True,
                icon_name="consent",
                icon_size=18,
            ),
            1,
        )
        return row

    def bind_keys(self) -> None:
        """Make the keys work; not before the first frame."""
        if self._bound:
            return
        self._bound = True
        shortcuts.bind(self, "demo", self.demo_wanted.emit)
        for n, template in enumerate(self.templates[:8], 1):
            shortcuts.bind(self, f"start.template.{n}", template.click)

    def _forget(self, path: str) -> None:
        self.ui.settings.forget(path)
        self.show_recent()
