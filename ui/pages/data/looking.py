# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the panel beside the list shows of a row: the record in full and its history."""

from typing import Any

from cxfield.i18n import Texts
from cxfield.services.data_kinds import CLASSES, Key
from cxfield.services.data_rows import Detail, Words, detail
from cxfield.services.history import Step, history
from ui.session import StudySession


def look_up(
    study: StudySession, key: Key, texts: Texts, words: Words | None
) -> tuple[Detail | None, list[Step]]:
    """The record and its changes; nothing when it has gone. `words` saves reading the names again."""

    def look(reader: Any) -> Detail | None:
        gone = reader.find(CLASSES[key.kind], key.id) is None
        return None if gone else detail(reader, key, texts, words)

    found = study.read(look)
    file: Any = study.file
    return found, [] if found is None else history(file, key.kind, key.id, texts)
