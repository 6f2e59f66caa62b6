# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The debrief report of a study: what to check first, and the files themselves."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cxfield.document.brand import Brand
from cxfield.document.nodes import Document
from cxfield.errors import UserError
from cxfield.export.job import Cancelled, nothing_reported
from cxfield.export.writers import FORMATS, USUAL, write
from cxfield.i18n import N_, Texts
from cxfield.report.assemble import Kept, assemble, assemble_other, warnings
from cxfield.report.chapters import CHAPTERS
from cxfield.report.dataset import ReportData, Warn
from cxfield.report.others import OTHERS
from cxfield.report.others.base import OtherReport, Subject
from cxfield.services.dataset import load
from cxfield.storage import StudyFile
from cxfield.textclean import one_line

if TYPE_CHECKING:
    from cxfield.export.xlsx import Sheet

Progress = Callable[[int, int], None]
Asked = Callable[[], bool]

DEBRIEF = "debrief"
REPORTS: tuple[str, ...] = (DEBRIEF, *(report.key for report in OTHERS))

_STEPS_A_FORMAT = 1000
_MOST_NAMED = 20
_NAME = N_("Debrief-report")
_FOLDER = N_("Reports")
_LONGEST_TITLE = 60

__all__ = [
    "CHAPTERS",
    "DEBRIEF",
    "FORMATS",
    "OTHERS",
    "REPORTS",
    "USUAL",
    "Cancelled",
    "ExistingError",
    "Order",
    "default_folder",
    "document_of",
    "existing",
    "file_name",
    "make_report",
    "other_report",
    "report_document",
    "subjects",
]


@dataclass(frozen=True, slots=True)
class Order:
    """Which report, about whom or what, in whose look."""

    report: str = DEBRIEF
    about: str = ""
    brand: Brand | None = None


DEBRIEF_ORDER = Order()


def report_document(
    study: StudyFile,
    texts: Texts,
    sections: Sequence[str] | None = None,
    created: dt.date | None = None,
    *,
    order: Order = DEBRIEF_ORDER,
) -> Document:
    """The report as a document tree."""
    data = study.read(lambda reader: load(reader, texts, created or today()))
    return document_of(data, texts, sections, order)


def document_of(
    data: ReportData,
    texts: Texts,
    sections: Sequence[str] | None = None,
    order: Order = DEBRIEF_ORDER,
    kept: Kept | None = None,
) -> Document:
    """The wished report of data that are loaded already."""
    if order.report == DEBRIEF:
        return assemble(data, texts, sections, order.brand, kept)
    report = other_report(order.report)
    offered = [key for key, _ in report.subjects(data, texts)]
    about = order.about or (offered[0] if offered else "")
    if report.asks and about not in offered:
        raise UserError(
            N_("There is no {about} to report on. Choose one of these: {keys}."),
            about=order.about or "–",
            keys=", ".join(offered[:_MOST_NAMED]) or "–",
        )
    return assemble_other(data, texts, report, about, order.brand)


def other_report(key: str) -> OtherReport:
    """The smaller report of this key."""
    found = next((report for report in OTHERS if report.key == key), None)
    if found is None:
        raise UserError(
            N_("There is no report {key}. The reports are: {keys}."), key=key, keys=", ".join(REPORTS)
        )
    return found


def subjects(study: StudyFile, texts: Texts, key: str) -> Sequence[Subject]:
    """What a smaller report can be about, as (key, words)."""
    data = study.read(lambda reader: load(reader, texts, today()))
    return other_report(key).subjects(data, texts)


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
    order: Order = DEBRIEF_ORDER,
    replace: bool = True,
    leave_out: bool = True,
) -> list[Path]:
    """Write the report and return the files.

    A file of that name is replaced only by a complete one, and only with `replace`. A quote without consent
    is never in it; with `leave_out` False anything that blocks stops the writing.
    Raises UserError for what a person can put right, and Cancelled when asked to stop: then the files that
    were complete stay and nothing half-made does.
    """
    _known(language, sections, formats)
    texts = Texts(language)
    target = folder if folder is not None else default_folder(study.path, texts)
    data = study.read(lambda reader: load(reader, texts, created or today()))
    if not leave_out and order.report == DEBRIEF:
        _refuse([warn for warn in warnings(data, texts, sections) if warn.blocks])
    document = document_of(data, texts, sections, order)
    if not replace:
        _refuse_existing(target, document, texts, formats)
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
        made += write(
            kind,
            document,
            path,
            texts,
            partial(_raw, data, texts),
            progress=part,
            cancelled=cancelled or _never,
        )
    return made


def _raw(data: ReportData, texts: Texts) -> "list[Sheet]":
    from cxfield.services.raw_sheets import raw_sheets

    return raw_sheets(data, texts)


def _refuse(blocks: Sequence[Warn]) -> None:
    if blocks:
        raise UserError(
            N_("The report was not made: {what} Settle this, or make the report with it left out."),
            what="; ".join(f"{warn.title}: {warn.reason}" for warn in blocks),
        )


def existing(folder: Path, document: Document, texts: Texts, formats: Sequence[str]) -> list[Path]:
    """The files that writing would replace."""
    found = [folder / file_name(document, texts, kind) for kind in formats]
    return [path for path in found if path.exists()]


class ExistingError(UserError):
    """Files of that name are there already."""


def _refuse_existing(folder: Path, document: Document, texts: Texts, formats: Sequence[str]) -> None:
    old = existing(folder, document, texts, formats)
    if old:
        raise ExistingError(
            N_("{names} exists already. Choose another folder, or say that it may be replaced."),
            names=", ".join(path.name for path in old),
        )


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
    name = texts.t(_NAME) if document.subject == texts.t("Debrief report") else ""
    stem = "_".join(part for part in (name, short, document.created.isoformat()) if part)
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
