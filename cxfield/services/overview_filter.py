# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the overview is limited to, and how it is said in words."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from cxfield.i18n import N_, NC_, Texts
from cxfield.services.data_filter import PHASE_WORDS, Condition

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Scope:
    """An empty condition lets everything through; `settling` False leaves the settling-in time out."""

    site: str = ""
    phase: str = ""
    wave: str = ""
    segment: str = ""
    team: str = ""
    channel: str = ""
    settling: bool | None = None
    valued: bool | None = None

    @property
    def empty(self) -> bool:
        """Whether everything is let through."""
        return self == Scope()


#: Field, its name in a menu (context, msgid) and how the condition is said.
WHAT: tuple[tuple[str, tuple[str, str], str], ...] = (
    ("site", NC_("condition", "Store"), N_("store is {name}")),
    ("phase", NC_("condition", "Phase"), N_("phase is {name}")),
    ("wave", NC_("condition", "Wave"), N_("wave is {name}")),
    ("segment", NC_("condition", "Segment"), N_("segment is {name}")),
    ("team", NC_("condition", "Team"), N_("team is {name}")),
    ("channel", NC_("condition", "Channel"), N_("channel is {name}")),
)


def without(scope: Scope, field: str) -> Scope:
    """The scope with one condition taken away."""
    default = next(f.default for f in fields(Scope) if f.name == field)
    changed: dict[str, Any] = {field: default}
    return replace(scope, **changed)


def with_value(scope: Scope, field: str, value: str) -> Scope:
    """The scope with one condition set."""
    changed: dict[str, Any] = {field: value}
    return replace(scope, **changed)


def scope_conditions(scope: Scope, names: Mapping[str, str], texts: Texts) -> tuple[Condition, ...]:
    """Every condition in words; `names` gives the words of ids."""
    found = []
    for field, _, msgid in WHAT:
        value = getattr(scope, field)
        if value:
            name = texts.t(PHASE_WORDS[value]) if value in PHASE_WORDS else names.get(value, value)
            found.append(Condition(field, texts.t(msgid, name=name)))
    if scope.settling is not None:
        said = N_("only the settling-in time") if scope.settling else N_("settling-in time left out")
        found.append(Condition("settling", texts.t(said)))
    if scope.valued is not None:
        said = (
            N_("only the most valued customers") if scope.valued else N_("without the most valued customers")
        )
        found.append(Condition("valued", texts.t(said)))
    return tuple(found)


def left_out(scope: Scope, texts: Texts) -> str:
    """What the conditions say nothing about and therefore leave out, as a sentence; "" when there is none."""
    said = []
    if scope.phase or scope.settling:
        said.append(texts.t("Interviews have no phase, so they are left out."))
    if scope.segment or scope.valued is not None:
        said.append(texts.t("Observations have no segment, so they are left out."))
    return " ".join(said)


def scope_of(kept: Mapping[str, Any]) -> Scope:
    """The conditions as kept on a device; what no longer fits is left out."""
    words = {field: str(kept.get(field) or "") for field, _, _ in WHAT}
    settling, valued = (v if isinstance(v := kept.get(f), bool) else None for f in ("settling", "valued"))
    return Scope(**words, settling=settling, valued=valued)
