# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Conditions on the logged rows, and how they are said as a sentence."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from cxfield.i18n import N_, NC_, Texts

ENTRY, ANSWER, STATEMENT, MOMENT = "entry", "answer", "statement", "moment"
KINDS: tuple[str, ...] = (ENTRY, ANSWER, STATEMENT, MOMENT)

PHASE_WORDS = {"before": N_("before"), "during": N_("during"), "after": N_("after")}
TONE_WORDS = {-1: N_("negative"), 0: N_("neutral"), 1: N_("positive")}


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for; an empty condition lets everything through.

    Second codings are left out unless `parallel`. `settling` False leaves the settling-in time out, True
    shows nothing else. `uncoded` shows what nobody has given a code yet. `ordinariness` is a lowest and a
    highest rating. `day` is the local day (ISO) on which a session began, `between` a stretch of a session's
    clock in ms. `about` names what the rows belong to, and `only` is their ids.
    """

    kind: str = ""
    site: str = ""
    phase: str = ""
    session: str = ""
    code: str = ""
    touchpoint: str = ""
    observer: str = ""
    text: str = ""
    ordinariness: tuple[int, int] | None = None
    polarity: int | None = None
    star: bool = False
    settling: bool | None = None
    parallel: bool = False
    uncoded: bool = False
    day: str = ""
    between: tuple[int, int] | None = None
    about: str = ""
    only: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is asked beyond the kind."""
        return replace(self, kind="") == Filter()


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition as a chip: its field and its words ("store is Espoo")."""

    field: str
    words: str


def without(asked: Filter, field: str) -> Filter:
    """The filter with one condition taken away."""
    default = next(f.default for f in fields(Filter) if f.name == field)
    changed: dict[str, Any] = {field: default}
    if field == "about":
        changed["only"] = ()
    return replace(asked, **changed)


def conditions(asked: Filter, names: Mapping[str, str], texts: Texts) -> tuple[Condition, ...]:
    """Every condition in words; `names` gives the words of ids."""
    phase = texts.t(PHASE_WORDS.get(asked.phase, asked.phase))
    named = (
        ("site", N_("store is {name}"), names.get(asked.site, "–")),
        ("session", N_("session is {name}"), names.get(asked.session, "–")),
        ("day", N_("day is {name}"), _day(asked.day, texts)),
        ("phase", N_("phase is {name}"), phase),
        ("touchpoint", N_("touchpoint is {name}"), names.get(asked.touchpoint, "–").lower()),
        ("code", N_("code is {name}"), names.get(asked.code, "–")),
        ("observer", N_("observer is {name}"), names.get(asked.observer, "–")),
        ("text", N_("text has “{name}”"), asked.text.strip()),
        ("about", N_("belongs to “{name}”"), asked.about.strip()),
    )
    found = [
        Condition(field, texts.t(msgid, name=words))
        for field, msgid, words in named
        if str(getattr(asked, field)).strip()
    ]
    return (*found, *_marks(asked, texts))


def _day(iso: str, texts: Texts) -> str:
    try:
        return texts.day(dt.date.fromisoformat(iso))
    except ValueError:
        return iso


def _marks(asked: Filter, texts: Texts) -> list[Condition]:
    found: list[Condition] = []
    if asked.ordinariness is not None:
        low, high = asked.ordinariness
        span = str(low) if low == high else f"{low}–{high}"
        found.append(Condition("ordinariness", texts.t("ordinariness is {span}", span=span)))
    if asked.polarity is not None:
        tone = texts.t(TONE_WORDS[asked.polarity])
        found.append(Condition("polarity", texts.t("polarity is {tone}", tone=tone)))
    if asked.star:
        found.append(Condition("star", texts.t("has a star")))
    if asked.settling is not None:
        said = N_("is in the settling-in time") if asked.settling else N_("settling-in time left out")
        found.append(Condition("settling", texts.t(said)))
    if asked.between is not None:
        first, last = (texts.stopwatch(t) for t in asked.between)
        found.append(Condition("between", texts.t("time is {low}–{high}", low=first, high=last)))
    if asked.uncoded:
        found.append(Condition("uncoded", texts.t("not coded yet")))
    if asked.parallel:
        found.append(Condition("parallel", texts.t("second codings included")))
    return found


def sentence(shown: int, total: int, asked: Filter, names: Mapping[str, str], texts: Texts) -> str:
    """The whole filter as a sentence: "13/394 rows where store is Espoo, touchpoint is checkout"."""
    count = f"{texts.number(shown)}/{texts.number(total)}" if shown != total else texts.number(total)
    head = texts.t("{count} rows", count=count)
    said = [condition.words for condition in conditions(asked, names, texts)]
    if not said:
        return head
    return f"{head} {texts.tc(*WHERE)} {', '.join(said)}"


#: The word between the count and the conditions.
WHERE = NC_("filter", "where")
