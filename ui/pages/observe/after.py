# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""After a session: review, a colleague's session beside it, the company's figures."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cxfield.i18n import N_
from ui.context import Say, Ui
from ui.pages.observe.beside import BesideView
from ui.pages.observe.figures import FiguresView
from ui.pages.observe.form_card import FormCard
from ui.pages.observe.review import Review
from ui.pages.observe.words import words
from ui.widgets.buttons import Button
from ui.widgets.containers import Scroll
from ui.widgets.label import Label
from ui.widgets.segment import Option, Segment


class AfterView(QWidget):
    """`left` goes back to the start form."""

    left = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._session = ""
        self.title = Label(ui, "", "h1", wrap=True)
        self.back = Button(
            ui, words(N_("Back to the start")), icon_name="chevron-left", key="Esc", touch=True
        )
        self.back.clicked.connect(self.left)
        self.parts = Segment(
            ui,
            (
                Option("review", words(N_("Review"))),
                Option("beside", words(N_("Colleague beside"))),
                Option("figures", words(N_("Figures"))),
            ),
            name=words(N_("After the session")),
            value="review",
            touch=True,
        )
        self.parts.chosen.connect(lambda value: self.show_part(str(value)))
        self.review = Review(ui)
        self.beside = BesideView(ui)
        self.figures = FiguresView(ui)
        self._stack = QStackedWidget()
        for widget in (self.review, self.beside, self.figures):
            self._stack.addWidget(widget)
        card = FormCard(ui, 820)
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        ways = QHBoxLayout()
        ways.addWidget(self.back)
        ways.addStretch(1)
        column.addLayout(ways)
        column.addWidget(self.title)
        column.addWidget(self.parts)
        column.addWidget(self._stack)
        content = QWidget()
        across = QHBoxLayout(content)
        across.setContentsMargins(16, 16, 16, 16)
        across.addStretch(1)
        across.addWidget(card, 8, Qt.AlignmentFlag.AlignTop)
        across.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(Scroll(ui, content))

    def show_session(self, session_id: str, name: Say) -> None:
        """Go through a session."""
        self._session = session_id
        self.title.set_words(name)
        self.parts.set_value("review")
        self.show_part("review")

    def show_part(self, part: str) -> None:
        """Show one of the parts, read anew."""
        parts: dict[str, Review | BesideView | FiguresView] = {
            "review": self.review,
            "beside": self.beside,
            "figures": self.figures,
        }
        widget = parts[part]
        self._stack.setCurrentWidget(widget)
        widget.show_session(self._session)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
