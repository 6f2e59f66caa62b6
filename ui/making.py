# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the context of the window from settings and resources; for `ui.main`, the gallery and tests."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from cxfield import paths
from cxfield.i18n import Texts, system_locale
from cxfield.settings import Settings
from ui.context import Ui
from ui.icons import Icons
from ui.theme import DARK, LIGHT, Theme, ThemeHolder, Tokens, load_fonts


def make_ui(settings: Settings, parent: QObject | None = None) -> Ui:
    """Load tokens and fonts and make the context; needs a QApplication."""
    load_fonts(paths.resource("fonts"))
    theme = Theme(
        name=theme_name(settings.theme),
        tokens=Tokens.load(paths.resource("look", "tokens.json")),
        icons=Icons(paths.resource("icons")),
        scale=settings.text_scale / 100,
        reduce_motion=settings.reduce_motion,
    )
    themes = ThemeHolder(theme, parent)
    return Ui(themes, Texts(settings.language or system_locale()), parent=parent)


def theme_name(wanted: str) -> str:
    """`light` or `dark` for a setting that may say `system`."""
    if wanted in (LIGHT, DARK):
        return wanted
    return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
