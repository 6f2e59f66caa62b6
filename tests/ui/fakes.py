# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A study file and an opener that live in memory, for tests of the shell."""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from cxfield.errors import UserError
from cxfield.settings import RecentStudy
from ui.opening import Opened


@dataclass(frozen=True)
class FakeCard:
    """How a fake study stands."""

    title: Mapping[str, str] = field(default_factory=lambda: {"fi": "Kevät", "en": "Spring"})

    def recent(self, path: str, opened_at: int) -> RecentStudy:
        client, sites = {"fi": "Pihlakko Oy"}, ({"fi": "Oulu"},)
        return RecentStudy(path, self.title, opened_at, client=client, sites=sites, done=2, planned=3)


class FakeFile:
    """Writes on a thread of its own, in order, as the real one does."""

    def __init__(self, path: Path, *, read_only: bool = False, owner: str | None = None) -> None:
        self.path, self.read_only, self.owner = path, read_only, owner
        self.kept: dict[str, Any] = {}
        self.written: list[tuple[str, str]] = []
        self.undone: list[str] = []
        self.broken: Exception | None = None
        self.gate = threading.Event()
        self.gate.set()
        self.closed = False
        self._writer = ThreadPoolExecutor(1)

    def write(
        self, verb: Callable[[Any], Any], *, label: str, scope: str = "", undoable: bool = True
    ) -> "Future[Any]":
        def work() -> Any:
            self.gate.wait(10)
            if self.broken is not None:
                raise self.broken
            value = verb(self)
            self.written.append((label, scope))
            return SimpleNamespace(
                value=value, change=SimpleNamespace(kinds=frozenset({"entry"}), ids=frozenset({"1"}))
            )

        return self._writer.submit(work)

    def read(self, query: Callable[[Any], Any]) -> Any:
        return query(self)

    def undo(self, scope: str = "") -> "Future[Any]":
        def take(_: Any) -> str:
            if not self.written:
                raise UserError("There is nothing to undo here.")
            self.undone.append(scope)
            return "Undo"

        return self.write(take, label="")

    redo = undo

    def seal(self) -> "Future[Any]":
        return self.write(lambda _: None, label="")

    def place(self) -> dict[str, Any]:
        return dict(self.kept)

    def local(self, key: str) -> Any:
        return self.kept.get(key)

    def keep_place(self, **values: Any) -> "Future[Any]":
        return self.write(lambda _: self.kept.update(values), label="")

    def close(self) -> None:
        self._writer.shutdown(wait=True)
        self.closed = True


class FakeOpener:
    """Opens what it was given; an unknown path is an error for people."""

    def __init__(self, **files: FakeFile) -> None:
        self.files = {str(file.path): file for file in files.values()}
        self.made: list[tuple[str, str, str]] = []
        self.threads: set[str] = set()

    def warm_up(self, stopped: Callable[[], bool]) -> None:
        self.threads.add(threading.current_thread().name)

    def load_room(self, place: dict[str, Any]) -> None:
        self.threads.add(threading.current_thread().name)

    def claim(self, file: object) -> None:
        """A file of a test makes no codes."""

    def open(self, path: Path, passphrase: str | None) -> Opened:
        self.threads.add(threading.current_thread().name)
        file = self.files.get(str(path))
        if file is None:
            raise UserError(
                "{name} is not there any more. Check the folder, or choose another study.", name=path.name
            )
        return Opened(file, FakeCard(), file.place())

    def new(self, path: Path, template: str, title: str, locale: str) -> Opened:
        self.made.append((template, title, locale))
        file = FakeFile(path)
        self.files[str(path)] = file
        return Opened(file, FakeCard({"fi": title, "en": title}))

    def demo(self, locale: str, report: Callable[[int, int], None]) -> Opened:
        for step in range(5):
            report(step, 5)
        return self.new(Path("demo.cxf"), "demo", "Pihlakko", locale)

    def card(self, file: Any) -> FakeCard:
        return FakeCard()
