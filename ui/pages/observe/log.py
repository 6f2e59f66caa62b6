# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The open session between the screen and the file: shows at once, writes behind, stays correct."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from cxfield.clock import Clock, Stamp
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.enums import Mark, Phase, SessionState
from cxfield.services import observation_shapes as shapes
from cxfield.services.observation_shapes import CodeView, EntryRow
from cxfield.services.quickline import Line
from ui.context import Ui
from ui.late import Late
from ui.models.entries import Kept
from ui.pages.observe.book import Book, state_key
from ui.pages.observe.draft import forget_draft
from ui.pages.observe.followed import Followed
from ui.pages.observe.outbox import Letter, Outbox
from ui.pages.observe.states import States
from ui.session import StudySession

if TYPE_CHECKING:
    from cxfield.services import entry_detail as details
    from cxfield.services import observation as verbs
    from cxfield.services import observation_views as views
else:
    details = Late("cxfield.services.entry_detail")
    verbs = Late("cxfield.services.observation")
    views = Late("cxfield.services.observation_views")

_WAIT = N_("Something is not saved yet. Undo again when it is.")


class Log(Book):
    """One session being logged: `stuck` and `flowing` tell of the disk, `said` why something was not done."""

    stuck = Signal(object)
    flowing = Signal()
    said = Signal(object)

    def __init__(
        self, ui: Ui, study: StudySession, session_id: str, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(ui, study, session_id, clock, parent)
        self.may_redo = False
        self._then: Callable[[], None] | None = None
        self._outbox = Outbox(study, session_id, self)
        self._outbox.stuck.connect(self._stuck)
        self._outbox.sent.connect(self._sent)
        self.followed = Followed(self)
        self._states = States(self)

    @property
    def unsent(self) -> int:
        """Entries the disk has not taken."""
        return self._outbox.unsent

    @property
    def unwritten(self) -> int:
        """Writes that are on their way or stuck."""
        return self._outbox.open

    def when_saved(self, then: Callable[[], None]) -> None:
        """Call at once if the disk has everything, else as soon as it has; asking again replaces it."""
        self._then = then
        self._outbox.again()
        self._saved()

    def send(self, letter: Letter) -> None:
        """Write something that is not an entry (a counter, a watch) the same way: in order, tried again."""
        self._outbox.send(letter)

    def new_id(self) -> str:
        """An id for something that is shown before it is written."""
        return self._ids.new()

    def own_change(self, change: Any) -> None:
        """A commit of which everything is shown already."""
        self._own = change
        self.may_redo = False
        self._idle.start()

    def close(self) -> None:
        """Listen no more."""
        self.followed.close()
        super().close()

    def draft(self, stamp: Stamp, *, code_id: str | None) -> EntryRow:
        """A new entry before it is written, with what is selected on the screen."""
        row = super().draft(stamp, code_id=code_id)
        shopper = self.followed.selected
        return replace(row, shopper_id=shopper, letter=self.followed.letter(shopper)) if shopper else row

    # -- what is done

    def press(self, code: CodeView, stamp: Stamp | None = None) -> None:
        """Log a moment, or start or stop a state."""
        stamp = stamp or self.stamp()
        if code.state:
            self._states.press(code, stamp)
            return
        row = self.draft(stamp, code_id=code.id)
        inherited = self.inherited()
        self.new(
            row,
            lambda uow: verbs.log_event(
                uow, inherited=inherited, code_id=code.id, stamp=stamp, entry_id=row.id
            ),
            N_("Log entry"),
        )

    def note(self, line: Line, stamp: Stamp, earlier: int | None = None) -> None:
        """Log a note with its tokens, at the moment of its first keystroke, or at an earlier one."""
        code = self.codes.get(line.code_id or "")
        row = self.draft(stamp, code_id=line.code_id)
        row = replace(
            row,
            text=line.text.strip(),
            interpretation=line.interpretation,
            touchpoint_id=line.touchpoint_id or self.touchpoint,
            ordinariness=line.ordinariness or 1,
            chosen=line.ordinariness is not None,
            polarity=line.polarity or 0,
            how=line.how,
        )
        if line.shopper_id is not None:
            row = replace(row, shopper_id=line.shopper_id, letter=self.followed.letter(line.shopper_id))
        if earlier is not None:
            earlier = max(0, min(earlier, row.t_ms))
            row = replace(row, t_ms=earlier, settling=earlier < self.session.settling_min * 60_000)
        if code is not None and code.state:
            if state_key(row) in self.running:
                row = replace(row, end_t_ms=row.t_ms)
            else:
                self.running[state_key(row)] = row
        inherited = self.inherited()

        def verb(uow: Any) -> Any:
            if earlier is None:
                made = verbs.log_note(uow, inherited=inherited, line=line, stamp=stamp, entry_id=row.id)
            else:
                made = details.log_earlier(
                    uow, inherited=inherited, line=line, t_ms=earlier, stamp=stamp, entry_id=row.id
                )
            return forget_draft(uow, made)

        self.new(row, verb, N_("Log note"))

    def rewrite(self, row: EntryRow, line: Line) -> None:
        """Replace what an entry says; its time stays."""
        new = replace(
            row,
            text=line.text.strip(),
            interpretation=line.interpretation,
            code_id=line.code_id,
            touchpoint_id=line.touchpoint_id,
            shopper_id=line.shopper_id,
            letter=self.followed.letter(line.shopper_id),
            how=line.how or row.how,
            ordinariness=line.ordinariness or row.ordinariness,
            chosen=row.chosen or line.ordinariness is not None,
            polarity=row.polarity if line.polarity is None else line.polarity,
        )
        self.change(
            row,
            new,
            lambda uow: forget_draft(uow, verbs.rewrite_entry(uow, entry_id=row.id, line=line)),
            N_("Edit entry"),
        )

    def rate(self, value: int) -> None:
        """Rate the latest entry, or the edited one."""
        row = self.aim
        if row is not None and (row.ordinariness, row.chosen) != (value, True):
            new = replace(row, ordinariness=value, chosen=True)
            entry_id = row.id
            self.change(
                row,
                new,
                lambda uow: verbs.rate_entry(uow, entry_id=entry_id, ordinariness=value),
                N_("Rate entry"),
            )

    def polarity(self, value: int) -> None:
        """Give the latest entry, or the edited one, its tone."""
        row = self.aim
        if row is not None and row.polarity != value:
            entry_id = row.id
            self.change(
                row,
                replace(row, polarity=value),
                lambda uow: verbs.set_polarity(uow, entry_id=entry_id, polarity=value),
                N_("Change the tone"),
            )

    def mark(self, mark: Mark) -> None:
        """Pin a mark on the latest entry, or take it off."""
        row = self.aim
        if row is None:
            return
        on = mark.value not in row.marks
        kept = tuple(name for name in row.marks if name != mark.value)
        entry_id = row.id
        self.change(
            row,
            replace(row, marks=(*kept, mark.value) if on else kept),
            lambda uow: verbs.set_mark(uow, entry_id=entry_id, mark=mark, on=on),
            N_("Mark entry"),
        )

    def remove(self, entry_id: str) -> None:
        """Take an entry out."""
        line = self.rows.line(entry_id)
        if line is None:
            return
        row = line.row
        self._count(row, -1)
        self.rows.drop(entry_id)
        self._settle_states(row, None)
        if self.target == entry_id:
            self.target = None
        self.post(
            row,
            lambda uow: verbs.remove_entry(uow, entry_id=entry_id),
            N_("Remove entry"),
            done=lambda _value: None,
        )
        self.counted.emit()
        self.aimed.emit()

    def undo(self) -> None:
        """Take back the last thing done in this session."""
        if self._may_turn():
            self.study.undo(self.id, done=lambda _label: self.turned(again=True), failed=self.said.emit)

    def redo(self) -> None:
        """Bring back what was undone last."""
        if self._may_turn():
            self.study.redo(self.id, done=lambda _label: self.turned(again=True), failed=self._no_redo)

    def _may_turn(self) -> bool:
        if self.unsent:
            self.said.emit(UserError(_WAIT))
        return not self.unsent

    def set_phase(self, phase: Phase) -> None:
        """Change the phase; it shows at once."""
        if phase.value == self.session.phase:
            return
        self.session = replace(self.session, phase=phase.value)
        self._of_session(
            lambda uow: verbs.set_phase(uow, session_id=self.id, phase=phase), N_("Change the phase"), self.id
        )

    def pause_or_resume(self) -> None:
        """Take a break or end it."""
        stamp = self.stamp()
        verb = verbs.pause if self.session.state == SessionState.RUNNING.value else verbs.resume
        label = N_("Pause") if verb is verbs.pause else N_("Continue")
        self._of_session(lambda uow: verb(uow, session_id=self.id, stamp=stamp), label, f"{self.id}/clock")

    def recover(self, last_t: int, then: Callable[[], None]) -> None:
        """Take up a session that was left open."""
        stamp = self.clock.stamp()
        self._of_session(
            lambda uow: verbs.recover(uow, session_id=self.id, stamp=stamp, last_t=last_t),
            N_("Continue"),
            f"{self.id}/clock",
            then,
        )

    def stop(self, stamp: Stamp, closing: shapes.Closing, then: Callable[[], None]) -> None:
        """Stop the session."""
        self._of_session(
            lambda uow: verbs.stop_session(uow, session_id=self.id, stamp=stamp, closing=closing),
            N_("Stop"),
            f"{self.id}/clock",
            then,
        )

    # -- writing

    def inherited(self) -> shapes.Inherited:
        """What a new entry takes along."""
        return shapes.Inherited(self.id, self.observer, self.touchpoint, self.followed.selected)

    def new(self, row: EntryRow, verb: Callable[[Any], Any], label: str) -> None:
        """Show a new entry and have it written."""
        self.rows.put(row, Kept.PENDING)
        self._count(row, 1)
        self.target = row.id
        self.post(row, verb, label, keep=True)
        self.counted.emit()
        self.aimed.emit()

    def change(self, old: EntryRow, new: EntryRow, verb: Callable[[Any], Any], label: str) -> None:
        """Show an entry as it will be and have that written."""
        known = self.rows.line(old.id)
        if self._apart is not None and self._apart.id == new.id:
            self._apart = new
        self._count(old, -1)
        self._count(new, 1)
        self.rows.put(new, known.kept if known is not None else Kept.PENDING)
        self._settle_states(old, new)
        self.post(new, verb, label)
        self.counted.emit()
        self.aimed.emit()

    def post(
        self,
        row: EntryRow,
        verb: Callable[[Any], Any],
        label: str,
        *,
        done: Callable[[Any], None] | None = None,
        keep: bool = False,
    ) -> None:
        """Have a change of an entry written that is on the screen already."""

        def written(committed: Any) -> None:
            self._own = committed.change
            self.may_redo = False
            (done or self._acknowledge)(committed.value)
            self._idle.start()

        self._outbox.send(Letter(row.id, verb, label, written, self._refused, keep))

    def _acknowledge(self, value: Any) -> None:
        """The disk has it: the row becomes what was really written, without reading anything again."""
        entries = value if isinstance(value, tuple) else (value,)
        for place, entry in enumerate(entries):
            known = self.rows.line(entry.id)
            row = views.row_of(entry, self.followed.letter(entry.shopper_id))
            if known is not None:
                # Behind this commit there may be another one for the same entry, shown already.
                self.rows.put(row if place or not self.study.pending else known.row)
            self._states.committed(row, known.row if known is not None else row)

    def _of_session(
        self, verb: Callable[[Any], Any], label: str, scope: str, then: Callable[[], None] | None = None
    ) -> None:
        def written(committed: Any) -> None:
            self._own = committed.change
            self.session = self.study.read(views.session_view, self.id)
            self.changed.emit()
            if then is not None:
                then()

        def refused(error: BaseException) -> None:
            self.said.emit(error)
            self.session = self.study.read(views.session_view, self.id)
            self.changed.emit()

        self.study.call(verb, label=label, scope=scope, done=written, failed=refused)
        self.changed.emit()

    def turned(self, *, again: bool) -> None:
        """Something was undone or redone: ratings aim at the latest again, redo is offered."""
        self.target = None
        self.may_redo = again
        self.counted.emit()

    def _no_redo(self, error: BaseException) -> None:
        self.turned(again=False)
        self.said.emit(error)

    def _refused(self, error: BaseException) -> None:
        self.said.emit(error)
        self.session = self.study.read(views.session_view, self.id)
        self.reload()

    def _stuck(self, entry_id: str, error: BaseException) -> None:
        line = self.rows.line(entry_id)
        if line is not None:
            self.rows.put(line.row, Kept.UNSENT)
        self.stuck.emit(error)

    def _sent(self) -> None:
        if not self.unsent:
            self.flowing.emit()
        self._saved()

    def _saved(self) -> None:
        then = self._then
        if then is not None and not self._outbox.open:
            self._then = None
            then()
