# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an editor is: it shows a kept value, and says what the user made of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from cxfield.i18n import pick, texts_of
from cxfield.methods.questions import Asked
from ui.context import Say, Ui


@dataclass(frozen=True, slots=True)
class EditorSpec:
    """What an editor is made from: the question's type, settings, worded ends and its language.

    `alone` where the person who answers has the screen: nothing on it speaks of keys.
    """

    type: str
    asked: Asked
    language: str
    ends: tuple[dict[str, str], dict[str, str]] | None = None
    alone: bool = False

    def words(self, labels: dict[str, str] | Any, msgid: str = "") -> Say:
        """Words of the study in the interview's language, or a text of the program in that language."""
        if labels:
            return pick(labels, self.language)
        spoken = texts_of(self.language) if msgid else None
        return spoken.t(msgid) if spoken is not None else ""


class Editor(QWidget):
    """Base of the editors; `changed(value)` carries the value as its type takes it, `set_value` is silent.

    `beside` is true where the editor stands at the side of the answer instead of above it.
    """

    changed = Signal(object)
    beside = False

    def __init__(self, ui: Ui, spec: EditorSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self.spec = spec
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        # As high as its lines need at its width, and no higher; "Maximum" would cut what wraps.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_value(self, value: Any) -> None:
        """Show a kept value."""

    def use_owners(self, session_id: str | None, participant_id: str | None) -> None:
        """Say whose the pictures are that an answer brings along; most editors bring none."""

    def fit(self, high: int) -> None:
        """Be wholly in sight in such a height; most editors are as high as their lines."""

    def focus_first(self) -> bool:
        """Put the focus where answering starts; false where there is nothing to choose."""
        return False


Maker = Callable[[Ui, EditorSpec], Editor]
