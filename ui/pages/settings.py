# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of this device: language, theme, text size, own code, motion."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxfield.i18n import Texts, system_locale
from cxfield.settings import CODE_LENGTH, TEXT_SCALES
from cxfield.textclean import one_line
from ui.context import Say, Ui
from ui.making import theme_name
from ui.pages.base import Page
from ui.widgets.checks import CheckRow
from ui.widgets.containers import Card, Line, Scroll
from ui.widgets.field import TextField
from ui.widgets.label import Label
from ui.widgets.segment import Option, Segment


class SettingsPage(Page):
    """Every choice holds at once and is kept."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        content = QWidget()
        outer = QVBoxLayout(content)
        outer.setContentsMargins(24, 24, 24, 24)
        self._card = Card(ui)
        outer.addWidget(self._card)
        outer.addStretch(1)
        self._column = QVBoxLayout(self._card)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(8)
        self._column.addWidget(Label(ui, lambda x: x.t("On this device"), "h2"))
        self._make_choices()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(Scroll(ui, content))
        ui.theme_changed.connect(self._show)
        ui.texts_changed.connect(self._show)
        self._show()

    def _make_choices(self) -> None:
        ui = self.ui
        self.language = self._choice(
            lambda x: x.t("Language"),
            lambda x: x.t("Of the window. Each report chooses its own."),
            (
                Option("system", lambda x: x.t("As the system")),
                Option("fi", "Suomi"),
                Option("en", "English"),
            ),
        )
        self.look = self._choice(
            lambda x: x.t("Theme"),
            lambda x: x.t("Dark is meant for dim stores."),
            (
                Option("system", lambda x: x.t("As the system")),
                Option("light", lambda x: x.t("Light")),
                Option("dark", lambda x: x.t("Dark")),
            ),
        )
        self.scale = self._choice(
            lambda x: x.t("Text size"),
            lambda x: x.t("Everything that holds text grows with it."),
            tuple(Option(str(n), _percent(n)) for n in TEXT_SCALES),
        )
        self._column.addWidget(Line(ui))
        self.code = TextField(
            ui,
            lambda x: x.t("My code"),
            help_words=lambda x: x.t("Stands beside your changes in the history, such as H1. Never a name."),
        )
        self.code.input.setMaxLength(CODE_LENGTH)
        self.code.edited.connect(lambda words: self.ui.settings.change(code=one_line(words)))
        self._column.addWidget(self.code)
        self.motion = CheckRow(ui, lambda x: x.t("Reduce motion: colours change at once"))
        self._column.addWidget(Line(ui))
        self._column.addWidget(self.motion)
        self.language.chosen.connect(self._use_language)
        self.look.chosen.connect(self._use_look)
        self.scale.chosen.connect(self._use_scale)
        self.motion.clicked.connect(self._use_motion)

    def _choice(self, name: Say, note: Say, options: tuple[Option, ...]) -> Segment:
        ui = self.ui
        self._column.addWidget(Line(ui))
        self._column.addWidget(Label(ui, name, "body", weight=600))
        self._column.addWidget(Label(ui, note, "small", "text.secondary", wrap=True))
        segment = Segment(ui, options, name=name)
        self._column.addWidget(segment, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addSpacing(6)
        return segment

    def _show(self) -> None:
        now = self.ui.settings.now
        self._card.setMaximumWidth(self.ui.theme.px(720))
        self.language.set_value(now.language or "system")
        self.look.set_value(now.theme)
        self.scale.set_value(str(now.text_scale))
        self.motion.setChecked(now.reduce_motion)
        if self.code.input.text() != now.code:
            self.code.input.setText(now.code)

    def _use_language(self, value: object) -> None:
        language = None if value == "system" else str(value)
        self.ui.settings.change(language=language)
        self.ui.use_language(Texts(language or system_locale()))

    def _use_look(self, value: object) -> None:
        self.ui.settings.change(theme=str(value))
        self.ui.themes.use(name=theme_name(str(value)))

    def _use_scale(self, value: object) -> None:
        self.ui.settings.change(text_scale=int(str(value)))
        self.ui.themes.use(scale=int(str(value)) / 100)

    def _use_motion(self) -> None:
        wanted = self.motion.isChecked()
        self.ui.settings.change(reduce_motion=wanted)
        self.ui.themes.use(reduce_motion=wanted)


def _percent(number: int) -> Say:
    def words(texts: Texts) -> str:
        return texts.percent(number / 100)

    return words
