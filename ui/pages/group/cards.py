# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stimulus cards: shown large, rated before and after the discussion, and the shift between."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cxfield.analysis.group_opinions import shift
from cxfield.i18n import N_, Texts, pick
from cxfield.services.group_room import (
    AFTER,
    BEFORE,
    add_stimulus,
    picture_stimulus,
    rate_stimulus,
    word_stimulus,
)
from cxfield.services.group_views import CardView
from ui.context import Ui
from ui.pages.group.log import Log
from ui.pages.group.lot import Adder, Entry
from ui.widgets.buttons import Button, IconButton
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import Card, EmptyState, Scroll
from ui.widgets.label import Label
from ui.widgets.segment import Option, Segment

_KEEP_MS = 150


#: A card's name may be long; its box gives way to the panel, not the panel to the box.
_NARROW = 120


class CardsPanel(Card):
    """One card at a time; `show_wanted` puts it on the whole screen, `private` hands it to each person."""

    show_wanted = Signal(str)
    private_wanted = Signal(str, str)

    def __init__(self, ui: Ui, log: Log) -> None:
        super().__init__(ui)
        self.log = log
        self.card_id = ""
        self._rated = ""
        self.moment = Segment(
            ui,
            (
                Option(BEFORE, lambda x: x.t("Before the talk")),
                Option(AFTER, lambda x: x.t("After the talk")),
            ),
            value=BEFORE,
            name=lambda x: x.t("When it is rated"),
            touch=True,
            check=False,
        )
        self.box = ChoiceBox(ui, lambda x: x.t("Card"), touch=True)
        self.box.setMinimumWidth(ui.theme.px(_NARROW))
        self.words = Label(ui, "", "h2", wrap=True)
        self.text = Entry(ui, placeholder=lambda x: x.t("Text on the card"), role="control")
        self.text.setMinimumHeight(ui.theme.height(48, "control"))
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(_KEEP_MS)
        self.shift = Label(ui, "", "body", weight=600, wrap=True)
        self.show_card = Button(ui, lambda x: x.t("Show the card"), icon_name="photo", touch=True)
        self.private = Button(ui, lambda x: x.t("Rate privately"), icon_name="survey", touch=True)
        self.picture = IconButton(ui, "photo", lambda x: x.t("Picture on the card"), touch=True)
        self.bin = IconButton(ui, "close", lambda x: x.t("Remove the card"), touch=True)
        self.adder = Adder(ui, lambda x: x.t("Name of a new card"), lambda x: x.t("Add"))
        self.empty = EmptyState(
            ui, lambda x: x.t("Everybody rates a card, a text or a picture, before and after the talk."),
            icon_name="photo",
        )  # fmt: skip
        self._rows: dict[str, Segment] = {}
        self._grid_holder = QWidget()
        self._grid = QGridLayout(self._grid_holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        ui = self.ui
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        line = QHBoxLayout()
        line.addWidget(self.box, 1)
        line.addWidget(self.picture)
        line.addWidget(self.bin)
        inner.addLayout(line)
        inner.addWidget(self.words)
        inner.addWidget(self.text)
        buttons = QVBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.show_card)
        buttons.addWidget(self.private)
        inner.addLayout(buttons)
        inner.addWidget(self.moment, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self._grid_holder)
        inner.addWidget(self.shift)
        inner.addWidget(self.empty)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        column.addWidget(Label(ui, lambda x: x.t("Stimulus cards"), "h2"))
        column.addWidget(Scroll(ui, content, fill="bg.surface"), 1)
        column.addWidget(self.adder)

    def _connect(self) -> None:
        self.box.chosen.connect(self._choose)
        self.text.textEdited.connect(lambda _words: self._keep.isActive() or self._keep.start())
        self.text.editingFinished.connect(self.flush)
        self._keep.timeout.connect(self.flush)
        self.moment.chosen.connect(lambda _value: self.refresh())
        self.adder.added.connect(self._add)
        self.bin.clicked.connect(lambda: self.log.drop("card", self.card_id))
        self.picture.clicked.connect(self._choose_picture)
        self.show_card.clicked.connect(lambda: self.show_wanted.emit(self.card_id))
        self.private.clicked.connect(lambda: self.private_wanted.emit(self.card_id, str(self.moment.value)))
        self.log.changed.connect(self.refresh)
        self.ui.texts_changed.connect(self.refresh)

    @property
    def card(self) -> CardView | None:
        """The card in front."""
        return next((card for card in self.log.state.cards if card.id == self.card_id), None)

    def refresh(self) -> None:
        """The card, its ratings, its shift."""
        locale, cards = self.ui.texts.locale, self.log.state.cards
        if self.card is None:
            self._keep.stop()
            self.card_id = cards[0].id if cards else ""
        card = self.card
        self.box.set_options([Option(c.id, pick(c.name, locale)) for c in cards], self.card_id)
        for part in (
            self.box,
            self.bin,
            self.picture,
            self.words,
            self.text,
            self.show_card,
            self.private,
            self.moment,
            self._grid_holder,
        ):
            part.setVisible(card is not None)
        self.empty.setVisible(card is None)
        self.shift.setVisible(card is not None)
        writable = not self.log.study.read_only
        for part in (self.bin, self.picture, self.private, self.adder, self.text):
            part.setEnabled(writable)
        self.text.setAccessibleName(self.ui.texts.t("Text on the card"))
        if card is None:
            return
        self.words.set_words(pick(card.text, locale) or pick(card.name, locale))
        if not self.text.hasFocus():
            self.text.setText(card.text.get(locale, ""))
        self._show_rows(card)
        self.shift.set_words(self._shift(card, self.ui.texts))

    def _show_rows(self, card: CardView) -> None:
        people = self.log.state.people
        if (card.id, *self._rows) != (self._rated, *(seat.id for seat in people)):
            self._rated = card.id
            while (item := self._grid.takeAt(0)) is not None:
                old = item.widget()
                if old is not None:
                    old.hide()
                    old.deleteLater()
            self._rows = {}
            for at, seat in enumerate(people):
                values = [Option(str(n), str(n)) for n in range(card.low, card.high + 1)]
                cells = Segment(self.ui, values, name=seat.code, touch=True, check=False)
                cells.chosen.connect(lambda value, of=seat.id: self.rate(of, int(str(value))))
                self._grid.addWidget(Label(self.ui, seat.code, "control", weight=600), at, 0)
                self._grid.addWidget(cells, at, 1, Qt.AlignmentFlag.AlignLeft)
                self._rows[seat.id] = cells
        rated = {
            r.seat_id: r.value
            for r in self.log.state.ratings
            if r.stimulus_id == card.id and r.moment == self.moment.value
        }
        for seat_id, cells in self._rows.items():
            value = rated.get(seat_id)
            cells.set_value(None if value is None else str(value))
            cells.setEnabled(not self.log.study.read_only)

    def _shift(self, card: CardView, texts: Texts) -> str:
        rated: dict[str, dict[str, float]] = {BEFORE: {}, AFTER: {}}
        for rating in self.log.state.ratings:
            if rating.stimulus_id == card.id:
                rated[rating.moment][rating.seat_id or ""] = rating.value
        found = shift(rated[BEFORE], rated[AFTER], low=card.low, high=card.high)
        if found.change.value is None:
            return texts.t("The shift is shown when somebody has rated it both times.")
        words = texts.t(
            "Shift {change} ({n} people)", change=texts.signed(found.change.value, 1), n=found.change.n
        )
        if found.change.low is not None and found.change.high is not None:
            low, high = texts.signed(found.change.low, 1), texts.signed(found.change.high, 1)
            words += ", " + texts.t("95% interval {low} to {high}", low=low, high=high)
        elif found.change.interval_reason is not None:
            words += ". " + texts.t(found.change.interval_reason.text)
        return words

    def rate(self, seat_id: str, value: int) -> None:
        """Keep somebody's rating."""
        self.log.do(
            rate_stimulus, N_("Rating"), stimulus_id=self.card_id, seat_id=seat_id,
            moment=str(self.moment.value), value=value, t_ms=self.log.now(),
        )  # fmt: skip

    def rating_moment(self, moment: str) -> None:
        """Rate before or after from now on."""
        self.moment.set_value(moment)
        self.refresh()

    def flush(self) -> None:
        """Hand the text of the card over as far as it is typed."""
        self._keep.stop()
        card, locale = self.card, self.ui.texts.locale
        words = self.text.text()
        if card is not None and words != card.text.get(locale, "") and not self.log.study.read_only:
            self.log.do_to(
                word_stimulus, N_("Text on the card"), stimulus_id=card.id, text=words, language=locale
            )

    def _choose(self, card_id: str) -> None:
        self.flush()
        self.card_id = card_id
        self.text.clearFocus()
        self.refresh()

    def _choose_picture(self) -> None:
        from ui.pictures import choose_file

        path = choose_file(self.ui, self)
        if path is not None:
            self.take_picture(path)

    def take_picture(self, picture: Path | bytes) -> None:
        """Put a picture on the card in front; it is read and stored on the writer's thread."""
        self.log.do_to(picture_stimulus, N_("Picture on the card"), stimulus_id=self.card_id, picture=picture)

    def _add(self, name: str) -> None:
        self.log.do_to(add_stimulus, N_("Stimulus card"), name=name, language=self.ui.texts.locale)
