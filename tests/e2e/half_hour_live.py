# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Half an hour at real speed: a real window, synthetic keys and taps by a list of times, killed twice.

    python -m tests.e2e.half_hour_live             the whole half hour, two coders at once on two screens
    python -m tests.e2e.half_hour_live --minutes 8 the same in eight minutes: six shoppers, killed twice
    ... --realtime                                 list and screen before other work, on a busy machine
    ... --freeze 3                                 the window stands still for 3 s again and again

Prints for each coder how late the presses were made, and how far the times in the file are from the presses;
ends with 1 beyond 20 ms.
"""

import argparse
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from cxfield.model.session import Session
from cxfield.storage import StudyFile
from tests.e2e.driver import Window, screen, until
from tests.e2e.half_hour import Differences, Kept, Step, differences, half_hour
from tests.ui.observe_room import make

_WITHIN_MS = 20
#: After so many steps the window stands still once, if it is to.
_FREEZE_EVERY = 7
_KEYS = {"follow": "F9", "-": "minus", " ": "space"}


class Keyboard:
    """Keys and taps through the X server's own test extension: a press takes microseconds, not a process."""

    def __init__(self, display: str) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._test = ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XStringToKeysym.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))
        #: Between which moments (ms of the machine's timer) the last press was made.
        self.pressed = (0.0, 0.0)

    def key(self, name: str, held: str = "") -> None:
        """Press and let go."""
        codes = [self._code(one) for one in (held, name) if one]
        before = _now_ms()
        for code in codes:
            self._test.XTestFakeKeyEvent(self._display, code, 1, 0)
        for code in reversed(codes):
            self._test.XTestFakeKeyEvent(self._display, code, 0, 0)
        self._sent(before)

    def tap(self, x: int, y: int) -> None:
        """Move there, press and let go."""
        before = _now_ms()
        self._test.XTestFakeMotionEvent(self._display, -1, x, y, 0)
        for down in (1, 0):
            self._test.XTestFakeButtonEvent(self._display, 1, down, 0)
        self._sent(before)

    def _sent(self, before: float) -> None:
        # The server has pressed when it answers; a machine that stood still in between did so at either end.
        self._x.XSync(self._display, 0)
        self.pressed = (before, _now_ms())

    def _code(self, name: str) -> int:
        sym = self._x.XStringToKeysym(name.encode())
        return int(self._x.XKeysymToKeycode(self._display, ctypes.c_ulong(sym)))


def first(*, real: bool) -> None:
    """Let this thread and what it starts run before other work, or no longer."""
    policy = os.SCHED_FIFO if real else os.SCHED_OTHER
    os.sched_setscheduler(0, policy, os.sched_param(10 if real else 0))


class Coder:
    """One pair of eyes: a screen, a window on a study of its own, a list."""

    def __init__(
        self,
        window: Window,
        keyboard: Keyboard,
        taps: dict[str, tuple[int, int]],
        *,
        real: bool,
        freeze: float,
    ) -> None:
        self._window, self._keyboard, self._taps = window, keyboard, taps
        self._real, self._freeze = real, freeze
        self.late_ms = 0.0
        #: Between which times each press of the list was made in truth, by its time in the list.
        self.made: dict[int, tuple[int, int]] = {}

    def run(self, steps: tuple[Step, ...], zero_ms: int) -> None:
        """Do every step at its time after zero, a moment of the machine's timer that nobody sets."""
        for number, step in enumerate(steps):
            if self._freeze and number % _FREEZE_EVERY == 0:
                threading.Thread(target=self._stand_still, args=(self._window.process,)).start()
            self._wait(zero_ms + step.t - (200 if step.kind == "note" else 0))
            self._do(step, zero_ms)

    def _stand_still(self, program: "subprocess.Popen[bytes]") -> None:
        program.send_signal(signal.SIGSTOP)
        time.sleep(self._freeze)
        program.send_signal(signal.SIGCONT)

    def _wait(self, at_ms: float) -> None:
        while (left := at_ms - _now_ms()) > 0:
            time.sleep((left - 2) / 1000 if left > 4 else 0)
        self.late_ms = max(self.late_ms, -left)

    def _do(self, step: Step, zero: int) -> None:
        board = self._keyboard
        if step.kind == "kill":
            self._window.kill()
            if self._real:
                first(real=False)
            self._window.open()
            if self._real:
                first(real=True)
        elif step.kind == "tap":
            board.tap(*self._taps[step.value])
            self._note_made(step, zero)
        elif step.kind == "shopper":
            board.key(f"F{step.value}")
        elif step.kind == "place":
            board.key(step.value, held="Shift_L")
        elif step.kind == "note":
            board.key("space")
            self._wait(zero + step.t)
            for place, sign in enumerate(step.value):
                board.key(_KEYS.get(sign, sign))
                if not place:
                    self._note_made(step, zero)
                time.sleep(0.03)
            board.key("Return")
            time.sleep(0.2)
            board.key("Escape")
        else:
            board.key(_KEYS.get(step.kind, _KEYS.get(step.value, step.value.lower())))
            self._note_made(step, zero)

    def _note_made(self, step: Step, zero: int) -> None:
        before, after = self._keyboard.pressed
        self.made[step.t] = (int(before - zero), int(after - zero) + 1)


