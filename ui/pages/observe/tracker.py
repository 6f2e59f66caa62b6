# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shoppers and details on the live screen: keys and taps of the strip, row at the foot, track sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from ui.pages.observe.middle import SHEET
from ui.shortcuts import bind

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cxfield.services.observation_shapes import EntryRow
    from ui.pages.observe.camera import Camera
    from ui.pages.observe.capture import CaptureView
    from ui.pages.observe.followed import KEYS
    from ui.pages.observe.log import Log
    from ui.pages.observe.sheet import TrackSheet
    from ui.pages.observe.viewfinder import Viewfinder
else:
    from ui.pages.observe.followed import KEYS


class Tracker(QObject):
    """Connects what belongs to shoppers; the live screen itself knows codes, notes and ratings."""

    def __init__(self, view: CaptureView) -> None:
        super().__init__(view)
        self._view = view
        self._log: Log | None = None
        self.sheet: TrackSheet | None = None
        self.finder: Viewfinder | None = None
        self.make_camera: Callable[[Any, QWidget], Camera] = machine_camera
        self._pictured: tuple[Log, EntryRow, str, str | None] | None = None
        view.shoppers.chosen.connect(self.choose)
        view.shoppers.given.connect(self.give)
        view.shoppers.added.connect(self.add)
        view.foot.sheet_wanted.connect(partial(view.middle.turn, SHEET))
        view.foot.photo_wanted.connect(self.photograph)
        view.foot.earlier_wanted.connect(view.line.begin_at)
        view.foot.left.connect(self._left)
        view.foot.acts.update(find=self.find, remove=self._remove)
        view.fields.how_wanted.connect(partial(self._write, "how"))
        view.fields.interpretation_wanted.connect(partial(self._write, "interpretation"))
        view.points.zone_chosen.connect(self.enter_closed)
        view.strip.more_wanted.connect(view.foot.more)
        view.fields.more_wanted.connect(view.foot.more)
        view.panel.finder.left.connect(self._left)
        view.panel.timeline.opened.connect(view.panel.view.opened)
        view.middle.add(SHEET, self._make_sheet)
        self._bind()

    def show_log(self, log: Log) -> None:
        """Serve another session."""
        self._log = log
        log.followed.changed.connect(self._changed)
        log.followed.chosen.connect(self._chosen)
        if self.sheet is not None:
            self.sheet.show_log(log)

    def add(self) -> None:
        """Follow a new shopper; the row asks what the track sheet asks, and blocks nothing."""
        log, view = self._log, self._view
        if log is None or log.study.read_only:
            return
        if not log.live:
            view.say(lambda x: x.t("The session is paused. Continue it to log."))
            return
        if log.followed.add(log.stamp()) is not None:
            view.foot.show("shopper")

    def choose(self, shopper_id: str | None) -> None:
        """Select a shopper, or nobody."""
        log = self._log
        if log is None:
            return
        log.followed.choose(shopper_id)
        if shopper_id is None or log.study.read_only:
            self._view.foot.close()
        else:
            self._view.foot.show("shopper")

    def number(self, number: int) -> None:
        """F1 to F8: select; the key of the selected one deselects."""
        log = self._log
        shopper = log.followed.numbered(number) if log is not None else None
        if log is not None and shopper is not None:
            self.choose(None if log.followed.selected == shopper.id else shopper.id)

    def give_number(self, number: int) -> None:
        """Ctrl and F1 to F8: the latest entry is that shopper's."""
        log = self._log
        shopper = log.followed.numbered(number) if log is not None else None
        if shopper is not None:
            self.give(shopper.id)

    def give(self, shopper_id: str) -> None:
        """Move the latest entry, or the edited one, to a shopper."""
        log = self._log
        row = log.aim if log is not None else None
        if log is None or row is None or log.study.read_only or row.shopper_id == shopper_id:
            return
        log.followed.give(row, shopper_id)
        letter = log.followed.letter(shopper_id)
        self._view.say(lambda x: x.t("Moved to shopper {letter}.", letter=letter))

    def let_go(self) -> None:
        """The selected shopper has left."""
        log = self._log
        shopper = log.followed.current if log is not None else None
        if log is not None and shopper is not None and not log.study.read_only:
            log.followed.let_go(shopper.id, log.stamp())
            letter = shopper.letter
            self._view.say(lambda x: x.t("Shopper {letter} has left.", letter=letter))

    def _marker(self) -> None:
        if self._log is not None and not self._log.study.read_only:
            self._view.foot.write_marker()

    def _write(self, field: str) -> None:
        if self._log is not None and not self._log.study.read_only:
            self._view.foot.write(field)

    def _edit(self) -> None:
        log = self._log
        line = log.rows.at(0) if log is not None else None
        if line is not None and log is not None and not log.study.read_only:
            self._view.line.edit(line.row)

    def _remove(self) -> None:
        """Take the latest entry, or the edited one, out; a notice offers it back."""
        row = self._log.aim if self._log is not None else None
        if row is not None:
            self._view.panel.view.removal_wanted.emit(row.id)

    def photograph(self, subject: str, participant: str | None) -> None:
        """Take a picture, or choose a file, beside the running session: nothing waits for it."""
        log, view = self._log, self._view
        row = log.aim if log is not None else None
        if log is None or row is None:
            return
        if self.finder is None:
            from ui.pages.observe.viewfinder import Viewfinder

            self.finder = Viewfinder(view.ui, view, self.make_camera)
            self.finder.taken.connect(self._keep)
            self.finder.file_wanted.connect(self._choose_file)
            self.finder.closed.connect(view.take_focus)
        self._pictured = (log, row, subject, participant)
        name, time = log.name_of(row), view.ui.texts.stopwatch(row.t_ms)
        self.finder.open_at(view.beside(), lambda x: x.t("Photo for {time} {entry}", time=time, entry=name))

    def let_go_camera(self) -> None:
        """The study is closed, or the screen is locked: the camera must not look on."""
        if self.finder is not None:
            self.finder.close_camera()

    def _choose_file(self) -> None:
        from ui.pages.observe.photo import choose_photo

        if self._log is not None:
            choose_photo(self._view.ui, self._view, self._attach, self._log.said.emit)

    def _keep(self, picture: object) -> None:
        from ui.pages.observe.photo import read_photo

        if self._log is not None:
            read_photo(self._view.ui, self._view, picture, self._attach, self._log.said.emit)  # type: ignore[arg-type]

    def _attach(self, picture: object) -> None:
        if self._pictured is None or self._pictured[0] is not self._log:
            return
        _, row, subject, participant = self._pictured
        self._view.foot.details().keep_photo(row, picture, subject, participant)
        self._view.say(lambda x: x.t("Photograph attached."))

    def enter_closed(self, zone_id: str) -> None:
        """The selected shopper goes where nothing is observed, or comes out."""
        log = self._log
        if log is None or not log.live:
            return
        shopper = log.followed.current
        if shopper is None:
            self._view.say(lambda x: x.t("Select a shopper first: nothing is observed there but the time."))
            return
        inside = shopper.here is not None and shopper.here.place_id == zone_id
        log.touchpoint = None
        log.followed.go(None if inside else zone_id, log.stamp(), zone=True)
        self._view.points.refresh()
        self._view.touchpoint_chosen.emit()

    def find(self) -> None:
        """Look for entries; on a tablet the list comes to the front first."""
        log, view = self._log, self._view
        if log is not None:
            if view.tight and view.panel.isHidden():
                view.toggle_list()
            view.panel.finder.open_finder(log)

    def _star(self) -> None:
        if self._log is not None and not self._log.study.read_only:
            self._view.foot.star()

    def _left(self) -> None:
        """Writing on the second line is over: back to where letters go."""
        view = self._view
        if view.line.text or view.line.earlier is not None:
            view.line.begin()
        else:
            view.middle.take_focus()

    def _changed(self) -> None:
        view = self._view
        if self._log is not None:
            view.points.show_log(self._log)
        view.shoppers.refresh()
        view.line.learn()
        view.panel.refresh_late()
        if self.sheet is not None:
            self.sheet.refresh()

    def _chosen(self) -> None:
        view, log = self._view, self._log
        if log is None:
            return
        view.shoppers.refresh()
        view.points.refresh()
        view.grid.tick()
        view.touchpoint_chosen.emit()
        if self.sheet is not None:
            self.sheet.refresh()

    def _make_sheet(self) -> QWidget:
        from ui.pages.observe.sheet import TrackSheet
        from ui.widgets.containers import Scroll

        self.sheet = TrackSheet(self._view.ui, press=self._view.press)
        if self._log is not None:
            self.sheet.show_log(self._log)
        return Scroll(self._view.ui, self.sheet, fill=None)

    def _bind(self) -> None:
        view = self._view
        for number in range(1, KEYS + 1):
            bind(view, f"observe.shopper.{number}", partial(self.number, number))
            bind(view, f"observe.give.{number}", partial(self.give_number, number))
        bind(view, "observe.follow", self.add)
        bind(view, "observe.marker", self._marker)
        bind(view, "observe.let-go", self.let_go)
        bind(view, "observe.edit", self._edit)
        bind(view, "observe.find", self.find)
        bind(view, "observe.star", self._star)
        bind(view, "observe.how", partial(self._write, "how"))
        bind(view, "observe.interpretation", partial(self._write, "interpretation"))
        bind(view, "observe.earlier", partial(self._write, "earlier"))


def machine_camera(media: Any, owner: QWidget) -> Camera:
    """The camera of the machine; tests bring their own."""
    from ui.pages.observe.camera import MachineCamera

    return MachineCamera(media, owner)
