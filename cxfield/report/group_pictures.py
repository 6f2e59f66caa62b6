# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A group's figures with their pictures and sentences: the same in the room and in the report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cxfield.analysis.outcome import Value
from cxfield.analysis.talk_balance import TalkBalance, TalkFlag
from cxfield.charts import group as charts
from cxfield.charts.scene import Scene
from cxfield.i18n import Texts
from cxfield.report.group_facts import GroupFacts, GroupFigures, TopicTrend, group_figures

Maker = Callable[[float], Scene]
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure: its chart (None where it cannot be drawn), what it shows in words, and its numbers."""

    key: str
    title: str
    caption: str
    said: str
    maker: Maker | None = None
    alt: str = ""
    header: Row = ()
    rows: tuple[Row, ...] = ()


def missing(value: Value, texts: Texts) -> str:
    """Why a figure cannot be computed."""
    return texts.t(value.reason.text) if value.reason is not None else ""


def pictures(facts: GroupFacts, texts: Texts) -> tuple[Picture, ...]:
    """Every figure of a group, in the order of the report."""
    figures = group_figures(facts)
    found = (
        _talk(figures, texts),
        _follows(figures, texts),
        _agreement(facts, figures, texts),
        _topics(facts, figures, texts),
        _shifts(figures, texts),
        _ideas(facts, figures, texts),
        _agenda(facts, figures, texts),
    )
    return tuple(picture for picture in found if picture is not None)


def talk_words(balance: TalkBalance, texts: Texts) -> str:
    """How evenly the talk was shared, and who spoke a great deal or hardly at all."""
    gini, even = balance.gini_normalised, balance.pielou
    if gini.value is None or even.value is None:
        return texts.t("Not computable: {reason}", reason=missing(gini, texts))
    said = texts.t(
        "Balance of talk: Gini {gini} (0 = even, 1 = one speaks alone), Pielou {even} (1 = even). "
        "Evenness is not a goal in itself.",
        gini=texts.number(gini.value, 3),
        even=texts.number(even.value, 2),
    )
    odd = [s for s in balance.seats if {TalkFlag.QUIET, TalkFlag.DOMINANT} & set(s.flags)]
    return said + "".join(
        " " + texts.t("{code} spoke {share}.", code=s.seat, share=texts.percent(s.share or 0, 1)) for s in odd
    )


def _talk(figures: GroupFigures, texts: Texts) -> Picture:
    balance = figures.talk
    rows = tuple(
        (s.seat, texts.number(s.seconds), "" if s.share is None else texts.number(s.share, 4), str(s.turns))
        for s in balance.seats
    )
    return Picture(
        "talk",
        texts.t("Balance of talk"),
        texts.t("Talk time by participant, minutes and seconds."),
        talk_words(balance, texts),
        (lambda width: charts.talk_bars(balance, texts, width=width)) if balance.total_seconds else None,
        "; ".join(f"{s.seat} {texts.percent(s.share or 0, 1)}" for s in balance.seats),
        (texts.t("Participant"), "s", texts.t("Share"), texts.t("Turns")),
        rows,
    )


def _follows(figures: GroupFigures, texts: Texts) -> Picture | None:
    found = figures.follows
    if not found.n:
        return None
    words = []
    most = found.most()
    if most is not None:
        words.append(
            texts.tn(
                "{one} and {other} took the floor from each other most often, {n} time.",
                "{one} and {other} took the floor from each other most often, {n} times.",
                most[2],
                one=most[0],
                other=most[1],
            )
        )
    after = found.after_moderator
    if after is not None and after.value is not None:
        words.append(
            texts.t(
                "The moderator spoke after {share} of the participants' turns ({n} of {m}).",
                share=texts.percent(after.value),
                n=after.count,
                m=after.n,
            )
        )
    elif found.reason is not None:
        words.append(texts.t(found.reason.text))
    if found.overlaps:
        n = found.overlaps
        words.append(
            texts.tn("{n} turn began while another went on.", "{n} turns began while another went on.", n)
        )
    rows = tuple((seat, *map(str, row)) for seat, row in zip(found.seats, found.counts, strict=True))
    return Picture(
        "turns",
        texts.t("Who follows whom"),
        texts.t("Turn-taking: rows spoke, columns spoke next."),
        " ".join(words),
        lambda width: charts.turn_matrix(found, texts, width=width),
        " ".join(words),
        ("", *found.seats),
        rows,
    )


def _agreement(facts: GroupFacts, figures: GroupFigures, texts: Texts) -> Picture | None:
    found = figures.agreement
    if not found.stands:
        return None
    lines = [
        charts.Line(s.id, f"{s.code}: {printable(s.verbatim, s.code, s.text, facts, texts)}")
        for s in facts.said
    ]
    split = [s for s in found.stands if s.agree and s.disagree]
    words = [
        texts.tn(
            "Somebody took a side on {n} statement",
            "Somebody took a side on {n} statements",
            len(found.stands),
        )
        + ", "
        + texts.tn("opinions differed on {n}.", "opinions differed on {n}.", len(split))
    ]
    pairs = [p for p in found.pairs if p.n >= _PAIR_LEAST]
    if len({p.same / p.n for p in pairs}) > 1:  # where all pairs are alike, none is the nearest
        near = max(pairs, key=lambda p: (p.same / p.n, p.n))
        far = min(pairs, key=lambda p: (p.same / p.n, -p.n))
        words.append(
            texts.t(
                "{one} and {other} were most often on the same side ({n} of {m}),",
                one=near.one,
                other=near.other,
                n=near.same,
                m=near.n,
            )
            + " "
            + texts.t(
                "{one} and {other} least often ({n} of {m}).",
                one=far.one,
                other=far.other,
                n=far.same,
                m=far.n,
            )
        )
    words.append(texts.t("Silence is not agreement."))
    names = {line.id: line.words for line in lines}
    rows = tuple(
        (names[s.id], *("" if side is None else texts.signed(side, 0) if side else "0" for side in s.sides))
        for s in found.stands
        if s.id in names
    )
    return Picture(
        "agreement",
        texts.t("Agreement map"),
        texts.t("The most discussed statements: triangle up agrees, down disagrees, ring is the speaker."),
        " ".join(words),
        lambda width: charts.agreement_grid(found, lines, width=width),
        " ".join(words),
        (texts.t("Statement"), *found.seats),
        rows,
    )


_PAIR_LEAST = 3


def printable(verbatim: bool, code: str, text: str, facts: GroupFacts, texts: Texts) -> str:
    """Words that may be printed: verbatim ones only of those who allow quotes."""
    allowed = {seat.code for seat in facts.seats if seat.quotes is True}
    return text if not verbatim or code in allowed else texts.t("[no consent to quotes]")


def _topics(facts: GroupFacts, figures: GroupFigures, texts: Texts) -> Picture | None:
    found = figures.topics
    if not any(found.total(topic).n for topic in found.topics):
        return None
    labels = list(facts.topics)
    names = dict(labels)
    parts = []
    for topic in found.topics:
        total = found.total(topic)
        if total.n:
            parts.append(
                texts.t(
                    "{topic} {n} ({plus} positive, {minus} negative)",
                    topic=names[topic],
                    n=total.n,
                    plus=total.positive,
                    minus=total.negative,
                )
            )
    said = texts.t("Statements by topic: {list}.", list=", ".join(parts))
    if found.untold:
        said += " " + texts.tn("{n} statement has no topic.", "{n} statements have no topic.", found.untold)
    rows = tuple(
        (names[t], *(str(c.n) for c in row), str(found.total(t).n))
        for t, row in zip(found.topics, found.cells, strict=True)
    )
    return Picture(
        "topics",
        texts.t("Topics by person"),
        texts.t("Statements by topic and person: blue where good outweighs bad, orange where bad does."),
        said,
        lambda width: charts.topic_grid(found, labels, texts, width=width),
        said,
        (texts.t("Topic"), *found.seats, texts.t("all")),
        rows,
    )


def _shifts(figures: GroupFigures, texts: Texts) -> Picture | None:
    if not figures.shifts:
        return None
    words, rows = [], []
    for card, shift in figures.shifts:
        change = shift.change
        if change.value is None:
            words.append(texts.t("{card}: nobody rated it both times.", card=card.name))
            continue
        said = texts.t(
            "{card}: {before} before and {after} after the discussion, shift {change}",
            card=card.name,
            before=texts.number(shift.before.value or 0, 1),
            after=texts.number(shift.after.value or 0, 1),
            change=texts.signed(change.value, 1),
        )
        if change.low is not None and change.high is not None:
            said += " " + texts.t(
                "(95% {low} to {high}, n = {n})",
                low=texts.signed(change.low, 1),
                high=texts.signed(change.high, 1),
                n=change.n,
            )
        elif change.interval_reason is not None:
            said += f" (n = {change.n}; {texts.t(change.interval_reason.text).rstrip('.')})"
        words.append(said + ".")
        rows.append(
            (
                card.name,
                texts.number(shift.before.value or 0.0, 2),
                texts.number(shift.after.value or 0.0, 2),
                texts.signed(change.value, 2),
                str(change.n),
            )
        )
    plot = [(card.name, card.low, card.high, shift) for card, shift in figures.shifts]
    return Picture(
        "shift",
        texts.t("Stimulus cards before and after"),
        texts.t("Mean rating before (ring) and after (dot) the discussion."),
        " ".join(words),
        lambda width: charts.shift_plot(plot, texts, width=width),
        " ".join(words),
        (texts.t("Card"), texts.t("Before"), texts.t("After"), texts.t("Shift"), "n"),
        tuple(rows),
    )


def _ideas(facts: GroupFacts, figures: GroupFigures, texts: Texts) -> Picture | None:
    ranks = figures.ranks
    if not ranks.ideas:
        return None
    labels = [(idea.id, idea.text) for idea in facts.ideas]
    names = dict(labels)
    words = []
    if ranks.people:
        best = ranks.ideas[0]
        words.append(
            texts.t(
                "{idea} came first ({n} of {m} put it first).",
                idea=names[best.idea],
                n=best.first.count,
                m=ranks.people,
            )
        )
        w = ranks.concordance
        words.append(
            texts.t("Kendall's W {w} (1 = all the same order).", w=texts.number(w.value, 2))
            if w.value is not None
            else texts.t("Kendall's W is not computable: {reason}", reason=missing(w, texts))
        )
    else:
        words.append(texts.t("Nobody has ranked the ideas; they go by votes."))
    rows = tuple(
        (
            names[r.idea],
            "" if r.mean_rank.value is None else texts.number(r.mean_rank.value, 2),
            str(r.first.count),
            texts.number(r.borda, 0 if float(r.borda).is_integer() else 1),
            str(r.votes),
        )
        for r in ranks.ideas
    )
    return Picture(
        "ideas",
        texts.t("Ideas ranked"),
        texts.t("Ideas by Borda points, with mean rank and votes."),
        " ".join(words),
        lambda width: charts.idea_bars(ranks, labels, texts, width=width),
        " ".join(words),
        (texts.t("Idea"), texts.t("Mean rank"), texts.t("First places"), texts.t("Points"), texts.t("Votes")),
        rows,
    )


def _agenda(facts: GroupFacts, figures: GroupFigures, texts: Texts) -> Picture | None:
    if not figures.timed:
        return None
    agenda = figures.agenda
    labels = [(key, name) for key, name, _ in facts.parts]
    names = dict(labels)
    over = [p for p in agenda.parts if p.over_min >= 1]
    said = texts.t(
        "{used} min of {planned} planned were used.",
        used=texts.number(agenda.used_min, 0),
        planned=texts.number(facts.planned_min, 0),
    )
    if over:
        longest = max(over, key=lambda p: p.over_min)
        said += " " + texts.t(
            "{part} ran over the most, by {n} min.",
            part=names[longest.id],
            n=texts.number(longest.over_min, 0),
        )
    rows = tuple(
        (names[p.id], texts.number(p.planned_min), texts.number(p.used_min, 1)) for p in agenda.parts
    )
    return Picture(
        "agenda",
        texts.t("Planned and used minutes"),
        texts.t("Minutes by section: outline planned, fill used, amber over."),
        said,
        lambda width: charts.agenda_bars(agenda, labels, texts, width=width),
        said,
        (texts.t("Section"), texts.t("Planned"), texts.t("Used")),
        rows,
    )


def trend_picture(trends: Sequence[TopicTrend], panel: str, texts: Texts) -> Picture:
    """A recurring panel's fixed topics from meeting to meeting."""
    rows = [(trend.label, trend.points) for trend in trends]
    said = texts.t(
        "The tone of each fixed topic from meeting to meeting, −1 all negative to +1 all positive."
    )
    table = tuple(
        (trend.label, *("" if tone is None else texts.signed(tone, 2) for _, _, tone in trend.points))
        for trend in trends
    )
    titles = [title for title, _, _ in trends[0].points] if trends else []
    return Picture(
        "trend",
        texts.t("Panel {name}: trend by topic", name=panel),
        said,
        said,
        lambda width: charts.trend_lines(rows, width=width),
        said,
        (texts.t("Topic"), *titles),
        table,
    )
