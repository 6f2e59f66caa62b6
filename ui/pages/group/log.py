# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The group between the screen and the file: every press shows at once and is written behind."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from cxfield.clock import Stamp
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.enums import SessionState
from cxfield.model.group import Idea, Parked, Stimulus
from cxfield.services import group as verbs
from cxfield.services import group_plan, group_room, group_seats
from cxfield.services.group_line import StatementLine
from cxfield.services.group_views import SeatView, StatementView, TurnView
from ui.pages.group.book import Book

#: Under this name the device keeps the statement that is being written.
DRAFT = "group.draft"
_TURNS = "turns"
_BOTH = N_("Key {key} belongs to {codes}. Tap the seat, or correct the table with F2.")


class Log(Book):
    """One group being logged."""

    # -- turns

    def press_key(self, key: str) -> bool:
        """A seat's key was pressed; False when nobody has it. A key of two people logs neither."""
        seats = self.with_key(key)
        if len(seats) > 1:
            codes = ", ".join(self.code(seat.id) for seat in seats)
            self.said.emit(UserError(_BOTH, key=key.upper(), codes=codes))
        elif seats:
            self.press(seats[0])
        return bool(seats)

    def press(self, seat: SeatView) -> None:
        """A seat was pressed: its turn begins, or ends if it was speaking."""
        if self.refuse():
            return
        t_ms = self.now()
        running = self.speaks(seat.id)
        if running is not None:
            self._end((running,), t_ms)
            self.post(
                _TURNS,
                lambda uow: verbs.end_turn(uow, turn_id=running.id, t_ms=t_ms),
                N_("End the turn"),
                keep=True,
            )
        elif not seat.here(t_ms) and not seat.moderator:
            self.said.emit(UserError(N_("{code} is not at the table now."), code=self.code(seat.id)))
            return
        else:
            self._begin(seat, t_ms)
        self.together = False
        self.turned.emit()

    def _begin(self, seat: SeatView, t_ms: int) -> None:
        ends = () if self.together else tuple(self.open.values())
        turn_id = self.ids.new()
        self._end(ends, t_ms)
        self.open[turn_id] = TurnView(turn_id, seat.id, t_ms, None, self.clock_id)
        ended = [turn.id for turn in ends]
        clock = self.clock_id or None
        self.post(
            _TURNS,
            lambda uow: verbs.start_turn(
                uow, session_id=self.id, seat_id=seat.id, t_ms=t_ms, turn_id=turn_id, clock_id=clock,
                ends=ended,
            ),
            N_("Turn"),
            keep=True,
        )  # fmt: skip

    def _end(self, turns: Sequence[TurnView], t_ms: int) -> None:
        for turn in turns:
            self.finish(turn, t_ms)

    def toggle_together(self) -> None:
        """The next press overlaps: nobody's turn ends."""
        if not self.refuse():
            self.together = not self.together
            self.turned.emit()

    def laugh(self) -> None:
        """Everyone laughs."""
        self._mark(group_room.LAUGH, N_("Everyone laughs"))

    def slip(self, kind: str = "slip") -> str:
        """The moderator slipped; which way can be said afterwards."""
        return self._mark(kind, N_("Slip"))

    def name_slip(self, mark_id: str, kind: str) -> None:
        """Say which slip the latest one was."""
        marks = tuple((m, kind if m == mark_id else k, t, w) for m, k, t, w in self.state.marks)
        self.state = replace(self.state, marks=marks)
        self.post(mark_id, lambda uow: group_room.change_mark(uow, mark_id=mark_id, kind=kind), N_("Slip"))
        self.guided.emit()

    def _mark(self, kind: str, label: str, text: str = "") -> str:
        if self.refuse():
            return ""
        t_ms, mark_id = self.now(), self.ids.new()
        self.state = replace(self.state, marks=(*self.state.marks, (mark_id, kind, t_ms, text)))
        clock = self.clock_id or None
        self.post(
            mark_id,
            lambda uow: group_room.mark_room(
                uow, session_id=self.id, kind=kind, t_ms=t_ms, mark_id=mark_id, clock_id=clock, text=text
            ),
            label,
            keep=True,
        )
        self.guided.emit()
        return mark_id

    def probe(self, key: str) -> None:
        """A probe was used."""
        if not any(kind == "probe" and text == key for _, kind, _, text in self.state.marks):
            self._mark("probe", N_("Probe"), key)

    # -- statements

    def state_it(self, line: StatementLine, stamp: Stamp, seat_id: str) -> None:
        """Write down a statement, at the moment its first letter was typed."""
        if self.refuse():
            return
        said = StatementView(
            self.ids.new(), line.seat_id or seat_id, self.at(stamp), line.text, line.verbatim,
            line.polarity or 0, line.topics, line.marks, clock_id=self.clock_id,
        )  # fmt: skip
        self._put(said)
        self.aimed = ""
        more: dict[str, Any] = {
            "verbatim": said.verbatim,
            "polarity": said.polarity,
            "topics": list(said.topics),
            "marks": list(said.marks),
            "clock_id": self.clock_id or None,
        }

        def write(uow: Any) -> Any:
            made = verbs.log_statement(
                uow, session_id=self.id, seat_id=said.seat_id or None, text=said.text, stamp=stamp,
                t_ms=said.t_ms, statement_id=said.id, **more,
            )  # fmt: skip
            uow.keep_local(DRAFT, None)
            return made

        self.post(said.id, write, N_("Statement"), keep=True)
        self.stated.emit()

    def _put(self, said: StatementView) -> None:
        at = self.place.get(said.id)
        if at is not None:
            self.statements[at] = said
            return
        self.place[said.id] = len(self.statements)
        self.statements.append(said)

    def rewrite(self, statement_id: str, line: StatementLine) -> None:
        """Replace what a statement says; its time and speaker stay unless the line names another."""
        said = self.statement(statement_id)
        if said is None or not line.text:
            return
        fields: dict[str, Any] = {"text": line.text, "verbatim": line.verbatim or said.verbatim}
        if line.seat_id is not None:
            fields["seat_id"] = line.seat_id
        if line.polarity is not None:
            fields["polarity"] = line.polarity
        if line.topics:
            fields["topics"] = line.topics
        if line.marks:
            fields["marks"] = line.marks
        self.change(said, N_("Edit the statement"), **fields)

    def change(self, said: StatementView, label: str, **fields: Any) -> None:
        """Change what is known of a statement."""
        if self.study.read_only:
            return
        self._put(replace(said, **fields))
        plain = {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()}
        if "reply_to" in plain:
            plain["reply_to_id"] = plain.pop("reply_to") or None
        self.post(said.id, lambda uow: verbs.change_statement(uow, statement_id=said.id, **plain), label)
        self.stated.emit()

    def toggle(self, mark: str) -> None:
        """Put a mark on the statement in aim, or take it off; also star, staff, verbatim and quote."""
        said = self.aim
        if said is None or self.study.read_only:
            return
        if mark == "star":
            self.change(said, N_("Star"), star=not said.star)
        elif mark == "staff":
            self.change(said, N_("About the staff"), about_staff=not said.about_staff)
        elif mark == "verbatim":
            self.change(said, N_("Word for word"), verbatim=not said.verbatim)
        elif mark == "quote":
            self._quote(said)
        else:
            kept = tuple(key for key in said.marks if key != mark)
            marks = kept if mark in said.marks else (*kept, mark)
            self.change(said, N_("Mark the statement"), marks=marks)

    def _quote(self, said: StatementView) -> None:
        on = not said.quote
        seat = self.seats.get(said.seat_id)
        if on and (seat is None or seat.quotes is not True):
            words = N_("{code} has not allowed quotes. Ask for consent first.")
            self.said.emit(UserError(words, code=self.code(said.seat_id)))
            return
        self._put(replace(said, quote=on, verbatim=said.verbatim or on))

        def write(uow: Any) -> Any:
            if not on:
                return verbs.unquote_statement(uow, statement_id=said.id)
            verbs.change_statement(uow, statement_id=said.id, verbatim=True)
            return verbs.quote_statement(uow, statement_id=said.id)

        self.post(said.id, write, N_("Quote"))
        self.stated.emit()

    def topic(self, key: str) -> None:
        """Give the statement in aim a topic, or take it off."""
        said = self.aim
        if said is not None:
            kept = tuple(t for t in said.topics if t != key)
            self.change(said, N_("Topic"), topics=kept if key in said.topics else (*kept, key))

    def tone(self, value: int) -> None:
        """Say how the statement in aim sounds; the same again takes it back."""
        said = self.aim
        if said is not None:
            self.change(said, N_("Change the tone"), polarity=0 if said.polarity == value else value)

    def reply(self) -> None:
        """The statement in aim answers the one before it; again: the one before that; in the end none."""
        said = self.aim
        if said is None:
            return
        at = self.place[said.id]
        before = [other.id for other in reversed(self.statements[max(0, at - 4) : at])]
        order = ["", *before]
        now = order.index(said.reply_to) if said.reply_to in order else 0
        self.change(said, N_("Reply to"), reply_to=order[(now + 1) % len(order)])

    def side(self, seat_id: str, side: int | None = None) -> None:
        """Mark a seat at the statement in aim; None goes on from nothing to agree, disagree and back."""
        said = self.aim
        if said is None or said.seat_id == seat_id or self.study.read_only:
            return
        now = 1 if seat_id in said.agree else -1 if seat_id in said.disagree else 0
        self.sides({seat_id: {0: 1, 1: -1, -1: 0}[now] if side is None else side})

    def sides(self, sides: dict[str, int]) -> None:
        """Mark several seats at the statement in aim in one gesture."""
        said = self.aim
        if said is None or self.study.read_only:
            return
        named = {seat: side for seat, side in sides.items() if seat != said.seat_id}
        agree = (said.agree - named.keys()) | {seat for seat, side in named.items() if side > 0}
        disagree = (said.disagree - named.keys()) | {seat for seat, side in named.items() if side < 0}
        self._put(replace(said, agree=agree, disagree=disagree))
        self.post(
            said.id,
            lambda uow: verbs.mark_all(uow, statement_id=said.id, sides=named),
            N_("Agreement"),
        )
        self.stated.emit()

    def all_agree(self) -> None:
        """Everybody who is here agrees; if they all do already, nobody does."""
        said, now = self.aim, self.now()
        if said is None:
            return
        here = [s.id for s in self.state.people if s.here(now) and s.id != said.seat_id]
        on = any(seat not in said.agree for seat in here)
        self.sides(dict.fromkeys(here, 1 if on else 0))

    def remove(self, statement_id: str) -> None:
        """Take a statement out."""
        at = self.place.get(statement_id)
        if at is None or self.study.read_only:
            return
        del self.statements[at]
        self.place = {said.id: n for n, said in enumerate(self.statements)}
        self.aimed = ""
        self.post(
            statement_id,
            lambda uow: verbs.remove_statement(uow, statement_id=statement_id),
            N_("Remove the statement"),
        )
        self.stated.emit()

    def aim_at(self, statement_id: str) -> None:
        """Let marks change this statement; "" goes back to the newest."""
        self.aimed = statement_id if statement_id in self.place else ""
        self.stated.emit()

    # -- the guide, the lot, the cards and the ideas

    def go_to(self, section_id: str) -> None:
        """The discussion moves to a section."""
        if self.refuse():
            return
        t_ms, clock = self.now(), self.clock_id or None
        self.state = replace(self.state, visits=(*self.state.visits, (t_ms, section_id)))
        self.post(
            "guide",
            lambda uow: group_room.go_to_part(
                uow, session_id=self.id, section_id=section_id, t_ms=t_ms, clock_id=clock
            ),
            N_("Section of the guide"),
            keep=True,
        )
        self.guided.emit()

    def do(self, verb: Callable[..., Any], label: str, **values: Any) -> None:
        """Write something of this group that is shown when it is on the disk."""
        if not self.study.read_only:
            self.post(label, lambda uow: verb(uow, session_id=self.id, **values), label)
            self.reload()

    def do_to(self, verb: Callable[..., Any], label: str, **values: Any) -> None:
        """Write something that names its own record."""
        if not self.study.read_only:
            self.post(label, lambda uow: verb(uow, **values), label)
            self.reload()

    def park(self, text: str, seat_id: str) -> None:
        """Put something in the parking lot."""
        t_ms = self.now()
        self.do(group_room.park, N_("Parking lot"), text=text, t_ms=t_ms, seat_id=seat_id or None)

    def add_idea(self, text: str, seat_id: str) -> None:
        """Write down an idea."""
        self.do(group_room.add_idea, N_("Idea"), text=text, t_ms=self.now(), seat_id=seat_id or None)

    def drop(self, kind: str, record_id: str) -> None:
        """Take out an idea, a card or a parked matter."""
        cls = {"idea": Idea, "card": Stimulus, "parked": Parked}[kind]
        self.do_to(group_room.drop, N_("Remove"), cls=cls, record_id=record_id)

    def arrive(self, participant_id: str) -> None:
        """Somebody comes late, or comes back."""
        self.do(group_seats.arrive, N_("Comes in"), participant_id=participant_id, t_ms=self.now())

    def leave(self, seat_id: str) -> None:
        """Somebody leaves the table."""
        self.do_to(group_seats.leave_table, N_("Leaves"), seat_id=seat_id, t_ms=self.now())

    def consent(self, participant_id: str, item: Any, given: bool | None) -> None:
        """Write down an answer to a consent item."""
        self.do(group_plan.consent, N_("Consent"), participant_id=participant_id, item=item, given=given)

    # -- the session

    def pause_or_resume(self) -> None:
        """Take a break, or go on."""
        stamp = self.stamp()
        t_ms = self.at(stamp)
        head = self.state.head
        if self.study.read_only or self.over or self.joined:
            return
        if head.state is SessionState.RUNNING:
            self._end(tuple(self.open.values()), t_ms)
            self.state = replace(self.state, head=replace(head, state=SessionState.PAUSED))
            pause = partial(verbs.pause_group, session_id=self.id, t_ms=t_ms)
            self.post(_TURNS, pause, N_("Pause"), keep=True)
        else:
            self.state = replace(self.state, head=replace(head, state=SessionState.RUNNING))
            resume = partial(verbs.resume_group, session_id=self.id, stamp=stamp)
            self.post(_TURNS, resume, N_("Continue"), keep=True)
        self.reload()
        self.changed.emit()

    def recover(self, seen_t: int) -> None:
        """Take up the clock after the program or the machine was restarted; it never stood still."""
        stamp = self.clock.stamp()
        if self.study.read_only or self.over:
            return
        if self.joined:
            self.do_to(verbs.resume_clock, N_("Continue"), clock_id=self.clock_id, stamp=stamp, last_t=seen_t)
        elif self.state.head.state is SessionState.RUNNING:
            self.do(verbs.resume_group, N_("Continue"), stamp=stamp, last_t=seen_t)

    def stop(self, then: Callable[[], None]) -> None:
        """End the group, or this laptop's part in it; `then` when it is on the disk."""
        stamp = self.clock.stamp()
        t_ms = self.at(stamp)
        self._end(tuple(self.open.values()), t_ms)
        joined = self.joined

        def verb(uow: Any) -> Any:
            if joined:
                return verbs.leave_group(uow, session_id=self.id, clock_id=self.clock_id, t_ms=t_ms)
            return verbs.stop_group(uow, session_id=self.id, stamp=stamp)

        self.study.call(verb, label=N_("Stop"), scope=self.id, done=lambda _c: then(), failed=self.said.emit)
