# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogues: extract, update, add, check, compile."""

import argparse
import io
import json
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from filelock import FileLock

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("cxfield", "ui")
LANGUAGES = ("fi",)
KEYWORDS = {
    "t": (1,),
    "tn": (1, 2),
    "tc": ((1, "c"), 2),
    "N_": (1,),
    "NC_": ((1, "c"), 2),
}
# What changes without any text having changed would make every merge a conflict.
_NOISE = re.compile(
    rb'^"(?:POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By'
    rb'|Report-Msgid-Bugs-To)[^\n]*"\n',
    re.MULTILINE,
)
_HEADER = """\
# The texts of CXField.
# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
#"""
# Words that the glossary forbids, with what to write in their place.
_WRONG_WORDS = {
    "purkuraport": "Debrief-raportti",
    "emootioympyr": "Tunneympyrä",
    "kontaktipiste": "Kosketuspiste",
}


def template_path(root: Path) -> Path:
    """Return the path of the template."""
    return root / "resources" / "locale" / "cxfield.pot"


def language_path(root: Path, language: str) -> Path:
    """Return the path of a language's translations."""
    return root / "resources" / "locale" / language / "LC_MESSAGES" / "cxfield.po"


def compiled_path(root: Path, language: str) -> Path:
    """Return the path of a language's compiled catalogue."""
    return root / "build" / "locale" / language / "LC_MESSAGES" / "cxfield.mo"


def extract(root: Path) -> Catalog:
    """Collect the texts of the source."""
    catalog = Catalog(project="CXField", version="", charset="utf-8", header_comment=_HEADER)
    for path in _source_files(root):
        where = path.relative_to(root).as_posix()
        found = extract_from_file("python", path, keywords=KEYWORDS, strip_comment_tags=True)
        for _line, msgid, comments, context in found:
            catalog.add(msgid, locations=[(where, 0)], auto_comments=comments, context=context)
    return catalog


def read(path: Path, language: str | None = None) -> Catalog:
    """Read a catalogue; a missing one is empty."""
    if not path.is_file():
        return Catalog(
            locale=language, project="CXField", version="", charset="utf-8", header_comment=_HEADER
        )
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


def update(root: Path, *, prune: bool = False, add: dict[str, str | list[str]] | None = None) -> list[str]:
    """Write template and translations anew; return the added texts that the source does not have."""
    template = extract(root)
    _write(template_path(root), _as_bytes(template))
    strangers: list[str] = []
    for language in LANGUAGES:
        path = language_path(root, language)
        catalog = read(path, language)
        for message in [*catalog.obsolete.values()]:
            _take(catalog, message.id, message.string, message.context)
        catalog.obsolete.clear()
        for key, said in (add or {}).items():
            context, _, msgid = key.rpartition("\x04")
            one, _, many = msgid.partition("\x00")
            if many and isinstance(said, str):
                raise SystemExit(f"{key!r} needs both forms, as a list.")
            ids = (one, many) if many else one
            _take(catalog, ids, tuple(said) if isinstance(said, list) else said, context or None)
            if template.get(one, context or None) is None:
                strangers.append(key)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.header_comment = _HEADER
        for gone, message in [*catalog.obsolete.items()]:
            if prune or not any(_forms(message)):
                del catalog.obsolete[gone]
        _write(path, _as_bytes(catalog))
    return strangers


def problems(root: Path) -> Iterator[str]:
    """Yield what is wrong with the catalogues, one sentence each."""
    template = extract(root)
    stored = template_path(root)
    if not stored.is_file() or stored.read_bytes() != _as_bytes(template):
        yield "The template is stale. Run: python -m tools.texts update"
    for language in LANGUAGES:
        catalog = read(language_path(root, language), language)
        for wanted in template:
            if not wanted.id:
                continue
            message = catalog.get(_first(wanted), wanted.context)
            if message is None:
                yield f"{language}: {_first(wanted)!r} is missing."
            else:
                yield from (f"{language}: {_first(wanted)!r} {what}" for what in _faults(message))
        for message in catalog.obsolete.values():
            yield f"{language}: {_first(message)!r} is not used. Run: python -m tools.texts update --prune"


def compile_all(root: Path) -> list[Path]:
    """Compile every language and return the files."""
    written = []
    for language in LANGUAGES:
        out = io.BytesIO()
        write_mo(out, read(language_path(root, language), language))
        path = compiled_path(root, language)
        _write(path, out.getvalue())
        path.touch()
        written.append(path)
    return written


