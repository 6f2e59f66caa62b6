# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The results of a group: every figure with its chart, or the reason why there is none."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cxfield.i18n import N_, Texts
from cxfield.report.group_facts import GroupFacts, topic_trends
from cxfield.report.group_pictures import Picture, pictures, trend_picture
from cxfield.services.group_facts import group_facts, groups_of
from cxfield.services.group_room import change_sheet, clock_gap, shift_clock
from cxfield.services.group_views import GroupState, group_state
from cxfield.storage import Reader
from ui.context import Ui
from ui.session import StudySession
from ui.widgets.buttons import Button, Kind
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import Card, Scroll
from ui.widgets.label import Label
from ui.widgets.scene_view import SceneView
from ui.widgets.segment import Option

_LARGE = 1.2


class ResultsView(QWidget):
    """A card for each figure."""

    closed = Signal()
    summary_wanted = Signal(str)
    results_wanted = Signal(str)
    room_wanted = Signal(str)

    def __init__(self, ui: Ui, study: StudySession, session_id: str) -> None:
        super().__init__()
        self.ui, self.study, self.id = ui, study, session_id
        self._compact = self._gone = False
        self._found: tuple[GroupState, GroupFacts, tuple[Picture, ...], dict[str, int]] | None = None
        self.cards: dict[str, SceneView] = {}
        self.title = Label(ui, "", "h1", wrap=True)
        self.back = Button(
            ui, lambda x: x.t("To the groups"), kind=Kind.GHOST, icon_name="chevron-left", touch=True
        )
        self.room = Button(ui, lambda x: x.t("Correct the group"), touch=True)
        self.summary = Button(ui, lambda x: x.t("Summary of the day"), touch=True)
        self.report = Button(ui, lambda x: x.t("To the report"), touch=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.back)
        head.addStretch(1)
        for button in (self.summary, self.room, self.report):
            head.addWidget(button)
        self._clocks = QVBoxLayout()
        self._clocks.setSpacing(8)
        self._grid = QGridLayout()
        self._grid.setSpacing(14)
        content = QWidget()
        self._outer = QVBoxLayout(content)
        self._outer.setContentsMargins(24, 16, 24, 20)
        self._outer.setSpacing(12)
        self._outer.addLayout(head)
        self._outer.addWidget(self.title)
        self._outer.addLayout(self._clocks)
        self._outer.addLayout(self._grid)
        self._outer.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(Scroll(ui, content))
        self.back.clicked.connect(self.closed)
        self.room.clicked.connect(lambda: self.room_wanted.emit(self.id))
        self.summary.clicked.connect(lambda: self.summary_wanted.emit(self.id))
        self.report.clicked.connect(lambda: ui.open("report"))
        study.changed.connect(self._changed)
        ui.texts_changed.connect(self.refresh)
        ui.theme_changed.connect(self._restyle)
        self.refresh()

    def set_compact(self, compact: bool) -> None:
        """One column on a narrow page."""
        self._compact = compact
        side = 12 if compact else 24
        self._outer.setContentsMargins(side, 12, side, 16)
        self._show_cards()

    def let_go(self) -> None:
        """The page takes the results away."""
        self._gone = True

    def take_focus(self) -> None:
        """The way back."""
        self.back.setFocus()

    def again(self) -> None:
        """The room is entered again; files may have been pooled meanwhile."""
        self.refresh()

    def refresh(self) -> None:
        """Compute again."""
        if self._gone:
            return
        self.study.ask(_results, self.id, self.ui.texts, done=self._show)

    def _show(self, found: tuple[GroupState, GroupFacts, tuple[Picture, ...], dict[str, int]]) -> None:
        if self._gone:
            return
        self._found = found
        facts = found[1]
        texts = self.ui.texts
        day = f", {texts.date(facts.day)}" if facts.day else ""
        self.title.set_words(f"{facts.title}{day}")
        self._show_clocks(found[0], found[3])
        self._show_cards()

    def _show_cards(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.cards = {}
        if self._found is None:
            return
        narrow = self._compact or self.ui.theme.scale > _LARGE
        for at, picture in enumerate(self._found[2]):
            card = self._card(picture)
            self._grid.addWidget(card, at if narrow else at // 2, 0 if narrow else at % 2)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column == 0 or not narrow else 0)

    def _card(self, picture: Picture) -> Card:
        card = Card(self.ui)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        column.addWidget(Label(self.ui, picture.title, "h2", wrap=True))
        if picture.maker is not None:
            view = SceneView(self.ui, picture.title)
            view.show_scene(picture.maker, picture.alt)
            view.opened.connect(lambda ref: self.ui.open("data", {"record": ref}))
            column.addWidget(view)
            self.cards[picture.key] = view
        if picture.said:
            column.addWidget(Label(self.ui, picture.said, "body", "text.secondary", wrap=True))
        column.addStretch(1)
        return card

    # --- two laptops

    def _show_clocks(self, state: GroupState, gaps: dict[str, int]) -> None:
        while (item := self._clocks.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        texts = self.ui.texts
        writable = not self.study.read_only
        for clock_id, gap in gaps.items():
            clock = next(c for c in state.clocks if c.id == clock_id)
            card = Card(self.ui)
            row = QHBoxLayout(card)
            row.setContentsMargins(16, 10, 12, 10)
            seconds = texts.signed(gap / 1000, 1)
            words = texts.t(
                "{who} logged on a second laptop. By the wall clocks its times are {seconds} s off.",
                who=clock.author or texts.t("somebody"), seconds=seconds,
            )  # fmt: skip
            row.addWidget(Label(self.ui, words, "body", wrap=True), 1)
            button = Button(self.ui, lambda x: x.t("Bring onto one clock"), touch=True)
            button.setEnabled(writable and gap != 0)
            button.clicked.connect(lambda _on=False, of=clock_id, by=gap: self._align(of, by))
            row.addWidget(button)
            self._clocks.addWidget(card)
        if len(state.clocks) > 1:
            roles = {True: texts.t("notes"), False: texts.t("moderator")}
            options = [Option(c.id, f"{c.author or '–'} ({roles[c.role == 'notes']})") for c in state.clocks]
            box = ChoiceBox(
                self.ui, lambda x: x.t("Whose turns count"),
                [Option("", lambda x: x.t("Turns: the laptop that logged the most")), *options],
                state.sheet.turns_from,
            )  # fmt: skip
            box.setEnabled(writable)
            box.chosen.connect(self._turns_from)
            self._clocks.addWidget(box)

    def _align(self, clock_id: str, by_ms: int) -> None:
        self.study.call(
            shift_clock, clock_id=clock_id, by_ms=by_ms, label=N_("Bring onto one clock"), scope="group",
            done=lambda _c: self.refresh(),
        )  # fmt: skip

    def _turns_from(self, clock_id: str) -> None:
        self.study.call(
            change_sheet, session_id=self.id, turns_from=clock_id, label=N_("Whose turns count"),
            scope="group", done=lambda _c: self.refresh(),
        )  # fmt: skip

    def _restyle(self) -> None:
        self._show_cards()

    def _changed(self, change: Any) -> None:
        if not self._gone and change.kinds & _KINDS and self.isVisible():
            self.refresh()


_KINDS = frozenset(("turn", "statement", "seat", "group_sheet", "idea_ranking", "idea", "stimulus_rating"))


def _results(
    reader: Reader, session_id: str, texts: Texts
) -> tuple[GroupState, GroupFacts, tuple[Picture, ...], dict[str, int]]:
    state = group_state(reader, session_id)
    facts = group_facts(state, texts)
    found = list(pictures(facts, texts))
    if facts.series_id:
        meetings = [group for group in groups_of(reader, texts) if group.series_id == facts.series_id]
        if len(meetings) > 1:
            found.append(trend_picture(topic_trends(meetings), facts.series, texts))
    gaps = {
        clock.id: clock_gap(reader, session_id=session_id, clock_id=clock.id)
        for clock in state.clocks
        if clock.role == "notes"
    }
    return state, facts, tuple(found), gaps
