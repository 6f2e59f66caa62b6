# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was said, in tables: codes by tone, themes, deviant cases, every question by its own type."""

import json
from collections import Counter
from collections.abc import Iterable

from cxfield.analysis.keywords import Said, keywords
from cxfield.i18n import Texts, pick
from cxfield.methods.wording import without_score
from cxfield.model.enums import SessionKind
from cxfield.report import words
from cxfield.report.answers import told
from cxfield.report.dataset import AnswerRow
from cxfield.services.data_filter import ANSWER
from cxfield.services.overview_answers import answered, figure_of
from cxfield.services.overview_pictures import question_charts
from cxfield.services.overview_scope import Scoped, spoken
from cxfield.services.overview_tables import NONE, Maker, Source, TableView
from cxfield.storage import Reader

_WORDS, _LEAST_WORD = 5, 2
_LONG = 90


def said_tables(reader: Reader, found: Scoped, texts: Texts) -> tuple[TableView, ...]:
    """Every table of what was said."""
    return (
        _codes(reader, found, texts),
        _themes(found, texts),
        _deviant(reader, found, texts),
        _questions(reader, found, texts),
    )


def customers(found: Scoped) -> list[AnswerRow]:
    """The answers of customers in interviews."""
    talks = {s.id for s in found.sessions if s.kind == SessionKind.INTERVIEW and s.done}
    staff = found.material.data.employees
    return [a for a in found.answers if a.session_id in talks and a.participant not in staff]


def their_words(found: Scoped, answers: Iterable[AnswerRow], most: int = _WORDS) -> str:
    """The commonest words of some answers."""
    said = [Said(a.id, a.participant, a.text) for a in answers if a.text.strip()]
    return (
        ", ".join(f"{w.words} {w.n}" for w in keywords(said, spoken(found), least=_LEAST_WORD)[:most]) or NONE
    )


def cut(text: str) -> str:
    """A text as one line of a table."""
    said = " ".join(text.split())
    return said if len(said) <= _LONG else said[: _LONG - 1] + "…"


def _codes(reader: Reader, found: Scoped, texts: Texts) -> TableView:
    """What was coded in what people said: how often in each tone, by how many people."""
    columns = (texts.t("Code"), texts.t("Good"), texts.t("Neutral"), texts.t("Bad"), texts.t("No tone"),
               texts.t("People"))  # fmt: skip
    made = Maker("codes", texts.t("Codes of what was said"), columns)
    names = {
        key: pick(json.loads(name), texts.locale) for key, name in reader.sql("SELECT id, name FROM code")
    }
    names |= _tags(reader, texts)
    answers = {a.id: a for a in found.answers}
    counts: dict[str, Counter[int | None]] = {}
    people: dict[str, set[str]] = {}
    behind: dict[str, list[str]] = {}
    rows = reader.sql(
        "SELECT answer_id, code_ids, tag_ids, polarity FROM extract "
        "WHERE NOT retired AND answer_id IS NOT NULL"
    )
    for answer_id, code_ids, tag_ids, polarity in rows:
        answer = answers.get(answer_id)
        if answer is None:
            continue
        for code in (*json.loads(code_ids), *json.loads(tag_ids)):
            counts.setdefault(code, Counter())[polarity] += 1
            people.setdefault(code, set()).add(answer.participant)
            behind.setdefault(code, []).append(answer_id)
    for code in sorted(counts, key=lambda c: (-counts[c].total(), names.get(c, c))):
        name = names.get(code, code)
        tones = (texts.number(counts[code][tone]) for tone in (1, 0, -1, None))
        cells = (name, *tones, texts.number(len(people[code])))
        made.row(cells, Source(name, ANSWER, tuple(dict.fromkeys(behind[code]))))
    if made.empty:
        return made.view(texts.t("Nothing that was said has been coded yet."))
    most = next(iter(sorted(counts, key=lambda c: -len(people[c]))))
    said = texts.t(
        "{code} comes up with the most people, {n}.", code=names.get(most, most), n=len(people[most])
    )
    return made.view(said)


