# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is missing is said exactly, and personal data in free text is noticed."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxfield.errors import UserError
from cxfield.i18n import Texts
from cxfield.model.codes import Code
from cxfield.model.registry import kinds
from cxfield.model.session import Session
from cxfield.model.study import Site, Study, Wave
from cxfield.services import plan_edit
from cxfield.services.plan_edit import type_text
from cxfield.services.plan_gaps import checklist
from cxfield.services.plan_overview import overview, quota_rows
from cxfield.services.plan_personal import has_identity_number, special_categories, warning_of
from cxfield.services.plan_study import add_next_wave, set_role, whole_number
from cxfield.services.plan_words import parse_date
from cxfield.storage import Reader, StudyFile, UnitOfWork
from tests.ui.plan_study import make


@pytest.fixture
def file(tmp_path: Path) -> Iterator[StudyFile]:
    made = make(tmp_path / "plan.cxf")
    yield made
    made.close()


def test_the_gaps_are_sentences_that_say_what_and_where(file: StudyFile, english: Texts) -> None:
    found = file.read(lambda reader: checklist(reader, english))
    said = {gap.key: (gap.title, gap.detail) for gap in found.gaps}
    assert said["roles"] == ("Roles are not split", "Espoo, Wed 8 Oct: no lead is chosen.")
    assert said["phase"] == ("Phase After is not planned: Oulu", "Planned there: Before and During.")
    assert said["sheet"][0] == "No whole information sheet in English"
    assert said["lock"][1] == "3 written. Lock them before the first session."
    assert found.total == len(found.gaps) + len(found.ready)


def test_a_lead_closes_the_gap(file: StudyFile, english: Texts) -> None:
    gap = next(g for g in file.read(lambda r: checklist(r, english)).gaps if g.key == "roles")
    member = file.read(lambda r: next(iter(r.get(Session, _first_with_roles(r)).roles)))
    file.write(
        lambda uow: set_role(uow, session_id=gap.target, member_id=member, role="lead"), label="x"
    ).result()
    assert "roles" not in {g.key for g in file.read(lambda r: checklist(r, english)).gaps}


def _first_with_roles(reader: Reader) -> str:
    return next(s.id for s in reader.all(Session) if s.roles)


def test_the_calendar_shows_working_days_and_marks_the_day_with_a_gap(
    file: StudyFile, english: Texts
) -> None:
    found = file.read(lambda r: overview(r, english, dt.date(2025, 10, 3)))
    assert [day.number for day in found.calendar] == list(range(10))
    assert [day.place for day in found.calendar[1:4]] == ["Tampere", "Espoo", "Oulu"]
    assert [day.gap for day in found.calendar[:5]] == [False, False, True, False, False]
    assert found.calendar[1].lines[0].words == "4 sessions"


def test_quotas_count_what_is_agreed(file: StudyFile, english: Texts) -> None:
    rows = {row.name: (row.have, row.target) for row in file.read(lambda r: quota_rows(r, english))}
    assert rows["Tampere"] == (3, 3)
    assert rows["Oulu"] == (2, 3)
    assert rows["perhe"] == (3, 3)


def test_the_next_wave_comes_half_a_year_later_with_a_reminder(file: StudyFile) -> None:
    made = file.write(lambda uow: add_next_wave(uow, today=dt.date(2025, 10, 3)), label="x").result().value
    waves = sorted(file.read(lambda r: r.all(Wave)), key=lambda wave: wave.starts_on)
    assert waves[-1].id == made.id
    assert (dt.date.fromisoformat(made.starts_on) - dt.date(2026, 4, 13)).days == 182
    assert made.remind_on < made.starts_on


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("131052-308T", True),
        ("010100A123D", True),
        ("131052-308U", False),
        ("puh. 040-1234567", False),
        ("", False),
    ],
)
def test_an_identity_number_is_known_by_its_check_character(text: str, found: bool) -> None:
    assert has_identity_number(text) is found


def test_special_categories_are_warned_of(finnish: Texts) -> None:
    assert special_categories("Hän kertoi diabeteksestaan ja ammattiliitosta")[0] == "health"
    assert warning_of("Kaikki sujui hyvin", finnish) == ""


