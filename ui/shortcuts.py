# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one table of shortcuts of the whole program, and how keys are matched on every layout."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cxfield.i18n import N_
from ui.keyboard import LAYOUTS, Chord, chord, digit_of_scan_code, digit_of_sign

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShortcut
    from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A row: its id, what it does, its keys (the first is shown), and where it works.

    A scope is a path: `window` holds everywhere, `observe` in that room, `observe.tiles` on its tiles.
    """

    id: str
    label: str
    keys: tuple[str, ...]
    scope: str = "window"


def _numbered(
    prefix: str, label: str, pattern: str, numbers: Iterable[int], scope: str
) -> tuple[Shortcut, ...]:
    return tuple(Shortcut(f"{prefix}.{n}", label, (pattern.format(n),), scope) for n in numbers)


SHORTCUTS: tuple[Shortcut, ...] = (
    Shortcut("help", N_("Show the shortcuts"), ("Shift+F1",)),
    Shortcut("undo", N_("Undo"), ("Ctrl+Z",)),
    Shortcut("redo", N_("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y")),
    *_numbered("room", N_("Go to the room"), "Ctrl+{}", range(1, 9), "window"),
    Shortcut("settings", N_("Settings"), ("Ctrl+,",)),
    Shortcut("menu", N_("Open the menu of rooms"), ("F10",)),
    Shortcut("theme", N_("Light or dark"), ("Ctrl+Shift+D",)),
    Shortcut("language", N_("Finnish or English"), ("Ctrl+Shift+L",)),
    Shortcut("full-screen", N_("Full screen"), ("F11",)),
    Shortcut("close-study", N_("Close the study"), ("Ctrl+W",)),
    Shortcut("quit", N_("Quit"), ("Ctrl+Q",)),
    Shortcut("open", N_("Open a file"), ("Ctrl+O",)),
    Shortcut("new", N_("New study"), ("Ctrl+N",)),
    Shortcut("demo", N_("Open the demo study"), ("Ctrl+E",), "start"),
    *_numbered("start.template", N_("New study from the template"), "{}", range(1, 9), "start"),
    *_numbered("plan.tab", N_("Go to the tab"), "Alt+{}", range(1, 7), "plan"),
    Shortcut("plan.add", N_("Add here"), ("Ctrl+Shift+N",), "plan"),
    Shortcut("plan.print", N_("Print the field papers"), ("Ctrl+P",), "plan"),
    Shortcut("plan.kit", N_("Make the fieldwork kit"), ("Ctrl+K",), "plan"),
    Shortcut("plan.preview", N_("Preview"), ("F5",), "plan"),
    # Observe: function keys are shoppers, letters are codes, digits and signs mark the latest entry.
    *_numbered("observe.shopper", N_("Select the shopper"), "F{}", range(1, 9), "observe"),
    Shortcut("observe.follow", N_("Follow a new shopper"), ("F9",), "observe"),
    *_numbered(
        "observe.give", N_("Give the latest entry to the shopper"), "Ctrl+F{}", range(1, 9), "observe"
    ),
    Shortcut("observe.marker", N_("Write the clothing mark"), ("Shift+F9",), "observe"),
    Shortcut("observe.let-go", N_("The shopper has left"), ("Ctrl+F9",), "observe"),
    *_numbered("observe.phase", N_("Phase"), "Alt+{}", range(1, 4), "observe"),
    *_numbered(
        "observe.page",
        N_("Tiles, track sheet, guide, instruments, session"),
        "Alt+{}",
        range(5, 10),
        "observe",
    ),
    Shortcut("observe.count.1", N_("Count one in at the door"), ("Ctrl+I",), "observe"),
    Shortcut("observe.count.2", N_("Count one out at the door"), ("Ctrl+U",), "observe"),
    Shortcut("observe.count.3", N_("Count a question to staff"), ("Ctrl+J",), "observe"),
    Shortcut("observe.task", N_("Time a task"), ("Ctrl+T",), "observe"),
    Shortcut("observe.contact", N_("Time a contact"), ("Ctrl+G",), "observe"),
    Shortcut("observe.look", N_("Go to the look that is due"), ("Ctrl+L",), "observe"),
    Shortcut("observe.lock", N_("Lock the screen"), ("Ctrl+Shift+K",), "observe"),
    Shortcut("observe.pause", N_("Pause"), ("Ctrl+P",), "observe"),
    Shortcut("observe.stop", N_("Stop"), ("Ctrl+Shift+S",), "observe"),
    Shortcut("observe.edit", N_("Edit the latest entry"), ("Ctrl+E",), "observe"),
    Shortcut("observe.star", N_("Star"), ("Alt+S",), "observe"),
    Shortcut("observe.find", N_("Find in the entries"), ("Ctrl+F",), "observe"),
    Shortcut("observe.how", N_("How did it happen?"), ("Alt+H",), "observe"),
    Shortcut("observe.interpretation", N_("Interpretation apart"), ("Alt+I",), "observe"),
    Shortcut("observe.earlier", N_("Log at an earlier time"), ("Alt+E",), "observe"),
    Shortcut("observe.line", N_("Write in the quick line"), ("Space",), "observe.tiles"),
    *_numbered("observe.rate", N_("Ordinary or surprising"), "{}", range(1, 6), "observe.tiles"),
    Shortcut("observe.more", N_("More of the entry, more choices"), (".",), "observe.tiles"),
    *_numbered("observe.pick", N_("Choose from the row"), "{}", range(6, 10), "observe.tiles"),
    Shortcut("observe.negative", N_("Negative"), ("-",), "observe.tiles"),
    Shortcut("observe.neutral", N_("Neutral"), ("0",), "observe.tiles"),
    Shortcut("observe.positive", N_("Positive"), ("+",), "observe.tiles"),
    Shortcut("observe.pain", N_("Pain point"), ("Q",), "observe.tiles"),
    Shortcut("observe.delight", N_("Delight"), ("W",), "observe.tiles"),
    *_numbered("observe.touchpoint", N_("Choose the touchpoint"), "Shift+{}", range(1, 9), "observe.tiles"),
    Shortcut("observe.next-page", N_("Next page of codes"), ("PgDown",), "observe.tiles"),
    Shortcut("observe.previous-page", N_("Previous page of codes"), ("PgUp",), "observe.tiles"),
    Shortcut("observe.log", N_("Log the note"), ("Return", "Enter"), "observe.line"),
    Shortcut("observe.tiles", N_("Back to the tiles"), ("Esc",), "observe.line"),
    Shortcut("interview.next", N_("Next question"), ("Ctrl+Return", "Ctrl+Enter"), "interview"),
    Shortcut("interview.previous", N_("Previous question"), ("Ctrl+Backspace",), "interview"),
    Shortcut("interview.goto", N_("Go to a question"), ("Ctrl+E",), "interview"),
    Shortcut("interview.skip", N_("Skip the question"), ("Ctrl+K",), "interview"),
    *_numbered("interview.probe", N_("Probe"), "Alt+{}", range(1, 10), "interview"),
    Shortcut("interview.quote", N_("Quote"), ("Ctrl+L",), "interview"),
    Shortcut("interview.star", N_("Star"), ("Ctrl+T",), "interview"),
    Shortcut("interview.return", N_("Come back to this"), ("Ctrl+J",), "interview"),
    Shortcut("interview.deviant", N_("Deviant case"), ("Ctrl+D",), "interview"),
    Shortcut("interview.hand", N_("Respondent's own screen"), ("Ctrl+U",), "interview"),
    Shortcut("interview.record", N_("Record"), ("Ctrl+R",), "interview"),
    Shortcut("interview.note", N_("Write a note of one's own"), ("Ctrl+M",), "interview"),
    Shortcut("interview.turn", N_("Other speaker"), ("Alt+Return",), "interview"),
    Shortcut("interview.sign", N_("Sign in brackets"), ("Ctrl+B",), "interview"),
    Shortcut("interview.tag", N_("Tag"), ("Ctrl+G",), "interview"),
    Shortcut("interview.back", N_("Back to where you were"), ("Alt+Left",), "interview"),
    Shortcut("interview.pause", N_("Pause"), ("Ctrl+P",), "interview"),
    Shortcut("interview.stop", N_("Stop"), ("Ctrl+Shift+S",), "interview"),
    *(
        Shortcut(f"group.seat.{n}", N_("Speaks now"), (key,), "group.table")
        for n, key in enumerate((*"123456789", "Q", "W", "E", "M", "N"), 1)
    ),
    Shortcut("group.together", N_("At once"), ("0",), "group.table"),
    Shortcut("group.laugh", N_("Everyone laughs"), ("L",), "group.table"),
    Shortcut("group.write", N_("Write a statement"), ("Space",), "group.table"),
    Shortcut("group.habit", N_("Habit"), ("H",), "group.table"),
    Shortcut("group.pattern", N_("Pattern"), ("P",), "group.table"),
    Shortcut("group.suggestion", N_("Suggestion"), ("K",), "group.table"),
    Shortcut("group.pain", N_("Pain point"), ("J",), "group.table"),
    Shortcut("group.staff", N_("About the staff"), ("D",), "group.table"),
    Shortcut("group.star", N_("Star"), ("S",), "group.table"),
    Shortcut("group.verbatim", N_("Word for word"), ("V",), "group.table"),
    Shortcut("group.quote", N_("Quote"), ("C",), "group.table"),
    Shortcut("group.reply", N_("Reply to"), ("R",), "group.table"),
    Shortcut("group.negative", N_("Negative"), ("-",), "group.table"),
    Shortcut("group.positive", N_("Positive"), ("+",), "group.table"),
    Shortcut("group.slip", N_("The moderator slipped"), ("X",), "group.table"),
    *_numbered("group.agree", N_("Agrees, then disagrees"), "Shift+{}", range(1, 10), "group.table"),
    Shortcut("group.agree.0", N_("Everybody agrees"), ("Shift+0",), "group.table"),
    Shortcut("group.log", N_("Log the statement"), ("Return", "Enter"), "group.line"),
    Shortcut("group.table", N_("Back to the table"), ("Esc",), "group.line"),
    Shortcut("group.next-part", N_("Next section"), ("Ctrl+Return", "Ctrl+Enter"), "group"),
    Shortcut("group.previous-part", N_("Previous section"), ("Ctrl+Backspace",), "group"),
    Shortcut("group.next-question", N_("Next question"), ("Ctrl+Down",), "group"),
    Shortcut("group.previous-question", N_("Previous question"), ("Ctrl+Up",), "group"),
    Shortcut("group.park", N_("Put in the parking lot"), ("Ctrl+B",), "group"),
    *_numbered("group.probe", N_("Probe"), "Alt+{}", range(1, 10), "group"),
    *_numbered("group.panel", N_("Show the panel"), "F{}", range(5, 10), "group"),
    Shortcut("group.correct", N_("Correct the table"), ("F2",), "group"),
    Shortcut("group.view", N_("Moderator's or note-taker's view"), ("F3",), "group"),
    Shortcut("group.second", N_("Second window"), ("F4",), "group"),
    Shortcut("group.record", N_("Record"), ("Ctrl+R",), "group"),
    Shortcut("group.listen", N_("Listen to the statement"), ("Ctrl+L",), "group"),
    Shortcut("group.pause", N_("Pause"), ("Ctrl+P",), "group"),
    Shortcut("group.stop", N_("Stop"), ("Ctrl+Shift+S",), "group"),
    Shortcut("data.find", N_("Find in the entries"), ("Ctrl+F",), "data"),
    Shortcut("data.edit", N_("Edit"), ("F2",), "data"),
    Shortcut("data.delete", N_("Delete"), ("Del",), "data.rows"),
    Shortcut("data.open", N_("Open the entry"), ("Return", "Enter"), "data.rows"),
    Shortcut("data.copy", N_("Copy as a table"), ("Ctrl+C",), "data.rows"),
    Shortcut("data.star", N_("Star"), ("Space",), "data.rows"),
    Shortcut("data.history", N_("Show the history"), ("Ctrl+H",), "data"),
    *_numbered("debrief.tab", N_("Go to the tab"), "Alt+{}", range(1, 7), "debrief"),
    Shortcut("debrief.add", N_("Add here"), ("Ctrl+Shift+N",), "debrief"),
    Shortcut("debrief.pool", N_("Pool files"), ("Ctrl+P",), "debrief"),
    *_numbered("debrief.settle", N_("Settle the difference so"), "{}", range(1, 4), "debrief.coding"),
    Shortcut("debrief.select", N_("Select the card"), ("Space",), "debrief.board"),
    Shortcut("debrief.open", N_("Open the card"), ("Return", "Enter"), "debrief.board"),
    Shortcut("debrief.group", N_("Group the selected cards"), ("G",), "debrief.board"),
    Shortcut("debrief.header", N_("Name the group of the card"), ("H",), "debrief.board"),
    Shortcut("debrief.vote", N_("Vote, or take the vote back"), ("V",), "debrief.board"),
    Shortcut("debrief.note", N_("Write a note"), ("N",), "debrief.board"),
    Shortcut("debrief.evidence", N_("Add as evidence of the finding"), ("E",), "debrief.board"),
    Shortcut("debrief.rose", N_("Rose: this works"), ("1",), "debrief.board"),
    Shortcut("debrief.bud", N_("Bud: this could grow"), ("2",), "debrief.board"),
    Shortcut("debrief.thorn", N_("Thorn: this hurts"), ("3",), "debrief.board"),
    Shortcut("debrief.no-mark", N_("No mark"), ("0",), "debrief.board"),
    Shortcut("debrief.delete", N_("Take off the board"), ("Del",), "debrief.board"),
    Shortcut("debrief.zoom-in", N_("Larger"), ("+",), "debrief.board"),
    Shortcut("debrief.zoom-out", N_("Smaller"), ("-",), "debrief.board"),
    Shortcut("report.export", N_("Export the report"), ("Ctrl+Shift+E",), "report"),
    Shortcut("report.open", N_("Open the exported file"), ("Ctrl+Shift+O",), "report"),
    Shortcut("dialog.back", N_("Leave without a change"), ("Esc",), "dialog"),
)

#: Keys kept free for work that is still to come: codes must not take them, and no help lists them yet.
RESERVED: frozenset[str] = frozenset()


def working(table: Iterable[Shortcut] = SHORTCUTS) -> tuple[Shortcut, ...]:
    """The rows that do something, for the help."""
    return tuple(row for row in table if not RESERVED & {row.id, row.id.rpartition(".")[0]})


@dataclass(frozen=True, slots=True)
class Clash:
    """Two rows that one press would reach, and the layout on which it does."""

    first: str
    second: str
    layout: str


def find(shortcut_id: str, table: tuple[Shortcut, ...] = SHORTCUTS) -> Shortcut:
    """The row with an id; an unknown id is a mistake in the program."""
    return next(row for row in table if row.id == shortcut_id)


def code_shortcuts(keys: Iterable[tuple[str, str]]) -> tuple[Shortcut, ...]:
    """Rows for the codes of a study: (key, name of the code)."""
    return tuple(Shortcut(f"code:{name}", name, (key,), "observe.tiles") for key, name in keys if key)


def clashes(table: Iterable[Shortcut]) -> tuple[Clash, ...]:
    """All pairs that meet on the Finnish or the English layout where both are in reach."""
    found: list[Clash] = []
    rows = tuple(table)
    for layout in LAYOUTS:
        placed: dict[Chord, list[Shortcut]] = {}
        for row in rows:
            for pressed in {chord(key, layout) for key in row.keys} - {None}:
                assert pressed is not None
                found.extend(
                    Clash(other.id, row.id, layout)
                    for other in placed.get(pressed, [])
                    if other.id != row.id and _meet(other.scope, row.scope)
                )
                placed.setdefault(pressed, []).append(row)
    return tuple(found)


def key_taken(key: str, table: Iterable[Shortcut]) -> Shortcut | None:
    """The row that already has a key a code would like, or None when it is free."""
    return next(
        (row for row in table if _meet(row.scope, "observe.tiles") and any(_same(key, k) for k in row.keys)),
        None,
    )


def _same(one: str, other: str) -> bool:
    """Whether two keys are one press on the Finnish or the English layout."""
    return any(chord(one, layout) == chord(other, layout) is not None for layout in LAYOUTS)


def free_letters(table: Iterable[Shortcut]) -> tuple[str, ...]:
    """Letters that no row holds in the observe room, in alphabetical order."""
    rows = tuple(table)
    return tuple(letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ" if key_taken(letter, rows) is None)


def shown(key: str) -> str:
    """A key as it stands on a key cap: `Ctrl O`, `⇧1`, `⏎`."""
    parts = key.split("+") if key != "+" else ["+"]
    names = [_NAMES.get(part, part) for part in parts]
    if names[0] == "⇧":
        return "⇧" + " ".join(names[1:])
    return " ".join(names)


def keycap_of(shortcut_id: str) -> str:
    """The key cap of a row."""
    return shown(find(shortcut_id).keys[0])


def bind(
    owner: "QWidget",
    shortcut_id: str,
    slot: Callable[[], object],
    *,
    whole_window: bool = False,
) -> "tuple[QShortcut, ...]":
    """Make the keys of a row call `slot` while the focus is in `owner` (or anywhere in its window)."""
    context = (
        Qt.ShortcutContext.WindowShortcut if whole_window else Qt.ShortcutContext.WidgetWithChildrenShortcut
    )
    from PySide6.QtGui import QKeySequence, QShortcut

    made: list[QShortcut] = []
    for key in find(shortcut_id).keys:
        shortcut = QShortcut(QKeySequence(key), owner)
        shortcut.setContext(context)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(slot)
        made.append(shortcut)
    return tuple(made)


def digit(event: "QKeyEvent") -> int | None:
    """The digit of the key that was pressed, whatever the layout prints with Shift; None for other keys."""
    if event.text().isdigit() and len(event.text()) == 1:
        return int(event.text())
    from PySide6.QtGui import QGuiApplication

    scanned = digit_of_scan_code(event.nativeScanCode(), QGuiApplication.platformName())
    if scanned is not None:
        return scanned
    if event.nativeScanCode():
        return None
    language = QGuiApplication.inputMethod().locale().name()[:2]
    return digit_of_sign(event.text(), "en" if language == "en" else "fi")


def shifted_digit(event: "QKeyEvent") -> int | None:
    """1 to 9 or 0 when Shift and a digit key of the main block were pressed: the touchpoint keys."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if held != Qt.KeyboardModifier.ShiftModifier:
        return None
    return digit(event)


def matches(event: "QKeyEvent", shortcut_id: str) -> bool:
    """Whether a key press is the one of a row; letters and signs by what is typed, not by position."""
    from PySide6.QtGui import QKeySequence

    row = find(shortcut_id)
    held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier)
    for key in row.keys:
        if key.startswith("Shift+") and key[-1:].isdigit() and len(key) == len("Shift+1"):
            if shifted_digit(event) == int(key[-1]):
                return True
        elif len(key) == 1:
            plain = not held & ~Qt.KeyboardModifier.ShiftModifier
            typed = event.text().upper().replace("\N{MINUS SIGN}", "-")
            if plain and typed == key.upper():
                return True
        elif QKeySequence(key) == QKeySequence(event.keyCombination()):
            return True
    return False


def _meet(one: str, other: str) -> bool:
    """Whether two scopes can be in reach of one press."""
    if "window" in (one, other):
        return True
    return one == other or one.startswith(other + ".") or other.startswith(one + ".")


_NAMES = {
    "Shift": "⇧",
    "Return": "⏎",
    "Enter": "⏎",
    "PgDown": "PgDn",
    "Backspace": "⌫",
    "-": "\N{MINUS SIGN}",
}
