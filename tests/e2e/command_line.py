# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line run in this process, and the sample study to run it on."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from cxfield.cli import main

ON_A_STUDY = ("report", "export", "check", "info")


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one line on the error stream."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].endswith("."), self.err
        assert "Traceback" not in self.err
        return lines[0]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Run a command in this process."""

    def ran(*words: str | Path) -> Said:
        try:
            code = main([str(word) for word in words])
        except SystemExit as done:  # help and version end argparse this way
            code = int(done.code or 0)
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return ran


@pytest.fixture
def demo(tmp_path: Path, made_demo: Callable[[str], Path]) -> Path:
    return Path(shutil.copy(made_demo("fi"), tmp_path / "pihlakko.cxf"))


def asking(command: str, study: Path) -> list[str | Path]:
    """The words that ask a command to use a study."""
    extra = {
        "report": ["--out", study.parent / "out"],
        "export": ["--out", study.parent / "out.csv", "--format", "csv"],
    }
    return [command, study, *extra.get(command, ())]
