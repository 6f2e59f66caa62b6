# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first format.

A new file is laid out from the records as they are today, so this revision has nothing to do:
it is the ground on which later ones stand. `tests/fixtures/formats` keeps a file of it.
"""

from collections.abc import Sequence

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Nothing comes before the first format."""
