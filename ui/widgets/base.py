# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bases of the painted controls: they follow theme and language and show keyboard focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.context import Say, Ui
from ui.theme import Theme
from ui.widgets.focus import hide_ring, show_ring
from ui.widgets.paint import brush

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPaintEvent

_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class Painted(QWidget):
    """A widget painted from the tokens; override `retranslate`, `restyle` and `draw`."""

    focus_radius = 6.0

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        ui.theme_changed.connect(self._theme_changed)
        ui.texts_changed.connect(self._texts_changed)

    @property
    def theme(self) -> Theme:
        """The theme to paint with now."""
        return self.ui.theme

    def retranslate(self) -> None:
        """Say the words again in the present language."""

    def restyle(self) -> None:
        """Take fonts and sizes from the present theme."""

    def draw(self, painter: QPainter) -> None:
        """Paint the widget."""

    def focus_rect(self) -> QRect:
        """The shape around which the focus ring is drawn, in own coordinates."""
        return self.rect()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint with smooth edges."""
        painter = brush(self)
        self.draw(painter)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus."""
        super().focusInEvent(event)
        if event.reason() in _KEYBOARD:
            show_ring(self, self.ui, self.focus_rect(), self.focus_radius)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        hide_ring(self)
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the ring away with the widget."""
        super().hideEvent(event)
        hide_ring(self)

    def _theme_changed(self) -> None:
        self.restyle()
        self.updateGeometry()
        self.update()

    def _texts_changed(self) -> None:
        self.retranslate()
        self.updateGeometry()
        self.update()


class PaintedButton(QAbstractButton):
    """A control that is pressed: Space and Enter press it, the pointer only changes its shade."""

    focus_radius = 6.0

    def __init__(self, ui: Ui, words: Say = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self._words = words
        self._tip: Say = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        ui.theme_changed.connect(self._theme_changed)
        ui.texts_changed.connect(self._texts_changed)

    @property
    def theme(self) -> Theme:
        """The theme to paint with now."""
        return self.ui.theme

    @property
    def words(self) -> str:
        """The words on the control in the present language."""
        return self.ui.say(self._words)

    def set_words(self, words: Say) -> None:
        """Change the words."""
        self._words = words
        self._texts_changed()

    def set_tip(self, words: Say) -> None:
        """Tooltip: repeats name and key, or says why the control is disabled."""
        self._tip = words
        self._texts_changed()

    def retranslate(self) -> None:
        """Say the words again; the accessible name is the words on the control."""
        self.setAccessibleName(self.words)
        if self._tip:
            self.setToolTip(self.ui.say(self._tip))
            self.setAccessibleDescription(self.ui.say(self._tip))

    def draw(self, painter: QPainter) -> None:
        """Paint the control."""

    def focus_rect(self) -> QRect:
        """The shape around which the focus ring is drawn, in own coordinates."""
        return self.rect()

    def hovered(self) -> bool:
        """Whether the mouse is over it (never for touch)."""
        return self.isEnabled() and self.underMouse()

    def minimumSizeHint(self) -> QSize:
        """Never smaller than its text."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint with smooth edges."""
        painter = brush(self)
        self.draw(painter)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as Space does; a held key presses once."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A pointer press hides the ring."""
        hide_ring(self)
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus."""
        super().focusInEvent(event)
        if event.reason() in _KEYBOARD:
            show_ring(self, self.ui, self.focus_rect(), self.focus_radius)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        hide_ring(self)

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the ring away with the widget."""
        super().hideEvent(event)
        hide_ring(self)

    def changeEvent(self, event: QEvent) -> None:
        """Repaint when enabled or disabled."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.update()

    def _theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def _texts_changed(self) -> None:
        self.retranslate()
        self.updateGeometry()
        self.update()
