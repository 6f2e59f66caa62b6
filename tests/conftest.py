# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every test stands on: no display, no network, no settings of the person who runs it."""

import gc
import os
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

# Before Qt is imported anywhere.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"
os.environ.pop("LANGUAGE", None)
if not os.environ.get("XDG_RUNTIME_DIR"):
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="cxfield-runtime-")
_PATIENCE_MS = 90_000
_HOME = tempfile.mkdtemp(prefix="cxfield-home-")
os.environ["CXFIELD_HOME"] = _HOME

from hypothesis import settings as hypothesis_settings  # noqa: E402

from cxfield.i18n import Texts  # noqa: E402

# The same examples each time: a failure somebody reports can be seen by everybody.
hypothesis_settings.register_profile("cxfield", deadline=None, derandomize=True, database=None)
hypothesis_settings.load_profile("cxfield")


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test settings and backups of its own."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("CXFIELD_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def collected_here() -> Iterator[None]:
    """Collect garbage on this thread alone, after each test, as the window does.

    A widget of an earlier test that a reader's or writer's thread takes down ends the whole run.
    """
    gc.disable()
    yield
    counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [age for age, (count, limit) in enumerate(counts) if count > limit]
    if due:
        gc.collect(due[-1])


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait long for what the window is to show: under load it is slow, only what never comes is wrong."""
    from pytestqt.qtbot import QtBot

    until, signal = QtBot.waitUntil, QtBot.waitSignal

    def wait_until(self: QtBot, callback: Callable[[], Any], *, timeout: int = 0) -> None:
        until(self, callback, timeout=max(timeout, _PATIENCE_MS))

    def wait_signal(self: QtBot, sent: Any, *, timeout: int = _PATIENCE_MS, **rest: Any) -> Any:
        return signal(self, sent, timeout=timeout, **rest)

    monkeypatch.setattr(QtBot, "waitUntil", wait_until)
    monkeypatch.setattr(QtBot, "waitSignal", wait_signal)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where anything reaches for the network or listens on a port."""
    connect, bind = socket.socket.connect, socket.socket.bind

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _refuse(self, f"connected to {address!r}")
        connect(self, address)

    def guarded_bind(self: socket.socket, address: Any) -> None:
        _refuse(self, f"listened on {address!r}")
        bind(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "bind", guarded_bind)


def _refuse(used: socket.socket, what: str) -> None:
    if used.family in {socket.AF_INET, socket.AF_INET6}:
        pytest.fail(f"The program {what}; everything must work without network.")


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the top folder of the source tree."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def finnish() -> Texts:
    """Return the Finnish texts."""
    return Texts("fi")


@pytest.fixture(scope="session")
def english() -> Texts:
    """Return the English texts."""
    return Texts("en")


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return the sample study in a language, to be read or copied; made once for all tests."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent

    def made(language: str) -> Path:
        from cxfield.services.demo import build_demo

        path = shared / f"demo-{language}.cxf"
        with FileLock(shared / f"demo-{language}.making"):
            if not path.exists():
                build_demo(path, language)
        return path

    return made
