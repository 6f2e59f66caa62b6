# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The card of instruments: counters, watches and looks, each folded away until it is wanted."""

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from cxfield.i18n import NC_
from ui.context import Ui
from ui.pages.observe.counters import Counters
from ui.pages.observe.gauges import Gauges
from ui.pages.observe.looks import Looks
from ui.pages.observe.watches import Watches
from ui.pages.observe.words import in_context
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.containers import Card, Scroll

_PARTS = (
    ("counters", NC_("instruments", "Counters")),
    ("watches", NC_("instruments", "Watches")),
    ("looks", NC_("instruments", "Looks")),
)


class _Body(QWidget):
    """Tells its shelf when it needs another height."""

    grown = Signal()

    def event(self, event: QEvent) -> bool:
        """The layout has changed."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.grown.emit()
        return super().event(event)


class Shelf(Scroll):
    """As high as what is in it, up to a limit and to the room there is; from there on it scrolls."""

    def __init__(self, ui: Ui, body: _Body) -> None:
        super().__init__(ui, body, fill=None)
        self._body = body
        self._most = 0
        self._two = 2 * ui.theme.px(ui.theme.size("control_touch")) + 8
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        body.grown.connect(self.updateGeometry)

    def limit(self, most: int) -> None:
        """At most so high; 0: no limit."""
        if most != self._most:
            self._most = most
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The height of the content at the present width."""
        layout = self._body.layout()
        if layout is None:
            return QSize(0, 0)
        wide = max(self.width(), layout.minimumSize().width())
        high = layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else layout.sizeHint().height()
        return QSize(wide, min(high, self._most) if self._most else high)

    def minimumSizeHint(self) -> QSize:
        """The width of its content; where it has a limit no more than two controls: nothing else moves."""
        layout, high = self._body.layout(), self.sizeHint().height()
        least = self._two if self._most else high
        return QSize(layout.minimumSize().width() if layout is not None else 0, min(high, least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width needs another height."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()


class InstrumentCard(Card):
    """`show_gauges(gauges)`, then `tick()` once a second."""

    lock_wanted = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent=parent)
        self._gauges: Gauges | None = None
        self.counters = Counters(ui)
        self.watches = Watches(ui)
        self.looks = Looks(ui)
        self._parts: dict[str, QWidget] = {
            "counters": self.counters,
            "watches": self.watches,
            "looks": self.looks,
        }
        self.heads = {key: Button(ui, in_context(name), touch=True) for key, name in _PARTS}
        self.lock = IconButton(ui, "lock", lambda x: x.t("Lock the screen"), kind=Kind.OUTLINE, touch=True)
        row = QHBoxLayout()
        row.setSpacing(6)
        for key, head in self.heads.items():
            head.clicked.connect(lambda _on=False, k=key: self.open(k, on=self._parts[k].isHidden()))
            head.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(head)
        row.addStretch(1)
        row.addWidget(self.lock)
        self.lock.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.lock.clicked.connect(self.lock_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(row)
        body = _Body()
        shelf = QVBoxLayout(body)
        shelf.setContentsMargins(0, 0, 0, 0)
        shelf.setSpacing(8)
        for part in self._parts.values():
            shelf.addWidget(part)
            part.hide()
        self.shelf = Shelf(ui, body)
        column.addWidget(self.shelf)
        column.addStretch(1)
        self.shelf.hide()
        self.looks.due_changed.connect(self._call)
        self._followed: set[QScrollArea] = set()

    def show_gauges(self, gauges: Gauges) -> None:
        """Show the instruments of a session; what is in use is open."""
        self._gauges = gauges
        gauges.changed.connect(self.refresh)
        for part in (self.counters, self.watches, self.looks):
            part.show_gauges(gauges)
        state = gauges.state
        self.open("counters", on=any(state.tallies.values()))
        self.open("watches", on=any(row.end_t is None for row in state.timings))
        self.open("looks", on=bool(state.plans))
        self.refresh()

    def open(self, part: str, *, on: bool = True) -> None:
        """Open a part or fold it away; an opened one is scrolled into sight."""
        opened = self._parts[part]
        opened.setVisible(on)
        self.heads[part].set_kind(Kind.PRIMARY if on else Kind.OUTLINE)
        self.shelf.setVisible(bool(self.opened))
        if on:
            QTimer.singleShot(0, opened, lambda: self._sight(opened))

    def open_all(self) -> None:
        """Open every part."""
        for part in self._parts:
            self.open(part)

    @property
    def opened(self) -> tuple[str, ...]:
        """The parts that are open."""
        return tuple(key for key, part in self._parts.items() if not part.isHidden())

    def set_compact(self, compact: bool) -> None:
        """On a tablet the page scrolls; beside the tiles the entries keep their room."""
        self.shelf.limit(0 if compact else self.ui.theme.px(300))

    def refresh(self) -> None:
        """Paint again what is counted, timed and looked for."""
        for part in (self.counters, self.watches, self.looks):
            part.refresh()

    def tick(self) -> None:
        """Once a second: running watches and the time to the next look."""
        self.watches.tick()
        self.looks.tick()

    def take_focus(self) -> None:
        """The focus goes to what waits for an answer, else to the first part that is open."""
        if self.looks.waits:
            self.looks.take_focus()
            QTimer.singleShot(0, self, self._bring)
            return
        first = next((part for part in self._parts.values() if not part.isHidden()), None)
        target: QWidget = next(iter(self.heads.values()))
        if isinstance(first, Counters):
            target = first.first()
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _call(self, waits: bool) -> None:
        """A look is due: its part opens by itself, without taking the focus."""
        if waits:
            self.open("looks")
            self._bring()

    def _sight(self, part: QWidget) -> None:
        """Scroll to a part, unless a look waits: that stays in sight."""
        if self.looks.waits:
            self._bring()
        else:
            self.shelf.ensureWidgetVisible(part, 0, 0)

    def _bring(self) -> None:
        """The look that is due stands at the top of whatever scrolls around it."""
        due, area = self.looks.due, self.looks.parentWidget()
        while self.looks.waits and area is not None:
            content = area.widget() if isinstance(area, QScrollArea) else None
            if isinstance(area, QScrollArea) and content is not None:
                self._follow(area)
                area.verticalScrollBar().setValue(due.mapTo(content, QPoint(0, 0)).y())
            area = area.parentWidget()

    def _follow(self, area: QScrollArea) -> None:
        """What is above the look may still be laid out when it becomes due."""
        if area not in self._followed:
            self._followed.add(area)
            area.verticalScrollBar().rangeChanged.connect(self._bring)
