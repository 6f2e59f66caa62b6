# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window is killed in the middle of logging and typing: nothing acknowledged is lost."""

import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from cxfield.model.capture import Entry
from cxfield.storage import StudyFile

ROUNDS = 2
#: A killed window loses at most the last quarter of a second of typing.
LOST_S = 0.25


def watched(path: Path, seed: int, root: Path) -> list[str]:
    """Let a window work for a moment, kill it, and return what it said."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.observe_child", str(path), str(seed)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
    )
    lines: list[str] = []
    opened = threading.Event()

    def listen() -> None:
        assert child.stdout is not None
        for said in child.stdout:
            lines.append(said.rstrip("\n"))
            opened.set()

    ear = threading.Thread(target=listen)
    ear.start()
    assert opened.wait(180)
    time.sleep(0.4 + random.Random(seed).random())
    killed = time.time()
    child.send_signal(signal.SIGKILL)
    child.wait()
    ear.join()
    assert child.stdout is not None
    child.stdout.close()
    return [*lines, f"KILLED {killed:.3f}"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_a_killed_window_opens_again_where_it_was_and_has_lost_nothing(
    made_kill_study: Path, tmp_path: Path, root: Path
) -> None:
    path = Path(shutil.copy(made_kill_study, tmp_path / "a.cxf"))
    acknowledged: set[str] = set()
    session = ""
    for seed in range(ROUNDS):
        lines = watched(path, seed, root)
        opened = lines[0].split(" ", 2)
        session = session or opened[1]
        assert opened[1] == session, "the same session goes on"
        acknowledged |= {line.split()[1] for line in lines if line.startswith("ACK")}
        killed = float(lines[-1].split()[1])
        file = StudyFile.open(path)
        try:
            assert file.check() == []
            entries = file.read(lambda r: r.all(Entry))
            draft = (file.local("observe.draft") or {}).get("text", "")
        finally:
            file.close()
        assert acknowledged <= {entry.id for entry in entries}
        typed = [line.split(" ", 2) for line in lines if line.startswith("TYPED")]
        old = [words for _, at, words in typed if float(at) < killed - LOST_S]
        if old and old[-1] != "-":
            # What stood in the line then is still the beginning of the draft, or was logged meanwhile.
            assert draft.startswith(old[-1]) or any(e.text.startswith(old[-1].strip()) for e in entries)
    assert len(acknowledged) > ROUNDS


@pytest.fixture(scope="module")
def made_kill_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study that is set up."""
    from tests.ui.observe_room import make

    return make(tmp_path_factory.mktemp("kill") / "a.cxf")
