# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was planned and how far it was filled: quotas, waves, channels, guides and the time they took."""

import datetime as dt
from collections import Counter

from cxfield.document.nodes import BulletItem, Bullets, Heading, Node
from cxfield.i18n import Texts
from cxfield.report import words
from cxfield.report.dataset import ReportData
from cxfield.report.ground import WaveFact
from cxfield.report.simple import Head, strong, table


def plan_nodes(data: ReportData, texts: Texts) -> list[Node]:
    """The part of the method that tells of the plan; nothing where nothing was planned."""
    ground = data.ground
    nodes: list[Node] = []
    said = _scope(data, texts)
    if said:
        nodes.append(Bullets(tuple(BulletItem(words.labelled(label, text)) for label, text in said)))
    if ground.quotas:
        heads = (
            (texts.t("Quota"), 3.0), (texts.t("Group"), 2.4), (texts.t("Filled"), 1.2, "right"),
            (texts.t("Missing"), 1.0, "right"),
        )  # fmt: skip
        rows = (
            (q.group, q.name, words.of(q.have, q.target, texts), texts.number(max(q.target - q.have, 0)))
            for q in ground.quotas
        )
        nodes.append(table(heads, rows, texts.t("Quotas and how far they were filled."), "quotas"))
    if len(ground.waves) > 1:
        waves = ((strong(w.name), _days(w, texts), texts.number(w.sessions)) for w in ground.waves)
        wave_heads = (
            (texts.t("Wave"), 2.4), (texts.t("Days"), 2.4), (texts.t("Sessions held"), 1.4, "right"),
        )  # fmt: skip
        nodes.append(table(wave_heads, waves, texts.t("Calendar of the waves."), "waves"))
    nodes += _channels(data, texts) + _guides(data, texts)
    return [Heading(2, texts.t("Plan and scope")), *nodes] if nodes else []


def _scope(data: ReportData, texts: Texts) -> list[tuple[str, str]]:
    ground = data.ground
    found = [
        (texts.t("Target group"), ground.target_group),
        (texts.t("Levels"), texts.listing(ground.levels)),
        (texts.t("Kinds of experience"), texts.listing(ground.experiences)),
    ]
    if ground.debrief_minutes:
        said = words.joined(texts.t("{n} min", n=texts.number(ground.debrief_minutes)))
        if ground.functions:
            said += f" ({', '.join(ground.functions)})"
        found.append((texts.t("Debrief session"), said))
    return [(label, text) for label, text in found if text.strip()]


def _days(wave: WaveFact, texts: Texts) -> str:
    try:
        days = [dt.date.fromisoformat(day) for day in (wave.starts_on, wave.ends_on) if day]
    except ValueError:
        return ""
    if len(days) == 2:
        return f"{texts.day(days[0], weekday=False)}–{texts.date(days[1])}"
    return texts.date(days[0]) if days else ""


def _channels(data: ReportData, texts: Texts) -> list[Node]:
    """How many sessions went through each channel; nothing where no session names one."""
    named = Counter(
        (data.ground.channel_of.get(s.id, ""), s.kind)
        for s in data.sessions
        if s.done and s.kind != "debrief"
    )
    if not any(name for name, _ in named):
        return []
    kinds = [kind for kind in ("observation", "interview", "group") if any(k == kind for _, k in named)]
    heads: tuple[Head, ...] = (
        (texts.t("Channel"), 2.6),
        *((words.session_kind(kind, texts), 1.2, "right") for kind in kinds),
    )
    names = sorted({name for name, _ in named}, key=lambda name: (not name, name))
    rows = (
        (name or texts.t("not told"), *(texts.number(named[name, kind]) for kind in kinds)) for name in names
    )
    return [table(heads, rows, texts.t("Sessions by channel."), "channel-mix")]


def _guides(data: ReportData, texts: Texts) -> list[Node]:
    ground = data.ground
    nodes: list[Node] = []
    if ground.guides:
        heads = (
            (texts.t("Guide"), 3.4), (texts.t("Questions"), 1.1, "right"),
            (texts.t("Open ones"), 1.3, "right"),
            (texts.t("Takes about"), 1.3, "right"),
        )  # fmt: skip
        rows = (
            (g.name, texts.number(g.questions), words.of(g.open, g.questions, texts),
             words.joined(texts.t("{n} min", n=texts.number(g.minutes))))
            for g in ground.guides
        )  # fmt: skip
        caption = texts.t("Guides: the share of open questions, and the minutes asked of a participant.")
        nodes.append(table(heads, rows, caption, "guides"))
    if ground.section_minutes:
        heads = (
            (texts.t("Part of the interview"), 3.4), (texts.t("Interviews"), 1.2, "right"),
            (texts.t("Minutes in all"), 1.4, "right"), (texts.t("Mean, min"), 1.2, "right"),
        )  # fmt: skip
        parts = (
            (name, texts.number(n), texts.number(minutes), texts.number(minutes / n, 1))
            for name, minutes, n in ground.section_minutes
        )
        caption = texts.t("Minutes by part of the interview, the warm-up among them.")
        nodes.append(table(heads, parts, caption, "part-minutes"))
    return nodes
