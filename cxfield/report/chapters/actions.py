# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Actions: what is done about the findings, by whom and when."""

from cxfield.document.nodes import Column, Heading, Node, Table, bold, cell
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.chapters.issues import named
from cxfield.report.dataset import Warn
from cxfield.report.material import Chapter, Material


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    data = material.data
    nodes: list[Node] = [Heading(1, texts.t("Actions"), numbered=True, key="actions")]
    nodes += words.own_words(data.chapter_texts, "actions")
    if not data.actions:
        return [*nodes, words.para(texts.t("No actions have been agreed on."))]
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
    return [*nodes, words.para(said), Table(columns, rows, caption, key="actions")]


def checks(material: Material, texts: Texts) -> list[Warn]:
    """An action needs somebody and a day."""
    loose = [a for a in material.data.actions if not a.owner.strip() or a.due is None]
    if not loose:
        return []
    title = texts.tn("{n} action without owner or date", "{n} actions without owner or date", len(loose))
    return [Warn("actions", title, "; ".join(a.text for a in loose[:2]), chapter="actions")]


CHAPTER = Chapter("actions", N_("Actions"), build, checks)
