# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from cxfield.errors import UserError
from cxfield.i18n import Texts
from cxfield.model.capture import Entry
from cxfield.services import data, data_change
from cxfield.services.data import Choices, Found, Key
from cxfield.services.data_filter import ENTRY, KINDS, Filter, conditions, sentence, without
from cxfield.services.data_many import change_many, remove_many
from cxfield.services.data_narrow import Listed, narrow
from cxfield.services.data_order import Order
from cxfield.services.data_rows import DataRow, Words, detail
from cxfield.services.data_themes import keep_theme, remove_theme, themes
from cxfield.services.history import history
from cxfield.storage import Reader, StudyFile
from tests.unit.report.study import make_study

EN = Texts("en")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("data") / "a.cxf"
    make_study(path).close()
    return path


@pytest.fixture
def study(template: Path, tmp_path: Path) -> Iterator[StudyFile]:
    made = StudyFile.open(Path(shutil.copy(template, tmp_path / "a.cxf")), author="H1")
    yield made
    made.close()


def found(study: StudyFile, asked: Filter | None = None) -> Found:
    return study.read(lambda reader: data.find(reader, asked or Filter(), EN))


def offered(study: StudyFile) -> Choices:
    return study.read(lambda reader: data.choices(reader, EN))


def rows(study: StudyFile, asked: Filter | None = None) -> list[DataRow]:
    keys = study.read(lambda reader: data.every_key(reader, found(study, asked)))
    return study.read(lambda reader: Words(reader, EN).rows(reader, keys))


def write(study: StudyFile, verb: Any, **values: Any) -> Any:
    return study.write(lambda uow: verb(uow, **values), label="change").result().value


def first_entry(study: StudyFile) -> Key:
    every = study.read(lambda reader: data.every_key(reader, found(study)))
    return next(key for key in every if key.kind == ENTRY)


def named(choices: tuple[tuple[str, str], ...], words: str) -> str:
    return next(key for key, name in choices if name == words)


def test_everything_logged_is_there_by_session_in_order_of_time(study: StudyFile) -> None:
    every = found(study)
    assert every.shown == every.total == sum(every.by_kind.values())
    assert set(every.by_kind) == set(KINDS)
    assert every.by_kind["entry"] == 34
    assert every.by_kind["moment"] == 20
    assert every.groups[0].title == "Session 1 · Tampere, during · Tue 7 Oct at 9:00"
    for group in every.groups:
        times = [row.t_ms for row in rows(study, Filter(session=group.session_id)) if row.t_ms is not None]
        assert times == sorted(times)


def test_second_codings_are_left_out_until_asked_for(study: StudyFile) -> None:
    assert found(study, Filter(parallel=True)).by_kind["entry"] == 37
    titles = [group.title for group in found(study, Filter(parallel=True)).groups]
    assert sum("second coding" in title for title in titles) == 1


def test_conditions_narrow_and_the_count_stays_of_all(study: StudyFile) -> None:
    choices = offered(study)
    espoo = named(choices.sites, "Espoo")
    every, there = found(study), found(study, Filter(site=espoo))
    assert 0 < there.shown < every.shown
    assert there.total == every.total
    assert all("Espoo" in group.title for group in there.groups)


def test_a_rating_a_tone_and_the_settling_in_time_are_conditions(study: StudyFile) -> None:
    surprising = rows(study, Filter(ordinariness=(4, 5)))
    assert surprising
    assert all(row.ordinariness == 5 for row in surprising)
    assert all(row.polarity == -1 for row in rows(study, Filter(kind=ENTRY, polarity=-1)))
    assert not any(row.settling for row in rows(study, Filter(kind=ENTRY, settling=False)))
    assert all(row.settling for row in rows(study, Filter(settling=True)))


def test_search_finds_words_and_names_whatever_the_case_of_the_letters(study: StudyFile) -> None:
    assert len(rows(study, Filter(text="KATSELEE HYLLYÄ 4"))) == 1
    assert all(
        "Kassa" in row.what or "kassa" in row.text.lower()
        for row in rows(study, Filter(text="kassa", kind=ENTRY))
    )
    assert found(study, Filter(text="not there at all")).shown == 0


