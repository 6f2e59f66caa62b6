# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables and records for other programs: whatever a note holds, the file can be read back."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield.errors import UserError
from cxfield.export.study_json import write_json
from cxfield.export.table_csv import FORMULA_STARTS, write_csv
from cxfield.textclean import clean


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_any_text_comes_back_from_a_table(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    cleaned = [tuple(clean(text) for text in row) for row in rows]
    write_csv(("yksi", "kaksi"), cleaned, path)
    found = read(path)
    assert found[0] == ["yksi", "kaksi"]
    plain = [[text[1:] if _guarded(text) else text for text in row] for row in found[1:]]
    assert plain == [list(row) for row in cleaned]


def _guarded(text: str) -> bool:
    return text.startswith("'") and text[1:].startswith(FORMULA_STARTS)


def test_numbers_and_truths_are_plain_and_unknown_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(("a", "b", "c", "d", "e"), [(1, 2.5, True, None, "x,y")], path)
    assert path.read_bytes() == b'\xef\xbb\xbfa,b,c,d,e\r\n1,2.5,1,,"x,y"\r\n'


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+358", "-1", "@here", "\tx"])
def test_a_note_is_never_a_formula(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    write_csv(("a",), [(text,)], path)
    assert read(path)[1] == ["'" + text]


def test_negative_numbers_stay_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(("a",), [(-1,)], path)
    assert read(path)[1] == ["-1"]


def test_records_come_back_from_json(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    records = {"entry": [{"id": "2", "text": 'ä\n"', "marks": ["pain"]}], "study": []}
    write_json(records, path, version=1)
    assert json.loads(path.read_text(encoding="utf-8")) == {
        "format": "cxfield-study",
        "version": 1,
        "records": records,
    }


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        write_csv(("a",), [(1,)], tmp_path / "missing" / "a.csv")
    with pytest.raises(UserError):
        write_json({}, tmp_path / "missing" / "a.json", version=1)
    assert list(tmp_path.iterdir()) == []
