# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What covers the window for the people at the table: a card to see, ratings and rankings in private."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cxfield.errors import UserError
from cxfield.i18n import N_, pick
from cxfield.services.group_room import rank, rate_stimulus
from cxfield.services.group_views import CardView
from ui.pages.group.log import Log
from ui.pages.group.private import Person, RankScreen, RateScreen, Screen, ShowCard

if TYPE_CHECKING:
    from ui.pages.group.page import GroupPage


class Screens(QObject):
    """One at a time; `shown` is the one that covers the window."""

    def __init__(self, page: "GroupPage") -> None:
        super().__init__(page)
        self.page, self.ui, self.study = page, page.ui, page.study
        self.shown: Screen | None = None

    def show_card(self, card_id: str) -> None:
        """A card for everybody to see."""
        card = self._card(card_id)
        if card is None:
            return
        locale = self.ui.texts.locale
        words = pick(card.name, locale), pick(card.text, locale)
        self._cover(ShowCard(self.ui, self.page.window(), *words, self.picture(card.image_id)))

    def picture(self, image_id: str) -> bytes:
        """The card's picture; a card without one, or whose picture is not in this file, has words only."""
        from cxfield.services.attachments import picture_bytes

        if not image_id:
            return b""
        try:
            return self.study.read(picture_bytes, image_id)
        except UserError:
            return b""

    def rate(self, card_id: str, moment: str) -> None:
        """Everybody rates a card alone."""
        log, card = self.page.log, self._card(card_id)
        if log is None or card is None or not _people(log):
            return
        locale = self.ui.texts.locale

        def rated(seat_id: str, value: int) -> None:
            log.do(
                rate_stimulus, N_("Rating"), stimulus_id=card_id, seat_id=seat_id, moment=moment, value=value,
                t_ms=log.now(),
            )  # fmt: skip

        words = pick(card.text, locale) or pick(card.name, locale)
        scale = card.low, card.high
        self._cover(RateScreen(self.ui, self.page.window(), _people(log), words, scale, rated))

    def rank(self) -> None:
        """Everybody puts the ideas in order alone."""
        log = self.page.log
        if log is None or not log.state.ideas or not _people(log):
            return
        ideas = [(idea.id, idea.text) for idea in log.state.ideas]

        def ranked(seat_id: str, order: list[str]) -> None:
            log.do(rank, N_("Ranking"), seat_id=seat_id, ideas=order)

        self._cover(RankScreen(self.ui, self.page.window(), _people(log), ideas, ranked))

    def _card(self, card_id: str) -> CardView | None:
        log = self.page.log
        return next((c for c in log.state.cards if c.id == card_id), None) if log is not None else None

    def _cover(self, screen: Screen) -> None:
        screen.closed.connect(self._uncovered)
        screen.show()
        screen.raise_()
        screen.setFocus()
        self.shown = screen

    def _uncovered(self) -> None:
        self.shown = None
        if self.page.view is not None:
            self.page.view.take_focus()


def _people(log: Log) -> list[Person]:
    now = log.now()
    return [Person(s.id, s.code) for s in log.state.people if s.here(now) or log.over]