def _tags(reader: Reader, texts: Texts) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, tags in reader.sql("SELECT key, tags FROM tag_set WHERE NOT retired"):
        for tag in json.loads(tags):
            name = pick(tag.get("name"), texts.locale)
            found |= {f"{key}:{tag.get('key')}": name, str(tag.get("key")): name}
    return found


def _themes(found: Scoped, texts: Texts) -> TableView:
    """How much of each theme was asked and answered, and by whom."""
    columns = (texts.t("Theme"), texts.t("Answered"), texts.t("Skipped"), texts.t("People"))
    made = Maker("themes", texts.t("Coverage of themes"), columns)
    data, answers = found.material.data, customers(found)
    sections = dict.fromkeys((q.theme, q.section) for q in data.questions if q.theme)
    least: tuple[float, str] | None = None
    for theme, section in sections:
        asked = {q.id for q in data.questions if q.theme == theme}
        mine = [a for a in answers if a.question_id in asked]
        given = [a for a in mine if not a.skipped and (a.text.strip() or a.value is not None)]
        if not mine:
            continue
        people = {a.participant for a in given}
        named = section or texts.t("No theme")
        cells = (
            named,
            words.of(len(given), len(mine), texts),
            texts.number(sum(a.skipped for a in mine)),
            texts.number(len(people)),
        )
        made.row(cells, Source(named, ANSWER, tuple(a.id for a in mine)))
        share = len(given) / len(mine)
        if least is None or share < least[0]:
            least = (share, named)
    if least is None:
        return made.view(texts.t("No theme has been talked about yet."))
    return made.view(texts.t("Least covered: {theme}.", theme=least[1]))


def _deviant(reader: Reader, found: Scoped, texts: Texts) -> TableView:
    """Answers marked as deviant cases: read them before any mean."""
    columns = (texts.t("Person"), texts.t("Question"), texts.t("In own words"))
    made = Maker("deviant", texts.t("Deviant cases"), columns, left=3)
    marked = {row[0] for row in reader.sql("SELECT id FROM answer WHERE NOT retired AND deviant")}
    marks = reader.sql("SELECT answer_id, marks FROM extract WHERE NOT retired AND answer_id IS NOT NULL")
    marked |= {answer for answer, kept in marks if "deviant" in json.loads(kept)}
    asked = {q.id: q.text for q in found.material.data.questions}
    for a in found.answers:
        if a.id in marked:
            cells = (a.participant, asked.get(a.question_id, NONE), cut(a.text))
            made.row(cells, Source(a.participant, ANSWER, (a.id,)))
    if made.empty:
        return made.view(texts.t("No answer has been marked as a deviant case."))
    return made.view(texts.t("These stand against what most people said."))


def _questions(reader: Reader, found: Scoped, texts: Texts) -> TableView:
    """Every question that was asked, with the summary of its own type."""
    columns = (texts.t("Question"), texts.t("Answered"), texts.t("Figure"), texts.t("Answers"))
    made = Maker("questions", texts.t("Every question"), columns)
    themes = dict.fromkeys(q.theme for q in found.material.data.questions)
    asked = []
    for item in (one for theme in themes for one in told(found.material, theme)):
        ids = tuple(a.id for a in item.answers)
        counted = words.of(item.summary.n, item.summary.asked, texts)
        said = answered(item, texts) or their_words(found, item.answers, 3)
        name = without_score(item.question.text) or item.question.key
        cells = (name, counted, figure_of(item, texts), said)
        asked.append((item, name, made.row(cells, Source(name, ANSWER, ids))))
    made.charts += question_charts(reader, asked, made, texts)
    if made.empty:
        return made.view(texts.t("Nobody has been asked anything yet."))
    return made.view(texts.t("Each question is counted by its own type."))
