# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a user can rely on when a study is opened, written and closed."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from cxfield.errors import UserError
from cxfield.model.capture import Entry, Shopper
from cxfield.model.study import Site
from cxfield.storage import Reader, StudyFile
from cxfield.storage.migrate import CURRENT
from tests.storage.conftest import Desk, make_desk


def test_what_was_acknowledged_is_there_after_reopening(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "a.cxf")
    ids = [desk.log(f"havainto {number}") for number in range(20)]
    desk.study.close()
    again = StudyFile.open(tmp_path / "a.cxf")
    assert [again.read(lambda r, i=i: r.get(Entry, i)).text for i in ids] == [
        f"havainto {n}" for n in range(20)
    ]
    assert again.check() == []
    again.close()


def test_closing_leaves_one_plain_file(tmp_path: Path) -> None:
    make_desk(tmp_path / "a.cxf").study.close()
    assert [path.name for path in tmp_path.iterdir()] == ["a.cxf"]


def test_entries_keep_the_order_in_which_they_were_handed_over(desk: Desk) -> None:
    futures = [
        desk.study.write(lambda uow, n=n: uow.add(Entry(session_id=desk.session_id, t_ms=n)), label="Log")
        for n in range(300)
    ]
    written = [future.result(20).value for future in futures]
    assert [entry.t_ms for entry in written] == list(range(300))
    assert [entry.id for entry in written] == sorted(entry.id for entry in written)


def test_a_failing_verb_changes_nothing_and_the_next_one_works(desk: Desk) -> None:
    def fails(uow):  # type: ignore[no-untyped-def]
        uow.add(Site(code="X"))
        raise UserError("no")

    with pytest.raises(UserError):
        desk.do(fails)
    assert [site.code for site in desk.study.read(lambda r: r.all(Site))] == ["TRE"]
    desk.log("jatkuu")
    assert desk.study.check() == []


def test_a_value_outside_its_scale_is_refused_in_a_sentence(desk: Desk) -> None:
    with pytest.raises(UserError, match="ordinariness"):
        desk.log(ordinariness=9)
    assert desk.study.check() == []


@pytest.mark.parametrize("text", ["\x00\x07ok", "puoli \ud83d merkki", "ä" * 100_000, "👍🏽 <b>&", "a\u0301"])
def test_any_text_is_kept_as_far_as_it_can_be_written(desk: Desk, text: str) -> None:
    kept = desk.text(desk.log(text))
    assert kept is not None
    kept.encode("utf-8")
    assert "\x00" not in kept
    assert desk.study.check() == []


def test_a_second_opening_may_look_but_not_write_and_is_told_who_writes(desk: Desk) -> None:
    second = StudyFile.open(desk.study.path)
    assert second.read_only
    assert second.owner is not None
    assert "H1" in second.owner
    assert len(second.read(lambda r: r.all(Site))) == 1
    with pytest.raises(UserError, match="reading only"):
        second.write(lambda uow: uow.add(Site()), label="Add")
    second.close()
    desk.log("kirjoittaja jatkaa")


def test_the_writer_may_write_again_when_the_other_has_closed(desk: Desk) -> None:
    path = desk.study.path
    desk.study.close()
    again = StudyFile.open(path)
    assert not again.read_only
    again.close()


def test_a_study_opened_on_one_thread_and_closed_on_another_may_be_written_again(desk: Desk) -> None:
    """As in the window: a job opens the study, the window closes it."""
    path = desk.study.path
    desk.study.close()
    with ThreadPoolExecutor(1) as job:
        opened = job.submit(StudyFile.open, path).result()
        opened.close()
        again = StudyFile.open(path)
        assert not again.read_only
        again.close()


def test_a_study_deleted_while_open_is_written_again_with_everything(desk: Desk) -> None:
    first = desk.log("ennen")
    desk.study.path.unlink()
    committed = desk.study.write(
        lambda uow: uow.add(Entry(session_id=desk.session_id, text="jälkeen")), label="Log"
    ).result(10)
    second = committed.value.id
    assert committed.rewritten
    assert desk.study.path.exists()
    assert (desk.text(first), desk.text(second)) == ("ennen", "jälkeen")
    desk.study.close()
    again = StudyFile.open(desk.study.path)
    assert again.check() == []
    assert again.read(lambda r: r.get(Entry, first)).text == "ennen"
    again.close()


def _refusal(path: Path, **how: object) -> str:
    with pytest.raises(UserError) as caught:
        StudyFile.open(path, **how)  # type: ignore[arg-type]
    assert str(caught.value).count("\n") == 0
    return str(caught.value)


def test_files_that_are_no_study_are_refused_in_a_sentence_each(tmp_path: Path, desk: Desk) -> None:
    (tmp_path / "empty.cxf").touch()
    (tmp_path / "text.cxf").write_text("hei " * 500)
    other = sqlcipher.connect(tmp_path / "other.cxf")
    other.execute("create table t(x)")
    other.commit()
    other.close()
    desk.study.close()
    (tmp_path / "cut.cxf").write_bytes(desk.study.path.read_bytes()[:30_000])
    assert "empty" in _refusal(tmp_path / "empty.cxf")
    assert "not a CXField study" in _refusal(tmp_path / "text.cxf")
    assert "not a CXField study" in _refusal(tmp_path / "other.cxf")
    assert "cut short" in _refusal(tmp_path / "cut.cxf")
    assert "not there" in _refusal(tmp_path / "gone.cxf")
    assert "folder" in _refusal(tmp_path)


