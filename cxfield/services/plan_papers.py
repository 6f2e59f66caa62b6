# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing the field papers as files."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

from cxfield.errors import UserError
from cxfield.i18n import N_, Texts
from cxfield.services.plan_print import PAPERS
from cxfield.storage import Reader

_NOTHING = N_("There is nothing to print yet: {names}. Fill that part of the plan first.")


def make_papers(
    reader: Reader,
    texts: Texts,
    day: dt.date,
    papers: Sequence[tuple[str, str]],
    folder: Path,
    *,
    form: str = "pdf",
) -> list[Path]:
    """Write papers (key, name) into a folder; those with nothing in them are left out."""
    # Imported here: the writers take half a second, and the Plan room opens without them.
    from cxfield.export.docx import write_docx
    from cxfield.export.pdf import write_pdf

    makers = dict(PAPERS)
    write = write_docx if form == "docx" else write_pdf
    made: list[Path] = []
    for key, name in papers:
        document = makers[key](reader, texts, day)
        if document is None:
            continue
        path = folder / f"{_file_name(name)}.{form}"
        write(document, path, texts)
        made.append(path)
    if not made:
        raise UserError(_NOTHING, names=", ".join(name for _, name in papers))
    return made


def _file_name(name: str) -> str:
    return re.sub(r"[^\w\- ]+", "", name).strip().replace(" ", "-").lower() or "paper"
