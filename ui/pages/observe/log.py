# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The open session between the screen and the file: shows at once, writes behind, stays correct."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from cxfield.clock import Clock, Stamp, session_t
from cxfield.errors import UserError
from cxfield.i18n import N_, pick
from cxfield.ids import Ids
from cxfield.model.enums import Mark, Phase, SessionState
from cxfield.services import observation as verbs
from cxfield.services import observation_views as views
from cxfield.services.observation_views import Board, CodeView, EntryRow, SessionView
from cxfield.services.quickline import Line
from ui.context import Ui
from ui.models.entries import EntryModel, Kept
from ui.models.entries import Line as ListLine
from ui.pages.observe.outbox import Letter, Outbox
from ui.session import StudySession

#: Under this name the device keeps unsent text.
DRAFT = "observe.draft"
_IDLE_MS = 600
_WAIT = N_("Something is not saved yet. Undo again when it is.")
_CODEBOOK = frozenset(("code", "code_group", "touchpoint", "site", "channel", "team_member"))


class Log(QObject):
    """One session being logged. `counted` and `aimed` tell what to paint again; `changed` means all of it."""

    changed = Signal()
    counted = Signal()
    aimed = Signal()
    stuck = Signal(object)
    flowing = Signal()
    idle = Signal()
    said = Signal(object)

    def __init__(
        self, ui: Ui, study: StudySession, session_id: str, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.ui = ui
        self.study = study
        self.id = session_id
        self.clock = clock
        self._ids = Ids(clock)
        self.session: SessionView = study.read(views.session_view, session_id)
        site = self.session.site
        self.board: Board = study.read(views.board, site.id if site else None)
        self.codes = self._codes()
        self.observer: str | None = None
        self.touchpoint: str | None = None
        self.total = self.ordinary = self.settling = 0
        self.by_code: Counter[str] = Counter()
        self.by_touchpoint: Counter[str] = Counter()
        self.running: dict[str, EntryRow] = {}
        self.target: str | None = None
        self.may_redo = False
        self.rows = EntryModel(self.spoken, self._older, views.PAGE, self)
        self._outbox = Outbox(study, session_id, self)
        self._outbox.stuck.connect(self._stuck)
        self._outbox.sent.connect(self._sent)
        self._own: Any = None
        self._version = 0
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self._ask_idly)
        ui.bus.changed.connect(self._changed)
        self.reload()

    # -- what is shown

    @property
    def unsent(self) -> int:
        """Entries the disk has not taken."""
        return self._outbox.unsent

    @property
    def live(self) -> bool:
        """Whether entries can be logged now."""
        return self.session.state == SessionState.RUNNING.value and not self.study.read_only

    @property
    def aim(self) -> EntryRow | None:
        """The entry that ratings and marks change: the edited one, or the latest logged."""
        line = self.rows.line(self.target) if self.target else None
        if line is None:
            line = self.rows.at(0)
        return None if line is None else line.row

    def now(self) -> int:
        """The session clock in ms."""
        return self.at(self.clock.stamp())

    def at(self, stamp: Stamp) -> int:
        """The session clock at a stamp."""
        return session_t([dict(segment) for segment in self.session.clock], stamp)

    def name_of(self, row: EntryRow) -> str:
        """What an entry is called in the list: its code, else the beginning of its text."""
        code = self.codes.get(row.code_id or "")
        return self.code_name(code) if code is not None else row.text.split("\n", 1)[0][:200]

    def code_name(self, code: CodeView) -> str:
        """The short name of a code in the present language, else its name."""
        locale = self.ui.texts.locale
        return code.short.get(locale) or pick(code.name, locale) or pick(code.short, locale)

    def touchpoint_name(self, touchpoint_id: str | None) -> str:
        """The name of a touchpoint in the present language, or ""."""
        locale = self.ui.texts.locale
        return next((pick(p.name, locale) for p in self.board.touchpoints if p.id == touchpoint_id), "")

    def spoken(self, line: ListLine) -> str:
        """What a screen reader says of an entry."""
        texts, row = self.ui.texts, line.row
        parts = [texts.stopwatch(row.t_ms), self.name_of(row), self.touchpoint_name(row.touchpoint_id)]
        if row.code_id and row.text:
            parts.append(row.text)
        parts.append(texts.t("{n} of {m}", n=row.ordinariness, m=5))
        if line.kept is Kept.UNSENT:
            parts.append(texts.t("not saved yet"))
        return ", ".join(part for part in parts if part)

    # -- what is done

    def press(self, code: CodeView, stamp: Stamp | None = None) -> None:
        """Log a moment, or start or stop a state."""
        stamp = stamp or self.clock.stamp()
        if code.state:
            self._toggle(code, stamp)
            return
        row = self._draft(stamp, code_id=code.id)
        inherited = self._inherited()
        self._new(
            row,
            lambda uow: verbs.log_event(
                uow, inherited=inherited, code_id=code.id, stamp=stamp, entry_id=row.id
            ),
            N_("Log entry"),
        )

    def note(self, line: Line, stamp: Stamp) -> None:
        """Log a note with its tokens, at the moment of its first keystroke."""
        code = self.codes.get(line.code_id or "")
        row = self._draft(stamp, code_id=line.code_id)
        row = replace(
            row,
            text=line.text.strip(),
            interpretation=line.interpretation,
            touchpoint_id=line.touchpoint_id or self.touchpoint,
            ordinariness=line.ordinariness or 1,
            chosen=line.ordinariness is not None,
            polarity=line.polarity or 0,
            end_t_ms=row.t_ms if code is not None and code.state and code.id in self.running else None,
        )
        inherited = self._inherited()
        if code is not None and code.state and row.end_t_ms is None:
            self.running[code.id] = row
        self._new(
            row,
            lambda uow: _and_forget_draft(
                uow, verbs.log_note(uow, inherited=inherited, line=line, stamp=stamp, entry_id=row.id)
            ),
            N_("Log note"),
        )

    def rewrite(self, row: EntryRow, line: Line) -> None:
        """Replace what an entry says; its time stays."""
        new = replace(
            row,
            text=line.text.strip(),
            interpretation=line.interpretation,
            code_id=line.code_id,
            touchpoint_id=line.touchpoint_id,
            ordinariness=line.ordinariness or row.ordinariness,
            chosen=row.chosen or line.ordinariness is not None,
            polarity=row.polarity if line.polarity is None else line.polarity,
        )
        self._change(
            row,
            new,
            lambda uow: _and_forget_draft(uow, verbs.rewrite_entry(uow, entry_id=row.id, line=line)),
            N_("Edit entry"),
        )

    def rate(self, value: int) -> None:
        """Rate the latest entry, or the edited one."""
        row = self.aim
        if row is not None and (row.ordinariness, row.chosen) != (value, True):
            new = replace(row, ordinariness=value, chosen=True)
            entry_id = row.id
            self._change(
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
            self._change(
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
        self._change(
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
        self._post(
            row,
            lambda uow: verbs.remove_entry(uow, entry_id=entry_id),
            N_("Remove entry"),
            done=lambda _value: None,
        )
        self.counted.emit()
        self.aimed.emit()

    def aim_at(self, entry_id: str | None) -> None:
        """Let ratings and marks change this entry; None goes back to the latest."""
        self.target = entry_id
        self.aimed.emit()

    def undo(self) -> None:
        """Take back the last thing done in this session."""
        if self._may_turn():
            self.study.undo(self.id, done=lambda _label: self._turned(again=True), failed=self.said.emit)

    def redo(self) -> None:
        """Bring back what was undone last."""
        if self._may_turn():
            self.study.redo(self.id, done=lambda _label: self._turned(again=True), failed=self._no_redo)

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
        stamp = self.clock.stamp()
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

    def stop(self, stamp: Stamp, closing: verbs.Closing, then: Callable[[], None]) -> None:
        """Stop the session."""
        self._of_session(
            lambda uow: verbs.stop_session(uow, session_id=self.id, stamp=stamp, closing=closing),
            N_("Stop"),
            f"{self.id}/clock",
            then,
        )

    def close(self) -> None:
        """Listen no more."""
        self.ui.bus.changed.disconnect(self._changed)
        self._idle.stop()

    # -- reading

    def reload(self) -> None:
        """Ask everything of the session again."""
        self.session = self.study.read(views.session_view, self.id)
        self.rows.reset(self.study.read(views.entries_page, self.id))
        self._ask_counts()
        self.changed.emit()
        self.aimed.emit()

    def _ask_counts(self) -> None:
        """Count and look for running states now."""
        self._take_counts(self.study.read(views.totals, self.id))

    def _ask_idly(self) -> None:
        """The same in the background, once nobody has pressed a key for a moment."""
        if self.study.pending or self.unsent:
            self._idle.start()
            return
        asked = self._version

        def take(found: views.Totals) -> None:
            if asked == self._version and not self.study.pending:
                self._take_counts(found)

        self.study.ask(views.totals, self.id, done=take)
        self.idle.emit()

    def _take_counts(self, totals: views.Totals) -> None:
        found = totals.counts
        self.total, self.ordinary, self.settling = found.total, found.ordinary, found.settling
        self.by_code = Counter(found.by_code)
        self.by_touchpoint = Counter(found.by_touchpoint)
        self.running = {row.code_id: row for row in totals.running if row.code_id}
        self.counted.emit()

    def _older(self, before: tuple[int, str], limit: int) -> tuple[EntryRow, ...]:
        return self.study.read(views.entries_page, self.id, before=before, limit=limit)

    def _codes(self) -> dict[str, CodeView]:
        return {code.id: code for code in (*self.board.codes, *self.board.retired)}

    def _changed(self, change: Any) -> None:
        """Something was committed: read again what is not shown already."""
        if change is self._own:
            return
        if change.kinds & _CODEBOOK:
            site = self.session.site
            self.board = self.study.read(views.board, site.id if site else None)
            self.codes = self._codes()
            self.reload()
            return
        if self.id in change.ids:
            self.session = self.study.read(views.session_view, self.id)
            self.changed.emit()
        if "entry" in change.kinds:
            self._read_again(change.ids - {self.id})

    def _read_again(self, ids: Iterable[str]) -> None:
        wanted = set(ids)
        rows = {row.id: row for row in self.study.read(views.entry_rows, self.id, wanted)}
        for entry_id in wanted:
            if entry_id in rows:
                self.rows.put(rows[entry_id])
            else:
                self.rows.drop(entry_id)
        self._ask_counts()
        self.aimed.emit()

    # -- writing

    def _inherited(self) -> verbs.Inherited:
        return verbs.Inherited(self.id, self.observer, self.touchpoint)

    def _draft(self, stamp: Stamp, *, code_id: str | None) -> EntryRow:
        t_ms = self.at(stamp)
        return EntryRow(
            id=self._ids.new(),
            t_ms=t_ms,
            end_t_ms=None,
            code_id=code_id,
            touchpoint_id=self.touchpoint,
            text="",
            interpretation="",
            ordinariness=1,
            chosen=False,
            polarity=0,
            marks=(),
            settling=t_ms < self.session.settling_min * 60_000,
            phase=self.session.phase,
            letter="",
            closed_by_stop=False,
        )

    def _toggle(self, code: CodeView, stamp: Stamp) -> None:
        inherited = self._inherited()
        running = self.running.pop(code.id, None)
        self._version += 1
        if running is not None:
            entry_id = running.id
            known = self.rows.line(entry_id)
            ended = replace(known.row if known else running, end_t_ms=max(running.t_ms, self.at(stamp)))
            if known is not None:
                self.rows.put(ended, known.kept)
            self._post(
                ended,
                lambda uow: verbs.toggle_state(uow, inherited=inherited, code_id=code.id, stamp=stamp),
                N_("End a state"),
            )
            self.counted.emit()
            return
        row = self._draft(stamp, code_id=code.id)
        self.running[code.id] = row
        self._new(
            row,
            lambda uow: verbs.toggle_state(
                uow, inherited=inherited, code_id=code.id, stamp=stamp, entry_id=row.id
            ),
            N_("Log entry"),
        )

    def _new(self, row: EntryRow, verb: Callable[[Any], Any], label: str) -> None:
        self.rows.put(row, Kept.PENDING)
        self._count(row, 1)
        self.target = row.id
        self._post(row, verb, label, keep=True)
        self.counted.emit()
        self.aimed.emit()

    def _change(self, old: EntryRow, new: EntryRow, verb: Callable[[Any], Any], label: str) -> None:
        known = self.rows.line(old.id)
        self._count(old, -1)
        self._count(new, 1)
        self.rows.put(new, known.kept if known is not None else Kept.PENDING)
        self._settle_states(old, new)
        self._post(new, verb, label)
        self.counted.emit()
        self.aimed.emit()

    def _post(
        self,
        row: EntryRow,
        verb: Callable[[Any], Any],
        label: str,
        *,
        done: Callable[[Any], None] | None = None,
        keep: bool = False,
    ) -> None:
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
            row = views.row_of(entry, known.row.letter if known is not None else "")
            if known is not None:
                # Behind this commit there may be another one for the same entry, shown already.
                self.rows.put(row if place or not self.study.pending else known.row)
            running = self.running.get(row.code_id or "")
            if row.end_t_ms is not None and running is not None and running.id == row.id:
                del self.running[running.code_id or ""]
                self.counted.emit()

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

    def _turned(self, *, again: bool) -> None:
        self.target = None
        self.may_redo = again
        self.counted.emit()

    def _no_redo(self, error: BaseException) -> None:
        self._turned(again=False)
        self.said.emit(error)

    def _refused(self, error: BaseException) -> None:
        self.said.emit(error)
        self.reload()

    def _stuck(self, entry_id: str, error: BaseException) -> None:
        line = self.rows.line(entry_id)
        if line is not None:
            self.rows.put(line.row, Kept.UNSENT)
        self.stuck.emit(error)

    def _sent(self) -> None:
        if not self.unsent:
            self.flowing.emit()

    def _settle_states(self, old: EntryRow, new: EntryRow | None) -> None:
        """Keep the running states right when an entry changes its code or goes."""
        running = self.running.get(old.code_id or "")
        if running is not None and running.id == old.id:
            if new is not None and new.code_id == old.code_id:
                self.running[running.code_id or ""] = new
            else:
                self.running.pop(old.code_id or "")
        code = self.codes.get(new.code_id or "") if new is not None else None
        if new is not None and code is not None and code.state and new.end_t_ms is None:
            self.running[code.id] = new

    def _count(self, row: EntryRow, step: int) -> None:
        self._version += 1
        self.total += step
        self.ordinary += step if row.ordinariness <= views.ORDINARY_MAX else 0
        self.settling += step if row.settling else 0
        if row.code_id:
            self.by_code[row.code_id] += step
        if row.touchpoint_id:
            self.by_touchpoint[row.touchpoint_id] += step


def _and_forget_draft(uow: Any, entry: Any) -> Any:
    """The text is in the log now: in the same transaction it stops being unsent."""
    uow.keep_local(DRAFT, None)
    return entry
