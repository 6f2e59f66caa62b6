# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One interview in the list."""

import datetime as dt

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from cxfield.i18n import Texts, pick
from cxfield.model.enums import SessionState
from cxfield.services.interview_list import InterviewRow
from ui.context import Ui
from ui.pages.interview.words import clock_time, mode_words
from ui.widgets.base import PaintedButton
from ui.widgets.paint import RIGHT, bar, box, elided, icon, text

OPEN_STATES = (SessionState.RUNNING, SessionState.PAUSED, SessionState.INTERRUPTED)


def planned_day(row: InterviewRow, texts: Texts) -> str:
    """The day for which it is planned, or nothing."""
    return texts.day(dt.date.fromisoformat(row.planned_on)) if row.planned_on else ""


class InterviewLine(PaintedButton):
    """One interview: code, how and where, state, coverage; a tap opens it."""

    def __init__(self, ui: Ui, row: InterviewRow) -> None:
        super().__init__(ui, row.code)
        self.row = row
        self.focus_radius = ui.theme.radius("tile")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def _parts(self) -> tuple[str, str]:
        texts, row = self.ui.texts, self.row
        words = [pick(row.site, texts.locale)]
        if row.started_at is not None:
            words.append(texts.day(clock_time(row.started_at, row.offset_min).date()))
        elif row.planned_on:
            words.append(planned_day(row, texts))
        words.append(mode_words(row.mode, texts))
        state = {
            SessionState.DONE: texts.t("done"),
            SessionState.RUNNING: texts.t("running, continue"),
            SessionState.PAUSED: texts.t("paused, continue"),
            SessionState.INTERRUPTED: texts.t("interrupted, continue"),
            SessionState.PLANNED: texts.t("planned"),
        }[row.state]
        return " · ".join(word for word in words if word), state

    def retranslate(self) -> None:
        """Spoken whole."""
        about, state = self._parts()
        done = self.ui.texts.t("{n} of {m}", n=self.row.done, m=self.row.planned)
        self.setAccessibleName(f"{self.row.code}, {about}, {state}, {done}")

    def sizeHint(self) -> QSize:
        """64 high."""
        return QSize(320, self.theme.height(64, "body", 2))

    def minimumSizeHint(self) -> QSize:
        """May become narrow."""
        return QSize(260, self.sizeHint().height())

    def draw(self, painter: QPainter) -> None:
        """Code, about, state, bar with the count."""
        theme, row = self.theme, self.row
        color = theme.color
        token = "bg.pressed" if self.isDown() else "bg.hover" if self.hovered() else "bg.surface"
        box(painter, self.rect(), theme.radius("tile"), color(token), color("line.hairline"))
        about, state = self._parts()
        still = row.state in OPEN_STATES
        line = theme.line("body")
        top = (self.height() - line - theme.line("small")) / 2
        code = theme.text_width("h2", row.code, 600) + 16
        text(painter, QRectF(16, top, code, line), row.code, theme.font("h2"), color("text.primary"))
        right = 120.0
        wide = self.width() - 16 - right - 16
        about = elided(theme, "small", about, wide)
        below = QRectF(16, top + line, wide, theme.line("small"))
        text(painter, below, about, theme.font("small"), color("text.secondary"))
        sign, token = ("play", "warning.base") if still else ("check", "success.base")
        if row.state is SessionState.PLANNED:
            sign, token = "calendar", "text.secondary"
        ink = color(token)
        size = theme.px(16)
        icon(painter, theme, sign, 16 + code, top + (line - size) / 2, size, ink)
        said = QRectF(16 + code + size + 6, top, wide, line)
        text(painter, said, state, theme.font("small", 500), ink)
        count = QRectF(self.width() - right - 16, top, right, line)
        words = f"{row.done}/{row.planned}"
        text(painter, count, words, theme.font("small", 600, tnum=True), color("text.primary"), RIGHT)
        track = QRectF(self.width() - right - 16, top + line + 6, right, 6)
        bar(painter, theme, track, row.done / max(1, row.planned))