def main(arguments: list[str] | None = None) -> int:
    """Run one of the tool's commands."""
    parser = argparse.ArgumentParser(prog="python -m tools.texts", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("extract", help="write the template")
    updating = commands.add_parser("update", help="extract and merge into the translations")
    updating.add_argument("--prune", action="store_true", help="drop translations that nothing uses")
    adding = commands.add_parser("add", help="set translations from a JSON file")
    adding.add_argument("file", type=Path)
    commands.add_parser("check", help="fail on anything stale, unfinished or inconsistent")
    commands.add_parser("missing", help="print what has no translation yet, as JSON to fill in")
    commands.add_parser("compile", help="compile the translations")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    root: Path = chosen.root
    (root / "build").mkdir(exist_ok=True)
    with FileLock(root / "build" / "texts.lock"):
        return _run(chosen, root)


def _run(chosen: argparse.Namespace, root: Path) -> int:
    match chosen.command:
        case "extract":
            _write(template_path(root), _as_bytes(extract(root)))
        case "update":
            update(root, prune=chosen.prune)
        case "add":
            strangers = update(root, add=json.loads(chosen.file.read_text("utf-8")))
            for key in strangers:
                print(f"not in the source (kept aside until it is): {key!r}", file=sys.stderr)
        case "compile":
            compile_all(root)
        case "missing":
            print(json.dumps(_missing(root), ensure_ascii=False, indent=1))
        case "check":
            found = list(problems(root))
            print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
            if not found:
                print(f"{len(read(template_path(root)))} texts, all translated.")
            return 1 if found else 0
    return 0


def _source_files(root: Path) -> Iterator[Path]:
    for folder in SOURCES:
        yield from sorted((root / folder).rglob("*.py"))


def _take(catalog: Catalog, msgid: object, said: object, context: str | None) -> None:
    first = msgid[0] if isinstance(msgid, (tuple, list)) else msgid
    existing = catalog.get(str(first), context)
    if existing is not None:
        catalog.delete(str(first), context)
    catalog.add(msgid, string=said, context=context)  # type: ignore[arg-type]


def _missing(root: Path) -> dict[str, str | list[str]]:
    found: dict[str, str | list[str]] = {}
    for language in LANGUAGES:
        catalog = read(language_path(root, language), language)
        for wanted in extract(root):
            message = catalog.get(_first(wanted), wanted.context) if wanted.id else None
            if wanted.id and (message is None or not all(_forms(message))):
                key = "\x00".join(wanted.id) if isinstance(wanted.id, (tuple, list)) else wanted.id
                found[f"{wanted.context}\x04{key}" if wanted.context else key] = (
                    ["", ""] if isinstance(wanted.id, (tuple, list)) else ""
                )
    return found


def _first(message: Message) -> str:
    return message.id[0] if isinstance(message.id, (tuple, list)) else message.id


def _forms(message: Message) -> tuple[str, ...]:
    said = message.string
    if isinstance(said, (tuple, list)):
        return tuple(said)
    return (said or "",)


def _faults(message: Message) -> Iterator[str]:
    forms = _forms(message)
    if not all(forms):
        yield "has no translation."
        return
    if message.fuzzy:
        yield "is marked fuzzy."
    ids = tuple(message.id) if isinstance(message.id, (tuple, list)) else (message.id,)
    plural = len(ids) > 1
    if len(forms) != len(ids):
        yield f"has {len(forms)} forms, not {len(ids)}."
        return
    for source, said in zip(ids, forms, strict=True):
        wanted, got = _placeholders(source), _placeholders(said)
        if got is None or wanted is None:
            yield "has a brace that is not part of a placeholder."
        elif (wanted ^ got) - ({"n"} if plural else set()):
            yield f"has the placeholders {sorted(wanted)}, its translation {sorted(got)}."
        if source[:1].isspace() != said[:1].isspace() or source[-1:].isspace() != said[-1:].isspace():
            yield "differs in the space around it."
        for wrong, right in _WRONG_WORDS.items():
            if wrong in said.lower():
                yield f"says {wrong!r}; the glossary says {right!r}."


def _placeholders(text: str) -> set[str] | None:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return None


def _as_bytes(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalog, width=110, sort_output=True, include_lineno=False, omit_header=False)
    return _NOISE.sub(b"", out.getvalue())


def _write(path: Path, content: bytes) -> None:
    """Write where the content differs, so that an unchanged file keeps its time."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(content)
    beside.replace(path)


if __name__ == "__main__":
    sys.exit(main())
