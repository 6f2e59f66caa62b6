# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The session bar: where and who, the big clock, settling in or pause, phase, pause and stop."""

import datetime as dt

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxfield.i18n import N_, Texts, pick
from cxfield.model.enums import Phase, SessionState
from cxfield.services.observation_shapes import SessionView
from ui.context import Ui
from ui.pages.observe.log import Log
from ui.pages.observe.words import minutes, phase_options, role_word
from ui.pages.observe.words import words as said
from ui.shortcuts import keycap_of
from ui.widgets.base import Painted
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.clock import BigClock
from ui.widgets.containers import Panel
from ui.widgets.label import Label
from ui.widgets.paint import RIGHT, bar, box, icon, text
from ui.widgets.segment import Segment


class PhaseSegment(Segment):
    """Before, during, after; a click leaves the focus where the letters go."""

    click_focus = False

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, phase_options(), name=lambda x: x.t("Phase"), touch=True)
        for number, cell in enumerate(self.cells, 1):
            cell.set_tip(keycap_of(f"observe.phase.{number}"))


def session_words(view: SessionView, texts: Texts, *, short: bool) -> str:
    """`Jakso 7/12 · ke 8.10. · H1 vetäjä, H2 hiljainen`."""
    parts = [texts.t("Session {n}/{m}", n=view.number, m=view.total)]
    if not short:
        zone = dt.timezone(dt.timedelta(minutes=view.offset_min))
        parts.append(texts.day(dt.datetime.fromtimestamp(view.started_at / 1000, zone).date()))
    roles = [f"{code} {role_word(role, texts)}" for _, code, role in view.roles]
    if roles:
        parts.append(roles[0] if short else ", ".join(roles))
    return " · ".join(parts)


