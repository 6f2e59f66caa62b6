# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The row at the foot and the second line: what opens when, and what it changes; nothing here stops a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from cxfield.services.observation_shapes import EntryRow
from ui.pages.observe.aside import SideLine
from ui.pages.observe.choices import ChoiceBar, Row
from ui.pages.observe.clocktime import read_time

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cxfield.services.observation_shapes import CodeView
    from ui.context import Say, Ui
    from ui.pages.observe.details import Details
    from ui.pages.observe.facts import Facts
    from ui.pages.observe.line import QuickLine
    from ui.pages.observe.log import Log

_OF_SHOPPER = frozenset(
    ("shopper", "interview", "forget", "age_band", "party", "gender", "basket", "checkout")
)
#: These rows log by themselves and stay open for the next.
_STAYS = frozenset(("signs",))


class Foot(QObject):
    """`sheet_wanted`, `photo_wanted(of what, whom)`, `earlier_wanted(ms)`; `left` when typing is over."""

    sheet_wanted = Signal()
    photo_wanted = Signal(str, object)
    earlier_wanted = Signal(int)
    left = Signal()
    opened = Signal()

    def __init__(self, ui: Ui, line: QuickLine, host: QWidget) -> None:
        super().__init__(host)
        self._ui = ui
        self._line = line
        self._log: Log | None = None
        self._details: Details | None = None
        self._facts: Facts | None = None
        self._row: Row | None = None
        #: Rows that others build, by name.
        self.others: dict[str, Callable[[str], Row]] = {}
        #: What others do when it is picked, instead of a row.
        self.acts: dict[str, Callable[[], None]] = {}
        self.name = ""
        self.bar = ChoiceBar(ui, host)
        self.side = SideLine(ui, host)
        self.bar.picked.connect(self._picked)
        self.bar.closed.connect(self.close)
        self.side.finished.connect(self.left)

    @property
    def open(self) -> bool:
        """Whether a row is shown."""
        return not self.bar.isHidden()

    def show_log(self, log: Log | None) -> None:
        """Serve another session, or none."""
        if log is self._log:
            return
        self.close()
        self.side.close_line()
        self._log, self._details, self._facts = log, None, None

    def let_go(self) -> None:
        """The study is closed."""
        self.side.let_go()
        self.close()
        self._log = self._details = self._facts = None

    # -- rows

    def show(self, name: str) -> None:
        """Open a row; one with nothing to choose closes."""
        row = self._find(name)
        if row is None:
            self.close()
            return
        same = name == self.name and self.open
        self._row, self.name = row, name
        self.opened.emit()
        self.bar.show_row(row.title, row.picks, same=same)

    def more(self) -> None:
        """The key of the row: opens it, then goes on to the next choices; a short row gives way to it."""
        if self.open and self.bar.goes_on:
            self.bar.go_on()
        else:
            self.show("more")

    def take(self, number: int) -> None:
        """A key from 6 to 9."""
        if self.open:
            self.bar.take(number)

    def close(self) -> None:
        """Back to the prompts."""
        self._row, self.name = None, ""
        self.bar.hide()

    def refresh(self) -> None:
        """What the row is about has changed."""
        if self.open:
            self.show(self.name)

    def logged(self, code: CodeView | None) -> None:
        """Something was logged: its modifiers are asked for, any other row goes."""
        log = self._log
        more = code is not None and log is not None and bool(log.followed.extras.modifiers.get(code.id))
        if more and self.details().begin_modifiers():
            self.show("modifiers")
        elif self.name not in _STAYS:
            self.close()

    def star(self) -> None:
        """Star the latest entry, or take the star off."""
        if self._log is not None and self._log.aim is not None:
            self.details().flag("star")

    def _find(self, name: str) -> Row | None:
        if self._log is None:
            return None
        if name in _OF_SHOPPER:
            if self._facts is None:
                from ui.pages.observe.facts import Facts

                self._facts = Facts(self._log, self.write_marker, self.sheet_wanted.emit)
            return self._facts.row(name)
        if name in self.others:
            return self.others[name](name)
        return self.details().row(name)

    def details(self) -> Details:
        """The rows of entries, loaded when the first one opens."""
        if self._details is None:
            from ui.pages.observe.details import Details

            assert self._log is not None
            self._details = Details(self._log, self.write, self.photo_wanted.emit)
        return self._details

    def _picked(self, key: str) -> None:
        row = self._row
        if row is None:
            return
        following = row.act(key)
        if following in self.acts:
            self.close()
            self.acts[following]()
        elif following:
            self.show(following)
        else:
            self.close()

    # -- texts

    def write_marker(self) -> None:
        """Write the clothing mark of the selected shopper."""
        log = self._log
        shopper = log.followed.current if log is not None else None
        if log is None or shopper is None:
            return
        key, letter = shopper.id, shopper.letter
        self._ask(
            lambda x: x.t("Clothing mark of {letter}; erased when the session ends", letter=letter),
            shopper.marker,
            lambda words: log.followed.describe(key, marker=words) if key in log.followed.shoppers else None,
        )

    def write(self, field: str) -> None:
        """Open the second line for a text of the note being typed, or of the latest entry."""
        log = self._log
        if log is None:
            return
        acts: dict[str, Callable[[], None]] = {
            "earlier": self._ask_earlier,
            "time": self._ask_time,
            "reaction": self._ask_reaction,
        }
        if field in acts:
            acts[field]()
        elif field in ("how", "interpretation") and self._line.text and self._line.editing is None:
            self._ask(
                self._title(field), self._line.more(field), lambda words: self._line.set_more(field, words)
            )
        elif log.aim is not None:
            self._write_entry(log.aim, field)

    def _write_entry(self, row: EntryRow, field: str) -> None:
        details = self.details()
        stored = {"expected": "expected_instead"}.get(field, field)
        self._ask(self._title(field), getattr(row, field), lambda words: details.write(row, stored, words))

    def _ask(self, title: Say, words: str, save: Callable[[str], object]) -> None:
        self.close()
        self.opened.emit()
        self.side.ask(title, words, save)

    def _ask_at_end(self, title: Say, words: str, at_end: Callable[[str], object], hint: Say = "") -> None:
        self.close()
        self.opened.emit()
        self.side.ask(title, words, at_end=at_end, hint=hint)

    def _ask_earlier(self) -> None:
        log = self._log
        if log is None:
            return

        def chosen(words: str) -> None:
            t_ms = read_time(words, log.now())
            if t_ms is not None:
                self.earlier_wanted.emit(t_ms)

        now = self._ui.texts.stopwatch(log.now())
        self._ask_at_end(
            lambda x: x.t("At which time? It is {time} now", time=now),
            "",
            chosen,
            lambda x: x.t("0:12:30, or -90 for a minute and a half ago"),
        )

    def _ask_time(self) -> None:
        log = self._log
        row = log.aim if log is not None else None
        if log is None or row is None:
            return

        def chosen(words: str) -> None:
            t_ms = read_time(words, row.t_ms)
            if t_ms is not None and t_ms <= log.now():
                self.details().retime(row, t_ms)

        self._ask_at_end(
            lambda x: x.t("When did it begin?"),
            self._ui.texts.stopwatch(row.t_ms),
            chosen,
            lambda x: x.t("0:12:30, or -5 for five seconds earlier"),
        )

    def _ask_reaction(self) -> None:
        log = self._log
        row = log.aim if log is not None else None
        if row is not None:
            self._ask_at_end(
                lambda x: x.t("A normal reaction at this site, for the list"),
                row.text,
                lambda words: self.details().new_reaction(row, words),
            )

    @staticmethod
    def _title(field: str) -> Say:
        from ui.pages.observe.details import TEXTS

        words = next(title for name, _, title in TEXTS if name == field)
        return lambda x: x.t(words)

    def take_focus(self) -> None:
        """By keyboard: go into the row."""
        if self.open:
            self.bar.setFocus(Qt.FocusReason.TabFocusReason)
