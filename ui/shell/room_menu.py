# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The keys of the main window, and the rooms as a menu where the rail is hidden."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from cxfield.i18n import Texts
from ui import shortcuts

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


def bind_window_keys(window: "MainWindow") -> None:
    """Make the rows of the table with the scope `window` work."""
    slots: tuple[tuple[str, Callable[[], object]], ...] = (
        ("help", window.show_help),
        ("open", window.entrance.choose),
        ("new", lambda: window.entrance.make("store")),
        ("theme", window.toggle_theme),
        ("language", window.toggle_language),
        ("full-screen", window.toggle_full_screen),
        ("close-study", window.close_study),
        ("quit", window.close),
        ("menu", window.show_menu),
        ("settings", window.show_settings),
        ("undo", lambda: window.ui.undo.undo() if window.ui.undo else None),
        ("redo", lambda: window.ui.undo.redo() if window.ui.undo else None),
        *((f"room.{number}", _go(window, number)) for number in range(1, 9)),
    )
    for name, slot in slots:
        shortcuts.bind(window, name, slot, whole_window=True)


def show_room_menu(window: "MainWindow") -> None:
    """The eight rooms, settings and the way back to all studies."""
    from ui.shell.rooms import ROOMS, SETTINGS
    from ui.widgets.menu import Menu, MenuItem

    view = window.study
    items = [
        MenuItem(room.id, _label(room.label), room.icon, shortcuts.keycap_of(f"room.{number}"))
        for number, room in enumerate(ROOMS, 1)
    ]
    settings = shortcuts.keycap_of("settings")
    items.append(MenuItem(SETTINGS.id, _label(SETTINGS.label), SETTINGS.icon, settings))
    items.append(MenuItem("", lambda x: x.t("All studies"), "folder", shortcuts.keycap_of("close-study")))
    menu = Menu(window.ui, items, parent=window)
    menu.chosen.connect(lambda value: view.go(value) if value else window.close_study())
    menu.popup(window.mapToGlobal(view.rect().topLeft()), current=view.room_id)


def _label(pair: tuple[str, str]) -> Callable[[Texts], str]:
    return lambda texts: texts.tc(*pair)


def _go(window: "MainWindow", number: int) -> Callable[[], None]:
    def go() -> None:
        from ui.shell.rooms import ROOMS

        if window.ui.study is not None:
            window.study.go(ROOMS[number - 1].id)

    return go
