# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A room that is not built yet says what it will hold and from which version."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxfield.i18n import Texts
from ui.context import Say, Ui
from ui.pages.base import Page
from ui.shell.rooms import Room
from ui.widgets.chips import Tag
from ui.widgets.containers import Badge, Card, Glyph, Scroll
from ui.widgets.label import Label


class PlannedPage(Page):
    """Icon, heading, sentence, points, version."""

    def __init__(self, ui: Ui, room: Room) -> None:
        super().__init__(ui)
        assert room.plan is not None
        plan = room.plan
        content = QWidget()
        outer = QVBoxLayout(content)
        outer.setContentsMargins(24, 24, 24, 24)
        card = Card(ui)
        card.setMaximumWidth(ui.theme.px(640))
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card, 1000)
        middle.addStretch(1)
        outer.addStretch(2)
        outer.addLayout(middle)
        outer.addStretch(3)
        column = QVBoxLayout(card)
        column.setContentsMargins(28, 28, 28, 28)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Badge(ui, room.icon))
        middle_line = Qt.AlignmentFlag.AlignVCenter
        head.addWidget(Label(ui, lambda x: x.tc(*room.label), "h1", wrap=True), 1, middle_line)
        head.addWidget(
            Tag(
                ui,
                lambda x: x.t("planned for version {version}", version=plan.version),
                ink="info.base",
                fill="info.subtle",
                icon_name="clock",
            )
        )
        column.addLayout(head)
        column.addWidget(Label(ui, _said(plan.sentence), "body", wrap=True))
        for point in plan.points:
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(Glyph(ui, "chevron-right", 18, "accent.base"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Label(ui, _said(point), "body", "text.secondary", wrap=True), 1)
            column.addLayout(row)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(Scroll(ui, content))


def _said(msgid: str) -> Say:
    def words(texts: Texts) -> str:
        return texts.t(msgid)

    return words
