# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Transcripts are kept with an interview, coded, searched and counted; employees' codes stay apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cxfield.analysis.keywords import keywords
from cxfield.errors import UserError
from cxfield.importing.transcripts import parse
from cxfield.model.enums import ConsentItem
from cxfield.model.people import Participant
from cxfield.model.talk import Extract, Transcript
from cxfield.services import interview as verbs
from cxfield.services import transcripts as desk
from cxfield.services.interview_before import EMPLOYEE
from tests.unit.services.test_interview_beside import Work

TEXT = "H: Mitä tapahtui?\nP01: Jono ei liikkunut. Kukaan ei kertonut, kauanko menee."


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    made = Work(tmp_path / "a.cxf")
    made.start()
    yield made
    made.file.close()


def _keep(work: Work, text: str = TEXT) -> str:
    made = work.do(desk.keep_transcript, session_id=work.session, read=parse(text, "a.txt"))
    return str(made.id)


def _span(words: str) -> dict[str, int]:
    return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words)}


def test_turns_stand_where_their_words_are(work: Work) -> None:
    view = work.file.read(lambda r: desk.transcript_view(r, _keep(work)))
    assert view.text == TEXT
    first = view.turns[0]
    assert view.text[first["start"] : first["end"]] == "Mitä tapahtui?"
    assert (view.code, view.quotes_allowed, view.staff) == ("P01", True, False)


def test_a_transcript_is_moved_to_the_clock_of_the_interview(work: Work) -> None:
    cues = "00:00:01.000 --> 00:00:02.000\nP01: Jono."
    row = work.do(desk.keep_transcript, session_id=work.session, read=parse(cues), shift_ms=500)
    assert row.turns[0]["t_ms"] == 1500
    row = work.do(desk.align, transcript_id=row.id, shift_ms=60_000)
    assert (row.turns[0]["t_ms"], row.turns[0]["end_t_ms"]) == (61_000, 62_000)


def test_words_are_coded_with_tag_and_tone_and_codings_overlap(work: Work) -> None:
    at = _keep(work)
    queue = work.do(desk.make_tag, name="Jonotus", language="fi")
    told = work.do(desk.make_tag, name="Tiedotus", language="fi")
    assert work.do(desk.make_tag, name="JONOTUS", language="fi").id == queue.id
    work.do(desk.code_words, transcript_id=at, **_span("Jono ei liikkunut."), tag_id=queue.id, polarity=-1)
    both = _span("Jono ei liikkunut. Kukaan ei kertonut")
    work.do(desk.code_words, transcript_id=at, **both, tag_id=told.id, polarity=-1)
    found = work.do(desk.in_vivo, transcript_id=at, **_span("kauanko menee"), language="fi")
    work.do(desk.code_words, transcript_id=at, **_span("kauanko menee"), quote=True)
    counts = {view.name["fi"]: (view.kind, view.count, view.tones) for view in work.file.read(desk.tags)}
    assert counts == {
        "Jonotus": ("theme", 1, (1, 0, 0, 0)),
        "Tiedotus": ("theme", 1, (1, 0, 0, 0)),
        "kauanko menee": ("in_vivo", 1, (0, 0, 0, 1)),
    }
    pair = (min(queue.id, told.id), max(queue.id, told.id))
    assert work.file.read(desk.together) == {pair: 1}
    assert work.file.read(lambda r: r.get(Extract, found.id)).quote
    work.do(desk.uncode, extract_id=found.id)
    work.do(desk.set_tone, extract_id=work.all(Extract)[0].id, polarity=1)
    assert work.file.read(desk.tags)[0].tones == (0, 0, 1, 0)
    assert len(work.all(Extract)) == 2


def test_quotes_need_consent_and_codes_need_words(work: Work) -> None:
    at = _keep(work)
    person = work.all(Participant)[0].id
    work.do(verbs.record_consent, participant_id=person, item=ConsentItem.QUOTES, given=False)
    with pytest.raises(UserError, match="not allowed quotes"):
        work.do(desk.code_words, transcript_id=at, **_span("Jono"), quote=True)
    with pytest.raises(UserError, match="No words"):
        work.do(desk.code_words, transcript_id=at, start=3, end=3)
    with pytest.raises(UserError, match="no name"):
        work.do(desk.make_tag, name=" ", language="fi")


def test_codes_of_employee_interviews_are_kept_apart(work: Work) -> None:
    customers = work.do(desk.make_tag, name="Jonotus", language="fi")
    _keep(work)
    work.start(party=EMPLOYEE)
    at = _keep(work)
    with pytest.raises(UserError, match="kept apart"):
        work.do(desk.code_words, transcript_id=at, **_span("Jono"), tag_id=customers.id)
    own = work.do(desk.make_tag, name="Jonotus", language="fi", staff=True)
    assert own.id != customers.id
    work.do(desk.code_words, transcript_id=at, **_span("Jono"), tag_id=own.id)
    assert [view.count for view in work.file.read(desk.tags)] == [0]
    assert [view.count for view in work.file.read(lambda r: desk.tags(r, staff=True))] == [1]
    said = work.file.read(desk.texts_of)
    assert len(said) == 1
    assert len(work.file.read(lambda r: desk.texts_of(r, staff=True))) == 1


def test_words_are_found_in_answers_and_transcripts(work: Work) -> None:
    _keep(work)
    work.type("highlights", "Pitkä jono kassalla.")
    hits = work.file.read(lambda r: desk.search(r, "JONO"))
    assert {(bool(hit.transcript_id), hit.found) for hit in hits} == {(True, "Jono"), (False, "jono")}
    assert work.file.read(lambda r: desk.search(r, "  ")) == ()
    words = {row.words.casefold(): row.n for row in keywords(work.file.read(desk.texts_of), "fi")}
    assert words["jono"] == 2


def test_erasing_the_person_takes_the_transcript_away(work: Work) -> None:
    at = _keep(work)
    work.do(desk.in_vivo, transcript_id=at, **_span("kauanko menee"), language="fi")
    person = work.all(Participant)[0].id
    work.do(lambda uow: uow.erase_person(person, ""))
    assert work.all(Transcript) == []
    assert work.all(Extract) == []
    assert work.file.check() == []