def test_dates_are_read_as_people_write_them() -> None:
    assert parse_date("7.10.2026") == parse_date("2026-10-07") == "2026-10-07"
    with pytest.raises(UserError):
        parse_date("31.2.2026")


def test_numbers_that_are_none_are_refused() -> None:
    assert whole_number(" 12 ", 0, 20) == 12
    for text in ("", "-1", "21", "x"):
        with pytest.raises(UserError):
            whole_number(text, 0, 20)


def test_a_text_of_ten_thousand_characters_is_refused_and_the_old_one_kept(file: StudyFile) -> None:
    study = file.read(lambda r: r.all(Study))[0]
    with pytest.raises(UserError, match="10000 characters"):
        file.write(
            lambda uow: plan_edit.type_label(
                uow, kind="study", record_id=study.id, field="title", language="fi", text="x" * 10_000
            ),
            label="x",
        ).result()
    assert file.read(lambda r: r.all(Study))[0].title == study.title


def test_what_is_in_use_says_where(file: StudyFile) -> None:
    site = file.read(lambda r: r.all(Site, code="TRE"))[0]
    used = {use.kind: use.count for use in file.read(lambda r: plan_edit.uses(r, "site", site.id))}
    assert used == {"session": 8, "quota": 1}


def test_a_site_in_use_is_retired_with_its_zones_and_history_keeps_it(file: StudyFile) -> None:
    site = file.read(lambda r: r.all(Site, code="TRE"))[0]
    file.write(lambda uow: plan_edit.remove(uow, kind="site", record_id=site.id), label="x").result()
    assert site.id not in {row.id for row in file.read(lambda r: r.all(Site))}
    assert file.read(lambda r: r.get(Site, site.id)).retired
    assert file.check() == []


def test_rows_move_between_two_others_also_when_their_keys_are_equal(file: StudyFile) -> None:
    codes = file.read(lambda r: r.all(Code, order_by="order_key"))
    mine = [code for code in codes if code.group_id == codes[0].group_id]

    def same(uow: UnitOfWork) -> None:
        uow.change(Code, mine[1].id, order_key="a5")
        uow.change(Code, mine[2].id, order_key="a5")

    file.write(same, label="x").result()
    file.write(
        lambda uow: plan_edit.move(
            uow, kind="code", record_id=mine[0].id, before=mine[1].id, after=mine[2].id
        ),
        label="x",
    ).result()
    after = [
        c.id for c in file.read(lambda r: r.all(Code, order_by="order_key")) if c.group_id == mine[0].group_id
    ]
    assert after.index(mine[1].id) < after.index(mine[0].id) < after.index(mine[2].id)


@pytest.mark.parametrize(
    ("kind", "field"), [("team_member", "code"), ("team_member", "prefix"), ("site", "code")]
)
def test_what_tells_colleagues_and_sites_apart_is_nobody_elses(
    file: StudyFile, kind: str, field: str
) -> None:
    cls = kinds()[kind].cls
    first, second = file.read(lambda r: r.all(cls))[:2]
    taken, kept = getattr(first, field), getattr(second, field)

    def write(text: str) -> None:
        file.write(
            lambda uow: type_text(uow, kind=kind, record_id=second.id, field=field, text=text), label="x"
        ).result()

    for twin in (taken, taken.lower(), f" {taken} "):
        with pytest.raises(UserError, match=f"{twin.strip()} belongs to another already"):
            write(twin)
    assert getattr(file.read(lambda r: r.get(cls, second.id)), field) == kept
    write(kept.lower())  # one's own may be written anew
    write("")
    write("")  # nobody's is nobody's twin


def test_two_codes_never_have_the_same_name(file: StudyFile) -> None:
    first, second = file.read(lambda r: r.all(Code, order_by="order_key"))[:2]

    def write(language: str, text: str) -> None:
        values = {"kind": "code", "record_id": second.id, "field": "name", "language": language}
        file.write(lambda uow: plan_edit.type_label(uow, **values, text=text), label="x").result()

    for twin in (first.name["fi"], f" {first.name['fi'].upper()}"):
        with pytest.raises(UserError, match="belongs to another already"):
            write("fi", twin)
    assert file.read(lambda r: r.get(Code, second.id)).name == second.name
    write("fi", first.name["fi"] + " taas")
    write("sv", first.name["fi"])  # the same letters may be another word elsewhere
