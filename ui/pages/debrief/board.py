# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The board: cards grouped in silence, voted on, and dragged to findings as their evidence."""

from dataclasses import replace

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from cxfield.model.debrief import Finding
from cxfield.model.meeting import Arrangement
from cxfield.model.study import TeamMember
from cxfield.services import debrief as old
from cxfield.services import debrief_board as verbs
from cxfield.services.debrief_board import BoardView, Card
from cxfield.services.debrief_findings import short_name
from ui.pages.data.flow import Flow
from ui.pages.debrief.board_asking import ask_words, look_at
from ui.pages.debrief.board_canvas import BoardCanvas
from ui.pages.debrief.board_surface import cards_of
from ui.pages.debrief.board_words import (
    ADDED,
    ARRANGE,
    CARD,
    COMPACT,
    EVIDENCE,
    GROUP,
    MARK,
    MOVE,
    NOTE,
    SHOWN,
    VOTE,
    arranged,
    spoken,
)  # fmt: skip
from ui.pages.debrief.desk import DebriefDesk
from ui.pages.plan.tab import Tab, clear, column, line, titled
from ui.shortcuts import keycap_of
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.checks import CheckRow
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import EmptyState, Panel, Scroll
from ui.widgets.field import LineInput
from ui.widgets.label import Label
from ui.widgets.menu import Menu, MenuItem
from ui.widgets.segment import Option


