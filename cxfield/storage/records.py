# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Making records, and testing their values: many times at every press, and for every row that is read."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, create_model
from sqlalchemy.orm import configure_mappers
from sqlalchemy.orm.instrumentation import manager_of_class

from cxfield.model.base import Record
from cxfield.model.registry import kind_of

R = TypeVar("R", bound=Record)


def record_of(cls: type[R], row: Mapping[str, Any]) -> R:
    """The record of a row, made as SQLAlchemy makes what it reads.

    The constructor of a record goes through SQLAlchemy's listeners field by field, which takes twenty times
    as long.
    """
    record: R = _blank(cls)()
    record.__dict__.update(row)
    return record


@cache
def _blank(cls: type[R]) -> Callable[[], R]:
    """What makes an empty record of a class; a record read before any was made finds its columns set up."""
    configure_mappers()
    made: Callable[[], R] = manager_of_class(cls).new_instance
    return made


def tested(cls: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as their columns take them; pydantic's `ValidationError` when one does not fit."""
    return dict(_plain(cls).model_validate(values).__dict__)


@cache
def _plain(cls: type[Record]) -> type[BaseModel]:
    """The fields of a record without the table: tested in a thirtieth of the time."""
    own = {name: cls.model_fields[name] for name in kind_of(cls).fields}
    fields: dict[str, Any] = {name: (field.annotation, field) for name, field in own.items()}
    return create_model(cls.__name__, **fields)
