# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window of an open study: rail, bar, banners and the rooms, each made when it is first entered."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cxfield.i18n import Texts
from ui.context import Say, Ui
from ui.jobs import Job, Progress
from ui.pages.base import Page
from ui.shell.rail import RailBar
from ui.shell.rooms import FIRST_ROOM, ROOMS, SETTINGS, Room, room
from ui.shell.topbar import TopBar, said
from ui.widgets.containers import Banner, Panel
from ui.widgets.label import Label
from ui.widgets.progress import ProgressPanel

if TYPE_CHECKING:
    from ui.awake import Awake
    from ui.shell.reminder import ReminderBar

_REMIND_AFTER_MS = 600


class StudyView(QWidget):
    """`go(room_id)` enters a room; before the study is open it shows what is being opened."""

    room_changed = Signal(str)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._pages: dict[str, Page] = {}
        self._place: dict[str, Any] = {}
        self._title = ""
        self.room_id = ""
        self.compact = False
        self._awake: Awake | None = None
        self.rail = RailBar(ui, ROOMS, SETTINGS)
        self.rail.chosen.connect(self.go)
        self.bar = TopBar(ui)
        self.read_only = Banner(ui, icon_name="lock")
        self.trouble = Banner(ui, tone="danger", icon_name="warning")
        self._banners = self._make_banners()
        self.reminder: ReminderBar | None = None
        self.stack = QStackedWidget()
        self.waiting = _Waiting(ui)
        self.stack.addWidget(self.waiting)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._banners)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        self._column = column
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.setAcceptDrops(True)
        ui.opened.connect(self.open)
        ui.bus.failed.connect(self._failed)
        ui.bus.saved.connect(self._saved)
        ui.bus.capturing.connect(self.rail.set_capturing)
        ui.bus.capturing.connect(self._stay_awake)
        ui.texts_changed.connect(self._say_place)

    @property
    def page(self) -> Page | None:
        """The page in front."""
        return self._pages.get(self.room_id)

    def show_opening(self, title: str) -> None:
        """Show the frame of the window while the study is opened behind it."""
        self._title = title
        self.room_id = FIRST_ROOM
        self.rail.setEnabled(False)
        self.rail.set_room(FIRST_ROOM)
        self.stack.setCurrentWidget(self.waiting)
        self.waiting.show_title(title)
        self._show_bar()
        self._show_banners()

    def show_study(self, title: str, place: dict[str, Any], then: Callable[[], None] = lambda: None) -> None:
        """The study is open: return to where the work was."""
        self._title = title
        self._place = dict(place)
        self.rail.setEnabled(True)
        self.room_id = ""
        wanted = place.get("room")
        target = room(wanted if isinstance(wanted, str) else FIRST_ROOM)
        self._show_banners()
        # Made in one turn of the event loop, laid out in the next, painted in a third: none is long.
        self._make(target)

        def enter() -> None:
            self.stack.setUpdatesEnabled(False)
            self.go(target.id)
            QTimer.singleShot(1, self, show)

        def show() -> None:
            self.stack.setUpdatesEnabled(True)
            then()
            QTimer.singleShot(_REMIND_AFTER_MS, self, self._remind)

        # Not 0: that would be one more posted event, before anybody's timers, keys and paint.
        QTimer.singleShot(1, self, enter)

    def _remind(self) -> None:
        """Say what is due, once the study can be worked with; not over a page that has the whole window."""
        study = self.ui.study
        if study is None or (self.page is not None and self.page.own_bar):
            return
        if self.reminder is None:
            from ui.shell.reminder import ReminderBar

            self.reminder = ReminderBar(self.ui, self._open_wave)
            self._column.insertWidget(1, self.reminder)
        self.reminder.ask(study, dt.datetime.now().astimezone().date())

    def _open_wave(self, wave_id: str) -> None:
        if not wave_id:
            self.open("debrief", {"tab": "reflections"})
            return
        self.go("plan")
        if self.page is not None:
            self.page.go_to({"tab": "study", "at": f"waves/{wave_id}"})

    def set_title(self, title: str) -> None:
        """The name of the study in another language."""
        self._title = title
        self._say_place()

    def go(self, room_id: str) -> None:
        """Enter a room; its page is made the first time."""
        target = room(room_id)
        if target.id == self.room_id or self.ui.study is None:
            return
        self.keep_place()
        if self.page is not None:
            self.page.left()
        page = self._pages.get(target.id) or self._make(target)
        self.room_id = target.id
        if self.ui.undo is not None:
            self.ui.undo.scope = target.id
        self.rail.set_room(target.id)
        self.stack.setCurrentWidget(page)
        page.set_compact(self.compact)
        self._show_bar()
        page.entered()
        if self._place.get("room") != target.id:
            self._place["room"] = target.id
            self.ui.study.keep_place(room=target.id)
        self.room_changed.emit(target.id)

    def open(self, room_id: str, target: object) -> None:
        """Enter a room and hand it what it should open."""
        self.go(room_id)
        page = self._pages.get(room_id)
        if page is not None and target is not None:
            page.take(target)

    def _stay_awake(self, room_id: str) -> None:
        """While something is captured neither the machine nor its screen falls asleep."""
        if room_id and self._awake is None and QGuiApplication.platformName() != "offscreen":
            from ui.awake import Awake

            self._awake = Awake()
        if self._awake is not None:
            if room_id:
                self._awake.hold()
            else:
                self._awake.release()

    def keep_place(self) -> None:
        """Remember where the page in front is."""
        page, study = self.page, self.ui.study
        if page is None or study is None:
            return
        place = page.place()
        if place and place != self._place.get(self.room_id):
            self._place[self.room_id] = place
            study.keep_place(**{self.room_id: place})

    def leave_all(self) -> None:
        """The study is being closed: seal what was typed, remember the place, drop the pages."""
        self._stay_awake("")
        if self.page is not None:
            self.page.left()
        self.keep_place()

    def unsaved(self) -> int:
        """What the pages still hold that is not on the disk."""
        return sum(page.unsaved() for page in self._pages.values())

    def drop_pages(self) -> None:
        """Forget the pages of a study that was closed."""
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._place = {}
        self.room_id = ""
        self.trouble.hide()
        if self.reminder is not None:
            self.reminder.hide()

    def set_compact(self, compact: bool) -> None:
        """Hide the rail behind the menu button on a narrow window."""
        self.compact = compact
        self.rail.setVisible(not compact)
        self.bar.set_compact(compact)
        if self.page is not None:
            self.page.set_compact(compact)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Colleagues' files may be dropped anywhere on the window."""
        if self.ui.study is not None and _pooled_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """They are pooled in Debrief, after a preview."""
        files = _pooled_files(event)
        event.acceptProposedAction()
        # In a turn of its own: the program they were dragged from waits for this one to end.
        QTimer.singleShot(0, self, lambda: self.open("debrief", files))

    def _make(self, target: Room) -> Page:
        page = target.load()(self.ui)
        page.bar_changed.connect(self._show_bar)
        page.menu_wanted.connect(self.bar.menu_wanted)
        page.room_wanted.connect(self.go)
        self._pages[target.id] = page
        self.stack.addWidget(page)
        place = self._place.get(target.id)
        if isinstance(place, dict):
            page.go_to(place)
        return page

    def _make_banners(self) -> Panel:
        panel = Panel(self.ui, "bg.app")
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        for banner in (self.read_only, self.trouble):
            column.addWidget(banner)
            banner.hide()
        panel.hide()
        return panel

    def _show_banners(self) -> None:
        study = self.ui.study
        looking = study is not None and study.read_only
        if looking and study is not None:
            self.read_only.set_words(_why_read_only(study.file.owner))
        self.read_only.setVisible(looking)
        self._banners.setVisible(not self.read_only.isHidden() or not self.trouble.isHidden())

    def _show_bar(self) -> None:
        page = self.page
        self.bar.setVisible(page is None or not page.own_bar)
        self._say_place()

    def _say_place(self) -> None:
        if self.room_id:
            words = self.page.title() if self.page is not None else ""
            target = room(self.room_id)
            self.bar.show_place(self._title, words or (lambda texts: texts.tc(*target.label)))

    def _failed(self, error: BaseException) -> None:
        self.trouble.set_words(said(error))
        self.trouble.show()
        self._show_banners()

    def _saved(self) -> None:
        if not self.trouble.isHidden():
            self.trouble.hide()
            self._show_banners()


