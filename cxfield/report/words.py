# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers as the report says them: counts first, then the share, then the interval; never a bare 0."""

import datetime as dt

from cxfield.analysis.outcome import NotComputable
from cxfield.analysis.proportion import Proportion
from cxfield.document.nodes import Node, Paragraph, Spans, bold, spans
from cxfield.i18n import N_, Texts
from cxfield.model.enums import ActionKind, ActionState, Phase, SessionKind, Verdict
from cxfield.report.dataset import SessionRow

NOT_COMPUTABLE = N_("not computable")

SESSION_KINDS = {
    SessionKind.OBSERVATION: N_("Observation"),
    SessionKind.INTERVIEW: N_("Interview"),
    SessionKind.GROUP: N_("Focus group"),
    SessionKind.DEBRIEF: N_("Debrief session"),
}
PHASES = {Phase.BEFORE: N_("Before"), Phase.DURING: N_("During"), Phase.AFTER: N_("After")}
ACTION_KINDS = {
    ActionKind.PREVENTIVE: N_("preventive"),
    ActionKind.CORRECTIVE: N_("corrective"),
    ActionKind.TRIAL: N_("trial"),
    ActionKind.PRODUCT: N_("productisation"),
}
STATES = {
    ActionState.OPEN: N_("open"),
    ActionState.IN_PROGRESS: N_("in progress"),
    ActionState.DONE: N_("done"),
}
VERDICTS = {
    Verdict.OPEN: N_("not settled"),
    Verdict.CONFIRMED: N_("confirmed"),
    Verdict.PARTLY: N_("confirmed in part"),
    Verdict.REFUTED: N_("refuted"),
}
ORDINARINESS = (
    N_("entirely ordinary"),
    N_("fairly ordinary"),
    N_("in between"),
    N_("fairly surprising"),
    N_("entirely surprising"),
)


def named(words: dict[str, str], key: str, texts: Texts) -> str:
    """The word for a stored value; a value of a newer program stays as it is."""
    return texts.t(words[key]) if key in words else key


def phase(key: str, texts: Texts) -> str:
    """A phase in words."""
    return named({str(k): v for k, v in PHASES.items()}, key, texts)


def session_kind(key: str, texts: Texts) -> str:
    """The kind of a session in words."""
    return named({str(k): v for k, v in SESSION_KINDS.items()}, key, texts)


def session_name(session: SessionRow, texts: Texts) -> str:
    """A session in a table: "Jakso 7", "P07", or its name."""
    if session.kind == SessionKind.INTERVIEW and session.participant:
        return session.participant
    if session.kind == SessionKind.OBSERVATION and session.number:
        return texts.t("Session {n}", n=session.number)
    return session.name or session_kind(session.kind, texts)


def action_kind(key: str, texts: Texts) -> str:
    """The kind of an action in words."""
    return named({str(k): v for k, v in ACTION_KINDS.items()}, key, texts)


def action_state(key: str, texts: Texts) -> str:
    """How far an action has come, in words."""
    return named({str(k): v for k, v in STATES.items()}, key, texts)


def verdict(key: str, texts: Texts) -> str:
    """What became of a preconception, in words."""
    return named({str(k): v for k, v in VERDICTS.items()}, key, texts)


def missing(reason: NotComputable | None, texts: Texts) -> str:
    """The words that stand where a number cannot be computed, with the reason."""
    said = texts.t(NOT_COMPUTABLE)
    return f"{said}: {texts.t(reason.text)}" if reason is not None else said


def of(count: int, n: int, texts: Texts) -> str:
    """A count out of a whole: "6/8"."""
    return f"{texts.number(count)}/{texts.number(n)}"


def share(result: Proportion, texts: Texts) -> str:
    """Count first, then the share: "6/8, 75 %"."""
    if result.share is None:
        return missing(result.reason, texts)
    return f"{of(result.count, result.n, texts)}, {texts.percent(result.share)}"


def share_interval(result: Proportion, texts: Texts) -> str:
    """The interval of a share: "41–93 %"."""
    if result.low is None or result.high is None:
        return "–"
    return f"{texts.number(result.low * 100)}–{texts.percent(result.high)}"


def share_full(result: Proportion, texts: Texts) -> str:
    """Count, share and interval in running text: "131/182 (72 %, 65–78 %)"."""
    if result.share is None:
        return missing(result.reason, texts)
    inner = f"{texts.percent(result.share)}, {share_interval(result, texts)}"
    return f"{of(result.count, result.n, texts)} ({inner})"


def points_interval(low: float | None, high: float | None, texts: Texts, digits: int = 0) -> str:
    """An interval that may be negative: "−36…54"."""
    if low is None or high is None:
        return "–"
    return f"{texts.number(low, digits)}…{texts.number(high, digits)}"


def trimmed(value: float, texts: Texts, digits: int = 1) -> str:
    """A number without needless decimals: 40, 12,5."""
    return texts.number(value, 0 if float(value).is_integer() else digits)


def full_day(day: dt.date, texts: Texts) -> str:
    """Weekday and date with the year: "pe 17.10.2025", "Fri 17 Oct 2025"."""
    return f"{texts.day(day).split()[0]} {texts.date(day)}"


def clock(moment: dt.datetime | None, texts: Texts) -> str:
    """A time of day in a sentence or a table: "klo 10.05", "10:05"."""
    return "" if moment is None else texts.t("at {time}", time=texts.time(moment))


def minutes(ms: int | None, texts: Texts) -> str:
    """A length in whole minutes."""
    return "–" if ms is None else joined(texts.t("{n} min", n=texts.number(ms / 60_000)))


def quoted(text: str, texts: Texts) -> str:
    """Words in the quotation marks of the language."""
    mark = ("”", "”") if texts.locale == "fi" else ("“", "”")
    return mark[0] + unquoted(text) + mark[1]


def unquoted(text: str) -> str:
    """Words without the quotation marks somebody typed around them."""
    return text.strip().strip('"”“').strip()


def para(*parts: str) -> Paragraph:
    """A body paragraph."""
    return Paragraph(spans(*parts))


def small(*parts: str) -> Paragraph:
    """A small grey line under a table or a figure."""
    return Paragraph(spans(*parts), "caption")


def lead(*parts: str) -> Paragraph:
    """The first, larger paragraph of a chapter."""
    return Paragraph(spans(*parts), "lead")


def labelled(label: str, text: str) -> Spans:
    """A bold label and its text; a label that asks needs no colon."""
    return spans(bold(f"{label} " if label.endswith("?") else f"{label}: "), text)


def joined(text: str) -> str:
    """Figures kept on one line with their unit: no-break spaces throughout."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def own_words(chapter_texts: object, key: str) -> list[Node]:
    """What the team has written into a chapter itself, one paragraph a line."""
    written = chapter_texts.get(key, "") if isinstance(chapter_texts, dict) else ""
    return [para(line) for line in str(written).splitlines() if line.strip()]
