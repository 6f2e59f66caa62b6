# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain to encrypted and back: always into a new file, the old one stays until the new one is whole."""

import os
from contextlib import closing
from pathlib import Path

from cxfield.storage.connect import APPLICATION_ID, connect, key_of, new_key
from cxfield.storage.header import look_at
from cxfield.storage.migrate import format_of


def encrypted_copy(source: Path, target: Path, passphrase: str) -> Path:
    """Write an encrypted copy of a plain study."""
    look_at(source, encrypted=False)
    return _export(source, None, target, new_key(passphrase).hex)


def plain_copy(source: Path, target: Path, passphrase: str) -> Path:
    """Write a plain copy of an encrypted study."""
    look_at(source, encrypted=True)
    return _export(source, passphrase, target, "")


def _export(source: Path, passphrase: str | None, target: Path, key_hex: str) -> Path:
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    key = key_of(source, passphrase) if passphrase else None
    with closing(connect(source, key)) as raw:
        version = format_of(raw, source.name)
        literal = f"x'{key_hex}'" if key_hex else ""
        raw.execute("ATTACH DATABASE ? AS other KEY ?", (str(part), literal))
        raw.execute("SELECT sqlcipher_export('other')").fetchone()
        raw.execute(f"PRAGMA other.application_id = {APPLICATION_ID}")
        raw.execute(f"PRAGMA other.user_version = {version}")
        raw.execute("DETACH DATABASE other")
    os.replace(part, target)  # noqa: PTH105
    return target
