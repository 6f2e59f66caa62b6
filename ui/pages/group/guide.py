# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide's clock: planned and used minutes of every section, what will overrun, probes, slips."""

import math
from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxfield.analysis.agenda import Agenda, Part, PartTime, agenda
from cxfield.i18n import N_, Texts, pick
from cxfield.services.group_line import leading_word
from cxfield.services.group_room import SLIPS
from cxfield.services.group_views import PartView
from ui.context import Say, Ui
from ui.editors.flow import FlowLayout
from ui.pages.group.log import Log
from ui.pages.group.seats import clock_words
from ui.shortcuts import keycap_of
from ui.widgets.base import PaintedButton
from ui.widgets.buttons import Button, Kind
from ui.widgets.chips import Chip
from ui.widgets.containers import Card, Line
from ui.widgets.label import Label
from ui.widgets.paint import RIGHT, box, elided, tag, tag_size, text

_MOST_PROBES = 9
_SOON_MIN = 1.0
_KINDS_MS = 15_000
#: What a moderator can always ask, when the guide has no probes of its own.
PROBES: tuple[str, ...] = (
    N_("Tell more"),
    N_("An example?"),
    N_("And others?"),
    N_("Otherwise?"),
)


def agenda_now(log: Log) -> Agenda:
    """Planned against used at this moment."""
    state, now = log.state, log.now()
    return agenda(
        [Part(part.id, part.minutes) for part in state.parts],
        state.visits,
        now,
        pauses=[(a, now if b is None else b) for a, b in state.head.pauses],
        moved=state.sheet.moved,
        total_min=state.head.planned_min,
        ended=log.over,
    )


def whole(minutes: float, texts: Texts) -> str:
    """Minutes without needless decimals."""
    return texts.number(minutes, 0 if abs(minutes - round(minutes)) < 0.05 else 1)


class PartRow(PaintedButton):
    """A section: name, overrun, used and planned minutes, a bar; press goes there."""

    def __init__(self, ui: Ui, part: PartView) -> None:
        super().__init__(ui, lambda x: pick(part.name, x.locale))
        self.part = part
        self._time: PartTime | None = None
        self._current = self._warn = False
        self._longest = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_time(self, time: PartTime, longest: float, *, current: bool, warn: bool) -> None:
        """Change the figures."""
        shown = (round(time.used_min * 60), time.planned_min, longest, current, warn)
        before = self._time
        if before is not None and shown == (
            round(before.used_min * 60), before.planned_min, self._longest, self._current, self._warn
        ):  # fmt: skip
            return
        self._time, self._longest, self._current, self._warn = time, longest, current, warn
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        """Said with its minutes."""
        super().retranslate()
        time, texts = getattr(self, "_time", None), self.ui.texts
        if time is not None:
            used, planned = whole(time.used_min, texts), whole(time.planned_min, texts)
            said = texts.t("{used} of {planned} min", used=used, planned=planned)
            here = ", " + texts.t("now") if self._current else ""
            self.setAccessibleName(f"{self.words}, {said}{here}")
            self.setToolTip(f"{self.words}, {said}")

    def sizeHint(self) -> QSize:
        """48 high, two lines."""
        return QSize(self.theme.px(240), self.theme.height(48, "control"))

    def draw(self, painter: QPainter) -> None:
        """Words above, bar below."""
        theme, texts, time = self.theme, self.ui.texts, self._time
        if self._current:
            box(painter, self.rect(), 8, theme.color("bg.selected"))
        elif self.isDown() or self.hovered():
            box(painter, self.rect(), 8, theme.color("bg.hover"))
        if time is None:
            return
        pad = 10
        line = QRectF(pad, 4, self.width() - 2 * pad, theme.line("control"))
        planned = f" / {whole(time.planned_min, texts)}"
        used = "–" if not time.visited else whole(float(int(time.used_min)), texts)
        if self._current:
            used = clock_words(round(time.used_min * 60_000))
        quiet, ink = theme.color("text.secondary"), theme.color("text.primary")
        text(painter, line, planned, theme.font("control", tnum=True), quiet, RIGHT)
        right = line.right() - theme.metrics("control", tnum=True).horizontalAdvance(planned) - 3
        wide = theme.metrics("control", 600, tnum=True).horizontalAdvance(used)
        area = QRectF(right - wide - 2, line.top(), wide + 3, line.height())
        text(painter, area, used, theme.font("control", 600, tnum=True), ink)
        right -= wide + 10
        over = int(time.used_min - time.planned_min)
        if time.visited and over >= 1:
            words = f"+{over}"
            mark, _ = tag_size(theme, words)
            tag(painter, theme, right - mark, line.top(), words, ink="warning.base", fill="warning.subtle")
            right -= mark + 8
        name = elided(theme, "control", self.words, right - line.left(), 600 if self._current else 400)
        font = theme.font("control", 600 if self._current else 400)
        text(painter, line, name, font, ink if time.visited else quiet)
        self._bar(painter, time, QRectF(pad, line.bottom() + 5, line.width(), theme.px(9)))

    def _bar(self, painter: QPainter, time: PartTime, room: QRectF) -> None:
        theme = self.theme
        unit = room.width() / max(1.0, self._longest)
        track = QRectF(room.left(), room.top(), max(6.0, unit * time.planned_min), room.height())
        box(painter, track, 3, theme.color("bg.surface"), theme.color("line.strong"))
        used = min(time.used_min, time.planned_min)
        fill = theme.color("accent.base") if self._current else theme.step("sequential7", 4)
        if used > 0:
            box(painter, QRectF(track.left(), track.top(), max(4.0, unit * used), track.height()), 3, fill)
        if time.over_min > 0:
            left = track.right()
            over = QRectF(left, track.top(), max(4.0, unit * time.over_min), track.height())
            box(painter, over, 3, theme.color("warning.fill"), theme.color("warning.base"))


