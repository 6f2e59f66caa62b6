# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A card of the board as a picture."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from cxfield.services.debrief_board import Card
from ui.context import Ui
from ui.widgets.paint import box, elided, icon, text
from ui.widgets.paragraph import paragraph

ICONS = {"observe": "observe", "interview": "quote", "group": "group", "metric": "metric", "own": "note"}
TONES = {"observe": 0, "interview": 1, "group": 2, "metric": 6, "own": 7}
MARK_ICONS = {"rose": "delight", "bud": "star", "thorn": "pain"}


def paint_card(ui: Ui, card: Card, rect: QRectF, ratio: float, *, votes: bool) -> QPixmap:
    """The card as a picture, painted once and kept while nothing of it changes."""
    theme = ui.theme
    made = QPixmap(round(rect.width() * ratio), round(rect.height() * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRectF(0.5, 0.5, rect.width() - 1, rect.height() - 1)
    box(painter, area, 6, theme.color("bg.surface"), theme.color("line.hairline"), 1)
    painter.setClipRect(QRectF(0, 0, 5, rect.height()))
    box(painter, area, 6, theme.step("categorical8", TONES[card.origin]))
    painter.setClipping(False)
    ink = theme.color("text.tertiary" if card.gone else "text.primary")
    words = paragraph(theme, "small", said_of(card), rect.width() - 24)
    words.draw(painter, 14, 8, ink)
    quiet, y = theme.color("text.secondary"), rect.height() - theme.line("caption") - 8
    icon(painter, theme, ICONS[card.origin], 14, y, theme.px(15), quiet)
    left = 14 + theme.px(15) + 6
    right = 16.0
    if votes:
        text(
            painter,
            QRectF(rect.width() - 40, y, 30, theme.line("caption")),
            str(card.votes),
            theme.font("caption", 600),
            quiet,
            Qt.AlignmentFlag.AlignRight,
        )
        right += 24
    if card.mark in MARK_ICONS:
        icon(
            painter,
            theme,
            MARK_ICONS[card.mark],
            rect.width() - right - 18,
            y,
            theme.px(15),
            theme.color("text.primary"),
        )
        right += 22
    if card.picture_id:
        icon(painter, theme, "photo", rect.width() - right - 18, y, theme.px(15), quiet)
        right += 22
    below = ui.texts.t("withdrawn") if card.gone else " · ".join(w for w in (card.person, card.source) if w)
    room = rect.width() - left - right
    said = elided(theme, "caption", below, room)
    text(painter, QRectF(left, y, room, theme.line("caption")), said, theme.font("caption"), quiet)
    painter.end()
    return made


def said_of(card: Card) -> str:
    """What a card says, at most so much that it stays a card."""
    words = " ".join(card.text.split())
    return words if len(words) <= 220 else words[:219].rstrip() + "…"
