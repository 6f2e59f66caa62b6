# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How observers wrote: judging words in their notes, and whether entries tell what, when, where and how."""

from cxfield.analysis.comparison import COUNTS_FIRST
from cxfield.analysis.proportion import wilson, wilson_of
from cxfield.document.nodes import Heading, Node
from cxfield.i18n import Texts
from cxfield.methods.rules.accuracy import FIELD_NAMES, Described, completeness
from cxfield.methods.rules.attentiveness import judging_words
from cxfield.report import words
from cxfield.report.dataset import EntryRow, ReportData
from cxfield.report.simple import Head, table

_LEAST = 10


def quality_nodes(data: ReportData, texts: Texts) -> list[Node]:
    """Neutral notes and whole entries, by observer; teams side by side where the plan names them."""
    if not data.entries:
        return []
    return [*_neutral(data, texts), *_whole(data, texts), *_teams(data, texts)]


def _neutral(data: ReportData, texts: Texts) -> list[Node]:
    sessions = data.session_by_id
    notes = [e for e in data.entries if e.text.strip()]
    if not notes:
        return []
    # The lists of words are by language: the one the session was held in, then the report's.
    spoken = {key: session.language or texts.locale for key, session in sessions.items()}
    hinted = wilson_of(bool(judging_words(e.text, spoken.get(e.session_id, texts.locale))) for e in notes)
    said = texts.t(
        "A word that judges stands in {share} of the notes; what customers said does not count.",
        share=words.share_full(hinted, texts),
    )
    return [Heading(2, texts.t("Neutral notes and whole entries")), words.para(said)]


def _whole(data: ReportData, texts: Texts) -> list[Node]:
    every = [_described(entry) for entry in data.entries]
    groups: dict[str, list[Described]] = {}
    for entry, described in zip(data.entries, every, strict=True):
        groups.setdefault(entry.observer or "–", []).append(described)
    rows = []
    for name, entries in [*sorted(groups.items()), (texts.t("All"), every)]:
        found = completeness(entries)
        fields = [words.share(share, texts) for _, share in found.fields]
        rows.append((name, texts.number(found.n), words.share(found.complete, texts), *fields))
    heads: tuple[Head, ...] = (
        (texts.t("Observer"), 1.1), (texts.t("Entries"), 0.9, "right"), (texts.t("All four"), 1.5),
        *((texts.tc(*pair), 1.5) for pair in FIELD_NAMES.values()),
    )  # fmt: skip
    caption = texts.t("Entries that tell what, when, where and how, by observer.")
    return [table(heads, rows, caption, "completeness")]


def _described(entry: EntryRow) -> Described:
    return Described(entry.code or entry.text, entry.t_ms, entry.touchpoint or entry.zone, entry.how)


def _teams(data: ReportData, texts: Texts) -> list[Node]:
    """Bad events by team and department of the observer; below ten events only counts are told."""
    named = data.ground.team_of
    nodes: list[Node] = []
    for place, head in ((0, texts.t("Team")), (1, texts.t("Department"))):
        groups: dict[str, list[EntryRow]] = {}
        for entry in data.entries:
            name = named.get(entry.observer, ("", ""))[place]
            if name:
                groups.setdefault(name, []).append(entry)
        if len(groups) < 2:
            continue
        rows = []
        for name, entries in sorted(groups.items()):
            bad = wilson(sum(e.polarity < 0 for e in entries), len(entries))
            few = len(entries) < _LEAST
            rows.append((
                name, texts.number(len(entries)),
                words.of(bad.count, bad.n, texts) if few else words.share(bad, texts),
                "–" if few else words.share_interval(bad, texts),
            ))  # fmt: skip
        heads = (
            (head, 2.6), (texts.t("Entries"), 1.0, "right"), (texts.t("Bad"), 1.6),
            (texts.t("95% interval"), 1.4),
        )  # fmt: skip
        caption = texts.t(
            "Below {least} entries only counts are told, below {small} the counts come first.",
            least=_LEAST, small=COUNTS_FIRST,
        )  # fmt: skip
        nodes.append(table(heads, rows, caption, f"teams-{place}"))
    return [Heading(2, texts.t("Teams and departments")), *nodes] if nodes else []
