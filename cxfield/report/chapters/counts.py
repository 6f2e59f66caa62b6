# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts, watches and sampled looks beside the log, each with its denominator."""

from cxfield.analysis.business import first_contact_resolution, resolution_time
from cxfield.analysis.outcome import Value
from cxfield.analysis.proportion import Proportion, wilson, wilson_of
from cxfield.analysis.sampling import per_hour
from cxfield.document.nodes import Cell, Column, Heading, Node, Table, cell
from cxfield.i18n import N_, Texts
from cxfield.methods.instruments import TimingKind, method_facts, tally_facts
from cxfield.report import words
from cxfield.report.instrument_facts import InstrumentFacts, PlanFact, TallyFact, TimingFact
from cxfield.report.material import Chapter, Material

_SECOND, _MINUTE, _HOUR = 1_000, 60_000, 3_600_000


def build(material: Material, texts: Texts) -> list[Node]:
    """The chapter."""
    facts = material.data.instruments
    nodes: list[Node] = [
        Heading(1, texts.t("Counts and times"), numbered=True, key="counts"),
        *words.own_words(material.data.chapter_texts, "counts"),
    ]
    if facts.nothing:
        return [*nodes, words.para(texts.t("Nothing was counted, timed or sampled beside the log."))]
    nodes += _tallies(facts, texts)
    nodes += _contacts([t for t in facts.timings if t.kind == TimingKind.CONTACT], texts)
    nodes += _tasks([t for t in facts.timings if t.kind == TimingKind.TASK], texts)
    for plan in facts.plans:
        nodes += _plan(plan, texts)
    return nodes


def _tallies(facts: InstrumentFacts, texts: Texts) -> list[Node]:
    if not facts.tallies:
        return []
    columns = (
        Column(texts.t("What"), 3.0),
        Column(texts.t("Amount"), 1.4, "right"),
        Column(texts.t("Observed, h"), 1.4, "right"),
        Column(texts.t("Per hour"), 1.2, "right"),
        Column(texts.t("Sessions"), 1.0, "right"),
    )
    rows = tuple(_tally(tally, texts) for tally in facts.tallies)
    caption = texts.t("Counters and the company's own figures. The hours are without pauses.")
    nodes: list[Node] = [
        Heading(2, texts.t("Counters and figures")),
        Table(columns, rows, caption, key="tallies"),
    ]
    sums = {tally.key: sum(tally.amounts) for tally in facts.tallies}
    visitors, buyers = sums.get("visitors", 0), sums.get("buyers", 0)
    if 0 < buyers <= visitors:
        share = words.share_full(wilson(round(buyers), round(visitors)), texts)
        nodes.append(words.para(texts.t("Of the visitors the company counted {share} bought.", share=share)))
    return nodes


def _tally(tally: TallyFact, texts: Texts) -> tuple[Cell, ...]:
    facts = tally_facts(tally.key)
    assert facts is not None
    total = sum(tally.amounts)
    # Times and shares of several sessions are not added up.
    mean = facts.unit not in ("", "€")
    amount = texts.number(total / len(tally.amounts) if mean else total, facts.digits)
    unit = f" {facts.unit}" if facts.unit else ""
    name = texts.tc(*facts.name) + (f" ({texts.t('Mean').lower()})" if mean else "")
    rate = per_hour(total, tally.running_ms)
    return (
        cell(name),
        cell(f"{amount}\N{NO-BREAK SPACE}{unit.strip()}" if unit else amount),
        cell("–" if facts.entered else texts.number(tally.running_ms / _HOUR, 1)),
        cell("–" if facts.entered or rate.value is None else texts.number(rate.value, 1)),
        cell(texts.number(tally.sessions)),
    )


