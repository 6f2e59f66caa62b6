# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The record of consents and of processing: who allowed what and when, what was erased, on which basis."""

from collections.abc import Sequence

from cxfield.document.nodes import BulletItem, Bullets, Cell, Column, Heading, Node, Table, bold, cell, spans
from cxfield.i18n import N_, Texts
from cxfield.model.enums import ConsentItem
from cxfield.report import words
from cxfield.report.dataset import ConsentRow, local_time
from cxfield.report.material import Material
from cxfield.report.others.base import OtherReport, title_block

_ITEMS = {
    ConsentItem.PARTICIPATION: N_("taking part"),
    ConsentItem.AUDIO: N_("recording"),
    ConsentItem.PHOTO: N_("photographs"),
    ConsentItem.QUOTES: N_("quotes"),
    ConsentItem.CONTACT: N_("being contacted"),
    ConsentItem.REUSE: N_("further use"),
}

_HOWS = {"screen": N_("on the screen"), "paper": N_("on paper"), "spoken": N_("by word of mouth")}


def build(material: Material, texts: Texts, _about: str) -> list[Node]:
    """The report."""
    data = material.data
    nodes: list[Node] = [title_block(material, texts, texts.t("Consents and processing"))]
    points = (
        (texts.t("Client"), data.client), (texts.t("Purpose"), data.purpose),
        (texts.t("Legal basis"), data.legal_basis), (texts.t("Retention period of the data"), data.retention),
    )  # fmt: skip
    items = tuple(BulletItem(words.labelled(label, value or "–")) for label, value in points)
    nodes += [Heading(2, texts.t("Processing")), Bullets(items)]
    nodes.append(words.para(texts.t(
        "Participants are told by code. The key to the codes is not in this report. Customers in the store "
        "were observed without identifiers."
    )))  # fmt: skip
    nodes.append(Heading(2, texts.t("Consents")))
    if data.consents:
        nodes += [_summary(data.consents, texts), consent_table(data.consents, texts)]
    else:
        nodes.append(words.para(texts.t("No consent has been asked for.")))
    nodes.append(Heading(2, texts.t("Erasures")))
    if data.erasures:
        lines = tuple(
            BulletItem(spans(texts.date(local_time(at, offset).date()), f" {reason}" if reason else ""))
            for at, offset, reason in data.erasures
        )
        nodes.append(Bullets(lines))
    else:
        nodes.append(words.para(texts.t("Nobody's data has been erased.")))
    return nodes


def _summary(rows: Sequence[ConsentRow], texts: Texts) -> Table:
    latest = {(row.code, row.item): row.given for row in rows}
    columns = (
        Column(texts.t("Item"), 2.4), Column(texts.t("Given"), 1, "right"),
        Column(texts.t("Not given"), 1, "right"),
    )  # fmt: skip
    body = tuple(
        (
            cell(bold(words.named({str(k): v for k, v in _ITEMS.items()}, item, texts))),
            cell(texts.number(sum(given is True for (_, i), given in latest.items() if i == item))),
            cell(texts.number(sum(given is False for (_, i), given in latest.items() if i == item))),
        )
        for item in dict.fromkeys(row.item for row in rows)
    )
    return Table(columns, body, texts.t("Latest answers by item."))


def consent_table(rows: Sequence[ConsentRow], texts: Texts, *, with_code: bool = True) -> Table:
    """Every answer in the order given."""
    names = {str(key): value for key, value in _ITEMS.items()}
    columns = (
        *((Column(texts.t("Participant"), 1.0),) if with_code else ()),
        Column(texts.t("Item"), 1.6),
        Column(texts.t("Answer"), 1.0),
        Column(texts.t("When"), 1.7),
        Column(texts.t("How"), 1.2),
        Column(texts.t("Taken by"), 1.0),
        Column(texts.t("Text version"), 1.0),
    )

    def line(row: ConsentRow) -> tuple[Cell, ...]:
        at = local_time(row.at, row.offset_min)
        answer = texts.t("not asked")
        if row.given is not None:
            answer = texts.t("given") if row.given else texts.t("not given")
        return (
            *((cell(bold(row.code)),) if with_code else ()),
            cell(words.named(names, row.item, texts)),
            cell(answer),
            cell(f"{texts.date(at.date())} {words.clock(at, texts)}" if row.at else "–"),
            cell(words.named(_HOWS, row.how, texts) or "–"),
            cell(row.taken_by or "–"),
            cell(row.version or "–"),
        )

    return Table(columns, tuple(line(row) for row in rows))


REPORT = OtherReport("consents", N_("Consents and processing"), build)
