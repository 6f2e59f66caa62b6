# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The week: its days together, and what is planned and not done yet."""

import datetime as dt
from collections.abc import Sequence

from cxfield.document.nodes import BulletItem, Bullets, Heading, Node, spans
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.dataset import ReportData
from cxfield.report.material import Material
from cxfield.report.others.base import OtherReport, Subject, title_block
from cxfield.report.others.day import body, of_days


def weeks(data: ReportData, texts: Texts) -> Sequence[Subject]:
    """Every week with fieldwork by its Monday, the latest first."""
    mondays = sorted({day - dt.timedelta(days=day.weekday()) for day in data.days}, reverse=True)
    return [(monday.isoformat(), _name(monday, texts)) for monday in mondays]


def _name(monday: dt.date, texts: Texts) -> str:
    sunday = monday + dt.timedelta(days=6)
    return texts.t(
        "Week {n}, {first}–{last}",
        n=monday.isocalendar().week,
        first=texts.day(monday, weekday=False),
        last=texts.date(sunday),
    )


def build(material: Material, texts: Texts, about: str) -> list[Node]:
    """The report."""
    monday = dt.date.fromisoformat(about)
    wanted = {monday + dt.timedelta(days=n) for n in range(7)}
    held, entries = of_days(material.data, wanted)
    nodes: list[Node] = [title_block(material, texts, texts.t("Week summary"), _name(monday, texts))]
    nodes += body(material, texts, held, entries)
    left = [s for s in material.data.sessions if not s.done and s.day is not None and s.day >= monday]
    if left:
        items = tuple(
            BulletItem(spans(", ".join(
                part for part in (
                    words.session_name(s, texts), words.session_kind(s.kind, texts).lower(),
                    material.data.site_name(s.site), texts.day(s.day) if s.day else "",
                ) if part
            )))
            for s in left
        )  # fmt: skip
        nodes += [Heading(2, texts.t("Planned, not done")), Bullets(items)]
    return nodes


REPORT = OtherReport("week", N_("Week summary"), build, N_("Week"), weeks)
