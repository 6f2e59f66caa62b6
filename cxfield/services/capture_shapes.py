# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a running session knows beside its codes: shoppers, modifiers, tag sets, reactions; plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cxfield.services.observation_shapes import Labels, Named
from cxfield.services.quickline import Term


@dataclass(frozen=True, slots=True)
class VisitView:
    """A stay at a touchpoint or in a zone, in session ms."""

    id: str
    place_id: str
    in_t: int
    out_t: int | None = None


@dataclass(frozen=True, slots=True)
class ShopperView:
    """A tracked shopper as the card and the track sheet show one."""

    id: str
    letter: str
    marker: str = ""
    age_band: str = ""
    gender: str = ""
    party: str = ""
    basket: str = ""
    checkout: str = ""
    notes: str = ""
    in_t: int = 0
    out_t: int | None = None
    participant_id: str | None = None
    participant: str = ""
    visits: tuple[VisitView, ...] = ()

    @property
    def here(self) -> VisitView | None:
        """The stay that is going on."""
        return next((visit for visit in reversed(self.visits) if visit.out_t is None), None)

    @property
    def term(self) -> Term:
        """How the quick line names the shopper: by letter, clothing mark or participant code."""
        names = (self.letter, self.marker, self.participant)
        return Term(self.id, tuple(name for name in names if name), self.letter)

    def total(self, now: int) -> int:
        """How long the shopper has been followed."""
        return max(0, (now if self.out_t is None else self.out_t) - self.in_t)


@dataclass(frozen=True, slots=True)
class ModifierView:
    """A further choice on a code."""

    id: str
    name: Labels
    choices: tuple[Labels, ...]


@dataclass(frozen=True, slots=True)
class TagSetView:
    """A set of side tags that the study uses: (key, name)."""

    key: str
    name: Labels
    tags: tuple[tuple[str, Labels], ...]


@dataclass(frozen=True, slots=True)
class Extras:
    """What the codebook and the site offer beside codes and touchpoints.

    `modifiers` by code, `people` the participants by code, `pictured` those of them who allow photographs.
    """

    modifiers: Mapping[str, tuple[ModifierView, ...]] = field(default_factory=dict)
    tag_sets: tuple[TagSetView, ...] = ()
    reactions: tuple[Named, ...] = ()
    people: tuple[Named, ...] = ()
    pictured: tuple[Named, ...] = ()
    wait_limit_min: float = 4.0
    question: Labels = field(default_factory=dict)
