# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dialogs over a running group: consents, putting the table right, moving minutes, stopping, joining."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxfield.errors import UserError
from cxfield.i18n import N_, pick
from cxfield.model.enums import ConsentItem
from cxfield.model.people import Erasure, Participant
from cxfield.services import group_seats
from cxfield.services.group import MODERATOR_KEYS, SEAT_KEYS
from cxfield.services.group_room import move_minutes
from cxfield.services.interview_views import allowed
from cxfield.storage import Reader
from ui.context import Say, Ui
from ui.pages.group.log import Log
from ui.pages.plan.fields import Area, Frame
from ui.widgets.buttons import Button, Kind
from ui.widgets.checks import Stepper
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import Scroll
from ui.widgets.dialog import Dialog, Way
from ui.widgets.field import TextField
from ui.widgets.label import Label
from ui.widgets.segment import Option

ITEMS: tuple[tuple[ConsentItem, str], ...] = (
    (ConsentItem.PARTICIPATION, N_("Takes part")),
    (ConsentItem.AUDIO, N_("Audio")),
    (ConsentItem.QUOTES, N_("Quotes")),
)
_CLOSE = (Way("close", lambda x: x.t("Close"), Kind.PRIMARY, "Esc"),)


def _said(msgid: str) -> Say:
    return lambda x: x.t(msgid)


def scrolled(ui: Ui, dialog: Dialog, content: QWidget, high: int) -> None:
    """Put a form into a dialog, as high as it needs or as the screen lets it."""
    area = Scroll(ui, content, fill="bg.surface")
    area.setMinimumHeight(min(ui.theme.px(high), content.sizeHint().height() + 4))
    area.setMinimumWidth(content.sizeHint().width() + 16)
    dialog.body.addWidget(area, 1)


def _last(n: int) -> Say:
    return lambda x: x.tn("the last {n} minute", "the last {n} minutes", n)


def _name(labels: Mapping[str, str]) -> Say:
    return lambda x: pick(labels, x.locale)


