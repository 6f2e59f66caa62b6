# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bar at the bottom: the four rules as words, and on a tablet the latest entry."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxfield.methods.rules import RULES, Prompt, Rule
from ui.context import Ui
from ui.pages.observe.log import Log
from ui.widgets.base import Painted
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.containers import Line, Panel
from ui.widgets.label import Label
from ui.widgets.paint import box, icon, text

_IN_BAR = tuple(rule for rule in RULES if rule.in_bar)


class Rules(Painted):
    """The rules as words; the one a prompt speaks of is amber, the others have a check mark."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._active = ""
        self._compact = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def show_active(self, key: str, *, compact: bool) -> None:
        """Point out one rule, or none; on a tablet only that one is shown."""
        if (key, compact) != (self._active, self._compact):
            self._active, self._compact = key, compact
            self.updateGeometry()
            self.update()

    def retranslate(self) -> None:
        """The spoken name is all of them."""
        self.setAccessibleName(", ".join(self.ui.texts.t(rule.name) for rule in _IN_BAR))

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(
            round(sum(self._width(rule.name) for rule in self._shown())), self.theme.height(32, "small")
        )

    def draw(self, painter: QPainter) -> None:
        """Sign and word of each rule."""
        theme = self.theme
        size = theme.px(16)
        x = 0.0
        for rule in self._shown():
            on = rule.key == self._active
            wide = self._width(rule.name)
            if on:
                area = QRectF(x, 0, wide, self.height())
                box(painter, area, theme.radius("control"), theme.color("warning.subtle"))
            ink = theme.color("warning.base" if on else "text.secondary")
            icon(painter, theme, "info" if on else "check", x + 10, (self.height() - size) / 2, size, ink)
            area = QRectF(x + 16 + size, 0, wide, self.height())
            text(painter, area, self.ui.texts.t(rule.name), theme.font("small", 600 if on else 500), ink)
            x += wide

    def _shown(self) -> tuple[Rule, ...]:
        if not self._compact:
            return _IN_BAR
        return tuple(rule for rule in _IN_BAR if rule.key == self._active)

    def _width(self, name: str) -> float:
        return self.theme.text_width("small", self.ui.texts.t(name), 600) + self.theme.px(16) + 28


class PromptBar(Panel):
    """60 high: the rules, one gentle prompt; on a tablet the latest entry, whose chevron opens the list."""

    list_wanted = Signal()
    taken = Signal()
    skipped = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, "bg.surface", "top", parent=parent)
        self._log: Log | None = None
        self._compact = False
        self._prompt: Prompt | None = None
        self.rules = Rules(ui)
        self.divider = Line(ui, vertical=True)
        self.divider.setFixedHeight(24)
        self.sentence = Label(ui, "", "body", weight=600, elide=True)
        self.reason = Label(ui, "", "caption", "text.secondary", elide=True)
        self.state = Label(
            ui, "", "body", "danger.base", weight=600, wrap=True, icon_name="warning", icon_size=18
        )
        self.action = Button(ui, "", touch=True)
        self.skip = Button(ui, lambda x: x.t("Skip"), kind=Kind.GHOST, key="Esc", touch=True)
        self.latest = Label(ui, "", "small", weight=600)
        self.where = Label(ui, "", "small", "text.secondary")
        self.open = IconButton(ui, "chevron-right", lambda x: x.t("Show the entries"), touch=True)
        self.open.clicked.connect(self.list_wanted)
        self.action.clicked.connect(self.taken)
        self.skip.clicked.connect(self.skipped)
        for button in (self.open, self.action, self.skip):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.rules)
        self._row.addWidget(self.divider)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.sentence)
        words.addWidget(self.reason)
        words.addStretch(1)
        self._words = QWidget()
        self._words.setLayout(words)
        words.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._words, 1)
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.state)
        middle.addStretch(1)
        self._row.addLayout(middle, 1)
        for widget in (self.action, self.skip, self.latest, self.where, self.open):
            self._row.addWidget(widget)
        self.state.hide()
        ui.texts_changed.connect(self.refresh)
        self.set_compact(False)

    @property
    def prompt(self) -> Prompt | None:
        """The prompt that is shown."""
        return self._prompt

    def set_compact(self, compact: bool) -> None:
        """The tablet form."""
        self._compact = compact
        side = 12 if compact else 16
        self._row.setContentsMargins(side, 0, side, 0)
        self._row.setSpacing(10)
        self.setFixedHeight(self.ui.theme.height(56 if compact else 60, "body", lines=2))
        self.refresh()

    def show_log(self, log: Log) -> None:
        """Show another session."""
        self._log, self._prompt = log, None
        self.refresh()

    def show_prompt(self, prompt: Prompt | None) -> None:
        """Show one prompt, or none."""
        if prompt != self._prompt:
            self._prompt = prompt
            self.refresh()

    def refresh(self) -> None:
        """Say the rule of the moment, the prompt and the latest entry."""
        log = self._log
        if log is None:
            return
        texts, prompt = self.ui.texts, self._prompt
        settling = log.live and log.now() < log.session.settling_min * 60_000
        active = prompt.rule if prompt is not None else "timing" if settling else ""
        self.rules.show_active(active, compact=self._compact)
        trouble = not self.state.isHidden()
        self.rules.setVisible((bool(active) or not self._compact) and not trouble)
        self._words.setVisible(not trouble)
        if prompt is not None:
            self.sentence.set_words(texts.t(prompt.sentence))
            self.reason.set_words(texts.t(prompt.reason, **dict(prompt.values)))
            self.action.set_words(texts.t(prompt.action))
        else:
            calm = texts.t("People are getting used to you. Log calmly.") if settling else ""
            self.sentence.set_words(calm)
            self.reason.set_words("")
        self.divider.setVisible(bool(self.sentence.words) and not self._compact and not trouble)
        self.reason.setVisible(prompt is not None)
        for button in (self.action, self.skip):
            button.setVisible(prompt is not None and not trouble)
        self._refresh_latest(log, shown=self._compact and prompt is None and not trouble)

    def show_trouble(self, words: str) -> None:
        """A save that failed stays here in red until it succeeds; it needs the place of the prompts."""
        self.state.set_words(words)
        self.state.setVisible(bool(words))
        self.refresh()

    def _refresh_latest(self, log: Log, *, shown: bool) -> None:
        row = log.aim
        self.open.setVisible(self._compact)
        for label in (self.latest, self.where):
            label.setVisible(shown and row is not None)
        if shown and row is not None:
            self.latest.set_words(f"{self.ui.texts.stopwatch(row.t_ms)} {log.name_of(row)[:30]}")
            parts = (row.letter, log.touchpoint_name(row.touchpoint_id))
            self.where.set_words(" · ".join(part for part in parts if part))
