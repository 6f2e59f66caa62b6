# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document as WordDocument
from pypdf import PdfReader

from cxfield.errors import UserError
from cxfield.i18n import Texts
from cxfield.report.figures import figures
from cxfield.services.dataset import load
from cxfield.services.report import Cancelled, default_folder, make_report
from cxfield.services.report_behind import behind_figure
from cxfield.services.report_desk import check_report
from cxfield.storage import StudyFile
from tests.unit.report.study import SECRET, make_study

EN = Texts("en")
CREATED = dt.date(2025, 10, 17)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudyFile]:
    made = make_study(tmp_path_factory.mktemp("service") / "a.cxf")
    yield made
    made.close()


def pdf_text(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_both_files_carry_the_same_words_and_a_name_that_tells_what_they_are(
    study: StudyFile, tmp_path: Path
) -> None:
    word, pdf = make_report(study, language="fi", folder=tmp_path, created=CREATED)
    assert word.name == "Debrief-raportti_Pihlakon-myymäläkokemus-syksy_2025-10-17.docx"
    assert pdf.name == "Debrief-raportti_Pihlakon-myymäläkokemus-syksy_2025-10-17.pdf"
    document = WordDocument(str(word))
    words = "\n".join(p.text for p in document.paragraphs)
    cells = "\n".join(c.text for t in document.tables for row in t.rows for c in row.cells)
    printed = pdf_text(pdf)
    for expected in ("Tiivistelmä", "Keskeiset löydökset", "Rajoitukset"):
        assert expected in words
        assert expected in printed
    for number in ("−44…73", "30–95"):
        assert number in cells
        assert number in printed
    assert SECRET not in words + cells + printed


def test_files_go_beside_the_study_in_the_folder_of_the_language(study: StudyFile) -> None:
    assert default_folder(study.path, Texts("fi")) == study.path.parent / "Raportit"
    (made,) = make_report(study, language="en", formats=("pdf",), sections=["summary"], created=CREATED)
    assert made.parent == study.path.parent / "Reports"
    assert made.name.startswith("Debrief-report_")


def test_progress_reaches_its_end_and_covers_every_file(study: StudyFile, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    make_report(
        study,
        language="en",
        folder=tmp_path,
        sections=["summary", "method"],
        progress=lambda done, total: seen.append((done, total)),
    )
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1]


def test_a_stopped_report_leaves_nothing_half_made(study: StudyFile, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        make_report(study, language="en", folder=tmp_path, cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"language": "sv"}, "sv"),
        ({"language": "en", "sections": ["songs"]}, "songs"),
        ({"language": "en", "sections": []}, "No chapter"),
        ({"language": "en", "formats": ("odt",)}, "odt"),
    ],
)
def test_what_cannot_be_made_is_a_sentence(
    study: StudyFile, tmp_path: Path, wrong: dict[str, object], word: str
) -> None:
    with pytest.raises(UserError) as caught:
        make_report(study, folder=tmp_path, **wrong)  # type: ignore[arg-type]
    assert word in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_a_sentence(study: StudyFile, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UserError) as caught:
        make_report(study, language="en", folder=tmp_path / "file" / "Reports")
    assert "Choose another folder" in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_a_sentence(study: StudyFile, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UserError):
        make_report(study, language="en", folder=tmp_path)
    tmp_path.chmod(0o700)


def test_the_checks_say_what_blocks_first(study: StudyFile) -> None:
    checked = check_report(study, Texts("en"))
    assert [warn.key for warn in checked.blocks] == ["quotes"]
    assert checked.warnings[0].blocks
    assert (checked.sessions_done, checked.sessions_planned, checked.reactive) == (2, 3, 1)


def test_a_chapter_left_out_has_no_say_in_the_checks(study: StudyFile) -> None:
    assert check_report(study, Texts("en"), ["summary", "method"]).blocks == ()


@pytest.mark.parametrize(
    ("key", "kind"),
    [("journey-curve", "moment"), ("emotions", "moment"), ("waits", "entry"), ("touchpoint-heat", "entry"),
     ("trend-nps", "answer"), ("ordinary", "entry"), ("group-map", "statement")],
)  # fmt: skip
def test_behind_a_chart_are_the_rows_it_was_drawn_from(study: StudyFile, key: str, kind: str) -> None:
    asked = study.read(lambda reader: behind_figure(reader, key, "Figure 1", EN))
    assert asked.kind == kind
    data = study.read(lambda reader: load(reader, EN, CREATED))
    drawn = {
        "journey-curve": sum(moment.valence is not None for moment in data.moments),
        "emotions": sum(bool(moment.emotions) for moment in data.moments),
        "waits": sum(len(waits) for _, waits in figures(data).waits_by_site),
        "touchpoint-heat": sum(bool(entry.touchpoint) for entry in data.entries),
        "trend-nps": figures(data).nps.n,
    }
    assert len(asked.only) == drawn.get(key, 0)
