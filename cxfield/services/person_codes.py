# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Codes of people: the next free one, whose laptop made it, and whether it is an employee's."""

import re

from cxfield.model.people import Participant
from cxfield.model.study import TeamMember
from cxfield.services.copies import SIGNS, copy_prefix
from cxfield.storage import Reader

#: The first letter of a customer's and of an employee's code, after the prefix of who made it.
CUSTOMER_LETTER, EMPLOYEE_LETTER = "P", "T"
#: What a team member may be given; P and T tell customers and employees apart, I and O look like digits.
_PREFIXES = "ABCDEFGHJKLMNQRSUVWYZ"
_OF_COPY = re.compile(rf"X[{SIGNS}]{{3}}(?=[{CUSTOMER_LETTER}{EMPLOYEE_LETTER}])")


def own_prefix(reader: Reader, author: str) -> str:
    """The prefix of the team member who writes here, else that of this copy; none in the first copy."""
    who = author.strip().casefold()
    mine = [row.prefix.strip() for row in reader.all(TeamMember) if who and row.code.casefold() == who]
    return next((prefix.upper() for prefix in mine if prefix), "") or copy_prefix(reader)


def free_prefix(reader: Reader) -> str:
    """A letter that no colleague has yet; nothing when all are given."""
    taken = {row.prefix.strip().upper() for row in reader.all(TeamMember, retired=True)}
    return next((letter for letter in _PREFIXES if letter not in taken), "")


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
