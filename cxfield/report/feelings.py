# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How it felt: emotions on their wheel and in bars, and what is remembered of each story."""

from collections import Counter

from cxfield.analysis.means import mean_t
from cxfield.analysis.peak_end import PeakEnd, peak_end
from cxfield.charts import emotions as emotion_chart
from cxfield.charts.peak_end import Story, peak_end_lines
from cxfield.charts.wheel import Sector, emotion_wheel
from cxfield.document.nodes import Figure, FigureData, Node
from cxfield.i18n import Texts, pick
from cxfield.methods.questions.wheels import Wheel, geneva, plutchik
from cxfield.report import words
from cxfield.report.dataset import EmotionName, ReportData
from cxfield.report.material import Material

_MOST_EMOTIONS = 10
_MOST_STORIES = 30
_WHEEL_WIDTH = 640.0
"""In the chart's own units, screen pixels."""


def emotion_nodes(material: Material, texts: Texts) -> list[Node]:
    """The wheel with how often each family was named, then the commonest by people."""
    summary = material.figures.emotions
    if summary.picks == 0:
        return [words.para(texts.t("No emotion has been named."))]
    names = material.data.emotion_names
    ordered = sorted(summary.counts, key=lambda c: (-c.people, -c.picks, c.emotion))[:_MOST_EMOTIONS]

    def name(key: str) -> EmotionName:
        return names.get(key, EmotionName(key))

    bars = tuple(
        emotion_chart.EmotionCount(
            name(c.emotion).label.capitalize(),
            c.people,
            name(c.emotion).sign,
            ""
            if c.intensity.value is None
            else texts.t("intensity {x}", x=texts.number(c.intensity.value, 1)),
        )
        for c in ordered
    )
    header = (texts.t("Emotion"), texts.t("People"), texts.t("Times"), texts.t("Mean intensity"))
    rows = tuple(
        (
            name(c.emotion).label.capitalize(),
            words.of(c.people, summary.people, texts),
            texts.number(c.picks),
            "–" if c.intensity.value is None else texts.number(c.intensity.value, 1),
        )
        for c in ordered
    )
    caption = texts.t(
        "Emotions by how many people named them at least once, of {people}; mean intensity 1–5 beside. "
        "Circle positive, square negative.",
        people=texts.number(summary.people),
    )
    first = texts.tn(
        "One person named {picks} emotions in all; most often {emotion} ({count}).",
        "{people} people named {picks} emotions in all; {emotion} was named by most ({count}).",
        summary.people,
        people=texts.number(summary.people),
        picks=texts.number(summary.picks),
        emotion=bars[0].label.lower(),
        count=rows[0][1],
    )
    alt = caption + " " + "; ".join(f"{row[0]} {row[1]}" for row in rows) + "."
    chart = Figure(emotion_chart.emotion_bars(bars), caption, alt, FigureData(header, rows), key="emotions")
    return [words.para(first), *_wheels(material, texts), chart]


def _wheels(material: Material, texts: Texts) -> list[Node]:
    """One wheel a drawing: a word that both wheels know stands on the usual one."""
    times = {c.emotion: c.picks for c in material.figures.emotions.counts}
    nodes: list[Node] = []
    for wheel in (geneva(), plutchik()):
        counted = {e.key: times.pop(e.key) for e in wheel.emotions if times.get(e.key)}
        if counted:
            nodes.append(_wheel(wheel, counted, texts))
    return nodes


def _wheel(wheel: Wheel, counted: dict[str, int], texts: Texts) -> Figure:
    sectors = tuple(
        Sector(
            e.key,
            pick(e.name, texts.locale),
            e.angle,
            counted.get(e.key, 0),
            e.right if e.positive is None else e.positive,
            e.in_control,
        )
        for e in wheel.emotions
    )
    rows = tuple((s.label.capitalize(), texts.number(s.count)) for s in sectors if s.count)
    caption = texts.t(
        "{wheel}: the fuller a sector, the more often the emotion was named. Blue pleasant, orange not.",
        wheel=pick(wheel.name, texts.locale),
    )
    if wheel.axes:
        caption += " " + texts.t("At the top a strong sense of control, at the bottom a weak one.")
    alt = caption + " " + "; ".join(f"{name} {n}" for name, n in rows) + "."
    scene = emotion_wheel(sectors, texts.number(sum(counted.values())), texts.t("picks"), width=_WHEEL_WIDTH)
    header = (texts.t("Emotion"), texts.t("Times"))
    return Figure(scene, caption, alt, FigureData(header, rows), key=f"wheel-{wheel.key}")


def stories(data: ReportData) -> tuple[tuple[str, PeakEnd], ...]:
    """Peak and end of each customer's moments, in the order in which the journey goes."""
    order = {key: place for place, key in enumerate(dict.fromkeys(m.key for m in data.moments))}
    told: dict[str, list[tuple[int, int]]] = {}
    staff = data.employees
    for moment in data.moments:
        if moment.valence is not None and moment.participant not in staff:
            told.setdefault(moment.participant, []).append((order[moment.key], moment.valence))
    return tuple((code, peak_end(v for _, v in sorted(rows))) for code, rows in sorted(told.items()))


def peak_end_nodes(material: Material, texts: Texts) -> list[Node]:
    """What people remember (the strongest moment and the end) beside the mean of their moments."""
    found = [(code, result) for code, result in stories(material.data) if result.value is not None]
    if not found:
        return []
    kept = mean_t([result.value or 0.0 for _, result in found], bounds=(-5.0, 5.0))
    mean = mean_t([result.mean or 0.0 for _, result in found], bounds=(-5.0, 5.0))
    better = Counter((r.gap or 0.0) > 0 for _, r in found if r.gap)
    said = texts.t(
        "Peak and end together are {kept} on average (n = {n}, 95% interval {interval}), the mean of all "
        "moments {mean}. Those who remember the visit as better than its mean: {better}; as worse: {worse}.",
        kept=texts.signed(kept.value or 0.0, 1), n=texts.number(kept.n),
        interval=words.points_interval(kept.low, kept.high, texts, 1),
        mean=texts.signed(mean.value or 0.0, 1),
        better=texts.number(better[True]), worse=texts.number(better[False]),
    )  # fmt: skip
    nodes: list[Node] = [words.para(said)]
    if len(found) <= _MOST_STORIES:
        nodes.append(_stories(found, texts))
    return nodes


def _stories(found: list[tuple[str, PeakEnd]], texts: Texts) -> Figure:
    lines = tuple(Story(code, r.mean or 0.0, r.value or 0.0) for code, r in found)
    rows = tuple(
        (code, *(texts.signed(value or 0.0, 1) for value in (r.peak, r.end, r.value, r.mean, r.gap)))
        for code, r in found
    )
    header = (
        texts.t("Participant"), texts.t("Peak"), texts.t("End"), texts.t("Peak and end"), texts.t("Mean"),
        texts.t("Difference"),
    )  # fmt: skip
    caption = texts.t(
        "Peak and end of each story, −5…+5: the open circle is the mean of all moments, the mark the mean of "
        "the strongest moment and the end (circle positive, square negative)."
    )
    alt = caption + " " + "; ".join(f"{row[0]} {row[3]}, {row[4]}" for row in rows) + "."
    return Figure(peak_end_lines(lines, texts), caption, alt, FigureData(header, rows), key="peak-end")
