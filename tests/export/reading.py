# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading written files back, with libraries the writers do not use."""

import io
import zipfile
from pathlib import Path

from lxml import etree
from pypdf import PdfReader

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def pdf_pages(path: Path) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(path.read_bytes())).pages]


def part(path: Path, name: str) -> etree._Element:
    """One part of a Word file."""
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read(name))


def word_lines(path: Path) -> list[str]:
    """Every paragraph in order as "Style: text", those in tables and contents too."""
    body = part(path, "word/document.xml")
    lines: list[str] = []
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = style.get(f"{W}val", "") if style is not None else ""
        texts = [node.text or "" for node in paragraph.iter(f"{W}t")]
        lines.append(f"{name}: {''.join(texts)}")
    return lines
