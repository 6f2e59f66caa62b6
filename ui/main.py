# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The composition root of the window: `run(argv, study)`."""

import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QSize, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from cxfield import paths
from ui.making import make_ui
from ui.opening import FileOpener
from ui.preferences import Preferences
from ui.shell.window import MainWindow


def run(argv: list[str], study_path: Path | None = None) -> int:
    """Show the window, on a study or on the start page, until it is closed; returns the exit code."""
    app = QApplication(argv[:1] or ["cxfield"])
    app.setApplicationName("CXField")
    app.setApplicationDisplayName("CXField")
    app.setDesktopFileName("cxfield")
    app.setStyle("Fusion")
    preferences = Preferences(paths.settings_file())
    ui = make_ui(preferences.now)
    ui.settings = preferences
    app.setPalette(ui.theme.palette())
    app.setFont(ui.theme.font("body"))
    ui.theme_changed.connect(lambda: app.setPalette(ui.theme.palette()))
    translator = QTranslator()
    ui.texts_changed.connect(lambda: _translate_dialogs(app, translator, ui.texts.locale))
    window = MainWindow(ui, FileOpener())
    window.setWindowIcon(QIcon(str(paths.resource("look", "icon.png"))))
    window.resize(_start_size(app))
    window.begin(study_path)
    window.show()
    _translate_dialogs(app, translator, ui.texts.locale)
    code = app.exec()
    preferences.close()
    return code


def _start_size(app: QApplication) -> QSize:
    return app.primaryScreen().availableGeometry().size().boundedTo(QSize(1440, 900))


def _translate_dialogs(app: QApplication, translator: QTranslator, locale: str) -> None:
    """Qt's own dialogs follow the language."""
    app.removeTranslator(translator)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if locale != "en" and translator.load(QLocale(locale), "qtbase", "_", folder):
        app.installTranslator(translator)


if __name__ == "__main__":
    named = [Path(name) for name in sys.argv[1:2]]
    sys.exit(run(sys.argv, named[0] if named else None))
