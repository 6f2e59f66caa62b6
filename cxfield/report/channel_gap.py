# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far expectations were met in each channel: the same question, asked of those who came through it."""

from cxfield.analysis.expectation import GroupExpectation, expectations_by_group
from cxfield.document.nodes import Column, Heading, Node, Table, bold, cell
from cxfield.i18n import Texts
from cxfield.report import words
from cxfield.report.dataset import ReportData
from cxfield.report.figures import expectation_word

_TWO = 2


def channel_expectations(data: ReportData) -> tuple[GroupExpectation, ...]:
    """By channel, those that were told; empty where there are not two to compare."""
    channel = data.ground.channel_of
    asked = {s.id for s in data.customer_interviews if s.id in channel}
    told = (
        (channel[a.session_id], word)
        for a in data.answers
        if a.session_id in asked and not a.skipped and (word := expectation_word(a))
    )
    found = expectations_by_group(told)
    return found if len(found) >= _TWO else ()


def expectation_nodes(data: ReportData, texts: Texts) -> list[Node]:
    """A sentence with the finding and a table; nothing where there are not two channels to compare."""
    rows = channel_expectations(data)
    if not rows:
        return []
    columns = (
        Column(texts.t("Channel"), 2.0),
        Column(texts.t("Fell short"), 1.6),
        Column(texts.t("95% interval"), 1.3),
        Column(texts.t("Exceeded"), 1.6),
        Column(texts.t("Net"), 0.8, "right"),
        Column(texts.t("Difference from the others"), 2.0),
    )
    body = tuple(
        (
            cell(bold(row.group)),
            cell(words.share(row.result.share_fell_short, texts)),
            cell(words.share_interval(row.result.share_fell_short, texts)),
            cell(words.share(row.result.share_exceeded, texts)),
            cell("–" if row.result.value is None else texts.signed(row.result.value)),
            cell(_apart(row, texts)),
        )
        for row in rows
    )
    caption = texts.t(
        "Expectations by channel. The difference is that of the shares fallen short, in percentage points, "
        "with its 95% interval."
    )
    return [
        Heading(2, texts.t("Expectations by channel")),
        words.para(_sentence(rows, texts)),
        Table(columns, body, caption, key="channel-expectations"),
    ]


def _apart(row: GroupExpectation, texts: Texts) -> str:
    apart = row.apart
    if apart.value is None or apart.low is None or apart.high is None:
        return "–"
    interval = words.points_interval(apart.low * 100, apart.high * 100, texts)
    return f"{texts.signed(apart.value * 100)} ({interval})"


def _sentence(rows: tuple[GroupExpectation, ...], texts: Texts) -> str:
    worst = max(rows, key=lambda row: row.result.share_fell_short.share or 0.0)
    if not worst.result.fell_short:
        return texts.t("Expectations fell short in no channel.")
    said = texts.t(
        "Expectations fell short most often in {channel}: {share}.",
        channel=worst.group, share=words.share_full(worst.result.share_fell_short, texts),
    )  # fmt: skip
    if worst.apart.clear:
        return said + " " + texts.t("The difference from the other channels is clear.")
    return said + " " + texts.t("The difference from the other channels may be chance.")
