# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of the guide: themes, questions, warm-up; and a theme as a tab."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from cxfield.i18n import pick
from cxfield.services.interview_outline import Outline, OutlineItem, OutlineSection
from ui.context import Ui
from ui.pages.interview.words import minutes
from ui.widgets.base import PaintedButton
from ui.widgets.label import Label
from ui.widgets.paint import RIGHT, bar, icon, text
from ui.widgets.paragraph import Paragraph, paragraph

#: A row is asked for few widths.
_WIDTHS = 8


def _state(section: OutlineSection, *, current: bool) -> tuple[str, str]:
    """Icon and colour of a theme: skipped stays amber, done is green, the one in front has an arrow."""
    if section.skipped and not current:
        return "warning", "warning.base"
    if section.planned and section.done == section.planned:
        return "check", "success.base"
    return ("chevron-right", "accent.base") if current else ("", "text.tertiary")


class ThemeRow(PaintedButton):
    """A theme: state, name, coverage bar, count, time."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "")
        self._section: OutlineSection | None = None
        self._current = False
        self._spent = 0
        self._name = ""
        self.focus_radius = 4
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_section(self, section: OutlineSection, name: str, spent_ms: int, *, current: bool) -> None:
        """Show a theme as it stands."""
        state = (section, name, spent_ms // 1000, current)
        if state == (self._section, self._name, self._spent // 1000, self._current):
            return
        self._section, self._name, self._spent, self._current = section, name, spent_ms, current
        self.retranslate()
        self.updateGeometry()
        self.update()

    def retranslate(self) -> None:
        """Spoken with coverage and time."""
        section = self._section
        if section is not None:
            done = self.ui.texts.t("{n} of {m}", n=section.done, m=section.planned)
            self.setAccessibleName(f"{self._name}, {done}, {minutes(self._spent)}")

    def sizeHint(self) -> QSize:
        """As high as its name needs."""
        return QSize(256, self.heightForWidth(256))

    def minimumSizeHint(self) -> QSize:
        """Names wrap."""
        return QSize(160, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """Names wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Name lines, then the bar."""
        name = paragraph(self.theme, "control", self._name, width - 58, weight=600)
        return name.height + self.theme.line("small") + 26

    def draw(self, painter: QPainter) -> None:
        """Paint the row."""
        theme, section = self.theme, self._section
        if section is None:
            return
        color = theme.color
        if self.isDown() or self.hovered():
            painter.fillRect(self.rect(), color("bg.pressed" if self.isDown() else "bg.hover"))
        sign, token = _state(section, current=self._current)
        size = theme.px(18)
        if sign:
            icon(painter, theme, sign, 16, 11, size, color(token))
        name = paragraph(theme, "control", self._name, self.width() - 58, weight=600)
        name.draw(painter, 42, 10, color("text.primary"))
        top = 10 + name.height + 6
        line = theme.line("small")
        time = minutes(self._spent)
        wide = max(42.0, theme.metrics("small", 600, tnum=True).horizontalAdvance(time) + 2)
        right = QRectF(self.width() - 16 - wide, top, wide, line)
        text(painter, right, time, theme.font("small", 600, tnum=True), color("text.primary"), RIGHT)
        done = f"{section.done}/{section.planned}"
        room = theme.metrics("small", 400, tnum=True).horizontalAdvance(done) + 2
        count = QRectF(right.left() - 8 - room, top, room, line)
        text(painter, count, done, theme.font("small", 400, tnum=True), color("text.secondary"), RIGHT)
        track = QRectF(42, top + line / 2 - 4, count.left() - 8 - 42, 8)
        bar(painter, theme, track, section.done / max(1, section.planned))


class QuestionRow(PaintedButton):
    """A question of the theme in front, or a skipped one of another theme."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "")
        self._ink = "text.secondary"
        self._weight = 400
        self._mark = ""
        self._shown: tuple[object, ...] = ()
        self._broken: dict[tuple[object, ...], Paragraph] = {}
        self.focus_radius = 4
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_item(self, item: OutlineItem, words: str, *, current: bool, skipped: bool) -> None:
        """Show a question as it stands."""
        texts = self.ui.texts
        shown = (item, words, current, skipped, texts.locale)
        if shown == self._shown:
            return
        self._shown = shown
        said = texts.t("Skipped: {question}", question=words) if skipped else words
        self._ink = "warning.base" if skipped else "accent.base" if current else "text.secondary"
        self._weight = 600 if current else 400
        self._mark = "check" if item.answered else ""
        self.set_words(said)
        answered = texts.t("answered") if item.answered else ""
        self.setAccessibleName(", ".join(part for part in (said, answered) if part))

    def sizeHint(self) -> QSize:
        """As high as its words need."""
        return QSize(256, self.heightForWidth(256))

    def minimumSizeHint(self) -> QSize:
        """Words wrap."""
        return QSize(160, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """All lines; at least 32."""
        return max(self.theme.height(32, "body"), self._lines(width).height + 10)

    def _lines(self, width: int) -> Paragraph:
        """The words in lines: a layout asks for them again and again."""
        key = (self.theme.scale, width, self.words, self._weight)
        if key not in self._broken:
            if len(self._broken) > _WIDTHS:
                self._broken.clear()
            self._broken[key] = paragraph(self.theme, "body", self.words, width - 74, weight=self._weight)
        return self._broken[key]

    def draw(self, painter: QPainter) -> None:
        """Paint the words, and a check when answered."""
        theme = self.theme
        if self.isDown() or self.hovered():
            painter.fillRect(self.rect(), theme.color("bg.pressed" if self.isDown() else "bg.hover"))
        found = self._lines(self.width())
        top = (self.height() - found.height) / 2
        found.draw(painter, 42, top, theme.color(self._ink))
        if self._mark:
            size = theme.px(14)
            ink = theme.color("success.base")
            icon(painter, theme, self._mark, self.width() - 16 - size, top + 3, size, ink)


class WarmupRow(PaintedButton):
    """The warm-up with its time; it counts in no coverage."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "")
        self._time = ""
        self._on = False
        self.focus_radius = 4

    def show_part(self, part: OutlineSection | None, language: str, current: str, running_ms: int) -> None:
        """Show the time spent."""
        self.setVisible(part is not None)
        if part is None:
            return
        self._on = any(item.id == current for item in part.items)
        self._time = minutes(part.spent_ms + (running_ms if self._on else 0))
        self.set_words(pick(part.name, language))

    def sizeHint(self) -> QSize:
        """One line, 32 high."""
        return QSize(200, self.theme.height(32, "small"))

    def draw(self, painter: QPainter) -> None:
        """Name and time."""
        theme = self.theme
        if self._on or self.isDown() or self.hovered():
            painter.fillRect(self.rect(), theme.color("bg.selected" if self._on else "bg.hover"))
        area = QRectF(16, 0, self.width() - 32, self.height())
        ink = theme.color("accent.base" if self._on else "text.secondary")
        text(painter, area, self.words, theme.font("small", 600 if self._on else 400), ink)
        text(painter, area, self._time, theme.font("small", tnum=True), ink, RIGHT)


class OpenCount(QWidget):
    """How many of the questions are open-ended; it says nothing of how many are left."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 16, 0)
        words = Label(ui, lambda x: x.t("Open-ended questions"), "small", "text.secondary", wrap=True)
        row.addWidget(words, 1)
        self._count = Label(ui, "", "small", weight=600)
        row.addWidget(self._count)

    def show_count(self, outline: Outline) -> None:
        """Show the count."""
        n, m = outline.open_questions, outline.planned
        self._count.set_words(lambda x: x.t("{n}, {m} in all", n=n, m=m))


class ThemeTab(PaintedButton):
    """A theme as a tab, 56 high."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "")
        self._section: OutlineSection | None = None
        self._current = False
        self._spent = 0
        self.focus_radius = 2
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def current(self) -> bool:
        """Whether its theme is in front."""
        return self._current

    def show_section(self, section: OutlineSection, name: str, spent_ms: int, *, current: bool) -> None:
        """Show a theme as it stands."""
        self._section, self._spent, self._current = section, spent_ms, current
        self.set_words(name)
        done = self.ui.texts.t("{n} of {m}", n=section.done, m=section.planned)
        self.setAccessibleName(f"{name}, {done}, {minutes(spent_ms)}")

    def sizeHint(self) -> QSize:
        """Name and time in one line."""
        width = self.theme.text_width("control", self.words, 600) + self.theme.px(40) + 34
        return QSize(round(width), self.theme.height(56, "control"))

    def draw(self, painter: QPainter) -> None:
        """Name, time or sign, bar, underline when in front."""
        theme, section = self.theme, self._section
        if section is None:
            return
        color = theme.color
        down = self.isDown() or self.hovered()
        painter.fillRect(
            self.rect(), color("bg.selected" if self._current else "bg.hover" if down else "bg.surface")
        )
        painter.fillRect(self.width() - 1, 0, 1, self.height(), color("line.hairline"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, color("line.hairline"))
        line = theme.line("control")
        area = QRectF(14, 8, self.width() - 28, line)
        weight = 600 if self._current else 500
        text(painter, area, self.words, theme.font("control", weight), color("text.primary"))
        sign, token = _state(section, current=False)
        if sign:
            size = theme.px(18)
            icon(painter, theme, sign, area.right() - size, 9, size, color(token))
        else:
            font = theme.font("small", tnum=True)
            text(painter, area, minutes(self._spent), font, color("text.secondary"), RIGHT)
        track = QRectF(14, 8 + line + 6, self.width() - 28, 6)
        bar(painter, theme, track, section.done / max(1, section.planned))
        if self._current:
            painter.fillRect(0, self.height() - 3, self.width(), 3, color("accent.base"))
