# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows at the foot that describe a shopper: the track sheet, leaving, the interview, forgetting."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cxfield.i18n import N_
from cxfield.methods import detail as known
from ui.pages.observe.choices import Pick, Row

if TYPE_CHECKING:
    from cxfield.services.capture_shapes import ShopperView
    from ui.pages.observe.log import Log

#: What is chosen of a shopper: the field, its heading, the choices.
FACTS: tuple[tuple[str, str, tuple[known.Choice, ...]], ...] = (
    ("age_band", N_("Age (estimate)"), known.AGE_BANDS),
    ("party", N_("Company"), known.PARTIES),
    ("gender", N_("Gender (estimate, optional)"), known.GENDERS),
    ("basket", N_("Carries"), known.BASKETS),
    ("checkout", N_("Checkout type"), known.CHECKOUTS),
)


class Facts:
    """Rows of the selected shopper; `mark` opens the second line for the clothing mark."""

    def __init__(self, log: Log, mark: Callable[[], None], sheet: Callable[[], None]) -> None:
        self._log = log
        self._mark = mark
        self._sheet = sheet

    def row(self, name: str) -> Row | None:
        """The row of a name; None when nobody is selected."""
        shopper = self._log.followed.current
        if shopper is None or self._log.study.read_only:
            return None
        if name == "shopper":
            return self._shopper(shopper)
        if name == "interview":
            return self._interview(shopper)
        if name == "forget":
            return self._forget(shopper)
        return next((self._fact(shopper, *fact) for fact in FACTS if fact[0] == name), None)

    def _title(self, words: str) -> str:
        shopper = self._log.followed.current
        return f"{shopper.letter} · {words}" if shopper is not None else words

    def _shopper(self, shopper: ShopperView) -> Row:
        t = self._log.ui.texts.t
        picks = (
            Pick("marker", t("Clothing mark"), on=bool(shopper.marker)),
            *(Pick(field, self._said(shopper, field, t(name), choices), on=bool(getattr(shopper, field)))
              for field, name, choices in FACTS[:2]),
            Pick("leaves", t("Has left")),
            Pick("sheet", t("Track sheet")),
            *(Pick(field, self._said(shopper, field, t(name), choices), on=bool(getattr(shopper, field)))
              for field, name, choices in FACTS[2:]),
            Pick("interview", t("Interview"), on=shopper.participant_id is not None),
            Pick("forget", t("Stop tracking me")),
        )  # fmt: skip
        return Row(self._title(shopper.marker or t("shopper")), picks, self._act)

    def _said(self, shopper: ShopperView, field: str, name: str, choices: tuple[known.Choice, ...]) -> str:
        value = getattr(shopper, field)
        return self._log.ui.texts.t(known.words_of(choices, value)) if value else name

    def _act(self, key: str) -> str:
        followed = self._log.followed
        shopper = followed.current
        if shopper is None:
            return ""
        if key == "marker":
            self._mark()
            return ""
        if key == "leaves":
            followed.let_go(shopper.id, self._log.stamp())
            return ""
        if key == "sheet":
            self._sheet()
            return ""
        return key

    def _fact(self, shopper: ShopperView, field: str, name: str, choices: tuple[known.Choice, ...]) -> Row:
        t, now = self._log.ui.texts.t, getattr(shopper, field)
        picks = tuple(Pick(one.key, t(one.words), on=one.key == now) for one in choices)

        def act(key: str) -> str:
            self._log.followed.describe(shopper.id, **{field: "" if key == now else key})
            return "shopper"

        return Row(self._title(t(name)), picks, act)

    def _interview(self, shopper: ShopperView) -> Row:
        people = self._log.followed.extras.people
        picks = tuple(Pick(one.id, one.code, on=one.id == shopper.participant_id) for one in people)

        def act(key: str) -> str:
            self._log.followed.link(shopper.id, None if key == shopper.participant_id else key)
            return "shopper"

        return Row(self._title(self._log.ui.texts.t("Interviewed as")), picks, act)

    def _forget(self, shopper: ShopperView) -> Row:
        t = self._log.ui.texts.t
        picks = (
            Pick("keep", t("Keep")),
            Pick("forget", t("Erase for good: {letter} and all that was noted", letter=shopper.letter)),
        )

        def act(key: str) -> str:
            if key == "forget":
                self._log.followed.forget(shopper.id)
                return ""
            return "shopper"

        return Row(self._title(t("Stop tracking me")), picks, act)
