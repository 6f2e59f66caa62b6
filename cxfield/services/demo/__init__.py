# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample study: a fictional chain, three stores, written through the services as a user would."""

import random
import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.services.demo.debriefing import reflect, run_debrief
from cxfield.services.demo.discussing import run_group
from cxfield.services.demo.interviewing import WITHDRAWAL_DAY, erase_withdrawn, run_interview
from cxfield.services.demo.observing import read_through, run_observation
from cxfield.services.demo.planning import plan_everything
from cxfield.services.demo.scenery import Scene, facts

Progress = Callable[[int, int], None]
Step = Callable[[Scene], None]

LANGUAGES = ("fi", "en")
#: The same chances every time: the same language gives the same study, byte for byte of its journal.
SEED = {"fi": 20251006, "en": 20251007}


def build_demo(path: Path, language: str, progress: Progress | None = None) -> None:
    """Make the sample study as a new file; nothing is left behind when it cannot be finished."""
    if language not in LANGUAGES:
        raise UserError(N_("The sample study is made in fi or en, not in {language}."), language=language)
    if path.exists():
        raise UserError(
            N_("{name} exists already. Choose another name; nothing was changed."), name=path.name
        )
    try:
        folder = Path(tempfile.mkdtemp(prefix=".cxfield-", dir=path.parent))
    except OSError:
        raise UserError(
            N_("Nothing can be written to the folder {folder}. Choose another folder."),
            folder=str(path.parent),
        ) from None
    try:
        made = folder / path.name
        _build(made, language, progress or _nothing)
        made.replace(path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _build(path: Path, language: str, progress: Progress) -> None:
    rng = random.Random(SEED[language])  # noqa: S311 - a story that repeats, not a secret
    scene = Scene(path, language, rng)
    steps = _steps()
    try:
        for done, step in enumerate(steps):
            progress(done, len(steps))
            step(scene)
    finally:
        scene.leave()
    progress(len(steps), len(steps))


def _steps() -> tuple[Step, ...]:
    """Everything in the order of its days."""
    sessions = facts("sessions")["sessions"]
    talks = facts("interviews")["interviews"]
    days = sorted({row["date"] for row in sessions})
    steps: list[Step] = [plan_everything]
    for day in days:
        runs = [(row["time"], partial(run_observation, row=row)) for row in sessions if row["date"] == day]
        runs += [(row["time"], partial(run_interview, row=row)) for row in talks if row["date"] == day]
        steps += [run for _, run in sorted(runs, key=lambda timed: timed[0])]
        steps.append(partial(read_through, day=day))
        if day == WITHDRAWAL_DAY:
            steps.append(erase_withdrawn)
    return (*steps, run_group, run_debrief, reflect)


def _nothing(_done: int, _total: int) -> None:
    return None
