# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The quick-entry line: the time freezes at the first keystroke, Enter logs, nothing typed is lost."""

from dataclasses import replace

from PySide6.QtCore import QPoint, QRectF, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from cxfield.clock import Stamp
from cxfield.i18n import Texts
from cxfield.services.observation_shapes import EntryRow
from cxfield.services.quickline import (
    Completion,
    Line,
    Token,
    Vocabulary,
    completion,
    compose,
    parse,
    vocabulary,
)
from ui.context import Ui
from ui.moment import Moment
from ui.pages.observe.draft import Draft
from ui.pages.observe.log import Log
from ui.pages.observe.neutral import NeutralHint
from ui.pages.observe.suggestions import Suggestions, spoken
from ui.pages.observe.typing import TypingLine
from ui.shortcuts import keycap_of
from ui.widgets.base import Painted
from ui.widgets.buttons import Button, Kind
from ui.widgets.paint import box, icon, keycap, keycap_size, text, vline

#: Text is on its way to the disk this soon after a keystroke, also while the typing goes on.
DRAFT_MS = 100


class QuickLine(Painted):
    """`submitted(Line, Stamp)` for a new note, `put_in(Line, Stamp, ms)` for one at an earlier time,
    `rewritten(EntryRow, Line)` for an edited one.
    """

    submitted = Signal(object, object)
    put_in = Signal(object, object, int)
    rewritten = Signal(object, object)
    left = Signal()
    drafted = Signal(object)
    read = Signal(object)
    edited = Signal(object)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._log: Log | None = None
        self.moment = Moment()
        self._words: Vocabulary = vocabulary()
        self._stamp: Stamp | None = None
        self._entry: EntryRow | None = None
        self._aside: Draft | None = None
        self._now = "0:00:00"
        self._line = Line()
        self._more: dict[str, str] = {}
        self._earlier: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.input = TypingLine(ui, self._tokens, self)
        self.submit = Button(ui, self._submit_words, kind=Kind.PRIMARY, key="⏎", touch=True, base_height=48)
        self.submit.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.submit.clicked.connect(self.enter)
        self.suggestions = Suggestions(ui, self)
        self.suggestions.picked.connect(self._pick)
        self.hint = NeutralHint(ui, self)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        self._row.addWidget(self.input, 1)
        self._row.addWidget(self.submit)
        self._draft = QTimer(self)
        self._draft.setSingleShot(True)
        self._draft.setInterval(DRAFT_MS)
        self._draft.timeout.connect(self._save)
        self.input.textChanged.connect(self._changed)
        self.input.cursorPositionChanged.connect(self._suggest)
        self.input.entered.connect(self.enter)
        self.input.focused.connect(self.update)
        self.input.escaped.connect(self._escape)
        self.input.list_key.connect(self._list_key)
        self.retranslate()
        self.restyle()

    # -- state

    @property
    def text(self) -> str:
        """What is typed."""
        return self.input.toPlainText()

    @property
    def frozen(self) -> Stamp | None:
        """The moment of the first keystroke, or None while the line is empty."""
        return self._stamp

    @property
    def editing(self) -> EntryRow | None:
        """The entry that is being edited."""
        return self._entry

    @property
    def line(self) -> Line:
        """What the line says now."""
        return self._line

    @property
    def earlier(self) -> int | None:
        """The earlier session time at which the note is to be logged, if one was given."""
        return self._earlier

    def show_log(self, log: Log) -> None:
        """Take the words of a session's codebook."""
        self._log = log
        self.learn()

    def learn(self) -> None:
        """Take the words of the codebook and the shoppers as they are now."""
        log = self._log
        if log is not None:
            shoppers = [shopper.term for shopper in log.followed.everybody]
            self._words = log.board.vocabulary(self.ui.texts.locale, shoppers)
            self._read_again()

    def more(self, field: str) -> str:
        """What the second line says of the note that is being typed: `how` or `interpretation`."""
        return self._more.get(field, "")

    def set_more(self, field: str, words: str) -> None:
        """The second line was typed in."""
        self._more[field] = words
        self._save()
        self._read_again()

    def begin_at(self, t_ms: int) -> None:
        """Write a note for an earlier time of the session."""
        self._earlier = t_ms
        self.begin()
        self.update()

    def set_now(self, words: str) -> None:
        """The running clock, shown while no time is frozen."""
        if words != self._now:
            self._now = words
            if self._stamp is None and self._entry is None:
                self.update(0, 0, self._left(), self.height())

    def begin(self) -> None:
        """Space was pressed: write here."""
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_with(self, words: str) -> None:
        """Write a note that begins so, at this moment; what is being written goes on."""
        self.begin()
        if not self.text:
            self.input.insertPlainText(words)

    def edit(self, row: EntryRow) -> None:
        """Open an entry for editing with its original time; unsent text waits until that is done."""
        if self._entry is None and self.text:
            self._aside = self._now_draft()
        self._entry = row
        line = Line(row.text, row.interpretation, row.code_id, row.touchpoint_id, shopper_id=row.shopper_id)
        self._put(compose(line, self._words))
        self.submit.retranslate()
        self.submit.updateGeometry()
        self.edited.emit(row)
        self.begin()

    def take(self, draft: Draft, row: EntryRow | None) -> None:
        """Bring back unsent text after a restart."""
        self._entry, self._stamp, self._aside = row, draft.stamp, draft.aside
        self._more = {"how": draft.how, "interpretation": draft.interpretation}
        self._earlier = draft.t_ms
        self._put(draft.text, draft.cursor)
        self.submit.retranslate()
        if row is not None:
            self.edited.emit(row)
        self.begin()

    def clear(self) -> None:
        """Forget text and time; what was put aside comes back."""
        was_editing = self._entry is not None
        self._entry, self._stamp = None, None
        aside, self._aside = self._aside, None
        self._more = {"how": aside.how, "interpretation": aside.interpretation} if aside else {}
        self._earlier = aside.t_ms if aside else None
        self._draft.stop()
        self._put(aside.text if aside else "", aside.cursor if aside else 0)
        if aside is not None:
            self._stamp = aside.stamp
            self._draft.start()
        self.submit.retranslate()
        if was_editing:
            self.edited.emit(None)

    def flush(self) -> None:
        """Save unsent text now (the page is left)."""
        if self._draft.isActive():
            self._draft.stop()
            self._save()

    @property
    def waiting(self) -> bool:
        """Whether something is typed that is not logged, here or put aside behind an edited entry."""
        return self._worth_logging() or (self._aside is not None and bool(self._aside.text.strip()))

    def finish(self) -> None:
        """Log what is typed as if Enter had been pressed, and what was put aside behind it."""
        self.suggestions.hide()
        while self._worth_logging():
            self.enter()

    def let_go(self) -> None:
        """The study is closed: nothing can be kept any more."""
        self._draft.stop()
        self._log = None

    def set_compact(self, compact: bool) -> None:
        """On a tablet the submit button stands beside the line."""
        self.submit.setVisible(not compact)
        self.restyle()

    # -- painting

    def retranslate(self) -> None:
        """Placeholder and names."""
        texts = self.ui.texts
        placeholder = texts.t("Write an observation: #code @touchpoint &shopper !surprise")
        self.input.setPlaceholderText(placeholder)
        self.input.setAccessibleName(texts.t("Quick entry"))
        self.input.setAccessibleDescription(placeholder)
        self.learn()

    def restyle(self) -> None:
        """Margins follow the text."""
        self._row.setContentsMargins(self._left() + 6, 0, 5, 0)

    def sizeHint(self) -> QSize:
        """56 high at 100 %."""
        return QSize(400, self.theme.height(self.theme.size("quick_line"), "h2"))

    def minimumSizeHint(self) -> QSize:
        """Room for a few words."""
        return QSize(280, self.sizeHint().height())

    def draw(self, painter: QPainter) -> None:
        """Box with the ring, clock or lock, time, a line, and the key that opens it."""
        theme = self.theme
        focus = self.input.hasFocus()
        token = "focus.ring" if focus else "line.strong"
        box(
            painter,
            self.rect(),
            theme.radius("tile"),
            theme.color("bg.surface"),
            theme.color(token),
            2 if focus else 1,
        )
        locked = self._stamp is not None or self._entry is not None or self._earlier is not None
        ink = theme.color("accent.base" if locked else "text.tertiary")
        size = theme.px(18)
        icon(painter, theme, "lock" if locked else "clock", 14, (self.height() - size) / 2, size, ink)
        area = QRectF(14 + size + 8, 0, self._left(), self.height())
        text(painter, area, self.time_words(), theme.font("h2", 600, tnum=True), ink)
        x = self._left()
        vline(painter, theme, x, (self.height() - theme.px(28)) / 2, (self.height() + theme.px(28)) / 2)
        if not focus and not self.text and self.submit.isVisible():
            cap = keycap_of("observe.line")
            width, high = keycap_size(theme, cap)
            keycap(painter, theme, self.submit.x() - width - 12, (self.height() - high) / 2, cap)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A tap anywhere on the line opens it."""
        self.begin()

    def time_words(self) -> str:
        """The frozen time, that of the edited entry, or the running clock."""
        if self._entry is not None:
            return self.ui.texts.stopwatch(self._entry.t_ms)
        if self._earlier is not None:
            return self.ui.texts.stopwatch(self._earlier)
        if self._stamp is not None and self._log is not None:
            return self.ui.texts.stopwatch(self._log.at(self._stamp))
        return self._now

    def place_suggestions(self) -> None:
        """Above the line, inside the capture view."""
        host = self.suggestions.parentWidget()
        if host is not None:
            top = self.mapTo(host, QPoint(0, 0))
            self.suggestions.stand_on(self.input.mapTo(host, QPoint(0, 0)).x(), top.y())
            self.hint.stand_on(top.x(), top.y(), self.width())

    # -- typing

    def _tokens(self, typed: str) -> tuple[Token, ...]:
        return parse(typed, self._words).tokens

    def _changed(self) -> None:
        typed = self.text
        if self._entry is None and self._log is not None:
            if typed and self._stamp is None:
                key, clock = self.input.last, self._log.clock
                self._stamp = clock.stamp() if key is None else self.moment.of(key, clock)
            elif not typed:
                self._stamp = None
                self._more = {}
        if not self._draft.isActive():
            self._draft.start()
        self._read_again()

    def _read_again(self) -> None:
        line = parse(self.text, self._words)
        meant = [part for part in (line.interpretation, self.more("interpretation").strip()) if part]
        self._line = replace(line, how=self.more("how").strip(), interpretation="\n".join(meant))
        self.read.emit(self._line)
        self._suggest()
        self.update()

    def _put(self, words: str, cursor: int | None = None) -> None:
        with QSignalBlocker(self.input):
            self.input.setPlainText(words)
        place = self.input.textCursor()
        place.setPosition(
            len(words) if cursor is None else min(cursor, self.input.document().characterCount() - 1)
        )
        self.input.setTextCursor(place)
        self._read_again()

    def enter(self) -> None:
        """Log what is typed, or take the marked suggestion."""
        if self.suggestions.isVisible() and self.suggestions.current >= 0:
            self._pick(self.suggestions.current)
            return
        if not self._worth_logging():
            return
        line, stamp, row = self._line, self._stamp, self._entry
        if row is not None:
            self.clear()
            self.rewritten.emit(row, line)
        elif stamp is not None:
            self._stamp, earlier = None, self._earlier
            self.clear()
            if earlier is None:
                self.submitted.emit(line, stamp)
            else:
                self.put_in.emit(line, stamp, earlier)

    def _worth_logging(self) -> bool:
        said = bool(self._line.text.strip() or self._line.tokens)
        return said and (self._entry is not None or self._stamp is not None)

    def _escape(self) -> None:
        if self.suggestions.isVisible():
            self.suggestions.hide()
            self.input.list_open = False
            return
        if self._entry is not None:
            self.clear()
            self._save()
        elif self._earlier is not None and not self.text:
            self._earlier = None
            self.update()
        self.left.emit()

    def _suggest(self) -> None:
        typed = self.text
        found: Completion | None = None
        if self.input.hasFocus() and len(typed) < 4000:
            found = completion(typed, self.input.textCursor().position(), self._words)
        names = [] if found is None else [spoken(self._log, s) for s in found.suggestions]
        self.suggestions.show_completion(found, names)
        self.input.list_open = found is not None
        self.hint.look("" if found is not None else typed, self.line.text)
        if found is not None or self.hint.words:
            self.place_suggestions()

    def _list_key(self, key: int) -> None:
        if key == Qt.Key.Key_Tab.value:
            self._pick(max(0, self.suggestions.current))
        else:
            self.suggestions.step(1 if key == Qt.Key.Key_Down.value else -1)

    def _pick(self, place: int) -> None:
        found = self.suggestions.completion
        if found is None or place >= len(found.suggestions):
            return
        cursor = self.input.textCursor()
        cursor.setPosition(found.start)
        cursor.setPosition(found.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(found.suggestions[place].insert + " ")
        self.input.setTextCursor(cursor)
        self.begin()

    # -- keeping

    def _now_draft(self) -> Draft:
        log = self._log
        return Draft(
            session_id=log.id if log is not None else "",
            text=self.text,
            cursor=self.input.textCursor().position(),
            entry_id=self._entry.id if self._entry is not None else "",
            stamp=self._stamp,
            aside=self._aside,
            how=self.more("how"),
            interpretation=self.more("interpretation"),
            t_ms=self._earlier,
        )

    def _save(self) -> None:
        self.drafted.emit(self._now_draft() if self.text else None)

    def _submit_words(self, texts: Texts) -> str:
        return texts.tc("verb", "Update") if self._entry is not None else texts.tc("verb", "Log")

    def _left(self) -> int:
        theme = self.theme
        digits = theme.metrics("h2", 600, tnum=True).horizontalAdvance("0:00:00")
        return round(14 + theme.px(18) + 8 + digits + 10)
