# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A guide on paper: every question with when it is asked, what is answered with, and room to write."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cxfield.document.nodes import (
    BulletItem,
    Bullets,
    Column,
    Figure,
    FigureData,
    Heading,
    Node,
    PageBreak,
    Paragraph,
    Table,
    bold,
    cell,
    spans,
)
from cxfield.errors import UserError
from cxfield.i18n import N_, Texts, pick
from cxfield.methods.questions import Asked, question_type
from cxfield.methods.questions.ces import CES, ENDS, version_of
from cxfield.methods.questions.choice import ChoiceType
from cxfield.methods.questions.demographic import facts_of
from cxfield.methods.questions.matrix import MATRIX, columns_of
from cxfield.methods.questions.scale import ScaleType
from cxfield.methods.questions.themes import part_name
from cxfield.methods.questions.wheels import wheel_named
from cxfield.model.guide import Guide
from cxfield.services.attachments import picture_bytes
from cxfield.services.plan_guide_checks import OPEN_TYPES, QuestionRow, read_version, versions_of
from cxfield.services.plan_reach import scale_of
from cxfield.services.plan_routes import RouteMap, route_map
from cxfield.storage import Reader

_LINE = "_" * 80
_SHORT_LINE = "_" * 24
_BOX = "☐"
_GAP = "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE} "
_UNSURE = N_("Can't say")


@dataclass(frozen=True, slots=True)
class _Paper:
    """What the questions of one guide share."""

    texts: Texts
    routes: RouteMap
    numbers: dict[str, int]
    picture: Callable[[str], bytes | None]

    def pick(self, words: object) -> str:
        """A text in the language of the paper."""
        return pick(words, self.texts.locale) if isinstance(words, dict) else ""


def guide_nodes(reader: Reader, texts: Texts, guides: Sequence[Guide]) -> list[Node]:
    """Each guide on its own page, in the version that is asked."""
    nodes: list[Node] = []
    for guide in guides:
        draft, ready = versions_of(reader, guide.id)
        version = ready or draft
        if version is None:
            continue
        if nodes:
            nodes.append(PageBreak())
        name = pick(guide.name, texts.locale) or "–"
        nodes.append(Heading(1, f"{name} · {texts.t('version {n}', n=version.number)}"))
        sections = read_version(reader, version.id, (texts.locale,))
        rows = [row for section in sections for row in section.questions]
        paper = _Paper(
            texts, route_map(sections, texts), {row.id: row.number for row in rows}, _pictures(reader)
        )
        for section in sections:
            minutes = texts.t("{n} min", n=round(section.minutes))
            name = pick(section.name, texts.locale) or texts.t(part_name(section.theme)) or "–"
            nodes.append(Heading(2, f"{name} · {minutes}"))
            for row in section.questions:
                nodes += _question(row, paper)
    return nodes


def _pictures(reader: Reader) -> Callable[[str], bytes | None]:
    def read(attachment_id: str) -> bytes | None:
        try:
            return picture_bytes(reader, attachment_id) if attachment_id else None
        except UserError:  # it is not in this file: the question is printed without it
            return None

    return read


def _question(row: QuestionRow, paper: _Paper) -> list[Node]:
    texts = paper.texts
    name = texts.t(question_type(row.type).name)
    nodes: list[Node] = []
    if row.routes:
        followed = paper.numbers.get(row.follows_id or "", 0)
        nodes.append(Paragraph(spans(bold(f"{row.number}. "), f"({name})")))
        for route in row.routes:
            when = texts.t("question {n}: {answers}", n=followed, answers=f"{route.low}–{route.high}")
            nodes.append(Paragraph(spans(f"{when} → ", bold(paper.pick(route.text)))))
    else:
        nodes.append(Paragraph(spans(bold(f"{row.number}. {paper.pick(row.text)}"), f"  ({name})")))
        nodes += _when(row, paper)
    hint = paper.pick(row.hint)
    if hint:
        nodes.append(Paragraph(spans(hint), "caption"))
    nodes += _answer(row, paper)
    said = " · ".join(words for probe in row.probes if (words := paper.pick(probe)))
    if said:
        nodes.append(Paragraph(spans(texts.t("Probes: {probes}", probes=said)), "caption"))
    return nodes


def _when(row: QuestionRow, paper: _Paper) -> list[Node]:
    """When it is asked, unless everybody is."""
    texts = paper.texts
    said = [
        texts.t("question {n}: {answers}", n=paper.numbers[edge.source], answers=edge.when)
        for edge in paper.routes.into(row.id)
    ]
    if not said:
        return []
    listed = "; ".join(said)
    if len(said) == 1:
        words = texts.t("Ask only if {condition}.", condition=listed)
    elif row.opening.join == "any":
        words = texts.t("Ask only if any of these holds: {conditions}.", conditions=listed)
    else:
        words = texts.t("Ask only if all of these hold: {conditions}.", conditions=listed)
    return [Paragraph(spans(words), "caption")]


