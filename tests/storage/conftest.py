# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small studies to try the storage on."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cxfield.clock import ManualClock
from cxfield.ids import Ids
from cxfield.model.capture import Entry
from cxfield.model.session import Session
from cxfield.model.study import Site, Study
from cxfield.storage import StudyFile

START = 1_759_820_400_000  # 7 Oct 2025, 10.00 in Helsinki


@dataclass
class Desk:
    """A study with a site and a session, and the clock it runs on."""

    study: StudyFile
    clock: ManualClock
    study_id: str
    site_id: str
    session_id: str

    def log(self, text: str = "", **fields: Any) -> str:
        """Log an entry and wait for the disk."""
        self.clock.advance(1000)
        entry = Entry(session_id=self.session_id, text=text, **fields)
        return self.do(lambda uow: uow.add(entry)).id

    def do(self, verb, label: str = "Do", scope: str | None = None):  # type: ignore[no-untyped-def]
        """Run a verb and wait for it."""
        return (
            self.study.write(verb, label=label, scope=self.session_id if scope is None else scope)
            .result(10)
            .value
        )

    def text(self, entry_id: str) -> str | None:
        """The text of an entry, if it is there."""
        found = self.study.read(lambda reader: reader.find(Entry, entry_id))
        return found.text if found else None


def make_desk(path: Path, author: str = "H1", seed: int = 1) -> Desk:
    """A new study on a clock that moves only when told."""
    clock = ManualClock(START)
    study = StudyFile.create(path, clock=clock, ids=Ids(clock, random.Random(seed)), author=author)

    def verb(uow):  # type: ignore[no-untyped-def]
        made = uow.add(Study(title={"fi": "Koe"}))
        site = uow.add(Site(code="TRE", name={"fi": "Tampere"}))
        session = uow.add(Session(study_id=made.id, site_id=site.id))
        return made.id, site.id, session.id

    study_id, site_id, session_id = study.write(verb, label="Set up").result(10).value
    return Desk(study, clock, study_id, site_id, session_id)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An open study."""
    made = make_desk(tmp_path / "koe.cxf")
    yield made
    made.study.close()
