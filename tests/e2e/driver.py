# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real window on a virtual screen, driven by synthetic keys and watched through its study file.

Nothing in the program knows of this: keys go in through the X server, what came of them is read from the
study by a second, reading opening, as another window would.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self, TypeVar

T = TypeVar("T")

#: Long enough for a machine that builds something else at the same time.
PATIENCE_S = 90.0
_POLL_S = 0.05


def missing() -> str:
    """Why there can be no window here; empty when there can."""
    if sys.platform != "linux":
        return "needs an X server"
    absent = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
    return f"needs {' and '.join(absent)}" if absent else ""


def until(ask: Callable[[], T | None], what: Callable[[], str]) -> T:
    """Ask again and again until there is an answer that counts."""
    ends = time.monotonic() + PATIENCE_S
    while True:
        answer = ask()
        if answer:
            return answer
        assert time.monotonic() < ends, f"waited {PATIENCE_S:.0f} s for {what()}"
        time.sleep(_POLL_S)


@contextmanager
def screen(width: int = 1440, height: int = 900) -> Iterator[str]:
    """A virtual screen with a number that nobody else has."""
    hears, says = os.pipe()
    command = ["Xvfb", "-displayfd", str(says), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(says,), stderr=subprocess.DEVNULL) as server:
        os.close(says)
        try:
            with os.fdopen(hears) as line:
                number = line.readline().strip()
            assert number, "Xvfb did not start"
            yield f":{number}"
        finally:
            server.terminate()


@dataclass
class Window:
    """One run of the program on a study."""

    study: Path
    home: Path
    display: str
    language: str = "fi"
    _process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)
    _id: str = field(default="", init=False)
    _errors: Path = field(init=False)

    def __post_init__(self) -> None:
        self._errors = self.home / "stderr.txt"
        settings = self.home / "config" / "settings.json"
        if not settings.exists():
            settings.parent.mkdir(parents=True)
            settings.write_text(json.dumps({"language": self.language, "theme": "light"}), "utf-8")

    @property
    def process(self) -> "subprocess.Popen[bytes]":
        """The running program."""
        assert self._process is not None
        return self._process

    @property
    def complaints(self) -> str:
        """What the program wrote to its error stream, over all its runs."""
        return self._errors.read_text("utf-8")

    def open(self) -> None:
        """Start the program as a user does, and wait until the study is on the screen."""
        before = self._opened_at()
        with self._errors.open("ab") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "cxfield.cli", "open", str(self.study)],
                env=self._env(),
                stdout=subprocess.DEVNULL,
                stderr=errors,
            )
        until(lambda: self._alive() and self._opened_at() > before, lambda: "the study to be shown")
        self._id = until(self._find, lambda: "the window").split()[-1]
        self._do("windowfocus", "--sync", self._id)

    def keys(self, *names: str) -> None:
        """Press keys one after another."""
        self._do("key", "--clearmodifiers", "--delay", "30", *names)

    def type(self, words: str) -> None:
        """Type words as a person does, only faster."""
        self._do("type", "--clearmodifiers", "--delay", "15", words)

    def title(self) -> str:
        """The title of the window."""
        return self._ask("getwindowname", self._id)

    def kill(self) -> None:
        """End it without a word, as a flat battery does."""
        self.process.kill()
        self.process.wait()

    def quit(self) -> int:
        """Leave by the key; returns the exit code."""
        self.keys("ctrl+q")
        return self.process.wait(PATIENCE_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_trouble: object) -> None:
        """Leave nothing running behind a test that failed."""
        if self._process is not None and self._process.poll() is None:
            self.kill()

    def _alive(self) -> bool:
        assert self.process.poll() is None, f"the program ended: {self.complaints}"
        return True

    def _opened_at(self) -> int:
        """When the program last noted a study as opened: it does so when the study is shown."""
        try:
            found = json.loads((self.home / "config" / "settings.json").read_text("utf-8"))
        except ValueError:
            return 0
        return max((int(study["opened_at"]) for study in found.get("recent", [])), default=0)

    def _find(self) -> str:
        # Exit code 1 means that there is none yet.
        return self._ask("search", "--onlyvisible", "--name", "CXField", may_fail=True)

    def _do(self, *words: str) -> None:
        self._alive()
        subprocess.run(["xdotool", *words], env=self._env(), check=True, timeout=PATIENCE_S)

    def _ask(self, *words: str, may_fail: bool = False) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env=self._env(),
            check=not may_fail,
            timeout=PATIENCE_S,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def _env(self) -> dict[str, str]:
        own = {
            "DISPLAY": self.display,
            "QT_QPA_PLATFORM": "xcb",
            "CXFIELD_HOME": str(self.home),
            "XDG_SESSION_TYPE": "x11",
        }
        return {**os.environ, **own}
