# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Appendix: every event as it was logged, in order of time."""

from collections.abc import Iterator

from cxfield.document.nodes import Column, Heading, LongTable, Node
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.dataset import EntryRow, ReportData
from cxfield.report.material import Chapter, Material

_SIGNS = {-1: "−", 0: "0", 1: "+"}


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    data = material.data
    nodes: list[Node] = [Heading(1, texts.t("Appendix: log of events"), key="log")]
    nodes += words.own_words(data.chapter_texts, "log")
    if not data.entries:
        return [*nodes, words.para(texts.t("No events have been logged."))]
    nodes.append(words.para(texts.t(
        "Time is that of the session's clock. Ordinariness 1–5; a star after the grade tells that an "
        "observer chose it, the others are defaults. Polarity −, 0 or +. Notes stand in the language "
        "in which they were written."
    )))  # fmt: skip
    columns = (
        Column(texts.t("Time"), 0.85),
        Column(texts.t("Session"), 1.35),
        Column(texts.t("Code"), 1.7),
        Column(texts.t("Note"), 3.6),
        Column(texts.t("Ordin."), 0.62, "right"),
        Column(texts.t("Polarity"), 0.62, "center"),
        Column(texts.t("Observer"), 0.85),
    )
    caption = texts.tn("Log, {n} event.", "Log, {n} events.", len(data.entries))
    nodes.append(LongTable(columns, lambda: rows(data, texts), len(data.entries), caption, key="log"))
    return nodes


def rows(data: ReportData, texts: Texts) -> Iterator[tuple[str, ...]]:
    """The log row by row, as it is written."""
    names = {}
    for session in data.sessions:
        place = data.site_name(session.site)
        name = str(session.number) if session.number else words.session_name(session, texts)
        names[session.id] = " · ".join(part for part in (name, place) if part)
    stopwatch = texts.stopwatch
    for entry in data.entries:
        code = f"{entry.code or '–'} ({entry.shopper})" if entry.shopper else entry.code
        yield (
            stopwatch(entry.t_ms),
            names.get(entry.session_id, ""),
            code or "–",
            _note(entry, texts),
            f"{entry.ordinariness}*" if entry.chosen else str(entry.ordinariness),
            _SIGNS.get(entry.polarity, ""),
            entry.observer,
        )


def _note(entry: EntryRow, texts: Texts) -> str:
    text = entry.text
    if entry.end_t_ms is not None and entry.end_t_ms > entry.t_ms:
        seconds = (entry.end_t_ms - entry.t_ms) // 1000
        lasted = texts.t("lasted {time}", time=f"{seconds // 60}:{seconds % 60:02}")
        text = f"{text} · {lasted}" if text else lasted
    return text


CHAPTER = Chapter(
    "log",
    N_("Appendix: log of events"),
    build,
    numbered=False,
    appendix=True,
    new_page=True,
    empty=lambda m: not m.data.entries,
)
