# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Progress: a thin bar, and a panel with the count, the time left and a way to stop."""

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from ui.context import Say, Ui
from ui.jobs import Job, Progress
from ui.widgets.base import Painted
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.paint import bar, brush, floating

_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ThinBar(QProgressBar):
    """A bar 8 high (or `thickness`); `set_share(0…1)`. The colour is a token."""

    def __init__(
        self, ui: Ui, share: float = 0.0, *, fill: str = "accent.base", thickness: int = 8, track: str = ""
    ) -> None:
        super().__init__()
        self.ui = ui
        self._fill, self._thickness, self._track = fill, thickness, track
        self.setRange(0, 1000)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ui.theme_changed.connect(self.update)
        self.set_share(share)

    def set_share(self, share: float) -> None:
        """How much is filled, 0 to 1."""
        self.setValue(round(1000 * min(1.0, max(0.0, share))))

    def set_fill(self, token: str) -> None:
        """Change the colour."""
        self._fill = token
        self.update()

    def sizeHint(self) -> QSize:
        """As thick as asked."""
        return QSize(80, self._thickness)

    def minimumSizeHint(self) -> QSize:
        """Never thinner."""
        return QSize(24, self._thickness)

    def paintEvent(self, event: object) -> None:
        """Track and fill."""
        painter = brush(self)
        bar(painter, self.ui.theme, QRectF(self.rect()), self.value() / 1000, self._fill, self._track)
        painter.end()


class ProgressPanel(Painted):
    """What is being done, count, bar, time left, Stop; follows a job with `follow(job)`."""

    stopped = Signal()

    def __init__(self, ui: Ui, title: Say, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._progress: Progress | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 20, 28, 28)
        column.setSpacing(6)
        top = QHBoxLayout()
        top.setSpacing(8)
        self.title = Label(ui, title, "body", weight=600, wrap=True, align=_MIDDLE)
        self.count = Label(ui, "", "body")
        self.button = Button(ui, lambda x: x.t("Cancel"))
        self.button.clicked.connect(self.stopped)
        top.addWidget(self.title, 1)
        top.addWidget(self.count)
        top.addWidget(self.button)
        column.addLayout(top)
        low = QHBoxLayout()
        low.setSpacing(8)
        self.bar = ThinBar(ui)
        self.left = Label(ui, "", "caption", "text.secondary")
        low.addWidget(self.bar, 1)
        low.addWidget(self.left)
        column.addLayout(low)
        column.addStrut(ui.theme.px(304))

    def follow(self, job: "Job[Any]") -> None:
        """Show how far a job is; Stop cancels it."""
        job.progressed.connect(self.show_progress)
        self.stopped.connect(job.cancel)

    def show_progress(self, progress: Progress) -> None:
        """Show a count and the time left."""
        self._progress = progress
        self.bar.set_share(progress.done / progress.total if progress.total else 0.0)
        self.retranslate()

    def retranslate(self) -> None:
        """Say count and time again."""
        progress, texts = self._progress, self.ui.texts
        if progress is None:
            return
        self.count.set_words(f"{texts.number(progress.done)}/{texts.number(progress.total)}")
        if progress.left_ms is None:
            self.left.set_words("")
        else:
            seconds = max(1, round(progress.left_ms / 1000))
            self.left.set_words(texts.t("about {n} s left", n=texts.number(seconds)))
        self.setAccessibleName(f"{self.title.words} {self.count.words}")

    def draw(self, painter: QPainter) -> None:
        """A floating card."""
        floating(painter, self.theme, QRectF(self.rect()).adjusted(14, 8, -14, -18))
