# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run with the Python of an installation: loads a catalogue, a font and an icon from what is installed."""

import sys
from gettext import GNUTranslations
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontDatabase, QGuiApplication, QIcon
from PySide6.QtSvg import QSvgRenderer

import ui
from cxfield import paths


def main() -> int:
    """Load one of each and say what is missing."""
    application = QGuiApplication([])
    installed = Path(sys.prefix)
    faults = []
    for what, where in (("ui", ui.__file__), ("resources", paths.resources())):
        if not Path(str(where)).is_relative_to(installed):
            faults.append(f"{what} comes from {where}, not from {installed}")
    with paths.catalogue("fi").open("rb") as stream:
        if GNUTranslations(stream).info().get("language") != "fi":
            faults.append(f"no Finnish in {paths.catalogue('fi')}")
    if QFontDatabase.addApplicationFont(str(paths.resource("fonts", "Inter_400Regular.ttf"))) < 0:
        faults.append("the font does not load")
    icons = sorted(paths.resource("icons").glob("*.svg"))
    if not icons or not all(QSvgRenderer(str(icon)).isValid() for icon in icons):
        faults.append("an icon does not load")
    if QIcon(str(paths.resource("look", "icon.svg"))).pixmap(QSize(64, 64)).isNull():
        faults.append("the program's icon cannot be drawn")
    application.quit()
    print(*faults or [f"catalogue, font and {len(icons)} icons load from {paths.resources()}"], sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
