# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A card of the board as a picture."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPixmap

from cxfield.services.debrief_board import Card
from ui.context import Ui
from ui.theme import Theme
from ui.widgets.paint import box, elided, icon, text
from ui.widgets.paragraph import paragraph

ICONS = {"observe": "observe", "interview": "quote", "group": "group", "metric": "metric", "own": "note"}
TONES = {
    "observe": "source.observation", "interview": "source.interview", "group": "source.group",
    "metric": "source.metric", "own": "line.strong",
}  # fmt: skip
MARK_ICONS = {"rose": "delight", "bud": "star", "thorn": "pain"}


#: How high the picture of a card is, in units of the theme.
PHOTO = 96


def paint_card(
    ui: Ui, card: Card, rect: QRectF, ratio: float, *, votes: bool, photo: QImage | None = None
) -> QPixmap:
    """The card as a picture, painted once and kept while nothing of it changes."""
    theme = ui.theme
    made = QPixmap(max(1, round(rect.width() * ratio)), max(1, round(rect.height() * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    area = QRectF(0.5, 0.5, rect.width() - 1, rect.height() - 1)
    box(painter, area, 6, theme.color("bg.surface"), theme.color("line.hairline"), 1)
    painter.setClipRect(QRectF(0, 0, 5, rect.height()))
    box(painter, area, 6, theme.color(TONES[card.origin]))
    painter.setClipping(False)
    ink = theme.color("text.tertiary" if card.gone else "text.primary")
    words = paragraph(theme, "small", said_of(card), rect.width() - 24)
    words.draw(painter, 14, 8, ink)
    quiet, y = theme.color("text.secondary"), rect.height() - theme.line("caption") - 8
    if card.picture_id:
        frame = QRectF(14, y - theme.px(PHOTO) - 6, rect.width() - 24, theme.px(PHOTO))
        _paint_photo(painter, ui, frame, photo)
    tone = theme.color("text.secondary" if card.origin == "own" else TONES[card.origin])
    icon(painter, theme, ICONS[card.origin], 14, y, theme.px(15), tone)
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
    below = ui.texts.t("withdrawn") if card.gone else " · ".join(w for w in (card.person, card.source) if w)
    room = rect.width() - left - right
    said = elided(theme, "caption", below, room)
    text(painter, QRectF(left, y, room, theme.line("caption")), said, theme.font("caption"), quiet)
    painter.end()
    return made


def _paint_photo(painter: QPainter, ui: Ui, frame: QRectF, photo: QImage | None) -> None:
    """The picture, its middle filling the frame; a sign while it is not here."""
    theme = ui.theme
    if photo is None:
        box(painter, frame, 4, theme.color("bg.sunken"))
        side = theme.px(20)
        middle = frame.center()
        ink = theme.color("text.tertiary")
        icon(painter, theme, "photo", middle.x() - side / 2, middle.y() - side / 2, side, ink)
        return
    wide, high = float(photo.width()), float(photo.height())
    scale = max(frame.width() / wide, frame.height() / high)
    part = QRectF(0, 0, frame.width() / scale, frame.height() / scale)
    part.moveCenter(QRectF(0, 0, wide, high).center())
    painter.save()
    path = QPainterPath()
    path.addRoundedRect(frame, 4, 4)
    painter.setClipPath(path)
    painter.drawImage(frame, photo, part)
    painter.restore()


def paint_plain(painter: QPainter, theme: Theme, card: Card, rect: QRectF, *, strong: bool) -> None:
    """A card from far away, or one whose picture is not painted yet: its colour and its place."""
    wide = 2 if strong else 1
    painter.fillRect(rect, theme.color("accent.base" if strong else "line.strong"))
    painter.fillRect(rect.adjusted(wide, wide, -wide, -wide), theme.color("bg.surface"))
    painter.fillRect(QRectF(rect.left(), rect.top(), 8, rect.height()), theme.color(TONES[card.origin]))


def paint_frame(
    painter: QPainter, theme: Theme, rect: QRectF, sight: QRectF, ink: QColor, wide: int, *, dash: bool
) -> None:
    """The frame of a cluster. Only its ends are painted round: a large round shape costs half a frame."""
    radius, fill = theme.radius("card"), theme.color("bg.sunken")
    seen = rect.intersected(sight.adjusted(-24, -24, 24, 24))
    end = 2.0 * radius
    for top in (rect.top(), rect.bottom() - end):
        if seen.top() - end <= top <= seen.bottom():
            box(painter, QRectF(rect.left(), top, rect.width(), end), radius, fill)
    middle = rect.adjusted(0, radius, 0, -radius).intersected(seen)
    painter.fillRect(middle, fill)
    # What is out of sight is left out of the outline too: a dashed one is long.
    outline = QRectF(rect.left(), seen.top(), rect.width(), seen.height())
    box(painter, outline, radius, None, ink, wide, dash=dash)


def said_of(card: Card) -> str:
    """What a card says, at most so much that it stays a card."""
    words = " ".join(card.text.split())
    return words if len(words) <= 220 else words[:219].rstrip() + "…"
