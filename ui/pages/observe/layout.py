# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of the running session and their two layouts: wide, and tablet (1024 px)."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QMoveEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Ui
from ui.pages.observe.bar import SessionBar
from ui.pages.observe.entries import EntryPanel
from ui.pages.observe.fields import FieldStrip
from ui.pages.observe.foot import Foot
from ui.pages.observe.line import QuickLine
from ui.pages.observe.middle import INSTRUMENTS, Instruments, Middle
from ui.pages.observe.points import PointStrip
from ui.pages.observe.prompt import PromptBar
from ui.pages.observe.rating import RatingStrip
from ui.pages.observe.shoppers import ShopperStrip
from ui.pages.observe.tiles import TileGrid
from ui.widgets.base import Painted
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.containers import Scroll
from ui.widgets.paint import box

_UNBOUND = 16_777_215
#: From this text size on a wide window has no more room than a tablet.
_LARGE = 1.2


class Deck(Painted):
    """The card below the tiles; on a tablet only what is in it."""

    flat = False

    def draw(self, painter: QPainter) -> None:
        """A card."""
        if not self.flat:
            theme = self.theme
            line = theme.color("line.hairline")
            box(painter, self.rect(), theme.radius("card"), theme.color("bg.surface"), line)


class Memory(QWidget):
    """The right column; what opens in it shares its height and never makes the screen higher."""

    def hasHeightForWidth(self) -> bool:
        """Its parts scroll where their words need more lines."""
        return False


