# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random histories of up to five laptops, pooled in random orders and subsets, must end in the same file.

`python -m tests.storage.histories 1000` tries a thousand of them, on every core; `make test` tries a few.
"""

import os
import random
import shutil
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from cxfield.clock import ManualClock
from cxfield.errors import UserError
from cxfield.ids import Ids
from cxfield.model.capture import Entry, Shopper
from cxfield.model.guide import Guide, GuideVersion, Question, Section
from cxfield.model.people import Participant, PersonKey
from cxfield.model.session import Session
from cxfield.model.study import Site, Study, Touchpoint
from cxfield.model.talk import Answer
from cxfield.storage import StudyFile, bulk, check, search
from cxfield.storage.entry import COLUMNS
from cxfield.storage.pool import Incoming, pool

START = 1_759_820_400_000
VERBS = ("add", "edit", "edit", "edit", "type", "delete", "delete", "move", "undo", "redo", "erase", "part")
#: Not the disk is tried here, so what is written need not reach one.
_MEMORY = Path("/dev/shm")
_SHARE = 25
STEPS = st.lists(
    st.tuples(
        st.integers(0, 4), st.sampled_from((*VERBS, "pool", "pool", "back", "again")), st.integers(0, 10**6)
    ),
    min_size=3,
    max_size=28,
)


@dataclass
class Laptop:
    """A copy of the study on a clock of its own, which may be wrong."""

    study: StudyFile
    clock: ManualClock
    session: str
    question: str
    pooled: list[str] = field(default_factory=list)

    def write(self, verb: Any, scope: str = "s", label: str = "Do") -> Any:
        self.clock.advance(700)
        try:
            return self.study.write(verb, label=label, scope=scope).result(30).value
        except UserError:
            return None

    def ids(self, cls: Any) -> list[str]:
        return [record.id for record in self.study.read(lambda r: r.all(cls))]

    def one(self, cls: Any, dice: random.Random) -> str | None:
        found = self.ids(cls)
        return dice.choice(found) if found else None


def journal(study: StudyFile) -> list[tuple[Any, ...]]:
    names = ", ".join(COLUMNS)
    query = f"SELECT {names} FROM journal ORDER BY writer, seq"
    return study.read(lambda r: [tuple(row) for row in r.connection.exec_driver_sql(query)])


def rows(study: StudyFile) -> check.Rows:
    return study.read(lambda r: check.rows_of(r.connection))


@cache
def kit() -> tuple[bytes, str, str]:
    """A kit's worth of study as the bytes of a file, with its observation and its question."""
    clock = ManualClock(START)
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as name:
        path = Path(name) / "base.cxf"
        base = StudyFile.create(path, clock=clock, ids=Ids(clock, random.Random(1)), author="H0")

        def verb(uow: Any) -> tuple[str, str]:
            study = uow.add(Study())
            site = uow.add(Site(code="TRE"))
            session = uow.add(Session(study_id=study.id, site_id=site.id))
            guide = uow.add(GuideVersion(guide_id=uow.add(Guide(key="g")).id))
            question = uow.add(Question(section_id=uow.add(Section(version_id=guide.id)).id))
            person = uow.add(Participant(code="P01"))
            uow.add(PersonKey(participant_id=person.id, name="Nimi"))
            talk = uow.add(Session(study_id=study.id, kind="interview", participant_id=person.id))
            uow.add(Answer(session_id=talk.id, question_id=question.id, text="vastaus"))
            uow.add(Entry(session_id=session.id, text="yhteinen", touchpoint_id=uow.add(Touchpoint()).id))
            return session.id, question.id

        session, question = base.write(verb, label="Set up").result(30).value
        base.close()
        return path.read_bytes(), session, question


def lay_out(folder: Path, count: int) -> list[Laptop]:
    """The kit on so many laptops, with clocks up to a day wrong."""
    content, session, question = kit()
    made = []
    for number in range(count):
        path = folder / f"{number}.cxf"
        path.write_bytes(content)
        mine = ManualClock(START + random.Random(number).randint(-86_400_000, 86_400_000))
        ids = Ids(mine, random.Random(100 + number))
        study = StudyFile.open(path, clock=mine, ids=ids, author=f"H{number + 1}")
        made.append(Laptop(study, mine, session, question))
    return made


def step(laptops: list[Laptop], who: int, verb: str, seed: int) -> None:
    """One thing happens on one laptop."""
    dice = random.Random(seed)
    laptop = laptops[who % len(laptops)]
    if verb == "pool":
        other = laptops[dice.randrange(len(laptops))]
        part = journal(other.study)
        dice.shuffle(part)
        part = part[: dice.randint(1, len(part))]
        laptop.write(
            lambda uow: pool(uow, [Incoming("x", part, count=len(part))]), scope="pool", label="Pool"
        )
    elif verb == "back":
        _quietly(lambda: laptop.study.undo("pool").result(30))
    elif verb == "again":
        _quietly(lambda: laptop.study.redo("pool").result(30))
    elif verb in ("undo", "redo"):
        _quietly(lambda: getattr(laptop.study, verb)("s").result(30))
    else:
        _work(laptop, verb, dice)


