# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The choice of language in every bar."""

from ui.context import Ui
from ui.widgets.segment import Option, Segment


class LanguageSegment(Segment):
    """FI / EN; `chosen("fi")`."""

    def __init__(self, ui: Ui) -> None:
        options = (Option("fi", "FI", "Suomi"), Option("en", "EN", "English"))
        super().__init__(ui, options, name=lambda x: x.t("Language"), value=ui.texts.locale, check=False)
        self._ui = ui
        # A method, not a lambda: Qt lets go of it when the bar is gone.
        ui.texts_changed.connect(self._follow)

    def _follow(self) -> None:
        self.set_value(self._ui.texts.locale)
