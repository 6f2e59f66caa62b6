# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Data room: everything logged in one list, found by conditions, edited in place, with its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from cxfield.errors import UserError
from cxfield.i18n import Texts
from cxfield.services import data as verbs
from cxfield.services.data import Choices, Found, Key, Known
from cxfield.services.data_filter import KINDS, Filter
from cxfield.services.data_kinds import CLASSES
from cxfield.services.data_narrow import Listed, bare, narrow
from cxfield.services.data_order import Order
from cxfield.services.data_rows import DataRow, Words
from cxfield.services.data_themes import filter_of, plain
from ui.context import Say, Ui
from ui.models.data_rows import DataModel
from ui.pages.base import Page
from ui.pages.data.arranging import Arranging
from ui.pages.data.conditions import Conditions
from ui.pages.data.doing import Doing
from ui.pages.data.flow import Flow
from ui.pages.data.kept import ALL, KIND_WORDS, WAIT_MS
from ui.pages.data.looking import look_up
from ui.pages.data.many import ManyBar
from ui.pages.data.record import RecordPanel
from ui.pages.data.table import DataTable
from ui.pages.data.themes import Themes
from ui.pages.data.timeline import Shelf, Timeline
from ui.shortcuts import bind, keycap_of
from ui.widgets.containers import Card, EmptyState
from ui.widgets.field import LineInput
from ui.widgets.segment import Option, Segment
from ui.widgets.toast import Toast

