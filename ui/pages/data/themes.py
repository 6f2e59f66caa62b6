# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Themes: filters kept under a name, offered with what they hold."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from shiboken6 import isValid

from cxfield.i18n import N_, Texts
from cxfield.services.data_filter import Filter
from cxfield.services.data_themes import ThemeView, keep_theme, remove_theme, themes
from ui.context import Say, Ui
from ui.session import StudySession
from ui.widgets.buttons import Button, Kind
from ui.widgets.dialog import Dialog, Way
from ui.widgets.field import LineInput
from ui.widgets.menu import Menu, MenuItem

KEEP = N_("Keep a theme")
REMOVE = N_("Remove a theme")
_NEW, _OUT = "new", "out:"


class Themes:
    """The menu of the themes button; `chosen(Filter)` when a theme is picked."""

    def __init__(
        self, ui: Ui, button: Button, asked: Callable[[], Filter], chosen: Callable[[Filter], None]
    ) -> None:
        self.ui, self.button = ui, button
        self._asked, self._chosen = asked, chosen
        self.menu: Menu | None = None
        button.clicked.connect(self.offer)

    def offer(self) -> None:
        """Ask what there is and show it."""
        study, texts = self.ui.study, self.ui.texts
        if study is not None:
            study.ask(themes, texts, done=lambda found: self._show(study, found))

    def _show(self, study: StudySession, found: Sequence[ThemeView]) -> None:
        if not isValid(self.button):
            return
        items = [MenuItem(theme.id, _words(theme)) for theme in found]
        if not study.read_only:
            if self._asked() != Filter():
                items.append(MenuItem(_NEW, lambda x: x.t("Keep these conditions as a theme…"), "plus"))
            items += [MenuItem(_OUT + theme.id, _removing(theme), "close", danger=True) for theme in found]
        if not items:
            items = [MenuItem("", lambda x: x.t("No themes yet: add conditions, then keep them here."))]
        self.menu = Menu(self.ui, items, parent=self.button)
        self.menu.chosen.connect(lambda value: self._picked(study, found, value))
        self.menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height() + 2)))

    def _picked(self, study: StudySession, found: Sequence[ThemeView], value: str) -> None:
        if value == _NEW:
            self._keep(study)
        elif value.startswith(_OUT):
            study.call(remove_theme, theme_id=value.removeprefix(_OUT), label=REMOVE, scope="data")
        else:
            for theme in found:
                if theme.id == value:
                    self._chosen(theme.asked)

    def _keep(self, study: StudySession) -> None:
        name = LineInput(self.ui, placeholder=lambda x: x.t("Name of the theme"))
        name.setAccessibleName(self.ui.texts.t("Name of the theme"))
        dialog = Dialog(
            self.ui,
            lambda x: x.t("Keep these conditions as a theme"),
            lambda x: x.t("A theme shows the same rows again, and those that meet its conditions later."),
            (Way("back", lambda x: x.t("Cancel")), Way("keep", lambda x: x.t("Keep"), Kind.PRIMARY)),
            escape="back",
            parent=self.button.window(),
        )
        dialog.body.addWidget(name)
        name.returnPressed.connect(lambda: dialog.choose("keep"))
        name.setFocus()
        if dialog.ask() == "keep":
            words, locale = name.text(), self.ui.texts.locale
            study.call(keep_theme, name=words, locale=locale, asked=self._asked(), label=KEEP, scope="data")


def _words(theme: ThemeView) -> Say:
    def words(texts: Texts) -> str:
        parts = (
            texts.tn("{n} session", "{n} sessions", theme.sessions),
            texts.tn("{n} person", "{n} people", theme.people),
            texts.tn("{n} row", "{n} rows", theme.rows),
        )
        return f"{theme.name} · {', '.join(parts)}"

    return words


def _removing(theme: ThemeView) -> Say:
    return lambda x: x.t("Remove the theme “{name}”", name=theme.name)
