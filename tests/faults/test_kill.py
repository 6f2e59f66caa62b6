# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A killed program has lost nothing it acknowledged (the long run: `make kill`)."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork; the same is tried there by hand")
def test_kill_nine_at_any_moment_loses_no_acknowledged_entry(root: Path) -> None:
    # In a process of its own: one with threads or windows must not be forked.
    command = [sys.executable, "-m", "tests.faults.killing", "8", "4"]
    done = subprocess.run(command, check=False, cwd=root, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "8 of 8 kills" in done.stdout
