# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A question list from Word, Excel or pasted text: questions with their types guessed."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.textclean import clean, one_line

MOST_QUESTIONS = 1000
_LARGEST = 20_000_000
_KIND = N_("{name} is not a question list. Choose a Word (.docx), Excel (.xlsx) or text file.")
_BROKEN = N_("{name} cannot be read: the file is broken or too large. Save it again and retry.")
_NONE = N_("No questions were found. Put each question on a line of its own.")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_MARK = re.compile(r"^\s*(?:\d{1,3}[.):]\s*|[-–•*▪]\s+|[a-zåäö][.)]\s+|[☐□○]\s*)")
_OPTION = re.compile(r"^\s*(?:[-–•*▪]\s+|[a-zåäö][.)]\s+|[☐□○]\s*)")
_SCALE = re.compile(r"\b(0|1)\s*[-–…]+\s*(5|7|10)\b")
_WORDS: tuple[tuple[str, str], ...] = (
    ("nps", r"suosittel(?:isit|ette|etko)|how likely .* recommend|likely .* to recommend"),
    ("csat", r"kuinka tyytyväi|how satisfied"),
    ("ces", r"vaivannäk|kuinka helppoa|how easy|made it easy|effort"),
    ("expectation", r"odotuksesi\b.*(?:ylitt|alitt)|exceed.*expect|expectations? .*(?:short|exceed)"),
    ("open_wheel", r"miltä .*tuntui|how did you feel|tunteit"),
    ("open_suggestion", r"miten voi(?:simme|mme)|kuinka voi(?:simme|mme)|how (?:can|could) we"),
)
_YES_NO = (
    r"^(?:oletko|onko|saitko|täyttyi|jaoitko|tunnetko|oliko|"
    r"did|do|does|have|has|is|are|was|were|will|would|can)\b"
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """One question as it was understood: its type is a guess, shown before anything is made."""

    text: str
    type: str
    options: tuple[str, ...] = ()
    points: int = 5


def read_questions(path: Path) -> tuple[Parsed, ...]:
    """Read a question list from a file."""
    suffix = path.suffix.lower()
    try:
        if path.stat().st_size > _LARGEST:
            raise UserError(_BROKEN, name=path.name)
        if suffix == ".docx":
            lines = _docx(path)
        elif suffix == ".xlsx":
            lines = _xlsx(path)
        elif suffix in (".txt", ".md", ".csv", ""):
            lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
        else:
            raise UserError(_KIND, name=path.name)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError):
        raise UserError(_BROKEN, name=path.name) from None
    return parse(lines)


def parse_text(text: str) -> tuple[Parsed, ...]:
    """Read a pasted question list."""
    return parse(text.splitlines())


def parse(lines: list[str]) -> tuple[Parsed, ...]:
    """Understand lines: bulleted or lettered ones below a question are its choices."""
    found: list[tuple[str, list[str]]] = []
    for raw in lines:
        line = clean(raw)
        words = one_line(_MARK.sub("", line))
        if not words:
            continue
        is_option = bool(found) and bool(_OPTION.match(line)) and not words.endswith("?")
        if is_option:
            found[-1][1].append(words[:160])
        else:
            found.append((words[:6000], []))
    if not found:
        raise UserError(_NONE)
    return tuple(_guess(text, tuple(options)) for text, options in found[:MOST_QUESTIONS])


def _guess(text: str, options: tuple[str, ...]) -> Parsed:
    said = text.lower()
    if len(options) > 1:
        several = re.search(r"kaikki sopivat|useita|all that apply|select all|monta", said)
        return Parsed(text, "multiple_choice" if several else "single_choice", options)
    for kind, pattern in _WORDS:
        if re.search(pattern, said):
            return Parsed(text, kind)
    scale = _SCALE.search(said)
    if scale:
        if scale[2] == "10":
            return Parsed(text, "nps")
        return Parsed(text, "likert", points=7 if scale[2] == "7" else 5)
    if re.search(_YES_NO, said):
        return Parsed(text, "yes_no")
    return Parsed(text, "open")


def _tree(archive: zipfile.ZipFile, name: str) -> etree._Element:
    info = archive.getinfo(name)
    if info.file_size > _LARGEST:
        raise ValueError(name)
    # No entities, no network: a document from outside is only read.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(archive.read(name), parser)


def _docx(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        root = _tree(archive, "word/document.xml")
    lines = []
    for paragraph in root.iter(f"{_W}p"):
        text = "".join(node.text or "" for node in paragraph.iter(f"{_W}t"))
        level = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
        deeper = level is not None and level.get(f"{_W}val", "0") != "0"
        lines.append(f"- {text}" if deeper and text else text)
    return lines


def _xlsx(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        shared: list[str] = []
        if "xl/sharedStrings.xml" in archive.namelist():
            items = _tree(archive, "xl/sharedStrings.xml").iter(f"{_S}si")
            shared += ["".join(node.text or "" for node in item.iter(f"{_S}t")) for item in items]
        sheets = sorted(name for name in archive.namelist() if name.startswith("xl/worksheets/sheet"))
        root = _tree(archive, sheets[0])
    lines: list[str] = []
    for row in root.iter(f"{_S}row"):
        cells = [_cell(cell, shared) for cell in row.iter(f"{_S}c")]
        words = [cell for cell in cells if cell.strip()]
        if words:
            lines.append(words[0])
            lines += [f"- {word}" for word in words[1:]]
    return lines


def _cell(cell: etree._Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(node.text or "" for node in cell.iter(f"{_S}t"))
    value = cell.find(f"{_S}v")
    if value is None or value.text is None:
        return ""
    return shared[int(value.text)] if cell.get("t") == "s" else value.text
