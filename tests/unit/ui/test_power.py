# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the power is read and the machine kept awake on each system, without touching this one."""

from pathlib import Path
from typing import Any

import pytest

from ui import awake as awake_module
from ui.awake import Awake
from ui.power import of_pmset, of_supplies


def _supply(folder: Path, name: str, **values: str) -> None:
    place = folder / name
    place.mkdir()
    for key, value in values.items():
        (place / key).write_text(value + "\n", "utf-8")


def test_a_battery_that_discharges_is_read(tmp_path: Path) -> None:
    _supply(tmp_path, "AC", type="Mains", online="0")
    _supply(tmp_path, "BAT0", type="Battery", status="Discharging", capacity="34")
    _supply(tmp_path, "BAT1", type="Battery", status="Unknown", capacity="10")
    _supply(tmp_path, "mouse", type="Battery", scope="Device", status="Discharging", capacity="5")
    assert of_supplies(tmp_path) == 22


@pytest.mark.parametrize("status", ["Charging", "Full", "Not charging"])
def test_a_battery_that_charges_says_nothing(tmp_path: Path, status: str) -> None:
    _supply(tmp_path, "BAT0", type="Battery", status=status, capacity="9")
    assert of_supplies(tmp_path) is None


def test_a_machine_without_a_battery_says_nothing(tmp_path: Path) -> None:
    assert of_supplies(tmp_path) is None
    assert of_supplies(tmp_path / "none") is None
    _supply(tmp_path, "BAT0", type="Battery", status="Discharging", capacity="?")
    assert of_supplies(tmp_path) is None


def test_the_words_of_macos_are_read() -> None:
    on_battery = (
        "Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1)\t17%; discharging; 1:02 remaining"
    )
    assert of_pmset(on_battery) == 17
    assert of_pmset(on_battery.replace("Battery Power", "AC Power")) is None
    assert of_pmset("") is None


class _Screen:
    def __init__(self) -> None:
        self.held = False

    def hold(self, _why: str) -> bool:
        self.held = True
        return True

    def release(self) -> None:
        self.held = False


class _Helper:
    stdin = None

    def __init__(self) -> None:
        self.ended = False

    def terminate(self) -> None:
        self.ended = True

    def wait(self, _seconds: float) -> None:
        assert self.ended


def test_linux_asks_the_screen_saver_and_holds_the_machine_once() -> None:
    screen, helper, commands = _Screen(), _Helper(), []

    def start(command: list[str]) -> Any:
        commands.append(command)
        return helper

    one = Awake(platform="linux", start=start, find=lambda name: f"/usr/bin/{name}", bus=lambda: screen)
    one.hold()
    one.hold()
    assert one.how == ("screensaver", "systemd-inhibit")
    assert len(commands) == 1
    assert screen.held
    one.release()
    one.release()
    assert not screen.held
    assert helper.ended
    assert len(one.how) == 0


def test_macos_has_a_helper_that_ends_with_this_program() -> None:
    commands: list[list[str]] = []

    def start(command: list[str]) -> Any:
        commands.append(command)
        return _Helper()

    one = Awake(platform="darwin", start=start)
    one.hold()
    assert commands[0][:3] == ["/usr/bin/caffeinate", "-d", "-i"]
    one.release()


def test_windows_is_told_and_told_back(monkeypatch: pytest.MonkeyPatch) -> None:
    flags: list[int] = []

    def windows(value: int) -> bool:
        flags.append(value)
        return True

    monkeypatch.setattr(awake_module, "_windows", windows)
    one = Awake(platform="win32")
    one.hold()
    one.release()
    assert flags == [0x80000003, 0x80000000]


def test_a_system_without_any_way_is_no_fault() -> None:
    def refuse(_command: list[str]) -> Any:
        raise OSError

    one = Awake(platform="linux", start=refuse, find=lambda _name: None, bus=lambda: None)
    one.hold()
    assert one.how == ()
    one = Awake(platform="darwin", start=refuse)
    one.hold()
    assert one.how == ()
    one.release()
