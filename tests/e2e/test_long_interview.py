# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole interview, squeezed: every key that was typed is there at the end, across a kill -9."""

from pathlib import Path

from tests.e2e.long_interview import Plan, run


def test_a_whole_interview_with_pause_skip_language_and_a_kill_keeps_every_key(tmp_path: Path) -> None:
    seen = run(Plan(keys=420, gap_ms=0, kill_at=180), tmp_path)
    assert seen["keys"] > 380
    assert seen["typed_before_kill"] >= 180
