# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of a transcript with what is coded in them; signs typed here code, nothing is written."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from cxfield.services import transcripts as desk
from ui.context import Ui
from ui.editors.answer_box import to_characters, to_units
from ui.widgets.containers import ThinScrollBar


class TranscriptText(QTextEdit):
    """The words with what is coded; `pressed(sign)` for every sign typed, for nothing is typed into it."""

    pressed = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBar(ThinScrollBar(ui, Qt.Orientation.Vertical))
        self.document().setDocumentMargin(16)
        ui.theme_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take font and colours from the theme."""
        theme = self.ui.theme
        self.setFont(theme.font("answer"))
        palette = theme.palette()
        palette.setColor(palette.ColorRole.Base, theme.color("bg.surface"))
        self.setPalette(palette)
        self.setAccessibleName(self.ui.texts.t("Transcript"))

    def show_codes(self, view: desk.TranscriptView) -> None:
        """Shade what is coded by its tone; what overlaps is shaded twice."""
        theme = self.ui.theme
        selections = []
        for coded in view.coded:
            tone = {-1: "valence.negative", 0: "valence.neutral", 1: "valence.positive"}.get(
                coded.polarity if coded.polarity is not None else 9, "source.interview"
            )
            shade = QTextCharFormat()
            shade.setBackground(theme.color(f"{tone}.subtle"))
            shade.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            shade.setUnderlineColor(theme.color("source.interview" if coded.quote else tone))
            selection = QTextEdit.ExtraSelection()
            selection.cursor = self.at(view.text, coded.start, coded.end)
            selection.format = shade
            selections.append(selection)
        self.setExtraSelections(selections)

    def at(self, words: str, start: int, end: int) -> QTextCursor:
        """A cursor over a stretch in characters."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(to_units(words, start))
        cursor.setPosition(to_units(words, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def selected(self) -> tuple[int, int]:
        """What is selected, in characters."""
        cursor, words = self.textCursor(), self.toPlainText()
        return to_characters(words, cursor.selectionStart()), to_characters(words, cursor.selectionEnd())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows select, signs code."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if event.text().isprintable() and event.text().strip() and not held:
            self.pressed.emit(event.text())
            return
        super().keyPressEvent(event)
