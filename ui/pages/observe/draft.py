# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Unsent text as it survives a kill."""

from dataclasses import asdict, dataclass
from typing import Any

from cxfield.clock import Stamp

#: Under this name the device keeps unsent text.
DRAFT = "observe.draft"


@dataclass(frozen=True, slots=True)
class Draft:
    """Unsent text as it survives a kill: the text, its frozen time, the entry it edits, the cursor.

    `aside` is the new note that waits while an entry is edited; `how` and `interpretation` were written on
    the second line; `t_ms` is the earlier session time at which it is to be logged.
    """

    session_id: str
    text: str
    cursor: int = 0
    entry_id: str = ""
    stamp: Stamp | None = None
    aside: "Draft | None" = None
    how: str = ""
    interpretation: str = ""
    t_ms: int | None = None

    def plain(self) -> dict[str, Any]:
        """The draft as plain values."""
        return asdict(self)

    @classmethod
    def of(cls, value: object) -> "Draft | None":
        """The draft in plain values; None for anything else."""
        if not isinstance(value, dict):
            return None
        stamp = value.get("stamp")
        try:
            return cls(
                session_id=str(value["session_id"]),
                text=str(value["text"]),
                cursor=int(value.get("cursor", 0)),
                entry_id=str(value.get("entry_id", "")),
                stamp=Stamp(**stamp) if isinstance(stamp, dict) else None,
                aside=cls.of(value.get("aside")),
                how=str(value.get("how", "")),
                interpretation=str(value.get("interpretation", "")),
                t_ms=None if value.get("t_ms") is None else int(value["t_ms"]),
            )
        except (KeyError, TypeError, ValueError):
            return None


def forget_draft(uow: Any, entry: Any) -> Any:
    """The text is in the log now: in the same transaction it stops being unsent."""
    uow.keep_local(DRAFT, None)
    return entry
