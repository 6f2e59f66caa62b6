# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be put on the board, and what of it can be shown alone."""

from collections.abc import Callable
from typing import Any

from cxfield.i18n import N_, Texts

#: A room narrower than this (px) is a narrow one.
COMPACT = 1100
CARD, MOVE, GROUP, VOTE = N_("Add cards"), N_("Move cards"), N_("Group cards"), N_("Vote")
MARK, NOTE, EVIDENCE, ARRANGE = (
    N_("Mark a card"),
    N_("Add a note"),
    N_("Add evidence"),
    N_("Arrange the board"),
)
ADDED: tuple[tuple[str, str, str], ...] = (
    ("starred", N_("Everything starred"), "star"),
    ("pain", N_("Pain points"), "pain"),
    ("delight", N_("Delights"), "delight"),
    ("surprise", N_("Surprises"), "flag"),
    ("quotes", N_("Quotes"), "quote"),
    ("statements", N_("Statements of groups"), "group"),
    ("metrics", N_("Metrics"), "metric"),
)
SHOWN: tuple[tuple[str, str], ...] = (
    ("", N_("All cards")),
    ("observe", N_("Observations")),
    ("interview", N_("Interviews")),
    ("group", N_("Groups")),
    ("metric", N_("Metrics")),
    ("own", N_("Own notes")),
    ("rose", N_("Roses")),
    ("bud", N_("Buds")),
    ("thorn", N_("Thorns")),
    ("gone", N_("Withdrawn")),
)


def arranged(name: str) -> Callable[[Texts], Any]:
    """Words that offer a kept arrangement."""
    return lambda texts: texts.t("Arrange as {name}", name=name)


def spoken(msgid: str) -> Callable[[Texts], Any]:
    """Words of a catalogue entry."""
    return lambda texts: texts.t(msgid)
