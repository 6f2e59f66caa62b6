# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far a pooling is: files looked over, entries taken in, a way to stop it. A short one shows nothing."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from cxfield.i18n import N_
from ui.bus import Deliver
from ui.context import Ui
from ui.jobs import Handle, Progress
from ui.widgets.buttons import Kind
from ui.widgets.dialog import Dialog, Way
from ui.widgets.label import Label
from ui.widgets.progress import ThinBar

OPENING = N_("Opening the files")
LOOKING = N_("Looking at what will come")
TAKING = N_("Pooling the files")
_AT_ONCE_S = 0.4


class Watch(QObject):
    """Follows one pooling from the first file to the commit; `stopped` once somebody asked for it."""

    def __init__(self, ui: Ui, window: Callable[[], Any]) -> None:
        super().__init__()
        self.ui, self._window = ui, window
        self._deliver = Deliver(self)
        self._dialog: ProgressDialog | None = None
        self._number = 0
        self._phase = OPENING
        self._begun = time.monotonic()
        self.handle = Handle(lambda _progress: None)

    @property
    def stopped(self) -> bool:
        """Whether it shall stop."""
        return self.handle.cancelled

    @property
    def dialog(self) -> "ProgressDialog | None":
        """What is shown, if it takes long enough to be shown."""
        return self._dialog if self._dialog is not None and isValid(self._dialog) else None

    def begin(self, phase: str) -> Handle:
        """The next phase; its handle may be given to any thread."""
        self._number += 1
        self._phase, number = phase, self._number
        if phase != LOOKING:  # what people think about in between is no work
            self._begun = time.monotonic()
        self.handle = Handle(lambda p: self._deliver.post(partial(self._show, number, p)))
        return self.handle

    def end(self) -> None:
        """Nothing is under way any more."""
        self._number += 1
        dialog, self._dialog = self.dialog, None
        if dialog is not None:
            dialog.accept()
            dialog.deleteLater()

    def _show(self, number: int, progress: Progress) -> None:
        if number != self._number or self.ui.study is None:
            return
        if self.dialog is None:
            if time.monotonic() - self._begun < _AT_ONCE_S:
                return
            self._dialog = ProgressDialog(self.ui, self._window())
            self._dialog.chosen.connect(self._stop)
            self._dialog.open()
        self._dialog.show_progress(self._phase, progress)  # type: ignore[union-attr]

    def _stop(self, _way: str) -> None:
        self.handle.cancel()


class ProgressDialog(Dialog):
    """A bar, the count, the time left, and Cancel."""

    def __init__(self, ui: Ui, parent: Any) -> None:
        self._phase = OPENING
        way = Way("stop", lambda x: x.t("Cancel"), Kind.OUTLINE, "Esc")
        super().__init__(
            ui,
            lambda x: x.t(self._phase),
            lambda x: x.t("All of it is taken in, or nothing."),
            (way,),
            escape="stop",
            parent=parent,
        )
        self.bar = ThinBar(ui)
        self.count = Label(ui, "", "small", "text.secondary")
        self.body.addWidget(self.bar)
        self.body.addWidget(self.count)

    def show_progress(self, phase: str, progress: Progress) -> None:
        """Say how far it is."""
        if phase != self._phase:
            self._phase = phase
            self.title.retranslate()
            self.retranslate()
        self.bar.set_share(progress.done / progress.total if progress.total else 0.0)
        texts = self.ui.texts
        words = texts.t("{n} of {m}", n=texts.number(progress.done), m=texts.number(progress.total))
        if progress.left_ms is not None:
            seconds = max(1, round(progress.left_ms / 1000))
            words += " · " + texts.t("about {n} s left", n=texts.number(seconds))
        self.count.set_words(words)

    def choose(self, value: str) -> None:
        """Cancel asks for an end; the dialog stays until the work has stopped."""
        self.button(value).setEnabled(False)
        self.chosen.emit(value)
