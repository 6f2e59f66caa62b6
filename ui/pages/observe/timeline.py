# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The session as one line: a tick for each entry, a bar for each state, in the colours of the families."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.context import Ui
from ui.late import Late
from ui.pages.observe.log import Log
from ui.widgets.base import Painted
from ui.widgets.paint import box, brush

if TYPE_CHECKING:
    from cxfield.services import observation_views as views
    from cxfield.services.observation_shapes import Moment
else:
    views = Late("cxfield.services.observation_views")

#: The line is never shorter than this, so that the first minutes are not a blot.
_LEAST_MS = 600_000
_NEAR = 12
#: With more entries than this, those of one colour on one tick are drawn as one; a tick is so wide.
_MANY = 1_500
_TICK = 2


class Timeline(Painted):
    """Asked anew when nobody types, painted once into a picture; `opened(entry id)` where it is tapped."""

    opened = Signal(str)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._log: Log | None = None
        self._moments: tuple[Moment, ...] = ()
        self._length = _LEAST_MS
        self._picture: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    @property
    def moments(self) -> "tuple[Moment, ...]":
        """What is drawn."""
        return self._moments

    def show_log(self, log: Log) -> None:
        """Show another session."""
        if log is self._log:
            return
        self._log = log
        log.idle.connect(self.ask)
        self._take(())
        self.ask()

    def ask(self) -> None:
        """Read the times of every entry behind the window."""
        log = self._log
        if log is not None:
            many = log.total > _MANY
            step = max(_LEAST_MS, log.now()) * _TICK // max(1, self.width()) if many else 0
            log.study.ask(views.moments, log.id, step, done=self._take)

    def retranslate(self) -> None:
        """The spoken name."""
        self.setAccessibleName(self.ui.texts.t("Timeline"))

    def restyle(self) -> None:
        """Other colours."""
        self._picture = None

    def sizeHint(self) -> QSize:
        """A thin strip."""
        return QSize(100, self.theme.px(30))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another picture."""
        super().resizeEvent(event)
        self._picture = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A tap opens the nearest entry."""
        wide = max(1, self.width())
        t_ms = event.position().x() / wide * self._length
        near = min(self._moments, key=lambda one: abs(one.t_ms - t_ms), default=None)
        if near is not None and abs(near.t_ms - t_ms) / self._length * wide <= _NEAR:
            self.opened.emit(near.id)

    def draw(self, painter: QPainter) -> None:
        """The picture."""
        if self._picture is None:
            self._picture = self._paint()
        painter.drawPixmap(0, 0, self._picture)

    def _take(self, moments: "tuple[Moment, ...]") -> None:
        log = self._log
        if log is None:
            return
        now = log.now()
        self._moments = moments
        self._length = max(_LEAST_MS, now)
        self._picture = None
        self.update()

    def _paint(self) -> QPixmap:
        theme, ratio = self.theme, self.devicePixelRatioF()
        picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = brush(picture)
        high, wide = self.height(), self.width()
        box(painter, QRectF(0, 0, wide, high), 4, theme.color("bg.sunken"))
        log, scale = self._log, wide / self._length
        for one in self._moments:
            code = log.codes.get(one.code_id or "") if log is not None else None
            ink = theme.color(theme.family(code.family)[0] if code is not None else "text.secondary")
            x = one.t_ms * scale
            if code is not None and code.state:
                end = self._length if one.end_t_ms is None else one.end_t_ms
                painter.fillRect(
                    QRectF(x, high * 0.62, max(float(_TICK), (end - one.t_ms) * scale), high * 0.28), ink
                )
            else:
                tall = high * (0.5 if one.ordinariness < 4 else 0.8)
                painter.fillRect(QRectF(x, high * 0.08, _TICK, tall), ink)
        minute = 600_000
        for at in range(minute, self._length, minute):
            painter.fillRect(QRectF(at * scale, high - 3, 1, 3), theme.color("line.strong"))
        painter.end()
        return picture