@pytest.mark.parametrize("in_list", [False, True])
def test_a_search_lists_entries_without_reading_one(study: StudyFile, in_list: bool) -> None:
    def plan(reader: Reader) -> list[str]:
        texts, asked = Texts("fi"), list[str]()
        known = data.know(reader, texts)
        listed = data.find(reader, Filter(), texts, known)
        reader.raw.set_trace_callback(asked.append)
        if in_list:
            narrow(reader, listed, Filter(text="jono"), known)
        else:
            data.find(reader, Filter(text="jono"), texts, known)
        reader.raw.set_trace_callback(None)
        search = next(words for words in asked if "MATCH" in words and words.startswith("WITH"))
        return [row[3] for row in reader.sql(f"EXPLAIN QUERY PLAN {search}")]

    steps = [step for step in study.read(plan) if "entry" in step]
    assert steps
    assert all("COVERING INDEX" in step for step in steps), steps


SEARCHED = ("", "kass", "KASSA", "till", "queue ti", "how easy", "hintalap", "!", "nowhere at all")


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        (Filter(), Order()),
        (Filter(phase="during"), Order("what", "text")),
        (Filter(parallel=True), Order("none", "ordinariness", True)),
    ],
)
def test_words_looked_for_in_a_list_find_what_a_question_to_the_file_finds(
    study: StudyFile, asked: Filter, order: Order
) -> None:
    def answers(reader: Reader) -> None:
        known = data.know(reader, EN, parallel=asked.parallel)
        listed = Listed(asked, order, data.find(reader, asked, EN, known, order))
        for words, kind in product(SEARCHED, ("", *KINDS)):
            wanted = replace(asked, text=words, kind=kind)
            assert listed.holds(wanted, order)
            assert narrow(reader, listed.found, wanted, known) == data.find(reader, wanted, EN, known, order)
        assert not listed.holds(replace(asked, star=True), order)
        assert not listed.holds(asked, replace(order, descending=not order.descending))

    study.read(answers)


def test_the_filter_is_a_sentence_and_each_part_can_be_taken_away(study: StudyFile) -> None:
    choices = offered(study)
    asked = Filter(site=named(choices.sites, "Espoo"), phase="during", settling=False, polarity=-1)
    words = [condition.words for condition in conditions(asked, choices.names, EN)]
    assert words == [
        "store is Espoo",
        "phase is during",
        "polarity is negative",
        "settling-in time left out",
    ]
    assert sentence(13, 394, asked, choices.names, EN).startswith("13/394 rows where store is Espoo, ")
    assert without(asked, "site") == Filter(phase="during", settling=False, polarity=-1)
    finnish = sentence(13, 394, asked, choices.names, Texts("fi"))
    assert finnish.startswith("13/394 kirjausta kun myymälä on Espoo, vaihe on aikana")


def test_every_kind_of_row_says_what_it_is(study: StudyFile) -> None:
    said = {row.key.kind: row for row in rows(study)}
    assert said["answer"].who.startswith("P0")
    assert said["moment"].what.startswith("Feeling: ")
    assert said["moment"].valence is not None
    assert said["statement"].verbatim
    assert any(row.text == "9" for row in rows(study, Filter(kind="answer")))
    assert any("Don't know" in row.text for row in rows(study, Filter(kind="answer")))


def test_an_edit_is_on_the_disk_and_in_the_history_in_words(study: StudyFile) -> None:
    key = first_entry(study)
    write(study, data_change.change, kind=key.kind, record_id=key.id, ordinariness=4)
    write(study, data_change.change, kind=key.kind, record_id=key.id, text="Turns round")
    study.seal().result()
    entry = study.read(lambda reader: reader.get(Entry, key.id))
    assert (entry.ordinariness, entry.chosen, entry.text) == (4, True, "Turns round")
    steps = history(study, key.kind, key.id, EN)
    assert [step.op for step in steps] == ["set", "set", "create"]
    assert (steps[0].lines[0].label, steps[0].lines[0].new) == ("What", "Turns round")
    assert steps[0].author == "H1"


def test_restoring_writes_a_new_change_and_loses_nothing(study: StudyFile) -> None:
    key = first_entry(study)
    before = study.read(lambda reader: reader.get(Entry, key.id)).text
    write(study, data_change.change, kind=key.kind, record_id=key.id, text="Something else")
    study.seal().result()
    step = history(study, key.kind, key.id, EN)[0]
    write(study, data_change.restore, kind=key.kind, record_id=key.id, values=step.before)
    assert study.read(lambda reader: reader.get(Entry, key.id)).text == before
    assert len(history(study, key.kind, key.id, EN)) == 3


