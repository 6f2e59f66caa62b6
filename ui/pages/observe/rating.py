# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ordinary–surprising, tone and marks of the latest entry, or of the one being edited."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from cxfield.model.enums import Mark
from cxfield.services.observation_shapes import EntryRow
from ui.context import Ui
from ui.pages.observe.words import rating_words
from ui.shortcuts import keycap_of
from ui.widgets.base import Painted, PaintedButton
from ui.widgets.label import Label
from ui.widgets.paint import CENTER, RIGHT, box, icon, text
from ui.widgets.ratings import MarkToggle, PolarityCells, RatingCells


class Ratings(RatingCells):
    """A press on the value that is shown chooses it too: a default becomes a choice."""

    click_focus = False

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        for cell in self.cells:
            cell.setMinimumWidth(52)

    def choose(self, value: object) -> None:
        """Always tell."""
        self.set_value(value)
        self.chosen.emit(value)


class Tones(PolarityCells):
    """A click leaves the focus where the letters go."""

    click_focus = False


class Marker(MarkToggle):
    """The page says whether the mark is on."""

    def nextCheckState(self) -> None:
        """Nothing changes by itself."""

    def set_key(self, key: str) -> None:
        """Change the key hint."""
        self._key = key
        self.updateGeometry()
        self.update()


class More(PaintedButton):
    """What else can be said of the entry: opens the row at the foot."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, lambda x: x.t("More of the entry, more choices"))
        self.focus_radius = ui.theme.radius("tile")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(keycap_of("observe.more"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """As high as the marks, 48 wide."""
        return QSize(self.theme.px(48), self.theme.height(52, "control"))

    def draw(self, painter: QPainter) -> None:
        """Three dots."""
        theme = self.theme
        token = "bg.pressed" if self.isDown() else "bg.hover" if self.hovered() else "bg.surface"
        box(painter, self.rect(), 8, theme.color(token), theme.color("line.strong"))
        size = theme.px(20)
        ink = theme.color("text.primary")
        icon(painter, theme, "more", (self.width() - size) / 2, (self.height() - size) / 2, size, ink)


class Ends(Painted):
    """The ends of the scale in words and the value between them; shorter words where there is no room."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._ends: tuple[tuple[str, str], ...] = (("", ""),)
        self._middle = ""
        self._short = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def middle(self) -> str:
        """The value in words."""
        return self._middle

    def set_ends(self, ends: tuple[tuple[str, str], ...], *, short: bool) -> None:
        """Pairs of words for the ends, the longest first."""
        if (ends, short) != (self._ends, self._short):
            self._ends, self._short = ends, short
            self.update()

    def set_middle(self, words: str) -> None:
        """Change the value."""
        if words != self._middle:
            self._middle = words
            self.setAccessibleName(words)
            self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(200, self.theme.line("caption"))

    def draw(self, painter: QPainter) -> None:
        """Left, middle, right."""
        theme = self.theme
        wide = theme.text_width("caption", self._middle, 600) + 24
        low, high = self._ends[-1]
        for pair in self._ends[1 if self._short else 0 :]:
            if sum(theme.text_width("caption", words) for words in pair) + wide <= self.width():
                low, high = pair
                break
        area = QRectF(self.rect())
        quiet, font = theme.color("text.secondary"), theme.font("caption")
        left, right = theme.text_width("caption", low), theme.text_width("caption", high)
        if left + right + wide <= self.width():
            text(painter, area, low, font, quiet)
            text(painter, area, high, font, quiet, RIGHT)
            area.adjust(left, 0, -right, 0)
        text(painter, area, self._middle, theme.font("caption", 600), theme.color("text.primary"), CENTER)


