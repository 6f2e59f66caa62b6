# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The house rules of the source tree."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

LONGEST_FILE = 430  # the habit is about 400
LONGEST_FUNCTION = 60
SPDX = "# SPDX-FileCopyrightText: 2026 The CXField authors\n# SPDX-License-Identifier: GPL-3.0-or-later\n"
# Put together here, so that this file does not name them either.
REGISTRIES = [".".join(name) for name in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))]


def committed(root: Path) -> list[Path]:
    """Return the files of the project: those git has, or would take."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=root, capture_output=True, check=True)
    paths = [root / name for name in done.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def sources(root: Path, *folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((root / folder).rglob("*.py"))


@cache
def trees(root: Path) -> dict[str, tuple[int, list[ast.AST]]]:
    """Of every file of the program its length and everything in it."""
    found = {}
    for path in sources(root, "cxfield", "ui"):
        text = path.read_text("utf-8")
        found[str(path.relative_to(root))] = text.count("\n"), list(ast.walk(ast.parse(text)))
    return found


def test_imports_run_one_way(root: Path) -> None:
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([program, "--no-cache"], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("module", ["cxfield.cli", "cxfield.services"])
def test_fieldwork_runs_without_a_window_system(root: Path, module: str) -> None:
    window = ("PySide6", "shiboken6", "ui")
    probe = f"import sys, {module}; print([m for m in sys.modules if m.startswith({window})])"
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_texts_settings_and_paths_load_quickly_because_they_load_little(root: Path) -> None:
    probe = (
        "import sys, cxfield.i18n, cxfield.settings, cxfield.errors; "
        "print([m for m in ('babel', 'platformdirs', 'sqlmodel', 'pydantic', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", probe], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_window_comes_up_before_the_database_is_loaded(root: Path) -> None:
    slow = ["sqlmodel", "sqlalchemy", "pydantic", "alembic", "docx", "reportlab", "lxml", "PIL"]
    probe = f"import sys, cxfield.cli.commands, ui.main; print([m for m in {slow} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_no_file_and_no_function_grows_too_long(root: Path) -> None:
    too_long = []
    for path, (lines, nodes) in trees(root).items():
        if lines > LONGEST_FILE:
            too_long.append(f"{path}: {lines} lines")
        for node in nodes:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    too_long.append(f"{path}:{node.lineno} {node.name}: {length} lines")
    assert not too_long, "\n".join(too_long)


def test_every_source_file_says_its_licence(root: Path) -> None:
    missing = [
        str(path.relative_to(root))
        for path in committed(root)
        if path.suffix == ".py" and not path.read_text("utf-8").startswith(SPDX)
    ]
    assert missing == []


def test_no_file_depends_on_where_libraries_are_fetched_from(root: Path) -> None:
    pattern = re.compile("|".join(re.escape(name) for name in [*REGISTRIES, "--index-url", "--find-links"]))
    named = []
    for path in committed(root):
        if path.suffix in {".whl", ".png", ".ttf"} or path == Path(__file__).resolve():
            continue
        if found := pattern.search(path.read_text("utf-8", errors="replace")):
            named.append(f"{path.relative_to(root)}: {found.group()}")
    assert named == []


def test_every_locked_library_is_hashed(root: Path) -> None:
    lock = (root / "requirements.lock").read_text("utf-8")
    entries = re.split(r"\n(?=[a-z])", lock)
    assert [entry.split()[0] for entry in entries if "==" in entry and "--hash=sha256:" not in entry] == []
    assert "webengine" not in lock.lower()


def test_no_compiled_catalogue_is_committed(root: Path) -> None:
    assert [path for path in committed(root) if path.suffix == ".mo"] == []


def test_nothing_catches_everything_in_silence(root: Path) -> None:
    silent = []
    for path, (_, nodes) in trees(root).items():
        silent += [
            f"{path}:{node.lineno}"
            for node in nodes
            if isinstance(node, ast.ExceptHandler) and _catches_everything(node) and _does_nothing(node)
        ]
    assert silent == []


def _catches_everything(node: ast.ExceptHandler) -> bool:
    return node.type is None or (
        isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}
    )


def _does_nothing(node: ast.ExceptHandler) -> bool:
    return all(isinstance(statement, ast.Pass | ast.Continue) for statement in node.body)
