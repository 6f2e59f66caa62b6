# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections to a study file: the driver, its pragmas, its key. Nothing here waits for SQLAlchemy."""

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

#: Says "a CXField study" in the header of the file ("CXF1").
APPLICATION_ID = 0x43584631

_SALT_BYTES = 16
_ROUNDS = 256_000  # SQLCipher 4's own, so that its other tools open the file with the same passphrase
_READING_KB, _WRITING_KB = 2_000, 4_000
_BUSY_MS = 10_000


@dataclass(frozen=True, slots=True)
class Key:
    """The derived key and its salt, as SQLCipher takes them."""

    hex: str

    @property
    def pragma(self) -> str:
        """The statement that opens a connection."""
        return f"PRAGMA key = \"x'{self.hex}'\""


def derive(passphrase: str, salt: bytes) -> Key:
    """Derive the raw key once (PBKDF2-HMAC-SHA512, as SQLCipher 4 does); later connections get it ready."""
    raw = hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salt, _ROUNDS, 32)
    return Key(raw.hex() + salt.hex())


def new_key(passphrase: str) -> Key:
    """A key for a new file, with a salt of its own."""
    return derive(passphrase, secrets.token_bytes(_SALT_BYTES))


def key_of(path: Path, passphrase: str) -> Key:
    """The key of an existing file: its salt is its first sixteen bytes."""
    with path.open("rb") as file:
        return derive(passphrase, file.read(_SALT_BYTES))


def connect(path: Path, key: Key | None, *, read_only: bool = False, immutable: bool = False) -> Any:
    """Open the driver's own connection; transactions begin only when we say so."""
    mode = "ro" if read_only else "rwc"
    uri = f"{path.absolute().as_uri()}?mode={mode}" + ("&immutable=1" if immutable else "")
    connection = sqlcipher.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        # The driver would tell a wrong passphrase on the terminal; we say it in a sentence.
        connection.execute("PRAGMA cipher_log_level = NONE").fetchone()
        if key is not None:
            connection.execute(key.pragma)
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        connection.execute("PRAGMA foreign_keys = ON")
        # Pages stay in memory up to here: a day of capture must not make the program grow.
        connection.execute(f"PRAGMA cache_size = -{_READING_KB if read_only else _WRITING_KB}")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON").fetchone()
            # Pages wait for an idle moment: a checkpoint in the middle of capture would be felt.
            connection.execute("PRAGMA wal_autocheckpoint = 20000").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection
