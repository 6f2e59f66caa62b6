# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Report room: chapters at the left, the real pages in the middle, checks and export at the right."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from cxfield.errors import UserError
from cxfield.i18n import N_, Texts
from cxfield.report.chapters import CHAPTERS
from cxfield.report.dataset import Warn
from cxfield.services.interview_marks import unmark_quote
from cxfield.services.report import DEBRIEF, default_folder, subjects
from cxfield.services.report_desk import OWN_WORDS, Checked, Desk, Shown
from ui.bus import Deliver
from ui.context import Ui
from ui.jobs import Job, Progress
from ui.pages.base import Page
from ui.pages.report.branding import Branding
from ui.pages.report.chapters import ChapterList
from ui.pages.report.charts import Charts
from ui.pages.report.checks import Checks
from ui.pages.report.exporting import Exporting
from ui.pages.report.making import checks_of, preview_of
from ui.pages.report.options import Options
from ui.pages.report.own_words import OwnWords
from ui.pages.report.preview import Preview
from ui.pages.report.writing import Wish, Writing
from ui.shortcuts import bind
from ui.widgets.containers import Line, Panel, Scroll

SCOPE = "report"
_WAIT_MS = 200
_SOON_MS = 20
"""Own words have been waited for once, when they were typed."""
_LARGE = 1.2
_UNMARK = N_("Remove the quote")


