# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A killed program has lost nothing it acknowledged (the long run: `make kill`)."""

import sys

import pytest

from tests.faults.killing import campaign


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork; the same is tried there by hand")
def test_kill_nine_at_any_moment_loses_no_acknowledged_entry() -> None:
    assert campaign(8) == []
