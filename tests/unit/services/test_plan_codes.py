# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The codebook: keys never clash, exclusions are the same from both sides, what is in use stays readable."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cxfield.errors import UserError
from cxfield.model.capture import Entry
from cxfield.model.codes import Code, Modifier
from cxfield.model.session import Session
from cxfield.model.study import TagSet
from cxfield.services import plan_codes, plan_edit
from cxfield.services import plan_modifiers as modifiers
from cxfield.services.capture_views import extras
from cxfield.services.plan_codes import codebook
from cxfield.storage import StudyFile, UnitOfWork
from tests.ui.plan_study import make

RESERVED = {"Q": "Pain point", "W": "Delight"}


@pytest.fixture
def file(tmp_path: Path) -> Iterator[StudyFile]:
    made = make(tmp_path / "plan.cxf")
    yield made
    assert made.check() == []
    made.close()


def _code(file: StudyFile, key: str) -> Code:
    return file.read(lambda r: r.all(Code, key=key))[0]


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("j", "already on the code"),
        ("q", "is a command in Observe"),
        ("1", "one letter"),
        ("AB", "one letter"),
    ],
)
def test_a_key_that_clashes_is_refused_with_the_free_ones(file: StudyFile, key: str, says: str) -> None:
    code = _code(file, "S")
    with pytest.raises(UserError, match=says) as caught:
        file.write(
            lambda uow: plan_codes.set_key(uow, code_id=code.id, key=key, reserved=RESERVED), label="x"
        ).result()
    assert "B D F G Z Å Ö" in str(caught.value)
    assert _code(file, "S").id == code.id


def test_a_free_key_is_taken_in_capitals(file: StudyFile) -> None:
    code = _code(file, "S")
    file.write(
        lambda uow: plan_codes.set_key(uow, code_id=code.id, key="b", reserved=RESERVED), label="x"
    ).result()
    assert _code(file, "B").id == code.id


def test_exclusions_are_the_same_from_either_side_and_can_come_back(file: StudyFile) -> None:
    one, other = _code(file, "S"), _code(file, "T")

    def say(apart: bool) -> tuple[int, int]:
        file.write(
            lambda uow: plan_codes.exclude(uow, code_id=other.id, other_id=one.id, apart=apart), label="x"
        ).result()
        book = file.read(lambda r: codebook(r, ("fi", "en")))
        rows = book.find(one.id), book.find(other.id)
        assert rows[0] is not None
        assert rows[1] is not None
        return len(rows[0].apart), len(rows[1].apart)

    assert [say(True), say(False), say(True)] == [(1, 1), (0, 0), (1, 1)]


def test_a_new_code_gets_a_free_key_and_another_shape(file: StudyFile) -> None:
    group = _code(file, "S").group_id
    made = (
        file.write(lambda uow: plan_codes.add_code(uow, group_id=group, reserved=RESERVED), label="x")
        .result()
        .value
    )
    shapes = [c.shape for c in file.read(lambda r: r.all(Code, group_id=group)) if c.id != made.id]
    assert made.key == "B"
    assert made.shape not in shapes


def test_the_short_label_follows_the_name_until_it_is_given_its_own(file: StudyFile) -> None:
    code = _code(file, "S")
    file.write(
        lambda uow: plan_codes.name_code(uow, code_id=code.id, language="fi", text="Katselee"), label="x"
    ).result()
    assert file.read(lambda r: r.get(Code, code.id)).short["fi"] == "Katselee"


def test_a_limit_is_read_with_a_comma_and_nonsense_is_refused(file: StudyFile) -> None:
    code = _code(file, "J")
    file.write(lambda uow: plan_codes.set_limit(uow, code_id=code.id, text="4,5 min"), label="x").result()
    assert file.read(lambda r: r.get(Code, code.id)).limit_min == 4.5
    with pytest.raises(UserError, match="number of minutes"):
        file.write(lambda uow: plan_codes.set_limit(uow, code_id=code.id, text="pitkä"), label="x").result()


