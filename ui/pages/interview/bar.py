# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bar of an interview: who and where, the clock, what is allowed, pause and stop."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxfield.clock import running_ms
from cxfield.model.enums import ConsentItem, SessionState
from cxfield.services.interview_views import CONSENT_NAMES, Head
from ui.audio.button import SoundButton
from ui.context import Ui
from ui.pages.interview.words import subtitle, title
from ui.shortcuts import keycap_of
from ui.widgets.base import PaintedButton
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.clock import BigClock
from ui.widgets.containers import Panel
from ui.widgets.label import Label
from ui.widgets.paint import box, icon, text
from ui.widgets.progress import ThinBar

_ITEMS = (ConsentItem.AUDIO, ConsentItem.QUOTES, ConsentItem.PHOTO)
_SIGNS = {
    True: ("check", "success.base"),
    False: ("close", "danger.base"),
    None: ("minus", "text.tertiary"),
}


class ConsentChip(PaintedButton):
    """Shield, then each item with its sign and word; a tap opens the consent sheet."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, lambda x: x.t("Consent"))
        self.focus_radius = ui.theme.radius("touch_control")
        self._given: tuple[tuple[str, bool | None], ...] = ()
        self._short = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_consents(self, head: Head) -> None:
        """Show what is allowed now."""
        given = dict(head.consents)
        self._given = tuple((CONSENT_NAMES[item][1], given.get(item)) for item in _ITEMS)
        self.retranslate()
        self.updateGeometry()
        self.update()

    def saved(self) -> int:
        """How much narrower it is now than with all words."""
        return self._width(short=False) - self.sizeHint().width()

    def set_short(self, short: bool) -> None:
        """Signs only; the words stay in the tooltip and in the spoken name."""
        if short != self._short:
            self._short = short
            self.updateGeometry()
            self.update()

    def retranslate(self) -> None:
        """Spoken with its words: allowed, not allowed, not asked."""
        texts = self.ui.texts
        words = {True: texts.t("allowed"), False: texts.t("not allowed"), None: texts.t("not asked")}
        said = ", ".join(f"{texts.t(name)} {words[given]}" for name, given in self._given)
        self.setAccessibleName(f"{self.words}: {said}")
        self.setToolTip(self.accessibleName())

    def sizeHint(self) -> QSize:
        """All items in one line."""
        return QSize(self._width(short=self._short), self.theme.height(48, "small"))

    def _width(self, *, short: bool) -> int:
        theme = self.theme
        width = 12 + theme.px(18) + 6 + (0 if short else theme.text_width("small", self.words, 500) + 8)
        for name, _ in self._given:
            word = 0 if short else theme.text_width("small", self.ui.texts.t(name), 500) + 8
            width += theme.px(14) + 4 + word
        return round(width + 8)

    def draw(self, painter: QPainter) -> None:
        """Paint the chip."""
        theme = self.theme
        color = theme.color
        fill = color("bg.pressed" if self.isDown() else "bg.hover" if self.hovered() else "bg.surface")
        box(painter, self.rect(), theme.radius("touch_control"), fill, color("line.hairline"))
        left = self._part(painter, 12, "consent", 18, self.words, "text.primary", 6)
        for name, given in self._given:
            sign, token = _SIGNS[given]
            left = self._part(painter, left, sign, 14, self.ui.texts.t(name), token, 4)

    def _part(
        self, painter: QPainter, left: float, sign: str, size: int, words: str, token: str, gap: int
    ) -> float:
        theme = self.theme
        side = theme.px(size)
        ink = theme.color(token)
        icon(painter, theme, sign, left, (self.height() - side) / 2, side, ink)
        left += side + gap
        if self._short:
            return left
        width = theme.text_width("small", words, 500)
        area = QRectF(left, 0, width + 2, self.height())
        text(painter, area, words, theme.font("small", 500), ink)
        return left + width + 8


class InterviewBar(Panel):
    """76 high, 64 on a tablet."""

    pause_wanted = Signal()
    stop_wanted = Signal()
    menu_wanted = Signal()
    consent_wanted = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "bg.surface", "bottom")
        self._compact = False
        self._tight = False
        self._head: Head | None = None
        self._sound: SoundButton | None = None
        self._now = 0
        self.menu = IconButton(ui, "menu", lambda x: x.t("Menu"), touch=True)
        self.who = Label(ui, "", "h2", elide=True)
        self.about = Label(ui, "", "small", "text.secondary", elide=True)
        self.clock = BigClock(ui)
        self.plan = Label(ui, "", "small", weight=500)
        self.share = ThinBar(ui, thickness=6)
        self.share.setFixedWidth(84)
        self.consent = ConsentChip(ui)
        self.pause = Button(ui, lambda x: x.t("Pause"), icon_name="pause", touch=True)
        self.stop = Button(ui, lambda x: x.t("Stop"), kind=Kind.DANGER, icon_name="stop", touch=True)
        self._planned = _column(self.plan, self.share, gap=3)
        self.row = QHBoxLayout(self)
        self.row.addWidget(self.menu)
        self._who = _column(self.who, self.about, gap=0)
        self.row.addWidget(self._who, 20)
        self.row.addWidget(self.clock)
        self.row.addWidget(self._planned)
        self.row.addStretch(1)
        for widget in (self.consent, self.pause, self.stop):
            self.row.addWidget(widget)
        self.menu.clicked.connect(self.menu_wanted)
        self.consent.clicked.connect(self.consent_wanted)
        self.pause.clicked.connect(self.pause_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        ui.texts_changed.connect(self.refresh)
        self.set_compact(False)

    def use_sound(self, button: SoundButton) -> None:
        """The recording is in sight all the time."""
        self._sound = button
        self.row.insertWidget(self.row.indexOf(self.pause), button)

    def set_compact(self, compact: bool, *, tight: bool | None = None) -> None:
        """The tablet form: menu button, smaller clock; signs for pause and stop also where it is `tight`."""
        self._compact = compact
        self._tight = compact if tight is None else tight or compact
        side = 12 if self._tight else 20
        self.row.setContentsMargins(side, 0, side, 0)
        self.row.setSpacing(12 if self._tight else 18)
        theme = self.ui.theme
        high = theme.size("session_bar_tablet" if compact else "session_bar")
        self.setFixedHeight(theme.height(high, "h2", 2))
        self.menu.setVisible(compact)
        if self._sound is not None:
            self._sound.set_tight(self._tight)
        self._planned.setVisible(not self._tight)
        self.clock.set_compact(compact)
        self.refresh()

    def fit(self, width: int) -> None:
        """Where even the signs are too wide, the consent shows its signs only."""
        full = self.minimumSizeHint().width() + self.consent.saved()
        self.consent.set_short(full > width)

    def show_head(self, head: Head) -> None:
        """Show who is interviewed and what is allowed."""
        self._head = head
        self.consent.show_consents(head)
        self.refresh()

    def refresh(self) -> None:
        """Say everything again."""
        head, texts = self._head, self.ui.texts
        if head is None:
            return
        self.who.set_words(title(head, texts, short=self._compact))
        self.about.set_words(subtitle(head, texts, short=self._compact))
        self.about.setToolTip(subtitle(head, texts, short=False))
        theme = self.ui.theme
        name = theme.text_width("h2", self.who.words)
        wide = max(name, theme.text_width("small", self.about.words))
        self._who.setMinimumWidth(round(name) + 6)
        self._who.setMaximumWidth(round(wide) + 6)
        self._show_left()
        planned = texts.t("Planned length {n} min", n=head.planned_min)
        self.plan.setAccessibleName(planned)
        self._planned.setToolTip(planned)
        running = head.state is SessionState.RUNNING
        done = head.state is SessionState.DONE
        words = texts.t("Pause") if running else texts.t("Continue")
        self.pause.set_words("" if self._tight else words)
        self.pause.set_icon_name("pause" if running else "play")
        self.pause.set_kind(Kind.OUTLINE if running else Kind.PRIMARY)
        self.pause.setAccessibleName(words)
        self.pause.setToolTip(f"{words} ({keycap_of('interview.pause')})")
        stop = texts.t("Close") if done else texts.t("Stop")
        self.stop.set_words("" if self._tight else stop)
        self.stop.setAccessibleName(stop)
        self.stop.setToolTip(f"{stop} ({keycap_of('interview.stop')})")
        self.stop.set_kind(Kind.OUTLINE if done else Kind.DANGER)
        self.stop.set_icon_name("close" if done else "stop")
        self.pause.setVisible(not done)

    def tick(self, now_ms: int) -> None:
        """Once a second: the digits and the bar."""
        head = self._head
        if head is None:
            return
        self._now = now_ms
        self._show_left()
        running = head.state is SessionState.RUNNING
        self.clock.show_time(self.ui.texts.stopwatch(now_ms), running=running)
        spent = self._spent()
        self.share.set_share(spent / max(1, head.planned_min * 60_000))
        self.share.set_fill("warning.fill" if spent > head.planned_min * 60_000 else "accent.base")

    def _spent(self) -> int:
        """How long it has taken, without its pauses."""
        return running_ms(self._now, self._head.pauses) if self._head is not None else 0

    def _show_left(self) -> None:
        head = self._head
        if head is None:
            return
        left = head.planned_min - self._spent() // 60_000
        planned = head.planned_min
        if left >= 0:
            self.plan.set_words(lambda x: x.t("{left} of {n} min left", left=left, n=planned))
        else:
            self.plan.set_words(lambda x: x.t("{over} min over {n} min", over=-left, n=planned))
        self.plan.set_color("text.primary" if left >= 0 else "warning.base")


def _column(*widgets: QWidget, gap: int) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    column.addStretch(1)
    for widget in widgets:
        column.addWidget(widget, 0, Qt.AlignmentFlag(0))
    column.addStretch(1)
    return holder
