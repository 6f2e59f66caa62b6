# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of the open session: entries, counters, running states; asked anew when something changed."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from cxfield.clock import Clock, Stamp, session_t
from cxfield.i18n import pick
from cxfield.ids import Ids
from cxfield.methods.detail import sign_of
from cxfield.model.enums import SessionState
from cxfield.services import observation_shapes as shapes
from cxfield.services.observation_shapes import Board, CodeView, EntryRow, SessionView
from ui.context import Ui
from ui.late import Late
from ui.models.entries import EntryModel, Kept
from ui.models.entries import Line as ListLine
from ui.moment import Moment
from ui.pages.observe.fields import Said
from ui.session import StudySession

if TYPE_CHECKING:
    from cxfield.services import observation_views as views
else:
    views = Late("cxfield.services.observation_views")

StateKey = tuple[str, str | None]
_IDLE_MS = 600
_CODEBOOK = frozenset(
    ("code", "code_group", "code_exclusion", "touchpoint", "zone", "site", "channel", "team_member")
)


def state_key(row: EntryRow) -> StateKey:
    """A state goes on once for each shopper."""
    return row.code_id or "", row.shopper_id


class Book(QObject):
    """`counted` and `aimed` tell what to paint again, `changed` means all of it, `idle` that nobody types."""

    changed = Signal()
    counted = Signal()
    aimed = Signal()
    idle = Signal()

    def __init__(
        self, ui: Ui, study: StudySession, session_id: str, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.ui = ui
        self.study = study
        self.id = session_id
        self.clock = clock
        self.moment: Moment | None = None
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
        self.by_phase: Counter[str] = Counter()
        #: The states that are going on, by code and shopper: each shopper's are one's own.
        self.running: dict[StateKey, EntryRow] = {}
        self.target: str | None = None
        self._apart: EntryRow | None = None
        self.rows = EntryModel(self.spoken, self._older, shapes.PAGE, self)
        self._own: Any = None
        self._version = 0
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self._ask_idly)
        study.changed.connect(self._changed)
        self.reload()

    @property
    def unsent(self) -> int:
        """Entries the disk has not taken."""
        return 0

    @property
    def live(self) -> bool:
        """Whether entries can be logged now."""
        return self.session.state == SessionState.RUNNING.value and not self.study.read_only

    @property
    def silent(self) -> bool:
        """Whether the one who logs is the silent observer: nothing is asked then."""
        return any(
            member == self.observer and role == shapes.SILENT for member, _, role in self.session.roles
        )

    @property
    def aim(self) -> EntryRow | None:
        """The entry that ratings and marks change: the edited one, or the latest logged."""
        line = self.rows.line(self.target) if self.target else None
        if line is None and self._apart is not None and self._apart.id == self.target:
            return self._apart
        if line is None:
            line = self.rows.at(0)
        return None if line is None else line.row

    def row(self, entry_id: str) -> EntryRow | None:
        """An entry, from the list or, when nobody has scrolled to it, from the file."""
        line = self.rows.line(entry_id)
        if line is not None:
            return line.row
        found = self.study.read(views.entry_rows, self.id, (entry_id,))
        if found:
            self._apart = found[0]
        return found[0] if found else None

    def stamp(self) -> Stamp:
        """When what is being handled was pressed, else now."""
        return self.clock.stamp() if self.moment is None else self.moment.stamp(self.clock)

    def now(self) -> int:
        """The session clock in ms."""
        return self.at(self.clock.stamp())

    def at(self, stamp: Stamp) -> int:
        """The session clock at a stamp."""
        return session_t([dict(segment) for segment in self.session.clock], stamp)

    def name_of(self, row: EntryRow) -> str:
        """What an entry is called in the list: its code, else the beginning of its text."""
        code = self.codes.get(row.code_id or "")
        if code is not None:
            return self.code_name(code)
        sign = sign_of(row.sign) if row.sign else None
        if sign is not None and not row.text:
            return self.ui.texts.t(sign.words)
        return row.text.split("\n", 1)[0][:200]

    def code_name(self, code: CodeView) -> str:
        """The short name of a code in the present language, else its name."""
        locale = self.ui.texts.locale
        return code.short.get(locale) or pick(code.name, locale) or pick(code.short, locale)

    def touchpoint_name(self, touchpoint_id: str | None) -> str:
        """The name of a touchpoint in the present language, or ""."""
        locale = self.ui.texts.locale
        return next((pick(p.name, locale) for p in self.board.touchpoints if p.id == touchpoint_id), "")

    def said_of(self, row: EntryRow) -> Said:
        """What an entry says of what, when, where and how."""
        return Said(
            self.name_of(row),
            self.ui.texts.stopwatch(row.t_ms),
            self.touchpoint_name(row.touchpoint_id),
            row.how,
            row.interpretation,
        )

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

    def aim_at(self, entry_id: str | None) -> None:
        """Let ratings and marks change this entry; None goes back to the latest."""
        self.target = entry_id
        self.aimed.emit()

    def close(self) -> None:
        """Listen no more."""
        self.study.changed.disconnect(self._changed)
        self._idle.stop()

    # -- reading

    def reload(self) -> None:
        """Ask everything of the session again."""
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

        def take(found: shapes.Totals) -> None:
            if asked == self._version and not self.study.pending:
                self._take_counts(found)

        self.study.ask(views.totals, self.id, done=take)
        self.idle.emit()

    def _take_counts(self, totals: shapes.Totals) -> None:
        found = totals.counts
        self.total, self.ordinary, self.settling = found.total, found.ordinary, found.settling
        self.by_code = Counter(found.by_code)
        self.by_touchpoint = Counter(found.by_touchpoint)
        self.by_phase = Counter(found.by_phase)
        self.running = {state_key(row): row for row in totals.running}
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

    def draft(self, stamp: Stamp, *, code_id: str | None) -> EntryRow:
        """A new entry before it is written."""
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

    def _settle_states(self, old: EntryRow, new: EntryRow | None) -> None:
        """Keep the running states right when an entry changes its code or goes."""
        running = self.running.get(state_key(old))
        if running is not None and running.id == old.id:
            del self.running[state_key(old)]
        code = self.codes.get(new.code_id or "") if new is not None else None
        if new is not None and code is not None and code.state and new.end_t_ms is None:
            self.running[state_key(new)] = new

    def counts_moved(self) -> None:
        """What is being counted in the background is out of date when it comes."""
        self._version += 1

    def _count(self, row: EntryRow, step: int) -> None:
        self.counts_moved()
        self.total += step
        self.ordinary += step if row.ordinariness <= shapes.ORDINARY_MAX else 0
        self.settling += step if row.settling else 0
        if row.code_id:
            self.by_code[row.code_id] += step
        self.by_phase[row.phase] += step
        if row.touchpoint_id:
            self.by_touchpoint[row.touchpoint_id] += step
