# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From data to a document: the chosen chapters in order, their numbers, and what to check first."""

from collections.abc import Sequence
from typing import cast

from cxfield.document.nodes import Document, Language, Node, PageBreak, TableOfContents
from cxfield.i18n import Texts
from cxfield.report.chapters import CHAPTERS
from cxfield.report.chapters.summary import short_name
from cxfield.report.dataset import ReportData, Warn
from cxfield.report.figures import figures
from cxfield.report.material import Chapter, Material

_CONTENTS_FROM = 4


def chosen(sections: Sequence[str] | None = None) -> tuple[Chapter, ...]:
    """The chapters of these keys, in their own order; all of them without keys."""
    if sections is None:
        return CHAPTERS
    wanted = set(sections)
    return tuple(chapter for chapter in CHAPTERS if chapter.key in wanted)


def material_of(data: ReportData, chapters: Sequence[Chapter] = CHAPTERS) -> Material:
    """Compute the figures and number the chapters."""
    numbered = [chapter.key for chapter in chapters if chapter.numbered]
    return Material(data, figures(data), {key: str(n) for n, key in enumerate(numbered, start=1)})


def assemble(data: ReportData, texts: Texts, sections: Sequence[str] | None = None) -> Document:
    """The whole report as a document tree."""
    chapters = chosen(sections)
    material = material_of(data, chapters)
    nodes: list[Node] = []
    for chapter in chapters:
        built = chapter.build(material, texts)
        if nodes and chapter.new_page:
            nodes.append(PageBreak())
        nodes += built
        if chapter.key == "summary" and len(chapters) > 1:
            # Page one holds the whole answer and nothing else.
            nodes.append(PageBreak())
            if len(chapters) >= _CONTENTS_FROM:
                nodes.append(TableOfContents(texts.t("Contents")))
    name = texts.t("Debrief report")
    return Document(
        title=data.title or name,
        language=cast("Language", data.language),
        created=data.created,
        nodes=tuple(nodes),
        subtitle=data.question,
        header_left=data.title,
        header_right=short_name(data.client),
        footer=f"{data.title} · {name}" if data.title else name,
        subject=name,
    )


def warnings(data: ReportData, texts: Texts, sections: Sequence[str] | None = None) -> tuple[Warn, ...]:
    """What to look at before export, what blocks first."""
    chapters = chosen(sections)
    material = material_of(data, chapters)
    found = [warn for chapter in chapters for warn in chapter.checks(material, texts)]
    return tuple(sorted(found, key=lambda warn: not warn.blocks))
