# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pooling the packages of 20 laptops with 10,000 entries each, beside the bare insertion of the same rows.

"Bare" is: the journal rows and the rows of the records of the pooled file, written to an empty file of the
same schema in one transaction; both in processor time. Memory is the most the process took above before.
"""

import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from cxfield.clock import ManualClock
from cxfield.ids import Ids
from cxfield.model.registry import kinds
from cxfield.model.study import Site, Study
from cxfield.storage import StudyFile, UnitOfWork, union
from cxfield.storage.connect import connect
from cxfield.storage.entry import dump
from cxfield.storage.migrate import make_schema
from cxfield.storage.package import open_package, write_rows
from cxfield.storage.pool import Incoming, pool

LAPTOPS, ENTRIES = 20, 10_000
START = 1_759_820_400_000


def rows_of_laptop(number: int, study_id: str, site_id: str) -> Iterator[union.JournalRow]:
    """A day of one laptop: shoppers, entries, a twentieth of them changed, one in a hundred deleted."""
    clock = ManualClock(START + number * 3_600_000)
    ids = Ids(clock)
    writer, session, last, shopper = ids.new().replace("-", ""), ids.new(), ("", 0), ""
    for seq in range(1, ENTRIES + 1):
        clock.advance(900)
        op, kind, record, fields, parents = "create", "entry", ids.new(), dict[str, Any](), dict[str, Any]()
        if seq == 1:
            kind, record, fields = "session", session, {"study_id": study_id, "site_id": site_id}
        elif seq % 40 == 2:
            shopper, kind, fields = record, "shopper", {"session_id": session, "letter": "A"}
        elif seq % 20 == 19:
            op, record, fields = "set", last[0], {"ordinariness": 4, "text": "kysyi kahdesti"}
            parents = {name: [f"{writer}.{last[1]}"] for name in fields}
        elif seq % 100 == 60:
            op, record, parents = "delete", last[0], {"*": [f"{writer}.{last[1]}"]}
        else:
            fields = {"session_id": session, "t_ms": seq * 900, "shopper_id": shopper,
                      "text": f"kysyi myyjältä {seq}", "ordinariness": 2}  # fmt: skip
            last = (record, seq)
        yield (writer, seq, (clock.utc_ms << 16), clock.utc_ms, 180, f"H{number}", f"{writer}{seq}", 1, op,
               kind, record, dump(fields), dump(parents), 0)  # fmt: skip


def make_packages(folder: Path) -> tuple[Path, list[Path]]:
    """The study they all began with, and what each laptop has to give."""
    base = StudyFile.create(folder / "base.cxf", author="H0")

    def begin(uow: UnitOfWork) -> tuple[str, str]:
        return uow.add(Study(title={"fi": "Mittaus"})).id, uow.add(Site(code="TRE")).id

    study_id, site_id = base.write(begin, label="").result(60).value
    base.close()
    packages = []
    for number in range(LAPTOPS):
        packages.append(folder / f"H{number}.cxpack")
        write_rows(packages[-1], {"kind": "data"}, rows_of_laptop(number, study_id, site_id), "salasana")
    return folder / "base.cxf", packages


def bare(pooled: Path, folder: Path) -> float:
    """The same rows, only written: one transaction, in an order in which references are there."""
    target = folder / "bare.cxf"
    make_schema(target, None)
    tables = ["journal", *(kind.table.name for kind in kinds().values())]
    with closing(connect(pooled, None, read_only=True)) as raw:
        rows = {name: raw.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}
    with closing(connect(target, None)) as raw:
        started = time.process_time()
        raw.execute("BEGIN")
        for name, found in rows.items():
            if found:
                raw.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(found[0]))})', found)
        raw.execute("COMMIT")
        return time.process_time() - started


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="cxfield-bench-") as name:
        folder = Path(name)
        base, packages = make_packages(folder)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        file = StudyFile.open(base, author="H1")
        each = []
        started, cpu = time.perf_counter(), time.process_time()
        for path in packages:
            begun = time.perf_counter()
            source = open_package(path, "salasana")
            incoming = [Incoming(source.name, source.rows(), source.pieces())]
            file.write(lambda uow, i=incoming: pool(uow, i), label="Pool").result(600)
            each.append(time.perf_counter() - begun)
        total, cpu = time.perf_counter() - started, time.process_time() - cpu
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        clean = file.check() == []
        begun = time.perf_counter()
        file.undo("").result(600)
        undone = time.perf_counter() - begun
        file.close()
        rows = bare(base, folder)
        print(f"pooling {LAPTOPS} x {ENTRIES:,} entries: {total:.1f} s (promise 20 s)")
        print(f"processor: {cpu:.1f} s, bare insertion of the same rows {rows:.1f} s")
        print(f"ratio {cpu / rows:.1f} (promise at most 4)")
        print(
            f"first package {each[0]:.2f} s, last {each[-1]:.2f} s; taking the last one back {undone:.2f} s"
        )
        print(f"memory above before: {(after - before) / 1024:.0f} MB; the rows are the journal: {clean}")


if __name__ == "__main__":
    main()
