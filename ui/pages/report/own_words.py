# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The author's own short text in the chapter in front, kept in the study in the language of the report."""

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from cxfield.i18n import N_, Texts
from cxfield.services.plan_personal import warning_of
from cxfield.services.report_texts import chapter_text, set_chapter_text
from ui.context import Ui
from ui.widgets.containers import Card
from ui.widgets.field import TextArea
from ui.widgets.label import Label

_WAIT_MS, _RETRY_MS = 250, 2_000
_LABEL = N_("Write into the report")


class OwnWords(QWidget):
    """`show_chapter(key, title, language)`; what is typed is kept as it is typed."""

    typed = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self.key = ""
        self._title = ""
        self._language = "fi"
        self._loading = self._changed_now = self._typed_here = False
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 12)
        column.setSpacing(6)
        self.label = Label(ui, self._words, "small", "text.secondary", weight=500, wrap=True)
        self.area = TextArea(ui, placeholder=lambda x: x.t("Own words at the start of the chapter"), rows=3)
        self.warning = Label(ui, "", "small", "warning.base", wrap=True)
        self.warning.hide()
        frame = Card(ui, line="line.strong", radius="control")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.area)
        for widget in (self.label, frame, self.warning):
            column.addWidget(widget)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self.keep)
        self._latest: dict[tuple[str, str], str] = {}
        """What was sent last, by chapter and language: only that is sent again."""
        self._unsaved: dict[tuple[str, str], str] = {}
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(_RETRY_MS)
        self._retry.timeout.connect(self.send_again)
        self.area.textChanged.connect(self._changed)
        self.area.left.connect(self.keep)
        ui.texts_changed.connect(self._say)
        ui.theme_changed.connect(self._fit)
        self._fit()
        self._say()

    def _fit(self) -> None:
        """Three lines, whatever the size of the text."""
        self.area.setFixedHeight(round(self.ui.theme.line("body") * 3 + 22))

    def show_chapter(self, key: str, title: str, language: str) -> None:
        """Show what stands in a chapter; what was being typed is kept first."""
        if (key, language) == (self.key, self._language):
            return
        self.keep()
        # What stands in the study is shown unless something is typed before it has come.
        self._typed_here = False
        self.key, self._title, self._language = key, title, language
        self._say()
        study = self.ui.study
        if study is None or not key:
            return
        self.area.setReadOnly(study.read_only)
        if (key, language) in self._unsaved:
            self._loaded(key, language, self._unsaved[key, language])
            return
        study.ask(
            chapter_text, chapter=key, locale=language, done=lambda words: self._loaded(key, language, words)
        )

    def keep(self) -> None:
        """Keep what was typed."""
        study, changed = self.ui.study, self._changed_now
        self._wait.stop()
        self._changed_now = False
        if not changed or study is None or study.read_only or not self.key:
            return
        self._send((self.key, self._language), self.area.toPlainText())
        self.typed.emit()

    def send_again(self) -> None:
        """Send what could not be saved."""
        unsaved, self._unsaved = self._unsaved, {}
        for place, words in unsaved.items():
            self._send(place, words)

    def _send(self, place: tuple[str, str], words: str) -> None:
        study = self.ui.study
        if study is None:
            return
        self._latest[place] = words
        self._unsaved.pop(place, None)
        chapter, locale = place
        study.call(
            set_chapter_text,
            chapter=chapter,
            locale=locale,
            text=words,
            label=_LABEL,
            scope="report",
            failed=lambda error: self._not_kept(place, words, error),
        )

    def _not_kept(self, place: tuple[str, str], words: str, error: BaseException) -> None:
        self.ui.bus.failed.emit(error)
        if isValid(self) and self._latest.get(place) == words:
            self._unsaved[place] = words
            self._retry.start()

    def _loaded(self, key: str, language: str, words: Any) -> None:
        if not isValid(self) or (key, language) != (self.key, self._language) or self._typed_here:
            return
        self._loading = True
        self.area.setPlainText(str(words))
        self._loading = False
        self._warn()

    def _changed(self) -> None:
        if not self._loading:
            self._changed_now = self._typed_here = True
            self._wait.start()
            self._warn()

    def _warn(self) -> None:
        said = warning_of(self.area.toPlainText(), self.ui.texts)
        self.warning.set_words(said)
        self.warning.setVisible(bool(said))

    def _say(self) -> None:
        self.label.set_words(self._words(self.ui.texts))
        self.area.setAccessibleName(self._words(self.ui.texts))

    def _words(self, texts: Texts) -> str:
        if not self._title:
            return texts.t("Own words")
        return texts.t("Own words: {chapter}", chapter=texts.t(self._title))
