# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small study with a bit of everything, written straight into a file."""

import random
from pathlib import Path
from typing import Any

from cxfield.clock import ManualClock, start_segment
from cxfield.ids import Ids
from cxfield.model.capture import Entry, Shopper
from cxfield.model.codes import Code
from cxfield.model.debrief import Action, Evidence, Finding, Preconception, Reflection
from cxfield.model.guide import Question
from cxfield.model.metrics import Metric, Target
from cxfield.model.people import Consent, Erasure, Participant
from cxfield.model.session import Session
from cxfield.model.study import Study, TeamMember, Touchpoint
from cxfield.model.talk import Answer, Extract, Moment, Seat, Statement, Turn
from cxfield.services.study_setup import StudyPlan, add_site, start_store_study
from cxfield.storage import StudyFile, UnitOfWork

START = 1_759_816_800_000  # 2025-10-07 06:00 UTC, 09:00 in Finland
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
PEOPLE = ("P01", "P02", "P03", "P04")
NPS = (9, 10, 7, 3)
CSAT = (4, 5, 4, 2)
CES2 = (6, 7, 5, 2)
MOMENTS = ("arrival", "search", "service", "checkout", "after")
VALENCES = ((1, 2, 3, 2, 3), (2, 2, 4, 1, 3), (1, -1, 2, -2, 0), (-1, -3, -2, -4, -3))
QUOTE = "Seisoin jonossa niin kauan, että mietin jo jättäväni kattilan siihen."
SECRET = "Tätä ei saa painaa mihinkään."


def make_study(path: Path, *, entries: int = 24, note: str = "") -> StudyFile:
    """A file with two stores, three observation sessions, a second coding, interviews and a group.

    Every fourth entry has a note of its own; `note` goes to two of the three others.
    """
    clock = ManualClock(START)
    study = StudyFile.create(path, clock=clock, ids=Ids(clock, random.Random(1)), author="H1")
    study.write(lambda uow: _fill(uow, entries, note), label="demo").result()
    return study


def _fill(uow: UnitOfWork, entries: int, note: str) -> None:
    made = start_store_study(
        uow,
        plan=StudyPlan(
            title={"fi": "Pihlakon myymäläkokemus, syksy", "en": "Pihlakko store experience, autumn"},
            client={"fi": "Pihlakko Oy", "en": "Pihlakko Ltd"},
            question={
                "fi": "Missä myymäläasioinnin kohdissa kokemus syntyy tai särkyy, ja miksi?",
                "en": "Where in a store visit is the experience made or broken, and why?",
            },
        ),
    )
    tampere = add_site(uow, code="TRE", name={"fi": "Tampere, keskusta", "en": "Tampere, centre"})
    espoo = add_site(uow, code="ESP", name={"fi": "Espoo, kauppakeskus", "en": "Espoo, mall"})
    lead = uow.add(TeamMember(code="H1", role={"fi": "vetäjä", "en": "lead"}, order_key="a"))
    silent = uow.add(
        TeamMember(code="H2", role={"fi": "hiljainen tarkkailija", "en": "silent observer"}, order_key="b")
    )
    first = _observed(uow, made, tampere.id, 1, 0, {lead.id: "lead", silent.id: "silent"})
    second = _observed(uow, made, espoo.id, 2, 1, {lead.id: "lead"}, reactivity=True)
    coded_again = _observed(uow, made, espoo.id, 3, 1, {silent.id: "silent"}, parallel_of=second.id)
    uow.add(
        Session(
            study_id=made.id, kind="observation", state="planned", number=4, site_id=espoo.id, phase="after",
            planned_on="2025-10-09",
        )
    )  # fmt: skip
    _entries(uow, (first, second), entries, lead.id, note)
    _entries(uow, (coded_again,), 3, silent.id)
    _waits(uow, first, (2, 3, 4), "AB")
    _waits(uow, second, (6, 7), "BC")
    _interviews(uow, made, espoo.id, lead.id)
    _group(uow, made)
    _debrief(uow, lead.id)


