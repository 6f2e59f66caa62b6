# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The button beside the touchpoints: from the tiles it offers the other pages, from those it leads back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.pages.observe.choices import Pick, Row
from ui.pages.observe.middle import FREE, PAGES

if TYPE_CHECKING:
    from ui.pages.observe.capture import CaptureView


class PageTurner(QObject):
    """Any page is two taps away, the tiles are one; keys go on logging meanwhile."""

    def __init__(self, view: CaptureView) -> None:
        super().__init__(view)
        self._view = view
        view.foot.others["pages"] = self._row
        view.turn.clicked.connect(self._pressed)
        view.middle.turned.connect(self._turned)

    def _pressed(self) -> None:
        if self._view.middle.page == FREE:
            self._view.foot.show("pages")
        else:
            self._view.middle.turn(FREE)

    def _turned(self, page: str) -> None:
        button, away = self._view.turn, page != FREE
        button.set_icon_name("close" if away else "template")
        button.set_words((lambda x: x.t("Back to the tiles")) if away else (lambda x: x.t("Another page")))
        button.set_tip((lambda x: x.t("Back to the tiles")) if away else (lambda x: x.t("Another page")))

    def _row(self, _name: str) -> Row:
        texts, there = self._view.ui.texts, self._view.middle.names
        others = ((name, words) for name, words in PAGES if name in there and name != FREE)
        return Row(
            texts.t("Another page"), tuple(Pick(name, texts.tc(*words)) for name, words in others), self._act
        )

    def _act(self, name: str) -> str:
        self._view.middle.turn(name)
        return ""