class CorrectDialog(Dialog):
    """Who came late, who left, which key, two seats mixed up: everything that was wrong is put right."""

    def __init__(self, ui: Ui, log: Log, parent: QWidget) -> None:
        super().__init__(
            ui, lambda x: x.t("Correct the table"), "", _CLOSE, escape="close", parent=parent.window()
        )
        self.log = log
        now = log.now()
        people = log.state.people
        options = [Option(seat.id, seat.code) for seat in people]
        first = people[0].id if people else None
        self.who = ChoiceBox(ui, lambda x: x.t("Seat"), options, first, touch=True)
        self.leave = Button(ui, lambda x: x.t("Leaves now"), touch=True)
        self.back = Button(ui, lambda x: x.t("Is here again"), touch=True)
        keys = [Option(key, key) for key in (*SEAT_KEYS, *MODERATOR_KEYS)]
        key = people[0].key if people else None
        self.key = ChoiceBox(ui, lambda x: x.t("Key"), keys, key, touch=True)
        self.set_key = Button(ui, lambda x: x.t("Give this key"), touch=True)
        self.late = ChoiceBox(ui, lambda x: x.t("Who comes"), self._candidates(), touch=True)
        self.arrive = Button(ui, lambda x: x.t("Comes in now"), touch=True)
        self.one = ChoiceBox(ui, lambda x: x.t("First seat"), options, first, touch=True)
        self.other = ChoiceBox(
            ui,
            lambda x: x.t("Second seat"),
            options,
            options[1].value if options[1:] else first,
            touch=True,
        )
        minutes = now // 60_000
        self.since = ChoiceBox(
            ui, lambda x: x.t("Since when"),
            [
                Option("0", lambda x: x.t("from the start")),
                *(
                    Option(str(now - n * 60_000), _last(n))
                    for n in (1, 5, 10, 20, 40)
                    if n < minutes
                ),
            ],
            "0", touch=True,
        )  # fmt: skip
        self.swap = Button(ui, lambda x: x.t("Swap what was logged"), touch=True)
        self.drag = Button(ui, lambda x: x.t("Drag the seats"), icon_name="drag", touch=True)
        self.note = Label(ui, "", "body", "danger.base", wrap=True, icon_name="warning")
        self.note.hide()
        self._fill()
        self._connect()

    def _fill(self) -> None:
        ui = self.ui
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(6)
        parts: tuple[tuple[str, tuple[QWidget, ...]], ...] = (
            (N_("Somebody leaves, comes back or needs another key"), (self.who, self.leave, self.back)),
            ("", (self.key, self.set_key)),
            (N_("Somebody comes late"), (self.late, self.arrive)),
            (N_("Two seats were mixed up"), (self.one, self.other)),
            ("", (self.since, self.swap)),
            (N_("Somebody sits elsewhere"), (self.drag,)),
        )
        for title, widgets in parts:
            if title:
                column.addWidget(Label(ui, _said(title), "body", weight=600, wrap=True))
            row = QHBoxLayout()
            row.setSpacing(8)
            for widget in widgets:
                row.addWidget(widget, 1)
            column.addLayout(row)
        column.addStretch(1)
        scrolled(ui, self, content, 520)
        self.body.addWidget(self.note)
        for button in (self.leave, self.back, self.set_key, self.arrive, self.swap):
            button.setEnabled(not self.log.study.read_only and bool(self.log.state.people))
        self.arrive.setEnabled(self.arrive.isEnabled() and bool(self.late.options))

    def _connect(self) -> None:
        log = self.log
        self.leave.clicked.connect(lambda: self._then(lambda: log.leave(self.who.value or "")))
        self.back.clicked.connect(self._comes_back)
        self.set_key.clicked.connect(self._give_key)
        self.who.chosen.connect(self._show_key)
        self.arrive.clicked.connect(lambda: self._then(lambda: log.arrive(self.late.value or "")))
        self.swap.clicked.connect(self._swap)
        self.drag.clicked.connect(lambda: self.choose("drag"))

    def _then(self, what: object) -> None:
        what()  # type: ignore[operator]
        self.choose("close")

    def _comes_back(self) -> None:
        seat = self.log.seats.get(self.who.value or "")
        if seat is not None:
            self._then(lambda: self.log.arrive(seat.participant_id))

    def _show_key(self, seat_id: str) -> None:
        seat = self.log.seats.get(seat_id)
        if seat is not None and seat.key:
            self.key.set_value(seat.key)

    def _give_key(self) -> None:
        if self.key.value:
            self.log.do_to(group_seats.set_key, N_("Key"), seat_id=self.who.value or "", key=self.key.value)
            self.choose("close")

    def _swap(self) -> None:
        one, other = self.one.value or "", self.other.value or ""
        if one == other:
            error = UserError(N_("Choose two seats of the same table."))
            self.note.set_words(error.say)
            self.note.show()
            return
        since = int(self.since.value or 0)
        self.log.do_to(
            group_seats.swap_people, N_("Swap the seats"), one_id=one, other_id=other, since_t=since or None
        )
        self.choose("close")

    def _candidates(self) -> list[Option]:
        seated = {seat.participant_id for seat in self.log.state.people}
        return self.log.study.read(_who_may_come, seated)


def _who_may_come(reader: Reader, seated: set[str]) -> list[Option]:
    gone = {row.participant_id for row in reader.all(Erasure)}
    return [
        Option(person.id, person.code)
        for person in reader.all(Participant, order_by="code")
        if person.id not in seated
        and person.id not in gone
        and person.kind == "person"
        and allowed(reader, person.id)[ConsentItem.PARTICIPATION] is True
    ]


class TopicsDialog(Dialog):
    """What the statements are about: a line for each topic."""

    def __init__(self, ui: Ui, topics: Sequence[str], parent: QWidget) -> None:
        ways = (
            Way("keep", lambda x: x.t("Cancel"), key="Esc"),
            Way("change", lambda x: x.t("Use these topics"), Kind.PRIMARY),
        )
        super().__init__(
            ui, lambda x: x.t("Topics of the group"),
            lambda x: x.t("One topic on a line. A panel keeps its topics: its meetings can be compared."),
            ways, escape="keep", parent=parent.window(),
        )  # fmt: skip
        self.area = Area(ui, rows=6)
        self.area.setAccessibleName(ui.texts.t("Topics of the group"))
        self.area.setPlainText("\n".join(topics))
        self.body.addWidget(Frame(ui, self.area))
        self.area.setFocus()

    def names(self) -> list[str]:
        """The topics as they are written."""
        return [line for line in self.area.toPlainText().splitlines() if line.strip()]


