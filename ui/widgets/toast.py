# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The toast: one sentence at the bottom centre for six seconds, with the action that takes it back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.context import Say, Ui
from ui.widgets.base import Painted
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.paint import floating


class Toast(Painted):
    """Lives in a window; `show_words(words, action=..., key="Ctrl Z", pressed=...)`."""

    def __init__(self, ui: Ui, window: QWidget) -> None:
        super().__init__(ui, window)
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 18, 24, 28)
        row.setSpacing(10)
        self.label = Label(
            ui, "", "body", wrap=True, align=Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        row.addWidget(self.label, 1)
        self.button = Button(ui, "", icon_name="undo")
        self.button.clicked.connect(self._pressed)
        row.addWidget(self.button)
        self._slot: Callable[[], object] | None = None
        self._area: Callable[[], QRect] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.setAccessibleName(ui.texts.t("Notice"))
        self.hide()

    def show_words(
        self,
        words: Say,
        *,
        action: Say = "",
        key: str = "",
        icon_name: str | None = "undo",
        pressed: Callable[[], object] | None = None,
    ) -> None:
        """Show a sentence; it goes after six seconds or when its action is taken."""
        self.label.set_words(words)
        self.button.set_words(action)
        self.button.set_key(key)
        self.button.set_icon_name(icon_name)
        self.button.setVisible(bool(action))
        self._slot = pressed
        self._place()
        self.show()
        self.raise_()
        self._timer.start(self.theme.duration("toast_visible"))

    def stand_in(self, area: Callable[[], QRect]) -> None:
        """Stand at the foot of a part of the window, not of all of it."""
        self._area = area

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom centre."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def draw(self, painter: QPainter) -> None:
        """A floating card."""
        floating(painter, self.theme, QRectF(self.rect()).adjusted(14, 8, -14, -18))

    def _pressed(self) -> None:
        self.hide()
        if self._slot is not None:
            self._slot()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        area = self._area() if self._area is not None else window.rect().adjusted(16, 0, -16, -12)
        room = area.width()
        self.setMaximumWidth(room)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        width = min(room, max(self.theme.px(360), self.sizeHint().width() + 8))
        height = max(layout.heightForWidth(width), self.minimumSizeHint().height())
        left = area.left() + (area.width() - width) // 2
        self.setGeometry(left, area.bottom() + 1 - height, width, height)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=False)
