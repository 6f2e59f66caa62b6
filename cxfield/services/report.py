# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The debrief report of a study: what to check first, and the files themselves."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cxfield.document.nodes import Document
from cxfield.errors import UserError
from cxfield.export.job import Cancelled, nothing_reported
from cxfield.export.writers import FORMATS, USUAL, write
from cxfield.i18n import N_, Texts
from cxfield.report.assemble import assemble, warnings
from cxfield.report.chapters import CHAPTERS
from cxfield.report.dataset import Warn
from cxfield.services.dataset import load
from cxfield.storage import StudyFile
from cxfield.textclean import one_line

if TYPE_CHECKING:
    from cxfield.export.xlsx import Sheet

Progress = Callable[[int, int], None]
Asked = Callable[[], bool]

_STEPS_A_FORMAT = 1000
_NAME = N_("Debrief-report")
_FOLDER = N_("Reports")
_LONGEST_TITLE = 60

__all__ = [
    "CHAPTERS",
    "FORMATS",
    "USUAL",
    "Cancelled",
    "Checked",
    "check_report",
    "default_folder",
    "file_name",
    "make_report",
    "report_document",
]


@dataclass(frozen=True, slots=True)
class Checked:
    """What stands before an export: warnings (those that block first) and how much data there is."""

    warnings: tuple[Warn, ...]
    sessions_done: int
    sessions_planned: int
    reactive: int

    @property
    def blocks(self) -> tuple[Warn, ...]:
        """What must be settled before the report leaves."""
        return tuple(warn for warn in self.warnings if warn.blocks)


def check_report(study: StudyFile, texts: Texts, sections: Sequence[str] | None = None) -> Checked:
    """Look the report over in a language without writing it."""
    data = study.read(lambda reader: load(reader, texts, today()))
    observed = [s for s in data.sessions if s.kind == "observation"]
    done = [s for s in observed if s.done]
    reactive = sum(s.reactivity for s in done)
    return Checked(warnings(data, texts, sections), len(done), len(observed), reactive)


def report_document(
    study: StudyFile,
    texts: Texts,
    sections: Sequence[str] | None = None,
    created: dt.date | None = None,
) -> Document:
    """The report as a document tree."""
    data = study.read(lambda reader: load(reader, texts, created or today()))
    return assemble(data, texts, sections)


def make_report(
    study: StudyFile,
    *,
    language: str,
    sections: Sequence[str] | None = None,
    formats: Sequence[str] = USUAL,
    folder: Path | None = None,
    progress: Progress = nothing_reported,
    cancelled: Asked | None = None,
    created: dt.date | None = None,
) -> list[Path]:
    """Write the report and return the files, one a format.

    A file of that name is replaced only by a complete one. A quote without consent is never in it.
    Raises UserError for what a person can put right, and Cancelled when asked to stop: then the files that
    were complete stay and nothing half-made does.
    """
    _known(language, sections, formats)
    texts = Texts(language)
    target = folder if folder is not None else default_folder(study.path, texts)
    document, raw = _material(study, texts, sections, created)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise UserError(
            N_("The folder {folder} cannot be made. Choose another folder; nothing was changed."),
            folder=str(target),
        ) from None
    made = []
    for place, kind in enumerate(formats):
        path = target / file_name(document, texts, kind)
        part = _part(progress, place, len(formats))
        made += write(kind, document, path, texts, raw, progress=part, cancelled=cancelled or _never)
    return made


def _material(
    study: StudyFile, texts: Texts, sections: Sequence[str] | None, created: dt.date | None
) -> tuple[Document, Callable[[], "list[Sheet]"]]:
    """The report, and its raw data as sheets for those who ask for them."""
    data = study.read(lambda reader: load(reader, texts, created or today()))

    def raw() -> "list[Sheet]":
        from cxfield.services.raw_sheets import raw_sheets

        return raw_sheets(data, texts)

    return assemble(data, texts, sections), raw


def default_folder(study: Path, texts: Texts) -> Path:
    """Where reports go unless told otherwise: a folder beside the study."""
    return study.parent / texts.t(_FOLDER)


def file_name(document: Document, texts: Texts, kind: str) -> str:
    """A name that tells what, of which study, and from which day."""
    title = "".join(letter if letter.isalnum() else "-" for letter in one_line(document.title))
    parts = [part for part in title.split("-") if part]
    short = ""
    for part in parts:
        if len(short) + len(part) > _LONGEST_TITLE:
            break
        short = f"{short}-{part}" if short else part
    stem = "_".join(part for part in (texts.t(_NAME), short, document.created.isoformat()) if part)
    return f"{stem}.{kind}"


def today() -> dt.date:
    """The day printed on a report made now."""
    return dt.datetime.now().astimezone().date()


def _known(language: str, sections: Sequence[str] | None, formats: Sequence[str]) -> None:
    if language not in ("fi", "en"):
        raise UserError(
            N_("A report is made in fi or en, not in {language}. Choose one of them."), language=language
        )
    keys = {chapter.key for chapter in CHAPTERS}
    unknown = [key for key in sections or () if key not in keys]
    if unknown:
        raise UserError(
            N_("There is no chapter {key}. The chapters are: {keys}."),
            key=unknown[0],
            keys=", ".join(chapter.key for chapter in CHAPTERS),
        )
    if sections is not None and not sections:
        raise UserError(N_("No chapter is chosen. Choose at least one chapter."))
    wrong = [kind for kind in formats if kind not in FORMATS]
    if wrong:
        raise UserError(
            N_("A report is not written as {kind}. The formats are: {formats}."),
            kind=wrong[0],
            formats=", ".join(FORMATS),
        )


def _part(progress: Progress, place: int, parts: int) -> Progress:
    """The progress of one file among several, each an equal share."""

    def report(done: int, total: int) -> None:
        share = round(done / max(total, 1) * _STEPS_A_FORMAT)
        progress(place * _STEPS_A_FORMAT + share, parts * _STEPS_A_FORMAT)

    return report


def _never() -> bool:
    return False
