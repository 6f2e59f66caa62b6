# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Equal sets of entries give equal rows, in any order, any number of times; who is erased stays erased."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from cxfield.errors import UserError
from cxfield.model.capture import Entry
from cxfield.model.people import Erasure, Participant, PersonKey
from cxfield.model.registry import kinds
from cxfield.model.session import Session
from cxfield.model.study import Site
from cxfield.model.talk import Answer
from cxfield.storage import StudyFile, check, log
from cxfield.storage.backup import copy_study
from cxfield.storage.entry import JournalEntry
from cxfield.storage.fold import fold
from cxfield.storage.pool import Absorbed, absorb
from tests.storage.conftest import Desk, make_desk


def journal(study: StudyFile) -> list[JournalEntry]:
    return study.read(lambda r: list(log.everything(r.connection)))


def take_in(study: StudyFile, entries: Sequence[JournalEntry]) -> Absorbed:
    return study.write(lambda uow: absorb(uow, entries), label="Pool").result(30).value


def rows(study: StudyFile) -> check.Rows:
    return study.read(lambda r: check.rows_of(r.connection))


def laptop(desk: Desk, path: Path, name: str, work) -> list[JournalEntry]:  # type: ignore[no-untyped-def]
    """What a colleague's copy of the study holds after their work."""
    copy_study(desk.study.path, path / f"{name}.cxf")
    study = StudyFile.open(path / f"{name}.cxf", author=name)
    study.write(work, label="Work").result(10)
    assert study.check() == []
    entries = journal(study)
    study.close()
    return entries


def test_three_laptops_pool_to_the_same_rows_in_any_order_and_in_pieces(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "base.cxf")
    shared = desk.log("yhteinen")

    def one(uow):  # type: ignore[no-untyped-def]
        uow.change(Entry, shared, text="H1:n sana")
        uow.add(Entry(session_id=desk.session_id, text="vain H1"))

    def two(uow):  # type: ignore[no-untyped-def]
        uow.change(Entry, shared, text="H2:n sana", polarity=1)

    def three(uow):  # type: ignore[no-untyped-def]
        uow.remove(Entry, shared)
        site = uow.add(Site(code="OUL"))
        uow.remove(Site, desk.site_id)
        uow.add(Session(study_id=desk.study_id, site_id=site.id))

    parts = [laptop(desk, tmp_path, name, work) for name, work in (("H1", one), ("H2", two), ("H3", three))]
    results = []
    # All six orders are tried on whole packages, with the services.
    for number, order in enumerate(((0, 1, 2), (2, 0, 1), (2, 1, 0))):
        copy_study(desk.study.path, tmp_path / f"pool{number}.cxf")
        pool = StudyFile.open(tmp_path / f"pool{number}.cxf")
        for part in order:
            take_in(pool, parts[part])
            take_in(pool, parts[part][::-1])
        assert pool.check() == []
        results.append(rows(pool))
        state = pool.read(lambda r: fold(kinds()["entry"], log.of_record(r.connection, shared)))
        assert not state.deleted
        assert len(state.disagreements["text"]) == 2
        pool.close()
    assert all(result == results[0] for result in results)
    assert results[0]["entry", shared]["polarity"] == 1
    desk.study.close()


def test_a_record_waits_for_what_it_requires_and_appears_when_that_comes(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "base.cxf")
    desk.log("mukaan")
    entries = journal(desk.study)
    rng = random.Random(7)
    rng.shuffle(entries)
    empty = StudyFile.create(tmp_path / "empty.cxf")
    for count, entry in enumerate(entries, start=1):
        answer = take_in(empty, [entry])
        assert empty.check() == []
        assert sum(answer.waiting.values()) <= count
    assert answer.waiting == {}
    assert rows(empty) == rows(desk.study)
    empty.close()
    desk.study.close()


