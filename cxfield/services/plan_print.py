# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the field needs on paper: sheet, door notice, consent summary, code card, guide, track sheet."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, cast

from cxfield import paths
from cxfield.document.nodes import (
    BulletItem,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    Node,
    Paragraph,
    Table,
    TitleBlock,
    bold,
    cell,
    spans,
)
from cxfield.i18n import Texts, pick
from cxfield.model.guide import Guide
from cxfield.model.metrics import Measurement, Metric, Target
from cxfield.model.study import Site, Study, Wave, Zone
from cxfield.services.plan_codes import codebook
from cxfield.services.plan_guide_paper import guide_nodes
from cxfield.services.plan_people import ITEMS, people_rows, summary_counts
from cxfield.services.plan_sheet import PARTS, current_sheet, part_text, published_sheet
from cxfield.storage import Reader

Maker = Callable[[Reader, Texts, dt.date], Document | None]
_LINE = "_" * 60


def _study(reader: Reader) -> Study | None:
    return next(iter(reader.all(Study)), None)


def _document(reader: Reader, texts: Texts, day: dt.date, title: str, nodes: list[Node]) -> Document:
    study = _study(reader)
    name = pick(study.title, texts.locale) if study else ""
    client = pick(study.client, texts.locale) if study else ""
    first = TitleBlock(left=client, right=texts.long_date(day), title=title, question=name)
    return Document(
        title=title,
        language=cast("Literal['fi', 'en']", texts.locale),
        created=day,
        nodes=(first, *nodes),
        header_right=name,
    )


def information_sheet(reader: Reader, texts: Texts, day: dt.date) -> Document | None:
    """What a participant is told, part by part, and the items of the consent."""
    study, sheet = _study(reader), published_sheet(reader) or current_sheet(reader)
    nodes: list[Node] = []
    if study is not None and study.purpose.get(texts.locale):
        nodes.append(Paragraph(spans(study.purpose[texts.locale]), "lead"))
    for part in PARTS:
        said = part_text(sheet, study, part.key, texts.locale)
        if said:
            nodes += [Heading(3, texts.t(part.name)), Paragraph(spans(said))]
    nodes.append(Heading(2, texts.t("Consent item by item")))
    columns = (
        Column(texts.t("I agree to"), 4),
        Column(texts.t("Yes"), 1, "center"),
        Column(texts.t("No"), 1, "center"),
    )
    rows = tuple((cell(texts.t(name)), cell("☐"), cell("☐")) for _, name, *_ in ITEMS)
    nodes.append(Table(columns, rows))
    nodes.append(
        Paragraph(
            spans(texts.t("Code: {line}   Date and signature: {line2}", line="________", line2=_LINE[:36]))
        )
    )
    if sheet is not None:
        nodes.append(Paragraph(spans(texts.t("Version {n} of the text.", n=sheet.number)), "caption"))
    return _document(reader, texts, day, texts.t("Information for participants"), nodes)


def door_notice(reader: Reader, texts: Texts, day: dt.date) -> Document | None:
    """The notice for the door of a store."""
    study, sheet = _study(reader), published_sheet(reader) or current_sheet(reader)
    who = part_text(sheet, study, "controller", texts.locale)
    closed = {pick(zone.name, texts.locale) for zone in reader.all(Zone) if zone.no_observation}
    nodes: list[Node] = [
        Paragraph(spans(texts.t("We are observing how the store works for its customers today.")), "lead"),
        Bullets(
            (
                BulletItem(spans(texts.t("We write down what happens, without names or faces."))),
                BulletItem(spans(texts.t("No pictures or sound are recorded of you."))),
                BulletItem(
                    spans(texts.t("Fitting rooms and toilets are never observed."))
                    if not closed
                    else spans(texts.t("Never observed: {places}.", places=texts.listing(sorted(closed))))
                ),
                BulletItem(
                    spans(texts.t("You may ask us to stop, or what we write: speak to us or the staff."))
                ),
            )
        ),
    ]
    if who:
        nodes += [Heading(3, texts.t("Who is responsible")), Paragraph(spans(who))]
    return _document(reader, texts, day, texts.t("Observation in the store"), nodes)


