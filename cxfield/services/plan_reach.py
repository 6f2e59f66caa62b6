# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which questions of a guide nobody reaches: conditions followed from question to question."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cxfield.i18n import N_
from cxfield.methods.opening import listens_to
from cxfield.methods.questions import Asked, question_type, takes_options
from cxfield.methods.questions.choice import ChoiceType
from cxfield.methods.questions.number import NumberType, limits_of
from cxfield.methods.questions.scale import ScaleType

UNREACHED_GONE = N_("The question it follows is not in this guide.")
UNREACHED_LATER = N_("It follows a question that comes later.")
UNREACHED_CIRCLE = N_("It follows itself through others: a circle.")
UNREACHED_SCALE = N_("It waits for a number, but the question it follows gives none.")
UNREACHED_VALUES = N_("No answer opens it: its values are outside the scale.")
UNREACHED_CHOICE = N_("No answer opens it: its choices are not in the question it follows.")
UNREACHED_PARENT = N_("It follows a question that nobody reaches.")


@dataclass(frozen=True, slots=True)
class Part:
    """One condition on another question: a range of numbers, some of its choices, or any answer (or none)."""

    of: str
    low: float | None = None
    high: float | None = None
    values: tuple[Any, ...] | None = None
    answered: bool | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a question: parts joined by "all" or "any"; not `plain` where the form cannot show it."""

    join: str = "all"
    parts: tuple[Part, ...] = ()
    plain: bool = True


#: Asked of everybody.
EVERYBODY = Opening()


def opening_of(condition: Any) -> Opening:
    """Read a condition as the form shows it; routes are not among it."""
    if not isinstance(condition, Mapping) or not condition or "routes" in condition:
        return Opening()
    for join in ("all", "any"):
        if isinstance(condition.get(join), list):
            parts = [_part(row) for row in condition[join]]
            found = tuple(part for part in parts if part is not None)
            return Opening(join, found, plain=len(found) == len(parts))
    part = _part(condition)
    return Opening("all", (part,)) if part is not None else Opening(plain=False)


def condition_of(opening: Opening) -> Any:
    """Write an opening as a condition; nothing for no parts."""
    rows = [_row(part) for part in opening.parts]
    if not rows:
        return None
    return rows[0] if len(rows) == 1 and opening.join == "all" else {opening.join: rows}


def _part(row: Any) -> Part | None:
    if not isinstance(row, Mapping) or not isinstance(row.get("of"), str):
        return None
    if isinstance(row.get("is"), list):
        return Part(row["of"], values=tuple(row["is"]))
    if "answered" in row:
        return Part(row["of"], answered=bool(row["answered"]))
    if _number(row.get("from")) and _number(row.get("to")):
        return Part(row["of"], row["from"], row["to"])
    return None


def _row(part: Part) -> dict[str, Any]:
    if part.values is not None:
        return {"of": part.of, "is": list(part.values)}
    if part.answered is not None:
        return {"of": part.of, "answered": part.answered}
    return {"of": part.of, "from": part.low, "to": part.high}


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def scale_of(kind: str, settings: Mapping[str, Any]) -> tuple[int, int] | None:
    """The ends of a question's scale; None when its answers are no numbers on one."""
    its = question_type(kind)
    return its.bounds(Asked(settings=settings)) if isinstance(its, ScaleType) else None


def numbers_of(kind: str, settings: Mapping[str, Any]) -> tuple[float, float] | None:
    """The least and greatest number a question may give; None when its answers are no numbers."""
    its = question_type(kind)
    if isinstance(its, NumberType):
        return (0.0, 366 * 86_400.0) if its.seconds else limits_of(Asked(settings=settings))
    return scale_of(kind, settings)


def choices_of(kind: str, options: Sequence[str]) -> tuple[str, ...] | None:
    """The values that a choice may give; None when it is no choice."""
    its = question_type(kind)
    if not isinstance(its, ChoiceType):
        return None
    return tuple(options) if takes_options(its) else tuple(choice.key for choice in its.fixed)


def unreached(ordered: Sequence[Any], options: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return why (an msgid) nobody reaches a question, by its id; `ordered` are the questions as asked."""
    place = {question.id: index for index, question in enumerate(ordered)}
    by_key = {question.key: question.id for question in ordered}
    by_id = {question.id: question for question in ordered}
    refs = {question.id: _refs(question, by_key) for question in ordered}
    circular = _circular(refs)
    found: dict[str, str] = {}
    for question in ordered:
        why = _order(question, refs[question.id], place) or _values(question, by_id, by_key, options)
        if question.id in circular:
            why = UNREACHED_CIRCLE
        if not why and any(ref in found for ref in refs[question.id]):
            why = UNREACHED_PARENT
        if why:
            found[question.id] = why
    return found


def _refs(question: Any, by_key: Mapping[str, str]) -> frozenset[str]:
    """The ids of the questions a question waits for; a key that is not there stays as it is."""
    named = {by_key.get(key, key) for key in listens_to(question.condition)}
    if question.follows_id:
        # A copy's routes may still name the key of the question they were made for.
        named = {question.follows_id}
    return frozenset(named)


def _circular(refs: Mapping[str, Iterable[str]]) -> set[str]:
    """The questions that wait for themselves through others."""
    inside = {node for node, targets in refs.items() if targets}
    shrinking = True
    while shrinking:
        held = {target for node in inside for target in refs[node]}
        left = {node for node in inside if node in held and any(target in inside for target in refs[node])}
        shrinking, inside = left != inside, left
    return inside


def _order(question: Any, refs: frozenset[str], place: Mapping[str, int]) -> str:
    if any(ref not in place for ref in refs):
        return UNREACHED_GONE
    return UNREACHED_LATER if any(place[ref] >= place[question.id] for ref in refs) else ""


def _values(
    question: Any, by_id: Mapping[str, Any], by_key: Mapping[str, str], options: Mapping[str, Sequence[str]]
) -> str:
    if question.follows_id:
        return _routes(question, by_id[question.follows_id])
    opening = opening_of(question.condition)
    closed = [_closed(part, by_id[by_key[part.of]], options) for part in opening.parts]
    if opening.join == "any":
        return closed[0] if closed and all(closed) else ""
    return next((why for why in closed if why), "")


def _routes(question: Any, followed: Any) -> str:
    bounds = scale_of(followed.type, followed.settings)
    if bounds is None:
        return UNREACHED_SCALE
    condition = question.condition if isinstance(question.condition, dict) else {}
    routes = condition.get("routes", ())
    if not any(r["from"] <= r["to"] and r["to"] >= bounds[0] and r["from"] <= bounds[1] for r in routes):
        return UNREACHED_VALUES
    return ""


def _closed(part: Part, followed: Any, options: Mapping[str, Sequence[str]]) -> str:
    """Why no answer can meet one condition, or nothing."""
    if part.values is not None:
        choices = choices_of(followed.type, options.get(followed.id, ()))
        known = set(choices if choices is not None else part.values)
        return "" if known & {str(value) for value in part.values} else UNREACHED_CHOICE
    if part.answered is not None:
        return ""
    bounds = numbers_of(followed.type, followed.settings)
    if bounds is None:
        return UNREACHED_SCALE
    low, high = part.low or 0, part.high or 0
    return "" if low <= high and high >= bounds[0] and low <= bounds[1] else UNREACHED_VALUES