class _Waiting(QWidget):
    """One quiet sentence while a study is opened; what takes long shows how far it is and can be stopped."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        column = QVBoxLayout(self)
        column.addStretch(1)
        self._label = Label(ui, "", "body", "text.secondary")
        self._panel: ProgressPanel | None = None
        self._row = QHBoxLayout()
        self._row.addStretch(1)
        self._row.addWidget(self._label)
        self._row.addStretch(1)
        column.addLayout(self._row)
        column.addStretch(1)

    def show_title(self, title: str) -> None:
        """Say what is being opened."""
        self._label.set_words(lambda texts: texts.t("Opening {title}…", title=title))
        self._label.show()
        if self._panel is not None:
            self._panel.deleteLater()
            self._panel = None

    def follow(self, job: Job[Any], title: Say) -> None:
        """Show a panel as soon as the job tells how far it is."""

        def progressed(progress: Progress) -> None:
            if self._panel is None:
                self._label.hide()
                self._panel = ProgressPanel(self.ui, title)
                self._panel.follow(job)
                self._row.insertWidget(1, self._panel)
            self._panel.show_progress(progress)

        job.progressed.connect(progressed)


def _pooled_files(event: QDropEvent) -> list[Path]:
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [file for file in files if file.suffix.lower() in (".cxf", ".cxpack")]


def _why_read_only(owner: str | None) -> Say:
    def words(texts: Texts) -> str:
        if owner:
            return texts.t("Read-only: this study is open elsewhere ({owner}).", owner=owner)
        return texts.t("Read-only: this file or its folder cannot be written.")

    return words
