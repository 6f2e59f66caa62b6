# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shoppers of the open session: shown at once, written behind; each keeps its key while followed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from cxfield.errors import UserError
from cxfield.i18n import N_, pick
from cxfield.services.capture_shapes import Extras, ShopperView, VisitView
from ui.late import Late
from ui.pages.observe.outbox import Letter

if TYPE_CHECKING:
    from cxfield.clock import Stamp
    from cxfield.services import capture_views as views
    from cxfield.services import tracking as verbs
    from cxfield.services.observation_shapes import EntryRow
    from ui.pages.observe.log import Log
else:
    verbs = Late("cxfield.services.tracking")
    views = Late("cxfield.services.capture_views")

#: Function keys F1 to F8 are shoppers.
KEYS = 8
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_KINDS = frozenset(("shopper", "visit"))
_OFFERS = frozenset(("modifier", "tag_set", "normal_reaction", "participant", "study"))
_ALL_TAKEN = N_("All letters from A to Z are in use. Start a new session to follow more shoppers.")


def slots(shoppers: Iterable[ShopperView]) -> dict[str, int]:
    """The place in the strip of each shopper that is followed: the lowest that was free when it began."""
    given: dict[str, int] = {}
    followed: list[ShopperView] = []
    for shopper in sorted(shoppers, key=lambda one: (one.in_t, one.letter)):
        followed = [one for one in followed if one.out_t is None or one.out_t > shopper.in_t]
        taken = {given[one.id] for one in followed}
        given[shopper.id] = next(n for n in range(len(followed) + 1) if n not in taken)
        followed.append(shopper)
    return {one.id: given[one.id] for one in followed if one.out_t is None}


