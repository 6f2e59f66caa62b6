# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The document tree refuses what could not be printed or read aloud, and numbers itself."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from cxfield.charts.scene import Scene
from cxfield.document import nodes as n
from cxfield.document import telling
from cxfield.document.numbering import chapter_number, number_nodes

SCENE = Scene(10, 10, ())
DATA = n.FigureData(("a",), (("1",),))
ONE = (n.Column("A"),)


@pytest.mark.parametrize(
    "make",
    [
        lambda: n.Figure(SCENE, "Caption", "", DATA),
        lambda: n.Figure(SCENE, "", "Alt", DATA),
        lambda: n.FigureData((), ()),
        lambda: n.FigureData(("a", "b"), (("1",),)),
        lambda: n.Heading(1, "  "),
        lambda: n.Heading(4, "Too deep"),  # type: ignore[arg-type]
        lambda: n.Quote("", "P01"),
        lambda: n.Quote("Words", ""),
        lambda: n.Bullets(()),
        lambda: n.FactRow(()),
        lambda: n.FactRow((n.Fact("1", "x"),) * 8),
        lambda: n.Table(ONE, ((n.cell("1"), n.cell("2")),)),
        lambda: n.Table((), ()),
        lambda: n.LongTable((), lambda: iter(()), 0),
        lambda: n.LongTable(ONE, lambda: iter(()), -1),
        lambda: n.Column("A", 0),
        lambda: n.Cell(graphic=SCENE),
        lambda: n.TitleBlock("", "", ""),
        lambda: n.Document("", "fi", date(2025, 1, 1), ()),
        lambda: n.Document("T", "sv", date(2025, 1, 1), ()),  # type: ignore[arg-type]
    ],
)
def test_a_node_that_could_not_be_read_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"need|match|level|language|cannot|seven"):
        make()


def test_nodes_cannot_be_changed() -> None:
    heading = n.Heading(1, "Tiivistelmä")
    with pytest.raises(FrozenInstanceError):
        heading.text = "Muu"  # type: ignore[misc]


def test_spans_join_strings_and_faces_and_drop_what_is_empty() -> None:
    runs = n.spans("Tulos ", n.bold("6/8"), "", n.italic(""))
    assert runs == (n.Span("Tulos "), n.Span("6/8", bold=True))
    assert n.plain(runs) == "Tulos 6/8"


def test_numbered_headings_figures_and_captioned_tables_count_from_one() -> None:
    figure = n.Figure(SCENE, "Caption", "Alt", DATA)
    nodes: tuple[n.Node, ...] = (
        n.Heading(1, "Tiivistelmä"),
        n.Heading(1, "Menetelmä", numbered=True),
        n.Heading(2, "Otos", numbered=True),
        figure,
        n.Heading(2, "Kattavuus", numbered=True),
        n.Table(ONE, ()),
        n.Table(ONE, (), "Numeroitu"),
        n.Heading(1, "Polku", numbered=True, key="journey"),
        n.Heading(2, "Tunteet", numbered=True),
        figure,
    )
    numbers = number_nodes(nodes)
    assert [numbers.headings.get(i) for i in (0, 1, 2, 4, 7, 8)] == [None, "1", "1.1", "1.2", "2", "2.1"]
    assert numbers.figures == {3: 1, 9: 2}
    assert numbers.tables == {6: 1}
    assert numbers.heading_text(2, n.Heading(2, "Otos")) == "1.1 Otos"
    assert chapter_number(nodes, "journey") == "2"
    assert chapter_number(nodes, "missing") == ""


def test_a_dump_tells_every_node_and_row() -> None:
    document = n.Document(
        "Raportti",
        "fi",
        date(2025, 10, 17),
        (
            n.TitleBlock("A", "B", "C", "D"),
            n.FactRow((n.Fact("12", "jaksoa"),)),
            n.Heading(1, "H", numbered=True),
            n.Paragraph(n.spans("Teksti")),
            n.Bullets((n.BulletItem(n.spans("Löydös"), "5/15"),), "finding"),
            n.Table(ONE, ((n.Cell(n.spans("4"), SCENE, "Vakavuus 4"),),)),
            n.LongTable(ONE, lambda: iter([("rivi",)]), 1),
            n.Figure(SCENE, "Kuva", "Alt", DATA),
            n.Quote("Sanat", "P01"),
            n.PageBreak(),
            n.TableOfContents(),
        ),
    )
    assert telling.dump(document) == (
        "document | fi | 2025-10-17 | Raportti\n"
        "title | A | B | C | D\n"
        "facts | 12 jaksoa\n"
        "h1# | H\n"
        "body | Teksti\n"
        "finding | Löydös (5/15)\n"
        "table | 1 x 1 | \n"
        "  A\n"
        "  [Vakavuus 4] 4\n"
        "long table | 1 x 1 | \n"
        "  A\n"
        "  rivi\n"
        "figure | Kuva | Alt\n"
        "  a\n"
        "  1\n"
        "quote | Sanat | P01\n"
        "page break\n"
        "contents | 1\n"
    )
