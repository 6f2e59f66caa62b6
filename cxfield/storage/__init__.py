# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The study file: one SQLite file, one writer, one journal."""

from typing import TYPE_CHECKING, Any

from cxfield.storage.reader import Reader
from cxfield.storage.study_file import StudyFile
from cxfield.storage.writer import Change, Committed

if TYPE_CHECKING:
    from cxfield.storage.history import HistoryItem
    from cxfield.storage.unit import UnitOfWork

__all__ = ["Change", "Committed", "HistoryItem", "Reader", "StudyFile", "UnitOfWork"]

#: Imported when they are first named: they bring SQLAlchemy and the records along.
_LATE = {"HistoryItem": "cxfield.storage.history", "UnitOfWork": "cxfield.storage.unit"}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _LATE:
        raise AttributeError(name)
    return getattr(import_module(_LATE[name]), name)
