# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every page and widget is handed: theme, texts, bus, settings and the open study."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QObject, Signal

from cxfield.i18n import Texts
from ui.theme import Theme, ThemeHolder

if TYPE_CHECKING:
    from ui.bus import Bus
    from ui.jobs import Jobs
    from ui.session import StudySession
    from ui.undo import Undo

Say: TypeAlias = str | Callable[[Texts], str]
"""Words on a widget: content as it is, or a function of the catalogue (`lambda x: x.t("Stop")`)."""


def say(words: Say, texts: Texts) -> str:
    """The words in the present language."""
    return words if isinstance(words, str) else words(texts)


class Ui(QObject):
    """The window's context; made once by `ui.main` and passed down, never global."""

    opened = Signal(str, object)
    theme_changed = Signal()
    texts_changed = Signal()

    def __init__(
        self,
        themes: ThemeHolder,
        texts: Texts,
        *,
        settings: Any = None,
        bus: "Bus | None" = None,
        jobs: "Jobs | None" = None,
        study: "StudySession | None" = None,
        undo: "Undo | None" = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.themes = themes
        self.settings = settings
        self.study = study
        self.undo = undo
        self._bus = bus
        self._jobs = jobs
        self._texts = texts
        themes.changed.connect(self.theme_changed)

    @property
    def own_code(self) -> str:
        """Who writes on this device, such as H1; nothing where nobody has said so."""
        return str(self.settings.now.code) if self.settings is not None else ""

    @property
    def theme(self) -> Theme:
        """The theme to paint with now."""
        return self.themes.theme

    @property
    def texts(self) -> Texts:
        """The catalogue of the present language."""
        return self._texts

    @property
    def bus(self) -> "Bus":
        """The channel on which committed changes arrive."""
        if self._bus is None:
            from ui.bus import Bus

            self._bus = Bus(self)
        return self._bus

    @property
    def jobs(self) -> "Jobs":
        """Runs long work on worker threads."""
        if self._jobs is None:
            from ui.jobs import Jobs

            self._jobs = Jobs(self)
        return self._jobs

    def open(self, room_id: str, target: object = None) -> None:
        """Enter a room and open something there: rows of the data room by a filter, a start form, a tab."""
        self.opened.emit(room_id, target)

    def say(self, words: Say) -> str:
        """Words of a widget in the present language."""
        return say(words, self._texts)

    def close(self) -> None:
        """Let no thread outlive the window."""
        if self._jobs is not None:
            self._jobs.close()

    def use_language(self, texts: Texts) -> None:
        """Switch the language; every widget says its words again."""
        self._texts = texts
        self.texts_changed.emit()
