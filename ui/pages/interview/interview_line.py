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
from ui.widgets.paint import RIGHT, bar, box, icon, text
from ui.widgets.paragraph import Paragraph, paragraph

#: From this width on the bar of coverage is long.
_ROOMY = 440
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
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
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
        # A line ends between the parts, not inside a day or a manner.
        whole = [word.replace(" ", "\N{NO-BREAK SPACE}") for word in words if word]
        return " · ".join(whole), state

    def retranslate(self) -> None:
        """Spoken whole."""
        about, state = self._parts()
        done = self.ui.texts.t("{n} of {m}", n=self.row.done, m=self.row.planned)
        self.setAccessibleName(f"{self.row.code}, {about}, {state}, {done}")

    def sizeHint(self) -> QSize:
        """64 high, higher where the words need more lines."""
        return QSize(320, self.heightForWidth(320))

    def minimumSizeHint(self) -> QSize:
        """May become narrow."""
        theme = self.theme
        words = max(theme.text_width("small", word, 500) for word in " ".join(self._parts()).split(" "))
        state = theme.text_width("small", self._parts()[1], 500) + theme.px(16) + 6
        return QSize(
            round(max(260.0, 48 + self._right(0) + words, 32 + state)), self.theme.height(64, "body", 2)
        )

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """First line, perhaps the state on its own, then how and where."""
        theme = self.theme
        lines = 1 if self._beside(width) else 2
        high = 20 + lines * theme.line("body") + self._about(width).height
        return max(theme.size("control_touch") + 16, high)

    def _right(self, width: int) -> float:
        """The room of the count and its bar."""
        most = 120.0 if width >= _ROOMY * self.theme.scale else 48.0
        return max(most, self.theme.text_width("small", "00/00", 600) + 8)

    def _about(self, width: int) -> Paragraph:
        return paragraph(self.theme, "small", self._parts()[0], width - 48 - self._right(width))

    def _code_wide(self) -> float:
        return self.theme.text_width("h2", self.row.code, 600) + 16

    def _beside(self, width: int) -> bool:
        """Whether the state fits beside the code."""
        theme = self.theme
        state = theme.text_width("small", self._parts()[1], 500)
        return 16 + self._code_wide() + theme.px(16) + 6 + state <= width - self._right(width) - 32

    def draw(self, painter: QPainter) -> None:
        """Code, about, state, bar with the count."""
        theme, row = self.theme, self.row
        color = theme.color
        token = "bg.pressed" if self.isDown() else "bg.hover" if self.hovered() else "bg.surface"
        box(painter, self.rect(), theme.radius("tile"), color(token), color("line.hairline"))
        line, right = theme.line("body"), self._right(self.width())
        about, beside = self._about(self.width()), self._beside(self.width())
        top = (self.height() - (1 if beside else 2) * line - about.height) / 2
        code = self._code_wide()
        text(painter, QRectF(16, top, code, line), row.code, theme.font("h2"), color("text.primary"))
        count = QRectF(self.width() - right - 16, top, right, line)
        words = f"{row.done}/{row.planned}"
        text(painter, count, words, theme.font("small", 600, tnum=True), color("text.primary"), RIGHT)
        track = QRectF(self.width() - right - 16, top + line + 6, right, 6)
        bar(painter, theme, track, row.done / max(1, row.planned))
        if not beside:
            top += line
        self._draw_state(painter, 16 + code if beside else 16, top)
        about.draw(painter, 16, top + line, color("text.secondary"))

    def _draw_state(self, painter: QPainter, left: float, top: float) -> None:
        theme, state = self.theme, self.row.state
        sign, token = ("play", "warning.base") if state in OPEN_STATES else ("check", "success.base")
        if state is SessionState.PLANNED:
            sign, token = "calendar", "text.secondary"
        ink, size, line = theme.color(token), theme.px(16), theme.line("body")
        icon(painter, theme, sign, left, top + (line - size) / 2, size, ink)
        said = QRectF(left + size + 6, top, self.width(), line)
        text(painter, said, self._parts()[1], theme.font("small", 500), ink)
