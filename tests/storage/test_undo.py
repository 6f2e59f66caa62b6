# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Undo takes back what this person did here, also after a restart, and nothing else."""

import pytest

from cxfield.errors import UserError
from cxfield.model.capture import Entry
from cxfield.model.study import Site
from cxfield.storage import StudyFile
from tests.storage.conftest import Desk


def test_undo_takes_an_entry_away_and_redo_brings_it_back(desk: Desk) -> None:
    entry = desk.log("kassalla", ordinariness=4)
    desk.study.undo(desk.session_id).result(10)
    assert desk.text(entry) is None
    desk.study.redo(desk.session_id).result(10)
    found = desk.study.read(lambda r: r.get(Entry, entry))
    assert (found.text, found.ordinariness) == ("kassalla", 4)
    assert desk.study.check() == []


def test_undo_works_after_a_restart(desk: Desk) -> None:
    entry = desk.log("yksi")
    desk.do(lambda uow: uow.change(Entry, entry, text="kaksi"))
    path = desk.study.path
    desk.study.close()
    again = StudyFile.open(path)
    again.undo(desk.session_id).result(10)
    assert again.read(lambda r: r.get(Entry, entry)).text == "yksi"
    again.close()


def test_undo_stays_inside_its_session(desk: Desk) -> None:
    entry = desk.log("tämän jakson")
    desk.do(lambda uow: uow.add(Site(code="ESP")), scope="another session")
    desk.study.undo(desk.session_id).result(10)
    assert desk.text(entry) is None
    assert len(desk.study.read(lambda r: r.all(Site))) == 2
    with pytest.raises(UserError, match="nothing to undo"):
        desk.study.undo("a third session").result(10)


def test_a_deletion_is_undone_with_every_value(desk: Desk) -> None:
    entry = desk.log("tärkeä", polarity=-1, marks=["pain"])
    desk.do(lambda uow: uow.remove(Entry, entry))
    desk.study.undo(desk.session_id).result(10)
    found = desk.study.read(lambda r: r.get(Entry, entry))
    assert (found.text, found.polarity, found.marks) == ("tärkeä", -1, ["pain"])
    assert desk.study.check() == []


def test_a_new_change_ends_what_could_be_redone(desk: Desk) -> None:
    entry = desk.log("a")
    desk.study.undo(desk.session_id).result(10)
    desk.log("b")
    with pytest.raises(UserError, match="nothing to redo"):
        desk.study.redo(desk.session_id).result(10)
    assert desk.text(entry) is None


def test_typing_is_one_step_of_undo_and_one_entry_of_history(desk: Desk) -> None:
    entry = desk.log("")
    for end in range(1, 30):
        desk.clock.advance(120)
        desk.do(
            lambda uow, e=end: uow.type_in(Entry, entry, text="Kiertää pöydän kahdesti, etsii"[:e]),
            label="Type",
        )
    assert desk.text(entry) == "Kiertää pöydän kahdesti, etsii"[:29]
    assert len(desk.study.history("entry", entry)) == 2
    desk.study.undo(desk.session_id).result(10)
    assert desk.text(entry) == ""
    desk.study.redo(desk.session_id).result(10)
    assert desk.text(entry) == "Kiertää pöydän kahdesti, etsii"[:29]
    assert desk.study.check() == []


def test_a_typing_burst_ends_after_ten_seconds_and_when_the_focus_leaves(desk: Desk) -> None:
    entry = desk.log("")
    desk.do(lambda uow: uow.type_in(Entry, entry, text="a"))
    desk.clock.advance(11_000)
    desk.do(lambda uow: uow.type_in(Entry, entry, text="ab"))
    desk.study.seal().result(10)
    desk.do(lambda uow: uow.type_in(Entry, entry, text="abc"))
    assert [item.fields["text"][1] for item in desk.study.history("entry", entry)[:-1]] == ["abc", "ab", "a"]
    desk.study.undo(desk.session_id).result(10)
    assert desk.text(entry) == "ab"


def test_history_says_who_changed_what(desk: Desk) -> None:
    entry = desk.log("tyhjä")
    desk.clock.advance(60_000)
    desk.do(lambda uow: uow.change(Entry, entry, text="Epätietoisuus odotusajasta?", polarity=-1))
    newest, oldest = desk.study.history("entry", entry)
    assert newest.author == "H1"
    assert newest.at - oldest.at == 60_000
    assert dict(newest.fields) == {"text": ("tyhjä", "Epätietoisuus odotusajasta?"), "polarity": (0, -1)}
