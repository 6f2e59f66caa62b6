# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The composition root of the window: `run(argv, study)`."""

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

# Qt and the window are imported in `run`, after the collector was told to wait: that is a tenth of the start.
if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from ui.context import Ui
    from ui.opening import Opener
    from ui.preferences import Preferences
    from ui.shell.window import MainWindow


def run(
    argv: list[str], study_path: Path | None = None, *, probe: "Callable[[MainWindow], None] | None" = None
) -> int:
    """Show the window, on a study or on the start page, until it is closed; returns the exit code.

    `probe` is handed the window before it is shown, for those who measure it.
    """
    # Nothing made at the start becomes garbage; from the first frame on the window's thread collects.
    gc.disable()
    from PySide6.QtCore import QEvent, QSize
    from PySide6.QtWidgets import QApplication

    from cxfield import paths
    from ui.collecting import Collector, at_work
    from ui.making import make_ui
    from ui.preferences import Preferences
    from ui.shell.window import MainWindow

    # The style by argument: asking for it by its method would load every name a style has.
    app = QApplication([*(argv[:1] or ["cxfield"]), "-style", "fusion"])
    app.setApplicationName("CXField")
    app.setApplicationDisplayName("CXField")
    app.setDesktopFileName("cxfield")
    preferences = Preferences(paths.settings_file())
    ui = make_ui(preferences.now)
    ui.settings = preferences
    app.setPalette(ui.theme.palette())
    app.setFont(ui.theme.font("body"))
    window = MainWindow(ui, lambda: _file_opener(preferences))
    window.resize(app.primaryScreen().availableGeometry().size().boundedTo(QSize(1440, 900)))
    window.begin(study_path)
    window.on_first_frame = lambda: _after_first_frame(app, ui)
    if probe is not None:
        probe(window)
    window.show()
    collector = Collector(lambda: at_work(ui))
    code = app.exec()
    collector.stop()
    ui.close()
    preferences.close()
    # While Python is whole: what is left to its end is taken down in no order.
    window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return code


def _file_opener(preferences: "Preferences") -> "Opener":
    from uuid import uuid4

    from ui.opening import FileOpener

    if not preferences.now.device:
        preferences.change(device=uuid4().hex)
    return FileOpener(lambda: preferences.now.code, preferences.now.device)


def _after_first_frame(app: "QApplication", ui: "Ui") -> None:
    """What nobody misses in the first frame: the icon of the window, Qt's own dialogs in the language."""
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
    from PySide6.QtGui import QIcon

    from cxfield import paths

    app.setWindowIcon(QIcon(str(paths.resource("look", "icon.png"))))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)

    def translate() -> None:
        app.removeTranslator(translator)
        locale = ui.texts.locale
        if locale != "en" and translator.load(QLocale(locale), "qtbase", "_", folder):
            app.installTranslator(translator)

    def repaint() -> None:
        app.setPalette(ui.theme.palette())
        app.setFont(ui.theme.font("body"))

    ui.texts_changed.connect(translate)
    ui.theme_changed.connect(repaint)
    translate()


if __name__ == "__main__":
    named = [Path(name) for name in sys.argv[1:2]]
    sys.exit(run(sys.argv, named[0] if named else None))
