# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A session: one stretch of fieldwork on one clock."""

from typing import Any

from cxfield.model.base import (
    Labels,
    Record,
    items,
    labels,
    mapping,
    required,
    skeleton,
    soft,
)


class Session(Record, table=True):
    """An observation, interview, group or debrief.

    `clock` is a list of segments {boot, utc, mono, t}: at wall time `utc` (ms) and monotonic `mono` (ms)
    of the boot `boot` the session clock stood at `t` (ms). `pauses` is a list of [from_t, to_t or null] in
    session ms. `roles` maps a team member's id to a role. `parallel_of` names the session this one codes a
    second time, `shift_ms` how much later than that one's its clock started. `phase` is the phase it was
    planned for and started in, `phases` the later changes as [t, phase] in session ms. `checklist` holds the
    keys of what was ticked before the start, `mode` is "paper" when it was typed in from a paper sheet.
    After `quiet_min` without an entry and `break_min` without a break observers are reminded (0: never).
    `training`: `parallel_of` is a reference log, this one is for learning.
    """

    study_id: str = required("study")
    kind: str = skeleton("observation")
    state: str = skeleton("planned")
    number: int = skeleton(0)
    wave_id: str | None = soft("wave")
    site_id: str | None = soft("site")
    channel_id: str | None = soft("channel")
    stage_id: str | None = soft("stage")
    phase: str = skeleton("during")
    participant_id: str | None = soft("participant", belongs=True, person=True, index=True)
    guide_version_id: str | None = soft("guide_version")
    parallel_of: str | None = soft("session")
    linked_session_id: str | None = soft("session")
    name: Labels = labels()
    mode: str = ""
    party: str = skeleton("customer")
    language: str = "fi"
    roles: dict[str, str] = mapping()
    checklist: list[str] = items()
    planned_on: str = skeleton("")
    planned_min: int = skeleton(0)
    settling_min: int = skeleton(10)
    quiet_min: int = skeleton(5)
    break_min: int = skeleton(45)
    started_at: int | None = skeleton(None)
    ended_at: int | None = skeleton(None)
    offset_min: int = skeleton(0)
    clock: list[dict[str, Any]] = items()
    pauses: list[list[int | None]] = items()
    phases: list[list[Any]] = items()
    shift_ms: int | None = skeleton(None)
    length_ms: int | None = skeleton(None)
    training: bool = skeleton(False)
    attention: int | None = None
    reactivity: bool = False
    notes: str = ""
