# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The eight rooms and settings: one explicit table; pages are imported by small functions when needed."""

from collections.abc import Callable
from dataclasses import dataclass

from cxfield.i18n import NC_
from ui.pages.base import Page


@dataclass(frozen=True, slots=True)
class Room:
    """A room: id, label (context, msgid), icon, and how its page is loaded."""

    id: str
    label: tuple[str, str]
    icon: str
    load: Callable[[], type[Page]]


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


def _debrief() -> type[Page]:
    from ui.pages.debrief import DebriefPage

    return DebriefPage


def _report() -> type[Page]:
    from ui.pages.report import ReportPage

    return ReportPage


def _settings() -> type[Page]:
    from ui.pages.settings import SettingsPage

    return SettingsPage


ROOMS: tuple[Room, ...] = (
    Room("overview", NC_("room", "Overview"), "overview", _overview),
    Room("plan", NC_("room", "Plan"), "agenda", _plan),
    Room("observe", NC_("room", "Observe"), "observe", _observe),
    Room("interview", NC_("room", "Interview"), "interview", _interview),
    Room("group", NC_("room", "Group"), "group", _group),
    Room("data", NC_("room", "Data"), "survey", _data),
    Room("debrief", NC_("room", "Debrief"), "debrief", _debrief),
    Room("report", NC_("room", "Report"), "report", _report),
)
SETTINGS = Room("settings", NC_("room", "Settings"), "settings", _settings)
FIRST_ROOM = "observe"


def room(room_id: str) -> Room:
    """The room with an id; an unknown one (from a newer version) is the first that works."""
    everything = (*ROOMS, SETTINGS)
    return next((r for r in everything if r.id == room_id), next(r for r in ROOMS if r.id == FIRST_ROOM))