class BoardTab(Tab):
    """Tools above, the canvas, and the findings to drag to at the side."""

    kinds = frozenset(
        (
            "note",
            "note_group",
            "entry",
            "answer",
            "statement",
            "extract",
            "metric",
            "finding",
            "evidence",
            "arrangement",
        )
    )

    def __init__(self, desk: DebriefDesk) -> None:
        super().__init__(desk)
        self.debrief = desk
        self.view = BoardView((), ())
        self._number = 0
        self._findings: list[Finding] = []
        self.canvas = BoardCanvas(self.ui)
        self.add = Button(self.ui, lambda x: x.t("Add cards"), icon_name="plus")
        self.note = Button(self.ui, lambda x: x.t("Note"), icon_name="note", key=keycap_of("debrief.note"))
        self.group = Button(self.ui, lambda x: x.t("Group"), icon_name="link", key=keycap_of("debrief.group"))
        self.more = IconButton(self.ui, "more", lambda x: x.t("Arrangements and more"))
        self.search = LineInput(self.ui, placeholder=lambda x: x.t("Search the cards"), icon_name="search")
        self.filter = ChoiceBox(
            self.ui, lambda x: x.t("Which cards"), [Option(k, spoken(w)) for k, w in SHOWN], ""
        )
        self.member = ChoiceBox(self.ui, lambda x: x.t("Who votes"), ())
        self.hidden = CheckRow(self.ui, lambda x: x.t("Hide the votes"))
        self.flows: list[Flow] = []
        self.left_votes = Label(self.ui, "", "small", "text.secondary")
        self.out = IconButton(self.ui, "minus", lambda x: x.t("Smaller"))
        self.inn = IconButton(self.ui, "plus", lambda x: x.t("Larger"))
        self.empty = EmptyState(
            self.ui,
            lambda x: x.t(
                "The board is empty. Add what was starred, quotes or pain points, or write a note."
            ),
            icon_name="debrief",
        )
        self._lay_out()
        self._connect()
        self.retranslate()
        self.ui.texts_changed.connect(self.retranslate)

    def refresh(self) -> None:
        """Ask in the background."""
        study = self.ui.study
        if study is None:
            return
        self._number += 1
        number = self._number
        team = self.desk.read(lambda reader: reader.all(TeamMember, order_by="order_key"))
        self.member.set_options(
            [Option(m.id, m.code) for m in team], self.member.value or (team[0].id if team else None)
        )
        for flow in self.flows:
            flow.refresh()
        self._findings = self.desk.read(lambda reader: reader.all(Finding, order_by="order_key"))
        self._show_findings()
        study.ask(verbs.board_view, self.ui.texts, done=lambda view: self._show(number, view))

    def add_new(self) -> None:
        """A note of one's own."""
        self._note()

    def retranslate(self) -> None:
        """Say the name of the search again."""
        self.search.setAccessibleName(self.ui.texts.t("Search the cards"))

    def take_key(self, event: QKeyEvent) -> bool:
        """The keys of the board hold in the whole tab, except where one writes."""
        return self.canvas.take_key(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What was pressed on a tool of the tab."""
        if not self.take_key(event):
            super().keyPressEvent(event)

    def place(self) -> str:
        """Which card is in front."""
        return self.canvas.current

    def open_target(self, target: str) -> None:
        """Bring a card to the front."""
        self.canvas.choose(target)

    def set_compact(self, compact: bool) -> None:
        """The findings are narrower on a narrow window."""
        wanted = self.ui.theme.px(280 if compact else 300)
        self.side.setFixedWidth(min(wanted, max(280, round(self.width() * 0.36))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The findings follow the width of the room."""
        super().resizeEvent(event)
        self.set_compact(self.width() < COMPACT)

    def _show(self, number: int, view: BoardView) -> None:
        if number != self._number or not isValid(self):
            return
        self.view = view
        self._filtered()
        self.holder.setVisible(view.count == 0)
        self._say_votes()

    def _filtered(self) -> None:
        wanted, words = self.filter.value or "", self.search.text().strip().lower()

        def fits(card: Card) -> bool:
            if wanted and wanted not in (card.origin, card.mark, "gone" if card.gone else ""):
                return False
            said = f"{card.text} {card.person} {card.source}".lower()
            return all(word in said for word in words.split())

        view = self.view
        if wanted or words:
            clusters = tuple(replace(c, cards=tuple(filter(fits, c.cards))) for c in view.clusters)
            view = BoardView(tuple(c for c in clusters if c.cards), tuple(filter(fits, view.loose)))
        self.canvas.show_board(view)

    def _say_votes(self) -> None:
        left = verbs.votes_left(self.view, self.member.value or "")
        self.left_votes.set_words(lambda x: x.tn("{n} vote left", "{n} votes left", left))
        for flow in self.flows:
            flow.refresh()

    def _card(self, card_id: str) -> Card | None:
        return next((card for card in cards_of(self.view) if card.id == card_id), None)

    def _wanted(self, name: str) -> None:
        """A key on the board."""
        marks = {"rose": verbs.ROSE, "bud": verbs.BUD, "thorn": verbs.THORN, "no-mark": ""}
        if name in marks:
            for key in self.canvas.picked():
                self.desk.write(verbs.mark_card, label=MARK, note_id=key, mark=marks[name])
        elif name == "group":
            self._group()
        elif name == "header":
            card = self._card(self.canvas.current)
            if card is not None and card.group_id:
                self._opened("group:" + card.group_id)
        elif name == "vote":
            self._vote()
        elif name == "note":
            self._note()
        elif name == "evidence":
            self._give(self.canvas.picked())
        elif name == "delete":
            self._drop_cards()

    def _group(self) -> None:
        picked = self.canvas.picked()
        if picked:
            self.desk.write(verbs.group_cards, label=GROUP, note_ids=picked)
            self.canvas.selected.clear()

    def _vote(self) -> None:
        card, member = self._card(self.canvas.current), self.member.value
        if card is None or not member:
            return
        on = member not in card.voters
        if on and not verbs.votes_left(self.view, member):
            self.desk.said.emit(self.ui.texts.t("All three votes are used. Take one back first."))
            return
        self.desk.write(old.vote, label=VOTE, note_id=card.id, member_id=member, on=on)

    def _dropped(self, picked: list[str], group_id: str) -> None:
        if group_id == "new":
            self._group()
            return
        self.desk.write(verbs.move_cards, label=MOVE, note_ids=picked, group_id=group_id or None)

    def _give(self, picked: list[str]) -> None:
        """Cards become evidence of the chosen finding."""
        finding = self.finding.value
        if picked and not finding:
            self._new_finding()
        elif picked:
            self.desk.write(
                verbs.cards_to_finding, label=EVIDENCE, note_ids=picked, finding_id=finding,
                against=self.against.isChecked(),
                done=self._given,
            )  # fmt: skip

    def _given(self, n: int) -> None:
        self.desk.said.emit(self.ui.texts.tn("{n} piece of evidence", "{n} pieces of evidence", n))

    def _new_finding(self) -> None:
        picked = self.canvas.picked()
        self.desk.write(
            verbs.finding_of_cards, label=EVIDENCE, note_ids=picked, statement=self.ui.texts.t("New finding"),
            done=lambda made: self.desk.go.emit("findings", made.id),
        )  # fmt: skip

    def _note(self) -> None:
        words = ask_words(self.desk, lambda x: x.t("What does the note say?"), lambda x: x.t("Note"), "")
        if words:
            self.desk.write(
                old.add_note, label=NOTE, text=words, by_id=self.member.value,
                done=lambda made: self.canvas.choose(made.id),
            )  # fmt: skip

    def _opened(self, key: str) -> None:
        if key.startswith("group:"):
            group_id = key.removeprefix("group:")
            cluster = next((c for c in self.view.clusters if c.id == group_id), None)
            words = ask_words(
                self.desk,
                lambda x: x.t("What do these have in common?"),
                lambda x: x.t("Header"),
                cluster.header if cluster else "",
            )
            if words:
                self.desk.write(verbs.name_group, label=GROUP, group_id=group_id, header=words)
            return
        card = self._card(key)
        if card is None:
            return
        if card.source_kind and not card.gone:
            look_at(self.debrief, card)
        else:
            words = ask_words(
                self.desk, lambda x: x.t("What does the note say?"), lambda x: x.t("Note"), card.text
            )
            if words:
                self.desk.write(verbs.write_note, label=NOTE, note_id=card.id, text=words)

    def _drop_cards(self) -> None:
        picked = self.canvas.picked()
        if picked:
            self.desk.write(verbs.drop_cards, label=MOVE, note_ids=picked)

    def _menu(self) -> None:
        items = [MenuItem(key, spoken(words), icon_name) for key, words, icon_name in ADDED]
        menu = Menu(self.ui, items, parent=self)
        menu.chosen.connect(self._add)
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height())))

    def _add(self, what: str) -> None:
        self.desk.write(
            verbs.add_worthy, label=CARD, what=what,
            done=lambda n: self.desk.said.emit(self.ui.texts.tn("{n} new card", "{n} new cards", n)),
        )  # fmt: skip

    def _more_menu(self) -> None:
        kept = self.desk.read(lambda reader: reader.all(Arrangement, order_by="at"))
        items = (
            [MenuItem("keep", lambda x: x.t("Keep this arrangement"), "template")]
            if not self.desk.read_only
            else []
        )
        items += [MenuItem(one.id, arranged(one.name), "redo") for one in kept[-8:]]
        menu = Menu(self.ui, items, parent=self)
        menu.chosen.connect(self._arrange)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _arrange(self, value: str) -> None:
        if value == "keep":
            name = ask_words(self.desk, lambda x: x.t("Name of the arrangement?"), lambda x: x.t("Name"), "")
            if name:
                self.desk.write(verbs.keep_arrangement, label=ARRANGE, name=name)
        elif value:
            self.desk.write(verbs.arrange, label=ARRANGE, arrangement_id=value)

    def _show_findings(self) -> None:
        options = [Option(f.id, short_name(n, f.statement)) for n, f in enumerate(self._findings, 1)]
        chosen = self.finding.value if any(f.id == self.finding.value for f in self._findings) else None
        self.finding.set_options(options, chosen or (self._findings[0].id if self._findings else None))
        clear(self.stated)
        one = next((f for f in self._findings if f.id == self.finding.value), None)
        if one is not None:
            self.stated.addWidget(Label(self.ui, one.statement, "h2", weight=600, wrap=True))

    def _lay_out(self) -> None:
        ui = self.ui
        bar = Panel(ui, "bg.surface", "bottom")
        rows = column(bar, gap=6)
        rows.setContentsMargins(12, 8, 12, 8)
        tools = (self.add, self.note, self.group, self.search, self.filter, self.out, self.inn, self.more)
        for widgets in (tools, (self.member, self.left_votes, self.hidden)):
            flow = Flow()
            flow.use_widgets(widgets)
            rows.addWidget(flow)
            self.flows.append(flow)
        self.side = Panel(ui, "bg.surface", "left")
        content = QWidget()
        inner = column(content, margins=12, gap=10)
        card, box = titled(ui, lambda x: x.t("Finding"))
        self.finding = ChoiceBox(ui, lambda x: x.t("Which finding"), ())
        self.finding.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.stated: QVBoxLayout = column(gap=4)
        self.against = CheckRow(ui, lambda x: x.t("speaks against"))
        give = Button(
            ui,
            lambda x: x.t("Add as evidence"),
            kind=Kind.PRIMARY,
            icon_name="link",
            key=keycap_of("debrief.evidence"),
        )
        new = Button(ui, lambda x: x.t("New finding of these"), icon_name="finding")
        help_words = Label(
            ui,
            lambda x: x.t("Choose cards, then drag them here or press the key."),
            "small",
            "text.secondary",
            wrap=True,
        )
        box.addWidget(self.finding)
        box.addLayout(self.stated)
        for widget in (help_words, self.against, give, new):
            box.addWidget(widget)
        inner.addWidget(card)
        inner.addStretch(1)
        column(self.side, gap=0).addWidget(Scroll(ui, content, fill="bg.surface"))
        self.finding.chosen.connect(self._turn)
        give.clicked.connect(lambda: self._give(self.canvas.picked()))
        new.clicked.connect(self._new_finding)
        left = column(gap=0)
        left.addWidget(bar)
        self.holder = QWidget()
        column(self.holder, margins=12).addWidget(self.empty)
        left.addWidget(self.holder)
        left.addWidget(self.canvas, 1)
        row = line(gap=0, parent=self)
        row.addLayout(left, 1)
        row.addWidget(self.side)
        for part in (self.add, self.note, self.group, self.member, give, new):
            part.setEnabled(not self.desk.read_only)
        self.set_compact(compact=False)

    def _connect(self) -> None:
        canvas = self.canvas
        canvas.wanted.connect(self._wanted)
        canvas.opened.connect(self._opened)
        canvas.dropped.connect(self._dropped)
        canvas.given.connect(self._give)
        self.add.clicked.connect(self._menu)
        self.note.clicked.connect(self._note)
        self.group.clicked.connect(self._group)
        self.more.clicked.connect(self._more_menu)
        self.search.textChanged.connect(lambda _text: self._filtered())
        self.filter.chosen.connect(self._only)
        self.member.chosen.connect(self.member.set_value)
        self.member.chosen.connect(self._say_votes)
        self.hidden.clicked.connect(self._hide)
        self.out.clicked.connect(lambda: canvas.step_zoom(-1))
        self.inn.clicked.connect(lambda: canvas.step_zoom(1))

    def _turn(self, finding_id: str) -> None:
        self.finding.set_value(finding_id)
        self._show_findings()

    def _only(self, value: str) -> None:
        self.filter.set_value(value)
        self._filtered()

    def _hide(self) -> None:
        self.canvas.hide_votes = self.hidden.isChecked()
        self.canvas.viewport().update()
