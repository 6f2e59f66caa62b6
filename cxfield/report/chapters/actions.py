# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Actions: what is done about the findings, by whom and when."""

from datetime import date

from cxfield.analysis.proportion import wilson_of
from cxfield.document.nodes import BulletItem, Bullets, Column, Heading, Node, Table, bold, cell
from cxfield.i18n import N_, Texts
from cxfield.model.enums import ActionKind, ActionState
from cxfield.report import words
from cxfield.report.action_extras import action_extras
from cxfield.report.chapters.issues import named
from cxfield.report.dataset import ReportData, Warn
from cxfield.report.material import Chapter, Material
from cxfield.report.rows import LoopRow


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    data = material.data
    nodes: list[Node] = [Heading(1, texts.t("Actions"), numbered=True, key="actions")]
    nodes += words.own_words(data.chapter_texts, "actions")
    return nodes + actions_and_loops(material, texts)


def actions_and_loops(material: Material, texts: Texts) -> list[Node]:
    """The actions with how many are late, what came of those that are done, and the loops still open."""
    data = material.data
    if not data.actions:
        return [words.para(texts.t("No actions have been agreed on.")), *_loops(data, texts)]
    rests_on = {finding.id: named(finding) for finding in data.findings}
    columns = (
        Column(texts.t("Action"), 3.4),
        Column(texts.t("Finding"), 2.6),
        Column(texts.t("Owner"), 1.9),
        Column(texts.t("Kind"), 1.1),
        Column(texts.t("State"), 1.0),
        Column(texts.t("Due date"), 1.1, "right"),
    )
    rows = tuple(
        (
            cell(action.text),
            cell(rests_on.get(action.finding, "–")),
            cell(action.owner or "–"),
            cell(words.action_kind(action.kind, texts)),
            cell(words.action_state(action.state, texts)),
            cell(bold(texts.date(action.due) if action.due else "–")),
        )
        for action in sorted(data.actions, key=lambda a: (a.due_on or "9999", a.code))
    )
    said = texts.tn("{n} action has been agreed on.", "{n} actions have been agreed on.", len(data.actions))
    caption = texts.t("Actions by due date, with the finding or issue each rests on.")
    late = [
        a for a in data.actions if a.state != ActionState.DONE and a.due is not None and a.due < data.created
    ]
    if late:
        said += " " + texts.tn("{n} of them is late.", "{n} of them are late.", len(late))
    nodes: list[Node] = [words.para(said), Table(columns, rows, caption, key="actions")]
    nodes += [words.small(said) for said in [_kinds(data, texts)] if said]
    return nodes + action_extras(data, texts) + _effects(data, texts) + _loops(data, texts)


def _kinds(data: ReportData, texts: Texts) -> str:
    preventive = wilson_of(action.kind == ActionKind.PREVENTIVE for action in data.actions)
    return texts.t("Preventive actions: {share}.", share=words.share_full(preventive, texts))


def _effects(data: ReportData, texts: Texts) -> list[Node]:
    """What was measured before and after an action."""
    rows = []
    for a in data.actions:
        if not a.effect and a.after is None:
            continue
        measured = ""
        if a.before is not None and a.after is not None:
            measured = texts.t(
                "before {before}, after {after}",
                before=words.trimmed(a.before, texts), after=words.trimmed(a.after, texts),
            )  # fmt: skip
        note = ", ".join(part for part in (a.metric, measured) if part)
        rows.append(BulletItem(words.labelled(a.code or a.text, a.effect or a.text), note))
    return [Heading(2, texts.t("What came of the actions")), Bullets(tuple(rows))] if rows else []


def _loops(data: ReportData, texts: Texts) -> list[Node]:
    """Unhappy participants who are contacted again: by code, with who does it and by when."""
    if not data.loops:
        return []
    open_ones = sum(row.state == "open" for row in data.loops)
    said = texts.tn("{n} loop of feedback is open", "{n} loops of feedback are open", open_ones)
    done = texts.tn("{n} has been closed.", "{n} have been closed.", len(data.loops) - open_ones)
    columns = (
        Column(texts.t("Participant"), 1.0), Column(texts.t("What"), 3.2), Column(texts.t("Owner"), 1.6),
        Column(texts.t("State"), 1.0), Column(texts.t("Due date"), 1.1, "right"),
    )  # fmt: skip
    rows = tuple(
        (
            cell(bold(row.code)), cell(row.outcome or row.text or "–"), cell(row.owner or "–"),
            cell(_state(row, texts)),
            cell(_day(row.due_on, texts)),
        )
        for row in data.loops
    )  # fmt: skip
    return [Heading(2, texts.t("Open loops")), words.para(f"{said}, {done}"), Table(columns, rows)]


def _state(row: LoopRow, texts: Texts) -> str:
    if row.state == "open":
        return texts.t("open")
    if row.days is None:
        return texts.t("closed")
    return texts.tn("closed in {n} day", "closed in {n} days", row.days)


def _day(iso: str, texts: Texts) -> str:
    try:
        return texts.date(date.fromisoformat(iso))
    except ValueError:
        return "–"


def checks(material: Material, texts: Texts) -> list[Warn]:
    """An action needs somebody and a day."""
    loose = [a for a in material.data.actions if not a.owner.strip() or a.due is None]
    if not loose:
        return []
    title = texts.tn("{n} action without owner or date", "{n} actions without owner or date", len(loose))
    return [Warn("actions", title, "; ".join(a.text for a in loose[:2]), chapter="actions")]


CHAPTER = Chapter("actions", N_("Actions"), build, checks)
