# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The row of touchpoints: one is on and every new entry takes it along; where there is no room it turns."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxfield.i18n import pick
from cxfield.services.observation_shapes import Named
from ui.context import Ui
from ui.pages.observe.log import Log
from ui.widgets.buttons import IconButton, Kind
from ui.widgets.chips import TouchpointChip

_GAP = 6


class PointStrip(QWidget):
    """Chips with Shift+digit and counts; pressing the one that is on switches it off."""

    chosen = Signal(object)
    zone_chosen = Signal(str)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._log: Log | None = None
        self._points: tuple[Named, ...] = ()
        self._closed: set[str] = set()
        self._chips: list[TouchpointChip] = []
        self._first = 0
        self._compact = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._on = IconButton(
            ui, "chevron-right", lambda x: x.t("More touchpoints"), kind=Kind.OUTLINE, touch=True
        )
        self._on.setParent(self)
        self._on.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._on.clicked.connect(self._turn)
        ui.theme_changed.connect(self._arrange)
        ui.texts_changed.connect(self._arrange)

    @property
    def chips(self) -> list[TouchpointChip]:
        """The chips in order."""
        return self._chips

    def show_log(self, log: Log) -> None:
        """Make the chips of a session's site."""
        # Behind the touchpoints stand the zones in which nothing is observed: only the time there is kept.
        closed = log.board.closed
        if self._log is log and self._points == (*log.board.touchpoints, *closed):
            self.refresh()
            return
        self._log, self._points = log, (*log.board.touchpoints, *closed)
        self._closed = {zone.id for zone in closed}
        for chip in self._chips:
            chip.deleteLater()
        self._chips = [self._chip(point, place) for place, point in enumerate(self._points)]
        self._first = 0
        self.setVisible(bool(self._chips))
        self.updateGeometry()
        self.refresh()
        self._arrange()

    def refresh(self) -> None:
        """Take choice and counts from the session."""
        log = self._log
        if log is None:
            return
        for point, chip in zip(self._points, self._chips, strict=True):
            chip.set_count(log.by_touchpoint[point.id])
            here = log.followed.current.here if log.followed.current is not None else None
            at = here.place_id if here is not None else None
            on = point.id == at if point.id in self._closed else log.touchpoint == point.id
            if chip.isChecked() != on:
                chip.setChecked(on)
                if on:
                    self._reveal(chip)

    def choose(self, number: int) -> None:
        """Choose by the number of Shift+digit, from 1."""
        if 1 <= number <= len(self._points) and self._points[number - 1].id not in self._closed:
            self._pressed(self._points[number - 1])

    def set_compact(self, compact: bool) -> None:
        """One line, 48 high, as on a tablet."""
        self._compact = compact
        for chip in self._chips:
            chip.set_compact(compact)
        self.updateGeometry()
        self._arrange()

    def sizeHint(self) -> QSize:
        """As high as its chips."""
        return QSize(200, self._chips[0].sizeHint().height() if self._chips else 0)

    def minimumSizeHint(self) -> QSize:
        """Room for one chip and the turning button."""
        return QSize(160, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room."""
        super().resizeEvent(event)
        self._arrange()

    def _chip(self, point: Named, place: int) -> TouchpointChip:
        key = f"⇧{place + 1}" if place < 8 and point.id not in self._closed else ""
        chip = TouchpointChip(self.ui, lambda x: pick(point.name, x.locale), key=key, parent=self)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.set_compact(self._compact)
        chip.clicked.connect(lambda: self._pressed(point))
        return chip

    def _pressed(self, point: Named) -> None:
        log = self._log
        if log is None:
            return
        if point.id in self._closed:
            self.zone_chosen.emit(point.id)
        else:
            self.chosen.emit(None if log.touchpoint == point.id else point.id)

    def _turn(self) -> None:
        shown = sum(1 for chip in self._chips if chip.isVisible())
        self._first = self._first + shown if self._first + shown < len(self._chips) else 0
        self._arrange()

    def _reveal(self, chip: TouchpointChip) -> None:
        if self.isVisible() and not chip.isVisible():
            self._first = self._chips.index(chip)
            self._arrange()

    def _arrange(self) -> None:
        widths = [chip.sizeHint().width() for chip in self._chips]
        high = self.height()
        total = sum(widths) + _GAP * (len(widths) - 1)
        fits = total <= self.width()
        self._on.setVisible(bool(self._chips) and not fits)
        if fits:
            self._first = 0
        side = self._on.sizeHint().width()
        self._on.setGeometry(self.width() - side, 0, side, high)
        room = self.width() if fits else self.width() - side - _GAP
        spare = (self.width() - total) / max(1, len(widths)) if fits and not self._compact else 0.0
        x = 0.0
        for place, (chip, width) in enumerate(zip(self._chips, widths, strict=True)):
            shown = place >= self._first and (x + width <= room + 0.5 or x == 0)
            if shown:
                right = x + width + spare
                chip.setGeometry(round(x), 0, round(right) - round(x), high)
                x = right + _GAP
            elif place >= self._first:
                x = float(room + 1)
            chip.setVisible(shown)
