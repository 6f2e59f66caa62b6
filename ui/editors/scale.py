# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The editor of scales: NPS, CSAT, CES and Likert, with "can't say" where it is offered."""

from typing import Any

from PySide6.QtCore import Qt

from cxfield.analysis.nps import group
from cxfield.i18n import Texts
from cxfield.methods.questions import CANNOT_SAY, question_type
from cxfield.methods.questions.ces import CES, ENDS, version_of
from cxfield.methods.questions.nps import GROUP_NAMES, NPS
from cxfield.methods.questions.scale import ScaleType
from ui.context import Say, Ui
from ui.editors.base import Editor, EditorSpec
from ui.editors.choice import CANNOT_SAY_WORDS, choice_chip
from ui.widgets.choice import ChoiceRow
from ui.widgets.scale import ScaleCells


class ScaleEditor(Editor):
    """Joined cells with worded ends; the group of an NPS answer is shown to the interviewer."""

    def __init__(self, ui: Ui, spec: EditorSpec) -> None:
        super().__init__(ui, spec)
        kind = question_type(spec.type)
        assert isinstance(kind, ScaleType)
        low, high = kind.bounds(spec.asked)
        ends = ENDS[version_of(spec.asked).key] if kind is CES else (kind.low_end, kind.high_end)
        own = spec.ends or ({}, {})
        self.scale = ScaleCells(
            ui,
            low,
            high,
            low_label=spec.words(own[0], ends[0]),
            high_label=spec.words(own[1], ends[1]),
            name=lambda x: x.t("Answer from {low} to {high}", low=low, high=high),
            note=_nps_note if kind is NPS else None,
        )
        self.scale.chosen.connect(self._chosen)
        self.column.addWidget(self.scale)
        self.unsure = None
        if spec.asked.settings.get("cannot_say"):
            self.unsure = choice_chip(ui, spec.words({}, CANNOT_SAY_WORDS))
            self.unsure.clicked.connect(self._unsure)
            self.column.addWidget(self.unsure, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def cells(self) -> ChoiceRow:
        """The cells of the scale."""
        return self.scale.cells

    def set_value(self, value: Any) -> None:
        """Show a number, that one cannot say, or nothing."""
        self.scale.set_value(value if isinstance(value, int) else None)
        if self.unsure is not None:
            self.unsure.setChecked(value == CANNOT_SAY)

    def focus_first(self) -> bool:
        """Focus the chosen cell, or the first."""
        cells = self.scale.cells
        wanted = cells.value if cells.value is not None else cells.cells[0].value
        cells.cell(wanted).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _chosen(self, value: int) -> None:
        if self.unsure is not None:
            self.unsure.setChecked(False)
        self.changed.emit(value)

    def _unsure(self) -> None:
        assert self.unsure is not None
        self.scale.set_value(None)
        self.changed.emit(CANNOT_SAY if self.unsure.isChecked() else None)


def _nps_note(value: int) -> Say:
    def words(texts: Texts) -> str:
        return f"{value} · {texts.t(GROUP_NAMES[group(value)])}"

    return words
