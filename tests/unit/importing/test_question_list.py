# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A question list from anywhere becomes questions with their types guessed; other files get a sentence."""

import zipfile
from pathlib import Path

import docx
import pytest

from cxfield.errors import UserError
from cxfield.importing.questions import Parsed, parse_text, read_questions

LIST = """1. Kuinka todennäköisesti suosittelisit meitä ystävällesi?
2) Kuinka tyytyväinen olit palveluun?
Miltä sinusta tuntui, kun odotit?
3. Mistä kuulit meistä?
- Ystävältä
- Verkosta
- Muualta
Mitkä näistä sopivat sinuun? Valitse kaikki sopivat.
a) Ostan usein
b) Ostan harvoin
Löysin etsimäni helposti (asteikolla 1-7)
Saitko apua?
Kerro käynnistäsi.
"""


def test_types_are_guessed_from_the_wording() -> None:
    found = parse_text(LIST)
    assert [row.type for row in found] == [
        "nps", "csat", "open_wheel", "single_choice", "multiple_choice", "likert", "yes_no", "open",
    ]  # fmt: skip
    assert found[3] == Parsed("Mistä kuulit meistä?", "single_choice", ("Ystävältä", "Verkosta", "Muualta"))
    assert found[5].points == 7


def test_english_wordings_are_known_too() -> None:
    rows = parse_text(
        "How likely are you to recommend us?\nHow easy was it?\nWere you greeted?\nTell me more."
    )
    assert [row.type for row in rows] == ["nps", "ces", "yes_no", "open"]


def test_a_word_file_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    for line in LIST.splitlines():
        document.add_paragraph(line)
    path = tmp_path / "lista.docx"
    document.save(str(path))
    assert read_questions(path) == parse_text(LIST)


def test_an_excel_file_is_read_with_choices_in_the_next_columns(tmp_path: Path) -> None:
    path = tmp_path / "lista.xlsx"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "xl/sharedStrings.xml",
            f'<sst xmlns="{main}"><si><t>Mistä kuulit?</t></si><si><t>Ystävältä</t></si>'
            "<si><t>Verkosta</t></si></sst>",
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{main}"><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c>'
            '<c t="s"><v>2</v></c></row></sheetData></worksheet>',
        )
    assert read_questions(path) == (Parsed("Mistä kuulit?", "single_choice", ("Ystävältä", "Verkosta")),)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pdf", "missing.txt"])
def test_a_broken_or_foreign_file_gets_a_sentence(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if not name.startswith("missing"):
        path.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(UserError):
        read_questions(path)


def test_an_entity_bomb_is_not_expanded(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    bomb = (
        '<!DOCTYPE a [<!ENTITY b "xxxxxxxxxx"><!ENTITY c "&b;&b;&b;&b;">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>Hei&c;</w:t></w:r></w:p></w:body></w:document>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", bomb)
    try:
        rows = read_questions(path)
    except UserError:
        return
    assert all("xxxx" not in row.text for row in rows)


def test_nothing_is_said_when_nothing_was_pasted() -> None:
    with pytest.raises(UserError, match="No questions"):
        parse_text("\n  \n")


def test_a_thousand_questions_and_no_more(tmp_path: Path) -> None:
    assert len(parse_text("\n".join(f"Kysymys {n}?" for n in range(1500)))) == 1000
