# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which guide is asked: employees have one of their own, and the study gets one where it has none."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxfield.i18n import N_, pick
from cxfield.services.guides import make_starter_guide
from cxfield.services.interview_before import EMPLOYEE
from cxfield.services.interview_list import StartChoices
from ui.context import Say, Ui
from ui.editors.flow import FlowLayout
from ui.session import StudySession
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip
from ui.widgets.containers import EmptyState
from ui.widgets.label import Label


class GuidePart(QWidget):
    """`version` is the published guide that is chosen; empty when the study has none."""

    guide_chosen = Signal()

    def __init__(self, ui: Ui, study: StudySession) -> None:
        super().__init__()
        self.ui, self.study = ui, study
        self.version = ""
        self._own: frozenset[str] = frozenset()
        self.chips: dict[str, Chip] = {}
        self._caption = Label(ui, lambda x: x.t("Interview guide"), "small", "text.secondary", weight=500)
        self._row = QWidget()
        self._flow = FlowLayout(self._row)
        self.empty = EmptyState(
            ui,
            lambda x: x.t("The study has no interview guide yet."),
            icon_name="interview",
            action=lambda x: x.t("Take the five-theme guide"),
        )
        self.staff = Button(ui, lambda x: x.t("Take the guide for employees"), icon_name="staff", touch=True)
        self.empty.pressed.connect(self._take_starter)
        self.staff.clicked.connect(self._take_staff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._caption)
        column.addWidget(self._row)
        column.addWidget(self.empty)
        column.addWidget(self.staff, 0, Qt.AlignmentFlag.AlignLeft)

    def offer(self, choices: StartChoices, *, staff: bool) -> None:
        """Offer the guides of the study; one that fits who is asked is chosen."""
        self._own = choices.staff_guides
        guides = [(key, name) for key, name, _number in choices.guides]
        if list(self.chips) != [key for key, _name in guides]:
            while (item := self._flow.takeAt(0)) is not None:
                old = item.widget()
                if old is not None:
                    old.hide()
                    old.deleteLater()
            self.chips = {}
            for key, name in guides:
                chip = Chip(self.ui, _content(name), checkable=True)
                chip.clicked.connect(lambda _on=False, at=key: self.choose(at))
                self._flow.addWidget(chip)
                chip.show()
                self.chips[key] = chip
        for widget in (self._caption, self._row):
            widget.setVisible(len(guides) > 1)
        self.empty.setVisible(not guides)
        if self.version not in self.chips:
            self.version = guides[0][0] if guides else ""
        self.fit(staff=staff)

    def fit(self, *, staff: bool) -> None:
        """Choose a guide for who is asked, if the one in front is for the others."""
        self.staff.setVisible(staff and not self._own and not self.study.read_only)
        fitting = [key for key in self.chips if (key in self._own) is staff]
        wrong = (self.version in self._own) is not staff
        self.choose(fitting[0] if fitting and wrong else self.version)

    def choose(self, key: str) -> None:
        """Ask by this guide."""
        self.version = key
        for one, chip in self.chips.items():
            chip.setChecked(one == key)
            chip.updateGeometry()
        self.guide_chosen.emit()

    def _take_starter(self) -> None:
        self.study.call(make_starter_guide, label=N_("Interview guide"))

    def _take_staff(self) -> None:
        from cxfield.services.plan_templates import add_published

        self.study.call(add_published, key=EMPLOYEE, label=N_("Interview guide"))


def _content(labels: Mapping[str, str]) -> Say:
    return lambda x: pick(labels, x.locale)
