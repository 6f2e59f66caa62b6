# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an interviewer keeps beside the answers: expectations, notes, tags, recordings, what is to be done."""

from cxfield.model.base import Labels, Record, items, labels, required, skeleton, soft


class Expected(Record, table=True):
    """Something a participant expected before the visit, and how it turned out.

    `outcome` is "below", "met" or "above", empty until it was asked.
    """

    session_id: str = required("session", belongs=True)
    participant_id: str | None = soft("participant", belongs=True, person=True)
    text: str = ""
    outcome: str = ""
    comment: str = ""
    at: int = skeleton(0)
    order_key: str = skeleton("")


class SideNote(Record, table=True):
    """The interviewer's own note on the session clock, kept apart from what the participant said."""

    __tablename__ = "side_note"

    session_id: str = required("session", belongs=True)
    question_id: str | None = soft("question")
    t_ms: int = skeleton(0)
    at: int = skeleton(0)
    text: str = ""


class Tag(Record, table=True):
    """A code for what is said: `kind` is "theme", "in_vivo" (the participant's own words) or "keyword".

    `staff` tags belong to employee interviews alone and are never mixed with the customers'.
    """

    name: Labels = labels()
    kind: str = "theme"
    staff: bool = False
    words: list[str] = items()
    order_key: str = ""


class Recording(Record, table=True):
    """Sound of a session. Its bytes are the pieces of its attachment, each at most two seconds long.

    `t_ms` is the session clock at its first sound, `pauses` holds [from_t, to_t] of the session clock between
    which nothing was recorded. A recording from elsewhere has `origin` "file" and a `name`.
    """

    session_id: str = required("session", belongs=True)
    attachment_id: str | None = soft("attachment")
    participant_id: str | None = soft("participant", belongs=True, person=True)
    origin: str = "microphone"
    name: str = ""
    t_ms: int = 0
    at: int = skeleton(0)
    rate: int = 16_000
    channels: int = 1
    pauses: list[list[int]] = items()


class FollowUpTask(Record, table=True):
    """Something to get back to a participant about; only where contact was allowed."""

    __tablename__ = "follow_up_task"

    session_id: str = required("session", belongs=True)
    participant_id: str | None = soft("participant", belongs=True, person=True)
    question_id: str | None = soft("question")
    score: int | None = None
    text: str = ""
    owner: str = ""
    state: str = "open"
    due_on: str = ""
    opened_at: int = skeleton(0)
    closed_at: int | None = None
    outcome: str = ""
