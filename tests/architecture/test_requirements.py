# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`docs/requirements.md` says only what is so."""

import ast
import re
from collections import Counter
from pathlib import Path


def rows(root: Path) -> list[list[str]]:
    """Return id, promise, where met and test of each promise."""
    lines = (root / "docs" / "requirements.md").read_text("utf-8").splitlines()
    table = [line for line in lines if re.match(r"\| [A-Z]+-\d+ \|", line)]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in table]


def test_every_promise_is_there_once(root: Path) -> None:
    counted = Counter(row[0] for row in rows(root))
    assert len(counted) == 113
    assert set(counted.values()) == {1}


def test_every_named_test_exists(root: Path) -> None:
    missing = []
    for key, _promise, _where, named in rows(root):
        for place in re.findall(r"`([^`]+)`", named):
            path, _, name = place.partition("::")
            file = root / "tests" / path
            functions = (
                {
                    n.name
                    for n in ast.walk(ast.parse(file.read_text("utf-8")))
                    if isinstance(n, ast.FunctionDef)
                }
                if file.is_file()
                else set()
            )
            if name not in functions:
                missing.append(f"{key}: {place}")
    assert missing == []


def test_every_named_module_exists(root: Path) -> None:
    missing = []
    for key, _promise, where, _named in rows(root):
        for name in re.findall(r"\b(?:[a-z_]+/)+[a-z_]+", where.partition("; open:")[0]):
            places = [root / base / name for base in ("cxfield", ".")]
            if not any(place.is_dir() or place.with_suffix(".py").is_file() for place in places):
                missing.append(f"{key}: {name}")
    assert missing == []


def test_a_row_is_open_in_both_columns_or_in_none(root: Path) -> None:
    assert [row[0] for row in rows(root) if (row[2] == "open") != (row[3] == "open")] == []


def test_the_counts_at_the_top_are_right(root: Path) -> None:
    found = rows(root)
    opened = sum(row[2] == "open" for row in found)
    part = sum(row[2].startswith("part:") for row in found)
    said = f"{len(found) - opened - part} met, {part} in part, {opened} open, of {len(found)}."
    assert said in (root / "docs" / "requirements.md").read_text("utf-8")
