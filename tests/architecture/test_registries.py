# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every registry, walked: each entry has its editor, its summary, its place in the report and its texts."""

import ast
import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from cxfield import paths
from cxfield.cli.arguments import EXPORT_FORMATS, REPORT_FORMATS, TABLES, parser
from cxfield.i18n import LOCALES, Texts
from cxfield.methods.metrics import METRICS, Metric
from cxfield.methods.questions import QUESTION_TYPES, Asked, Block, Choice, QuestionType
from cxfield.methods.rules import RULES, Rule
from cxfield.model.base import Record
from cxfield.model.registry import RECORDS
from cxfield.report.chapters import CHAPTERS
from cxfield.report.material import Chapter
from cxfield.services.report import FORMATS
from ui.editors.registry import EDITORS
from ui.pages.base import Page
from ui.shell.rooms import ROOMS, SETTINGS, Room
from ui.shortcuts import RESERVED, SHORTCUTS, Shortcut, clashes, shown, working
from ui.templates import TEMPLATES

ASKED = Asked("q", {"version": "ces2"}, (Choice("a", {"fi": "A"}), Choice("b", {"fi": "B"})))

#: Words that are the same in both languages, in the language of the method itself.
SAME = {"NPS", "CSAT", "CES", "Debrief", "Debrief-report"}


#: Keys that a widget takes from the event itself; each has a test of its own that presses it.
BY_EVENT = {
    "data.open",
    "data.star",
    "dialog.back",
    "group.agree",
    "group.table",
    "observe.log",
    "observe.next-page",
    "observe.previous-page",
    "observe.tiles",
    "observe.touchpoint",
}


def catalogue(root: Path, locale: str) -> set[str]:
    """All msgids with a translation in a language, without their context."""
    from babel.messages.pofile import read_po

    (path,) = (root / "resources" / "locale").rglob(f"{locale}/**/*.po")
    with path.open("rb") as stream:
        return {
            entry.id if isinstance(entry.id, str) else entry.id[0]
            for entry in read_po(stream)
            if entry.id and entry.string
        }


@pytest.fixture(scope="module")
def translated(root: Path) -> set[str]:
    """Everything that can be said in Finnish."""
    return catalogue(root, "fi")


def untranslated(words: Iterator[str], translated: set[str]) -> list[str]:
    """Texts of a registry that have no Finnish."""
    return sorted({word for word in words if word and word not in translated})


def unique(keys: list[str]) -> None:
    """Nothing stands in a registry twice."""
    assert len(set(keys)) == len(keys)


def modules_of(root: Path, folder: str) -> set[str]:
    """The names of the modules in a folder that define something for its registry."""
    return {path.stem for path in (root / folder).glob("*.py") if path.stem != "__init__"}


