# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The eight rooms and settings: one explicit table; pages are imported by small functions when needed."""

from collections.abc import Callable
from dataclasses import dataclass

from cxfield.i18n import N_, NC_
from ui.pages.base import Page


@dataclass(frozen=True, slots=True)
class Plan:
    """What a room that is not built yet will hold, in a sentence and a few points, and from which version."""

    version: str
    sentence: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """A room: id, label (context, msgid), icon, and how its page is loaded; or its plan."""

    id: str
    label: tuple[str, str]
    icon: str
    load: Callable[[], type[Page]] | None = None
    plan: Plan | None = None


def _overview() -> type[Page]:
    from ui.pages.overview import OverviewPage

    return OverviewPage


def _observe() -> type[Page]:
    from ui.pages.observe import ObservePage

    return ObservePage


def _plan() -> type[Page]:
    from ui.pages.plan import PlanPage

    return PlanPage


def _interview() -> type[Page]:
    from ui.pages.interview import InterviewPage

    return InterviewPage


def _group() -> type[Page]:
    from ui.pages.group import GroupPage

    return GroupPage


def _data() -> type[Page]:
    from ui.pages.data import DataPage

    return DataPage


def _report() -> type[Page]:
    from ui.pages.report import ReportPage

    return ReportPage


def _settings() -> type[Page]:
    from ui.pages.settings import SettingsPage

    return SettingsPage


_DEBRIEF = Plan(
    "0.5",
    N_("Debrief will bring everyone's files together around one screen."),
    (
        N_("Silent grouping first, then votes: what belongs together and what matters."),
        N_("Where two observers saw differently, and what was agreed."),
        N_("Findings with their evidence, actions with an owner and a date, reflections day by day."),
    ),
)

ROOMS: tuple[Room, ...] = (
    Room("overview", NC_("room", "Overview"), "overview", load=_overview),
    Room("plan", NC_("room", "Plan"), "agenda", load=_plan),
    Room("observe", NC_("room", "Observe"), "observe", load=_observe),
    Room("interview", NC_("room", "Interview"), "interview", load=_interview),
    Room("group", NC_("room", "Group"), "group", load=_group),
    Room("data", NC_("room", "Data"), "survey", load=_data),
    Room("debrief", NC_("room", "Debrief"), "debrief", plan=_DEBRIEF),
    Room("report", NC_("room", "Report"), "report", load=_report),
)
SETTINGS = Room("settings", NC_("room", "Settings"), "settings", load=_settings)
FIRST_ROOM = "observe"


def room(room_id: str) -> Room:
    """The room with an id; an unknown one (from a newer version) is the first that works."""
    everything = (*ROOMS, SETTINGS)
    return next((r for r in everything if r.id == room_id), next(r for r in ROOMS if r.id == FIRST_ROOM))
