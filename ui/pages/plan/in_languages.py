# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same text in each language of the study, side by side where there is room."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxfield.services.plan_words import language_own
from ui.context import Say
from ui.pages.plan.desk import Desk
from ui.pages.plan.fields import Bound
from ui.pages.plan.fold import Fold

_ACROSS = 2


class Pair(QWidget):
    """The same text in the languages of the study, side by side; `bind(kind, id, field, labels)`."""

    edited = Signal(str, str)

    def __init__(
        self,
        desk: Desk,
        label: Callable[[str], Say],
        *,
        rows: int = 1,
        counter: int = 0,
        help_words: Say = "",
        stacked: bool = False,
        icon_name: str | None = None,
    ) -> None:
        super().__init__()
        self.desk = desk
        line: QHBoxLayout | QVBoxLayout = QVBoxLayout(self) if stacked else QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        self.fields: dict[str, Bound] = {}
        for language in desk.languages:
            field = Bound(
                desk,
                label(language),
                rows=rows,
                counter=counter,
                icon_name=icon_name,
                help_words=help_words if language == desk.languages[0] else "",
            )
            self.fields[language] = field
            field.edited.connect(self._pass_on(language))
        lines: list[QHBoxLayout | QVBoxLayout] = [line]
        if not stacked and len(self.fields) > _ACROSS:  # the third and fourth language below the first ones
            line.setDirection(QHBoxLayout.Direction.TopToBottom)
            lines = [QHBoxLayout() for _ in range(0, len(self.fields), _ACROSS)]
            for part in lines:
                part.setSpacing(12)
                line.addLayout(part)
        for at, field in enumerate(self.fields.values()):
            place = lines[at // _ACROSS] if len(lines) > 1 else line
            place.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        for part in lines if not stacked else ():
            Fold(desk.ui, self, part, 330)

    def bind(self, kind: str, record_id: str, field: str, labels: Any) -> None:
        """Show and save a text of a record."""
        for language, one in self.fields.items():
            one.to_label(kind, record_id, field, language, labels.get(language, ""))

    def show_labels(self, labels: Any) -> None:
        """Show what the study holds now."""
        for language, one in self.fields.items():
            one.show_text(labels.get(language, ""))

    def focus(self) -> None:
        """Put the cursor in the first language."""
        next(iter(self.fields.values())).focus()

    def _pass_on(self, language: str) -> Callable[[str], None]:
        def tell(text: str) -> None:
            self.edited.emit(language, text)

        return tell


def in_language(words: str) -> Callable[[str], Say]:
    """A label such as "Name, Suomi": the msgid and the language's own name."""

    def label(language: str) -> Say:
        return lambda x: f"{x.t(words)} · {language_own(language)}" if words else language_own(language)

    return label