def test_a_code_has_several_modifiers_in_both_languages(file: StudyFile) -> None:
    code = _code(file, "J")

    def do(verb: Any, **values: Any) -> Any:
        return file.write(lambda uow: verb(uow, **values), label="x").result().value

    first = file.read(lambda r: r.all(Modifier, code_id=code.id))[0]
    do(modifiers.name_modifier, modifier_id=first.id, language="en", text="Queue")
    do(modifiers.type_choices, modifier_id=first.id, language="en", lines=["1–2", "3–4", "5 or more", ""])
    row = file.read(lambda r: r.get(Modifier, first.id))
    assert row.name == {"fi": "Jonon pituus", "en": "Queue"}
    assert row.choices[2] == {"fi": "5–", "en": "5 or more"}
    second = do(modifiers.add_modifier, code_id=code.id)
    do(modifiers.type_choices, modifier_id=second.id, language="fi", lines=["hidas", "", "nopea"])
    shown = next(c for c in file.read(lambda r: codebook(r, ("fi",))).codes if c.code.id == code.id)
    assert [m.id for m in shown.modifiers] == [first.id, second.id]
    assert shown.modifiers[1].choices == [{"fi": "hidas"}, {"fi": "nopea"}]
    with pytest.raises(UserError, match="room for 9"):
        do(modifiers.type_choices, modifier_id=second.id, language="fi", lines=list("abcdefghij"))


def test_a_choice_that_entries_have_stays_and_its_modifier_is_retired(file: StudyFile) -> None:
    code = _code(file, "J")
    first = file.read(lambda r: r.all(Modifier, code_id=code.id))[0]
    session = file.read(lambda r: r.all(Session, kind="observation"))[0]

    def log(uow: UnitOfWork) -> None:
        uow.add(Entry(session_id=session.id, code_id=code.id, modifiers=[f"{first.id}:1"]))

    file.write(log, label="x").result()

    def shorten(uow: UnitOfWork) -> None:
        for language in ("fi", "en"):
            modifiers.type_choices(uow, modifier_id=first.id, language=language, lines=["1–2"])

    def type_lines(language: str, *lines: str) -> Modifier:
        value: Modifier = (
            file.write(
                lambda uow: modifiers.type_choices(uow, modifier_id=first.id, language=language, lines=lines),
                label="x",
            )
            .result()
            .value
        )
        return value

    with pytest.raises(UserError, match="stays in the list"):
        file.write(shorten, label="x").result()
    had = file.read(lambda r: r.get(Modifier, first.id)).choices
    finnish = [row["fi"] for row in had]
    type_lines("sv", "kort", "lång")  # a language that had none takes nothing from anybody
    for language, lines in (
        ("sv", ("kort",)),  # cleared in one language
        ("sv", ()),
        ("fi", (finnish[0], "", *finnish[2:])),
        ("fi", finnish[1:]),  # each would say what the next one said
        ("fi", (finnish[1], finnish[0], *finnish[2:])),
    ):
        with pytest.raises(
            UserError, match=f"{'lång' if language == 'sv' else finnish[1]} stays in the list"
        ):
            type_lines(language, *lines)
    assert (
        type_lines("fi", finnish[0], "kolmesta neljään", *finnish[2:]).choices[1]["fi"] == "kolmesta neljään"
    )
    assert type_lines("sv", "", "lång").choices[0] == had[0], "nobody chose that one"
    file.write(lambda uow: modifiers.remove_modifier(uow, modifier_id=first.id), label="x").result()
    assert file.read(lambda r: r.get(Modifier, first.id)).offered is False
    assert not file.read(lambda r: extras(r, None)).modifiers.get(code.id)
    file.write(lambda uow: plan_edit.remove(uow, kind="code", record_id=code.id), label="x").result()
    assert file.read(lambda r: r.get(Modifier, first.id)).name["fi"] == "Jonon pituus"


def test_ready_tag_sets_are_taken_into_use_and_out_of_it(file: StudyFile) -> None:
    for use in (True, True, False, True):
        file.write(lambda uow, use=use: plan_codes.use_tag_set(uow, key="aeiou", use=use), label="x").result()  # type: ignore[misc]
    rows = file.read(lambda r: r.all(TagSet))
    assert [len(row.tags) for row in rows] == [5]


def test_every_ready_set_is_named_in_both_languages() -> None:
    for row in plan_codes.ready_sets():
        assert row["name"].keys() == {"fi", "en"}
        assert all(tag["name"].keys() == {"fi", "en"} for tag in row["tags"])
