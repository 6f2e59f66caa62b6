# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The routes of a follow-up: which answers open which wording."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cxfield.errors import UserError
from cxfield.services.plan_guide_checks import QuestionRow
from cxfield.services.plan_guides import add_route, remove_route, set_route
from cxfield.services.plan_study import whole_number
from cxfield.services.plan_words import language_own
from ui.pages.plan.desk import ADD, REMOVE, Desk
from ui.pages.plan.fields import Bound
from ui.pages.plan.tab import clear, column, line
from ui.widgets.buttons import Button, IconButton
from ui.widgets.containers import Card, Glyph
from ui.widgets.label import Label


class RouteList(QWidget):
    """One card a route: "when 0–6" and the wording in each language."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.ui, self.id = desk, desk.ui, ""
        self._shape: tuple[object, ...] = ()
        self.fields: list[tuple[Bound, Bound, dict[str, Bound]]] = []
        inner = column(self, gap=8)
        self.problem = Label(self.ui, "", "small", "danger.base", wrap=True, icon_name="warning")
        inner.addWidget(self.problem)
        self.rows = column(gap=8)
        inner.addLayout(self.rows)
        self.note = Label(
            self.ui,
            lambda x: x.t("Write {score} where the interview puts the score.", score="{score}"),
            "small",
            "text.secondary",
            wrap=True,
        )
        inner.addWidget(self.note)
        self.add = Button(self.ui, lambda x: x.t("Add a wording"), icon_name="plus")
        self.add.clicked.connect(lambda: desk.write(add_route, label=ADD, question_id=self.id))
        inner.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_routes(self, row: QuestionRow, *, editable: bool) -> None:
        """Show the routes of a question; nothing when it is asked of everybody."""
        self.setVisible(row.follows_id is not None)
        self.id = row.id
        self.problem.set_words(self.ui.texts.t(row.problem) if row.problem else "")
        self.problem.setVisible(bool(row.problem))
        shape = (row.id, len(row.routes))
        if shape != self._shape:
            self._shape = shape
            clear(self.rows)
            self.fields = []
            for at in range(len(row.routes)):
                self.rows.addWidget(self._make(at, row))
        for (low, high, texts), route in zip(self.fields, row.routes, strict=True):
            low.show_text(str(route.low))
            high.show_text(str(route.high))
            for language, field in texts.items():
                field.show_text(route.text.get(language, ""))
        self.setEnabled(editable)

    def _make(self, at: int, row: QuestionRow) -> Card:
        route = row.routes[at]
        card = Card(self.ui, fill="bg.subtle", radius="tile")
        inner = column(card, margins=10, gap=6)
        low, high = Bound(self.desk, ""), Bound(self.desk, "")
        for field, name in ((low, "low"), (high, "high")):
            field.setFixedWidth(self.ui.theme.px(58))
            field.bind(self._range(at, name), str(getattr(route, name)))
        low.input.setAccessibleName(self.ui.texts.t("From"))
        high.input.setAccessibleName(self.ui.texts.t("To"))
        away = IconButton(self.ui, "close", lambda x: x.t("Remove the wording"))
        away.clicked.connect(self._remove(at))
        inner.addLayout(
            line(
                Glyph(self.ui, "split", 18, "info.base"),
                Label(self.ui, lambda x: x.t("when the answer is"), "small", "info.base", weight=600),
                low, Label(self.ui, "–", "body"), high, 1, away, gap=6,
            )
        )  # fmt: skip
        texts: dict[str, Bound] = {}
        for language in self.desk.languages:
            field = Bound(self.desk, language_own(language))
            field.bind(self._wording(at, language), route.text.get(language, ""))
            texts[language] = field
            inner.addWidget(field)
        self.fields.append((low, high, texts))
        return card

    def _remove(self, at: int) -> Callable[[], None]:
        return lambda: self.desk.write(remove_route, label=REMOVE, question_id=self.id, at=at)

    def _range(self, at: int, name: str) -> Any:
        question_id = self.id

        def write(text: str, done: Any, failed: Any) -> None:
            try:
                values: dict[str, Any] = {name: whole_number(text, 0, 10)}
            except UserError as error:
                failed(error)
                return
            self.desk.write(set_route, question_id=question_id, at=at, done=done, failed=failed, **values)

        return write

    def _wording(self, at: int, language: str) -> Any:
        question_id = self.id

        def write(text: str, done: Any, failed: Any) -> None:
            self.desk.write(
                set_route,
                question_id=question_id,
                at=at,
                language=language,
                text=text,
                done=done,
                failed=failed,
            )

        return write
