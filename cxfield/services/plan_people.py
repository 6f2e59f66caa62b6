# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""People and consents as the plan shows them: codes only, item by item, and what each answer means."""

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cxfield.errors import UserError
from cxfield.i18n import N_, Texts
from cxfield.model.enums import ConsentItem
from cxfield.model.people import Consent, Erasure, Participant, PersonKey
from cxfield.model.session import Session
from cxfield.model.study import Site
from cxfield.model.talk import Seat
from cxfield.services.interview_before import EMPLOYEE
from cxfield.services.people import ConsentForm, Profile, add_participant, record_consents
from cxfield.services.person_codes import CUSTOMER_LETTER, EMPLOYEE_LETTER, is_staff_code, next_code
from cxfield.services.plan_edit import uses
from cxfield.services.plan_sheet import PARTS, current_sheet, published_sheet, text_given
from cxfield.services.plan_state import short_site
from cxfield.services.profile import age_words
from cxfield.storage import Reader, UnitOfWork
from cxfield.textclean import one_line

#: The items in the order of the form; the guardian is asked for minors only.
GUARDIAN = "guardian"
ITEMS: tuple[tuple[str, str, str, str], ...] = (
    (ConsentItem.PARTICIPATION.value, N_("Taking part"), N_("Taking part"), "participants"),
    (ConsentItem.AUDIO.value, N_("Audio recording"), N_("Audio"), "mic"),
    (ConsentItem.PHOTO.value, N_("Photograph"), N_("Photograph"), "photo"),
    (ConsentItem.QUOTES.value, N_("Anonymous quotes in the report"), N_("Quotes"), "quote"),
    (ConsentItem.CONTACT.value, N_("Contact about this feedback"), N_("Contact"), "interview"),
    (ConsentItem.REUSE.value, N_("Reuse of the data"), N_("Reuse"), "package"),
)
HOWS: dict[str, str] = {
    "screen": N_("on screen"),
    "paper": N_("on paper"),
    "spoken": N_("spoken"),
}
_CODE_TAKEN = N_("The code {code} is taken. The next free one is {free}.")
_CODE_FORM = N_("A code is capitals and digits only, such as P07. A name never stands here.")
_STAFF_CODE = N_("The code of an employee begins with T, so that employees and customers never mix.")
_CUSTOMER_CODE = N_("Codes that begin with T belong to employees. Begin this one with another letter.")
_MET = N_("{code} has data already. Add a person of one's own for the other side, so that they never mix.")
#: What a No to an item means, in one sentence.
_CONSEQUENCES: dict[str, str] = {
    ConsentItem.AUDIO.value: N_("No to audio: recording is off in the interview of {code}."),
    ConsentItem.PHOTO.value: N_("No to photographs: none can be attached to {code}."),
    ConsentItem.QUOTES.value: N_("No to quotes: the words of {code} do not go into the report."),
    ConsentItem.CONTACT.value: N_("No to contact: {code} is not on the list of people to call."),
    ConsentItem.PARTICIPATION.value: N_("No to taking part: nothing may be asked of {code}."),
}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A participant in the list; `withdrawn` is the day and who did it, with nothing else known."""

    id: str
    code: str
    profile: str
    place: str
    given: Mapping[str, bool | None]
    when: str
    how: str
    withdrawn: str
    by: str
    group: bool


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One participant with everything the panel shows."""

    person: Participant
    given: Mapping[str, bool | None]
    signature: Sequence[Sequence[float]]
    signed: str
    sheet: str
    consequence: str
    key_name: str
    key_contact: str


def _latest(reader: Reader, participant_id: str) -> dict[str, Consent]:
    found: dict[str, Consent] = {}
    for row in reader.all(Consent, participant_id=participant_id):
        known = found.get(row.item)
        if known is None or (row.at, row.id) >= (known.at, known.id):
            found[row.item] = row
    return found


