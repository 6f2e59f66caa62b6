# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Typing in a paper track sheet: the session first, then one line for each shopper or note."""

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cxfield.errors import UserError
from cxfield.i18n import N_, pick
from cxfield.model.enums import Phase
from cxfield.services.observation_shapes import ALONE, Board, Start
from cxfield.services.observation_start import StartOptions
from cxfield.services.paper_line import PaperLine, parse_paper
from cxfield.services.plan_words import written_date
from ui.context import Ui
from ui.late import Late
from ui.pages.observe.form_card import FormCard
from ui.pages.observe.personal import PersonalHint
from ui.pages.observe.pick import Chips
from ui.pages.observe.session_page import member, named
from ui.pages.observe.words import phase_options, words
from ui.widgets.buttons import Button, Kind
from ui.widgets.containers import Scroll
from ui.widgets.field import LineInput
from ui.widgets.label import Label
from ui.widgets.segment import Segment

if TYPE_CHECKING:
    from cxfield.services import observation_views, paper_sheet
else:
    observation_views = Late("cxfield.services.observation_views")
    paper_sheet = Late("cxfield.services.paper_sheet")

_LATEST = 8
_USUAL_MIN = "90"


class PaperView(QWidget):
    """`left` goes back to the start form."""

    left = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._session = ""
        self._board = Board()
        self._lines: list[str] = []
        self.back = Button(
            ui, words(N_("Back to the start")), icon_name="chevron-left", key="Esc", touch=True
        )
        self.back.clicked.connect(self.left)
        self.site = Chips(ui, words(N_("Site")))
        self.who = Chips(ui, words(N_("Who filled the sheet")))
        self.phase = Segment(
            ui, phase_options(), name=words(N_("Phase")), value=Phase.DURING.value, touch=True
        )
        self.day, self.began, self.minutes = LineInput(ui), LineInput(ui), LineInput(ui)
        self.trouble = Label(ui, "", "body", "danger.base", wrap=True, icon_name="warning")
        self.go = Button(ui, words(N_("Begin the sheet")), kind=Kind.PRIMARY, touch=True)
        self.go.clicked.connect(self._begin)
        self.line = LineInput(ui, placeholder=words(N_("A 10:02-10:15 S T3 J4@10:10 “words”")))
        self.line.setAccessibleName(ui.say(words(N_("A line of the sheet"))))
        self.line.textEdited.connect(lambda _text: self._read())
        self.personal = PersonalHint(ui)
        self.line.textChanged.connect(self.personal.look)
        self.line.returnPressed.connect(self._enter)
        self.add = Button(ui, words(N_("Add the line")), kind=Kind.PRIMARY, key="⏎", touch=True)
        self.add.clicked.connect(self._enter)
        self.understood = Label(ui, "", "body", wrap=True)
        self.latest = Label(ui, "", "small", "text.secondary", wrap=True)
        self._facts, self._sheet = QWidget(), QWidget()
        self._lay_out()

    def begin(self, options: StartOptions) -> None:
        """A new sheet."""
        self._session, self._lines = "", []
        self.site.offer(((s.id, named(s)) for s in options.sites), options.last_site)
        first = options.team[0].id if options.team else None
        self.who.offer(((m.id, member(m)) for m in options.team), first)
        self.day.setText(written_date(dt.datetime.now().astimezone().date().isoformat()))
        self.began.setText("10:00")
        self.minutes.setText(_USUAL_MIN)
        self._warn("")
        self._facts.setEnabled(True)
        self.go.show()
        self._sheet.hide()
        self.latest.set_words("")
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    @property
    def parsed(self) -> PaperLine:
        """The line as it is understood so far."""
        keys = {code.key.upper(): code.id for code in self._board.codes if code.key}
        return parse_paper(self.line.text().replace("“", '"').replace("”", '"'), keys)

    def _begin(self) -> None:
        study = self.ui.study
        began = re.fullmatch(r"\s*(\d{1,2})[:.](\d{2})\s*", self.began.text())
        minutes = self.minutes.text().strip()
        if study is None or began is None or not minutes.isdigit() or not int(minutes):
            self._warn(self.ui.texts.t("Give the beginning as 10:05 and the length in minutes."))
            return
        who = self.who.value
        start = Start(
            site_id=self.site.value,
            phase=Phase(str(self.phase.value)),
            roles={who: ALONE} if who else {},
        )
        day, at = self.day.text(), (int(began[1]) * 60 + int(began[2])) * 60_000
        study.call(
            lambda uow: paper_sheet.start_paper(uow, start=start, day=day, began=at, minutes=int(minutes)),
            label=N_("Begin a paper sheet"),
            scope="observe",
            done=self._begun,
            failed=self._failed,
        )

    def _begun(self, committed: Any) -> None:
        self._warn("")
        self._session = committed.value.id
        self._facts.setEnabled(False)
        self.go.hide()
        self._sheet.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.ui.study is not None:
            self.ui.study.ask(observation_views.board, self.site.value, done=self._take_board)

    def _take_board(self, board: Board) -> None:
        self._board = board
        self._read()

    def _read(self) -> None:
        texts, line = self.ui.texts, self.parsed
        if not self.line.text().strip():
            keys = ", ".join(f"{c.key} {pick(c.short or c.name, texts.locale)}" for c in self._board.codes)
            self.understood.set_words(texts.t("Keys: {words}", words=keys) if keys else "")
            return
        if line.problem:
            self.understood.set_words(texts.t(line.problem, word=line.word))
            return
        codes = {code.id: code for code in self._board.codes}
        parts = [texts.t("shopper {letter}", letter=line.letter)] if line.letter else []
        for mark in line.marks:
            code = codes[mark.code_id]
            name = pick(code.short or code.name, texts.locale)
            unit = texts.t("{n} min", n=mark.n) if code.state else f"× {mark.n}"
            parts.append(f"{name} {unit}")
        if line.text:
            parts.append(f"”{line.text}”")
        self.understood.set_words(" · ".join(parts))

    def _enter(self) -> None:
        line, study = self.parsed, self.ui.study
        if study is None or not self._session or not self.line.text().strip():
            return
        if line.problem:
            self._read()
            return
        session, typed = self._session, self.line.text()

        def kept(_committed: Any) -> None:
            self._warn("")
            self._lines = [typed, *self._lines][:_LATEST]
            self.latest.set_words("\n".join(self._lines))

        def refused(error: BaseException) -> None:
            self._failed(error)
            if not self.line.text():
                self.line.setText(typed)

        study.call(
            lambda uow: paper_sheet.add_paper_line(uow, session_id=session, line=line),
            label=N_("Add a line of the sheet"),
            scope="observe",
            done=kept,
            failed=refused,
        )
        self.line.clear()
        self._read()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: BaseException) -> None:
        self._warn(error.say(self.ui.texts) if isinstance(error, UserError) else str(error))

    def _warn(self, said: str) -> None:
        self.trouble.set_words(said)
        self.trouble.setVisible(bool(said))

    def _lay_out(self) -> None:
        ui = self.ui
        card = FormCard(ui, 820)
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        ways = QHBoxLayout()
        ways.addWidget(self.back)
        ways.addStretch(1)
        column.addLayout(ways)
        column.addWidget(Label(ui, words(N_("Type in a paper sheet")), "h1", wrap=True))
        facts = QVBoxLayout(self._facts)
        facts.setContentsMargins(0, 0, 0, 0)
        facts.setSpacing(6)
        for name, widget in (
            (N_("Site"), self.site),
            (N_("Phase"), self.phase),
            (N_("Who filled the sheet"), self.who),
        ):
            facts.addWidget(Label(ui, words(name), "small", "text.secondary", weight=500))
            facts.addWidget(widget)
        grid = QGridLayout()
        grid.setSpacing(8)
        times = ((N_("Day"), self.day), (N_("Began"), self.began), (N_("Length, min"), self.minutes))
        for n, (name, field) in enumerate(times):
            field.setAccessibleName(ui.texts.t(name))
            grid.addWidget(Label(ui, words(name), "small", "text.secondary", weight=500), 0, n)
            grid.addWidget(field, 1, n)
        facts.addLayout(grid)
        column.addWidget(self._facts)
        column.addWidget(self.trouble)
        column.addWidget(self.personal)
        go = QHBoxLayout()
        go.addWidget(self.go)
        go.addStretch(1)
        column.addLayout(go)
        self._lay_out_sheet()
        column.addWidget(self._sheet)
        content = QWidget()
        across = QHBoxLayout(content)
        across.setContentsMargins(16, 16, 16, 16)
        across.addStretch(1)
        across.addWidget(card, 8, Qt.AlignmentFlag.AlignTop)
        across.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(Scroll(ui, content))

    def _lay_out_sheet(self) -> None:
        ui = self.ui
        sheet = QVBoxLayout(self._sheet)
        sheet.setContentsMargins(0, 0, 0, 0)
        sheet.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.add)
        help_words = N_(
            "One line for a shopper: letter, time in and out, keys of codes with a count (minutes for a "
            "state) and @ a time of its own if it is known, then words. A line without a letter is a note."
        )
        sheet.addWidget(Label(ui, words(help_words), "small", "text.secondary", wrap=True))
        sheet.addLayout(row)
        sheet.addWidget(self.understood)
        sheet.addWidget(self.latest)
