# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be done with several chosen rows at once."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from cxfield.i18n import N_
from cxfield.services.data import Choices
from cxfield.services.data_filter import TONE_WORDS
from ui.context import Say, Ui
from ui.pages.data.flow import Flow
from ui.shortcuts import keycap_of
from ui.widgets.buttons import Button, Kind
from ui.widgets.label import Label
from ui.widgets.menu import Menu, MenuItem

_RATINGS = (
    N_("1 wholly ordinary"),
    N_("2 ordinary"),
    N_("3 in between"),
    N_("4 surprising"),
    N_("5 very surprising"),
)


class ManyBar(Flow):
    """`changed({field: value})`, `copied`, `deleted`; hidden while fewer than two rows are chosen."""

    changed = Signal(object)
    copied = Signal()
    deleted = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._choices: Choices | None = None
        self.count = Label(ui, "", "body", weight=600, icon_name="check")
        self.code = Button(ui, lambda x: x.t("Code"), icon_name="chevron-down")
        self.point = Button(ui, lambda x: x.t("Touchpoint"), icon_name="chevron-down")
        self.rating = Button(ui, lambda x: x.t("Ordinariness"), icon_name="chevron-down")
        self.tone = Button(ui, lambda x: x.t("Polarity"), icon_name="chevron-down")
        self.star = Button(ui, lambda x: x.t("Star"), icon_name="star")
        self.copy = Button(ui, lambda x: x.t("Copy"), icon_name="export", key=keycap_of("data.copy"))
        self.delete = Button(ui, lambda x: x.t("Delete"), kind=Kind.DANGER, key=keycap_of("data.delete"))
        self.code.clicked.connect(lambda: self._offer(self.code, "code_id", self._named("codes")))
        self.point.clicked.connect(
            lambda: self._offer(self.point, "touchpoint_id", self._named("touchpoints"))
        )
        self.rating.clicked.connect(lambda: self._offer(self.rating, "ordinariness", _ratings()))
        self.tone.clicked.connect(lambda: self._offer(self.tone, "polarity", _tones()))
        self.star.clicked.connect(lambda: self.changed.emit({"star": True}))
        self.copy.clicked.connect(self.copied)
        self.delete.clicked.connect(self.deleted)
        self.use_widgets([self.count, *self._writing, self.copy])
        self.hide()

    @property
    def _writing(self) -> tuple[Button, ...]:
        return (self.code, self.point, self.rating, self.tone, self.star, self.delete)

    def show_many(self, count: int, choices: Choices | None, *, writable: bool) -> None:
        """Say how many rows are chosen; one row has its own panel."""
        self._choices = choices
        self.count.set_words(lambda x: x.tn("{n} row chosen", "{n} rows chosen", count))
        for button in self._writing:
            button.setEnabled(writable)
        self.setVisible(count > 1)
        self.refresh()

    def _named(self, which: str) -> list[tuple[str, Say]]:
        pairs = getattr(self._choices, which) if self._choices is not None else ()
        return [("", lambda x: x.t("None")), *((key, name) for key, name in pairs)]

    def _offer(self, button: Button, field: str, values: Sequence[tuple[str, Say]]) -> None:
        menu = Menu(self.ui, [MenuItem(value, words) for value, words in values], parent=button)
        number = field in ("ordinariness", "polarity")
        menu.chosen.connect(lambda value: self.changed.emit({field: int(value) if number else value or None}))
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))


def _ratings() -> list[tuple[str, Say]]:
    return [(str(place), _said(words)) for place, words in enumerate(_RATINGS, 1)]


def _tones() -> list[tuple[str, Say]]:
    return [(str(value), _said(words)) for value, words in TONE_WORDS.items()]


def _said(msgid: str) -> Say:
    return lambda x: x.t(msgid)
