# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of the group on the screen: asked once, kept up by hand, asked anew when others change it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from cxfield.analysis.talk_balance import Talk, TalkBalance, talk_balance
from cxfield.analysis.turn_taking import Spoken, talk_of
from cxfield.clock import Clock, Stamp, session_t
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.ids import Ids
from cxfield.model.enums import SessionState
from cxfield.services.group_views import GroupState, SeatView, StatementView, TurnView, group_state
from ui.context import Ui
from ui.moment import Moment
from ui.pages.observe.outbox import Letter, Outbox
from ui.session import StudySession

#: Under this name the device remembers which group is open and on which clock.
PLACE = "group"
_KINDS = frozenset(
    (
        "session", "seat", "turn", "statement", "extract", "consent", "participant", "erasure",
        "group_sheet", "group_clock", "guide_part", "group_mark", "parked", "stimulus", "stimulus_rating",
        "idea", "idea_ranking", "section", "question",
    )
)  # fmt: skip
_AGAIN_MS = 40
#: Before somebody has spoken this long in all, a share says nothing about anybody.
_TELLING_S = 60
#: What is shown changes with every press, otherwise a few times a second.
_SHOWN_MS = 200


class Book(QObject):
    """`turned`, `stated` and `guided` tell what to paint again; `changed` means all of it."""

    changed = Signal()
    turned = Signal()
    stated = Signal()
    guided = Signal()
    stuck = Signal(object)
    flowing = Signal()
    said = Signal(object)

    def __init__(
        self,
        ui: Ui,
        study: StudySession,
        session_id: str,
        clock: Clock,
        clock_id: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.ui, self.study, self.id = ui, study, session_id
        self.clock, self.clock_id = clock, clock_id
        self.ids = Ids(clock)
        #: When what is being handled was pressed: a key that waited for the room, or for a busy window.
        self.pressed_at: Stamp | None = None
        self.moment = Moment()
        self.together = False
        self.aimed = ""
        self._own: Any = None
        self._version = 0
        self._stale = False
        self._gone = False
        self._asking = False
        self._outbox = Outbox(study, session_id, self)
        self._outbox.stuck.connect(lambda _id, error: self.stuck.emit(error))
        self._outbox.sent.connect(self._sent)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._ask)
        study.changed.connect(self._changed)
        self._take(study.read(group_state, session_id))

    def _take(self, state: GroupState) -> None:
        self.state = state
        self.seats: Mapping[str, SeatView] = {seat.id: seat for seat in state.seats}
        self.statements: list[StatementView] = list(state.statements)
        self.place = {said.id: at for at, said in enumerate(self.statements)}
        self.done: list[Spoken] = []
        self._sums: dict[str, tuple[int, int, int]] = {}
        self._balance: tuple[object, TalkBalance] | None = None
        self.open: dict[str, TurnView] = {}
        self.last_turn = ""
        for turn in state.turns:
            if turn.end_t_ms is None:
                self.open[turn.id] = turn
            else:
                self.finish(turn, turn.end_t_ms)
        if self.aimed and self.aimed not in self.place:
            self.aimed = ""

    # -- what holds now

    @property
    def joined(self) -> bool:
        """Whether this laptop takes notes on a clock of its own."""
        own = next((c for c in self.state.clocks if c.id == self.clock_id), None)
        return own is not None and own.role == "notes"

    @property
    def live(self) -> bool:
        """Whether turns and statements can be logged now."""
        state = self.state.head.state
        return not self.study.read_only and (
            state is SessionState.RUNNING or (self.joined and state is SessionState.PLANNED)
        )

    @property
    def over(self) -> bool:
        """Whether the group has ended."""
        return self.state.head.state in (SessionState.DONE, SessionState.INTERRUPTED)

    def now(self) -> int:
        """The session clock in ms; of a group that has ended, its end."""
        return self.state.end() if self.over else self.at(self.stamp())

    def stamp(self) -> Stamp:
        """When what is being handled was pressed, else now."""
        return self.pressed_at or self.moment.stamp(self.clock)

    def at(self, stamp: Stamp) -> int:
        """The session clock at a stamp, by this laptop's own segments."""
        own = next((c for c in self.state.clocks if c.id == self.clock_id and c.role == "notes"), None)
        segments = own.clock if own is not None else self.state.head.segments
        return session_t([dict(segment) for segment in segments], stamp)

    @property
    def speaking(self) -> tuple[SeatView, ...]:
        """Who speaks now, the latest last."""
        found = (self.seats.get(turn.seat_id) for turn in self.open.values())
        return tuple(seat for seat in found if seat is not None)

    def speaks(self, seat_id: str) -> TurnView | None:
        """The open turn of a seat."""
        return next((turn for turn in self.open.values() if turn.seat_id == seat_id), None)

    def with_key(self, key: str) -> tuple[SeatView, ...]:
        """The seats of a key: one, unless two files were pooled that disagreed."""
        return tuple(seat for seat in self.state.seats if seat.key == key.upper())

    def finish(self, turn: TurnView, end: int) -> None:
        """A turn is over; the sums by seat are kept up, so that nothing long is added up at a press."""
        end = max(turn.t_ms, end)
        self.open.pop(turn.id, None)
        self.done.append(Spoken(turn.seat_id, turn.t_ms, end))
        ms, turns, last = self._sums.get(turn.seat_id, (0, 0, 0))
        self._sums[turn.seat_id] = (ms + end - turn.t_ms, turns + 1, max(last, end))

    def _sums_at(self, now: int) -> dict[str, tuple[int, int, int]]:
        """Milliseconds, turns and end of the last turn by seat, with the turns that go on."""
        found = dict(self._sums)
        for turn in self.open.values():
            ms, turns, last = found.get(turn.seat_id, (0, 0, 0))
            end = max(turn.t_ms, now)
            found[turn.seat_id] = (ms + end - turn.t_ms, turns + 1, max(last, end))
        return found

    def spoken(self, now: int) -> list[Spoken]:
        """Every turn so far, those that go on up to now."""
        return [*self.done, *(Spoken(t.seat_id, t.t_ms, max(t.t_ms, now)) for t in self.open.values())]

    def balance(self, now: int | None = None) -> TalkBalance:
        """The balance of talk at this moment; seats by id."""
        at = self.now() if now is None else now
        key = (at // _SHOWN_MS, len(self.done), tuple(self.open), id(self.state))
        if self._balance is not None and self._balance[0] == key:
            return self._balance[1]
        people = self.state.people
        spans = {seat.id: seat.spans(at) for seat in people}
        if all(span == ((0, at),) for span in spans.values()):
            sums = self._sums_at(at)
            talk = []
            for seat in people:
                ms, turns, last = sums.get(seat.id, (0, 0, 0))
                talk.append(Talk(seat.id, ms / 1000, turns, max(0, at - last) / 60_000))
            found = talk_balance(talk)
        else:
            found = talk_balance(talk_of([seat.id for seat in people], self.spoken(at), spans, at))
        if (found.total_seconds or 0) < _TELLING_S:
            found = replace(found, seats=tuple(replace(seat, flags=()) for seat in found.seats))
        self._balance = (key, found)
        return found

    def silence(self, now: int) -> dict[str, int]:
        """Milliseconds since each person at the table last spoke, or came; 0 while they speak."""
        sums = self._sums_at(now)
        return {
            seat.id: max(0, now - max(sums.get(seat.id, (0, 0, 0))[2], seat.spans(now)[-1][0]))
            for seat in self.state.people
            if seat.here(now) and seat.spans(now)
        }

    def totals(self, now: int) -> dict[str, tuple[int, int]]:
        """Milliseconds and turns of every seat, the moderators' too."""
        return {seat: (ms, turns) for seat, (ms, turns, _) in self._sums_at(now).items()}

    @property
    def aim(self) -> StatementView | None:
        """The statement that marks change: the chosen one, or the newest."""
        if self.aimed in self.place:
            return self.statements[self.place[self.aimed]]
        return self.statements[-1] if self.statements else None

    def statement(self, statement_id: str) -> StatementView | None:
        """A statement by id."""
        at = self.place.get(statement_id)
        return self.statements[at] if at is not None else None

    def code(self, seat_id: str) -> str:
        """Who sits there."""
        seat = self.seats.get(seat_id)
        if seat is None:
            return ""
        return seat.code or self.ui.texts.t("moderator")

    @property
    def unsent(self) -> int:
        """Writes that the disk has not taken."""
        return self._outbox.open

    @property
    def busy(self) -> bool:
        """Whether anything is being written or asked again."""
        return bool(self._outbox.open) or self._stale or self._asking

    # -- writing

    def post(self, key: str, verb: Any, label: str, *, keep: bool = False, refused: Any = None) -> None:
        """Write in the background; writes about one key follow each other, `keep` ones are never given up."""
        self._version += 1

        def written(committed: Any) -> None:
            self._own = committed.change

        self._outbox.send(Letter(key, verb, label, written, refused or self._refused, keep))

    def refuse(self) -> bool:
        """Say why nothing can be logged now; False when it can."""
        if self.live:
            return False
        if not self.study.read_only:
            words = (
                N_("The group is paused. Continue it to log.")
                if not self.over
                else N_("The group has ended.")
            )
            self.said.emit(UserError(words))
        return True

    def _refused(self, error: BaseException) -> None:
        self.said.emit(error)
        self.reload()

    def _sent(self) -> None:
        if not self._outbox.unsent:
            self.flowing.emit()
        if self._stale and not self._outbox.open:
            self._again.start()

    # -- reading

    def reload(self) -> None:
        """Ask again, as soon as everything that was done here is on the disk."""
        self._stale = True
        if not self._outbox.open:
            self._again.start()

    def close(self) -> None:
        """Listen no more, and go when the last write has landed."""
        self._gone = True
        self._again.stop()
        self.study.changed.disconnect(self._changed)
        if self._outbox.open:
            self._outbox.sent.connect(self._landed)
        else:
            self.deleteLater()

    def _landed(self) -> None:
        if not self._outbox.open:
            self.deleteLater()

    def _changed(self, change: Any) -> None:
        if change is self._own:
            self._own = None
        elif change.kinds & _KINDS:
            self.reload()

    def _ask(self) -> None:
        if self._gone or self._asking:
            return
        self._stale, self._asking = False, True
        version = self._version

        def answered(state: GroupState) -> None:
            self._asking = False
            if self._gone:
                return
            if self._version != version or self._outbox.open:
                self.reload()
                return
            self._take(state)
            self.changed.emit()

        def failed(error: BaseException) -> None:
            self._asking = False
            if not self._gone:
                self.said.emit(error)

        self.study.ask(group_state, self.id, done=answered, failed=failed)
