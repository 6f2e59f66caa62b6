# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps the machine and its screen awake while something is captured, in each system's own way."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

_WHY = "fieldwork is being logged"
_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x00000001, 0x00000002
Start = Callable[[list[str]], Any]


class Awake:
    """`hold()` keeps awake until `release()`; both may be called again and again. `how` tells by what."""

    def __init__(
        self,
        *,
        platform: str = sys.platform,
        start: Start | None = None,
        find: Callable[[str], str | None] = shutil.which,
        bus: Callable[[], Any] | None = None,
    ) -> None:
        self._platform = platform
        self._start = start or _start
        self._find = find
        self._bus = bus or _screen_saver
        self._helper: Any = None
        self._screen: Any = None
        self.how: tuple[str, ...] = ()

    def hold(self) -> None:
        """Keep awake."""
        if self.how:
            return
        if self._platform == "win32":
            self.how = ("windows",) if _windows(_CONTINUOUS | _SYSTEM | _DISPLAY) else ()
        elif self._platform == "darwin":
            # It ends by itself when this process does.
            self._help(["/usr/bin/caffeinate", "-d", "-i", "-w", str(os.getpid())])
        else:
            self._screen = self._bus()
            if self._screen is not None and self._screen.hold(_WHY):
                self.how = ("screensaver",)
            found = self._find("systemd-inhibit")
            if found:
                # `cat` ends when our end of its input closes, also when this process is killed.
                self._help([found, "--what=idle:sleep", "--who=CXField", f"--why={_WHY}", "cat"])

    def release(self) -> None:
        """Let the machine sleep again."""
        if "windows" in self.how:
            _windows(_CONTINUOUS)
        if self._screen is not None:
            self._screen.release()
        helper, self._helper, self._screen, self.how = self._helper, None, None, ()
        if helper is not None:
            with suppress(OSError):
                if helper.stdin is not None:
                    helper.stdin.close()
                helper.terminate()
            with suppress(OSError, subprocess.SubprocessError):
                helper.wait(1)

    def _help(self, command: list[str]) -> None:
        with suppress(OSError):
            self._helper = self._start(command)
            self.how = (*self.how, command[0].rpartition("/")[2])


def _start(command: list[str]) -> Any:
    return subprocess.Popen(  # noqa: S603  (our own command, no shell)
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _windows(flags: int) -> bool:
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  (there is none elsewhere)
    return bool(kernel.SetThreadExecutionState(flags))


class _ScreenSaver:
    """The screen saver of a Linux desktop, asked over a line of our own: without it the wish is gone."""

    _LINE = "cxfield-awake"

    def hold(self, why: str) -> bool:
        """Ask it to wait."""
        from PySide6.QtDBus import QDBusConnection, QDBusMessage

        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, self._LINE)
        if not bus.isConnected():
            return False
        name = "org.freedesktop.ScreenSaver"
        message = QDBusMessage.createMethodCall(name, "/org/freedesktop/ScreenSaver", name, "Inhibit")
        message.setArguments(["CXField", why])
        return bool(bus.send(message))

    def release(self) -> None:
        """It may go on."""
        from PySide6.QtDBus import QDBusConnection

        QDBusConnection.disconnectFromBus(self._LINE)


def _screen_saver() -> Any:
    """The screen saver, where a desktop has a bus to ask it by."""
    return _ScreenSaver() if os.environ.get("DBUS_SESSION_BUS_ADDRESS") else None
