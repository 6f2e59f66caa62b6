# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bar at the top of a page: where one is, whether all is saved, language and theme."""

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxfield.errors import UserError
from cxfield.i18n import Texts
from ui.context import Say, Ui
from ui.shell.language import LanguageSegment
from ui.widgets.buttons import IconButton
from ui.widgets.containers import Glyph, Panel
from ui.widgets.label import Label


class SaveState(Label):
    """One quiet line: saved at a time; saving, when it takes long; in red what failed, until it succeeds."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "", "small", "text.secondary")
        self.failure: Say | None = None
        ui.bus.saving.connect(self._saving)
        ui.bus.saved.connect(self._saved)
        ui.bus.failed.connect(self._failed)

    def _saving(self) -> None:
        if self.failure is None:
            self._show("clock", lambda x: x.t("Saving…"), "text.secondary")

    def _saved(self) -> None:
        self.failure = None
        moment = dt.datetime.now().astimezone()
        self._show(
            "check", lambda x: x.t("Saved {time}", time=x.time(moment, seconds=True)), "text.secondary"
        )

    def _failed(self, error: BaseException) -> None:
        self.failure = said(error)
        self._show("warning", lambda x: x.t("Not saved"), "danger.base")

    def _show(self, icon_name: str, words: Say, color: str) -> None:
        self.set_icon_name(icon_name)
        self.set_color(color)
        self.set_words(words)


def said(error: BaseException) -> Say:
    """An error as a sentence for people; one that is not meant for people names itself."""
    if isinstance(error, UserError):
        return error.say
    name = f"{type(error).__name__}: {error}"

    def sentence(texts: Texts) -> str:
        return texts.t(
            "Something unexpected happened ({name}). What was saved is safe; try again.", name=name
        )

    return sentence


class TopBar(Panel):
    """56 high: menu (when narrow), study › room, save state, language, theme."""

    menu_wanted = Signal()
    home_wanted = Signal()
    language_chosen = Signal(object)
    theme_wanted = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, "bg.surface", "bottom", parent=parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 4, 20, 5)
        row.setSpacing(12)
        self.menu = IconButton(ui, "menu", lambda x: x.t("Rooms"), touch=True)
        self.menu.clicked.connect(self.menu_wanted)
        self.menu.hide()
        row.addWidget(self.menu)
        crumb = QHBoxLayout()
        crumb.setSpacing(8)
        self.study = Label(ui, "", "body", "text.secondary", elide=True)
        self.arrow = Glyph(ui, "chevron-right", 16, "text.secondary")
        self.room = Label(ui, "", "h2", weight=600)
        crumb.addWidget(self.study)
        crumb.addWidget(self.arrow)
        crumb.addWidget(self.room)
        row.addLayout(crumb)
        row.addStretch(1)
        self.save = SaveState(ui)
        row.addWidget(self.save)
        self.language = LanguageSegment(ui)
        self.language.chosen.connect(self.language_chosen)
        row.addWidget(self.language)
        self.theme_button = IconButton(ui, "theme", lambda x: x.t("Light or dark"))
        self.theme_button.clicked.connect(self.theme_wanted)
        row.addWidget(self.theme_button)
        row.addStrut(ui.theme.size("topbar") - 9)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_place(self, study: str, room: Say) -> None:
        """Say where one is."""
        self.study.set_words(study)
        self.study.setToolTip(study)
        self.room.set_words(room)

    def set_compact(self, compact: bool) -> None:
        """Show the menu button when the rail is hidden."""
        self.menu.setVisible(compact)
