# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is done in whatever order: undo takes back exactly what was done, and the rows are the journal."""

import random
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cxfield.clock import ManualClock
from cxfield.errors import UserError
from cxfield.ids import Ids
from cxfield.model.capture import Entry, Shopper
from cxfield.model.session import Session
from cxfield.model.study import Study, Touchpoint
from cxfield.storage import StudyFile, check
from tests.storage.conftest import START

TEXTS = st.text(max_size=20)


class StudyMachine(RuleBasedStateMachine):
    """One person at one study."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "study.cxf"
        self.clock = ManualClock(START)
        self.ids = Ids(self.clock, random.Random(3))
        self.study = StudyFile.create(self.path, clock=self.clock, ids=self.ids, author="H1")
        self.before: list[check.Rows] = []
        self.undone: list[check.Rows] = []

    @initialize()
    def set_up(self) -> None:
        def verb(uow: Any) -> str:
            study = uow.add(Study())
            return str(uow.add(Session(study_id=study.id)).id)

        self.session = self.study.write(verb, label="", undoable=False).result(10).value

    def rows(self) -> check.Rows:
        return self.study.read(lambda r: check.rows_of(r.connection))

    def living(self, cls: Any) -> list[str]:
        return [record.id for record in self.study.read(lambda r: r.all(cls))]

    def do(self, verb: Any) -> bool:
        """Do it and remember how things were; tells whether anything changed."""
        self.clock.advance(700)
        before = self.rows()
        committed = self.study.write(verb, label="Do", scope="s").result(10)
        if committed.change.ids:
            self.before.append(before)
            self.undone.clear()
        return bool(committed.change.ids)

    @rule(text=TEXTS, rating=st.integers(1, 5))
    def create(self, text: str, rating: int) -> None:
        self.do(lambda uow: uow.add(Entry(session_id=self.session, text=text, ordinariness=rating)))

    @rule(cls=st.sampled_from([Shopper, Touchpoint]))
    def create_target(self, cls: Any) -> None:
        fields = {"session_id": self.session} if cls is Shopper else {}
        self.do(lambda uow: uow.add(cls(**fields)))

    @precondition(lambda self: self.living(Entry))
    @rule(data=st.data(), text=TEXTS)
    def edit(self, data: Any, text: str) -> None:
        entry = data.draw(st.sampled_from(self.living(Entry)))
        shopper = data.draw(st.sampled_from([None, *self.living(Shopper)]))
        touchpoint = data.draw(st.sampled_from([None, *self.living(Touchpoint)]))
        self.do(lambda uow: uow.change(Entry, entry, text=text, shopper_id=shopper, touchpoint_id=touchpoint))

    @precondition(lambda self: self.living(Entry))
    @rule(data=st.data(), text=TEXTS)
    def type_one_burst(self, data: Any, text: str) -> None:
        entry = data.draw(st.sampled_from(self.living(Entry)))
        self.study.seal().result(10)
        if self.do(lambda uow: uow.type_in(Entry, entry, text="." + text)):
            more = self.study.write(
                lambda uow: uow.type_in(Entry, entry, text=text + "!"), label="", scope="s"
            )
            more.result(10)
        self.study.seal().result(10)

    @precondition(lambda self: any(self.living(cls) for cls in (Entry, Shopper, Touchpoint)))
    @rule(data=st.data())
    def remove(self, data: Any) -> None:
        choices = [(cls, one) for cls in (Entry, Shopper, Touchpoint) for one in self.living(cls)]
        cls, one = data.draw(st.sampled_from(choices))
        self.do(lambda uow: uow.remove(cls, one))

    @rule()
    def undo(self) -> None:
        now = self.rows()
        try:
            self.study.undo("s").result(10)
        except UserError:
            assert not self.before
            return
        assert self.rows() == self.before.pop()
        self.undone.append(now)

    @rule()
    def redo(self) -> None:
        now = self.rows()
        try:
            self.study.redo("s").result(10)
        except UserError:
            assert not self.undone
            return
        assert self.rows() == self.undone.pop()
        self.before.append(now)

    @rule(jump=st.integers(-4_000_000, 4_000_000))
    def reopen_with_another_clock(self, jump: int) -> None:
        before = self.rows()
        self.study.close()
        self.clock.set_utc(self.clock.utc_ms + jump)
        self.study = StudyFile.open(self.path, clock=self.clock, ids=self.ids, author="H1")
        assert self.rows() == before

    @invariant()
    def the_rows_are_what_the_journal_says(self) -> None:
        assert self.study.check() == []

    def teardown(self) -> None:
        self.study.close()
        shutil.rmtree(self.folder)


StudyMachine.TestCase.settings = settings(max_examples=12, stateful_step_count=14, deadline=None)
TestStudyMachine = StudyMachine.TestCase
