# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limitations: what the reader must know before leaning on a result."""

from cxfield.document.nodes import BulletItem, Bullets, Heading, Node, spans
from cxfield.i18n import N_, Texts
from cxfield.model.enums import SessionKind, SessionState
from cxfield.report import words
from cxfield.report.chapters.reflections import ENOUGH_DAYS, days
from cxfield.report.dataset import SessionRow
from cxfield.report.figures import SMALL_SAMPLE
from cxfield.report.material import Chapter, Material
from cxfield.report.quotes import refused


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    nodes: list[Node] = [Heading(1, texts.t("Limitations"), numbered=True, key="limitations")]
    nodes += words.own_words(material.data.chapter_texts, "limitations")
    said = [*_sample(material, texts), *_sessions(material, texts), *_left_out(material, texts)]
    said.append(texts.t(
        "Events of one session or customer are not independent of each other, so the intervals are the "
        "narrowest possible. Stores and people were not drawn at random: the results tell of these visits."
    ))  # fmt: skip
    return [*nodes, Bullets(tuple(BulletItem(spans(line)) for line in said))]


def _sample(material: Material, texts: Texts) -> list[str]:
    result, said = material.figures, []
    n = result.nps.n or len(material.data.of_kind(SessionKind.INTERVIEW))
    if 0 < n < SMALL_SAMPLE:
        said.append(texts.t(
            "The sample is small (n = {n}): counts come first, every share has its 95% interval, and NPS is "
            "not given for subgroups.", n=texts.number(n)))  # fmt: skip
    if result.ordinary.n and result.ordinary.default:
        said.append(texts.t(
            "Ordinariness: in {default} of {n} events the rating is the default that nobody changed.",
            default=texts.number(result.ordinary.default), n=texts.number(result.ordinary.n)))  # fmt: skip
    reflected = days(material.data)
    if not reflected:
        said.append(
            texts.t("The team has not reflected on the visits yet; at least two days are recommended.")
        )
    elif reflected < ENOUGH_DAYS:
        said.append(texts.tn(
            "The team has reflected on {n} day only; at least two are recommended.",
            "The team has reflected on {n} days only; at least two are recommended.", reflected))  # fmt: skip
    holes = result.coverage.holes
    if holes:
        said.append(texts.tn(
            "{n} phase of a store was not observed as planned.",
            "{n} phases of stores were not observed as planned.", len(holes)))  # fmt: skip
    return said


def _sessions(material: Material, texts: Texts) -> list[str]:
    data, said = material.data, []
    for session in data.sessions:
        place = data.site_name(session.site)
        name = f"{words.session_name(session, texts)}{f' ({place})' if place else ''}"
        if session.reactivity and session.done:
            said.append(texts.t(
                "{session}: people noticed the observer, which may have changed what they did.",
                session=name))  # fmt: skip
        if session.state == SessionState.INTERRUPTED:
            missing = _unanswered(session, material)
            line = texts.t("{session}: interrupted.", session=name)
            if missing:
                line += " " + texts.tn(
                    "{n} question was left unanswered.", "{n} questions were left unanswered.", missing
                )
            said.append(line)
    return said


def _unanswered(session: SessionRow, material: Material) -> int:
    """Questions that others were asked and this interview did not come to, or passed over."""
    if session.kind != SessionKind.INTERVIEW:
        return 0
    data = material.data
    held = {s.id for s in data.of_kind(SessionKind.INTERVIEW)}
    asked = {a.question_id for a in data.answers if a.session_id in held}
    answered = {a.question_id for a in data.answers if a.session_id == session.id and not a.skipped}
    return len(asked - answered)


def _left_out(material: Material, texts: Texts) -> list[str]:
    data, said = material.data, []
    if data.parallel_sessions:
        said.append(texts.t(
            "Second codings are left out of the counts: {sessions}, {events}.",
            sessions=texts.tn("{n} session", "{n} sessions", len(data.parallel_sessions)),
            events=texts.tn("{n} event", "{n} events", len(data.coded_again))))  # fmt: skip
    settling = sum(entry.settling for entry in data.entries)
    if settling:
        said.append(texts.tn(
            "{n} event was logged during the settling-in time; it is included in the counts.",
            "{n} events were logged during the settling-in time; they are included in the counts.",
            settling))  # fmt: skip
    if data.withdrawn:
        said.append(texts.tn(
            "{n} participant withdrew; nothing of theirs is in the figures.",
            "{n} participants withdrew; nothing of theirs is in the figures.", data.withdrawn))  # fmt: skip
    held = len(refused(data))
    if held:
        said.append(texts.tn(
            "{n} quote was left out, for consent to quote is missing.",
            "{n} quotes were left out, for consent to quote is missing.", held))  # fmt: skip
    return said


CHAPTER = Chapter("limitations", N_("Limitations"), build)
