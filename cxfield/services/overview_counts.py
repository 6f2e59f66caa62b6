# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was logged, counted by the database: entries that are alike, what was seen of shoppers, waits.

Asked through the driver, with conditions that keep to the two indexes which hold all that is counted: with
100,000 entries no row is read.
"""

import json
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from cxfield.model.enums import CodeMeaning, Phase
from cxfield.storage import Reader

MEANT = tuple(str(meaning) for meaning in CodeMeaning)
_PHASES = tuple(str(phase) for phase in Phase)
_MINUTE = 60_000
#: How an entry is packed into a letter; the first one is printable.
_FIRST, _PHASE_STEP, _SETTLING_STEP = 48, 32, 16
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
    session_id: str
    minutes: float
    phase: str
    settling: int


class Seen(NamedTuple):
    """What was seen of a shopper: `signs` has a letter for each entry that means something (`sign_of`)."""

    session_id: str
    left: int
    signs: str


def tallies(reader: Reader, observed: frozenset[str]) -> tuple[Tally, ...]:
    """How many entries are alike.

    Each entry becomes one letter, joined by session in the order of the index: grouping by several columns
    would sort every entry first, which takes three times as long.
    """
    packed = f"{_PHASE} * {_PHASE_STEP} + settling * {_SETTLING_STEP} + ordinariness * 2 + chosen + {_FIRST}"
    rows = reader.sql(
        f"SELECT session_id, group_concat(char({packed}), '') FROM entry "
        "WHERE NOT retired GROUP BY session_id"
    )
    return tuple(
        _tally(session_id, ord(letter) - _FIRST, n)
        for session_id, joined in rows
        if session_id in observed
        for letter, n in Counter(joined).items()
    )


def _tally(session_id: str, packed: int, n: int) -> Tally:
    phase, rest = divmod(packed, _PHASE_STEP)
    settling, rating = divmod(rest, _SETTLING_STEP)
    return Tally(session_id, _PHASES[phase], bool(settling), rating // 2, bool(rating % 2), n)


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
    """How many shoppers were seen to do the same in a session."""
    signs = _signs(reader, observed)
    rows = reader.sql("SELECT id, session_id, out_t IS NOT NULL FROM shopper WHERE NOT retired")
    counted = Counter((session, left, signs.get(id_, "")) for id_, session, left in rows)
    return {Seen(*key): n for key, n in counted.items() if key[0] in observed}


def _signs(reader: Reader, observed: frozenset[str]) -> dict[str, str]:
    """The letters of each shopper, of first codings only: a second coder logs the same shopper too.

    Read in the order of the shoppers' index: the plus keeps the database from choosing another one and
    sorting what it finds.
    """
    known = reader.sql("SELECT id, meaning FROM code")
    meant = {key: MEANT.index(meaning) for key, meaning in known if meaning in MEANT}
    if not meant:
        return {}
    numbers = "CASE code_id " + "WHEN ? THEN ? " * len(meant) + "END"
    packed = f"({numbers}) * {_PHASE_STEP} + {_PHASE} * 2 + settling + {_FIRST}"
    rows = reader.sql(
        f"SELECT shopper_id, group_concat(char({packed}), '') FROM entry WHERE NOT retired "
        "AND shopper_id IS NOT NULL AND +code_id IN (SELECT value FROM json_each(?)) "
        "AND +session_id IN (SELECT value FROM json_each(?)) GROUP BY shopper_id",
        *(part for pair in meant.items() for part in pair),
        json.dumps(sorted(meant)),
        json.dumps(sorted(observed)),
    )
    return dict(rows)


def waits(reader: Reader, observed: frozenset[str]) -> tuple[Waited, ...]:
    """Every wait of a tracked shopper in the first codings."""
    rows = reader.sql(
        "SELECT e.id, e.session_id, e.t_ms, e.end_t_ms, e.phase, e.settling FROM entry e "
        "JOIN shopper s ON s.id = e.shopper_id WHERE NOT e.retired AND NOT s.retired AND e.end_t_ms > 0 "
        "AND e.code_id IN (SELECT id FROM code WHERE meaning = ?)",
        CodeMeaning.CHECKOUT_WAIT.value,
    )
    return tuple(
        Waited(id_, session, max(0, end - start) / _MINUTE, phase, settling)
        for id_, session, start, end, phase, settling in rows
        if session in observed
    )
