# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much power the device has left; each system is asked in its own way, none needs a library."""

import ctypes
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

#: Where Linux tells of batteries.
SUPPLIES = Path("/sys/class/power_supply")
_UNKNOWN = 255
_WAIT_S = 5
Read = Callable[[], int | None]


def battery() -> int | None:
    """Per cent left while the device runs on its battery; None when it charges, has none or tells nothing."""
    if sys.platform == "win32":
        return _windows()
    if sys.platform == "darwin":
        return of_pmset(_pmset())
    return of_supplies(SUPPLIES)


def of_supplies(folder: Path) -> int | None:
    """Per cent left by the files of Linux: the mean of all batteries of the machine itself that discharge."""
    left: list[int] = []
    with suppress(OSError):
        for supply in sorted(folder.iterdir()):
            if _word(supply / "type") != "battery" or _word(supply / "scope") == "device":
                continue  # the mains, or the battery of a mouse
            if _word(supply / "status") in ("charging", "full", "not charging"):
                return None
            with suppress(ValueError):
                left.append(int(_word(supply / "capacity")))
    return round(sum(left) / len(left)) if left else None


def of_pmset(words: str) -> int | None:
    """Per cent left by what macOS says."""
    if "Battery Power" not in words:
        return None
    found = re.search(r"(\d{1,3})%", words)
    return int(found[1]) if found else None


def _word(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip().casefold()
    except OSError:
        return ""


def _pmset() -> str:
    try:
        done = subprocess.run(
            ["/usr/bin/pmset", "-g", "batt"], capture_output=True, text=True, timeout=_WAIT_S, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout


class _SystemPower(ctypes.Structure):
    """SYSTEM_POWER_STATUS of Windows."""

    _fields_ = (
        ("line", ctypes.c_ubyte),
        ("flag", ctypes.c_ubyte),
        ("percent", ctypes.c_ubyte),
        ("saver", ctypes.c_ubyte),
        ("lasts", ctypes.c_ulong),
        ("full", ctypes.c_ulong),
    )


def _windows() -> int | None:
    status = _SystemPower()
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  (there is none elsewhere)
    if not kernel.GetSystemPowerStatus(ctypes.byref(status)):
        return None
    return None if status.line == 1 or status.percent == _UNKNOWN else int(status.percent)