def _observed(
    uow: UnitOfWork, made: Study, site_id: str, number: int, day: int, roles: dict[str, str], **more: Any
) -> Session:
    stamp = uow.stamp()
    at = START + day * DAY
    return uow.add(
        Session(
            study_id=made.id, kind="observation", state="done", number=number, site_id=site_id,
            phase="during", planned_on=f"2025-10-0{7 + day}", started_at=at, offset_min=180,
            length_ms=55 * MINUTE, ended_at=at + 55 * MINUTE, clock=[start_segment(stamp)],
            roles=roles, **more,
        )
    )  # fmt: skip


def _entries(
    uow: UnitOfWork, sessions: tuple[Session, ...], count: int, observer_id: str, note: str = ""
) -> None:
    codes = [code for code in uow.all(Code, order_by="order_key") if code.kind == "point"]
    touchpoints = uow.all(Touchpoint, order_by="order_key")
    for n in range(count):
        session = sessions[n % len(sessions)]
        t = (n // len(sessions)) * 20_000 + 5_000
        uow.add(
            Entry(
                session_id=session.id, t_ms=t, at=(session.started_at or 0) + t, offset_min=180,
                observer_id=observer_id, code_id=codes[n % len(codes)].id,
                touchpoint_id=touchpoints[n % len(touchpoints)].id,
                phase=("before", "during", "after")[n % 3],
                text=f"Katselee hyllyä {n}" if n % 4 == 0 else note if n % 4 < 3 else "",
                ordinariness=(1, 1, 2, 1, 3, 5)[n % 6],
                chosen=n % 3 == 0, polarity=(0, 0, 1, -1)[n % 4], settling=t < 60_000,
            )
        )  # fmt: skip


def _waits(uow: UnitOfWork, session: Session, minutes: tuple[int, ...], letters: str) -> None:
    waiting = next(code for code in uow.all(Code) if code.meaning == "checkout_wait")
    bought = next(code for code in uow.all(Code) if code.meaning == "purchase")
    for n, wait in enumerate(minutes):
        shopper = uow.add(
            Shopper(
                session_id=session.id,
                letter=letters[n % len(letters)] + str(n),
                marker="red coat",
                in_t=0,
                out_t=50 * MINUTE,
            )
        )
        t = 30 * MINUTE + n * MINUTE
        at = (session.started_at or 0) + t
        uow.add(
            Entry(
                session_id=session.id, t_ms=t, end_t_ms=t + wait * MINUTE, at=at, offset_min=180,
                code_id=waiting.id, shopper_id=shopper.id, polarity=-1 if wait > 4 else 0,
            )
        )  # fmt: skip
        uow.add(
            Entry(
                session_id=session.id, t_ms=t + 10 * MINUTE, at=at + 10 * MINUTE, offset_min=180,
                code_id=bought.id, shopper_id=shopper.id,
            )
        )  # fmt: skip


def _interviews(uow: UnitOfWork, made: Study, site_id: str, lead_id: str) -> None:
    questions = {question.key: question for question in uow.all(Question)}
    for n, code in enumerate(PEOPLE):
        person = uow.add(Participant(code=code, order_key=f"a{n}"))
        uow.add(Consent(participant_id=person.id, item="quotes", given=code != "P03", at=START + n))
        at = START + DAY + n * HOUR
        session = uow.add(
            Session(
                study_id=made.id, kind="interview", state="interrupted" if code == "P02" else "done",
                number=n + 1, site_id=site_id, participant_id=person.id, started_at=at, offset_min=180,
                length_ms=(34 + n) * MINUTE, roles={lead_id: "lead"},
            )
        )  # fmt: skip
        given: dict[str, tuple[Any, str]] = {
            "nps": (NPS[n], ""),
            "csat": (CSAT[n], ""),
            "ces2": (CES2[n], ""),
            "expectation": (("met", "above", "met", "below")[n], ""),
            "recommended": ({"choice": "yes" if n < 2 else "no", "count": 2 if n < 2 else None}, ""),
            "all_met": (("yes", "yes", "partly", "no")[n], ""),
            "valued": ((4, 5, 3, "cannot_say")[n], ""),
            "improvement": ([f"Toinen kassa auki {n}"], ""),
            "nps_reason": (None, SECRET if code == "P03" else f"{QUOTE} {code}"),
        }
        for key, (value, text) in given.items():
            answer = uow.add(
                Answer(
                    session_id=session.id, question_id=questions[key].id, value=value, text=text, at=at,
                    t_ms=MINUTE, skipped=False,
                )
            )  # fmt: skip
            if key == "nps_reason":
                uow.add(
                    Extract(
                        answer_id=answer.id, start=0, end=len(text), text=text, quote=True, theme="loyalty"
                    )
                )
        for place, moment in enumerate(MOMENTS):
            uow.add(
                Moment(
                    session_id=session.id, participant_id=person.id, key=moment, valence=VALENCES[n][place],
                    emotions=[{"key": "anger" if VALENCES[n][place] < 0 else "joy", "intensity": 3}],
                    order_key=f"a{place}",
                )
            )  # fmt: skip
    gone = uow.add(Participant(code="P09"))
    uow.add(Erasure(participant_id=gone.id, at=START, by="H1"))


def _group(uow: UnitOfWork, made: Study) -> None:
    session = uow.add(
        Session(
            study_id=made.id,
            kind="group",
            state="done",
            number=1,
            started_at=START + 3 * DAY,
            offset_min=180,
            length_ms=90 * MINUTE,
        )
    )
    seats = []
    for n, seconds in enumerate((742, 615, 121)):
        person = uow.add(Participant(code=f"F{n + 1}", order_key=f"b{n}"))
        uow.add(Consent(participant_id=person.id, item="quotes", given=True, at=START))
        seat = uow.add(Seat(session_id=session.id, participant_id=person.id, key=str(n + 1)))
        uow.add(Turn(session_id=session.id, seat_id=seat.id, t_ms=0, end_t_ms=seconds * 1000))
        seats.append(seat)
    statement = uow.add(
        Statement(
            session_id=session.id, seat_id=seats[2].id, t_ms=MINUTE, verbatim=True, polarity=1,
            text="Kyllä täällä apua saa, jos uskaltaa pyytää.", agree=[seats[0].id, seats[1].id],
        )
    )  # fmt: skip
    uow.add(
        Extract(statement_id=statement.id, text=statement.text, start=0, end=len(statement.text), quote=True)
    )


def _debrief(uow: UnitOfWork, lead_id: str) -> None:
    for key, target in (("nps", 40.0), ("csat", 0.85), ("ces2", 0.8)):
        metric = uow.add(Metric(type=key, key=key, name={"fi": key.upper(), "en": key.upper()}))
        uow.add(Target(metric_id=metric.id, value=target))
    finding = uow.add(
        Finding(
            statement="Epätietoisuus jonossa katkaisee hyvän kokemuksen Espoossa.", affected=2, observed=5,
            severity=3, issue=True, so_what="Kerro odotusaika.", order_key="a",
        )
    )  # fmt: skip
    entry = uow.all(Entry)[0]
    uow.add(Evidence(finding_id=finding.id, source_kind="entry", source_id=entry.id))
    uow.add(Evidence(finding_id=finding.id, source_kind="extract", source_id=uow.all(Extract)[0].id))
    uow.add(
        Action(
            finding_id=finding.id,
            code="T1",
            text="Toinen kassa auki",
            owner="myymäläpäällikkö",
            due_on="2025-10-27",
            kind="preventive",
        )
    )
    uow.add(Preconception(text="Jonot ovat Tampereella pahimmat", by_id=lead_id, verdict="refuted"))
    uow.add(Reflection(by_id=lead_id, on="2025-10-13", text="Epätietoisuus ärsytti enemmän kuin kesto."))
