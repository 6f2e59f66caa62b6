# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The profile of a participant as it follows from what the person answered about the background."""

from collections.abc import Mapping

from cxfield.i18n import Texts
from cxfield.methods.questions.demographic import FACTS, RATHER_NOT, Fact
from cxfield.model.people import Participant
from cxfield.model.study import Study
from cxfield.storage import Reader, UnitOfWork


def age_words(band: str, texts: Texts) -> str:
    """An age band in words: 18–24, under 18."""
    ages = next(fact.choices for fact in FACTS if fact.key == "age_band")
    known = next((choice for choice in ages if choice.key == band), None)
    return texts.t(known.msgid) if known is not None and band else band.replace("-", "–")


def tell_profile(
    uow: UnitOfWork, *, participant_id: str | None, before: Mapping[str, str], told: Mapping[str, str]
) -> None:
    """Take what was answered into the profile: what is empty there, or what the answer before had filled.

    What the team wrote in its own words stays.
    """
    person = uow.find(Participant, participant_id)
    if person is None:
        return
    texts = Texts(_main_language(uow))
    fields = {}
    for fact in FACTS:
        now, old = getattr(person, fact.key), _kept(fact, before.get(fact.key, ""), texts)
        if not now or now == old:
            fields[fact.key] = _kept(fact, told.get(fact.key, ""), texts)
    uow.change(Participant, person.id, **fields)


def _kept(fact: Fact, key: str, texts: Texts) -> str:
    """How a profile holds a choice: an age by its band, anything else in the study's main language."""
    chosen = next((choice for choice in fact.choices if choice.key == key), None)
    if chosen is None or key == RATHER_NOT:
        return ""
    return key if fact.key == "age_band" else texts.t(chosen.msgid).lower()


def _main_language(reader: Reader) -> str:
    study = next(iter(reader.all(Study)), None)
    first = study.languages[0] if study is not None and study.languages else ""
    return first if first in ("fi", "en") else "fi"