class ReportPage(Page):
    """Nothing is written until asked; the preview is the PDF itself, made in the background."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self.checked: Checked | None = None
        self.pages: dict[str, int] = {}
        self._desk = Desk()
        self._early = Deliver(self)
        self._folder: Path | None = None
        self._preview_job: Job[Any] | None = None
        self._check_job: Job[Any] | None = None
        self._number = self._checked_for = 0
        self._stale = True
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self.refresh)
        self.chapters = ChapterList(ui, CHAPTERS)
        self.preview = Preview(ui)
        self.checks = Checks(ui)
        self.exporting = Exporting(ui)
        self.options = Options(ui, tuple(self.exporting.formats.values()))
        self.own_words = OwnWords(ui)
        self.branding = Branding(ui, self.options)
        self.charts = Charts(ui, self.preview, self.exporting)
        self.writing = Writing(ui, self.exporting, self.wish, self)
        self._lay_out()
        self._connect()

    def title(self) -> str:
        """The report has a name of its own."""
        return self.ui.texts.t("Debrief report")

    def entered(self) -> None:
        """Look the report over again when something has changed since."""
        self.exporting.show_folder(self.folder())
        self.branding.show()
        if self._stale:
            self.refresh()
        self.chapters.take_focus()

    def left(self) -> None:
        """A preview nobody looks at is not made."""
        self._wait.stop()
        self.own_words.keep()
        # Whatever is still under way answers to nobody: the study may be closed next.
        self._number += 1
        self._stale = True
        if self._preview_job is not None and self._preview_job.running:
            self._preview_job.cancel()
        self._desk.forget()

    def set_compact(self, compact: bool) -> None:
        """The sides are narrower on a narrow window."""
        super().set_compact(compact)
        theme, room = self.ui.theme, max(self.width(), 640)
        # With large text the pages keep at least a third of the room.
        self.chapters.setFixedWidth(min(theme.px(256 if compact else 324), round(room * 0.25)))
        self.options.set_columns(1 if compact or theme.scale > _LARGE else 2)
        self._side.setFixedWidth(min(theme.px(304 if compact else 364), round(room * 0.38)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sides follow the width of the room."""
        super().resizeEvent(event)
        self.set_compact(self.compact)

    def place(self) -> dict[str, Any]:
        """Chapters and their order, language, formats, brand, folder and page."""
        return {
            "chapters": self.chapters.keys,
            "order": self.chapters.order,
            "brand": str(self.branding.path or ""),
            "language": self.exporting.language.value,
            "formats": list(self.exporting.chosen),
            "folder": str(self._folder) if self._folder is not None else "",
            "page": self.preview.page,
        }

    def go_to(self, place: dict[str, Any]) -> None:
        """Return to them."""
        keys, language = place.get("chapters"), place.get("language")
        order, brand = place.get("order"), place.get("brand")
        if isinstance(order, list):
            self.chapters.use_order([key for key in order if isinstance(key, str)])
        if isinstance(brand, str) and brand and Path(brand).exists():
            self.branding.path = Path(brand)
        if isinstance(keys, list) and keys:
            self.chapters.use_keys([key for key in keys if isinstance(key, str)])
        if language in ("fi", "en"):
            self.exporting.language.set_value(language)
        formats, folder, page = place.get("formats"), place.get("folder"), place.get("page")
        if isinstance(formats, list) and formats:
            for key, check in self.exporting.formats.items():
                check.setChecked(key in formats)
        if isinstance(folder, str) and folder:
            self._folder = Path(folder)
        if isinstance(page, int):
            self.preview.page = page

    def retranslate(self) -> None:
        """The checks say themselves again; the report keeps its own language."""
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def folder(self) -> Path:
        """Where the files go: chosen, or beside the study."""
        study = self.ui.study
        if self._folder is not None or study is None:
            return self._folder or Path()
        return default_folder(study.path, self._texts())

    def refresh(self) -> None:
        """Make the preview and then look the report over, both in the background."""
        study = self.ui.study
        if study is None:
            return
        self._stale = False
        self._number += 1
        number, keys = self._number, self.chapters.keys
        file: Any = study.file
        if self._preview_job is not None and self._preview_job.running:
            self._preview_job.cancel()
        if not keys:
            self._look_over(number)
            return
        wanted, language, desk = self._wanted(), str(self.exporting.language.value), self._desk

        def early(shown: Shown) -> None:
            self._early.post(lambda: self._made_preview(number, shown))

        self._preview_job = self.ui.jobs.run(
            lambda handle: preview_of(desk, file, language, keys, wanted, early, handle),
            done=lambda shown: self._made_preview(number, shown),
            failed=lambda error: self._failed(number, error),
            progressed=lambda progress: self._preview_progress(number, progress),
            cancelled=lambda: self._preview_progress(number, None),
        )

    def _look_over(self, number: int) -> None:
        """Check the report once for each look: when its first pages are there."""
        study = self.ui.study
        if study is None or self._checked_for == number:
            return
        self._checked_for = number
        file: Any = study.file
        desk, texts, keys = self._desk, self.ui.texts, self.chapters.keys
        printed, wanted = str(self.exporting.language.value), self._wanted()
        self._check_job = self.ui.jobs.run(
            lambda _handle: checks_of(desk, file, texts, keys, printed, wanted),
            done=lambda checked: self._looked_over(number, checked),
            failed=lambda error: self._failed(number, error),
        )

    def wish(self) -> Wish | None:
        """What is to be written, or None while something blocks it or nothing is chosen."""
        blocked = self.checked is not None and self.checked.blocks and self.options.kind == DEBRIEF
        if blocked or not self.exporting.chosen or not self.chapters.keys:
            return None
        return Wish(
            self.chapters.keys,
            str(self.exporting.language.value),
            list(self.exporting.chosen),
            self.folder(),
            self.options.kind,
            self._about(),
            self.branding.path,
        )

    def _looked_over(self, number: int, checked: Checked) -> None:
        if number != self._number or not isValid(self):
            return
        self.checked = checked
        study = self.ui.study
        self.checks.show_checked(checked, editable=study is not None and not study.read_only)
        self.exporting.show_blocked(len(checked.blocks) if self.options.kind == DEBRIEF else 0)
        marks = {warn.chapter: "warn" for warn in checked.warnings if warn.chapter}
        marks |= {warn.chapter: "block" for warn in checked.blocks}
        self.chapters.show_marks(marks)

    def _preview_progress(self, number: int, progress: Progress | None) -> None:
        if number == self._number and isValid(self):
            self.preview.show_progress(progress)

    def _made_preview(self, number: int, shown: Shown) -> None:
        if number != self._number or not isValid(self):
            return
        if shown.whole:
            self.preview.show_progress(None)
        self.charts.shown = shown
        self.pages = dict(shown.pages)
        self.preview.show_pages(shown.leaves, shown.figures)
        self.chapters.show_pages(self.pages, self.preview.pages)
        written = self.own_words.key
        if self.own_words.area.hasFocus() and written in self.pages:
            # The words being written may have moved their chapter.
            self.preview.go(self.pages[written])
        self._show_current(self.preview.page)
        self._look_over(number)

    def _failed(self, number: int, error: BaseException) -> None:
        if number != self._number or not isValid(self):
            return
        self.preview.show_progress(None)
        if not isinstance(error, UserError):
            raise error
        self.exporting.show_error(error.say)

    def _show_chapter(self, key: str) -> None:
        self.chapters.show_current(key)
        if key in self.pages:
            self.preview.go(self.pages[key])
        self._show_words(key)

    def _show_current(self, page: int) -> None:
        if self.own_words.area.hasFocus():
            # Whoever writes stays in the chapter, wherever its pages come to stand.
            self.chapters.show_current(self.own_words.key)
            return
        begun = [key for key, start in self.pages.items() if start <= page]
        current = begun[-1] if begun else ""
        if self.chapters.current_key in begun and self.pages[self.chapters.current_key] == page:
            # Of several chapters that begin on the page the one that was chosen stays.
            current = self.chapters.current_key
        self.chapters.show_current(current)
        self._show_words(current)

    def _show_words(self, key: str) -> None:
        chapter = next((c for c in CHAPTERS if c.key == key), None)
        if chapter is not None:
            self.own_words.show_chapter(key, chapter.title, str(self.exporting.language.value))

    def _fix(self, warn: Warn) -> None:
        study = self.ui.study
        if study is None or study.read_only or warn.key != "quotes":
            return

        def unmark(uow: Any) -> None:
            for extract_id in warn.codes:
                unmark_quote(uow, extract_id=extract_id)

        study.call(unmark, label=_UNMARK, scope=SCOPE)

    def _look(self, warn: Warn) -> None:
        self._show_chapter(warn.chapter)

    def _changed(self, change: Any) -> None:
        self._desk.changed(change.kinds)
        if self.isVisible():
            self._refresh_in(_SOON_MS if change.kinds <= OWN_WORDS else _WAIT_MS)
        else:
            self._stale = True

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.ui.texts.t("Where should the reports go?"), str(self.folder().parent)
        )
        if chosen:
            self._folder = Path(chosen)
            self.exporting.show_folder(self._folder)

    def _wanted(self) -> tuple[str, str, Path | None]:
        """Which report, about what, in which look."""
        return self.options.kind, self._about(), self.branding.path

    def _about(self) -> str:
        return self.options.about.value or ""

    def _report_changed(self) -> None:
        """Ask what the report can be about, then show it."""
        study, kind = self.ui.study, self.options.kind
        self.chapters.setEnabled(kind == DEBRIEF)
        if study is None or kind == DEBRIEF:
            self.options.show_subjects(())
            self.refresh()
            return
        file: Any = study.file
        texts = self._texts()

        def found(offered: Any) -> None:
            if isValid(self) and self.options.kind == kind:
                self.options.show_subjects(offered)
                self.refresh()

        self.ui.jobs.run(
            lambda _handle: subjects(file, texts, kind),
            done=found,
            failed=lambda error: self._failed(self._number, error),
        )

    def _language_changed(self) -> None:
        self.exporting.show_folder(self.folder())
        self._refresh_in(_WAIT_MS)

    def _refresh_in(self, ms: int) -> None:
        """Wait a little for what else changes; what has waited longest goes first."""
        if not self._wait.isActive() or self._wait.remainingTime() > ms:
            self._wait.start(ms)

    def _texts(self) -> Texts:
        return Texts(str(self.exporting.language.value or self.ui.texts.locale))

    def _lay_out(self) -> None:
        ui = self.ui
        self._side = Panel(ui, "bg.surface", "left")
        side = QVBoxLayout(self._side)
        side.setContentsMargins(1, 0, 0, 0)
        side.setSpacing(0)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 14, 20, 12)
        column.addWidget(self.options)
        column.addSpacing(12)
        column.addWidget(Line(ui))
        column.addSpacing(12)
        column.addWidget(self.checks)
        side.addWidget(Scroll(ui, inner, fill="bg.surface"), 1)
        side.addWidget(Line(ui))
        foot = QVBoxLayout()
        foot.setContentsMargins(20, 0, 20, 16)
        foot.addWidget(self.exporting)
        side.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.chapters.add_below(self.own_words)
        row.addWidget(self.chapters)
        row.addWidget(self.preview, 1)
        row.addWidget(self._side)
        self.set_compact(False)

    def _connect(self) -> None:
        self.chapters.turned.connect(lambda *_: self._refresh_in(_WAIT_MS))
        self.chapters.shown.connect(self._show_chapter)
        self.preview.page_shown.connect(self._show_current)
        self.checks.fix.connect(self._fix)
        self.checks.look.connect(self._look)
        self.options.report_chosen.connect(self._report_changed)
        self.options.about_chosen.connect(self.refresh)
        self.branding.changed.connect(self.refresh)
        self.exporting.folder_wanted.connect(self._choose_folder)
        self.exporting.changed.connect(self._language_changed)
        self.ui.bus.changed.connect(self._changed)
        self.ui.theme_changed.connect(lambda: self.set_compact(self.compact))
        bind(self, "report.export", self.writing.write)
        bind(self, "report.open", self.exporting.open_file)
