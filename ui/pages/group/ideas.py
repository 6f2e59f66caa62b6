# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ideas: written down, voted on by hands, ranked by each person in private, and what came of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxfield.analysis.ranking import IdeaRanks, rank_ideas
from cxfield.i18n import N_, Texts
from cxfield.services.group_room import rank, vote
from cxfield.services.group_views import IdeaView
from ui.context import Ui
from ui.editors.flow import FlowLayout
from ui.pages.group.log import Log
from ui.pages.group.lot import Adder
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chips import Chip
from ui.widgets.containers import Card, EmptyState, Line, Scroll
from ui.widgets.label import Label


def ranks_of(log: Log) -> IdeaRanks:
    """How the ideas rank now."""
    ideas = log.state.ideas
    known = {idea.id for idea in ideas}
    orders = [[i for i in order if i in known] for _, order, _ in log.state.orders]
    return rank_ideas([i.id for i in ideas], [o for o in orders if o], {i.id: len(i.votes) for i in ideas})


class IdeaRow(QWidget):
    """An idea with a hand for every seat, and its place in the ranking."""

    def __init__(self, ui: Ui, log: Log, idea: IdeaView, place: str) -> None:
        super().__init__()
        self.log, self.idea = log, idea
        head = QHBoxLayout()
        who = log.code(idea.seat_id) if idea.seat_id else ""
        head.addWidget(
            Label(
                ui,
                f"{idea.text} ({who})" if who else idea.text,
                "control",
                weight=600,
                wrap=True,
                align=Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            ),
            1,
        )
        head.addWidget(Label(ui, place, "small", "text.secondary"))
        bin_button = IconButton(ui, "close", lambda x: x.t("Remove the idea"), touch=True)
        bin_button.setEnabled(not log.study.read_only)
        bin_button.clicked.connect(lambda: log.drop("idea", idea.id))
        head.addWidget(bin_button)
        hands = QWidget()
        flow = FlowLayout(hands, 6)
        for seat in log.state.people:
            chip = Chip(ui, seat.code, checkable=True)
            chip.setChecked(seat.id in idea.votes)
            chip.setEnabled(not log.study.read_only)
            chip.setAccessibleDescription(ui.texts.t("raises a hand for {idea}", idea=idea.text))
            chip.clicked.connect(
                lambda on=False, of=seat.id: log.do_to(
                    vote, N_("Vote"), idea_id=idea.id, seat_id=of, given=on
                )
            )
            flow.addWidget(chip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(hands)
        column.addWidget(Line(ui))


class IdeasPanel(Card):
    """All ideas; `rank_wanted` opens the private screen."""

    rank_wanted = Signal()

    def __init__(self, ui: Ui, log: Log) -> None:
        super().__init__(ui)
        self.log = log
        self._shown: object = None
        self.private = Button(ui, lambda x: x.t("Rank privately"), icon_name="vote", touch=True)
        self.hands = Button(ui, lambda x: x.t("Rank by hands"), icon_name="group", touch=True)
        self.result = Label(ui, "", "body", "text.secondary", wrap=True)
        self.adder = Adder(ui, lambda x: x.t("A new idea"), lambda x: x.t("Add"))
        self.empty = EmptyState(
            ui, lambda x: x.t("Write an idea: then everybody can vote on it and rank it."), icon_name="vote"
        )
        self._content = QWidget()
        self._list = QVBoxLayout(self._content)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        row = QVBoxLayout()  # beside each other they would be cut in a narrow column
        row.setSpacing(6)
        row.addWidget(self.private)
        row.addWidget(self.hands)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        column.addWidget(Label(ui, lambda x: x.t("Ideas"), "h2"))
        column.addWidget(self.empty)
        column.addWidget(Scroll(ui, self._content, fill="bg.surface"), 1)
        column.addWidget(self.result)
        column.addLayout(row)
        column.addWidget(self.adder)
        self.private.clicked.connect(self.rank_wanted)
        self.hands.clicked.connect(self._by_hands)
        self.adder.added.connect(self._add)
        log.changed.connect(self.refresh)
        ui.texts_changed.connect(self.rebuild)
        self.refresh()

    def rebuild(self) -> None:
        """In another language."""
        self._shown = None
        self.refresh()

    def refresh(self) -> None:
        """The ideas and how they rank."""
        state = self.log.state
        shown = (state.ideas, state.orders, tuple(seat.id for seat in state.people))
        several = len(state.ideas) > 1 and not self.log.study.read_only
        self.private.setEnabled(several and bool(state.people))
        self.hands.setEnabled(several and any(idea.votes for idea in state.ideas))
        self.adder.setEnabled(not self.log.study.read_only)
        if shown == self._shown:
            return
        self._shown = shown
        while self._list.count() > 1:
            item = self._list.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        found, texts = ranks_of(self.log), self.ui.texts
        places = {row.idea: row for row in found.ideas}
        for at, idea in enumerate(state.ideas):
            row = places[idea.id]
            votes = texts.tn("{n} vote", "{n} votes", row.votes)
            mean = row.mean_rank.value
            place = (
                votes if mean is None else f"{votes} · " + texts.t("mean rank {n}", n=texts.number(mean, 1))
            )
            self._list.insertWidget(at, IdeaRow(self.ui, self.log, idea, place))
        self.empty.setVisible(not state.ideas)
        self.result.set_words(self._result(found, texts))
        self.result.setVisible(bool(state.ideas))

    def _result(self, found: IdeaRanks, texts: Texts) -> str:
        if not found.people:
            return texts.t("Nobody has ranked the ideas yet.")
        ranked = texts.tn("{n} person has ranked the ideas", "{n} people have ranked the ideas", found.people)
        w = found.concordance
        if w.value is None:
            reason = texts.t(w.reason.text) if w.reason is not None else ""
            return f"{ranked}. {reason}"
        return f"{ranked}, " + texts.t(
            "Kendall's W {w} (1 = all the same order).", w=texts.number(w.value, 2)
        )

    def _by_hands(self) -> None:
        """Everybody's order from their votes: what they voted for first, by how many hands it got."""
        votes = {idea.id: idea.votes for idea in self.log.state.ideas}
        order = sorted(votes, key=lambda idea: -len(votes[idea]))
        for seat in self.log.state.people:
            own = [idea for idea in order if seat.id in votes[idea]]
            if own:
                self.log.do(rank, N_("Ranking"), seat_id=seat.id, ideas=own, how="hands")

    def _add(self, words: str) -> None:
        speaking = [seat.id for seat in self.log.speaking if not seat.moderator]
        self.log.add_idea(words, speaking[-1] if speaking else "")
