# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sections of a guide with their planned minutes, the guide's name, and the facts at the foot."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from cxfield.i18n import N_, Texts, pick
from cxfield.methods.questions.themes import CLOSING, THEMES
from cxfield.model.guide import Guide
from cxfield.services.plan_guide_checks import SectionRow
from cxfield.services.plan_guides import move_section, remove_part, set_minutes
from ui.pages.plan.desk import MOVE, Desk
from ui.pages.plan.fields import Bound
from ui.pages.plan.in_languages import Pair, in_language
from ui.pages.plan.reorder import Reorder
from ui.pages.plan.tab import arrange, clear, column, ghost, line
from ui.widgets.buttons import IconButton
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import Card, Glyph, Line, Panel, Scroll
from ui.widgets.label import Label
from ui.widgets.segment import Option

_KINDS: tuple[tuple[str, str], ...] = (
    ("interview", N_("Interview guide")),
    ("survey", N_("Survey")),
    ("group", N_("Group guide")),
    ("employee", N_("Employee guide")),
)


class SectionList(Panel):
    """Names and minutes are edited in place."""

    wanted = Signal(str)
    added = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.ui, "bg.surface", "right")
        self.desk = desk
        self.cards: dict[str, _SectionCard] = {}
        self._guide = ""
        self.order = Reorder(desk.ui, self, self._move)
        self.setFixedWidth(desk.ui.theme.px(330))
        outer = column(self, gap=0)
        outer.setContentsMargins(0, 0, 1, 0)
        content = QWidget()
        inner = column(content, margins=8, gap=10)
        self.name = Pair(desk, in_language(N_("Name of the guide")), stacked=True)
        self.kind = ChoiceBox(
            desk.ui, lambda x: x.t("Kind of guide"), [Option(key, _said(words)) for key, words in _KINDS]
        )
        self.kind.chosen.connect(lambda value: desk.put("guide", self._guide, "kind", value))
        inner.addWidget(self.name)
        inner.addWidget(self.kind)
        inner.addWidget(Line(desk.ui))
        inner.addLayout(
            line(
                Label(desk.ui, lambda x: x.t("Sections"), "h2"), 1,
                Label(desk.ui, lambda x: x.t("planned"), "small", "text.secondary"),
            )
        )  # fmt: skip
        self.list = column(gap=8)
        inner.addLayout(self.list)
        self.add = ghost(desk.ui, lambda x: x.t("Add a section"), "plus")
        self.add.clicked.connect(self.added)
        inner.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addStretch(1)
        outer.addWidget(Scroll(desk.ui, content, fill="bg.surface"), 1)
        outer.addWidget(Line(desk.ui))
        foot = QWidget()
        self.facts = QGridLayout(foot)
        self.facts.setContentsMargins(14, 10, 14, 10)
        self.facts.setColumnStretch(1, 1)
        outer.addWidget(foot)

    def show_sections(self, guide: Guide, sections: Sequence[SectionRow], *, editable: bool) -> None:
        """Show the guide's sections; cards stay as long as their section does."""
        if guide.id != self._guide:
            self._guide = guide.id
            self.name.bind("guide", guide.id, "name", guide.name)
        self.name.show_labels(guide.name)
        self.kind.set_value(guide.kind)
        if [section.id for section in sections] != list(self.cards):
            rows = {section.id: section for section in sections}
            self.cards = arrange(
                self.list,
                self.cards,
                list(rows),
                lambda key: _SectionCard(self.desk, rows[key], self.wanted.emit),
            )
        for section in sections:
            self.cards[section.id].show_section(section, editable=editable)
        self.order.watch(dict(self.cards) if editable else {})
        self.add.setEnabled(editable)

    def _move(self, section_id: str, before: str, after: str) -> None:
        self.desk.write(move_section, label=MOVE, section_id=section_id, before=before, after=after)

    def show_facts(self, rows: Sequence[tuple[str, str]]) -> None:
        """How many, how long, what is missing."""
        clear(self.facts)
        for at, (name, words) in enumerate(rows):
            self.facts.addWidget(
                Label(self.ui, name, "small", "text.secondary"), at, 0, Qt.AlignmentFlag.AlignTop
            )
            self.facts.addWidget(Label(self.ui, words, "small", weight=600, wrap=True), at, 1)


class _SectionCard(Card):
    def __init__(self, desk: Desk, section: SectionRow, wanted: Callable[[str], object]) -> None:
        super().__init__(desk.ui, fill="bg.subtle", radius="tile")
        self.desk, self.id = desk, section.id
        inner = column(self, margins=8, gap=6)
        self.title = ghost(desk.ui, "")
        self.title.clicked.connect(lambda: wanted(self.id))
        self.minutes = Bound(desk, "")
        self.minutes.input.setAccessibleName(desk.ui.texts.t("Planned minutes"))
        self.minutes.setFixedWidth(desk.ui.theme.px(56))
        self.bin = IconButton(desk.ui, "close", lambda x: x.t("Remove the section"))
        self.bin.clicked.connect(self._remove)
        self.name = Pair(desk, in_language(""), stacked=True)
        self.theme_box = ChoiceBox(desk.ui, lambda x: x.t("Theme"), _themes())
        self.theme_box.chosen.connect(lambda value: desk.put("section", self.id, "theme", value))
        self.handle = Glyph(desk.ui, "drag", 18, "text.tertiary")
        self.handle.setToolTip(desk.ui.texts.t("Drag, or Alt and the arrows"))
        inner.addLayout(line(self.handle, self.title, 1, self.minutes, self.bin, gap=4))
        inner.addWidget(self.name)
        inner.addWidget(self.theme_box)
        self.name.bind("section", section.id, "name", section.name)
        self.minutes.bind(self._write, str(round(section.minutes)))

    def show_section(self, section: SectionRow, *, editable: bool) -> None:
        """Show what the study holds; a published version is only read."""
        texts = self.ui.texts
        count = texts.tn("{n} question", "{n} questions", len(section.questions))
        self.title.set_words(count)
        self.title.setAccessibleName(f"{pick(section.name, texts.locale)}, {count}")
        self.name.show_labels(section.name)
        self.minutes.show_text(str(round(section.minutes)))
        self.theme_box.set_value(section.theme)
        for part in (self.minutes, self.bin, self.name, self.theme_box):
            part.setEnabled(editable)

    def _remove(self) -> None:
        name = next(iter(self.name.fields.values())).value or self.ui.texts.t("(no name)")
        self.desk.remove("section", self.id, name, verb=remove_part)

    def _write(self, text: str, done: Any, failed: Any) -> None:
        self.desk.write(set_minutes, section_id=self.id, text=text, done=done, failed=failed)


def _themes() -> list[Option]:
    return [
        Option("", lambda x: x.t("warm-up")),
        *(Option(theme.key, _said(theme.name)) for theme in THEMES),
        Option(CLOSING.key, lambda x: x.t("closing")),
        Option("other", lambda x: x.t("other theme")),
    ]


def _said(msgid: str) -> Callable[[Texts], str]:
    return lambda x: x.t(msgid)
