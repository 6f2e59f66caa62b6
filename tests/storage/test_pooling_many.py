# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pooling very much at once takes shorter ways: the file is the same as by the long ones, or untouched."""

import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from cxfield.errors import UserError
from cxfield.model.capture import Entry
from cxfield.storage import StudyFile, bulk, check, pool, search, union
from cxfield.storage.backup import copy_study
from cxfield.storage.entry import JournalRow
from cxfield.storage.row_forms import form_of, telling
from tests.storage.conftest import Desk, make_desk
from tests.storage.histories import journal
from tests.storage.test_pooling_rules import person_with_words


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "base.cxf")
    yield desk
    desk.study.close()


def laid_out(study: StudyFile) -> list[tuple[str, ...]]:
    """Every table, index and trigger there is."""
    query = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master ORDER BY 1, 2"
    return study.read(lambda r: [tuple(row) for row in r.connection.exec_driver_sql(query)])


def found(study: StudyFile, word: str) -> set[str]:
    wanted = search.matching(word)
    assert wanted is not None
    return study.read(lambda r: {row.record for row in r.connection.execute(wanted)})


def rows_of(study: StudyFile) -> check.Rows:
    return study.read(lambda r: check.rows_of(r.connection))


def field_day(desk: Desk, folder: Path) -> Sequence[JournalRow]:
    """What a colleague did in a copy: entries of several kinds of telling, some changed, some deleted."""
    copy_study(desk.study.path, folder / "H2.cxf")
    study = StudyFile.open(folder / "H2.cxf", author="H2")

    def work(uow) -> None:  # type: ignore[no-untyped-def]
        made = [uow.add(Entry(session_id=desk.session_id, text=f"kassa {n}", tags=["a"])) for n in range(20)]
        made += [uow.add(Entry(session_id=desk.session_id, star=True, t_ms=n)) for n in range(20)]
        uow.change(Entry, made[3].id, text="hylly")
        uow.remove(Entry, made[5].id)

    study.write(work, label="Work").result(10)
    rows = journal(study)
    study.close()
    return rows


def take(study: StudyFile, rows: Iterable[JournalRow]) -> None:
    incoming = [pool.Incoming("H2.cxpack", rows, count=100)]
    study.write(lambda uow: pool.pool(uow, incoming), label="Pool").result(30)


@pytest.fixture
def everything_is_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MANY", 1)
    monkeypatch.setattr(search, "MANY", 1)
    monkeypatch.setattr(union, "BATCH", 10)


@pytest.mark.usefixtures("everything_is_much")
def test_much_at_once_gives_the_same_rows_indexes_and_words(base: Desk, tmp_path: Path) -> None:
    rows = field_day(base, tmp_path)
    before, old = laid_out(base.study), rows_of(base.study)
    take(base.study, rows)
    other = StudyFile.open(tmp_path / "H2.cxf", read_only=True)
    assert laid_out(base.study) == before
    assert base.study.check() == []
    assert rows_of(base.study) == rows_of(other)
    assert len(found(base.study, "kassa")) == 18
    assert len(found(base.study, "hylly")) == 1
    other.close()
    base.study.undo().result(30)
    assert rows_of(base.study) == old
    assert found(base.study, "kassa") == set()
    base.study.redo().result(30)
    assert base.study.check() == []
    assert laid_out(base.study) == before
    assert len(found(base.study, "kassa")) == 18


@pytest.mark.usefixtures("everything_is_much")
def test_much_that_is_refused_halfway_leaves_everything_as_it_was(base: Desk, tmp_path: Path) -> None:
    rows = field_day(base, tmp_path)
    before, was = laid_out(base.study), journal(base.study)

    def cut() -> Iterator[JournalRow]:
        yield from rows[:30]
        raise UserError("cut short")

    with pytest.raises(UserError, match="cut short"):
        take(base.study, cut())
    assert laid_out(base.study) == before
    assert journal(base.study) == was
    assert base.study.check() == []
    base.log("kassa jälkeen")
    assert len(found(base.study, "kassa")) == 1


_KILLED = """
import os, sys
from pathlib import Path
from cxfield.storage import StudyFile, bulk, pool, union
from tests.storage.histories import journal
from tests.storage.test_pooling_rules import person_with_words
bulk.MANY, union.BATCH = 1, 10
base, other = (StudyFile.open(Path(name)) for name in sys.argv[1:])
rows = journal(other)
def dying():
    for number, row in enumerate(rows):
        if number == len(rows) - 3:
            os.kill(os.getpid(), 9)
        yield row
base.write(lambda uow: pool.pool(uow, [pool.Incoming("x", dying(), count=len(rows))]), label="").result()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of other systems")
def test_a_program_killed_while_pooling_much_leaves_nothing_of_it(base: Desk, tmp_path: Path) -> None:
    field_day(base, tmp_path)
    before, was = laid_out(base.study), journal(base.study)
    base.study.close()
    path = base.study.path
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(path), str(tmp_path / "H2.cxf")],
        check=False, capture_output=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == -9, done.stderr.decode()
    again = StudyFile.open(path, author="H1")
    assert laid_out(again) == before
    assert journal(again) == was
    assert again.check() == []
    again.close()


def test_a_row_told_in_few_fields_is_the_row_told_in_all() -> None:
    form = form_of("entry")
    fields = {"text": "kassa", "tags": ["a", "b'c"], "star": True, "unheard_of": 1}
    how = telling("entry", tuple(fields))
    assert "unheard_of" not in how.insert
    assert how.of("id", fields) == ("id", "kassa", '["a", "b\'c"]', True)
    told = [name for name, _ in how.taken]
    assert set(told) == {"text", "tags", "star"}
    assert how.insert.count('"') == 2 * (len(form.columns) + 1)


@pytest.mark.usefixtures("everything_is_much")
def test_an_erasure_that_empties_most_of_the_index_leaves_no_word_in_the_file(base: Desk) -> None:
    base.log("jää")
    person, _ = person_with_words(base)
    base.do(lambda uow: [uow.add(Entry(session_id=base.session_id, text=f"jää {n}")) for n in range(3)])
    assert len(found(base.study, "SALAVASTAUS")) == 1
    base.do(lambda uow: uow.erase_person(person))
    base.do(lambda uow: [uow.change(Entry, one.id, text="toinen") for one in uow.all(Entry)])
    assert base.study.check() == []
    assert found(base.study, "SALAVASTAUS") == set()
    assert len(found(base.study, "toinen")) == 4
    base.study.close()
    assert b"SALA" not in base.study.path.read_bytes()
