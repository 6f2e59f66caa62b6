# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Codes of people: the next free one, whose laptop made it, and whether it is an employee's."""

import hashlib
import json
import re
from contextlib import suppress
from typing import Any

from cxfield.model.people import Participant
from cxfield.model.study import TeamMember
from cxfield.storage import Reader, StudyFile

#: The first letter of a customer's and of an employee's code, after the prefix of who made it.
CUSTOMER_LETTER, EMPLOYEE_LETTER = "P", "T"


#: What a team member may be given; P and T tell customers and employees apart, I and O look like digits.
_PREFIXES = "ABCDEFGHJKLMNQRSUVWYZ"
#: A copy's own prefix: an X, then three signs that make no word.
_SIGNS = "BCDFGHJKLMNQRSVWZ23456789"
_OF_COPY = re.compile(rf"X[{_SIGNS}]{{3}}(?=[{CUSTOMER_LETTER}{EMPLOYEE_LETTER}])")
_LOCAL = "codes"


def own_prefix(reader: Reader, author: str) -> str:
    """The prefix of the team member who writes here, else that of this copy; none in the first copy."""
    who = author.strip().casefold()
    mine = [row.prefix.strip() for row in reader.all(TeamMember) if who and row.code.casefold() == who]
    return next((prefix.upper() for prefix in mine if prefix), "") or copy_prefix(reader)


def free_prefix(reader: Reader) -> str:
    """A letter that no colleague has yet; nothing when all are given."""
    taken = {row.prefix.strip().upper() for row in reader.all(TeamMember, retired=True)}
    return next((letter for letter in _PREFIXES if letter not in taken), "")


def copy_prefix(reader: Reader) -> str:
    """The prefix of a copy that began from a kit or came from another device."""
    return str(_local(reader).get("prefix", ""))


def begin_copy(file: StudyFile, seed: str) -> None:
    """Give a copy a prefix of its own, so that nobody has to be known for its codes to differ."""
    file.keep_local(_LOCAL, {"prefix": _letters(seed)}).result()


def claim_codes(file: StudyFile, device: str) -> None:
    """Note which device makes codes in this file; one that was carried to another device begins anew."""
    if file.read_only or not device:
        return
    known = file.read(_local)
    if known.get("device", device) != device:
        known = {"prefix": _letters(device + str(file.read(_study_id)))}
    elif "device" in known:
        return
    file.keep_local(_LOCAL, {"prefix": "", **known, "device": device}).result()


def _local(reader: Reader) -> dict[str, Any]:
    found = reader.sql("SELECT value FROM local_state WHERE key = ?", _LOCAL)
    with suppress(ValueError):
        kept = json.loads(found[0][0]) if found else {}
        return kept if isinstance(kept, dict) else {}
    return {}


def _study_id(reader: Reader) -> str:
    return "".join(row.id for row in reader.rows("study"))


def _letters(seed: str) -> str:
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8])
    signs = []
    for _ in range(3):
        number, at = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[at])
    return "X" + "".join(signs)


def next_code(reader: Reader, letter: str = CUSTOMER_LETTER, author: str = "") -> str:
    """Return the next free code, P01 and on; codes of people who withdrew are not used again.

    With the prefix of `author`, or of this copy, in front two laptops never make the same code.
    """
    start = own_prefix(reader, author) + letter
    numbers = [
        int(person.code[len(start) :])
        for person in reader.all(Participant, retired=True)
        if person.code.startswith(start) and person.code[len(start) :].isdecimal()
    ]
    return f"{start}{max(numbers, default=0) + 1:02}"


def is_staff_code(reader: Reader, code: str) -> bool:
    """Whether a code is an employee's: T after the prefix of a team member or a copy, or first of all."""
    if _OF_COPY.match(code):
        return code[4] == EMPLOYEE_LETTER
    prefixes = {
        row.prefix.strip().upper() for row in reader.all(TeamMember, retired=True) if row.prefix.strip()
    }
    for prefix in sorted(prefixes, key=len, reverse=True):
        rest = code.removeprefix(prefix)
        if rest != code and rest[:1].isalpha():
            return rest[:1] == EMPLOYEE_LETTER
    return code[:1] == EMPLOYEE_LETTER
