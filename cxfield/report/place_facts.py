# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a report knows of places and of the stays of tracked shoppers."""

from dataclasses import dataclass

from cxfield.charts.scene import Point


@dataclass(frozen=True, slots=True)
class StayRow:
    """A stay of a shopper at a touchpoint or in an area, in ms of the session's clock."""

    session_id: str
    shopper_id: str
    place_id: str
    in_t: int
    out_t: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A touchpoint or an area: its name, its own site if it has one, and its places on floor plans."""

    id: str
    name: str
    site: str = ""
    outline: tuple[Point, ...] = ()
    at: tuple[tuple[str, Point], ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """Every place in the order of the plan, and every stay in a first coding."""

    places: tuple[PlaceRow, ...] = ()
    stays: tuple[StayRow, ...] = ()
