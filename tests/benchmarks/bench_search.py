# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Full-text search in a study with 100,000 entries, against the same words looked for in every row.

A search is what the Data room asks at each key: the rows, their sessions, how many of each kind, looked for
in the list the typing began with. "From the file" is the same without a list at hand; "by scanning" reads the
texts of all entries and compares them, as without an index. Four sizes show the growth.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from cxfield.i18n import Texts
from cxfield.services import data
from cxfield.services.data_filter import Filter
from cxfield.services.data_narrow import narrow
from cxfield.services.demo import build_demo
from cxfield.storage import Reader, StudyFile
from tests.benchmarks.bench_overview import SIZES, multiply

_ASKED = ("jono", "kassal", "hinta", "opaste puuttuu", "äiti")
_TRIES = 7


def _median(work: Callable[[], object]) -> float:
    spent = []
    for _ in range(_TRIES):
        started = time.perf_counter()
        work()
        spent.append((time.perf_counter() - started) * 1000)
    return statistics.median(spent)


def _scan(reader: Reader, asked: str) -> int:
    rows = reader.sql("SELECT text, how, interpretation, so_what FROM entry WHERE NOT retired")
    words = asked.casefold().split()
    return sum(all(word in " ".join(row).casefold() for word in words) for row in rows)


def measure(template: Path, path: Path, size: int) -> None:
    """One size, every word."""
    path.write_bytes(template.read_bytes())
    file = StudyFile.open(path)
    file.write(lambda uow: multiply(uow, size), label="x").result()
    texts = Texts("fi")
    known = file.read(lambda reader: data.know(reader, texts))
    listed = file.read(lambda reader: data.find(reader, Filter(), texts, known))
    for asked in _ASKED:

        def search(words: str = asked) -> data.Found:
            return file.read(lambda reader: narrow(reader, listed, Filter(text=words), known))

        def find(words: str = asked) -> data.Found:
            return file.read(lambda reader: data.find(reader, Filter(text=words), texts, known))

        def scan(words: str = asked) -> int:
            return file.read(lambda reader: _scan(reader, words))

        found, took, anew, bare = search().shown, _median(search), _median(find), _median(scan)
        rest = f"({anew:6.1f} ms from the file, {bare:6.1f} ms by scanning)"
        print(f"{size:>7} entries, {asked:<14} {found:>6} rows  {took:6.1f} ms  {rest}")
    file.close()


def main() -> int:
    """Four sizes."""
    with tempfile.TemporaryDirectory(prefix="cxfield-bench-") as name:
        folder = Path(name)
        build_demo(folder / "demo.cxf", "fi")
        for size in SIZES:
            measure(folder / "demo.cxf", folder / f"{size}.cxf", size)
    return 0


if __name__ == "__main__":
    sys.exit(main())
