# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the list of a guide shows of its sections and questions, and the figures at its foot."""

from cxfield.i18n import N_, Texts, pick
from cxfield.methods.questions import question_type
from cxfield.services.plan_guide_checks import OPEN_TYPES, QuestionRow, SectionRow, untranslated
from cxfield.services.plan_words import language_name
from ui.pages.plan.rowpaint import Cell, Mark, Row

_ICONS = {"nps": "metric", "csat": "metric", "ces": "metric", "likert": "metric", "open": "note",
          "open_wheel": "emotion", "open_quote": "quote", "open_suggestion": "action"}  # fmt: skip
_NOTES = {"leading": N_("may lead: ”{word}”"), "closed": N_("closed wording: ”{word}”")}


def rows_of(
    sections: tuple[SectionRow, ...], languages: tuple[str, ...], texts: Texts, *, movable: bool
) -> list[Row]:
    """Each section as a heading with its minutes, and its questions below it."""
    rows: list[Row] = []
    for section in sections:
        name = pick(section.name, texts.locale) or texts.t("(no name)")
        minutes = texts.t("{n} min", n=round(section.minutes))
        rows.append(Row(f"section:{section.id}", (Cell(name), Cell(minutes)), heading=True))
        rows += [_question_row(row, languages, texts, movable=movable) for row in section.questions]
    return rows


def facts_of(
    sections: tuple[SectionRow, ...], languages: tuple[str, ...], texts: Texts
) -> list[tuple[str, str]]:
    """How many questions there are, how long they take, what lacks a language, what cannot be reached."""
    rows = [row for section in sections for row in section.questions]
    opened = sum(row.type in OPEN_TYPES for row in rows)
    planned = sum(section.minutes for section in sections)
    lacking = untranslated(sections, languages)
    missing = [
        (texts.t("Without {language}", language=language_name(lang, texts)), str(len(numbers)))
        for lang, numbers in lacking.items()
    ]
    problems = [row.number for row in rows if row.problem]
    routes = (
        texts.t("unreachable: {numbers}", numbers=", ".join(map(str, problems)))
        if problems
        else texts.t("all can be reached")
    )
    return [
        (texts.t("Questions"), texts.t("{n}, open {m}", n=len(rows), m=opened)),
        (texts.t("Planned in all"), texts.t("{n} min", n=round(planned))),
        *missing,
        (texts.t("Routes"), routes),
    ]


def _question_row(row: QuestionRow, languages: tuple[str, ...], texts: Texts, *, movable: bool) -> Row:
    words = pick(row.text, texts.locale) or (pick(row.routes[0].text, texts.locale) if row.routes else "")
    kind = texts.t(question_type(row.type).name)
    below, ink, icon = kind, "text.secondary", _ICONS.get(row.type, "check")
    if row.problem:
        below, ink, icon = texts.t(row.problem), "danger.base", "warning"
    elif row.routes:
        wordings = texts.tn("{n} wording by the answer", "{n} wordings by the answer", len(row.routes))
        below, ink, icon = f"{kind} · {wordings}", "info.base", "split"
    elif row.wording is not None:
        note = texts.t(_NOTES[row.wording[0]], word=row.wording[1])
        below, ink, icon = f"{kind} · {note}", "info.base", "info"
    marks = tuple(
        Mark(texts.t("{language} missing", language=lang.upper()))
        if lang in row.missing
        else Mark(lang.upper(), "success.base", "", "check")
        for lang in languages
    )
    return Row(
        row.id,
        (
            Cell(str(row.number), ink="text.secondary"),
            Cell(words or texts.t("(no text)"), sub=below, sub_icon=icon, sub_ink=ink, weight=500),
            Cell(marks=marks),
        ),
        movable=movable,
        section=row.section_id,
    )
