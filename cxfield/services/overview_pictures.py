# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures above the table of questions: where people clicked, and the pictures they chose."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cxfield.analysis.clicks import inside
from cxfield.i18n import Texts, pick
from cxfield.methods.questions import Block
from cxfield.methods.questions.click_map import NamedArea, areas_of
from cxfield.report import words
from cxfield.report.answers import Told
from cxfield.services.data_filter import ANSWER
from cxfield.services.dataset_talk import pictures_of
from cxfield.services.overview_tables import ChartView, Maker, Source
from cxfield.storage import Reader


def question_charts(
    reader: Reader, items: Sequence[tuple[Told, str, str]], made: Maker, texts: Texts
) -> Iterator[ChartView]:
    """A chart for each answered question (with its name and what its row opens) that shows pictures."""
    shown = [one for one in items if one[0].kind.block in (Block.PICTURES, Block.CLICKS) and one[0].summary.n]
    if not shown:
        return
    stored = pictures_of(
        reader, [t.question for t, _, _ in shown], [a for t, _, _ in shown for a in t.answers]
    )
    for item, name, ref in shown:
        if item.kind.block is Block.PICTURES:
            yield _choices(item, name, stored, made, texts)
        else:
            heat = _heat(item, name, ref, stored, made, texts)
            if heat is not None:
                yield heat


def _choices(item: Told, name: str, stored: Mapping[str, bytes], made: Maker, texts: Texts) -> ChartView:
    """The pictures of a choice with how many chose each; one opens the answers of those who did."""
    from cxfield.charts.clicks import Thumb, small_picture, thumbnails

    names = dict(item.question.options)
    thumbs = []
    for row in item.summary.rows:
        data = stored.get(item.question.pictures.get(row.key, ""))
        said, label = words.share(row.share, texts), names.get(row.key, row.key)
        ids = tuple(a.id for a in item.answers if not a.skipped and row.key in _chosen(a.value))
        ref = made.ref(Source(f"{name}: {label}", ANSWER, ids))
        thumbs.append(Thumb(None if data is None else small_picture(data), label, said, ref))
    missing = texts.t("The picture is missing")
    alt = "; ".join(f"{thumb.words}: {thumb.said}" for thumb in thumbs)
    return ChartView(
        item.question.id, name, lambda width: thumbnails(thumbs, missing, width=width), f"{name}: {alt}."
    )


def _chosen(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else (value,)


def _heat(  # noqa: PLR0917 - one chart
    item: Told, name: str, ref: str, stored: Mapping[str, bytes], made: Maker, texts: Texts
) -> ChartView | None:
    """The picture warmed where people clicked; an area opens the answers that fell into it."""
    from cxfield.charts.clicks import AreaLabel, heat_picture, heat_scene

    clicks = item.summary.clicks
    data = stored.get(str(item.asked.settings.get("picture_id") or ""))
    if clicks is None or data is None:
        return None
    shares = dict(clicks.areas)
    labels, said = [], []
    for number, area in enumerate(areas_of(item.asked), 1):
        label = pick(area.name, texts.locale) or texts.t("area {n}", n=number)
        source = Source(f"{name}: {label}", ANSWER, _within(item, area))
        labels.append(AreaLabel(label, area.area, made.ref(source)))
        said.append(f"{label}: {words.share(shares[area.key], texts)}")
    said.append(f"{texts.t('outside the areas')}: {words.share(clicks.outside, texts)}")
    heated, aspect = heat_picture(data, clicks.points)
    return ChartView(
        item.question.id,
        texts.t("Where people clicked: {question}", question=name),
        lambda width: heat_scene(heated, aspect, labels, width=width, ref=ref),
        "; ".join(said) + ".",
    )


def _within(item: Told, area: NamedArea) -> tuple[str, ...]:
    return tuple(
        a.id
        for a in item.answers
        if not a.skipped and isinstance(a.value, dict) and inside((a.value["x"], a.value["y"]), area.area)
    )
