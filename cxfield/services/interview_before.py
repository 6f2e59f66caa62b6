# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is settled before the first question: who is asked, what they expect, whose clock is used."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cxfield.clock import Stamp, session_t
from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.ids import order_after
from cxfield.model.enums import Expectation, SessionKind, SessionState
from cxfield.model.listening import Expected
from cxfield.model.people import Participant
from cxfield.model.session import Session
from cxfield.model.study import Site
from cxfield.services.person_codes import CUSTOMER_LETTER, EMPLOYEE_LETTER, is_staff_code
from cxfield.storage import Reader, UnitOfWork
from cxfield.textclean import clean, one_line

CUSTOMER, LEAD, EMPLOYEE = "customer", "lead", "employee"
#: Who is interviewed. Employees have codes and reports of their own.
PARTIES: tuple[tuple[str, str], ...] = (
    (CUSTOMER, N_("customer")),
    (LEAD, N_("potential customer")),
    (EMPLOYEE, N_("employee")),
)
PROFILE_FIELDS = ("gender", "age_band", "segment", "occupation", "relationship", "organisation")
OUTCOMES: tuple[tuple[Expectation, str], ...] = (
    (Expectation.BELOW, N_("fell short")),
    (Expectation.MET, N_("was met")),
    (Expectation.ABOVE, N_("was exceeded")),
)
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class ExpectedView:
    """One thing expected before the visit."""

    id: str
    text: str
    outcome: str


@dataclass(frozen=True, slots=True)
class LiveSession:
    """An observation that is going on, to which an interview can be linked."""

    session_id: str
    number: int
    site: Mapping[str, str]


def code_letter(party: str) -> str:
    """The letter with which a new code begins."""
    return EMPLOYEE_LETTER if party == EMPLOYEE else CUSTOMER_LETTER


def check_new_code(reader: Reader, code: str, party: str) -> None:
    """Refuse a code that would mix employees with customers."""
    if is_staff_code(reader, code) is not (party == EMPLOYEE):
        raise UserError(_CODES)


def check_party(person: Participant, party: str) -> None:
    """Refuse a known person on the other side."""
    if (person.role == EMPLOYEE) is not (party == EMPLOYEE):
        raise UserError(_CODES)


_CODES = N_(
    "Codes of employees begin with T, and only theirs do, so that they never mix. Change one of them."
)


def describe_person(uow: UnitOfWork, person: Participant, party: str, profile: Mapping[str, Any]) -> None:
    """Keep what is told of the person; an empty field leaves what is known."""
    fields = {name: one_line(str(profile[name]))[:_LONGEST] for name in PROFILE_FIELDS if profile.get(name)}
    uow.change(Participant, person.id, role=party, **fields)


def shared_clock(uow: UnitOfWork, linked_id: str, stamp: Stamp) -> dict[str, Any]:
    """The clock of a running observation: both sessions tell the same time from now on.

    What the clock has run before counts as a pause, so that the interview is as long as it took.
    """
    other = uow.get(Session, linked_id)
    if other.kind != SessionKind.OBSERVATION.value or other.state not in _RUNNING:
        raise UserError(
            N_("The observation has ended. Start the interview without a link, or choose another.")
        )
    now = session_t(other.clock, stamp)
    return {"clock": list(other.clock), "linked_session_id": linked_id, "pauses": [[0, now]] if now else []}


_RUNNING = (SessionState.RUNNING.value, SessionState.PAUSED.value)


def live_sessions(reader: Reader) -> tuple[LiveSession, ...]:
    """The observations that are going on."""
    sites = {site.id: site.name for site in reader.all(Site)}
    found = reader.all(Session, kind=SessionKind.OBSERVATION.value)
    return tuple(
        LiveSession(row.id, row.number, sites.get(row.site_id or "", {}))
        for row in found
        if row.state in _RUNNING and row.parallel_of is None
    )


# --- expectations


def add_expected(uow: UnitOfWork, *, session_id: str, text: str) -> Expected | None:
    """Write down something that is expected of the visit; nothing for empty words."""
    words = one_line(clean(text))[:_LONGEST]
    if not words:
        return None
    session = uow.get(Session, session_id)
    last = max((row.order_key for row in uow.all(Expected, session_id=session_id)), default="")
    return uow.add(
        Expected(
            session_id=session_id,
            participant_id=session.participant_id,
            text=words,
            at=uow.stamp().utc_ms,
            order_key=order_after(last),
        )
    )


def judge_expected(uow: UnitOfWork, *, expected_id: str, outcome: str) -> Expected:
    """Keep how an expectation turned out; the same outcome again takes it away."""
    row = uow.get(Expected, expected_id)
    if outcome not in ("", *Expectation):
        raise UserError(N_("An expectation fell short, was met or was exceeded. Choose one of them."))
    return uow.change(Expected, expected_id, outcome="" if row.outcome == outcome else str(outcome))


def expected_of(reader: Reader, session_id: str) -> tuple[ExpectedView, ...]:
    """What was expected, in the order in which it was said."""
    rows = reader.all(Expected, order_by="order_key", session_id=session_id)
    return tuple(ExpectedView(row.id, row.text, row.outcome) for row in rows)
