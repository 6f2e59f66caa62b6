# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""As a team: three copies of a kit logged apart, with conflicts, an erasure and a wrong clock, are pooled."""

from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import pytest

from cxfield.clock import ManualClock
from cxfield.errors import UserError
from cxfield.i18n import Texts
from cxfield.ids import Ids
from cxfield.model.capture import Entry
from cxfield.model.people import Participant, PersonKey
from cxfield.model.session import Session
from cxfield.model.study import Site, Study
from cxfield.services import debrief_disputes as disputes
from cxfield.services import kit, pooling
from cxfield.storage import StudyFile, check
from cxfield.storage.entry import COLUMNS
from tests.ui.plan_study import make, make_another

HOUR = 3_600_000
START = 1_760_352_000_000


def dump_of(file: StudyFile) -> tuple[object, object]:
    """Everything shared in a file: rows and journal."""
    query = f"SELECT {', '.join(COLUMNS)} FROM journal ORDER BY writer, seq"
    return file.read(
        lambda r: (check.rows_of(r.connection), [tuple(x) for x in r.connection.exec_driver_sql(query)])
    )


@dataclass(frozen=True)
class Team:
    """The kit, and what three laptops made of it."""

    kit: Path
    folder: Path
    packages: list[Path]

    def open(self, path: Path) -> StudyFile:
        """A fresh copy of the study from the kit."""
        return kit.open_kit(self.kit, path, author="H1")

    def sources(self) -> list[pooling.Source]:
        """The three packages, looked over."""
        found, error = pooling.look_into_all(self.packages, "kolme sanaa")
        assert error is None
        return found


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    folder = tmp_path_factory.mktemp("team")
    file = make(folder / "plan.cxf")
    kit.make_kit(file, folder / "kit.cxpack")
    file.close()
    return Team(folder / "kit.cxpack", folder, log_apart(folder / "kit.cxpack", folder))


def differ(file: StudyFile, entry: str, who: str) -> None:
    """Change what others change too."""
    file.write(lambda uow: uow.change(Entry, entry, text=f"H{who}:n", how=who), label="").result(9)


def log_apart(kit_path: Path, folder: Path) -> list[Path]:
    """Three laptops: the second one's clock is an hour fast; each gives a package."""
    packages = []
    shared: dict[str, str] = {}
    for number, name in enumerate(("H1", "H2", "H3")):
        clock = ManualClock(START + (HOUR if name == "H2" else 0))
        file = kit.open_kit(kit_path, folder / f"{name}.cxf", author=name, clock=clock, ids=Ids(clock))
        if number:  # H1 gave what all share before the others began
            source = pooling.look_into(folder / "first.cxpack")
            file.write(lambda uow, s=source: pooling.pool_files(uow, sources=[s]), label="").result(30)

        def log(uow, name=name):  # type: ignore[no-untyped-def]
            site = uow.all(Site)[0]
            session = uow.add(Session(study_id=uow.all(Study)[0].id, site_id=site.id, started_at=START))
            for at in range(10):
                uow.add(Entry(session_id=session.id, t_ms=at * 1000, text=f"{name} {at}"))
            return session.id

        session = file.write(log, label="").result(30).value
        if not number:

            def more(uow, session=session):  # type: ignore[no-untyped-def]
                entry = uow.add(Entry(session_id=session, text="yhteinen", how="?"))
                person = uow.add(Participant(code="P01", gender="SALA"))
                uow.add(PersonKey(participant_id=person.id, name="SALA NIMI"))
                return {"entry": entry.id, "person": person.id}

            shared = file.write(more, label="").result(30).value
            pooling.export_package(file, folder / "first.cxpack", passphrase=None)
            differ(file, shared["entry"], "1")
        elif name == "H2":
            differ(file, shared["entry"], "2")
        else:
            person = shared["person"]
            file.write(lambda uow, person=person: uow.erase_person(person, "pyynnöstä"), label="").result(9)
        packages.append(folder / f"{name}.cxpack")
        pooling.export_package(file, packages[-1], passphrase="kolme sanaa", author=name)
        file.close()
    return packages


def test_three_laptops_pooled_in_all_six_orders_give_the_same_contents(team: Team, tmp_path: Path) -> None:
    results = []
    for number, order in enumerate(permutations(team.sources())):
        file = team.open(tmp_path / f"pool{number}.cxf")
        for source in order:
            file.write(lambda uow, s=source: pooling.pool_files(uow, sources=[s]), label="Pool").result(30)
        assert file.check() == []
        results.append(dump_of(file))
        view = file.read(lambda r: disputes.disputes_view(r, Texts("fi")))
        assert sorted(one.field for one in view.changes) == ["how", "text"]
        assert {version.words for version in view.changes[0].versions} in ({"1", "2"}, {"H1:n", "H2:n"})
        assert view.waiting == ()
        file.close()
        assert b"SALA" not in (tmp_path / f"pool{number}.cxf").read_bytes()
    assert all(result == results[0] for result in results)


