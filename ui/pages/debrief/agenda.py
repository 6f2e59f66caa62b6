# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The agenda: seven parts with clocks and questions, who is here, everyone's own view, the parking lot."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from cxfield.i18n import N_, Texts
from cxfield.services import debrief_meeting as verbs
from ui.context import Say
from ui.pages.debrief.desk import DebriefDesk
from ui.pages.debrief.facilitator import Facilitator
from ui.pages.plan.fields import Bound
from ui.pages.plan.fold import FlowBar
from ui.pages.plan.tab import Tab, clear, column, line, said, titled
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.checks import CheckRow
from ui.widgets.chips import Tag
from ui.widgets.containers import Card, EmptyState, Line, Scroll
from ui.widgets.field import LineInput, TextField
from ui.widgets.keep_focus import keeping_focus
from ui.widgets.label import Label

START, HOLD = N_("Hold the meeting"), N_("Turn to a part of the agenda")
PEOPLE, VIEWS, PARK = N_("Who is at the meeting"), N_("Give one's own view"), N_("Put in the parking lot")
TURN, PAUSE = N_("Turn to this"), N_("Pause")
_TICK_MS = 1000


class AgendaTab(Tab):
    """Left: the parts. Right: people, own views, parking lot."""

    kinds = frozenset(("agenda_part", "attendee", "own_view", "parked", "session"))

    def __init__(self, desk: DebriefDesk) -> None:
        super().__init__(desk)
        self.debrief = desk
        self.view: verbs.MeetingView | None = None
        self.parts: dict[str, _Part] = {}
        self._shown: dict[str, object] = {}
        self.tick = QTimer(self)
        self.tick.setInterval(_TICK_MS)
        self.tick.timeout.connect(self._show_clocks)
        self.facilitator: Facilitator | None = None
        self.own: TextField | None = None
        self._given = False
        self.clock = Label(self.ui, "", "h1", weight=600)
        self.full = Button(self.ui, lambda x: x.t("Show on the projector"), icon_name="debrief")
        self.end = Button(self.ui, lambda x: x.t("End the meeting"), icon_name="stop")
        self.again = Button(self.ui, lambda x: x.t("Hold another meeting"), icon_name="plus")
        self.begin = EmptyState(
            self.ui,
            lambda x: x.t("Gather the observers: seven parts, half an hour, everyone's own view first."),
            icon_name="agenda",
            action=lambda x: x.t("Hold the meeting"),
        )
        self._lay_out()
        self.begin.pressed.connect(self.add_new)
        self.full.clicked.connect(self.show_full)
        self.end.clicked.connect(self._end)
        self.again.clicked.connect(self.add_new)

    def refresh(self) -> None:
        """Ask again."""
        view = self.desk.read(verbs.meeting_view, self.ui.texts.locale)
        self.view = view
        ready = view is not None and bool(view.parts)
        self.body.setVisible(ready)
        self.begin_box.setVisible(not ready)
        if view is None or not ready:
            self.tick.stop()
            return
        self._show_parts(view)
        # What somebody is typing or has in focus stays while only something else has changed.
        if self._shown.get("people") != view.people:
            with keeping_focus(self.people_card):
                self._show_people(view)
            with keeping_focus(self.views_card):
                self._show_views(view)
            self._hand_on()
        if self._shown.get("parked") != view.parked:
            with keeping_focus(self.aside_card):
                self._show_parked(view)
        self._shown = {"people": view.people, "parked": view.parked}
        for button, wanted in ((self.end, not view.over), (self.again, view.over)):
            button.setVisible(wanted)
        self._show_clocks()
        running = any(part.running_since for part in view.parts)
        self.tick.start() if running else self.tick.stop()
        if self.facilitator is not None:
            self.facilitator.show_meeting(view)

    def add_new(self) -> None:
        """Hold the meeting; the first part waits for its press."""
        self.desk.write(verbs.open_meeting, label=START, done=lambda _made: self._begun())

    def _begun(self) -> None:
        if isValid(self) and self.ui.study is not None:
            self.refresh()
            next(iter(self.parts.values())).turn.setFocus(Qt.FocusReason.TabFocusReason)

    def _hand_on(self) -> None:
        """Whoever gave the laptop on leaves the cursor for the next one."""
        given, self._given = self._given, False
        if given and self.own is not None:
            self.own.input.setFocus()
        elif given and self.view is not None:
            running = [part.id for part in self.view.parts if part.running_since is not None]
            for part_id in running:
                self.parts[part_id].notes.focus()

    def show_full(self) -> None:
        """The view for everybody: one part, large, with its clock."""
        if self.view is None:
            return
        if self.facilitator is None:
            self.facilitator = Facilitator(self.debrief, self.turn)
        self.facilitator.show_meeting(self.view)
        self.facilitator.showFullScreen()

    def turn(self, part_id: str) -> None:
        """Turn to a part."""
        self.desk.write(verbs.start_part, label=HOLD, part_id=part_id, stamp=self.debrief.stamp())

    def rest(self, part_id: str) -> None:
        """A break: the clock stands, the part goes on later."""
        self.desk.write(verbs.rest_part, label=HOLD, part_id=part_id, stamp=self.debrief.stamp())

    def leave(self) -> None:
        """Another tab comes to the front."""
        if self.facilitator is not None:
            self.facilitator.hide()

    def _end(self) -> None:
        if self.view is not None:
            self.desk.write(
                verbs.end_meeting, label=HOLD, session_id=self.view.session_id, stamp=self.debrief.stamp()
            )

    def _show_clocks(self) -> None:
        view = self.view
        if view is None or self.ui.study is None:
            self.tick.stop()
            return
        now = self.debrief.stamp().utc_ms
        spent, planned = view.spent_at(now), view.planned_ms
        msgid = N_("Over: {spent} of {n} min") if view.over else N_("{spent} of {n} min")
        self.clock.set_words(lambda x: x.t(msgid, spent=x.stopwatch(spent), n=planned // 60_000))
        for part in view.parts:
            if part.id in self.parts:
                self.parts[part.id].show_clock(part, now)
        if self.facilitator is not None and self.facilitator.isVisible():
            self.facilitator.show_clock(now)

    def _show_parts(self, view: verbs.MeetingView) -> None:
        if list(self.parts) != [part.id for part in view.parts]:
            clear(self.part_list)
            self.parts = {part.id: _Part(self, part) for part in view.parts}
            for card in self.parts.values():
                self.part_list.addWidget(card)
        for part in view.parts:
            self.parts[part.id].show_part(part)

    def _show_people(self, view: verbs.MeetingView) -> None:
        clear(self.people)
        boxes = [CheckRow(self.ui, person.code) for person in view.people]
        wide = max((box.sizeHint().width() for box in boxes), default=0)
        for person, here in zip(view.people, boxes, strict=True):
            here.setMinimumWidth(wide)
            here.setChecked(person.present)
            here.setEnabled(not self.desk.read_only)
            here.clicked.connect(self._present(person.id, here))
            row = line(here, gap=8)
            row.addWidget(self._function(person), 1)
            words: Say = (lambda x: x.t("given")) if person.given else (lambda x: x.t("not yet"))
            tone = ("success.base", "success.subtle") if person.given else ("text.secondary", "bg.hover")
            row.addWidget(Tag(self.ui, words, ink=tone[0], fill=tone[1]))
            self.people.addLayout(row)

    def _function(self, person: verbs.Person) -> LineInput:
        """What somebody stands for; written where it is read."""
        name: Say = lambda x: x.t("{who}: function", who=person.code)  # noqa: E731 - words of a widget
        made = LineInput(self.ui, placeholder=lambda x: x.t("Function"), name=name)
        made.setText(person.function)
        made.setCursorPosition(0)
        made.setEnabled(not self.desk.read_only)

        def keep() -> None:
            if made.text() != person.function:
                self.desk.write(
                    verbs.change_attendee, label=PEOPLE, attendee_id=person.id, function=made.text()
                )

        made.editingFinished.connect(keep)
        return made

    def _present(self, attendee_id: str, box: CheckRow) -> Callable[[], None]:
        return lambda: self.desk.write(
            verbs.change_attendee, label=PEOPLE, attendee_id=attendee_id, present=box.isChecked()
        )

    def _add_person(self) -> None:
        if self.view is not None:
            self.desk.write(
                verbs.add_attendee,
                label=PEOPLE,
                session_id=self.view.session_id,
                code=self.code.value,
                function=self.function.value,
                done=self._added,
            )

    def _added(self, _made: object) -> None:
        self.code.set_value("")
        self.function.set_value("")
        self.code.input.setFocus()

    def _show_views(self, view: verbs.MeetingView) -> None:
        clear(self.views)
        self.own = None
        there = [person for person in view.people if person.present]
        if view.shown:
            for person in there:
                self.views.addWidget(Label(self.ui, f"{person.code}: {person.view}", "body", wrap=True))
            return
        words = Label(
            self.ui,
            lambda x: x.t(
                "{n} of {m} have written. Nobody's words are shown before everyone has.",
                n=sum(p.given for p in there),
                m=len(there),
            ),
            "small",
            "text.secondary",
            wrap=True,
        )
        self.views.addWidget(words)
        left = [person for person in there if not person.given]
        if left:
            self.views.addWidget(self._own_view(left[0]))

    def _own_view(self, person: verbs.Person) -> QWidget:
        """Pass the laptop round: the next one writes, what was written is out of sight at once."""
        box = QWidget()
        inner = column(box, gap=6)
        field = TextField(self.ui, lambda x: x.t("{who}: what stood out to you?", who=person.code))
        field.setEnabled(not self.desk.read_only)
        self.own = field
        give = Button(self.ui, lambda x: x.t("Give and pass on"), icon_name="chevron-right", touch=True)
        give.setEnabled(not self.desk.read_only)

        def send() -> None:
            self._given = True
            self.desk.write(
                verbs.give_view,
                label=VIEWS,
                attendee_id=person.id,
                text=field.value,
                stamp=self.debrief.stamp(),
            )

        give.clicked.connect(send)
        field.input.returnPressed.connect(send)
        inner.addWidget(field)
        inner.addLayout(line(give, 1))
        return box

    def _show_parked(self, view: verbs.MeetingView) -> None:
        clear(self.parked)
        for parked_id, words, taken_up in view.parked:
            box = CheckRow(self.ui, words)
            box.setChecked(taken_up)
            box.setEnabled(not self.desk.read_only)
            box.clicked.connect(self._take_up(parked_id, box))
            self.parked.addWidget(box)

    def _take_up(self, parked_id: str, box: CheckRow) -> Callable[[], None]:
        return lambda: self.desk.write(verbs.take_up, label=PARK, parked_id=parked_id, on=box.isChecked())

    def _park(self) -> None:
        if self.view is not None:
            self.desk.write(
                verbs.park,
                label=PARK,
                session_id=self.view.session_id,
                text=self.aside.value,
                done=lambda _made: self.aside.set_value(""),
            )

    def _lay_out(self) -> None:
        ui = self.ui
        self.body = QWidget()
        row = line(gap=0, parent=self.body)
        left = QWidget()
        inner = column(left, margins=16, gap=10)
        inner.addWidget(FlowBar((self.clock,), (self.full, self.end, self.again)))
        self.part_list: QVBoxLayout = column(gap=10)
        inner.addLayout(self.part_list)
        inner.addStretch(1)
        row.addWidget(Scroll(ui, left), 3)
        right = QWidget()
        side = column(right, margins=16, gap=12)
        row.addWidget(Scroll(ui, right), 2)
        self._lay_side(side)
        outer = column(self, gap=0)
        outer.addWidget(self.body, 1)
        self.begin_box = QWidget()
        column(self.begin_box, margins=24).addWidget(self.begin)
        outer.addWidget(self.begin_box)

    def _lay_side(self, side: QVBoxLayout) -> None:
        ui = self.ui
        self.people_card, inner = titled(ui, lambda x: x.t("Who is here"))
        self.people: QVBoxLayout = column(gap=4)
        inner.addLayout(self.people)
        inner.addWidget(Line(ui))
        self.code = TextField(ui, lambda x: x.t("Code"))
        self.function = TextField(ui, lambda x: x.t("Function"))
        join = Button(ui, lambda x: x.t("Add a person"), icon_name="plus")
        join.clicked.connect(self._add_person)
        self.function.input.returnPressed.connect(self._add_person)
        inner.addLayout(_two(self.code, self.function))
        inner.addLayout(line(join, 1))
        self.views_card, inner = titled(ui, lambda x: x.t("Everyone's own view first"))
        self.views: QVBoxLayout = column(gap=8)
        inner.addLayout(self.views)
        self.aside_card, inner = titled(ui, lambda x: x.t("Parking lot"))
        self.parked: QVBoxLayout = column(gap=4)
        inner.addLayout(self.parked)
        self.aside = TextField(ui, lambda x: x.t("For later"))
        self.aside.input.returnPressed.connect(self._park)
        put = Button(ui, lambda x: x.t("Put aside"), icon_name="parking")
        put.clicked.connect(self._park)
        inner.addWidget(self.aside)
        inner.addLayout(line(put, 1))
        for widget in (join, put, self.code, self.function, self.aside, self.end, self.again):
            widget.setEnabled(not self.desk.read_only)
        for card in (self.views_card, self.people_card, self.aside_card):
            side.addWidget(card)
        side.addStretch(1)


def _two(one: QWidget, other: QWidget) -> QHBoxLayout:
    row = line(gap=10)
    row.addWidget(one, 1)
    row.addWidget(other, 2)
    return row


class _Part(Card):
    """One part: name, questions, its clock; a press turns to it."""

    def __init__(self, tab: AgendaTab, part: verbs.PartView) -> None:
        super().__init__(tab.ui)
        self.tab, self.ui = tab, tab.ui
        inner = column(self, margins=12, gap=6)
        self.name = Label(tab.ui, said(part.name), "h2", weight=600, wrap=True)
        self.clock = Label(tab.ui, "", "body", "text.secondary")
        self.turn = Button(tab.ui, said(TURN), icon_name="play", touch=True)
        self.done = IconButton(tab.ui, "check", lambda x: x.t("Talked through"), touch=True)
        head = line(gap=10)
        head.addWidget(self.name, 1, Qt.AlignmentFlag.AlignVCenter)
        for widget in (self.clock, self.turn, self.done):
            head.addWidget(widget)
        inner.addLayout(head)
        self.questions = Label(tab.ui, "", "body", "text.secondary", wrap=True)
        inner.addWidget(self.questions)
        self.notes = Bound(tab.desk, lambda x: x.t("What was said"), rows=2)
        self.notes.bind(self._write(part.id), part.notes)
        inner.addWidget(self.notes)
        self.running = False
        self.turn.clicked.connect(lambda: tab.rest(part.id) if self.running else tab.turn(part.id))
        self.done.clicked.connect(lambda: tab.desk.write(
            verbs.rest_part, label=HOLD, part_id=part.id, finished=True,
            stamp=tab.debrief.stamp()))  # fmt: skip
        for widget in (self.turn, self.done):
            widget.setEnabled(not tab.desk.read_only)

    def show_part(self, part: verbs.PartView) -> None:
        """What it says now."""
        self.questions.set_words(" ".join(part.prompts))
        self.notes.show_text(part.notes)
        self.running = running = part.running_since is not None
        self.turn.set_words(said(PAUSE if running else TURN))
        self.turn.set_icon_name("pause" if running else "play")
        self.turn.set_kind(Kind.PRIMARY if running else Kind.OUTLINE)
        self.set_look(
            fill="accent.subtle" if running else "bg.surface",
            line="accent.base" if running else "line.hairline",
        )
        self.name.set_icon_name("check" if part.done else None)
        self.notes.setVisible(running or bool(part.notes))

    def show_clock(self, part: verbs.PartView, now: int) -> None:
        """Time spent of the planned minutes; over it in amber, never blinking."""
        spent = part.spent_at(now)
        self.clock.set_words(lambda x: part_clock(part, spent, x))
        self.clock.set_color("warning.base" if spent > part.planned_ms else "text.secondary")

    def _write(self, part_id: str) -> Callable[[str, object, object], None]:
        def write(text: str, done: object, failed: object) -> None:
            self.tab.desk.write(verbs.change_part, part_id=part_id, notes=text, done=done, failed=failed)  # type: ignore[arg-type]

        return write


def part_clock(part: verbs.PartView, spent: int, texts: Texts) -> str:
    """Spent and planned."""
    return texts.t(
        "{spent} of {n} min", spent=texts.stopwatch(spent), n=texts.number(part.planned_ms / 60_000, 0)
    )
