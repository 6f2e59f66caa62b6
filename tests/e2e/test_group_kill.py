# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Group room is killed in the middle of turns and typing: nothing acknowledged is lost."""

import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from cxfield.services.group_views import group_state
from cxfield.storage import StudyFile
from tests.ui import group_room

ROUNDS = 2


def watched(path: Path, seed: int, root: Path) -> list[str]:
    """Let a window work for a moment, kill it, and return what it said."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.group_child", str(path), str(seed)],
        stdout=subprocess.PIPE, text=True, cwd=root,
    )  # fmt: skip
    lines: list[str] = []
    busy = threading.Event()

    def listen() -> None:
        assert child.stdout is not None
        for said in child.stdout:
            lines.append(said.rstrip("\n"))
            if said.startswith("ACK"):
                busy.set()

    ear = threading.Thread(target=listen)
    ear.start()
    assert busy.wait(180)
    time.sleep(0.2 + random.Random(seed).random() / 2)
    child.send_signal(signal.SIGKILL)
    child.wait()
    ear.join()
    assert child.stdout is not None
    child.stdout.close()
    return lines


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_a_killed_group_opens_again_where_it_was_and_has_lost_nothing(tmp_path: Path, root: Path) -> None:
    made = tmp_path / "made.cxf"
    group = group_room.make(made, ("F1", "F2", "F3"))
    path = Path(shutil.copy(made, tmp_path / "a.cxf"))
    for seed in range(ROUNDS):
        lines = watched(path, seed, root)
        assert lines[0].split(" ", 2)[1] == group, "the same group goes on"
        said = [line for line in lines if line.startswith("ACK")][-1]
        turns, statements, typed = said.removeprefix("ACK ").split(" ", 2)
        file = StudyFile.open(path)
        try:
            assert file.check() == []
            state = file.read(lambda reader: group_state(reader, group))
            draft = (file.local("group.draft") or {}).get("text", "")
        finally:
            file.close()
        assert len(state.turns) >= int(turns)
        assert len(state.statements) >= int(statements)
        words = " ".join(typed.split())
        logged = any(row.text.startswith(words) for row in state.statements)
        assert not words or draft.startswith(typed) or logged