class RatingStrip(QWidget):
    """`rated(int)`, `toned(int)`, `marked(Mark)`; what is shown comes from the entry it aims at."""

    rated = Signal(object)
    toned = Signal(object)
    marked = Signal(object)
    more_wanted = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._row: EntryRow | None = None
        self._editing = False
        self._compact = False
        self.ratings = Ratings(ui)
        self.tones = Tones(ui)
        self.pain = self._mark(Mark.PAIN)
        self.delight = self._mark(Mark.DELIGHT)
        self.ends = Ends(ui)
        tone = Label(ui, lambda x: x.t("Tone"), "caption", "text.secondary")
        marks = Label(ui, lambda x: x.t("Marks"), "caption", "text.secondary")
        pair = QHBoxLayout()
        pair.setSpacing(8)
        pair.addWidget(self.pain, 1)
        pair.addWidget(self.delight, 1)
        self.more = More(ui)
        self.more.clicked.connect(self.more_wanted)
        pair.addWidget(self.more)
        self._tone_label, self._mark_label = tone, marks
        self._pair = QWidget()
        self._pair.setLayout(pair)
        pair.setContentsMargins(0, 0, 0, 0)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)
        self.ratings.chosen.connect(self.rated)
        self.tones.chosen.connect(self.toned)
        ui.texts_changed.connect(self._say)
        self.set_compact(False)

    def aim(self, row: EntryRow | None, *, editing: bool, live: bool) -> None:
        """Show the values of an entry."""
        self._row, self._editing = row, editing
        ready = row is not None and live
        for control in (self.ratings, self.tones, self.pain, self.delight):
            if control.isEnabled() != ready:
                control.setEnabled(ready)
        for control, value in (
            (self.ratings, row.ordinariness if row is not None else None),
            (self.tones, row.polarity if row is not None else None),
        ):
            if control.value != value:
                control.set_value(value)
        self._check(self.pain, row is not None and Mark.PAIN.value in row.marks)
        self._check(self.delight, row is not None and Mark.DELIGHT.value in row.marks)
        self._say()

    def set_compact(self, compact: bool) -> None:
        """Shorter words and no key caps on a tablet."""
        self._compact = compact
        grid = self._grid
        grid.setHorizontalSpacing(12 if compact else 14)
        large = self.ui.theme.scale > 1.2
        below = 2 if large else 0  # with large text tone and marks go under the ratings
        grid.addWidget(self.ends, 0, 0, 1, 3 if large else 1)
        grid.addWidget(self.ratings, 1, 0, 1, 3 if large else 1)
        grid.addWidget(self._tone_label, below, 0 if large else 1)
        grid.addWidget(self.tones, below + 1, 0 if large else 1)
        grid.addWidget(self._mark_label, below, 1 if large else 2, 1, 2 if large else 1)
        grid.addWidget(self._pair, below + 1, 1 if large else 2, 1, 2 if large else 1)
        widths = (0, 0) if large else (208, 300) if compact else (186, 300)
        for column, width in enumerate(widths, 1):
            grid.setColumnMinimumWidth(column, width)
            grid.setColumnStretch(column, 1 if large else 0)
        grid.setColumnStretch(0, 1)
        self.more.setVisible(compact)  # where there is more room it stands above, with the fields
        for toggle, name in ((self.pain, "observe.pain"), (self.delight, "observe.delight")):
            toggle.set_key("" if compact else keycap_of(name))
        self._say()

    def _say(self) -> None:
        texts, row = self.ui.texts, self._row
        low, high = rating_words(1, texts), rating_words(5, texts)
        self.ends.set_ends(
            (("1 " + low, high + " 5"), (texts.t("ordinary"), texts.t("surprising"))), short=self._compact
        )
        if row is None:
            self.ends.set_middle("")
            return
        value = f"{row.ordinariness} {rating_words(row.ordinariness, texts)}"
        if self._editing:
            words = texts.t("Edited entry: {value}", value=value)
        elif self._compact:
            words = texts.t("Latest: {value}", value=value)
        else:
            words = texts.t("Ordinariness: {value}", value=value)
        self.ends.set_middle(words)

    def _mark(self, mark: Mark) -> Marker:
        pain = mark is Mark.PAIN
        toggle = Marker(
            self.ui,
            (lambda x: x.t("Pain point")) if pain else (lambda x: x.t("Delighted")),
            icon_name=mark.value,
            key=keycap_of(f"observe.{mark.value}"),
            tone="valence.negative" if pain else "valence.positive",
        )
        toggle.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        toggle.clicked.connect(lambda: self.marked.emit(mark))
        return toggle

    @staticmethod
    def _check(toggle: Marker, on: bool) -> None:
        if toggle.isChecked() != on:
            toggle.setChecked(on)
