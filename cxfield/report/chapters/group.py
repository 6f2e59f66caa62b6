# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The focus group: how the talk was shared, what was said and who agreed."""

from cxfield.analysis.talk_balance import TalkFlag
from cxfield.document.nodes import Column, Heading, Node, Table, cell
from cxfield.i18n import N_, Texts
from cxfield.model.enums import SessionKind
from cxfield.report import words
from cxfield.report.dataset import StatementRow
from cxfield.report.material import Chapter, Material
from cxfield.report.quotes import allowed, quote_node

_MOST_STATEMENTS = 12
_FLAGS = {
    TalkFlag.DOMINANT: N_("over twice the equal share"),
    TalkFlag.QUIET: N_("under 5% of the talk"),
    TalkFlag.LONG_SILENT: N_("long silent"),
}
_SIGNS = {-1: "−", 0: "0", 1: "+"}


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    nodes: list[Node] = [Heading(1, texts.t("Focus group"), numbered=True, key="group")]
    nodes += words.own_words(material.data.chapter_texts, "group")
    groups = material.data.of_kind(SessionKind.GROUP)
    if not groups:
        return [*nodes, words.para(texts.t("No focus group was held."))]
    nodes.append(words.para(_sentence(material, texts)))
    if material.figures.talk is not None:
        nodes.append(_talk(material, texts))
        nodes.append(words.small(_balance(material, texts)))
    nodes += [quote_node(quote, texts) for quote in allowed(material.data) if quote.group]
    statements = _printable(material)
    if statements:
        nodes += [Heading(2, texts.t("Statements")), _statements(statements, texts)]
    held = sum(1 for s in material.data.statements if s.verbatim and s.quote_consent is not True)
    if held:
        nodes.append(words.small(texts.tn(
            "{n} verbatim statement was left out: no consent to quote.",
            "{n} verbatim statements were left out: no consent to quote.", held)))  # fmt: skip
    return nodes


def _sentence(material: Material, texts: Texts) -> str:
    data = material.data
    people = sum(1 for seat in data.seats if not seat.moderator)
    ms = sum(s.running_ms or s.length_ms or 0 for s in data.of_kind(SessionKind.GROUP))
    said = texts.t(
        "{people} took part for {minutes}.",
        people=texts.tn("{n} person", "{n} people", people),
        minutes=words.minutes(ms, texts),
    )
    if data.statements:
        said += " " + texts.tn(
            "{n} statement was logged.", "{n} statements were logged.", len(data.statements)
        )
    return said


def _talk(material: Material, texts: Texts) -> Table:
    balance = material.figures.talk
    columns = (
        Column(texts.t("Participant"), 1.2),
        Column(texts.t("Talk time"), 1.1, "right"),
        Column(texts.t("Share"), 0.9, "right"),
        Column(texts.t("Turns"), 0.9, "right"),
        Column(texts.t("Remarks"), 3.0),
    )
    seats = balance.seats if balance is not None else ()
    rows = tuple(
        (
            cell(seat.seat),
            cell(f"{int(seat.seconds) // 60}:{int(seat.seconds) % 60:02}"),
            cell("–" if seat.share is None else texts.percent(seat.share, 1)),
            cell(texts.number(seat.turns)),
            cell(", ".join(texts.t(_FLAGS[flag]) for flag in seat.flags)),
        )
        for seat in seats
    )
    return Table(columns, rows, texts.t("Talk time by participant, minutes and seconds."), key="talk")


def _balance(material: Material, texts: Texts) -> str:
    balance = material.figures.talk
    if balance is None:
        return ""
    gini, even = balance.gini_normalised, balance.pielou
    return texts.t(
        "Balance of talk: Gini {gini} (0 = even, 1 = one speaks alone), Pielou {even} (1 = even). "
        "Evenness is not a goal in itself.",
        gini=words.missing(gini.reason, texts) if gini.value is None else texts.number(gini.value, 2),
        even=words.missing(even.reason, texts) if even.value is None else texts.number(even.value, 2),
    )


def _printable(material: Material) -> list[StatementRow]:
    """Statements in gist, and verbatim ones of those who allow quotes, the most discussed first."""
    found = [s for s in material.data.statements if s.text and (not s.verbatim or s.quote_consent is True)]
    return sorted(found, key=lambda s: (-(s.agree + s.disagree), s.t_ms))[:_MOST_STATEMENTS]


def _statements(statements: list[StatementRow], texts: Texts) -> Table:
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
            cell(texts.number(s.agree)),
            cell(texts.number(s.disagree)),
        )
        for s in statements
    )
    return Table(columns, rows, texts.t("Statements, the most discussed first."), key="statements")


CHAPTER = Chapter("group", N_("Focus group"), build)
