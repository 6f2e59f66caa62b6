# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deviant cases: what speaks against the findings, and what was unlike everything else."""

from cxfield.document.nodes import BulletItem, Bullets, Heading, Node, Span, spans
from cxfield.i18n import N_, Texts
from cxfield.report import words
from cxfield.report.chapters.issues import named
from cxfield.report.dataset import EntryRow, FindingRow, ReportData
from cxfield.report.material import Chapter, Material

_MOST = 8
_STRANGEST = 5


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    data = material.data
    nodes: list[Node] = [
        Heading(1, texts.t("Deviant cases"), numbered=True, key="deviant"),
        *words.own_words(data.chapter_texts, "deviant"),
    ]
    against, strange = _against(data), _strange(data)
    if not against and not strange:
        said = texts.t("Nothing was logged that speaks against a finding or was unlike everything else.")
        return [*nodes, words.para(said)]
    if against:
        items = []
        for finding in against:
            notes = "; ".join(finding.deviant)
            case = "; ".join(finding.against) or texts.tn("{n} case", "{n} cases", len(finding.deviant))
            items.append(BulletItem(spans(f"{named(finding)}: ", Span(case, note=notes))))
        nodes += [Heading(2, texts.t("Against the findings")), Bullets(tuple(items))]
    if strange:
        sessions = data.session_by_id
        items = []
        for entry in strange[:_MOST]:
            session = sessions.get(entry.session_id)
            said = ": ".join(part for part in (entry.code, entry.text) if part)
            where = words.session_name(session, texts) if session else ""
            note = " · ".join(part for part in (where, texts.stopwatch(entry.t_ms), entry.so_what) if part)
            items.append(BulletItem(spans(said), note))
        nodes += [Heading(2, texts.t("Entirely surprising events")), Bullets(tuple(items))]
    return nodes


def _against(data: ReportData) -> list[FindingRow]:
    return [finding for finding in data.findings if finding.against or finding.deviant]


def _strange(data: ReportData) -> list[EntryRow]:
    return [e for e in data.entries if e.ordinariness == _STRANGEST and (e.text or e.code)]


def _nothing(material: Material) -> bool:
    return not _against(material.data) and not _strange(material.data)


CHAPTER = Chapter("deviant", N_("Deviant cases"), build, empty=_nothing)
