# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The grid of code tiles: families in columns, fixed places, more codes on further pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxfield.clock import Stamp
from cxfield.i18n import Texts, pick
from cxfield.services.observation_shapes import CodeView, EntryRow, GroupView
from ui.context import Ui
from ui.moment import Moment
from ui.pages.observe.log import Log
from ui.pages.observe.words import minutes
from ui.widgets.base import Painted
from ui.widgets.buttons import Button
from ui.widgets.focus import hide_ring, show_ring
from ui.widgets.paint import elided, icon, text
from ui.widgets.tile import CodeTile

COLUMNS = 5
ROWS = 4
_TALLEST = 128
#: In the big-touch mode half the rows, nearly twice as high: every family keeps its column.
_LARGE_ROWS = 2
_ARROWS = {
    Qt.Key.Key_Left.value: (-1, 0),
    Qt.Key.Key_Right.value: (1, 0),
    Qt.Key.Key_Up.value: (0, -1),
    Qt.Key.Key_Down.value: (0, 1),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a tile stands: page, column, row."""

    page: int
    column: int
    row: int


def places(
    groups: Sequence[GroupView], columns: int = COLUMNS, rows: int = ROWS
) -> tuple[tuple[CodeView, Spot], ...]:
    """Every code with its fixed place: five families a page, four codes of each, then further pages."""
    found: list[tuple[CodeView, Spot]] = []
    first = 0
    for start in range(0, len(groups), columns):
        chunk = groups[start : start + columns]
        for column, group in enumerate(chunk):
            for index, code in enumerate(group.codes):
                found.append((code, Spot(first + index // rows, column, index % rows)))
        first += max((len(group.codes) + rows - 1) // rows for group in chunk)
    return tuple(found)


class Tile(CodeTile):
    """A tile that knows when it was touched; keys are the grid's business."""

    def __init__(self, ui: Ui, log: Log, code: CodeView, parent: "TileGrid") -> None:
        super().__init__(
            ui, lambda _x: log.code_name(code), key=code.key.upper(), family=code.family, shape=code.shape
        )
        self.setParent(parent)
        self.code = code
        self.stamp: Stamp | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # It paints its own ground, so that a key does not paint everything below it again.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._log = log
        self._grid = parent

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The time of a tap is that of its touch, not of the lifting."""
        self.stamp = self._grid.moment.of(event, self._log.clock)
        super().mousePressEvent(event)

    def draw(self, painter: QPainter) -> None:
        """The paper shows at the round corners."""
        painter.fillRect(self.rect(), self.theme.color("bg.app"))
        super().draw(painter)


class TileGrid(Painted):
    """One tab stop: arrow keys move, Enter logs, letters log wherever the focus is in the capture view."""

    tapped = Signal(object, object)
    help_wanted = Signal(object)
    swapped = Signal(str, str)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._log: Log | None = None
        self.moment = Moment()
        self._groups: tuple[GroupView, ...] = ()
        self._tiles: dict[str, Tile] = {}
        self._spots: dict[str, Spot] = {}
        self._current = ""
        self._page = 0
        self._pages = 1
        self._gap = 8
        self._fit = COLUMNS
        self._reached = False
        self._large = False
        self._moved: dict[str, str] = {}
        self._swap: str | None = None
        self._turn = Button(ui, self._page_words, key="PgDn", parent=self, touch=True)
        self._turn.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._turn.clicked.connect(lambda: self.turn(1))

    @property
    def tiles(self) -> dict[str, Tile]:
        """The tiles by code."""
        return self._tiles

    @property
    def page(self) -> int:
        """The page that is shown, from 0."""
        return self._page

    def show_log(self, log: Log) -> None:
        """Make the tiles of a session's codebook; nothing is made again while the codebook stays."""
        if self._log is log and self._groups == log.board.groups:
            self.refresh()
            return
        self._log, self._groups = log, log.board.groups
        for tile in self._tiles.values():
            tile.deleteLater()
        self._tiles = {}
        for code in log.board.codes:
            tile = Tile(self.ui, log, code, self)
            tile.clicked.connect(lambda _checked=False, t=tile: self._tapped(t))
            tile.help_wanted.connect(lambda c=code: self.help_wanted.emit(c))
            self._tiles[code.id] = tile
        self._place()
        self._current = next(iter(self._tiles), "")
        self.refresh()
        self._arrange()
        self.updateGeometry()

    def refresh(self) -> None:
        """Take counts, running times and whether logging is possible from the session."""
        log = self._log
        if log is None:
            return
        live = log.live
        for code_id, tile in self._tiles.items():
            tile.set_count(log.by_code[code_id])
            if tile.isEnabled() != live:
                tile.setEnabled(live)
        self.tick()

    def tick(self) -> None:
        """Show how long the running states have been going on."""
        log = self._log
        if log is None:
            return
        now = log.now() if log.running else 0
        going: dict[str, list[EntryRow]] = {}
        for (code_id, _), row in log.running.items():
            going.setdefault(code_id, []).append(row)
        for code_id, tile in self._tiles.items():
            rows = going.get(code_id)
            tile.set_running(None if rows is None else _running_words(rows, now, log.followed.selected))

    def flash(self, code_id: str) -> None:
        """The short fill after a press; a code of another page brings its page."""
        spot = self._spots.get(code_id)
        if spot is not None and spot.page != self._page:
            self.turn(spot.page - self._page)
        if code_id in self._tiles:
            self._tiles[code_id].flash()

    def turn(self, step: int) -> None:
        """Go to another page of codes."""
        if self._pages > 1:
            self._page = (self._page + step) % self._pages
            self._turn.retranslate()
            on_page = [key for key, spot in self._spots.items() if spot.page == self._page]
            if self._current not in on_page and on_page:
                self._current = on_page[0]
            self._arrange()
            self.update()

    def retranslate(self) -> None:
        """Family names are painted by the grid."""
        self.setAccessibleName(self.ui.texts.t("Codes"))

    def restyle(self) -> None:
        """Sizes follow the text."""
        self._place()
        self._arrange()

    def set_compact(self, compact: bool) -> None:
        """Smaller gaps on a tablet."""
        self._gap = 6 if compact else 8
        self._arrange()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Four rows of 81 px and the family names."""
        least = self.minimumSizeHint()
        return QSize(least.width(), least.height() + 40)

    def minimumSizeHint(self) -> QSize:
        """Four rows of the smallest tile, two families at least."""
        tiles = self._tiles.values()
        wide = max((tile.minimumSizeHint().width() for tile in tiles), default=140)
        across = self._cell(0, 0).width() if self.width() > 0 else wide
        high = max((tile.high_at(max(wide, across)) for tile in tiles), default=72)
        columns = min(2, self._columns())
        foot = self._turn.sizeHint().height() + self._gap if self._pages > 1 else 0
        return QSize(
            columns * wide + (columns - 1) * 8,
            self._head() + self._rows() * (high + self._gap) - self._gap + foot,
        )

    def draw(self, painter: QPainter) -> None:
        """The family headings."""
        theme = self.theme
        high = theme.line("small") + 4
        for column, group in enumerate(self._chunk()):
            area = self._cell(column, 0)
            ink = theme.color(theme.family(group.family)[0])
            size = theme.px(18)
            icon(painter, theme, theme.family(group.family)[1], area.left(), (high - size) / 2, size, ink)
            name = pick(group.name, self.ui.texts.locale)
            room = QRectF(area.left() + size + 6, 0, area.width() - size - 6, high)
            text(
                painter, room, elided(theme, "small", name, room.width(), 600), theme.font("small", 600), ink
            )

    def paintEvent(self, event: QPaintEvent) -> None:
        """A tile that changes does not paint the headings again."""
        if event.rect().top() < self._head():
            super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room among the tiles."""
        super().resizeEvent(event)
        before = self._fit
        self._place()
        if before != self._fit or event.oldSize().width() != event.size().width():
            self.updateGeometry()
        self._turn.retranslate()
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys and Enter; everything else is for the capture view."""
        step = _ARROWS.get(event.key())
        if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._move(*step)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            # A Return meant for what was on the screen before must not log: the tile has to wear the ring.
            tile = self._tiles.get(self._current) if self._reached else None
            if tile is not None and tile.isEnabled() and self._log is not None:
                tile.stamp = self._log.clock.stamp()
                self._tapped(tile)
            return
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring goes around the current tile."""
        QWidget.focusInEvent(self, event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._ring()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self._reached = False
        QWidget.focusOutEvent(self, event)
        hide_ring(self)

    def _place(self) -> None:
        """Give every tile its spot; with large text fewer families fit side by side."""
        least = max((tile.minimumSizeHint().width() for tile in self._tiles.values()), default=140)
        self._fit = max(1, min(COLUMNS, (self.width() + 8) // (least + 8))) if self.width() > 0 else COLUMNS
        home = {code.id: spot for code, spot in places(self._groups, self._fit, self._most_rows())}
        self._spots = {key: home.get(self._moved.get(key, key), spot) for key, spot in home.items()}
        self._pages = 1 + max((spot.page for spot in self._spots.values()), default=0)
        self._page = min(self._page, self._pages - 1)

    def _move(self, across: int, down: int) -> None:
        here = self._spots.get(self._current)
        if here is None:
            return
        on_page = {(s.column, s.row): key for key, s in self._spots.items() if s.page == self._page}
        column, row = here.column + across, here.row + down
        while (column, row) not in on_page and row > 0 and across:
            row -= 1
        if (column, row) in on_page:
            self._current = on_page[column, row]
            self._ring()

    def _ring(self) -> None:
        tile = self._tiles.get(self._current)
        if tile is not None:
            self._reached = True
            self.setAccessibleName(tile.accessibleName())
            show_ring(self, self.ui, tile.geometry(), self.theme.radius("tile"))

    @property
    def swapping(self) -> bool:
        """Whether the next two tiles change places."""
        return self._swap is not None

    def begin_swap(self) -> None:
        """The next two tiles change places instead of being logged; Esc gives up."""
        self._swap = ""

    def end_swap(self) -> None:
        """Tiles log again."""
        self._swap = None

    def set_layout(self, *, large: bool, places: Mapping[str, str]) -> None:
        """Fewer, larger tiles on a page; tiles that were swapped on this device."""
        if (large, dict(places)) != (self._large, self._moved):
            self._large, self._moved = large, dict(places)
            self._place()
            self._turn.retranslate()
            self._arrange()
            self.updateGeometry()
            self.update()

    def _most_rows(self) -> int:
        return _LARGE_ROWS if self._large else ROWS

    def _tapped(self, tile: Tile) -> None:
        if self._swap is not None:
            first, tile.stamp = self._swap, None
            self._swap = tile.code.id if not first else None
            if first and first != tile.code.id:
                self.swapped.emit(first, tile.code.id)
            return
        self.tapped.emit(tile.code, tile.stamp)
        tile.stamp = None

    def _chunk(self) -> Sequence[GroupView]:
        """The families whose columns are on this page."""
        first = 0
        rows = self._most_rows()
        for start in range(0, len(self._groups), self._fit):
            chunk = self._groups[start : start + self._fit]
            first += max((len(group.codes) + rows - 1) // rows for group in chunk)
            if self._page < first:
                return chunk
        return ()

    def _columns(self) -> int:
        return max(1, min(self._fit, len(self._groups)))

    def _rows(self) -> int:
        return max(2, min(self._most_rows(), 1 + max((spot.row for spot in self._spots.values()), default=0)))

    def _head(self) -> int:
        return self.theme.line("small") + 4 + self._gap

    def _cell(self, column: int, row: int) -> QRect:
        columns, rows = self._columns(), self._rows()
        foot = self._turn.sizeHint().height() + self._gap if self._pages > 1 else 0
        wide = (self.width() - 8 * (columns - 1)) / columns
        room = self.height() - self._head() - foot - self._gap * (rows - 1)
        high = min(self.theme.px(_TALLEST * (2 if self._large else 1)), room / rows)
        left = round(column * (wide + 8))
        top = self._head() + round(row * (high + self._gap))
        return QRect(left, top, round(column * (wide + 8) + wide) - left, round(high))

    def _arrange(self) -> None:
        for key, tile in self._tiles.items():
            spot = self._spots[key]
            tile.setGeometry(self._cell(spot.column, spot.row))
            tile.setVisible(spot.page == self._page)
        self._turn.setVisible(self._pages > 1)
        size = self._turn.sizeHint()
        self._turn.setGeometry(QRect(self.width() - size.width(), self.height() - size.height(), 0, 0))
        self._turn.resize(size)

    def _page_words(self, texts: Texts) -> str:
        return texts.t("Page {n}/{m}", n=self._page + 1, m=self._pages)


def _running_words(rows: list[EntryRow], now: int, selected: str | None) -> str:
    """Whose it is and how long: the selected shopper's, else the longest; how many more there are."""
    mine = next((row for row in rows if row.shopper_id == selected), None) or min(rows, key=lambda r: r.t_ms)
    time = minutes((now - mine.t_ms) // 1000)
    more = f" +{len(rows) - 1}" if len(rows) > 1 else ""
    return f"{mine.letter} {time}{more}" if mine.letter else f"{time}{more}"
