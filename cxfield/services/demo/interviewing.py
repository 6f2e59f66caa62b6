# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The interviews of the sample study: eight people, five themes, and one who took everything back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cxfield.clock import session_t
from cxfield.model.enums import ConsentItem, Expectation
from cxfield.model.session import Session
from cxfield.services.demo.scenery import MINUTE, SECOND, Hand, Scene, facts, utc_ms
from cxfield.services.interview import (
    InterviewStart,
    Words,
    save_answer,
    start_interview,
    stop_interview,
    type_answer,
)
from cxfield.services.interview_marks import mark_quote, set_moment
from cxfield.services.people import (
    ConsentForm,
    Profile,
    add_participant,
    keep_person_key,
    record_consents,
    withdraw,
)
from cxfield.storage import UnitOfWork

Row = Mapping[str, Any]

#: Reading the sheet and answering each consent item takes this long before the first question.
CONSENT_MIN = 5
WITHDRAWN = "P09"
WITHDRAWAL_DAY = "2025-10-08"
#: The facts speak Finnish of expectations and moments; the study keeps keys.
EXPECTED = {"alittui": Expectation.BELOW, "täyttyi": Expectation.MET, "ylittyi": Expectation.ABOVE}
MOMENTS = {
    "tulo": "arrival",
    "etsintä": "search",
    "palvelu": "service",
    "kassa": "checkout",
    "jälkeen": "after",
}
#: Where each moment is felt: the entrance, the kitchen, the service desk, the checkout, the exit.
PLACES = {"arrival": 1, "search": 3, "service": 5, "checkout": 7, "after": 8}
#: The order in which the guide asks.
ORDER = (
    "warmup",
    "expectation_gap",
    "expectation",
    "all_met",
    "unmet",
    "csat",
    "feeling_moment",
    "valued",
    "feeling_team",
    "website",
    "ordering",
    "ces2",
    "improvement",
    "highlights",
    "shared",
    "story",
    "nps",
    "nps_reason",
    "recommended",
)
#: What a question takes compared with the others: words take longer than a number.
LONG, SHORT = 4, 1
THINKING_MS, PARAGRAPH_MS = 15 * SECOND, 45 * SECOND
_NUMBERS = frozenset(("expectation", "all_met", "csat", "valued", "website", "ordering", "ces2", "shared"))


@dataclass(frozen=True, slots=True)
class Asking:
    """One question as it is asked: of whom, and how long it takes (ms)."""

    scene: Scene
    hand: Hand
    code: str
    key: str
    share: int


def run_interview(scene: Scene, row: Row) -> None:
    """Welcome one person, ask for consent, run the guide."""
    with scene.at(row["by"], row["date"], row["time"], early_min=CONSENT_MIN) as hand:
        person = next(p for p in facts("interviews")["people"] if p["code"] == row["code"])
        hand.do(lambda uow: welcome(uow, scene, person))
        hand.until(utc_ms(row["date"], row["time"]))
        start = InterviewStart(
            guide_version_id=scene.known.guide_version,
            code=row["code"],
            mode=row["mode"],
            site_id=scene.known.sites[row["site"]],
            wave_id=scene.known.wave,
            language=scene.language,
        )
        session = hand.do(lambda uow: start_interview(uow, start=start))
        scene.known.sessions[row["code"]] = session.id
        hand.do(lambda uow: _ask(uow, scene, hand, row))


def welcome(uow: UnitOfWork, scene: Scene, person: Row) -> str:
    """Note a participant's profile, and the answer to each consent item."""
    say = scene.say
    added = add_participant(
        uow,
        code=person["code"],
        profile=Profile(
            gender=say(person.get("gender")),
            age_band=person.get("age_band", ""),
            segment=say(person.get("segment")),
        ),
    )
    scene.known.people[person["code"]] = added.id
    sheet = facts("interviews")["consent_text"]
    record_consents(
        uow,
        participant_id=added.id,
        answers={ConsentItem(item): given for item, given in person["consents"].items()},
        form=ConsentForm(
            taken_by=person["by"], how=person["how"], text_version=sheet["version"], text=sheet["text"]
        ),
    )
    return added.id