def test_a_study_of_a_newer_program_is_refused_and_left_alone(desk: Desk) -> None:
    desk.study.close()
    raw = sqlcipher.connect(desk.study.path)
    raw.execute(f"PRAGMA user_version = {CURRENT + 1}")
    raw.commit()
    raw.close()
    before = desk.study.path.read_bytes()
    assert "newer CXField" in _refusal(desk.study.path)
    assert desk.study.path.read_bytes() == before


def test_an_encrypted_study_opens_with_its_passphrase_only(tmp_path: Path) -> None:
    path = tmp_path / "salattu.cxf"
    study = StudyFile.create(path, passphrase="kolme pientä porsasta")
    study.write(lambda uow: uow.add(Site(code="SALAISUUS")), label="Add").result(10)
    study.close()
    assert b"SALAISUUS" not in path.read_bytes()
    assert "passphrase" in _refusal(path)
    assert "passphrase" in _refusal(path, passphrase="väärä")
    again = StudyFile.open(path, passphrase="kolme pientä porsasta")
    assert [site.code for site in again.read(lambda r: r.all(Site))] == ["SALAISUUS"]
    again.close()


def test_the_place_is_kept_on_this_device(desk: Desk) -> None:
    desk.study.keep_place(room="observe", cursor=12).result(10)
    desk.study.keep_place(cursor=14).result(10)
    path = desk.study.path
    desk.study.close()
    again = StudyFile.open(path)
    assert again.place() == {"room": "observe", "cursor": 14}
    again.close()


def test_a_clock_that_jumps_back_keeps_the_order_of_writes(desk: Desk) -> None:
    entry = desk.log("ensin")
    desk.clock.set_utc(desk.clock.utc_ms - 3_600_000)
    desk.do(lambda uow: uow.change(Entry, entry, text="sitten"))
    assert desk.text(entry) == "sitten"
    assert desk.study.check() == []
    assert [item.fields.get("text", ("", ""))[1] for item in desk.study.history("entry", entry)] == [
        "sitten",
        "ensin",
    ]


def test_a_deleted_record_that_a_living_one_needs_stays_as_retired(desk: Desk) -> None:
    desk.do(lambda uow: uow.remove(Site, desk.site_id))
    assert desk.study.read(lambda r: r.get(Site, desk.site_id)).retired
    assert desk.study.read(lambda r: r.all(Site)) == []
    assert desk.study.check() == []


def test_a_clothing_mark_leaves_the_bytes_of_the_file(desk: Desk) -> None:
    shopper = desk.do(
        lambda uow: uow.add(Shopper(session_id=desk.session_id, letter="A", marker="PUNAINENTAKKI"))
    )
    desk.do(lambda uow: uow.forget([shopper.id]))
    desk.study.close()
    assert b"PUNAINENTAKKI" not in desk.study.path.read_bytes()
    again = StudyFile.open(desk.study.path)
    assert again.read(lambda r: r.get(Shopper, shopper.id)).marker == ""
    assert again.check() == []
    again.close()


def test_many_threads_may_read_while_one_writes(desk: Desk) -> None:
    wrong: list[Exception] = []

    def look() -> None:
        try:
            for _ in range(20):
                desk.study.read(lambda r: r.all(Entry, session_id=desk.session_id))
        except Exception as error:  # noqa: BLE001
            wrong.append(error)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(30):
        desk.log(str(number))
    for thread in threads:
        thread.join()
    assert wrong == []


def test_check_tells_when_rows_are_not_what_the_journal_says(desk: Desk) -> None:
    entry = desk.log("oikea")
    desk.study.close()
    raw = sqlcipher.connect(desk.study.path)
    raw.execute("update entry set text = 'väärä' where id = ?", (entry,))
    raw.commit()
    raw.close()
    again = StudyFile.open(desk.study.path)
    assert any(entry in line and "text" in line for line in again.check())
    again.close()


def test_the_revisions_lead_to_the_schema_that_new_files_have(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from cxfield.storage.engine import connection_to
    from cxfield.storage.migrate import REVISIONS
    from cxfield.storage.tables import METADATA

    StudyFile.create(tmp_path / "a.cxf").close()
    with connection_to(tmp_path / "a.cxf", None) as connection:
        # The index of words is laid out by its own statements, and checked by its own tests.
        records = {
            "include_object": lambda _, name, *rest: not str(name).startswith(("said", "unsaid", "words"))
        }
        context = MigrationContext.configure(connection, opts=records)
        assert context.get_current_revision() == REVISIONS[-1]
        assert compare_metadata(context, METADATA) == []


def test_closing_waits_for_a_question_that_is_being_answered(desk: Desk) -> None:
    asked, answer = threading.Event(), threading.Event()
    answers: list[int] = []

    def slow(reader: Reader) -> None:
        asked.set()
        answer.wait(10)
        answers.append(len(reader.all(Site)))

    asker = threading.Thread(target=lambda: desk.study.read(slow))
    asker.start()
    asked.wait(10)
    closer = threading.Thread(target=desk.study.close)
    closer.start()
    answer.set()
    asker.join(10)
    closer.join(10)
    assert answers == [1]
    with pytest.raises(UserError, match="closed already"):
        desk.study.read(lambda r: r.all(Site))