class CaptureLayout(QWidget):
    """Top to bottom: state, where, what, words; the right column is memory. It knows no session."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._compact = False
        self._left_handed = False
        self.bar = SessionBar(ui)
        self.points = PointStrip(ui)
        self.grid = TileGrid(ui)
        self.middle = Middle(self.grid)
        self.instruments = Instruments(ui)
        self.instruments.filled.connect(self._put_instruments)
        self.turn = IconButton(ui, "template", lambda x: x.t("Another page"), kind=Kind.OUTLINE, touch=True)
        self.turn.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.deck = Deck(ui)
        self.line = QuickLine(ui)
        self.line.suggestions.setParent(self)
        self.line.hint.setParent(self)
        self.fields = FieldStrip(ui)
        self.strip = RatingStrip(ui)
        self.panel = EntryPanel(ui)
        self.prompt = PromptBar(ui)
        self.shoppers = ShopperStrip(ui)
        self.foot = Foot(ui, self.line, self)
        self.foot.opened.connect(self._place_foot)
        self.undo = Button(ui, lambda x: x.t("Undo"), icon_name="undo", touch=True, base_height=54)
        self.submit = Button(ui, lambda x: x.tc("verb", "Log"), kind=Kind.PRIMARY, touch=True, base_height=54)
        for button in (self.undo, self.submit):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()
        ui.theme_changed.connect(self._restyle)

    @property
    def tight(self) -> bool:
        """Whether the tablet form is used: in a narrow window, or with text so large that any is."""
        return self._compact or self.ui.theme.scale > _LARGE

    def set_compact(self, compact: bool) -> None:
        """The tablet form: the same order, the entries behind a chevron."""
        self._compact = compact
        tight = self.tight
        self.bar.set_compact(tight, menu=compact)
        self.points.set_compact(tight)
        self.grid.set_compact(tight)
        self.line.set_compact(tight)
        self.strip.set_compact(tight)
        self.shoppers.set_compact(tight)
        self.prompt.set_compact(tight)
        self.deck.flat = tight
        side = 12 if tight else 16
        self._body.setContentsMargins(side, 8 if tight else 10, side, 8 if tight else 10)
        self._left.setSpacing(8 if tight else 10)
        self._top.setSpacing(8 if tight else 6)
        if tight:
            self._top.insertWidget(0, self.bar.phase)
        else:
            self.bar.take_phase()
        for widget in (self.undo, self.submit):
            widget.setVisible(tight)
        self._order_deck(tight)
        self.fields.setVisible(not tight)
        self._put_panel(tight)
        self._put_shoppers(tight)
        self.update()

    def set_left_handed(self, left: bool) -> None:
        """Memory, undo and submit on the left, tiles on the right."""
        way = QHBoxLayout.Direction.RightToLeft if left else QHBoxLayout.Direction.LeftToRight
        self._body.setDirection(way)
        self._row.setDirection(way)
        self._left_handed = left
        self._place_panel()

    def make_room(self, keyboard: int) -> None:
        """So much of the lower edge is under the keyboard on the screen: the line stands above it."""
        self._under.setFixedHeight(max(0, keyboard))
        self._under.setVisible(keyboard > 0)

    def _restyle(self) -> None:
        # A method, not a lambda: Qt lets go of it when the page is gone.
        self.set_compact(self._compact)

    def _put_panel(self, tight: bool) -> None:
        self._memory.setVisible(not tight)
        if tight:
            self._memory_column.removeWidget(self.panel)
            self.panel.setParent(self)
            self.panel.hide()
        else:
            self.panel.setMinimumSize(0, 0)
            self._memory_column.addWidget(self.panel, 1)
            self._memory.setFixedWidth(self.ui.theme.px(364))
            self.panel.setFixedWidth(self.ui.theme.px(364))
            self.panel.setMaximumHeight(_UNBOUND)
            self.panel.show()
        self._put_instruments()

    def _put_shoppers(self, tight: bool) -> None:
        """Over the whole width; on a tablet below phase and touchpoints."""
        self._across.setContentsMargins(16, 0 if tight else 12, 16, 0)
        if tight:
            self._left.insertWidget(1, self.shoppers)
        else:
            self._across.addWidget(self.shoppers)

    def _place_foot(self) -> None:
        """The row lies on the prompts, the second line on what stands below the quick line (or above it)."""
        foot, prompt = self.foot, self.prompt
        high = max(prompt.height(), foot.bar.sizeHint().height())
        foot.bar.setGeometry(0, self._seen_to() - high, self.width(), high)
        foot.bar.raise_()
        line = QRect(self._words.mapTo(self, QPoint(0, 0)), self._words.size())
        high = foot.side.sizeHint().height()
        top = line.top() - 8 - high if self.tight else line.bottom() + 5
        if not self.tight:  # to the edge of the card: half a rating under it would look pressable
            high = max(high, self.deck.mapTo(self, QPoint(0, self.deck.height() - 12)).y() - top)
        foot.side.setGeometry(line.left(), top, line.width(), high)
        foot.side.raise_()

    def _seen_to(self) -> int:
        """The lower edge, in a window so low that the screen scrolls that of what is seen of it."""
        port = self.parentWidget()
        return self.height() if port is None else min(self.height(), port.height() - self.y())

    def _instrument_page(self) -> QWidget:
        page = Scroll(self.ui, self.instruments, fill=None)
        self.instruments.show()
        return page

    def _put_instruments(self) -> None:
        """Above the entries; on a tablet on a page in the middle. With nothing to show they take no room."""
        host, tight = self.instruments, self.tight
        wanted = host.wanted
        if not (tight and wanted):
            page = self.middle.made(INSTRUMENTS)
            if isinstance(page, Scroll):
                page.takeWidget()  # the page goes, what stands on it stays
            self.middle.take_away(INSTRUMENTS)
        if host.parentWidget() is None:
            host.setParent(self)  # shown without a parent it would be a window of its own
            host.hide()
        if wanted and tight and INSTRUMENTS not in self.middle.names:
            self.middle.add(INSTRUMENTS, self._instrument_page)
        elif wanted and not tight:
            self._memory_column.insertWidget(0, host)
            host.show()
        elif not wanted:
            host.hide()
        self.turn.setVisible(len(self.middle.names) > 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The paper."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.ui.theme.color("bg.app"))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what floats in its place."""
        super().resizeEvent(event)
        self._place_panel()
        self._place_foot()
        self.line.place_suggestions()

    def moveEvent(self, event: QMoveEvent) -> None:
        """The screen was scrolled: the row at the foot stays where it is seen."""
        super().moveEvent(event)
        if self.foot.open:
            self._place_foot()

    def _lay_out(self) -> None:
        self._top = QHBoxLayout()
        self._top.addWidget(self.points, 1)
        self._top.addWidget(self.turn)
        self._words = QWidget()
        self._row = QHBoxLayout(self._words)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.line, 1)
        self._row.addWidget(self.undo)
        self._row.addWidget(self.submit)
        self._deck = QVBoxLayout(self.deck)
        self._left = QVBoxLayout()
        self._left.addLayout(self._top)
        self._left.addWidget(self.middle, 1)
        self._left.addWidget(self.deck)
        self._body = QHBoxLayout()
        self._body.setSpacing(16)
        self._body.addLayout(self._left, 1)
        self._memory = Memory()
        self._memory_column = QVBoxLayout(self._memory)
        self._memory_column.setContentsMargins(0, 0, 0, 0)
        self._memory_column.setSpacing(8)
        self._body.addWidget(self._memory)
        root = QVBoxLayout(self)
        root.setContentsMargins(0, 0, 0, 0)
        root.setSpacing(0)
        self._across = QVBoxLayout()
        root.addWidget(self.bar)
        root.addLayout(self._across)
        root.addLayout(self._body, 1)
        root.addWidget(self.prompt)
        self._under = QWidget()
        self._under.hide()
        root.addWidget(self._under)

    def _order_deck(self, compact: bool) -> None:
        deck = self._deck
        while deck.count():
            deck.takeAt(0)
        margin = 0 if compact else 12
        deck.setContentsMargins(margin, margin, margin, margin)
        deck.setSpacing(8 if compact else 0)
        if compact:
            deck.addWidget(self.strip)
            deck.addWidget(self._words)
        else:
            deck.addWidget(self._words)
            deck.addWidget(self.fields)
            deck.addWidget(self.strip)

    def _place_panel(self) -> None:
        if self.tight:
            top = self.bar.height()
            wide = min(self.width(), self.ui.theme.px(400))
            self.panel.setMinimumWidth(0)
            self.panel.setMaximumWidth(wide)
            high = self.height() - top - self.prompt.height()
            left = 0 if self._left_handed else self.width() - wide
            self.panel.setGeometry(left, top, wide, high)