def imported_by(path: Path) -> set[str]:
    """Last words of the modules that a registry imports."""
    tree = ast.parse(path.read_text("utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.rsplit(".", 1)[-1])
            found.update(alias.name for alias in node.names)
    return found


# Record kinds


def test_every_table_of_the_model_is_a_registered_record_kind() -> None:
    tables = {cls for cls in _subclasses(Record) if hasattr(cls, "__table__")}
    assert tables == set(RECORDS)
    unique([cls.__name__ for cls in RECORDS])
    assert {cls.__tablename__ for cls in RECORDS} <= set(SQLModel.metadata.tables)


def test_a_record_kind_stands_after_the_kinds_it_refers_to() -> None:
    seen: set[str] = set()
    for cls in RECORDS:
        table = SQLModel.metadata.tables[str(cls.__tablename__)]
        required = {
            key.column.table.name
            for column in table.columns
            if not column.nullable
            for key in column.foreign_keys
        }
        assert required - {table.name} <= seen, cls.__name__
        seen.add(table.name)


@pytest.mark.parametrize("cls", RECORDS, ids=lambda cls: cls.__name__)
def test_a_record_kind_says_in_one_line_what_it_is(cls: type[Record]) -> None:
    assert cls.__doc__
    assert cls.__doc__.strip().splitlines()[0].endswith(".")


def _subclasses(cls: type[Record]) -> Iterator[type[Record]]:
    for below in cls.__subclasses__():
        yield below
        yield from _subclasses(below)


# Question types


def test_every_question_type_has_one_editor_and_every_editor_a_type() -> None:
    keys = [kind.key for kind in QUESTION_TYPES]
    unique(keys)
    assert [key for key, _ in EDITORS] == keys


def test_every_module_of_question_types_is_in_the_registry(root: Path) -> None:
    folder = "cxfield/methods/questions"
    helpers = {"base", "registry", "said", "themes", "wheels"}
    assert modules_of(root, folder) - helpers <= imported_by(root / folder / "registry.py")


@pytest.mark.parametrize("kind", QUESTION_TYPES, ids=lambda kind: kind.key)
def test_a_question_type_has_a_summary_a_report_block_and_a_name_in_both_languages(
    kind: QuestionType, translated: set[str]
) -> None:
    assert kind.block in Block
    assert kind.summarise([], ASKED).n == 0
    assert kind.name in translated


def test_every_question_of_the_starter_guide_has_a_type_editor_and_both_languages() -> None:
    themes = json.loads(paths.resource("method", "interview_themes.json").read_text("utf-8"))["themes"]
    known = {kind.key for kind in QUESTION_TYPES}
    for question in chain.from_iterable(theme["questions"] for theme in themes):
        assert question["type"].removesuffix("5") in known | {"fcr_prompt"}, question
        assert all(question.get(locale, "").strip() for locale in LOCALES), question


# Metrics and rules


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.key)
def test_a_metric_has_a_formula_a_source_and_its_texts_in_both_languages(
    metric: Metric, translated: set[str]
) -> None:
    words = iter((metric.name, metric.short, metric.question, metric.formula))
    assert [w for w in untranslated(words, translated) if w not in SAME] == []
    assert metric.source.strip()
    empty = metric.summarise([])
    assert (empty.n, empty.value) == (0, None)
    assert empty.reason is not None


def test_metrics_stand_once_each() -> None:
    unique([metric.key for metric in METRICS])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_a_rule_has_its_name_meaning_and_prompts_in_both_languages(rule: Rule, translated: set[str]) -> None:
    assert untranslated(iter((rule.name, rule.meaning, rule.capture, rule.prompt)), translated) == []


def test_the_method_has_five_rules_and_four_of_them_stand_in_the_bar() -> None:
    unique([rule.key for rule in RULES])
    assert (len(RULES), sum(rule.in_bar for rule in RULES)) == (5, 4)


# Report chapters and exports


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.key)
def test_a_chapter_has_its_title_in_both_languages(chapter: Chapter, translated: set[str]) -> None:
    assert chapter.title in translated


def test_every_module_of_chapters_is_in_the_registry(root: Path) -> None:
    unique([chapter.key for chapter in CHAPTERS])
    folder = root / "cxfield" / "report" / "chapters"
    with_chapter = {
        path.stem for path in folder.glob("*.py") if re.search(r"^CHAPTER\b", path.read_text(), re.MULTILINE)
    }
    assert len(with_chapter) == len(CHAPTERS)
    assert with_chapter <= imported_by(folder / "__init__.py")


def test_every_report_format_has_a_writer_and_stands_on_the_command_line(root: Path) -> None:
    writers = modules_of(root, "cxfield/export")
    assert set(FORMATS) == set(REPORT_FORMATS) <= writers


@pytest.mark.parametrize("kind", EXPORT_FORMATS)
def test_every_data_export_has_a_writer(kind: str, root: Path) -> None:
    assert any(name.endswith(kind) for name in modules_of(root, "cxfield/export"))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_help_of_the_command_line_names_every_format_and_table(locale: str) -> None:
    top = parser(Texts(locale))
    helps = {
        name: command.format_help()
        for action in top._actions
        if isinstance(action.choices, dict)
        for name, command in action.choices.items()
    }
    assert all(word in helps["report"] for word in REPORT_FORMATS)
    assert all(word in helps["export"] for word in (*EXPORT_FORMATS, *TABLES))


