# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing the files in the background: progress, stopping, and the question before old files go."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from cxfield.errors import UserError
from cxfield.services.report import ExistingError, make_report
from ui.context import Ui
from ui.jobs import Handle, Job, Progress
from ui.pages.report.exporting import Exporting
from ui.pages.report.making import order_of
from ui.widgets.buttons import Kind
from ui.widgets.dialog import Dialog, Way


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be written: chapters, language, formats, folder, and which report in whose look."""

    sections: list[str]
    language: str
    formats: list[str]
    folder: Path
    kind: str
    about: str
    brand: Path | None


class Writing(QObject):
    """`write()` asks `wish()` what to do, which is None while nothing may be written."""

    def __init__(
        self, ui: Ui, exporting: Exporting, wish: Callable[[], Wish | None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.ui = ui
        self.question: Dialog | None = None
        self._exporting = exporting
        self._wish = wish
        self._parent = parent
        self._job: Job[Any] | None = None
        exporting.wanted.connect(self.write)
        exporting.stopped.connect(self.stop)

    def write(self, *, replace: bool = False) -> None:
        """Write the files in the background; files that exist are replaced only after a question."""
        study, wish = self.ui.study, self._wish()
        if study is None or wish is None or (self._job is not None and self._job.running):
            return
        file: Any = study.file
        self._exporting.show_busy(busy=True)

        def work(handle: Handle) -> list[Path]:
            return make_report(
                file,
                language=wish.language,
                sections=wish.sections,
                formats=wish.formats,
                folder=wish.folder,
                progress=handle.step,
                order=order_of(wish.kind, wish.about, wish.brand),
                replace=replace,
            )

        self._job = self.ui.jobs.run(
            work,
            done=self._written,
            failed=self._not_written,
            progressed=self._progressed,
            cancelled=self._stopped,
        )

    def stop(self) -> None:
        """Stop the writing; what was whole stays."""
        if self._job is not None:
            self._job.cancel()

    def _progressed(self, progress: Progress) -> None:
        if isValid(self):
            self._exporting.show_progress(progress)

    def _written(self, files: list[Path]) -> None:
        if not isValid(self):
            return
        self._exporting.show_busy(busy=False)
        self._exporting.show_files(files)
        self._exporting.open.setFocus()

    def _not_written(self, error: BaseException) -> None:
        if not isValid(self):
            return
        self._exporting.show_busy(busy=False)
        if isinstance(error, ExistingError):
            self._ask_to_replace(error)
            return
        if not isinstance(error, UserError):
            raise error
        self._exporting.show_error(error.say)

    def _ask_to_replace(self, error: ExistingError) -> None:
        """The old files stay unless the author says otherwise."""
        ways = (
            Way("", lambda x: x.t("Keep the old ones"), Kind.PRIMARY, "Esc"),
            Way("replace", lambda x: x.t("Replace"), Kind.DANGER),
        )
        self.question = Dialog(
            self.ui, lambda x: x.t("Replace the old files?"), error.say, ways, parent=self._parent.window()
        )
        self.question.chosen.connect(lambda way: self.write(replace=True) if way == "replace" else None)
        self.question.open()

    def _stopped(self) -> None:
        if isValid(self):
            self._exporting.show_busy(busy=False)