def _ask(uow: UnitOfWork, scene: Scene, hand: Hand, row: Row) -> None:
    """Go through the guide; the time is shared out so that the interview ends when it did."""
    told = scene.method["interviews"]
    place = told["codes"].index(row["code"])
    length = told["minutes"][place] * MINUTE
    begins = hand.clock.utc_ms
    answers = _with_scores(row, told, place)
    asked = [key for key in ORDER if key in answers]
    weights = [SHORT if key in _NUMBERS else LONG for key in asked]
    spent = [length * weight // (sum(weights) + 1) for weight in weights]
    for key, share in zip(asked, spent, strict=True):
        now = Asking(scene, hand, row["code"], key, share)
        _answer(uow, now, answers[key])
        if key == "feeling_team":
            _feel(uow, scene, row, told["valence"][row["code"]])
    for quote in row["quotes"]:
        _quote(uow, scene, row, quote)
    hand.until(begins + length)
    cut = row.get("interrupted")
    stop_interview(
        uow, session_id=scene.known.sessions[row["code"]], interrupted=bool(cut), notes=scene.say(cut)
    )


def _with_scores(row: Row, told: Row, place: int) -> dict[str, dict[str, Any]]:
    answers = {key: dict(answer) for key, answer in row["answers"].items()}
    answers["expectation"] = {"value": EXPECTED[told["expectation"][place]].value}
    for key in ("csat", "ces2", "nps"):
        answers[key] = {"value": told[key][place]}
    return answers


def _answer(uow: UnitOfWork, now: Asking, answer: Row) -> None:
    known, clock = now.scene.known, now.hand.clock
    session_id, question_id = known.sessions[now.code], known.questions[now.key]
    clock.advance(min(now.share, THINKING_MS))
    if "value" in answer:
        value = answer["value"]
        if isinstance(value, list):
            value = [now.scene.say(item) for item in value]
        kept = save_answer(
            uow, session_id=session_id, question_id=question_id, value=value, spent_ms=now.share
        )
        known.answers[now.code, now.key] = kept.id
    if "text" in answer:
        text = now.scene.say(answer["text"])
        t_ms = session_t(uow.get(Session, session_id).clock, uow.stamp())
        times = tuple(t_ms + number * PARAGRAPH_MS for number in range(text.count("\n") + 1))
        words = Words(text=text, times=times)
        typed = type_answer(
            uow, session_id=session_id, question_id=question_id, words=words, spent_ms=now.share
        )
        known.answers[now.code, now.key] = typed.id
        uow.seal()
    clock.advance(max(0, now.share - THINKING_MS))


def _feel(uow: UnitOfWork, scene: Scene, row: Row, valences: list[int]) -> None:
    for name, valence in zip(scene.method["interviews"]["moments_fi"], valences, strict=True):
        key = MOMENTS[name]
        set_moment(
            uow,
            session_id=scene.known.sessions[row["code"]],
            key=key,
            valence=valence,
            emotions=row["emotions"].get(key, ()),
            touchpoint_id=scene.known.touchpoints[PLACES[key] - 1],
        )


def _quote(uow: UnitOfWork, scene: Scene, row: Row, quote: Row) -> None:
    words = scene.say(quote["words"])
    text = scene.say(row["answers"][quote["question"]]["text"])
    start = text.index(words)
    made = mark_quote(
        uow,
        session_id=scene.known.sessions[row["code"]],
        question_id=scene.known.questions[quote["question"]],
        start=start,
        end=start + len(words),
        touchpoint_id=scene.known.touchpoints[quote["touchpoint"] - 1],
    )
    scene.known.quotes[row["code"]] = made.id


def erase_withdrawn(scene: Scene) -> None:
    """One person agreed to take part, and withdrew the same evening: only the code and the day remain."""
    people = facts("interviews")
    person = next(p for p in people["people"] if p["code"] == WITHDRAWN)
    with scene.at(person["by"], WITHDRAWAL_DAY, "18:20") as hand:

        def agree(uow: UnitOfWork) -> str:
            added = welcome(uow, scene, person)
            keep_person_key(uow, participant_id=added, **people["key"][WITHDRAWN])
            return added

        added = hand.do(agree)
        hand.clock.advance(52 * MINUTE)
        hand.do(lambda uow: withdraw(uow, participant_id=added))
