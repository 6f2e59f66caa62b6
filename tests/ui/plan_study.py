# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A study four days before the field, with five things missing; for tests and pictures of the Plan room."""

from pathlib import Path
from typing import Any

from cxfield.clock import ManualClock
from cxfield.model.enums import Phase, SessionKind
from cxfield.model.study import Quota
from cxfield.services.demo.scenery import facts
from cxfield.services.people import Profile, add_participant
from cxfield.services.plan_sheet import fill_ready, publish_sheet, type_part
from cxfield.services.study_setup import (
    MetricPlan,
    SessionPlan,
    StudyPlan,
    add_metric,
    add_preconception,
    add_site,
    add_team_member,
    add_wave,
    add_zone,
    plan_session,
    start_store_study,
)
from cxfield.storage import StudyFile, UnitOfWork
from tests.fixtures.once import copied

#: Friday 3 October 2025, ten o'clock in Helsinki.
START_MS = 1_759_474_800_000
_DAYS = {"TRE": "2025-10-07", "ESP": "2025-10-08", "OUL": "2025-10-09"}


def make(path: Path) -> StudyFile:
    """Open a copy of the plan; every copy is the same study."""
    return StudyFile.open(copied(_a_second_earlier, path), clock=ManualClock(START_MS), author="H1")


def make_another(path: Path) -> StudyFile:
    """Write the plan into a new file, which is a study of its own."""
    return _written(path, START_MS)


def _a_second_earlier(path: Path) -> StudyFile:
    """Keys are ordered by time: what a test adds must come after what was copied."""
    return _written(path, START_MS - 1000)


def _written(path: Path, at: int) -> StudyFile:
    file = StudyFile.create(path, clock=ManualClock(at), author="H1")
    file.write(_plan, label="Plan").result()
    return file


def _plan(uow: UnitOfWork) -> None:
    rows = facts("study")
    start_store_study(
        uow,
        plan=StudyPlan(
            title=rows["title"],
            client={"fi": "Pihlakko Oy", "en": "Pihlakko Oy"},
            question=rows["question"],
            purpose=rows["purpose"],
            levels=rows["levels"],
            legal_basis={"fi": "suostumus", "en": "consent"},
            retention={"fi": "12 kk", "en": "12 months"},
        ),
    )
    waves = [add_wave(uow, **row) for row in rows["waves"]]
    sites = {}
    for code, row in rows["sites"].items():
        sites[code] = add_site(uow, code=code, name=row["name"], kind=row["kind"])
        for name in rows["zones"]:
            add_zone(uow, site_id=sites[code].id, name=name)
    team = [add_team_member(uow, code=row["code"], role=row["role"]) for row in rows["team"][:3]]
    roles = {team[0].id: "lead", team[1].id: "silent"}
    for code, day in _DAYS.items():
        for number, phase in enumerate((Phase.BEFORE, Phase.DURING, Phase.DURING, Phase.AFTER)):
            if code == "OUL" and phase is Phase.AFTER:
                continue
            bare = code == "ESP" and number == 1
            _session(
                uow, SessionKind.OBSERVATION, sites[code].id, waves[0].id, day, phase, {} if bare else roles
            )
        for _ in range(2 if code == "OUL" else 3):
            _session(uow, SessionKind.INTERVIEW, sites[code].id, waves[0].id, day, Phase.DURING, {})
    _session(uow, SessionKind.GROUP, sites["TRE"].id, waves[0].id, "2025-10-10", Phase.AFTER, {})
    _session(uow, SessionKind.DEBRIEF, None, waves[0].id, "2025-10-13", Phase.AFTER, {})
    for row in rows["metrics"]:
        add_metric(uow, plan=MetricPlan(**row, target=0.5))
    for text in ("Jonot ovat Oulussa pahimmat", "Nuoret eivät pyydä apua", "Kampanjapöytä ohjaa liikettä"):
        add_preconception(uow, text=text, by_id=team[0].id)
    _people(uow, sites)
    type_part(uow, key="controller", language="fi", text="Pihlakko Oy, asiakaskokemus@pihlakko.example")
    fill_ready(uow, languages=("fi",))
    publish_sheet(uow, languages=("fi", "en"))


def _people(uow: UnitOfWork, sites: dict[str, Any]) -> None:
    groups = ("perhe", "pari", "yksin", "yksin", "pari", "perhe", "perhe", "yksin")
    for number, segment in enumerate(groups, start=1):
        profile = Profile(segment=segment, gender="nainen", age_band="35-44")
        add_participant(uow, code=f"P{number:02}", profile=profile)
    for at, (code, target) in enumerate((("TRE", 3), ("ESP", 3), ("OUL", 3))):
        uow.add(Quota(site_id=sites[code].id, counted="interview", target=target, order_key=f"a{at + 1}"))
    for at, (segment, target) in enumerate((("perhe", 3), ("pari", 2), ("yksin", 4))):
        quota = Quota(
            counted="participant", field="segment", value=segment, target=target, order_key=f"b{at}1"
        )
        uow.add(quota)


def _session(
    uow: UnitOfWork,
    kind: SessionKind,
    site: str | None,
    wave: str,
    day: str,
    phase: Phase,
    roles: dict[str, str],
) -> None:
    plan = SessionPlan(kind=kind, site_id=site, wave_id=wave, on=day, phase=phase, minutes=50, roles=roles)
    plan_session(uow, plan=plan)
