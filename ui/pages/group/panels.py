# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A panel in the list of groups: its next meeting, and how often it meets."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxfield.i18n import pick
from cxfield.services.group_panels import RHYTHMS
from ui.context import Say, Ui
from ui.editors.flow import FlowLayout
from ui.widgets.buttons import Button
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.label import Label
from ui.widgets.segment import Option


def _said(msgid: str) -> Say:
    return lambda x: x.t(msgid)


class PanelRow(QWidget):
    """`met(series)` asks for the next meeting, `paced(series, times a month)` changes the rhythm."""

    met = Signal(str)
    paced = Signal(str, float)

    def __init__(
        self, ui: Ui, series_id: str, name: Mapping[str, str], times_a_month: float, *, writable: bool
    ) -> None:
        super().__init__()
        title = Label(ui, lambda x: pick(name, x.locale), "body", weight=600, wrap=True)
        self.meet = Button(ui, lambda x: x.t("Next meeting"), icon_name="calendar", touch=True)
        self.meet.set_tip(lambda x: x.t("Next meeting: {name}", name=pick(name, x.locale)))
        nearest = min(range(len(RHYTHMS)), key=lambda at: abs(RHYTHMS[at][0] - times_a_month))
        self.rhythm = ChoiceBox(
            ui, lambda x: x.t("How often {name} meets", name=pick(name, x.locale)),
            [Option(str(at), _said(words)) for at, (_, words) in enumerate(RHYTHMS)],
            str(nearest), touch=True,
        )  # fmt: skip
        for part in (self.meet, self.rhythm):
            part.setEnabled(writable)
        both = QWidget()
        flow = FlowLayout(both, 8)
        for part in (self.meet, self.rhythm):
            flow.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        column.addWidget(title)
        column.addWidget(both)
        self.meet.clicked.connect(lambda: self.met.emit(series_id))
        self.rhythm.chosen.connect(lambda at: self.paced.emit(series_id, RHYTHMS[int(at)][0]))
