# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one opening of a file writes with."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxfield.clock import Clock
from cxfield.ids import Ids
from cxfield.storage.hlc import LogicalClock

if TYPE_CHECKING:
    from cxfield.storage.entry import JournalEntry


@dataclass(slots=True)
class Pen:
    """Its writer id, counters and the burst in hand."""

    writer: str
    author: str
    clock: Clock
    ids: Ids
    logical: LogicalClock
    seq: int = 0
    burst: "JournalEntry | None" = None
