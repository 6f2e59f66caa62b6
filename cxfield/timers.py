# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The timers of the machine: one goes on while it sleeps, one stands still; each system has its own."""

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Nanoseconds from an arbitrary start.
Tell = Callable[[], int]


@dataclass(frozen=True, slots=True)
class Timers:
    """`through` counts the time asleep, `awake` does not; None where the system has no such clock."""

    through: Tell
    awake: Tell | None


def timers(platform: str = sys.platform, *, clocks: Any = time, kernel: Any = None) -> Timers:
    """The timers of a system; `clocks` and `kernel` are the machine's unless a test brings its own."""
    if platform == "win32":
        return _windows(clocks, kernel)
    # Darwin's raw monotonic clock goes on in sleep, its raw uptime does not; Linux calls them so:
    names = (
        ("CLOCK_MONOTONIC_RAW", "CLOCK_UPTIME_RAW")
        if platform == "darwin"
        else ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC")
    )
    through, awake = (getattr(clocks, name, None) for name in names)
    if through is None or awake is None:
        return Timers(clocks.monotonic_ns, None)
    return Timers(lambda: int(clocks.clock_gettime_ns(through)), lambda: int(clocks.clock_gettime_ns(awake)))


def _windows(clocks: Any, kernel: Any) -> Timers:
    """The interrupt time, precise to a tenth of a microsecond, and the same without sleep."""
    import ctypes

    try:
        kernel = kernel or getattr(ctypes, "WinDLL")("kernelbase")  # noqa: B009  (there is none elsewhere)
        ways = kernel.QueryInterruptTimePrecise, kernel.QueryUnbiasedInterruptTimePrecise
    except (AttributeError, OSError):
        return Timers(clocks.monotonic_ns, None)

    def tell(ask: Any) -> Tell:
        def now() -> int:
            value = ctypes.c_ulonglong()
            ask(ctypes.byref(value))
            return int(value.value) * 100

        return now

    return Timers(tell(ways[0]), tell(ways[1]))


def boot_id(platform: str = sys.platform, *, clocks: Any = time) -> str:
    """What tells this start of the machine from others, whatever the wall clock says."""
    with suppress(ImportError, OSError, ValueError):
        if platform == "win32":
            return f"windows-{_boots_of_windows()}"
        if platform == "darwin":
            return _session_of_darwin()
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    # Nothing tells: the time it started is near enough.
    return f"boot-{round((clocks.time() - clocks.monotonic()) / 10)}"


def _boots_of_windows() -> int:
    registry: Any = __import__("winreg")
    place = r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters"
    with registry.OpenKey(registry.HKEY_LOCAL_MACHINE, place) as key:
        return int(registry.QueryValueEx(key, "BootId")[0])


def _session_of_darwin() -> str:
    import ctypes

    system = ctypes.CDLL(None)
    words = ctypes.create_string_buffer(64)
    size = ctypes.c_size_t(len(words))
    if system.sysctlbyname(b"kern.bootsessionuuid", words, ctypes.byref(size), None, 0):
        raise OSError
    return words.value.decode("ascii")