def consent_summary(reader: Reader, texts: Texts, day: dt.date) -> Document | None:
    """Who allowed what, by code; no names."""
    rows = people_rows(reader, texts)
    if not rows:
        return None
    columns = (
        Column(texts.t("Code"), 1.2),
        *(Column(texts.t(short), 1, "center") for _, _, short, _ in ITEMS),
        Column(texts.t("Given"), 2),
    )
    marks = {True: "✓", False: "✗", None: "–"}
    body: list[tuple[Cell, ...]] = []
    for row in rows:
        if row.withdrawn:
            said = texts.t("withdrawn {when}", when=row.withdrawn)
            body.append((cell(bold(row.code)), *(cell("") for _ in ITEMS), cell(said)))
            continue
        given = (cell(marks[row.given.get(item)]) for item, *_ in ITEMS)
        body.append((cell(bold(row.code)), *given, cell(f"{row.when} {row.how}".strip())))
    counts = summary_counts(rows)
    totals = Bullets(
        tuple(
            BulletItem(
                spans(
                    texts.t(
                        "{item}: {yes} yes, {no} no, {none} not asked",
                        item=texts.t(name),
                        yes=counts[item][0],
                        no=counts[item][1],
                        none=counts[item][2],
                    )
                )
            )
            for item, name, *_ in ITEMS
        )
    )
    return _document(reader, texts, day, texts.t("Consents"), [totals, Table(columns, tuple(body))])


def code_card(reader: Reader, texts: Texts, day: dt.date) -> Document | None:
    """Codes with their keys and guidance, on one card."""
    study = _study(reader)
    book = codebook(reader, tuple(study.languages) if study and study.languages else ("fi", "en"))
    if not book.codes:
        return None
    columns = (
        Column(texts.t("Key"), 0.5, "center"),
        Column(texts.t("Code"), 2),
        Column(texts.t("Kind"), 1),
        Column(texts.t("Use when"), 4),
        Column(texts.t("Do not use when"), 4),
    )
    nodes: list[Node] = []
    for group in book.groups:
        rows = tuple(
            (
                cell(bold(row.code.key)),
                cell(bold(pick(row.code.name, texts.locale))),
                cell(
                    texts.tc("code", "Duration") if row.code.kind == "state" else texts.tc("code", "Moment")
                ),
                cell(pick(row.code.use_when, texts.locale)),
                cell(pick(row.code.not_when, texts.locale)),
            )
            for row in group.codes
        )
        if rows:
            nodes += [Heading(2, pick(group.name, texts.locale) or "–"), Table(columns, rows)]
    used = [row for row in book.tag_sets if row.used]
    if used:
        nodes.append(Heading(2, texts.t("Tag sets")))
        nodes.append(
            Bullets(
                tuple(
                    BulletItem(
                        spans(
                            bold(pick(row.name, texts.locale) + ": "),
                            ", ".join(pick(tag["name"], texts.locale) for tag in row.tags),
                        )
                    )
                    for row in used
                )
            )
        )
    return _document(reader, texts, day, texts.t("Code card"), nodes)


def guide_paper(reader: Reader, texts: Texts, day: dt.date, guide_id: str = "") -> Document | None:
    """A guide with room to write; without an id every guide, each on its own page."""
    guides = [g for g in reader.all(Guide, order_by="order_key") if not guide_id or g.id == guide_id]
    nodes = guide_nodes(reader, texts, guides)
    if not nodes:
        return None
    title = pick(guides[0].name, texts.locale) if len(guides) == 1 else texts.t("Guides")
    return _document(reader, texts, day, title or texts.t("Guides"), nodes)


