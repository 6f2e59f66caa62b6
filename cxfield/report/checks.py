# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of the whole report: people who could be recognised, withdrawals, empty chapters."""

from collections.abc import Iterator, Sequence
from unicodedata import name

from cxfield.charts.glyphs import missing_signs
from cxfield.document.brand import Brand
from cxfield.document.nodes import BulletItem, Bullets, Heading, Node, bold, spans
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.dataset import ReportData, Warn
from cxfield.report.material import Chapter, Material
from cxfield.report.personal import found_in

_KINDS = {
    "identity": N_("national identity number"),
    "mail": N_("e-mail address"),
    "phone": N_("phone number"),
    "name": N_("name"),
}
_MOST = 4


def whole_report(
    material: Material, chapters: Sequence[Chapter], left_out: Sequence[Chapter], texts: Texts
) -> list[Warn]:
    """What no single chapter can tell."""
    found = [*_recognisable(material.data, chapters, texts), *_withdrawn(material.data, texts)]
    found += _signs(material.data, chapters, texts)
    missing = material.data.untranslated
    if missing:
        title = texts.tn("{n} text not translated", "{n} texts not translated", len(missing))
        listed = "; ".join(missing[:_MOST])
        reason = texts.t("These have no words in the language of the report: {texts}.", texts=listed)
        found.append(Warn("untranslated", title, reason))
    if left_out:
        names = texts.listing(texts.t(chapter.title) for chapter in left_out)
        title = texts.tn("{n} empty chapter", "{n} empty chapters", len(left_out))
        found.append(
            Warn("empty-chapters", title, texts.t("Nothing to tell, so left out: {names}.", names=names))
        )
    return found


def _signs(data: ReportData, chapters: Sequence[Chapter], texts: Texts) -> list[Warn]:
    """Signs that the report font lacks: a box on paper, so that they are named here."""
    signs = missing_signs(_printed(data, {chapter.key for chapter in chapters}))
    if not signs:
        return []
    title = texts.tn("{n} sign cannot be printed", "{n} signs cannot be printed", len(signs))
    listed = ", ".join(f"{sign} ({name(sign, '?').lower()})" for sign in signs[:_MOST])
    reason = texts.t("The report font lacks it, so that a PDF shows a box: {signs}.", signs=listed)
    return [Warn("signs", title, reason)]


def _recognisable(data: ReportData, chapters: Sequence[Chapter], texts: Texts) -> list[Warn]:
    keys = {chapter.key for chapter in chapters}
    hits = found_in(_printed(data, keys), data.known_names)
    if not hits:
        return []
    said = "; ".join(f"{texts.t(_KINDS[hit.kind])} ({hit.words})" for hit in hits[:_MOST])
    reason = texts.t("Somebody could be recognised: {what}. Take it out of the text.", what=said)
    return [Warn("recognisable", texts.t("Person recognisable"), reason, blocks=True)]


def _printed(data: ReportData, keys: set[str]) -> Iterator[str]:
    """The free texts that the chosen chapters print."""
    if keys & {"log", "ordinary", "deviant"}:
        for entry in data.entries:
            yield entry.text
    if keys & {"themes", "survey", "employees"}:
        yield from (answer.text for answer in data.answers)
        yield from (quote.text for quote in data.quotes)
    if "group" in keys:
        yield from (statement.text for statement in data.statements)
    for f in data.findings:
        yield from (f.statement, f.detail, f.observation, f.interpretation, f.so_what, f.open_questions)
    if "reflections" in keys:
        yield from (row.text for row in data.reflections)
    if "preconceptions" in keys:
        yield from (f"{row.text} {row.comment}" for row in data.preconceptions)
    yield from (f"{action.text} {action.effect}" for action in data.actions)
    yield from data.chapter_texts.values()


def missing_font(brand: Brand | None, texts: Texts) -> list[Warn]:
    """A profile made on another computer may name a font that this one does not have."""
    if brand is None or not brand.font_missing:
        return []
    title = texts.t("The font {name} is not on this computer", name=brand.font)
    reason = texts.t("PDF and pictures are set in Inter; Word and slides use the font where it is installed.")
    return [Warn("font", title, reason)]


def _withdrawn(data: ReportData, texts: Texts) -> list[Warn]:
    """Somebody who has taken participation back, but whose data stand in the study still."""
    held = {s.participant for s in data.sessions if s.done and s.participant}
    back = [p.code for p in data.people if p.consents.get("participation") is False and p.code in held]
    if not back:
        return []
    reason = texts.t(
        "{codes}: no consent to take part. Erase the data or leave the person out.", codes=", ".join(back)
    )
    return [Warn("withdrawn", texts.t("Data without consent to take part"), reason, blocks=True)]


def notes(warnings: Sequence[Warn], texts: Texts) -> list[Node]:
    """The page that tells what was known when the report was made."""
    if not warnings:
        return []
    items = tuple(BulletItem(spans(bold(f"{warn.title}. "), warn.reason)) for warn in warnings)
    opening = words.para(texts.t("These were known when the report was made:"))
    return [Heading(1, texts.t("Appendix: notes on this report"), key="notes"), opening, Bullets(items)]