#: Evidence of more rows than these is not kept as a place.
_KEPT_IDS = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What the file answered: rows, their words, what can be asked for, the list words are looked for in."""

    asked: Filter
    found: Found
    known: Known
    words: Words
    choices: Choices
    listed: Listed | None = None


class DataPage(Page):
    """Segment and search, the filter as a sentence, the table, the record."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self.filter = Filter()
        self.order = Order()
        self.by_kind: dict[str, int] = {}
        self._answer: Answer | None = None
        self._stale = True
        self.chosen: Key | None = None
        self._choices: Choices | None = None
        self._asking = 0
        self._names_only = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.ask)
        self.rows = DataModel(ui, self)
        self.table = DataTable(ui, self.rows)
        self.panel = RecordPanel(ui)
        self.conditions = Conditions(ui)
        self.toast = Toast(ui, self)
        self.empty = EmptyState(ui, self._nothing_words, icon_name="search")
        self.many = ManyBar(ui)
        self.timeline = Timeline(ui)
        self.lines = Shelf(ui, self.timeline)
        self.doing = Doing(self)
        self._lay_out()
        self.themes = Themes(ui, self.conditions.themes, lambda: self.filter, self.use_filter)
        self._connect()
        self.search.setAccessibleName(ui.texts.t("Search the rows"))

    def entered(self) -> None:
        """Ask again; the focus goes to the rows."""
        self._stale = True
        self.ask()
        self.lines.load()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        """Seal what was being typed; an answer under way comes too late."""
        self.panel.stop_editing()
        self.panel.media.silence()
        self.timeline.leave()
        self._wait.stop()
        self.conditions.look(False)
        self._asking += 1

    def set_compact(self, compact: bool) -> None:
        """The record is narrower on a narrow window, and the timeline waits for its button."""
        if compact and not self.compact:
            self.lines.hide()
        super().set_compact(compact)
        wanted = self.ui.theme.px(318 if compact else 372)
        # With large text the table keeps the larger half.
        self.panel.setFixedWidth(min(wanted, max(318, round(self.width() * 0.36))))
        self._body.setContentsMargins(12 if compact else 20, 10, 12 if compact else 20, 14)
        self._top.setContentsMargins(12 if compact else 20, 12, 12 if compact else 20, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The record follows the width of the room."""
        super().resizeEvent(event)
        self.set_compact(self.compact)
        self._say_kinds()

    def place(self) -> dict[str, Any]:
        """The conditions and the chosen row."""
        chosen = [self.chosen.kind, self.chosen.id] if self.chosen is not None else None
        asked = self.filter if len(self.filter.only) <= _KEPT_IDS else replace(self.filter, about="", only=())
        return {"filter": plain(asked), "row": chosen, **self.arranging.place()}

    def go_to(self, place: dict[str, Any]) -> None:
        """Return to the conditions and the row."""
        conditions, row = place.get("filter"), place.get("row")
        if isinstance(conditions, dict):
            self.filter = filter_of(conditions)
            self.search.setText(self.filter.text)
            self.kinds.set_value(self.filter.kind or ALL)
        self.arranging.go_to(place)
        if isinstance(row, list) and len(row) == 2 and row[0] in KINDS:
            self.chosen = Key(row[0], str(row[1]))

    def take(self, target: object) -> None:
        """Another room wants rows shown: the target is a filter, or the one record."""
        if isinstance(target, dict) and isinstance(target.get("record"), str):
            target = Filter(about=self.ui.texts.t("one row"), only=(target["record"],))
        if isinstance(target, Filter):
            self.chosen = None
            self.use_filter(target)

    def retranslate(self) -> None:
        """Rows say themselves in the new language."""
        self.search.setAccessibleName(self.ui.texts.t("Search the rows"))
        self._say_kinds()
        self._stale = True
        if self._answer is not None:
            self.ask()
            self.lines.load()

    def ask(self) -> None:
        """Ask the file; an answer that is no longer wanted is dropped."""
        study = self.ui.study
        if study is None:
            return
        self._asking += 1
        number, asked, texts = self._asking, self.filter, self.ui.texts
        order = replace(self.order, locale=texts.locale)
        # Between two changes of the data only the rows are asked for again, so that typing stays quick.
        before = None if self._stale else self._answer
        self._stale = False

        def query(reader: Any) -> Answer:
            fresh = before is None or before.known.parallel is not asked.parallel
            known = (
                verbs.know(reader, texts, parallel=asked.parallel) if fresh or not before else before.known
            )
            listed = before.listed if before is not None else None
            if listed is None or not listed.holds(asked, order):
                found = verbs.find(reader, asked, texts, known, order)
                listed = Listed(asked, order, found) if asked == bare(asked) else None
            else:
                found = narrow(reader, listed.found, asked, known)
            words = before.words if before else Words(reader, texts)
            offered = before.choices if before else verbs.choices(reader, texts)
            return Answer(asked, found, known, words, offered, listed)

        self.conditions.look(True)
        study.ask(query, done=lambda answer: self._answered(number, answer))

    def use_filter(self, asked: Filter) -> None:
        """Change the conditions."""
        self.filter = asked
        if self.search.text() != asked.text:
            self.search.setText(asked.text)
        self.kinds.set_value(asked.kind or ALL)
        self.ask()

    def edit(self) -> None:
        """Edit the chosen row, or leave the editor."""
        if not self.panel.editing and self.chosen is None:
            self.table.choose_first()
        self.panel.turn_editing()

    def _answered(self, number: int, answer: Answer) -> None:
        if number != self._asking or not isValid(self):
            return
        self._answer, self._choices = answer, answer.choices
        self.by_kind = {**answer.found.by_kind, ALL: sum(answer.found.by_kind.values())}
        self._say_kinds()
        self.panel.editor.use_choices(answer.choices)
        self.rows.sorted_by = (self.order.column, self.order.descending)
        self.rows.use(answer.found, self.fetch_page, self._resolve, self._locate)
        self.timeline.use_filter(answer.asked)
        self.conditions.show_found(answer.found.shown, answer.found.total, answer.asked, answer.choices)
        nothing = answer.found.shown == 0
        self.table.setVisible(not nothing)
        self.empty.setVisible(nothing)
        self.empty.label.retranslate()
        if not self.table.choose(self.chosen):
            self.chosen = None
            self.table.choose_first()
            if nothing:
                self._show_record()

    def _say_kinds(self) -> None:
        """Names with counts; where large text leaves no room for them, the names alone."""
        for names_only in (False, True):
            self._names_only = names_only
            for cell in self.kinds.cells:
                cell.retranslate()
                cell.updateGeometry()
                cell.update()
            wanted = sum(cell.sizeHint().width() for cell in self.kinds.cells)
            if wanted <= self._head.width() or not self._head.isVisible():
                break
        self._head.refresh()

    def fetch(self, keys: Sequence[Key]) -> Sequence[DataRow]:
        """The words of rows."""
        answer, study = self._answer, self.ui.study
        if answer is None or study is None or not keys:
            return ()
        words = answer.words
        return study.read(lambda reader: words.rows(reader, keys))

    def fetch_page(self, refs: Sequence[int]) -> Mapping[int, DataRow]:
        """The words of a page of rows."""
        answer, study = self._answer, self.ui.study
        if answer is None or study is None or not study.is_open or not refs:
            return {}
        words = answer.words
        return study.read(lambda reader: words.page(reader, refs))

    def _resolve(self, refs: Sequence[int]) -> Sequence[Key]:
        study = self.ui.study
        if study is None or not study.is_open or not refs:
            return ()
        return study.read(lambda reader: verbs.keys(reader, refs))

    def _locate(self, key: Key) -> int:
        study = self.ui.study
        if study is None or not study.is_open:
            return -1
        return study.read(lambda reader: verbs.ref_of(reader, key))

    def arrange(self, order: Order) -> None:
        """Put the rows under other heads or in another order."""
        self.order = order
        self.ask()

    def _picked(self, key: Key | None) -> None:
        if key is not None and key != self.chosen and self.panel.editing:
            self.panel.stop_editing()
        if key is not None:
            self.chosen = key
        self._show_record()

    def _show_record(self) -> None:
        study, key = self.ui.study, self.chosen
        if study is None or key is None:
            self.panel.show_record(None, [], editable=False)
            return
        # The names of the list are those of the row, until something changes.
        words = self._answer.words if self._answer is not None and not self._stale else None
        found, steps = look_up(study, key, self.ui.texts, words)
        self.panel.show_record(found, steps, editable=not study.read_only)

    def row(self, key: Key | None) -> DataRow | None:
        """The words of a row that is shown."""
        return self.rows.row(self.rows.place_of(key)) if key is not None else None

    def _changed(self, change: Any) -> None:
        self._stale = True
        if self.ui.study is None or not self.isVisible():
            return
        ids = set(getattr(change, "ids", ()))
        if self.chosen is not None and ids == {self.chosen.id} and self._still_there():
            # A change of the row in hand: nothing moves, only its words are read again.
            self.rows.forget(ids)
            self._show_record()
            return
        self._wait.start()

    def _still_there(self) -> bool:
        study, key = self.ui.study, self.chosen
        if study is None or key is None:
            return False
        record = study.read(lambda reader: reader.find(CLASSES[key.kind], key.id))
        return record is not None and not record.retired

    def _nothing_words(self, texts: Texts) -> str:
        if self.filter.empty and not self.filter.kind:
            return texts.t("Nothing has been logged yet. Rows appear here as soon as somebody logs one.")
        return texts.t("No row meets these conditions. Remove one of them.")

    def _lay_out(self) -> None:
        ui = self.ui
        self.kinds = Segment(
            ui,
            [Option(kind, self._kind_words(kind)) for kind in (ALL, *KINDS)],
            name=lambda x: x.t("Kind"),
            value=ALL,
        )
        self.search = LineInput(ui, placeholder=self._search_words, icon_name="search")
        self.search.setMaximumWidth(ui.theme.px(340))
        self.search.setMinimumWidth(ui.theme.px(220))
        self.arranging = Arranging(self)
        self._head = Flow()
        tools = (self.arranging.groups, self.arranging.columns, self.arranging.timeline)
        self._head.use_widgets([self.kinds, self.search, *tools])
        self._top = QVBoxLayout()
        self._top.setContentsMargins(20, 12, 20, 0)
        self._top.setSpacing(8)
        self._top.addWidget(self.lines)
        self._top.addWidget(self._head)
        self._top.addWidget(self.conditions)
        self._top.addWidget(self.many)
        card = Card(ui)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 5, 1, 5)
        inside.addWidget(self.table)
        inside.addWidget(self.empty)
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.panel.setFixedWidth(ui.theme.px(372))
        self._body = QHBoxLayout()
        self._body.setContentsMargins(20, 10, 20, 14)
        self._body.setSpacing(14)
        self._body.addWidget(card, 1)
        self._body.addWidget(self.panel)
        self.empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addLayout(self._body, 1)
        _order(
            self.timeline, self.kinds, self.search, *tools, self.conditions, self.many, self.table, self.panel
        )

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._kind_chosen)
        self.search.textEdited.connect(self._searched)
        self.search.escaped.connect(self._leave_search)
        self.search.returnPressed.connect(lambda: self.table.setFocus(Qt.FocusReason.TabFocusReason))
        self.conditions.asked.connect(self.use_filter)
        self.panel.media.said.connect(self._say_error)
        self.timeline.asked.connect(self.use_filter)
        self.timeline.picked.connect(self._show_event)
        self.arranging.timeline.clicked.connect(self.lines.turn)
        self.table.picked.connect(self._picked)
        self.table.opened.connect(self.edit)
        self.table.many.connect(self._show_many)
        self.panel.closed.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.ui.bus.changed.connect(self._changed)
        self.ui.theme_changed.connect(self._restyle)
        bind(self, "data.find", self._find)
        bind(self, "data.edit", self.edit)
        bind(self, "data.history", self.panel.show_history)

    def _show_event(self, kind: str, record_id: str) -> None:
        """An event of the timeline is chosen in the table."""
        key = Key(kind, record_id)
        if self.table.choose(key):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_error(self, error: UserError) -> None:
        self.toast.show_words(error.say, icon_name="warning")

    def _show_many(self, count: int) -> None:
        study = self.ui.study
        self.many.show_many(count, self._choices, writable=study is not None and not study.read_only)

    def _restyle(self) -> None:
        self.search.setMinimumWidth(self.ui.theme.px(220))
        self.set_compact(self.compact)
        self._say_kinds()

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _leave_search(self) -> None:
        if self.search.text():
            self.use_filter(replace(self.filter, text=""))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _kind_chosen(self, value: object) -> None:
        self.filter = replace(self.filter, kind="" if value == ALL else str(value))
        self.ask()

    def _searched(self, words: str) -> None:
        self.filter = replace(self.filter, text=words)
        self._wait.start()

    def _kind_words(self, kind: str) -> Say:
        def words(texts: Texts) -> str:
            count = self.by_kind.get(kind)
            name = texts.t(KIND_WORDS[kind])
            return name if count is None or self._names_only else f"{name} {texts.number(count)}"

        return words

    def _search_words(self, texts: Texts) -> str:
        return texts.t("Search the rows ({key})", key=keycap_of("data.find"))


def _order(*widgets: QWidget) -> None:
    for one, other in pairwise(widgets):
        QWidget.setTabOrder(one, other)