def test_a_deleted_row_comes_back_with_undo(study: StudyFile) -> None:
    key = first_entry(study)
    write(study, data_change.remove, kind=key.kind, record_id=key.id)
    assert found(study).by_kind["entry"] == 33
    study.undo().result()
    assert found(study).by_kind["entry"] == 34


def test_fields_nobody_may_change_are_refused_in_a_sentence(study: StudyFile) -> None:
    key = first_entry(study)
    with pytest.raises(UserError) as caught:
        write(study, data_change.change, kind=key.kind, record_id=key.id, t_ms=0)
    assert "t_ms cannot be changed here" in str(caught.value)
    assert study.check() == []


def test_a_record_in_full_has_its_time_and_place(study: StudyFile) -> None:
    key = first_entry(study)
    whole = study.read(lambda reader: detail(reader, key, EN))
    assert whole.when == "0:00:05 · Tue 7 Oct at 9:00:05"
    assert whole.site == "Tampere"
    assert whole.place


def test_rows_that_have_gone_meanwhile_are_left_out(study: StudyFile) -> None:
    words = study.read(lambda reader: Words(reader, EN))
    kept = first_entry(study)
    left = study.read(lambda reader: words.rows(reader, [Key(ENTRY, "gone"), kept]))
    assert [row.key for row in left] == [kept]
    with pytest.raises(UserError):
        study.read(lambda reader: detail(reader, Key(ENTRY, "gone"), EN))


def test_what_is_not_coded_yet_waits_in_a_queue(study: StudyFile) -> None:
    waiting = rows(study, Filter(uncoded=True))
    assert waiting
    assert all(row.what == "Note" for row in waiting if row.key.kind == ENTRY)
    code = offered(study).codes[0][0]
    keys = [row.key for row in waiting if row.key.kind in (ENTRY, "statement")]
    assert write(study, change_many, keys=keys, code_id=code) == len(keys)
    assert not {row.key for row in rows(study, Filter(uncoded=True))} & set(keys)
    assert [c.words for c in conditions(Filter(uncoded=True), {}, EN)] == ["not coded yet"]


def test_many_rows_change_in_one_step_and_undo_takes_all_back(study: StudyFile) -> None:
    before = rows(study, Filter(kind=ENTRY))
    keys = [row.key for row in before[:7]]
    study.write(lambda uow: change_many(uow, keys=keys, ordinariness=5), label="Rate", scope="data").result()
    assert [row.ordinariness for row in rows(study, Filter(kind=ENTRY))[:7]] == [5] * 7
    study.undo("data").result()
    assert rows(study, Filter(kind=ENTRY)) == before
    study.write(lambda uow: remove_many(uow, keys=keys), label="Delete", scope="data").result()
    assert rows(study, Filter(kind=ENTRY)) == before[7:]
    study.undo("data").result()
    assert rows(study, Filter(kind=ENTRY)) == before


def test_a_theme_is_a_filter_under_a_name_with_what_it_holds(study: StudyFile) -> None:
    asked = Filter(kind=ENTRY, phase="during", ordinariness=(1, 2))
    write(study, keep_theme, name=" Ordinary visits ", locale="en", asked=asked)
    (theme,) = study.read(lambda reader: themes(reader, EN))
    expected = found(study, asked)
    assert (theme.name, theme.asked) == ("Ordinary visits", asked)
    assert (theme.rows, theme.sessions) == (expected.shown, len(expected.groups))
    assert theme.people > 0
    write(study, keep_theme, name="ordinary VISITS", locale="en", asked=Filter(star=True))
    (again,) = study.read(lambda reader: themes(reader, EN))
    assert (again.id, again.asked) == (theme.id, Filter(star=True))
    for wrong in ({"name": " ", "asked": asked}, {"name": "x", "asked": Filter()}):
        with pytest.raises(UserError):
            write(study, keep_theme, locale="en", **wrong)
    write(study, remove_theme, theme_id=theme.id)
    assert study.read(lambda reader: themes(reader, EN)) == ()
