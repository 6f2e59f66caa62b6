# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every record shares, and how a column says what it means to the journal."""

from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

#: Text by language code, such as {"fi": "Kassa", "en": "Checkout"}.
Labels = dict[str, str]


class Record(SQLModel):
    """A row that the journal speaks of; `retired` rows are deleted but still referred to."""

    # Validators are built when a first record is validated: that saves a third of the import.
    model_config = {"defer_build": True}

    id: str = Field(default="", primary_key=True)
    retired: bool = Field(default=False)


def required(kind: str, *, belongs: bool = False, person: bool = False, index: bool = True) -> Any:
    """A reference that must have arrived before the row can exist.

    `belongs`: erasing the owner erases this record too. `person`: the owner is a participant. Without
    `index` the table has an index of its own that begins with the reference.
    """
    info = {
        "ref": kind,
        "required": True,
        "belongs": belongs,
        "person": person,
        "skeleton": True,
    }
    return Field(foreign_key=f"{kind}.id", index=index, sa_column_kwargs={"info": info})


def soft(kind: str, *, belongs: bool = False, person: bool = False, index: bool = False) -> Any:
    """A reference that may be empty and may point to something not here (yet, or any more)."""
    info = {
        "ref": kind,
        "required": False,
        "belongs": belongs,
        "person": person,
        "skeleton": True,
    }
    return Field(default=None, index=index, sa_column_kwargs={"info": info})


def skeleton(default: Any = ..., **constraints: Any) -> Any:
    """A plain column that stays when a person is erased (it says nothing of the person)."""
    info = {"skeleton": True}
    if default is ...:
        return Field(sa_column_kwargs={"info": info}, **constraints)
    return Field(default=default, sa_column_kwargs={"info": info}, **constraints)


def transient() -> Any:
    """Text that must be gone from the file when its session ends (a shopper's clothing mark)."""
    return Field(default="", sa_column_kwargs={"info": {"transient": True}})


# Functions of our own: pydantic looks at a factory's signature for every record, and that of a built-in type
# is parsed from text, which takes longer than all the rest of a new record.
def _object() -> dict[str, Any]:
    return {}


def _list() -> list[Any]:
    return []


def labels() -> Any:
    """Text in any number of languages."""
    return Field(default_factory=_object, sa_type=JSON)


def items() -> Any:
    """A list of plain values."""
    return Field(default_factory=_list, sa_type=JSON)


def value() -> Any:
    """One JSON value whose form another module knows."""
    return Field(default=None, sa_type=JSON)


def mapping() -> Any:
    """A small JSON object whose keys another module knows."""
    return Field(default_factory=_object, sa_type=JSON)
