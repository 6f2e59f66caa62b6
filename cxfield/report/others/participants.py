# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One page back to those who took part: what was learnt from them and what is done about it."""

from cxfield.document.nodes import BulletItem, Bullets, Heading, Node, spans
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.chapters.summary import facts, learnt
from cxfield.report.material import Material
from cxfield.report.others.base import OtherReport, title_block

_MOST = 5


def build(material: Material, texts: Texts, _about: str) -> list[Node]:
    """The report: no quotes, no codes, nothing of a single person."""
    data = material.data
    nodes: list[Node] = [title_block(material, texts, texts.t("Thank you for taking part"))]
    said = texts.listing(f"{fact.number} {fact.label}" for fact in facts(data, texts))
    nodes.append(
        words.para(texts.t("This is how your feedback is used. The study rests on {parts}.", parts=said))
    )
    shown = learnt(data)[:_MOST]
    if shown:
        items = tuple(BulletItem(spans(finding.statement)) for finding in shown)
        nodes += [Heading(2, texts.t("What we learnt")), Bullets(items)]
    if data.actions:
        items = tuple(
            BulletItem(
                spans(action.text), texts.t("by {day}", day=texts.date(action.due)) if action.due else ""
            )
            for action in sorted(data.actions, key=lambda a: (a.due_on or "9999", a.code))[:_MOST]
        )
        nodes += [Heading(2, texts.t("What is done about it")), Bullets(items)]
    else:
        nodes.append(words.para(texts.t("What is done about it has not been decided yet.")))
    kept = texts.t("Your answers are kept without your name, by a code.")
    if data.retention:
        kept += " " + texts.t("Retention period of the data") + f": {data.retention}."
    nodes += [
        Heading(2, texts.t("Your data")),
        words.para(
            kept + " " + texts.t("You can ask for a copy of them, or to have them erased, at any time.")
        ),
    ]
    return nodes


REPORT = OtherReport("participants", N_("Back to participants"), build)
