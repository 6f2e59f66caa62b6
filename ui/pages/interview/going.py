# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Going to any question of the guide at once: a list of all of them, or of one theme."""

from collections.abc import Callable
from textwrap import shorten

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from cxfield.i18n import pick
from cxfield.services.interview_outline import Outline, OutlineSection
from ui.context import Ui
from ui.widgets.menu import Menu, MenuItem

#: A row names its question in so many letters; all of it is spoken.
_TITLE = 64


def rows_of(outline: Outline, language: str, section: OutlineSection | None = None) -> tuple[MenuItem, ...]:
    """A row for every question that can be gone to; those of one theme, or of all with its number."""
    numbers = {part.id: number for number, part in enumerate(outline.sections, start=1)}
    rows = []
    for part, item in outline.asked:
        if section is not None and part.id != section.id:
            continue
        words = pick(item.title, language)
        number = numbers.get(part.id)
        before = f"{number}. " if number is not None and section is None else ""
        said = before + shorten(words, _TITLE, placeholder="…")
        sign = "check" if item.answered else "warning" if item.skipped else None
        rows.append(MenuItem(item.id, said, sign, spoken=before + words))
    return tuple(rows)


def offer(
    ui: Ui,
    back: QWidget,
    rows: tuple[MenuItem, ...],
    current: str,
    point: QPoint,
    go: Callable[[str], object],
) -> Menu | None:
    """Show the list with the question in front under the focus; `go(id)` with the chosen one."""
    if not rows:
        return None
    menu = Menu(ui, rows, parent=back)
    menu.chosen.connect(go)
    menu.popup(point, current=current)
    return menu