class Settling(Painted):
    """The settling-in ring while it runs, a full bar afterwards; during a pause the length of the pause."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._state = ("", 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, kind: str, ms: int, total_ms: int, marked: int) -> None:
        """`kind` is `left` (ms to go), `over`, `pause` (ms so far) or `broken`; once a second is enough."""
        state = (kind, ms // 1000, total_ms // 1000, marked)
        if state != self._state:
            changed = kind != self._state[0]
            self._state = state
            self.setAccessibleName(" · ".join(self._words()))
            if changed:
                self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for both lines."""
        theme = self.theme
        if self._state[0] == "over":
            return QSize(max(theme.px(168), round(self._over_width())), theme.px(40) + 8)
        first, second = self._words()
        width = max(theme.text_width("control", first, 600), theme.text_width("caption", second))
        return QSize(round(width) + theme.px(34) + 30, theme.px(46))

    def draw(self, painter: QPainter) -> None:
        """One of the two forms."""
        if self._state[0] == "over":
            self._draw_over(painter)
        elif self._state[0]:
            self._draw_box(painter)

    def _words(self) -> tuple[str, str]:
        texts = self.ui.texts
        kind, seconds, total, marked = self._state
        if kind == "pause":
            return texts.t("Pause {time}", time=minutes(seconds)), texts.t("left out of every rate")
        if kind == "broken":
            return texts.t("Interrupted {time}", time=minutes(seconds)), texts.t("continue or stop")
        if kind == "left":
            return texts.t("Settling in {time}", time=minutes(seconds)), texts.t("entries are marked")
        out = texts.tn("{n} entry left out", "{n} entries left out", marked)
        return texts.t("Settling-in time") + " " + minutes(total), out

    def _over_width(self) -> float:
        theme, texts = self.theme, self.ui.texts
        first = theme.text_width("small", texts.t("Settling-in time"), 500)
        first += theme.text_width("small", minutes(self._state[2]), 600) + theme.px(44) + 20
        return max(first, theme.text_width("caption", self._words()[1]))

    def _draw_over(self, painter: QPainter) -> None:
        theme, texts = self.theme, self.ui.texts
        line = theme.line("small")
        size = theme.px(16)
        green = theme.color("success.base")
        icon(painter, theme, "settling", 0, (line - size) / 2, size, theme.color("text.primary"))
        row = QRectF(size + 6, 0, self.width() - size - 6, line)
        text(painter, row, texts.t("Settling-in time"), theme.font("small", 500), theme.color("text.primary"))
        words = minutes(self._state[2])
        text(painter, row, words, theme.font("small", 600, tnum=True), green, RIGHT)
        left = self.width() - theme.metrics("small", 600, tnum=True).horizontalAdvance(words) - size - 4
        icon(painter, theme, "check", left, (line - size) / 2, size, green)
        bar(painter, theme, QRectF(0, line + 4, self.width(), 6), 1.0, "success.base")
        low = QRectF(0, line + 12, self.width(), theme.line("caption"))
        text(painter, low, self._words()[1], theme.font("caption"), theme.color("text.tertiary"))

    def _draw_box(self, painter: QPainter) -> None:
        theme = self.theme
        kind, seconds, total, _ = self._state
        ink = theme.color("warning.base")
        box(painter, self.rect(), theme.radius("touch_control"), theme.color("warning.subtle"))
        side = theme.px(30)
        ring = QRectF(10, (self.height() - side) / 2, side, side)
        if kind == "left":
            # A ring that steps once a second: what is left of it is the time that is left.
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("warning.fill"), 4))
            painter.drawEllipse(ring)
            painter.setPen(QPen(ink, 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawArc(ring, 90 * 16, round(360 * 16 * seconds / max(1, total)))
        else:
            icon(painter, theme, "pause", ring.left(), ring.top(), side, ink)
        first, second = self._words()
        left = ring.right() + 10
        high, low = theme.line("control"), theme.line("caption")
        top = (self.height() - high - low) / 2
        text(painter, QRectF(left, top, self.width(), high), first, theme.font("control", 600), ink)
        text(painter, QRectF(left, top + high, self.width(), low), second, theme.font("caption"), ink)


class SessionBar(Panel):
    """76 high (64 on a tablet); the phase stands here when there is room."""

    pause_wanted = Signal()
    stop_wanted = Signal()
    menu_wanted = Signal()
    phase_chosen = Signal(object)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, "bg.surface", "bottom", parent=parent)
        self._compact = False
        self._log: Log | None = None
        self.menu = IconButton(ui, "menu", lambda x: x.t("Menu"), touch=True)
        self.site = Label(ui, "", "h2")
        self.about = Label(ui, "", "small", "text.secondary", elide=True)
        self.clock = BigClock(ui)
        self.settling = Settling(ui)
        self.phase = PhaseSegment(ui)
        self.pause = Button(ui, lambda x: x.t("Pause"), icon_name="pause", touch=True)
        self.stop = Button(ui, lambda x: x.t("Stop"), kind=Kind.DANGER, icon_name="stop", touch=True)
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addStretch(1)
        titles.addWidget(self.site)
        titles.addWidget(self.about)
        titles.addStretch(1)
        self._title = QWidget()
        self._title.setLayout(titles)
        titles.setContentsMargins(0, 0, 0, 0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.row, self._second = QHBoxLayout(), QHBoxLayout()
        self._column.addLayout(self.row, 1)
        self._column.addLayout(self._second)
        self.row.addWidget(self.menu)
        self.row.addWidget(self._title)
        self.row.addWidget(self.clock)
        self.row.addWidget(self.settling)
        self.row.addStretch(1)
        self.row.addWidget(self.phase)
        self.row.addWidget(self.pause)
        self.row.addWidget(self.stop)
        for button in (self.menu, self.pause, self.stop):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu.clicked.connect(self.menu_wanted)
        self.pause.clicked.connect(self.pause_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        self.phase.chosen.connect(lambda value: self.phase_chosen.emit(Phase(str(value))))
        ui.texts_changed.connect(self.refresh)
        self.set_compact(False)

    def set_compact(self, compact: bool, *, menu: bool = False) -> None:
        """The tablet form: smaller clock, pause as a sign; with large text the clock has a row of its own."""
        self._compact = compact
        theme = self.ui.theme
        side = 12 if compact else 16
        for row in (self.row, self._second):
            row.setContentsMargins(side, 0, side, 0)
            row.setSpacing(12 if compact else 16)
        self.row.setContentsMargins(side, 6, side, 6)
        self.menu.setVisible(menu)
        self.clock.set_compact(compact)
        large = theme.scale > 1.2
        for place, widget in enumerate((self.clock, self.settling)):
            (self._second if large else self.row).insertWidget(place if large else place + 2, widget)
        if large and self._second.count() < 3:
            self._second.addStretch(1)
        self._second.setContentsMargins(side, 0, side, 6 if large else 0)
        self.refresh()
        least = theme.size("session_bar_tablet" if compact else "session_bar")
        self.setMinimumHeight(max(least, self._column.totalMinimumSize().height()))

    def take_phase(self) -> None:
        """The phase stands in the bar."""
        self.row.removeWidget(self.phase)
        self.row.insertWidget(self.row.count() - 2, self.phase)

    def show_log(self, log: Log) -> None:
        """Show another session."""
        self._log = log
        self.refresh()

    def refresh(self) -> None:
        """Say again who, where and in which state."""
        if self._log is None:
            return
        view, texts = self._log.session, self.ui.texts
        site = pick(view.site.name, texts.locale) if view.site else texts.t("No site")
        self.site.set_words(site)
        self.about.set_words(session_words(view, texts, short=self._compact))
        self.about.setToolTip(session_words(view, texts, short=False))
        theme = self.ui.theme
        wide = max(theme.text_width("h2", site), theme.text_width("small", self.about.words))
        self._title.setMinimumWidth(min(round(wide) + 4, theme.px(200 if self._compact else 440)))
        self.phase.set_value(view.phase)
        running = view.state == SessionState.RUNNING.value
        words = N_("Pause") if running else N_("Continue")
        key = keycap_of("observe.pause")
        self.pause.set_words("" if self._compact else said(words))
        self.pause.set_icon_name("pause" if running else "play")
        self.pause.set_kind(Kind.OUTLINE if running else Kind.PRIMARY)
        self.pause.setAccessibleName(texts.t(words))
        self.pause.setToolTip(f"{texts.t(words)} ({key})")
        self.stop.setToolTip(f"{texts.t('Stop')} ({keycap_of('observe.stop')})")
        writable = not self._log.study.read_only
        for control in (self.phase, self.pause, self.stop):
            control.setEnabled(writable)
        self.tick()

    def tick(self) -> None:
        """Once a second: digits, ring, pause."""
        log = self._log
        if log is None:
            return
        now = log.now()
        view = log.session
        running = view.state == SessionState.RUNNING.value
        self.clock.show_time(self.ui.texts.stopwatch(now), running=running)
        total = view.settling_min * 60_000
        if not running:
            began = next((span[0] or 0 for span in view.pauses if span[1] is None), now)
            kind = "broken" if view.state == SessionState.INTERRUPTED.value else "pause"
            self.settling.show_state(kind, now - began, total, log.settling)
        elif now < total:
            self.settling.show_state("left", total - now + 999, total, log.settling)
        else:
            self.settling.show_state("over", 0, total, log.settling)
        self.settling.setVisible(bool(total) or not running)
