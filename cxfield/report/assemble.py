# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From data to a document: the chosen chapters in order, their numbers, and what to check first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, cast

from cxfield.document.brand import Brand
from cxfield.document.nodes import Document, Language, Node, PageBreak, TableOfContents, TitleBlock
from cxfield.i18n import Texts
from cxfield.report import checks
from cxfield.report.chapters import CHAPTERS, numbers
from cxfield.report.chapters.summary import short_name
from cxfield.report.dataset import ReportData, Warn
from cxfield.report.figures import Figures, figures
from cxfield.report.languages import Marker
from cxfield.report.material import Chapter, Material
from cxfield.report.others.base import OtherReport
from cxfield.report.written import written_in

_CONTENTS_FROM = 4


def chosen(sections: Sequence[str] | None = None) -> tuple[Chapter, ...]:
    """The chapters of these keys in the order given, the summary first; all of them without keys."""
    if sections is None:
        return CHAPTERS
    known = {chapter.key: chapter for chapter in CHAPTERS}
    found = [known[key] for key in dict.fromkeys(sections) if key in known]
    return tuple(sorted(found, key=lambda chapter: chapter.key != "summary"))


def present(material: Material, chapters: Sequence[Chapter]) -> tuple[Chapter, ...]:
    """The chapters that have something to tell, or words of the author."""
    written = material.data.chapter_texts
    return tuple(c for c in chapters if not c.empty(material) or str(written.get(c.key, "")).strip())


@dataclass(slots=True)
class Kept:
    """What was computed and built from data of one study in one language; good while they are the same.

    The author's own words may change: a chapter is built again when its words or the numbers have.
    """

    figures: Figures
    written: Mapping[str, str]
    chapters: dict[str, tuple[object, "Built"]] = field(default_factory=dict)


def kept_of(data: ReportData) -> Kept:
    """What can be kept of the data while they are the same."""
    return Kept(figures(data), written_in(data))


def _written(data: ReportData, kept: Kept | None) -> Mapping[str, str]:
    return written_in(data) if kept is None else kept.written


class Built(NamedTuple):
    """A chapter as printed, and how many of its texts are in the other language."""

    nodes: tuple[Node, ...]
    other_language: int


def material_of(
    data: ReportData, chapters: Sequence[Chapter] = CHAPTERS, kept: Kept | None = None
) -> Material:
    """Compute the figures and number the chapters that are printed."""
    material = Material(data, figures(data) if kept is None else kept.figures)
    numbered = [chapter.key for chapter in present(material, chapters) if chapter.numbered]
    return replace(material, numbers={key: str(n) for n, key in enumerate(numbered, start=1)})


def built(
    chapter: Chapter, material: Material, texts: Texts, written: Mapping[str, str], kept: Kept | None = None
) -> Built:
    """A chapter with its texts in the other language marked; one that was kept is not built again."""
    known = (dict(material.numbers), str(material.data.chapter_texts.get(chapter.key, "")))
    if kept is not None and chapter.key in kept.chapters:
        before, made = kept.chapters[chapter.key]
        if before == known:
            return made
    marker = Marker(texts.locale, written)
    made = Built(marker.nodes(tuple(chapter.build(material, texts))), marker.count)
    if kept is not None:
        kept.chapters[chapter.key] = (known, made)
    return made


def assemble(
    data: ReportData,
    texts: Texts,
    sections: Sequence[str] | None = None,
    brand: Brand | None = None,
    kept: Kept | None = None,
) -> Document:
    """The whole report as a document tree; what was known when it was made stands at its end."""
    wanted = chosen(sections)
    material = material_of(data, wanted, kept)
    chapters = present(material, wanted)
    nodes: list[Node] = []
    other_language, written = 0, _written(data, kept)
    for chapter in chapters:
        made, other = built(chapter, material, texts, written, kept)
        other_language += other
        if chapter.key == numbers.CHAPTER.key:
            told = tuple(numbers.tables(nodes, texts))
            # Without figures there is nothing to tell, which is known only now.
            made = (*made, *told) if told else ()
        if nodes and made and chapter.new_page:
            nodes.append(PageBreak())
        nodes += made
        if chapter.key == "summary" and len(chapters) > 1:
            # Page one holds the whole answer and nothing else.
            nodes.append(PageBreak())
            if len(chapters) >= _CONTENTS_FROM:
                nodes.append(TableOfContents(texts.t("Contents")))
    marked = tuple(nodes)
    found = (*_looked_over(material, wanted, texts, other_language), *checks.missing_font(brand, texts))
    known = checks.notes(found, texts)
    name = texts.t("Debrief report")
    return branded(
        Document(
            title=data.title.strip() or name,
            language=cast("Language", data.language),
            created=data.created,
            nodes=(*marked, PageBreak(), *known) if known and len(chapters) > 1 else marked,
            subtitle=data.question,
            header_left=data.title,
            header_right=short_name(data.client),
            footer=f"{data.title} · {name}" if data.title else name,
            subject=name,
        ),
        brand,
    )


def assemble_other(
    data: ReportData, texts: Texts, report: OtherReport, about: str = "", brand: Brand | None = None
) -> Document:
    """One of the smaller reports as a document tree."""
    material = Material(data, figures(data))
    nodes = Marker(texts.locale, written_in(data)).nodes(tuple(report.build(material, texts, about)))
    name = texts.t(report.title)
    first = nodes[0]
    title = first.title if isinstance(first, TitleBlock) and first.title != name else data.title
    document = Document(
        title=f"{name}: {title}" if title else name,
        language=cast("Language", data.language),
        created=data.created,
        nodes=nodes,
        subtitle=data.title,
        header_left=name,
        header_right=short_name(data.client),
        footer=f"{data.title} · {name}" if data.title else name,
        subject=name,
    )
    return branded(document, None if brand is None else replace(brand, cover=False))


def branded(document: Document, brand: Brand | None) -> Document:
    """The document in the look of a brand: its footer, and a cover if it has one."""
    if brand is None:
        return document
    nodes = document.nodes
    if brand.cover and len(nodes) > 1 and isinstance(nodes[0], TitleBlock):
        nodes = (nodes[0], PageBreak(), *nodes[1:])
    return replace(document, brand=brand, footer=brand.footer or document.footer, nodes=nodes)


def warnings(
    data: ReportData,
    texts: Texts,
    sections: Sequence[str] | None = None,
    kept: Kept | None = None,
    brand: Brand | None = None,
) -> tuple[Warn, ...]:
    """What to look at before export, what blocks first."""
    wanted = chosen(sections)
    material = material_of(data, wanted, kept)
    # What is said to the author may be in another language than the report.
    own, written = Texts(data.language), _written(data, kept)
    chapters = present(material, wanted)
    other = sum(built(chapter, material, own, written, kept).other_language for chapter in chapters)
    return (*_looked_over(material, wanted, texts, other), *checks.missing_font(brand, texts))


def _looked_over(
    material: Material, wanted: Sequence[Chapter], texts: Texts, other_language: int
) -> tuple[Warn, ...]:
    chapters = present(material, wanted)
    left_out = [chapter for chapter in wanted if chapter not in chapters]
    found = [warn for chapter in chapters for warn in chapter.checks(material, texts)]
    found += checks.whole_report(material, chapters, left_out, texts)
    if other_language:
        title = texts.tn("{n} text in the other language", "{n} texts in the other language", other_language)
        reason = texts.t("They are printed as they were written and marked (fi) or (en).")
        found.append(Warn("other-language", title, reason))
    return tuple(sorted(found, key=lambda warn: not warn.blocks))
