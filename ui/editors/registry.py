# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every editor by the question type it belongs to; in the order of QUESTION_TYPES."""

from ui.context import Ui
from ui.editors.base import Editor, EditorSpec, Maker
from ui.editors.choice import ChoiceEditor
from ui.editors.click_map import ClickMapEditor
from ui.editors.date import DateEditor
from ui.editors.demographic import DemographicEditor
from ui.editors.dropdown import DropdownEditor
from ui.editors.image_choice import ImageChoiceEditor
from ui.editors.matrix import MatrixEditor
from ui.editors.number import DurationEditor, NumberEditor
from ui.editors.photo import PhotoEditor
from ui.editors.picks import WheelEditor
from ui.editors.ranking import RankingEditor
from ui.editors.scale import ScaleEditor
from ui.editors.suggestion import SuggestionEditor
from ui.editors.text import TextEditor

EDITORS: tuple[tuple[str, Maker], ...] = (
    ("open", TextEditor),
    ("open_wheel", WheelEditor),
    ("open_suggestion", SuggestionEditor),
    ("open_quote", TextEditor),
    ("yes_no", ChoiceEditor),
    ("yes_partly_no", ChoiceEditor),
    ("yes_no_open", ChoiceEditor),
    ("yes_no_count", ChoiceEditor),
    ("likert", ScaleEditor),
    ("nps", ScaleEditor),
    ("csat", ScaleEditor),
    ("ces", ScaleEditor),
    ("expectation", ChoiceEditor),
    ("single_choice", ChoiceEditor),
    ("multiple_choice", ChoiceEditor),
    ("dropdown", DropdownEditor),
    ("matrix", MatrixEditor),
    ("ranking", RankingEditor),
    ("image_choice", ImageChoiceEditor),
    ("click_map", ClickMapEditor),
    ("number", NumberEditor),
    ("number_text", NumberEditor),
    ("duration", DurationEditor),
    ("date", DateEditor),
    ("demographic", DemographicEditor),
    ("photo", PhotoEditor),
)


def make_editor(ui: Ui, spec: EditorSpec) -> Editor:
    """Return the editor of a question type; an unknown one is a mistake in the program."""
    return next(maker for key, maker in EDITORS if key == spec.type)(ui, spec)
