# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Start of the window against a bare PySide6 window started in the same run.

Prints, in ms from the start of the process: window mapped (first frame on the screen) for a bare window,
for the start page and for a study; the study usable; and the longest stall of the window's thread until
one second after that. Run it where there is a display: `python -m tests.benchmarks.bench_start [study.cxf]`.
"""

# The measured process imports only what the program imports itself; the rest is imported where it is used.
import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

_RUNS = 7
_ROOT = Path(__file__).resolve().parents[2]

_BARE = """
import sys, time, json
from PySide6.QtWidgets import QApplication, QWidget, QLabel
from PySide6.QtCore import QTimer
app = QApplication(sys.argv)
class W(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, done)
def done():
    print(json.dumps({"mapped": time.time() - float(sys.argv[1])})); app.exit(0)
w = W(); QLabel("CXField", w); w.resize(1440, 900); w.show(); app.exec()
"""


def measure(started: float, study: Path | None) -> None:
    """Run the window in this process, print what was measured as JSON and quit."""
    from ui import main

    found: dict[str, float] = {}
    beat = {"last": 0.0, "longest": 0.0, "at": 0.0}

    def tick() -> None:
        now = time.time()
        if beat["last"] and now - beat["last"] > beat["longest"]:
            beat["longest"], beat["at"] = now - beat["last"], now - started
        beat["last"] = now

    def probe(window: "MainWindow") -> None:
        after = window.on_first_frame

        def first_frame() -> None:
            mapped()
            after()

        window.on_first_frame = first_frame
        window.on_usable = usable

    def mapped() -> None:
        found["mapped"] = time.time() - started
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        timer = QTimer(QApplication.instance())
        timer.timeout.connect(tick)
        timer.start(5)

    def usable() -> None:
        found.setdefault("usable", time.time() - started)
        from PySide6.QtCore import QTimer

        QTimer.singleShot(1000, finish)

    def finish() -> None:
        found["stall"], found["stall_at"] = beat["longest"], beat["at"]
        print(json.dumps(found))
        sys.stdout.flush()
        os._exit(0)

    main.run(["cxfield"], study, probe=probe)


def _once(arguments: list[str], home: str) -> dict[str, float]:
    import subprocess

    environment = {**os.environ, "CXFIELD_HOME": home, "PYTHONPATH": str(_ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, *arguments[:-1], str(time.time()), *([arguments[-1]] if arguments[-1] else [])]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=_ROOT, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _median(rows: list[dict[str, float]], key: str) -> float:
    import statistics

    return 1000 * statistics.median(row[key] for row in rows)


def main(argv: list[str]) -> None:
    """Compare and print."""
    if argv[1:2] == ["--window"]:
        measure(float(argv[2]), Path(argv[3]) if len(argv) > 3 else None)
        return
    import tempfile

    with tempfile.TemporaryDirectory(prefix="cxfield-bench-") as home:
        study = Path(argv[1]).resolve() if len(argv) > 1 else _make_study(Path(home))
        window = [str(Path(__file__).resolve()), "--window"]
        _once([*window, str(study)], home)  # compiles what is not compiled yet
        bare, start, opened = [], [], []
        for _ in range(_RUNS):
            bare.append(_once(["-c", _BARE, ""], home))
            start.append(_once([*window, ""], home))
            opened.append(_once([*window, str(study)], home))
    base = _median(bare, "mapped")
    print(f"bare window mapped        {base:7.0f} ms")
    for name, rows in (("start page", start), ("study", opened)):
        mapped = _median(rows, "mapped")
        print(f"{name:<12} window mapped {mapped:7.0f} ms  {mapped / base:4.2f} x bare (at most 1.5)")
    usable = _median(opened, "usable")
    print(f"study usable              {usable:7.0f} ms  {usable / base:4.2f} x bare (at most 5)")
    for name, rows in (("start page", start), ("study", opened)):
        worst = max(rows, key=lambda row: row["stall"])
        longest, at = 1000 * worst["stall"], 1000 * worst["stall_at"]
        middle = _median(rows, "stall")
        print(f"{name:<12} longest stall {middle:6.0f} ms median, {longest:.0f} ms worst, at {at:.0f} ms")


def _make_study(home: Path) -> Path:
    import subprocess

    path = home / "study.cxf"
    code = (
        "import sys; from pathlib import Path; from ui.opening import FileOpener; "
        "file = FileOpener().new(Path(sys.argv[1]), 'store', 'Study', 'fi').file; "
        "file.keep_place(room='observe').result(); file.close()"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], cwd=_ROOT, check=True)
    return path


if __name__ == "__main__":
    main(sys.argv)
