# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What opens a question: answers to any earlier questions, joined by all or any."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLayout, QWidget

from cxfield.errors import UserError
from cxfield.i18n import N_, Texts, pick
from cxfield.methods.questions import question_type
from cxfield.methods.questions.choice import ChoiceType
from cxfield.services.plan_guide_checks import QuestionRow, SectionRow
from cxfield.services.plan_questions import change_part, join_parts, open_by, remove_part_of, set_free
from cxfield.services.plan_reach import Part, choices_of, numbers_of
from ui.pages.plan.desk import ADD, REMOVE, Desk
from ui.pages.plan.fields import Bound
from ui.pages.plan.tab import Checks, clear, column, line
from ui.widgets.buttons import Button, IconButton
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import Card, Glyph
from ui.widgets.label import Label
from ui.widgets.menu import Menu, MenuItem
from ui.widgets.segment import Option, Segment

_NOT_A_NUMBER = N_("This is not a number. Write it with digits.")
_LONGEST = 60


class OpeningList(QWidget):
    """One card a condition; a box adds another from any question before this one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.ui, self.id = desk, desk.ui, ""
        self._shape: object = None
        self._fields: list[tuple[int, str, Bound]] = []
        inner = column(self, gap=8)
        self.problem = Label(self.ui, "", "small", "danger.base", wrap=True, icon_name="warning")
        inner.addWidget(self.problem)
        options = (Option("all", lambda x: x.t("all of these")), Option("any", lambda x: x.t("any of these")))
        self.join = Segment(self.ui, options, name=lambda x: x.t("How the conditions are joined"))
        self.join.chosen.connect(lambda value: desk.write(join_parts, question_id=self.id, join=str(value)))
        inner.addWidget(self.join, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows = column(gap=8)
        inner.addLayout(self.rows)
        self.strange = Label(
            self.ui,
            lambda x: x.t(
                "This condition cannot be shown here. It works as it is; ask everybody to make a new one."
            ),
            "small",
            "text.secondary",
            wrap=True,
        )
        inner.addWidget(self.strange)
        self.free = Button(self.ui, lambda x: x.t("Ask everybody"), icon_name="close")
        self.free.clicked.connect(lambda: desk.write(set_free, label=REMOVE, question_id=self.id))
        self._earlier: tuple[QuestionRow, ...] = ()
        self.add = Button(self.ui, lambda x: x.t("Add a condition"), icon_name="plus")
        self.add.clicked.connect(self._offer)
        inner.addWidget(self.free, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_question(self, row: QuestionRow, sections: Sequence[SectionRow], *, editable: bool) -> None:
        """Show what opens a question; routes with wordings of their own are shown elsewhere."""
        self.id = row.id
        earlier = [q for s in sections for q in s.questions if q.number < row.number]
        opening = row.opening
        shown = row.follows_id is None
        self.problem.set_words(self.ui.texts.t(row.problem) if row.problem else "")
        self.problem.setVisible(bool(row.problem) and shown)
        self.join.setVisible(len(opening.parts) > 1)
        self.join.set_value(opening.join)
        self.strange.setVisible(not opening.plain)
        self.free.setVisible(not opening.plain)
        self._earlier = tuple(earlier)
        self.add.setVisible(bool(earlier) and shown and opening.plain)
        watched = {part.of for part in opening.parts}
        others = tuple((q.number, q.type, q.options) for q in earlier if q.key in watched)
        shape = (row.id, tuple((p.of, p.values is None, p.answered) for p in opening.parts), others)
        if shape != self._shape:
            self._shape = shape
            clear(self.rows)
            self._fields = []
            for at, part in enumerate(opening.parts):
                other = next((q for q in earlier if q.key == part.of), None)
                self.rows.addWidget(self._card(at, part, other))
        for at, name, field in self._fields:
            field.show_text(_figure(getattr(opening.parts[at], name), self.ui.texts))
        self.setEnabled(editable)
        self.setVisible(shown and (bool(earlier) or bool(opening.parts)))

    def _card(self, at: int, part: Part, other: QuestionRow | None) -> Card:
        card = Card(self.ui, fill="bg.subtle", radius="tile")
        inner = column(card, margins=10, gap=6)
        words = _asked(other, self.ui.texts) if other else part.of
        away = IconButton(self.ui, "close", lambda x: x.t("Remove the condition"))
        away.clicked.connect(
            lambda: self.desk.write(remove_part_of, label=REMOVE, question_id=self.id, at=at)
        )
        title = Label(self.ui, words, "small", "info.base", weight=600, wrap=True)
        top = line(Glyph(self.ui, "split", 18, "info.base"), gap=6)
        top.addWidget(title, 1)
        top.addWidget(away)
        inner.addLayout(top)
        if other is not None:
            self._how(at, part, other, inner)
        return card

    def _how(self, at: int, part: Part, other: QuestionRow, inner: Any) -> None:
        choices = choices_of(other.type, [key for key, _ in other.options])
        numbers = numbers_of(other.type, other.settings)
        own = "choices" if choices else "numbers" if numbers else ""
        if own:
            label = (lambda x: x.t("these choices")) if choices else (lambda x: x.t("a number from"))
            options = [
                Option(own, label),
                Option("answered", lambda x: x.t("any answer")),
                Option("empty", lambda x: x.t("no answer")),
            ]
            now = own if part.answered is None else "answered" if part.answered else "empty"
            way = ChoiceBox(self.ui, lambda x: x.t("What opens it"), options, now)
            first = choices[:1] if choices else ()
            way.chosen.connect(lambda value: self._use(at, value, first, numbers))
            inner.addWidget(way)
        else:
            label = (lambda x: x.t("any answer")) if part.answered else (lambda x: x.t("no answer"))
            inner.addWidget(Label(self.ui, label, "body"))
        if part.values is not None and choices:
            inner.addWidget(self._choices(at, part, other))
        elif part.answered is None and part.values is None:
            inner.addLayout(self._range(at, part))

    def _choices(self, at: int, part: Part, other: QuestionRow) -> Checks:
        locale = self.ui.texts.locale
        kind = question_type(other.type)
        named = [(key, pick(name, locale) or "–") for key, name in other.options]
        if isinstance(kind, ChoiceType) and kind.fixed:
            named = [(choice.key, self.ui.texts.t(choice.msgid)) for choice in kind.fixed]
        known = [key for key, _ in named]

        def choose(keys: list[str]) -> None:
            if keys:
                self._change(at, values=tuple(key for key in known if key in keys), answered=None)

        checks = Checks(self.ui, lambda x: x.t("opens for"), named, choose, across=False)
        checks.show_values([str(value) for value in part.values or ()])
        return checks

    def _range(self, at: int, part: Part) -> QLayout:
        parts = line(gap=6)
        for name, label in (("low", N_("From")), ("high", N_("To"))):
            field = Bound(self.desk, "")
            field.setFixedWidth(self.ui.theme.px(84))
            field.bind(self._write(at, name), _figure(getattr(part, name), self.ui.texts))
            field.input.setAccessibleName(self.ui.texts.t(label))
            self._fields.append((at, name, field))
            if name == "high":
                parts.addWidget(Label(self.ui, "–", "body"))
            parts.addWidget(field)
        parts.addStretch(1)
        return parts

    def _offer(self) -> None:
        """List the questions before this one; made when asked for, guides are long."""
        items = [MenuItem(q.id, _asked(q, self.ui.texts)) for q in reversed(self._earlier)]
        menu = Menu(self.ui, items, parent=self.add)
        menu.chosen.connect(self._add)
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height() + 2)), least=self.add.width())

    def _add(self, question_id: str) -> None:
        self.desk.write(open_by, label=ADD, question_id=self.id, of_id=question_id)

    def _use(self, at: int, way: str, first: tuple[str, ...], numbers: tuple[float, float] | None) -> None:
        if way == "choices":
            self._change(at, values=first, answered=None, low=None, high=None)
        elif way == "numbers" and numbers is not None:
            self._change(at, low=numbers[0], high=numbers[1], answered=None, values=None)
        else:
            self._change(at, answered=way == "answered", values=None, low=None, high=None)

    def _change(self, at: int, **values: Any) -> None:
        self.desk.write(change_part, question_id=self.id, at=at, **values)

    def _write(self, at: int, name: str) -> Callable[[str, Any, Any], None]:
        question_id = self.id

        def write(words: str, done: Any, failed: Any) -> None:
            plain = "".join(words.split()).replace(",", ".").replace("\N{MINUS SIGN}", "-")
            try:
                number = float(plain)
            except ValueError:
                failed(UserError(_NOT_A_NUMBER))
                return
            value: dict[str, Any] = {name: int(number) if number.is_integer() else number}
            self.desk.write(change_part, question_id=question_id, at=at, done=done, failed=failed, **value)

        return write


def _asked(row: QuestionRow, texts: Texts) -> str:
    words = pick(row.text, texts.locale) or texts.t("(no text)")
    short = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
    return f"{row.number} {short}"


def _figure(value: float | None, texts: Texts) -> str:
    if value is None:
        return ""
    return texts.number(value, 0 if float(value).is_integer() else 2).replace("\N{NO-BREAK SPACE}", "")
