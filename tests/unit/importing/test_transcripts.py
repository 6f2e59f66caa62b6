# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Transcripts are read from txt, docx, vtt and srt, whatever their encoding."""

from pathlib import Path

import pytest
from docx import Document

from cxfield.errors import UserError
from cxfield.importing.transcripts import LONGEST, Turn, decode, parse, read_transcript

VTT = """WEBVTT

NOTE made elsewhere

1
00:00:01.500 --> 00:00:04.000
<v Haastattelija>Mitä tapahtui?</v>

00:05.000 --> 00:09.250 align:start
<v P07>Jono ei liikkunut,
ja lähdin.
"""
SRT = (
    "1\r\n00:00:01,000 --> 00:00:02,500\r\nH: Mitä tapahtui?\r\n\r\n"
    "2\r\n00:00:03,000 --> 00:00:05,000\r\nP07: Jono.\r\n"
)
TXT = """Haastattelija: Mitä tapahtui?
P07 (0:12): Jono ei liikkunut.
Odotin kauan.

[00:01:02] Anna Virtanen: Niin: se oli pitkä.
Se on totta ja niin edelleen kuten jo aiemmin sanoin: kyllä.
"""


def test_cues_have_speakers_and_times() -> None:
    read = parse(VTT, "a.vtt", "vtt")
    assert read.turns == (
        Turn("Haastattelija", "Mitä tapahtui?", 1500, 4000),
        Turn("P07", "Jono ei liikkunut, ja lähdin.", 5000, 9250),
    )
    assert parse(SRT, "a.srt", "srt").turns[1] == Turn("P07", "Jono.", 3000, 5000)


def test_cues_are_recognised_in_what_was_pasted() -> None:
    assert parse(VTT).source == "vtt"
    assert parse(VTT).timed


def test_plain_lines_have_speakers_and_go_on() -> None:
    read = parse(TXT)
    assert read.speakers == ("Haastattelija", "P07", "Anna Virtanen")
    assert read.turns[1] == Turn("P07", "Jono ei liikkunut.\nOdotin kauan.", 12_000)
    assert read.turns[2].t_ms == 62_000
    assert read.turns[2].text.endswith("kyllä."), "a long clause before a colon is no speaker"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"])
def test_wrong_encodings_are_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("P07: Äänekäs työtön ystävä.".encode(encoding))
    read = read_transcript(path)
    assert read.turns == (Turn("P07", "Äänekäs työtön ystävä."),)
    assert bool(read.note) is (encoding in ("cp1252", "latin-1"))


def test_word_files_are_read_also_as_tables(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("P07: Jono ei liikkunut.")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "H", "Miksi?"
    document.save(str(tmp_path / "a.docx"))
    turns = read_transcript(tmp_path / "a.docx").turns
    assert turns == (Turn("P07", "Jono ei liikkunut."), Turn("H", "Miksi?"))


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.pdf", b"x", "not a transcript"),
        ("a.docx", b"not a zip", "not a whole Word file"),
        ("a.txt", b"\x7fELF\x00\x01\x02\x80", "is not text"),
        ("a.txt", b"  \n ", "no words"),
        ("gone.txt", None, "cannot be read"),
    ],
)
def test_what_is_no_transcript_is_refused_in_a_sentence(
    name: str, raw: bytes | None, said: str, tmp_path: Path
) -> None:
    if raw is not None:
        (tmp_path / name).write_bytes(raw)
    with pytest.raises(UserError, match=said):
        read_transcript(tmp_path / name)


def test_a_megabyte_is_read_and_more_than_a_day_of_talk_is_refused() -> None:
    line = "P07: Jono ei liikkunut, eikä kukaan kertonut, kauanko vielä menee.\n"
    assert len(parse(line * (1_000_000 // len(line))).turns) == 1
    with pytest.raises(UserError, match="Divide it"):
        parse("a" * (LONGEST + 1))


def test_decoding_says_when_letters_may_be_wrong() -> None:
    assert decode("ä".encode("cp1252"))[0] == "ä"
