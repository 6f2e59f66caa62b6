# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The author's own words in the chapters of the report, by language; they are kept in the study."""

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.debrief import ChapterText
from cxfield.report.chapters import CHAPTERS
from cxfield.storage import Reader, UnitOfWork
from cxfield.textclean import clean

LONGEST = 20_000


def chapter_text(reader: Reader, *, chapter: str, locale: str) -> str:
    """What the author has written into a chapter in a language."""
    rows = reader.all(ChapterText, chapter=chapter)
    return (rows[0].text.get(locale) or "") if rows else ""


def set_chapter_text(uow: UnitOfWork, *, chapter: str, locale: str, text: str) -> ChapterText | None:
    """Keep the author's words; the other language stays as it is, and nothing at all leaves no record."""
    if chapter not in {known.key for known in CHAPTERS}:
        raise UserError(N_("There is no chapter {key}. Choose another one."), key=chapter)
    words = clean(text).rstrip()[:LONGEST]
    rows = uow.all(ChapterText, chapter=chapter)
    if not rows:
        return uow.add(ChapterText(chapter=chapter, text={locale: words})) if words else None
    return uow.type_in(ChapterText, rows[0].id, text={**rows[0].text, locale: words})