# Rooms, templates and shortcuts


@pytest.mark.parametrize("room", [*ROOMS, SETTINGS], ids=lambda room: room.id)
def test_a_room_has_its_label_icon_and_page(room: Room, translated: set[str]) -> None:
    assert room.label[1] in translated
    assert paths.resource("icons", f"{room.icon}.svg").is_file()
    assert issubclass(room.load(), Page)


def test_the_eight_rooms_stand_in_the_order_of_the_work() -> None:
    assert [room.id for room in ROOMS] == [
        "overview",
        "plan",
        "observe",
        "interview",
        "group",
        "data",
        "debrief",
        "report",
    ]


def test_every_template_has_its_texts_in_both_languages(translated: set[str]) -> None:
    assert TEMPLATES
    assert untranslated(chain.from_iterable(_texts(row) for row in TEMPLATES), translated) == []


def _texts(row: object) -> Iterator[str]:
    """The sentences of a row of a registry: whatever begins with a capital letter."""
    slots = getattr(type(row), "__slots__", ())
    values = (getattr(row, name) for name in slots)
    return (value for value in values if isinstance(value, str) and value[:1].isupper())


@pytest.mark.parametrize("row", SHORTCUTS, ids=lambda row: row.id)
def test_a_shortcut_has_keys_a_known_scope_and_its_label_in_both_languages(
    row: Shortcut, translated: set[str]
) -> None:
    assert row.keys
    assert row.label in translated
    rooms = {room.id for room in ROOMS}
    assert row.scope.split(".")[0] in rooms | {"window", "start", "dialog"}


def test_shortcuts_stand_once_each_and_do_not_clash() -> None:
    unique([row.id for row in SHORTCUTS])
    assert clashes(SHORTCUTS) == ()


def test_every_shortcut_is_bound_or_matched_somewhere(root: Path) -> None:
    """A key in the table (and so in the help) that does nothing is a promise that is not kept."""
    code = "\n".join(
        path.read_text("utf-8") for path in (root / "ui").rglob("*.py") if path.name != "shortcuts.py"
    )
    families = {row.id.rsplit(".", 1)[0] if row.id[-1].isdigit() else row.id for row in SHORTCUTS}
    unbound = {name for name in families if not re.search(rf'["\']{re.escape(name)}[."\'{{]', code)}
    assert sorted(unbound - BY_EVENT - RESERVED) == []


def test_what_is_reserved_and_does_nothing_yet_is_not_in_the_help() -> None:
    hidden = {row.id for row in SHORTCUTS} - {row.id for row in working()}
    assert hidden == set()


# The guide


@pytest.mark.parametrize("locale", LOCALES)
def test_the_guide_lists_every_key_with_the_words_of_the_program(locale: str, root: Path) -> None:
    guide = (root / "docs" / "guide" / f"{locale}.md").read_text("utf-8")
    keys_part = guide[guide.rindex("\n## ") :]
    told = re.findall(r"^\| (?!-)(.+?) \| (.+?) \|$", keys_part, re.MULTILINE)
    heading, texts = ("Näppäin", "Key"), Texts(locale)
    listed = [row for row in told if row[0] not in heading]
    assert listed == [(_caps(rows), texts.t(rows[0].label)) for rows in _families()]


def _families() -> list[list[Shortcut]]:
    """Rows of the table by what they do, in its order; a numbered series is one."""
    found: dict[str, list[Shortcut]] = {}
    for row in SHORTCUTS:
        found.setdefault(row.id.rsplit(".", 1)[0] if row.id[-1].isdigit() else row.id, []).append(row)
    return [rows for name, rows in found.items() if name not in RESERVED]


def _caps(rows: list[Shortcut]) -> str:
    """The keys of a family as the guide writes them."""
    if len(rows) > 1:
        return f"{shown(rows[0].keys[0])} … {shown(rows[-1].keys[0])}"
    return " / ".join(dict.fromkeys(shown(key) for key in rows[0].keys))