def test_a_choice_settles_a_disagreement_for_everyone(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "base.cxf")
    shared = desk.log("alku")
    other = laptop(desk, tmp_path, "H2", lambda uow: uow.change(Entry, shared, text="toinen"))
    desk.do(lambda uow: uow.change(Entry, shared, text="yksi"))
    take_in(desk.study, other)
    shown = desk.text(shared)
    desk.do(lambda uow: uow.change(Entry, shared, text=shown))
    state = desk.study.read(lambda r: fold(kinds()["entry"], log.of_record(r.connection, shared)))
    assert state.disagreements == {}
    assert desk.text(shared) == shown
    desk.study.close()


def test_the_same_id_with_other_contents_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "base.cxf")
    desk.log("oikea")
    before = rows(desk.study)
    from dataclasses import replace

    forged = [replace(entry, fields={**entry.fields, "text": "väärä"}) for entry in journal(desk.study)]
    with pytest.raises(UserError, match="other contents"):
        take_in(desk.study, forged)
    assert rows(desk.study) == before
    desk.study.close()


def person_with_words(desk: Desk) -> tuple[str, str]:
    """A participant with an interview, an answer and a name in the key."""

    def verb(uow):  # type: ignore[no-untyped-def]
        person = uow.add(Participant(code="P09", gender="SALASUKUPUOLI"))
        uow.add(PersonKey(participant_id=person.id, name="SALANIMI"))
        talk = uow.add(
            Session(
                study_id=desk.study_id, kind="interview", participant_id=person.id, notes="SALAMUISTIINPANO"
            )
        )
        question = _question(uow)
        answer = uow.add(Answer(session_id=talk.id, question_id=question, text="SALAVASTAUS"))
        return person.id, answer.id

    return desk.do(verb)


def _question(uow) -> str:  # type: ignore[no-untyped-def]
    from cxfield.model.guide import Guide, GuideVersion, Question, Section

    guide = uow.add(Guide(key="g"))
    version = uow.add(GuideVersion(guide_id=guide.id))
    section = uow.add(Section(version_id=version.id))
    return str(uow.add(Question(section_id=section.id)).id)


def test_an_erased_person_is_gone_from_rows_journal_and_bytes(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "base.cxf")
    person, answer = person_with_words(desk)
    desk.do(lambda uow: uow.change(Answer, answer, text="SALAVASTAUS toisin"))
    desk.do(lambda uow: uow.erase_person(person, "peruutti suostumuksen"))
    assert not desk.study.erasure_pending
    for file in tmp_path.iterdir():
        assert b"SALA" not in file.read_bytes(), file.name
    left = desk.study.read(lambda r: r.get(Participant, person))
    assert (left.code, left.gender) == ("P09", "")
    assert desk.study.read(lambda r: r.find(Answer, answer)) is None
    assert [erasure.by for erasure in desk.study.read(lambda r: r.all(Erasure))] == ["H1"]
    assert desk.study.check() == []
    with pytest.raises(UserError, match="nothing to undo"):
        desk.study.undo(desk.session_id).result(10)
    desk.study.close()


def test_an_erased_person_stays_erased_whatever_arrives_later(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "base.cxf")
    person, answer = person_with_words(desk)
    late = laptop(desk, tmp_path, "H2", lambda uow: uow.change(Answer, answer, text="SALAVASTAUS myöhässä"))
    desk.do(lambda uow: uow.erase_person(person))
    take_in(desk.study, late)
    assert desk.study.check() == []
    assert desk.study.read(lambda r: r.find(Answer, answer)) is None
    desk.study.close()
    assert b"SALA" not in desk.study.path.read_bytes()


def test_every_required_reference_to_something_erasable_belongs_to_it() -> None:
    """Otherwise erasing a person would leave records that wait for ever."""
    erasable = {"participant"}
    grown = True
    while grown:
        found = {
            kind.name
            for kind in kinds().values()
            for ref in kind.refs
            if ref.belongs and ref.kind in erasable
        }
        grown = not found <= erasable
        erasable |= found
    loose = [
        (kind.name, ref.field)
        for kind in kinds().values()
        for ref in kind.required
        if ref.kind in erasable and not ref.belongs
    ]
    assert loose == []