def people_rows(reader: Reader, texts: Texts) -> tuple[PersonRow, ...]:
    """Everybody by code; those who withdrew leave one grey row, people of a group come last."""
    gone = {row.participant_id: row for row in reader.all(Erasure)}
    sites = {site.id: short_site(site.name, texts.locale) for site in reader.all(Site)}
    place: dict[str, str] = {}
    for session in reader.all(Session):
        if session.participant_id:
            place[session.participant_id] = sites.get(session.site_id or "", "")
    by_session = {session.id: session for session in reader.all(Session)}
    grouped: set[str] = set()
    for seat in reader.all(Seat):
        if seat.participant_id:
            grouped.add(seat.participant_id)
            held = by_session.get(seat.session_id)
            place[seat.participant_id] = sites.get(held.site_id or "", "") if held is not None else ""
    rows = []
    for person in reader.all(Participant, order_by="code"):
        erased = gone.get(person.id)
        latest = {} if erased else _latest(reader, person.id)
        main = latest.get(ConsentItem.PARTICIPATION.value)
        rows.append(
            PersonRow(
                id=person.id,
                code=person.code,
                profile=profile_words(person, texts),
                place=place.get(person.id, ""),
                given={item: latest[item].given if item in latest else None for item, *_ in ITEMS},
                when=_day(main.at, main.offset_min, texts) if main else "",
                how=texts.t(HOWS.get(main.how, main.how)) if main and main.how else "",
                withdrawn=_moment(erased.at, erased.offset_min, texts) if erased else "",
                by=erased.by if erased else "",
                group=person.id in grouped,
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.group, row.code, row.id)))


def profile_words(person: Participant, texts: Texts) -> str:
    """What is known of a person besides the code; "no profile collected" when nothing is."""
    parts = (person.gender, age_words(person.age_band, texts), person.segment)
    said = ", ".join(part for part in parts if part)
    return said or texts.t("no profile collected")


def person_card(reader: Reader, participant_id: str, texts: Texts) -> PersonCard | None:
    """One participant; nothing of somebody who withdrew."""
    person = reader.find(Participant, participant_id)
    if person is None or reader.all(Erasure, participant_id=participant_id):
        return None
    latest = _latest(reader, participant_id)
    main = latest.get(ConsentItem.PARTICIPATION.value)
    given = {item: latest[item].given if item in latest else None for item, *_ in ITEMS}
    given[GUARDIAN] = latest[GUARDIAN].given if GUARDIAN in latest else None
    key = next(iter(reader.all(PersonKey, participant_id=participant_id)), None)
    signed = ""
    if main is not None:
        parts = [_moment(main.at, main.offset_min, texts), main.taken_by]
        parts.append(texts.t("text version {n}", n=main.text_version) if main.text_version else "")
        signed = " · ".join(part for part in parts if part)
    return PersonCard(
        person=person,
        given=given,
        signature=main.signature if main else [],
        signed=signed,
        sheet=sheet_words(reader, texts),
        consequence=_consequence(person, given, texts),
        key_name=key.name if key else "",
        key_contact=key.contact if key else "",
    )


def sheet_words(reader: Reader, texts: Texts) -> str:
    """Which version of the information sheet is given, and how whole it is."""
    sheet = published_sheet(reader) or current_sheet(reader)
    if sheet is None:
        return texts.t("not written yet")
    from cxfield.services.plan_sheet import sheet_state

    missing = sheet_state(reader, (texts.locale,))[texts.locale]
    said = texts.t("{n}/{m} parts", n=len(PARTS) - len(missing), m=len(PARTS))
    state = texts.t("version {n}", n=sheet.number)
    return f"{state} · {said}" if sheet.published_at else f"{state}, {texts.t('draft')} · {said}"


def _consequence(person: Participant, given: Mapping[str, bool | None], texts: Texts) -> str:
    if person.minor and given.get(GUARDIAN) is not True:
        return texts.t("A guardian's consent is needed before {code} is met.", code=person.code)
    for item, words in _CONSEQUENCES.items():
        if given.get(item) is False:
            return texts.t(words, code=person.code)
    return ""


def new_person(uow: UnitOfWork, *, letter: str = CUSTOMER_LETTER) -> Participant:
    """Add a participant with the next free code; a team member's own prefix keeps laptops apart."""
    return add_participant(uow, code=next_code(uow, letter, uow.author), profile=Profile())


def set_party(uow: UnitOfWork, *, participant_id: str, role: str) -> Participant:
    """Say whether a person is a customer, a lead or an employee.

    Employees have codes of their own: who has not been met yet gets one, who has stays on their side.
    """
    person = uow.get(Participant, participant_id)
    staff = role == EMPLOYEE
    if staff is (person.role == EMPLOYEE) or staff is is_staff_code(uow, person.code):
        return uow.change(Participant, participant_id, role=role)
    if any(use.kind not in ("consent", "person_key") for use in uses(uow, "participant", participant_id)):
        raise UserError(_MET, code=person.code)
    letter = EMPLOYEE_LETTER if staff else CUSTOMER_LETTER
    code = next_code(uow, letter, uow.author)
    return uow.change(Participant, participant_id, role=role, code=code, order_key=code)


