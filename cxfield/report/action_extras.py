# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Actions by the principle they serve, what they pay back, and what could become a product."""

from cxfield.document.nodes import BulletItem, Bullets, Heading, Node
from cxfield.i18n import Texts
from cxfield.model.enums import ActionKind
from cxfield.report import words
from cxfield.report.dataset import ReportData
from cxfield.report.simple import table


def action_extras(data: ReportData, texts: Texts) -> list[Node]:
    """What the plan of actions tells beside its days."""
    return [*_principles(data, texts), *_returns(data, texts), *_products(data, texts)]


def _principles(data: ReportData, texts: Texts) -> list[Node]:
    ground = data.ground
    points = [(texts.t("Vision"), ground.vision), (texts.t("Principles"), ground.principles)]
    told = [BulletItem(words.labelled(label, text)) for label, text in points if text.strip()]
    served: dict[str, list[str]] = {}
    for action in data.actions:
        if action.principle.strip():
            served.setdefault(action.principle.strip(), []).append(f"{action.code} {action.text}".strip())
    told += [BulletItem(words.labelled(name, "; ".join(actions))) for name, actions in served.items()]
    return [Heading(2, texts.t("Actions by principle")), Bullets(tuple(told))] if told else []


def _returns(data: ReportData, texts: Texts) -> list[Node]:
    rows = [
        (
            f"{a.code} {a.text}".strip(),
            texts.number(a.cost),
            texts.number(a.gain),
            texts.percent(a.roi),
        )
        for a in data.actions
        if a.cost is not None and a.gain is not None and a.roi is not None
    ]
    if not rows:
        return []
    heads = (
        (texts.t("Action"), 4.0), (texts.t("Cost, € a year"), 1.4, "right"),
        (texts.t("Gain, € a year"), 1.4, "right"), (texts.t("Return"), 1.0, "right"),
    )  # fmt: skip
    caption = texts.t("Return = (gain − cost) / cost of a year, by the team's own estimates.")
    return [Heading(2, texts.t("What actions pay back")), table(heads, rows, caption, "roi")]


def _products(data: ReportData, texts: Texts) -> list[Node]:
    found = [f"{a.code} {a.text}".strip() for a in data.actions if a.kind == ActionKind.PRODUCT]
    found += [f"{f.code} {f.statement}".strip() for f in data.findings if f.productise]
    if not found:
        return []
    items = tuple(BulletItem(words.labelled(texts.t("Idea"), text)) for text in found)
    return [Heading(2, texts.t("What could become a product")), Bullets(items)]
