# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Places and journey: what the method gives to start with."""

import json
from typing import Any

from cxfield import paths
from cxfield.model.study import Channel, Stage
from cxfield.services.study_setup import add_channels, add_stages
from cxfield.storage import UnitOfWork


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


def fill_journey(uow: UnitOfWork) -> None:
    """Add the five stages with their measures, and the channels, where a list is still empty."""
    measures = stage_measures()
    if not uow.all(Stage):
        for stage in add_stages(uow):
            uow.change(Stage, stage.id, measures=measures.get(stage.key, {}))
    if not uow.all(Channel):
        add_channels(uow)