def test_the_preview_says_what_the_pooling_then_brings(team: Team, tmp_path: Path) -> None:
    file = team.open(tmp_path / "pool.cxf")
    one, two, three = team.sources()
    before = dump_of(file)
    told = pooling.preview_of(file, [one, two, three])
    assert dump_of(file) == before
    assert told.made["entry"] == 31
    assert told.parts[0].authors[0] == "H1"
    came = file.write(lambda uow: pooling.pool_files(uow, sources=[one]), label="Pool").result(30).value
    again = pooling.preview_of(file, [one])
    assert (again.new, again.parts[0].known) == (0, one.count)
    second = pooling.preview_of(file, [two])
    assert {clash.field for clash in second.clashes} == {"text", "how"}
    third = pooling.preview_of(file, [three])
    assert third.erased == 1
    assert came.waiting == {}
    file.close()


def test_a_choice_settles_a_field_and_the_reason_is_kept(team: Team, tmp_path: Path) -> None:
    file = team.open(tmp_path / "pool.cxf")
    sources = team.sources()
    file.write(lambda uow: pooling.pool_files(uow, sources=sources), label="Pool").result(30)
    for one in file.read(lambda r: disputes.disputes_view(r, Texts("fi"))).changes:
        wanted = next(v.value for v in one.versions if v.author == "H1")
        file.write(
            lambda uow, one=one, wanted=wanted: disputes.settle_change(
                uow,
                kind=one.kind,
                record=one.record,
                field=one.field,
                value=wanted,
                reason="H1 oli lähempänä",
            ),
            label="Settle",
        ).result(9)
    assert file.read(lambda r: disputes.disputes_view(r, Texts("fi"))).changes == ()
    assert file.check() == []
    file.close()


def test_a_whole_study_file_pools_like_a_package(team: Team, tmp_path: Path) -> None:
    file = team.open(tmp_path / "pool.cxf")
    source = pooling.look_into(team.folder / "H2.cxf")
    assert (source.about["kind"], source.about["author"]) == ("study", "H2")
    assert (
        file.write(lambda uow: pooling.pool_files(uow, sources=[source]), label="P").result(9).value.new > 10
    )
    with pytest.raises(UserError, match="is the study that is open here"):
        pooling.preview_of(file, [pooling.look_into(tmp_path / "pool.cxf")])
    file.close()


def test_a_package_keeps_the_code_key_at_home(team: Team, tmp_path: Path) -> None:
    source = pooling.look_into(team.folder / "first.cxpack")
    assert not [row for row in source.rows() if row[9] == "person_key"]
    assert b"SALA NIMI" not in (team.folder / "first.cxpack").read_bytes()


def test_the_file_of_another_study_is_refused(team: Team, tmp_path: Path) -> None:
    other = make_another(tmp_path / "other.cxf")
    pooling.export_package(other, tmp_path / "other.cxpack", passphrase=None)
    other.close()
    file = StudyFile.create(tmp_path / "mine.cxf", author="H1")
    file.write(lambda uow: uow.add(Study(title={"fi": "Oma"})), label="").result(9)
    source = pooling.look_into(tmp_path / "other.cxpack")
    with pytest.raises(UserError, match="another study"):
        pooling.preview_of(file, [source])
    file.close()


def test_two_people_with_one_code_are_shown_and_told_apart(team: Team, tmp_path: Path) -> None:
    file = team.open(tmp_path / "pool.cxf")
    one = file.write(lambda uow: uow.add(Participant(code="P09", age_band="30–39")), label="").result(9).value
    file.write(lambda uow: uow.add(Participant(code="P09", age_band="60–69")), label="").result(9)
    view = file.read(lambda r: disputes.disputes_view(r, Texts("fi")))
    assert {twin.words for twin in view.twins} == {"30–39", "60–69"}
    with pytest.raises(UserError, match="taken"):
        file.write(lambda uow: disputes.tell_apart(uow, participant_id=one.id, code="P09"), label="").result(
            9
        )
    file.write(lambda uow: disputes.tell_apart(uow, participant_id=one.id, code="P09b"), label="").result(9)
    assert file.read(lambda r: disputes.disputes_view(r, Texts("fi"))).twins == ()
    file.close()


def test_files_are_opened_up_to_the_first_that_does_not_open(team: Team, tmp_path: Path) -> None:
    cut, steps = tmp_path / "cut.cxpack", list[tuple[int, int]]()
    cut.write_bytes(team.packages[1].read_bytes()[:-100])
    paths = [team.packages[0], cut, team.packages[2]]
    found, error = pooling.look_into_all(paths, "kolme sanaa", lambda *at: steps.append(at))
    assert [source.path for source in found] == paths[:1]
    assert error is not None
    assert "cut.cxpack" in str(error.say(Texts("en")))
    assert steps == [(1, 3)]
    found, error = pooling.look_into_all([team.folder / "first.cxpack", team.packages[0]])
    assert len(found) == 1, "without a passphrase only what is not locked"
    assert error is not None
