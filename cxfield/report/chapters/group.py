# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The focus groups: how the talk was shared, who agreed with what, and what came of cards and ideas."""

from collections.abc import Sequence

from cxfield.analysis.talk_balance import TalkFlag
from cxfield.charts.scene import PAGE_WIDTH
from cxfield.document.nodes import (
    BulletItem,
    Bullets,
    Column,
    Figure,
    FigureData,
    Heading,
    Node,
    Table,
    cell,
    spans,
)
from cxfield.i18n import N_, Texts
from cxfield.model.enums import SessionKind
from cxfield.report import words
from cxfield.report.group_facts import GroupFacts, SaidFact, group_figures, topic_trends
from cxfield.report.group_pictures import Picture, pictures, trend_picture
from cxfield.report.material import Chapter, Material
from cxfield.report.quotes import allowed, quote_node

_MOST_STATEMENTS = 12
_MOST_LISTED = 8
_FLAGS = {
    TalkFlag.DOMINANT: N_("over twice the equal share"),
    TalkFlag.QUIET: N_("under 5% of the talk"),
    TalkFlag.LONG_SILENT: N_("long silent"),
}
_SIGNS = {-1: "−", 0: "0", 1: "+"}
#: Lists of marked statements: mark, heading.
_LISTS = (
    ("suggestion", N_("Suggestions for improvement")),
    ("habit", N_("Habits")),
    ("pattern", N_("Patterns")),
    ("staff", N_("Remarks on the staff")),
)


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    nodes: list[Node] = [Heading(1, texts.t("Focus group"), numbered=True, key="group")]
    nodes += words.own_words(material.data.chapter_texts, "group")
    held = material.data.of_kind(SessionKind.GROUP)
    groups = material.data.groups
    if not held:
        return [*nodes, words.para(texts.t("No focus group was held."))]
    for group in groups:
        if len(groups) > 1:
            nodes.append(Heading(2, group.title))
        nodes += _group(group, texts)
    for series in dict.fromkeys(group.series_id for group in groups if group.series_id):
        meetings = [group for group in groups if group.series_id == series]
        if len(meetings) > 1:
            picture = trend_picture(topic_trends(meetings), meetings[0].series, texts)
            nodes += [Heading(2, picture.title), *_figure(picture, said=False)]
    nodes += [quote_node(quote, texts) for quote in allowed(material.data) if quote.group]
    return nodes


def _group(group: GroupFacts, texts: Texts) -> list[Node]:
    nodes: list[Node] = [words.para(_sentence(group, texts))]
    shown = {picture.key: picture for picture in pictures(group, texts)}
    talk = shown.pop("talk")
    if group_figures(group).talk.total_seconds:
        nodes += [_talk(group, texts), words.small(talk.said)]
    else:
        nodes.append(words.para(talk.said))
    for picture in shown.values():
        nodes += [Heading(2, picture.title), *_figure(picture)]
        if picture.key == "agreement":
            nodes += _statements(group, texts)
    if "agreement" not in shown:
        nodes += _statements(group, texts)
    for mark, heading in _LISTS:
        said = _printable(group.marked(mark), group)
        if said:
            nodes += [Heading(3, texts.t(heading)), _bullets(said, texts)]
    nodes += _parked(group, texts)
    nodes += _moderation(group, texts)
    return nodes


def _sentence(group: GroupFacts, texts: Texts) -> str:
    running = group.now_ms - sum(end - start for start, end in group.pauses)
    said = texts.t(
        "{people} took part for {minutes}.",
        people=texts.tn("{n} person", "{n} people", len(group.people)),
        minutes=words.minutes(running, texts),
    )
    if group.trait:
        said += " " + texts.t("What they have in common: {trait}.", trait=group.trait)
    if group.said:
        said += " " + texts.tn("{n} statement was logged.", "{n} statements were logged.", len(group.said))
    return said


def _talk(group: GroupFacts, texts: Texts) -> Table:
    columns = (
        Column(texts.t("Participant"), 1.2),
        Column(texts.t("Talk time"), 1.1, "right"),
        Column(texts.t("Share"), 0.9, "right"),
        Column(texts.t("Turns"), 0.9, "right"),
        Column(texts.t("Remarks"), 3.0),
    )
    part = {s.code for s in group.people if s.spans and (s.spans[0][0] > 0 or s.spans[-1][1] < group.now_ms)}
    rows = tuple(
        (
            cell(seat.seat),
            cell(f"{int(seat.seconds) // 60}:{int(seat.seconds) % 60:02}"),
            cell("–" if seat.share is None else texts.percent(seat.share, 1)),
            cell(texts.number(seat.turns)),
            cell(", ".join(_remarks(seat.seat, seat.flags, part, texts))),
        )
        for seat in group_figures(group).talk.seats
    )
    return Table(columns, rows, texts.t("Talk time by participant, minutes and seconds."), key="talk")


