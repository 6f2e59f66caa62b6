# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a report says of places: touchpoints and areas with their floor plans, and the stays at them."""

from collections.abc import Collection

from cxfield.i18n import pick
from cxfield.model.study import Site
from cxfield.report.place_facts import PlaceFacts, PlaceRow, StayRow
from cxfield.services.plan_floor import floor_plan
from cxfield.storage import Reader


def load(reader: Reader, sessions: Collection[str], locale: str) -> PlaceFacts:
    """The stays of first codings that have ended; a place that was never drawn has no outline."""
    stays = tuple(
        StayRow(*row)
        for row in reader.sql(
            "SELECT session_id, shopper_id, coalesce(touchpoint_id, zone_id), in_t, out_t FROM visit "
            "WHERE NOT retired AND out_t >= in_t ORDER BY in_t"
        )
        if row[0] in sessions and row[2]
    )
    return PlaceFacts(_places(reader, locale), stays) if stays else PlaceFacts()


def _places(reader: Reader, locale: str) -> tuple[PlaceRow, ...]:
    """Every touchpoint in the order of the plan, then the areas of each site."""
    points: dict[str, PlaceRow] = {}
    areas: list[PlaceRow] = []
    for site in reader.all(Site, order_by="order_key"):
        plan = floor_plan(reader, site.id)
        if plan is None:
            continue
        for point in plan.points:
            known = points.get(point.id) or PlaceRow(point.id, pick(point.name, locale))
            at = known.at if point.place is None else (*known.at, (site.id, point.place))
            points[point.id] = PlaceRow(known.id, known.name, known.site, (), at)
        areas += [PlaceRow(a.id, pick(a.name, locale), site.id, a.outline) for a in plan.areas]
    own = {row[0]: row[1] or "" for row in reader.sql("SELECT id, site_id FROM touchpoint WHERE NOT digital")}
    named = tuple(PlaceRow(p.id, p.name, own.get(p.id, ""), (), p.at) for p in points.values())
    return (*named, *areas)
