# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The customer journey: how its moments felt, how long people waited, which emotions were named."""

from cxfield.analysis.moments import MomentMean
from cxfield.charts.journey import Answer, Moment, journey_curve
from cxfield.charts.waits import Wait, WaitRow, wait_dots
from cxfield.document.nodes import Figure, FigureData, Heading, Node
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.feelings import emotion_nodes, peak_end_nodes
from cxfield.report.material import Chapter, Material
from cxfield.report.quotes import quotes_at


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    nodes: list[Node] = [Heading(1, texts.t("Journey and emotions"), numbered=True, key="journey")]
    nodes += words.own_words(material.data.chapter_texts, "journey")
    if material.figures.told:
        nodes += [words.para(_shape(material, texts)), _curve(material, texts)]
        worst = min(material.figures.told, key=lambda m: m.value or 0.0)
        nodes += quotes_at(material, material.figures.moment_labels.get(worst.moment, ""), texts)
    else:
        nodes.append(words.para(texts.t("Nobody has told yet how the moments of the journey felt.")))
    nodes += [Heading(2, texts.t("Waiting time at the checkout")), *_waits(material, texts)]
    remembered = peak_end_nodes(material, texts)
    if remembered:
        nodes += [Heading(2, texts.t("Peak and end")), *remembered]
    nodes += [Heading(2, texts.t("Emotions")), *emotion_nodes(material, texts)]
    return nodes


def _label(material: Material, moment: MomentMean) -> str:
    return material.figures.moment_labels.get(moment.moment, moment.moment)


def _shape(material: Material, texts: Texts) -> str:
    told = material.figures.told
    best, worst = max(told, key=lambda m: m.value or 0), min(told, key=lambda m: m.value or 0)
    said = ""
    if best is not worst:
        said = texts.t(
            "The experience is at its best at {best} and at its weakest at {worst}.",
            best=_label(material, best).lower(),
            worst=_label(material, worst).lower(),
        )
    widest = max(told, key=_spread)
    values = [value for _, value in widest.people]
    if _spread(widest) > 0:
        said += " " + texts.t(
            "Answers differ most at {moment}: from {low} to {high}.",
            moment=_label(material, widest).lower(),
            low=texts.signed(min(values)),
            high=texts.signed(max(values)),
        )
    return said.strip() or texts.t("One moment of the journey has been told about.")


def _spread(moment: MomentMean) -> float:
    values = [value for _, value in moment.people]
    return max(values) - min(values)


def _curve(material: Material, texts: Texts) -> Figure:
    told = material.figures.moments
    known = [m.value for m in material.figures.told if m.value is not None]
    ends = {max(known), min(known)}
    moments = tuple(
        Moment(
            _label(material, moment).capitalize(),
            tuple(Answer(value) for _, value in moment.people),
            moment.value,
            emphasis=moment.value in ends,
        )
        for moment in told
    )
    n = max(moment.n for moment in told)
    caption = texts.t(
        "The feeling in each moment, −5…+5. The line is the mean, each mark one answer (circle positive, "
        "square negative). n = {n}.",
        n=texts.number(n),
    )
    header = (texts.t("Moment"), texts.t("Mean"), texts.t("95% interval"), "n", texts.t("Answers"))
    rows = tuple(
        (
            _label(material, m).capitalize(),
            "–" if m.value is None else texts.signed(m.value, 2),
            words.points_interval(m.mean.low, m.mean.high, texts, 1),
            texts.number(m.n),
            " ".join(texts.signed(value) for _, value in m.people),
        )
        for m in told
    )
    alt = caption + " " + "; ".join(f"{row[0]} {row[1]}" for row in rows) + "."
    return Figure(journey_curve(moments, texts), caption, alt, FigureData(header, rows), key="journey-curve")


def _waits(material: Material, texts: Texts) -> list[Node]:
    result, data = material.figures.waits, material.data
    if result.n == 0:
        return [words.para(texts.t("No waiting time has been measured."))]
    rows = tuple(
        WaitRow(
            data.site_name(site) or site,
            tuple(Wait(round(wait, 2)) for wait in waits),
            sum(waits) / len(waits) if waits else None,
        )
        for site, waits in material.figures.waits_by_site
    )
    limit = words.trimmed(result.limit_min, texts)
    measured = texts.tn("{n} measured wait", "{n} measured waits", result.n)
    caption = texts.t(
        "Waiting time in minutes, {waits}. A square is over the target of {limit} min.",
        waits=measured,
        limit=limit,
    )
    said = texts.t(
        "Over {limit} minutes: {share}. The mean was {mean} minutes, the longest wait {longest}.",
        limit=limit,
        share=words.share_full(result.over, texts),
        mean=words.trimmed(result.mean.value or 0.0, texts),
        longest=words.trimmed(result.longest.value or 0.0, texts),
    )
    header = (texts.t("Store"), texts.t("Mean, min"), "n", texts.t("Waits, min"))
    table = tuple(
        (
            row.label,
            "–" if row.mean is None else texts.number(row.mean, 1),
            texts.number(len(row.waits)),
            " ".join(words.trimmed(wait.value, texts) for wait in row.waits),
        )
        for row in rows
    )
    alt = caption + " " + "; ".join(f"{row[0]} {row[1]} (n = {row[2]})" for row in table) + "."
    scene = wait_dots(rows, texts, unit=texts.t("min"), limit=result.limit_min)
    return [words.para(said), Figure(scene, caption, alt, FigureData(header, table), key="waits")]


CHAPTER = Chapter("journey", N_("Journey and emotions"), build)
