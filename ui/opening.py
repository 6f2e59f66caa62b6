# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening, making and closing studies: the heavy modules are imported here, on worker threads only."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from cxfield import paths

if TYPE_CHECKING:
    from cxfield.settings import RecentStudy
    from cxfield.storage import StudyFile
    from ui.session import StudyFileLike


class CardLike(Protocol):
    """How a study stands, for the start page and the breadcrumb."""

    @property
    def title(self) -> Mapping[str, str]:
        """The name in every language."""

    def recent(self, path: str, opened_at: int) -> "RecentStudy":
        """The card as the settings keep it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open study with what the window needs first."""

    file: "StudyFileLike"
    card: CardLike
    place: dict[str, Any] = field(default_factory=dict)


class Opener(Protocol):
    """Every call but `claim` runs on a worker thread."""

    def warm_up(self, stopped: Callable[[], bool]) -> None:
        """Import what the rooms need."""

    def load_room(self, place: dict[str, Any]) -> None:
        """Import the page of the room that is entered first."""

    def claim(self, file: Any) -> None:
        """Note that this device makes codes in a file."""

    def open(self, path: Path, passphrase: str | None) -> Opened:
        """Open a study file."""

    def new(self, path: Path, template: str, title: str, locale: str) -> Opened:
        """Make a study from a template and open it."""

    def demo(self, locale: str, report: Callable[[int, int], None]) -> Opened:
        """Make the demo study once and open it."""

    def card(self, file: "StudyFileLike") -> CardLike:
        """Read how the study stands now."""


class FileOpener:
    """Opens real study files; `author` is who writes on this device, `device` tells it from others."""

    def __init__(self, author: Callable[[], str] = str, device: str = "") -> None:
        self._author, self._device = author, device

    def warm_up(self, stopped: Callable[[], bool]) -> None:
        """Import the rooms and with them the services, so that nothing heavy is left for a click."""
        from ui import warmup

        warmup.warm_up(stopped)

    def load_room(self, place: dict[str, Any]) -> None:
        """Import the page of the room that is entered first."""
        from ui.shell.rooms import FIRST_ROOM, room

        wanted = place.get("room")
        target = room(wanted if isinstance(wanted, str) else FIRST_ROOM)
        target.load().preload(place.get(target.id) or {})

    def claim(self, file: Any) -> None:
        """Note that this device makes codes in a file; after the first view, which needs no records."""
        from cxfield.services.copies import claim_codes

        claim_codes(file, self._device)

    def open(self, path: Path, passphrase: str | None) -> Opened:
        """Open a study file for writing, or for reading where another window writes."""
        from cxfield.storage import StudyFile

        if path.suffix == ".cxpack":
            return self._opened(self._from_kit(path, passphrase))
        return self._opened(StudyFile.open(path, author=self._author(), passphrase=passphrase))

    def _from_kit(self, path: Path, passphrase: str | None) -> "StudyFile":
        """Start one's own copy of the study that a fieldwork kit brings."""
        from cxfield.i18n import pick
        from cxfield.services.kit import open_kit, read_kit

        title = pick(read_kit(path, passphrase=passphrase).title, "en")
        target = new_path(title)
        target.parent.mkdir(parents=True, exist_ok=True)
        return open_kit(path, target, passphrase=passphrase, author=self._author())

    def new(self, path: Path, template: str, title: str, locale: str) -> Opened:
        """Make a study from a template and open it."""
        from cxfield.services.plan_templates import begin_study
        from cxfield.storage import StudyFile

        def begin(uow: Any) -> None:
            begin_study(uow, template=template, title={locale: title})

        path.parent.mkdir(parents=True, exist_ok=True)
        file = StudyFile.create(path, author=self._author())
        try:
            file.write(begin, label="", undoable=False).result()
            file.keep_place(room="plan").result()
        except BaseException:
            file.close()
            path.unlink(missing_ok=True)
            raise
        return self._opened(file)

    def demo(self, locale: str, report: Callable[[int, int], None]) -> Opened:
        """Make the demo study once and open it; the copy is the user's own to try things in."""
        from cxfield.services.demo import build_demo

        path = demo_path(locale)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            build_demo(path, locale, report)
        return self.open(path, None)

    def card(self, file: "StudyFileLike") -> CardLike:
        """Read how the study stands now."""
        from cxfield.services.card import study_card

        return file.read(study_card)

    def _opened(self, file: "StudyFile") -> Opened:
        return Opened(file, self.card(file), file.place())


def demo_path(locale: str) -> Path:
    """Where the demo study of a language is kept."""
    return paths.studies_dir() / f"Pihlakko-{locale}.cxf"


def new_path(title: str) -> Path:
    """A free file name for a new study in the user's folder."""
    kept = "".join(c if c.isalnum() or c in " -_,." else " " for c in title).strip(" .")
    stem = " ".join(kept.split())[:80] or "CXField"
    folder = paths.studies_dir()
    path = folder / f"{stem}.cxf"
    number = 2
    while path.exists():
        path = folder / f"{stem} {number}.cxf"
        number += 1
    return path


def may_be_encrypted(path: Path) -> bool:
    """Whether a file that is no plain study could be one with a passphrase."""
    try:
        with path.open("rb") as stream:
            head = stream.read(16)
        size = path.stat().st_size
    except OSError:
        return False
    looks_random = not head.startswith(b"SQLite format 3") and any(byte > 127 for byte in head)
    return looks_random and size >= 4096 and size % 1024 == 0


def now_ms() -> int:
    """The time for the list of recent studies, ms UTC."""
    return time.time_ns() // 1_000_000
