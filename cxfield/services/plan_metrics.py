# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Metrics of the plan: ready ones and one's own, targets, benchmarks and figures entered by hand."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cxfield.analysis.business import churn, first_contact_resolution, referral_rate, retention
from cxfield.errors import UserError
from cxfield.i18n import N_, Texts
from cxfield.methods.metrics import METRICS
from cxfield.model.metrics import Measurement, Metric, Target
from cxfield.model.registry import kind_of, kinds
from cxfield.services.plan_edit import last_order
from cxfield.storage import Reader, UnitOfWork

_NUMBER = N_("{text} is not a number. Write it as 40 or 0,85.")
_SCALE = N_("{text} is not a scale from low to high. Write it as 0–10.")
_RANGE = re.compile(r"([-−]?[\d.,]+ ?%?)\s*(?:–|-|\.\.|…)\s*([-−]?[\d.,]+ ?%?)")
_UNKNOWN = N_("There is no ready metric {name}. Choose one from the list.")
_WHOLE = N_("{text} is not a whole number, 0 or more. Correct the count.")


@dataclass(frozen=True, slots=True)
class Counted:
    """A metric that is computed from counts entered by hand: its counts and how they become a share."""

    key: str
    fi: str
    en: str
    counts: tuple[tuple[str, str], ...]
    share: Callable[[Mapping[str, int]], float | None]
    formula_fi: str
    formula_en: str
    better: bool = True
    asks_definition: bool = False


def _churn(counts: Mapping[str, int]) -> float | None:
    return churn(counts["start"], counts["lost"]).value


def _retention(counts: Mapping[str, int]) -> float | None:
    return retention(counts["start"], counts["end"], counts["new"]).value


def _fcr(counts: Mapping[str, int]) -> float | None:
    return first_contact_resolution(counts["resolved"], counts["issues"]).value


def _referral(counts: Mapping[str, int]) -> float | None:
    return referral_rate(counts["referred"], counts["orders"]).value


def _conversion(counts: Mapping[str, int]) -> float | None:
    return counts["buyers"] / counts["visitors"] if 0 <= counts["buyers"] <= counts["visitors"] > 0 else None


COUNTED: tuple[Counted, ...] = (
    Counted(
        "retention", "Asiakaspysyvyys", "Retention rate",
        (
            ("start", N_("Customers at the start")),
            ("end", N_("Customers at the end")),
            ("new", N_("New customers")),
        ),
        _retention, "(lopussa − uudet) / alussa", "(end − new) / start",
    ),
    Counted(
        "churn", "Asiakaspoistuma", "Churn",
        (("start", N_("Customers at the start")), ("lost", N_("Customers lost"))),
        _churn, "menetetyt / alussa", "lost / start", better=False, asks_definition=True,
    ),
    Counted(
        "fcr", "Ratkaisu ensimmäisessä kontaktissa", "First contact resolution",
        (("resolved", N_("Solved at the first contact")), ("issues", N_("Issues in all"))),
        _fcr, "ensimmäisessä kontaktissa ratkenneet / kaikki", "solved at first contact / all",
    ),
    Counted(
        "referral", "Suositteluprosentti", "Referral rate",
        (("referred", N_("Orders by recommendation")), ("orders", N_("Orders in all"))),
        _referral, "suosituksesta tulleet tilaukset / kaikki", "orders by recommendation / all",
    ),
    Counted(
        "conversion", "Konversio", "Conversion",
        (("buyers", N_("Buyers")), ("visitors", N_("Visitors"))),
        _conversion, "ostajat / kävijät", "buyers / visitors",
    ),
)  # fmt: skip
#: Two timers: an answer is not a solution.
TIMED: tuple[tuple[str, str, str], ...] = (
    ("art_response", "Keskimääräinen vastausaika", "Average response time"),
    ("art_resolution", "Keskimääräinen ratkaisuaika", "Average resolution time"),
)


def ready_metrics(texts: Texts) -> list[tuple[str, str]]:
    """What can be added: type and name."""
    finnish = texts.locale == "fi"
    rows = [(row.key, texts.t(row.name)) for row in METRICS]
    rows += [(row.key, row.fi if finnish else row.en) for row in COUNTED]
    rows += [(key, fi if finnish else en) for key, fi, en in TIMED]
    return [*rows, ("custom", texts.t("A metric of one's own"))]


def formula_of(kind: str) -> dict[str, str]:
    """How a ready metric is computed, in words of both languages; nothing for one's own."""
    known = next((row for row in METRICS if row.key == kind), None)
    if known is not None:
        return {language: Texts(language).t(known.formula) for language in ("fi", "en")}
    counted = next((row for row in COUNTED if row.key == kind), None)
    return {"fi": counted.formula_fi, "en": counted.formula_en} if counted is not None else {}


def add_ready(uow: UnitOfWork, *, kind: str) -> Metric:
    """Add a metric with its scale, direction and formula in plain words."""
    order = last_order(uow, kind_of(Metric))
    finnish, english = Texts("fi"), Texts("en")
    known = next((row for row in METRICS if row.key == kind), None)
    if known is not None:
        return uow.add(
            Metric(
                type=known.key,
                key=known.key,
                name={"fi": finnish.t(known.name), "en": english.t(known.name)},
                scale=list(known.scale),
                higher_is_better=known.better.value == "high",
                formula=formula_of(kind),
                order_key=order,
            )
        )
    counted = next((row for row in COUNTED if row.key == kind), None)
    if counted is not None:
        return uow.add(
            Metric(
                type=kind,
                key=kind,
                name={"fi": counted.fi, "en": counted.en},
                scale=[0, 1],
                higher_is_better=counted.better,
                perspective="performance",
                formula=formula_of(kind),
                order_key=order,
            )
        )
    timed = next((row for row in TIMED if row[0] == kind), None)
    if timed is None and kind != "custom":
        raise UserError(_UNKNOWN, name=kind[:40])
    name = {"fi": timed[1], "en": timed[2]} if timed else {}
    return uow.add(
        Metric(
            type=kind if timed else "custom",
            key=kind if timed else "",
            name=name,
            higher_is_better=not timed,
            perspective="performance" if timed else "satisfaction",
            order_key=order,
        )
    )


