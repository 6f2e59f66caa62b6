# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One writer per file: a lock of the system's, and beside it who holds it and when they last said so."""

import json
import os
import socket
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

#: A holder on another machine who has been silent this long, in seconds, is taken to be gone.
STALE_S = 60.0


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has the study open for writing."""

    host: str
    pid: int
    author: str

    @property
    def said(self) -> str:
        """The owner in a few words."""
        return f"{self.author} ({self.host})" if self.author else self.host


class WriterLock:
    """Held while the file is open for writing. The system frees it when the process dies.

    The system's lock does not reach over every network folder, so a fresh sign of life from another machine
    counts as well.
    """

    def __init__(self, path: Path, author: str) -> None:
        # Taken on the thread that opens the study, given back on the one that closes it.
        self._lock = FileLock(path.with_name(path.name + ".lock"), thread_local=False)
        self._owner_file = path.with_name(path.name + ".owner")
        self._me = Owner(socket.gethostname(), os.getpid(), author)
        self.left_open = False

    def take(self) -> Owner | None:
        """Take the lock; returns nothing when it is ours, else who holds it."""
        other = self.owner()
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return other or Owner("", 0, "")
        if other is not None and other.host != self._me.host and self._silence() < STALE_S:
            self._lock.release()
            return other
        self.left_open = other is not None
        self._owner_file.write_text(json.dumps(asdict(self._me)), encoding="utf-8")
        return None

    def beat(self) -> None:
        """Say that we are still here."""
        with suppress(OSError):  # a vanished folder is reported by the next write, not by the sign of life
            os.utime(self._owner_file)

    def owner(self) -> Owner | None:
        """Who last took the lock and has not given it back."""
        try:
            return Owner(**json.loads(self._owner_file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def release(self) -> None:
        """Give the lock back and leave no file behind."""
        if self._lock.is_locked:
            self._owner_file.unlink(missing_ok=True)
            self._lock.release()
            with suppress(OSError):
                Path(self._lock.lock_file).unlink(missing_ok=True)

    def _silence(self) -> float:
        try:
            return time.time() - self._owner_file.stat().st_mtime
        except OSError:
            return STALE_S
