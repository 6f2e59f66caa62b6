# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Painting helpers shared by widgets and list delegates: shapes, text, key caps, steps, marks."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPaintDevice, QPainter, QPainterPath, QPen

from ui.theme import Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter
_SMOOTH = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
TOP_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop

POLARITY_SIGNS = {-1: "\N{MINUS SIGN}", 0: "0", 1: "+"}
POLARITY_NAMES = {-1: "negative", 0: "neutral", 1: "positive"}


def brush(device: QPaintDevice) -> QPainter:
    """A painter with smooth edges."""
    painter = QPainter(device)
    painter.setRenderHints(_SMOOTH)
    return painter


def box(
    painter: QPainter,
    rect: QRectF | QRect,
    radius: float,
    fill: QColor | None = None,
    line: QColor | None = None,
    width: float = 1.0,
    *,
    dash: bool = False,
) -> None:
    """A rounded box; the outline lies inside `rect`, so content never moves when it grows."""
    area = QRectF(rect)
    if line is not None:
        area = area.adjusted(width / 2, width / 2, -width / 2, -width / 2)
        pen = QPen(line, width)
        if dash:
            pen.setStyle(Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([3.0, 2.5])
        painter.setPen(pen)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    inner = max(0.0, radius - (width / 2 if line is not None else 0))
    painter.drawRoundedRect(area, inner, inner)


def joined_path(rect: QRectF, radius: float, *, first: bool, last: bool) -> QPainterPath:
    """A cell of a joined row: only the outer corners of the row are round."""
    path = QPainterPath()
    left = radius if first else 0.0
    right = radius if last else 0.0
    path.moveTo(rect.left() + left, rect.top())
    path.lineTo(rect.right() - right, rect.top())
    if right:
        path.arcTo(rect.right() - 2 * right, rect.top(), 2 * right, 2 * right, 90, -90)
    path.lineTo(rect.right(), rect.bottom() - right)
    if right:
        path.arcTo(rect.right() - 2 * right, rect.bottom() - 2 * right, 2 * right, 2 * right, 0, -90)
    path.lineTo(rect.left() + left, rect.bottom())
    if left:
        path.arcTo(rect.left(), rect.bottom() - 2 * left, 2 * left, 2 * left, 270, -90)
    path.lineTo(rect.left(), rect.top() + left)
    if left:
        path.arcTo(rect.left(), rect.top(), 2 * left, 2 * left, 180, -90)
    path.closeSubpath()
    return path


def fill_rect(painter: QPainter, rect: QRectF | QRect, fill: QColor) -> None:
    """Fill a box with one colour; Qt's own `fillRect` would make the binding load every gradient's name."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRect(QRectF(rect))


def fill_path(painter: QPainter, path: QPainterPath, fill: QColor) -> None:
    """Fill a path with one colour."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawPath(path)


def hline(
    painter: QPainter, theme: Theme, x1: float, x2: float, y: float, tone: str = "line.hairline"
) -> None:
    """A sharp horizontal hairline."""
    fill_rect(painter, QRectF(x1, y, x2 - x1, 1), theme.color(tone))


def vline(
    painter: QPainter, theme: Theme, x: float, y1: float, y2: float, tone: str = "line.hairline"
) -> None:
    """A sharp vertical hairline."""
    fill_rect(painter, QRectF(x, y1, 1, y2 - y1), theme.color(tone))


def text(
    painter: QPainter,
    rect: QRectF | QRect,
    words: str,
    font: QFont,
    color: QColor,
    align: Qt.AlignmentFlag = LEFT,
    *,
    wrap: bool = False,
) -> None:
    """Text in a box; the caller measured it, so nothing is cut."""
    painter.setFont(font)
    painter.setPen(color)
    flags = int(align.value) | int((Qt.TextFlag.TextWordWrap if wrap else Qt.TextFlag.TextSingleLine).value)
    painter.drawText(QRectF(rect), flags, words)


def elided(theme: Theme, role: str, words: str, width: float, weight: int | None = None) -> str:
    """Text shortened with an ellipsis; only for tables and lists whose panel has it whole."""
    return theme.metrics(role, weight).elidedText(words, Qt.TextElideMode.ElideRight, width)


def wrapped_height(theme: Theme, role: str, words: str, width: float, weight: int | None = None) -> int:
    """Height of a paragraph at a width, in px."""
    area = QRectF(0, 0, max(1.0, width), 100_000)
    flags = int(Qt.TextFlag.TextWordWrap.value)
    return round(theme.metrics(role, weight).boundingRect(area, flags, words).height() + 0.499)


def icon(painter: QPainter, theme: Theme, name: str, x: float, y: float, size: int, color: QColor) -> None:
    """An icon with its top left corner at (x, y); `size` in logical px."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(QPointF(round(x), round(y)), theme.icons.pixmap(name, size, color, ratio))


def keycap_size(theme: Theme, label: str, *, large: bool = False) -> tuple[int, int]:
    """Width and height of a key cap for a label."""
    height = theme.px(24 if large else 20)
    role = "body" if large else "keycap"
    width = theme.metrics(role, 600).horizontalAdvance(label) + theme.px(10)
    return max(height, round(width + 0.5)), height


def keycap(
    painter: QPainter,
    theme: Theme,
    x: float,
    y: float,
    label: str,
    *,
    large: bool = False,
    on: QColor | None = None,
    color: QColor | None = None,
) -> float:
    """Paint a key cap; `on` is the text colour of the accent fill below it. Returns its width."""
    width, height = keycap_size(theme, label, large=large)
    rect = QRectF(x, y, width, height)
    fill = None if on is not None else theme.color("bg.surface")
    line = on if on is not None else theme.color("line.strong")
    ink = on if on is not None else (color or theme.color("text.secondary"))
    box(painter, rect, theme.radius("keycap"), fill, line)
    text(painter, rect, label, theme.font("body" if large else "keycap", 600), ink, CENTER)
    return width


def steps(
    painter: QPainter, theme: Theme, x: float, y: float, value: int | None, scale: float = 1.0
) -> float:
    """Five rising steps filled to the value (25x16 at scale 1); returns the width."""
    fill = theme.step("ordinariness5", 0)
    if value is not None:
        fill = theme.step("ordinariness5", 2 if value <= 3 else value - 1)
    edge = theme.step("ordinariness5", 3) if value is not None and value <= 3 else fill
    unit = scale * theme.scale
    for index in range(5):
        rect = QRectF(
            x + (0.5 + index * 5.5) * unit,
            y + (10.5 - index * 2.5) * unit,
            4 * unit,
            (5 + index * 2.5) * unit,
        )
        filled = value is not None and index < value
        painter.setPen(QPen(edge if filled else theme.color("line.strong"), 1))
        painter.setBrush(fill if filled else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, 1, 1)
    return 27 * unit


def steps_size(theme: Theme, scale: float = 1.0) -> tuple[float, float]:
    """Width and height of `steps`."""
    return 27 * scale * theme.scale, 16 * scale * theme.scale


def polarity_mark(painter: QPainter, theme: Theme, rect: QRectF, value: int) -> None:
    """Orange square −, grey square 0, blue circle +, each on its own subtle fill."""
    name = POLARITY_NAMES[value]
    ink = theme.color(f"valence.{name}")
    radius = rect.height() / 2 if value > 0 else theme.radius("tag")
    box(painter, rect, radius, theme.color(f"valence.{name}.subtle"), ink, 1.5)
    font = QFont(theme.font("h2", 600))
    font.setPixelSize(max(1, round(rect.height() * 0.68)))
    text(painter, rect, POLARITY_SIGNS[value], font, ink, CENTER)


def tag_size(theme: Theme, words: str, icon_name: str | None = None) -> tuple[int, int]:
    """Width and height of a tag pill."""
    width = theme.text_width("caption", words, 600) + 14
    if icon_name is not None:
        width += theme.px(14) + 4
    return round(width + 0.5), theme.height(22, "caption")


def tag(
    painter: QPainter,
    theme: Theme,
    x: float,
    y: float,
    words: str,
    *,
    ink: str = "text.secondary",
    fill: str = "bg.hover",
    icon_name: str | None = None,
) -> float:
    """A small coloured pill with an optional icon; colours by token. Returns its width."""
    width, height = tag_size(theme, words, icon_name)
    box(painter, QRectF(x, y, width, height), theme.radius("tag"), theme.color(fill))
    color = theme.color(ink)
    left = x + 7
    if icon_name is not None:
        size = theme.px(14)
        icon(painter, theme, icon_name, left, y + (height - size) / 2, size, color)
        left += size + 4
    text(painter, QRectF(left, y, x + width - left, height), words, theme.font("caption", 600), color)
    return width


def bar(
    painter: QPainter, theme: Theme, rect: QRectF, share: float, fill: str = "accent.base", track: str = ""
) -> None:
    """A thin progress bar; `share` from 0 to 1."""
    radius = rect.height() / 2
    box(painter, rect, radius, theme.color(track or "bg.sunken"))
    width = rect.width() * min(1.0, max(0.0, share))
    if width > 0:
        area = QRectF(rect.left(), rect.top(), max(width, rect.height()), rect.height())
        box(painter, area, radius, theme.color(fill))


def floating(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    """The three nested shadows below a menu, popover or toast; leave 14 px around the card."""
    shades = (20, 28, 36) if theme.dark else (4, 6, 8)
    for share, offset, spread in zip(shades, (8, 4, 2), (10, 4, 1), strict=True):
        shade = QColor(0, 0, 0, round(255 * share / 100))
        area = rect.adjusted(-spread, -spread + offset, spread, spread + offset)
        box(painter, area, theme.radius("floating") + spread, shade)
    box(painter, rect, theme.radius("floating"), theme.color("bg.surface"), theme.color("line.hairline"))
