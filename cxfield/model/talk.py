# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people say: answers, moments, statements, turns and what is picked from them."""

from typing import Any

from sqlmodel import Field

from cxfield.model.base import Record, items, required, skeleton, soft, value


class Answer(Record, table=True):
    """An answer: `value` as its question type encodes it, `text` the words as typed.

    `times` holds for each paragraph of the text the session clock (ms) at its first keystroke.
    `participant_id` is set where a session has several answerers (a group); otherwise its session names them.
    """

    session_id: str = required("session", belongs=True)
    question_id: str = required("question")
    participant_id: str | None = soft("participant", belongs=True, person=True)
    value: Any = value()
    text: str = ""
    times: list[int] = items()
    skipped: bool = False
    skip_reason: str = ""
    probes_used: list[int] = items()
    star: bool = False
    follow_up: bool = False
    deviant: bool = False
    t_ms: int = skeleton(0)
    at: int = skeleton(0)
    offset_min: int = skeleton(0)
    spent_ms: int = 0


class Moment(Record, table=True):
    """How a moment felt: `valence` -5 to +5 and up to three `emotions` as {key, intensity 1-5}."""

    session_id: str = required("session", belongs=True)
    participant_id: str | None = soft("participant", belongs=True, person=True)
    touchpoint_id: str | None = soft("touchpoint")
    key: str = skeleton("")
    valence: int | None = Field(default=None, ge=-5, le=5)
    emotions: list[dict[str, Any]] = items()
    order_key: str = skeleton("")


class Seat(Record, table=True):
    """A place at the group's table; a moderator's has no participant."""

    session_id: str = required("session", belongs=True)
    participant_id: str | None = soft("participant", belongs=True, person=True)
    key: str = skeleton("")
    moderator: bool = skeleton(False)
    angle: float = skeleton(0.0)
    in_t: int | None = skeleton(None)
    out_t: int | None = skeleton(None)


class Turn(Record, table=True):
    """A speaking turn of a seat on the session clock."""

    session_id: str = required("session", belongs=True)
    seat_id: str = required("seat", belongs=True)
    t_ms: int = skeleton(0)
    end_t_ms: int | None = skeleton(None)


class Statement(Record, table=True):
    """Something said in a group, word for word or in gist."""

    session_id: str = required("session", belongs=True)
    seat_id: str | None = soft("seat", belongs=True)
    t_ms: int = skeleton(0)
    at: int = skeleton(0)
    text: str = ""
    verbatim: bool = False
    polarity: int = Field(default=0, ge=-1, le=1)
    code_ids: list[str] = items()
    agree: list[str] = items()
    disagree: list[str] = items()
    reply_to_id: str | None = soft("statement")
    about_staff: bool = False


class Transcript(Record, table=True):
    """The written words of a recording."""

    session_id: str = required("session", belongs=True)
    text: str = ""
    turns: list[dict[str, Any]] = items()


class Extract(Record, table=True):
    """A stretch of text picked out: a quote, a code, or both; `start` and `end` are character positions."""

    answer_id: str | None = soft("answer", belongs=True, index=True)
    statement_id: str | None = soft("statement", belongs=True, index=True)
    transcript_id: str | None = soft("transcript", belongs=True)
    participant_id: str | None = soft("participant", belongs=True, person=True)
    touchpoint_id: str | None = soft("touchpoint")
    theme: str = skeleton("")
    start: int = 0
    end: int = 0
    text: str = ""
    quote: bool = False
    code_ids: list[str] = items()
    polarity: int | None = None


class Attachment(Record, table=True):
    """A picture or a recording; its bytes are stored once, by content hash."""

    session_id: str | None = soft("session", belongs=True)
    participant_id: str | None = soft("participant", belongs=True, person=True)
    entry_id: str | None = soft("entry", belongs=True)
    media_type: str = ""
    sha256: str = ""
    size: int = 0
    subject: str = "place"
    length_ms: int | None = None
