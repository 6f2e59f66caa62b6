# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Unsent text as it survives a kill."""

from dataclasses import asdict, dataclass
from typing import Any

from cxfield.clock import Stamp


@dataclass(frozen=True, slots=True)
class Draft:
    """Unsent text as it survives a kill: the text, its frozen time, the entry it edits, the cursor.

    `aside` is the new note that waits while an entry is edited.
    """

    session_id: str
    text: str
    cursor: int = 0
    entry_id: str = ""
    stamp: Stamp | None = None
    aside: "Draft | None" = None

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
            )
        except (KeyError, TypeError, ValueError):
            return None