class Followed(QObject):
    """`changed`: the cards are others or say something else; `chosen`: another one is selected."""

    changed = Signal()
    chosen = Signal()

    def __init__(self, log: Log) -> None:
        super().__init__(log)
        self._log = log
        self._views: dict[str, ShopperView] | None = None
        self._own: Any = None
        self._asked = 0
        self.selected: str | None = None
        self.extras = Extras()
        log.study.changed.connect(self._changed)
        self._ask()

    # -- what there is

    @property
    def shoppers(self) -> dict[str, ShopperView]:
        """Every shopper of the session by id, those that left too."""
        if self._views is None:
            self._take(self._log.study.read(views.shoppers, self._log.id))
        assert self._views is not None
        return self._views

    @property
    def known(self) -> bool:
        """Whether the shoppers have been read."""
        return self._views is not None

    @property
    def cards(self) -> tuple[ShopperView | None, ...]:
        """Who is followed now by place in the strip; None where a place has become free."""
        if self._views is None:
            return ()
        places = slots(self._views.values())
        row: list[ShopperView | None] = [None] * (max(places.values(), default=-1) + 1)
        for key, place in places.items():
            row[place] = self._views[key]
        return tuple(row)

    @property
    def current(self) -> ShopperView | None:
        """The selected shopper."""
        return self._views.get(self.selected or "") if self._views is not None else None

    @property
    def closed_here(self) -> str:
        """The name of the zone without observation in which the selected shopper is, or ""."""
        shopper = self.current
        here = shopper.here if shopper is not None else None
        locale = self._log.ui.texts.locale
        return next(
            (pick(z.name, locale) for z in self._log.board.closed if here and z.id == here.place_id), ""
        )

    @property
    def everybody(self) -> tuple[ShopperView, ...]:
        """Every shopper that is known now, those that left too."""
        return tuple(self._views.values()) if self._views is not None else ()

    def described(self, shopper_id: str) -> str:
        """What a shopper is told by: the clothing mark, the participant's code, or the letter."""
        found = self._views.get(shopper_id) if self._views is not None else None
        if found is None:
            return ""
        return " · ".join(part for part in (found.marker, found.participant) if part) or found.letter

    def letter(self, shopper_id: str | None) -> str:
        """The letter of a shopper, or ""."""
        found = self._views.get(shopper_id or "") if self._views is not None else None
        return found.letter if found is not None else ""

    def numbered(self, number: int) -> ShopperView | None:
        """Who has the function key, from 1, also before the cards are there."""
        known = self.shoppers
        return next((known[key] for key, place in slots(known.values()).items() if place == number - 1), None)

    def place_name(self, place_id: str) -> str:
        """The name of a touchpoint or a zone."""
        locale = self._log.ui.texts.locale
        zone = next((pick(z.name, locale) for z in self._log.board.closed if z.id == place_id), "")
        return zone or self._log.touchpoint_name(place_id)

    # -- what is done

    def add(self, stamp: Stamp) -> ShopperView | None:
        """Follow a new shopper, selected at once; None when all letters are in use."""
        log = self._log
        known = self.shoppers
        letter = next((one for one in _LETTERS if one not in {s.letter for s in known.values()}), "")
        if not letter:
            log.said.emit(UserError(_ALL_TAKEN))
            return None
        # Whoever is already being followed stays where they are; the new one is where the observer stands.
        place = log.touchpoint if self.current is None else None
        t_ms = log.at(stamp)
        key = log.new_id()
        visits = (VisitView(f"{key}:in", place, t_ms),) if place else ()
        shopper = ShopperView(key, letter, in_t=t_ms, visits=visits)
        known[key] = shopper
        session = log.id
        self._post(
            key,
            lambda uow: verbs.follow_shopper(
                uow, session_id=session, stamp=stamp, shopper_id=key, touchpoint_id=place
            ),
            N_("Follow a shopper"),
            keep=True,
        )
        self.changed.emit()
        self.choose(key)
        return shopper

    def choose(self, shopper_id: str | None) -> None:
        """Select a shopper, or nobody; the place of the next entry is where that shopper is."""
        if shopper_id is not None and shopper_id not in self.shoppers:
            shopper_id = None
        self.selected = shopper_id
        shopper = self.current
        if shopper is not None:
            here = shopper.here
            places = {point.id for point in self._log.board.touchpoints}
            self._log.touchpoint = here.place_id if here is not None and here.place_id in places else None
        self.chosen.emit()

    def go(self, place_id: str | None, stamp: Stamp, *, zone: bool = False) -> None:
        """The selected shopper is at another place now (None: at no place in particular)."""
        shopper = self.current
        here = shopper.here if shopper is not None else None
        if shopper is None or (here.place_id if here is not None else None) == place_id:
            return
        t_ms = self._log.at(stamp)
        visits = tuple(
            replace(visit, out_t=max(visit.in_t, t_ms)) if visit.out_t is None else visit
            for visit in shopper.visits
        )
        key = self._log.new_id() if place_id else ""
        if place_id:
            visits = (*visits, VisitView(key, place_id, t_ms))
        self._put(replace(shopper, visits=visits))
        where = {"zone_id" if zone else "touchpoint_id": place_id}
        self._post(
            shopper.id,
            lambda uow: verbs.move_to(uow, shopper_id=shopper.id, stamp=stamp, visit_id=key, **where),
            N_("Move the shopper"),
        )

    def let_go(self, shopper_id: str, stamp: Stamp) -> None:
        """The shopper has left."""
        shopper = self.shoppers[shopper_id]
        t_ms = self._log.at(stamp)
        visits = tuple(replace(v, out_t=max(v.in_t, t_ms)) if v.out_t is None else v for v in shopper.visits)
        self._put(replace(shopper, out_t=t_ms, visits=visits))
        if self.selected == shopper_id:
            self.choose(None)
        self._post(
            shopper_id,
            lambda uow: verbs.let_shopper_go(uow, shopper_id=shopper_id, stamp=stamp),
            N_("Stop following"),
        )

    def describe(self, shopper_id: str, **facts: str) -> None:
        """Note what the track sheet asks."""
        shopper = self.shoppers[shopper_id]
        changed: dict[str, Any] = dict(facts)
        new = replace(shopper, **changed)
        if new == shopper:
            return
        self._put(new)
        self._post(
            shopper_id,
            lambda uow: verbs.describe_shopper(uow, shopper_id=shopper_id, **facts),
            N_("Describe the shopper"),
        )

    def link(self, shopper_id: str, participant_id: str | None) -> None:
        """Say which participant the shopper is."""
        code = next((one.code for one in self.extras.people if one.id == participant_id), "")
        self._put(replace(self.shoppers[shopper_id], participant_id=participant_id, participant=code))
        self._post(
            shopper_id,
            lambda uow: verbs.link_interview(uow, shopper_id=shopper_id, participant_id=participant_id),
            N_("Link to an interview"),
        )

    def give(self, row: EntryRow, shopper_id: str | None) -> None:
        """Move an entry to another shopper, or to nobody in particular."""
        entry_id = row.id
        self._log.change(
            row,
            replace(row, shopper_id=shopper_id, letter=self.letter(shopper_id)),
            lambda uow: verbs.give_entry(uow, entry_id=entry_id, shopper_id=shopper_id),
            N_("Move to another shopper"),
        )

    def forget(self, shopper_id: str) -> None:
        """The shopper asked not to be tracked: everything of them goes for good."""
        if self.selected == shopper_id:
            self.choose(None)
        self.shoppers.pop(shopper_id, None)
        self.changed.emit()

        def gone(_committed: Any) -> None:
            self._log.reload()

        self._log.send(
            Letter(
                shopper_id,
                lambda uow: verbs.stop_tracking(uow, shopper_id=shopper_id),
                N_("Stop tracking"),
                gone,
                self._refused,
            )
        )

    # -- writing and reading

    def restore(self, shopper_id: str | None) -> None:
        """Select who was selected before a restart: the next key may be pressed at once."""
        if shopper_id is not None and shopper_id in self.shoppers:
            self.selected = shopper_id

    def close(self) -> None:
        """Listen no more."""
        self._log.study.changed.disconnect(self._changed)

    def _put(self, shopper: ShopperView) -> None:
        self.shoppers[shopper.id] = shopper
        self.changed.emit()

    def _post(self, key: str, verb: Callable[[Any], Any], label: str, *, keep: bool = False) -> None:
        self._asked += 1

        def written(committed: Any) -> None:
            self._own = committed.change
            self._log.own_change(committed.change)

        self._log.send(Letter(key, verb, label, written, self._refused, keep))

    def _refused(self, error: BaseException) -> None:
        self._log.said.emit(error)
        self._ask()

    def _changed(self, change: Any) -> None:
        if change is self._own:
            return
        if change.kinds & (_KINDS | _OFFERS):
            self._ask()

    def _ask(self) -> None:
        log = self._log
        self._asked += 1
        asked = self._asked
        site = log.session.site

        def take(found: tuple[ShopperView, ...]) -> None:
            if asked == self._asked:  # nothing was done meanwhile that the answer does not know
                self._take(found)

        log.study.ask(views.shoppers, log.id, done=take)
        log.study.ask(views.extras, site.id if site is not None else None, done=self._take_extras)

    def _take(self, found: tuple[ShopperView, ...]) -> None:
        self._views = {shopper.id: shopper for shopper in found}
        if self.selected is not None and self.selected not in self._views:
            self.selected = None
            self.chosen.emit()
        self.changed.emit()

    def _take_extras(self, found: Extras) -> None:
        if found != self.extras:
            self.extras = found
            self.changed.emit()
