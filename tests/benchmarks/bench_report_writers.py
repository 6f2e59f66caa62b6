# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of a report: our writers against bare scripts that write the same text, in the same run.

Bare Word: python-docx whose rows are built with lxml. Bare PDF: reportlab tables of 40 rows.
Both are the fastest ways known for these libraries. Each writer runs in a process of its own,
best of three; memory is the largest resident size, next to that of a run without rows.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROWS = 10_000
GROWTH = (1_000, 5_000, 10_000, 20_000)
LIMIT = 2.0
REPEATS = 3
ROOT = Path(__file__).resolve().parents[2]


def bare_docx(path: Path, rows: int) -> None:
    """python-docx with rows built by lxml."""
    import docx
    from docx.oxml.ns import qn
    from lxml import etree

    from tests.export.sample_report import LOG_COLUMNS, log_rows

    document = docx.Document()
    table = document.add_table(rows=1, cols=len(LOG_COLUMNS))
    for cell, column in zip(table.rows[0].cells, LOG_COLUMNS, strict=True):
        cell.text = column.header
    body = table._tbl
    tr, tc, p, r, t = (qn(f"w:{name}") for name in ("tr", "tc", "p", "r", "t"))
    for texts in log_rows(rows):
        row = etree.SubElement(body, tr)
        for text in texts:
            run = etree.SubElement(etree.SubElement(etree.SubElement(row, tc), p), r)
            etree.SubElement(run, t).text = text
    document.save(str(path))


def bare_pdf(path: Path, rows: int) -> None:
    """reportlab with tables of 40 rows, long notes wrapped by its own helper."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Flowable, SimpleDocTemplate, Table, TableStyle

    from cxfield.paths import resource as shipped
    from tests.export.sample_report import LOG_COLUMNS, log_rows

    registerFont(TTFont("Inter", str(shipped("fonts/Inter_400Regular.ttf"))))
    widths = [45, 42, 34, 72, 74, 150, 64]
    story: list[Flowable] = []
    batch: list[list[str]] = [[column.header for column in LOG_COLUMNS]]
    look = TableStyle(
        [("FONT", (0, 0), (-1, -1), "Inter", 9, 12), ("LINEBELOW", (0, 0), (-1, -1), 0.5, "#D3DAD7")]
    )
    for texts in log_rows(rows):
        cells = [
            "\n".join(simpleSplit(text, "Inter", 9, w - 6)) for text, w in zip(texts, widths, strict=True)
        ]
        batch.append(cells)
        if len(batch) == 40:
            story.append(Table(batch, widths, style=look))
            batch = []
    if batch:
        story.append(Table(batch, widths, style=look))
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build(story)


def ours(kind: str, path: Path, rows: int) -> None:
    """The writers of CXField on a document with a chapter and the log."""
    from cxfield.document.nodes import Document, Heading
    from cxfield.export.docx import write_docx
    from cxfield.export.pdf import write_pdf
    from cxfield.i18n import Texts
    from tests.export.sample_report import log_table

    nodes = (Heading(1, "Liite: tapahtumaluettelo", numbered=True), log_table(rows))
    document = Document("Debrief-raportti", "fi", date(2025, 10, 17), nodes)
    (write_docx if kind == "docx" else write_pdf)(document, path, Texts("fi"))


def work(what: str, rows: int, folder: Path) -> None:
    """Do one piece of work in this process and print seconds and memory."""
    path = folder / f"{what}.out"
    # Imports are not what is measured.
    warm = folder / "warm.out"
    jobs: dict[str, Callable[[Path, int], None]] = {
        "bare docx": bare_docx,
        "bare pdf": bare_pdf,
        "our docx": lambda p, n: ours("docx", p, n),
        "our pdf": lambda p, n: ours("pdf", p, n),
    }
    jobs[what](warm, 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    jobs[what](path, rows)
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": seconds, "mib": (after - before) / 1024, "bytes": path.stat().st_size}))


def run(what: str, rows: int, repeats: int = REPEATS) -> dict[str, float]:
    """The best of some runs, each in a fresh process."""
    results: list[dict[str, float]] = []
    for _ in range(repeats):
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, __file__, what, str(rows), folder]
            done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
        results.append(json.loads(done.stdout))
    return min(results, key=lambda result: result["seconds"])


def main() -> int:
    """Print the figures; 1 if a writer is more than twice as slow as the bare script."""
    slow = False
    print(f"{ROWS} rows x 7 cells, best of {REPEATS}")
    for kind in ("docx", "pdf"):
        bare, own = run(f"bare {kind}", ROWS), run(f"our {kind}", ROWS)
        ratio = own["seconds"] / bare["seconds"]
        slow |= ratio > LIMIT
        print(
            f"  {kind}: bare {bare['seconds']:.2f} s, {bare['mib']:.0f} MiB; "
            f"ours {own['seconds']:.2f} s, {own['mib']:.0f} MiB; {ratio:.2f} times (limit {LIMIT})"
        )
    for kind in ("docx", "pdf"):
        print(f"growth of our {kind}")
        for rows in GROWTH:
            own = run(f"our {kind}", rows, 1)
            print(
                f"  {rows:6} rows: {own['seconds']:6.2f} s, {own['mib']:6.1f} MiB more, "
                f"{own['bytes'] / 1024:7.0f} KiB file"
            )
    return int(slow)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    if len(sys.argv) > 1:
        work(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
    else:
        sys.exit(main())
