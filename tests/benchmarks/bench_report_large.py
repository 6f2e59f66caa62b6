# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole report of 10,000, 50,000 and 100,000 entries: time grows with the entries, memory hardly does.

Each run is a process of its own that makes the docx or the pdf of the whole study; the figures are its
processor time and its largest memory. Goal: ten times the entries take at most twelve times the time; what a
report holds of a thousand entries is at most 1.5 MB, and a hundred thousand fit into 300 MB in all.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

SIZES = (10_000, 50_000, 100_000)
TIMES, A_THOUSAND_MB, ALL_MB = 12, 1.5, 300


def work(kind: str, study_path: Path, folder: Path) -> None:
    """Write one file and say the seconds of the processor and the megabytes of memory."""
    from cxfield.services.report import make_report
    from cxfield.storage import StudyFile

    study = StudyFile.open(study_path, read_only=True)
    began = time.process_time()
    (made,) = make_report(study, language="fi", formats=(kind,), folder=folder)
    took = time.process_time() - began
    study.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{took:.2f} {memory:.0f} {made.stat().st_size / 1e6:.1f}")


def main() -> int:
    """Make the studies, write the reports, print what each took; 1 if a goal is missed."""
    from tests.benchmarks.large_study import make_large_study

    missed = False
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        found: dict[tuple[str, int], tuple[float, float]] = {}
        for size in SIZES:
            path = folder / f"{size}.cxf"
            make_large_study(path, size)
            for kind in ("docx", "pdf"):
                command = [sys.executable, __file__, kind, str(path), str(folder)]
                told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
                seconds, memory, size_mb = map(float, told.split())
                found[kind, size] = (seconds, memory)
                print(f"{size:>7} entries, {kind}: {seconds:6.1f} s, {memory:5.0f} MB, file {size_mb:.1f} MB")
        for kind in ("docx", "pdf"):
            (small, few), (large, many) = found[kind, SIZES[0]], found[kind, SIZES[-1]]
            times, each = large / small, (many - few) / (SIZES[-1] - SIZES[0]) * 1000
            print(
                f"{kind}: {times:.1f} x the time (goal {TIMES}), {each:.2f} MB for a thousand entries "
                f"(goal {A_THOUSAND_MB}), {many:.0f} MB in all (goal {ALL_MB})"
            )
            missed |= times > TIMES or each > A_THOUSAND_MB or many > ALL_MB
    return int(missed)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        work(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        sys.exit(main())
