# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ways into a study: a file, the sample study, a new one; one at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from cxfield import paths
from cxfield.i18n import pick

# Everything else is imported where it is used, behind the first frame: it is a third of the start.
if TYPE_CHECKING:
    from ui.jobs import Handle
    from ui.opening import Opened, Opener
    from ui.shell.window import MainWindow


class Entrance(QObject):
    """Opens a study for the window; what goes wrong is said in a sentence and leaves everything as it was."""

    def __init__(self, window: MainWindow, make_opener: Callable[[], Opener]) -> None:
        super().__init__(window)
        self._window = window
        self.ui = window.ui
        self._make_opener = make_opener
        self._opener: Opener | None = None
        self._busy = False

    @property
    def opener(self) -> Opener:
        """What opens and makes files; made when first needed."""
        if self._opener is None:
            self._opener = self._make_opener()
        return self._opener

    def open(self, path: Path, passphrase: str | None = None) -> None:
        """Open a study file; asks for its passphrase where it has one."""

        def failed(error: BaseException) -> None:
            from ui.opening import may_be_encrypted

            if may_be_encrypted(path):
                self._ask_passphrase(path, wrong=passphrase is not None)
            else:
                self._not_opened(error)

        self._run(self.known_title(path), lambda _: self.opener.open(path, passphrase), failed)

    def open_demo(self) -> None:
        """Open the demo study; it is made the first time."""
        locale = self.ui.texts.locale
        self._run("Pihlakko", lambda handle: self.opener.demo(locale, handle.step), self._not_opened)

    def make(self, template: str) -> None:
        """Ask for a name and make a study."""
        from ui.opening import new_path
        from ui.shell import asking

        title = asking.new_name(self.ui, self._window)
        if not title:
            return
        path, locale = new_path(title), self.ui.texts.locale
        self._run(title, lambda _: self.opener.new(path, template, title, locale), self._not_opened)

    def choose(self) -> None:
        """Ask for a study file and open it."""
        from PySide6.QtWidgets import QFileDialog

        folder = paths.studies_dir()
        texts = self.ui.texts
        words = texts.t("CXField studies and kits (*.cxf *.cxpack)")
        name, _ = QFileDialog.getOpenFileName(self._window, texts.t("Open a file"), str(folder), words)
        if name:
            self.open(Path(name))

    def known_title(self, path: Path) -> str:
        """What the study was called when it was last open; else the name of the file."""
        known = (r.title for r in self.ui.settings.now.recent if r.path == str(path))
        return pick(next(known, None), self.ui.texts.locale) or path.stem

    def _run(
        self, title: str, work: Callable[[Handle], Opened], failed: Callable[[BaseException], None]
    ) -> None:
        window = self._window
        if self._busy or not window.close_study():
            return
        self._busy = True
        # Made, shown and begun in three turns of the event loop, so that none takes long.
        view = window.study

        def show() -> None:
            window.show_opening(title)
            QTimer.singleShot(0, window, start)

        def both(handle: Handle) -> Opened:
            opened = work(handle)
            self.opener.load_room(opened.place)
            return opened

        def over(error: BaseException) -> None:
            self._stopped()
            failed(error)

        def start() -> None:
            job = self.ui.jobs.run(both, done=self._inside, failed=over, cancelled=self._stopped)
            view.waiting.follow(job, title)

        QTimer.singleShot(0, window, show)

    def _inside(self, opened: Opened) -> None:
        self._busy = False
        self._window.show_study(opened)

    def _stopped(self) -> None:
        self._busy = False
        self._window.show_start()

    def _ask_passphrase(self, path: Path, *, wrong: bool) -> None:
        from ui.shell import asking

        passphrase = asking.passphrase(self.ui, path.name, self._window, wrong=wrong)
        if passphrase:
            self.open(path, passphrase)

    def _not_opened(self, error: BaseException) -> None:
        from ui.shell import asking
        from ui.shell.topbar import said

        asking.tell(self.ui, lambda x: x.t("The study did not open"), said(error), self._window)