def _answer(row: QuestionRow, paper: _Paper) -> list[Node]:
    """What the answer is marked in."""
    texts, kind = paper.texts, question_type(row.type)
    unsure = f"{_GAP}{_BOX} {texts.t(_UNSURE)}" if row.settings.get("cannot_say") else ""
    if row.type == MATRIX.key:
        return [_matrix(row, paper)]
    if row.type == "demographic":
        return _background(row, paper)
    bounds = scale_of(row.type, row.settings)
    if bounds is not None:
        return [Paragraph(spans(_scale(row, bounds, paper) + unsure))]
    nodes: list[Node] = []
    if isinstance(kind, ChoiceType) and kind.fixed:
        nodes.append(Paragraph(spans(_boxes(texts.t(c.msgid) for c in kind.fixed) + unsure)))
    elif row.options:
        nodes += _choices(row, paper)
        if unsure:
            nodes.append(Paragraph(spans(unsure.strip())))
    elif row.type == "click_map":
        nodes += _picture(row, str(row.settings.get("picture_id") or ""), paper)
    if row.type == "open_wheel":
        nodes += _wheel(row, paper)
    if row.type in OPEN_TYPES or row.type in ("yes_no_open", "number_text", "photo"):
        nodes.append(Paragraph(spans(_LINE)))
    elif row.type in ("number", "duration", "date", "yes_no_count"):
        unit = paper.pick(row.settings.get("unit")) or _unit(row, texts)
        nodes.append(Paragraph(spans(f"{_SHORT_LINE} {unit}{unsure}".rstrip())))
    if row.type == "number_text":
        unit = paper.pick(row.settings.get("unit"))
        nodes.insert(0, Paragraph(spans(f"{_SHORT_LINE} {unit}".rstrip())))
    return nodes


def _unit(row: QuestionRow, texts: Texts) -> str:
    if row.type == "duration":
        return texts.t("min, s") if row.settings.get("unit") == "s" else texts.t("min")
    return ""


def _boxes(names: object) -> str:
    return _GAP.join(f"{_BOX}\N{NO-BREAK SPACE}{name}" for name in names)  # type: ignore[attr-defined]


def _scale(row: QuestionRow, bounds: tuple[int, int], paper: _Paper) -> str:
    numbers = _GAP.join(str(number) for number in range(bounds[0], bounds[1] + 1))
    own: Sequence[object] = row.settings.get("ends") or ({}, {})
    usual = _usual_ends(row)
    ends = [paper.pick(words) or paper.texts.t(msgid) if msgid else paper.pick(words)
            for words, msgid in zip(own, usual, strict=True)]  # fmt: skip
    return _GAP.join(part for part in (ends[0], numbers, ends[1]) if part)


def _usual_ends(row: QuestionRow) -> tuple[str, str]:
    """The words at the ends of a scale that has none of its own, as the interview shows them."""
    kind = question_type(row.type)
    if kind is CES:
        return ENDS[version_of(Asked(settings=row.settings)).key]
    return (kind.low_end, kind.high_end) if isinstance(kind, ScaleType) else ("", "")


def _choices(row: QuestionRow, paper: _Paper) -> list[Node]:
    """The choices to tick, to number (a ranking), or their pictures above them."""
    mark = "____" if row.type == "ranking" else _BOX
    names = [(key, paper.pick(name)) for key, name in row.options]
    items = tuple(BulletItem(spans(f"{mark} {words}")) for _, words in names if words)
    pictures = [(paper.picture(row.pictures.get(key, "")), words) for key, words in names]
    nodes: list[Node] = []
    if any(data is not None for data, _ in pictures):
        from cxfield.charts.clicks import Thumb, thumbnails

        missing = paper.texts.t("The picture is missing")
        scene = thumbnails([Thumb(data, words, "") for data, words in pictures], missing)
        listed = FigureData((paper.texts.t("Choice"),), tuple((words,) for _, words in names))
        nodes.append(Figure(scene, _title(row, paper), paper.pick(row.text), listed))
    return [*nodes, Bullets(items)] if items else nodes


def _picture(row: QuestionRow, attachment_id: str, paper: _Paper) -> list[Node]:
    data = paper.picture(attachment_id)
    if data is None:
        return [Paragraph(spans(paper.texts.t("The picture is missing")), "caption")]
    from cxfield.charts.clicks import click_map

    words = paper.texts.t("Put a cross where the answer is.")
    listed = FigureData((paper.texts.t("Question"),), ((paper.pick(row.text),),))
    return [Figure(click_map(data, (), ()), f"{_title(row, paper)}. {words}", paper.pick(row.text), listed)]


def _title(row: QuestionRow, paper: _Paper) -> str:
    return paper.texts.t("Question {n}", n=row.number)


def _matrix(row: QuestionRow, paper: _Paper) -> Node:
    texts, asked = paper.texts, Asked(settings=row.settings)
    low, high = MATRIX.bounds(asked)
    heads = [paper.pick(words) for words in columns_of(asked)] or [str(n) for n in range(low, high + 1)]
    if row.settings.get("cannot_say"):
        heads.append(texts.t(_UNSURE))
    columns = (Column("", 4), *(Column(words, 1, "center") for words in heads))
    rows = tuple((cell(paper.pick(name)), *(cell(_BOX) for _ in heads)) for _, name in row.options)
    return Table(columns, rows)


def _background(row: QuestionRow, paper: _Paper) -> list[Node]:
    texts = paper.texts
    return [
        Paragraph(spans(bold(f"{texts.t(fact.name)}: "), _boxes(texts.t(c.msgid) for c in fact.choices)))
        for fact in facts_of(Asked(settings=row.settings))
    ]


def _wheel(row: QuestionRow, paper: _Paper) -> list[Node]:
    """The words of the wheel with their strengths, and how the moment felt as a whole."""
    texts, wheel = paper.texts, wheel_named(row.settings.get("wheel"))
    names = [
        " / ".join(paper.pick(word) for word in emotion.strengths)
        if emotion.strengths
        else f"{paper.pick(emotion.name)} 1–{wheel.rings}"
        for emotion in wheel.emotions
    ]
    names += [paper.pick(words) for words in wheel.centre.values()]
    valence = _GAP.join(texts.signed(value, 0) for value in range(-5, 6))
    return [
        Paragraph(spans(texts.t("How it felt as a whole: {scale}", scale=valence))),
        Paragraph(spans(texts.t("Circle at most three: {emotions}", emotions=" · ".join(names)))),
    ]