def set_code(uow: UnitOfWork, *, participant_id: str, code: str) -> Participant:
    """Change a code: capitals and digits, and nobody else's."""
    wanted = one_line(code).upper()
    if not wanted or len(wanted) > 8 or not all(sign.isdecimal() or "A" <= sign <= "Z" for sign in wanted):  # noqa: PLR2004
        raise UserError(_CODE_FORM)
    if any(other.id != participant_id for other in uow.all(Participant, code=wanted, retired=True)):
        raise UserError(_CODE_TAKEN, code=wanted, free=next_code(uow, author=uow.author))
    staff = uow.get(Participant, participant_id).role == EMPLOYEE
    if is_staff_code(uow, wanted) is not staff:
        raise UserError(_STAFF_CODE if staff else _CUSTOMER_CODE)
    return uow.type_in(Participant, participant_id, code=wanted, order_key=wanted)


def give(uow: UnitOfWork, *, participant_id: str, item: str, given: bool | None) -> None:
    """Write down one answer, with who took it, when, how and which text was given."""
    latest = _latest(uow, participant_id)
    main = latest.get(ConsentItem.PARTICIPATION.value)
    form = _form(uow, main.how if main and main.how else "spoken")
    if item == GUARDIAN:
        stamp = uow.stamp()
        uow.add(
            Consent(
                participant_id=participant_id,
                item=GUARDIAN,
                given=given,
                at=stamp.utc_ms,
                offset_min=stamp.offset_min,
                taken_by=uow.author,
                how=form.how,
                text_version=form.text_version,
                text=dict(form.text),
            )
        )
        return
    made = record_consents(uow, participant_id=participant_id, answers={ConsentItem(item): given}, form=form)
    if item == ConsentItem.PARTICIPATION.value and main is not None and main.signature:
        uow.change(Consent, made[0].id, signature=main.signature)


def sign(
    uow: UnitOfWork, *, participant_id: str, strokes: Sequence[Sequence[float]], how: str = "screen"
) -> Consent:
    """Keep a signature (or that consent was spoken, without one) with the agreement to take part."""
    form = _form(uow, how)
    answers: dict[ConsentItem, bool | None] = {ConsentItem.PARTICIPATION: True}
    made = record_consents(uow, participant_id=participant_id, answers=answers, form=form)[0]
    return uow.change(Consent, made.id, signature=[list(stroke) for stroke in strokes])


def _form(reader: Reader, how: str) -> ConsentForm:
    version, text = text_given(reader)
    return ConsentForm(how=how, text_version=version, text=text)


def code_key(reader: Reader) -> list[tuple[str, str, str]]:
    """Who each code is: code, name, contact. Only ever shown or written when somebody asks for it."""
    people = {person.id: person.code for person in reader.all(Participant, retired=True)}
    rows = [(people.get(row.participant_id, ""), row.name, row.contact) for row in reader.all(PersonKey)]
    return sorted(rows)


def code_key_file(reader: Reader, texts: Texts) -> str:
    """The code key as a table, for a file that is kept apart from the data."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([texts.t("Code"), texts.t("Name"), texts.t("Contact")])
    writer.writerows([_plain(cell) for cell in row] for row in code_key(reader))
    return out.getvalue()


def _plain(cell: str) -> str:
    # A spreadsheet would run a cell that begins so.
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell


def delete_code_key(uow: UnitOfWork) -> int:
    """Delete every link between a code and a name; the data stay and are nobody's any more."""
    rows = uow.all(PersonKey)
    for row in rows:
        uow.remove(PersonKey, row.id)
    return len(rows)


def _local(at: int, offset_min: int) -> dt.datetime:
    zone = dt.timezone(dt.timedelta(minutes=offset_min))
    return dt.datetime.fromtimestamp(at / 1000, zone)


def _day(at: int, offset_min: int, texts: Texts) -> str:
    return texts.day(_local(at, offset_min).date())


def _moment(at: int, offset_min: int, texts: Texts) -> str:
    moment = _local(at, offset_min)
    return texts.t("{day} at {time}", day=texts.day(moment.date()), time=texts.time(moment))


def summary_counts(rows: Sequence[PersonRow]) -> dict[str, tuple[int, int, int]]:
    """For each item how many said yes, no, and were not asked; those who withdrew are left out."""
    living = [row for row in rows if not row.withdrawn]
    found: dict[str, tuple[int, int, int]] = {}
    for item, *_ in ITEMS:
        values: list[Any] = [row.given.get(item) for row in living]
        found[item] = (values.count(True), values.count(False), values.count(None))
    return found