def _quietly(act: Any) -> None:
    try:
        act()
    except UserError:
        return


def _work(laptop: Laptop, verb: str, dice: random.Random) -> None:
    entry = laptop.one(Entry, dice)
    session = dice.choice(laptop.ids(Session) or [""])
    if verb == "add" and session:
        touchpoint = laptop.write(lambda uow: uow.add(Touchpoint()).id) if dice.random() < 0.3 else None
        laptop.write(lambda uow: uow.add(Entry(session_id=session, text="uusi", touchpoint_id=touchpoint)))
    elif verb == "edit" and entry:
        words = dice.choice("abc")
        laptop.write(lambda uow: uow.change(Entry, entry, text=words, polarity=dice.randint(-1, 1)))
    elif verb == "type" and entry:
        laptop.write(lambda uow: uow.type_in(Entry, entry, how=f"{dice.random()}"))
        laptop.write(lambda uow: uow.type_in(Entry, entry, how=f"{dice.random()}"))
        if dice.random() < 0.5:
            laptop.study.seal().result(30)
    elif verb == "delete":
        cls = dice.choice((Entry, Touchpoint, Session, Shopper, Answer))
        which = laptop.one(cls, dice)
        if which:
            laptop.write(lambda uow: uow.remove(cls, which))
    elif verb == "move" and entry and session:
        shopper = laptop.write(lambda uow: uow.add(Shopper(session_id=session, marker="takki")).id)
        laptop.write(lambda uow: uow.change(Entry, entry, session_id=session, shopper_id=shopper))
        if dice.random() < 0.5:
            laptop.write(lambda uow: uow.forget([shopper]))
    elif verb in ("part", "erase"):
        _people(laptop, verb, session, dice)


def _people(laptop: Laptop, verb: str, session: str, dice: random.Random) -> None:
    person = laptop.one(Participant, dice)
    if person and verb == "part" and session:
        laptop.write(lambda uow: uow.change(Session, session, participant_id=person))
    elif person and verb == "erase" and dice.random() < 0.5:
        laptop.write(lambda uow: uow.erase_person(person, "pyynnöstä"))


def converge(laptops: list[Laptop], chance: int) -> None:
    """Everybody takes in what everybody has, in any order, until nobody learns anything more."""
    dice = random.Random(chance)
    for laptop in laptops:
        laptop.study.seal().result(30)
    for _ in range(2):
        for one in dice.sample(laptops, len(laptops)):
            parts = [journal(other.study) for other in laptops if other is not one]
            dice.shuffle(parts)
            for part in parts:
                dice.shuffle(part)
            take = [Incoming(str(number), part, count=len(part)) for number, part in enumerate(parts)]
            one.study.write(lambda uow, t=take: pool(uow, t), label="Pool", scope="pool").result(60)


def try_history(steps: list[tuple[int, str, int]], count: int, chance: int) -> None:
    """Live through a history, pool everything, compare everything; half of them as if very much came."""
    many = 1 if chance % 2 else bulk.MANY
    with mock.patch.object(bulk, "MANY", many), mock.patch.object(search, "MANY", many):
        _live_through(steps, count, chance)


def _live_through(steps: list[tuple[int, str, int]], count: int, chance: int) -> None:
    folder = Path(tempfile.mkdtemp(prefix="cxfield-histories-", dir=_MEMORY if _MEMORY.is_dir() else None))
    laptops = lay_out(folder, count)
    try:
        for who, verb, dice in steps:
            step(laptops, who, verb, dice)
        converge(laptops, chance)
        first = laptops[0].study
        assert first.check() == []
        for other in laptops[1:]:
            assert other.study.check() == []
            assert journal(other.study) == journal(first)
            assert rows(other.study) == rows(first)
    finally:
        for laptop in laptops:
            laptop.study.close()
        shutil.rmtree(folder)


def histories(examples: int) -> Any:
    """The test, with so many random histories."""

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(STEPS, st.integers(2, 5), st.integers(0, 10**6))
    def test(steps: list[tuple[int, str, int]], count: int, chance: int) -> None:
        try_history(steps, count, chance)

    return test


def _share(number: int) -> int:
    seed(number)(histories(_SHARE))()
    return _SHARE


def main(wanted: int) -> None:
    """Try so many histories, in shares of their own seeds, and say how far it has come."""
    begun, done = time.monotonic(), 0
    first = random.SystemRandom().randrange(10**9)
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        for share in workers.map(_share, range(first, first + -(-wanted // _SHARE))):
            done += share
            print(f"{done} of {wanted}, {time.monotonic() - begun:.0f} s", flush=True)
    print(f"{done} random histories converged to identical rows and journals (seeds from {first})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
