# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The preview has the pages of the file, and makes anew only what has changed."""

import io
from dataclasses import replace
from pathlib import Path

from pypdf import PdfReader

from cxfield.document import nodes as n
from cxfield.export.pdf import write_pdf
from cxfield.export.pdf_preview import Preview, preview_pdf
from cxfield.i18n import Texts
from tests.export.sample_report import sample

FI = Texts("fi")


def words_of(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def words_in(preview: Preview) -> list[str]:
    return [words for run in preview.runs for words in words_of(run.content)]


def with_words(document: n.Document, index: int, words: str) -> n.Document:
    nodes = list(document.nodes)
    nodes.insert(index, n.Paragraph(n.spans(words)))
    return replace(document, nodes=tuple(nodes))


def written(document: n.Document, folder: Path) -> list[str]:
    path = folder / "a.pdf"
    write_pdf(document, path, FI)
    return words_of(path.read_bytes())


def with_page_breaks() -> n.Document:
    """The sample, with a page break before each of its later chapters and some words after it."""
    document = sample()
    nodes: list[n.Node] = []
    for node in document.nodes:
        if (
            isinstance(node, n.Heading)
            and node.level == 1
            and nodes
            and not isinstance(nodes[-1], n.PageBreak)
        ):
            nodes.append(n.PageBreak())
        nodes.append(node)
    return replace(document, nodes=tuple(nodes))


def chapters() -> n.Document:
    """Four short chapters, each on a page of its own, with their contents, tables and footnotes."""
    nodes: list[n.Node] = [n.TableOfContents("Sisällys")]
    for name in ("Yksi", "Kaksi", "Kolme", "Neljä"):
        noted = n.Span(f"Luvun {name} sanat.", note=f"Lähde {name}")
        table = n.Table((n.Column("A"),), ((n.cell(name),),), caption=f"Taulukko luvusta {name}")
        nodes += [n.PageBreak(), n.Heading(1, name, numbered=True, key=name), n.Paragraph((noted,)), table]
    return replace(sample(), nodes=tuple(nodes))


def test_the_preview_has_the_pages_of_the_file(tmp_path: Path) -> None:
    document = with_page_breaks()
    preview = preview_pdf(document, FI)
    assert len(preview.runs) > 3
    assert words_in(preview) == written(document, tmp_path)


def test_only_the_run_that_changed_is_made_again(tmp_path: Path) -> None:
    document = chapters()
    before = preview_pdf(document, FI)
    last = len(document.nodes)
    changed = with_words(document, last, "Tekijän omat sanat viimeisessä luvussa.")
    after = preview_pdf(changed, FI, kept=before.runs)
    same = [old is new for old, new in zip(before.runs, after.runs, strict=True)]
    assert same == [True] * (len(same) - 1) + [False]
    assert words_in(after) == written(changed, tmp_path)


def test_contents_follow_when_an_edit_moves_the_chapters_after_it(tmp_path: Path) -> None:
    document = chapters()
    before = preview_pdf(document, FI)
    first = next(i for i, node in enumerate(document.nodes) if isinstance(node, n.Heading))
    changed = with_words(document, first + 1, "Pitkä lisäys, joka vie tilaa. " * 400)
    after = preview_pdf(changed, FI, kept=before.runs)
    assert len(words_in(after)) > len(words_in(before))
    assert words_in(after) == written(changed, tmp_path)


def test_the_first_pages_come_before_a_very_long_table() -> None:
    document = chapters()
    rows = n.LongTable((n.Column("Aika"),), lambda: iter([(str(number),) for number in range(2_500)]), 2_500)
    heading = n.Heading(1, "Tapahtumaluettelo", key="log")
    document = replace(document, nodes=(*document.nodes, n.PageBreak(), heading, rows))
    early: list[Preview] = []
    whole = preview_pdf(document, FI, early=early.append)
    assert len(early) == 1
    assert words_in(early[0])[1] == words_in(whole)[1]
    assert len(words_in(whole)) > len(words_in(early[0]))
    assert "log" in whole.pages
    assert "log" not in early[0].pages
    again = preview_pdf(document, FI, kept=whole.runs, early=early.append)
    assert len(early) == 1
    assert all(old is new for old, new in zip(whole.runs, again.runs, strict=True))