def track_sheet(reader: Reader, texts: Texts, day: dt.date) -> Document | None:
    """The sheet on which a tracked shopper's visit is written by hand."""
    facts: dict[str, Any] = json.loads(
        paths.resource("method", "track_sheet.json").read_text(encoding="utf-8")
    )
    columns = (Column(texts.t("What"), 2), Column(texts.t("Shopper A"), 2), Column(texts.t("Shopper B"), 2))
    finnish = texts.locale == "fi"
    rows = tuple(
        (cell(str(name) if finnish else _english(str(key))), cell(""), cell(""))
        for key, name, _form in facts["fields"]
    )
    zones = sorted({pick(zone.name, texts.locale) for zone in reader.all(Zone) if not zone.no_observation})
    nodes: list[Node] = [Table(columns, rows)]
    if zones:
        more = (
            Column(texts.t("Area"), 2),
            Column(texts.t("In"), 1),
            Column(texts.t("Out"), 1),
            Column(texts.t("Notes"), 3),
        )
        nodes.append(Table(more, tuple((cell(zone), cell(""), cell(""), cell("")) for zone in zones)))
    return _document(reader, texts, day, texts.t("Track sheet"), nodes)


def _english(key: str) -> str:
    return key.replace("_", " ").capitalize()


def metric_paper(reader: Reader, texts: Texts, day: dt.date) -> Document | None:
    """What is measured: formula, targets, benchmarks with their source, and figures as defined."""
    metrics = reader.all(Metric, order_by="order_key")
    if not metrics:
        return None
    waves = {wave.id: pick(wave.name, texts.locale) for wave in reader.all(Wave)}
    sites = {site.id: pick(site.name, texts.locale) for site in reader.all(Site)}
    columns = (
        Column(texts.t("What"), 1.4),
        Column(texts.t("Value"), 0.8, "right"),
        Column(texts.t("For"), 1.6),
        Column(texts.t("Definition and source"), 3),
    )
    nodes: list[Node] = []
    for metric in metrics:
        nodes.append(Heading(2, pick(metric.name, texts.locale) or "–"))
        about = [pick(metric.formula, texts.locale), metric.goal]
        nodes += [Paragraph(spans(words)) for words in about if words]
        rows = tuple(
            (
                cell(row.kind),
                cell("–" if row.value is None else texts.number(row.value, 3).rstrip("0").rstrip(",.")),
                cell(", ".join(name for name in (waves.get(row.wave), sites.get(row.site)) if name)),
                cell(row.words),
            )
            for row in _figures(reader, metric.id, texts)
        )
        if rows:
            nodes.append(Table(columns, rows))
    return _document(reader, texts, day, texts.t("Metrics"), nodes)


@dataclass(frozen=True, slots=True)
class _Figure:
    kind: str
    value: float | None
    wave: str
    site: str
    words: str


def _figures(reader: Reader, metric_id: str, texts: Texts) -> list[_Figure]:
    """Targets, benchmarks and entered figures; a share says what it is a share of, and what "lost" means."""
    found = [
        _Figure(
            texts.t("Benchmark") if row.benchmark else texts.t("Target"),
            row.value,
            row.wave_id or "",
            row.site_id or "",
            row.source,
        )
        for row in reader.all(Target, metric_id=metric_id)
    ]
    for figure in reader.all(Measurement, metric_id=metric_id):
        parts = [
            texts.t("Lost: {words}", words=figure.definition) if figure.definition else "",
            texts.t("Share of: {words}", words=figure.denominator) if figure.denominator else "",
            figure.source,
        ]
        words = ". ".join(part for part in parts if part)
        found.append(
            _Figure(texts.t("Figure"), figure.value, figure.wave_id or "", figure.site_id or "", words)
        )
    return found


#: Every paper: key, name (an msgid through `names`), and how it is made.
PAPERS: tuple[tuple[str, Maker], ...] = (
    ("sheet", information_sheet),
    ("notice", door_notice),
    ("consents", consent_summary),
    ("codes", code_card),
    ("guide", guide_paper),
    ("track", track_sheet),
    ("metrics", metric_paper),
)
