# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The review pass over a session: one entry after the other, interpreted, made whole, made an issue."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxfield.i18n import N_, pick
from cxfield.methods.rules.accuracy import FIELD_NAMES
from ui.context import Ui
from ui.late import Late
from ui.pages.observe.words import words
from ui.widgets.buttons import Button, Kind
from ui.widgets.field import TextArea, TextFrame
from ui.widgets.label import Label

if TYPE_CHECKING:
    from cxfield.services import observation_review as services
    from cxfield.services import plan_personal
    from cxfield.services.observation_review import ReviewRow, ReviewView
else:
    services = Late("cxfield.services.observation_review")
    plan_personal = Late("cxfield.services.plan_personal")

_FIELDS = (
    ("text", N_("What was seen and heard"), 2),
    ("how", N_("How it happened"), 2),
    ("interpretation", N_("Interpretation"), 2),
    ("so_what", N_("So what"), 2),
)


class _Area(TextArea):
    """As high as its rows; longer text scrolls."""

    def sizeHint(self) -> QSize:
        """The rows."""
        return QSize(super().sizeHint().width(), self.minimumHeight())


class Review(QWidget):
    """`show_session(id)`; what is typed is written as it is typed."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._view: ReviewView | None = None
        self._texts: dict[tuple[str, str], str] = {}
        self._issues: set[str] = set()
        self.place = 0
        self.whole = Label(ui, "", "body", weight=600, wrap=True)
        self.head = Label(ui, "", "h2", wrap=True)
        self.lacks = Label(ui, "", "small", "warning.base", weight=500, wrap=True)
        self.fields: dict[str, TextArea] = {}
        self.personal = Label(ui, "", "small", "warning.base", wrap=True, icon_name="warning")
        self.previous = Button(ui, words(N_("Previous entry")), icon_name="chevron-left", touch=True)
        self.next = Button(ui, words(N_("Next entry")), kind=Kind.PRIMARY, key="Ctrl ⏎", touch=True)
        self.gap = Button(ui, words(N_("Next without an interpretation")), touch=True)
        self.issue = Button(ui, words(N_("Make it an issue")), icon_name="flag", touch=True)
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.gap.clicked.connect(self.next_gap)
        self.issue.clicked.connect(self._promote)
        self._lay_out()
        ui.texts_changed.connect(self._say)

    def show_session(self, session_id: str) -> None:
        """Read a session and begin with the first entry that lacks an interpretation."""
        study = self.ui.study
        self._view = None
        if study is not None:
            study.ask(services.review, session_id, done=self.show_view)

    def show_view(self, view: "ReviewView") -> None:
        """Show what was read."""
        self._view = view
        self._texts = {(row.id, field): getattr(row, field) for row in view.rows for field, _, _ in _FIELDS}
        self._issues = {row.id for row in view.rows if row.issue}
        gaps = [n for n, row in enumerate(view.rows) if not row.interpretation]
        self._show(gaps[0] if gaps else 0)

    @property
    def row(self) -> "ReviewRow | None":
        """The entry that is shown."""
        rows = self._view.rows if self._view is not None else ()
        return rows[self.place] if 0 <= self.place < len(rows) else None

    def step(self, by: int) -> None:
        """Go on or back."""
        rows = self._view.rows if self._view is not None else ()
        if 0 <= self.place + by < len(rows):
            self._show(self.place + by)

    def next_gap(self) -> None:
        """Go to the next entry without an interpretation, from the beginning again if need be."""
        rows = self._view.rows if self._view is not None else ()
        order = [*range(self.place + 1, len(rows)), *range(self.place)]
        found = next((n for n in order if not self._texts[rows[n].id, "interpretation"].strip()), None)
        if found is not None:
            self._show(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter goes on, Ctrl+Backspace back."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.step(1)
                return
            if event.key() == Qt.Key.Key_Backspace:
                self.step(-1)
                return
        super().keyPressEvent(event)

    def _show(self, place: int) -> None:
        self.place = place
        row = self.row
        for field, area in self.fields.items():
            with QSignalBlocker(area):
                area.setPlainText(self._texts[row.id, field] if row is not None else "")
            area.setEnabled(row is not None and self._may_write())
        self._say()
        if row is not None and self.isVisible():
            self.fields["interpretation"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self, field: str) -> None:
        row, study = self.row, self.ui.study
        if row is None or study is None:
            return
        text = self.fields[field].toPlainText()
        self._texts[row.id, field] = text
        entry_id = row.id
        study.call(
            lambda uow: services.type_review(uow, entry_id=entry_id, field=field, text=text),
            label=N_("Review"),
            scope="observe",
        )
        self._say()

    def _promote(self) -> None:
        row, study = self.row, self.ui.study
        if row is None or study is None:
            return
        entry_id, language = row.id, self.ui.texts.locale

        def done(_committed: Any) -> None:
            self._issues.add(entry_id)
            self._say()

        study.call(
            lambda uow: services.promote(uow, entry_id=entry_id, language=language),
            label=N_("Make it an issue"),
            scope="observe",
            done=done,
        )

    def _may_write(self) -> bool:
        return self.ui.study is not None and not self.ui.study.read_only

    def _say(self) -> None:
        texts, view, row = self.ui.texts, self._view, self.row
        rows = view.rows if view is not None else ()
        for button in (self.previous, self.next, self.gap):
            button.setEnabled(bool(rows))
        self.previous.setEnabled(self.place > 0)
        self.next.setEnabled(self.place + 1 < len(rows))
        if view is None or row is None:
            self.head.set_words(texts.t("The session has no entries."))
            for label in (self.whole, self.lacks, self.personal, self.issue):
                label.hide()
            return
        share = view.completeness.complete
        told = sum(bool(self._texts[one.id, "interpretation"].strip()) for one in rows)
        self.whole.set_words(
            texts.t(
                "{n} of {m} entries tell what, when, where and how ({share}); {told} of {m} are interpreted.",
                n=share.count,
                m=share.n,
                share=texts.percent(share.share or 0.0),
                told=told,
            )
        )
        self.whole.show()
        parts = [texts.stopwatch(row.t_ms), pick(row.code, texts.locale), pick(row.where, texts.locale)]
        place = texts.t("{n} of {m}", n=self.place + 1, m=len(rows))
        self.head.set_words(" · ".join(part for part in (place, *parts, row.letter) if part))
        missing = ", ".join(texts.tc(*FIELD_NAMES[field]).lower() for field in row.missing)
        self.lacks.set_words(texts.t("Missing: {words}", words=missing) if missing else "")
        self.lacks.setVisible(bool(missing))
        made = row.id in self._issues
        self.issue.setVisible(True)
        self.issue.setEnabled(not made and self._may_write())
        self.issue.set_words(words(N_("It is an issue") if made else N_("Make it an issue")))
        said = " ".join(self._texts[row.id, field] for field, _, _ in _FIELDS)
        warning = plan_personal.warning_of(said, texts) if said.strip() else ""
        self.personal.set_words(warning)
        self.personal.setVisible(bool(warning))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for label in (self.whole, self.head, self.lacks):
            column.addWidget(label)
        for field, name, rows in _FIELDS:
            column.addWidget(Label(self.ui, words(name), "small", "text.secondary", weight=500))
            area = _Area(self.ui, rows=rows)
            area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            area.setAccessibleName(self.ui.texts.t(name))
            area.textChanged.connect(partial(self._typed, field))
            area.left.connect(self._seal)
            column.addWidget(TextFrame(self.ui, area))
            self.fields[field] = area
        column.addWidget(self.personal)
        for row in ((self.previous, self.next), (self.gap, self.issue)):
            line = QHBoxLayout()
            line.setSpacing(8)
            for button in row:
                line.addWidget(button)
            line.addStretch(1)
            column.addLayout(line)
        column.addStretch(1)

    def _seal(self) -> None:
        if self.ui.study is not None:
            self.ui.study.seal()
