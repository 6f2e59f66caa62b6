# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A study opens in the Observe room before SQLAlchemy and the records are imported."""

import os
import subprocess
import sys
from pathlib import Path

from cxfield.storage import StudyFile
from ui.opening import FileOpener

_RUN = """
import os, sys
from pathlib import Path
from ui import main

HEAVY = ("sqlalchemy", "sqlmodel", "pydantic", "docx", "reportlab", "PIL")

def probe(window):
    def usable():
        heavy = [name for name in HEAVY if name in sys.modules]
        start = window.study.page.start
        print(start.isVisible(), start.go.isEnabled(), heavy)
        sys.stdout.flush()
        os._exit(0)
    window.on_usable = usable

main.run(["cxfield"], Path(sys.argv[1]), probe=probe)
"""


def test_the_start_form_is_there_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    path = tmp_path / "study.cxf"
    FileOpener().new(path, "store", "Study", "fi").file.close()
    file = StudyFile.open(path)
    file.keep_place(room="observe").result()
    file.close()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "CXFIELD_HOME": str(tmp_path)}
    run = [sys.executable, "-c", _RUN, str(path)]
    done = subprocess.run(run, capture_output=True, text=True, env=environment, timeout=120, check=True)
    assert done.stdout.strip() == "True True []"
