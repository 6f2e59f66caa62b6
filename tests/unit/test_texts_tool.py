# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
import gettext
import json
from pathlib import Path

import pytest

from tools import texts as tool

SOURCE = """
def show(texts, n):
    texts.t("Stop")
    texts.t("{n} of {m}", n=3, m=8)
    texts.tn("{n} entry", "{n} entries", n)
    texts.tc("room", "Observe")
    texts.t("Observe")
    return (N_("Ordinary"), NC_("room", "Data"), texts.t(n), texts.t("long "
        "text"))
"""
FINNISH: dict[str, str | list[str]] = {
    "Stop": "Lopeta",
    "{n} of {m}": "{n}/{m}",
    "{n} entry\x00{n} entries": ["{n} kirjaus", "{n} kirjausta"],
    "room\x04Observe": "Havainnointi",
    "Observe": "Havainnoi",
    "Ordinary": "Tavallinen",
    "room\x04Data": "Aineisto",
    "long text": "pitkä teksti",
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "cxfield").mkdir()
    (tmp_path / "ui").mkdir()
    (tmp_path / "cxfield" / "some.py").write_text(SOURCE, "utf-8")
    return tmp_path


def add(tree: Path, said: dict[str, str | list[str]]) -> int:
    path = tree / "said.json"
    path.write_text(json.dumps(said), "utf-8")
    return tool.main(["--root", str(tree), "add", str(path)])


def test_every_kind_of_text_is_found_and_a_full_translation_passes(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(tree, FINNISH) == 0
    assert tool.main(["--root", str(tree), "check"]) == 0
    assert capsys.readouterr().out == "8 texts, all translated.\n"


def test_a_compiled_catalogue_says_it_in_finnish(tree: Path) -> None:
    add(tree, FINNISH)
    (compiled,) = tool.compile_all(tree)
    with compiled.open("rb") as stream:
        said = gettext.GNUTranslations(stream)
    assert said.gettext("Stop") == "Lopeta"
    assert said.pgettext("room", "Observe") == "Havainnointi"
    assert said.gettext("Observe") == "Havainnoi"
    assert said.ngettext("{n} entry", "{n} entries", 2) == "{n} kirjausta"


def test_nothing_changes_when_nothing_has_changed(tree: Path) -> None:
    add(tree, FINNISH)
    files = [tool.template_path(tree), tool.language_path(tree, "fi")]
    before = [(p.read_bytes(), p.stat().st_mtime_ns) for p in files]
    tool.update(tree)
    assert [(p.read_bytes(), p.stat().st_mtime_ns) for p in files] == before
    assert b"Date" not in before[0][0] + before[1][0]


def test_a_moved_line_does_not_make_the_template_stale(tree: Path) -> None:
    add(tree, FINNISH)
    path = tree / "cxfield" / "some.py"
    path.write_text("\n\n\n" + path.read_text("utf-8"), "utf-8")
    assert list(tool.problems(tree)) == []


def test_a_new_text_makes_the_template_stale_and_is_missed(tree: Path) -> None:
    add(tree, FINNISH)
    (tree / "ui" / "new.py").write_text('texts.t("Pause")\n', "utf-8")
    found = list(tool.problems(tree))
    assert any("stale" in problem for problem in found)
    assert any("'Pause'" in problem for problem in found)


def test_a_text_that_went_away_is_kept_aside_and_comes_back(tree: Path) -> None:
    add(tree, FINNISH)
    path = tree / "cxfield" / "some.py"
    path.write_text(SOURCE.replace('"Stop"', '"Halt"'), "utf-8")
    tool.update(tree)
    assert any("'Stop' is not used" in problem for problem in tool.problems(tree))
    path.write_text(SOURCE, "utf-8")
    tool.update(tree)
    assert list(tool.problems(tree)) == []
    path.write_text(SOURCE.replace('texts.t("Stop")', "pass"), "utf-8")
    tool.update(tree, prune=True)
    assert list(tool.problems(tree)) == []


def test_a_translation_may_come_before_its_text(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(tree, FINNISH | {"Later": "Myöhemmin"}) == 0
    assert "'Later'" in capsys.readouterr().err
    (tree / "ui" / "new.py").write_text('texts.t("Later")\n', "utf-8")
    tool.update(tree)
    assert list(tool.problems(tree)) == []


@pytest.mark.parametrize(
    ("key", "said", "complaint"),
    [
        ("{n} of {m}", "{n}/{k}", "placeholders"),
        ("{n} of {m}", "kolme", "placeholders"),
        ("{n} of {m}", "{n}/{m", "brace"),
        ("Stop", "", "no translation"),
        ("Stop", "Lopeta ", "space"),
        ("Stop", "Purkuraportti", "Debrief-raportti"),
        ("{n} entry\x00{n} entries", ["{n} kirjaus", ""], "no translation"),
    ],
)
def test_a_faulty_translation_is_found(tree: Path, key: str, said: str | list[str], complaint: str) -> None:
    add(tree, {**FINNISH, key: said})
    (problem,) = tool.problems(tree)
    assert complaint in problem


def test_one_may_be_a_word_where_many_is_a_number(tree: Path) -> None:
    add(tree, {**FINNISH, "{n} entry\x00{n} entries": ["yksi kirjaus", "{n} kirjausta"]})
    assert list(tool.problems(tree)) == []


def test_what_is_missing_is_printed_ready_to_be_filled_in(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(tree, {key: said for key, said in FINNISH.items() if key not in {"Stop", "room\x04Data"}})
    capsys.readouterr()
    tool.main(["--root", str(tree), "missing"])
    assert json.loads(capsys.readouterr().out) == {"Stop": "", "room\x04Data": ""}
