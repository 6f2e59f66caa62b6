# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Photographs that answer a question: they belong to their interview, and show people only by consent."""

from typing import Any

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.talk import Attachment
from cxfield.services.attachments import add_picture
from cxfield.services.capture_views import allows_photos
from cxfield.storage import Reader, UnitOfWork

_NO_CONSENT = N_("Photographs of people need their consent. Ask for it, or take one without people.")


def may_show_people(reader: Reader, participant_id: str | None) -> bool:
    """Whether photographs of a person may be kept: only after the person's own yes."""
    return participant_id is not None and allows_photos(reader, participant_id)


def add_answer_photo(
    uow: UnitOfWork, *, picture: Any, session_id: str, participant_id: str | None, people: bool
) -> Attachment:
    """Store a photograph of an interview; one with people needs the consent, and goes with the person."""
    if people and not may_show_people(uow, participant_id):
        raise UserError(_NO_CONSENT)
    return add_picture(
        uow,
        picture=picture,
        session_id=session_id,
        participant_id=participant_id,
        subject="person" if people else "place",
    )
