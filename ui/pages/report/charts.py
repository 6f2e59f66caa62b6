# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be done with a chart of the preview: copied as a picture, or followed to its evidence."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QCursor, QGuiApplication, QImage

from cxfield.services.report_behind import behind_figure
from cxfield.services.report_desk import Shown
from ui.context import Ui
from ui.pages.report.exporting import Exporting
from ui.pages.report.preview import Preview
from ui.widgets.menu import Menu, MenuItem


class Charts(QObject):
    """Listens to the preview; `shown` is the report it shows."""

    def __init__(self, ui: Ui, preview: Preview, exporting: Exporting) -> None:
        super().__init__(preview)
        self.ui = ui
        self.shown: Shown | None = None
        self._preview = preview
        self._exporting = exporting
        preview.copy_wanted.connect(self.copy_first)
        preview.behind_wanted.connect(self.follow_first)
        preview.figure_pressed.connect(self.pressed)

    def copy_first(self) -> None:
        """Copy the first chart of the page in front."""
        here = self._preview.figures_here()
        if here:
            self.copy(here[0])

    def follow_first(self) -> None:
        """Open what is behind the first chart of the page in front."""
        here = self._preview.figures_here()
        if here:
            self.follow(here[0])

    def copy(self, index: int) -> None:
        """Put a chart on the clipboard as a picture of 300 dpi."""
        if self.shown is None:
            return
        QGuiApplication.clipboard().setImage(QImage.fromData(self.shown.picture(index)))
        self._exporting.say(lambda x: x.t("The chart is on the clipboard."))

    def pressed(self, index: int) -> None:
        """Offer what can be done with a chart."""
        items = (
            MenuItem("copy", lambda x: x.t("Copy the chart as a picture"), icon_name="export"),
            MenuItem("behind", lambda x: x.t("Show the entries behind it"), icon_name="search"),
        )
        menu = Menu(self.ui, items, parent=self._preview)
        menu.chosen.connect(lambda what: self._way(what, index))
        menu.popup(QCursor.pos())

    def _way(self, what: str, index: int) -> None:
        if what == "copy":
            self.copy(index)
        else:
            self.follow(index)

    def follow(self, index: int) -> None:
        """Open the entries that a chart was drawn from."""
        study = self.ui.study
        if self.shown is None or study is None:
            return
        key, about = self.shown.figure(index)
        study.ask(behind_figure, key, about, self.ui.texts, done=lambda asked: self.ui.open("data", asked))