def measure_lines(measures: Mapping[str, str]) -> list[dict[str, str]]:
    """The measures of a stage or touchpoint, one for each line, their languages side by side."""
    lines = {lang: [one.strip() for one in text.split("\n")] for lang, text in measures.items()}
    most = max((len(rows) for rows in lines.values()), default=0)
    found = [
        {lang: rows[at] for lang, rows in lines.items() if at < len(rows) and rows[at]} for at in range(most)
    ]
    return [row for row in found if row]


def unfollowed(reader: Reader, *, kind: str, record_id: str) -> list[dict[str, str]]:
    """The own measures of a stage or touchpoint that no metric follows yet."""
    record = reader.find(kinds()[kind].cls, record_id or None)
    if record is None:
        return []
    scope: dict[str, Any] = {f"{kind}_id": record_id}
    known = {name for metric in reader.all(Metric, **scope) for name in metric.name.values()}
    return [row for row in measure_lines(getattr(record, "measures", {})) if not known & set(row.values())]


def follow_measures(uow: UnitOfWork, *, kind: str, record_id: str) -> list[Metric]:
    """Make a metric of each own measure of a stage or touchpoint; its figures are then entered by hand."""
    scope: dict[str, Any] = {f"{kind}_id": record_id}
    level = "interaction" if kind == "touchpoint" else "journey"
    made = []
    for name in unfollowed(uow, kind=kind, record_id=record_id):
        order = last_order(uow, kind_of(Metric))
        made.append(
            uow.add(Metric(name=name, level=level, perspective="performance", order_key=order, **scope))
        )
    return made


def set_scale(uow: UnitOfWork, *, metric_id: str, text: str) -> Metric:
    """Write the scale of a metric, such as 0–10; nothing means that it has none."""
    if not text.strip():
        return uow.type_in(Metric, metric_id, scale=[])
    found = _RANGE.fullmatch(text.strip())
    if found is None:
        raise UserError(_SCALE, text=text.strip()[:20])
    low, high = parse_number(found[1]), parse_number(found[2])
    if low >= high:
        raise UserError(_SCALE, text=text.strip()[:20])
    return uow.type_in(Metric, metric_id, scale=[low, high])


def parse_number(text: str) -> float:
    """A number as people write it: 40, 0,85, 85 %, −3."""
    said = text.strip().replace("\N{MINUS SIGN}", "-").replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    percent = said.endswith("%")
    try:
        value = float(said.removesuffix("%").replace(",", "."))
    except ValueError:
        raise UserError(_NUMBER, text=text.strip()[:20] or "–") from None
    if value != value or abs(value) > 1e12:  # noqa: PLR0124, PLR2004 - not a number, or beyond any measure
        raise UserError(_NUMBER, text=text.strip()[:20])
    return value / 100 if percent else value


def add_target(uow: UnitOfWork, *, metric_id: str, benchmark: bool = False) -> Target:
    """Add a target or a benchmark."""
    return uow.add(Target(metric_id=metric_id, benchmark=benchmark))


def type_value(uow: UnitOfWork, *, target_id: str, text: str) -> Target:
    """Write the value of a target."""
    return uow.type_in(Target, target_id, value=parse_number(text))


def add_measurement(uow: UnitOfWork, *, metric_id: str) -> Measurement:
    """Add a figure for a period."""
    return uow.add(Measurement(metric_id=metric_id))


def type_count(uow: UnitOfWork, *, measurement_id: str, name: str, text: str) -> Measurement:
    """Write one count; the share follows as soon as all are there."""
    row = uow.get(Measurement, measurement_id)
    said = text.strip()
    if said and not said.isdecimal():
        raise UserError(_WHOLE, text=said[:20])
    counts = {**row.counts, name: int(said)} if said else {k: v for k, v in row.counts.items() if k != name}
    metric = uow.get(Metric, row.metric_id)
    return uow.type_in(Measurement, measurement_id, counts=counts, value=share_of(metric.type, counts))


def type_figure(uow: UnitOfWork, *, measurement_id: str, text: str) -> Measurement:
    """Write a figure that is computed elsewhere."""
    return uow.type_in(Measurement, measurement_id, value=parse_number(text) if text.strip() else None)


def share_of(kind: str, counts: Mapping[str, int]) -> float | None:
    """The share that counts make, or None while some are missing or they contradict each other."""
    counted = next((row for row in COUNTED if row.key == kind), None)
    if counted is None or any(name not in counts for name, _ in counted.counts):
        return None
    try:
        return counted.share(counts)
    except ValueError:
        return None


def targets_of(reader: Reader, metric_id: str) -> tuple[list[Target], list[Measurement]]:
    """Targets with benchmarks, and the figures entered."""
    return reader.all(Target, metric_id=metric_id), reader.all(Measurement, metric_id=metric_id)
