# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The history of a record: newest first, the old value struck through, the new one bold, and the way back."""

from html import escape

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxfield.services.history import CREATE, DELETE, Step
from ui.context import Ui
from ui.widgets.base import Painted
from ui.widgets.buttons import Button, Kind
from ui.widgets.label import Label

#: Fields whose value says by itself what it is.
_PLAIN = ("code_id", "touchpoint_id", "text", "value")


class Past(QWidget):
    """`show_steps(steps)`; `restored(step)` asks for the values before a change."""

    restored = Signal(object)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(Label(ui, lambda x: x.t("History"), "body", weight=600))
        head.addStretch(1)
        self.count = Label(ui, "", "caption", "text.secondary")
        head.addWidget(self.count)
        column.addLayout(head)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)
        self.steps: list[StepView] = []

    def show_steps(self, steps: list[Step], *, editable: bool) -> None:
        """Show the changes, newest first."""
        for old in self.steps:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.steps = []
        for place, step in enumerate(steps):
            view = StepView(self.ui, step, last=place == len(steps) - 1, editable=editable)
            view.restored.connect(self.restored)
            self._list.addWidget(view)
            self.steps.append(view)
        n = sum(step.op != CREATE for step in steps)
        self.count.set_words(lambda x: x.tn("{n} change", "{n} changes", n))


class StepView(QWidget):
    """One change: a dot on the line, who and when, the values, Restore."""

    restored = Signal(object)

    def __init__(self, ui: Ui, step: Step, *, last: bool, editable: bool) -> None:
        super().__init__()
        self.ui, self.step = ui, step
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(_Dot(ui, filled=step.op == CREATE, last=last))
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(1)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(Label(ui, step.author, "caption", weight=600))
        top.addWidget(Label(ui, step.when, "caption", "text.secondary"))
        top.addStretch(1)
        self.button: Button | None = None
        if step.can_restore and editable:
            self.button = Button(ui, lambda x: x.t("Restore"), kind=Kind.GHOST, base_height=24)
            self.button.clicked.connect(lambda: self.restored.emit(step))
            top.addWidget(self.button)
        column.addLayout(top)
        column.addWidget(_Values(ui, step))
        row.addLayout(column, 1)


class _Dot(Painted):
    """The dot of a change on the line of time."""

    def __init__(self, ui: Ui, *, filled: bool, last: bool) -> None:
        super().__init__(ui)
        self._filled, self._last = filled, last
        self.setFixedWidth(12)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def draw(self, painter: QPainter) -> None:
        """Ring or disc, and the line down to the next."""
        color = self.theme.color
        top = self.theme.px(8)
        if not self._last:
            painter.fillRect(QRectF(5.5, top + 6, 1, self.height()), color("line.hairline"))
        pen = painter.pen()
        pen.setColor(color("accent.base"))
        pen.setWidthF(2)
        painter.setPen(pen)
        painter.setBrush(color("accent.base" if self._filled else "bg.surface"))
        painter.drawEllipse(QPointF(6, top), 4, 4)


class _Values(Painted):
    """The fields of a change as flowing text: label, struck old value, arrow, bold new value."""

    def __init__(self, ui: Ui, step: Step) -> None:
        super().__init__(ui)
        self._step = step
        self._made: QTextDocument | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.words())

    def words(self) -> str:
        """The change in plain words."""
        step, texts = self._step, self.ui.texts
        if step.op == DELETE:
            return texts.t("deleted")
        if step.op == CREATE:
            said = [line.new if line.field in _PLAIN else f"{line.label} {line.new}" for line in step.lines]
            return texts.t("logged: {what}", what=" · ".join(said) or "–")
        return "; ".join(f"{line.label}: {line.old} → {line.new}" for line in step.lines)

    def restyle(self) -> None:
        """Lay the text out again."""
        self._made = None

    def retranslate(self) -> None:
        """Say it again."""
        self._made = None
        self.setAccessibleName(self.words())

    def hasHeightForWidth(self) -> bool:
        """The text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all lines."""
        document = self._document()
        document.setTextWidth(width)
        return round(document.size().height() + 0.5)

    def sizeHint(self) -> QSize:
        """A readable column."""
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        """Narrow columns wrap more."""
        return QSize(80, self.theme.line("small"))

    def draw(self, painter: QPainter) -> None:
        """The text."""
        document = self._document()
        document.setTextWidth(self.width())
        document.drawContents(painter)

    def _document(self) -> QTextDocument:
        if self._made is None:
            theme = self.theme
            document = QTextDocument()
            document.setDocumentMargin(0)
            document.setDefaultFont(theme.font("small"))
            document.setHtml(
                self._html(theme.color("text.secondary").name(), theme.color("text.primary").name())
            )
            self._made = document
        return self._made

    def _html(self, quiet: str, strong: str) -> str:
        step = self._step
        if step.op in (CREATE, DELETE):
            return f'<span style="color:{quiet}">{escape(self.words())}</span>'
        return "<br>".join(
            f'<span style="color:{quiet}">{escape(line.label)}: <s>{escape(line.old)}</s></span>'
            f' <span style="color:{quiet}">→</span>'
            f' <b style="color:{strong};font-weight:600">{escape(line.new)}</b>'
            for line in step.lines
        )


__all__ = ["Past", "StepView"]