def _now_ms() -> float:
    return time.clock_gettime(time.CLOCK_BOOTTIME) * 1000


def as_made(kept: tuple[Kept, ...], made: dict[int, tuple[int, int]]) -> tuple[Kept, ...]:
    """What must come back, at the times at which the presses were made: a busy machine makes them late."""

    def when(t: int) -> tuple[int, int]:
        return made.get(t, (t, t))

    ends = ((one, None if one.end is None else when(one.end)) for one in kept)
    return tuple(
        replace(
            one,
            t=when(one.t)[0],
            end=None if end is None else end[0],
            slack_ms=when(one.t)[1] - when(one.t)[0],
            end_slack_ms=0 if end is None else end[1] - end[0],
        )
        for one, end in ends
    )


def tiles(study: Path, display: str) -> dict[str, tuple[int, int]]:
    """Where the tiles stand on a screen, told by a window of the same size on a copy of the study."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(study, Path(folder) / "where.cxf"))
        done = subprocess.run(
            [sys.executable, "-m", "tests.e2e.where_tiles", str(copy)],
            check=True, capture_output=True, text=True, timeout=90,
            env={
                **os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "CXFIELD_HOME": folder,
                "XDG_SESSION_TYPE": "x11",
            },
        )  # fmt: skip
    found = (line.split() for line in done.stdout.splitlines() if line.startswith("TILE "))
    return {letter: (int(x), int(y)) for _, letter, x, y in found}


def coded(folder: Path, coder: int, minutes: int, *, real: bool, freeze: float) -> Differences:
    """Let one coder work; returns how the file differs from the list."""
    if real:
        first(real=True)
    study = make(folder / f"coder{coder}.cxf")
    steps, kept = half_hour(coder, minutes)
    home = folder / f"home{coder}"
    with screen() as display, Window(study, home, display, language="en") as window:
        if real:
            first(real=False)
        taps = tiles(study, display)
        window.open()
        keyboard = Keyboard(display)
        keyboard.key("3", held="Control_L")
        time.sleep(1.5)
        keyboard.key("Return")
        session = until(lambda: _running(study), lambda: "the session to start")
        time.sleep(0.5)
        keyboard.key("Escape")
        if real:
            first(real=True)
        worker = Coder(window, keyboard, taps, real=real, freeze=freeze)
        worker.run(steps, session[1])
        time.sleep(3)
        window.kill()
        unsure = max((after - before for before, after in worker.made.values()), default=0)
        print(
            f"coder {coder}: presses were made at most {worker.late_ms:.1f} ms late, known to {unsure} ms",
            flush=True,
        )
        if window.complaints:
            print(window.complaints)
    file = StudyFile.open(study)
    try:
        return differences(file, session[0], as_made(kept, worker.made), _WITHIN_MS)
    finally:
        file.close()


def _running(study: Path) -> tuple[str, int] | None:
    file = StudyFile.open(study, read_only=True)
    try:
        rows = file.read(lambda r: r.all(Session, state="running"))
        return (rows[0].id, int(rows[0].clock[0]["mono"])) if rows and rows[0].clock else None
    finally:
        file.close()


def main(arguments: list[str] | None = None) -> int:
    """Two coders at once; prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=30)
    parser.add_argument("--coders", type=int, default=2)
    parser.add_argument("--realtime", action="store_true")
    parser.add_argument("--freeze", type=float, default=0.0)
    chosen = parser.parse_args(arguments)
    # Each in a process of its own: in one, a coder whose window opens holds up the presses of the other.
    coders = range(1, chosen.coders + 1)
    with (
        tempfile.TemporaryDirectory(prefix="cxfield-half-hour-") as folder,
        ProcessPoolExecutor(chosen.coders) as hands,
    ):
        work = [
            hands.submit(coded, Path(folder), n, chosen.minutes, real=chosen.realtime, freeze=chosen.freeze)
            for n in coders
        ]
        found = dict(zip(coders, (one.result() for one in work), strict=True))
    good = True
    for coder, one in sorted(found.items()):
        print(
            f"coder {coder}: {one.entries} entries, {len(one.missing)} missing, {len(one.strange)} strange, "
            f"times within {one.worst_ms} ms of the presses, durations within {one.worst_length_ms} ms"
        )
        for words in (*one.missing, *one.strange, *one.worst):
            print("  ", words)
        good &= not one.missing and not one.strange and one.worst_ms <= _WITHIN_MS
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