class GuideCard(Card):
    """Sections, what is short, probes of the present section, slips and the next section."""

    def __init__(self, ui: Ui, log: Log) -> None:
        super().__init__(ui)
        self.log = log
        self.rows: dict[str, PartRow] = {}
        self.probes: list[Chip] = []
        self._part = ""
        self._asked = 0
        self.short = Label(ui, "", "small", "warning.base", weight=600, wrap=True, icon_name="timer")
        self.question = Label(ui, "", "body", weight=600, wrap=True)
        self.turn = Button(ui, "", icon_name="chevron-right", touch=True)
        self.leading = Label(ui, "", "small", "warning.base", wrap=True, icon_name="warning")
        self._probe_box = QWidget()
        self._probe_flow = FlowLayout(self._probe_box, 6)
        self.slips = Button(ui, "", icon_name="flag", key=keycap_of("group.slip"), touch=True)
        self.next = Button(ui, lambda x: x.t("Next section"), kind=Kind.PRIMARY, touch=True)
        self.shift = Button(ui, lambda x: x.t("Move minutes"), kind=Kind.GHOST)
        self._latest = ""
        self._kinds = QWidget()
        kinds = FlowLayout(self._kinds, 6)
        for kind, name in SLIPS[1:]:
            chip = Chip(ui, _words(name))
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(lambda _on=False, at=kind: self._named(at))
            kinds.addWidget(chip)
        self._kinds.hide()
        self._away = QTimer(self)
        self._away.setSingleShot(True)
        self._away.setInterval(_KINDS_MS)
        self._away.timeout.connect(self._put_away)
        self._lay_out()
        for button in (self.slips, self.next, self.shift, self.turn):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.next.clicked.connect(lambda: self.step(1))
        self.slips.clicked.connect(self.slip)
        self.turn.clicked.connect(lambda: self.turn_question(1))
        log.guided.connect(self.refresh)
        log.changed.connect(self.rebuild)
        ui.texts_changed.connect(self.rebuild)
        self.rebuild()

    def _lay_out(self) -> None:
        ui = self.ui
        head = QHBoxLayout()
        head.addWidget(Label(ui, lambda x: x.t("Discussion guide"), "h2", elide=True), 1)
        head.addWidget(self.shift)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.slips, 1)
        foot.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self._list)
        column.addWidget(self.short)
        column.addWidget(Line(ui))
        asked = QHBoxLayout()
        asked.setSpacing(8)
        asked.addWidget(self.question, 1)
        asked.addWidget(self.turn)
        column.addLayout(asked)
        column.addWidget(self.leading)
        column.addWidget(self._probe_box)
        column.addStretch(1)
        column.addWidget(self._kinds)
        column.addLayout(foot)

    @property
    def current(self) -> str:
        """The section the discussion is in."""
        return agenda_now(self.log).current

    def rebuild(self) -> None:
        """Other sections."""
        parts = self.log.state.parts
        if list(self.rows) != [part.id for part in parts]:
            for row in self.rows.values():
                row.hide()
                row.deleteLater()
            self.rows = {}
            for part in parts:
                row = PartRow(self.ui, part)
                row.clicked.connect(lambda _on=False, at=part.id: self.log.go_to(at))
                self._list.addWidget(row)
                self.rows[part.id] = row
        self._part = "?"
        self.refresh()

    def refresh(self) -> None:
        """Minutes, overrun, probes, slips."""
        found, texts = agenda_now(self.log), self.ui.texts
        # In whole minutes: a section that runs over would paint every row anew every second.
        longest = float(max([math.ceil(max(p.planned_min, p.used_min)) for p in found.parts] + [1]))
        for part in found.parts:
            if part.id in self.rows:
                current = part.id == found.current
                self.rows[part.id].show_time(part, longest, current=current, warn=part.over_min > 0)
        self.short.set_words(self._warning(found, texts))
        self.short.setVisible(bool(self.short.words))
        slips = sum(kind in dict(SLIPS) for _, kind, _, _ in self.log.state.marks)
        words = texts.t("Slips: {n}", n=slips)
        if words != self.slips.words:
            self.slips.set_words(words)
        if found.current != self._part:
            self._part, self._asked = found.current, 0
            self._show_probes()
        self._mark_probes()
        live = self.log.live
        for button in (self.slips, self.next):
            button.setEnabled(live)
        self.shift.setEnabled(not self.log.study.read_only and len(self.rows) > 1)

    def _warning(self, found: Agenda, texts: Texts) -> str:
        if self.log.over or not found.current:
            return ""
        if found.short_min >= _SOON_MIN:
            return texts.t(
                "At this pace {minutes} min too little is left for the rest.",
                minutes=whole(float(round(found.short_min)), texts),
            )
        now = next(p for p in found.parts if p.id == found.current)
        left = now.planned_min - now.used_min
        if 0 < left <= _SOON_MIN and now.planned_min > _SOON_MIN:
            return texts.t("A minute is left for this section.")
        return ""

    # -- probes

    def _show_probes(self) -> None:
        questions = self._questions()
        asked = questions[self._asked] if questions else None
        locale = self.ui.texts.locale
        self.turn.setVisible(len(questions) > 1)
        self.turn.set_words(f"{self._asked + 1}/{len(questions)}")
        self.turn.setAccessibleName(
            self.ui.texts.t("Next question ({n} of {m})", n=self._asked + 1, m=len(questions))
        )
        words = pick(asked[0], locale) if asked else ""
        self.question.set_words(words)
        self.question.setVisible(bool(words))
        word = leading_word(words, locale) if words else ""
        self.leading.set_words(self.ui.texts.t("“{word}” may lead the answers.", word=word) if word else "")
        self.leading.setVisible(bool(word))
        own = [pick(probe, locale) for probe in asked[1]] if asked else []
        probes = own or [self.ui.texts.t(probe) for probe in PROBES]
        for chip in self.probes:
            chip.hide()
            chip.deleteLater()
        self.probes = []
        for at, probe in enumerate(probes[:_MOST_PROBES]):
            chip = Chip(self.ui, probe, key=f"Alt {at + 1}")
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(lambda _on=False, n=at: self.probe(n))
            self._probe_flow.addWidget(chip)
            chip.show()
            self.probes.append(chip)

    def _questions(self) -> tuple[tuple[Mapping[str, str], tuple[Mapping[str, str], ...]], ...]:
        """The questions of the present section, each with its probes."""
        part = next((p for p in self.log.state.parts if p.id == self._part), None)
        return part.questions if part is not None else ()

    def turn_question(self, by: int) -> None:
        """To the next question of this section, round and round."""
        n = len(self._questions())
        if n > 1:
            self._asked = (self._asked + by) % n
            self._show_probes()
            self._mark_probes()

    def _probe_key(self, number: int) -> str:
        return f"{self._part}.{self._asked}.{number}" if self._asked else f"{self._part}.{number}"

    def probe(self, number: int) -> None:
        """A probe of the question in front was used."""
        if 0 <= number < len(self.probes):
            self.log.probe(self._probe_key(number))
            self._mark_probes()

    def _mark_probes(self) -> None:
        used = {text for _, kind, _, text in self.log.state.marks if kind == "probe"}
        for at, chip in enumerate(self.probes):
            chip.set_used(self._probe_key(at) in used)

    # -- going on

    def step(self, by: int) -> None:
        """To the next section, or the one before."""
        order = list(self.rows)
        here = self.current
        at = order.index(here) + by if here in order else 0
        if 0 <= at < len(order):
            self.log.go_to(order[at])

    def slip(self) -> None:
        """Log a slip with one press; for a while it can be said which one it was."""
        self._latest = self.log.slip()
        if self._latest:
            self._probe_box.hide()  # which slip it was is said in their place: the column grows no higher
            self._kinds.show()
            self._away.start()

    def _named(self, kind: str) -> None:
        if self._latest:
            self.log.name_slip(self._latest, kind)
        self._put_away()

    def _put_away(self) -> None:
        self._away.stop()
        self._kinds.hide()
        self._probe_box.show()


def _words(msgid: str) -> Say:
    return lambda x: x.t(msgid)
