# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people say: answers, moments, statements, turns and what is picked from them."""

from typing import Any

from sqlmodel import Field

from cxfield.model.base import Record, items, mapping, required, skeleton, soft, value


class Answer(Record, table=True):
    """An answer: `value` as its question type encodes it, `text` the words as typed.

    `times` holds for each paragraph of the text the session clock (ms) at its first keystroke, `with_whom`
    the people with whom an experience was shared. `late` marks what was changed after the interview
    had ended. `participant_id` is set where a session has several answerers (a group); otherwise its
    session names them.
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
    with_whom: list[str] = items()
    late: bool = False
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
    """A place at the group's table; a moderator's has no participant.

    `in_t` to `out_t` is when somebody sat there (None: from the start, to the end), `away` are [from, to]
    within it.
    """

    session_id: str = required("session", belongs=True)
    participant_id: str | None = soft("participant", belongs=True, person=True)
    key: str = skeleton("")
    moderator: bool = skeleton(False)
    angle: float = skeleton(0.0)
    in_t: int | None = skeleton(None)
    out_t: int | None = skeleton(None)
    away: list[list[int]] = items()


class Turn(Record, table=True):
    """A speaking turn of a seat on the session clock; `clock_id` is the laptop that logged it."""

    session_id: str = required("session", belongs=True)
    seat_id: str = required("seat", belongs=True)
    clock_id: str | None = soft("group_clock")
    t_ms: int = skeleton(0)
    end_t_ms: int | None = skeleton(None)


class Statement(Record, table=True):
    """Something said in a group, word for word or in gist.

    `topics` are keys of the group's topics, `marks` say what it is (a habit, a suggestion …), `agree` and
    `disagree` are seats.
    """

    session_id: str = required("session", belongs=True)
    seat_id: str | None = soft("seat", belongs=True)
    clock_id: str | None = soft("group_clock")
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
    topics: list[str] = items()
    marks: list[str] = items()
    star: bool = False


class Transcript(Record, table=True):
    """The written words of a recording.

    `turns` are {speaker, start, end, t_ms, end_t_ms}: positions in `text` and times of the session clock
    (null where the source has none). `shift_ms` was added to the times of the source. `source` is
    the kind of file.
    """

    session_id: str = required("session", belongs=True)
    recording_id: str | None = soft("recording")
    name: str = ""
    source: str = ""
    text: str = ""
    turns: list[dict[str, Any]] = items()
    speakers: dict[str, str] = mapping()
    shift_ms: int = 0


class Extract(Record, table=True):
    """A stretch of text picked out: a quote, a code, or both; `start` and `end` are character positions.

    `tag_ids` are the tags of what is said, `marks` any of "star", "follow_up" and "deviant".
    """

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
    tag_ids: list[str] = items()
    marks: list[str] = items()
    polarity: int | None = None


class Attachment(Record, table=True):
    """A picture or a recording; its bytes lie in pieces beside the journal.

    `sha256` and `size` are empty while it is being recorded. `t_ms` is the session clock where it begins,
    `subject` what it shows (place, person, staff, paper). One without session, participant and entry belongs
    to the plan.
    """

    session_id: str | None = soft("session", belongs=True)
    participant_id: str | None = soft("participant", belongs=True, person=True)
    entry_id: str | None = soft("entry", belongs=True)
    media_type: str = ""
    sha256: str = ""
    size: int = 0
    subject: str = "place"
    caption: str = ""
    width: int = 0
    height: int = 0
    length_ms: int | None = None
    t_ms: int = skeleton(0)
    at: int = skeleton(0)
    offset_min: int = skeleton(0)
