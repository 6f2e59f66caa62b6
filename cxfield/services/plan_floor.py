# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The floor plan of a site: its picture, the outlines of its areas and the places of its touchpoints."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.importing.pictures import Picture
from cxfield.model.study import Site, Touchpoint, Zone
from cxfield.services.attachments import add_picture
from cxfield.storage import Reader, UnitOfWork

Labels = Mapping[str, str]
Point = tuple[float, float]

#: An area smaller than this share of the plan was a slip of the hand.
LEAST_SIDE = 0.01
_CORNERS = 3
_OUTSIDE = N_("The place is outside the floor plan. Click inside the picture.")
_TINY = N_("The area is too small to be seen. Draw it from corner to corner.")
_ELSEWHERE = N_("{name} belongs to another site. Choose that site, or make the touchpoint common to all.")


@dataclass(frozen=True, slots=True)
class PlanArea:
    """An area of the site; without an outline it is not on the plan yet."""

    id: str
    name: Labels
    outline: tuple[Point, ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class PlanPoint:
    """A touchpoint of the site; without a place it is not on the plan yet."""

    id: str
    name: Labels
    place: Point | None
    key_encounter: bool


@dataclass(frozen=True, slots=True)
class FloorPlan:
    """Everything that is drawn for one site."""

    site_id: str
    name: Labels
    picture_id: str
    areas: tuple[PlanArea, ...]
    points: tuple[PlanPoint, ...]


def floor_plan(reader: Reader, site_id: str) -> FloorPlan | None:
    """Read the plan of a site; digital touchpoints have no place on a floor."""
    site = reader.find(Site, site_id or None)
    if site is None:
        return None
    zones = reader.all(Zone, order_by="order_key", site_id=site_id)
    points = [
        point
        for point in reader.all(Touchpoint, order_by="order_key")
        if point.site_id in (None, site_id) and not point.digital
    ]
    return FloorPlan(
        site.id,
        site.name,
        site.floor_plan_id or "",
        tuple(PlanArea(z.id, z.name, _points(z.outline), z.no_observation) for z in zones),
        tuple(PlanPoint(p.id, p.name, _place(p.places.get(site_id)), p.key_encounter) for p in points),
    )


def set_floor_plan(uow: UnitOfWork, *, site_id: str, picture: Picture) -> Site:
    """Give a site its floor plan; what was placed on an earlier one stays where it was."""
    made = add_picture(uow, picture=picture, subject="place")
    return uow.change(Site, site_id, floor_plan_id=made.id)


def clear_floor_plan(uow: UnitOfWork, *, site_id: str) -> Site:
    """Take the picture away; areas and places stay."""
    return uow.change(Site, site_id, floor_plan_id=None)


def place_touchpoint(uow: UnitOfWork, *, touchpoint_id: str, site_id: str, at: Point) -> Touchpoint:
    """Put a touchpoint on the plan of a site."""
    point = uow.get(Touchpoint, touchpoint_id)
    if point.site_id not in (None, site_id):
        raise UserError(_ELSEWHERE, name=next(iter(point.name.values()), "–"))
    places = {**point.places, site_id: list(_inside(at))}
    return uow.change(Touchpoint, touchpoint_id, places=places)


def lift_touchpoint(uow: UnitOfWork, *, touchpoint_id: str, site_id: str) -> Touchpoint:
    """Take a touchpoint off the plan of a site; the touchpoint itself stays."""
    places = {
        key: place for key, place in uow.get(Touchpoint, touchpoint_id).places.items() if key != site_id
    }
    return uow.change(Touchpoint, touchpoint_id, places=places)


def outline_area(uow: UnitOfWork, *, zone_id: str, corners: Sequence[Point]) -> Zone:
    """Draw an area: its corners in order, from 0 to 1 of the plan; none takes it off the plan."""
    drawn = [_inside(corner) for corner in corners]
    if drawn:
        wide = max(x for x, _ in drawn) - min(x for x, _ in drawn)
        high = max(y for _, y in drawn) - min(y for _, y in drawn)
        if len(drawn) < _CORNERS or wide < LEAST_SIDE or high < LEAST_SIDE:
            raise UserError(_TINY)
    return uow.change(Zone, zone_id, outline=[list(corner) for corner in drawn])


def rectangle(one: Point, other: Point) -> tuple[Point, ...]:
    """The corners of the box between two points."""
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def _inside(at: Sequence[float]) -> Point:
    x, y = float(at[0]), float(at[1])
    if not (math.isfinite(x) and math.isfinite(y) and 0 <= x <= 1 and 0 <= y <= 1):
        raise UserError(_OUTSIDE)
    return round(x, 4), round(y, 4)


def _place(value: object) -> Point | None:
    """A place that came with a package may be anything."""
    if isinstance(value, list) and len(value) == 2 and all(isinstance(n, int | float) for n in value):  # noqa: PLR2004
        return float(value[0]), float(value[1])
    return None


def _points(rows: Sequence[object]) -> tuple[Point, ...]:
    found = [place for row in rows if (place := _place(row)) is not None]
    return tuple(found) if len(found) >= _CORNERS else ()
