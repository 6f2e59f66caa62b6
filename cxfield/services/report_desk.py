# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report while it is worked on: its pages and checks, of which only what has changed is made anew."""

import datetime as dt
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from cxfield.document.nodes import Document, Figure
from cxfield.export.job import nothing_reported
from cxfield.i18n import Texts
from cxfield.report.assemble import Kept, kept_of, warnings
from cxfield.report.dataset import ReportData, Warn
from cxfield.services.dataset import chapter_texts, load
from cxfield.services.report import DEBRIEF, DEBRIEF_ORDER, Order, Progress, document_of, today
from cxfield.storage import StudyFile

if TYPE_CHECKING:
    from cxfield.export.pdf_preview import Preview, Run

OWN_WORDS = frozenset({"chapter_text"})
"""The kind of change after which only a chapter's own words are read again."""


class Leaves(Protocol):
    """Some pages in a row as a PDF."""

    @property
    def content(self) -> bytes:
        """The PDF."""

    @property
    def pages(self) -> int:
        """How many pages it has."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A report to look at: its pages in order, the page of each chapter, its charts and where they stand."""

    leaves: Sequence[Leaves]
    pages: Mapping[str, int]
    figures: tuple[tuple[int, int, tuple[float, float, float, float]], ...]
    document: Document
    whole: bool = True
    """Whether these are all pages; those after a very long table come later."""

    def picture(self, index: int) -> bytes:
        """The chart of a node as PNG."""
        from cxfield.export.png import figure_png

        node = self.document.nodes[index]
        return figure_png(node) if isinstance(node, Figure) else b""

    def figure(self, index: int) -> tuple[str, str]:
        """The key of a chart and what it shows, the first sentence of its caption."""
        node = self.document.nodes[index]
        return (
            (node.key, node.caption.partition(". ")[0].rstrip(".")) if isinstance(node, Figure) else ("", "")
        )


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


@dataclass(frozen=True, slots=True)
class _Read:
    """A study as read for a report in one language on one day."""

    study: StudyFile
    language: str
    day: dt.date
    data: ReportData
    kept: Kept


class Desk:
    """Keeps what was read, computed and built between two looks; any thread may look.

    Whoever shows the report tells of every change of the study with `changed`.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._read: _Read | None = None
        self._changes = 0
        self._runs: tuple[Run, ...] = ()

    def forget(self) -> None:
        """Let everything go: the study is closed, or nobody looks any more."""
        self.changed(frozenset())
        self._runs = ()

    def changed(self, kinds: frozenset[str]) -> None:
        """Something in the study has changed; no kinds stand for anything."""
        if not kinds or not kinds <= OWN_WORDS:
            self._changes += 1
            self._read = None

    def look(
        self,
        study: StudyFile,
        *,
        language: str,
        sections: Sequence[str] | None = None,
        order: Order = DEBRIEF_ORDER,
        early: Callable[[Shown], None] | None = None,
        progress: Progress = nothing_reported,
    ) -> Shown:
        """The pages as the PDF would have them; nothing of the study goes to the disk.

        `early` is given the first pages where a very long table would keep them waiting.
        """
        from cxfield.export.pdf_preview import preview_pdf

        texts = Texts(language)
        with self._lock:
            read = self._read_now(study, texts)
            kept = read.kept if order.report == DEBRIEF else None
            document = document_of(read.data, texts, sections, order, kept)

        def shown(made: "Preview", *, whole: bool = True) -> Shown:
            return Shown(made.runs, made.pages, made.figures, document, whole)

        def first(made: "Preview") -> None:
            if early is not None:
                early(shown(made, whole=False))

        made = preview_pdf(document, texts, kept=self._runs, early=first, progress=progress)
        self._runs = made.runs
        return shown(made)

    def check(
        self,
        study: StudyFile,
        texts: Texts,
        sections: Sequence[str] | None = None,
        language: str = "",
        order: Order = DEBRIEF_ORDER,
    ) -> Checked:
        """Look the report over without writing it; what is found is said in `texts`."""
        own = Texts(language) if language else texts
        with self._lock:
            read = self._read_now(study, own)
            found = warnings(read.data, texts, sections, read.kept, order.brand)
        observed = [s for s in read.data.sessions if s.kind == "observation"]
        done = [s for s in observed if s.done]
        return Checked(found, len(done), len(observed), sum(s.reactivity for s in done))

    def _read_now(self, study: StudyFile, texts: Texts) -> _Read:
        """The study as it is; while it has not changed, only the author's own words are read again."""
        day, changes, read = today(), self._changes, self._read
        if read is not None and (read.study, read.language, read.day) == (study, texts.locale, day):
            written = study.read(lambda reader: chapter_texts(reader, texts.locale))
            return replace(read, data=replace(read.data, chapter_texts=written))
        data = study.read(lambda reader: load(reader, texts, day))
        read = _Read(study, texts.locale, day, data, kept_of(data))
        if changes == self._changes:
            self._read = read
        return read


def check_report(
    study: StudyFile, texts: Texts, sections: Sequence[str] | None = None, language: str = ""
) -> Checked:
    """Look a report over once."""
    return Desk().check(study, texts, sections, language)


__all__ = ["Checked", "Desk", "Shown", "check_report"]
