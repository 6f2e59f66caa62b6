# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is sampled, counted and timed beside the running log of an observation."""

from sqlmodel import Field

from cxfield.model.base import Record, items, required, skeleton, soft


class SamplePlan(Record, table=True):
    """One way of sampling that runs in a session, from `from_t` until `until_t` (session ms, None: goes on).

    `method`: scan (who does what at this very moment), partial or whole (did it happen at some time, or all
    the time, of the interval just over), density (people in each zone). A look is due each time `every_ms`
    have gone by since `from_t`. `targets` are the codes, or for density the zones, that are looked for.
    """

    __tablename__ = "sample_plan"

    session_id: str = required("session", belongs=True)
    method: str = skeleton("scan")
    every_ms: int = skeleton(60_000)
    targets: list[str] = items()
    from_t: int = skeleton(0)
    until_t: int | None = skeleton(None)


class Sample(Record, table=True):
    """What one look found of one target; a look that found nothing has one row without a target.

    `due_t` is when the look was due, `t_ms` when it was answered. A due look without any row was missed.
    """

    session_id: str = required("session", belongs=True)
    plan_id: str = required("sample_plan", belongs=True)
    due_t: int = skeleton(0)
    t_ms: int = skeleton(0)
    target_id: str = skeleton("")
    n: int = Field(default=0, ge=0)


class Tally(Record, table=True):
    """One press of a counter, or a figure that was entered: `key` says of what (see `TALLIES`)."""

    session_id: str = required("session", belongs=True)
    key: str = skeleton("")
    t_ms: int = skeleton(0)
    at: int = skeleton(0)
    amount: float = 1.0
    touchpoint_id: str | None = soft("touchpoint")
    zone_id: str | None = soft("zone")


class Timing(Record, table=True):
    """A task or a contact under the watch; a response is not a resolution, so both have a time.

    `kind`: task (a walk-through of a web shop, say) or contact (somebody turns to the company). `goal` is the
    study's conversion goal that was tried; `reached` and `first_contact` are None while nobody has said.
    """

    session_id: str = required("session", belongs=True)
    kind: str = skeleton("task")
    name: str = ""
    goal: str = ""
    channel_id: str | None = soft("channel")
    touchpoint_id: str | None = soft("touchpoint")
    shopper_id: str | None = soft("shopper")
    start_t: int = skeleton(0)
    response_t: int | None = skeleton(None)
    end_t: int | None = skeleton(None)
    reached: bool | None = None
    first_contact: bool | None = None
    closed_by_stop: bool = False
