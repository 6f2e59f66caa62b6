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

VALENCE_LOW, VALENCE_HIGH = -5, 5


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
    start, end = _trimmed(text, start, end)
    if start >= end:
        raise UserError(N_("No words are selected. Select the words of the quote first."))
    for extract in uow.all(Extract, answer_id=answer.id):
        if extract.quote and start < extract.end and extract.start < end:
            return uow.change(
                Extract,
                extract.id,
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


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = max(0, min(start, end)), min(len(text), max(start, end))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def unmark_quote(uow: UnitOfWork, *, extract_id: str) -> None:
    """Take a quote mark off; the words stay in the answer."""
    if uow.find(Extract, extract_id) is not None:
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
