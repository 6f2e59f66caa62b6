# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The study file: one SQLite file, one writer, one journal."""

from cxfield.storage.history import HistoryItem
from cxfield.storage.reader import Reader
from cxfield.storage.study_file import StudyFile
from cxfield.storage.unit import UnitOfWork
from cxfield.storage.writer import Change, Committed

__all__ = ["Change", "Committed", "HistoryItem", "Reader", "StudyFile", "UnitOfWork"]
