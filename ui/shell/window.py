# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main window: the start page, or a study; opens, makes and closes studies."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cxfield import paths
from cxfield.errors import UserError
from cxfield.i18n import Texts, pick
from ui import shortcuts
from ui.context import Ui
from ui.making import theme_name
from ui.shell.greeting import draw_greeting

# Everything else is imported where it is used, behind the first frame: it is a third of the start.
if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent

    from ui.jobs import Handle
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
        self._make_opener = make_opener
        self._made_opener: Opener | None = None
        self._opened: Opened | None = None
        self._busy = False
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
    def _opener(self) -> Opener:
        if self._made_opener is None:
            self._made_opener = self._make_opener()
        return self._made_opener

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
            title = self._known_title(path)
            self.setWindowTitle(f"{title} – CXField")
            self._greeting = self.ui.texts.t("Opening {title}…", title=title)
            self._first_frame = lambda: self.open_study(path)

    def open_study(self, path: Path, passphrase: str | None = None) -> None:
        """Open a study; what goes wrong is said in a sentence and leaves everything as it was."""

        def failed(error: BaseException) -> None:
            from ui.opening import may_be_encrypted

            if may_be_encrypted(path):
                self._ask_passphrase(path, wrong=passphrase is not None)
            else:
                self._not_opened(error)

        self._run(self._known_title(path), lambda _: self._opener.open(path, passphrase), failed)

    def open_demo(self) -> None:
        """Open the demo study; it is made the first time."""
        locale = self.ui.texts.locale
        self._run("Pihlakko", lambda handle: self._opener.demo(locale, handle.step), self._not_opened)

    def new_study(self, template: str) -> None:
        """Ask for a name and make a study."""
        from ui.opening import new_path
        from ui.shell import asking

        title = asking.new_name(self.ui, self)
        if not title:
            return
        path, locale = new_path(title), self.ui.texts.locale
        self._run(title, lambda _: self._opener.new(path, template, title, locale), self._not_opened)

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
        self._show_start()
        return True

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
        start.file_wanted.connect(self.choose_file)
        start.demo_wanted.connect(self.open_demo)
        start.new_wanted.connect(self.new_study)
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

    def _run(
        self, title: str, work: Callable[[Handle], Opened], failed: Callable[[BaseException], None]
    ) -> None:
        if self._busy or not self.close_study():
            return
        self._busy = True
        # Made, shown and begun in three turns of the event loop, so that none takes long.
        view = self.study

        def show() -> None:
            self._show_opening(title)
            QTimer.singleShot(0, self, start)

        def both(handle: Handle) -> Opened:
            opened = work(handle)
            self._opener.load_room(opened.place)
            return opened

        def stopped() -> None:
            self._busy = False
            self._show_start()

        def over(error: BaseException) -> None:
            self._busy = False
            self._show_start()
            failed(error)

        def start() -> None:
            job = self.ui.jobs.run(both, done=self._show_study, failed=over, cancelled=stopped)
            view.waiting.follow(job, title)

        QTimer.singleShot(0, self, show)

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
            self._opener.claim(self._opened.file)
        if not self._warm and self.isVisible():
            self._warm = True
            self.ui.jobs.run(lambda handle: self._opener.warm_up(lambda: handle.cancelled))

    def _known_title(self, path: Path) -> str:
        known = (r.title for r in self.ui.settings.now.recent if r.path == str(path))
        return pick(next(known, None), self.ui.texts.locale) or path.stem

    def _show_opening(self, title: str) -> None:
        self.study.show_opening(title)
        self.stack.setCurrentWidget(self.study)
        self.setWindowTitle(f"{title} – CXField")

    def _show_study(self, opened: Opened) -> None:
        from ui.session import StudySession
        from ui.shell.topbar import said
        from ui.undo import Undo

        self._busy = False
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

    def _show_start(self) -> None:
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
                card = self._opener.card(opened.file)
        path = str(opened.file.path.resolve())
        self.ui.settings.remember(card.recent(path, now_ms()))

    def choose_file(self) -> None:
        """Ask for a study file and open it."""
        from PySide6.QtWidgets import QFileDialog

        folder = paths.studies_dir()
        words = self.ui.texts.t("CXField studies and kits (*.cxf *.cxpack)")
        name, _ = QFileDialog.getOpenFileName(self, self.ui.texts.t("Open a file"), str(folder), words)
        if name:
            self.open_study(Path(name))

    def _ask_passphrase(self, path: Path, *, wrong: bool) -> None:
        from ui.shell import asking

        passphrase = asking.passphrase(self.ui, path.name, self, wrong=wrong)
        if passphrase:
            self.open_study(path, passphrase)

    def _not_opened(self, error: BaseException) -> None:
        from ui.shell import asking
        from ui.shell.topbar import said

        asking.tell(self.ui, lambda x: x.t("The study did not open"), said(error), self)

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

    def toggle_full_screen(self) -> None:
        """Fill the screen, or not."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

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
