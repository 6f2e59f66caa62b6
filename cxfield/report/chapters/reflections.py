# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reflections: what the team thought on the days after, by date."""

from cxfield.document.nodes import BulletItem, Bullets, Heading, Node, bold, spans
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.dataset import ReflectionRow, ReportData, Warn
from cxfield.report.material import Chapter, Material

ENOUGH_DAYS = 2


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    nodes: list[Node] = [Heading(1, texts.t("Reflections"), numbered=True, key="reflections")]
    nodes += words.own_words(material.data.chapter_texts, "reflections")
    by_day: dict[str, list[ReflectionRow]] = {}
    for row in sorted(material.data.reflections, key=lambda r: r.on):
        by_day.setdefault(row.on, []).append(row)
    if not by_day:
        return [*nodes, words.para(texts.t("Nobody has written a reflection yet."))]
    nodes.append(words.para(texts.tn(
        "The team came back to its observations on {n} day after the debrief.",
        "The team came back to its observations on {n} days after the debrief.", len(by_day),
    )))  # fmt: skip
    for rows in by_day.values():
        day = rows[0].day
        nodes.append(Heading(2, words.full_day(day, texts) if day else rows[0].on or "–"))
        items = (BulletItem(spans(bold(f"{row.by}: ") if row.by else "", row.text)) for row in rows)
        nodes.append(Bullets(tuple(items)))
    return nodes


def days(data: ReportData) -> int:
    """On how many days somebody has reflected."""
    return len({row.on for row in data.reflections if row.text.strip()})


def checks(material: Material, texts: Texts) -> list[Warn]:
    """Understanding deepens over a few days."""
    rows = material.data.reflections
    n = days(material.data)
    if n >= ENOUGH_DAYS:
        return []
    on = next((row.day for row in rows if row.day is not None), None)
    reason = texts.t("Nobody has reflected yet. At least two days are recommended.")
    if on is not None:
        reason = texts.t("Reflected on one day ({day}). At least two are recommended.", day=texts.day(on))
    title = texts.t("Reflection under two days")
    return [Warn("reflection", title, reason, chapter="reflections")]


CHAPTER = Chapter("reflections", N_("Reflections"), build, checks)
