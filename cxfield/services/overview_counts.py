# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was logged, counted by the database: entries that are alike, what was seen of shoppers, waits.

Asked through the driver, with conditions that keep to the two indexes which hold all that is counted: with
100,000 entries only the rows of waits are read.
"""

import json
from dataclasses import dataclass
from typing import NamedTuple

from cxfield.model.enums import CodeMeaning, Phase
from cxfield.storage import Reader

MEANT = tuple(str(meaning) for meaning in CodeMeaning)
_PHASES = tuple(str(phase) for phase in Phase)
_MINUTE = 60_000
#: How an entry is packed into a letter; the first one is printable.
_FIRST, _PHASE_STEP = 48, 32
_PHASE = "CASE phase " + " ".join(f"WHEN '{p}' THEN {n}" for n, p in enumerate(_PHASES)) + " ELSE 1 END"


@dataclass(frozen=True, slots=True)
class Tally:
    """So many entries of one session that are alike."""

    session_id: str
    phase: str
    settling: bool
    ordinariness: int
    chosen: bool
    n: int


class Waited(NamedTuple):
    """A wait of a tracked shopper at the checkout in minutes, with the entry it was timed in."""

    id: str
    minutes: float


class Spell(NamedTuple):
    """A part of a session; waits are kept by it, so that a filter takes or leaves many at once."""

    session_id: str
    phase: str
    settling: int


class Seen(NamedTuple):
    """What was seen of a shopper: `signs` has a letter for each entry that means something (`sign_of`)."""

    session_id: str
    left: int
    signs: str


def tallies(reader: Reader, observed: frozenset[str]) -> tuple[Tally, ...]:
    """How many entries are alike.

    Grouped by all columns of the index in its order, retired ones too: any other grouping would sort every
    entry first, which takes three times as long.
    """
    columns = "session_id, retired, phase, settling, ordinariness, chosen"
    rows = reader.sql(f"SELECT {columns}, count(*) FROM entry GROUP BY {columns}")
    return tuple(
        Tally(session_id, phase, bool(settling), rating, bool(chosen), n)
        for session_id, retired, phase, settling, rating, chosen, n in rows
        if session_id in observed and not retired
    )


def sign_of(meaning: str, phase: str, settling: bool) -> str:
    """The letter of an entry with such a code, logged in such a phase."""
    return chr(_FIRST + MEANT.index(meaning) * _PHASE_STEP + _PHASES.index(phase) * 2 + settling)


def meant_by(seen: Seen) -> tuple[bool | None, bool, bool]:
    """Whether the shopper bought (None: not seen), met staff and was confused, as the report reads it."""
    meant = {MEANT[(ord(sign) - _FIRST) // _PHASE_STEP] for sign in seen.signs}
    bought: bool | None = None
    if CodeMeaning.PURCHASE in meant:
        bought = True
    elif CodeMeaning.NO_PURCHASE in meant or seen.left:
        bought = False
    return bought, CodeMeaning.STAFF_CONTACT in meant, CodeMeaning.CONFUSION in meant


def shoppers(reader: Reader, observed: frozenset[str]) -> dict[Seen, int]:
    """How many shoppers were seen to do the same in a session.

    The letters of a shopper are of first codings only: a second coder logs the same shopper too. They are
    read in the order of the shoppers' index: the plus keeps the database from choosing another one and
    sorting what it finds.
    """
    known = reader.sql("SELECT id, meaning FROM code")
    meant = {key: MEANT.index(meaning) for key, meaning in known if meaning in MEANT}
    # No code with a meaning: the database still wants a choice to choose from.
    numbers = "CASE code_id " + "WHEN ? THEN ? " * len(meant) + "END" if meant else "NULL"
    packed = f"({numbers}) * {_PHASE_STEP} + {_PHASE} * 2 + settling + {_FIRST}"
    rows = reader.sql(
        "SELECT s.session_id, s.out_t IS NOT NULL, coalesce(seen.signs, ''), count(*) FROM shopper s "
        f"LEFT JOIN (SELECT shopper_id, group_concat(char({packed}), '') AS signs FROM entry "
        "WHERE NOT retired AND shopper_id IS NOT NULL AND +code_id IN (SELECT value FROM json_each(?)) "
        "AND +session_id IN (SELECT value FROM json_each(?)) GROUP BY shopper_id) AS seen "
        "ON seen.shopper_id = s.id WHERE NOT s.retired GROUP BY 1, 2, 3",
        *(part for pair in meant.items() for part in pair),
        json.dumps(sorted(meant)),
        json.dumps(sorted(observed)),
    )
    return {Seen(session, left, signs): n for session, left, signs, n in rows if session in observed}


def waits(reader: Reader, observed: frozenset[str]) -> dict[Spell, tuple[Waited, ...]]:
    """Every wait of a tracked shopper in the first codings."""
    rows = reader.sql(
        f"SELECT session_id, phase, settling, id, max(0, end_t_ms - t_ms) / {_MINUTE}.0 FROM entry "
        "WHERE NOT retired AND end_t_ms > 0 AND code_id IN (SELECT id FROM code WHERE meaning = ?) "
        # Two questions that an index and a handful of rows answer; a join would read the row of each shopper.
        "AND shopper_id IN (SELECT id FROM shopper) "
        "AND shopper_id NOT IN (SELECT id FROM shopper WHERE retired)",
        CodeMeaning.CHECKOUT_WAIT.value,
    )
    found: dict[Spell, list[Waited]] = {}
    for session, phase, settling, id_, minutes in rows:
        if session in observed:
            found.setdefault(Spell(session, phase, settling), []).append(Waited(id_, minutes))
    return {spell: tuple(mine) for spell, mine in found.items()}
