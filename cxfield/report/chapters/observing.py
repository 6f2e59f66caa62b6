# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How well it was observed: open mind, attention, settling in."""

from cxfield.analysis.means import mean_t
from cxfield.analysis.ordinariness import ORDINARY_TO
from cxfield.analysis.proportion import wilson_of
from cxfield.document.nodes import BulletItem, Bullets, Cell, Column, Heading, Node, Table, cell, spans
from cxfield.i18n import N_, Texts
from cxfield.methods.rules import ENOUGH_ATTENTION
from cxfield.model.enums import SessionKind, SessionState
from cxfield.report import words
from cxfield.report.dataset import EntryRow, ReportData, SessionRow
from cxfield.report.material import Chapter, Material
from cxfield.report.observer_quality import quality_nodes


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    data = material.data
    nodes: list[Node] = [
        Heading(1, texts.t("How it was observed"), numbered=True, key="observing"),
        *words.own_words(data.chapter_texts, "observing"),
    ]
    done = _done(data)
    if not done:
        return [*nodes, words.para(texts.t("No observation session has ended yet."))]
    checked = data.instruments.checked
    nodes.append(
        words.para(
            texts.t(
                "The checklist of an open mind was ticked whole before {done} sessions.",
                done=words.of(checked, len(done), texts),
            )
        )
    )
    nodes += _attention(done, texts)
    nodes += _settling(data, texts)
    return nodes + quality_nodes(data, texts)


def _attention(done: tuple[SessionRow, ...], texts: Texts) -> list[Node]:
    rated = [session for session in done if session.attention is not None]
    if not rated:
        return [words.para(texts.t("Nobody rated the own attention at the end of a session."))]
    mean = mean_t([float(session.attention or 0) for session in rated], bounds=(1.0, 5.0))
    nodes: list[Node] = [
        words.para(
            texts.t(
                "The observers rated their own attention {mean} on average (1–5, n = {n}).",
                mean=texts.number(mean.value or 0.0, 1),
                n=len(rated),
            )
        )
    ]
    low = [session for session in rated if (session.attention or 0) < ENOUGH_ATTENTION]
    if low:
        items = tuple(
            BulletItem(spans(f"{words.session_name(session, texts)}: {session.attention}/5"))
            for session in low
        )
        nodes += [words.para(texts.t("Low attention, read these with care:")), Bullets(items)]
    return nodes


def _settling(data: ReportData, texts: Texts) -> list[Node]:
    settling = [entry for entry in data.entries if entry.settling]
    if not settling:
        return []
    after = [entry for entry in data.entries if not entry.settling]
    columns = (
        Column(texts.t("Entries"), 2.4),
        Column("n", 0.8, "right"),
        Column(texts.t("Ordinary"), 1.6),
        Column(texts.t("95% interval"), 1.4),
        Column(texts.t("Negative"), 1.6),
    )
    groups = (
        (texts.t("All"), list(data.entries)),
        (texts.t("Without the settling-in time"), after),
        (texts.t("In the settling-in time"), settling),
    )
    table = tuple((cell(name), *_shares(rows, texts)) for name, rows in groups)
    caption = texts.t("Entries with and without the settling-in time: people act differently when watched.")
    return [
        Heading(2, texts.t("Settling in")),
        Table(columns, table, caption, key="settling"),
    ]


def _shares(rows: list[EntryRow], texts: Texts) -> tuple[Cell, ...]:
    ordinary = wilson_of(entry.ordinariness <= ORDINARY_TO for entry in rows)
    negative = wilson_of(entry.polarity < 0 for entry in rows)
    return (
        cell(texts.number(len(rows))),
        cell(words.share(ordinary, texts)),
        cell(words.share_interval(ordinary, texts)),
        cell(words.share(negative, texts)),
    )


def _done(data: ReportData) -> tuple[SessionRow, ...]:
    kind = SessionKind.OBSERVATION
    return tuple(s for s in data.sessions if s.kind == kind and s.state == SessionState.DONE)


def _nothing(material: Material) -> bool:
    return not _done(material.data)


CHAPTER = Chapter("observing", N_("How it was observed"), build, empty=_nothing)
