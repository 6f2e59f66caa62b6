# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The last bytes of a package: a mark and the SHA-256 of everything before, so that no damage goes unseen."""

import hashlib
from pathlib import Path

_MARK = b"CXPACK\0\1"
_TAIL = len(_MARK) + hashlib.sha256().digest_size
_BLOCK = 1 << 20


def close_envelope(path: Path) -> None:
    """Put the mark and the checksum at the end of a written package."""
    digest = _digest(path, path.stat().st_size)
    with path.open("ab") as file:
        file.write(_MARK + digest)


def is_closed(path: Path) -> bool:
    """Whether the file ends with the mark of a package."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        if size < _TAIL:
            return False
        file.seek(size - _TAIL)
        return file.read(len(_MARK)) == _MARK


def is_whole(path: Path) -> bool:
    """Whether everything before the checksum is what it was when the package was made."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _TAIL))
        tail = file.read(_TAIL)
    return tail[: len(_MARK)] == _MARK and tail[len(_MARK) :] == _digest(path, size - _TAIL)


def _digest(path: Path, size: int) -> bytes:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while size > 0 and (block := file.read(min(size, _BLOCK))):
            digest.update(block)
            size -= len(block)
    return digest.digest()
