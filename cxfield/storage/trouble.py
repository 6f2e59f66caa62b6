# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the driver says, as a sentence for people."""

import sys
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from cxfield.errors import UserError
from cxfield.i18n import N_

_SENTENCES: tuple[tuple[str, str], ...] = (
    (
        "disk is full",
        N_("The disk is full: {name} could not be saved. Free some space; saving is tried again."),
    ),
    ("readonly", N_("{name} cannot be written here. Move it to a folder where you may write.")),
    ("unable to open", N_("{name} cannot be opened. Check that the folder exists and that you may use it.")),
    (
        "disk i/o",
        N_("The disk does not answer: {name} could not be saved. Check the disk; saving is tried again."),
    ),
    ("locked", N_("{name} is busy in another program. Close that program and try again.")),
    (
        "malformed",
        N_("{name} is damaged. Open its latest backup instead; the damaged file was left as it is."),
    ),
    (
        "not a database",
        N_("{name} is not a CXField study, or it is encrypted. Choose a .cxf file, or give its passphrase."),
    ),
    ("foreign key", N_("What this entry belongs to was removed from {name} meanwhile. Choose it again.")),
)

_OTHER = N_("{name} could not be used ({reason}). Nothing was changed; try again.")


def said(error: Exception, path: Path) -> UserError:
    """The sentence for a driver's error; nothing was changed, the transaction went back."""
    reason = str(getattr(error, "orig", None) or error)
    for sign, sentence in _SENTENCES:
        if sign in reason.lower():
            return UserError(sentence, name=path.name)
    return UserError(_OTHER, name=path.name, reason=reason)


def driver_errors() -> tuple[type[Exception], ...]:
    """What the driver raises and, once it is loaded, the layer above it."""
    if "sqlalchemy" not in sys.modules:
        return (sqlcipher.Error,)
    from sqlalchemy.exc import DBAPIError

    return (DBAPIError, sqlcipher.Error)
