# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The people who take part, by code only, and what they allow."""

from typing import Any

from cxfield.model.base import Labels, Record, items, labels, mapping, required, skeleton


class Participant(Record, table=True):
    """A person, group or organisation taking part; the code is all the name it has."""

    code: str = skeleton("")
    kind: str = skeleton("person")
    order_key: str = skeleton("")
    segment: str = ""
    gender: str = ""
    age_band: str = ""
    occupation: str = ""
    relationship: str = ""
    role: str = "customer"
    most_valued: bool = False
    digital_capability: int | None = None
    organisation: str = ""
    minor: bool = False


class PersonKey(Record, table=True):
    """Who a code is. Never leaves the file unless asked."""

    __tablename__ = "person_key"

    participant_id: str = required("participant", belongs=True, person=True)
    name: str = ""
    contact: str = ""


class Consent(Record, table=True):
    """One answer to one consent item, with what was read and how it was given."""

    participant_id: str = required("participant", belongs=True, person=True)
    item: str = skeleton("participation")
    given: bool | None = None
    at: int = 0
    offset_min: int = 0
    taken_by: str = ""
    how: str = ""
    text_version: str = ""
    text: Labels = labels()
    signature: list[list[float]] = items()


class InfoSheet(Record, table=True):
    """A version of the information sheet: `parts` maps a part of the checklist to its text by language."""

    __tablename__ = "info_sheet"

    number: int = 1
    parts: dict[str, Any] = mapping()
    published_at: int | None = None


class Erasure(Record, table=True):
    """That a participant's data was erased: when and by whom, nothing more."""

    participant_id: str = skeleton("")
    at: int = 0
    offset_min: int = 0
    by: str = ""
    reason: str = ""
