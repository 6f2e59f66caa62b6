# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The track sheet of the selected shopper: facts to tap, places with times, counts by code, purchase."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxfield.i18n import N_, Texts
from cxfield.model.enums import CodeMeaning
from ui.context import Ui
from ui.editors.flow import FlowLayout
from ui.late import Late
from ui.pages.observe.facts import FACTS
from ui.pages.observe.personal import PersonalHint
from ui.pages.observe.words import minutes
from ui.widgets.chips import Chip
from ui.widgets.containers import Card
from ui.widgets.field import LineInput
from ui.widgets.label import Label

if TYPE_CHECKING:
    from cxfield.services import observation_views as views
    from cxfield.services.capture_shapes import ShopperView
    from cxfield.services.observation_shapes import CodeView, EntryRow
    from ui.pages.observe.log import Log
else:
    views = Late("cxfield.services.observation_views")

_OUTCOMES = (CodeMeaning.PURCHASE.value, CodeMeaning.NO_PURCHASE.value)


def _words(msgid: str) -> Callable[[Texts], str]:
    return lambda x: x.t(msgid)


def _code_words(log: Log, code: CodeView, _texts: Texts) -> str:
    return log.code_name(code)


class FactRow(QWidget):
    """One heading and its choices, 48 px high each; the chosen one is solid."""

    def __init__(self, ui: Ui, name: str, choices: tuple[Any, ...], chosen: Callable[[str], None]) -> None:
        super().__init__()
        self._chosen = chosen
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Label(ui, lambda x: x.t(name), "caption", "text.secondary"))
        holder = QWidget()
        flow = FlowLayout(holder, 6)
        self.chips: dict[str, Chip] = {}
        for choice in choices:
            chip = Chip(ui, _words(choice.words), checkable=True)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(lambda _on=False, key=choice.key: self._chosen(key))
            self.chips[choice.key] = chip
            flow.addWidget(chip)
        column.addWidget(holder)

    def show_value(self, value: str) -> None:
        """Mark the chosen one."""
        for key, chip in self.chips.items():
            chip.setChecked(key == value)


