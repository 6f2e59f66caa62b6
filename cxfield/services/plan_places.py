# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Places and journey: what the method gives to start with."""

import json
from typing import Any

from cxfield import paths
from cxfield.model.registry import kind_of
from cxfield.model.study import Channel, Site, Stage, Zone
from cxfield.services.plan_edit import last_order
from cxfield.services.study_setup import add_channels, add_stages
from cxfield.storage import Reader, UnitOfWork


def stage_measures() -> dict[str, dict[str, str]]:
    """The measures of each stage, one on each line, by language."""
    facts: dict[str, Any] = json.loads(paths.resource("method", "journey.json").read_text(encoding="utf-8"))
    return {
        row["key"]: {
            "fi": "\n".join(finnish for _, finnish in row["metrics"]),
            "en": "\n".join(english for english, _ in row["metrics"]),
        }
        for row in facts["stages"]
    }


def areas_source(reader: Reader, site_id: str) -> Site | None:
    """The first other site that has areas, while this one has none."""
    if not site_id or reader.all(Zone, site_id=site_id):
        return None
    for site in reader.all(Site, order_by="order_key"):
        if site.id != site_id and reader.all(Zone, site_id=site.id):
            return site
    return None


def copy_areas(uow: UnitOfWork, *, source_id: str, target_id: str) -> list[Zone]:
    """Give a site the areas of another one, by name; its floor plan is its own."""
    made = []
    for zone in uow.all(Zone, order_by="order_key", site_id=source_id):
        order = last_order(uow, kind_of(Zone), site_id=target_id)
        made.append(
            uow.add(
                Zone(
                    site_id=target_id,
                    name=dict(zone.name),
                    no_observation=zone.no_observation,
                    order_key=order,
                )
            )
        )
    return made


def fill_journey(uow: UnitOfWork) -> None:
    """Add the five stages with their measures, and the channels, where a list is still empty."""
    measures = stage_measures()
    if not uow.all(Stage):
        for stage in add_stages(uow):
            uow.change(Stage, stage.id, measures=measures.get(stage.key, {}))
    if not uow.all(Channel):
        add_channels(uow)
