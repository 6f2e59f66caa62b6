# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sessions that are over, to be gone through, and the way to type in a paper sheet."""

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from cxfield.i18n import N_, Texts, pick
from ui.context import Ui
from ui.editors.flow import FlowLayout
from ui.pages.observe.words import words
from ui.widgets.buttons import Button
from ui.widgets.label import Label

if TYPE_CHECKING:
    from cxfield.services.observation_review import DoneSession

#: So many are offered at first.
_MOST = 6


class DoneList(QWidget):
    """`wanted(DoneSession)` to go through one, `paper_wanted` to type in a sheet."""

    wanted = Signal(object)
    paper_wanted = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self.buttons: dict[str, Button] = {}
        self.paper = Button(ui, words(N_("Type in a paper sheet")), icon_name="note", touch=True)
        self.paper.clicked.connect(self.paper_wanted)
        self._sessions: tuple[DoneSession, ...] = ()
        self.all = Button(ui, lambda x: x.t("All {n} sessions", n=len(self._sessions)), touch=True)
        self.all.clicked.connect(lambda: self._offer(len(self._sessions)))
        self._list = QWidget()
        self._flow = FlowLayout(self._list)
        ways = QWidget()
        flow = FlowLayout(ways)
        flow.addWidget(self.all)
        flow.addWidget(self.paper)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Label(ui, words(N_("After a session")), "small", "text.secondary", weight=500))
        column.addWidget(self._list)
        column.addWidget(ways)

    def show_sessions(self, sessions: "tuple[DoneSession, ...]") -> None:
        """Offer the latest, and behind a button all of them."""
        if not isValid(self):
            return  # the window may have gone while the file was read
        self._sessions = sessions
        self._offer(_MOST)

    def _offer(self, most: int) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.buttons = {}
        for session in self._sessions[:most]:
            button = Button(self.ui, partial(short_words, session), touch=True)
            button.set_tip(partial(done_words, session))
            button.clicked.connect(partial(self._pressed, session))
            self._flow.addWidget(button)
            button.show()
            self.buttons[session.id] = button
        self._list.setVisible(bool(self._sessions))
        self.all.setVisible(len(self._sessions) > most)
        self.all.retranslate()
        self.all.updateGeometry()

    def _pressed(self, session: "DoneSession", _checked: bool = False) -> None:
        self.wanted.emit(session)


def short_words(session: "DoneSession", texts: Texts) -> str:
    """The same in few words, for a button."""
    site = pick(session.site, texts.locale).partition(",")[0]
    said = texts.t("{n} of {m} interpreted", n=session.interpreted, m=session.entries)
    return " · ".join(part for part in (str(session.number), _day(session, texts), site, said) if part)


def _day(session: "DoneSession", texts: Texts) -> str:
    zone = dt.timezone(dt.timedelta(minutes=session.offset_min))
    return texts.day(dt.datetime.fromtimestamp(session.started_at / 1000, zone).date())


def done_words(session: "DoneSession", texts: Texts) -> str:
    """Number, day, site, and how far its interpretation has come."""
    parts = (
        texts.t("Session {n}", n=session.number),
        _day(session, texts),
        pick(session.site, texts.locale),
        texts.t("{n} of {m} interpreted", n=session.interpreted, m=session.entries),
    )
    return " · ".join(part for part in parts if part)
