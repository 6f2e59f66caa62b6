# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who has the focus in a part that is made anew keeps it there: it never jumps out of the room."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ui.widgets.tab_order import stops


@contextmanager
def keeping_focus(part: QWidget) -> Iterator[None]:
    """Make a part anew inside this: the focus comes back to what stands in its place afterwards.

    Where nothing is left to stand on, the next stop around the part takes it.
    """
    held = QApplication.focusWidget()
    if held is None or not part.isAncestorOf(held):
        yield
        return
    before = stops(part)
    at, name = before.index(held) if held in before else 0, held.accessibleName()
    # Given up first: hiding what has the focus would hand it to the first stop of the window.
    held.clearFocus()
    yield
    around: QWidget | None = part
    while around is not None:
        found = _in_place([stop for stop in stops(around) if stop.isEnabled()], at, name)
        if found is not None:
            found.show()
            # A ring as after Tab; only what is being written is not selected for the next key to replace.
            written = isinstance(found, QLineEdit)
            found.setFocus(Qt.FocusReason.OtherFocusReason if written else Qt.FocusReason.TabFocusReason)
            return
        around, at, name = around.parentWidget(), 0, ""


def _in_place(there: list[QWidget], at: int, name: str) -> QWidget | None:
    """The same one as before by name, or whatever has its place."""
    if at < len(there) and there[at].accessibleName() == name:
        return there[at]
    named = [stop for stop in there if name and stop.accessibleName() == name]
    if len(named) == 1:
        return named[0]
    return there[min(at, len(there) - 1)] if there else None
