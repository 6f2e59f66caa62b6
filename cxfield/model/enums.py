# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The closed vocabularies of fieldwork; each member's value is what is stored."""

from enum import IntEnum, StrEnum


class Phase(StrEnum):
    """When in the visit something happened, seen from the service itself."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class SessionKind(StrEnum):
    """What sort of fieldwork a session is."""

    OBSERVATION = "observation"
    INTERVIEW = "interview"
    GROUP = "group"
    DEBRIEF = "debrief"


class SessionState(StrEnum):
    """Where a session stands; an interrupted one is a state, not an error."""

    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    INTERRUPTED = "interrupted"
    DONE = "done"


class Polarity(IntEnum):
    """The tone of an observed entry or a coded statement."""

    NEGATIVE = -1
    NEUTRAL = 0
    POSITIVE = 1


class CodeKind(StrEnum):
    """Whether a code marks a moment or a stretch of time."""

    POINT = "point"
    STATE = "state"


class CodeMeaning(StrEnum):
    """What a code stands for in the derived shopper figures."""

    CONFUSION = "confusion"
    STAFF_CONTACT = "staff_contact"
    CHECKOUT_WAIT = "checkout_wait"
    WAIT = "wait"
    PURCHASE = "purchase"
    NO_PURCHASE = "no_purchase"


class Mark(StrEnum):
    """What an observer may pin on an entry."""

    PAIN = "pain"
    DELIGHT = "delight"
    NORMAL = "normal"
    SURPRISE = "surprise"
    KEY = "key"


class ConsentItem(StrEnum):
    """The things a person may allow one by one."""

    PARTICIPATION = "participation"
    AUDIO = "audio"
    PHOTO = "photo"
    QUOTES = "quotes"
    CONTACT = "contact"
    REUSE = "reuse"


class Expectation(StrEnum):
    """How an expectation turned out."""

    BELOW = "below"
    MET = "met"
    ABOVE = "above"


class ActionKind(StrEnum):
    """What an action tries to do."""

    PREVENTIVE = "preventive"
    CORRECTIVE = "corrective"
    TRIAL = "trial"
    PRODUCT = "product"


class ActionState(StrEnum):
    """How far an action has come."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"


class Verdict(StrEnum):
    """What fieldwork said of a preconception."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    PARTLY = "partly"
    REFUTED = "refuted"
