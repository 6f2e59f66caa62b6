# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pooling the packages of 20 laptops with 10,000 entries each, beside the bare insertion of the same rows.

All are dropped on the window at once: they are opened (passphrase and checksum), then taken in, in one
transaction. "Bare" is: the journal rows and the rows of the records of the pooled file, written to an empty
file of the same schema in one transaction; both in processor time. Memory is the most the process took above
before, for a quarter of the laptops and then for all.
"""

import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cxfield.clock import ManualClock
from cxfield.ids import Ids
from cxfield.model.registry import kinds
from cxfield.model.study import Site, Study
from cxfield.services.pooling import look_into_all
from cxfield.storage import StudyFile, UnitOfWork
from cxfield.storage.connect import connect
from cxfield.storage.entry import JournalRow, dump
from cxfield.storage.migrate import make_schema
from cxfield.storage.package import Source, write_rows
from cxfield.storage.pool import Incoming, pool

LAPTOPS, ENTRIES = 20, 10_000
START = 1_759_820_400_000


def rows_of_laptop(number: int, study_id: str, site_id: str) -> Iterator[JournalRow]:
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


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds on the clock and of the processor, and the most memory taken above before."""

    wall: float
    cpu: float
    memory: float


def measured(work: Callable[[], object]) -> Measured:
    """Do it and say what it took."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Measured(wall, cpu, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) / 1024)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="cxfield-bench-") as name:
        folder = Path(name)
        base, packages = make_packages(folder)
        sources: list[Source] = []
        opened = measured(lambda: sources.extend(look_into_all(packages, "salasana")[0]))
        file = StudyFile.open(base, author="H1")

        def take(some: list[Source]) -> None:
            incoming = [
                Incoming(source.name, source.rows(), source.pieces(), source.count) for source in some
            ]
            file.write(lambda uow: pool(uow, incoming), label="Pool").result(900)

        quarter = measured(lambda: take(sources[: LAPTOPS // 4]))
        file.undo("").result(900)
        whole = measured(lambda: take(sources))
        print(f"opening {LAPTOPS} encrypted packages: {opened.wall:.1f} s, processor {opened.cpu:.1f} s")
        print(f"pooling {LAPTOPS} x {ENTRIES:,} entries: {whole.wall:.1f} s, processor {whole.cpu:.1f} s")
        print(f"together {opened.wall + whole.wall:.1f} s (goal 20 s)")
        print(f"memory above before, {LAPTOPS // 4} laptops: {quarter.memory:.0f} MB")
        print(f"{LAPTOPS} laptops: {whole.memory:.0f} MB more")
        back = measured(lambda: file.undo("").result(900))
        again = measured(lambda: file.redo("").result(900))
        print(f"taking it back {back.wall:.1f} s, bringing it again {again.wall:.1f} s")
        print(f"the rows are the journal: {file.check() == []}")
        file.close()
        rows = bare(base, folder)
        print(f"bare insertion of the same rows: processor {rows:.1f} s")
        print(f"pooling takes {whole.cpu / rows:.1f} times that (goal 4)")
        print(f"with opening the packages {(whole.cpu + opened.cpu) / rows:.1f} times")


if __name__ == "__main__":
    main()