def _remarks(code: str, flags: Sequence[TalkFlag], part: set[str], texts: Texts) -> list[str]:
    """What stands out; silence at the very end says nothing of a whole group, so it is left out."""
    found = [texts.t(_FLAGS[flag]) for flag in flags if flag is not TalkFlag.LONG_SILENT]
    return [*found, texts.t("share is of the time present")] if code in part else found


def _figure(picture: Picture, *, said: bool = True) -> list[Node]:
    if picture.maker is None:
        return [words.para(picture.said)]
    data = FigureData(picture.header, picture.rows)
    graphic = picture.maker(PAGE_WIDTH)
    figure = Figure(graphic, picture.caption, picture.alt, data, key=f"group-{picture.key}")
    return [words.para(picture.said), figure] if said else [figure]


def _printable(said: Sequence[SaidFact], group: GroupFacts) -> list[SaidFact]:
    """Statements in gist, and verbatim ones of those who allow quotes."""
    quoting = {seat.code for seat in group.seats if seat.quotes is True}
    return [s for s in said if s.text and (not s.verbatim or s.code in quoting)]


def _statements(group: GroupFacts, texts: Texts) -> list[Node]:
    found = sorted(_printable(group.said, group), key=lambda s: (-(len(s.agree) + len(s.disagree)), s.t_ms))[
        :_MOST_STATEMENTS
    ]
    nodes: list[Node] = []
    if found:
        nodes += [Heading(2, texts.t("Statements")), _table(found, texts)]
    held = len(group.said) - len(_printable(group.said, group))
    if held:
        nodes.append(words.small(texts.tn(
            "{n} verbatim statement was left out: no consent to quote.",
            "{n} verbatim statements were left out: no consent to quote.", held)))  # fmt: skip
    return nodes


def _table(statements: Sequence[SaidFact], texts: Texts) -> Table:
    columns = (
        Column(texts.t("Time"), 0.9),
        Column(texts.t("Who"), 0.7),
        Column(texts.t("Statement"), 4.6),
        Column(texts.t("Polarity"), 0.8, "center"),
        Column(texts.t("Agree"), 1.0, "right"),
        Column(texts.t("Disagree"), 1.0, "right"),
    )
    rows = tuple(
        (
            cell(texts.stopwatch(s.t_ms)),
            cell(s.code or "–"),
            cell(words.quoted(s.text, texts) if s.verbatim else s.text),
            cell(_SIGNS.get(s.polarity, "")),
            cell(texts.number(len(s.agree))),
            cell(texts.number(len(s.disagree))),
        )
        for s in statements
    )
    return Table(columns, rows, texts.t("Statements, the most discussed first."), key="statements")


def _bullets(said: Sequence[SaidFact], texts: Texts) -> Bullets:
    lines = []
    for item in said[:_MOST_LISTED]:
        text = words.quoted(item.text, texts) if item.verbatim else item.text
        sides = (
            f" ({texts.t('{n} agree, {m} disagree', n=len(item.agree), m=len(item.disagree))})"
            if item.agree or item.disagree
            else ""
        )
        lines.append(f"{item.code}: {text}{sides}" if item.code else f"{text}{sides}")
    return _list(lines)


def _list(lines: Sequence[str]) -> Bullets:
    return Bullets(tuple(BulletItem(spans(line)) for line in lines))


def _parked(group: GroupFacts, texts: Texts) -> list[Node]:
    if not group.parked:
        return []
    lines = []
    for text, who, taken_up in group.parked:
        said = f"{text} ({who})" if who else text
        lines.append(f"{said} – {texts.t('taken up')}" if taken_up else said)
    return [Heading(3, texts.t("Parking lot")), _list(lines)]


def _moderation(group: GroupFacts, texts: Texts) -> list[Node]:
    said = []
    if group.slips or group.neutrality is not None:
        n = len(group.slips)
        said.append(
            texts.tn("{n} slip by the moderator.", "{n} slips by the moderator.", n)
            if n
            else texts.t("No slips by the moderator were logged.")
        )
    if group.neutrality is not None:
        said.append(texts.t("The note-taker rated the neutrality {n} of 5.", n=group.neutrality))
        if group.neutrality_note:
            said.append(group.neutrality_note)
    if group.laughs:
        said.append(texts.tn("Everyone laughed {n} time.", "Everyone laughed {n} times.", group.laughs))
    if group.summary_done:
        late = texts.t("The summary was made late, {when}.", when=group.summary_done)
        done = texts.t("The summary was made on the same day, {when}.", when=group.summary_done)
        said.append(late if group.summary_late else done)
    elif group.ended:
        said.append(texts.t("No summary was made on the same day."))
    main = dict(group.summary).get("main", "")
    nodes: list[Node] = []
    if said:
        nodes += [
            Heading(3, texts.t("How the group was led")),
            words.para(*(f"{part} " for part in said[:-1]), said[-1]),
        ]
    if main:
        lines = [line.lstrip("–- ").strip() for line in main.splitlines() if line.strip()]
        nodes += [Heading(3, texts.t("The most important things")), _list(lines)]
    return nodes


CHAPTER = Chapter("group", N_("Focus group"), build)
