# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
from pathlib import Path

from tools.duplicates import passages

PASSAGE = "\n".join(f"def f{n}(a, b):\n    return a * {n} + b\n" for n in range(8))


def test_a_passage_that_stands_twice_is_reported_once_with_both_places(tmp_path: Path) -> None:
    (tmp_path / "cxfield").mkdir()
    (tmp_path / "cxfield" / "a.py").write_text(PASSAGE)
    (tmp_path / "cxfield" / "b.py").write_text("import os\n\n# another place\nx = os.sep\n" + PASSAGE)
    assert list(passages(tmp_path)) == [("cxfield/a.py:1", "cxfield/b.py:5")]


def test_comments_and_line_breaks_do_not_hide_a_repetition_and_other_code_is_not_one(tmp_path: Path) -> None:
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "a.py").write_text(PASSAGE)
    (tmp_path / "ui" / "b.py").write_text(PASSAGE.replace("(a, b):\n", "(a, b):  # why\n\n"))
    assert len(list(passages(tmp_path))) == 1
    (tmp_path / "ui" / "b.py").write_text(PASSAGE.replace("a", "c"))
    assert list(passages(tmp_path)) == []
