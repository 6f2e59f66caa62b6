# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The user's choices on this device, kept in memory and written behind the window's back."""

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from cxfield import settings
from cxfield.settings import RecentStudy, Settings


class Preferences(QObject):
    """`now` is what holds; `change(theme="dark")` holds at once and is written soon after."""

    changed = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._now, self.set_aside = settings.load(path)
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self.trouble: OSError | None = None

    @property
    def now(self) -> Settings:
        """The choices that hold."""
        return self._now

    def change(self, **values: Any) -> None:
        """Change some choices."""
        self._use(replace(self._now, **values))

    def remember(self, study: RecentStudy) -> None:
        """Put a study first among the recent ones."""
        self._use(self._now.with_recent(study))

    def forget(self, path: str) -> None:
        """Take a study off the recent ones."""
        self._use(self._now.without_recent(path))

    def close(self) -> None:
        """Wait until all is written."""
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _use(self, new: Settings) -> None:
        if new == self._now:
            return
        self._now = new
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=self._save, args=(new,), name="cxfield-settings")
        self._threads.append(thread)
        thread.start()
        self.changed.emit()

    def _save(self, new: Settings) -> None:
        with self._lock:
            if new is not self._now:
                return  # a newer choice is on its way to the disk
            try:
                settings.save(new, self._path)
                self.trouble = None
            except OSError as error:
                # Choices hold until the program ends; a full disk must not stop anybody's work.
                self.trouble = error