class MinutesDialog(Dialog):
    """Minutes from one section to another; the whole stays as long as it was."""

    def __init__(self, ui: Ui, log: Log, parent: QWidget) -> None:
        ways = (
            Way("keep", lambda x: x.t("Cancel"), key="Esc"),
            Way("move", lambda x: x.t("Move minutes"), Kind.PRIMARY),
        )
        super().__init__(
            ui, lambda x: x.t("Move minutes"), lambda x: x.t("The whole length stays the same."), ways,
            escape="keep", parent=parent.window(),
        )  # fmt: skip
        self.log = log
        parts = log.state.parts
        options = [Option(p.id, _name(p.name)) for p in parts]
        now = log.state.visits[-1][1] if log.state.visits else ""
        at = next((n for n, p in enumerate(parts) if p.id == now), 0)
        # From the longest section that is still to come; at the last one, from the longest of all.
        to_come = range(at + 1, len(parts)) or [n for n in range(len(parts)) if n != at]
        longest = max(to_come, key=lambda n: parts[n].minutes, default=0)
        self.source = ChoiceBox(
            ui, lambda x: x.t("From the section"), options, parts[longest].id if parts else None
        )
        self.target = ChoiceBox(ui, lambda x: x.t("To the section"), options, parts[at].id if parts else None)
        self.minutes = Stepper(ui, low=1, high=30, value=5, name=lambda x: x.t("Minutes"))
        for name, widget in (
            (N_("From the section"), self.source),
            (N_("To the section"), self.target),
            (N_("Minutes"), self.minutes),
        ):
            self.body.addWidget(Label(ui, _said(name), "small", "text.secondary", weight=500))
            self.body.addWidget(
                widget, 0, Qt.AlignmentFlag(0) if widget is not self.minutes else Qt.AlignmentFlag.AlignLeft
            )

    def choose(self, value: str) -> None:
        """Move them, or leave everything as it is."""
        if value == "move":
            self.log.do(
                move_minutes, N_("Move minutes"), source=self.source.value or "",
                target=self.target.value or "", minutes=float(self.minutes.value),
            )  # fmt: skip
        super().choose(value)


class StopDialog(Dialog):
    """Is the group over? The summary of the day comes next."""

    def __init__(self, ui: Ui, log: Log, parent: QWidget) -> None:
        joined = log.joined
        ways = (
            Way("stay", lambda x: x.t("Continue"), Kind.PRIMARY, "Esc"),
            Way(
                "stop",
                lambda x: x.t("End the group") if not joined else x.t("Stop taking notes"),
                Kind.DANGER,
            ),
        )
        facts: Say = (
            (lambda x: x.t("The moderator's laptop ends the session. Pool this file into theirs afterwards."))
            if joined
            else (
                lambda x: x.t("Next comes the summary, which is due today. The group can be corrected later.")
            )
        )
        super().__init__(
            ui, lambda x: x.t("Is the group over?"), facts, ways, escape="stay", parent=parent.window()
        )


class JoinDialog(Dialog):
    """A second laptop: what the first one's clock shows, so that both run on one."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        ways = (
            Way("keep", lambda x: x.t("Cancel"), key="Esc"),
            Way("join", lambda x: x.t("Take notes"), Kind.PRIMARY),
        )
        super().__init__(
            ui, lambda x: x.t("Take notes on this laptop"),
            lambda x: x.t("The moderator's laptop starts the group. Type what its clock shows as you press; "
                          "small differences are put right when the files are pooled."),
            ways, escape="keep", parent=parent.window(),
        )  # fmt: skip
        self.field = TextField(ui, lambda x: x.t("The moderator's clock"), placeholder="0:00")
        self.field.set_value("0:00")
        self.body.addWidget(self.field)
        self.field.input.selectAll()
        self.field.input.setFocus()
        self.field.input.returnPressed.connect(lambda: self.choose("join"))

    def choose(self, value: str) -> None:
        """Only a time is a time."""
        if value == "join" and self.shown_ms() is None:
            self.field.set_error(lambda x: x.t("Write it as minutes and seconds, such as 2:15."))
            return
        super().choose(value)

    def shown_ms(self) -> int | None:
        """What was typed, in ms."""
        return clock_ms(self.field.value)


def clock_ms(words: str) -> int | None:
    """Read 2:15 or 1:02:15 as ms; None when it is no time."""
    parts = words.strip().replace(".", ":").split(":")
    if not parts or len(parts) > 3 or not all(part.isdigit() for part in parts):
        return None
    numbers = [int(part) for part in parts]
    if len(numbers) == 1:
        return numbers[0] * 60_000
    if any(part >= 60 for part in numbers[1:]):
        return None
    seconds = 0
    for number in numbers:
        seconds = seconds * 60 + number
    return seconds * 1000
