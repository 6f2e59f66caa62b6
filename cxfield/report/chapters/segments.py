# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups of customers side by side, and a card of each segment: what it felt, said and scored."""

from cxfield.analysis.comparison import subgroup_nps
from cxfield.analysis.means import mean_t
from cxfield.analysis.moments import MomentRating, moment_means
from cxfield.analysis.nps import nps
from cxfield.analysis.satisfaction import csat
from cxfield.document.nodes import BulletItem, Bullets, Heading, Node
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.dataset import ReportData
from cxfield.report.material import Chapter, Material
from cxfield.report.people_groups import LEAST, PeopleGroup, grades, people_groups
from cxfield.report.quotes import allowed, quote_node
from cxfield.report.simple import table

_MOST_EMOTIONS = 3


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    data = material.data
    nodes: list[Node] = [
        Heading(1, texts.t("Groups of customers"), numbered=True, key="segments"),
        *words.own_words(data.chapter_texts, "segments"),
    ]
    groups = people_groups(data, texts)
    if not groups:
        said = texts.t("No group of at least {n} interviewed customers can be told apart.", n=LEAST)
        return [*nodes, words.para(said)]
    nodes.append(words.para(texts.t(
        "Groups of at least {n} interviewed customers; smaller ones are not told apart, so that nobody is "
        "recognised. Differences between groups this small are seldom more than chance.", n=LEAST,
    )))  # fmt: skip
    nodes.append(_compared(groups, data, texts))
    cards = [group for group in groups if group.kind == texts.t("Segment")]
    cards = cards or [group for group in groups if group.kind == groups[0].kind]
    nodes.append(Heading(2, texts.t("Profiles of customers")))
    for group in cards:
        nodes += _card(group, data, texts)
    return nodes


def _compared(groups: tuple[PeopleGroup, ...], data: ReportData, texts: Texts) -> Node:
    heads = (
        (texts.t("Group"), 2.6), ("n", 0.5, "right"), (texts.t("NPS and its groups"), 2.2),
        (texts.t("CSAT, grades 4–5"), 1.8), (texts.t("Mean feeling"), 1.3, "right"),
    )  # fmt: skip
    caption = texts.t(
        "Promoters, passives and detractors of each group; NPS only from ten answers on. "
        "Mean feeling: of all moments told, −5…+5."
    )
    rows = (
        (
            f"{group.kind}: {group.name}",
            texts.number(len(group.codes)),
            _nps(group, data, texts),
            words.share(csat(grades(data, group.codes, "csat")).top2, texts)
            if grades(data, group.codes, "csat")
            else "–",
            _feeling(group, data, texts),
        )
        for group in groups
    )
    return table(heads, rows, caption, "segments")


def _nps(group: PeopleGroup, data: ReportData, texts: Texts) -> str:
    result = nps(grades(data, group.codes, "nps"))
    if not result.n:
        return "–"
    counts = f"{result.promoters}/{result.passives}/{result.detractors}"
    if subgroup_nps(result) is not None or result.value is None:
        return counts
    return f"{words.trimmed(result.value, texts)} ({counts})"


def _feeling(group: PeopleGroup, data: ReportData, texts: Texts) -> str:
    told = [float(m.valence) for m in data.moments if m.participant in group.codes and m.valence is not None]
    mean = mean_t(told, bounds=(-5.0, 5.0))
    return "–" if mean.value is None else texts.signed(mean.value, 1)


def _card(group: PeopleGroup, data: ReportData, texts: Texts) -> list[Node]:
    """A profile: who they are in counts, best and worst moment, feelings, and words they allow to quote."""
    points = [(texts.t("Who"), _who(group, data, texts))]
    ratings = [
        MomentRating(m.key, m.participant, m.valence)
        for m in data.moments
        if m.participant in group.codes and m.valence is not None
    ]
    labels = {m.key: m.label for m in data.moments}
    means = [m for m in moment_means(ratings, tuple(labels)) if m.value is not None]
    if len(means) > 1:
        best, worst = max(means, key=lambda m: m.value or 0.0), min(means, key=lambda m: m.value or 0.0)
        points.append((texts.t("Journey"), texts.t(
            "best at {best} ({high}), weakest at {worst} ({low}).",
            best=labels[best.moment].lower(), high=texts.signed(best.value or 0.0, 1),
            worst=labels[worst.moment].lower(), low=texts.signed(worst.value or 0.0, 1),
        )))  # fmt: skip
    felt = _felt(group, data, texts)
    if felt:
        points.append((texts.t("Feelings"), felt))
    nodes: list[Node] = [
        Heading(3, f"{group.kind}: {group.name}"),
        Bullets(tuple(BulletItem(words.labelled(label, text)) for label, text in points)),
    ]
    said = [quote for quote in allowed(data) if quote.participant in group.codes and not quote.group]
    return nodes + [quote_node(quote, texts) for quote in said[:1]]


def _who(group: PeopleGroup, data: ReportData, texts: Texts) -> str:
    people = [person for person in data.people if person.code in group.codes]
    said = [texts.tn("{n} customer", "{n} customers", len(people))]
    for value in ("gender", "age_band"):
        counts: dict[str, int] = {}
        for person in people:
            known = str(getattr(person, value)).replace("-", "–")
            if known:
                counts[known] = counts.get(known, 0) + 1
        said += [f"{name} {texts.number(n)}" for name, n in sorted(counts.items())]
    return ", ".join(said) + "."


def _felt(group: PeopleGroup, data: ReportData, texts: Texts) -> str:
    """The feelings that most of the group named at least once."""
    people: dict[str, set[str]] = {}
    for moment in data.moments:
        if moment.participant in group.codes:
            for key, _ in moment.emotions:
                people.setdefault(key, set()).add(moment.participant)
    ordered = sorted(people.items(), key=lambda one: (-len(one[1]), one[0]))[:_MOST_EMOTIONS]
    names = data.emotion_names
    said = [
        f"{names[key].label if key in names else key} {words.of(len(who), len(group.codes), texts)}"
        for key, who in ordered
    ]
    return f"{', '.join(said)}." if said else ""


def _nothing(material: Material) -> bool:
    return len({session.participant for session in material.data.customer_interviews}) < LEAST


CHAPTER = Chapter("segments", N_("Groups of customers"), build, empty=_nothing)
