# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The help panel: the table of shortcuts, the present room first."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from cxfield.i18n import Texts
from ui.context import Say, Ui
from ui.shell.rooms import ROOMS
from ui.shortcuts import Shortcut, shown, working
from ui.widgets.base import Painted
from ui.widgets.buttons import Kind
from ui.widgets.containers import Scroll
from ui.widgets.dialog import Dialog, Way
from ui.widgets.label import Label
from ui.widgets.paint import keycap, keycap_size


class HelpDialog(Dialog):
    """All keys by where they work."""

    def __init__(self, ui: Ui, room_id: str, parent: QWidget | None = None) -> None:
        ways = (Way("ok", lambda x: x.t("Close"), Kind.PRIMARY, key="Esc"),)
        super().__init__(ui, lambda x: x.t("Shortcuts"), "", ways, escape="ok", parent=parent)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        for scope in _scopes(room_id):
            rows = _merged([s for s in working() if s.scope.partition(".")[0] == scope])
            if rows:
                column.addWidget(Label(ui, _heading(scope), "h2"))
                column.addWidget(_table(ui, rows))
                column.addSpacing(8)
        column.addStretch(1)
        scroll = Scroll(ui, content, fill="bg.surface")
        scroll.setMinimumSize(
            ui.theme.px(460), min(ui.theme.px(520), (parent.height() if parent else 700) - 180)
        )
        self.body.addWidget(scroll)


class _Keys(Painted):
    """The key caps of a row."""

    def __init__(self, ui: Ui, keys: Sequence[str]) -> None:
        super().__init__(ui)
        self._keys = tuple(keys)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(self._keys))

    def sizeHint(self) -> QSize:
        """All caps in one line."""
        sizes = [keycap_size(self.theme, key) for key in self._keys]
        return QSize(sum(w for w, _ in sizes) + 6 * (len(sizes) - 1), sizes[0][1])

    def draw(self, painter: QPainter) -> None:
        """Paint the caps."""
        left = 0.0
        for key in self._keys:
            left += keycap(painter, self.theme, left, 0, key) + 6


def _table(ui: Ui, rows: Sequence[tuple[str, tuple[str, ...]]]) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    for n, (label, keys) in enumerate(rows):
        grid.addWidget(Label(ui, _said(label), "body", "text.secondary", wrap=True), n, 0)
        grid.addWidget(_Keys(ui, keys), n, 1, Qt.AlignmentFlag.AlignRight)
    return table


def _merged(rows: Sequence[Shortcut]) -> list[tuple[str, tuple[str, ...]]]:
    """Rows with the same words become one: first and last key of a series."""
    found: dict[str, list[Shortcut]] = {}
    for row in rows:
        found.setdefault(row.label, []).append(row)
    merged: list[tuple[str, tuple[str, ...]]] = []
    for label, group in found.items():
        if len(group) == 1:
            merged.append((label, tuple(dict.fromkeys(shown(key) for key in group[0].keys))))
        else:
            merged.append((label, (f"{shown(group[0].keys[0])} – {shown(group[-1].keys[0])}",)))
    return merged


def _scopes(room_id: str) -> tuple[str, ...]:
    scopes = dict.fromkeys(row.scope.partition(".")[0] for row in working())
    first = [room_id] if room_id in scopes else []
    return tuple(dict.fromkeys([*first, "window", *scopes]))


def _heading(scope: str) -> Say:
    pair = next((room.label for room in ROOMS if room.id == scope), None)

    def words(texts: Texts) -> str:
        if pair is not None:
            return texts.tc(*pair)
        return {
            "start": texts.t("Start page"),
            "dialog": texts.t("Questions"),
        }.get(scope, texts.t("Everywhere"))

    return words


def _said(msgid: str) -> Say:
    def words(texts: Texts) -> str:
        return texts.t(msgid)

    return words
