# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The prefix a copy of a study puts before its codes; without the records, which take long to import."""

import hashlib
import json
from contextlib import suppress
from typing import Any

from cxfield.storage import Reader, StudyFile

#: A copy's own prefix is an X and three of these, which make no word.
SIGNS = "BCDFGHJKLMNQRSVWZ23456789"
_LOCAL = "codes"


def copy_prefix(reader: Reader) -> str:
    """The prefix of a copy that began from a kit or came from another device."""
    return str(_local(reader).get("prefix", ""))


def begin_copy(file: StudyFile, seed: str) -> None:
    """Give a copy a prefix of its own, so that nobody has to be known for its codes to differ."""
    file.keep_local(_LOCAL, {"prefix": _letters(seed)}).result()


def claim_codes(file: StudyFile, device: str) -> None:
    """Note which device makes codes in this file; one that was carried to another device begins anew.

    Does not wait for the disk: the codes that follow are written behind it.
    """
    if file.read_only or not device:
        return
    known = file.read(_local)
    if known.get("device", device) != device:
        known = {"prefix": _letters(device + str(file.read(_study_id)))}
    elif "device" in known:
        return
    file.keep_local(_LOCAL, {"prefix": "", **known, "device": device})


def _local(reader: Reader) -> dict[str, Any]:
    found = reader.sql("SELECT value FROM local_state WHERE key = ?", _LOCAL)
    with suppress(ValueError):
        kept = json.loads(found[0][0]) if found else {}
        return kept if isinstance(kept, dict) else {}
    return {}


def _study_id(reader: Reader) -> str:
    return "".join(row.id for row in reader.rows("study"))


def _letters(seed: str) -> str:
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8])
    signs = []
    for _ in range(3):
        number, at = divmod(number, len(SIGNS))
        signs.append(SIGNS[at])
    return "X" + "".join(signs)
