# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What entries carry beside their codes: kinds, causes, signs, tags and pain points, each counted."""

from collections.abc import Iterable

from cxfield.analysis.means import mean_t
from cxfield.analysis.proportion import wilson
from cxfield.document.nodes import Heading, Node
from cxfield.i18n import N_, Texts
from cxfield.model.enums import CodeMeaning, Mark, SessionKind
from cxfield.report import words
from cxfield.report.dataset import EntryRow, ReportData
from cxfield.report.ground import Tally
from cxfield.report.material import Chapter, Material
from cxfield.report.simple import strong, table

_MOST_SAID = 3
_MINUTE = 60_000


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    data = material.data
    nodes: list[Node] = [
        Heading(1, texts.t("Causes, signs and pain points"), numbered=True, key="detail"),
        *words.own_words(data.chapter_texts, "detail"),
    ]
    found = [*_causes(data, texts), *_signs(data, texts), *_pains(data, texts), *_aspects(data, texts)]
    found += [*_side_tags(data, texts), *_contacts(data, texts)]
    return nodes + (found or [words.para(texts.t("Entries carry nothing beside their codes."))])


def _causes(data: ReportData, texts: Texts) -> list[Node]:
    rows = data.ground.causes
    if not rows:
        return []
    first = rows[0]
    said = texts.t(
        "The company's own factor behind most events was {cause}: {n} events, {bad} of them bad.",
        cause=first.label.lower(), n=texts.number(first.n), bad=texts.number(first.bad),
    )  # fmt: skip
    caption = texts.t("Events by the company's own factor that shaped them; an event may have several.")
    return [
        Heading(2, texts.t("Causes")),
        words.para(said),
        _tones(texts.t("Factor"), rows, data, caption, "causes", texts),
    ]


def _tones(  # noqa: PLR0917 - a table is made of its parts
    head: str, rows: Iterable[Tally], data: ReportData, caption: str, key: str, texts: Texts
) -> Node:
    held = len(data.of_kind(SessionKind.OBSERVATION))
    return table(
        (
            (head, 2.6), (texts.t("Events"), 0.9, "right"), (texts.t("Good"), 0.8, "right"),
            (texts.t("Bad"), 1.5), (texts.t("95% interval of bad"), 1.6), (texts.t("Sessions"), 1.1, "right"),
        ),
        (
            (
                row.label, texts.number(row.n), texts.number(row.good),
                words.share(wilson(row.bad, row.n), texts),
                words.share_interval(wilson(row.bad, row.n), texts),
                words.of(row.sessions, held, texts),
            )
            for row in rows
        ),
        caption,
        key,
    )  # fmt: skip


def _signs(data: ReportData, texts: Texts) -> list[Node]:
    held = len(data.of_kind(SessionKind.OBSERVATION))
    if not data.ground.signs or not held:
        return []
    rows = (
        (
            row.label, row.of, texts.number(row.n),
            words.share(wilson(row.sessions, held), texts),
            words.share_interval(wilson(row.sessions, held), texts),
        )
        for row in data.ground.signs
    )  # fmt: skip
    caption = texts.t("Signs of a good or bad experience. Seen in: the sessions with at least one.")
    heads = (
        (texts.t("Sign"), 2.6), (texts.t("Tells of"), 1.8), (texts.t("Times"), 0.9, "right"),
        (texts.t("Seen in"), 1.4), (texts.t("95% interval"), 1.4),
    )  # fmt: skip
    return [Heading(2, texts.t("Signs of good and bad")), table(heads, rows, caption, "signs")]


def _pains(data: ReportData, texts: Texts) -> list[Node]:
    found: dict[str, list[EntryRow]] = {}
    for entry in data.entries:
        if Mark.PAIN in entry.marks:
            found.setdefault(entry.touchpoint or texts.t("No touchpoint"), []).append(entry)
    if not found:
        return []
    rows = (
        (strong(place), texts.number(len(entries)), _described(entries, data, texts))
        for place, entries in sorted(found.items(), key=lambda one: -len(one[1]))
    )
    heads = ((texts.t("Touchpoint"), 1.6), ("n", 0.5, "right"), (texts.t("What was seen"), 6.0))
    caption = texts.t("Pain points by touchpoint, most first; of each the first descriptions.")
    return [Heading(2, texts.t("Pain points")), table(heads, rows, caption, "pains")]


def _described(entries: list[EntryRow], data: ReportData, texts: Texts) -> str:
    sessions = data.session_by_id
    said = []
    for entry in sorted(entries, key=lambda e: (not e.text, e.at))[:_MOST_SAID]:
        session = sessions.get(entry.session_id)
        where = f"{words.session_name(session, texts)}, " if session is not None else ""
        what = (entry.text or entry.code or "–").rstrip(".")
        said.append(f"{what} ({where}{texts.stopwatch(entry.t_ms)})")
    return "; ".join(said) + "."


def _aspects(data: ReportData, texts: Texts) -> list[Node]:
    if not data.ground.aspects:
        return []
    caption = texts.t("Events by what they tell of: feelings, attitudes, responses or behaviour.")
    return [
        Heading(2, texts.t("What the events tell of")),
        _tones(texts.t("Kind"), data.ground.aspects, data, caption, "aspects", texts),
    ]


def _side_tags(data: ReportData, texts: Texts) -> list[Node]:
    nodes: list[Node] = []
    for name in dict.fromkeys(row.of for row in data.ground.side_tags):
        rows = [row for row in data.ground.side_tags if row.of == name]
        nodes.append(Heading(2, name or texts.t("Tags")))
        nodes.append(_tones(texts.t("Tag"), rows, data, "", "", texts))
    return nodes


def _contacts(data: ReportData, texts: Texts) -> list[Node]:
    """How long customers and staff were together, where the ends of contacts were logged."""
    lengths = [
        (e.end_t_ms - e.t_ms) / _MINUTE
        for e in data.entries
        if e.meaning == CodeMeaning.STAFF_CONTACT and e.end_t_ms is not None
    ]
    mean = mean_t(lengths, bounds=(0.0, float("inf")))
    if mean.value is None:
        return []
    said = texts.t(
        "A contact with staff lasted {mean} minutes on average (n = {n}, 95% interval {interval}).",
        mean=texts.number(mean.value, 1), n=texts.number(mean.n),
        interval=words.points_interval(mean.low, mean.high, texts, 1),
    )  # fmt: skip
    return [Heading(2, texts.t("Contacts with staff")), words.para(said)]


def _nothing(material: Material) -> bool:
    ground = material.data.ground
    carried = ground.causes or ground.signs or ground.aspects or ground.side_tags
    return not carried and not any(Mark.PAIN in entry.marks for entry in material.data.entries)


CHAPTER = Chapter("detail", N_("Causes, signs and pain points"), build, empty=_nothing)
