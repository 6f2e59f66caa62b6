# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Codes of people: the next free one, whose laptop made it, and whether it is an employee's."""

from cxfield.model.people import Participant
from cxfield.model.study import TeamMember
from cxfield.storage import Reader

#: The first letter of a customer's and of an employee's code, after the prefix of who made it.
CUSTOMER_LETTER, EMPLOYEE_LETTER = "P", "T"


def own_prefix(reader: Reader, author: str) -> str:
    """The prefix that a team member's laptop gives to its codes, or nothing."""
    mine = [row.prefix for row in reader.all(TeamMember) if row.code and row.code == author]
    return mine[0].strip().upper() if mine else ""


def next_code(reader: Reader, letter: str = CUSTOMER_LETTER, author: str = "") -> str:
    """Return the next free code, P01 and on; codes of people who withdrew are not used again.

    With the prefix of `author` in front two laptops never make the same code.
    """
    start = own_prefix(reader, author) + letter
    numbers = [
        int(person.code[len(start) :])
        for person in reader.all(Participant, retired=True)
        if person.code.startswith(start) and person.code[len(start) :].isdecimal()
    ]
    return f"{start}{max(numbers, default=0) + 1:02}"


def is_staff_code(reader: Reader, code: str) -> bool:
    """Whether a code is an employee's: T after the prefix of a team member, or first of all."""
    prefixes = {
        row.prefix.strip().upper() for row in reader.all(TeamMember, retired=True) if row.prefix.strip()
    }
    for prefix in sorted(prefixes, key=len, reverse=True):
        rest = code.removeprefix(prefix)
        if rest != code and rest[:1].isalpha():
            return rest[:1] == EMPLOYEE_LETTER
    return code[:1] == EMPLOYEE_LETTER
