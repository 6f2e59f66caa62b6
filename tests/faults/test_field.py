# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens to a device in the field: power goes, a stick is pulled, clocks jump, the lid is closed."""

import random
import shutil
import time
from pathlib import Path

import pytest

from cxfield.clock import ManualClock, Stamp, SystemClock
from cxfield.errors import UserError
from cxfield.model.capture import Entry
from cxfield.model.session import Session
from cxfield.model.study import Study
from cxfield.services import observation as obs
from cxfield.services.observation_shapes import Inherited, Start
from cxfield.services.quickline import Line
from cxfield.storage import StudyFile, UnitOfWork
from tests.storage.conftest import Desk, make_desk

NOON = 1_791_200_000_000
MINUTE = 60_000


def _snapshot(path: Path, folder: Path) -> Path:
    """The disk as it is at this moment: the file and its log, as after a power cut."""
    folder.mkdir()
    for tail in ("", "-wal"):
        part = path.with_name(path.name + tail)
        if part.exists():
            shutil.copy(part, folder / part.name)
    return folder / path.name


def _texts(path: Path) -> list[str]:
    study = StudyFile.open(path)
    try:
        assert study.check() == []
        return sorted(entry.text for entry in study.read(lambda r: r.all(Entry)))
    finally:
        study.close()


@pytest.mark.parametrize("pages", [0, 400])
def test_a_power_cut_in_the_middle_of_a_write_leaves_what_was_acknowledged(
    tmp_path: Path, pages: int
) -> None:
    desk = make_desk(tmp_path / "a.cxf")
    kept = sorted(desk.text(desk.log(f"ennen {n}")) or "" for n in range(20))
    cuts: list[Path] = []

    def half(uow: UnitOfWork) -> None:
        uow.add(Entry(session_id=desk.session_id, text="kesken " + "x" * pages * 4096))
        cuts.append(_snapshot(desk.study.path, tmp_path / "cut"))

    desk.do(half)
    assert _texts(cuts[0]) == kept
    desk.study.close()


def test_a_log_torn_anywhere_behind_the_last_acknowledged_entry_opens_clean(tmp_path: Path) -> None:
    rng = random.Random(3)
    desk = make_desk(tmp_path / "a.cxf")
    kept = sorted(desk.text(desk.log(f"ennen {n}")) or "" for n in range(5))
    cuts: list[tuple[Path, int]] = []

    def half(uow: UnitOfWork) -> None:
        safe = desk.study.path.with_name("a.cxf-wal").stat().st_size
        # More than the cache holds, so that some of it reaches the log before it is committed.
        uow.add(Entry(session_id=desk.session_id, text="kesken " + "x" * 4_000_000))
        cuts.extend((_snapshot(desk.study.path, tmp_path / f"torn{n}"), safe) for n in range(6))

    desk.do(half)
    for cut, safe in cuts:
        wal = cut.with_name(cut.name + "-wal")
        size = wal.stat().st_size
        assert size > safe
        with wal.open("r+b") as stream:
            end = rng.randrange(safe, size)
            stream.seek(end)
            stream.write(rng.randbytes(min(512, size - end)))
            stream.truncate(end + rng.randrange(512))
        assert _texts(cut) == kept
    desk.study.close()


def _pulled(desk: Desk) -> Path:
    """The folder of the study is gone, as when a stick is pulled out."""
    folder = desk.study.path.parent
    away = folder.with_name("elsewhere")
    folder.rename(away)
    return away


def test_a_stick_that_is_pulled_out_is_said_at_once_and_writing_goes_on_when_it_is_back(
    tmp_path: Path,
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    desk = make_desk(stick / "a.cxf")
    before = desk.log("ennen")
    away = _pulled(desk)
    for _ in range(3):
        with pytest.raises(UserError, match=r"a\.cxf"):
            desk.log("tikku irti")
    away.rename(stick)
    after = desk.log("tikku takaisin")
    assert desk.study.check() == []
    desk.study.close()
    study = StudyFile.open(stick / "a.cxf")
    assert [e.text for e in study.read(lambda r: r.all(Entry))] == ["ennen", "tikku takaisin"]
    assert study.read(lambda r: (r.get(Entry, before).text, r.get(Entry, after).text))[1] == "tikku takaisin"
    study.close()


@pytest.fixture
def field(tmp_path: Path) -> tuple[StudyFile, ManualClock, str]:
    clock = ManualClock(NOON)
    file = StudyFile.create(tmp_path / "a.cxf", clock=clock)
    file.write(lambda uow: uow.add(Study(title={"en": "Field"})), label="x").result(10)
    made = file.write(
        lambda uow: obs.start_session(uow, start=Start(), stamp=clock.stamp()), label="x"
    ).result(10)
    return file, clock, made.value.id


def _note(file: StudyFile, session: str, stamp: Stamp, text: str) -> int:
    line = Line(text=text)
    verb = file.write(
        lambda uow: obs.log_note(uow, inherited=Inherited(session), line=line, stamp=stamp), label="x"
    )
    return int(verb.result(10).value.t_ms)


def test_a_clock_that_is_set_back_or_forth_moves_no_entry(
    field: tuple[StudyFile, ManualClock, str],
) -> None:
    file, clock, session = field
    times = []
    for jump in (0, -3_600_000, 7_200_000, -86_400_000):
        clock.advance(MINUTE)
        clock.set_utc(clock.utc_ms + jump)
        times.append(_note(file, session, clock.stamp(), "x"))
    assert times == [MINUTE, 2 * MINUTE, 3 * MINUTE, 4 * MINUTE]
    ended = file.write(
        lambda uow: obs.stop_session(uow, session_id=session, stamp=clock.stamp()), label="x"
    ).result(10)
    assert ended.value.length_ms == 4 * MINUTE
    file.close()


def test_sleep_is_a_break_and_the_session_goes_on_after_it(
    field: tuple[StudyFile, ManualClock, str],
) -> None:
    file, clock, session = field
    clock.advance(MINUTE)
    _note(file, session, clock.stamp(), "ennen unta")
    clock.advance(90 * MINUTE)
    stamp = clock.stamp()
    file.write(
        lambda uow: obs.recover(uow, session_id=session, stamp=stamp, last_t=MINUTE), label="x"
    ).result(10)
    file.write(lambda uow: obs.resume(uow, session_id=session, stamp=stamp), label="x").result(10)
    clock.advance(MINUTE)
    assert _note(file, session, clock.stamp(), "unen jälkeen") == 92 * MINUTE
    assert file.read(lambda r: r.get(Session, session)).pauses == [[MINUTE, 91 * MINUTE]]
    file.close()


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="only Linux tells the two clocks apart")
def test_the_machines_clock_counts_the_time_asleep() -> None:
    before = time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
    stamp = SystemClock().stamp()
    after = time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
    assert before <= stamp.mono_ms <= after
