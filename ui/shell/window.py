# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main window: the start page, or a study; shows and closes studies."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cxfield.errors import UserError
from cxfield.i18n import Texts, pick
from ui import shortcuts
from ui.context import Ui
from ui.making import theme_name
from ui.shell.entrance import Entrance
from ui.shell.greeting import draw_greeting

# Everything else is imported where it is used, behind the first frame: it is a third of the start.
if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent

    from ui.opening import Opened, Opener
    from ui.pages.start import StartPage
    from ui.shell.study_view import StudyView
    from ui.widgets.toast import Toast

COMPACT_BELOW = 1100
# The other rooms are loaded when the first one has settled.
_WARM_UP_AFTER_MS = 300


class MainWindow(QWidget):
    """`open_study(path)`, `close_study()`; `usable` is called once when the first page can be worked on."""

    def __init__(
        self, ui: Ui, make_opener: Callable[[], Opener], *, now: Callable[[], dt.datetime] | None = None
    ) -> None:
        super().__init__()
        self.ui = ui
        self.entrance = Entrance(self, make_opener)
        self._opened: Opened | None = None
        self._warm = False
        self._seen = False
        self._greeting = ""
        self.on_first_frame: Callable[[], None] = lambda: None
        self._first_frame: Callable[[], None] = lambda: None
        self.on_usable: Callable[[], None] = lambda: None
        self.setWindowTitle("CXField")
        self.setMinimumSize(640, 480)
        self.setAutoFillBackground(True)
        self._now = now or (lambda: dt.datetime.now().astimezone())
        self._start: StartPage | None = None
        self._study: StudyView | None = None
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self._toast: Toast | None = None
        self._connect()

    @property
    def start(self) -> StartPage:
        """The start page; made when first needed."""
        if self._start is None:
            self._start = self._make_start()
        return self._start

    @property
    def toast(self) -> Toast:
        """Notices at the foot of the window."""
        if self._toast is None:
            from ui.widgets.toast import Toast

            self._toast = Toast(self.ui, self)
        return self._toast

    @property
    def study(self) -> StudyView:
        """The view of a study; made when first needed."""
        if self._study is None:
            self._study = self._make_study_view()
        return self._study

    def begin(self, path: Path | None) -> None:
        """After the first frame: load the heavy modules, and open a study if one was named."""
        if path is None:
            self._first_frame = self._start_usable
        else:
            title = self.entrance.known_title(path)
            self.setWindowTitle(f"{title} – CXField")
            self._greeting = self.ui.texts.t("Opening {title}…", title=title)
            self._first_frame = lambda: self.open_study(path)

    def open_study(self, path: Path, passphrase: str | None = None) -> None:
        """Open a study; what goes wrong is said in a sentence and leaves everything as it was."""
        self.entrance.open(path, passphrase)

    def close_study(self) -> bool:
        """Finish all writes and go back to the start page; False if the user stays to wait for the disk."""
        session = self.ui.study
        if session is None:
            return True
        from ui.shell.leaving import may_close

        if not may_close(self.ui, self.study, self):
            return False
        self._remember(closing=True)
        self.study.drop_pages()
        self.ui.study = None
        self.ui.undo = None
        self._opened = None
        try:
            session.close()
        except UserError as error:
            self._not_closed(error)
        session.deleteLater()
        self.show_start()
        return True

    def show_opening(self, title: str) -> None:
        """Say that a study is being opened."""
        self.study.show_opening(title)
        self.stack.setCurrentWidget(self.study)
        self.setWindowTitle(f"{title} – CXField")

    def show_study(self, opened: Opened) -> None:
        """Put a study that was opened in front."""
        from ui.session import StudySession
        from ui.shell.topbar import said
        from ui.undo import Undo

        self._opened = opened
        session = StudySession(opened.file, self.ui.bus, self)
        self.ui.study = session
        undo = Undo(session, self)
        undo.undone.connect(self._say_undone)
        undo.nothing.connect(lambda error: self.toast.show_words(said(error)))
        self.ui.bus.rewritten.connect(self._say_rewritten, Qt.ConnectionType.UniqueConnection)
        self.ui.undo = undo
        self.study.show_study(self._title(), opened.place, self._first_usable)
        self._retitle()
        self._remember()

    def show_start(self) -> None:
        """Put the start page in front."""
        self.setWindowTitle("CXField")
        self.start.set_compact(self.width() < COMPACT_BELOW)
        self.stack.setCurrentWidget(self.start)
        self.start.entered()

    def show_settings(self) -> None:
        """The settings: a room of the study, or a dialog on the start page."""
        from ui.shell import asking

        if self.ui.study is not None:
            self.study.go("settings")
        else:
            asking.settings(self.ui, self)

    def use_language(self, locale: str) -> None:
        """Switch the language of the window."""
        self.ui.settings.change(language=locale)
        self.ui.use_language(Texts(locale))

    def toggle_language(self) -> None:
        """The other language."""
        self.use_language("en" if self.ui.texts.locale == "fi" else "fi")

    def toggle_theme(self) -> None:
        """The other theme."""
        name = "light" if self.ui.theme.dark else "dark"
        self.ui.settings.change(theme=name)
        self.ui.themes.use(name=theme_name(name))

    def toggle_full_screen(self) -> None:
        """Fill the screen, or not."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def show_menu(self) -> None:
        """The rooms as a menu, when the rail is hidden."""
        from ui.shell.room_menu import show_room_menu

        if self.ui.study is not None:
            show_room_menu(self)

    def show_help(self) -> None:
        """The table of shortcuts."""
        from ui.shell.help import HelpDialog

        room = self.study.room_id if self.ui.study is not None else "start"
        HelpDialog(self.ui, room, self).ask()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first frame is the mark, or what is being opened; all else starts when it is on the screen."""
        if not self.stack.count():
            draw_greeting(self, self.ui.theme, self._greeting)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self, self._after_first_frame)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window hides the rail."""
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Everything is on the disk before the window goes."""
        if self.close_study():
            super().closeEvent(event)
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the system's light and dark while the theme says so."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange and self.ui.settings.now.theme == "system":
            self.ui.themes.use(name=theme_name("system"))

    def _connect(self) -> None:
        self.ui.theme_changed.connect(self._use_palette)
        self.ui.texts_changed.connect(self._retitle)
        self._use_palette()

    def _make_start(self) -> StartPage:
        from ui.pages.start import StartPage

        start = StartPage(self.ui, self._now)
        start.open_wanted.connect(lambda path: self.open_study(Path(path)))
        start.file_wanted.connect(self.entrance.choose)
        start.demo_wanted.connect(self.entrance.open_demo)
        start.new_wanted.connect(self.entrance.make)
        start.settings_wanted.connect(self.show_settings)
        start.language_chosen.connect(self.use_language)
        start.theme_wanted.connect(self.toggle_theme)
        self.stack.addWidget(start)
        return start

    def _make_study_view(self) -> StudyView:
        from ui.shell.study_view import StudyView

        view = StudyView(self.ui)
        view.rail.home_wanted.connect(self.close_study)
        view.bar.home_wanted.connect(self.close_study)
        view.bar.menu_wanted.connect(self.show_menu)
        view.bar.language_chosen.connect(self.use_language)
        view.bar.theme_wanted.connect(self.toggle_theme)
        self.stack.addWidget(view)
        view.set_compact(self.width() < COMPACT_BELOW)
        return view

    def _after_first_frame(self) -> None:
        self.on_first_frame()
        from ui.shell.room_menu import bind_window_keys

        bind_window_keys(self)
        self._first_frame()

    def _start_usable(self) -> None:
        self.stack.setCurrentWidget(self.start)
        self.start.entered()
        self._first_usable()

    def _first_usable(self) -> None:
        if not self._warm and not gc.isenabled():
            # What the start made stays: no collection need look at it again.
            gc.freeze()
        self.on_usable()
        QTimer.singleShot(_WARM_UP_AFTER_MS, self, self._settle)

    def _settle(self) -> None:
        """What can wait until the first view stands."""
        if self._opened is not None:
            self.entrance.opener.claim(self._opened.file)
        if not self._warm and self.isVisible():
            self._warm = True
            self.ui.jobs.run(lambda handle: self.entrance.opener.warm_up(lambda: handle.cancelled))

    def _title(self) -> str:
        return pick(self._opened.card.title, self.ui.texts.locale) if self._opened else ""

    def _retitle(self) -> None:
        if self._opened is not None:
            title = self._title() or self._opened.file.path.stem
            self.study.set_title(title)
            self.setWindowTitle(f"{title} – CXField")

    def _remember(self, *, closing: bool = False) -> None:
        from ui.opening import now_ms

        opened = self._opened
        if opened is None:
            return
        card = opened.card
        if closing and not opened.file.read_only:
            # A file that is gone or cannot be read any more still closes; its card stays as it was.
            with suppress(UserError):
                card = self.entrance.opener.card(opened.file)
        path = str(opened.file.path.resolve())
        self.ui.settings.remember(card.recent(path, now_ms()))

    def _not_closed(self, error: UserError) -> None:
        from ui.shell import asking

        asking.tell(self.ui, lambda x: x.t("The study did not close as it should"), error.say, self)

    def _say_undone(self, label: str) -> None:
        self.toast.show_words(
            lambda x: x.t("Undone: {what}", what=x.t(label)),
            action=lambda x: x.t("Redo"),
            key=shortcuts.keycap_of("redo"),
            icon_name="redo",
            pressed=self.ui.undo.redo if self.ui.undo else None,
        )

    def _say_rewritten(self) -> None:
        self.toast.show_words(
            lambda x: x.t("The study file had been deleted. It was written again, with everything in it."),
            icon_name="warning",
        )

    def _use_palette(self) -> None:
        self.setPalette(self.ui.theme.palette())
        self.setFont(self.ui.theme.font("body"))

    def _fit(self) -> None:
        compact = self.width() < COMPACT_BELOW
        if self._study is not None and self._study.compact != compact:
            self._study.set_compact(compact)
