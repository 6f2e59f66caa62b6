# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an interviewer picks from what is said: quotes, and how moments felt."""

from collections.abc import Mapping, Sequence
from typing import Any

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.ids import order_after
from cxfield.methods.questions.wheels import geneva, kept_picks, picks_problem
from cxfield.model.enums import ConsentItem
from cxfield.model.guide import GuideVersion, Question, Section
from cxfield.model.session import Session
from cxfield.model.talk import Extract, Moment
from cxfield.services.interview import answer_for
from cxfield.services.interview_views import allowed
from cxfield.storage import UnitOfWork

_STOPS = ".!?…"
VALENCE_LOW, VALENCE_HIGH = -5, 5
#: What words can be marked as beside a quote, with their names.
WORD_MARKS: dict[str, str] = {
    "star": N_("Star"),
    "follow_up": N_("Come back to this"),
    "deviant": N_("Deviant case"),
}


class Keep:
    """Stands for "as it is" where None means "taken away"."""


KEEP = Keep()


def mark_quote(
    uow: UnitOfWork,
    *,
    session_id: str,
    question_id: str,
    start: int,
    end: int,
    touchpoint_id: str | None = None,
) -> Extract:
    """Mark the selected words of an answer as a quote; refused when the participant does not allow quotes."""
    session = uow.get(Session, session_id)
    if allowed(uow, session.participant_id)[ConsentItem.QUOTES] is not True:
        raise UserError(
            N_("The participant has not allowed quotes. Ask for consent first; the words stay in the answer.")
        )
    answer = answer_for(uow, session_id, question_id)
    text = answer.text
    start, end = _meant(text, start, end)
    for extract in uow.all(Extract, answer_id=answer.id):
        if (extract.quote or extract.marks) and start < extract.end and extract.start < end:
            return uow.change(
                Extract,
                extract.id,
                quote=True,
                start=min(start, extract.start),
                end=max(end, extract.end),
                text=text[min(start, extract.start) : max(end, extract.end)],
            )
    section = uow.get(Section, uow.get(Question, question_id).section_id)
    return uow.add(
        Extract(
            answer_id=answer.id,
            participant_id=session.participant_id,
            touchpoint_id=touchpoint_id,
            theme=section.theme,
            start=start,
            end=end,
            text=text[start:end],
            quote=True,
        )
    )


def mark_words(
    uow: UnitOfWork, *, session_id: str, question_id: str, start: int, end: int, mark: str
) -> Extract | None:
    """Mark words of an answer with a star, for a follow-up or as a deviant case; again takes the mark off.

    A stretch that is marked already gets the further mark; without words the last sentence before is meant.
    """
    if mark not in WORD_MARKS:
        raise UserError(N_("Words can be starred, kept for a follow-up or marked as deviant. Choose one."))
    answer = answer_for(uow, session_id, question_id)
    start, end = _meant(answer.text, start, end)
    for extract in uow.all(Extract, answer_id=answer.id):
        if start < extract.end and extract.start < end and (extract.marks or extract.quote):
            marks = [one for one in extract.marks if one != mark]
            if len(marks) == len(extract.marks):
                marks.append(mark)
            if not (marks or extract.quote or extract.tag_ids or extract.code_ids):
                uow.remove(Extract, extract.id)
                return None
            return uow.change(Extract, extract.id, marks=marks)
    session = uow.get(Session, session_id)
    section = uow.get(Section, uow.get(Question, question_id).section_id)
    return uow.add(
        Extract(
            answer_id=answer.id,
            participant_id=session.participant_id,
            theme=section.theme,
            start=start,
            end=end,
            text=answer.text[start:end],
            marks=[mark],
        )
    )


def _meant(text: str, start: int, end: int) -> tuple[int, int]:
    """The words that are meant: the selected ones, or the sentence just typed."""
    start, end = _trimmed(text, start, end)
    if start >= end:
        start, end = last_sentence(text, end)
    if start >= end:
        raise UserError(N_("There are no words to mark yet. Write the answer first."))
    return start, end


def last_sentence(text: str, at: int) -> tuple[int, int]:
    """Where the sentence before (or around) a place in a text begins and ends."""
    end = len(text[:at].rstrip())
    begin = len(text[:end].rstrip(_STOPS))
    while begin > 0 and text[begin - 1] not in _STOPS + "\n":
        begin -= 1
    return _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = max(0, min(start, end)), min(len(text), max(start, end))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def unmark_quote(uow: UnitOfWork, *, extract_id: str) -> None:
    """Take a quote mark off; the words stay in the answer."""
    extract = uow.find(Extract, extract_id)
    if extract is None:
        return
    if extract.marks or extract.tag_ids or extract.code_ids:  # the words are marked for something else, too
        uow.change(Extract, extract_id, quote=False)
    else:
        uow.remove(Extract, extract_id)


def set_moment(
    uow: UnitOfWork,
    *,
    session_id: str,
    key: str,
    valence: int | Keep | None = KEEP,
    emotions: Sequence[Mapping[str, Any]] | Keep = KEEP,
    touchpoint_id: str | None = None,
) -> Moment:
    """Keep how a moment felt: valence -5 to +5 and up to three emotions {key, intensity 1-5}."""
    session = uow.get(Session, session_id)
    fields: dict[str, Any] = {}
    if not isinstance(valence, Keep):
        if valence is not None and (type(valence) is not int or not VALENCE_LOW <= valence <= VALENCE_HIGH):
            raise UserError(
                N_("{value} is not on the scale from −5 to +5. Choose a number on the scale."),
                value=str(valence)[:40],
            )
        fields["valence"] = valence
    if not isinstance(emotions, Keep):
        picks = list(emotions)
        problem = picks_problem(picks, geneva())
        if problem is not None:
            raise problem
        fields["emotions"] = kept_picks(picks)
    found = next(iter(uow.all(Moment, session_id=session_id, key=key)), None)
    if found is None:
        found = uow.add(_new_moment(uow, session, key, touchpoint_id))
    return uow.change(Moment, found.id, **fields) if fields else found


def _new_moment(uow: UnitOfWork, session: Session, key: str, touchpoint_id: str | None) -> Moment:
    version = uow.find(GuideVersion, session.guide_version_id)
    order = ""
    for row in version.moments if version else ():
        order = order_after(order)
        if row["key"] == key:
            return Moment(
                session_id=session.id,
                participant_id=session.participant_id,
                touchpoint_id=touchpoint_id,
                key=key,
                order_key=order,
            )
    raise UserError(N_("The guide has no moment {key}. Choose one of the moments shown."), key=key)
