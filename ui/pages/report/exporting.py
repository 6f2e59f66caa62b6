# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Language, formats, folder and the export itself, with progress, a way to stop and the file to open."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxfield.i18n import N_, Texts
from ui.context import Say, Ui
from ui.jobs import Progress
from ui.shortcuts import keycap_of
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.checks import CheckRow
from ui.widgets.label import Label
from ui.widgets.progress import ThinBar
from ui.widgets.segment import Option, Segment

_FORMATS: tuple[tuple[str, str], ...] = (
    ("docx", N_("Word")),
    ("pdf", N_("PDF")),
    ("html", N_("Web page")),
    ("xlsx", N_("Excel")),
    ("pptx", N_("PowerPoint")),
    ("md", N_("Markdown")),
    ("png", N_("Charts as pictures")),
)
_FIRST = ("docx", "pdf")
_MOST_NAMED = 4


def said(msgid: str) -> Say:
    """A msgid as words that follow the language of the window."""

    def words(texts: Texts) -> str:
        return texts.t(msgid)

    return words


class Exporting(QWidget):
    """`wanted()` to export, `stopped()` to cancel, `folder_wanted()`, `changed()` of language or format."""

    wanted = Signal()
    stopped = Signal()
    folder_wanted = Signal()
    changed = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self.files: list[Path] = []
        self._blocked = 0
        self._busy = False
        self._progress: Progress | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._make_language())
        self.formats = {key: CheckRow(ui, said(words), checked=key in _FIRST) for key, words in _FORMATS}
        for check in self.formats.values():
            check.toggled.connect(self._turned)
        column.addLayout(self._make_folder())
        self.button = Button(
            ui, self._button_words, kind=Kind.PRIMARY, icon_name="export", touch=True, base_height=52,
            key=keycap_of("report.export"),
        )  # fmt: skip
        self.button.clicked.connect(self._pressed)
        column.addWidget(self.button)
        self.bar = ThinBar(ui)
        column.addWidget(self.bar)
        self.note = Label(ui, "", "small", "text.secondary", wrap=True)
        column.addWidget(self.note)
        self.done_row = QWidget()
        done = QHBoxLayout(self.done_row)
        done.setContentsMargins(0, 0, 0, 0)
        self.open = Button(ui, lambda x: x.t("Open the file"), icon_name="report")
        self.open_folder = IconButton(ui, "folder", lambda x: x.t("Open the folder"), kind=Kind.OUTLINE)
        done.addWidget(self.open, 1)
        done.addWidget(self.open_folder)
        self.open.clicked.connect(self.open_file)
        self.open_folder.clicked.connect(self.open_where)
        column.addWidget(self.done_row)
        ui.texts_changed.connect(self._say)
        ui.theme_changed.connect(self._say)
        self._say()

    def _make_language(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(Label(self.ui, lambda x: x.t("Language"), "body", weight=600))
        options = (Option("fi", "Suomi"), Option("en", "English"))
        self.language = Segment(
            self.ui,
            options,
            name=lambda x: x.t("Language of the report"),
            value=self.ui.texts.locale,
            check=False,
        )
        self.language.chosen.connect(self.changed)
        row.addSpacing(12)
        row.addWidget(self.language)
        row.addStretch(1)
        return row

    def _make_folder(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.folder = Label(self.ui, "", "small", "text.secondary", icon_name="folder", elide=True)
        row.addWidget(self.folder, 1)
        self.choose = Button(self.ui, lambda x: x.t("Change…"), kind=Kind.GHOST, base_height=32)
        self.choose.clicked.connect(self.folder_wanted)
        row.addWidget(self.choose)
        return row

    @property
    def chosen(self) -> tuple[str, ...]:
        """The formats that are on."""
        return tuple(key for key, check in self.formats.items() if check.isChecked())

    def show_folder(self, folder: Path) -> None:
        """Where the files go."""
        self.folder.set_words(str(folder))
        self.folder.setToolTip(str(folder))

    def show_blocked(self, blocks: int) -> None:
        """How many things block the export."""
        self._blocked = blocks
        self._say()

    def show_busy(self, *, busy: bool) -> None:
        """An export is under way, or not any more."""
        self._busy = busy
        self._progress = None
        self.bar.set_share(0)
        self._say()

    def show_progress(self, progress: Progress) -> None:
        """How far it is."""
        self._progress = progress
        self.bar.set_share(progress.done / max(progress.total, 1))
        self._say()

    def show_files(self, files: list[Path]) -> None:
        """What was written."""
        self.files = files
        self._say()

    def say(self, words: Say) -> None:
        """Say that something went well."""
        self.note.set_color("text.secondary")
        self.note.set_words(words)
        self.note.show()

    def show_error(self, words: Say) -> None:
        """Why nothing was written."""
        self.note.set_color("danger.base")
        self.note.set_words(words)

    def open_file(self) -> None:
        """Open the first file in the program the system has for it."""
        if self.files:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.files[0])))

    def open_where(self) -> None:
        """Open the folder of the files."""
        if self.files:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.files[0].parent)))

    def _turned(self) -> None:
        self._say()
        self.changed.emit()

    def _pressed(self) -> None:
        (self.stopped if self._busy else self.wanted).emit()

    def _button_words(self, texts: Texts) -> str:
        return texts.t("Cancel") if self._busy else texts.t("Export the report")

    def _say(self) -> None:
        texts = self.ui.texts
        can = not self._blocked and bool(self.chosen)
        self.button.set_words(self._button_words)
        self.button.set_kind(Kind.OUTLINE if self._busy else Kind.PRIMARY)
        self.button.set_icon_name("close" if self._busy else "export")
        # With very large text the words alone fill the button; the key stands in the list of keys.
        no_key = self._busy or self.ui.theme.scale > 1.5
        self.button.set_key("" if no_key else keycap_of("report.export"))
        self.button.setEnabled(self._busy or can)
        self.bar.setVisible(self._busy)
        self.done_row.setVisible(bool(self.files) and not self._busy)
        for part in (self.language, self.choose, *self.formats.values()):
            part.setEnabled(not self._busy)
        self.note.set_color("text.secondary")
        self.note.set_words(self._note(texts))
        self.note.setVisible(bool(self.note.words))

    def _note(self, texts: Texts) -> str:
        if self._busy:
            left = self._progress.left_ms if self._progress is not None else None
            if left is None:
                return texts.t("Writing the report…")
            return texts.t("about {n} s left", n=texts.number(max(1, round(left / 1000))))
        if self._blocked:
            return texts.tn(
                "Settle the block, then export opens.", "Settle the blocks, then export opens.", self._blocked
            )
        if not self.chosen:
            return texts.t("Choose a format.")
        if self.files:
            named = [path.name for path in self.files[:_MOST_NAMED]]
            if len(self.files) > _MOST_NAMED:
                named.append(texts.t("{n} more", n=len(self.files) - _MOST_NAMED))
            return texts.t("Exported: {names}", names=texts.listing(named))
        return ""


__all__ = ["Exporting"]