def _contacts(rows: list[TimingFact], texts: Texts) -> list[Node]:
    if not rows:
        return []
    told = [row for row in rows if row.reached is not None]
    solved = [row for row in told if row.reached]
    first = first_contact_resolution(sum(row.first_contact is True for row in told), len(told))
    answers = [row.response_ms / _SECOND for row in rows if row.response_ms is not None]
    # What only the end of the session stopped was not solved: it has no time of solution.
    ends = [row.length_ms / _SECOND for row in solved if not row.cut_off]
    columns = (
        Column(texts.t("What"), 3.0),
        Column("n", 0.8, "right"),
        Column(texts.t("Mean"), 1.2, "right"),
        Column(texts.t("Median"), 1.2, "right"),
    )
    table = tuple(
        (cell(name), cell(texts.number(len(times))), *_times(times, texts))
        for name, times in (
            (texts.t("Time to response"), answers),
            (texts.t("Time to resolution"), ends),
        )
    )
    caption = texts.t("Contacts under the watch, in minutes and seconds. A response is not a resolution.")
    return [
        Heading(2, texts.t("Contacts")),
        words.para(
            texts.t("Solved at the first contact: {share}.", share=words.share_full(first, texts)),
        ),
        Table(columns, table, caption, key="contacts"),
    ]


def _times(seconds: list[float], texts: Texts) -> tuple[Cell, Cell]:
    if not seconds:
        return cell("–"), cell("–")
    result = resolution_time(seconds)
    return cell(_clock(result.mean, texts)), cell(_clock(result.median, texts))


def _clock(value: Value | object, _texts: Texts) -> str:
    seconds = getattr(value, "value", None)
    return "–" if seconds is None else f"{round(seconds) // 60}:{round(seconds) % 60:02}"


def _tasks(rows: list[TimingFact], texts: Texts) -> list[Node]:
    if not rows:
        return []
    groups: dict[str, list[TimingFact]] = {}
    for row in rows:
        groups.setdefault(row.goal or row.name or texts.t("Task"), []).append(row)
    columns = (
        Column(texts.t("Task or goal"), 3.0),
        Column("n", 0.7, "right"),
        Column(texts.t("Goal reached"), 1.8),
        Column(texts.t("95% interval"), 1.5),
        Column(texts.t("Median time"), 1.2, "right"),
        Column(texts.t("Channel"), 1.5),
    )
    table = []
    for name, group in groups.items():
        reached: Proportion = wilson_of(row.reached for row in group if row.reached is not None)
        done = [row.length_ms / _SECOND for row in group if not row.cut_off]
        channels = ", ".join(dict.fromkeys(row.channel for row in group if row.channel))
        table.append(
            (
                cell(name),
                cell(texts.number(len(group))),
                cell(words.share(reached, texts)),
                cell(words.share_interval(reached, texts)),
                _times(done, texts)[1],
                cell(channels or "–"),
            )
        )
    caption = texts.t("Tasks that were tried under the watch, and how often their goal was reached.")
    return [Heading(2, texts.t("Tasks and goals")), Table(columns, tuple(table), caption, key="tasks")]


def _plan(plan: PlanFact, texts: Texts) -> list[Node]:
    facts = method_facts(plan.method)
    every = ", ".join(_every(ms, texts) for ms in plan.every_ms)
    said = texts.t(
        "{meaning} Looked at {every}; {share} of the looks that were due were answered.",
        meaning=texts.t(facts.meaning),
        every=every,
        share=words.share_full(plan.summary.answered, texts),
    )
    columns = [
        Column(texts.t("What") if not facts.by_zone else texts.t("Zone"), 3.0),
        Column(texts.t("Seen in looks"), 1.8),
        Column(texts.t("95% interval"), 1.5),
    ]
    if facts.counts:
        columns.append(Column(texts.t("Mean number"), 1.2, "right"))
    rows = tuple(
        (
            cell(one.target),
            cell(words.share(one.seen, texts)),
            cell(words.share_interval(one.seen, texts)),
            *([cell(_number(one.mean, texts))] if facts.counts else []),
        )
        for one in plan.summary.targets
    )
    table = Table(tuple(columns), rows, texts.t(facts.asks), key=f"sample-{plan.method}")
    return [Heading(2, texts.t(facts.name)), words.para(said), table]


def _number(value: Value, texts: Texts) -> str:
    return "–" if value.value is None else texts.number(value.value, 2)


def _every(ms: int, texts: Texts) -> str:
    if ms % _MINUTE:
        return texts.t("every {n} s", n=ms // _SECOND)
    return texts.t("every {n} min", n=ms // _MINUTE)


def _nothing(material: Material) -> bool:
    return material.data.instruments.nothing


CHAPTER = Chapter("counts", N_("Counts and times"), build, empty=_nothing)
