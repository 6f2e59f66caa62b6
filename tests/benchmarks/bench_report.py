# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole report of a study with 10,000 entries against bare scripts that write the same text.

Ours reads the study, computes every figure, builds all chapters and writes the file. The bare scripts are
handed the same words ready made and write them the fastest way known for their library: rows of the log with
lxml inside python-docx, reportlab tables of 40 rows. Each run is a process of its own, best of three, and
the time is that of the process.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

ENTRIES = 10_000
GROWTH = (1_000, 5_000, 10_000)
LIMIT = 2.0
REPEATS = 3
#: As long as the notes of the sample study are.
NOTE = "Kiertää pöydän kahdesti, lukee hintalapun ja jatkaa kassalle päin."


def make_study_file(path: Path, entries: int) -> None:
    """A study with that many entries, written through the unit of work."""
    from tests.unit.report.study import make_study

    make_study(path, entries=entries, note=NOTE).close()


def words_of(study_path: Path) -> dict[str, Any]:
    """Every word of the report: the log apart from the rest."""
    from cxfield.document.nodes import Document, LongTable
    from cxfield.document.telling import dump
    from cxfield.i18n import Texts
    from cxfield.services.report import report_document
    from cxfield.storage import StudyFile

    study = StudyFile.open(study_path, read_only=True)
    document = report_document(study, Texts("fi"))
    study.close()
    log = next(node for node in document.nodes if isinstance(node, LongTable))
    rest = tuple(node for node in document.nodes if not isinstance(node, LongTable))
    plain = Document(document.title, document.language, document.created, rest)
    return {
        "lines": dump(plain).splitlines(),
        "columns": [column.header for column in log.columns],
        "log": [list(row) for row in log.rows()],
    }


def bare_docx(path: Path, words: dict[str, Any]) -> None:
    """python-docx with the rows of the log built by lxml."""
    import docx
    from docx.oxml.ns import qn
    from lxml import etree

    document = docx.Document()
    for line in words["lines"]:
        document.add_paragraph(line)
    table = document.add_table(rows=1, cols=len(words["columns"]))
    for cell, header in zip(table.rows[0].cells, words["columns"], strict=True):
        cell.text = header
    body = table._tbl
    tr, tc, p, r, t = (qn(f"w:{name}") for name in ("tr", "tc", "p", "r", "t"))
    for texts in words["log"]:
        row = etree.SubElement(body, tr)
        for text in texts:
            run = etree.SubElement(etree.SubElement(etree.SubElement(row, tc), p), r)
            etree.SubElement(run, t).text = text
    document.save(str(path))


def bare_pdf(path: Path, words: dict[str, Any]) -> None:
    """reportlab with the log in tables of 40 rows, long cells wrapped by its own helper."""
    from html import escape

    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

    from cxfield.paths import resource as shipped

    registerFont(TTFont("Inter", str(shipped("fonts/Inter_400Regular.ttf"))))
    style = ParagraphStyle("body", fontName="Inter", fontSize=10, leading=15)
    widths = [42, 68, 86, 182, 30, 30, 43]
    look = TableStyle(
        [("FONT", (0, 0), (-1, -1), "Inter", 9, 12), ("LINEBELOW", (0, 0), (-1, -1), 0.5, "#D3DAD7")]
    )
    story: list[Flowable] = [Paragraph(escape(line), style) for line in words["lines"]]
    batch: list[list[str]] = [words["columns"]]
    for texts in words["log"]:
        wrapped = zip(texts, widths, strict=True)
        batch.append(["\n".join(simpleSplit(text, "Inter", 9, width - 6)) for text, width in wrapped])
        if len(batch) == 40:
            story.append(Table(batch, widths, style=look))
            batch = []
    if batch:
        story.append(Table(batch, widths, style=look))
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build(story)


def ours(kind: str, study_path: Path, folder: Path, sections: list[str] | None = None) -> Path:
    """The report service, from the file of the study to the file of the report."""
    from cxfield.services.report import make_report
    from cxfield.storage import StudyFile

    study = StudyFile.open(study_path, read_only=True)
    (made,) = make_report(study, language="fi", formats=(kind,), folder=folder, sections=sections)
    study.close()
    return made


def peak_mib() -> float:
    """The largest memory of this process in MiB, without that of the process that started it."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def work(what: str, source: Path, folder: Path) -> None:
    """Do one piece of work in this process and print seconds and memory."""
    owner, kind = what.split()
    if owner == "ours":
        # Imports and the reading of fonts are not what is measured.
        ours(kind, source, folder / "warm", ["summary", "method", "limitations", "formulas"])
    else:
        words = json.loads(source.read_text("utf-8"))
        few = {**words, "lines": words["lines"][:2], "log": words["log"][:1]}
        (bare_docx if kind == "docx" else bare_pdf)(folder / "warm.out", few)
    # Time of this process only: what else the machine does would tell nothing of the writers.
    start = time.process_time()
    if owner == "ours":
        made = ours(kind, source, folder)
    else:
        made = folder / "bare.out"
        (bare_docx if kind == "docx" else bare_pdf)(made, words)
    seconds = time.process_time() - start
    print(json.dumps({"seconds": seconds, "peak": peak_mib(), "bytes": made.stat().st_size}))


def run(what: str, source: Path, repeats: int = REPEATS) -> dict[str, float]:
    """The best of some runs, each in a fresh process."""
    results: list[dict[str, float]] = []
    for _ in range(repeats):
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, __file__, what, str(source), folder]
            done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
        results.append(json.loads(done.stdout))
    return min(results, key=lambda result: result["seconds"])


def timed_load(study_path: Path) -> float:
    """Seconds to read everything a report needs."""
    import datetime as dt

    from cxfield.i18n import Texts
    from cxfield.services.dataset import load
    from cxfield.storage import StudyFile

    study = StudyFile.open(study_path, read_only=True)
    start = time.process_time()
    study.read(lambda reader: load(reader, Texts("fi"), dt.date(2025, 10, 17)))
    seconds = time.process_time() - start
    study.close()
    return seconds


def main() -> int:
    """Print the figures; 1 if a report is more than twice as slow as the bare script."""
    slow = False
    with tempfile.TemporaryDirectory() as folder:
        studies = {}
        for entries in GROWTH:
            studies[entries] = Path(folder) / f"{entries}.cxf"
            make_study_file(studies[entries], entries)
        study = studies[ENTRIES]
        words = Path(folder) / "words.json"
        words.write_text(json.dumps(words_of(study)), "utf-8")
        print(
            f"whole report of {ENTRIES} entries, best of {REPEATS}; reading alone {timed_load(study):.2f} s"
        )
        for kind in ("docx", "pdf"):
            bare, own = run(f"bare {kind}", words), run(f"ours {kind}", study)
            ratio = own["seconds"] / bare["seconds"]
            slow |= ratio > LIMIT
            print(
                f"  {kind}: bare {bare['seconds']:.2f} s, {bare['peak']:.0f} MiB in all; "
                f"ours {own['seconds']:.2f} s, {own['peak']:.0f} MiB; {ratio:.2f} times (limit {LIMIT})"
            )
        for kind in ("docx", "pdf"):
            print(f"growth of our {kind}")
            for entries in GROWTH:
                own = run(f"ours {kind}", studies[entries], 1)
                print(f"  {entries:6} entries: {own['seconds']:6.2f} s, {own['peak']:6.0f} MiB in all")
    return int(slow)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        work(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        sys.exit(main())
