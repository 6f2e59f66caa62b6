# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where tracked shoppers went and how long they stayed: a table and heat maps, with every denominator."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from cxfield.analysis.means import Mean
from cxfield.analysis.visits import Place, Stay, places
from cxfield.charts.floor import FloorArea, FloorPoint, Warm, floor_map, place_map
from cxfield.charts.scene import Scene
from cxfield.document.nodes import Figure, FigureData, Heading, Node
from cxfield.i18n import Texts
from cxfield.model.enums import CodeMeaning
from cxfield.report import words
from cxfield.report.place_facts import PlaceFacts, PlaceRow, StayRow
from cxfield.report.simple import table

_WIDTH = 688.0
_MOST = 20


@dataclass(frozen=True, slots=True)
class Followed:
    """A tracked shopper as the figures need it."""

    id: str
    site: str
    bought: bool


def place_nodes(
    facts: PlaceFacts, followed: Iterable[Followed], sites: Iterable[tuple[str, str]], texts: Texts
) -> list[Node]:
    """The section, or nothing where nobody was followed anywhere; `sites` are (id, name)."""
    tracked = {one.id: one for one in followed}
    stays = [stay for stay in facts.stays if stay.shopper_id in tracked]
    if not stays:
        return []
    by_site = Counter(one.site for one in tracked.values())
    known = {place.id: place for place in facts.places}
    came: dict[str, set[str]] = {}
    for stay in stays:
        came.setdefault(stay.place_id, set()).add(stay.shopper_id)
    figures = _figures(facts, stays, tracked)
    rows = []
    for place in facts.places:
        if place.id not in came:
            continue
        one = figures[place.id]
        bought = sum(tracked[who].bought for who in came[place.id])
        rows.append(
            (
                place.name,
                words.share(one.penetration, texts),
                words.share_interval(one.penetration, texts),
                texts.number(one.visits),
                _minutes(one.dwell_min, texts),
                words.of(bought, len(came[place.id]), texts),
            )
        )
    heads = (
        (texts.t("Place"), 2.2), (texts.t("Came there"), 1.5), (texts.t("95% interval"), 1.2),
        (texts.t("Visits"), 0.8, "right"), (texts.t("Mean stay, min"), 1.6), (texts.t("Bought of them"), 1.1),
    )  # fmt: skip
    caption = texts.t(
        "Tracked shoppers by place: penetration out of those followed at its site, and dwell as the mean "
        "over those who came, with its 95% interval. A convenience sample of the hours observed."
    )
    nodes: list[Node] = [
        Heading(2, texts.t("Where tracked shoppers went")),
        table(heads, rows[:_MOST], caption, "places"),
    ]
    shown = [(key, name) for key, name in sites if by_site[key]]
    return nodes + _maps([known[key] for key in known if key in came], came, tracked, by_site, shown, texts)


def _figures(facts: PlaceFacts, stays: list[StayRow], tracked: dict[str, Followed]) -> dict[str, Place]:
    """Each place out of the shoppers who could have come there."""
    found: dict[str, Place] = {}
    own = {place.id: place.site for place in facts.places}
    for site in {own.get(stay.place_id, "") for stay in stays}:
        here = [s for s in stays if own.get(s.place_id, "") == site]
        could = {s.shopper_id for s in here} | {one.id for one in tracked.values() if site in ("", one.site)}
        spans = (Stay(s.shopper_id, s.place_id, s.in_t, s.out_t) for s in here)
        found.update((place.place, place) for place in places(spans, len(could)))
    return found


def _minutes(mean: Mean, texts: Texts) -> str:
    if mean.value is None:
        return "–"
    said = texts.number(mean.value, 1)
    if mean.low is None or mean.high is None:
        return said
    return f"{said} ({texts.number(mean.low, 1)}–{texts.number(mean.high, 1)})"


def _maps(  # noqa: PLR0917 - a map is made of its parts
    rows: list[PlaceRow],
    came: dict[str, set[str]],
    tracked: dict[str, Followed],
    by_site: Counter[str],
    sites: list[tuple[str, str]],
    texts: Texts,
) -> list[Node]:
    """By place and site, and on every floor plan that has something drawn."""

    def warm(place: PlaceRow, site: str) -> Warm:
        count = sum(tracked[who].site == site for who in came.get(place.id, ()))
        return Warm(place.name, count / by_site[site], words.of(count, by_site[site], texts))

    names = tuple(name for _, name in sites)
    grid = [
        (place.name, [warm(place, key) if place.site in ("", key) else None for key, _ in sites])
        for place in rows[:_MOST]
    ]
    told = tuple((name, *("–" if cell is None else cell.words for cell in cells)) for name, cells in grid)
    caption = texts.t(
        "Shoppers who came to each place, out of those followed at the site: the deeper, the larger share."
    )
    nodes: list[Node] = [
        _figure(place_map(names, grid, width=_WIDTH), caption, (texts.t("Place"), *names), told, "place-heat")
    ]
    for key, name in sites:
        areas = [FloorArea(warm(p, key), p.outline) for p in rows if p.site == key and p.outline]
        points = [FloorPoint(warm(p, key), dict(p.at)[key]) for p in rows if key in dict(p.at)]
        if not areas and not points:
            continue
        shown = [*(area.warm for area in areas), *(point.warm for point in points)]
        drawn = tuple((one.name, one.words) for one in shown)
        said = texts.t("The floor of {site}: shoppers who came to each place.", site=name)
        heads = (texts.t("Place"), texts.t("Came there"))
        nodes.append(_figure(floor_map(areas, points, width=_WIDTH), said, heads, drawn, f"floor-{key}"))
    return nodes


def _figure(
    scene: Scene, caption: str, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], key: str
) -> Figure:
    alt = caption + " " + "; ".join(": ".join((row[0], ", ".join(row[1:]))) for row in rows) + "."
    return Figure(scene, caption, alt, FigureData(heads, rows), key=key)


def followed_of(
    shoppers: Iterable[tuple[str, str]], sites: dict[str, str], bought: Iterable[tuple[str, str]]
) -> tuple[Followed, ...]:
    """From shoppers as (id, session), the site of each session, and (shopper, meaning) of their entries."""
    buyers = {shopper for shopper, meaning in bought if meaning == CodeMeaning.PURCHASE}
    return tuple(Followed(key, sites.get(session, ""), key in buyers) for key, session in shoppers)
