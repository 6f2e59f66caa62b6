# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The formats a report is written in; each big library is loaded only when its format is wanted."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cxfield.document.nodes import Document
from cxfield.export.job import Cancelled_, Progress
from cxfield.i18n import Texts

if TYPE_CHECKING:
    from cxfield.export.xlsx import Sheet

FORMATS: tuple[str, ...] = ("docx", "pdf", "html", "xlsx", "md", "pptx", "png")
USUAL: tuple[str, ...] = ("docx", "pdf")


def write(
    kind: str,
    document: Document,
    path: Path,
    texts: Texts,
    raw: Callable[[], "Sequence[Sheet]"],
    *,
    progress: Progress,
    cancelled: Cancelled_,
) -> list[Path]:
    """Write the document in a format and return the files: one, but a picture of each chart for png."""
    match kind:
        case "docx":
            from cxfield.export.docx import write_docx

            write_docx(document, path, texts, progress=progress, cancelled=cancelled)
        case "pdf":
            from cxfield.export.pdf import write_pdf

            write_pdf(document, path, texts, progress=progress, cancelled=cancelled)
        case "html":
            from cxfield.export.html import write_html

            write_html(document, path, texts, progress=progress, cancelled=cancelled)
        case "xlsx":
            from cxfield.export.xlsx import write_xlsx

            write_xlsx(document, path, texts, raw=raw(), progress=progress, cancelled=cancelled)
        case "md":
            from cxfield.export.md import write_markdown

            write_markdown(document, path, texts, progress=progress, cancelled=cancelled)
        case "pptx":
            from cxfield.export.pptx import write_pptx

            write_pptx(document, path, texts, progress=progress, cancelled=cancelled)
        case "png":
            from cxfield.export.png import write_pngs

            return write_pngs(document, path, progress=progress, cancelled=cancelled)
        case _:
            raise ValueError(kind)
    return [path]
