# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What both writers promise: the whole report, the same bytes each time, a whole file or none."""

import errno
import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Protocol

import docx
import pytest

from cxfield.charts.small import severity_pips
from cxfield.charts.waits import Wait, WaitRow, wait_dots
from cxfield.document import nodes as n
from cxfield.errors import UserError
from cxfield.export.docx import write_docx
from cxfield.export.job import Cancelled, Cancelled_, Progress
from cxfield.export.pdf import write_pdf
from cxfield.i18n import Texts
from tests.export.reading import pdf_pages
from tests.export.sample_report import log_table, sample

FI = Texts("fi")


class Writer(Protocol):
    def __call__(
        self,
        document: n.Document,
        path: Path,
        texts: Texts,
        *,
        progress: Progress = ...,
        cancelled: Cancelled_ = ...,
    ) -> None: ...


@pytest.fixture(params=["docx", "pdf"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def write(kind: str) -> Writer:
    return write_docx if kind == "docx" else write_pdf


@pytest.fixture
def path(tmp_path: Path, kind: str) -> Path:
    return tmp_path / f"raportti.{kind}"


def document(*nodes: n.Node) -> n.Document:
    return n.Document("Raportti", "fi", date(2025, 10, 17), nodes)


def read(path: Path) -> str:
    """All text of a file, with its spaces and line breaks made alike."""
    if path.suffix == ".pdf":
        text = " ".join(pdf_pages(path))
    else:
        word = docx.Document(str(path))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        text = " ".join([*(paragraph.text for paragraph in word.paragraphs), *cells])
    return " ".join(text.split())


def test_every_text_of_the_report_is_in_the_file(write: Writer, path: Path) -> None:
    write(sample(), path, FI)
    text = read(path)
    for words in (
        "Pihlakon myymäläkokemus, syksy",
        "Missä myymäläasioinnin kohdissa",
        "131/182 tapahtumaa (72 %, 65–78 %)",
        "Epätietoisuus jonossa katkaisee hyvän kokemuksen Espoossa.",
        "5/15 odotti yli 4 min · P07",
        "−36…54",
        "2 Asiakaspolku ja tunteet",
        "”Seisoin jonossa niin kauan",
        "Suostumus sitaattiin annettu",
        "Kuva 4. Tunne viidessä hetkessä",
        "Taulukko 1. Prioriteetti = yleisyys × vakavuus.",
        "Verkkotilauksen nouto-opastus puuttuu",
        "(59)",
        "Taulukko 2. Kaikki kirjaukset.",
    ):
        assert words in text, words


def test_the_same_document_gives_the_same_bytes(write: Writer, path: Path, tmp_path: Path) -> None:
    other = tmp_path / f"toinen{path.suffix}"
    write(sample(), path, FI)
    write(sample(), other, FI)
    assert path.read_bytes() == other.read_bytes()


_SCRIPT = """
import hashlib, sys
from pathlib import Path
from cxfield.export.{kind} import write_{kind}
from cxfield.i18n import Texts
from tests.export.sample_report import sample
write_{kind}(sample(), Path(sys.argv[1]), Texts("fi"))
print(hashlib.sha256(Path(sys.argv[1]).read_bytes()).hexdigest())
"""


def test_another_process_gives_the_same_bytes(write: Writer, kind: str, path: Path, tmp_path: Path) -> None:
    write(sample(), path, FI)
    command = [sys.executable, "-c", _SCRIPT.format(kind=kind), str(tmp_path / "muu")]
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=root).stdout
    assert told.strip() == hashlib.sha256(path.read_bytes()).hexdigest()


def test_progress_rises_to_its_end(write: Writer, path: Path) -> None:
    seen: list[tuple[int, int]] = []
    write(sample(1000), path, FI, progress=lambda done, total: seen.append((done, total)))
    assert seen[0][0] == 0
    assert seen[-1][0] == seen[-1][1]
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert len(seen) > 40
    assert len({total for _, total in seen}) == 1


@pytest.mark.parametrize("after", [0, 10, 30, 45])
def test_a_cancelled_report_leaves_the_old_file_and_nothing_else(
    write: Writer, path: Path, after: int
) -> None:
    path.write_bytes(b"old")
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > after

    with pytest.raises(Cancelled):
        write(sample(2000), path, FI, cancelled=cancelled)
    assert path.read_bytes() == b"old"
    assert [found.name for found in path.parent.iterdir()] == [path.name]


BAD = (
    "\x00\x07 ohjaus \ud800 yksin \udfff <b>&amp; merkit</i> ]]> 🙂👩‍👩‍👧 שלום مرحبا \u202e"
    " \u2028 rivi\r\nsarkain\t e\u0301 %s {n} \\ "
)
WORDS, UNBROKEN, LINES = "sana " * 20_000, "x" * 100_000, "\n" * 2000
TWO = (n.Column(BAD), n.Column("B", 1, "right"))


def _everything_bad() -> tuple[n.Node, ...]:
    waits = wait_dots((WaitRow(BAD, (Wait(1.0),), 1.0),), FI, unit=BAD)
    return (
        n.TitleBlock(BAD, BAD, BAD, BAD),
        n.FactRow((n.Fact(BAD, BAD), n.Fact("9" * 200, "y" * 300))),
        n.TableOfContents(BAD, 3),
        n.Heading(1, BAD, numbered=True),
        n.Paragraph(n.spans(BAD, n.bold(BAD), n.italic(BAD))),
        *(n.Bullets((n.BulletItem(n.spans(BAD), BAD),), style) for style in ("bullet", "number", "finding")),
        n.Table(TWO, ((n.cell(BAD, n.bold("x")), n.Cell(n.spans(BAD), severity_pips(2), BAD)),), BAD),
        n.LongTable(TWO, lambda: iter([(BAD, BAD)]), 1, BAD),
        n.Figure(waits, BAD, BAD, n.FigureData((BAD,), ((BAD,),))),
        n.Quote(BAD, BAD),
    )


def _log_of_giants() -> Iterator[tuple[str, ...]]:
    return iter([("a", "b"), (WORDS, UNBROKEN), ("c", LINES)])


@pytest.mark.parametrize(
    "nodes",
    [
        pytest.param(_everything_bad, id="odd signs"),
        pytest.param(lambda: (n.Paragraph(n.spans(WORDS)),), id="endless paragraph"),
        pytest.param(lambda: (n.Paragraph(n.spans(UNBROKEN[:20_000]), "note"),), id="endless word"),
        pytest.param(lambda: (n.Paragraph(n.spans(LINES)),), id="only lines"),
        pytest.param(
            lambda: (n.Table(TWO, ((n.cell(WORDS), n.cell(UNBROKEN)), (n.cell("a"), n.cell("b")))),),
            id="endless cells",
        ),
        pytest.param(
            lambda: (n.Table(TWO, ((n.cell(n.bold("x"), WORDS[:20_000]), n.cell()),)),), id="endless faces"
        ),
        pytest.param(lambda: (n.LongTable(TWO, _log_of_giants, 3),), id="endless log rows"),
        pytest.param(
            lambda: (n.Bullets((n.BulletItem(n.spans(WORDS[:20_000]), WORDS[:20_000]),), "finding"),),
            id="endless finding",
        ),
        pytest.param(
            lambda: (n.TitleBlock(WORDS, UNBROKEN, WORDS), n.TableOfContents("S"), n.Heading(1, WORDS)),
            id="endless headings",
        ),
        pytest.param(lambda: (), id="nothing"),
        pytest.param(lambda: (n.PageBreak(), n.PageBreak()), id="only breaks"),
        pytest.param(lambda: (n.Table(TWO, ()), n.Table(TWO, ()), n.TableOfContents()), id="empty tables"),
        pytest.param(lambda: (n.Heading(3, "Syvä", numbered=True), n.Heading(1, "A")), id="skipped levels"),
    ],
)
def test_odd_content_is_written_all_the_same(
    write: Writer, path: Path, nodes: Callable[[], tuple[n.Node, ...]]
) -> None:
    odd = n.Document("T", "fi", date(2025, 1, 2), nodes(), header_left=BAD, header_right=BAD, footer=BAD)
    write(odd, path, FI)
    read(path)


def test_no_word_of_an_endless_cell_is_lost(write: Writer, path: Path) -> None:
    words = [f"sana{number}" for number in range(3000)]
    write(document(n.LongTable(TWO, lambda: iter([(" ".join(words), "b")]), 1)), path, FI)
    text = read(path)
    assert all(word in text for word in words)


def test_every_row_of_a_long_log_is_there_once(write: Writer, path: Path) -> None:
    write(document(log_table(500)), path, FI)
    text = read(path)
    assert [text.count(f"({number})") for number in range(500)] == [1] * 500


def test_a_folder_that_is_not_there_is_told(write: Writer, tmp_path: Path, kind: str) -> None:
    with pytest.raises(UserError) as told:
        write(document(), tmp_path / "ei" / f"x.{kind}", FI)
    assert told.value.say(Texts("en")).startswith(f"There is no folder {tmp_path / 'ei'}.")
    assert told.value.say(FI).startswith(f"Kansiota {tmp_path / 'ei'} ei ole.")


def test_a_folder_of_that_name_is_told(write: Writer, tmp_path: Path, kind: str) -> None:
    (tmp_path / f"x.{kind}").mkdir()
    with pytest.raises(UserError, match="is a folder"):
        write(document(), tmp_path / f"x.{kind}", FI)
    assert [found.name for found in tmp_path.iterdir()] == [f"x.{kind}"]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "The disk of"),
        (errno.EROFS, "cannot be written to"),
        (errno.EACCES, "cannot be written to"),
        (errno.EIO, "could not be written"),
    ],
)
def test_a_disk_that_fails_is_told_in_a_sentence_and_leaves_nothing(
    write: Writer, path: Path, monkeypatch: pytest.MonkeyPatch, number: int, sentence: str
) -> None:
    def fail(_file: int) -> None:
        raise OSError(number, "failed")

    monkeypatch.setattr("cxfield.export.job.os.fsync", fail)
    with pytest.raises(UserError, match=sentence):
        write(document(n.Heading(1, "H")), path, FI)
    assert list(path.parent.iterdir()) == []