class TrackSheet(QWidget):
    """What is known of the selected shopper; everything on it is saved when it is tapped or typed."""

    def __init__(self, ui: Ui, *, press: Callable[[CodeView], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._press = press
        self._log: Log | None = None
        self._rows: tuple[EntryRow, ...] = ()
        self._shown = ""
        self.nobody = Label(
            ui, lambda x: x.t("Select a shopper (F1–F8) or follow a new one (F9)."), "body", "text.secondary"
        )
        self.title = Label(ui, "", "h2")
        self.times = Label(ui, "", "small", "text.secondary", wrap=True)
        self.marker = LineInput(ui)
        self.notes = LineInput(ui)
        self.personal = PersonalHint(ui)
        self.places = Label(ui, "", "body", wrap=True)
        self.counts = Label(ui, "", "body", wrap=True)
        self.session = Label(ui, "", "body", wrap=True)
        self.facts: dict[str, FactRow] = {}
        self._outcome: list[tuple[Chip, str]] = []
        self._outcome_row = QWidget()
        self._outcomes = FlowLayout(self._outcome_row, 6)
        self._card = Card(ui)
        self._build()
        self.marker.textEdited.connect(lambda words: self._describe("marker", words))
        self.notes.textEdited.connect(lambda words: self._describe("notes", words))
        ui.texts_changed.connect(self.refresh)

    def show_log(self, log: Log) -> None:
        """Serve another session."""
        self._log = log
        log.idle.connect(self._ask)
        self._make_outcomes(log)
        self._ask()

    def refresh(self) -> None:
        """Say it all again."""
        log = self._log
        shopper = log.followed.current if log is not None else None
        if log is not None:
            self.session.set_words(self._summed_up(log))
        self._card.setVisible(shopper is not None)
        self.nobody.setVisible(shopper is None)
        if log is None or shopper is None:
            self._shown = ""
            return
        for field, row in self.facts.items():
            row.show_value(getattr(shopper, field))
        for line, words in ((self.marker, shopper.marker), (self.notes, shopper.notes)):
            if not (line.hasFocus() and self._shown == shopper.id) and line.text() != words:
                line.setText(words)
        if self._shown != shopper.id:
            self._shown = shopper.id
            self._ask()
        self._say(log, shopper)

    def _say(self, log: Log, shopper: ShopperView) -> None:
        texts, now = self.ui.texts, log.now()
        code = f" · {shopper.participant}" if shopper.participant else ""
        self.title.set_words(texts.t("Shopper {letter}", letter=shopper.letter) + code)
        self.times.set_words(
            texts.t(
                "In {start}, out {end}, in all {time}",
                start=texts.stopwatch(shopper.in_t),
                end=texts.stopwatch(shopper.out_t) if shopper.out_t is not None else "–",
                time=minutes(shopper.total(now) // 1000),
            )
        )
        stays = [
            f"{log.followed.place_name(stay.place_id)} {texts.stopwatch(stay.in_t)}–"
            f"{texts.stopwatch(stay.out_t) if stay.out_t is not None else ''}"
            f" ({minutes(((now if stay.out_t is None else stay.out_t) - stay.in_t) // 1000)})"
            for stay in shopper.visits
        ]
        self.places.set_words("\n".join(stays) or texts.t("Choose a touchpoint to say where the shopper is."))
        self.counts.set_words(self._counted(log, shopper, texts))
        bought = next(
            (log.codes[row.code_id or ""].meaning for row in self._rows if self._is_outcome(log, row)), ""
        )
        for chip, meaning in self._outcome:
            chip.setChecked(meaning == bought)

    def _counted(self, log: Log, shopper: ShopperView, texts: Texts) -> str:
        """Touches, readings, questions, contacts, waits, confusion: how often, and how long."""
        mine = [row for row in self._rows if row.shopper_id == shopper.id]
        counts = Counter(row.code_id for row in mine if row.code_id)
        spans: Counter[str] = Counter()
        for row in mine:
            code = log.codes.get(row.code_id or "")
            if code is not None and code.state:
                spans[code.id] += (row.end_t_ms if row.end_t_ms is not None else log.now()) - row.t_ms
        parts = [
            f"{log.code_name(code)} {counts[code.id]}"
            + (f" ({minutes(spans[code.id] // 1000)})" if code.id in spans else "")
            for code in log.board.codes
            if counts[code.id]
        ]
        return " · ".join(parts) or texts.t("Nothing logged of this shopper yet.")

    def _summed_up(self, log: Log) -> str:
        """Penetration and dwell of each place over everybody who was followed in the session."""
        from cxfield.analysis.visits import Stay, places

        everybody, now, texts = log.followed.everybody, log.now(), self.ui.texts
        stays = [
            Stay(one.id, stay.place_id, stay.in_t, max(stay.in_t, now if stay.out_t is None else stay.out_t))
            for one in everybody
            for stay in one.visits
        ]
        order = [point.id for point in log.board.touchpoints]
        return "\n".join(
            texts.t(
                "{place} {n} of {m}, on average {time}",
                place=log.followed.place_name(place.place),
                n=place.penetration.count,
                m=place.penetration.n,
                time=minutes(round((place.dwell_min.value or 0.0) * 60)),
            )
            for place in places(stays, len(everybody), order)
            if place.visits
        )

    @staticmethod
    def _is_outcome(log: Log, row: EntryRow) -> bool:
        code = log.codes.get(row.code_id or "")
        shopper = log.followed.selected
        return code is not None and code.meaning in _OUTCOMES and row.shopper_id == shopper

    def _ask(self) -> None:
        """The entries of the shopper, read behind the window."""
        log = self._log
        if log is None or log.followed.selected is None or not self.isVisible():
            self.refresh() if log is not None and self._shown else None
            return
        log.study.ask(views.shopper_rows, log.id, log.followed.selected, done=self._take)

    def _take(self, rows: tuple[EntryRow, ...]) -> None:
        self._rows = rows
        self.refresh()

    def showEvent(self, event: Any) -> None:
        """Ask again when the sheet comes to the front."""
        super().showEvent(event)
        self._shown = ""
        self.refresh()

    def _describe(self, field: str, words: str) -> None:
        log = self._log
        if log is not None and log.followed.selected is not None and not log.study.read_only:
            log.followed.describe(log.followed.selected, **{field: words})

    def _look(self) -> None:
        self.personal.look(f"{self.marker.text()} {self.notes.text()}")

    def _choose(self, field: str, key: str) -> None:
        log = self._log
        shopper = log.followed.current if log is not None else None
        if log is not None and shopper is not None and not log.study.read_only:
            log.followed.describe(shopper.id, **{field: "" if getattr(shopper, field) == key else key})
        self.refresh()

    def _make_outcomes(self, log: Log) -> None:
        """Buys or does not: the codes of the codebook that mean so, logged like any other."""
        for chip, _ in self._outcome:
            chip.deleteLater()
        self._outcome = []
        for code in log.board.codes:
            if code.meaning in _OUTCOMES:
                chip = Chip(self.ui, partial(_code_words, log, code), key=code.key, checkable=True)
                chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                chip.clicked.connect(lambda _on=False, c=code: self._press(c))
                self._outcome.append((chip, code.meaning))
                self._outcomes.addWidget(chip)

    def _build(self) -> None:
        ui = self.ui
        self.marker.setAccessibleName(ui.texts.t("Clothing mark"))
        self.notes.setAccessibleName(ui.texts.t("Notes"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.nobody)
        column.addWidget(self._card)
        column.addWidget(Label(ui, lambda x: x.t("Places in this session"), "caption", "text.secondary"))
        column.addWidget(self.session)
        column.addStretch(1)
        inner = QVBoxLayout(self._card)
        inner.setContentsMargins(14, 10, 14, 12)
        inner.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.times, 1)
        inner.addLayout(head)
        inner.addWidget(
            Label(
                ui, lambda x: x.t("Clothing mark, erased when the session ends"), "caption", "text.secondary"
            )
        )
        inner.addWidget(self.marker)
        for field, name, choices in FACTS:
            row = FactRow(ui, name, choices, partial(self._choose, field))
            self.facts[field] = row
            inner.addWidget(row)
        for words, widget in ((N_("Places"), self.places), (N_("Seen"), self.counts)):
            inner.addWidget(Label(ui, _words(words), "caption", "text.secondary"))
            inner.addWidget(widget)
        inner.addWidget(Label(ui, lambda x: x.t("Purchase"), "caption", "text.secondary"))
        inner.addWidget(self._outcome_row)
        inner.addWidget(Label(ui, lambda x: x.t("Notes"), "caption", "text.secondary"))
        inner.addWidget(self.notes)
        inner.addWidget(self.personal)
        for typed in (self.marker, self.notes):
            typed.textChanged.connect(self._look)
