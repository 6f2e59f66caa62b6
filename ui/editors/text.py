# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The editor of open questions: nothing above the answer box, the words are the answer."""

from ui.context import Ui
from ui.editors.base import Editor, EditorSpec


class TextEditor(Editor):
    """Takes no room; the answer box is the editor."""

    def __init__(self, ui: Ui, spec: EditorSpec) -> None:
        super().__init__(ui, spec)
        self.setFixedHeight(0)
