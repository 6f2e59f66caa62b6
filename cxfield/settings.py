# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a user has chosen on this device; nothing of a study."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

THEMES = ("system", "light", "dark")
LANGUAGES = ("fi", "en")
TEXT_SCALES = (100, 125, 150, 175, 200)
MOST_RECENT = 12
CODE_LENGTH = 12


@dataclass(frozen=True, slots=True)
class RecentStudy:
    """A study that was open lately: where it is, when (ms UTC), and how it stood at its last close.

    Names are kept by language, so that the start page says them in the language it is read in.
    """

    path: str
    title: Mapping[str, str]
    opened_at: int
    client: Mapping[str, str] = field(default_factory=dict)
    sites: tuple[Mapping[str, str], ...] = ()
    done: int = 0
    planned: int = 0
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices; language None means the system's, `code` is who writes on this device (such as H1).

    `device` tells this device from others, by chance and nothing else, so that copies make different codes.

    `lock` is the sealed PIN of the locked screen; without one a long press leads back.
    """

    language: str | None = None
    theme: str = "system"
    text_scale: int = 100
    reduce_motion: bool = False
    recent: tuple[RecentStudy, ...] = ()
    code: str = ""
    lock: str = ""
    device: str = ""

    def with_recent(self, study: RecentStudy) -> "Settings":
        """Return the settings with this study first among the recent ones."""
        others = tuple(r for r in self.recent if r.path != study.path)
        return replace(self, recent=(study, *others)[:MOST_RECENT])

    def without_recent(self, path: str) -> "Settings":
        """Return the settings with a study taken off the recent ones."""
        return replace(self, recent=tuple(r for r in self.recent if r.path != path))


def load(path: Path) -> tuple[Settings, Path | None]:
    """Read the settings, and say where a broken file was set aside, if it was.

    A missing file gives the defaults, and so does each value that makes no sense.
    """
    try:
        found = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return Settings(), None
    except PermissionError:
        return Settings(), None
    except (OSError, ValueError, RecursionError):
        return Settings(), _set_aside(path)
    if not isinstance(found, dict):
        return Settings(), _set_aside(path)
    return _sensible(found), None


def save(settings: Settings, path: Path) -> None:
    """Write the settings so that a crash leaves the old file or the new one, never half of one."""
    import tempfile  # kept out of the start

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".settings-", suffix=".json")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(asdict(settings), stream, ensure_ascii=True, indent=1)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _set_aside(path: Path) -> Path | None:
    aside = path.with_suffix(".broken.json")
    try:
        path.replace(aside)
    except OSError:
        return None
    return aside


def _sensible(found: Mapping[str, Any]) -> Settings:
    language, theme, scale = found.get("language"), found.get("theme"), found.get("text_scale")
    recent = found.get("recent")
    studies = [_study(item) for item in recent] if isinstance(recent, list) else []
    code, lock, device = found.get("code"), found.get("lock"), found.get("device")
    return Settings(
        lock=lock if isinstance(lock, str) else "",
        device=device if isinstance(device, str) else "",
        language=language if language in LANGUAGES else None,
        code=code[:CODE_LENGTH] if isinstance(code, str) else "",
        theme=theme if isinstance(theme, str) and theme in THEMES else "system",
        text_scale=scale if isinstance(scale, int) and scale in TEXT_SCALES else 100,
        reduce_motion=found.get("reduce_motion") is True,
        recent=tuple(study for study in studies if study is not None)[:MOST_RECENT],
    )


def _study(item: object) -> RecentStudy | None:
    match item:
        case {"path": str(path), "title": dict(title), "opened_at": int(opened_at), **rest}:
            sites = rest.get("sites")
            done, planned = rest.get("done"), rest.get("planned")
            return RecentStudy(
                path,
                _names(title),
                opened_at,
                client=_names(rest.get("client")),
                sites=tuple(map(_names, sites)) if isinstance(sites, list) else (),
                done=done if isinstance(done, int) else 0,
                planned=planned if isinstance(planned, int) else 0,
                demo=rest.get("demo") is True,
            )
        case _:
            return None


def _names(found: object) -> dict[str, str]:
    """Names by language; whatever is no name is left out."""
    if not isinstance(found, dict):
        return {}
    return {key: name for key, name in found.items() if isinstance(key, str) and isinstance(name, str)}
